//! `doorstep apply`: a tenant that matches a folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Ran, Shop, mfa};
use serde_json::{Value, json};

const EMAIL: &str = r#"{"id": "Email", "state": "enabled"}"#;

fn flow(name: &str, app: &str, sign_up: bool) -> String {
    json!({
        "displayName": name,
        "conditions": {"applications": {"includeApplications": [{"appId": app}]}},
        "onInteractiveAuthFlowStart": {"isSignUpAllowed": sign_up},
        "onAuthenticationMethodLoadStart": {"identityProviders": [{"id": "EmailPassword-OAUTH"}]},
    })
    .to_string()
}

/// A folder with a policy, a flow and a method, and the tenant's app and group that they are about.
fn folder() -> (Shop, String, String) {
    let shop = Shop::new();
    let (app, group) = (shop.app("Shop"), shop.group("Break-glass"));
    shop.write("wanted/policies/mfa.json", &mfa("MFA", "enabled", &group));
    shop.write("wanted/flows/sign-in.json", &flow("Sign in", &app, true));
    shop.write("wanted/methods/email.json", EMAIL);
    (shop, app, group)
}

fn apply(shop: &Shop, options: &[&str]) -> Ran {
    shop.run(&[&["apply", "wanted"], options].concat())
}

fn actions(ran: &Ran) -> Vec<(String, String)> {
    let json = ran.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    json["changes"].as_array().unwrap().iter().map(|c| (text(&c["name"]), text(&c["action"]))).collect()
}

fn changes_in_log(shop: &Shop) -> usize {
    shop.json(&["audit", "--all"]).fine().json().as_array().unwrap().len()
}

#[test]
fn it_shows_writes_and_then_has_nothing_to_do() {
    let (shop, app, _) = folder();
    let before = changes_in_log(&shop);
    let check = apply(&shop, &["--check"]).ends_with(3);
    assert!(check.out.contains("2 to create, 1 to change"), "{}", check.out);
    assert!(check.out.contains("+ policy MFA  wanted/policies/mfa.json"), "{}", check.out);
    assert!(check.out.contains("disabled → enabled"), "{}", check.out);
    assert!(check.out.contains(&format!("{app} (Shop)")), "{}", check.out);
    let refused = apply(&shop, &[]).ends_with(2);
    assert!(refused.err.contains("--yes"), "{}", refused.err);
    assert_eq!(changes_in_log(&shop), before, "nothing was written");

    apply(&shop, &["--yes"]).fine();
    let after = changes_in_log(&shop);
    assert_eq!(after, before + 3);
    // Without --yes: nobody has to be asked.
    let again = apply(&shop, &[]).fine();
    assert_eq!(again.out, "Nothing to do: 3 of 3 match.\n");
    apply(&shop, &["--check"]).fine();
    assert_eq!(changes_in_log(&shop), after);
}

#[test]
fn programs_get_one_document() {
    let (shop, ..) = folder();
    let check = apply(&shop, &["--check", "--json"]).ends_with(3);
    assert_eq!(check.json()["applied"], false);
    assert_eq!(apply(&shop, &["--json"]).ends_with(2).text("/error/code"), "usage");
    let done = apply(&shop, &["--json", "--yes"]).fine();
    assert_eq!(done.json()["applied"], true);
    let pairs = |names: [(&str, &str); 3]| names.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    let created = pairs([("email_otp", "update"), ("Sign in", "create"), ("MFA", "create")]);
    assert_eq!(actions(&done), created);
    let again = apply(&shop, &["--json"]).fine();
    assert_eq!(actions(&again), pairs([("email_otp", "same"), ("Sign in", "same"), ("MFA", "same")]));
}

#[test]
fn what_a_document_no_longer_says_is_unset() {
    let (shop, app, group) = folder();
    let mut document: Value = serde_json::from_str(&mfa("MFA", "enabled", &group)).unwrap();
    document["description"] = "for everyone".into();
    shop.write("wanted/policies/mfa.json", &document.to_string());
    apply(&shop, &["--yes"]).fine();
    assert_eq!(shop.json(&["policy", "show", "MFA"]).fine().text("/description"), "for everyone");
    shop.write("wanted/policies/mfa.json", &mfa("MFA", "disabled", &group));
    shop.write("wanted/flows/sign-in.json", &flow("Sign in", &app, false));
    apply(&shop, &["--yes"]).fine();
    let policy = shop.json(&["policy", "show", "MFA"]).fine().json();
    assert_eq!((&policy["description"], &policy["state"]), (&Value::Null, &json!("disabled")));
    apply(&shop, &["--check"]).fine();
}

