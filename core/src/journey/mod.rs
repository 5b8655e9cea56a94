//! Journeys: running sign-ups, sign-ins and second factors. [`App`] is the handle that people's calls go through.
//!
//! Each call reads what it needs, does its slow work with nothing held, and then decides and writes everything in one
//! transaction: journey, code, counters and record.

mod challenge;
#[cfg(test)]
mod enumeration_tests;
pub(crate) mod evidence;
mod finish;
mod second_factor;
mod sign_in;
mod sign_up;
pub(crate) mod state;
pub(crate) mod step;
mod step_up;
mod terms;
#[cfg(feature = "test-unguarded")]
mod unguarded;

use std::sync::Arc;

use crate::access::SignInContext;
use crate::clock::{Timestamp, alive};
use crate::crypto::{self, Secret};
use crate::directory::email::{EmailAddress, parse_email};
use crate::engine::Inner;
use crate::error::Result;
use crate::guard::Subject;
use crate::record::{AuthenticationDetail, ConditionalAccessStatus, SignIn, SignInKind, SignInResult};
use crate::store::{self, Tx};
use crate::tenant::Tenant;
use crate::tenant::config::TenantConfig;

pub use second_factor::ExternalSignIn;
use state::{Journey, STEP_LIFETIME, State, Waiting, lifetime};
use step::{Denial, Problem, Step};

const TOKEN_PREFIX: &str = "dsj_";

/// The longest text a caller may submit for a password, code or token, in bytes.
pub(crate) const LONGEST_INPUT: usize = 1_024;

/// An app as the people who sign in to it see it. Cheap to clone; needs no role.
#[derive(Clone)]
pub struct App {
    engine: Arc<Inner>,
    tenant_id: String,
    client_id: String,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("client_id", &self.client_id).finish()
    }
}

impl Tenant {
    /// The app with this client id, to run journeys on.
    ///
    /// # Errors
    /// `not_found{app}`.
    pub fn app(&self, client_id: &str) -> Result<App> {
        self.engine.store.read(|tx| store::directory::find_app(tx, self.id(), client_id))?;
        Ok(App {
            engine: Arc::clone(&self.engine),
            tenant_id: self.id().to_owned(),
            client_id: client_id.to_owned(),
        })
    }
}

/// Everything one call works with inside its transaction.
struct Call<'a> {
    engine: &'a Inner,
    tx: Tx<'a>,
    config: &'a TenantConfig,
    now: Timestamp,
}

/// What a journey is looked for by its token: found, or ended.
enum Found {
    Waiting(Box<Journey>),
    Ended,
}

impl App {
    /// The client id.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The step that a token waits at, to draw a page again. Changes nothing.
    ///
    /// # Errors
    /// `storage`.
    pub fn resume(&self, token: &str) -> Result<Step> {
        self.read(|call| {
            let found = self.find(call, token)?.filter(|journey| call.is_current(journey, token));
            let Some(journey) = found else { return Ok(ended()) };
            if !call.may_go_on(&journey)? {
                return Ok(ended());
            }
            let problem = call.delivery_problem(&journey)?;
            call.draw(&journey, Secret::new(token.to_owned()), problem)
        })
    }

    /// Ends a journey and wipes it. A token that is unknown or spent changes nothing.
    ///
    /// # Errors
    /// `storage`.
    pub fn cancel(&self, token: &str) -> Result<()> {
        self.write(|call| {
            let found = self.find(call, token)?.filter(|journey| call.is_current(journey, token));
            if let Some(mut journey) = found {
                journey.outcome(SignInResult::Interrupted, 0, Some("canceled"));
                call.end(&mut journey)?;
            }
            Ok(())
        })
    }

