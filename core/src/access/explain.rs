//! What one policy made of a sign-in, in plain words.

use super::compile::locations::{ALL_TRUSTED, COMPLIANT_NETWORKS, MFA_TRUSTED_IPS};
use super::context::SignInContext;
use super::control::Control;
use super::decision::{PolicyOutcome, PolicyResult, Reason};
use super::policy::Policy;
use super::rules::{Choice, Conditions, Operator, Rules};
use super::session_controls::SignInFrequency;

/// What a policy refers to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    User,
    Group,
    Role,
    Location,
    Strength,
}

/// Looks up the name behind an id.
pub(crate) type Names<'a> = dyn Fn(Named, &str) -> Option<String> + 'a;

/// One sentence about what `result` came from. `policy` is the policy as it is now, if it is there still and has not
/// changed since.
pub(crate) fn sentence(
    result: &PolicyResult,
    policy: Option<&Policy>,
    app: &str,
    context: &SignInContext,
    names: &Names<'_>,
) -> String {
    let name = if result.display_name.is_empty() { &result.id } else { &result.display_name };
    let rules = policy.map(Policy::rules);
    let covers =
        rules.map_or_else(|| format!("covers this sign-in to {app}"), |rules| covers(rules, app, names));
    let asks = asks(result, rules, names);
    match result.result {
        PolicyOutcome::NotEnabled => format!("Policy \"{name}\" is disabled."),
        PolicyOutcome::NotApplied => {
            format!("Policy \"{name}\" did not apply: {}.", reasons(&result.reasons, context))
        }
        PolicyOutcome::ReportOnlyNotApplied => {
            let reasons = reasons(&result.reasons, context);
            format!("Policy \"{name}\", which only reports, did not apply: {reasons}.")
        }
        PolicyOutcome::Failure if result.reasons.contains(&Reason::InvalidPolicy) => {
            format!("Blocked because policy \"{name}\" cannot be evaluated and could cover this sign-in.")
        }
        PolicyOutcome::Failure if is_block(result) => {
            format!("Blocked because policy \"{name}\" {covers}.")
        }
        PolicyOutcome::Failure => format!("Asked for {asks} because policy \"{name}\" {covers}."),
        PolicyOutcome::Success if result.grant_controls.is_empty() => {
            format!("Policy \"{name}\" {covers} and sets {asks}.")
        }
        PolicyOutcome::Success => {
            format!("Asked for {asks} because policy \"{name}\" {covers}; that was satisfied.")
        }
        PolicyOutcome::ReportOnlySuccess => {
            format!("Policy \"{name}\" only reports; it {covers} and would have been satisfied.")
        }
        PolicyOutcome::ReportOnlyFailure if is_block(result) => {
            format!("Policy \"{name}\" only reports; it {covers} and would have blocked.")
        }
        PolicyOutcome::ReportOnlyFailure => {
            format!("Policy \"{name}\" only reports; it {covers} and {asks} would have been missing.")
        }
        PolicyOutcome::ReportOnlyInterrupted => {
            format!("Policy \"{name}\" only reports; it {covers} and would have asked for {asks}.")
        }
    }
}

fn is_block(result: &PolicyResult) -> bool {
    result.grant_controls.iter().any(|control| control == "block")
}

fn covers(rules: &Rules, app: &str, names: &Names<'_>) -> String {
    let target = if app.is_empty() { String::new() } else { format!(" of {app}") };
    let conditions = conditions(&rules.conditions, names);
    format!("covers {}{target}{conditions}", who(rules, names))
}

fn who(rules: &Rules, names: &Names<'_>) -> String {
    if rules.workloads.is_some() {
        return "workload identities".into();
    }
    let users = &rules.users;
    if users.everyone {
        return if users.excludes_somebody() { "all users but those it excludes" } else { "all users" }
            .into();
    }
    let named = |kind, ids: &[String], what: &str| -> Vec<String> {
        ids.iter().map(|id| format!("{what} {}", names(kind, id).unwrap_or_else(|| id.clone()))).collect()
    };
    let mut all = named(Named::Group, &users.groups.include, "the group");
    all.extend(named(Named::Role, &users.roles.include, "the role"));
    all.extend(named(Named::User, &users.users.include, "the user"));
    if !users.include_guests.is_empty() {
        all.push("guests and external users".into());
    }
    some_of(&all, "and")
}

