#![allow(clippy::unwrap_used, reason = "a test")]
//! Every exported function catches panics: a call that cannot fail by its declaration ends the process in Swift when it
//! panics.

use std::collections::BTreeSet;
use std::path::Path;

/// Functions that do no more than copy constants or wrap a number, so that nothing in them can panic.
const PLAIN: [&str; 7] = [
    "ManualClock::new",
    "default_limits",
    "default_policy_limits",
    "default_tenant_settings",
    "error_codes",
    "version",
    "words",
];

/// The exported functions of a source file, by name, with their bodies.
fn exported(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in source.split("#[uniffi::export]\n").skip(1) {
        // Formatted code: what begins at the margin ends with a brace there.
        let (item, _) = part.split_once("\n}\n").unwrap();
        let head = item.lines().find(|line| line.starts_with("impl ") || line.contains("fn ")).unwrap();
        let owner = head.strip_prefix("impl ").map(|rest| format!("{}::", rest.trim_end_matches(" {")));
        let margin = if owner.is_some() { "\n    " } else { "\n" };
        let item = format!("\n{item}").replace("pub fn ", "fn ").replace("pub(crate) fn ", "fn ");
        for function in item.replace("async fn ", "fn ").split(&format!("{margin}fn ")).skip(1) {
            let name = function.split(['(', '<']).next().unwrap();
            found.push((format!("{}{name}", owner.as_deref().unwrap_or_default()), function.to_owned()));
        }
    }
    found
}

#[test]
fn every_exported_function_catches_panics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut unguarded = BTreeSet::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for (name, body) in exported(&source) {
            count += 1;
            if !body.contains("guarded(") {
                unguarded.insert(name);
            }
        }
    }
    assert!(count > 100, "{count} functions found");
    assert_eq!(unguarded, BTreeSet::from(PLAIN.map(str::to_owned)));
}
