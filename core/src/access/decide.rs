//! What a tenant's policies say about one sign-in, and why: the same answer for enforcement, report-only and what-if.

use std::fmt;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::compile::{Bits, Compiled, Entry, PolicySet};
use super::context::SignInContext;
use super::policy::PolicyState;

/// A grant control that a sign-in can satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Control {
    /// Multi-factor authentication.
    Mfa,
}

impl Control {
    /// Every control, in the order in which a user is prompted for them.
    pub const ALL: &'static [Control] = &[Control::Mfa];

    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Control::Mfa => "mfa",
        }
    }
}

/// One sign-in, as far as policies look at it.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Who signs in.
    pub user_id: &'a str,
    /// Every group the user is in, directly or through another group.
    pub group_ids: &'a [String],
    /// The template ids of the directory roles the user holds.
    pub role_ids: &'a [String],
    /// The app that is signed in to.
    pub client_id: &'a str,
    /// The request.
    pub context: &'a SignInContext,
    /// The controls that are satisfied already.
    pub satisfied: &'a [Control],
}

/// What happens to the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It may complete.
    Allow,
    /// It ends, before any prompt.
    Block,
    /// It may complete once the required controls are satisfied.
    ControlsRequired,
}

impl Outcome {
    /// The word that the JSON form and every language use.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Allow => "allow",
            Outcome::Block => "block",
            Outcome::ControlsRequired => "controls_required",
        }
    }
}

/// What one policy made of the sign-in, in Graph's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PolicyOutcome {
    /// It applies and is satisfied.
    Success,
    /// It applies and blocks, or is not satisfied yet.
    Failure,
    /// It does not apply.
    NotApplied,
    /// It is disabled.
    NotEnabled,
    /// Report-only: it would have been satisfied.
    ReportOnlySuccess,
    /// Report-only: it would have blocked.
    ReportOnlyFailure,
    /// Report-only: it would have prompted the user.
    ReportOnlyInterrupted,
    /// Report-only: it does not apply.
    ReportOnlyNotApplied,
}

impl PolicyOutcome {
    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            PolicyOutcome::Success => "success",
            PolicyOutcome::Failure => "failure",
            PolicyOutcome::NotApplied => "notApplied",
            PolicyOutcome::NotEnabled => "notEnabled",
            PolicyOutcome::ReportOnlySuccess => "reportOnlySuccess",
            PolicyOutcome::ReportOnlyFailure => "reportOnlyFailure",
            PolicyOutcome::ReportOnlyInterrupted => "reportOnlyInterrupted",
            PolicyOutcome::ReportOnlyNotApplied => "reportOnlyNotApplied",
        }
    }
}

/// Why a policy does not apply: Graph's `analysisReasons`, in the order of their bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Reason {
    /// The user is not included, or is excluded.
    Users,
    /// The application is not included, or is excluded.
    Application,
    /// The policy cannot be evaluated here. It blocks whoever it could apply to.
    InvalidPolicy,
    /// The policy is disabled.
    PolicyNotEnabled,
}

impl Reason {
    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Users => "users",
            Reason::Application => "application",
            Reason::InvalidPolicy => "invalidPolicy",
            Reason::PolicyNotEnabled => "policyNotEnabled",
        }
    }
}

/// What one policy made of the sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyResult {
    /// The policy.
    pub id: String,
    /// Its name at the time.
    pub display_name: String,
    /// Its state at the time.
    pub state: PolicyState,
    /// Whether all of its conditions hold.
    pub applies: bool,
    /// What it made of the sign-in.
    pub result: PolicyOutcome,
    /// Every condition that does not hold.
    pub reasons: Vec<Reason>,
    /// The grant controls it names.
    pub grant_controls: Vec<String>,
    /// `AND` or `OR`; nothing when it names no grant control.
    pub operator: Option<String>,
}

/// What all policies together say about one sign-in.
#[derive(Clone)]
pub struct Decision {
    /// What happens.
    pub outcome: Outcome,
    /// The controls still to be satisfied, in the order of prompting. Empty unless the outcome asks for them.
    pub required: Vec<Control>,
    verdict: Verdict,
    set: PolicySet,
}

impl Decision {
    /// Every policy, in stored order, as it was when this was decided. They are put in words at each call, which takes
    /// many times longer than deciding.
    pub fn policies(&self) -> Vec<PolicyResult> {
        let entries = self.set.0.entries.iter().enumerate();
        entries.map(|(index, entry)| self.verdict.describe(index, entry)).collect()
    }

    /// The stable JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Decision", 3)?;
        form.serialize_field("outcome", &self.outcome)?;
        form.serialize_field("required", &self.required)?;
        form.serialize_field("policies", &self.policies())?;
        form.end()
    }
}

impl PartialEq for Decision {
    fn eq(&self, other: &Decision) -> bool {
        (self.outcome, &self.required) == (other.outcome, &other.required)
            && self.policies() == other.policies()
    }
}

impl Eq for Decision {}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decision")
            .field("outcome", &self.outcome)
            .field("required", &self.required)
            .field("policies", &self.policies())
            .finish()
    }
}

