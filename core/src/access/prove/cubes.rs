//! Sets of users as policies describe them: of these ids and origins, in these groups and roles, in none of those.

use super::claim::Scope;
use super::model::Model;
use super::sample::{ANY_OTHER_USER, Patch};
use super::search::too_many;
use super::who::{self, Member, Person, Traits};
use crate::access::compile::Bits;
use crate::access::compile::rows::{and, and_not, has, ones};
use crate::access::words::UserType;
use crate::error::Result;

/// The most sets of users that are kept apart.
const CUBES_MAX: usize = 500;

/// All users with one of these ids, of one of these origins, in all of some groups and roles and in none of others. By
/// places in [`Traits`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Cube {
    pub(super) users: Vec<bool>,
    pub(super) origins: Vec<bool>,
    pub(super) within: Vec<bool>,
    pub(super) without: Vec<bool>,
}

/// Users who come under none of some policies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Users {
    /// Anybody who is like this.
    Like(Cube),
    /// Of the users that are known, those at these places.
    These(Vec<usize>),
}

/// All users.
pub(super) enum Population {
    Anybody(Traits),
    Known(Vec<(Bits, Patch)>),
}

impl Population {
    pub(super) fn new(model: &Model<'_>, mask: &[u64]) -> Population {
        let everyone = Scope::everyone();
        match who::known(model, mask, &everyone) {
            Some(known) => Population::Known(known),
            None => Population::Anybody(Traits::new(model, mask, &everyone)),
        }
    }

    /// The users who come under none of the policies in `left`.
    ///
    /// # Errors
    /// `invalid_argument{policies}` where that takes too many sets to say.
    pub(super) fn spared(&self, left: &[u64]) -> Result<Vec<Users>> {
        match self {
            Population::Known(known) => {
                let spared =
                    known.iter().enumerate().filter(|(_, (row, _))| !ones(left).any(|at| has(row, at)));
                let spared: Vec<usize> = spared.map(|(at, _)| at).collect();
                Ok(if spared.is_empty() { vec![] } else { vec![Users::These(spared)] })
            }
            Population::Anybody(traits) => {
                let mut cubes = vec![Cube::all(traits)];
                for policy in ones(left) {
                    let mut next = Vec::new();
                    for cube in cubes {
                        cube.spared(traits, policy).into_iter().for_each(|cube| keep(&mut next, cube));
                    }
                    if next.len() > CUBES_MAX {
                        return Err(too_many("sets of users"));
                    }
                    cubes = next;
                }
                Ok(cubes.into_iter().map(Users::Like).collect())
            }
        }
    }

    /// The policies in `mask` that everybody comes under.
    pub(super) fn unavoidable(&self, mask: &[u64]) -> Bits {
        let mut all: Bits = mask.into();
        match self {
            Population::Known(known) => known.iter().for_each(|(row, _)| and(&mut all, row)),
            Population::Anybody(traits) => {
                and(&mut all, &traits.everyone);
                traits.users.iter().for_each(|known| and_not(&mut all, &known.exclude));
                traits.origins.iter().for_each(|known| and_not(&mut all, &known.exclude));
                traits.members.iter().for_each(|known| and_not(&mut all, &known.exclude));
            }
        }
        all
    }

    /// One of some users.
    pub(super) fn sample(&self, users: &Users) -> Option<Patch> {
        match (self, users) {
            (Population::Anybody(traits), Users::Like(cube)) => Some(traits.patch(&cube.person())),
            (Population::Known(known), Users::These(these)) => {
                these.first().and_then(|at| known.get(*at)).map(|(_, patch)| patch.clone())
            }
            _ => None,
        }
    }

