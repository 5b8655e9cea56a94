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

fn results(report: &Value) -> Vec<String> {
    let result = |line: &Value| line["result"].as_str().unwrap().to_owned();
    report.as_array().unwrap().iter().map(result).collect()
}

#[test]
fn an_import_is_all_or_nothing_unless_it_keeps_going() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    let odd = LEGACY.replace("\"clientAppTypes\": [\"other\"]", "\"times\": {\"includedRanges\": [\"x\"]}");
    shop.write("in/a.json", &mfa("MFA", "enabled", &group));
    shop.write("in/b.json", &format!("\u{feff}{{\"value\": [{odd}, {}]}}", mfa("Bad", "maybe", &group)));
    shop.write("in/c.json", "{");
    let ran = shop.json(&["policy", "import", "in"]).ends_with(1).json();
    assert_eq!(results(&ran), ["refused", "left_out", "left_out", "left_out"]);
    assert_eq!(ran[0]["file"], "in/c.json");
    assert_eq!(ran[2]["file"], "in/b.json: value[0]");
    std::fs::remove_file(shop.path("in/c.json")).unwrap();
    let ran = shop.json(&["policy", "import", "in"]).ends_with(1).json();
    assert_eq!(results(&ran), ["left_out", "left_out", "refused"]);
    assert_eq!((&ran[2]["file"], &ran[2]["error"]["path"]), (&json!("in/b.json: value[1]"), &json!("state")));
    assert_eq!(count(&shop), 0);

    shop.write("in/c.json", "{");
    let ran = shop.json(&["policy", "import", "in", "--keep-going"]).ends_with(1).json();
    assert_eq!(results(&ran), ["refused", "created", "created_disabled", "refused"]);
    assert_eq!(ran[2]["error"]["code"], "policy_unsupported");
    assert_eq!(ran[2]["error"]["path"], "conditions.times");
    let list = shop.json(&["policy", "list"]).fine().json();
    assert_eq!((&list[0]["state"], &list[1]["state"]), (&json!("enabled"), &json!("disabled")));
    assert_eq!(ran[1]["id"], list[0]["id"]);
    shop.write("in/a.json", &LEGACY.replace("Block legacy", "Legacy"));
    shop.run(&["policy", "import", "in/a.json", "--state", "report-only"]).fine();
    let legacy = shop.json(&["policy", "show", "Legacy"]).fine();
    assert_eq!(legacy.text("/state"), "enabledForReportingButNotEnforced");
}

