//! What policies refer to: locations, strengths, contexts, and what apps are by them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::Shop;
use serde_json::{Value, json};

const OFFICE: &str = r#"{"displayName": "Office", "ipRanges": [{"cidrAddress": "192.0.2.0/24"}]}"#;

fn length(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[test]
fn a_location_is_trusted_before_it_is_not_and_then_deleted() {
    let shop = Shop::new();
    let home = r#"{"displayName": "Home", "countriesAndRegions": ["DE"], "includeUnknownCountriesAndRegions": true}"#;
    shop.write("places.json", &format!("[{OFFICE}, {home}]"));
    let created = shop.json(&["location", "create", "places.json"]).fine().json();
    assert_eq!(created[0]["@odata.type"], "#microsoft.graph.ipNamedLocation");
    let listed = shop.run(&["location", "list"]).fine().out;
    assert!(listed.contains("192.0.2.0/24") && listed.contains("DE, unknown countries"), "{listed}");
    let trusted = shop.json(&["location", "trust", "Office"]).fine().json();
    assert_eq!(trusted[0]["isTrusted"], true);
    assert!(shop.run(&["location", "show", "Office"]).fine().out.contains("trusted"));
    let kept = shop.json(&["location", "delete", "Office", "--yes"]).ends_with(1);
    assert_eq!(kept.text("/error/field"), "location_id");
    shop.write(
        "more.json",
        r#"{"ipRanges": [{"cidrAddress": "192.0.2.0/24"}, {"cidrAddress": "2001:db8::/32"}]}"#,
    );
    let changed =
        shop.json(&["location", "update", "Office", "more.json", "--display-name", "Offices"]).fine().json();
    assert_eq!((&changed["displayName"], length(&changed["ipRanges"])), (&json!("Offices"), 2));
    shop.write("bad.json", r#"{"ipRanges": [{"cidrAddress": "10.0.0.0/8"}]}"#);
    let bad = shop.json(&["location", "update", "Offices", "bad.json"]).ends_with(1);
    assert_eq!(bad.text("/error/documents/0/path"), "ipRanges[0].cidrAddress");
    shop.run(&["location", "untrust", "Offices"]).fine();
    // Only what changes is in the log.
    shop.run(&["location", "untrust", "Offices"]).fine();
    assert_eq!(length(&shop.json(&["audit", "--action", "locations.update"]).fine().json()), 3);
    let gone = shop.json(&["location", "delete", "Offices", "Home", "--yes"]).fine().json();
    assert_eq!(length(&gone["deleted"]), 2);
    assert_eq!(shop.json(&["location", "list"]).fine().json(), json!([]));
    assert_eq!(shop.json(&["location", "show", "Office"]).ends_with(1).text("/error/kind"), "location");
    shop.run(&["location", "update", "Office"]).ends_with(2);
}

#[test]
fn a_location_that_a_policy_names_says_so() {
    let shop = Shop::new();
    let id = shop.run_with(&["location", "create", "-", "--json"], OFFICE).fine().text("/0/id");
    let policy = json!({
        "displayName": "Away", "state": "disabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                       "locations": {"includeLocations": ["All"], "excludeLocations": [id.to_uppercase()]}},
        "grantControls": {"operator": "OR", "builtInControls": ["block"]},
    });
    shop.run_with(&["policy", "import", "-"], &policy.to_string()).fine();
    let shown = shop.run(&["location", "show", &id.to_uppercase()]).fine().out;
    assert!(shown.contains("Named by  Away"), "{shown}");
    // And the policy says the location's name.
    let shown = shop.run(&["policy", "show", "Away"]).fine().out;
    assert!(shown.contains("(Office)"), "{shown}");
    shop.run(&["location", "delete", "Office", "--yes"]).ends_with(1);
}

#[test]
fn strengths_are_built_in_or_ones_own() {
    let shop = Shop::new();
    assert_eq!(length(&shop.json(&["strength", "list"]).fine().json()), 3);
    let refused = shop.json(&["strength", "delete", "Passwordless MFA", "--yes"]).ends_with(1);
    assert_eq!(refused.text("/error/field"), "strength_id");
    let mail = r#"{"displayName": "Mail", "allowedCombinations": ["password,email"]}"#;
    shop.run_with(&["strength", "create", "-"], mail).fine();
    let listed = shop.run(&["strength", "list"]).fine().out;
    assert!(listed.contains("built in") && listed.contains("password,email"), "{listed}");
    shop.run(&["strength", "update", "Mail", "--display-name", "Post"]).fine();
    shop.run(&["strength", "delete", "Post", "--yes"]).fine();
    let bad = shop.run_with(
        &["strength", "create", "-", "--json"],
        r#"{"displayName": "x", "allowedCombinations": ["smoke"]}"#,
    );
    assert_eq!(bad.ends_with(1).text("/error/documents/0/path"), "allowedCombinations[0]");
}

#[test]
fn contexts_have_ids_of_their_own_and_are_published() {
    let shop = Shop::new();
    let context = r#"{"id": "c4", "displayName": "Payments", "description": "Anything with money"}"#;
    shop.run_with(&["context", "create", "-"], context).fine();
    let twice = shop.run_with(&["context", "create", "-", "--json"], context).ends_with(1);
    assert_eq!(twice.text("/error/code"), "already_exists");
    assert_eq!(shop.json(&["context", "publish", "C4"]).fine().json()[0]["isAvailable"], true);
    let listed = shop.run(&["context", "list"]).fine().out;
    assert!(listed.contains("available") && listed.contains("Anything with money"), "{listed}");
    shop.run(&["context", "delete", "Payments", "--yes"]).ends_with(1);
    shop.run(&["context", "unpublish", "Payments"]).fine();
    shop.run(&["context", "delete", "Payments", "--yes"]).fine();
}

#[test]
fn apps_have_groups_and_attributes() {
    let shop = Shop::new();
    shop.app("Shop");
    let groups = shop.json(&["app", "set-groups", "Shop", "Office365", "Mine"]).fine().json();
    assert_eq!(groups["app_groups"], json!(["Office365", "Mine"]));
    let attributes = ["app", "set-attributes", "Shop", "Sets_Tier=gold", "Sets_Tier=new", "Sets_Kind=web"];
    let app = shop.json(&attributes).fine().json();
    assert_eq!(
        app["custom_security_attributes"],
        json!({"Sets_Tier": ["gold", "new"], "Sets_Kind": ["web"]})
    );
    assert_eq!(app["app_groups"], json!(["Office365", "Mine"]));
    let shown = shop.run(&["app", "show", "Shop"]).fine().out;
    assert!(shown.contains("Office365, Mine") && shown.contains("Sets_Tier = gold, new"), "{shown}");
    assert_eq!(shop.json(&["app", "set-groups", "Shop"]).fine().json()["app_groups"], json!([]));
    shop.run(&["app", "set-attributes", "Shop", "Sets_Tier"]).ends_with(2);
    let wrong = shop.json(&["app", "set-attributes", "Shop", "Tier=x"]).ends_with(1);
    assert_eq!(wrong.text("/error/field"), "custom_security_attributes");
}
