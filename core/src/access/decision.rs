//! What a decision says, in Microsoft Graph's words and in a stable JSON form.

use std::fmt;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

use super::compile::rows::{has, ones};
use super::compile::{DemandIndex, Entry, PolicySet};
use super::control::{Control, Demand};
use super::decide::Verdict;
use super::policy::PolicyState;
use super::session_controls::SessionControls;
use super::strength::Combination;

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
    /// The workload identity is not included, is excluded, or is of another risk; or no workload identity signs in.
    WorkloadIdentities,
    /// The application is not included, or is excluded.
    Application,
    /// Another user action, or none.
    UserActions,
    /// Another authentication context, or none.
    AuthenticationContext,
    /// The platform is not included, or is excluded.
    DevicePlatform,
    /// The filter for devices says no.
    Devices,
    /// Another kind of client.
    ClientApps,
    /// The location is not included, or is excluded.
    Location,
    /// The sign-in is of another risk.
    SignInRisk,
    /// The policy cannot be evaluated here. It blocks whoever it could apply to.
    InvalidPolicy,
    /// The policy is disabled.
    PolicyNotEnabled,
    /// The user is of another risk.
    UserRisk,
    /// The user is of another insider risk.
    InsiderRisk,
    /// Another authentication flow, or none.
    AuthenticationFlow,
}

impl Reason {
    /// Every reason, in the order of Graph's bits.
    pub const ALL: &'static [Reason] = &[
        Reason::Users,
        Reason::WorkloadIdentities,
        Reason::Application,
        Reason::UserActions,
        Reason::AuthenticationContext,
        Reason::DevicePlatform,
        Reason::Devices,
        Reason::ClientApps,
        Reason::Location,
        Reason::SignInRisk,
        Reason::InvalidPolicy,
        Reason::PolicyNotEnabled,
        Reason::UserRisk,
        Reason::InsiderRisk,
        Reason::AuthenticationFlow,
    ];

    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Users => "users",
            Reason::WorkloadIdentities => "workloadIdentities",
            Reason::Application => "application",
            Reason::UserActions => "userActions",
            Reason::AuthenticationContext => "authenticationContext",
            Reason::DevicePlatform => "devicePlatform",
            Reason::Devices => "devices",
            Reason::ClientApps => "clientApps",
            Reason::Location => "location",
            Reason::SignInRisk => "signInRisk",
            Reason::InvalidPolicy => "invalidPolicy",
            Reason::PolicyNotEnabled => "policyNotEnabled",
            Reason::UserRisk => "userRisk",
            Reason::InsiderRisk => "insiderRisk",
            Reason::AuthenticationFlow => "authenticationFlow",
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
    /// The grant controls it names, as in `"mfa"` and `"termsOfUse:7d5a…"`.
    pub grant_controls: Vec<String>,
    /// `AND` or `OR`; nothing when it names no grant control.
    pub operator: Option<String>,
    /// The session controls it names, in Graph's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub session_controls: Vec<String>,
}

/// What an enforced policy that applies asks of the sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Requirement {
    /// The policy.
    pub policy_id: String,
    /// Its place among all policies, from 0.
    pub index: u32,
    /// `AND`: every control; `OR`: any of them.
    pub operator: String,
    /// The controls, in the order of prompting, as in `"mfa"` and `"termsOfUse:7d5a…"`.
    pub controls: Vec<String>,
    /// Whether they are satisfied.
    pub satisfied: bool,
    /// Those that would still do: all that are missing, or the alternatives. Empty once it is satisfied.
    pub missing: Vec<String>,
}

/// What all policies together say about one sign-in.
#[derive(Clone)]
pub struct Decision {
    /// What happens.
    pub outcome: Outcome,
    /// The controls still to be satisfied, in the order of prompting. Empty unless the outcome asks for them.
    pub required: Vec<Control>,
    /// The same, with the ids of those that have one.
    pub(crate) demands: Vec<Demand>,
    pub(super) verdict: Verdict,
    pub(super) set: PolicySet,
}

impl Decision {
    /// Every policy, in stored order, as it was when this was decided. They are put in words at each call, which takes
    /// many times longer than deciding.
    pub fn policies(&self) -> Vec<PolicyResult> {
        (0..self.set.0.entries.len()).filter_map(|index| self.policy(index)).collect()
    }

    /// What each enforced policy that applies and does not block asks, in stored order.
    pub fn requirements(&self) -> Vec<Requirement> {
        let set = &self.set.0;
        self.asking()
            .map(|(index, entry, satisfied)| Requirement {
                policy_id: entry.id.clone(),
                index: u32::try_from(index).unwrap_or(u32::MAX),
                operator: entry.operator.as_str().to_owned(),
                controls: entry.demands.iter().map(Demand::name).collect(),
                satisfied,
                missing: self.missing(index).map(|at| set.demands[at].demand.name()).collect(),
            })
            .collect()
    }

