//! `doorstep policy`: Conditional Access policies. For programs and files they are Microsoft Graph's documents.

mod diff;
mod export;
mod import;
mod template;

use clap::{Args, Subcommand};
use doorstep_core::{PolicyRecord, PolicyState, Tenant};
use serde_json::json;

use super::{Outcome, lint, parsed};
use crate::context::Context;
use crate::difference;
use crate::failure::{Exit, Result};
use crate::names::Names;
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::{moment, pick};

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the policies, oldest first
    List,
    /// Show a policy
    Show { policy: String },
    /// Create policies from Microsoft Graph documents: all of them or none
    Import(import::Request),
    /// Write every policy into a folder, a file each
    Export(export::Request),
    /// What differs between a file or folder and the policies that are stored
    Diff(diff::Request),
    /// Enforce policies
    Enable(Picked),
    /// Switch policies off
    Disable(Picked),
    /// Evaluate and record policies without enforcing them
    ReportOnly(Picked),
    /// Delete policies
    Delete(Picked),
    /// List the templates of policies that most tenants want
    Templates,
    /// Print the policy of a template, report-only, for `policy import -`
    Template(template::Request),
}

/// Some policies.
#[derive(Args)]
pub(crate) struct Picked {
    /// Names or ids
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<String>,
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    // Templates need no database.
    match &verb {
        Verb::Templates => return template::list(&context.out),
        Verb::Template(request) => return template::run(request, context),
        _ => {}
    }
    let (out, tenant) = (&context.out, context.tenant()?);
    match verb {
        Verb::Templates | Verb::Template(_) => {}
        Verb::List => {
            let policies = tenant.policies().list()?;
            if policies.is_empty() {
                out.hint("There is no policy yet: every sign-in is allowed.");
            }
            list(&policies, out)?;
        }
        Verb::Show { policy } => show(&tenant, &pick::policy(&tenant, &policy)?, out)?,
        Verb::Import(request) => return import::run(&request, &tenant, out),
        Verb::Export(request) => export::run(&request, &tenant, out)?,
        Verb::Diff(request) => return diff::run(&request, &tenant, out),
        Verb::Enable(picked) => set_state(&picked, PolicyState::Enabled, &tenant, out)?,
        Verb::Disable(picked) => set_state(&picked, PolicyState::Disabled, &tenant, out)?,
        Verb::ReportOnly(picked) => set_state(&picked, PolicyState::ReportOnly, &tenant, out)?,
        Verb::Delete(picked) => delete(&picked, &tenant, context)?,
    }
    Ok(Exit::Fine)
}

/// A policy's state as a table shows it.
pub(super) fn state(state: PolicyState) -> Cell {
    match state {
        PolicyState::Enabled => Cell::new("enabled", Style::Good),
        PolicyState::Disabled => Cell::new("disabled", Style::Faint),
        PolicyState::ReportOnly => Cell::new("report-only", Style::Careful),
    }
}

/// What people know a policy by.
pub(super) fn name(policy: &PolicyRecord) -> &str {
    if policy.display_name.is_empty() { &policy.id } else { &policy.display_name }
}

fn picked(picked: &Picked, tenant: &Tenant) -> Result<Vec<PolicyRecord>> {
    picked.policies.iter().map(|word| pick::policy(tenant, word)).collect()
}

fn set_state(request: &Picked, state: PolicyState, tenant: &Tenant, out: &Output) -> Result<()> {
    let mut changed = Vec::new();
    for policy in picked(request, tenant)? {
        // One that is as it should be gets no entry in the audit log.
        changed.push(match policy.state == state {
            true => policy,
            false => tenant.policies().update(&policy.id, &json!({"state": state.as_str()}).to_string())?,
        });
    }
    list(&changed, out)?;
    changed.iter().try_for_each(|policy| warn(tenant, policy, out))
}

fn delete(request: &Picked, tenant: &Tenant, context: &Context) -> Result<()> {
    let policies = picked(request, tenant)?;
    let names: Vec<&str> = policies.iter().map(name).collect();
    context.confirm(&format!("Delete {}?", names.join(", ")))?;
    for policy in &policies {
        tenant.policies().delete(&policy.id)?;
        context.out.done(&format!("Deleted {}.", name(policy)));
    }
    let ids: Vec<&str> = policies.iter().map(|policy| policy.id.as_str()).collect();
    context.out.answer(|| json!({"deleted": ids}), |_| String::new())
}

fn list(policies: &[PolicyRecord], out: &Output) -> Result<()> {
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Name", "State", "Warnings", "Created"]).flexible([1]);
        for policy in policies {
            let warnings = match policy.warnings.len() {
                0 => Cell::default(),
                count => Cell::new(count.to_string(), Style::Careful),
            };
            let created = Cell::new(moment::shown(policy.created_at), Style::Faint);
            let name = policy.display_name.as_str().into();
            table.row([policy.id.as_str().into(), name, state(policy.state), warnings, created]);
        }
        table.render(out)
    };
    out.answer(|| policies.iter().map(|policy| parsed(&policy.document)).collect(), table)
}

fn show(tenant: &Tenant, policy: &PolicyRecord, out: &Output) -> Result<()> {
    if out.json {
        return out.value(&parsed(&policy.document));
    }
    let mut fields = Fields::default();
    fields.add("Id", &policy.id).add("Name", &policy.display_name).add("State", state(policy.state));
    fields.add("Created", moment::shown(policy.created_at));
    fields.some("Changed", policy.modified_at.map(moment::shown).as_deref());
    let mut document = difference::meaning(&parsed(&policy.document));
    if let Some(members) = document.as_object_mut() {
        members.retain(|name, _| name != "displayName" && name != "state");
    }
    let said = difference::said(&document, &Names::of(tenant)?, out);
    out.text(&format!("{}\n{said}", fields.render(out)))?;
    warn(tenant, policy, out)
}

fn warn(tenant: &Tenant, policy: &PolicyRecord, out: &Output) -> Result<()> {
    lint::warn(tenant, &policy.warnings, out)
}
