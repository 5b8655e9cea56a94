//! Policies: import, export, differences, states, what-if and lint.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Shop, mfa};
use serde_json::{Value, json};

const LEGACY: &str = r#"{"displayName": "Block legacy", "state": "enabled",
    "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                   "clientAppTypes": ["other"]},
    "grantControls": {"operator": "OR", "builtInControls": ["block"]}}"#;

fn count(shop: &Shop) -> usize {
    shop.json(&["policy", "list"]).fine().json().as_array().unwrap().len()
}

#[test]
fn an_import_is_all_or_nothing_unless_it_keeps_going() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write("in/a.json", &mfa("MFA", "enabled", &group));
    shop.write("in/b.json", &format!("\u{feff}{{\"value\": [{LEGACY}, {{\"displayName\": \"x\"}}]}}"));
    shop.write("in/c.json", "{");
    let ran = shop.json(&["policy", "import", "in"]).ends_with(1).json();
    let results: Vec<&Value> = ran.as_array().unwrap().iter().map(|line| &line["result"]).collect();
    assert_eq!(results, ["refused", "left_out", "refused", "refused"]);
    assert_eq!(ran[0]["file"], "in/c.json");
    assert_eq!(ran[2]["file"], "in/b.json[0]");
    assert_eq!(ran[2]["error"]["code"], "policy_unsupported");
    assert_eq!(ran[2]["error"]["path"], "conditions.clientAppTypes");
    assert_eq!(ran[3]["error"]["path"], "state");
    assert_eq!(count(&shop), 0);

    let ran =
        shop.json(&["policy", "import", "in", "--keep-going", "--state", "disabled"]).ends_with(1).json();
    let results: Vec<&Value> = ran.as_array().unwrap().iter().map(|line| &line["result"]).collect();
    assert_eq!(results, ["refused", "created", "created", "refused"]);
    let list = shop.json(&["policy", "list"]).fine().json();
    assert_eq!((&list[0]["state"], &list[1]["state"]), (&json!("disabled"), &json!("disabled")));
    assert_eq!(ran[1]["id"], list[0]["id"]);
}

#[test]
fn an_import_reads_standard_input_and_shows_a_table_to_people() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    let document = mfa("MFA", "enabledForReportingButNotEnforced", &group);
    let ran = shop.run_with(&["policy", "import", "-"], &document).fine();
    assert!(ran.out.contains("standard input") && ran.out.contains("created"), "{}", ran.out);
    assert!(ran.err.contains("Created 1 policy."), "{}", ran.err);
}

#[test]
fn an_export_is_stable_and_comes_back_without_a_difference() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write(
        "a.json",
        &format!("[{}, {}]", mfa("MFA: all", "enabled", &group), mfa("MFA / all", "disabled", &group)),
    );
    shop.run(&["policy", "import", "a.json"]).fine();
    let files = shop.json(&["policy", "export"]).fine().json();
    assert_eq!(files["files"], json!(["policies/MFA-all.json", "policies/MFA-all-2.json"]));
    let first = shop.read("policies/MFA-all.json");
    let document: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(document.get("createdDateTime"), None);
    assert!(
        first.find("displayName") < first.find("state") && first.find("state") < first.find("conditions")
    );
    shop.run(&["policy", "disable", "MFA: all"]).fine();
    shop.run(&["policy", "enable", "MFA: all"]).fine();
    shop.run(&["policy", "export"]).fine();
    assert_eq!(shop.read("policies/MFA-all.json"), first);
    let diff = shop.run(&["policy", "diff", "policies"]).fine();
    assert!(diff.err.contains("No difference."), "{}", diff.err);
    shop.write("policies/old.json", "{}");
    assert!(shop.run(&["policy", "export"]).fine().err.contains("written to it: policies/old.json"));
}

