//! Sign-in: the first factor, with the same work and the same answer for every kind of account.

use zeroize::Zeroizing;

use super::state::{Journey, Waiting};
use super::step::{CodePurpose, Denial, Problem, Step};
use super::{App, Call, LONGEST_INPUT, parse_email, sign_up};
use crate::access::SignInContext;
use crate::crypto::{self, Secret};
use crate::directory::email::EmailAddress;
use crate::directory::hasher::Verdict;
use crate::directory::password;
use crate::directory::records::UserState;
use crate::error::{Error, Result};
use crate::flow::user_flow::IdentityProvider;
use crate::guard::{self, Lane, Subject};
use crate::method::configuration::MethodKind;
use crate::record::{SignInKind, SignInResult};
use crate::session::UsedMethod;
use crate::store;
use crate::store::directory::UserRow;

/// Whom a password could open.
pub(super) struct Candidate {
    pub(super) user: Option<UserRow>,
    /// Whether the account and the methods policy let it sign in with a password.
    eligible: bool,
}

/// The password that a journey waits for.
enum Expected {
    /// Of an account, if there is one.
    Known(Candidate),
    /// Of an account to be.
    New(sign_up::Words),
    /// In place of an account's old one.
    Changed(sign_up::Words, Box<UserRow>),
}

/// What the slow part of a password check found, before anything was written.
pub(super) struct Checked {
    user: Option<UserRow>,
    /// The normalized password; `None` when no password can look like it.
    password: Option<Zeroizing<String>>,
    matches: bool,
    /// A hash of the same password at today's cost.
    rehashed: Option<String>,
}

impl App {
    /// Begins a sign-in. What comes next depends on the app's user flow: with `email_password` the password, which
    /// may come along; with `email_otp` a code by mail.
    ///
    /// Unknown, disabled and locked accounts are answered like a wrong password, after the same work.
    ///
    /// # Errors
    /// `invalid_argument{email}` for what is no address, `invalid_argument{password}` in a flow without passwords,
    /// `invalid_argument{context.…}`; `not_found{user_flow}` when no flow serves the app; `busy`; `storage`.
    pub fn sign_in(&self, email: &str, password: Option<&str>, context: &SignInContext) -> Result<Step> {
        context.validate()?;
        let address = parse_email(email)?;
        let context = &*self.engine.locate(&self.tenant_id, context)?;
        let Some(password) = password else {
            return self.write(|call| match call.flow(self)?.identity_provider {
                IdentityProvider::EmailOtp => self.begin_with_code(call, &address, context),
                IdentityProvider::EmailPassword => self.begin_with_password(call, &address, context),
            });
        };
        let candidate = self.read(|call| match call.flow(self)?.identity_provider {
            IdentityProvider::EmailOtp => {
                Err(Error::invalid("password", "this app's user flow signs in with a code by email"))
            }
            IdentityProvider::EmailPassword => match call.refuse_network(context)? {
                Some(denied) => Ok(Err(denied)),
                None => Ok(Ok(call.candidate(&address.canonical)?)),
            },
        })?;
        let checked = match candidate {
            Ok(candidate) => self.compare(candidate, password)?,
            Err(denied) => return Ok(denied),
        };
        self.write(|call| {
            if let Some(denied) = call.refuse_network(context)? {
                return Ok(denied);
            }
            let user_id = checked.user.as_ref().map(|row| row.user.id.clone());
            let mut journey = self.begin(call, SignInKind::SignIn, user_id, Some(&address), context)?;
            call.settle_password(&mut journey, None, &checked)
        })
    }

    /// Answers `PasswordRequired` and `NewPasswordRequired`.
    ///
    /// # Errors
    /// `busy` when every hashing slot stays taken; `storage`.
    pub fn submit_password(&self, token: &str, password: &str) -> Result<Step> {
        // What the journey waits for decides the slow work, which is done before the transaction.
        match self.read(|call| self.expected(call, token))? {
            Some(Expected::New(words)) => self.submit_new_password(token, password, &words, None),
            Some(Expected::Changed(words, user)) => {
                self.submit_new_password(token, password, &words, user.password_hash.as_deref())
            }
            Some(Expected::Known(candidate)) => {
                let checked = self.compare(candidate, password)?;
                self.step(token, &[Waiting::Password], |call, journey, token| {
                    if let Some(denied) = call.refuse_network(&journey.state.context)? {
                        return Ok(denied);
                    }
                    call.settle_password(journey, Some(token), &checked)
                })
            }
            // Every other journey is redrawn, or ended when its token was spent.
            None => self.step(token, &[], |call, journey, token| call.draw(journey, token, None)),
        }
    }

