//! Sessions: what a completed journey yields. [`issue`] is the one place that makes one.

use serde::{Deserialize, Serialize};

use crate::access::SessionControls;
use crate::clock::{CLOCK_TOLERANCE, MINUTE, Timestamp, alive};
use crate::crypto::{self, Secret};
use crate::directory::roles::Area;
use crate::engine::Inner;
use crate::error::Result;
use crate::store::sessions as rows;
use crate::store::{self, Tx};
use crate::tenant::{Resource, Tenant};

const TOKEN_PREFIX: &str = "dss_";

/// How often at most the time of last use is written.
const SEEN_EVERY: i64 = MINUTE;

/// Sessions a user may have at once; a further one ends the oldest.
const SESSIONS_PER_USER: u32 = 20;

/// A way in which the user was shown to be who they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedMethod {
    /// `"password"`, `"email_otp"` or `"external"`.
    pub kind: String,
    /// `"knowledge"`, `"email"` or `"external"`: two factors must differ in it.
    pub channel: String,
    /// The masked address, where there is one.
    pub detail: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl UsedMethod {
    pub(crate) fn password(at: Timestamp) -> UsedMethod {
        UsedMethod { kind: "password".into(), channel: "knowledge".into(), detail: None, at }
    }

    /// A code, to an address that is masked, where it is still known.
    pub(crate) fn email_code(address: Option<String>, at: Timestamp) -> UsedMethod {
        UsedMethod { kind: "email_otp".into(), channel: "email".into(), detail: address, at }
    }

    /// A first factor that the host checked.
    pub(crate) fn external(amr: &[String], at: Timestamp) -> UsedMethod {
        // Another code by email would not be a second factor.
        let channel = if amr.iter().any(|word| word == "otp") { "email" } else { "external" };
        UsedMethod { kind: "external".into(), channel: channel.into(), detail: None, at }
    }
}

/// A policy that applied, with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedPolicy {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Graph's word for its result.
    pub result: String,
}

/// A session, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// The app it is for.
    pub client_id: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When the user last proved anything.
    pub auth_time: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends unless it is used.
    pub idle_expires_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
    /// Authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`. A code by email is `otp`; the channel is in
    /// `methods`.
    pub amr: Vec<String>,
    /// Whether two different factors were shown.
    pub mfa: bool,
    /// What was shown, in order.
    pub methods: Vec<UsedMethod>,
    /// The policies that applied.
    pub policies: Vec<AppliedPolicy>,
    /// The authentication contexts that are satisfied (`acrs` in Microsoft's tokens), as in `c1`.
    pub auth_contexts: Vec<String>,
    /// What the policies say about the session. Doorstep enforces the sign-in frequency at a refresh or step-up; the
    /// rest is for the host.
    pub controls: SessionControls,
}

/// What a session is made of: everything the decision demanded. Only a journey that met it builds one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Proof {
    pub(crate) amr: Vec<String>,
    pub(crate) mfa: bool,
    pub(crate) methods: Vec<UsedMethod>,
    pub(crate) policies: Vec<AppliedPolicy>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) auth_contexts: Vec<String>,
    #[serde(default, skip_serializing_if = "SessionControls::is_empty")]
    pub(crate) controls: SessionControls,
    /// The host's own words for a first factor that it checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) external_amr: Vec<String>,
}

/// For how long sessions live.
pub(crate) struct Lifetime {
    pub(crate) idle_ms: i64,
    pub(crate) total_ms: i64,
}

/// Makes a session. Nothing else in the crate does.
pub(crate) fn issue(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    client_id: &str,
    proof: Proof,
    lifetime: &Lifetime,
    now: Timestamp,
) -> Result<(Secret, Session)> {
    let token = crypto::new_token(TOKEN_PREFIX)?;
    let session = Session {
        id: crypto::new_id(now)?,
        user_id: user_id.to_owned(),
        client_id: client_id.to_owned(),
        created_at: now,
        auth_time: proof.methods.iter().map(|method| method.at).max().unwrap_or(now),
        last_seen_at: now,
        idle_expires_at: (now + lifetime.idle_ms).min(now + lifetime.total_ms),
        expires_at: now + lifetime.total_ms,
        amr: proof.amr,
        mfa: proof.mfa,
        methods: proof.methods,
        policies: proof.policies,
        auth_contexts: proof.auth_contexts,
        controls: proof.controls,
    };
    let hash = crypto::token_hash(token.expose());
    rows::insert(tx, tenant_id, &session, lifetime.idle_ms, &proof.external_amr, &hash)?;
    rows::end_oldest(tx, tenant_id, user_id, SESSIONS_PER_USER)?;
    Ok((token, session))
}

