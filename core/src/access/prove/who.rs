//! The users that policies tell apart: those that are known, or else anybody with any groups, roles and kind.

use super::claim::Scope;
use super::model::Model;
use super::sample::{ANY_OTHER_TENANT, ANY_OTHER_USER, Patch, SampleSignIn};
use crate::access::compile::Bits;
use crate::access::compile::rows::{and, has, ones, or};
use crate::access::decide;
use crate::access::rules::Guests;
use crate::access::words::UserType;

/// Something that makes a user come under policies, or not.
#[derive(Debug, Clone)]
pub(super) struct Trait<T> {
    pub(super) value: T,
    /// The policies that include it.
    pub(super) include: Bits,
    /// The policies that exclude it.
    pub(super) exclude: Bits,
}

/// A group or a role that users can be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Member {
    Group(String),
    Role(String),
}

/// How a user belongs to the tenant, and from which organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) kind: UserType,
    pub(super) home: Option<String>,
}

/// Every trait that the policies in question name. The first user and the first origin are those that none names.
#[derive(Debug)]
pub(super) struct Traits {
    pub(super) everyone: Bits,
    pub(super) users: Vec<Trait<String>>,
    pub(super) origins: Vec<Trait<Origin>>,
    pub(super) members: Vec<Trait<Member>>,
    /// How many of the members anybody can be at once.
    pub(super) most: usize,
}

/// One user, by places in [`Traits`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) user: usize,
    pub(super) origin: usize,
    pub(super) members: Vec<usize>,
}

/// What a scope asks of somebody to be in it; enough alone.
struct Entry {
    user: Option<usize>,
    member: Option<usize>,
    kinds: Option<Vec<UserType>>,
}

impl Traits {
    /// What the policies in `mask`, and `scope`, name.
    pub(super) fn new(model: &Model<'_>, mask: &[u64], scope: &Scope) -> Traits {
        let none = model.none();
        let most = model.world.most_memberships.and_then(|most| usize::try_from(most).ok());
        let mut traits = Traits {
            everyone: none.clone(),
            users: vec![],
            origins: vec![],
            members: vec![],
            most: most.unwrap_or(usize::MAX),
        };
        traits.user(ANY_OTHER_USER, &none);
        for id in scope.user_ids.iter().chain(&scope.exclude_user_ids) {
            traits.user(&id.to_ascii_lowercase(), &none);
        }
        for id in scope.group_ids.iter().chain(&scope.exclude_group_ids) {
            traits.member(Member::Group(id.to_ascii_lowercase()), &none);
        }
        for id in scope.role_ids.iter().chain(&scope.exclude_role_ids) {
            traits.member(Member::Role(id.to_ascii_lowercase()), &none);
        }
        let mut homes = vec![None, Some(ANY_OTHER_TENANT.to_owned())];
        let rules: Vec<_> = ones(mask).filter_map(|at| Some((at, model.rules(at)?))).collect();
        for (at, rules) in rules.iter().filter(|(_, rules)| rules.workloads.is_none()) {
            let users = &rules.users;
            set(&mut traits.everyone, *at, users.everyone);
            for (ids, included) in [(&users.users.include, true), (&users.users.exclude, false)] {
                for id in ids.iter().filter(|id| is_there(&model.world.user_ids, id)) {
                    let known = traits.user(id, &none);
                    set(if included { &mut known.include } else { &mut known.exclude }, *at, true);
                }
            }
            for (assigned, role, there) in
                [(&users.groups, false, &model.world.group_ids), (&users.roles, true, &model.world.role_ids)]
            {
                for (ids, included) in [(&assigned.include, true), (&assigned.exclude, false)] {
                    for id in ids.iter().filter(|id| is_there(there, id)) {
                        let member = if role { Member::Role(id.clone()) } else { Member::Group(id.clone()) };
                        let known = traits.member(member, &none);
                        set(if included { &mut known.include } else { &mut known.exclude }, *at, true);
                    }
                }
            }
            let tenants = users.include_guests.iter().chain(&users.exclude_guests).flat_map(|g| &g.tenants);
            for home in tenants.flatten() {
                if !homes.iter().flatten().any(|known| known == home) {
                    homes.push(Some(home.clone()));
                }
            }
        }
        traits.add_origins(&homes, &rules, &none);
        traits
    }

