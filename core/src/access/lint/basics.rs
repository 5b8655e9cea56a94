//! What is wrong with one policy by itself: who could not get in, and names.

use super::{LintFacts, Notes};
use crate::access::control::Control;
use crate::access::policy::{Policy, PolicyState};
use crate::access::rules::Rules;

/// Looks over one policy. A disabled policy is looked at for its name only; says whether there is more to look at.
pub(super) fn look(policy: &Policy, facts: &LintFacts, notes: &mut Notes<'_>) -> bool {
    if policy.display_name().trim().is_empty() {
        let message = "This policy has no name. Give it one that says what it does and for whom.";
        notes.warn("unnamed_policy", "displayName", message);
    }
    if policy.state() == PolicyState::Disabled {
        return false;
    }
    let rules = policy.rules();
    if rules.workloads.is_none() && rules.users.by_omission {
        let message = "This policy includes no user, group or role, so it applies to nobody. \
                       Include \"All\", or the users it is meant for.";
        notes.warn("includes_nobody", "conditions.users", message);
    }
    if rules.applications.by_omission {
        let message = "This policy includes no application, so it never applies. \
                       Include \"All\", or the applications it is meant for.";
        notes.warn("includes_nobody", "conditions.applications", message);
    }
    if !rules.includes_somebody() || !rules.includes_something() {
        return false;
    }
    if let Some(message) = no_break_glass(rules) {
        notes.warn("no_break_glass", "conditions.users", message);
    }
    if rules.grant.requires(Control::Mfa) {
        lint_mfa(rules, facts, notes);
    }
    true
}

fn no_break_glass(rules: &Rules) -> Option<&'static str> {
    if rules.workloads.is_some() || !rules.users.everyone || rules.users.excludes_somebody() {
        return None;
    }
    if rules.grant.block {
        return Some(
            "This policy blocks all users and excludes nobody. Exclude at least one emergency access account, \
             or nobody may be left to undo a mistake.",
        );
    }
    rules.grant.requires(Control::Mfa).then_some(
        "This policy requires multi-factor authentication of all users and excludes nobody. Exclude at least one \
         emergency access account, so that somebody can still sign in when codes cannot be delivered.",
    )
}

fn lint_mfa(rules: &Rules, facts: &LintFacts, notes: &mut Notes<'_>) {
    let path = "grantControls.builtInControls";
    let other = facts.other_second_factor_enabled;
    if !facts.email_otp_enabled && !other {
        let message = "This policy requires multi-factor authentication, but no second-factor method is enabled: \
                       nobody it applies to can sign in. Enable one, such as the email one-time passcode.";
        notes.warn("mfa_without_method", path, message);
    }
    if facts.email_otp_enabled && !facts.email_otp_for_all && !other && rules.users.everyone {
        let message = "This policy requires multi-factor authentication of all users, but the email one-time \
                       passcode is enabled only for some and no other method is: the others cannot sign in.";
        notes.warn("mfa_method_not_for_all", path, message);
    }
    if facts.email_otp_enabled && !facts.mailer_set {
        let message = "This policy requires multi-factor authentication and the email one-time passcode is \
                       enabled, but no mailer is set: codes cannot be sent.";
        notes.warn("mfa_without_mailer", path, message);
    }
    let stuck = match other {
        true => Vec::new(),
        false => apps_in_scope(rules, &facts.apps_with_email_otp_first_factor),
    };
    if !stuck.is_empty() {
        let message = format!(
            "This policy requires multi-factor authentication, but customers of these apps already sign in with \
             an email one-time passcode, which cannot be their second factor as well: {}. They cannot sign in. \
             Use a user flow with email and password, or enable another second-factor method.",
            stuck.join(", ")
        );
        notes.warn("email_otp_cannot_be_second_factor", "conditions.applications", message);
    }
}

fn apps_in_scope<'a>(rules: &Rules, apps: &'a [String]) -> Vec<&'a str> {
    let names = |list: &[String], app: &str| list.iter().any(|id| id.eq_ignore_ascii_case(app));
    let included = |app: &str| rules.applications.every_app || names(&rules.applications.apps.include, app);
    let apps = apps.iter().map(String::as_str);
    apps.filter(|app| included(app) && !names(&rules.applications.apps.exclude, app)).collect()
}
