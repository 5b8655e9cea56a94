//! What an administrator should know about a set of policies before a customer finds out.

use serde::{Deserialize, Serialize};

use super::control::Control;
use super::policy::{Policy, PolicyState};
use super::rules::Rules;

/// One finding of the policy lint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// The stable snake_case code.
    pub code: String,
    /// What is wrong and what to do, for an administrator.
    pub message: String,
    /// The policy it is about.
    pub policy_id: Option<String>,
    /// The field it is about.
    pub path: Option<String>,
}

/// The rest of the tenant, as far as the lint looks at it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LintFacts {
    /// Whether codes can be sent by email.
    pub mailer_set: bool,
    /// Whether the email one-time passcode is enabled as a method, for at least somebody.
    pub email_otp_enabled: bool,
    /// Whether it is enabled for all users, with nobody excluded.
    pub email_otp_for_all: bool,
    /// Whether any other second-factor method is enabled.
    pub other_second_factor_enabled: bool,
    /// The client ids of the apps whose user flow has the email one-time passcode as its first factor.
    pub apps_with_email_otp_first_factor: Vec<String>,
}

/// Looks over `policies`. A disabled policy is looked at for its name only.
pub fn lint(policies: &[Policy], facts: &LintFacts) -> Vec<Warning> {
    policies.iter().flat_map(|policy| lint_one(policy, facts)).collect()
}

fn lint_one(policy: &Policy, facts: &LintFacts) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |code: &str, path: &str, message: String| {
        found.push(Warning {
            code: code.into(),
            message,
            policy_id: (!policy.id().is_empty()).then(|| policy.id().to_owned()),
            path: Some(path.into()),
        });
    };
    if policy.display_name().trim().is_empty() {
        let message = "This policy has no name. Give it one that says what it does and for whom.";
        warn("unnamed_policy", "displayName", message.into());
    }
    if policy.state() == PolicyState::Disabled {
        return found;
    }
    let rules = policy.rules();
    if rules.workloads.is_none() && rules.users.by_omission {
        let message = "This policy includes no user, group or role, so it applies to nobody. \
                       Include \"All\", or the users it is meant for.";
        warn("includes_nobody", "conditions.users", message.into());
    }
    if rules.applications.by_omission {
        let message = "This policy includes no application, so it never applies. \
                       Include \"All\", or the applications it is meant for.";
        warn("includes_nobody", "conditions.applications", message.into());
    }
    if !rules.includes_somebody() || !rules.includes_something() {
        return found;
    }
    if let Some(message) = no_break_glass(rules) {
        warn("no_break_glass", "conditions.users", message.into());
    }
    if rules.grant.requires(Control::Mfa) {
        lint_mfa(rules, facts, warn);
    }
    found
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

fn lint_mfa(rules: &Rules, facts: &LintFacts, mut warn: impl FnMut(&str, &str, String)) {
    let path = "grantControls.builtInControls";
    let other = facts.other_second_factor_enabled;
    if !facts.email_otp_enabled && !other {
        let message = "This policy requires multi-factor authentication, but no second-factor method is enabled: \
                       nobody it applies to can sign in. Enable one, such as the email one-time passcode.";
        warn("mfa_without_method", path, message.into());
    }
    if facts.email_otp_enabled && !facts.email_otp_for_all && !other && rules.users.everyone {
        let message = "This policy requires multi-factor authentication of all users, but the email one-time \
                       passcode is enabled only for some and no other method is: the others cannot sign in.";
        warn("mfa_method_not_for_all", path, message.into());
    }
    if facts.email_otp_enabled && !facts.mailer_set {
        let message = "This policy requires multi-factor authentication and the email one-time passcode is \
                       enabled, but no mailer is set: codes cannot be sent.";
        warn("mfa_without_mailer", path, message.into());
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
        warn("email_otp_cannot_be_second_factor", "conditions.applications", message);
    }
}

