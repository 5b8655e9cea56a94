//! Two policies side by side: who comes under one and not the other, and who under both.

use super::who::{Person, Trait, Traits};
use crate::access::compile::rows::has;

impl Traits {
    /// Somebody who comes under the policy at `under` and not under the one at `not`.
    pub(super) fn apart(&self, under: usize, not: usize) -> Option<Person> {
        let users = Marks::of(&self.users, under, not);
        let origins = Marks::of(&self.origins, under, not);
        let members = Marks::of(&self.members, under, not);
        let mut everyone = 0;
        everyone |= if has(&self.everyone, under) { Marks::UNDER } else { 0 };
        everyone |= if has(&self.everyone, not) { Marks::NOT } else { 0 };
        for (of_user, user) in &users.0 {
            for (of_origin, origin) in &origins.0 {
                let marks = everyone | of_user | of_origin;
                if Marks::tell_apart(marks) {
                    return Some(Person { user: *user, origin: *origin, members: vec![] });
                }
                // Nobody needs more than one membership to come under a policy, and one to be excluded from another.
                for (of_one, one) in &members.0 {
                    for (of_two, two) in &members.0 {
                        if Marks::tell_apart(marks | of_one | of_two) {
                            let members = if one == two { vec![*one] } else { vec![*one, *two] };
                            return Some(Person { user: *user, origin: *origin, members });
                        }
                    }
                }
            }
        }
        None
    }

    /// Somebody who comes under both of two policies.
    pub(super) fn together(&self, a: usize, b: usize) -> Option<Person> {
        let (users, origins) = (Marks::of(&self.users, a, b), Marks::of(&self.origins, a, b));
        let members = Marks::of(&self.members, a, b);
        let mut everyone = 0;
        everyone |= if has(&self.everyone, a) { Marks::UNDER } else { 0 };
        everyone |= if has(&self.everyone, b) { Marks::NOT } else { 0 };
        let nothing = [(0, usize::MAX)];
        for (of_user, user) in &users.0 {
            for (of_origin, origin) in &origins.0 {
                for (of_one, one) in members.0.iter().chain(&nothing) {
                    for (of_two, two) in members.0.iter().chain(&nothing) {
                        if Marks::both(everyone | of_user | of_origin | of_one | of_two) {
                            let mut members: Vec<usize> = vec![*one, *two];
                            members.retain(|at| *at != usize::MAX);
                            members.dedup();
                            return Some(Person { user: *user, origin: *origin, members });
                        }
                    }
                }
            }
        }
        None
    }
}

/// What traits do to two policies, and the first trait that does so.
struct Marks(Vec<(u8, usize)>);

impl Marks {
    const UNDER: u8 = 1;
    const NOT: u8 = 2;
    const UNDER_EXCLUDED: u8 = 4;
    const NOT_EXCLUDED: u8 = 8;

    fn of<T>(traits: &[Trait<T>], under: usize, not: usize) -> Marks {
        let mut marks: Vec<(u8, usize)> = Vec::new();
        for (at, known) in traits.iter().enumerate() {
            let marked = [
                (has(&known.include, under), Marks::UNDER),
                (has(&known.include, not), Marks::NOT),
                (has(&known.exclude, under), Marks::UNDER_EXCLUDED),
                (has(&known.exclude, not), Marks::NOT_EXCLUDED),
            ];
            let mark = marked.iter().filter(|(on, _)| *on).fold(0, |all, (_, mark)| all | mark);
            if !marks.iter().any(|(known, _)| *known == mark) {
                marks.push((mark, at));
            }
        }
        Marks(marks)
    }

    fn tell_apart(marks: u8) -> bool {
        let under = marks & (Marks::UNDER | Marks::UNDER_EXCLUDED) == Marks::UNDER;
        under && marks & (Marks::NOT | Marks::NOT_EXCLUDED) != Marks::NOT
    }

    fn both(marks: u8) -> bool {
        marks == Marks::UNDER | Marks::NOT
    }
}