    /// What password a live token's journey waits for.
    fn expected(&self, call: &Call<'_>, token: &str) -> Result<Option<Expected>> {
        let found = self.find(call, token)?.filter(|journey| call.is_current(journey, token));
        let Some(journey) = found else { return Ok(None) };
        Ok(match journey.waiting {
            Waiting::Password => Some(Expected::Known(call.candidate_of(&journey)?)),
            Waiting::NewPassword => {
                let words = sign_up::Words {
                    canonical: journey.state.canonical.clone(),
                    tenant: call.config.display_name.clone(),
                    app: journey.record.app_name.clone(),
                    rules: call.config.settings.password_rules(),
                };
                Some(match journey.record.kind {
                    SignInKind::SignUp if journey.user_id.is_none() => Expected::New(words),
                    _ => Expected::Changed(words, Box::new(call.user_of(&journey)?)),
                })
            }
            _ => None,
        })
    }

    /// Compares a password, doing the same work whether or not there is an account that it could open.
    pub(super) fn compare(&self, candidate: Candidate, password: &str) -> Result<Checked> {
        let Candidate { user, eligible } = candidate;
        // Refused by its shape alone, so for every account alike, before any hash.
        let password = if password.len() > LONGEST_INPUT { None } else { password::normalize(password).ok() };
        let Some(normalized) = password else {
            return Ok(Checked { user, password: None, matches: false, rehashed: None });
        };
        let hash = user.as_ref().and_then(|row| row.password_hash.as_deref()).filter(|_| eligible);
        let (matches, rehashed) = match hash {
            Some(hash) => match self.engine.hasher.verify(&normalized, hash)? {
                Verdict::Match { needs_rehash: true } => (true, Some(self.engine.hasher.hash(&normalized)?)),
                Verdict::Match { needs_rehash: false } => (true, None),
                Verdict::Mismatch => (false, None),
            },
            None => {
                self.engine.hasher.verify_nothing(&normalized)?;
                (false, None)
            }
        };
        Ok(Checked { user, password: Some(normalized), matches, rehashed })
    }

    fn begin_with_password(
        &self,
        call: &Call<'_>,
        address: &EmailAddress,
        context: &SignInContext,
    ) -> Result<Step> {
        if let Some(denied) = call.refuse_network(context)? {
            return Ok(denied);
        }
        let user = store::directory::user_by_email(call.tx, call.tenant_id(), &address.canonical)?;
        let user_id = user.map(|row| row.user.id);
        let mut journey = self.begin(call, SignInKind::SignIn, user_id, Some(address), context)?;
        let token = call.wait_for(&mut journey, Waiting::Password)?;
        call.draw(&journey, token, None)
    }

    fn begin_with_code(
        &self,
        call: &Call<'_>,
        address: &EmailAddress,
        context: &SignInContext,
    ) -> Result<Step> {
        if let Some(denied) = call.refuse_network(context)? {
            return Ok(denied);
        }
        let user = store::directory::user_by_email(call.tx, call.tenant_id(), &address.canonical)?;
        let active = user.filter(|row| row.user.state == UserState::Active);
        let user_id = active.as_ref().map(|row| row.user.id.clone());
        let mut journey = self.begin(call, SignInKind::SignIn, user_id, Some(address), context)?;
        // The letter goes to the stored address, never to the one that was typed.
        let stored = active.as_ref().and_then(|row| row.user.email.as_deref());
        let target = stored.and_then(EmailAddress::parse).unwrap_or_else(|| address.clone());
        let decoy = stored.is_none();
        let user = active.as_ref().map(|row| &row.user);
        call.send_code(&mut journey, CodePurpose::SignIn, &target, user, decoy)
    }
}