fn apps_in_scope<'a>(rules: &Rules, apps: &'a [String]) -> Vec<&'a str> {
    let names = |list: &[String], app: &str| list.iter().any(|id| id.eq_ignore_ascii_case(app));
    let included = |app: &str| rules.applications.every_app || names(&rules.applications.apps.include, app);
    let apps = apps.iter().map(String::as_str);
    apps.filter(|app| included(app) && !names(&rules.applications.apps.exclude, app)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn policy(state: &str, users: Value, applications: Value, control: &str) -> Policy {
        let document = json!({
            "displayName": "P", "state": state,
            "conditions": {"users": users, "applications": applications},
            "grantControls": {"operator": "OR", "builtInControls": [control]}
        });
        Policy::parse(&document.to_string()).expect("well formed").with_meta("policy-1", 0, None)
    }

    fn healthy() -> LintFacts {
        LintFacts {
            mailer_set: true,
            email_otp_enabled: true,
            email_otp_for_all: true,
            ..LintFacts::default()
        }
    }

    fn codes(policy: &Policy, facts: &LintFacts) -> Vec<String> {
        let found = lint(std::slice::from_ref(policy), facts);
        assert!(found.iter().all(|warning| warning.policy_id.as_deref() == Some("policy-1")));
        assert!(found.iter().all(|warning| warning.path.is_some() && warning.message.ends_with('.')));
        found.into_iter().map(|warning| warning.code).collect()
    }

    fn all() -> Value {
        json!({"includeUsers": ["All"]})
    }

    fn careful() -> Value {
        json!({"includeUsers": ["All"], "excludeUsers": ["glass-1"]})
    }

    fn every_app() -> Value {
        json!({"includeApplications": ["All"]})
    }

    #[test]
    fn a_careful_policy_in_a_tenant_that_is_set_up_has_no_warning() {
        assert!(lint(&[], &LintFacts::default()).is_empty());
        assert!(codes(&policy("enabled", careful(), every_app(), "mfa"), &healthy()).is_empty());
        let block = policy("enabled", json!({"includeGroups": ["group-1"]}), every_app(), "block");
        assert!(codes(&block, &LintFacts::default()).is_empty());
    }

    #[test]
    fn somebody_must_be_able_to_get_in() {
        for state in ["enabled", "enabledForReportingButNotEnforced"] {
            for control in ["mfa", "block"] {
                let found = codes(&policy(state, all(), every_app(), control), &healthy());
                assert_eq!(found, ["no_break_glass"]);
            }
        }
        for excluded in ["excludeUsers", "excludeGroups", "excludeRoles"] {
            let users = json!({"includeUsers": ["All"], excluded: ["some-id"]});
            assert!(codes(&policy("enabled", users, every_app(), "block"), &healthy()).is_empty());
        }
    }

    #[test]
    fn disabled_policies_are_looked_at_for_their_name_only() {
        let disabled = policy("disabled", all(), every_app(), "mfa");
        assert!(codes(&disabled, &LintFacts::default()).is_empty());
        for name in ["null", r#""""#, r#""  ""#] {
            let unnamed = disabled.patched(&format!(r#"{{"displayName":{name}}}"#)).expect("allowed");
            assert_eq!(codes(&unnamed, &LintFacts::default()), ["unnamed_policy"]);
        }
    }

    #[test]
    fn mfa_needs_a_method_and_a_mailer() {
        let mfa = policy("enabled", careful(), every_app(), "mfa");
        assert_eq!(codes(&mfa, &LintFacts::default()), ["mfa_without_method"]);
        let no_mailer = LintFacts { mailer_set: false, ..healthy() };
        assert_eq!(codes(&mfa, &no_mailer), ["mfa_without_mailer"]);
        let for_some = LintFacts { email_otp_for_all: false, ..healthy() };
        assert_eq!(codes(&mfa, &for_some), ["mfa_method_not_for_all"]);
        let group = policy("enabled", json!({"includeGroups": ["group-1"]}), every_app(), "mfa");
        assert!(codes(&group, &for_some).is_empty());
        let other = LintFacts { other_second_factor_enabled: true, ..LintFacts::default() };
        assert!(codes(&mfa, &other).is_empty());
        let block = policy("enabled", careful(), every_app(), "block");
        assert!(codes(&block, &LintFacts::default()).is_empty());
    }

    #[test]
    fn email_otp_cannot_be_both_factors() {
        let facts = LintFacts { apps_with_email_otp_first_factor: vec!["App-1".into()], ..healthy() };
        let code = "email_otp_cannot_be_second_factor";
        let by_id = json!({"includeApplications": ["app-1", "app-2"]});
        for apps in [every_app(), by_id] {
            let mfa = policy("enabled", careful(), apps, "mfa");
            assert_eq!(codes(&mfa, &facts), [code]);
            assert!(lint(std::slice::from_ref(&mfa), &facts)[0].message.contains("App-1"));
            let other = LintFacts { other_second_factor_enabled: true, ..facts.clone() };
            assert!(codes(&mfa, &other).is_empty());
        }
        for apps in [
            json!({"includeApplications": ["app-2"]}),
            json!({"includeApplications": ["All"], "excludeApplications": ["APP-1"]}),
        ] {
            assert!(codes(&policy("enabled", careful(), apps, "mfa"), &facts).is_empty());
        }
    }

    #[test]
    fn a_policy_that_includes_nobody_by_oversight() {
        let forgot = json!({"excludeUsers": ["glass-1"]});
        assert_eq!(codes(&policy("enabled", forgot, every_app(), "mfa"), &healthy()), ["includes_nobody"]);
        let apps = json!({"excludeApplications": ["app-1"]});
        assert_eq!(codes(&policy("enabled", careful(), apps, "mfa"), &healthy()), ["includes_nobody"]);
        let meant = json!({"includeUsers": ["None"]});
        assert!(codes(&policy("enabled", meant, every_app(), "mfa"), &LintFacts::default()).is_empty());
    }
}
