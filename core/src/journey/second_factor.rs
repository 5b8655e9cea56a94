//! The second factor: which methods can serve, choosing and registering one, and the entry for hosts that check the
//! first factor themselves.

use super::evidence::Evidence;
use super::finish::Person;
use super::state::{Challenge, Journey, Waiting};
use super::step::{CodePurpose, Denial, MethodOption, NoMethodReason, Problem, Step};
use super::{App, Call};
use crate::access::{Decision, SignInContext};
use crate::clock::{CLOCK_TOLERANCE, MINUTE, Timestamp};
use crate::crypto;
use crate::directory::email::EmailAddress;
use crate::directory::records::{EmailMethod, User, UserState, check_subject};
use crate::directory::users::addresses;
use crate::error::{Error, Result};
use crate::guard::{self, Subject};
use crate::mail::masked;
use crate::method::configuration::MethodKind;
use crate::record::{SignInKind, SignInResult};
use crate::session::UsedMethod;
use crate::store::directory::{self as rows, UserRow};

/// The kinds of method that a user can register on the way.
pub(super) const REGISTRABLE: [MethodKind; 1] = [MethodKind::EmailOtp];

/// How old a first factor that the host checked may be.
const EXTERNAL_LIFETIME: i64 = 15 * MINUTE;

/// Methods references (RFC 8176) that a host may give for a first factor of its own. `mfa` is not among them: two
/// factors are for Doorstep to see.
const EXTERNAL_AMR: [&str; 10] = ["pwd", "fed", "otp", "sms", "hwk", "swk", "pin", "fpt", "face", "wia"];

/// A first factor that the host has checked itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExternalSignIn {
    /// The host's own, never changing name for the user: 1 to 256 characters.
    pub subject: String,
    /// Where codes go when the user is first seen. Later only an administrator changes it.
    pub email: Option<String>,
    /// How the host checked the first factor (RFC 8176), such as `pwd`. `otp` is taken for a code by email, which
    /// then cannot be the second factor.
    pub amr: Vec<String>,
    /// When it did, at most 15 minutes ago; now when `None`.
    pub authenticated_at: Option<Timestamp>,
    /// What the host knows of the sign-in.
    pub context: SignInContext,
}

impl App {
    /// Goes on after a first factor that the host checked with its own user table: creates or finds the user by
    /// `subject`, lets the policies decide, and asks for a second factor where they require one.
    ///
    /// # Errors
    /// `invalid_argument` naming the field; `storage`.
    pub fn begin_second_factor(&self, sign_in: &ExternalSignIn) -> Result<Step> {
        sign_in.context.validate()?;
        check_subject("subject", &sign_in.subject)?;
        if sign_in.amr.is_empty() {
            return Err(Error::invalid("amr", "must name the first factor, such as pwd"));
        }
        if let Some(word) = sign_in.amr.iter().position(|word| !EXTERNAL_AMR.contains(&word.as_str())) {
            return Err(Error::invalid(format!("amr[{word}]"), "is not a first factor this engine knows"));
        }
        let email = match &sign_in.email {
            Some(email) => Some(super::parse_email(email)?),
            None => None,
        };
        let context = self.engine.locate(&self.tenant_id, &sign_in.context)?;
        self.write(|call| {
            let at = sign_in.authenticated_at.unwrap_or(call.now);
            if at > call.now + CLOCK_TOLERANCE || at < call.now - EXTERNAL_LIFETIME {
                return Err(Error::invalid("authenticated_at", "must be within the last 15 minutes"));
            }
            let user = call.external_user(sign_in, email.as_ref())?;
            let mut journey = self.begin(
                call,
                SignInKind::SecondFactor,
                Some(user.user.id.clone()),
                email.as_ref(),
                &context,
            )?;
            if user.user.state == UserState::Disabled {
                journey.outcome(SignInResult::Blocked, 50_057, Some("the account is disabled"));
                return call.deny(&mut journey, Denial::BlockedByPolicy { policies: Vec::new() });
            }
            journey.note(at, "external", Some(sign_in.amr.join(" ")), true, "checked by the host");
            journey.state.external_amr = sign_in.amr.clone();
            journey.state.shown.push(UsedMethod::external(&sign_in.amr, at));
            call.proceed(&mut journey, &user)
        })
    }

