//! Policies that other people published. They are not part of the project: `DOORSTEP_CA_CORPUS` names the folder that
//! holds `shared.policies.jsonl`, and without it there is nothing to test.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::schema::{annotation, configured};
use super::*;
use crate::error::Error;

/// What `document` means: without what is not configured, without the store's fields, all client types spelled out.
fn meaning(document: &Value) -> Value {
    let mut document = prune(document);
    for key in ["id", "createdDateTime", "modifiedDateTime"] {
        document.as_object_mut().expect("an object").remove(key);
    }
    if let Some(Value::Object(conditions)) = document.get_mut("conditions") {
        conditions.entry("clientAppTypes").or_insert_with(|| vec!["all"].into());
    }
    document
}

fn prune(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, value)| annotation(key) || configured(value));
            Value::Object(kept.map(|(key, value)| (key.clone(), prune(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(prune).collect()),
        other => other.clone(),
    }
}

#[test]
fn published_policies_are_read_or_clearly_refused() {
    let Some(folder) = std::env::var_os("DOORSTEP_CA_CORPUS") else {
        eprintln!("skipped: DOORSTEP_CA_CORPUS is not set");
        return;
    };
    let lines =
        std::fs::read_to_string(PathBuf::from(folder).join("shared.policies.jsonl")).expect("the corpus");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).expect("a line of JSON");
        let object = &entry["object"];
        let policy = match Policy::parse(&object.to_string()) {
            Ok(policy) => policy,
            Err(Error::PolicyInvalid { path, reason }) => {
                assert!(!path.is_empty() && !reason.is_empty());
                *counts.entry(format!("refused, {path}: {reason}")).or_default() += 1;
                continue;
            }
            Err(other) => panic!("{}: {other:?}", entry["path"]),
        };
        let echo: Value = serde_json::from_str(&policy.to_json()).expect("JSON");
        assert_eq!(meaning(&echo), meaning(object), "{}", entry["path"]);
        let again = Policy::parse(&policy.to_json()).expect("its own JSON");
        assert_eq!(again.to_json(), policy.to_json(), "{}", entry["path"]);
        assert_eq!(again.unsupported(), policy.unsupported(), "{}", entry["path"]);
        let standing = match policy.check_storable() {
            Ok(()) if policy.unsupported().is_some() => "read, storable because disabled".to_owned(),
            Ok(()) => "read, storable".to_owned(),
            Err(Error::PolicyUnsupported { path }) => format!("unsupported, {path}"),
            Err(other) => panic!("{}: {other:?}", entry["path"]),
        };
        *counts.entry(standing).or_default() += 1;
    }
    for (standing, count) in counts {
        eprintln!("{count:5} {standing}");
    }
}