    /// Runs `work` on one snapshot.
    fn read<T>(&self, work: impl FnOnce(&Call<'_>) -> Result<T>) -> Result<T> {
        let now = self.engine.now();
        self.engine.store.glance(|tx| {
            let config = self.engine.configs.get(tx, &self.tenant_id)?;
            work(&Call { engine: &self.engine, tx, config: &config, now })
        })
    }

    /// Runs `work` in one write transaction, then lets the mail go.
    fn write<T>(&self, work: impl FnOnce(&Call<'_>) -> Result<T>) -> Result<T> {
        let now = self.engine.now();
        let result = self.engine.store.write(|tx| {
            self.engine.mark_time(tx, now)?;
            let config = self.engine.configs.get(tx, &self.tenant_id)?;
            work(&Call { engine: &self.engine, tx, config: &config, now })
        });
        self.engine.courier.notify();
        result
    }

    /// Runs `work` on the journey of `token` if it waits for `waiting`. A token that was spent ends its journey.
    fn step(
        &self,
        token: &str,
        waiting: &[Waiting],
        work: impl FnOnce(&Call<'_>, &mut Journey, Secret) -> Result<Step>,
    ) -> Result<Step> {
        self.write(|call| match self.take(call, token)? {
            Found::Waiting(mut journey) if waiting.contains(&journey.waiting) => {
                work(call, &mut journey, Secret::new(token.to_owned()))
            }
            // The right token at the wrong call: the journey waits on, and says for what.
            Found::Waiting(journey) => call.draw(&journey, Secret::new(token.to_owned()), None),
            Found::Ended => Ok(ended()),
        })
    }

    /// The journey of `token`, which is ended when the token was spent or it ran out.
    fn take(&self, call: &Call<'_>, token: &str) -> Result<Found> {
        let Some(mut journey) = self.find(call, token)? else { return Ok(Found::Ended) };
        if call.is_current(&journey, token) {
            if call.may_go_on(&journey)? {
                return Ok(Found::Waiting(Box::new(journey)));
            }
            journey.outcome(SignInResult::Failure, 50_132, Some("the session has ended"));
            call.end(&mut journey)?;
            return Ok(Found::Ended);
        }
        let spent = !journey.holds(token);
        journey.record.result = SignInResult::Interrupted;
        journey.record.failure_reason =
            Some(if spent { "a continuation token was used twice" } else { "expired" }.into());
        call.end(&mut journey)?;
        Ok(Found::Ended)
    }

    /// The journey that a token belongs or belonged to, if it is of this tenant and app.
    fn find(&self, call: &Call<'_>, token: &str) -> Result<Option<Journey>> {
        let Some(id) = crypto::named_in_token(TOKEN_PREFIX, token) else { return Ok(None) };
        let found = store::journeys::find(call.tx, &self.tenant_id, &id)?;
        Ok(found.filter(|journey| {
            journey.client_id == self.client_id && (journey.holds(token) || journey.held(token))
        }))
    }

    /// A journey that begins now. It is not stored until it waits for something.
    fn begin(
        &self,
        call: &Call<'_>,
        kind: SignInKind,
        user_id: Option<String>,
        address: Option<&EmailAddress>,
        context: &SignInContext,
    ) -> Result<Journey> {
        let id = crypto::new_id(call.now)?;
        let record = SignIn {
            id: id.clone(),
            kind,
            created_at: call.now,
            updated_at: call.now,
            user_id: user_id.clone(),
            user_email: address.map(|address| address.original.clone()),
            client_id: self.client_id.clone(),
            app_name: call.config.app(&self.client_id)?.name.clone(),
            ip: context.ip.clone(),
            user_agent: context.user_agent.clone(),
            context: context.clone(),
            auth_context: None,
            result: SignInResult::Interrupted,
            error_code: 0,
            failure_reason: None,
            conditional_access: ConditionalAccessStatus::NotApplied,
            policies: Vec::new(),
            requirement: "singleFactorAuthentication".into(),
            details: Vec::new(),
            session_id: None,
        };
        let state = State {
            canonical: address.map(|a| a.canonical.clone()).unwrap_or_default(),
            original: address.map(|a| a.original.clone()).unwrap_or_default(),
            context: context.clone(),
            unlocated: call.leaves_unlocated(context),
            shown: Vec::new(),
            external_amr: Vec::new(),
            challenge: None,
            sends: 0,
            new_password_hash: None,
            new_attributes: Default::default(),
            upgrade: None,
            terms: Vec::new(),
            password_changed: false,
            spent: Vec::new(),
        };
        Ok(Journey {
            id,
            client_id: self.client_id.clone(),
            user_id,
            waiting: Waiting::Password,
            state,
            record,
            token_hash: Vec::new(),
            created_at: call.now,
            step_expires_at: call.now,
            expires_at: call.now + lifetime(kind),
            stored: false,
        })
    }
}

impl Journey {
    /// Whether `token` is its current one.
    fn holds(&self, token: &str) -> bool {
        crypto::equal(&self.token_hash, &crypto::token_hash(token))
    }

    /// Whether `token` was one of its earlier ones.
    fn held(&self, token: &str) -> bool {
        let trace = trace(&crypto::token_hash(token));
        self.state.spent.iter().any(|spent| crypto::equal(spent.as_bytes(), trace.as_bytes()))
    }

    /// Gives it a new token, which makes the current one spent.
    fn renew(&mut self, waiting: Waiting, now: Timestamp) -> Result<Secret> {
        let token = crypto::new_named_token(TOKEN_PREFIX, &self.id)?;
        if !self.token_hash.is_empty() {
            self.state.spent.push(trace(&self.token_hash));
        }
        self.token_hash = crypto::token_hash(token.expose()).to_vec();
        self.waiting = waiting;
        self.step_expires_at = self.expires_at.min(now + STEP_LIFETIME);
        Ok(token)
    }

    /// The authentication context that is asked for.
    fn context_wanted(&self) -> Option<&str> {
        self.state.upgrade.as_ref()?.auth_context.as_deref()
    }

    /// Whose tries are counted.
    fn subject(&self) -> Subject {
        Subject::of(self.user_id.as_deref(), &self.state.canonical)
    }

    /// Notes in the sign-in log what was tried and what came of it.
    fn note(&mut self, at: Timestamp, method: &str, detail: Option<String>, succeeded: bool, result: &str) {
        let first = self.record.details.iter().all(|d| !d.succeeded);
        self.record.details.push(AuthenticationDetail {
            at,
            method: method.into(),
            detail,
            succeeded,
            result: result.into(),
            requirement: if first { "primary" } else { "secondary" }.into(),
        });
    }

    /// Sets how the attempt stands, in the words of the sign-in log.
    fn outcome(&mut self, result: SignInResult, error_code: u32, reason: Option<&str>) {
        self.record.result = result;
        self.record.error_code = error_code;
        self.record.failure_reason = reason.map(str::to_owned);
    }
}

/// What is kept of a spent token: enough to know it again, of no use to anybody else.
fn trace(token_hash: &[u8]) -> String {
    crypto::hex(&token_hash[..token_hash.len().min(8)])
}

impl Call<'_> {
    fn tenant_id(&self) -> &str {
        &self.config.tenant_id
    }

    /// Whether the journey is alive and `token` its newest.
    fn is_current(&self, journey: &Journey, token: &str) -> bool {
        journey.holds(token)
            && alive(self.now, journey.created_at, journey.expires_at.min(journey.step_expires_at))
    }

    /// Makes the journey wait for `waiting` behind a new token, and stores it.
    fn wait_for(&self, journey: &mut Journey, waiting: Waiting) -> Result<Secret> {
        let token = journey.renew(waiting, self.now)?;
        self.keep(journey)?;
        Ok(token)
    }

    /// Stores the journey as it stands, with its log entry.
    fn keep(&self, journey: &mut Journey) -> Result<()> {
        let moved = self.log(journey)?;
        if journey.stored {
            return store::journeys::update(self.tx, self.tenant_id(), journey, moved);
        }
        journey.stored = true;
        store::journeys::insert(self.tx, self.tenant_id(), journey)
    }

    /// Ends the journey: nothing of it is left but its log entry.
    fn end(&self, journey: &mut Journey) -> Result<()> {
        self.log(journey)?;
        if !journey.stored {
            return Ok(());
        }
        journey.stored = false;
        store::journeys::delete(self.tx, self.tenant_id(), &journey.id)
    }

    /// Writes the log entry; says whether the journey has come to belong to another user.
    fn log(&self, journey: &mut Journey) -> Result<bool> {
        let record = &mut journey.record;
        let moved = record.user_id != journey.user_id;
        record.user_id.clone_from(&journey.user_id);
        record.updated_at = self.now;
        if journey.stored {
            store::records::update_sign_in(self.tx, self.tenant_id(), record, moved)?;
        } else {
            store::records::insert_sign_in(self.tx, self.tenant_id(), record)?;
        }
        Ok(moved)
    }

    /// Ends the journey without a session.
    fn deny(&self, journey: &mut Journey, reason: Denial) -> Result<Step> {
        self.end(journey)?;
        Ok(Step::Denied { reason })
    }

    /// The step a journey waits at.
    fn draw(&self, journey: &Journey, token: Secret, problem: Option<Problem>) -> Result<Step> {
        Ok(match journey.waiting {
            Waiting::Password => Step::PasswordRequired { token, problem },
            Waiting::Code => self.draw_code(journey, token, problem)?,
            Waiting::Method => {
                Step::MethodRequired { token, methods: self.method_options(journey)?, problem }
            }
            Waiting::Registration => {
                Step::RegistrationRequired { token, kinds: second_factor::REGISTRABLE.to_vec(), problem }
            }
            Waiting::NewPassword => {
                Step::NewPasswordRequired { token, rules: self.config.settings.password_rules(), problem }
            }
            Waiting::Attributes => {
                let flow = self.config.flow_of(&journey.client_id);
                let attributes = flow.map(|flow| flow.attributes.clone()).unwrap_or_default();
                Step::AttributesRequired { token, attributes, problem }
            }
            Waiting::Terms => Step::TermsRequired { token, terms: journey.state.terms.clone(), problem },
        })
    }
}

fn ended() -> Step {
    Step::Denied { reason: Denial::JourneyEnded }
}
