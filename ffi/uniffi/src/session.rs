//! Sessions.

use doorstep_core as core;

use crate::call::{Result, guarded};
pub(crate) use core::{AppliedPolicy, Session, UsedMethod};

#[uniffi::remote(Record)]
pub(crate) struct UsedMethod {
    pub kind: String,
    pub channel: String,
    pub detail: Option<String>,
    pub at: i64,
}

#[uniffi::remote(Record)]
pub(crate) struct AppliedPolicy {
    pub id: String,
    pub display_name: String,
    pub result: String,
}

#[uniffi::remote(Record)]
pub(crate) struct Session {
    pub id: String,
    pub user_id: String,
    pub client_id: String,
    pub created_at: i64,
    pub auth_time: i64,
    pub last_seen_at: i64,
    pub idle_expires_at: i64,
    pub expires_at: i64,
    pub amr: Vec<String>,
    pub mfa: bool,
    pub methods: Vec<UsedMethod>,
    pub policies: Vec<AppliedPolicy>,
}

/// The sessions of a tenant.
#[derive(uniffi::Object)]
pub(crate) struct Sessions(pub(crate) core::Sessions);

#[uniffi::export]
impl Sessions {
    /// The live session of a token, if there is one. Call it on each request.
    fn validate(&self, token: String) -> Result<Option<Session>> {
        guarded(|| self.0.validate(&token))
    }

    /// A user's live sessions, oldest first.
    fn list(&self, user_id: String) -> Result<Vec<Session>> {
        guarded(|| self.0.list(&user_id))
    }

    /// Ends a session by its id.
    fn revoke(&self, session_id: String) -> Result<()> {
        guarded(|| self.0.revoke(&session_id))
    }

    /// Signs out: ends the session of this token, if there is one.
    fn revoke_token(&self, token: String) -> Result<()> {
        guarded(|| self.0.revoke_token(&token))
    }

    /// Ends all sessions and journeys of a user and says how many sessions there were.
    fn revoke_all(&self, user_id: String) -> Result<u32> {
        guarded(|| self.0.revoke_all(&user_id))
    }
}
