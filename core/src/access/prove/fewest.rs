//! Who comes under the fewest policies.
//!
//! Group after group, both being in it and not being in it are followed. Of two people where whatever can become of one
//! can become of the other, with no more policies, only the other is.

use super::claim::Scope;
use super::search::{LIMIT, too_many};
use super::who::{Member, Person, Trait, Traits, within};
use crate::access::compile::Bits;
use crate::access::compile::rows::{and, and_not, meet, or};
use crate::error::Result;

impl Traits {
    /// The rows that no other row in `scope` is within, of the policies in `mask`: who comes under the fewest.
    ///
    /// # Errors
    /// `invalid_argument{policies}` where there are too many to go through.
    pub(super) fn fewest(&self, mask: &[u64], scope: &Scope) -> Result<Vec<(Bits, Person)>> {
        let limited = self.most != usize::MAX;
        let mut states: Vec<State> = Vec::new();
        let (begun, members) = self.begin(scope);
        for person in begun {
            let (include, exclude) = self.rows(&person);
            keep(&mut states, State::new(include, exclude, mask, person), limited);
        }
        for at in members {
            let Some(member) = self.members.get(at) else { continue };
            // Being in what nothing excludes only ever brings more policies.
            if !meet(&member.exclude, mask) {
                continue;
            }
            let free = self.most == usize::MAX && !meet(&member.include, mask);
            let mut next: Vec<State> = Vec::with_capacity(states.len() * 2);
            for state in states {
                if state.person.members.contains(&at) || state.person.members.len() >= self.most {
                    keep(&mut next, state, limited);
                    continue;
                }
                let with = state.with(at, member, mask);
                if !free {
                    keep(&mut next, state, limited);
                }
                keep(&mut next, with, limited);
            }
            if next.len() > LIMIT {
                return Err(too_many("groups and roles"));
            }
            states = next;
        }
        Ok(states.into_iter().map(|state| (state.included, state.person)).collect())
    }
}

/// Somebody whose groups and roles are being chosen.
#[derive(Clone)]
struct State {
    /// Included and not excluded.
    included: Bits,
    excluded: Bits,
    person: Person,
}

impl State {
    fn new(mut included: Bits, mut excluded: Bits, mask: &[u64], person: Person) -> State {
        and_not(&mut included, &excluded);
        and(&mut included, mask);
        and(&mut excluded, mask);
        State { included, excluded, person }
    }

    fn with(&self, at: usize, member: &Trait<Member>, mask: &[u64]) -> State {
        let (mut included, mut excluded, mut person) =
            (self.included.clone(), self.excluded.clone(), self.person.clone());
        or(&mut included, &member.include);
        or(&mut excluded, &member.exclude);
        person.members.push(at);
        State::new(included, excluded, mask, person)
    }

    /// Whether whatever can become of `other` can become of this one, with no more policies.
    fn is_as_good_as(&self, other: &State, limited: bool) -> bool {
        let fewer = !limited || self.person.members.len() <= other.person.members.len();
        within(&self.included, &other.included) && within(&other.excluded, &self.excluded) && fewer
    }
}

/// Adds a state, unless one is as good; drops those that it is as good as.
fn keep(states: &mut Vec<State>, state: State, limited: bool) {
    if states.iter().any(|known| known.is_as_good_as(&state, limited)) {
        return;
    }
    states.retain(|known| !state.is_as_good_as(known, limited));
    states.push(state);
}
