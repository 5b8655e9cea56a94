//! What a tenant's policies say about one sign-in: the same function for enforcement, report-only, what-if and replay.

use std::collections::BTreeMap;

use smallvec::{SmallVec, smallvec};

use super::compile::rows::{and, and_not, has, meet, or};
use super::compile::{ByWord, Compiled, DemandIndex, Entry, PolicySet};
use super::context::SignInContext;
use super::control::Control;
use super::decision::{Decision, Outcome, Reason};
use super::device::Device;
use super::filter::{AppAttribute, DeviceAttribute, Filter};
use super::policy::PolicyState;
use super::strength::Combination;
use super::words::{RiskLevel, UserAction};

/// One sign-in, as far as policies look at it. What is not given is unknown.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Who signs in.
    pub user_id: &'a str,
    /// Every group the user is in, directly or through another group.
    pub group_ids: &'a [String],
    /// The template ids of the directory roles the user holds.
    pub role_ids: &'a [String],
    /// The workload identity that signs in, instead of a user.
    pub service_principal: Option<ServicePrincipal<'a>>,
    /// The app that is signed in to; empty when it is not known.
    pub client_id: &'a str,
    /// The groups of apps it is in, such as `Office365`.
    pub app_groups: &'a [String],
    /// Its custom security attributes, as `Set_Attribute`.
    pub app_attributes: Option<&'a BTreeMap<String, Vec<String>>>,
    /// What is done, when it is not signing in to an app.
    pub user_action: Option<UserAction>,
    /// The authentication context that is asked for.
    pub authentication_context: Option<&'a str>,
    /// The request.
    pub context: &'a SignInContext,
    /// The controls that are satisfied already, beside those that the request's context and what follows here say.
    pub satisfied: &'a [Control],
    /// The methods that were used, in combination.
    pub completed: &'a [Combination],
    /// The terms of use that the user has accepted, by id.
    pub accepted_terms: &'a [String],
}

/// A workload identity that signs in.
#[derive(Debug, Clone, Copy)]
pub struct ServicePrincipal<'a> {
    /// Its id.
    pub id: &'a str,
    /// How likely it is in somebody else's hands.
    pub risk: Option<RiskLevel>,
}

static UNKNOWN: SignInContext = SignInContext {
    ip: None,
    user_agent: None,
    locale: None,
    country: None,
    gps_country: None,
    compliant_network: None,
    client_app_type: None,
    platform: None,
    device: None,
    user_risk: None,
    sign_in_risk: None,
    insider_risk: None,
    authentication_flow: None,
    user_type: None,
    home_tenant_id: None,
    satisfied_controls: Vec::new(),
};

impl Default for Facts<'_> {
    fn default() -> Self {
        Facts {
            user_id: "",
            group_ids: &[],
            role_ids: &[],
            service_principal: None,
            client_id: "",
            app_groups: &[],
            app_attributes: None,
            user_action: None,
            authentication_context: None,
            context: &UNKNOWN,
            satisfied: &[],
            completed: &[],
            accepted_terms: &[],
        }
    }
}

impl Facts<'_> {
    /// Whether policies for all apps are about this. They are about registering methods to sign in with too, but not
    /// about other actions, nor about a request for a context alone.
    fn is_for_an_app(&self) -> bool {
        match self.user_action {
            Some(action) => action == UserAction::RegisterSecurityInformation,
            None => self.says_which_app() || self.authentication_context.is_none(),
        }
    }

    /// Whether anything is known of the app. That an app is signed in to at all goes without saying, unless something
    /// else is asked for.
    fn says_which_app(&self) -> bool {
        let attributes = self.app_attributes.is_some_and(|attributes| !attributes.is_empty());
        !self.client_id.is_empty() || !self.app_groups.is_empty() || attributes
    }

    fn satisfies(&self, known: &DemandIndex) -> bool {
        let id = known.demand.id.as_deref().unwrap_or_default();
        let host = |word: &str| self.context.satisfied_controls.iter().any(|c| c.eq_ignore_ascii_case(word));
        match known.demand.control {
            Control::Mfa => {
                self.satisfied.contains(&Control::Mfa) || self.completed.iter().any(|c| c.is_multi_factor())
            }
            Control::AuthenticationStrength => {
                let good = |completed: &Combination| known.allowed.iter().any(|c| completed.covers(*c));
                self.completed.iter().any(good)
            }
            Control::TermsOfUse => self.accepted_terms.iter().any(|terms| terms.eq_ignore_ascii_case(id)),
            Control::CustomAuthenticationFactor => host(id),
            Control::PasswordChange => self.satisfied.contains(&Control::PasswordChange),
            control => self.satisfied.contains(&control) || host(control.as_str()),
        }
    }
}

