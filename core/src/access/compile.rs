//! Policies compiled for deciding: for every id that any policy names, the set of policies that include it and the set
//! that exclude it, each one bit per policy. A decision is then a handful of ANDs and ORs over machine words.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::decide::Control;
use super::policy::{Policy, PolicyState};
use super::rules::{Assigned, Operator, Rules};

/// A tenant's policies, ready to decide. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct PolicySet(pub(super) Arc<Compiled>);

/// One bit per policy, in stored order.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits(pub(super) Vec<u64>);

/// What a decision says about a policy, whoever signs in.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) display_name: String,
    pub(super) state: PolicyState,
    pub(super) grant_controls: Vec<String>,
    pub(super) operator: Option<&'static str>,
    pub(super) unsupported: bool,
}

/// Per id, the policies that include and exclude it.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: HashMap<Box<str>, Row>,
}

#[derive(Debug)]
struct Row {
    include: Bits,
    exclude: Bits,
}

#[derive(Debug, Default)]
pub(super) struct Compiled {
    pub(super) entries: Vec<Entry>,
    pub(super) enforced: Bits,
    pub(super) everyone: Bits,
    pub(super) users: Table,
    pub(super) groups: Table,
    pub(super) roles: Table,
    pub(super) every_app: Bits,
    pub(super) apps: Table,
    pub(super) block: Bits,
    /// Policies of which any one control will do; the others want all of theirs.
    pub(super) any_of: Bits,
    /// Per control of [`Control::ALL`]: the policies that list it.
    pub(super) lists: Vec<Bits>,
    /// Per control of [`Control::ALL`]: the policies that prompt for it while unsatisfied. One that wants any of
    /// several prompts for the first.
    pub(super) prompts: Vec<Bits>,
}

impl PolicySet {
    /// Compiles `policies`, in the order in which a decision is to list them.
    ///
    /// A policy that is unsupported should never have been stored enabled. Should it be here all the same, it blocks
    /// everybody it could apply to: a control that cannot be checked is not a control that was met.
    pub fn compile(policies: &[Policy]) -> PolicySet {
        let mut set = Compiled::sized(policies.len());
        for (index, policy) in policies.iter().enumerate() {
            set.add(index, policy);
        }
        PolicySet(Arc::new(set))
    }

    /// Whether any policy asks for somebody's groups. Where none does, they need not be looked up.
    pub(crate) fn names_groups(&self) -> bool {
        !self.0.groups.rows.is_empty()
    }

    /// Whether any policy asks for somebody's directory roles.
    pub(crate) fn names_roles(&self) -> bool {
        !self.0.roles.rows.is_empty()
    }
}

impl Compiled {
    fn sized(policies: usize) -> Compiled {
        let bits = Bits::none(policies);
        Compiled {
            entries: Vec::with_capacity(policies),
            enforced: bits.clone(),
            everyone: bits.clone(),
            every_app: bits.clone(),
            block: bits.clone(),
            any_of: bits.clone(),
            lists: vec![bits.clone(); Control::ALL.len()],
            prompts: vec![bits; Control::ALL.len()],
            ..Compiled::default()
        }
    }

    fn add(&mut self, index: usize, policy: &Policy) {
        let rules = Rules::of(policy);
        let enabled = policy.state() != PolicyState::Disabled;
        if enabled {
            self.add_rules(index, &rules);
        }
        if policy.state() == PolicyState::Enabled {
            self.enforced.set(index);
        }
        self.entries.push(Entry {
            id: policy.id().to_owned(),
            display_name: policy.display_name().to_owned(),
            state: policy.state(),
            operator: (!rules.grant.names.is_empty()).then(|| rules.grant.operator.as_str()),
            grant_controls: rules.grant.names,
            unsupported: enabled && rules.unsupported,
        });
    }

    fn add_rules(&mut self, index: usize, rules: &Rules) {
        let size = self.enforced.0.len();
        self.everyone.set_if(index, rules.everyone);
        self.every_app.set_if(index, rules.every_app);
        self.users.add(index, size, &rules.users);
        self.groups.add(index, size, &rules.groups);
        self.roles.add(index, size, &rules.roles);
        self.apps.add(index, size, &rules.apps);
        self.block.set_if(index, rules.grant.block);
        let any_of = rules.grant.operator == Operator::Or;
        self.any_of.set_if(index, any_of && !rules.grant.controls.is_empty());
        for (slot, control) in Control::ALL.iter().enumerate() {
            let listed = rules.grant.controls.contains(control);
            let first = rules.grant.controls.first() == Some(control);
            self.lists[slot].set_if(index, listed);
            self.prompts[slot].set_if(index, if any_of { first } else { listed });
        }
    }
}

impl Table {
    fn add(&mut self, index: usize, words: usize, assigned: &Assigned) {
        for id in &assigned.include {
            self.row(id, words).include.set(index);
        }
        for id in &assigned.exclude {
            self.row(id, words).exclude.set(index);
        }
    }

    fn row(&mut self, id: &str, words: usize) -> &mut Row {
        let none = || Bits(vec![0; words]);
        self.rows.entry(id.into()).or_insert_with(|| Row { include: none(), exclude: none() })
    }

    /// Adds to `include` and `exclude` what the policies say about `id`, whatever its case.
    pub(super) fn gather(&self, id: &str, include: &mut Bits, exclude: &mut Bits) {
        let id = match id.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(id.to_ascii_lowercase()),
            false => Cow::Borrowed(id),
        };
        if let Some(row) = self.rows.get(id.as_ref()) {
            include.or(&row.include);
            exclude.or(&row.exclude);
        }
    }
}

impl Bits {
    pub(super) fn none(policies: usize) -> Bits {
        Bits(vec![0; policies.div_ceil(64)])
    }

    pub(super) fn set(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    fn set_if(&mut self, index: usize, holds: bool) {
        if holds {
            self.set(index);
        }
    }

    pub(super) fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    pub(super) fn or(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    pub(super) fn and(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    pub(super) fn and_not(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= !b);
    }

    pub(super) fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}
