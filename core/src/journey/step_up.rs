//! Going on from a session: a refresh, at which the policies are decided again, and a step-up to an authentication
//! context.

use super::evidence::Evidence;
use super::state::{Journey, Upgrade};
use super::step::{CodePurpose, Step};
use super::{App, Call, ended};
use crate::access::{SignInContext, context_id};
use crate::clock::alive;
use crate::crypto;
use crate::directory::email::EmailAddress;
use crate::error::{Error, Result};
use crate::journey::second_factor::stored;
use crate::journey::state::Waiting;
use crate::record::{FRESH_CLAIM, STALE_CLAIM, SignInKind, SignInResult};
use crate::session::UsedMethod;
use crate::store::directory::{self as rows, UserRow};
use crate::store::sessions;

impl App {
    /// Lets the policies decide again over a session, for the request as it is now, and gives the session a new token.
    ///
    /// What has become too old for a sign-in frequency is asked for again, and before a new password both factors;
    /// nothing else. Until the journey is completed the session is as it was; a policy that blocks ends the journey,
    /// not the session.
    ///
    /// # Errors
    /// `invalid_argument{context.…}`; `storage`.
    pub fn refresh(&self, session_token: &str, context: &SignInContext) -> Result<Step> {
        self.go_on(session_token, None, context)
    }

    /// As [`App::refresh`], for something that needs more: the policies of an authentication context apply as well.
    /// Once they are satisfied, the session lists the context. A context that no policy is about is satisfied.
    ///
    /// # Errors
    /// `invalid_argument{auth_context}`: `c1` to `c99`; `invalid_argument{context.…}`; `storage`.
    pub fn step_up(&self, session_token: &str, auth_context: &str, context: &SignInContext) -> Result<Step> {
        let Some(auth_context) = context_id(auth_context) else {
            return Err(Error::invalid("auth_context", "must be c1 to c99"));
        };
        self.go_on(session_token, Some(auth_context), context)
    }

    fn go_on(&self, token: &str, auth_context: Option<String>, context: &SignInContext) -> Result<Step> {
        context.validate()?;
        let context = &*self.engine.locate(&self.tenant_id, context)?;
        self.write(|call| {
            let hash = crypto::token_hash(token);
            let found = sessions::find(call.tx, call.tenant_id(), &hash)?.filter(|session| {
                session.client_id == self.client_id
                    && alive(call.now, session.created_at, session.expires_at)
                    && alive(call.now, session.last_seen_at, session.idle_expires_at)
            });
            let Some(session) = found else { return Ok(ended()) };
            let user = rows::find_user(call.tx, call.tenant_id(), &session.user_id)?;
            let address = user.user.email.as_deref().and_then(EmailAddress::parse);
            let mut journey =
                self.begin(call, SignInKind::StepUp, Some(user.user.id.clone()), address.as_ref(), context)?;
            journey.record.auth_context.clone_from(&auth_context);
            journey.state.external_amr = sessions::external_amr(call.tx, call.tenant_id(), &session.id)?;
            journey.state.upgrade = Some(Upgrade {
                session_id: session.id,
                token: crypto::hex(&hash),
                claims: session.methods,
                auth_context,
            });
            call.proceed(&mut journey, &user)
        })
    }
}

impl Call<'_> {
    /// Whether the session that a journey goes on from, if there is one, is there yet and under the same token. One
    /// that has ended meanwhile lends itself to nothing: no method, no new password.
    pub(super) fn may_go_on(&self, journey: &Journey) -> Result<bool> {
        match &journey.state.upgrade {
            Some(Upgrade { session_id, token, .. }) => {
                sessions::is_held(self.tx, self.tenant_id(), session_id, token, self.now)
            }
            None => Ok(true),
        }
    }

    /// Asks for a first factor again that has become too old.
    pub(super) fn ask_first_factor(
        &self,
        journey: &mut Journey,
        user: &UserRow,
        method: &UsedMethod,
    ) -> Result<Step> {
        journey.outcome(SignInResult::Interrupted, 70_043, Some("the first factor is too old"));
        match (method.kind.as_str(), user.user.email.as_deref()) {
            ("password", _) => {
                let token = self.wait_for(journey, Waiting::Password)?;
                self.draw(journey, token, None)
            }
            ("email_otp", Some(address)) => {
                self.send_code(journey, CodePurpose::SignIn, &stored(address)?, Some(&user.user), false)
            }
            // Only the host can ask for what the host checked.
            _ => self.refuse_controls(journey, vec!["signInFrequency".into()]),
        }
    }
}

/// Logs what had been shown for the session that a journey goes on from, before anything else is.
pub(super) fn note_claims(journey: &mut Journey, evidence: &Evidence) {
    if !journey.record.details.is_empty() {
        return;
    }
    let claims = journey.state.upgrade.as_ref().map(|upgrade| upgrade.claims.clone());
    for claim in claims.unwrap_or_default() {
        let fresh = evidence.claims().contains(&claim);
        let detail = match claim.kind.as_str() {
            "external" => Some(journey.state.external_amr.join(" ")),
            _ => claim.detail,
        };
        journey.note(claim.at, &claim.kind, detail, fresh, if fresh { FRESH_CLAIM } else { STALE_CLAIM });
    }
}