    /// Some users in words.
    pub(super) fn describe(&self, users: &Users) -> String {
        match (self, users) {
            (Population::Anybody(traits), Users::Like(cube)) => cube.describe(traits),
            (Population::Known(known), Users::These(these)) if these.len() == known.len() => {
                "every user".into()
            }
            (Population::Known(known), Users::These(these)) => {
                let ids = these.iter().filter_map(|at| match known.get(*at) {
                    Some((_, Patch::Who { user_id, .. })) => Some(user_id.as_str()),
                    _ => None,
                });
                let ids: Vec<&str> = ids.collect();
                match ids.as_slice() {
                    [only] => format!("user {only}"),
                    _ => format!("users {}", ids.join(", ")),
                }
            }
            _ => String::new(),
        }
    }

    /// From nobody, 0, to everybody, 1: a rough order, for people to read the widest first.
    pub(super) fn breadth(&self, users: &Users) -> f64 {
        match (self, users) {
            (Population::Anybody(_), Users::Like(cube)) => cube.breadth(),
            (Population::Known(known), Users::These(these)) => share(these.len(), known.len()),
            _ => 0.0,
        }
    }
}

impl Users {
    /// Whether all of `other` are among these.
    pub(super) fn covers(&self, other: &Users) -> bool {
        match (self, other) {
            (Users::Like(a), Users::Like(b)) => a.covers(b),
            (Users::These(a), Users::These(b)) => b.iter().all(|at| a.contains(at)),
            _ => false,
        }
    }
}

impl Cube {
    fn all(traits: &Traits) -> Cube {
        Cube {
            users: vec![true; traits.users.len()],
            origins: vec![true; traits.origins.len()],
            within: vec![false; traits.members.len()],
            without: vec![false; traits.members.len()],
        }
    }

    /// Whether a person is like this.
    #[cfg(test)]
    pub(super) fn holds(&self, person: &Person) -> bool {
        let member = |at: usize| person.members.contains(&at);
        self.users.get(person.user) == Some(&true)
            && self.origins.get(person.origin) == Some(&true)
            && self.within.iter().enumerate().all(|(at, must)| !must || member(at))
            && self.without.iter().enumerate().all(|(at, must_not)| !must_not || !member(at))
    }

    fn covers(&self, other: &Cube) -> bool {
        let within = |a: &[bool], b: &[bool]| a.iter().zip(b).all(|(a, b)| !a || *b);
        within(&other.users, &self.users)
            && within(&other.origins, &self.origins)
            && within(&self.within, &other.within)
            && within(&self.without, &other.without)
    }

    /// Those of these users who do not come under a policy, in as few sets as there are ways not to.
    fn spared(self, traits: &Traits, policy: usize) -> Vec<Cube> {
        let mut ways = Vec::new();
        for (at, member) in traits.members.iter().enumerate() {
            if has(&member.exclude, policy) && self.without.get(at) != Some(&true) {
                let mut way = self.clone();
                way.within.iter_mut().skip(at).take(1).for_each(|must| *must = true);
                ways.push(way);
            }
        }
        let narrowed = |list: &[bool], keep: &dyn Fn(usize) -> bool| {
            list.iter().enumerate().map(|(at, on)| *on && keep(at)).collect::<Vec<bool>>()
        };
        let user = |at: usize, excluded: bool| {
            traits.users.get(at).is_some_and(|t| has(if excluded { &t.exclude } else { &t.include }, policy))
        };
        let origin = |at: usize, excluded: bool| {
            traits
                .origins
                .get(at)
                .is_some_and(|t| has(if excluded { &t.exclude } else { &t.include }, policy))
        };
        ways.push(Cube { users: narrowed(&self.users, &|at| user(at, true)), ..self.clone() });
        ways.push(Cube { origins: narrowed(&self.origins, &|at| origin(at, true)), ..self.clone() });
        if !has(&traits.everyone, policy) {
            let mut way = Cube {
                users: narrowed(&self.users, &|at| !user(at, false)),
                origins: narrowed(&self.origins, &|at| !origin(at, false)),
                ..self
            };
            for (at, member) in traits.members.iter().enumerate() {
                if has(&member.include, policy) {
                    way.without.iter_mut().skip(at).take(1).for_each(|must_not| *must_not = true);
                }
            }
            ways.push(way);
        }
        ways.retain(|way| way.is_possible(traits.most));
        ways
    }

