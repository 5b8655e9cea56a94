//! What the lint finds in one policy by itself.

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
    LintFacts { mailer_set: true, email_otp_enabled: true, email_otp_for_all: true, ..LintFacts::default() }
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
            let lockout = if control == "block" { Some("blocks_everyone") } else { None };
            assert_eq!(found, ["no_break_glass"].into_iter().chain(lockout).collect::<Vec<_>>());
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