#[test]
fn an_id_goes_before_a_name_so_that_things_can_be_renamed() {
    let (shop, ..) = folder();
    apply(&shop, &["--yes"]).fine();
    shop.run(&["policy", "export", "wanted/policies"]).fine();
    shop.run(&["flow", "export", "wanted/flows"]).fine();
    for file in ["wanted/policies/mfa.json", "wanted/flows/sign-in.json"] {
        std::fs::remove_file(shop.path(file)).unwrap();
    }
    apply(&shop, &["--check"]).fine();
    for (file, from, to) in
        [("policies/MFA", "\"MFA\"", "\"MFA 2\""), ("flows/Sign-in", "\"Sign in\"", "\"Log in\"")]
    {
        let file = format!("wanted/{file}.json");
        shop.write(&file, &shop.read(&file).replace(from, to));
    }
    let ran = apply(&shop, &["--yes"]).fine();
    assert!(ran.out.contains("2 to change"), "{}", ran.out);
    assert_eq!(shop.json(&["policy", "list"]).fine().json().as_array().unwrap().len(), 1);
    shop.run(&["flow", "show", "Log in"]).fine();
    apply(&shop, &["--check"]).fine();
}

#[test]
fn every_bad_document_is_named_and_nothing_is_written() {
    let (shop, app, group) = folder();
    shop.write("wanted/policies/broken.json", "{");
    shop.write("wanted/policies/stateless.json", r#"[{"displayName": "x"}]"#);
    shop.write("wanted/policies/nameless.json", &mfa("", "enabled", &group));
    shop.write("wanted/policies/twin.json", &mfa("MFA", "disabled", &group));
    shop.write(
        "wanted/policies/unsupported.json",
        &mfa("Risk", "enabled", &group)
            .replace(r#""conditions": {"#, r#""conditions": {"times": {"includedRanges": ["x"]}, "#),
    );
    shop.write("wanted/flows/app.json", &flow("Another", "no-such-app", true));
    shop.write("wanted/flows/both.json", &flow("Both", &app, true));
    shop.write("wanted/flows/type.json", r#"{"displayName": "x", "onAttributeCollection": 1}"#);
    shop.write("wanted/methods/group.json", r#"{"id": "Email", "includeTargets": []}"#);
    shop.write("wanted/methods/sms.json", r#"{"id": "Sms", "state": "enabled"}"#);
    let before = changes_in_log(&shop);
    let ran = apply(&shop, &["--yes", "--json"]).ends_with(1);
    let documents = ran.json()["error"]["documents"].clone();
    let mut found: Vec<(String, String)> = Vec::new();
    for document in documents.as_array().unwrap() {
        let text = |name: &str| document[name].as_str().unwrap().to_owned();
        found.push((text("file").replace("wanted/", ""), text("code")));
    }
    found.sort();
    let expected = [
        ("flows/app.json", "not_found"),
        // The later of the two that want the app.
        ("flows/sign-in.json", "already_exists"),
        ("flows/type.json", "policy_invalid"),
        ("methods/group.json", "ambiguous"),
        ("methods/sms.json", "policy_invalid"),
        ("policies/broken.json", "policy_invalid"),
        ("policies/nameless.json", "policy_invalid"),
        ("policies/stateless.json[0]", "policy_invalid"),
        ("policies/twin.json", "ambiguous"),
        ("policies/unsupported.json", "policy_unsupported"),
    ];
    assert_eq!(found, expected.map(|(file, code)| (file.to_owned(), code.to_owned())));
    assert_eq!(changes_in_log(&shop), before);
    let human = apply(&shop, &["--yes"]).ends_with(1);
    assert!(human.err.contains("wanted/policies/unsupported.json: conditions.times"), "{}", human.err);
}

#[test]
fn what_the_folder_lacks_stays_unless_pruned_and_other_kinds_stay_anyway() {
    let (shop, _, group) = folder();
    apply(&shop, &["--yes"]).fine();
    shop.write("more.json", &mfa("More", "disabled", &group));
    shop.run(&["policy", "import", "more.json"]).fine();
    let kept = apply(&shop, &["--check"]).fine();
    assert!(kept.out.contains("policy More  only in the tenant"), "{}", kept.out);
    apply(&shop, &["--check", "--prune"]).ends_with(3);
    std::fs::remove_dir_all(shop.path("wanted/flows")).unwrap();
    let pruned = apply(&shop, &["--prune", "--yes"]).fine();
    assert!(pruned.out.contains("1 to delete"), "{}", pruned.out);
    assert_eq!(shop.json(&["policy", "list"]).fine().json().as_array().unwrap().len(), 1);
    // No folder of flows is not an empty one.
    assert_eq!(shop.json(&["flow", "list"]).fine().json().as_array().unwrap().len(), 1);
    apply(&shop, &["--prune"]).fine();
}

#[test]
fn an_app_moves_from_one_flow_to_another() {
    let (shop, app, _) = folder();
    apply(&shop, &["--yes"]).fine();
    std::fs::remove_file(shop.path("wanted/flows/sign-in.json")).unwrap();
    shop.write("wanted/flows/new.json", &flow("New", &app, true));
    let stays = apply(&shop, &["--yes", "--json"]).ends_with(1);
    assert_eq!(stays.text("/error/documents/0/code"), "already_exists");
    apply(&shop, &["--yes", "--prune"]).fine();
    let flows = shop.json(&["flow", "list"]).fine().json();
    assert_eq!(flows.as_array().unwrap().len(), 1);
    assert_eq!(flows[0]["conditions"]["applications"]["includeApplications"][0]["appId"], app.as_str());
    apply(&shop, &["--check", "--prune"]).fine();
}

#[test]
fn a_folder_with_nothing_to_read_is_refused_and_a_misspelled_one_mentioned() {
    let (shop, ..) = folder();
    shop.write("empty/README.md", "");
    let ran = shop.run(&["apply", "empty"]).ends_with(1);
    assert!(ran.err.contains("policies/"), "{}", ran.err);
    shop.write("wanted/polices/a.json", "{}");
    assert!(apply(&shop, &["--check"]).err.contains("polices/ is not read"));
}

#[test]
fn a_user_without_the_roles_changes_nothing_at_all() {
    let (shop, ..) = folder();
    shop.user("ca@example.com");
    // May change methods and policies, not flows, which come in between.
    for role in ["Conditional Access Administrator", "Authentication Policy Administrator"] {
        shop.run(&["role", "assign", "ca@example.com", role]).fine();
    }
    let ran = apply(&shop, &["--yes", "--json", "--as", "ca@example.com"]).ends_with(1);
    assert_eq!(ran.text("/error/code"), "forbidden");
    assert_eq!(shop.json(&["policy", "list"]).fine().json(), json!([]));
    assert_eq!(shop.json(&["method", "show", "email_otp"]).fine().json()["enabled"], false);
    std::fs::remove_dir_all(shop.path("wanted/flows")).unwrap();
    apply(&shop, &["--yes", "--as", "ca@example.com"]).fine();
    let log = shop.json(&["audit", "--action", "policies.create"]).fine().json();
    assert_ne!(log[0]["actor"], "host");
}

const OFFICE: &str = r##"{"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "7A11",
    "displayName": "Office", "isTrusted": true, "ipRanges": [{"cidrAddress": "192.0.2.0/24"}]}"##;
const STRENGTH: &str = r#"{"id": "7a12", "displayName": "Keys", "policyType": "custom",
    "allowedCombinations": ["fido2"], "createdDateTime": "2020-01-01T00:00:00Z"}"#;
const CONTEXT: &str = r#"{"id": "c1", "displayName": "Payments", "isAvailable": true}"#;

/// A folder with a policy and what it refers to by the ids of another tenant.
fn references() -> Shop {
    let shop = Shop::new();
    let policy = json!({
        "id": "7a10", "displayName": "Away", "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"], "excludeGroups": ["x"]},
            "applications": {"includeAuthenticationContextClassReferences": ["c1"]},
            "locations": {"includeLocations": ["All"], "excludeLocations": ["7a11"]},
        },
        "grantControls": {"operator": "OR", "authenticationStrength": {"id": "7a12"}},
    });
    shop.write("wanted/policies/away.json", &policy.to_string());
    shop.write("wanted/locations/office.json", OFFICE);
    shop.write("wanted/strengths/keys.json", STRENGTH);
    shop.write("wanted/contexts/payments.json", CONTEXT);
    shop
}

