//! Sign-up: prove the address by a code, choose a password if the flow has one, give attributes, and go on as after a
//! first factor.

use std::collections::BTreeMap;

use super::state::{Journey, Waiting};
use super::step::{CodePurpose, Denial, Problem, Step};
use super::{App, Call, parse_email};
use crate::access::SignInContext;
use crate::crypto;
use crate::directory::email::EmailAddress;
use crate::directory::hasher::Verdict;
use crate::directory::password::{self, PasswordRejection, PasswordRules};
use crate::directory::records::{User, UserState};
use crate::error::{Error, Result};
use crate::flow::attribute::{AttributeValue, validate_values};
use crate::flow::user_flow::{IdentityProvider, UserFlow};
use crate::mail::masked;
use crate::record::{SignInKind, SignInResult};
use crate::session::UsedMethod;
use crate::store;

/// What a new password is held against.
pub(super) struct Words {
    pub(super) canonical: String,
    pub(super) tenant: String,
    pub(super) app: String,
    pub(super) rules: PasswordRules,
}

impl App {
    /// Begins a sign-up: a code goes to the address.
    ///
    /// An address that has an account gets a different mail, not a different answer, unless the flow opts in to saying
    /// so.
    ///
    /// # Errors
    /// `invalid_argument{email}`, `invalid_argument{context.…}`; `not_found{user_flow}`; `storage`.
    pub fn sign_up(&self, email: &str, context: &SignInContext) -> Result<Step> {
        context.validate()?;
        let address = parse_email(email)?;
        let context = &*self.engine.locate(&self.tenant_id, context)?;
        self.write(|call| {
            let flow = call.flow(self)?;
            if !flow.sign_up_allowed {
                return Ok(Step::Denied { reason: Denial::SignUpNotAllowed });
            }
            if let Some(denied) = call.refuse_network(context)? {
                return Ok(denied);
            }
            let existing = store::directory::user_by_email(call.tx, call.tenant_id(), &address.canonical)?;
            if existing.is_some() && flow.reveal_existing_accounts {
                return Ok(Step::Denied { reason: Denial::UserAlreadyExists });
            }
            let mut journey = self.begin(call, SignInKind::SignUp, None, Some(&address), context)?;
            // To an account that exists the letter goes as stored, and says that it exists.
            let stored = existing.as_ref().and_then(|row| row.user.email.as_deref());
            let target = stored.and_then(EmailAddress::parse).unwrap_or_else(|| address.clone());
            let owner = existing.as_ref().map(|row| &row.user);
            call.send_code(&mut journey, CodePurpose::SignUp, &target, owner, owner.is_some())
        })
    }

    /// Answers `AttributesRequired`.
    ///
    /// # Errors
    /// `storage`.
    pub fn submit_attributes(
        &self,
        token: &str,
        attributes: &BTreeMap<String, AttributeValue>,
    ) -> Result<Step> {
        self.step(token, &[Waiting::Attributes], |call, journey, token| {
            match validate_values(&call.flow(self)?.attributes, attributes) {
                Ok(values) => {
                    journey.state.new_attributes = values;
                    call.create_user(self, journey)
                }
                Err(names) => {
                    call.keep(journey)?;
                    call.draw(journey, token, Some(Problem::AttributesRejected { names }))
                }
            }
        })
    }

