//! Files that other people published, byte for byte. They are not part of the project: `DOORSTEP_CA_CORPUS` names the
//! folder that holds `raw/` and the lists of what is in it, and without it there is nothing to test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::*;
use crate::access::Policy;
use crate::access::schema::configured;

/// One line of the lists: what a file is known to hold.
struct Listed {
    file: String,
    kind: DocumentKind,
    object: Value,
}

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("DOORSTEP_CA_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: DOORSTEP_CA_CORPUS is not set");
    }
    folder
}

fn listed(folder: &Path) -> Vec<Listed> {
    let read = |name| std::fs::read_to_string(folder.join(name)).expect("the corpus");
    let lines = read("shared.policies.jsonl") + &read("shared.objects.jsonl");
    let line = |line: &str| {
        let mut entry: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = |key: &str| entry[key].as_str().expect("text").to_owned();
        let file = format!("{}/{}", text("repo").replace('/', "__"), text("path"));
        let kind = match &*text("kind") {
            "policy" => DocumentKind::Policy,
            "namedLocation" => DocumentKind::NamedLocation,
            "authStrength" => DocumentKind::AuthenticationStrength,
            "authContext" => DocumentKind::AuthenticationContext,
            other => panic!("{other}"),
        };
        Listed { file, kind, object: entry["object"].take() }
    };
    lines.lines().map(line).collect()
}

/// What an object says, in a spelling that does not depend on the code under test: every key in lower case, nothing
/// that is not configured, only members that Graph itself has at the top.
fn meaning(value: &Value) -> Map<String, Value> {
    const OWN: [&str; 16] = [
        "displayname",
        "description",
        "state",
        "conditions",
        "grantcontrols",
        "sessioncontrols",
        "templateid",
        "id",
        "istrusted",
        "ipranges",
        "countriesandregions",
        "countrylookupmethod",
        "includeunknowncountriesandregions",
        "allowedcombinations",
        "combinationconfigurations",
        "isavailable",
    ];
    let Value::Object(map) = lower(value) else { panic!("no object: {value}") };
    map.into_iter().filter(|(key, _)| OWN.contains(&key.as_str())).collect()
}

fn lower(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let said = map.iter().filter(|(_, value)| configured(value));
            said.map(|(key, value)| (key.to_lowercase(), lower(value))).collect()
        }
        Value::Array(items) => items.iter().map(lower).collect(),
        other => other.clone(),
    }
}

/// Whether `found` says all that `listed` says. It may say more: what a template's wrapper says, types of ranges.
fn says(found: &Map<String, Value>, listed: &Map<String, Value>) -> bool {
    listed.iter().all(|(key, value)| found.get(key) == Some(value))
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

#[test]
fn every_file_gives_what_it_is_known_to_hold() {
    let Some(folder) = corpus() else { return };
    let raw = folder.join("raw");
    let mut paths = Vec::new();
    files(&raw, &mut paths);
    paths.sort();
    let mut known: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
    for listed in listed(&folder) {
        known.entry(listed.file.clone()).or_default().push(listed);
    }
    let mut counts: BTreeMap<DocumentKind, usize> = BTreeMap::new();
    let (mut nothing, mut missing, mut checked) = (Vec::new(), Vec::new(), 0);
    for path in &paths {
        let name = path.strip_prefix(&raw).expect("inside").to_str().expect("text").to_owned();
        let found = read_documents(&std::fs::read(path).expect("a file")).unwrap_or_else(|error| {
            nothing.push(format!("{name}: {error}"));
            Vec::new()
        });
        for document in &found {
            *counts.entry(document.kind).or_default() += 1;
        }
        let parse = |found: &Document| meaning(&serde_json::from_str(&found.json).expect("JSON"));
        let found: Vec<_> = found.iter().map(|found| (found.kind, parse(found))).collect();
        for listed in known.remove(&name).unwrap_or_default() {
            checked += 1;
            let expected = meaning(&listed.object);
            if !found.iter().any(|(kind, found)| *kind == listed.kind && says(found, &expected)) {
                missing.push(format!("{name}: {:?} {:?}", listed.kind, expected.get("displayname")));
            }
        }
    }
    eprintln!("{} files, {checked} known documents, found {counts:?}", paths.len());
    eprintln!("{} files gave nothing:\n  {}", nothing.len(), nothing.join("\n  "));
    let absent: BTreeSet<_> = known.into_keys().collect();
    eprintln!("{} listed files are not there:\n  {absent:#?}", absent.len());
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_listed_object_is_found_in_itself() {
    let Some(folder) = corpus() else { return };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for listed in listed(&folder) {
        let found = documents_in(listed.object.clone()).expect("JSON");
        let document = found.first().unwrap_or_else(|| panic!("{}: {}", listed.file, listed.object));
        assert_eq!((document.kind, &*document.place), (listed.kind, "$"), "{}", listed.file);
        let json: Value = serde_json::from_str(&document.json).expect("JSON");
        assert!(says(&meaning(&json), &meaning(&listed.object)), "{}", listed.file);
        // What was read reads as itself.
        let again = documents_in(json).expect("JSON");
        assert_eq!(again.first(), Some(document), "{}", listed.file);
        let mut standing = format!("{:?}", document.kind);
        if document.kind == DocumentKind::Policy {
            match Policy::parse(&document.json) {
                Ok(_) => standing += ", parses",
                Err(Error::PolicyInvalid { path, reason }) => standing += &format!(", {path}: {reason}"),
                Err(other) => panic!("{other:?}"),
            }
        }
        *counts.entry(standing).or_default() += 1;
    }
    for (standing, count) in counts {
        eprintln!("{count:5} {standing}");
    }
}
