//! Terms of use and new passwords: what a policy may ask of somebody who is known already.

use super::state::{Journey, Waiting};
use super::step::Step;
use super::{App, Call};
use crate::error::Result;
use crate::record::SignInResult;
use crate::session;
use crate::store;

impl App {
    /// Answers `TermsRequired`: the user has accepted all of the terms that it named. Who accepted what and when is
    /// kept for good, so that nobody is asked twice.
    ///
    /// # Errors
    /// `storage`.
    pub fn accept_terms(&self, token: &str) -> Result<Step> {
        self.step(token, &[Waiting::Terms], |call, journey, _| {
            let user = call.user_of(journey)?;
            for terms in std::mem::take(&mut journey.state.terms) {
                store::directory::accept_terms(call.tx, call.tenant_id(), &user.user.id, &terms, call.now)?;
                journey.note(call.now, "terms_of_use", Some(terms), true, "accepted");
            }
            call.proceed(journey, &user)
        })
    }
}

impl Call<'_> {
    /// Asks for a new password, of somebody who has one.
    pub(super) fn ask_new_password(&self, journey: &mut Journey) -> Result<Step> {
        journey.outcome(SignInResult::Interrupted, 50_055, Some("a new password is required"));
        let token = self.wait_for(journey, Waiting::NewPassword)?;
        self.draw(journey, token, None)
    }

    /// Sets the password that a policy asked for. Every other session of the user ends with the old one.
    pub(super) fn change_password(&self, journey: &mut Journey, hash: &str) -> Result<Step> {
        let user = self.user_of(journey)?;
        store::directory::set_password_hash(self.tx, self.tenant_id(), &user.user.id, hash)?;
        let kept = journey.state.upgrade.as_ref().map(|upgrade| upgrade.session_id.as_str());
        session::end_others(self.tx, self.tenant_id(), &user.user.id, kept, &journey.id)?;
        journey.state.password_changed = true;
        journey.note(self.now, "password", None, true, "a new password was set");
        let user = self.user_of(journey)?;
        self.proceed(journey, &user)
    }
}
