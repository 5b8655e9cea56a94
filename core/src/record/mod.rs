//! What happened: the sign-in log (one entry an attempt) and the audit log (one entry an administrative change).

use serde::{Deserialize, Serialize, Serializer};

use crate::access::{PolicyResult, SignInContext};
use crate::clock::Timestamp;
use crate::directory::records::Page;
use crate::error::Result;
use crate::store;
use crate::tenant::{Resource, Tenant, in_range};

/// What kind of attempt an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    /// A sign-in.
    SignIn,
    /// A sign-up.
    SignUp,
    /// A second factor for a host that checked the first itself.
    SecondFactor,
    /// A session that went on: a refresh, or a step-up to an authentication context.
    StepUp,
}

impl SignInKind {
    /// `"sign_in"`, `"sign_up"`, `"second_factor"` or `"step_up"`.
    pub fn as_str(self) -> &'static str {
        match self {
            SignInKind::SignIn => "sign_in",
            SignInKind::SignUp => "sign_up",
            SignInKind::SecondFactor => "second_factor",
            SignInKind::StepUp => "step_up",
        }
    }
}

/// How an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInResult {
    /// It ended with a session.
    Success,
    /// The last thing submitted was wrong, or nothing could satisfy what was asked.
    Failure,
    /// It waits for somebody, or was left.
    Interrupted,
    /// A policy blocked it.
    Blocked,
}

impl SignInResult {
    /// The word in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            SignInResult::Success => "success",
            SignInResult::Failure => "failure",
            SignInResult::Interrupted => "interrupted",
            SignInResult::Blocked => "blocked",
        }
    }

    /// Reads what [`SignInResult::as_str`] writes.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Success, Self::Failure, Self::Interrupted, Self::Blocked]
            .into_iter()
            .find(|r| r.as_str() == word)
    }
}

/// Microsoft Graph's `conditionalAccessStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConditionalAccessStatus {
    /// Policies applied and are satisfied.
    Success,
    /// Policies applied and are not satisfied, or block.
    Failure,
    /// No enabled policy applied, or none was asked yet.
    NotApplied,
}

impl ConditionalAccessStatus {
    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            ConditionalAccessStatus::Success => "success",
            ConditionalAccessStatus::Failure => "failure",
            ConditionalAccessStatus::NotApplied => "notApplied",
        }
    }
}

/// One thing that was shown or tried in an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticationDetail {
    /// When.
    pub at: Timestamp,
    /// `"password"`, `"email_otp"`, `"external"` or `"terms_of_use"`.
    pub method: String,
    /// The masked address that a code went to, the words of the host for what it checked, or the terms.
    pub detail: Option<String>,
    /// Whether it was right.
    pub succeeded: bool,
    /// What came of it, in words.
    pub result: String,
    /// `"primary"` or `"secondary"`.
    pub requirement: String,
}

/// What came of something that had been shown for the session which went on.
pub(crate) const FRESH_CLAIM: &str = "satisfied by a claim of the session";
/// What came of it when it no longer counted.
pub(crate) const STALE_CLAIM: &str = "the claim of the session is too old";

impl AuthenticationDetail {
    /// Whether it was shown before the attempt, for the session that went on.
    pub(crate) fn is_claim(&self) -> bool {
        self.result == FRESH_CLAIM || self.result == STALE_CLAIM
    }
}

/// One entry of the sign-in log: one attempt, from its first call to its end. The fields are those of Microsoft
/// Graph's `signIn` that mean something here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignIn {
    /// The attempt's id.
    pub id: String,
    /// What kind of attempt.
    pub kind: SignInKind,
    /// When it began.
    pub created_at: Timestamp,
    /// When the entry last changed.
    pub updated_at: Timestamp,
    /// Whose account; `None` where there is none.
    pub user_id: Option<String>,
    /// The address of the account, or the one that was typed.
    pub user_email: Option<String>,
    /// The app.
    pub client_id: String,
    /// The app's name at that time.
    pub app_name: String,
    /// The network address, as the host gave it.
    pub ip: Option<String>,
    /// The user agent, as the host gave it.
    pub user_agent: Option<String>,
    /// The whole request as policies saw it: as the host gave it, with the country that was looked up. In JSON, the
    /// address and the user agent stand beside it alone.
    #[serde(default, skip_serializing_if = "says_no_more", serialize_with = "without_address")]
    pub context: SignInContext,
    /// The authentication context that a step-up was to, `c1` to `c99`.
    pub auth_context: Option<String>,
    /// How it stands.
    pub result: SignInResult,
    /// Microsoft's AADSTS number; 0 is success.
    pub error_code: u32,
    /// Why it did not succeed, in words.
    pub failure_reason: Option<String>,
    /// What the policies came to.
    pub conditional_access: ConditionalAccessStatus,
    /// Every policy and its result.
    pub policies: Vec<PolicyResult>,
    /// `"singleFactorAuthentication"` or `"multiFactorAuthentication"`.
    pub requirement: String,
    /// What was shown or tried, in order.
    pub details: Vec<AuthenticationDetail>,
    /// The session it ended with.
    pub session_id: Option<String>,
}

