//! `doorstep app`: app registrations.

use std::collections::BTreeMap;

use clap::Subcommand;
use doorstep_core::{AppChanges, AppRegistration};
use serde_json::json;

use super::{Outcome, record, records};
use crate::context::Context;
use crate::failure::{Exit, Failure, Result};
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::{moment, pick};

const TIMES: &[&str] = &["created_at"];

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the apps
    List,
    /// Register an app
    #[command(visible_alias = "create")]
    Register { name: String },
    /// Show an app
    Show { app: String },
    /// Rename an app
    Rename { app: String, new_name: String },
    /// Say which groups of apps it is in, as in Office365, instead of those so far; none when none is named
    SetGroups {
        app: String,
        #[arg(value_name = "GROUP")]
        groups: Vec<String>,
    },
    /// Say which custom security attributes it has, instead of those so far; none when none is named
    SetAttributes {
        app: String,
        /// As in Sets_Tier=gold; repeat one for several values
        #[arg(value_name = "SET_ATTRIBUTE=VALUE")]
        attributes: Vec<String>,
    },
    /// Delete an app with its sessions
    Delete { app: String },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let apps = tenant.apps();
    let one = |app: &AppRegistration| out.answer(|| record(app, TIMES), |out| show(app, out));
    match verb {
        Verb::List => {
            let apps = apps.list()?;
            if apps.is_empty() {
                out.hint("No app is registered yet.");
            }
            out.answer(|| records(&apps, TIMES), |out| list(&apps, out))?;
        }
        Verb::Register { name } => {
            let app = apps.register(&name)?;
            out.done(&format!("Registered {name}."));
            one(&app)?;
        }
        Verb::Show { app } => one(&pick::app(&tenant, &app)?)?,
        Verb::Rename { app, new_name } => {
            let app = apps.rename(&pick::app(&tenant, &app)?.client_id, &new_name)?;
            out.done(&format!("Renamed it to {new_name}."));
            one(&app)?;
        }
        Verb::SetGroups { app, groups } => {
            let changes = AppChanges { app_groups: Some(groups), ..AppChanges::default() };
            one(&apps.update(&pick::app(&tenant, &app)?.client_id, &changes)?)?;
        }
        Verb::SetAttributes { app, attributes } => {
            let attributes = Some(read(&attributes)?);
            let changes = AppChanges { custom_security_attributes: attributes, ..AppChanges::default() };
            one(&apps.update(&pick::app(&tenant, &app)?.client_id, &changes)?)?;
        }
        Verb::Delete { app } => {
            let app = pick::app(&tenant, &app)?;
            context.confirm(&format!("Delete the app {} and end its sessions?", app.name))?;
            apps.delete(&app.client_id)?;
            out.done(&format!("Deleted {}.", app.name));
            out.answer(|| json!({"deleted": app.client_id}), |_| String::new())?;
        }
    }
    Ok(Exit::Fine)
}

fn read(attributes: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut read: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for attribute in attributes {
        let Some((name, value)) = attribute.split_once('=') else {
            return Err(Failure::Usage(format!("{attribute}: write SET_ATTRIBUTE=VALUE")));
        };
        read.entry(name.to_owned()).or_default().push(value.to_owned());
    }
    Ok(read)
}

fn list(apps: &[AppRegistration], out: &Output) -> String {
    let mut table = Table::new(["Client id", "Name", "Registered"]).flexible([1]);
    for app in apps {
        let created = Cell::new(moment::shown(app.created_at), Style::Faint);
        table.row([app.client_id.as_str().into(), app.name.as_str().into(), created]);
    }
    table.render(out)
}

fn show(app: &AppRegistration, out: &Output) -> String {
    let mut fields = Fields::default();
    fields.add("Client id", &app.client_id).add("Name", &app.name);
    if !app.app_groups.is_empty() {
        fields.add("Groups", app.app_groups.join(", "));
    }
    for (name, values) in &app.custom_security_attributes {
        fields.add("Attribute", format!("{name} = {}", values.join(", ")));
    }
    fields.add("Registered", moment::shown(app.created_at));
    fields.render(out)
}
