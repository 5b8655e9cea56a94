//! What the lint finds beside the basics: composition, dangling ids, conditions that contradict, policies together, and
//! lockouts.

use serde_json::{Value, json};

use super::*;

/// A policy that multi-factor authentication is required by, with a change.
fn changed(id: &str, change: impl FnOnce(&mut Value)) -> Policy {
    let mut document = json!({
        "displayName": id, "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"], "excludeUsers": ["glass-1"]},
            "applications": {"includeApplications": ["All"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}
    });
    change(&mut document);
    Policy::parse(&document.to_string()).expect("well formed").with_meta(id, 0, None)
}

fn healthy() -> LintFacts {
    LintFacts { mailer_set: true, email_otp_enabled: true, email_otp_for_all: true, ..LintFacts::default() }
}

fn found(policies: &[Policy], facts: &LintFacts) -> Vec<(String, String, Severity)> {
    let found = lint(policies, facts);
    assert!(found.iter().all(|w| w.message.ends_with('.') && !w.message.contains("  ")), "{found:#?}");
    let parts = |w: Warning| (w.code, w.path.expect("a path"), w.severity);
    found.into_iter().map(parts).collect()
}

fn only(policy: Policy, facts: &LintFacts) -> (String, String) {
    let found = found(&[policy], facts);
    assert_eq!(found.len(), 1, "{found:#?}");
    (found[0].0.clone(), found[0].1.clone())
}

fn clean(policy: Policy) {
    assert_eq!(found(&[policy], &healthy()), []);
}

fn at(code: &str, path: &str) -> (String, String) {
    (code.to_owned(), path.to_owned())
}

#[test]
fn controls_that_do_not_go_together() {
    clean(changed("p", |_| {}));
    let built_in = "grantControls.builtInControls";
    let both = changed("p", |p| {
        p["grantControls"]["authenticationStrength"] = json!({"id": "00000000-0000-0000-0000-000000000002"});
    });
    assert_eq!(
        only(both, &healthy()),
        at("mfa_and_strength_together", "grantControls.authenticationStrength")
    );
    let old = changed("p", |p| p["grantControls"]["builtInControls"] = json!(["approvedApplication"]));
    assert_eq!(only(old, &healthy()), at("deprecated_control", built_in));
    let change = |controls: Value, operator: &str| {
        let operator = operator.to_owned();
        changed("p", move |p| {
            p["conditions"]["userRiskLevels"] = json!(["high"]);
            p["grantControls"] = json!({"operator": operator, "builtInControls": controls});
        })
    };
    clean(change(json!(["mfa", "passwordChange"]), "AND"));
    for policy in [change(json!(["passwordChange"]), "AND"), change(json!(["mfa", "passwordChange"]), "OR")] {
        assert_eq!(only(policy, &healthy()), at("password_change_without_mfa", built_in));
    }
    let elsewhere = change(json!(["mfa", "passwordChange"]), "AND");
    let elsewhere = elsewhere.patched(
        r#"{"conditions": {"users": {"includeGroups": ["g-1"]}, "applications": {"includeApplications": ["a-1"]},
            "userRiskLevels": ["high"]}}"#,
    );
    assert_eq!(
        only(elsewhere.expect("well formed"), &healthy()),
        at("password_change_conditions", "conditions")
    );
    let legacy = |kinds: Value| changed("p", move |p| p["conditions"]["clientAppTypes"] = kinds);
    clean(legacy(json!(["browser"])));
    let path = "conditions.clientAppTypes";
    assert_eq!(only(legacy(json!(["browser", "other"])), &healthy()), at("legacy_clients_cannot_mfa", path));
    let device = |controls: Value| {
        changed("p", move |p| {
            p["conditions"]["applications"] = json!({"includeUserActions": ["urn:user:registerdevice"]});
            p["grantControls"]["builtInControls"] = controls;
        })
    };
    clean(device(json!(["mfa"])));
    let path = "conditions.applications.includeUserActions";
    assert_eq!(only(device(json!(["compliantDevice"])), &healthy()), at("register_device_controls", path));
}