impl PolicySet {
    /// Decides one sign-in. With no policy that applies, it is allowed.
    pub fn decide(&self, facts: &Facts<'_>) -> Decision {
        let set = self.0.as_ref();
        let verdict = Verdict::of(set, facts);
        let outcome = verdict.outcome(set);
        let required = match outcome {
            Outcome::ControlsRequired => verdict.required(set, facts),
            Outcome::Allow | Outcome::Block => Vec::new(),
        };
        Decision { outcome, required, verdict, set: self.clone() }
    }
}

/// A decision before it is put in words.
#[derive(Clone)]
struct Verdict {
    /// The policies whose user conditions hold.
    users: Bits,
    /// The policies whose application conditions hold.
    apps: Bits,
    /// The policies that apply and block.
    blocked: Bits,
    /// The policies that apply, do not block, and are not satisfied.
    unmet: Bits,
}

impl Verdict {
    fn of(set: &Compiled, facts: &Facts<'_>) -> Verdict {
        let users = matching_users(set, facts);
        let apps = matching_apps(set, facts);
        let mut applies = users.clone();
        applies.and(&apps);
        let mut blocked = applies.clone();
        blocked.and(&set.block);
        let mut unmet = applies;
        unmet.and_not(&set.block);
        unmet.and(&unsatisfied(set, facts));
        Verdict { users, apps, blocked, unmet }
    }

    fn outcome(&self, set: &Compiled) -> Outcome {
        if self.blocked.meets(&set.enforced) {
            Outcome::Block
        } else if self.unmet.meets(&set.enforced) {
            Outcome::ControlsRequired
        } else {
            Outcome::Allow
        }
    }

    fn required(&self, set: &Compiled, facts: &Facts<'_>) -> Vec<Control> {
        let mut asking = self.unmet.clone();
        asking.and(&set.enforced);
        let missing = Control::ALL.iter().zip(&set.prompts);
        let missing =
            missing.filter(|(control, prompts)| !facts.satisfied.contains(control) && asking.meets(prompts));
        missing.map(|(control, _)| *control).collect()
    }

    fn describe(&self, index: usize, entry: &Entry) -> PolicyResult {
        let applies = self.users.has(index) && self.apps.has(index);
        let met = !self.blocked.has(index) && !self.unmet.has(index);
        let result = match (entry.state, applies) {
            (PolicyState::Disabled, _) => PolicyOutcome::NotEnabled,
            (PolicyState::Enabled, false) => PolicyOutcome::NotApplied,
            (PolicyState::Enabled, true) if met => PolicyOutcome::Success,
            (PolicyState::Enabled, true) => PolicyOutcome::Failure,
            (PolicyState::ReportOnly, false) => PolicyOutcome::ReportOnlyNotApplied,
            (PolicyState::ReportOnly, true) if met => PolicyOutcome::ReportOnlySuccess,
            (PolicyState::ReportOnly, true) if self.blocked.has(index) => PolicyOutcome::ReportOnlyFailure,
            (PolicyState::ReportOnly, true) => PolicyOutcome::ReportOnlyInterrupted,
        };
        PolicyResult {
            id: entry.id.clone(),
            display_name: entry.display_name.clone(),
            state: entry.state,
            applies,
            result,
            reasons: self.reasons(index, entry),
            grant_controls: entry.grant_controls.clone(),
            operator: entry.operator.map(str::to_owned),
        }
    }

    fn reasons(&self, index: usize, entry: &Entry) -> Vec<Reason> {
        if entry.state == PolicyState::Disabled {
            return vec![Reason::PolicyNotEnabled];
        }
        let all = [
            (Reason::Users, !self.users.has(index)),
            (Reason::Application, !self.apps.has(index)),
            (Reason::InvalidPolicy, entry.unsupported),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
    }
}

fn matching_users(set: &Compiled, facts: &Facts<'_>) -> Bits {
    let mut include = set.everyone.clone();
    let mut exclude = Bits::none(set.entries.len());
    set.users.gather(facts.user_id, &mut include, &mut exclude);
    for id in facts.group_ids {
        set.groups.gather(id, &mut include, &mut exclude);
    }
    for id in facts.role_ids {
        set.roles.gather(id, &mut include, &mut exclude);
    }
    include.and_not(&exclude);
    include
}

fn matching_apps(set: &Compiled, facts: &Facts<'_>) -> Bits {
    let mut include = set.every_app.clone();
    let mut exclude = Bits::none(set.entries.len());
    set.apps.gather(facts.client_id, &mut include, &mut exclude);
    include.and_not(&exclude);
    include
}

/// The policies whose controls are not satisfied, whether or not they apply.
fn unsatisfied(set: &Compiled, facts: &Facts<'_>) -> Bits {
    let mut some_satisfied = Bits::none(set.entries.len());
    let mut some_missing = Bits::none(set.entries.len());
    for (control, lists) in Control::ALL.iter().zip(&set.lists) {
        match facts.satisfied.contains(control) {
            true => some_satisfied.or(lists),
            false => some_missing.or(lists),
        }
    }
    let mut any_of = set.any_of.clone();
    any_of.and_not(&some_satisfied);
    some_missing.and_not(&set.any_of);
    some_missing.or(&any_of);
    some_missing
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
