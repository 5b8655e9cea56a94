//! Where every journey ends: the policies decide over what was shown, and either more is asked, or a session begins.

use super::evidence::Evidence;
use super::state::{Journey, Waiting};
use super::step::{Denial, Step};
use super::step_up::note_claims;
use super::{Call, ended};
use crate::access::{
    Control, Decision, Facts, Outcome, PolicyOutcome, PolicyResult, Reach, Reason, SessionControls,
    SignInContext, UserAction,
};
use crate::directory::records::UserState;
use crate::error::Result;
use crate::method::configuration::MethodKind;
use crate::record::{ConditionalAccessStatus, SignInResult};
use crate::session::{self, AppliedPolicy, Lifetime, Proof, UsedMethod};
use crate::store::directory::UserRow;

/// Who is decided over.
pub(super) struct Person<'a> {
    pub(super) user: &'a UserRow,
    pub(super) groups: Vec<String>,
    roles: Vec<String>,
    accepted_terms: Vec<String>,
}

impl Call<'_> {
    /// Decides what the user still has to show, and asks for it or completes the sign-in.
    pub(super) fn proceed(&self, journey: &mut Journey, user: &UserRow) -> Result<Step> {
        // Disabled while the journey ran.
        if user.user.state == UserState::Disabled {
            journey.outcome(SignInResult::Blocked, 50_057, Some("the account is disabled"));
            self.end(journey)?;
            return Ok(ended());
        }
        // A policy that came to ask for the country is not passed by who was not asked.
        if journey.state.unlocated && self.config.policy_set.names_countries() {
            journey.outcome(SignInResult::Interrupted, 0, Some("the country was not looked up"));
            self.end(journey)?;
            return Ok(ended());
        }
        let person = self.person(user)?;
        let mut evidence = Evidence::of(journey);
        let mut decision = evidence.settle(self.now, |evidence| {
            self.decide(journey, &person, evidence, None, journey.context_wanted())
        });
        note_claims(journey, &evidence);
        self.log_decision(journey, user, &decision);
        if decision.outcome == Outcome::Block {
            return self.block(journey);
        }
        // What no prompt can satisfy is said before anybody is asked for anything.
        if let Some(denied) = self.refuse_unmet(journey, &decision)? {
            return Ok(denied);
        }
        if let Some(method) = evidence.stale_first.clone() {
            return self.ask_first_factor(journey, user, &method);
        }
        let reach = Reach {
            with_second_factor: match self.no_second_factor(&person, &evidence) {
                None => evidence.with_email_code(),
                Some(_) => None,
            },
            two_factors: evidence.is_mfa(self.email_counts(&person)),
            password: user.password_hash.is_some(),
        };
        // What is out of reach for every policy that asks for it stays asked for, to say why there is no way in.
        decision.prefer(&reach);
        let asks = |control| decision.required.contains(&control);
        if asks(Control::PasswordChange) {
            if !reach.password {
                return self.refuse_controls(journey, vec![Control::PasswordChange.as_str().into()]);
            }
            // A session by itself is not enough to take an account over.
            evidence.expire(&SessionControls::every_time(), self.now);
            if let Some(method) = evidence.stale_first.clone() {
                return self.ask_first_factor(journey, user, &method);
            }
        }
        // A new password is only taken from somebody who has shown two factors.
        let mfa = evidence.is_mfa(self.email_counts(&person));
        let second = asks(Control::Mfa)
            || asks(Control::AuthenticationStrength)
            || (asks(Control::PasswordChange) && !mfa)
            || (evidence.stale_second && reach.with_second_factor.is_some());
        if second {
            return self.ask_second_factor(journey, &person, &evidence, &decision);
        }
        if asks(Control::PasswordChange) {
            return self.ask_new_password(journey);
        }
        if asks(Control::TermsOfUse) {
            let asked = decision.demands.iter().filter(|demand| demand.control == Control::TermsOfUse);
            return self.ask_terms(journey, asked.filter_map(|demand| demand.id.clone()).collect());
        }
        self.complete(journey, &person, &evidence, &decision)
    }

    /// What keeps the user from registering a method now, terms of use among it: policies may be about that action by
    /// itself. Policies for all apps are about it too, but what they ask is what the method is registered for.
    pub(super) fn may_register(&self, journey: &mut Journey, person: &Person<'_>) -> Result<Option<Step>> {
        let evidence = Evidence::of(journey);
        let action = UserAction::RegisterSecurityInformation;
        let decision = self.decide(journey, person, &evidence, Some(action), journey.context_wanted());
        if decision.outcome == Outcome::Block {
            journey.record.policies = decision.policies();
            return self.block(journey).map(Some);
        }
        let Some(terms) = decision.terms_for_action() else {
            journey.record.policies = decision.policies();
            return self.refuse_controls(journey, decision.missing_for_action()).map(Some);
        };
        if let Some(refused) = self.refuse_unmet(journey, &decision)? {
            return Ok(Some(refused));
        }
        if terms.is_empty() { Ok(None) } else { self.ask_terms(journey, terms).map(Some) }
    }

    /// Whether an authentication context's policies are satisfied, with nothing that is too old for them.
    fn meets(&self, journey: &Journey, person: &Person<'_>, evidence: &Evidence, context: &str) -> bool {
        let decision = self.decide(journey, person, evidence, None, Some(context));
        let mut fresh = evidence.clone();
        fresh.expire(&decision.session(), self.now);
        decision.outcome == Outcome::Allow && fresh.stale_first.is_none() && !fresh.stale_second
    }

    /// Whether a code by email counts as a second factor for somebody.
    pub(super) fn email_counts(&self, person: &Person<'_>) -> bool {
        self.config.method(MethodKind::EmailOtp).covers(&person.user.user.id, &person.groups)
    }

    /// Whether there is somebody to ask for the country of a request, and no policy that asks.
    pub(super) fn leaves_unlocated(&self, context: &SignInContext) -> bool {
        self.engine.country_lookup.is_some()
            && context.ip.is_some()
            && context.country.is_none()
            && !self.config.policy_set.names_countries()
    }

    pub(super) fn person<'a>(&self, user: &'a UserRow) -> Result<Person<'a>> {
        let id = &user.user.id;
        let accepted_terms = self.config.terms_of(self.tx, id)?;
        let groups = self.config.groups_of(self.tx, id)?;
        Ok(Person { user, groups, roles: self.config.roles_of(self.tx, id)?, accepted_terms })
    }

    fn decide(
        &self,
        journey: &Journey,
        person: &Person<'_>,
        evidence: &Evidence,
        action: Option<UserAction>,
        context: Option<&str>,
    ) -> Decision {
        let mfa = evidence.is_mfa(self.email_counts(person));
        let completed = evidence.combinations(mfa);
        // Two factors are two even if Graph has no word for one of them.
        let satisfied = [(Control::Mfa, mfa), (Control::PasswordChange, journey.state.password_changed)];
        let satisfied: Vec<Control> = satisfied.into_iter().filter(|(_, is)| *is).map(|(c, _)| c).collect();
        self.config.policy_set.decide(&Facts {
            user_id: &person.user.user.id,
            group_ids: &person.groups,
            role_ids: &person.roles,
            authentication_context: context,
            user_action: action,
            context: &journey.state.context,
            satisfied: &satisfied,
            completed: &completed,
            accepted_terms: &person.accepted_terms,
            ..self.config.facts_of_app(&journey.client_id)
        })
    }

    fn log_decision(&self, journey: &mut Journey, user: &UserRow, decision: &Decision) {
        let policies = decision.policies();
        let record = &mut journey.record;
        if record.user_email.is_none() {
            record.user_email = user.user.email.clone();
        }
        let enforced =
            policies.iter().filter(|p| matches!(p.result, PolicyOutcome::Success | PolicyOutcome::Failure));
        let of_mfa = |name: &String| {
            let kind = name.split(':').next().unwrap_or_default();
            kind == Control::Mfa.as_str() || kind == Control::AuthenticationStrength.as_str()
        };
        let asks_mfa = enforced.clone().any(|policy| policy.grant_controls.iter().any(of_mfa));
        record.conditional_access = match (decision.outcome, enforced.count() > 0) {
            (Outcome::Allow, true) => ConditionalAccessStatus::Success,
            (Outcome::Allow, false) => ConditionalAccessStatus::NotApplied,
            _ => ConditionalAccessStatus::Failure,
        };
        record.policies = policies;
        if asks_mfa {
            record.requirement = "multiFactorAuthentication".into();
        }
    }

    fn block(&self, journey: &mut Journey) -> Result<Step> {
        journey.outcome(SignInResult::Blocked, 53_003, Some("blocked by Conditional Access"));
        let blocking: Vec<_> = journey.record.policies.iter().filter(|p| blocks(p)).cloned().collect();
        self.deny(journey, Denial::BlockedByPolicy { policies: applied(&blocking) })
    }

    /// Ends the journey when a control is missing that no prompt can satisfy.
    fn refuse_unmet(&self, journey: &mut Journey, decision: &Decision) -> Result<Option<Step>> {
        let unmet = decision.demands.iter().filter(|demand| !demand.control.prompts());
        let controls: Vec<String> = unmet.map(|demand| demand.name()).collect();
        if controls.is_empty() {
            return Ok(None);
        }
        self.refuse_controls(journey, controls).map(Some)
    }

    pub(super) fn refuse_controls(&self, journey: &mut Journey, controls: Vec<String>) -> Result<Step> {
        journey.outcome(SignInResult::Failure, 53_000, Some("a required control cannot be met"));
        self.deny(journey, Denial::ControlsUnmet { controls })
    }

    fn ask_terms(&self, journey: &mut Journey, terms: Vec<String>) -> Result<Step> {
        journey.state.terms = terms;
        journey.outcome(SignInResult::Interrupted, 0, Some("terms of use are to be accepted"));
        let token = self.wait_for(journey, Waiting::Terms)?;
        self.draw(journey, token, None)
    }

    fn complete(
        &self,
        journey: &mut Journey,
        person: &Person<'_>,
        evidence: &Evidence,
        decision: &Decision,
    ) -> Result<Step> {
        let mfa = evidence.is_mfa(self.email_counts(person));
        let policies = applied(&journey.record.policies);
        let met = |context: &&str| self.meets(journey, person, evidence, context);
        let wanted = journey.context_wanted().map(str::to_owned);
        let mut contexts: Vec<String> =
            self.config.published_contexts().filter(met).map(str::to_owned).collect();
        contexts.extend(wanted.filter(|wanted| !contexts.contains(wanted)));
        let state = &journey.state;
        let settings = &self.config.settings;
        let proof = Proof {
            amr: amr(evidence.methods(), &state.external_amr, mfa),
            mfa,
            methods: evidence.methods().to_vec(),
            policies,
            auth_contexts: contexts,
            controls: decision.session(),
            external_amr: state.external_amr.clone(),
        };
        let lifetime = Lifetime { idle_ms: settings.session_idle_ms, total_ms: settings.session_lifetime_ms };
        let begun = match &state.upgrade {
            Some(upgrade) => session::renew(
                self.tx,
                self.tenant_id(),
                &upgrade.session_id,
                &upgrade.token,
                proof,
                self.now,
            )?,
            None => Some(session::issue(
                self.tx,
                self.tenant_id(),
                &person.user.user.id,
                &journey.client_id,
                proof,
                &lifetime,
                self.now,
            )?),
        };
        // The session that was to go on has ended meanwhile.
        let Some((token, session)) = begun else {
            journey.outcome(SignInResult::Failure, 50_132, Some("the session has ended"));
            self.end(journey)?;
            return Ok(ended());
        };
        journey.outcome(SignInResult::Success, 0, None);
        journey.record.session_id = Some(session.id.clone());
        self.end(journey)?;
        Ok(Step::Completed { token, session })
    }
}

