//! Conditional Access policies, their lint, and decisions.

use doorstep_core as core;

use crate::call::{Result, guarded};
pub(crate) use core::{
    Control, Outcome, PolicyOutcome, PolicyRecord, PolicyResult, PolicyState, Reason, SignInContext, Warning,
};

// Sets that may grow cross as Graph's words.
uniffi::custom_type!(Control, String, {
    remote,
    try_lift: |word| Ok(serde_json::from_value(word.into())?),
    lower: |control| control.as_str().to_owned(),
});
uniffi::custom_type!(Reason, String, {
    remote,
    try_lift: |word| Ok(serde_json::from_value(word.into())?),
    lower: |reason| reason.as_str().to_owned(),
});

#[uniffi::remote(Record)]
pub(crate) struct Warning {
    pub code: String,
    pub message: String,
    pub policy_id: Option<String>,
    pub path: Option<String>,
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

#[uniffi::remote(Record)]
pub(crate) struct SignInContext {
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub locale: Option<String>,
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
}

/// What the policies say of one sign-in, and why, put in words.
#[derive(uniffi::Record)]
pub(crate) struct Decision {
    pub outcome: Outcome,
    pub required: Vec<Control>,
    pub policies: Vec<PolicyResult>,
    /// The whole in its stable JSON form.
    pub json: String,
}

impl From<core::Decision> for Decision {
    fn from(decision: core::Decision) -> Self {
        Decision {
            outcome: decision.outcome,
            policies: decision.policies(),
            json: decision.to_json(),
            required: decision.required,
        }
    }
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

    /// What the lint says of all policies together.
    fn lint(&self) -> Result<Vec<Warning>> {
        guarded(|| self.0.lint())
    }
}