#[test]
fn session_controls_that_nothing_enforces() {
    let unknown = changed("p", |p| p["sessionControls"] = json!({"quantumSession": {"isEnabled": true}}));
    let path = "sessionControls.quantumSession";
    assert_eq!(only(unknown, &healthy()), at("unknown_session_control", path));
    let browser = |apps: Value| {
        changed("p", move |p| {
            p["conditions"]["applications"] = apps;
            p["sessionControls"] = json!({"persistentBrowser": {"isEnabled": true, "mode": "never"}});
        })
    };
    clean(browser(json!({"includeApplications": ["All"]})));
    let path = "sessionControls.persistentBrowser";
    let some = browser(json!({"includeApplications": ["a-1"]}));
    assert_eq!(only(some, &healthy()), at("persistent_browser_needs_all_apps", path));
}

#[test]
fn controls_that_nobody_can_meet() {
    let strength = |id: &str| {
        let id = id.to_owned();
        changed("p", move |p| p["grantControls"] = json!({"authenticationStrength": {"id": id}}))
    };
    let path = "grantControls.authenticationStrength";
    let methods = |words: &[&str]| LintFacts {
        enabled_methods: Some(words.iter().map(|word| (*word).to_owned()).collect()),
        environment: Some(Environment::default()),
        ..healthy()
    };
    let mfa = "00000000-0000-0000-0000-000000000002";
    assert_eq!(found(&[strength(mfa)], &methods(&["password", "sms"])), []);
    for words in [&["password", "email"][..], &[]] {
        assert_eq!(only(strength(mfa), &methods(words)), at("strength_without_method", path));
    }
    assert_eq!(only(strength("s-1"), &methods(&["password"])), at("dangling_strength", path));
    let device = changed("p", |p| p["grantControls"]["builtInControls"] = json!(["compliantDevice"]));
    let asserted = |words: &[&str]| LintFacts {
        asserted_controls: Some(words.iter().map(|word| (*word).to_owned()).collect()),
        ..healthy()
    };
    assert_eq!(found(std::slice::from_ref(&device), &asserted(&["CompliantDevice"])), []);
    let never = found(&[device], &asserted(&[]));
    let path = "grantControls.builtInControls".to_owned();
    assert_eq!(never, [("control_never_asserted".to_owned(), path, Severity::Info)]);
}

#[test]
fn ids_that_are_nobodys() {
    let known = || Some(vec!["KNOWN-1".to_owned()]);
    let facts = LintFacts {
        user_ids: known(),
        group_ids: known(),
        role_ids: known(),
        app_ids: known(),
        context_ids: Some(vec!["c1".into()]),
        terms_ids: known(),
        environment: Some(Environment::default()),
        ..healthy()
    };
    let every = changed("p", |p| {
        p["conditions"]["users"] = json!({
            "includeUsers": ["GuestsOrExternalUsers", "known-1", "u-2"],
            "includeGroups": ["known-1"], "excludeGroups": ["known-1", "g-2"],
            "includeRoles": ["r-2"]
        });
        p["conditions"]["applications"] = json!({
            "includeApplications": ["MicrosoftAdminPortals", "Office365", "known-1"], "excludeApplications": ["a-2"],
            "includeAuthenticationContextClassReferences": ["c1", "c2"]
        });
        p["conditions"]["locations"] = json!({
            "includeLocations": ["All"],
            "excludeLocations": ["AllTrusted", "l-2", "00000000-0000-0000-0000-000000000000"]
        });
        p["grantControls"]["termsOfUse"] = json!(["known-1", "t-2"]);
    });
    let got: Vec<_> =
        found(std::slice::from_ref(&every), &facts).into_iter().map(|(code, path, _)| (code, path)).collect();
    let expected = [
        at("dangling_user", "conditions.users.includeUsers[2]"),
        at("dangling_group", "conditions.users.excludeGroups[1]"),
        at("dangling_role", "conditions.users.includeRoles[0]"),
        at("dangling_app", "conditions.applications.excludeApplications[0]"),
        at("dangling_context", "conditions.applications.includeAuthenticationContextClassReferences[1]"),
        at("dangling_location", "conditions.locations.excludeLocations[1]"),
        at("dangling_terms", "grantControls.termsOfUse[1]"),
    ];
    assert_eq!(got, expected);
    assert_eq!(found(&[every], &healthy()), [], "whoever does not know what exists finds nothing");
}