/// Lets a session go on with what was shown for it since, under another token: the one that was shown is worth nothing
/// from now on. It ends when it would have ended. `None` when it has ended, or its token is another by now.
pub(crate) fn renew(
    tx: Tx<'_>,
    tenant_id: &str,
    session_id: &str,
    old_token_hash: &str,
    proof: Proof,
    now: Timestamp,
) -> Result<Option<(Secret, Session)>> {
    let token = crypto::new_token(TOKEN_PREFIX)?;
    let auth_time = proof.methods.iter().map(|method| method.at).max().unwrap_or(now);
    let hash = crypto::token_hash(token.expose());
    if !rows::renew(tx, tenant_id, session_id, old_token_hash, &proof, auth_time, now, &hash)? {
        return Ok(None);
    }
    Ok(Some((token, rows::get(tx, tenant_id, session_id)?)))
}

/// The sessions of a tenant.
#[derive(Debug, Clone)]
pub struct Sessions(Tenant);

impl Tenant {
    /// The tenant's sessions.
    pub fn sessions(&self) -> Sessions {
        Sessions(self.clone())
    }
}

impl Sessions {
    /// The live session of a token, or `None`: unknown, expired, ended, or its user disabled. Needs no role.
    ///
    /// # Errors
    /// `storage`.
    pub fn validate(&self, token: &str) -> Result<Option<Session>> {
        let engine: &Inner = &self.0.engine;
        let now = self.0.now();
        let hash = crypto::token_hash(token);
        let found = engine.store.look(|tx| rows::find(tx, self.0.id(), &hash))?;
        let Some(mut session) = found.filter(|s| {
            alive(now, s.created_at, s.expires_at) && alive(now, s.last_seen_at, s.idle_expires_at)
        }) else {
            return Ok(None);
        };
        let idle = session.idle_expires_at - session.last_seen_at;
        if now - session.last_seen_at >= SEEN_EVERY.min(idle / 4) {
            // Guarded, so that a session ended in between stays ended.
            let seen = engine.store.write(|tx| rows::touch(tx, self.0.id(), &session.id, now))?;
            if !seen {
                return Ok(None);
            }
            session.last_seen_at = now;
            session.idle_expires_at = (now + idle).min(session.expires_at);
        }
        Ok(Some(session))
    }

    /// A user's live sessions, oldest first.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn list(&self, user_id: &str) -> Result<Vec<Session>> {
        let now = self.0.now();
        self.0.read("sessions.list", Resource::one("user", user_id), |tx| {
            store::directory::find_user(tx, self.0.id(), user_id)?;
            let mut sessions = rows::of_user(tx, self.0.id(), user_id)?;
            sessions.retain(|s| {
                alive(now, s.created_at, s.expires_at)
                    && now < s.idle_expires_at
                    && s.last_seen_at <= now + CLOCK_TOLERANCE
            });
            Ok(sessions)
        })
    }

    /// Ends a session by its id.
    ///
    /// # Errors
    /// `not_found{session}`, `forbidden`.
    pub fn revoke(&self, session_id: &str) -> Result<()> {
        let resource = Resource::one("session", session_id);
        self.0.change(Area::Credentials, "sessions.revoke", resource, |tx, change| {
            change.before(&rows::get(tx, self.0.id(), session_id)?)?;
            rows::delete(tx, self.0.id(), session_id)
        })
    }

    /// Signs out: ends the session of this token, if there is one. Needs no role.
    ///
    /// # Errors
    /// `storage`.
    pub fn revoke_token(&self, token: &str) -> Result<()> {
        let hash = crypto::token_hash(token);
        self.0.engine.store.write(|tx| rows::delete_by_token(tx, self.0.id(), &hash))
    }

    /// Ends all sessions and journeys of a user and says how many sessions there were.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn revoke_all(&self, user_id: &str) -> Result<u32> {
        let resource = Resource::one("user", user_id);
        self.0.change(Area::Credentials, "sessions.revoke_all", resource, |tx, change| {
            store::directory::find_user(tx, self.0.id(), user_id)?;
            change.before(&rows::of_user(tx, self.0.id(), user_id)?)?;
            end_everything(tx, self.0.id(), user_id)
        })
    }
}

/// Ends a user's sessions but for one, and journeys but for one.
pub(crate) fn end_others(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    session_id: Option<&str>,
    journey_id: &str,
) -> Result<()> {
    store::journeys::end_others(tx, tenant_id, user_id, journey_id)?;
    rows::delete_others(tx, tenant_id, user_id, session_id.unwrap_or_default())
}

/// Ends a user's sessions and journeys with their codes, in the transaction of what makes that necessary.
pub(crate) fn end_everything(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<u32> {
    store::journeys::end_of_user(tx, tenant_id, user_id)?;
    rows::delete_of_user(tx, tenant_id, user_id)
}
