//! What a journey's user has shown: in this journey, and before it in the session that it goes on from.

use super::state::Journey;
use crate::access::{Combination, Decision, Outcome, SessionControls};
use crate::clock::{CLOCK_TOLERANCE, Timestamp};
use crate::record::{AuthenticationDetail, SignInKind};
use crate::session::UsedMethod;

/// The methods that count, and of those that no longer do, which have to be shown again.
#[derive(Clone)]
pub(crate) struct Evidence {
    methods: Vec<UsedMethod>,
    /// How many of `methods`, the first ones, were shown before this journey.
    claims: usize,
    /// When the journey began.
    begun_at: Timestamp,
    external_amr: Vec<String>,
    /// The first factor is too old: the method that it was.
    pub(crate) stale_first: Option<UsedMethod>,
    /// The second factor is too old.
    pub(crate) stale_second: bool,
}

impl Evidence {
    /// Everything that was shown. What was shown in this journey stands for the same thing shown before it.
    pub(super) fn of(journey: &Journey) -> Evidence {
        let shown = &journey.state.shown;
        let claims = journey.state.upgrade.iter().flat_map(|upgrade| &upgrade.claims);
        let again = |claim: &&UsedMethod| shown.iter().any(|s| s.channel == claim.channel);
        let mut methods: Vec<UsedMethod> = claims.filter(|claim| !again(claim)).cloned().collect();
        let claims = methods.len();
        methods.extend(shown.iter().cloned());
        let external_amr = journey.state.external_amr.clone();
        let begun_at = journey.created_at;
        Evidence { methods, claims, begun_at, external_amr, stale_first: None, stale_second: false }
    }

    /// What a recorded attempt had to go on when its policies were decided first: its first factor, what its sign-up
    /// proved, or what had been shown for the session that it went on from.
    pub(crate) fn recorded(
        kind: SignInKind,
        begun_at: Timestamp,
        details: &[AuthenticationDetail],
        ask_again_after_sign_up: bool,
    ) -> Evidence {
        let shown = details.iter().filter(|detail| detail.succeeded);
        let counted: Vec<&AuthenticationDetail> = match kind {
            SignInKind::StepUp => details.iter().filter(|detail| detail.is_claim()).collect(),
            SignInKind::SignUp => {
                let password = shown.clone().find(|detail| detail.method == "password");
                let code = shown.clone().find(|detail| detail.method == "email_otp");
                let code = code.filter(|_| password.is_none() || !ask_again_after_sign_up);
                password.into_iter().chain(code).collect()
            }
            SignInKind::SignIn | SignInKind::SecondFactor => shown.take(1).collect(),
        };
        let mut external_amr = Vec::new();
        let mut methods = Vec::new();
        for detail in counted {
            match detail.method.as_str() {
                "password" => methods.push(UsedMethod::password(detail.at)),
                "email_otp" => methods.push(UsedMethod::email_code(None, detail.at)),
                "external" => {
                    let words = detail.detail.iter().flat_map(|words| words.split(' '));
                    external_amr = words.map(str::to_owned).collect();
                    methods.push(UsedMethod::external(&external_amr, detail.at));
                }
                _ => {}
            }
        }
        let claims = if kind == SignInKind::StepUp { methods.len() } else { 0 };
        Evidence { methods, claims, begun_at, external_amr, stale_first: None, stale_second: false }
    }

    /// Decides on it, and again without what the session controls of that decision make too old. A block stands.
    pub(crate) fn settle(&mut self, now: Timestamp, decide: impl Fn(&Evidence) -> Decision) -> Decision {
        let decision = decide(self);
        if decision.outcome == Outcome::Block {
            return decision;
        }
        self.expire(&decision.session(), now);
        if self.stale_first.is_some() || self.stale_second { decide(self) } else { decision }
    }

    /// Drops what is older than the session controls allow. What was shown in this journey never is, and what the host
    /// checked before it must not have been when it began.
    pub(super) fn expire(&mut self, controls: &SessionControls, now: Timestamp) {
        let first = controls.sign_in_frequency;
        let second = [controls.secondary_sign_in_frequency, first].into_iter().flatten().min();
        let several = self.methods.iter().any(|m| m.channel != "email");
        let mut kept = Vec::with_capacity(self.methods.len());
        let mut claims = 0;
        for (index, method) in std::mem::take(&mut self.methods).into_iter().enumerate() {
            let is_second = several && method.channel == "email";
            let frequency = if is_second { second } else { first };
            let claimed = index < self.claims;
            let stale = frequency.is_some_and(|frequency| {
                let lifetime = frequency.lifetime_ms();
                match claimed {
                    // A time to come is the clock's fault, and no reason to trust.
                    true => !(-CLOCK_TOLERANCE..lifetime).contains(&(now - method.at)),
                    false => self.begun_at - method.at >= lifetime,
                }
            });
            match stale {
                true if is_second => self.stale_second = true,
                true => self.stale_first = Some(method),
                false => {
                    claims += usize::from(claimed);
                    kept.push(method);
                }
            }
        }
        self.methods = kept;
        self.claims = claims;
    }

    /// The methods that count, in order.
    pub(super) fn methods(&self) -> &[UsedMethod] {
        &self.methods
    }

    /// Those of them that were shown before this journey.
    pub(super) fn claims(&self) -> &[UsedMethod] {
        self.methods.get(..self.claims).unwrap_or_default()
    }

