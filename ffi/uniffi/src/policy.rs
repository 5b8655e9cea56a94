//! Conditional Access policies, their lint, and decisions.

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::context::{Control, Reason};
use crate::insight::{Gap, Proof, Replay, ReplayPage};
use crate::session::SessionControls;
pub(crate) use core::{
    Outcome, PolicyOutcome, PolicyRecord, PolicyResult, PolicyState, PolicyTemplate, PolicyTemplateInputs,
    Requirement, Severity, Warning,
};

#[uniffi::remote(Record)]
pub(crate) struct Warning {
    pub code: String,
    pub message: String,
    pub policy_id: Option<String>,
    pub path: Option<String>,
    pub severity: Severity,
}

#[uniffi::remote(Enum)]
pub(crate) enum Severity {
    Error,
    Warning,
    Info,
}

#[uniffi::remote(Enum)]
pub(crate) enum PolicyState {
    Enabled,
    Disabled,
    ReportOnly,
}

#[uniffi::remote(Record)]
pub(crate) struct PolicyRecord {
    pub id: String,
    pub display_name: String,
    pub state: PolicyState,
    pub document: String,
    pub warnings: Vec<Warning>,
    pub created_at: i64,
    pub modified_at: Option<i64>,
}

#[uniffi::remote(Enum)]
pub(crate) enum Outcome {
    Allow,
    Block,
    ControlsRequired,
}

#[uniffi::remote(Enum)]
pub(crate) enum PolicyOutcome {
    Success,
    Failure,
    NotApplied,
    NotEnabled,
    ReportOnlySuccess,
    ReportOnlyFailure,
    ReportOnlyInterrupted,
    ReportOnlyNotApplied,
}

#[uniffi::remote(Record)]
pub(crate) struct PolicyResult {
    pub id: String,
    pub display_name: String,
    pub state: PolicyState,
    pub applies: bool,
    pub result: PolicyOutcome,
    pub reasons: Vec<Reason>,
    pub grant_controls: Vec<String>,
    pub operator: Option<String>,
    pub session_controls: Vec<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct Requirement {
    pub policy_id: String,
    pub index: u32,
    pub operator: String,
    pub controls: Vec<String>,
    pub satisfied: bool,
    pub missing: Vec<String>,
}

/// What the policies say of one sign-in, and why, put in words.
#[derive(uniffi::Record)]
pub(crate) struct Decision {
    pub outcome: Outcome,
    pub required: Vec<Control>,
    pub policies: Vec<PolicyResult>,
    pub requirements: Vec<Requirement>,
    pub session: SessionControls,
    /// The whole in its stable JSON form.
    pub json: String,
}

impl From<core::Decision> for Decision {
    fn from(decision: core::Decision) -> Self {
        Decision {
            outcome: decision.outcome,
            policies: decision.policies(),
            requirements: decision.requirements(),
            session: decision.session(),
            json: decision.to_json(),
            required: decision.required,
        }
    }
}

#[uniffi::remote(Record)]
pub(crate) struct PolicyTemplate {
    pub id: String,
    pub name: String,
    pub description: String,
    pub category: String,
}

#[uniffi::remote(Record)]
pub(crate) struct PolicyTemplateInputs {
    pub break_glass_user_ids: Vec<String>,
    pub break_glass_group_ids: Vec<String>,
    pub app_ids: Vec<String>,
    pub allowed_location_ids: Vec<String>,
    pub trusted_location_ids: Vec<String>,
    pub authentication_context: Option<String>,
}

/// Every policy that most tenants want.
#[uniffi::export]
fn policy_templates() -> Result<Vec<PolicyTemplate>> {
    guarded(|| Ok(core::policy_templates()))
}

/// The policy of a template, in Graph's JSON and report-only.
#[uniffi::export]
fn policy_template(id: String, inputs: PolicyTemplateInputs) -> Result<String> {
    guarded(|| core::policy_template(&id, &inputs))
}

/// Judges a whole case, which is JSON as the answer is. Pure: asks neither database nor clock.
#[uniffi::export]
fn evaluate(question: String) -> Result<String> {
    guarded(|| Ok(core::evaluate(&question)))
}

/// Conditional Access policies, in Microsoft Graph's `conditionalAccessPolicy` form.
#[derive(uniffi::Object)]
pub(crate) struct Policies(pub(crate) core::Policies);

#[uniffi::export]
impl Policies {
    /// Creates a policy. What cannot be evaluated here is refused by name unless the policy is disabled.
    fn create(&self, document: String) -> Result<PolicyRecord> {
        guarded(|| self.0.create(&document))
    }

    /// Every policy, oldest first.
    fn list(&self) -> Result<Vec<PolicyRecord>> {
        guarded(|| self.0.list())
    }

    /// One policy.
    fn get(&self, policy_id: String) -> Result<PolicyRecord> {
        guarded(|| self.0.get(&policy_id))
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, policy_id: String, changes: String) -> Result<PolicyRecord> {
        guarded(|| self.0.update(&policy_id, &changes))
    }

    /// Deletes a policy.
    fn delete(&self, policy_id: String) -> Result<()> {
        guarded(|| self.0.delete(&policy_id))
    }

    /// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs.
    fn replay(&self, replay: Replay) -> Result<ReplayPage> {
        guarded(|| self.0.replay(&replay))
    }

    /// Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold.
    fn prove(&self, claim: String) -> Result<Proof> {
        guarded(|| self.0.prove(&claim).map(Proof::from))
    }

    /// Every sign-in to an app that goes through though no enforced policy asks anything of it.
    fn gaps(&self) -> Result<Vec<Gap>> {
        guarded(|| self.0.gaps())
    }

    /// What the lint says of all policies together.
    fn lint(&self) -> Result<Vec<Warning>> {
        guarded(|| self.0.lint())
    }
}
