//! Methods of a folder beside how they are set in the tenant. A document changes what it names, as in Graph.

use doorstep_core::{Error, MethodConfiguration, MethodKind, Target, Tenant};
use serde_json::{Value, json};

use super::Kind;
use super::plan::{Action, Change, Part};
use crate::difference;
use crate::documents::Document;
use crate::failure::{Fault, Result};

pub(super) const KIND: Kind = Kind {
    folder: "methods",
    plan,
    // No method is changed by what is no document.
    try_to_change: |tenant| tenant.methods().update_from_graph(MethodKind::EmailOtp, "[]").map(drop),
};

fn plan(tenant: &Tenant, documents: Vec<Document>, _prune: bool) -> Result<Part> {
    let mut part = Part::default();
    let mut seen: Vec<(MethodKind, String)> = Vec::new();
    for document in documents {
        let Some(kind) = kind_of(&document.json) else {
            let message = "id: must be one of Graph's methods that there are here: Email";
            part.faults.push(Fault::new(&document.place, "policy_invalid", message));
            continue;
        };
        if let Some((_, twin)) = seen.iter().find(|(known, _)| *known == kind) {
            let message = format!("is about the same as {twin}");
            part.faults.push(Fault::new(&document.place, "ambiguous", message));
            continue;
        }
        seen.push((kind, document.place.clone()));
        let before = tenant.methods().get(kind)?.configuration;
        let text = document.json.to_string();
        let after = before.apply_graph(&text).and_then(|after| {
            check_targets(tenant, &before, &after)?;
            Ok(after)
        });
        match after {
            Ok(after) => add(kind, &before, &after, text, document.place, &mut part),
            Err(error) => part.faults.push(Fault::of(&document.place, &error)),
        }
    }
    Ok(part)
}

fn kind_of(document: &Value) -> Option<MethodKind> {
    let text = |name| document.get(name).and_then(Value::as_str).unwrap_or_default();
    let typed = text("@odata.type").ends_with("microsoft.graph.emailAuthenticationMethodConfiguration");
    (typed || text("id").eq_ignore_ascii_case("email")).then_some(MethodKind::EmailOtp)
}

/// A target that is new must be there, as the core wants it.
fn check_targets(
    tenant: &Tenant,
    before: &MethodConfiguration,
    after: &MethodConfiguration,
) -> Result<(), Error> {
    for target in after.include.iter().chain(&after.exclude) {
        if before.include.contains(target) || before.exclude.contains(target) {
            continue;
        }
        match target {
            Target::AllUsers => {}
            Target::Group { id } => tenant.groups().get(id).map(drop)?,
            Target::User { id } => tenant.users().get(id).map(drop)?,
        }
    }
    Ok(())
}

fn add(
    kind: MethodKind,
    before: &MethodConfiguration,
    after: &MethodConfiguration,
    text: String,
    place: String,
    part: &mut Part,
) {
    let differences = difference::between(&form(before), &form(after));
    let action = if differences.is_empty() { Action::Same } else { Action::Update };
    let name = kind.as_str().to_owned();
    part.changes.push(Change {
        kind: "method",
        action,
        id: Some(name.clone()),
        name,
        place: Some(place),
        differences,
    });
    if action == Action::Update {
        part.writes.push(Box::new(move |tenant| tenant.methods().update_from_graph(kind, &text).map(drop)));
    }
}

fn form(configuration: &MethodConfiguration) -> Value {
    let words = |targets: &[Target]| -> Value {
        let word = |target: &Target| match target {
            Target::AllUsers => "all_users".to_owned(),
            Target::Group { id } | Target::User { id } => id.clone(),
        };
        targets.iter().map(word).collect()
    };
    json!({
        "state": if configuration.enabled { "enabled" } else { "disabled" },
        "includeTargets": words(&configuration.include),
        "excludeTargets": words(&configuration.exclude),
    })
}
