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

/// What became of a document, and for which field.
type Table = BTreeMap<(String, &'static str), usize>;

fn print(table: &Table) {
    for ((path, outcome), count) in table {
        let path = if path.is_empty() { "(all of it)" } else { path };
        eprintln!("{count:5} {outcome:28} {path}");
    }
}

/// A path without its indexes, so that a table stays short.
fn field(path: &str) -> String {
    let mut field = String::new();
    let mut inside = false;
    for character in path.chars() {
        inside = (inside || character == '[') && character != ']';
        if !inside && character != ']' {
            field.push(character);
        }
    }
    field
}

fn corpus(file: &str) -> Option<Vec<Value>> {
    let Some(folder) = std::env::var_os("DOORSTEP_CA_CORPUS") else {
        eprintln!("skipped: DOORSTEP_CA_CORPUS is not set");
        return None;
    };
    let lines = std::fs::read_to_string(PathBuf::from(folder).join(file)).expect("the corpus");
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect())
}

/// The document as it is found in a file, in Graph's spelling.
fn imported(object: &Value, kind: DocumentKind) -> String {
    let found = super::import::documents_in(object.clone()).expect("readable");
    let found = found.into_iter().find(|document| document.kind == kind);
    found.expect("a document of its kind").json
}

#[test]
fn published_policies_are_read_or_clearly_refused() {
    let Some(lines) = corpus("shared.policies.jsonl") else { return };
    let mut table = Table::new();
    let mut count = |path: &str, outcome| *table.entry((field(path), outcome)).or_default() += 1;
    for line in &lines {
        let at = &line["path"];
        let json = imported(&line["object"], DocumentKind::Policy);
        let object: Value = serde_json::from_str(&json).expect("JSON");
        // Templates have no state; they are taken in disabled.
        let stateless = object.get("state").is_none_or(Value::is_null);
        let mut object = object;
        if stateless {
            object["state"] = "disabled".into();
        }
        let policy = match Policy::parse(&object.to_string()) {
            Ok(policy) => policy,
            Err(Error::PolicyInvalid { path, reason }) => {
                assert!(!path.is_empty() && !reason.is_empty(), "{at}");
                count(&path, "refused, invalid");
                continue;
            }
            Err(other) => panic!("{at}: {other:?}"),
        };
        let echo: Value = serde_json::from_str(&policy.to_json()).expect("JSON");
        assert_eq!(meaning(&echo), meaning(&object), "{at}");
        let again = Policy::parse(&policy.to_json()).expect("its own JSON");
        assert_eq!(again.to_json(), policy.to_json(), "{at}");
        // What is evaluated is the same, so every decision is.
        assert_eq!(again.rules(), policy.rules(), "{at}");
        match policy.unsupported() {
            Some(path) => count(&path, "unsupported, kept disabled"),
            None if stateless => count("state", "evaluable, kept disabled"),
            None => count("", "evaluable"),
        }
        assert_eq!(
            policy.check_storable().is_ok(),
            policy.state() == PolicyState::Disabled || policy.unsupported().is_none(),
            "{at}"
        );
    }
    print(&table);
    let evaluable: usize =
        table.iter().filter(|(key, _)| key.1.starts_with("evaluable")).map(|(_, n)| n).sum();
    assert!(evaluable * 100 >= lines.len() * 98, "{evaluable} of {}", lines.len());
}

#[test]
fn published_locations_strengths_and_contexts_are_read_or_clearly_refused() {
    let Some(lines) = corpus("shared.objects.jsonl") else { return };
    let mut table = Table::new();
    for line in &lines {
        let (at, object) = (&line["path"], &line["object"]);
        let found = super::import::documents_in(object.clone()).expect("readable").pop();
        let Document { kind, json, .. } = found.unwrap_or_else(|| panic!("{at}: nothing found"));
        let (read, echo, again) = match kind {
            DocumentKind::NamedLocation => {
                let read = NamedLocation::parse(&json).and_then(|l| l.check_storable(2_000).map(|()| l));
                let echo = read.as_ref().ok().map(NamedLocation::to_json);
                let again =
                    echo.as_deref().map(|json| NamedLocation::parse(json).expect("its own").to_json());
                (read.map(|_| ()), echo, again)
            }
            DocumentKind::AuthenticationStrength => {
                let read = AuthenticationStrength::parse(&json);
                let echo = read.as_ref().ok().map(AuthenticationStrength::to_json);
                let again = echo
                    .as_deref()
                    .map(|json| AuthenticationStrength::parse(json).expect("its own").to_json());
                (read.map(|_| ()), echo, again)
            }
            _ => {
                let read = AuthenticationContext::parse(&json);
                let echo = read.as_ref().ok().map(AuthenticationContext::to_json);
                let again = echo
                    .as_deref()
                    .map(|json| AuthenticationContext::parse(json).expect("its own").to_json());
                (read.map(|_| ()), echo, again)
            }
        };
        assert_eq!(echo, again, "{at}");
        let key = match read {
            Ok(()) => (kind.as_str().to_owned(), "stored"),
            Err(Error::PolicyInvalid { path, .. }) => {
                (format!("{}: {}", kind.as_str(), field(&path)), "refused, invalid")
            }
            Err(Error::PolicyUnsupported { path }) => {
                (format!("{}: {}", kind.as_str(), field(&path)), "refused, unsupported")
            }
            Err(other) => panic!("{at}: {other:?}"),
        };
        *table.entry(key).or_default() += 1;
    }
    print(&table);
}