    /// The enforced policies that apply and ask for controls, by their places, and whether they are satisfied.
    pub(super) fn asking(&self) -> impl Iterator<Item = (usize, &Entry, bool)> {
        let set = &self.set.0;
        let asking = ones(self.verdict.applies()).filter(|index| has(&set.enforced, *index));
        let asking = asking.filter_map(|index| Some((index, set.entries.get(index)?)));
        asking
            .filter(|(index, entry)| !entry.demands.is_empty() && !has(&set.block, *index))
            .map(|(index, entry)| (index, entry, !has(self.verdict.unmet(), index)))
    }

    /// What a policy still asks for, by the places of the demands in the set.
    pub(super) fn missing(&self, index: usize) -> impl Iterator<Item = usize> {
        let satisfied = !has(self.verdict.unmet(), index);
        let lists = self.set.0.demands.iter().enumerate().filter(move |(_, known)| has(&known.lists, index));
        lists.map(|(at, _)| at).filter(move |at| !satisfied && !self.verdict.satisfies(*at))
    }

    /// The session controls of every enforced policy that applies, merged: the strictest wins.
    pub fn session(&self) -> SessionControls {
        let set = &self.set.0;
        let mut merged = SessionControls::default();
        for index in ones(self.verdict.applies()).filter(|index| has(&set.enforced, *index)) {
            if let Some(entry) = set.entries.get(index) {
                merged.merge(&entry.session);
            }
        }
        merged
    }

    /// The path of what cannot be evaluated of a policy, by its place.
    pub fn unsupported(&self, index: usize) -> Option<&str> {
        self.set.0.entries.get(index)?.unsupported.as_deref()
    }

    /// Whether the strengths that are still required would take a combination of methods.
    pub(crate) fn strengths_take(&self, combination: Combination) -> bool {
        let asked = |known: &&DemandIndex| {
            known.demand.control == Control::AuthenticationStrength && self.demands.contains(&known.demand)
        };
        let asked = self.set.0.demands.iter().filter(asked);
        asked.into_iter().all(|known| known.allowed.iter().any(|allowed| combination.covers(*allowed)))
    }

    /// The stable JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn policy(&self, index: usize) -> Option<PolicyResult> {
        let entry = self.set.0.entries.get(index)?;
        let verdict = &self.verdict;
        let applies = has(verdict.applies(), index);
        let blocked = has(verdict.blocked(), index);
        let met = !blocked && !has(verdict.unmet(), index);
        let result = match (entry.state, applies) {
            (PolicyState::Disabled, _) => PolicyOutcome::NotEnabled,
            (PolicyState::Enabled, false) => PolicyOutcome::NotApplied,
            (PolicyState::Enabled, true) if met => PolicyOutcome::Success,
            (PolicyState::Enabled, true) => PolicyOutcome::Failure,
            (PolicyState::ReportOnly, false) => PolicyOutcome::ReportOnlyNotApplied,
            (PolicyState::ReportOnly, true) if met => PolicyOutcome::ReportOnlySuccess,
            (PolicyState::ReportOnly, true) if blocked || !verdict.could_prompt(&self.set.0, index) => {
                PolicyOutcome::ReportOnlyFailure
            }
            (PolicyState::ReportOnly, true) => PolicyOutcome::ReportOnlyInterrupted,
        };
        let block = entry.block.then(|| "block".to_owned());
        let controls: Vec<String> = block.into_iter().chain(entry.demands.iter().map(Demand::name)).collect();
        Some(PolicyResult {
            id: entry.id.clone(),
            display_name: entry.display_name.clone(),
            state: entry.state,
            applies,
            result,
            reasons: verdict.reasons(index, entry).into_vec(),
            operator: (!controls.is_empty()).then(|| entry.operator.as_str().to_owned()),
            grant_controls: controls,
            session_controls: entry.session.names(),
        })
    }
}

impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Decision", 5)?;
        form.serialize_field("outcome", &self.outcome)?;
        form.serialize_field("required", &self.required)?;
        form.serialize_field("policies", &self.policies())?;
        form.serialize_field("requirements", &self.requirements())?;
        form.serialize_field("session", &self.session())?;
        form.end()
    }
}

impl PartialEq for Decision {
    fn eq(&self, other: &Decision) -> bool {
        (self.outcome, &self.required) == (other.outcome, &other.required)
            && self.policies() == other.policies()
            && self.requirements() == other.requirements()
            && self.session() == other.session()
    }
}

impl Eq for Decision {}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decision")
            .field("outcome", &self.outcome)
            .field("required", &self.required)
            .field("policies", &self.policies())
            .field("requirements", &self.requirements())
            .field("session", &self.session())
            .finish()
    }
}

#[cfg(test)]
#[path = "decision_tests.rs"]
mod tests;
