//! Locations, strengths and contexts of a folder beside those of the tenant.

use doorstep_core::access::DocumentKind;
use doorstep_core::{Error, ImportOptions, Tenant};
use serde_json::{Map, Value};

use super::super::parsed;
use super::super::shelf::{CONTEXTS, Entry, LOCATIONS, STRENGTHS, Shelf};
use super::Kind;
use super::plan::{Action, Change, Part, matched};
use crate::difference;
use crate::documents::Document;
use crate::failure::{Fault, Result};

pub(super) const LOCATIONS_KIND: Kind = Kind {
    folder: LOCATIONS.folder,
    plan: |tenant, documents, prune| plan(&LOCATIONS, tenant, documents, prune),
    try_to_change: |tenant| (LOCATIONS.delete)(tenant, ""),
};
pub(super) const STRENGTHS_KIND: Kind = Kind {
    folder: STRENGTHS.folder,
    plan: |tenant, documents, prune| plan(&STRENGTHS, tenant, documents, prune),
    try_to_change: |tenant| (STRENGTHS.delete)(tenant, ""),
};
pub(super) const CONTEXTS_KIND: Kind = Kind {
    folder: CONTEXTS.folder,
    plan: |tenant, documents, prune| plan(&CONTEXTS, tenant, documents, prune),
    try_to_change: |tenant| (CONTEXTS.delete)(tenant, ""),
};

/// What the core writes itself, and takes from no document.
const NOT_OURS: [&str; 5] =
    ["createdDateTime", "modifiedDateTime", "policyType", "requirementsSatisfied", "id"];

fn plan(shelf: &'static Shelf, tenant: &Tenant, documents: Vec<Document>, prune: bool) -> Result<Part> {
    let stored = (shelf.list)(tenant)?;
    let mut part = Part::default();
    // Beside each document, what would be kept of it.
    let mut good: Vec<(Document, Value)> = Vec::new();
    for document in documents {
        match (shelf.kept)(&document.json.to_string()) {
            Ok(kept) => good.push((document, parsed(&kept))),
            Err(error) => part.faults.push(Fault::of(&document.place, &error)),
        }
    }
    let keys: Vec<(&str, Option<&str>, &str)> =
        good.iter().map(|(d, kept)| (d.place.as_str(), text(&d.json, "id"), name(kept))).collect();
    let known: Vec<(&str, &str)> =
        stored.iter().map(|entry| (entry.id.as_str(), entry.name.as_str())).collect();
    let about = matched(&keys, &known, &mut part.faults);
    for ((document, kept), about) in good.iter().zip(&about) {
        match about.map(|index| &stored[index]) {
            None => create(shelf, document, kept, &mut part),
            Some(entry) => update(shelf, document, kept, entry, &mut part),
        }
    }
    for (index, entry) in stored.iter().enumerate() {
        if !about.contains(&Some(index)) && !entry.built_in {
            surplus(shelf, entry, prune, &mut part);
        }
    }
    Ok(part)
}

fn text<'a>(document: &'a Value, name: &str) -> Option<&'a str> {
    document.get(name).and_then(Value::as_str)
}

fn name(document: &Value) -> &str {
    text(document, "displayName").unwrap_or_default()
}

/// What is said, without what the core writes itself. A range is its text: what type it is follows from that.
fn meaning(document: &Value) -> Value {
    let mut meaning = difference::meaning(document);
    if let Some(members) = meaning.as_object_mut() {
        members.retain(|name, _| !NOT_OURS.contains(&name.as_str()));
        if let Some(ranges) = members.get_mut("ipRanges").and_then(Value::as_array_mut) {
            for range in ranges {
                if let Some(text) = range.get("cidrAddress").cloned() {
                    *range = text;
                }
            }
        }
    }
    meaning
}

fn change(shelf: &Shelf, place: &str, kept: &Value, action: Action, id: Option<&str>) -> Change {
    Change {
        kind: shelf.kind,
        action,
        id: id.map(str::to_owned),
        name: name(kept).to_owned(),
        place: Some(place.to_owned()),
        differences: Vec::new(),
    }
}

fn create(shelf: &'static Shelf, document: &Document, kept: &Value, part: &mut Part) {
    let differences = difference::whole(&meaning(kept));
    let change = change(shelf, &document.place, kept, Action::Create, None);
    part.changes.push(Change { differences, ..change });
    let mut kept = kept.clone();
    let id = text(&document.json, "id").filter(|id| !id.is_empty());
    if let (Some(id), Some(members)) = (id, kept.as_object_mut()) {
        members.insert("id".into(), id.into());
    }
    let (text, has_id) = (kept.to_string(), id.is_some());
    part.writes.push(Box::new(move |tenant| match has_id {
        true => import(tenant, &text),
        false => (shelf.create)(tenant, &text).map(drop),
    }));
}