#[test]
fn conditions_that_contradict() {
    let facts = LintFacts { environment: Some(Environment::default()), ..healthy() };
    type Change = Box<dyn FnOnce(&mut Value)>;
    let cases: Vec<(&str, Change)> = vec![
        (
            "conditions.platforms",
            Box::new(|p| {
                p["conditions"]["platforms"] =
                    json!({"includePlatforms": ["linux"], "excludePlatforms": ["linux", "iOS"]});
            }),
        ),
        (
            "conditions.users",
            Box::new(|p| {
                p["conditions"]["users"] = json!({"includeGroups": ["g-1"], "excludeGroups": ["G-1"]});
            }),
        ),
        (
            "conditions.applications",
            Box::new(|p| {
                p["conditions"]["applications"] =
                    json!({"includeApplications": ["a-1"], "excludeApplications": ["a-1", "a-2"]});
            }),
        ),
        (
            "conditions.devices.deviceFilter",
            Box::new(|p| {
                let rule = r#"device.isCompliant -eq True -and device.isCompliant -ne True"#;
                p["conditions"]["devices"] = json!({"deviceFilter": {"mode": "include", "rule": rule}});
            }),
        ),
    ];
    for (path, change) in cases {
        assert_eq!(only(changed("p", change), &facts), at("unsatisfiable", path));
    }
    let nowhere = changed("p", |p| p["conditions"]["locations"] = json!({"includeLocations": ["l-1"]}));
    let dangling = at("dangling_location", "conditions.locations.includeLocations[0]");
    let got: Vec<_> = found(std::slice::from_ref(&nowhere), &facts)
        .into_iter()
        .map(|(code, path, _)| (code, path))
        .collect();
    assert_eq!(got, [dangling, at("unsatisfiable", "conditions.locations")]);
    clean(nowhere);
}

