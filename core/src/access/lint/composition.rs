//! Which controls and conditions go together in one policy: Graph's own rules, and what the controls need to be met.

use super::{LintFacts, Notes, Severity};
use crate::access::compile::Environment;
use crate::access::control::Control;
use crate::access::policy::Policy;
use crate::access::rules::{Operator, Rules};
use crate::access::strength::{AuthenticationStrength, Combination};
use crate::access::words::{ClientAppType, UserAction};

const BUILT_IN: &str = "grantControls.builtInControls";

pub(super) fn look(policy: &Policy, facts: &LintFacts, notes: &mut Notes<'_>) {
    let rules = policy.rules();
    grant(rules, notes);
    password_change(rules, notes);
    legacy_clients(rules, notes);
    register_device(rules, notes);
    strength(rules, facts, notes);
    asserted(rules, facts, notes);
    session(rules, notes);
}

fn asks(rules: &Rules, control: Control) -> bool {
    rules.grant.demands.iter().any(|demand| demand.control == control)
}

fn grant(rules: &Rules, notes: &mut Notes<'_>) {
    if asks(rules, Control::Mfa) && asks(rules, Control::AuthenticationStrength) {
        let message = "This policy asks for multi-factor authentication and for an authentication strength, which \
                       Microsoft Graph refuses. Keep the strength: it says which factors are good enough.";
        notes.warn("mfa_and_strength_together", "grantControls.authenticationStrength", message);
    }
    if asks(rules, Control::ApprovedApplication) {
        let message = "This policy asks for an approved client app, which Microsoft has retired. \
                       Ask for an app protection policy (compliantApplication) instead.";
        notes.warn("deprecated_control", BUILT_IN, message);
    }
}

fn password_change(rules: &Rules, notes: &mut Notes<'_>) {
    if !asks(rules, Control::PasswordChange) {
        return;
    }
    let with_mfa = asks(rules, Control::Mfa) || asks(rules, Control::AuthenticationStrength);
    if !with_mfa || rules.grant.operator != Operator::And {
        let message = "This policy asks for a new password without also requiring multi-factor authentication: \
                       whoever has the old password could set the new one. Require both: mfa and passwordChange \
                       with the operator AND.";
        notes.warn("password_change_without_mfa", BUILT_IN, message);
    }
    let conditions = &rules.conditions;
    let plain = conditions.client_app_types.is_empty()
        && conditions.platforms.is_any()
        && conditions.locations.is_any()
        && conditions.sign_in_risk.is_empty()
        && conditions.device.is_none();
    let apps = &rules.applications;
    if conditions.user_risk.is_empty() || !apps.every_app || !apps.apps.exclude.is_empty() || !plain {
        let message = "This policy asks for a new password, which Microsoft Graph accepts only for all applications \
                       and with the user's risk as the only condition. Name user risk levels, include every \
                       application and drop the other conditions before you take it there.";
        notes.add(Severity::Info, "password_change_conditions", "conditions", message);
    }
}

fn legacy_clients(rules: &Rules, notes: &mut Notes<'_>) {
    let legacy = [ClientAppType::ExchangeActiveSync, ClientAppType::Other];
    let named = rules.conditions.client_app_types.iter().any(|kind| legacy.contains(kind));
    let factors = rules.grant.requires(Control::Mfa) || rules.grant.requires(Control::AuthenticationStrength);
    if named && factors {
        let message = "This policy requires multi-factor authentication of legacy clients, which cannot do it: they \
                       are blocked without being told. Block legacy clients in a policy of their own and leave \
                       them out of this one.";
        notes.warn("legacy_clients_cannot_mfa", "conditions.clientAppTypes", message);
    }
}

fn register_device(rules: &Rules, notes: &mut Notes<'_>) {
    if !rules.applications.user_actions.contains(&UserAction::RegisterOrJoinDevices) {
        return;
    }
    let factors = |control: Control| matches!(control, Control::Mfa | Control::AuthenticationStrength);
    let other = rules.grant.block || rules.grant.demands.iter().any(|demand| !factors(demand.control));
    let conditions = &rules.conditions;
    if other || conditions.device.is_some() || !conditions.client_app_types.is_empty() {
        let message = "This policy is about registering devices, for which Microsoft Graph accepts only mfa or a \
                       strength as the control, and neither client app types nor a device filter as conditions. \
                       Put the rest in a policy of its own.";
        notes.warn("register_device_controls", "conditions.applications.includeUserActions", message);
    }
}

/// A strength that no combination of enabled methods meets.
fn strength(rules: &Rules, facts: &LintFacts, notes: &mut Notes<'_>) {
    let (Some(strength), Some(methods)) = (&rules.grant.strength, &facts.enabled_methods) else { return };
    if !rules.grant.requires(Control::AuthenticationStrength) {
        return;
    }
    let Some(enabled) = Combination::parse(&methods.join(",")).or(methods.is_empty().then(Combination::none))
    else {
        return;
    };
    let allowed = match allowed(facts.environment.as_ref(), &strength.id) {
        Some(known) => known,
        None if !strength.allowed.is_empty() => strength.allowed.clone(),
        None => return,
    };
    if !allowed.iter().any(|combination| enabled.covers(*combination)) {
        let message = "This policy requires an authentication strength that no combination of the enabled methods \
                       meets: nobody it applies to can sign in. Enable a method that it allows, or use another \
                       strength.";
        notes.warn("strength_without_method", "grantControls.authenticationStrength", message);
    }
}

/// What a strength allows; nothing where its id is nobody's.
fn allowed(environment: Option<&Environment>, id: &str) -> Option<Vec<Combination>> {
    let own = environment
        .and_then(|known| known.strengths.iter().find(|s| s.id().eq_ignore_ascii_case(id)).cloned());
    let built_in = || AuthenticationStrength::built_in().into_iter().find(|known| known.id() == id);
    own.or_else(built_in).map(|known| known.allowed().to_vec())
}

/// A control that only the host can assert, and that it never does.
fn asserted(rules: &Rules, facts: &LintFacts, notes: &mut Notes<'_>) {
    let Some(asserted) = &facts.asserted_controls else { return };
    let by_host = [
        Control::CompliantDevice,
        Control::DomainJoinedDevice,
        Control::ApprovedApplication,
        Control::CompliantApplication,
        Control::RiskRemediation,
        Control::VerifiedId,
        Control::CompliantNetwork,
    ];
    for control in by_host.into_iter().filter(|control| asks(rules, *control)) {
        let word = control.as_str();
        if !asserted.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            let message = format!(
                "This policy asks for {word}, which nothing here asserts: it is never satisfied. Have the application \
                 pass {word} among the satisfied controls of a sign-in, or ask for another control."
            );
            notes.add(Severity::Info, "control_never_asserted", BUILT_IN, message);
        }
    }
}

fn session(rules: &Rules, notes: &mut Notes<'_>) {
    let session = &rules.session;
    for name in session.other.keys() {
        let message = format!(
            "This policy has the session control {name}, which is not known here: it is passed on to the application \
             and enforced by nothing else. Check that the application enforces it."
        );
        notes.warn("unknown_session_control", &format!("sessionControls.{name}"), message);
    }
    let apps = &rules.applications;
    if session.persistent_browser.is_some() && !(apps.every_app && apps.apps.exclude.is_empty()) {
        let message = "This policy says whether a browser session persists, but not for all applications, although \
                       they share the session. Include every application and exclude none.";
        notes.warn("persistent_browser_needs_all_apps", "sessionControls.persistentBrowser", message);
    }
}
