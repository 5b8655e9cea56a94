//! User flows of a folder beside those of the tenant.
//!
//! The documents are read by a tenant in memory, which is thrown away: the core's own word on what they say.

use doorstep_core::{
    Database, Engine, EngineOptions, Error, KeyRing, NewUserFlow, Tenant, UserFlow, UserFlowChanges,
};
use serde_json::{Map, Value, json};

use super::Kind;
use super::plan::{Action, Change, Part, matched};
use crate::difference;
use crate::documents::Document;
use crate::failure::{Fault, Result};

pub(super) const KIND: Kind =
    Kind { folder: "flows", plan, try_to_change: |tenant| tenant.user_flows().delete("") };

/// A document that was read: what it wants, and which flow it says it is.
struct Wanted {
    place: String,
    id: Option<String>,
    flow: NewUserFlow,
}

fn plan(tenant: &Tenant, documents: Vec<Document>, prune: bool) -> Result<Part> {
    let stored = tenant.user_flows().list()?;
    let apps: Vec<String> = tenant.apps().list()?.into_iter().map(|app| app.client_id).collect();
    let reader = Reader::new()?;
    let mut part = Part::default();
    let mut wanted = Vec::new();
    for (index, document) in documents.into_iter().enumerate() {
        match reader.read(index, &document) {
            Ok(flow) => {
                let id = document.json.get("id").and_then(Value::as_str).map(str::to_owned);
                wanted.push(Wanted { place: document.place, id, flow });
            }
            Err(error) => part.faults.push(Fault::of(&document.place, &error)),
        }
    }
    let keys: Vec<(&str, Option<&str>, &str)> =
        wanted.iter().map(|w| (w.place.as_str(), w.id.as_deref(), w.flow.display_name.as_str())).collect();
    let known: Vec<(&str, &str)> =
        stored.iter().map(|flow| (flow.id.as_str(), flow.display_name.as_str())).collect();
    let about = matched(&keys, &known, &mut part.faults);
    check_names(&wanted, &about, &stored, &mut part.faults);
    let staying = |index: usize| !prune && !about.contains(&Some(index));
    let staying: Vec<&UserFlow> =
        stored.iter().enumerate().filter(|(index, _)| staying(*index)).map(|(_, flow)| flow).collect();
    check_apps(&wanted, &apps, &staying, &mut part.faults);
    detach(&wanted, &about, &stored, prune, &mut part);
    for (wanted, about) in wanted.into_iter().zip(&about) {
        match about.map(|index| &stored[index]) {
            None => create(wanted, &mut part),
            Some(flow) => update(wanted, flow, &mut part),
        }
    }
    for (index, flow) in stored.iter().enumerate() {
        if !about.contains(&Some(index)) {
            surplus(flow, prune, &mut part);
        }
    }
    Ok(part)
}

/// An engine of its own, with nothing in it.
struct Reader(Engine);

impl Reader {
    fn new() -> Result<Self, Error> {
        // It seals nothing that anybody keeps.
        let key: Vec<u8> = (0..32).collect();
        Ok(Reader(Engine::open(EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key)?))?))
    }

    fn read(&self, index: usize, document: &Document) -> Result<NewUserFlow, Error> {
        let tenant = self.0.create_tenant(&format!("document {index}"))?;
        let read = tenant.user_flows().create_from_graph(&document.json.to_string());
        let (flow, client_ids) = match read {
            // Well formed, but its apps are in the other tenant: once more without them.
            Err(Error::NotFound { kind }) if kind == "app" => {
                let mut without = document.json.clone();
                without["conditions"] = Value::Null;
                (tenant.user_flows().create_from_graph(&without.to_string())?, apps_of(&document.json))
            }
            read => (read?, Vec::new()),
        };
        Ok(NewUserFlow { client_ids, ..NewUserFlow::from(&flow) })
    }
}

fn apps_of(document: &Value) -> Vec<String> {
    let apps = document.pointer("/conditions/applications/includeApplications").and_then(Value::as_array);
    let id = |app: &Value| app.get("appId").and_then(Value::as_str).map(str::to_owned);
    apps.into_iter().flatten().filter_map(id).collect()
}

/// A flow's name is its own: one that is given up is free only once that is done.
fn check_names(wanted: &[Wanted], about: &[Option<usize>], stored: &[UserFlow], faults: &mut Vec<Fault>) {
    for (wanted, about) in wanted.iter().zip(about) {
        let name = &wanted.flow.display_name;
        let other = stored.iter().position(|flow| flow.display_name == *name);
        if other.is_some() && other != *about {
            let message =
                format!("displayName: another user flow is still called \"{name}\"; rename that first");
            faults.push(Fault::new(&wanted.place, "already_exists", message));
        }
    }
}