#[test]
fn policies_that_others_make_pointless() {
    let wide = changed("wide", |_| {});
    let narrow = changed("narrow", |p| {
        p["conditions"]["users"] = json!({"includeGroups": ["g-1"], "excludeUsers": ["glass-1"]});
        p["conditions"]["platforms"] = json!({"includePlatforms": ["android"]});
    });
    let warnings = lint(&[narrow.clone(), wide.clone()], &healthy());
    let [only] = warnings.as_slice() else { panic!("{warnings:#?}") };
    assert_eq!((only.code.as_str(), only.policy_id.as_deref()), ("shadowed", Some("narrow")));
    assert!(only.message.contains("\"wide\""), "{}", only.message);
    let twice = lint(&[wide.clone(), changed("again", |_| {})], &healthy());
    assert_eq!(twice.iter().map(|w| w.policy_id.as_deref()).collect::<Vec<_>>(), [Some("again")]);
    let strong = changed("strong", |p| {
        p["grantControls"] = json!({"operator": "OR", "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}});
    });
    let by_strength = lint(&[wide.clone(), strong], &healthy());
    assert_eq!(by_strength.iter().map(|w| w.policy_id.as_deref()).collect::<Vec<_>>(), [Some("wide")]);
    // Each of these asks for something that the wide one does not, or of somebody whom it leaves out.
    let session = json!({"signInFrequency": {"isEnabled": true, "value": 1, "type": "hours"}});
    for other in [
        changed("o", |p| p["conditions"]["users"]["excludeUsers"] = json!(["glass-2"])),
        changed("o", |p| p["grantControls"]["builtInControls"] = json!(["compliantDevice"])),
        changed("o", |p| p["sessionControls"] = session),
    ] {
        let report = wide.patched(r#"{"state": "enabledForReportingButNotEnforced"}"#).expect("well formed");
        assert_eq!(found(&[report, other.clone()], &healthy()), [], "only what is enforced counts");
        let codes = found(&[wide.clone(), other], &healthy());
        assert!(codes.iter().all(|(code, ..)| code == "shadowed") && codes.len() < 2, "{codes:?}");
    }
    let first = changed("o", |p| p["conditions"]["users"]["excludeUsers"] = json!(["glass-2"]));
    assert_eq!(found(&[wide, first], &healthy()), []);
}

#[test]
fn policies_that_say_opposite_things() {
    let grant = changed("grant", |_| {});
    let block = changed("block", |p| p["grantControls"]["builtInControls"] = json!(["block"]));
    let warnings = lint(&[grant, block], &healthy());
    let [only] = warnings.as_slice() else { panic!("{warnings:#?}") };
    assert_eq!((only.code.as_str(), only.policy_id.as_deref()), ("contradictory", Some("grant")));
    let browser = |id: &str, mode: &str, group: &str| {
        let (mode, group) = (mode.to_owned(), group.to_owned());
        changed(id, move |p| {
            p["conditions"]["users"] = json!({"includeGroups": [group], "excludeGroups": ["g-9"]});
            p["grantControls"] = Value::Null;
            p["sessionControls"] = json!({"persistentBrowser": {"isEnabled": true, "mode": mode}});
        })
    };
    let pair = [browser("a", "always", "g-1"), browser("n", "never", "g-2")];
    assert_eq!(found(&pair, &healthy())[0].0, "contradictory");
    assert_eq!(
        found(&[browser("a", "always", "g-1"), browser("n", "never", "g-9")], &healthy())[0].0,
        "unsatisfiable"
    );
    assert_eq!(found(&[browser("a", "never", "g-1"), browser("n", "never", "g-2")], &healthy()), []);
}

#[test]
fn nobody_left_to_sign_in() {
    let administrator = |id: &str, group: &str| KnownUser {
        user_id: id.into(),
        group_ids: vec![group.into()],
        role_ids: vec!["ga".into()],
        ..KnownUser::default()
    };
    let block = |id: &str, users: Value| {
        changed(id, move |p| {
            p["conditions"]["users"] = users;
            p["grantControls"]["builtInControls"] = json!(["block"]);
        })
    };
    let facts = LintFacts {
        administrators: Some(vec![administrator("adm-1", "g-1"), administrator("adm-2", "g-2")]),
        ..healthy()
    };
    let errors = |policies: &[Policy]| -> Vec<(String, Option<String>)> {
        let found = lint(policies, &facts).into_iter().filter(|found| found.severity == Severity::Error);
        found.map(|w| (w.code, w.policy_id)).collect()
    };
    let everybody = block("p", json!({"includeUsers": ["All"]}));
    assert_eq!(errors(&[everybody]), [("blocks_everyone".into(), Some("p".into()))]);
    let report = block("p", json!({"includeUsers": ["All"]}));
    let report = report.patched(r#"{"state": "enabledForReportingButNotEnforced"}"#).expect("well formed");
    assert_eq!(errors(std::slice::from_ref(&report)), []);
    assert!(found(&[report], &facts).contains(&(
        "blocks_everyone".into(),
        "conditions".into(),
        Severity::Warning
    )));
    let role = block("p", json!({"includeRoles": ["GA"], "excludeUsers": ["glass-1"]}));
    assert_eq!(errors(&[role]), [("blocks_every_administrator".into(), Some("p".into()))]);
    let one = block("one", json!({"includeUsers": ["adm-1"]}));
    let other = block("other", json!({"includeGroups": ["g-2"]}));
    assert_eq!(errors(std::slice::from_ref(&one)), []);
    assert_eq!(errors(&[one.clone(), other]), [("no_administrator_can_sign_in".into(), None)]);
    let on_phones = block("other", json!({"includeGroups": ["g-2"]})).patched(
        r#"{"conditions": {"users": {"includeGroups": ["g-2"]}, "applications": {"includeApplications": ["All"]},
            "platforms": {"includePlatforms": ["android", "iOS"]}}}"#,
    );
    assert_eq!(errors(&[one, on_phones.expect("well formed")]), [], "there are other platforms");
    // Two halves make a whole.
    let members = block("m", json!({"includeUsers": ["All"], "excludeGroups": ["g-1"]}));
    let group = block("g", json!({"includeGroups": ["g-1"]}));
    assert_eq!(errors(&[members, group]), [("blocks_everyone".into(), None)]);
    let strict = changed("mfa", |p| p["conditions"]["users"] = json!({"includeUsers": ["All"]}));
    assert_eq!(errors(&[strict]), [], "controls can be satisfied");
}

#[test]
fn severities_are_words() {
    for severity in Severity::ALL {
        assert_eq!(serde_json::to_value(severity).expect("JSON"), severity.as_str());
    }
    let old: Warning =
        serde_json::from_str(r#"{"code": "x", "message": "y"}"#).expect("from before severities");
    assert_eq!(old.severity, Severity::Warning);
}
