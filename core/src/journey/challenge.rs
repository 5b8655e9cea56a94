//! Codes: sending one, sending another, and checking what comes back.

use super::state::{Challenge, Journey, STEP_LIFETIME, Waiting};
use super::step::{Channel, CodePurpose, Denial, Problem, Step};
use super::{App, Call, LONGEST_INPUT};
use crate::clock::{MINUTE, alive};
use crate::crypto::{self, Secret};
use crate::directory::email::EmailAddress;
use crate::directory::records::User;
use crate::error::{Error, Result};
use crate::guard::{self, Admission};
use crate::mail::{self, Letter, MailPurpose, choose_language, masked, outbox};
use crate::record::SignInResult;
use crate::session::UsedMethod;
use crate::store::journeys::{self as rows, CodeRow};
use crate::store::{self};

impl App {
    /// Answers `CodeRequired`. Spaces and hyphens in the code do not matter.
    ///
    /// The try is counted before anything is compared, against this code and against the user's budget over all
    /// journeys.
    ///
    /// # Errors
    /// `storage`.
    pub fn submit_code(&self, token: &str, code: &str) -> Result<Step> {
        let typed = tidy(code);
        self.step(token, &[Waiting::Code], |call, journey, token| {
            call.check_code(self, journey, token, &typed)
        })
    }

    /// Sends another code, which makes the earlier ones worthless.
    ///
    /// # Errors
    /// `storage`.
    pub fn resend_code(&self, token: &str) -> Result<Step> {
        self.step(token, &[Waiting::Code], |call, journey, token| {
            let challenge = journey.challenge()?.clone();
            let wait = challenge.resend_after - call.now;
            if wait > 0 {
                return call.draw(journey, token, Some(Problem::ResendTooSoon { retry_after_ms: wait }));
            }
            if journey.state.sends >= call.engine.limits.sends_per_journey {
                let problem = Problem::SendLimitReached { retry_after_ms: None };
                return call.draw(journey, token, Some(problem));
            }
            let address = EmailAddress::parse(&challenge.address)
                .ok_or_else(|| Error::internal("a stored address is none"))?;
            let Challenge { purpose, decoy, locale, .. } = challenge;
            let problem = match call.dispatch(journey, purpose, &address, decoy, locale)? {
                Admission::Granted => None,
                Admission::Refused { retry_after_ms } => {
                    Some(Problem::SendLimitReached { retry_after_ms: Some(retry_after_ms) })
                }
            };
            call.draw(journey, token, problem)
        })
    }
}

impl Journey {
    pub(super) fn challenge(&self) -> Result<&Challenge> {
        self.state.challenge.as_ref().ok_or_else(|| Error::internal("a code step without a code"))
    }
}