    /// Answers `MethodRequired`: sends a code by the chosen method.
    ///
    /// # Errors
    /// `invalid_argument{method_id}` for one that was not offered; `storage`.
    pub fn request_challenge(&self, token: &str, method_id: &str) -> Result<Step> {
        self.step(token, &[Waiting::Method], |call, journey, _| {
            let user = call.user_of(journey)?;
            let addresses = addresses(call.tx, call.tenant_id(), &user)?;
            let chosen = addresses.iter().find(|method| method.id == method_id);
            let chosen =
                chosen.ok_or_else(|| Error::invalid("method_id", "is not one of the methods offered"))?;
            let address = stored(&chosen.address)?;
            call.send_code(journey, CodePurpose::SecondFactor, &address, Some(&user.user), false)
        })
    }

    /// Answers `RegistrationRequired`: sends a code to `target`, which becomes the user's method once the code is
    /// entered.
    ///
    /// # Errors
    /// `invalid_argument{kind}` for a kind that was not offered; `storage`.
    pub fn register_method(&self, token: &str, kind: MethodKind, target: &str) -> Result<Step> {
        if !REGISTRABLE.contains(&kind) {
            return Err(Error::invalid("kind", "cannot be registered here"));
        }
        self.step(token, &[Waiting::Registration], |call, journey, token| {
            let user = call.user_of(journey)?;
            if !addresses(call.tx, call.tenant_id(), &user)?.is_empty() {
                // Registered meanwhile: that method is asked for, and a first factor alone adds no other.
                return call.proceed(journey, &user);
            }
            if let Some(refused) = call.may_register(journey, &call.person(&user)?)? {
                return Ok(refused);
            }
            match EmailAddress::parse(target) {
                Some(address) => {
                    call.send_code(journey, CodePurpose::Registration, &address, Some(&user.user), false)
                }
                None => call.draw(journey, token, Some(Problem::TargetRejected)),
            }
        })
    }
}