    fn add_origins(
        &mut self,
        homes: &[Option<String>],
        rules: &[(usize, &crate::access::rules::Rules)],
        none: &Bits,
    ) {
        for kind in UserType::ALL.iter().copied() {
            for home in homes.iter().take(if kind.is_external() { homes.len() } else { 1 }) {
                let mut origin = Trait {
                    value: Origin { kind, home: home.clone() },
                    include: none.clone(),
                    exclude: none.clone(),
                };
                let covers = |list: &[Guests]| {
                    kind.is_external() && list.iter().any(|g| g.covers(kind, home.as_deref()))
                };
                for (at, rules) in rules.iter().filter(|(_, rules)| rules.workloads.is_none()) {
                    set(&mut origin.include, *at, covers(&rules.users.include_guests));
                    set(&mut origin.exclude, *at, covers(&rules.users.exclude_guests));
                }
                let same = |known: &Trait<Origin>| {
                    known.value.kind == kind
                        && known.include == origin.include
                        && known.exclude == origin.exclude
                };
                if !self.origins.iter().any(same) {
                    self.origins.push(origin);
                }
            }
        }
    }

    fn user(&mut self, id: &str, none: &Bits) -> &mut Trait<String> {
        named(&mut self.users, id.to_owned(), none)
    }

    fn member(&mut self, member: Member, none: &Bits) -> &mut Trait<Member> {
        named(&mut self.members, member, none)
    }

    /// The policies that come with a user, origin and members, and those that go with them.
    pub(super) fn rows(&self, person: &Person) -> (Bits, Bits) {
        let mut include = self.everyone.clone();
        let mut exclude: Bits = vec![0; include.len()].into();
        let mut take = |more: Option<(&Bits, &Bits)>| {
            if let Some((included, excluded)) = more {
                or(&mut include, included);
                or(&mut exclude, excluded);
            }
        };
        take(self.users.get(person.user).map(|t| (&t.include, &t.exclude)));
        take(self.origins.get(person.origin).map(|t| (&t.include, &t.exclude)));
        person.members.iter().for_each(|m| take(self.members.get(*m).map(|t| (&t.include, &t.exclude))));
        (include, exclude)
    }

    /// The policies that a person comes under.
    #[cfg(test)]
    pub(super) fn row(&self, person: &Person) -> Bits {
        let (mut include, exclude) = self.rows(person);
        crate::access::compile::rows::and_not(&mut include, &exclude);
        include
    }

    pub(super) fn patch(&self, person: &Person) -> Patch {
        let origin = self.origins.get(person.origin).map(|origin| &origin.value);
        let members =
            || person.members.iter().filter_map(|at| self.members.get(*at)).map(|known| &known.value);
        let groups = members().filter_map(|member| match member {
            Member::Group(id) => Some(id.clone()),
            Member::Role(_) => None,
        });
        let roles = members().filter_map(|member| match member {
            Member::Role(id) => Some(id.clone()),
            Member::Group(_) => None,
        });
        Patch::Who {
            user_id: self.users.get(person.user).map(|user| user.value.clone()).unwrap_or_default(),
            groups: groups.collect(),
            roles: roles.collect(),
            kind: origin.map_or(UserType::Member, |origin| origin.kind),
            home: origin.and_then(|origin| origin.home.clone()),
        }
    }

    fn entries(&self, scope: &Scope) -> Vec<Entry> {
        if scope.everyone {
            return vec![Entry { user: None, member: None, kinds: None }];
        }
        let mut entries = Vec::new();
        for id in &scope.user_ids {
            let user = self.users.iter().position(|known| known.value.eq_ignore_ascii_case(id));
            entries.push(Entry { user, member: None, kinds: None });
        }
        let groups = scope.group_ids.iter().map(|id| Member::Group(id.to_ascii_lowercase()));
        let roles = scope.role_ids.iter().map(|id| Member::Role(id.to_ascii_lowercase()));
        for member in groups.chain(roles) {
            let member = self.members.iter().position(|known| known.value == member);
            entries.push(Entry { user: None, member, kinds: None });
        }
        if !scope.user_types.is_empty() {
            entries.push(Entry { user: None, member: None, kinds: Some(scope.user_types.clone()) });
        }
        entries
    }

