//! Sessions.

use std::collections::{BTreeMap, HashMap};

use doorstep_core as core;
use serde_json::Value;

use crate::call::{Result, guarded};
pub(crate) use core::{
    AppliedPolicy, PersistentBrowser, Session, SessionControls, SignInFrequency, UsedMethod,
};

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

#[uniffi::remote(Enum)]
pub(crate) enum SignInFrequency {
    EveryTime,
    TimeBased { hours: u32 },
}

#[uniffi::remote(Enum)]
pub(crate) enum PersistentBrowser {
    Never,
    Always,
}

/// JSON by name, which crosses as text by name.
pub(crate) type OtherControls = BTreeMap<String, Value>;

uniffi::custom_type!(OtherControls, HashMap<String, String>, {
    remote,
    try_lift: |texts| {
        let read = |(name, text): (String, String)| Ok((name, serde_json::from_str(&text)?));
        texts.into_iter().map(read).collect()
    },
    lower: |values| values.into_iter().map(|(name, value)| (name, value.to_string())).collect(),
});

#[uniffi::remote(Record)]
pub(crate) struct SessionControls {
    pub sign_in_frequency: Option<SignInFrequency>,
    pub secondary_sign_in_frequency: Option<SignInFrequency>,
    pub persistent_browser: Option<PersistentBrowser>,
    pub application_enforced_restrictions: bool,
    pub cloud_app_security: Vec<String>,
    pub continuous_access_evaluation: Vec<String>,
    pub disable_resilience_defaults: bool,
    pub secure_sign_in_session: bool,
    pub other: OtherControls,
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
    pub auth_contexts: Vec<String>,
    pub controls: SessionControls,
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
