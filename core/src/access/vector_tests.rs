//! Runs the language-free vectors in `tests/policies`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use super::*;
use crate::error::Error;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decisions {
    name: String,
    policies: Vec<Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    user: String,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    app: String,
    #[serde(default)]
    satisfied: Vec<Control>,
    outcome: Outcome,
    #[serde(default)]
    required: Vec<Control>,
    /// By the policy's place in `policies`.
    results: BTreeMap<usize, Expected>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    result: PolicyOutcome,
    #[serde(default)]
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    name: String,
    /// The document, or its text where that is not JSON or has a key twice.
    document: Option<Value>,
    text: Option<String>,
    code: String,
    path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundTrip {
    name: String,
    document: Option<Value>,
    text: Option<String>,
    echo: Value,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/policies")
}

fn text(document: Option<Value>, text: Option<String>) -> String {
    text.or_else(|| document.map(|document| document.to_string())).expect("a document or a text")
}

#[test]
fn decisions() {
    let mut cases = 0;
    let files = std::fs::read_dir(folder()).expect("the vectors").map(|entry| entry.expect("a file").path());
    for path in
        files.filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("decide-")))
    {
        let read = std::fs::read(&path).expect("readable");
        let file: Vec<Decisions> =
            serde_json::from_slice(&read).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for group in file {
            let policies: Vec<Policy> =
                group.policies.iter().map(|policy| named(&group.name, policy)).collect();
            let set = PolicySet::compile(&policies, &Environment::default());
            for case in group.cases {
                check(&format!("{}: {}: {}", path.display(), group.name, case.name), &set, &policies, case);
                cases += 1;
            }
        }
    }
    assert!(cases >= 40, "only {cases} cases were found");
}

fn named(group: &str, document: &Value) -> Policy {
    let policy = Policy::parse(&document.to_string()).unwrap_or_else(|error| panic!("{group}: {error}"));
    policy.check_storable().unwrap_or_else(|error| panic!("{group}: {error}"));
    let id = document["id"].as_str().expect("an id");
    policy.with_meta(id, 0, None)
}

fn check(at: &str, set: &PolicySet, policies: &[Policy], case: Case) {
    let decision = set.decide(&Facts {
        user_id: &case.user,
        group_ids: &case.groups,
        role_ids: &case.roles,
        client_id: &case.app,
        satisfied: &case.satisfied,
        ..Facts::default()
    });
    assert_eq!(decision.outcome, case.outcome, "{at}");
    assert_eq!(decision.required, case.required, "{at}");
    let results = decision.policies();
    let got: BTreeMap<usize, Expected> = results
        .iter()
        .map(|policy| Expected { result: policy.result, reasons: policy.reasons.clone() })
        .enumerate()
        .collect();
    assert_eq!(got, case.results, "{at}");
    for (result, policy) in results.iter().zip(policies) {
        assert_eq!((result.id.as_str(), result.state), (policy.id(), policy.state()), "{at}");
        assert_eq!(result.applies, result.reasons.is_empty(), "{at}");
    }
    let json: Value = serde_json::from_str(&decision.to_json()).expect("its own JSON");
    assert_eq!(json["outcome"], decision.outcome.as_str(), "{at}");
    let required: Vec<Control> = serde_json::from_value(json["required"].clone()).expect("controls");
    let again: Vec<PolicyResult> = serde_json::from_value(json["policies"].clone()).expect("results");
    assert_eq!((required, again), (decision.required, results), "{at}");
}

#[test]
fn refused_documents() {
    let read = std::fs::read(folder().join("refused.json")).expect("refused.json");
    let refusals: Vec<Refusal> = serde_json::from_slice(&read).expect("refusals");
    assert!(refusals.len() >= 30);
    for refusal in refusals {
        let text = text(refusal.document, refusal.text);
        let error = match Policy::parse(&text).and_then(|policy| policy.check_storable()) {
            Err(error) => error,
            Ok(()) => panic!("{}: was accepted", refusal.name),
        };
        let path = match &error {
            Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => path.clone(),
            other => panic!("{}: {other:?}", refusal.name),
        };
        assert_eq!((error.code(), path), (refusal.code.as_str(), refusal.path), "{}: {error}", refusal.name);
        if error.code() == "policy_unsupported" {
            let disabled = Policy::parse(&text).and_then(|policy| policy.patched(r#"{"state":"disabled"}"#));
            disabled.and_then(|policy| policy.check_storable()).expect("storable when disabled");
        }
    }
}

#[test]
fn round_trips() {
    let read = std::fs::read(folder().join("round-trip.json")).expect("round-trip.json");
    let trips: Vec<RoundTrip> = serde_json::from_slice(&read).expect("round trips");
    for trip in trips {
        let policy =
            Policy::parse(&text(trip.document, trip.text)).unwrap_or_else(|e| panic!("{}: {e}", trip.name));
        let policy = policy.with_meta("11111111-0000-7000-8000-000000000001", 1_700_000_000_000, None);
        let echo: Value = serde_json::from_str(&policy.to_json()).expect("JSON");
        assert_eq!(echo, trip.echo, "{}", trip.name);
        let again = Policy::parse(&policy.to_json()).expect("its own JSON");
        let again = again.with_meta(policy.id(), 1_700_000_000_000, None);
        assert_eq!(again.to_json(), policy.to_json(), "{}", trip.name);
    }
}
