//! What differs between two documents, in meaning rather than in spelling.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::names::Names;
use crate::output::{Output, Style, printable, rank};

/// What the store sets, or an export adds.
const NOT_OURS: [&str; 4] = ["id", "createdDateTime", "modifiedDateTime", "deletedDateTime"];
/// Sets of words that Graph writes as `"a,b"` and some exports as lists.
const FLAGS: [&str; 3] = ["guestOrExternalUserTypes", "insiderRiskLevels", "transferMethods"];
/// Members with one of Graph's words, which may be in any case.
const WORDS: [&str; 8] = [
    "state",
    "operator",
    "mode",
    "type",
    "frequencyInterval",
    "authenticationType",
    "membershipKind",
    "cloudAppSecurityType",
];
/// Objects that say nothing when all they hold is a type.
const KNOWN_OBJECTS: [&str; 24] = [
    "conditions",
    "users",
    "applications",
    "clientApplications",
    "platforms",
    "locations",
    "devices",
    "deviceFilter",
    "servicePrincipalFilter",
    "applicationFilter",
    "includeGuestsOrExternalUsers",
    "excludeGuestsOrExternalUsers",
    "externalTenants",
    "authenticationFlows",
    "grantControls",
    "authenticationStrength",
    "sessionControls",
    "applicationEnforcedRestrictions",
    "cloudAppSecurity",
    "persistentBrowser",
    "signInFrequency",
    "secureSignInSession",
    "continuousAccessEvaluation",
    "globalSecureAccessFilteringProfile",
];

/// One member that is not the same: what goes, and what comes instead.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    pub(crate) path: String,
    pub(crate) removed: Vec<Value>,
    pub(crate) added: Vec<Value>,
}

impl Difference {
    pub(crate) fn json(&self) -> Value {
        json!({"path": self.path, "removed": self.removed, "added": self.added})
    }
}

/// A policy reduced to what it says: without what is not configured, in whatever way that is written.
pub(crate) fn meaning(policy: &Value) -> Value {
    let mut map = policy.as_object().cloned().unwrap_or_default();
    map.retain(|key, _| !NOT_OURS.contains(&key.as_str()));
    if let Some(controls) = map.get_mut("sessionControls").and_then(Value::as_object_mut) {
        controls.retain(|_, control| {
            *control != Value::Bool(false) && control.get("isEnabled") != Some(&Value::Bool(false))
        });
    }
    if let Some(strength) = map.get_mut("grantControls").and_then(|g| g.get_mut("authenticationStrength")) {
        // An export writes the whole strength where a policy only refers to one.
        if let Some(id) = strength.get("id").cloned() {
            *strength = json!({ "id": id });
        }
    }
    let mut map = match pruned(&Value::Object(map), "") {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    if let Some(conditions) = map.get_mut("conditions").and_then(Value::as_object_mut) {
        conditions.retain(|key, value| {
            let word = value.as_array().filter(|words| words.len() == 1).and_then(|words| words[0].as_str());
            key != "clientAppTypes" || !word.is_some_and(|word| word.eq_ignore_ascii_case("all"))
        });
    }
    // How to combine no controls.
    if map.get("grantControls").and_then(Value::as_object).is_some_and(|g| g.keys().eq(["operator"])) {
        map.remove("grantControls");
    }
    Value::Object(map)
}

fn pruned(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) if FLAGS.contains(&name) => {
            Some(text.split(',').map(|word| Value::from(word.trim())).collect())
        }
        Value::Array(items) if items.is_empty() => None,
        Value::Object(map) => {
            let mut kept = Map::new();
            for (key, value) in map.iter().filter(|(key, _)| !key.contains('@') && !key.starts_with('#')) {
                if let Some(value) = pruned(value, key) {
                    kept.insert(key.clone(), value);
                }
            }
            let only_type = map.get("@odata.type").filter(|_| kept.is_empty());
            if let Some(kind) = only_type.filter(|_| !KNOWN_OBJECTS.contains(&name)) {
                kept.insert("@odata.type".into(), kind.clone());
            }
            if kept.is_empty() { None } else { Some(Value::Object(kept)) }
        }
        other => Some(other.clone()),
    }
}

/// Everything that differs, by path. Lists of words and ids are sets.
pub(crate) fn between(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk("", "", Some(before), Some(after), &mut found);
    found
}

/// Whether an id or word is anywhere in a document.
pub(crate) fn mentions(document: &Value, word: &str) -> bool {
    match document {
        Value::String(text) => text.eq_ignore_ascii_case(word),
        Value::Array(items) => items.iter().any(|item| mentions(item, word)),
        Value::Object(members) => members.values().any(|member| mentions(member, word)),
        _ => false,
    }
}

/// Everything that a document says.
pub(crate) fn whole(document: &Value) -> Vec<Difference> {
    between(&Value::Object(Map::new()), document)
}