impl PolicySet {
    /// Decides one sign-in. With no policy that applies, it is allowed.
    pub fn decide(&self, facts: &Facts<'_>) -> Decision {
        let set = self.0.as_ref();
        // Made where it is returned: moving a verdict takes as long as an aspect.
        let mut decision = Decision {
            outcome: Outcome::Allow,
            required: Vec::new(),
            demands: Vec::new(),
            verdict: Verdict::of(set, facts),
            set: self.clone(),
        };
        decision.outcome = decision.verdict.outcome(set);
        if decision.outcome == Outcome::ControlsRequired {
            for known in decision.verdict.asked(set) {
                if decision.required.last() != Some(&known.demand.control) {
                    decision.required.push(known.demand.control);
                }
                decision.demands.push(known.demand.clone());
            }
        }
        decision
    }
}

/// Everything that policies look at, in the order in which a decision lists what failed.
const ASPECTS: usize = 10;
pub(super) const WHO: usize = 0;
pub(super) const TARGET: usize = 1;
pub(super) const PLATFORM: usize = 2;
pub(super) const DEVICES: usize = 3;
pub(super) const CLIENT_APPS: usize = 4;
pub(super) const LOCATION: usize = 5;
pub(super) const SIGN_IN_RISK: usize = 6;
pub(super) const USER_RISK: usize = 7;
pub(super) const INSIDER_RISK: usize = 8;
pub(super) const FLOW: usize = 9;

const APPLIES: usize = ASPECTS;
const BLOCKED: usize = ASPECTS + 1;
const UNMET: usize = ASPECTS + 2;
const SCRATCH: usize = ASPECTS + 3;
const ROWS: usize = ASPECTS + 4;

/// A decision before it is put in words: one row of bits for each aspect and for what follows from them. Up to 256
/// policies, it needs no memory of its own.
#[derive(Clone)]
pub(super) struct Verdict {
    words: usize,
    cells: SmallVec<[u64; ROWS * 4]>,
    /// By demand, whether it is satisfied.
    satisfied: SmallVec<[bool; 24]>,
}

impl Verdict {
    fn of(set: &Compiled, facts: &Facts<'_>) -> Verdict {
        let words = set.words;
        let mut verdict = Verdict { words, cells: SmallVec::new(), satisfied: SmallVec::new() };
        verdict.cells.resize(APPLIES * words, u64::MAX);
        verdict.cells.resize(ROWS * words, 0);
        let context = facts.context;
        verdict.match_row(WHO, |include, exclude| who(set, facts, include, exclude));
        verdict.match_row(TARGET, |include, exclude| target(set, facts, include, exclude));
        let mut by_word = |row: usize, index: &ByWord, place: Option<usize>| {
            if index.configured {
                verdict.match_row(row, |include, exclude| {
                    or(include, &index.base);
                    index.gather(place, include, exclude);
                });
            }
        };
        by_word(PLATFORM, &set.platforms, context.platform.map(|word| word.place()));
        by_word(CLIENT_APPS, &set.client_app_types, context.client_app_type.map(|word| word.place()));
        by_word(SIGN_IN_RISK, &set.sign_in_risk, context.sign_in_risk.map(|word| word.place()));
        by_word(USER_RISK, &set.user_risk, context.user_risk.map(|word| word.place()));
        by_word(INSIDER_RISK, &set.insider_risk, context.insider_risk.map(|word| word.place()));
        by_word(FLOW, &set.flows, context.authentication_flow.map(|word| word.place()));
        if set.locations.configured {
            verdict.match_row(LOCATION, |include, exclude| {
                or(include, &set.locations.base);
                set.locations.gather(context, include, exclude);
            });
        }
        if set.devices.configured {
            let device = context.device.as_ref();
            let holds = |rule: &_| holds(rule, device);
            verdict.match_row(DEVICES, |include, exclude| {
                or(include, &set.devices.base);
                set.devices.gather(holds, include, exclude);
            });
        }
        verdict.conclude(set, facts);
        verdict
    }