#[test]
fn a_difference_is_one_of_meaning() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write("a.json", &mfa("MFA", "enabled", &group));
    shop.run(&["policy", "import", "a.json"]).fine();
    let mut document: Value = serde_json::from_str(&mfa("MFA", "enabled", &group)).unwrap();
    document["id"] = "another tenant's".into();
    document["createdDateTime"] = "2020-01-01T00:00:00Z".into();
    document["conditions"]["clientAppTypes"] = json!(["all"]);
    document["conditions"]["platforms"] = json!({"includePlatforms": []});
    document["sessionControls"] = Value::Null;
    shop.write("a.json", &document.to_string());
    assert_eq!(shop.json(&["policy", "diff", "a.json"]).fine().json()[0]["action"], "same");

    document["state"] = "disabled".into();
    document["conditions"]["users"]["excludeGroups"] = json!(["another"]);
    shop.write("a.json", &document.to_string());
    let ran = shop.run(&["policy", "diff", "a.json"]).ends_with(3);
    assert!(ran.out.contains("enabled → disabled"), "{}", ran.out);
    assert!(ran.out.contains(&format!("{group} (Break-glass)")), "{}", ran.out);
    let differences = shop.json(&["policy", "diff", "a.json"]).ends_with(3).json()[0]["differences"].clone();
    assert_eq!(differences[0], json!({"path": "state", "removed": ["enabled"], "added": ["disabled"]}));
    assert_eq!(differences[1]["path"], "conditions.users.excludeGroups");

    // A folder is all there should be, a file is not.
    shop.write("other/b.json", &mfa("Other", "enabled", &group));
    let folder = shop.json(&["policy", "diff", "other"]).ends_with(3).json();
    let actions: Vec<&Value> = folder.as_array().unwrap().iter().map(|change| &change["action"]).collect();
    assert_eq!(actions, ["create", "only_in_tenant"]);
    assert_eq!(
        shop.json(&["policy", "diff", "other/b.json"]).ends_with(3).json().as_array().unwrap().len(),
        1
    );
    shop.write("bad.json", "{\"displayName\": \"x\"}");
    assert_eq!(
        shop.json(&["policy", "diff", "bad.json"]).ends_with(1).text("/error/documents/0/path"),
        "state"
    );
}

#[test]
fn states_change_by_name_and_only_where_they_differ() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write("a.json", &format!("[{}, {}]", mfa("A", "enabled", &group), mfa("B", "disabled", &group)));
    shop.run(&["policy", "import", "a.json"]).fine();
    let states = shop.json(&["policy", "report-only", "A", "B"]).fine().json();
    assert_eq!(states[0]["state"], "enabledForReportingButNotEnforced");
    shop.run(&["policy", "report-only", "A"]).fine();
    let updates = shop.json(&["audit", "--action", "policies.update"]).fine().json();
    assert_eq!(updates.as_array().unwrap().len(), 2);
    let shown = shop.run(&["policy", "show", "A"]).fine().out;
    assert!(shown.contains("report-only") && shown.contains(&format!("{group} (Break-glass)")), "{shown}");
    assert_eq!(shop.json(&["policy", "show", "A"]).fine().text("/displayName"), "A");
    shop.run(&["policy", "delete", "A", "C", "--yes"]).ends_with(1);
    assert_eq!(count(&shop), 2, "one that is unknown keeps the others");
    shop.run(&["policy", "delete", "A", "B", "--yes"]).fine();
    assert_eq!(count(&shop), 0);
}

#[test]
fn what_if_says_what_happens_and_why() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    let (ada, glass) = (shop.user("ada@example.com"), shop.user("glass@example.com"));
    shop.app("Shop");
    shop.run(&["group", "add-user", &group, &glass]).fine();
    shop.write("a.json", &mfa("MFA", "enabled", &group));
    shop.run(&["policy", "import", "a.json"]).fine();
    let what_if = |user: &str| {
        ["what-if", "--app", "Shop", "--ip", "192.0.2.1", "--user"]
            .map(String::from)
            .into_iter()
            .chain([user.to_owned()])
            .collect::<Vec<_>>()
    };
    let run = |user: &str, json: bool| {
        let mut arguments = what_if(user);
        arguments.extend(json.then(|| "--json".to_owned()));
        shop.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).fine()
    };
    assert_eq!(run(&ada, true).json()["outcome"], "controls_required");
    assert_eq!(run(&glass, true).json()["outcome"], "allow");
    assert!(run("ada@example.com", false).out.starts_with("Allowed once this is satisfied: mfa."));
    assert!(run("glass@example.com", false).out.contains("users"));
    let wrong = shop.json(&["what-if", "--user", &ada, "--app", "Shop", "--ip", "nowhere"]).ends_with(1);
    assert_eq!(wrong.text("/error/field"), "context.ip");
}

#[test]
fn lint_finds_with_3_only_when_strict() {
    let shop = Shop::new();
    let nothing = shop.json(&["lint", "--strict"]).fine();
    assert_eq!(nothing.json(), json!([]));
    let document = mfa("MFA", "enabled", "x").replace(r#", "excludeGroups": ["x"]"#, "");
    let ran = shop.run_with(&["policy", "import", "-"], &document).fine();
    assert!(ran.err.contains("excludes nobody"), "{}", ran.err);
    shop.run(&["lint"]).fine();
    let found = shop.json(&["lint", "--strict"]).ends_with(3).json();
    let codes: Vec<&Value> = found.as_array().unwrap().iter().map(|warning| &warning["code"]).collect();
    // The mailer is the app's: its absence here is no finding.
    assert_eq!(codes, ["no_break_glass", "mfa_without_method"]);
}