#[test]
fn what_policies_refer_to_comes_before_them_and_keeps_its_ids() {
    let shop = references();
    let check = apply(&shop, &["--check"]).ends_with(3);
    assert!(check.out.contains("+ location Office  wanted/locations/office.json"), "{}", check.out);
    let done = apply(&shop, &["--json", "--yes"]).fine();
    let kinds: Vec<Value> =
        done.json()["changes"].as_array().unwrap().iter().map(|c| c["kind"].clone()).collect();
    assert_eq!(kinds, ["location", "authentication_strength", "authentication_context", "policy"]);
    for (command, id) in [("location", "7a11"), ("strength", "7a12"), ("context", "c1"), ("policy", "7a10")] {
        assert_eq!(shop.json(&[command, "show", id]).fine().text("/id"), id);
    }
    let log = changes_in_log(&shop);
    assert_eq!(apply(&shop, &[]).fine().out, "Nothing to do: 4 of 4 match.\n");
    apply(&shop, &["--check", "--prune"]).fine();
    assert_eq!(changes_in_log(&shop), log);

    // The same after everything went through an export, built-in strengths aside.
    let export = shop.json(&["policy", "export", "--all", "again"]).fine().json();
    let files = ["policies/Away", "locations/Office", "strengths/Keys", "contexts/Payments"];
    assert_eq!(export["files"], json!(files.map(|file| format!("again/{file}.json"))));
    assert_eq!(shop.run(&["apply", "again"]).fine().out, "Nothing to do: 4 of 4 match.\n");
    let other = Shop::new();
    for file in files {
        let file = format!("again/{file}.json");
        other.write(&file, &shop.read(&file));
    }
    other.run(&["apply", "again", "--yes"]).fine();
    other.run(&["apply", "again", "--check", "--prune"]).fine();
}

