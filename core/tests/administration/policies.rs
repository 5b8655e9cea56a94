//! Conditional Access policies, their lint and `what_if`.

use doorstep_core::{
    Database, Engine, EngineOptions, IdentityProvider, KeyRing, MethodKind, NewUserFlow, Outcome,
    PolicyLimits, PolicyState, Replay, SignInContext, Target,
};
use serde_json::{Value, json};

use crate::helpers::{NOBODY, codes, only_entry, policy, refusal, tenant, user};

#[test]
fn policies_keep_what_they_were_given() {
    let (_engine, tenant) = tenant();
    let policies = tenant.policies();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let made = policies.create(&policy("disabled", json!({"includeUsers": ["All"]}))).unwrap();
    assert_eq!((made.display_name.as_str(), made.state), ("Require MFA", PolicyState::Disabled));
    assert_eq!((made.warnings.len(), made.modified_at), (0, None));
    assert_eq!(policies.get(&made.id).unwrap(), made);
    let document: Value = serde_json::from_str(&made.document).unwrap();
    assert_eq!((&document["id"], &document["fromElsewhere"]["kept"]), (&json!(made.id), &json!(true)));

    let changed = policies.update(&made.id, r#"{"state": "enabled"}"#).unwrap();
    assert_eq!((changed.state, codes(&changed.warnings)), (PolicyState::Enabled, vec!["no_break_glass"]));
    assert_eq!(changed.created_at, made.created_at);
    assert!(changed.modified_at.is_some());
    assert_eq!(policies.list().unwrap(), std::slice::from_ref(&changed));
    assert_eq!(policies.lint().unwrap(), changed.warnings);
    let again = policies.create(&changed.document).unwrap();
    assert_ne!(again.id, made.id, "the store gives the id");
    let (target, before, after) = only_entry(&tenant, "policies.update");
    assert_eq!(target.as_deref(), Some(made.id.as_str()));
    assert_eq!((before["state"].as_str(), after["state"].as_str()), (Some("disabled"), Some("enabled")));

    assert_eq!(refusal(policies.create("[]")), "policy_invalid:$");
    assert_eq!(refusal(policies.create(r#"{"state": "enabled"}"#)), "policy_invalid:conditions");
    assert_eq!(refusal(policies.update(&made.id, r#"{"state": "on"}"#)), "policy_invalid:state");
    let risky = r#"{"grantControls": {"operator": "OR", "builtInControls": ["mfa"], "retina": ["left"]}}"#;
    let path = "policy_unsupported:grantControls.retina";
    assert_eq!(refusal(policies.update(&made.id, risky)), path);
    assert_eq!(policies.get(&made.id).unwrap(), changed);
    policies.delete(&made.id).unwrap();
    policies.delete(&again.id).unwrap();
    assert!(policies.list().unwrap().is_empty());
    assert_eq!(refusal(policies.update(NOBODY, "{}")), "not_found:policy");
}

#[test]
fn a_tenant_has_at_most_240_policies() {
    let (_engine, tenant) = tenant();
    let document = policy("disabled", json!({"includeUsers": ["None"]}));
    for _ in 0..240 {
        tenant.policies().create(&document).unwrap();
    }
    assert_eq!(refusal(tenant.policies().create(&document)), "invalid_argument:policies");
    assert_eq!(tenant.policies().list().unwrap().len(), 240);
}

#[test]
fn the_lint_speaks_on_every_save() {
    let (_engine, tenant) = tenant();
    let glass = user(&tenant, "glass@example.com");
    let careful = json!({"includeUsers": ["All"], "excludeUsers": [glass.id]});
    let made = tenant.policies().create(&policy("enabled", careful)).unwrap();
    assert_eq!(codes(&made.warnings), ["mfa_without_method"]);
    let set = tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    assert!(set.warnings.is_empty());
    let target = Target::User { id: glass.id.clone() };
    let set = tenant.methods().enable(MethodKind::EmailOtp, Some(vec![target]), vec![]).unwrap();
    assert_eq!(codes(&set.warnings), ["mfa_method_not_for_all"]);
    let set = tenant.methods().disable(MethodKind::EmailOtp).unwrap();
    assert_eq!(codes(&set.warnings), ["mfa_without_method"]);
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Codes", IdentityProvider::EmailOtp);
    flow.client_ids = vec![app.client_id];
    tenant.user_flows().create(&flow).unwrap();
    assert_eq!(codes(&tenant.policies().lint().unwrap()), ["email_otp_cannot_be_second_factor"]);
    let other = tenant.policies().create(&policy("enabled", json!({"includeUsers": ["None"]}))).unwrap();
    assert!(other.warnings.is_empty(), "only what is about this policy: {:?}", other.warnings);
}

#[test]
fn a_policy_over_a_limit_that_was_lowered_can_be_switched_off() {
    let folder = tempfile::tempdir().unwrap();
    let open = |policy_applications| {
        let keys = KeyRing::from_bytes(&(0..32).collect::<Vec<u8>>()).unwrap();
        let mut options = EngineOptions::new(Database::File(folder.path().join("test.db")), keys);
        options.policy_limits = PolicyLimits { policy_applications, ..PolicyLimits::default() };
        Engine::open_for_tests(options).unwrap()
    };
    let ids =
        |count: usize| (0..count).map(|n| format!("{n:08}-0000-4000-8000-000000000000")).collect::<Vec<_>>();
    let about = |count: usize| json!({"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ids(count)}});
    let mut document: Value =
        serde_json::from_str(&policy("enabled", json!({"includeUsers": ["All"]}))).unwrap();
    document["conditions"] = about(3);
    let made = open(3).create_tenant("contoso").unwrap().policies().create(&document.to_string()).unwrap();
    let policies = open(2).tenant("contoso").unwrap().policies();
    policies.update(&made.id, r#"{"state": "disabled"}"#).unwrap();
    let more = policies.update(&made.id, &json!({"conditions": about(4)}).to_string());
    assert_eq!(refusal(more), "policy_invalid:conditions.applications");
    // What is only tried may list any number.
    document["conditions"] = about(4);
    let tried = policies.replay(&Replay { drafts: vec![document.to_string()], ..Replay::default() });
    assert_eq!(tried.unwrap().examined, 0);
    policies.update(&made.id, &json!({"conditions": about(3)}).to_string()).unwrap();
}

#[test]
fn what_if_looks_at_users_groups_and_roles() {
    let (_engine, tenant) = tenant();
    let app = tenant.apps().register("Shop").unwrap().client_id;
    let context = SignInContext::default();
    let ada = user(&tenant, "ada@example.com");
    let [outer, inner] = ["Outer", "Inner"].map(|name| tenant.groups().create(name).unwrap().id);
    tenant.groups().add_group(&outer, &inner).unwrap();
    let outcome = || {
        tenant
            .what_if(&doorstep_core::WhatIf {
                context: context.clone(),
                ..doorstep_core::WhatIf::user(&*ada.id, &*app)
            })
            .unwrap()
            .outcome
    };
    assert_eq!(outcome(), Outcome::Allow);
    let made = tenant.policies().create(&policy("enabled", json!({"includeGroups": [outer]}))).unwrap();
    assert_eq!(outcome(), Outcome::Allow);
    tenant.groups().add_user(&inner, &ada.id).unwrap();
    assert_eq!(outcome(), Outcome::ControlsRequired);
    let reader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    let users = json!({"conditions": {
        "users": {"includeGroups": [outer], "excludeRoles": [reader]},
        "applications": {"includeApplications": ["All"]}
    }});
    tenant.policies().update(&made.id, &users.to_string()).unwrap();
    tenant.roles().assign(&ada.id, reader).unwrap();
    assert_eq!(outcome(), Outcome::Allow);
    let results = tenant
        .what_if(&doorstep_core::WhatIf {
            context: context.clone(),
            ..doorstep_core::WhatIf::user(&*ada.id, &*app)
        })
        .unwrap()
        .policies();
    assert_eq!((results.len(), &results[0].id), (1, &made.id));
    assert_eq!(
        refusal(tenant.what_if(&doorstep_core::WhatIf {
            context: context.clone(),
            ..doorstep_core::WhatIf::user(NOBODY, &*app)
        })),
        "not_found:user"
    );
    assert_eq!(
        refusal(tenant.what_if(&doorstep_core::WhatIf {
            context: context.clone(),
            ..doorstep_core::WhatIf::user(&*ada.id, NOBODY)
        })),
        "not_found:app"
    );
    let bad = SignInContext { ip: Some("home".into()), ..context.clone() };
    assert_eq!(
        refusal(tenant.what_if(&doorstep_core::WhatIf {
            context: bad.clone(),
            ..doorstep_core::WhatIf::user(&*ada.id, &*app)
        })),
        "invalid_argument:context.ip"
    );
}
