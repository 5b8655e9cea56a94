//! Policies compiled for deciding: for everything that any policy names, the set of policies that include it and the set
//! that exclude it, each one bit per policy. A decision is then a handful of ANDs and ORs over machine words.

mod environment;
pub(super) mod locations;
mod networks;
pub(super) mod rows;

use std::sync::Arc;

pub use environment::Environment;
use locations::Locations;
pub(crate) use locations::is_built_in_location;
pub(in crate::access) use locations::{ALL_TRUSTED, COMPLIANT_NETWORKS, MFA_TRUSTED_IPS};
pub(super) use rows::{Bits, ByRule, ByWord, Table};
use rows::{LANES, none, set};

use super::control::{Control, Demand};
use super::decision::Reason;
use super::filter::{AppAttribute, DeviceAttribute, Filter};
use super::policy::{Policy, PolicyState};
use super::rules::{Applications, Assigned, Guests, Mode, Operator, Rules, Users, Workloads};
use super::session_controls::SessionControls;
use super::strength::Combination;
use super::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction,
};

/// A tenant's policies, ready to decide. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct PolicySet(pub(super) Arc<Compiled>);

impl Default for PolicySet {
    fn default() -> Self {
        PolicySet::compile(&[], &Environment::default())
    }
}

/// What a decision says about a policy, whoever signs in.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) display_name: String,
    pub(super) state: PolicyState,
    pub(super) demands: Vec<Demand>,
    pub(super) block: bool,
    pub(super) operator: Operator,
    pub(super) session: SessionControls,
    pub(super) unsupported: Option<String>,
    /// The words for users and for applications that do not match.
    pub(super) users_reason: Reason,
    pub(super) target_reason: Reason,
}

/// Who comes under the policies.
#[derive(Debug)]
pub(super) struct UserIndex {
    pub(super) everyone: Bits,
    pub(super) users: Table<Box<str>>,
    pub(super) groups: Table<Box<str>>,
    pub(super) roles: Table<Box<str>>,
    pub(super) guests: ByRule<Guests>,
}

/// Which workload identities come under the policies.
#[derive(Debug)]
pub(super) struct WorkloadIndex {
    pub(super) all: Bits,
    pub(super) ids: Table<Box<str>>,
    pub(super) risk: ByWord,
}

/// What the policies protect.
#[derive(Debug)]
pub(super) struct TargetIndex {
    pub(super) every_app: Bits,
    pub(super) anything: Bits,
    pub(super) apps: Table<Box<str>>,
    pub(super) filters: ByRule<Filter<AppAttribute>>,
    pub(super) actions: ByWord,
    pub(super) contexts: Table<Box<str>>,
}

/// A control that some policy asks for.
#[derive(Debug)]
pub(super) struct DemandIndex {
    pub(super) demand: Demand,
    /// Of a strength: what satisfies it.
    pub(super) allowed: Vec<Combination>,
    /// The policies that list it.
    pub(super) lists: Bits,
    /// The policies that prompt for it while unsatisfied. One that wants any of several prompts for the first that a
    /// prompt can satisfy.
    pub(super) prompts: Bits,
}

#[derive(Debug)]
pub(super) struct Compiled {
    /// Machine words that hold one bit per policy.
    pub(super) words: usize,
    pub(super) entries: Vec<Entry>,
    pub(super) enforced: Bits,
    pub(super) users: UserIndex,
    pub(super) workloads: WorkloadIndex,
    pub(super) target: TargetIndex,
    pub(super) client_app_types: ByWord,
    pub(super) platforms: ByWord,
    pub(super) locations: Locations,
    pub(super) sign_in_risk: ByWord,
    pub(super) user_risk: ByWord,
    pub(super) insider_risk: ByWord,
    pub(super) devices: ByRule<Filter<DeviceAttribute>>,
    pub(super) flows: ByWord,
    pub(super) block: Bits,
    /// Policies of which any one control will do; the others want all of theirs.
    pub(super) any_of: Bits,
    /// In the order of prompting.
    pub(super) demands: Vec<DemandIndex>,
}