fn walk(path: &str, name: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    let object = |value: Option<&Value>| value.is_none_or(Value::is_object);
    if object(before) && object(after) {
        let members = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
        let (before, after) = (members(before), members(after));
        let names: BTreeSet<(usize, &String)> =
            before.keys().chain(after.keys()).map(|name| (rank(name), name)).collect();
        for (_, name) in names {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            walk(&path, name, before.get(name), after.get(name), found);
        }
        return;
    }
    let items = |value: Option<&Value>| match value {
        Some(Value::Array(items)) => items.clone(),
        Some(value) => vec![value.clone()],
        None => Vec::new(),
    };
    let lists = [before, after].into_iter().flatten().any(Value::is_array);
    let same = |one: &Value, other: &Value| same(one, other, lists || WORDS.contains(&name));
    let missing = |from: &[Value], other: &[Value]| -> Vec<Value> {
        from.iter().filter(|item| !other.iter().any(|known| same(item, known))).cloned().collect()
    };
    let (before, after) = (items(before), items(after));
    let (removed, added) = (missing(&before, &after), missing(&after, &before));
    if !removed.is_empty() || !added.is_empty() {
        found.push(Difference { path: path.into(), removed, added });
    }
}

fn same(one: &Value, other: &Value, in_any_case: bool) -> bool {
    match (one.as_str(), other.as_str()) {
        (Some(one), Some(other)) if in_any_case => one.eq_ignore_ascii_case(other),
        _ => one == other,
    }
}

/// Differences for people, with the names of ids.
pub(crate) fn lines(differences: &[Difference], names: &Names<'_>, out: &Output) -> String {
    let values = |Difference { path, removed, added }: &Difference| {
        if let ([before], [after]) = (&removed[..], &added[..]) {
            let (before, after) = (word(before, names), word(after, names));
            let both = format!("{} → {}", out.paint(Style::Bad, &before), out.paint(Style::Good, &after));
            return (path.clone(), vec![both]);
        }
        let sign = |sign, style, value| out.paint(style, &format!("{sign} {}", word(value, names)));
        let removed = removed.iter().map(|value| sign("-", Style::Bad, value));
        (path.clone(), removed.chain(added.iter().map(|value| sign("+", Style::Good, value))).collect())
    };
    columns("    ", differences.iter().map(values).collect(), out)
}

/// All that a document says, for people.
pub(crate) fn said(document: &Value, names: &Names<'_>, out: &Output) -> String {
    let values = |one: Difference| (one.path, one.added.iter().map(|value| word(value, names)).collect());
    columns("", whole(document).into_iter().map(values).collect(), out)
}

fn columns(indent: &str, rows: Vec<(String, Vec<String>)>, out: &Output) -> String {
    let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (path, values) in rows {
        for (index, value) in values.iter().enumerate() {
            let label = if index == 0 { printable(&path) } else { String::new() };
            let label = out.paint(Style::Faint, &format!("{label:width$}"));
            text.push_str(&format!("{indent}{label}  {value}\n"));
        }
    }
    text
}

fn word(value: &Value, names: &Names<'_>) -> String {
    let Some(text) = value.as_str() else { return printable(&value.to_string()) };
    match names.name(text) {
        Some(name) => printable(&format!("{text} ({name})")),
        None => printable(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(before: Value, after: Value) -> Vec<(String, Vec<Value>, Vec<Value>)> {
        let found = between(&meaning(&before), &meaning(&after));
        found.into_iter().map(|one| (one.path, one.removed, one.added)).collect()
    }

    #[test]
    fn every_spelling_of_not_configured_is_none() {
        let short = json!({
            "displayName": "P", "state": "enabled",
            "conditions": {"users": {"includeUsers": ["All"]}},
            "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        });
        let long = json!({
            "id": "1", "createdDateTime": "x", "displayName": "P", "state": "Enabled", "description": null,
            "conditions": {
                "users": {"includeUsers": ["all"], "excludeUsers": [], "excludeGuestsOrExternalUsers": null},
                "users@odata.context": "x", "clientAppTypes": ["all"], "platforms": {},
                "locations": {"@odata.type": "t", "includeLocations": []}, "signInRiskLevels": [],
            },
            "grantControls": {"operator": "or", "builtInControls": ["mfa"], "termsOfUse": []},
            "sessionControls": {"persistentBrowser": {"isEnabled": false, "mode": "never"},
                                "disableResilienceDefaults": false},
        });
        assert_eq!(differences(short, long), []);
    }

    #[test]
    fn a_difference_names_its_place_and_items() {
        let before = json!({"state": "enabled", "conditions": {"users": {"excludeGroups": ["A", "b"]}}});
        let after = json!({
            "state": "disabled", "description": "d", "conditions": {"users": {"excludeGroups": ["c", "a"]}},
        });
        assert_eq!(
            differences(before, after),
            [
                ("description".into(), vec![], vec![json!("d")]),
                ("state".into(), vec![json!("enabled")], vec![json!("disabled")]),
                ("conditions.users.excludeGroups".into(), vec![json!("b")], vec![json!("c")]),
            ]
        );
    }

    #[test]
    fn flags_and_strengths_are_read_in_either_form() {
        let flags = |value| json!({"conditions": {"authenticationFlows": {"transferMethods": value}}});
        assert_eq!(differences(flags(json!("a, b")), flags(json!(["b", "a"]))), []);
        let strength = |value| json!({"grantControls": {"authenticationStrength": value}});
        let expanded = json!({"id": "1", "displayName": "x", "allowedCombinations": ["fido2"]});
        assert_eq!(differences(strength(json!({"id": "1"})), strength(expanded)), []);
    }

    #[test]
    fn a_condition_that_nobody_knows_counts_by_its_type_alone() {
        let with = json!({"conditions": {"moonPhase": {"@odata.type": "#full"}}});
        assert_eq!(differences(json!({}), with).len(), 1);
    }
}