impl SignIn {
    /// Puts back into its context what JSON has beside it.
    pub(crate) fn completed(mut self) -> SignIn {
        self.context.ip.clone_from(&self.ip);
        self.context.user_agent.clone_from(&self.user_agent);
        self
    }
}

fn says_no_more(context: &SignInContext) -> bool {
    unaddressed(context).is_empty()
}

fn without_address<S: Serializer>(context: &SignInContext, to: S) -> Result<S::Ok, S::Error> {
    unaddressed(context).serialize(to)
}

fn unaddressed(context: &SignInContext) -> SignInContext {
    SignInContext { ip: None, user_agent: None, ..context.clone() }
}

/// Which entries of the sign-in log to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInQuery {
    /// Of this user.
    pub user_id: Option<String>,
    /// To this app.
    pub client_id: Option<String>,
    /// With this result.
    pub result: Option<SignInResult>,
    /// Begun at or after.
    pub since: Option<Timestamp>,
    /// Begun before.
    pub until: Option<Timestamp>,
    /// Entries a page: 1 to 1000.
    pub limit: u32,
    /// The page after this one.
    pub cursor: Option<String>,
}

impl Default for SignInQuery {
    fn default() -> Self {
        SignInQuery {
            user_id: None,
            client_id: None,
            result: None,
            since: None,
            until: None,
            limit: 50,
            cursor: None,
        }
    }
}

/// One entry of the audit log: one administrative change, or its refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// `"host"`, or a user's id.
    pub actor: String,
    /// `"policies.create"`, `"users.disable"`, …
    pub action: String,
    /// What kind of thing was changed.
    pub target_kind: String,
    /// Its id, where it has one.
    pub target_id: Option<String>,
    /// `"success"` or `"refused"`.
    pub result: String,
    /// Its JSON before; `None` where there was nothing.
    pub before: Option<String>,
    /// Its JSON after; `None` where there is nothing now.
    pub after: Option<String>,
}

/// Which entries of the audit log to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditQuery {
    /// By this actor.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// Of this thing.
    pub target_id: Option<String>,
    /// At or after.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Entries a page: 1 to 1000.
    pub limit: u32,
    /// The page after this one.
    pub cursor: Option<String>,
}

impl Default for AuditQuery {
    fn default() -> Self {
        AuditQuery {
            actor: None,
            action: None,
            target_id: None,
            since: None,
            until: None,
            limit: 50,
            cursor: None,
        }
    }
}

impl Tenant {
    /// The sign-in log, newest first.
    ///
    /// # Errors
    /// `invalid_argument{limit}`, `forbidden`.
    pub fn sign_ins(&self, query: &SignInQuery) -> Result<Page<SignIn>> {
        in_range("limit", query.limit.into(), 1, 1000)?;
        let items = self.read("sign_ins.list", Resource::any("sign_in"), |tx| {
            store::records::sign_ins(tx, self.id(), query)
        })?;
        Ok(page(items, query.limit, |entry| entry.id.clone()))
    }

    /// The audit log, newest first.
    ///
    /// # Errors
    /// `invalid_argument{limit}`, `forbidden`.
    pub fn audit_log(&self, query: &AuditQuery) -> Result<Page<AuditEntry>> {
        in_range("limit", query.limit.into(), 1, 1000)?;
        let items = self.read("audit.list", Resource::any("audit_entry"), |tx| {
            store::records::audit_entries(tx, self.id(), query)
        })?;
        Ok(page(items, query.limit, |entry| entry.id.clone()))
    }
}

/// Makes a page of rows that were read with one more than `limit`.
pub(crate) fn page<T>(mut items: Vec<T>, limit: u32, cursor: impl Fn(&T) -> String) -> Page<T> {
    let limit = limit as usize;
    let more = items.len() > limit;
    items.truncate(limit);
    Page { next_cursor: if more { items.last().map(cursor) } else { None }, items }
}