impl Call<'_> {
    /// Sends the first code for a purpose and waits for it. `user` is whom the letter is for.
    pub(super) fn send_code(
        &self,
        journey: &mut Journey,
        purpose: CodePurpose,
        address: &EmailAddress,
        user: Option<&User>,
        decoy: bool,
    ) -> Result<Step> {
        let known = user.and_then(|user| user.locale.as_deref());
        let wanted = known.or(journey.state.context.locale.as_deref()).unwrap_or_default();
        let locale = choose_language(&[wanted, &self.config.settings.default_locale]).to_owned();
        let token = journey.renew(Waiting::Code, self.now)?;
        if let Admission::Refused { retry_after_ms } =
            self.dispatch(journey, purpose, address, decoy, locale)?
        {
            journey.outcome(SignInResult::Failure, 50_087, Some("too many codes were sent to this address"));
            return self.deny(journey, Denial::TooManyAttempts { retry_after_ms });
        }
        self.draw(journey, token, None)
    }

    /// Makes a code and its letter, if the limits of the address and the network allow one more, and stores the
    /// journey with them.
    fn dispatch(
        &self,
        journey: &mut Journey,
        purpose: CodePurpose,
        address: &EmailAddress,
        decoy: bool,
        locale: String,
    ) -> Result<Admission> {
        let message_id = crypto::new_id(self.now)?;
        let admission = guard::admit_send(
            self.engine,
            self.tx,
            self.tenant_id(),
            &address.canonical,
            &journey.state.context,
            &message_id,
            self.now,
        )?;
        if admission != Admission::Granted {
            return Ok(admission);
        }
        let length = self.config.settings.code_length;
        let code = crypto::new_code(length)?;
        let expires_at = journey.expires_at.min(self.now + self.engine.limits.code_lifetime_ms);
        let challenge = Challenge {
            purpose,
            address: address.original.clone(),
            canonical: address.canonical.clone(),
            masked: masked(&address.canonical),
            locale,
            number: journey.state.sends,
            length,
            reference: crypto::new_reference()?,
            resend_after: self.now + self.engine.limits.resend_after_ms,
            expires_at,
            decoy,
        };
        let row = CodeRow {
            number: challenge.number,
            code_mac: self.code_mac(journey, &challenge, code.expose()).to_vec(),
            reference: challenge.reference.clone(),
            created_at: self.now,
            expires_at,
        };
        // A sign-up for an address that has an account tells its owner so; any other decoy is never sent.
        let exists = decoy && purpose == CodePurpose::SignUp;
        let letter = self.letter(journey, &challenge, if exists { None } else { Some(code) }, message_id)?;
        journey.state.sends += 1;
        journey.state.challenge = Some(challenge);
        journey.step_expires_at = journey.expires_at.min(self.now + STEP_LIFETIME);
        // The row of the code hangs on the journey's.
        self.keep(journey)?;
        if row.number > 0 {
            rows::supersede(self.tx, self.tenant_id(), &journey.id)?;
            store::outbox::withdraw(self.tx, self.tenant_id(), &journey.id)?;
        }
        rows::insert_code(self.tx, self.tenant_id(), &journey.id, &row)?;
        outbox::post(
            self.engine,
            self.tx,
            &letter,
            &journey.id,
            if exists { -1 } else { i64::from(row.number) },
            decoy && !exists,
            expires_at,
            self.now,
        )?;
        Ok(Admission::Granted)
    }

    fn letter(
        &self,
        journey: &Journey,
        challenge: &Challenge,
        code: Option<Secret>,
        message_id: String,
    ) -> Result<Letter> {
        let settings = &self.config.settings;
        let purpose = match (challenge.purpose, &code) {
            (_, None) => MailPurpose::AccountExists,
            (CodePurpose::SignIn, _) => MailPurpose::SignIn,
            (CodePurpose::SecondFactor, _) => MailPurpose::SecondFactor,
            (CodePurpose::SignUp, _) => MailPurpose::SignUp,
            (CodePurpose::Registration, _) => MailPurpose::Registration,
        };
        Ok(Letter {
            purpose,
            to: challenge.address.clone(),
            reference: code.as_ref().map(|_| challenge.reference.clone()),
            code: code.map(|code| code.expose().to_owned()),
            minutes: u32::try_from((challenge.expires_at - self.now) / MINUTE)?,
            tenant_name: self.config.display_name.clone(),
            app_name: journey.record.app_name.clone(),
            sender_name: settings.sender_name.clone().unwrap_or_else(|| self.config.display_name.clone()),
            sender_address: settings.sender_address.clone(),
            masked_account: challenge.masked.clone(),
            locale: challenge.locale.clone(),
            tenant_id: self.tenant_id().to_owned(),
            message_id,
        })
    }

    /// What the database keeps of a code: worth nothing in another tenant, app, user, journey, purpose or mailbox.
    pub(super) fn code_mac(&self, journey: &Journey, challenge: &Challenge, code: &str) -> [u8; 32] {
        self.engine.keys.code.mac(&[
            self.tenant_id(),
            &journey.client_id,
            journey.user_id.as_deref().unwrap_or_default(),
            &journey.id,
            challenge.purpose.as_str(),
            Channel::Email.as_str(),
            &challenge.canonical,
            code,
        ])
    }

    fn check_code(&self, app: &App, journey: &mut Journey, token: Secret, typed: &str) -> Result<Step> {
        let challenge = journey.challenge()?.clone();
        let limit = self.engine.limits.tries_per_code;
        let issued_at = challenge.resend_after - self.engine.limits.resend_after_ms;
        if !alive(self.now, issued_at, challenge.expires_at) {
            return self.draw(journey, token, Some(Problem::CodeExpired));
        }
        let taken =
            rows::take_try(self.tx, self.tenant_id(), &journey.id, challenge.number, limit, self.now)?;
        let Some(taken) = taken else {
            // Nothing is compared any more, so nothing is charged.
            return self.draw(journey, token, Some(Problem::InvalidCode { tries_left: 0 }));
        };
        let subject = journey.subject();
        let locked = guard::second_factor_lock(self.engine, self.tx, self.tenant_id(), &subject, self.now)?;
        if locked > 0 {
            return self.deny_guessing(journey, locked);
        }
        let mac = self.code_mac(journey, &challenge, typed);
        let right = crypto::equal(&mac, &taken.code_mac) && !challenge.decoy;
        let detail = Some(challenge.masked.clone());
        if right && rows::spend_code(self.tx, self.tenant_id(), &journey.id, challenge.number)? {
            guard::code_succeeded(self.engine, self.tx, self.tenant_id(), &subject)?;
            journey.note(self.now, "email_otp", detail, true, "correct code");
            return self.code_proven(app, journey, &challenge);
        }
        let event = crypto::new_id(self.now)?;
        let counted = guard::code_failed(self.engine, self.tx, self.tenant_id(), &subject, &event, self.now)?;
        if let Admission::Refused { retry_after_ms } = counted {
            return self.deny_guessing(journey, retry_after_ms);
        }
        let context = &journey.state.context;
        guard::network_failed(self.engine, self.tx, self.tenant_id(), context, &event, self.now)?;
        let earlier = rows::superseded(self.tx, self.tenant_id(), &journey.id)?;
        let superseded = earlier.iter().any(|old| crypto::equal(&mac, old)) && !challenge.decoy;
        let tries_left = limit.saturating_sub(taken.tries);
        let (problem, why) = if superseded {
            (Problem::CodeSuperseded { tries_left }, "a code that a newer one had replaced")
        } else {
            (Problem::InvalidCode { tries_left }, "wrong code")
        };
        journey.note(self.now, "email_otp", detail, false, why);
        journey.outcome(SignInResult::Failure, 500_121, Some(why));
        self.keep(journey)?;
        self.draw(journey, token, Some(problem))
    }

    fn deny_guessing(&self, journey: &mut Journey, retry_after_ms: i64) -> Result<Step> {
        journey.outcome(SignInResult::Failure, 50_053, Some("too many wrong codes"));
        self.deny(journey, Denial::TooManyAttempts { retry_after_ms })
    }

    pub(super) fn code_proven(
        &self,
        app: &App,
        journey: &mut Journey,
        challenge: &Challenge,
    ) -> Result<Step> {
        journey.state.challenge = None;
        journey.outcome(SignInResult::Interrupted, 0, None);
        let shown = UsedMethod::email_code(Some(masked(&challenge.address)), self.now);
        match challenge.purpose {
            CodePurpose::SignUp => self.address_proven(app, journey),
            CodePurpose::SignIn | CodePurpose::SecondFactor => {
                let user = self.user_of(journey)?;
                // An account's own address is known to be good after the first time.
                let known = user.email_verified && user.user.email.as_deref() == Some(&*challenge.address);
                if !known {
                    store::directory::set_email_verified(
                        self.tx,
                        self.tenant_id(),
                        &user.user.id,
                        &challenge.canonical,
                    )?;
                }
                journey.state.shown.push(shown);
                self.proceed(journey, &user)
            }
            CodePurpose::Registration => {
                let user = self.user_of(journey)?;
                // The policies may have changed since the code was sent.
                if let Some(refused) = self.may_register(journey, &self.person(&user)?)? {
                    return Ok(refused);
                }
                if self.register_address(&user, challenge)? {
                    journey.state.shown.push(shown);
                }
                self.proceed(journey, &user)
            }
        }
    }

    pub(super) fn draw_code(
        &self,
        journey: &Journey,
        token: Secret,
        problem: Option<Problem>,
    ) -> Result<Step> {
        let challenge = journey.challenge()?;
        Ok(Step::CodeRequired {
            token,
            purpose: challenge.purpose,
            channel: Channel::Email,
            masked_target: challenge.masked.clone(),
            code_length: challenge.length,
            resend_after: challenge.resend_after,
            expires_at: challenge.expires_at,
            reference: challenge.reference.clone(),
            problem,
        })
    }

    /// Says that a letter could not be delivered, but only where a first factor was shown: to anybody else it would
    /// tell whether there is an account.
    pub(super) fn delivery_problem(&self, journey: &Journey) -> Result<Option<Problem>> {
        if journey.waiting != Waiting::Code || journey.state.shown.is_empty() {
            return Ok(None);
        }
        let number = journey.challenge()?.number;
        let failed = rows::delivery_failed(self.tx, self.tenant_id(), &journey.id, number)?;
        let retry_after_ms = mail::outbox::wait_after(1);
        Ok(if failed { Some(Problem::MailFailed { retry_after_ms }) } else { None })
    }
}

/// What was typed, without what people add when they copy: spaces, hyphens and invisible direction marks.
fn tidy(code: &str) -> zeroize::Zeroizing<String> {
    let kept = code.chars().filter(|c| {
        !c.is_whitespace()
            && !matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
    });
    // Anything too long is a wrong code like any other.
    if code.len() > LONGEST_INPUT { Default::default() } else { zeroize::Zeroizing::new(kept.collect()) }
}