    /// Takes the password of a new account: checked and hashed before the transaction.
    /// With a `current` hash, it takes the place of an account's password.
    pub(super) fn submit_new_password(
        &self,
        token: &str,
        password: &str,
        words: &Words,
        current: Option<&str>,
    ) -> Result<Step> {
        let identity = [words.canonical.as_str(), words.tenant.as_str(), words.app.as_str()];
        let hash = match password::check_new(password, words.rules, &identity) {
            Ok(normalized) => match current.map(|hash| self.engine.hasher.verify(&normalized, hash)) {
                Some(Err(error)) => return Err(error),
                Some(Ok(Verdict::Match { .. })) => Err(PasswordRejection::SameAsCurrent),
                _ => Ok(self.engine.hasher.hash(&normalized)?),
            },
            Err(reason) => Err(reason),
        };
        self.step(token, &[Waiting::NewPassword], |call, journey, token| match hash {
            Ok(hash) if journey.user_id.is_some() => call.change_password(journey, &hash),
            Ok(hash) => {
                journey.state.new_password_hash = Some(hash);
                call.ask_attributes(self, journey)
            }
            Err(reason) => {
                call.keep(journey)?;
                call.draw(journey, token, Some(Problem::PasswordRejected { reason }))
            }
        })
    }
}

impl Call<'_> {
    pub(super) fn flow(&self, app: &App) -> Result<&UserFlow> {
        self.config.flow_of(&app.client_id).ok_or_else(|| Error::not_found("user_flow"))
    }

    /// Goes on after the address was proven.
    pub(super) fn address_proven(&self, app: &App, journey: &mut Journey) -> Result<Step> {
        if self.flow(app)?.identity_provider == IdentityProvider::EmailPassword {
            let token = self.wait_for(journey, Waiting::NewPassword)?;
            return self.draw(journey, token, None);
        }
        self.ask_attributes(app, journey)
    }

    fn ask_attributes(&self, app: &App, journey: &mut Journey) -> Result<Step> {
        if self.flow(app)?.attributes.is_empty() {
            return self.create_user(app, journey);
        }
        let token = self.wait_for(journey, Waiting::Attributes)?;
        self.draw(journey, token, None)
    }

    /// Makes the account and lets the policies decide, as at a sign-in.
    fn create_user(&self, app: &App, journey: &mut Journey) -> Result<Step> {
        // The flow may be another one since the sign-up began.
        let flow = self.flow(app)?;
        if !flow.sign_up_allowed {
            journey.outcome(SignInResult::Failure, 50_034, Some("sign-ups are not allowed"));
            return self.deny(journey, Denial::SignUpNotAllowed);
        }
        let password_flow = flow.identity_provider == IdentityProvider::EmailPassword;
        if password_flow && journey.state.new_password_hash.is_none() {
            return self.address_proven(app, journey);
        }
        let state = journey.state.clone();
        let address = parse_email(&state.original)?;
        let display_name = match state.new_attributes.get("displayName") {
            Some(AttributeValue::Text(name)) => Some(name.clone()),
            _ => None,
        };
        let user = User {
            id: crypto::new_id(self.now)?,
            email: Some(address.original.clone()),
            external_subject: None,
            display_name,
            state: UserState::Active,
            has_password: state.new_password_hash.is_some(),
            attributes: state.new_attributes.clone(),
            locale: state.context.locale.clone(),
            created_at: self.now,
        };
        let hash = state.new_password_hash.as_deref();
        match store::directory::insert_user(self.tx, self.tenant_id(), &user, Some(&address), true, hash) {
            Ok(()) => {}
            // Made meanwhile by another journey of whoever reads the same mailbox: no secret to them.
            Err(Error::AlreadyExists { .. }) => {
                journey.outcome(SignInResult::Failure, 1_003_037, Some("the account exists already"));
                return self.deny(journey, Denial::UserAlreadyExists);
            }
            Err(error) => return Err(error),
        }
        journey.user_id = Some(user.id.clone());
        let email = UsedMethod::email_code(Some(masked(&address.original)), self.now);
        journey.state.shown = if password_flow {
            journey.note(self.now, "password", None, true, "a password was chosen");
            // A tenant may want the code asked again: then the proof of the address counts for nothing more.
            let mut shown = vec![UsedMethod::password(self.now)];
            if !self.config.settings.ask_again_after_sign_up {
                shown.push(email);
            }
            shown
        } else {
            vec![email]
        };
        let row = store::directory::find_user(self.tx, self.tenant_id(), &user.id)?;
        self.proceed(journey, &row)
    }
}