    /// Fills a row with what `gather` includes and does not exclude.
    fn match_row(&mut self, row: usize, gather: impl FnOnce(&mut [u64], &mut [u64])) {
        let (rows, scratch) = self.cells.split_at_mut(SCRATCH * self.words);
        let Some(include) = rows.get_mut(row * self.words..(row + 1) * self.words) else { return };
        include.fill(0);
        scratch.fill(0);
        gather(include, scratch);
        and_not(include, scratch);
    }

    fn conclude(&mut self, set: &Compiled, facts: &Facts<'_>) {
        let words = self.words;
        let (aspects, rest) = self.cells.split_at_mut(APPLIES * words);
        let (applies, rest) = rest.split_at_mut(words);
        let (blocked, rest) = rest.split_at_mut(words);
        let (unmet, missing) = rest.split_at_mut(words);
        applies.fill(u64::MAX);
        aspects.chunks_exact(words.max(1)).for_each(|aspect| and(applies, aspect));
        blocked.copy_from_slice(applies);
        and(blocked, &set.block);
        if set.demands.is_empty() || applies.iter().all(|word| *word == 0) {
            return;
        }
        // Of those that want any control: all, until one of theirs is satisfied.
        unmet.copy_from_slice(&set.any_of);
        missing.fill(0);
        for known in &set.demands {
            let satisfied = facts.satisfies(known);
            self.satisfied.push(satisfied);
            if satisfied {
                and_not(unmet, &known.lists);
            } else {
                or(missing, &known.lists);
            }
        }
        and_not(missing, &set.any_of);
        or(unmet, missing);
        and(unmet, applies);
        and_not(unmet, &set.block);
    }

    /// The policies of which one aspect holds.
    pub(super) fn row(&self, row: usize) -> &[u64] {
        self.cells.get(row * self.words..(row + 1) * self.words).unwrap_or_default()
    }

    /// The policies all of whose conditions hold.
    pub(super) fn applies(&self) -> &[u64] {
        self.row(APPLIES)
    }

    /// The policies that apply and block.
    pub(super) fn blocked(&self) -> &[u64] {
        self.row(BLOCKED)
    }

    /// The policies that apply, do not block, and are not satisfied.
    pub(super) fn unmet(&self) -> &[u64] {
        self.row(UNMET)
    }

    /// Whether a demand, by its place in the set, is satisfied.
    pub(super) fn satisfies(&self, demand: usize) -> bool {
        self.satisfied.get(demand) == Some(&true)
    }

    /// Whether prompts could satisfy an unmet policy.
    pub(super) fn could_prompt(&self, set: &Compiled, index: usize) -> bool {
        let missing = set.demands.iter().enumerate().filter(|(_, known)| has(&known.lists, index));
        let mut missing =
            missing.filter(|(at, _)| !self.satisfies(*at)).map(|(_, known)| known.demand.control);
        if has(&set.any_of, index) { missing.any(Control::prompts) } else { missing.all(Control::prompts) }
    }

    fn outcome(&self, set: &Compiled) -> Outcome {
        if meet(self.blocked(), &set.enforced) {
            Outcome::Block
        } else if meet(self.unmet(), &set.enforced) {
            Outcome::ControlsRequired
        } else {
            Outcome::Allow
        }
    }