impl Call<'_> {
    /// Asks for a second factor by email, or says why there is none.
    pub(super) fn ask_second_factor(
        &self,
        journey: &mut Journey,
        person: &Person<'_>,
        evidence: &Evidence,
        decision: &Decision,
    ) -> Result<Step> {
        let user = person.user;
        let taken = || evidence.with_email_code().is_some_and(|code| decision.strengths_take(code));
        let why = match self.no_second_factor(person, evidence) {
            None | Some(NoMethodReason::NoMailer) if !taken() => Some(NoMethodReason::StrengthNotMet),
            why => why,
        };
        if let Some(why) = why {
            journey.outcome(SignInResult::Failure, 50_079, Some("no method can serve as the second factor"));
            return self.deny(journey, Denial::NoUsableMethod { why });
        }
        let subject = Subject::User(user.user.id.clone());
        let locked = guard::second_factor_lock(self.engine, self.tx, self.tenant_id(), &subject, self.now)?;
        if locked > 0 {
            journey.outcome(SignInResult::Failure, 50_053, Some("too many wrong codes"));
            return self.deny(journey, Denial::TooManyAttempts { retry_after_ms: locked });
        }
        journey.outcome(SignInResult::Interrupted, 50_074, Some("a second factor is required"));
        let addresses = addresses(self.tx, self.tenant_id(), user)?;
        match addresses.as_slice() {
            [] => {
                if let Some(refused) = self.may_register(journey, person)? {
                    return Ok(refused);
                }
                let token = self.wait_for(journey, Waiting::Registration)?;
                self.draw(journey, token, None)
            }
            [only] => self.send_code(
                journey,
                CodePurpose::SecondFactor,
                &stored(&only.address)?,
                Some(&user.user),
                false,
            ),
            _ => {
                let token = self.wait_for(journey, Waiting::Method)?;
                self.draw(journey, token, None)
            }
        }
    }

    /// Why a code by email cannot be the second factor, whatever the policies take; `None` when it can.
    pub(super) fn no_second_factor(
        &self,
        person: &Person<'_>,
        evidence: &Evidence,
    ) -> Option<NoMethodReason> {
        let shown = evidence.methods();
        let by_email = shown.iter().any(|shown| shown.channel == "email");
        if by_email && shown.iter().all(|shown| shown.channel == "email") {
            Some(NoMethodReason::EmailOtpWasFirstFactor)
        } else if !self.email_counts(person) {
            Some(NoMethodReason::NoMethodEnabled)
        } else if by_email {
            // The mailbox was shown, and a policy still asks: it cannot count twice.
            Some(NoMethodReason::EmailOtpWasFirstFactor)
        } else if self.engine.mailer.is_none() {
            Some(NoMethodReason::NoMailer)
        } else {
            None
        }
    }

    /// The methods that a journey's user may choose from.
    pub(super) fn method_options(&self, journey: &Journey) -> Result<Vec<MethodOption>> {
        let addresses = addresses(self.tx, self.tenant_id(), &self.user_of(journey)?)?;
        Ok(addresses
            .into_iter()
            .map(|method| MethodOption {
                id: method.id,
                kind: MethodKind::EmailOtp,
                hint: masked(&method.address),
            })
            .collect())
    }

    /// Makes an address that was just proven the user's first method; says whether it is one of theirs now. A first
    /// factor alone adds none to those that another journey has registered meanwhile.
    pub(super) fn register_address(&self, user: &UserRow, challenge: &Challenge) -> Result<bool> {
        let addresses = addresses(self.tx, self.tenant_id(), user)?;
        if !addresses.is_empty() {
            let same = |method: &EmailMethod| {
                EmailAddress::parse(&method.address).is_some_and(|a| a.canonical == challenge.canonical)
            };
            return Ok(addresses.iter().any(same));
        }
        let method = EmailMethod {
            id: crypto::new_id(self.now)?,
            address: challenge.address.clone(),
            is_account_email: false,
            verified: true,
        };
        let (tenant_id, user_id) = (self.tenant_id(), &user.user.id);
        rows::insert_email_method(self.tx, tenant_id, user_id, &method, &challenge.canonical, self.now)?;
        Ok(true)
    }

    /// The user of a journey that has one.
    pub(super) fn user_of(&self, journey: &Journey) -> Result<UserRow> {
        let id = journey.user_id.as_deref().ok_or_else(|| Error::internal("a journey without a user"))?;
        rows::find_user(self.tx, self.tenant_id(), id)
    }

    fn external_user(&self, sign_in: &ExternalSignIn, email: Option<&EmailAddress>) -> Result<UserRow> {
        if let Some(row) = rows::user_by_subject(self.tx, self.tenant_id(), &sign_in.subject)? {
            return Ok(row);
        }
        let user = User {
            id: crypto::new_id(self.now)?,
            email: None,
            external_subject: Some(sign_in.subject.clone()),
            display_name: None,
            state: UserState::Active,
            has_password: false,
            attributes: Default::default(),
            locale: sign_in.context.locale.clone(),
            created_at: self.now,
        };
        rows::insert_user(self.tx, self.tenant_id(), &user, None, false, None)?;
        // The host vouches for the address, which is a method only: it is no name to sign in with.
        if let Some(email) = email {
            let method = EmailMethod {
                id: crypto::new_id(self.now)?,
                address: email.original.clone(),
                is_account_email: false,
                verified: false,
            };
            rows::insert_email_method(
                self.tx,
                self.tenant_id(),
                &user.id,
                &method,
                &email.canonical,
                self.now,
            )?;
        }
        rows::find_user(self.tx, self.tenant_id(), &user.id)
    }
}

pub(super) fn stored(address: &str) -> Result<EmailAddress> {
    EmailAddress::parse(address).ok_or_else(|| Error::internal("a stored address is none"))
}