impl PolicySet {
    /// Compiles `policies`, in the order in which a decision is to list them.
    ///
    /// A policy that is unsupported should never have been stored enabled. Should it be here all the same, it blocks
    /// everybody it could apply to: a control that cannot be checked is not a control that was met.
    pub fn compile(policies: &[Policy], environment: &Environment) -> PolicySet {
        let mut compiled = Compiled::sized(policies.len());
        compiled.locations.lay_out(policies, environment);
        for (index, policy) in policies.iter().enumerate() {
            compiled.add(index, policy, environment);
        }
        compiled.demands.sort_by(|a, b| a.demand.cmp(&b.demand));
        PolicySet(Arc::new(compiled))
    }

    /// Whether any policy asks for somebody's groups. Where none does, they need not be looked up.
    pub(crate) fn names_groups(&self) -> bool {
        !self.0.users.groups.is_empty()
    }

    /// Whether any policy asks for somebody's directory roles.
    pub(crate) fn names_roles(&self) -> bool {
        !self.0.users.roles.is_empty()
    }

    /// Whether any policy asks for terms of use. Where none does, nobody's acceptances need be looked up.
    pub(crate) fn names_terms(&self) -> bool {
        self.0.demands.iter().any(|known| known.demand.control == Control::TermsOfUse)
    }

    /// Whether any policy asks for the country of an address. Where none does, it need not be looked up.
    pub(crate) fn names_countries(&self) -> bool {
        self.0.locations.names_countries()
    }
}

impl Compiled {
    fn sized(policies: usize) -> Compiled {
        let words = policies.div_ceil(64).next_multiple_of(LANES);
        let table = || Table::new(words);
        Compiled {
            words,
            entries: Vec::with_capacity(policies),
            enforced: none(words),
            users: UserIndex {
                everyone: none(words),
                users: table(),
                groups: table(),
                roles: table(),
                guests: ByRule::new(words),
            },
            workloads: WorkloadIndex {
                all: none(words),
                ids: table(),
                risk: ByWord::new(words, RiskLevel::ALL.len()),
            },
            target: TargetIndex {
                every_app: none(words),
                anything: none(words),
                apps: table(),
                filters: ByRule::new(words),
                actions: ByWord::new(words, UserAction::ALL.len()),
                contexts: table(),
            },
            client_app_types: ByWord::new(words, ClientAppType::ALL.len()),
            platforms: ByWord::new(words, DevicePlatform::ALL.len()),
            locations: Locations::new(words),
            sign_in_risk: ByWord::new(words, RiskLevel::ALL.len()),
            user_risk: ByWord::new(words, RiskLevel::ALL.len()),
            insider_risk: ByWord::new(words, InsiderRiskLevel::ALL.len()),
            devices: ByRule::new(words),
            flows: ByWord::new(words, AuthenticationFlow::ALL.len()),
            block: none(words),
            any_of: none(words),
            demands: Vec::new(),
        }
    }

    fn add(&mut self, index: usize, policy: &Policy, environment: &Environment) {
        let rules = policy.rules();
        if policy.state() != PolicyState::Disabled {
            match &rules.workloads {
                Some(workloads) => self.workloads.add(index, workloads),
                None => self.users.add(index, &rules.users),
            }
            self.target.add(index, &rules.applications);
            self.add_conditions(index, rules);
            self.add_grant(index, rules, environment);
        }
        set(&mut self.enforced, index, policy.state() == PolicyState::Enabled);
        self.entries.push(Entry {
            id: policy.id().to_owned(),
            display_name: policy.display_name().to_owned(),
            state: policy.state(),
            demands: rules.grant.demands.clone(),
            block: rules.grant.block,
            operator: rules.grant.operator,
            session: rules.session.clone(),
            unsupported: rules.unsupported.clone(),
            users_reason: if rules.workloads.is_some() { Reason::WorkloadIdentities } else { Reason::Users },
            target_reason: target_reason(&rules.applications),
        });
    }

