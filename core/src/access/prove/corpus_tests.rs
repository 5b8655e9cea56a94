//! Policies that other people published (see the corpus tests of policies): reasoning about them ends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use serde_json::Value;

use super::*;
use crate::access::decision::Outcome;
use crate::access::lint::{LintFacts, lint};
use crate::access::{Environment, Policy};
use crate::error::Error;

/// Microsoft's limit, and ours.
const MOST_POLICIES: usize = 240;

/// The published policies that can be evaluated, by repository; each enforced.
fn published() -> Option<BTreeMap<String, Vec<Policy>>> {
    let Some(folder) = std::env::var_os("DOORSTEP_CA_CORPUS") else {
        eprintln!("skipped: DOORSTEP_CA_CORPUS is not set");
        return None;
    };
    let lines =
        std::fs::read_to_string(PathBuf::from(folder).join("shared.policies.jsonl")).expect("the corpus");
    let mut found: BTreeMap<String, Vec<Policy>> = BTreeMap::new();
    for line in lines.lines() {
        let entry: Value = serde_json::from_str(line).expect("a line of JSON");
        let Ok(policy) = Policy::parse(&entry["object"].to_string()) else { continue };
        let Ok(policy) = policy.patched(r#"{"state": "enabled"}"#) else { continue };
        if policy.unsupported().is_none() {
            let of = found.entry(entry["repo"].as_str().unwrap_or_default().to_owned()).or_default();
            let id = format!("{}-{}", of.len(), entry["path"].as_str().unwrap_or_default());
            of.push(policy.with_meta(id, 0, None));
        }
    }
    Some(found)
}

fn say(what: &str, began: Instant) {
    eprintln!("{:<10} {what}", format!("{:.1?}", began.elapsed()));
}

fn reason_about(name: &str, policies: &[Policy]) {
    let (environment, world) = (Environment::default(), World::default());
    let began = Instant::now();
    for claim in [
        "every sign-in requires mfa",
        "every sign-in of anyone except group g-1 outside trusted locations requires mfa or compliantDevice",
        "every sign-in via legacy clients is blocked",
        "every sign-in is not blocked",
    ] {
        let claim = Claim::parse(claim).expect("a claim");
        let proof = prove(policies, &environment, &world, &claim).expect("an answer");
        assert!(proof.classes_examined > 0);
    }
    say(&format!("{name}: 4 claims over {} policies", policies.len()), began);
    let began = Instant::now();
    let narrow = World { most_memberships: Some(1), ..World::default() };
    let found = match gaps(policies, &environment, &world).or_else(|_| gaps(policies, &environment, &narrow))
    {
        Ok(found) => found,
        Err(Error::InvalidArgument { field, reason }) => {
            eprintln!("{name}: {field}: {reason}");
            return;
        }
        Err(other) => panic!("{name}: {other:?}"),
    };
    say(&format!("{name}: {} gaps", found.len()), began);
    for gap in found.iter().take(3) {
        eprintln!("           {} | {} | {}", gap.who, gap.apps, gap.conditions.join(" | "));
    }
    let set = crate::access::PolicySet::compile(policies, &environment);
    assert!(found.iter().all(|gap| gap.sample.decide(&set).outcome == Outcome::Allow));
}

#[test]
fn published_policies_are_reasoned_about() {
    let Some(published) = published() else { return };
    for (repository, policies) in &published {
        reason_about(repository, policies.get(..policies.len().min(MOST_POLICIES)).unwrap_or_default());
    }
    // As many as a tenant can have, of everybody's.
    let mut mixed: Vec<Policy> = Vec::new();
    for nth in 0..MOST_POLICIES {
        mixed.extend(published.values().filter_map(|policies| policies.get(nth).cloned()));
    }
    for some in mixed.chunks(MOST_POLICIES) {
        reason_about("everybody's", some);
    }
}

#[test]
fn published_policies_are_linted() {
    let Some(published) = published() else { return };
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for (repository, policies) in &published {
        let began = Instant::now();
        for warning in lint(policies, &LintFacts::default()) {
            *codes.entry(format!("{:?} {}", warning.severity, warning.code)).or_default() += 1;
        }
        say(&format!("{repository}: lint of {} policies", policies.len()), began);
    }
    for (code, count) in codes {
        eprintln!("{count:5} {code}");
    }
}