/// Creates one document under the id that it has.
pub(super) fn import(tenant: &Tenant, document: &str) -> Result<(), Error> {
    let report = tenant.import(document.as_bytes(), &ImportOptions::default())?;
    match report.items.into_iter().find(|item| item.id.is_none()) {
        None => Ok(()),
        Some(item) => Err(match item.code.as_deref() {
            Some("already_exists") => Error::AlreadyExists { kind: word(item.kind).into() },
            _ => Error::PolicyInvalid {
                path: item.path.unwrap_or_else(|| "$".into()),
                reason: item.reason.unwrap_or_default(),
            },
        }),
    }
}

pub(crate) fn word(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::NamedLocation => LOCATIONS.kind,
        DocumentKind::AuthenticationStrength => STRENGTHS.kind,
        DocumentKind::AuthenticationContext => CONTEXTS.kind,
        _ => "policy",
    }
}

fn update(shelf: &'static Shelf, document: &Document, kept: &Value, entry: &Entry, part: &mut Part) {
    let stored = parsed(&entry.document);
    let differences = difference::between(&meaning(&stored), &meaning(kept));
    // What is built in is as it is in every tenant.
    if differences.is_empty() || entry.built_in {
        part.changes.push(change(shelf, &document.place, kept, Action::Same, Some(&entry.id)));
        return;
    }
    let change = change(shelf, &document.place, kept, Action::Update, Some(&entry.id));
    part.changes.push(Change { differences, ..change });
    let (id, changes) = (entry.id.clone(), replacing(&stored, kept).to_string());
    if let Err(error) = (shelf.check_change)(&entry.document, &changes) {
        part.faults.push(Fault::of(&document.place, &error));
    }
    part.writes.push(Box::new(move |tenant| (shelf.update)(tenant, &id, &changes).map(drop)));
}

/// The change after which the stored one is the document: what the document lacks is unset.
fn replacing(stored: &Value, document: &Value) -> Value {
    let ours = |value: &Value| {
        let members = value.as_object().cloned().unwrap_or_default().into_iter();
        members.filter(|(name, _)| !NOT_OURS.contains(&name.as_str())).collect::<Map<_, _>>()
    };
    let mut changes: Map<String, Value> =
        ours(stored).into_iter().map(|(name, _)| (name, Value::Null)).collect();
    changes.extend(ours(document));
    Value::Object(changes)
}

fn surplus(shelf: &'static Shelf, entry: &Entry, prune: bool, part: &mut Part) {
    part.changes.push(Change {
        kind: shelf.kind,
        action: if prune { Action::Delete } else { Action::OnlyInTenant },
        id: Some(entry.id.clone()),
        name: entry.name.clone(),
        place: None,
        differences: Vec::new(),
    });
    if prune {
        let (id, in_use) = (entry.id.clone(), entry.in_use);
        part.deletes.push(Box::new(move |tenant| {
            if in_use {
                (shelf.update)(tenant, &id, shelf.out_of_use)?;
            }
            (shelf.delete)(tenant, &id)
        }));
    }
}

/// What would be deleted although a policy that stays names it.
pub(super) fn still_named(parts: &[Part], tenant: &Tenant) -> Result<Vec<Fault>> {
    let kinds = [LOCATIONS.kind, STRENGTHS.kind, CONTEXTS.kind];
    let changes = parts.iter().flat_map(|part| &part.changes);
    let deleted: Vec<&Change> =
        changes.filter(|change| change.action == Action::Delete && kinds.contains(&change.kind)).collect();
    if deleted.is_empty() {
        return Ok(Vec::new());
    }
    let policies: Vec<Value> = match parts.iter().find_map(|part| part.policies.clone()) {
        Some(policies) => policies,
        None => tenant.policies().list()?.iter().map(|policy| parsed(&policy.document)).collect(),
    };
    let fault = |change: &&Change| {
        let id = change.id.as_deref()?;
        let policy = policies.iter().find(|policy| difference::mentions(policy, id))?;
        let message = format!("{} cannot be deleted: the policy {} names it", change.name, name(policy));
        Some(Fault::new(change.kind, "invalid_argument", message))
    };
    Ok(deleted.iter().filter_map(fault).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_unsets_what_is_no_longer_there_and_leaves_the_cores_own() {
        let stored = json!({"id": "1", "createdDateTime": "x", "displayName": "A", "description": "d"});
        let changes = replacing(&stored, &json!({"id": "2", "displayName": "B", "policyType": "custom"}));
        assert_eq!(changes, json!({"displayName": "B", "description": null}));
    }

    #[test]
    fn ranges_are_the_same_whether_typed_or_not() {
        let typed = json!({"ipRanges": [{"@odata.type": "t", "cidrAddress": "192.0.2.0/24"}]});
        assert_eq!(meaning(&typed), json!({"ipRanges": ["192.0.2.0/24"]}));
        assert_eq!(meaning(&json!({"ipRanges": ["192.0.2.0/24"]})), meaning(&typed));
    }
}