    /// Whether two factors of different channels were shown. A code by email counts only for those whom the methods
    /// policy lets use it.
    pub(crate) fn is_mfa(&self, email_counts: bool) -> bool {
        let by_email = self.methods.iter().any(|s| s.channel == "email" && s.kind == "email_otp");
        let otherwise = self.methods.iter().any(|s| s.channel != "email");
        by_email && otherwise && email_counts
    }

    /// The methods in Graph's words: together when they are two factors, else each by itself.
    pub(crate) fn combinations(&self, mfa: bool) -> Vec<Combination> {
        let words: Vec<&str> = self.methods.iter().flat_map(|method| self.words(method)).collect();
        let joined = words.join(",");
        let each = if mfa { vec![joined.as_str()] } else { words };
        each.into_iter().filter_map(Combination::parse).collect()
    }

    /// The combination that a code by email would complete.
    pub(super) fn with_email_code(&self) -> Option<Combination> {
        let words = self.methods.iter().flat_map(|method| self.words(method));
        Combination::parse(&words.chain(["email"]).collect::<Vec<_>>().join(","))
    }

    fn words(&self, method: &UsedMethod) -> Vec<&'static str> {
        match method.kind.as_str() {
            "password" => vec!["password"],
            "email_otp" => vec!["email"],
            _ => self.external_amr.iter().filter_map(|word| external(word)).collect(),
        }
    }
}

/// A first factor that the host checked (RFC 8176), in Graph's words, where it has one.
fn external(amr: &str) -> Option<&'static str> {
    match amr {
        "pwd" => Some("password"),
        "fed" => Some("federatedSingleFactor"),
        "otp" => Some("email"),
        "sms" => Some("sms"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::SignInFrequency;

    const HOUR: i64 = 3_600_000;

    fn method(kind: &str, channel: &str, at: Timestamp) -> UsedMethod {
        UsedMethod { kind: kind.into(), channel: channel.into(), detail: None, at }
    }

    fn evidence(claims: Vec<UsedMethod>, shown: Vec<UsedMethod>) -> Evidence {
        let count = claims.len();
        let methods = claims.into_iter().chain(shown).collect();
        Evidence {
            methods,
            claims: count,
            begun_at: 0,
            external_amr: Vec::new(),
            stale_first: None,
            stale_second: false,
        }
    }

    fn kinds(evidence: &Evidence) -> Vec<&str> {
        evidence.methods().iter().map(|method| method.kind.as_str()).collect()
    }

    #[test]
    fn exactly_what_is_too_old_is_dropped() {
        let now = 10 * HOUR;
        let both = || vec![method("password", "knowledge", 4 * HOUR), method("email_otp", "email", 8 * HOUR)];
        let hours = |first, second| SessionControls {
            sign_in_frequency: first,
            secondary_sign_in_frequency: second,
            ..SessionControls::default()
        };
        let of = |hours: u32| Some(SignInFrequency::TimeBased { hours });
        for (controls, kept, first, second) in [
            (hours(None, None), vec!["password", "email_otp"], false, false),
            (hours(of(7), None), vec!["password", "email_otp"], false, false),
            (hours(of(6), None), vec!["email_otp"], true, false),
            (hours(of(2), None), vec![], true, true),
            (hours(None, of(2)), vec!["password"], false, true),
            (hours(of(6), of(1)), vec![], true, true),
            (hours(of(7), of(1)), vec!["password"], false, true),
            (hours(Some(SignInFrequency::EveryTime), None), vec![], true, true),
        ] {
            let mut evidence = evidence(both(), vec![]);
            evidence.expire(&controls, now);
            assert_eq!(kinds(&evidence), kept, "{controls:?}");
            assert_eq!(
                (evidence.stale_first.is_some(), evidence.stale_second),
                (first, second),
                "{controls:?}"
            );
        }
    }

    #[test]
    fn five_minutes_are_every_time_and_what_was_just_shown_is_never_old() {
        let every_time = SessionControls {
            sign_in_frequency: Some(SignInFrequency::EveryTime),
            ..SessionControls::default()
        };
        for (age, stale) in [(0, false), (299_999, false), (300_000, true), (-60_001, true)] {
            let mut evidence = evidence(vec![method("password", "knowledge", HOUR - age)], vec![]);
            evidence.expire(&every_time, HOUR);
            assert_eq!(evidence.stale_first.is_some(), stale, "{age}");
        }
        let mut evidence = evidence(vec![], vec![method("password", "knowledge", 0)]);
        evidence.expire(&every_time, HOUR);
        assert_eq!(kinds(&evidence), ["password"]);
    }

    #[test]
    fn combinations_in_graphs_words() {
        let both =
            evidence(vec![], vec![method("password", "knowledge", 0), method("email_otp", "email", 0)]);
        let words = |mfa| both.combinations(mfa).into_iter().map(Combination::as_string).collect::<Vec<_>>();
        assert_eq!(words(true), ["password,email"]);
        assert_eq!(words(false), ["password", "email"]);
        let mut host = evidence(vec![], vec![method("external", "external", 0)]);
        host.external_amr = vec!["fed".into(), "hwk".into()];
        assert_eq!(
            host.with_email_code().map(Combination::as_string).as_deref(),
            Some("email,federatedSingleFactor")
        );
    }
}