    /// What the enforced policies that are not satisfied ask for.
    fn asked<'a>(&'a self, set: &'a Compiled) -> impl Iterator<Item = &'a DemandIndex> {
        let missing = set.demands.iter().enumerate().filter(|(at, _)| !self.satisfies(*at));
        missing.map(|(_, known)| known).filter(|known| {
            let asking = self.unmet().iter().zip(&set.enforced).zip(&known.prompts);
            asking.into_iter().any(|((unmet, enforced), prompts)| unmet & enforced & prompts != 0)
        })
    }

    /// Every condition of a policy that does not hold.
    pub(super) fn reasons(&self, index: usize, entry: &Entry) -> SmallVec<[Reason; ASPECTS + 1]> {
        if entry.state == PolicyState::Disabled {
            return smallvec![Reason::PolicyNotEnabled];
        }
        let words: [Reason; ASPECTS] = [
            entry.users_reason,
            entry.target_reason,
            Reason::DevicePlatform,
            Reason::Devices,
            Reason::ClientApps,
            Reason::Location,
            Reason::SignInRisk,
            Reason::UserRisk,
            Reason::InsiderRisk,
            Reason::AuthenticationFlow,
        ];
        let failed = words.into_iter().enumerate().filter(|(row, _)| !has(self.row(*row), index));
        let invalid = entry.unsupported.is_some().then_some(Reason::InvalidPolicy);
        let mut reasons: SmallVec<_> = failed.map(|(_, reason)| reason).chain(invalid).collect();
        reasons.sort_unstable();
        reasons
    }
}

fn who(set: &Compiled, facts: &Facts<'_>, include: &mut [u64], exclude: &mut [u64]) {
    if let Some(principal) = facts.service_principal {
        let index = &set.workloads;
        or(include, &index.all);
        index.ids.gather(principal.id, include, exclude);
        if index.risk.configured {
            let mut of_risk: SmallVec<[u64; 4]> = SmallVec::from_slice(&index.risk.base);
            index.risk.gather(principal.risk.map(|word| word.place()), &mut of_risk, exclude);
            and(include, &of_risk);
        }
        return;
    }
    let index = &set.users;
    or(include, &index.everyone);
    index.users.gather(facts.user_id, include, exclude);
    for id in facts.group_ids {
        index.groups.gather(id, include, exclude);
    }
    for id in facts.role_ids {
        index.roles.gather(id, include, exclude);
    }
    if let Some(kind) = facts.context.user_type.filter(|kind| kind.is_external()) {
        let home = facts.context.home_tenant_id.as_deref();
        index.guests.gather(|guests| guests.covers(kind, home), include, exclude);
    }
}

fn target(set: &Compiled, facts: &Facts<'_>, include: &mut [u64], exclude: &mut [u64]) {
    let index = &set.target;
    or(include, &index.anything);
    if facts.is_for_an_app() {
        or(include, &index.every_app);
    }
    if !facts.client_id.is_empty() {
        index.apps.gather(facts.client_id, include, exclude);
    }
    for group in facts.app_groups {
        index.apps.gather(group, include, exclude);
    }
    if index.filters.configured && facts.user_action.is_none() && facts.is_for_an_app() {
        let holds = |rule: &_| holds_for_app(rule, facts.app_attributes);
        index.filters.gather(holds, include, exclude);
    }
    index.actions.gather(facts.user_action.map(|action| action.place()), include, exclude);
    if let Some(context) = facts.authentication_context {
        index.contexts.gather(context, include, exclude);
    }
}

fn holds(rule: &Filter<DeviceAttribute>, device: Option<&Device>) -> bool {
    rule.holds(|attribute| attribute.value(device))
}

fn holds_for_app(rule: &Filter<AppAttribute>, attributes: Option<&BTreeMap<String, Vec<String>>>) -> bool {
    rule.holds(|attribute| attribute.value(attributes))
}