/// Whether an enforced policy blocks: it says so, or it cannot be evaluated.
fn blocks(policy: &PolicyResult) -> bool {
    policy.result == PolicyOutcome::Failure
        && (policy.grant_controls.iter().any(|c| c.eq_ignore_ascii_case("block"))
            || policy.reasons.contains(&Reason::InvalidPolicy))
}

fn applied(policies: &[PolicyResult]) -> Vec<AppliedPolicy> {
    policies
        .iter()
        .filter(|policy| policy.applies)
        .map(|policy| AppliedPolicy {
            id: policy.id.clone(),
            display_name: policy.display_name.clone(),
            result: policy.result.as_str().to_owned(),
        })
        .collect()
}

/// The methods references of a session (RFC 8176). There is none for email: a code is `otp`.
fn amr(shown: &[UsedMethod], external: &[String], mfa: bool) -> Vec<String> {
    let mut amr: Vec<String> = external.to_vec();
    let mut add = |word: &str| {
        if !amr.iter().any(|known| known == word) {
            amr.push(word.to_owned());
        }
    };
    for method in shown {
        match method.kind.as_str() {
            "password" => add("pwd"),
            "email_otp" => add("otp"),
            _ => {}
        }
    }
    if mfa {
        add("mfa");
    }
    amr
}
