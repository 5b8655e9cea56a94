//! `doorstep group`: groups of users and groups.

use clap::Subcommand;
use doorstep_core::{Group, Member, Tenant};
use serde_json::json;

use super::{Outcome, record, records};
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::names::Names;
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::{moment, pick};

const TIMES: &[&str] = &["created_at"];

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the groups
    List,
    /// Create a group
    Create { name: String },
    /// Show a group
    Show { group: String },
    /// Rename a group
    Rename { group: String, new_name: String },
    /// Delete a group; its members stay
    Delete { group: String },
    /// List the direct members
    Members { group: String },
    /// Add a user
    AddUser { group: String, user: String },
    /// Remove a user
    RemoveUser { group: String, user: String },
    /// Add a group, whose members become members too
    AddGroup { group: String, member: String },
    /// Remove a group
    RemoveGroup { group: String, member: String },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let groups = tenant.groups();
    let id = |word: &str| pick::group(&tenant, word).map(|group| group.id);
    let one = |group: &Group| out.answer(|| record(group, TIMES), |out| show(group, out));
    match verb {
        Verb::List => {
            let groups = groups.list()?;
            if groups.is_empty() {
                out.hint("There is no group yet.");
            }
            out.answer(|| records(&groups, TIMES), |out| list(&groups, out))?;
        }
        Verb::Create { name } => {
            let group = groups.create(&name)?;
            out.done(&format!("Created the group {name}."));
            one(&group)?;
        }
        Verb::Show { group } => one(&pick::group(&tenant, &group)?)?,
        Verb::Rename { group, new_name } => {
            let group = groups.rename(&id(&group)?, &new_name)?;
            out.done(&format!("Renamed it to {new_name}."));
            one(&group)?;
        }
        Verb::Delete { group } => {
            let group = pick::group(&tenant, &group)?;
            context.confirm(&format!("Delete the group {}? Policies that name it lose it.", group.name))?;
            groups.delete(&group.id)?;
            out.done(&format!("Deleted the group {}.", group.name));
            out.answer(|| json!({"deleted": group.id}), |_| String::new())?;
        }
        Verb::Members { group } => members(&tenant, &id(&group)?, out)?,
        Verb::AddUser { group, user } => {
            let (group, user) = (id(&group)?, pick::user(&tenant, &user)?.id);
            groups.add_user(&group, &user)?;
            members(&tenant, &group, out)?;
        }
        Verb::RemoveUser { group, user } => {
            let (group, user) = (id(&group)?, pick::user(&tenant, &user)?.id);
            groups.remove_user(&group, &user)?;
            members(&tenant, &group, out)?;
        }
        Verb::AddGroup { group, member } => {
            let group = id(&group)?;
            groups.add_group(&group, &id(&member)?)?;
            members(&tenant, &group, out)?;
        }
        Verb::RemoveGroup { group, member } => {
            let group = id(&group)?;
            groups.remove_group(&group, &id(&member)?)?;
            members(&tenant, &group, out)?;
        }
    }
    Ok(Exit::Fine)
}

fn members(tenant: &Tenant, group_id: &str, out: &Output) -> Result<()> {
    let members = tenant.groups().members(group_id)?;
    let names = Names::of(tenant)?;
    if members.is_empty() {
        out.hint("Nobody is in this group.");
    }
    let table = |out: &Output| {
        let mut table = Table::new(["Kind", "Id", "Name"]).flexible([2]);
        for member in &members {
            let (kind, id) = match member {
                Member::User { id } => ("user", id),
                Member::Group { id } => ("group", id),
            };
            table.row([kind.into(), id.into(), names.name(id).unwrap_or_default().into()]);
        }
        table.render(out)
    };
    out.answer(|| records(&members, &[]), table)
}

fn list(groups: &[Group], out: &Output) -> String {
    let mut table = Table::new(["Id", "Name", "Created"]).flexible([1]);
    for group in groups {
        let created = Cell::new(moment::shown(group.created_at), Style::Faint);
        table.row([group.id.as_str().into(), group.name.as_str().into(), created]);
    }
    table.render(out)
}

fn show(group: &Group, out: &Output) -> String {
    let mut fields = Fields::default();
    fields.add("Id", &group.id).add("Name", &group.name).add("Created", moment::shown(group.created_at));
    fields.render(out)
}
