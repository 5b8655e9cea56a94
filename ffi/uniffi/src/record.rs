//! The sign-in log and the audit log.

use doorstep_core as core;

use crate::context::SignInContext;
use crate::policy::PolicyResult;
pub(crate) use core::{
    AuditEntry, AuditQuery, AuthenticationDetail, ConditionalAccessStatus, SignIn, SignInKind, SignInQuery,
    SignInResult,
};

#[uniffi::remote(Enum)]
pub(crate) enum SignInKind {
    SignIn,
    SignUp,
    SecondFactor,
    StepUp,
}

#[uniffi::remote(Enum)]
pub(crate) enum SignInResult {
    Success,
    Failure,
    Interrupted,
    Blocked,
}

#[uniffi::remote(Enum)]
pub(crate) enum ConditionalAccessStatus {
    Success,
    Failure,
    NotApplied,
}

#[uniffi::remote(Record)]
pub(crate) struct AuthenticationDetail {
    pub at: i64,
    pub method: String,
    pub detail: Option<String>,
    pub succeeded: bool,
    pub result: String,
    pub requirement: String,
}

#[uniffi::remote(Record)]
pub(crate) struct SignIn {
    pub id: String,
    pub kind: SignInKind,
    pub created_at: i64,
    pub updated_at: i64,
    pub user_id: Option<String>,
    pub user_email: Option<String>,
    pub client_id: String,
    pub app_name: String,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub context: SignInContext,
    pub auth_context: Option<String>,
    pub result: SignInResult,
    pub error_code: u32,
    pub failure_reason: Option<String>,
    pub conditional_access: ConditionalAccessStatus,
    pub policies: Vec<PolicyResult>,
    pub requirement: String,
    pub details: Vec<AuthenticationDetail>,
    pub session_id: Option<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct SignInQuery {
    pub user_id: Option<String>,
    pub client_id: Option<String>,
    pub result: Option<SignInResult>,
    pub since: Option<i64>,
    pub until: Option<i64>,
    pub limit: u32,
    pub cursor: Option<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct AuditEntry {
    pub id: String,
    pub at: i64,
    pub actor: String,
    pub action: String,
    pub target_kind: String,
    pub target_id: Option<String>,
    pub result: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct AuditQuery {
    pub actor: Option<String>,
    pub action: Option<String>,
    pub target_id: Option<String>,
    pub since: Option<i64>,
    pub until: Option<i64>,
    pub limit: u32,
    pub cursor: Option<String>,
}

/// One page of the sign-in log.
#[derive(uniffi::Record)]
pub(crate) struct SignInPage {
    /// The rows of this page.
    pub items: Vec<SignIn>,
    /// Give this back to get the next page.
    pub next_cursor: Option<String>,
}

impl From<core::Page<SignIn>> for SignInPage {
    fn from(page: core::Page<SignIn>) -> Self {
        let core::Page { items, next_cursor } = page;
        SignInPage { items, next_cursor }
    }
}

/// One page of the audit log.
#[derive(uniffi::Record)]
pub(crate) struct AuditPage {
    /// The rows of this page.
    pub items: Vec<AuditEntry>,
    /// Give this back to get the next page.
    pub next_cursor: Option<String>,
}

impl From<core::Page<AuditEntry>> for AuditPage {
    fn from(page: core::Page<AuditEntry>) -> Self {
        let core::Page { items, next_cursor } = page;
        AuditPage { items, next_cursor }
    }
}
