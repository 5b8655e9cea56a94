//! Gaps in words.

use serde_json::{Value, json};

use super::*;
use crate::access::location::NamedLocation;
use crate::access::{Environment, Policy};

fn policy(conditions: Value, controls: Value) -> Policy {
    let document = json!({
        "displayName": "p", "state": "enabled", "conditions": conditions,
        "grantControls": {"operator": "OR", "builtInControls": controls}
    });
    Policy::parse(&document.to_string()).expect("well formed")
}

fn environment() -> Environment {
    let office =
        NamedLocation::parse(r#"{"displayName": "Office", "isTrusted": true, "ipRanges": ["10.1.0.0/16"]}"#);
    Environment::new(vec![office.expect("a location").with_meta("office", 0, None)], vec![], &[])
        .expect("networks")
}

fn told(policies: &[Policy], world: &World) -> Vec<String> {
    let found = gaps(policies, &environment(), world).expect("an answer");
    found.into_iter().map(|gap| [vec![gap.who, gap.apps], gap.conditions].concat().join(" | ")).collect()
}

#[test]
fn nothing_protects_a_tenant_without_policies() {
    assert_eq!(told(&[], &World::default()), ["anybody | any app"]);
    let all = json!({"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}});
    assert_eq!(told(&[policy(all.clone(), json!(["mfa"]))], &World::default()), Vec::<String>::new());
    let report = policy(all, json!(["mfa"])).patched(r#"{"state": "enabledForReportingButNotEnforced"}"#);
    assert_eq!(told(&[report.expect("well formed")], &World::default()), ["anybody | any app"]);
}

#[test]
fn the_widest_comes_first_and_what_belongs_together_is_one() {
    let mfa = policy(
        json!({
            "users": {"includeUsers": ["All"], "excludeUsers": ["glass-1"], "excludeGroups": ["glass"]},
            "applications": {"includeApplications": ["All"], "excludeApplications": ["a-1", "a-2"]},
            "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
            "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}
        }),
        json!(["mfa"]),
    );
    let legacy = policy(
        json!({
            "users": {"includeUsers": ["All"], "excludeGroups": ["glass"]},
            "applications": {"includeApplications": ["All"]}, "clientAppTypes": ["exchangeActiveSync", "other"]
        }),
        json!(["block"]),
    );
    let found = told(&[mfa, legacy], &World::default());
    for gap in [
        "anybody | any app | client app: unknown client app",
        "anybody | any app | client app: browser or mobileAppsAndDesktopClients or unknown client app | in the trusted locations",
        "anybody | app a-1 or app a-2 | client app: browser or mobileAppsAndDesktopClients or unknown client app",
        "user glass-1 | any app | client app: browser or mobileAppsAndDesktopClients or unknown client app",
        "anybody in group glass | any app",
    ] {
        assert!(found.iter().any(|known| known == gap), "{gap}: {found:#?}");
    }
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found[0].starts_with("anybody | "), "{found:#?}");
}

#[test]
fn known_users_are_named() {
    let mfa = policy(
        json!({
            "users": {"includeUsers": ["All"], "excludeGroups": ["glass"]},
            "applications": {"includeApplications": ["All"]}
        }),
        json!(["mfa"]),
    );
    let user = |id: &str, groups: &[&str]| KnownUser {
        user_id: id.into(),
        group_ids: groups.iter().map(|id| (*id).to_owned()).collect(),
        ..KnownUser::default()
    };
    let world = |users: Vec<KnownUser>| World { users: Some(users), ..World::default() };
    let found = told(
        std::slice::from_ref(&mfa),
        &world(vec![user("u-1", &[]), user("u-2", &["Glass"]), user("u-3", &["glass"])]),
    );
    assert_eq!(found, ["users u-2, u-3 | any app"]);
    assert_eq!(told(&[mfa], &world(vec![user("u-1", &[])])), Vec::<String>::new());
}

#[test]
fn nobody_is_in_more_groups_than_the_world_says() {
    let mfa = |group: &str| {
        let users = json!({"includeUsers": ["All"], "excludeGroups": [group]});
        policy(json!({"users": users, "applications": {"includeApplications": ["All"]}}), json!(["mfa"]))
    };
    let policies = [mfa("out-1"), mfa("out-2")];
    assert_eq!(told(&policies, &World::default()), ["anybody in group out-1 and group out-2 | any app"]);
    let world = |most| World { most_memberships: Some(most), ..World::default() };
    assert_eq!(told(&policies, &world(2)).len(), 1);
    assert_eq!(told(&policies, &world(1)), Vec::<String>::new());
    let claim = Claim::parse("every sign-in requires mfa").expect("a claim");
    for (most, holds) in [(0, true), (1, true), (2, false)] {
        assert_eq!(prove(&policies, &environment(), &world(most), &claim).expect("an answer").holds, holds);
    }
}
