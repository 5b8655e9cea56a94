//! Looks for a combination of classes, one of each aspect, to which no policy of some set applies.
//!
//! Aspect after aspect, it keeps the sets of policies that could still apply. Of two such sets where one has all that the
//! other has, only the smaller can lead anywhere the other cannot; and one that holds a policy that no class of the
//! remaining aspects rules out leads nowhere. What is left is few, where the plain product would be astronomic.

use super::aspect::Aspect;
use super::who::within;
use crate::access::compile::Bits;
use crate::access::compile::rows::{and, meet};
use crate::error::{Error, Result};

/// The most sets that are followed at a time.
pub(super) const LIMIT: usize = 20_000;

/// A set of policies that could still apply, and the class chosen of each aspect so far.
struct State {
    left: Bits,
    chosen: Vec<usize>,
}

/// The users that were tried, and for each aspect the place of a class, so that none of `mask` applies.
pub(super) struct Found {
    pub(super) user: usize,
    /// By aspect, in the order they were given.
    pub(super) classes: Vec<usize>,
}

/// The first combination found to which no policy in `mask` applies, if there is one. `users` are rows within `mask`.
///
/// # Errors
/// `invalid_argument{policies}` where too many sets would have to be followed.
pub(super) fn untouched(mask: &[u64], users: &[Bits], aspects: &[Aspect]) -> Result<Option<Found>> {
    if users.is_empty() || aspects.iter().any(|aspect| aspect.classes.is_empty()) {
        return Ok(None);
    }
    // Few classes first: they cost least.
    let mut order: Vec<usize> = (0..aspects.len()).collect();
    order.sort_by_key(|at| aspects.get(*at).map_or(0, |aspect| aspect.classes.len()));
    let ordered: Vec<&Aspect> = order.iter().filter_map(|at| aspects.get(*at)).collect();
    // From each aspect on, the policies that no class rules out.
    let mut certain: Vec<Bits> = vec![mask.into()];
    for aspect in ordered.iter().rev() {
        let mut all = certain.last().cloned().unwrap_or_else(|| mask.into());
        let mut any = all.clone();
        all.fill(u64::MAX);
        for class in &aspect.classes {
            and(&mut all, &class.row);
        }
        and(&mut any, &all);
        certain.push(any);
    }
    certain.reverse();
    let mut states: Vec<State> = Vec::new();
    for (user, row) in users.iter().enumerate() {
        let mut left = row.clone();
        and(&mut left, mask);
        keep(&mut states, State { left, chosen: vec![user] }, certain.first());
    }
    for (at, aspect) in ordered.iter().enumerate() {
        let mut next: Vec<State> = Vec::new();
        for state in &states {
            for (place, class) in fewest(aspect, &state.left) {
                let mut left = state.left.clone();
                and(&mut left, &class);
                let mut chosen = state.chosen.clone();
                chosen.push(place);
                keep(&mut next, State { left, chosen }, certain.get(at + 1));
            }
            if next.len() > LIMIT {
                return Err(too_many("combinations of conditions"));
            }
        }
        states = next;
    }
    let Some(found) = states.into_iter().find(|state| state.left.iter().all(|word| *word == 0)) else {
        return Ok(None);
    };
    let (user, chosen) = match found.chosen.split_first() {
        Some((user, chosen)) => (*user, chosen.to_vec()),
        None => return Ok(None),
    };
    let mut classes = vec![0; aspects.len()];
    for (at, class) in order.iter().zip(chosen) {
        if let Some(place) = classes.get_mut(*at) {
            *place = class;
        }
    }
    Ok(Some(Found { user, classes }))
}

/// The classes of an aspect that leave the fewest of `left`: none of them leaves all that another one leaves.
fn fewest(aspect: &Aspect, left: &[u64]) -> Vec<(usize, Bits)> {
    let mut kept: Vec<(usize, Bits)> = Vec::new();
    for (place, class) in aspect.classes.iter().enumerate() {
        let mut row = class.row.clone();
        and(&mut row, left);
        if kept.iter().any(|(_, known)| within(known, &row)) {
            continue;
        }
        kept.retain(|(_, known)| !within(&row, known));
        kept.push((place, row));
    }
    kept
}

fn keep(states: &mut Vec<State>, state: State, certain: Option<&Bits>) {
    if certain.is_some_and(|certain| meet(certain, &state.left)) {
        return;
    }
    if states.iter().any(|known| within(&known.left, &state.left)) {
        return;
    }
    states.retain(|known| !within(&state.left, &known.left));
    states.push(state);
}

pub(super) fn too_many(what: &str) -> Error {
    Error::invalid("policies", format!("tell too many {what} apart to go through them all"))
}