    /// Everybody in `scope` before groups and roles are chosen, and the groups and roles that can be.
    pub(super) fn begin(&self, scope: &Scope) -> (Vec<Person>, Vec<usize>) {
        let listed = |list: &[String], id: &str| list.iter().any(|known| known.eq_ignore_ascii_case(id));
        let forbidden = |member: &Member| match member {
            Member::Group(id) => listed(&scope.exclude_group_ids, id),
            Member::Role(id) => listed(&scope.exclude_role_ids, id),
        };
        let members: Vec<usize> =
            self.members.iter().enumerate().filter(|(_, m)| !forbidden(&m.value)).map(|(at, _)| at).collect();
        let mut begun = Vec::new();
        for entry in self.entries(scope) {
            if entry.member.is_some_and(|member| self.most == 0 || !members.contains(&member)) {
                continue;
            }
            let users = self.users.iter().enumerate().filter(|(at, known)| {
                entry.user.is_none_or(|only| only == *at) && !listed(&scope.exclude_user_ids, &known.value)
            });
            for (user, _) in users {
                let origins = self.origins.iter().enumerate().filter(|(_, known)| {
                    let kind = known.value.kind;
                    entry.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
                        && !scope.exclude_user_types.contains(&kind)
                });
                for (origin, _) in origins {
                    let person = Person { user, origin, members: entry.member.into_iter().collect() };
                    begun.push(person);
                }
            }
        }
        (begun, members)
    }

    /// Somebody in `scope` who comes under the policy at `at`.
    pub(super) fn under(&self, at: usize, scope: &Scope) -> Option<Person> {
        let excluded = |known: &Trait<Member>| has(&known.exclude, at);
        let (begun, members) = self.begin(scope);
        for mut person in begun {
            let (include, exclude) = self.rows(&person);
            if has(&exclude, at) {
                continue;
            }
            if has(&include, at) {
                return Some(person);
            }
            if person.members.len() >= self.most {
                continue;
            }
            let joins = members.iter().copied().find(|m| {
                self.members.get(*m).is_some_and(|known| has(&known.include, at) && !excluded(known))
            });
            if let Some(joins) = joins {
                person.members.push(joins);
                return Some(person);
            }
        }
        None
    }
}

/// Whether something that a policy names could be somebody's.
fn is_there(known: &Option<Vec<String>>, id: &str) -> bool {
    known.as_ref().is_none_or(|known| known.iter().any(|known| known.eq_ignore_ascii_case(id)))
}

/// The rows of the users that are known, of those in `scope`.
pub(super) fn known(model: &Model<'_>, mask: &[u64], scope: &Scope) -> Option<Vec<(Bits, Patch)>> {
    let users = model.world.users.as_ref()?;
    let within = users.iter().filter(|user| scope.covers(user));
    let rows = within.map(|user| {
        let patch = Patch::Who {
            user_id: user.user_id.clone(),
            groups: user.group_ids.clone(),
            roles: user.role_ids.clone(),
            kind: user.user_type.unwrap_or(UserType::Member),
            home: user.home_tenant_id.clone(),
        };
        let mut row = SampleSignIn::default().with(&patch).row(&model.set, decide::WHO);
        and(&mut row, mask);
        (row, patch)
    });
    Some(rows.collect())
}

fn named<'a, T: PartialEq>(list: &'a mut Vec<Trait<T>>, value: T, none: &Bits) -> &'a mut Trait<T> {
    let at = list.iter().position(|known| known.value == value).unwrap_or_else(|| {
        list.push(Trait { value, include: none.clone(), exclude: none.clone() });
        list.len() - 1
    });
    &mut list[at]
}

pub(super) fn set(bits: &mut Bits, at: usize, holds: bool) {
    if let Some(word) = bits.get_mut(at / 64).filter(|_| holds) {
        *word |= 1 << (at % 64);
    }
}

pub(super) fn within(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a & !b == 0)
}
