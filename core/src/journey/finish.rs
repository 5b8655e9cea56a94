//! Where every journey ends: the policies decide over what was shown, and either more is asked, or a session begins.

use super::state::Journey;
use super::step::{Denial, Step};
use super::{Call, ended};
use crate::access::{Control, Facts, Outcome, PolicyOutcome, PolicyResult, Reason};
use crate::clock::Timestamp;
use crate::directory::records::UserState;
use crate::error::Result;
use crate::mail::masked;
use crate::method::configuration::MethodKind;
use crate::record::{ConditionalAccessStatus, SignInResult};
use crate::session::{self, AppliedPolicy, Lifetime, Proof, UsedMethod};
use crate::store::directory::UserRow;

impl Call<'_> {
    /// Decides what the user still has to show, and asks for it or completes the sign-in.
    pub(super) fn proceed(&self, journey: &mut Journey, user: &UserRow) -> Result<Step> {
        // Disabled while the journey ran.
        if user.user.state == UserState::Disabled {
            journey.outcome(SignInResult::Blocked, 50_057, Some("the account is disabled"));
            self.end(journey)?;
            return Ok(ended());
        }
        let groups = self.config.groups_of(self.tx, &user.user.id)?;
        let roles = self.config.roles_of(self.tx, &user.user.id)?;
        let mfa = self.mfa_shown(journey, user, &groups)?;
        let satisfied: &[Control] = if mfa { &[Control::Mfa] } else { &[] };
        let state = &journey.state;
        let decision = self.config.policy_set.decide(&Facts {
            user_id: &user.user.id,
            group_ids: &groups,
            role_ids: &roles,
            context: &state.context,
            satisfied,
            ..self.config.facts_of_app(&journey.client_id)
        });
        let policies = decision.policies();
        let applied = applied(&policies);
        let enforced =
            policies.iter().filter(|p| matches!(p.result, PolicyOutcome::Success | PolicyOutcome::Failure));
        let asks_mfa = enforced.clone().any(|p| p.grant_controls.iter().any(|c| c == Control::Mfa.as_str()));
        let any_enforced = enforced.count() > 0;
        let record = &mut journey.record;
        if record.user_email.is_none() {
            record.user_email = user.user.email.clone();
        }
        record.policies = policies;
        record.conditional_access = match (decision.outcome, any_enforced) {
            (Outcome::Allow, true) => ConditionalAccessStatus::Success,
            (Outcome::Allow, false) => ConditionalAccessStatus::NotApplied,
            _ => ConditionalAccessStatus::Failure,
        };
        if asks_mfa {
            record.requirement = "multiFactorAuthentication".into();
        }
        match decision.outcome {
            Outcome::Block => {
                journey.outcome(SignInResult::Blocked, 53_003, Some("blocked by Conditional Access"));
                let blocking: Vec<_> =
                    journey.record.policies.iter().filter(|p| blocks(p)).cloned().collect();
                self.deny(journey, Denial::BlockedByPolicy { policies: self::applied(&blocking) })
            }
            Outcome::Allow => self.complete(journey, user, mfa, applied),
            Outcome::ControlsRequired if decision.required == [Control::Mfa] => {
                self.ask_second_factor(journey, user, &groups)
            }
            Outcome::ControlsRequired => {
                journey.outcome(SignInResult::Failure, 53_000, Some("a required control cannot be met"));
                let controls = decision.required.iter().map(|c| c.as_str().to_owned()).collect();
                self.deny(journey, Denial::ControlsUnmet { controls })
            }
        }
    }

    /// Whether two factors of different channels were shown. A code by email counts only for those whom the methods
    /// policy lets use it.
    fn mfa_shown(&self, journey: &Journey, user: &UserRow, groups: &[String]) -> Result<bool> {
        let email_counts = self.config.method(MethodKind::EmailOtp).covers(&user.user.id, groups);
        let shown = &journey.state.shown;
        let by_email = shown.iter().any(|s| s.channel == "email" && s.kind == "email_otp");
        let otherwise = shown.iter().any(|s| s.channel != "email");
        Ok(by_email && otherwise && email_counts)
    }

    fn complete(
        &self,
        journey: &mut Journey,
        user: &UserRow,
        mfa: bool,
        policies: Vec<AppliedPolicy>,
    ) -> Result<Step> {
        let state = &journey.state;
        let settings = &self.config.settings;
        let proof = Proof {
            amr: amr(&state.shown, &state.external_amr, mfa),
            mfa,
            methods: state.shown.clone(),
            policies,
        };
        let lifetime = Lifetime { idle_ms: settings.session_idle_ms, total_ms: settings.session_lifetime_ms };
        let (token, session) = session::issue(
            self.tx,
            self.tenant_id(),
            &user.user.id,
            &journey.client_id,
            proof,
            &lifetime,
            self.now,
        )?;
        journey.outcome(SignInResult::Success, 0, None);
        journey.record.session_id = Some(session.id.clone());
        self.end(journey)?;
        Ok(Step::Completed { token, session })
    }
}

/// A code by email that was shown.
pub(super) fn email_shown(address: &str, at: Timestamp) -> UsedMethod {
    UsedMethod { kind: "email_otp".into(), channel: "email".into(), detail: Some(masked(address)), at }
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