/// The first few, and how many more.
fn some_of(all: &[String], word: &str) -> String {
    const SHOWN: usize = 3;
    match all {
        [] => "nobody".into(),
        [only] => only.clone(),
        all if all.len() > SHOWN => {
            format!("{} and {} more", all[..SHOWN].join(", "), all.len() - SHOWN)
        }
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

fn conditions(conditions: &Conditions, names: &Names<'_>) -> String {
    let mut parts = Vec::new();
    let words = |words: Vec<&str>| some_of(&words.into_iter().map(str::to_owned).collect::<Vec<_>>(), "or");
    parts.extend(places(&conditions.locations, names));
    let platforms = &conditions.platforms;
    if !platforms.include.is_empty() {
        parts.push(format!("on {}", words(platforms.include.iter().map(|p| p.as_str()).collect())));
    }
    if !platforms.exclude.is_empty() {
        parts.push(format!("not on {}", words(platforms.exclude.iter().map(|p| p.as_str()).collect())));
    }
    if !conditions.client_app_types.is_empty() {
        let types = conditions.client_app_types.iter().map(|kind| kind.as_str()).collect();
        parts.push(format!("by clients of the type {}", words(types)));
    }
    for (risk, what) in [(&conditions.user_risk, "user"), (&conditions.sign_in_risk, "sign-in")] {
        if !risk.is_empty() {
            parts
                .push(format!("at {what} risk {}", words(risk.iter().map(|level| level.as_str()).collect())));
        }
    }
    if !conditions.insider_risk.is_empty() {
        let levels = conditions.insider_risk.iter().map(|level| level.as_str()).collect();
        parts.push(format!("at insider risk {}", words(levels)));
    }
    if conditions.device.is_some() {
        parts.push("on devices that its filter is about".into());
    }
    if !conditions.flows.is_empty() {
        parts.push(format!("by {}", words(conditions.flows.iter().map(|flow| flow.as_str()).collect())));
    }
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}

fn places(locations: &Choice<String>, names: &Names<'_>) -> Option<String> {
    let named = |ids: &[String]| {
        let all: Vec<String> = ids
            .iter()
            .map(|id| match id.as_str() {
                ALL_TRUSTED => "the trusted locations".into(),
                MFA_TRUSTED_IPS => "the MFA trusted IPs".into(),
                COMPLIANT_NETWORKS => "the compliant networks".into(),
                id => names(Named::Location, id).unwrap_or_else(|| id.to_owned()),
            })
            .collect();
        some_of(&all, "or")
    };
    match (locations.all, locations.exclude.as_slice()) {
        (true, []) => None,
        (true, excluded) => Some(format!("from outside {}", named(excluded))),
        (false, []) => Some(format!("from {}", named(&locations.include))),
        (false, excluded) => Some(format!("from {}, but not {}", named(&locations.include), named(excluded))),
    }
}

fn asks(result: &PolicyResult, rules: Option<&Rules>, names: &Names<'_>) -> String {
    if result.grant_controls.is_empty() {
        return session(result, rules);
    }
    let all: Vec<String> = result.grant_controls.iter().map(|control| in_words(control, names)).collect();
    let or = result.operator.as_deref() == Some(Operator::Or.as_str());
    all.join(if or { " or " } else { " and " })
}

fn session(result: &PolicyResult, rules: Option<&Rules>) -> String {
    let frequency = rules.and_then(|rules| rules.session.sign_in_frequency);
    match frequency {
        Some(SignInFrequency::EveryTime) => "that every sign-in is a fresh one".into(),
        Some(SignInFrequency::TimeBased { hours }) => format!("a sign-in frequency of {hours} hours"),
        None => result.session_controls.join(" and "),
    }
}

fn in_words(control: &str, names: &Names<'_>) -> String {
    let (kind, id) = control.split_once(':').unwrap_or((control, ""));
    let Some(control) = Control::from_word(kind) else { return control.to_owned() };
    match control {
        Control::Mfa => "multi-factor authentication".into(),
        Control::AuthenticationStrength => {
            let name = names(Named::Strength, id).unwrap_or_else(|| id.to_owned());
            format!("the authentication strength {name}")
        }
        Control::CompliantDevice => "a compliant device".into(),
        Control::DomainJoinedDevice => "a domain-joined device".into(),
        Control::ApprovedApplication => "an approved app".into(),
        Control::CompliantApplication => "an app with a protection policy".into(),
        Control::PasswordChange => "a new password".into(),
        Control::RiskRemediation => "the risk to be dealt with".into(),
        Control::TermsOfUse => format!("the terms of use {id}"),
        Control::VerifiedId => "a verified credential".into(),
        Control::CompliantNetwork => "a compliant network".into(),
        Control::CustomAuthenticationFactor => format!("the custom control {id}"),
    }
}

fn reasons(reasons: &[Reason], context: &SignInContext) -> String {
    let known =
        |text: Option<&str>| text.map_or_else(|| " (unknown)".to_owned(), |text| format!(" ({text})"));
    let one = |reason: &Reason| match reason {
        Reason::Users => "user".to_owned(),
        Reason::WorkloadIdentities => "workload identity".into(),
        Reason::Application => "app".into(),
        Reason::UserActions => "user action".into(),
        Reason::AuthenticationContext => "authentication context".into(),
        Reason::DevicePlatform => format!("platform{}", known(context.platform.map(|p| p.as_str()))),
        Reason::Devices => "device".into(),
        Reason::ClientApps => format!("client{}", known(context.client_app_type.map(|kind| kind.as_str()))),
        Reason::Location => {
            let place = [context.ip.as_deref(), context.country.as_deref()];
            let place: Vec<&str> = place.into_iter().flatten().collect();
            format!("location{}", known((!place.is_empty()).then(|| place.join(", ")).as_deref()))
        }
        Reason::SignInRisk => {
            format!("sign-in risk{}", known(context.sign_in_risk.map(|risk| risk.as_str())))
        }
        Reason::UserRisk => format!("user risk{}", known(context.user_risk.map(|risk| risk.as_str()))),
        Reason::InsiderRisk => {
            format!("insider risk{}", known(context.insider_risk.map(|risk| risk.as_str())))
        }
        Reason::AuthenticationFlow => "authentication flow".into(),
        Reason::InvalidPolicy => "it cannot be evaluated".into(),
        Reason::PolicyNotEnabled => "it is disabled".into(),
    };
    reasons.iter().map(one).collect::<Vec<_>>().join(", ")
}