/// An app must be there, and in no other flow that stays.
fn check_apps(wanted: &[Wanted], apps: &[String], staying: &[&UserFlow], faults: &mut Vec<Fault>) {
    for (index, one) in wanted.iter().enumerate() {
        for app in &one.flow.client_ids {
            let twin = wanted[..index].iter().find(|earlier| earlier.flow.client_ids.contains(app));
            let other = staying.iter().find(|flow| flow.client_ids.contains(app));
            let (code, message) = if !apps.contains(app) {
                ("not_found", format!("the tenant has no app {app}"))
            } else if let Some(twin) = twin {
                ("already_exists", format!("the app {app} is also in {}", twin.place))
            } else if let Some(other) = other {
                let name = &other.display_name;
                ("already_exists", format!("the app {app} is in \"{name}\", which is not in the folder"))
            } else {
                continue;
            };
            faults.push(Fault::new(&one.place, code, message));
        }
    }
}

/// Apps leave first, so that they can enter another flow.
fn detach(wanted: &[Wanted], about: &[Option<usize>], stored: &[UserFlow], prune: bool, part: &mut Part) {
    for (index, flow) in stored.iter().enumerate() {
        let document = about.iter().position(|about| *about == Some(index)).map(|at| &wanted[at].flow);
        let leaves = |app: &&String| match document {
            Some(document) => !document.client_ids.contains(app),
            None => prune && wanted.iter().any(|wanted| wanted.flow.client_ids.contains(app)),
        };
        for app in flow.client_ids.iter().filter(leaves) {
            let (flow, app) = (flow.id.clone(), app.clone());
            part.writes.push(Box::new(move |tenant| tenant.user_flows().detach_app(&flow, &app)));
        }
    }
}

fn create(wanted: Wanted, part: &mut Part) {
    let Wanted { place, flow, .. } = wanted;
    part.changes.push(Change {
        kind: "user_flow",
        action: Action::Create,
        id: None,
        name: flow.display_name.clone(),
        place: Some(place),
        differences: difference::whole(&form(&flow)),
    });
    part.writes.push(Box::new(move |tenant| tenant.user_flows().create(&flow).map(drop)));
}

fn update(wanted: Wanted, stored: &UserFlow, part: &mut Part) {
    let Wanted { place, flow, .. } = wanted;
    let before = NewUserFlow::from(stored);
    let differences = difference::between(&form(&before), &form(&flow));
    let action = if differences.is_empty() { Action::Same } else { Action::Update };
    part.changes.push(Change {
        kind: "user_flow",
        action,
        id: Some(stored.id.clone()),
        name: flow.display_name.clone(),
        place: Some(place),
        differences,
    });
    if action == Action::Same {
        return;
    }
    let (id, own) =
        (stored.id.clone(), |flow: &NewUserFlow| NewUserFlow { client_ids: Vec::new(), ..flow.clone() });
    if own(&before) != own(&flow) {
        let id = id.clone();
        let changes = UserFlowChanges {
            display_name: Some(flow.display_name.clone()),
            identity_provider: Some(flow.identity_provider),
            sign_up_allowed: Some(flow.sign_up_allowed),
            attributes: Some(flow.attributes.clone()),
            reveal_existing_accounts: Some(flow.reveal_existing_accounts),
        };
        part.writes.push(Box::new(move |tenant| tenant.user_flows().update(&id, &changes).map(drop)));
    }
    for app in flow.client_ids.into_iter().filter(|app| !before.client_ids.contains(app)) {
        let id = id.clone();
        part.writes.push(Box::new(move |tenant| tenant.user_flows().attach_app(&id, &app)));
    }
}

fn surplus(flow: &UserFlow, prune: bool, part: &mut Part) {
    part.changes.push(Change {
        kind: "user_flow",
        action: if prune { Action::Delete } else { Action::OnlyInTenant },
        id: Some(flow.id.clone()),
        name: flow.display_name.clone(),
        place: None,
        differences: Vec::new(),
    });
    if prune {
        let id = flow.id.clone();
        part.deletes.push(Box::new(move |tenant| tenant.user_flows().delete(&id)));
    }
}

/// A flow in fewer words than Graph has for it.
fn form(flow: &NewUserFlow) -> Value {
    let attribute = |attribute| {
        let mut value = serde_json::to_value(attribute).unwrap_or_default();
        if let Some(members) = value.as_object_mut() {
            members.remove("name");
            members.retain(|_, value| !value.is_null() && *value != json!([]) && *value != json!(false));
        }
        value
    };
    let attributes: Map<String, Value> =
        flow.attributes.iter().map(|one| (one.name.clone(), attribute(one))).collect();
    let order: Vec<&str> = flow.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    let mut form = json!({
        "displayName": flow.display_name,
        "identityProvider": flow.identity_provider.as_str(),
        "isSignUpAllowed": flow.sign_up_allowed,
        "revealExistingAccounts": flow.reveal_existing_accounts,
        "applications": flow.client_ids,
        "attributes": attributes,
    });
    if order.len() > 1 {
        form["attributeOrder"] = order.join(", ").into();
    }
    form
}
