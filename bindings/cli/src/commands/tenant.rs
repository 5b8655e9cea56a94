//! `doorstep tenant`: the tenants of a database, and the settings of one.

use clap::Subcommand;
use doorstep_core::{Error, TenantRecord, TenantSettings};
use serde_json::{Value, json};

use super::{Outcome, record, records};
use crate::context::Context;
use crate::failure::{Exit, Failure, Result};
use crate::moment;
use crate::output::{Cell, Fields, Output, Style, Table};

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Create a tenant
    Create { name: String },
    /// List the tenants
    List,
    /// Rename a tenant
    Rename {
        /// Its name or id
        #[arg(value_name = "TENANT")]
        name: String,
        new_name: String,
    },
    /// Delete a tenant with everything in it
    Delete {
        /// Its name or id
        #[arg(value_name = "TENANT")]
        name: String,
    },
    /// Show the settings, or change some
    Settings {
        /// What to change, as in code_length=6, session_idle_ms=30m or mfa_trusted_ips=192.0.2.0/24,2001:db8::/32;
        /// nothing after the = unsets
        #[arg(value_name = "NAME=VALUE")]
        changes: Vec<String>,
    },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let out = &context.out;
    match verb {
        Verb::Create { name } => {
            let tenant = context.host_engine()?.create_tenant(&name)?;
            out.done(&format!("Created the tenant {name}."));
            let json = || json!({"id": tenant.id(), "name": tenant.name()});
            out.answer(json, |out| {
                let mut fields = Fields::default();
                fields.add("Id", tenant.id()).add("Name", tenant.name());
                fields.render(out)
            })?;
        }
        Verb::List => list(&context.host_engine()?.tenants()?, out)?,
        Verb::Rename { name, new_name } => {
            context.host_engine()?.rename_tenant(&name, &new_name)?;
            out.done(&format!("Renamed the tenant {name} to {new_name}."));
            out.answer(|| json!({"name": new_name}), |_| String::new())?;
        }
        Verb::Delete { name } => {
            let engine = context.host_engine()?;
            let tenant = engine.tenant(&name)?;
            let question = format!(
                "Delete the tenant {} with all its users, policies and logs? This cannot be undone.",
                tenant.name()
            );
            context.confirm(&question)?;
            engine.delete_tenant(tenant.id())?;
            out.done(&format!("Deleted the tenant {}.", tenant.name()));
            out.answer(|| json!({"deleted": tenant.id()}), |_| String::new())?;
        }
        Verb::Settings { changes } => {
            let tenant = context.tenant()?;
            let mut settings = tenant.settings()?;
            if !changes.is_empty() {
                settings = changed(&settings, &changes)?;
                tenant.update_settings(&settings)?;
                out.done("Changed the settings.");
            }
            out.answer(|| record(&settings, &[]), |out| show(&settings, out))?;
        }
    }
    Ok(Exit::Fine)
}

fn list(tenants: &[TenantRecord], out: &Output) -> Result<()> {
    if tenants.is_empty() {
        out.hint("There is no tenant yet.");
    }
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Name", "Created"]).flexible([1]);
        for tenant in tenants {
            let created = Cell::new(moment::shown(tenant.created_at), Style::Faint);
            table.row([tenant.id.as_str().into(), tenant.name.as_str().into(), created]);
        }
        table.render(out)
    };
    out.answer(|| records(tenants, &["created_at"]), table)
}

fn show(settings: &TenantSettings, out: &Output) -> String {
    let mut table = Table::new(["Setting", "Value"]);
    if let Value::Object(members) = record(settings, &[]) {
        for (name, value) in members {
            let value = match &value {
                Value::Null => Cell::new("not set", Style::Faint),
                Value::Array(items) if items.is_empty() => Cell::new("none", Style::Faint),
                Value::Array(items) => {
                    items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ").into()
                }
                Value::String(text) => text.into(),
                Value::Number(number) if name.ends_with("_ms") => words(number.as_i64().unwrap_or(0)).into(),
                other => other.to_string().into(),
            };
            table.row([name.into(), value]);
        }
    }
    table.render(out)
}

/// A span in milliseconds as it may be given.
fn words(span: i64) -> String {
    for (unit, milliseconds) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)] {
        if span % milliseconds == 0 && span != 0 {
            return format!("{}{unit}", span / milliseconds);
        }
    }
    span.to_string()
}

fn changed(settings: &TenantSettings, changes: &[String]) -> Result<TenantSettings> {
    let mut value = record(settings, &[]);
    // What a setting holds can be told from what it starts with.
    let kinds = record(&TenantSettings::default(), &[]);
    for change in changes {
        let Some((name, text)) = change.split_once('=') else {
            return Err(Failure::Usage(format!("{change}: write NAME=VALUE")));
        };
        let Some(kind) = kinds.get(name) else {
            let known: Vec<&str> = kinds.as_object().into_iter().flatten().map(|(k, _)| k.as_str()).collect();
            return Err(Failure::Usage(format!("no setting {name}; there are: {}", known.join(", "))));
        };
        value[name] = match kind {
            _ if text.is_empty() => kind.clone(),
            Value::Array(_) => text.split(',').map(str::trim).collect(),
            Value::Number(_) if name.ends_with("_ms") && moment::span(text).is_some() => {
                moment::span(text).into()
            }
            Value::Number(_) | Value::Bool(_) => {
                serde_json::from_str(text).map_err(|_| unreadable(name, "is not readable"))?
            }
            _ => text.into(),
        };
    }
    serde_json::from_value(value).map_err(|error| unreadable("settings", &error.to_string()))
}

fn unreadable(field: &str, reason: &str) -> Failure {
    Error::InvalidArgument { field: field.into(), reason: reason.into() }.into()
}
