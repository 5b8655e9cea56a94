//! `doorstep role`: directory roles and who holds them.

use clap::Subcommand;
use doorstep_core::{DirectoryRole, Tenant};

use super::{Outcome, records};
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::names::Names;
use crate::output::{Output, Table};
use crate::pick;

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the roles there are
    List,
    /// Give a user a role
    Assign { user: String, role: String },
    /// Take a role away
    Unassign { user: String, role: String },
    /// List the roles of a user
    Of { user: String },
    /// List who holds a role
    Members { role: String },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    match verb {
        Verb::List => show(&tenant.roles().list(), out)?,
        Verb::Assign { user, role } => {
            let user = pick::user(&tenant, &user)?.id;
            tenant.roles().assign(&user, &role)?;
            show(&tenant.roles().of_user(&user)?, out)?;
        }
        Verb::Unassign { user, role } => {
            let user = pick::user(&tenant, &user)?.id;
            tenant.roles().unassign(&user, &role)?;
            show(&tenant.roles().of_user(&user)?, out)?;
        }
        Verb::Of { user } => show(&tenant.roles().of_user(&pick::user(&tenant, &user)?.id)?, out)?,
        Verb::Members { role } => members(&tenant, &role, out)?,
    }
    Ok(Exit::Fine)
}

fn show(roles: &[DirectoryRole], out: &Output) -> Result<()> {
    if roles.is_empty() {
        out.hint("No role.");
    }
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Name"]).flexible([1]);
        for role in roles {
            table.row([role.id.as_str().into(), role.display_name.as_str().into()]);
        }
        table.render(out)
    };
    out.answer(|| records(roles, &[]), table)
}

fn members(tenant: &Tenant, role: &str, out: &Output) -> Result<()> {
    let members = tenant.roles().members(role)?;
    let names = Names::of(tenant)?;
    if members.is_empty() {
        out.hint("Nobody holds this role.");
    }
    let table = |out: &Output| {
        let mut table = Table::new(["User id", "Name"]).flexible([1]);
        for id in &members {
            table.row([id.into(), names.name(id).unwrap_or_default().into()]);
        }
        table.render(out)
    };
    out.answer(|| records(&members, &[]), table)
}