#[test]
fn an_import_takes_in_what_policies_refer_to_under_its_ids() {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    let location =
        r#"{"id": "L1", "displayName": "Office", "isTrusted": true, "ipRanges": ["192.0.2.0/24"]}"#;
    let policy = mfa("MFA", "enabled", &group)
        .replace(r#""conditions": {"#, r#""id": "P1", "conditions": {"locations": {"includeLocations": ["All"], "excludeLocations": ["L1"]}, "#);
    shop.write("in/deep/policy.json", &policy);
    shop.write("in/location.json", location);
    let ran = shop.json(&["policy", "import", "in"]).fine().json();
    let told: Vec<(&Value, &Value)> =
        ran.as_array().unwrap().iter().map(|line| (&line["kind"], &line["id"])).collect();
    assert_eq!(told, [(&json!("policy"), &json!("p1")), (&json!("location"), &json!("l1"))]);
    assert_eq!(shop.json(&["location", "show", "Office"]).fine().text("/id"), "l1");
    let again = shop.json(&["policy", "import", "in"]).ends_with(1).json();
    assert_eq!(again[0]["error"]["code"], "already_exists");
    let human = shop.run(&["policy", "import", "in"]).ends_with(1);
    assert!(
        human.out.contains("already_exists") && human.err.contains("Nothing was created"),
        "{}",
        human.out
    );
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
fn what_if_takes_every_condition() {
    let shop = Shop::new();
    shop.user("ada@example.com");
    shop.app("Shop");
    shop.run_with(&["context", "create", "-"], r#"{"id": "c7", "displayName": "Payments"}"#).fine();
    let all = |conditions: Value, applications: Value| {
        json!({
            "displayName": "P", "state": "enabled", "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
            "sessionControls": {"signInFrequency": {"isEnabled": true, "value": 4, "type": "hours",
                                "frequencyInterval": "timeBased", "authenticationType": "primaryAndSecondaryAuthentication"}},
            "conditions": conditions.as_object().unwrap().clone().into_iter().chain([
                ("users".to_owned(), json!({"includeUsers": ["All"]})), ("applications".to_owned(), applications),
            ]).collect::<Value>(),
        })
    };
    let apps = json!({"includeApplications": ["All"]});
    for (conditions, applications, options) in [
        (json!({"platforms": {"includePlatforms": ["iOS"]}}), apps.clone(), vec!["--platform", "ios"]),
        (json!({"clientAppTypes": ["other"]}), apps.clone(), vec!["--client-app-type", "other"]),
        (json!({"userRiskLevels": ["high"]}), apps.clone(), vec!["--user-risk", "high"]),
        (json!({"signInRiskLevels": ["low"]}), apps.clone(), vec!["--sign-in-risk", "low"]),
        (json!({"insiderRiskLevels": "elevated"}), apps.clone(), vec!["--insider-risk", "elevated"]),
        (
            json!({"authenticationFlows": {"transferMethods": "deviceCodeFlow"}}),
            apps.clone(),
            vec!["--auth-flow", "deviceCodeFlow"],
        ),
        (
            json!({"devices": {"deviceFilter": {"mode": "include", "rule": "device.extensionAttribute1 -eq \"SAW\" -and device.isCompliant -eq True"}}}),
            apps.clone(),
            vec!["--device", "extensionAttribute1=SAW", "--device", "isCompliant=true"],
        ),
        (
            json!({}),
            json!({"includeUserActions": ["urn:user:registersecurityinfo"]}),
            vec!["--user-action", "urn:user:registersecurityinfo"],
        ),
        (
            json!({}),
            json!({"includeAuthenticationContextClassReferences": ["c7"]}),
            vec!["--auth-context", "Payments"],
        ),
    ] {
        let document = all(conditions, applications).to_string();
        shop.run_with(&["policy", "import", "-"], &document).fine();
        let base = ["what-if", "--user", "ada@example.com"];
        assert_eq!(shop.json(&base).fine().json()["outcome"], "allow", "{document}");
        assert_eq!(
            shop.json(&[&base[..], &options].concat()).fine().json()["outcome"],
            "controls_required",
            "{document}"
        );
        let satisfied = shop.json(&[&base[..], &options, &["--satisfied", "mfa"]].concat()).fine().json();
        assert_eq!(satisfied["outcome"], "allow", "{document}");
        let used = shop.json(&[&base[..], &options, &["--completed", "password,sms"]].concat()).fine().json();
        assert_eq!(used["outcome"], "allow", "{document}");
        let human = shop.run(&[&base[..], &options].concat()).fine().out;
        assert!(human.contains("signInFrequency  every 4 hours"), "{human}");
        shop.run(&["policy", "delete", "P", "--yes"]).fine();
    }
    let base = ["what-if", "--user", "ada@example.com", "--app", "Shop"];
    let wrong = |options: &[&str]| shop.json(&[&base[..], options].concat());
    assert_eq!(wrong(&["--device", "colour=red"]).ends_with(1).text("/error/field"), "context.device.colour");
    assert_eq!(wrong(&["--country", "Germany"]).ends_with(1).text("/error/field"), "context.country");
    assert_eq!(
        wrong(&["--completed", "smoke"]).ends_with(1).text("/error/field"),
        "completed_combinations[0]"
    );
    let missing = wrong(&["--country-database", "gone.mmdb"]).ends_with(1);
    assert!(missing.text("/error/message").starts_with("gone.mmdb: cannot be read"), "{}", missing.out);
    for usage in [
        vec!["what-if", "--app", "Shop"],
        vec!["what-if", "--user", "ada@example.com", "--service-principal", "x"],
        vec!["what-if", "--user", "ada@example.com", "--platform", "toaster"],
    ] {
        shop.run(&usage).ends_with(2);
    }
    let robot = json!({
        "displayName": "Robots", "state": "enabled", "grantControls": {"operator": "OR", "builtInControls": ["block"]},
        "conditions": {"clientApplications": {"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]},
                       "applications": {"includeApplications": ["All"]}, "servicePrincipalRiskLevels": ["high"]},
    });
    shop.run_with(&["policy", "import", "-"], &robot.to_string()).fine();
    let robot = ["what-if", "--service-principal", "r2", "--service-principal-risk"];
    assert_eq!(shop.json(&[&robot[..], &["high"]].concat()).fine().json()["outcome"], "block");
    assert_eq!(shop.json(&[&robot[..], &["low"]].concat()).fine().json()["outcome"], "allow");
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
