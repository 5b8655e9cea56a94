//! Policies of a folder beside those of the tenant.

use doorstep_core::{Policy, PolicyLimits, PolicyRecord, Tenant};
use serde_json::{Map, Value};

use super::super::{parsed, policy};
use super::Kind;
use super::plan::{Action, Change, Part, matched};
use super::shelves;
use crate::difference::{self, Difference};
use crate::documents::Document;
use crate::failure::{Fault, Result};

pub(super) const KIND: Kind =
    Kind { folder: "policies", plan, try_to_change: |tenant| tenant.policies().delete("") };

pub(crate) fn plan(tenant: &Tenant, documents: Vec<Document>, prune: bool) -> Result<Part> {
    let stored = tenant.policies().list()?;
    let mut part = Part::default();
    let documents: Vec<Document> =
        documents.into_iter().filter(|document| sound(document, &mut part.faults)).collect();
    let keys: Vec<(&str, Option<&str>, &str)> =
        documents.iter().map(|d| (d.place.as_str(), member(d, "id"), name(d))).collect();
    let known: Vec<(&str, &str)> =
        stored.iter().map(|policy| (policy.id.as_str(), policy.display_name.as_str())).collect();
    let about = matched(&keys, &known, &mut part.faults);
    for (document, about) in documents.iter().zip(&about) {
        match about.map(|index| &stored[index]) {
            None => create(document, &mut part),
            Some(policy) => update(document, policy, &mut part),
        }
    }
    for (index, policy) in stored.iter().enumerate() {
        if !about.contains(&Some(index)) {
            surplus(policy, prune, &mut part);
        }
    }
    let stay = stored.iter().enumerate().filter(|(index, _)| !prune && !about.contains(&Some(*index)));
    let stay = stay.map(|(_, policy)| parsed(&policy.document));
    part.policies = Some(documents.iter().map(|document| document.json.clone()).chain(stay).collect());
    let left = stored.len() + count(&part, Action::Create) - count(&part, Action::Delete);
    // Deleting comes last, so that for a while there are all of them.
    let most = PolicyLimits::default().policies;
    if stored.len() + count(&part, Action::Create) > most as usize && count(&part, Action::Create) > 0 {
        let message = format!("a tenant has at most {most} policies, and there would be {left}");
        part.faults.push(Fault::new("policies", "invalid_argument", message));
    }
    Ok(part)
}

fn count(part: &Part, action: Action) -> usize {
    part.changes.iter().filter(|change| change.action == action).count()
}

fn sound(document: &Document, faults: &mut Vec<Fault>) -> bool {
    let checked = Policy::parse(&document.json.to_string()).and_then(|policy| {
        policy.check_storable()?;
        policy.check_applications(PolicyLimits::default().policy_applications)
    });
    if let Err(error) = checked {
        faults.push(Fault::of(&document.place, &error));
        return false;
    }
    true
}

fn member<'a>(document: &'a Document, name: &str) -> Option<&'a str> {
    document.json.get(name).and_then(Value::as_str)
}

fn name(document: &Document) -> &str {
    member(document, "displayName").unwrap_or_default()
}

fn change(document: &Document, action: Action, id: Option<&str>, differences: Vec<Difference>) -> Change {
    Change {
        kind: "policy",
        action,
        id: id.map(str::to_owned),
        name: name(document).to_owned(),
        place: Some(document.place.clone()),
        differences,
    }
}

fn create(document: &Document, part: &mut Part) {
    let differences = difference::whole(&difference::meaning(&document.json));
    part.changes.push(change(document, Action::Create, None, differences));
    let (text, has_id) = (document.json.to_string(), member(document, "id").is_some_and(|id| !id.is_empty()));
    part.writes.push(Box::new(move |tenant| match has_id {
        true => shelves::import(tenant, &text),
        false => tenant.policies().create(&text).map(drop),
    }));
}

fn update(document: &Document, policy: &PolicyRecord, part: &mut Part) {
    let stored = parsed(&policy.document);
    let differences =
        difference::between(&difference::meaning(&stored), &difference::meaning(&document.json));
    if differences.is_empty() {
        part.changes.push(change(document, Action::Same, Some(&policy.id), differences));
        return;
    }
    part.changes.push(change(document, Action::Update, Some(&policy.id), differences));
    let (id, changes) = (policy.id.clone(), replacing(&stored, &document.json).to_string());
    part.writes.push(Box::new(move |tenant| tenant.policies().update(&id, &changes).map(drop)));
}

/// The change after which the stored policy is the document: what the document lacks is unset.
fn replacing(stored: &Value, document: &Value) -> Value {
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut changes: Map<String, Value> =
        members(stored).into_iter().map(|(name, _)| (name, Value::Null)).collect();
    changes.extend(members(document));
    Value::Object(changes)
}

fn surplus(stored: &PolicyRecord, prune: bool, part: &mut Part) {
    part.changes.push(Change {
        kind: "policy",
        action: if prune { Action::Delete } else { Action::OnlyInTenant },
        id: Some(stored.id.clone()),
        name: policy::name(stored).to_owned(),
        place: None,
        differences: Vec::new(),
    });
    if prune {
        let id = stored.id.clone();
        part.deletes.push(Box::new(move |tenant| tenant.policies().delete(&id)));
    }
}