#[test]
fn what_policies_refer_to_is_changed_in_place() {
    let shop = references();
    apply(&shop, &["--yes"]).fine();
    shop.write(
        "wanted/locations/office.json",
        &OFFICE.replace("192.0.2.0/24", "198.51.100.0/24").replace("true", "false"),
    );
    shop.write(
        "wanted/contexts/payments.json",
        r#"{"id": "c1", "displayName": "Refunds", "description": "money"}"#,
    );
    let ran = apply(&shop, &["--yes"]).fine();
    assert!(ran.out.contains("2 to change, 2 as they should be"), "{}", ran.out);
    assert_eq!(shop.json(&["context", "show", "c1"]).fine().text("/displayName"), "Refunds");
    assert_eq!(shop.json(&["location", "show", "Office"]).fine().json()["isTrusted"], false);
    shop.write("wanted/contexts/payments.json", r#"{"id": "c1", "displayName": "Refunds"}"#);
    apply(&shop, &["--yes"]).fine();
    assert_eq!(shop.json(&["context", "show", "c1"]).fine().json()["description"], json!(null));
    apply(&shop, &["--check"]).fine();
    // A place of networks cannot become one of countries.
    shop.write(
        "wanted/locations/office.json",
        r#"{"id": "7a11", "displayName": "Office", "countriesAndRegions": ["DE"]}"#,
    );
    let refused = apply(&shop, &["--yes", "--json"]).ends_with(1);
    assert_eq!(refused.text("/error/documents/0/path"), "@odata.type");
}

#[test]
fn pruning_goes_from_policies_to_what_they_name() {
    let shop = references();
    apply(&shop, &["--yes"]).fine();
    std::fs::remove_file(shop.path("wanted/locations/office.json")).unwrap();
    std::fs::remove_file(shop.path("wanted/contexts/payments.json")).unwrap();
    // They are trusted, published, and named by a policy that stays.
    let before = changes_in_log(&shop);
    let refused = apply(&shop, &["--prune", "--yes", "--json"]).ends_with(1);
    assert_eq!(refused.json()["error"]["documents"].as_array().unwrap().len(), 2);
    assert!(refused.out.contains("the policy Away names it"), "{}", refused.out);
    assert_eq!(changes_in_log(&shop), before);
    std::fs::remove_file(shop.path("wanted/policies/away.json")).unwrap();
    apply(&shop, &["--prune", "--yes"]).fine();
    assert_eq!(shop.json(&["location", "list"]).fine().json(), json!([]));
    assert_eq!(shop.json(&["context", "list"]).fine().json(), json!([]));
    assert_eq!(shop.json(&["policy", "list"]).fine().json(), json!([]));
    shop.run(&["strength", "show", "Keys"]).fine();
}