    fn add_conditions(&mut self, index: usize, rules: &Rules) {
        let conditions = &rules.conditions;
        self.client_app_types.add(index, conditions.client_app_types.iter().map(|word| word.place()));
        self.sign_in_risk.add(index, conditions.sign_in_risk.iter().map(|word| word.place()));
        self.user_risk.add(index, conditions.user_risk.iter().map(|word| word.place()));
        self.insider_risk.add(index, conditions.insider_risk.iter().map(|word| word.place()));
        self.flows.add(index, conditions.flows.iter().map(|word| word.place()));
        let platforms = &conditions.platforms;
        set(&mut self.platforms.base, index, platforms.all);
        for (listed, included) in [(&platforms.include, true), (&platforms.exclude, false)] {
            listed.iter().for_each(|word| self.platforms.add_one(index, word.place(), included));
        }
        self.platforms.configured |= !platforms.is_any();
        self.locations.add(index, &conditions.locations);
        match &conditions.device {
            Some(rule) => {
                set(&mut self.devices.base, index, rule.mode == Mode::Exclude);
                self.devices.add(index, &rule.filter, rule.mode == Mode::Include);
            }
            None => set(&mut self.devices.base, index, true),
        }
    }

    fn add_grant(&mut self, index: usize, rules: &Rules, environment: &Environment) {
        let (grant, words) = (&rules.grant, self.words);
        set(&mut self.block, index, grant.block || rules.unsupported.is_some());
        let any_of = grant.operator == Operator::Or;
        set(&mut self.any_of, index, any_of && !grant.demands.is_empty());
        let first = grant.demands.iter().find(|demand| demand.control.prompts());
        let first = first.or(grant.demands.first());
        for demand in &grant.demands {
            let allowed = match (&grant.strength, demand.control) {
                (Some(strength), Control::AuthenticationStrength) => environment.allowed(strength),
                _ => Vec::new(),
            };
            let known = self.demands.iter().position(|d| d.demand == *demand && d.allowed == allowed);
            let at = known.unwrap_or_else(|| {
                let (lists, prompts) = (none(words), none(words));
                self.demands.push(DemandIndex { demand: demand.clone(), allowed, lists, prompts });
                self.demands.len() - 1
            });
            if let Some(known) = self.demands.get_mut(at) {
                set(&mut known.lists, index, true);
                set(&mut known.prompts, index, !any_of || first == Some(demand));
            }
        }
    }
}

impl UserIndex {
    fn add(&mut self, index: usize, users: &Users) {
        set(&mut self.everyone, index, users.everyone);
        add(&mut self.users, index, &users.users);
        add(&mut self.groups, index, &users.groups);
        add(&mut self.roles, index, &users.roles);
        for (guests, included) in [(&users.include_guests, true), (&users.exclude_guests, false)] {
            guests.iter().for_each(|guests| self.guests.add(index, guests, included));
        }
    }
}

impl WorkloadIndex {
    fn add(&mut self, index: usize, workloads: &Workloads) {
        set(&mut self.all, index, workloads.all);
        add(&mut self.ids, index, &workloads.ids);
        self.risk.add(index, workloads.risk.iter().map(|word| word.place()));
    }
}

impl TargetIndex {
    fn add(&mut self, index: usize, applications: &Applications) {
        set(&mut self.every_app, index, applications.every_app);
        set(&mut self.anything, index, applications.anything);
        add(&mut self.apps, index, &applications.apps);
        if let Some(rule) = &applications.filter {
            self.filters.add(index, &rule.filter, rule.mode == Mode::Include);
        }
        applications.user_actions.iter().for_each(|action| self.actions.add_one(index, action.place(), true));
        for id in &applications.contexts {
            self.contexts.row(id.as_str().into()).add(index, true);
        }
    }
}

fn add(table: &mut Table<Box<str>>, index: usize, assigned: &Assigned) {
    for (ids, included) in [(&assigned.include, true), (&assigned.exclude, false)] {
        ids.iter().for_each(|id| table.row(id.as_str().into()).add(index, included));
    }
}

/// The word for a policy whose target is another: the part of the model that it is about.
fn target_reason(applications: &Applications) -> Reason {
    let apps =
        applications.every_app || !applications.apps.include.is_empty() || applications.filter.is_some();
    match (apps, applications.user_actions.is_empty(), applications.contexts.is_empty()) {
        (false, false, _) => Reason::UserActions,
        (false, true, false) => Reason::AuthenticationContext,
        _ => Reason::Application,
    }
}