impl Call<'_> {
    /// Whom an address may sign in as.
    pub(super) fn candidate(&self, canonical: &str) -> Result<Candidate> {
        self.eligible(store::directory::user_by_email(self.tx, self.tenant_id(), canonical)?)
    }

    /// Whom a password could open that a journey waits for. One that goes on from a session is its user's alone,
    /// whoever has the address by now.
    fn candidate_of(&self, journey: &Journey) -> Result<Candidate> {
        match journey.state.upgrade {
            Some(_) => self.eligible(Some(self.user_of(journey)?)),
            None => self.candidate(&journey.state.canonical),
        }
    }

    fn eligible(&self, user: Option<UserRow>) -> Result<Candidate> {
        // Looked up also for nobody, so that the work is the same.
        let id = user.as_ref().map_or("", |row| row.user.id.as_str());
        let groups = self.config.groups_of(self.tx, id)?;
        let eligible = user.as_ref().is_some_and(|row| {
            row.user.state == UserState::Active
                && self.config.method(MethodKind::Password).covers(&row.user.id, &groups)
        });
        Ok(Candidate { user, eligible })
    }

    /// The answer for a network that failed too often; nothing was looked up or written.
    pub(super) fn refuse_network(&self, context: &SignInContext) -> Result<Option<Step>> {
        let wait = guard::network_exhausted(self.engine, self.tx, self.tenant_id(), context, self.now)?;
        let reason = Denial::TooManyAttempts { retry_after_ms: wait };
        Ok(if wait > 0 { Some(Step::Denied { reason }) } else { None })
    }

    /// Decides over a checked password and writes all that follows. `token` is the one that was used, if any.
    pub(super) fn settle_password(
        &self,
        journey: &mut Journey,
        token: Option<Secret>,
        checked: &Checked,
    ) -> Result<Step> {
        let context = journey.state.context.clone();
        let canonical = journey.state.canonical.clone();
        let subject = Subject::of(checked.user.as_ref().map(|row| row.user.id.as_str()), &canonical);
        let lane = Lane::of(self.engine, self.tx, self.tenant_id(), &subject, &context)?;
        let locked =
            guard::lock_remaining(self.engine, self.tx, self.tenant_id(), &subject, lane, self.now)? > 0;
        // Read again inside the transaction: a password changed or an account disabled meanwhile counts.
        let user = self.still_the_same(checked)?;
        match user {
            Some(row) if checked.matches && !locked => {
                guard::password_succeeded(
                    self.engine,
                    self.tx,
                    self.tenant_id(),
                    &subject,
                    lane,
                    &context,
                    self.now,
                )?;
                if let (Some(old), Some(new)) = (&row.password_hash, &checked.rehashed) {
                    store::directory::rehash_password(self.tx, self.tenant_id(), &row.user.id, old, new)?;
                }
                journey.user_id = Some(row.user.id.clone());
                journey.note(self.now, "password", None, true, "correct password");
                journey.state.shown.push(UsedMethod::password(self.now));
                self.proceed(journey, &row)
            }
            _ => {
                let password = checked.password.as_deref().map(String::as_str);
                if let Some(password) = password {
                    guard::password_failed(
                        self.engine,
                        self.tx,
                        self.tenant_id(),
                        &subject,
                        lane,
                        password,
                        self.now,
                    )?;
                }
                let event = crypto::new_id(self.now)?;
                guard::network_failed(self.engine, self.tx, self.tenant_id(), &context, &event, self.now)?;
                let (code, why) = match &checked.user {
                    _ if locked => (50053, "the account is locked after too many wrong passwords"),
                    None => (50034, "there is no such account"),
                    Some(row) if row.user.state == UserState::Disabled => (50057, "the account is disabled"),
                    Some(row) if row.password_hash.is_none() => (50056, "the account has no password"),
                    Some(_) => (50126, "wrong password"),
                };
                journey.note(self.now, "password", None, false, why);
                journey.outcome(SignInResult::Failure, code, Some(why));
                let token = match token {
                    Some(token) => {
                        self.keep(journey)?;
                        token
                    }
                    None => self.wait_for(journey, Waiting::Password)?,
                };
                self.draw(journey, token, Some(Problem::InvalidCredentials))
            }
        }
    }

    /// The user as it is now, unless what the password was compared with has changed.
    fn still_the_same(&self, checked: &Checked) -> Result<Option<UserRow>> {
        let id = checked.user.as_ref().map_or("", |row| row.user.id.as_str());
        let now = match store::directory::find_user(self.tx, self.tenant_id(), id) {
            Ok(row) => Some(row),
            Err(Error::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        let before = checked.user.as_ref().and_then(|row| row.password_hash.as_ref());
        Ok(now.filter(|row| row.user.state == UserState::Active && row.password_hash.as_ref() == before))
    }
}
