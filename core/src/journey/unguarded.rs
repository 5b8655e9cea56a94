//! Careless twins of calls, for tests only: they look in one transaction, act in another, and trust what they saw. An
//! attack that fails against the real calls proves something only if it succeeds against these.

use super::state::Waiting;
use super::step::{Problem, Step};
use super::{App, Call, ended};
use crate::access::SignInContext;
use crate::crypto::{self, Secret};
use crate::directory::hasher::Verdict;
use crate::directory::password;
use crate::error::{Error, Result};
use crate::guard;
use crate::record::SignInResult;
use crate::store::journeys as rows;
use crate::store::{self};

impl App {
    /// [`App::submit_code`] without single use, without the count of tries and without the budget of a user.
    #[doc(hidden)]
    pub fn submit_code_unguarded(&self, token: &str, code: &str) -> Result<Step> {
        let seen = self.read(|call| {
            let found = self.find(call, token)?.filter(|journey| call.is_current(journey, token));
            let Some(journey) = found.filter(|journey| journey.waiting == Waiting::Code) else {
                return Ok(None);
            };
            let challenge = journey.challenge()?.clone();
            let live = rows::live_code(call.tx, call.tenant_id(), &journey.id, challenge.number)?;
            let subject = journey.subject();
            let locked =
                guard::second_factor_lock(call.engine, call.tx, call.tenant_id(), &subject, call.now)?;
            Ok(live.filter(|_| locked == 0).map(|live| (journey, challenge, live)))
        })?;
        let Some((mut journey, challenge, live)) = seen else { return Ok(ended()) };
        linger();
        let limit = self.engine.limits.tries_per_code;
        self.write(|call| {
            if live.tries >= limit {
                return call.draw(
                    &journey,
                    Secret::new(token.into()),
                    Some(Problem::InvalidCode { tries_left: 0 }),
                );
            }
            let mac = call.code_mac(&journey, &challenge, code);
            if crypto::equal(&mac, &live.code_mac) {
                return call.code_proven(self, &mut journey, &challenge);
            }
            rows::set_tries(call.tx, call.tenant_id(), &journey.id, challenge.number, live.tries + 1)?;
            let (subject, event) = (journey.subject(), crypto::new_id(call.now)?);
            guard::code_failed(call.engine, call.tx, call.tenant_id(), &subject, &event, call.now)?;
            let tries_left = limit - live.tries - 1;
            call.draw(&journey, Secret::new(token.into()), Some(Problem::InvalidCode { tries_left }))
        })
    }

    /// [`App::submit_code`] that ends the journey in one transaction and begins the session in another.
    #[doc(hidden)]
    pub fn submit_code_in_two(&self, token: &str, code: &str) -> Result<Step> {
        self.write(|call| {
            let Some(mut journey) = self.find(call, token)? else { return Ok(()) };
            journey.outcome(SignInResult::Success, 0, None);
            journey.record.session_id = Some(crypto::new_id(call.now)?);
            call.log(&mut journey).map(|_| ())
        })?;
        linger();
        self.submit_code(token, code)
    }

    /// [`App::submit_password`] that takes a token which was used meanwhile.
    #[doc(hidden)]
    pub fn submit_password_unguarded(&self, token: &str, password: &str) -> Result<Step> {
        let seen = self.read(|call| {
            let found = self.find(call, token)?.filter(|journey| call.is_current(journey, token));
            found.map(|journey| call.candidate(&journey.state.canonical)).transpose()
        })?;
        let Some(candidate) = seen else { return Ok(ended()) };
        let checked = self.compare(candidate, password)?;
        linger();
        self.write(|call| match self.find(call, token)? {
            Some(mut journey) => {
                call.settle_password(&mut journey, Some(Secret::new(token.into())), &checked)
            }
            None => Ok(ended()),
        })
    }

    /// [`App::sign_in`] that writes a renewed hash over whatever is there.
    #[doc(hidden)]
    pub fn sign_in_unguarded(&self, email: &str, password: &str, context: &SignInContext) -> Result<Step> {
        let address = super::parse_email(email)?;
        let candidate = self.read(|call| call.candidate(&address.canonical))?;
        let renewed =
            candidate.user.as_ref().and_then(|row| row.password_hash.clone().map(|hash| (row, hash)));
        if let Some((row, hash)) = renewed {
            let normalized = password::normalize(password).map_err(|_| Error::internal("no password"))?;
            if let Verdict::Match { needs_rehash: true } = self.engine.hasher.verify(&normalized, &hash)? {
                let renewed = self.engine.hasher.hash(&normalized)?;
                let id = row.user.id.clone();
                self.write(|call: &Call<'_>| {
                    store::directory::set_password_hash(call.tx, call.tenant_id(), &id, &renewed)
                })?;
            }
        }
        self.sign_in(email, Some(password), context)
    }
}

/// Time between looking and acting, long enough for others, or a crash, to come in between.
fn linger() {
    std::thread::sleep(std::time::Duration::from_millis(2));
}
