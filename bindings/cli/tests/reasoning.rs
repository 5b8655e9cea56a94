//! Proofs, gaps, severities and templates.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};

use common::{Shop, files, mfa};
use serde_json::{Value, json};

const ALLOWED: &str = "5d9e4c1a-3b7f-4f0e-9c55-2a1d6e8b7f10";

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/policies-as-code")
}

/// A shop whose policy asks everybody but a group for MFA.
fn guarded() -> Shop {
    let shop = Shop::new();
    let group = shop.group("Break-glass");
    shop.write("mfa.json", &mfa("MFA", "enabled", &group));
    shop.run(&["policy", "import", "mfa.json"]).fine();
    shop
}

#[test]
fn a_claim_is_proven_or_shown_wrong() {
    let shop = guarded();
    let claim = "every sign-in of group \"Break-glass\" requires mfa";
    let refuted = shop.json(&["prove", claim]).ends_with(3).json();
    assert_eq!(refuted["holds"], json!(false));
    assert_eq!(refuted["counterexample"]["decision"]["outcome"], json!("allow"), "{refuted}");
    assert!(refuted["counterexample"]["sign_in"].is_object());
    let told = shop.run(&["prove", claim]).ends_with(3).out;
    assert!(told.starts_with("Refuted.") && told.contains("Break-glass (") && told.contains("MFA"), "{told}");

    let rows: Vec<&str> = told.lines().take_while(|line| !line.starts_with("Allow")).collect();
    assert!(rows.iter().all(|row| row.chars().count() <= 80), "{told}");
    let satisfied = refuted["counterexample"]["sign_in"]["satisfiedControls"].as_array().unwrap();
    assert!(satisfied.len() > 5 && satisfied.iter().all(|c| told.contains(c.as_str().unwrap())), "{told}");

    let claim = "no sign-in is blocked";
    let proven = shop.json(&["prove", claim]).fine().json();
    assert_eq!((&proven["holds"], &proven["counterexample"]), (&json!(true), &Value::Null));

    let wrong = shop.json(&["prove", "whatever"]).ends_with(1).json();
    assert_eq!(
        (&wrong["error"]["code"], &wrong["error"]["field"]),
        (&json!("invalid_argument"), &json!("claim"))
    );
}

#[test]
fn gaps_are_listed_with_names() {
    let shop = guarded();
    let gaps = shop.json(&["gaps"]).fine().json();
    assert_eq!(gaps.as_array().unwrap().len(), 1, "{gaps}");
    assert!(gaps[0]["sign_in"].is_object());
    let told = shop.run(&["gaps", "--strict"]).ends_with(3).out;
    assert!(told.contains("\"Break-glass\""), "{told}");
}

#[test]
fn findings_have_severities_and_only_strict_exits_with_them() {
    let shop = guarded();
    let found = shop.json(&["lint"]).fine().json();
    let found = found.as_array().unwrap();
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|one| ["error", "warning", "info"].contains(&one["severity"].as_str().unwrap()))
    );
    shop.run(&["lint", "--strict"]).ends_with(3);
}

#[test]
fn templates_need_no_database_and_take_names_with_one() {
    let shop = Shop::new();
    let list = shop.json(&["policy", "templates"]).fine().json();
    assert_eq!(list.as_array().unwrap().len(), 20);
    let group = shop.group("Break-glass");
    let made =
        shop.run(&["policy", "template", "require-mfa-all-users", "--break-glass-group", "Break-glass"]);
    let policy = made.fine().json();
    assert_eq!(policy["conditions"]["users"]["excludeGroups"], json!([group]));
    shop.run_with(&["policy", "import", "-"], &policy.to_string()).fine();

    let mut bare =
        shop.command(&["policy", "template", "require-mfa-all-users", "--break-glass-group", "any"]);
    bare.env_remove("DOORSTEP_DATABASE");
    let policy = common::finish(bare, "").fine().json();
    assert_eq!(policy["conditions"]["users"]["excludeGroups"], json!(["any"]));

    let unknown = shop.json(&["policy", "template", "nope"]).ends_with(1).json();
    assert_eq!(unknown["error"]["kind"], json!("template"));
    let lacking = shop.json(&["policy", "template", "block-outside-allowed-countries"]).ends_with(1).json();
    assert_eq!(lacking["error"]["field"], json!("allowed_location_ids"));
    shop.run(&["policy", "template"]).ends_with(2);
}

#[test]
fn the_example_is_what_the_templates_make() {
    let shop = Shop::empty();
    let mut command = shop.command(&["policy", "template", "--all", "made", "--allowed-location", ALLOWED]);
    command.env_remove("DOORSTEP_DATABASE");
    common::finish(command, "").fine();
    let committed = example().join("policies");
    assert_eq!(files(&committed), files(&shop.path("made")));
    for name in files(&committed) {
        let text = std::fs::read_to_string(committed.join(&name)).unwrap();
        assert_eq!(text, shop.read(&format!("made/{name}")), "{name}");
    }
}

#[test]
fn the_example_applies_once_and_reports_only() {
    let shop = Shop::new();
    let folder = example();
    let folder = folder.to_str().unwrap();
    let applied = shop.run(&["apply", folder, "--yes"]).fine();
    // What is the same of several is said once, and of which.
    let said = applied.err.matches("blocks all users and excludes nobody").count();
    assert_eq!(said, 1, "{}", applied.err);
    assert!(applied.err.contains("warning of 5 policies: This policy blocks"), "{}", applied.err);
    assert!(applied.err.contains("\n    CA002 - All apps: Block For all users When legacy clients\n"));
    shop.run(&["apply", folder, "--check"]).fine();
    shop.run(&["apply", folder, "--yes"]).fine();
    let policies = shop.json(&["policy", "list"]).fine().json();
    let policies = policies.as_array().unwrap();
    assert_eq!(policies.len(), 20);
    assert!(policies.iter().all(|policy| policy["state"] == "enabledForReportingButNotEnforced"));
}