    fn is_possible(&self, most: usize) -> bool {
        self.within.iter().filter(|must| **must).count() <= most
            && self.users.contains(&true)
            && self.origins.contains(&true)
            && !self.within.iter().zip(&self.without).any(|(must, must_not)| *must && *must_not)
    }

    fn person(&self) -> Person {
        let first = |list: &[bool]| list.iter().position(|on| *on).unwrap_or_default();
        let members = self.within.iter().enumerate().filter(|(_, must)| **must).map(|(at, _)| at).collect();
        Person { user: first(&self.users), origin: first(&self.origins), members }
    }

    fn breadth(&self) -> f64 {
        let count = |list: &[bool]| list.iter().filter(|on| **on).count();
        // Somebody whom no policy names stands for most people.
        let users = match self.users.first() {
            Some(true) => 1.0 - 0.01 * share(self.users.len() - count(&self.users), self.users.len()),
            _ => 0.01 * share(count(&self.users), self.users.len()),
        };
        let members = 0.05_f64.powi(i32::try_from(count(&self.within)).unwrap_or(i32::MAX))
            * 0.95_f64.powi(i32::try_from(count(&self.without)).unwrap_or(i32::MAX));
        users * share(count(&self.origins), self.origins.len()) * members
    }

    fn describe(&self, traits: &Traits) -> String {
        let mut parts = vec![self.describe_ids(traits)];
        parts.extend(self.describe_origins(traits));
        let members = |list: &[bool], joint: &str| {
            let on = list.iter().zip(&traits.members).filter(|(on, _)| **on);
            let names: Vec<String> = on
                .map(|(_, known)| match &known.value {
                    Member::Group(id) => format!("group {id}"),
                    Member::Role(id) => format!("role {id}"),
                })
                .collect();
            (!names.is_empty()).then(|| names.join(joint))
        };
        parts.extend(members(&self.within, " and ").map(|names| format!("in {names}")));
        parts.extend(members(&self.without, " or ").map(|names| format!("not in {names}")));
        parts.join(" ")
    }

    fn describe_ids(&self, traits: &Traits) -> String {
        let others = self.users.first() == Some(&true);
        let ids = self.users.iter().zip(&traits.users).filter(|(on, _)| **on != others);
        let ids: Vec<&str> =
            ids.map(|(_, known)| known.value.as_str()).filter(|id| *id != ANY_OTHER_USER).collect();
        match (others, ids.is_empty()) {
            (true, true) => "anybody".to_owned(),
            (true, false) => format!("anybody but {}", ids.join(", ")),
            (false, _) => format!("user {}", ids.join(" or ")),
        }
    }

    fn describe_origins(&self, traits: &Traits) -> Option<String> {
        if !self.origins.contains(&false) {
            return None;
        }
        let on =
            self.origins.iter().zip(&traits.origins).filter(|(on, _)| **on).map(|(_, known)| &known.value);
        let kinds: Vec<String> = on
            .map(|origin| match &origin.home {
                Some(home) => format!("{} of {home}", origin.kind.as_str()),
                None => origin.kind.as_str().to_owned(),
            })
            .collect();
        let external: Vec<&str> =
            UserType::ALL.iter().filter(|kind| kind.is_external()).map(|kind| kind.as_str()).collect();
        let guests =
            kinds.len() == external.len() && kinds.iter().all(|kind| external.contains(&kind.as_str()));
        Some(if guests { "who is external".to_owned() } else { format!("who is {}", kinds.join(" or ")) })
    }
}

/// Adds a cube, unless it is within another; drops those that are within it.
fn keep(cubes: &mut Vec<Cube>, cube: Cube) {
    if cubes.iter().any(|known| known.covers(&cube)) {
        return;
    }
    cubes.retain(|known| !cube.covers(known));
    cubes.push(cube);
}

pub(super) fn share(some: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { number(some) / number(all) }
}
