//! Claims that hold and claims that do not, one by one.

use serde_json::{Value, json};

use super::claim::ClaimDemand;
use super::proof::Proof;
use super::sample::SampleSignIn;
use super::*;
use crate::access::decision::Outcome;
use crate::access::location::NamedLocation;
use crate::access::{AuthenticationStrength, Environment, Policy};
use crate::error::Error;

fn policy(id: &str, users: Value, more: Value) -> Policy {
    let mut document = json!({
        "displayName": id, "state": "enabled",
        "conditions": {"users": users, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}
    });
    for (key, value) in more.as_object().expect("an object") {
        let at = if key == "grantControls" { &mut document } else { &mut document["conditions"] };
        at[key.as_str()] = value.clone();
    }
    Policy::parse(&document.to_string()).expect("well formed").with_meta(id, 0, None)
}

fn everyone() -> Value {
    json!({"includeUsers": ["All"], "excludeGroups": ["glass"]})
}

fn environment() -> Environment {
    let office =
        NamedLocation::parse(r#"{"displayName": "Office", "isTrusted": true, "ipRanges": ["10.1.0.0/16"]}"#);
    let strength = AuthenticationStrength::parse(
        r#"{"displayName": "Code", "allowedCombinations": ["password,email"]}"#,
    );
    Environment::new(
        vec![office.expect("a location").with_meta("office", 0, None)],
        vec![strength.expect("a strength").with_meta("code", 0, None)],
        &[],
    )
    .expect("an environment")
}

fn ask(policies: &[Policy], claim: &str) -> Proof {
    let claim = Claim::parse(claim).expect("a claim");
    prove(policies, &environment(), &World::default(), &claim).expect("an answer")
}

fn counterexample(policies: &[Policy], claim: &str) -> SampleSignIn {
    let proof = ask(policies, claim);
    assert!(!proof.holds);
    proof.counterexample.expect("a counterexample").sign_in
}

#[test]
fn exclusions_are_found_and_can_be_named() {
    let policies = [policy("mfa", everyone(), json!({}))];
    let found = counterexample(&policies, "every sign-in requires mfa");
    assert_eq!(found.group_ids, ["glass"]);
    assert!(ask(&policies, "every sign-in of anyone except group glass requires mfa").holds);
    assert!(!ask(&policies, "every sign-in of group other requires mfa").holds, "they may be in both");
    let world = World {
        users: Some(vec![KnownUser {
            user_id: "u-1".into(),
            group_ids: vec!["other".into()],
            ..KnownUser::default()
        }]),
        ..World::default()
    };
    let claim = Claim::parse("every sign-in of group other requires mfa").expect("a claim");
    assert!(prove(&policies, &environment(), &world, &claim).expect("an answer").holds);
    let nobody = Claim::parse("every sign-in of user u-2 is blocked").expect("a claim");
    let vacuous = prove(&policies, &environment(), &world, &nobody).expect("an answer");
    assert_eq!((vacuous.holds, vacuous.classes_examined), (true, 0));
}

#[test]
fn two_halves_make_a_whole() {
    let outside = json!({"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}});
    let inside = json!({"locations": {"includeLocations": ["office"]}});
    let halves = [
        policy("out", json!({"includeUsers": ["All"]}), outside),
        policy("in", json!({"includeUsers": ["All"]}), inside),
    ];
    assert!(ask(&halves, "every sign-in requires mfa").holds);
    let found = counterexample(&halves[..1], "every sign-in requires mfa");
    assert_eq!(found.context.ip.as_deref(), Some("10.1.0.0"));
    assert!(ask(&halves[..1], "no sign-in outside trusted locations is allowed without mfa").holds);
    let found = counterexample(&halves[1..], "every sign-in outside trusted locations requires mfa");
    assert_eq!(found.context.ip.as_deref(), Some("203.0.113.10"));
}

#[test]
fn what_is_unknown_is_a_class_of_its_own() {
    let kinds =
        json!({"clientAppTypes": ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "other"]});
    let policies = [policy("mfa", json!({"includeUsers": ["All"]}), kinds)];
    let found = counterexample(&policies, "every sign-in requires mfa");
    assert_eq!(found.context.client_app_type, None);
    assert!(ask(&policies, "every sign-in via browser or legacy clients requires mfa").holds);
}

#[test]
fn controls_imply_each_other_as_they_do_in_a_sign_in() {
    let grant = |controls: Value| json!({"grantControls": controls});
    let strong = "authenticationStrength:00000000-0000-0000-0000-000000000004";
    let all = json!({"includeUsers": ["All"]});
    let by = |controls: Value| [policy("p", all.clone(), grant(controls))];
    let resistant = by(json!({"authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}}));
    assert!(ask(&resistant, "every sign-in requires mfa").holds, "every method of it is two factors");
    assert!(ask(&resistant, &format!("every sign-in requires {strong}")).holds);
    let weaker = "authenticationStrength:00000000-0000-0000-0000-000000000002";
    assert!(
        ask(&resistant, &format!("every sign-in requires {weaker}")).holds,
        "what satisfies it satisfies this"
    );
    let code = by(json!({"authenticationStrength": {"id": "code"}}));
    let found = counterexample(&code, &format!("every sign-in requires {weaker}"));
    assert_eq!(found.completed, ["password,email"]);
    let either = by(json!({"operator": "OR", "builtInControls": ["mfa", "compliantDevice"]}));
    assert!(!ask(&either, "every sign-in requires mfa").holds);
    assert!(ask(&either, "every sign-in requires mfa or compliantDevice").holds);
    let both =
        by(json!({"operator": "AND", "builtInControls": ["mfa", "compliantDevice"], "termsOfUse": ["t-1"]}));
    assert!(ask(&both, "every sign-in requires mfa and compliantDevice and termsOfUse:t-1").holds);
    assert!(!ask(&both, "every sign-in requires termsOfUse:t-2").holds);
    let block = by(json!({"builtInControls": ["block"]}));
    assert!(ask(&block, "every sign-in requires mfa").holds, "nobody gets in without");
    assert!(ask(&block, "every sign-in is blocked").holds);
    let found = ask(&block, "every sign-in is not blocked").counterexample.expect("a counterexample");
    assert_eq!(found.decision.outcome, Outcome::Block);
    assert!(ask(&both, "every sign-in is not blocked").holds);
    assert!(!ask(&both, "every sign-in is allowed").holds);
    assert!(ask(&[], "every sign-in is allowed").holds);
}

#[test]
fn devices_are_told_apart_by_their_rules() {
    let rule = r#"device.model -startsWith "Cloud" -and -not (device.extensionAttribute1 -eq "SAW")"#;
    let filter = json!({"devices": {"deviceFilter": {"mode": "exclude", "rule": rule}}});
    let policies = [policy("mfa", json!({"includeUsers": ["All"]}), filter)];
    let found = counterexample(&policies, "every sign-in requires mfa");
    assert!(found.context.device.and_then(|d| d.model).is_some_and(|model| model.starts_with("cloud")));
    assert!(
        ask(&policies, r#"every sign-in where "device.model -notStartsWith 'Cloud'" requires mfa"#).holds
    );
    assert!(
        ask(&policies, r#"every sign-in where "device.extensionAttribute1 -in ['SAW']" requires mfa"#).holds
    );
    assert!(!ask(&policies, r#"every sign-in where "device.isCompliant -eq True" requires mfa"#).holds);
    let found = counterexample(&[], r#"every sign-in where "device.isCompliant -eq True" requires mfa"#);
    assert_eq!(found.context.device.and_then(|device| device.is_compliant), Some(true));
    let wild =
        json!({"devices": {"deviceFilter": {"mode": "exclude", "rule": r#"device.model -match "a.c""#}}});
    let claim = Claim::parse("every sign-in requires mfa").expect("a claim");
    let refused = prove(&[policy("p", everyone(), wild)], &environment(), &World::default(), &claim);
    assert!(matches!(refused, Err(Error::InvalidArgument { field, .. }) if field == "policies"));
}

#[test]
fn apps_are_told_apart_by_their_attributes() {
    let rule = r#"CustomSecurityAttribute.Risk_Level -eq "high""#;
    let apps = json!({"applications": {"includeApplications": ["None"], "applicationFilter": {"mode": "include", "rule": rule}}});
    let policies = [policy("mfa", json!({"includeUsers": ["All"]}), apps)];
    assert!(!ask(&policies, "every sign-in requires mfa").holds);
    let world = |level: &str| World {
        apps: Some(vec![KnownApp {
            client_id: "a-1".into(),
            attributes: [("Risk_Level".to_owned(), vec![level.to_owned()])].into(),
            ..KnownApp::default()
        }]),
        ..World::default()
    };
    let claim = Claim::parse("every sign-in requires mfa").expect("a claim");
    assert!(prove(&policies, &environment(), &world("high"), &claim).expect("an answer").holds);
    assert!(!prove(&policies, &environment(), &world("low"), &claim).expect("an answer").holds);
    // Of several texts, `-contains` looks for a whole one, and `-match` in each.
    let rule = r#"CustomSecurityAttribute.a_b -eq "x" -and CustomSecurityAttribute.a_b -notContains "high" -and CustomSecurityAttribute.a_b -match "high""#;
    let apps = json!({"applications": {"includeApplications": ["All"], "applicationFilter": {"mode": "exclude", "rule": rule}}});
    let policies = [policy("mfa", json!({"includeUsers": ["All"]}), apps)];
    assert!(counterexample(&policies, "every sign-in requires mfa").app_attributes["a_b"].len() > 1);
}

#[test]
fn a_claim_that_is_not_understood_is_refused() {
    let mut claim = Claim::everywhere(ClaimDemand::RequiresAnyOf(vec!["luck".into()]));
    let refused = |claim: &Claim| match prove(&[], &environment(), &World::default(), claim) {
        Err(Error::InvalidArgument { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&claim), "claim.demand");
    for controls in [vec![], vec!["mfa:1".into()]] {
        claim.demand = ClaimDemand::RequiresAnyOf(controls);
        assert_eq!(refused(&claim), "claim.demand");
    }
    claim.demand = ClaimDemand::Blocked;
    claim.conditions.device_filter = Some("nonsense".into());
    assert_eq!(refused(&claim), "claim.conditions.deviceFilter");
}
