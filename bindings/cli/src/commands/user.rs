//! `doorstep user`: the accounts of a tenant.

mod addresses;
mod changes;
mod show;

use clap::Subcommand;
use doorstep_core::Tenant;
use serde_json::json;

use super::{Limit, Outcome, records};
use crate::ask::PasswordSource;
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::pick;

const TIMES: &[&str] = &["created_at"];

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the users, oldest first
    List(Limit),
    /// Show a user with groups, roles and addresses for codes
    Show { user: String },
    /// Create a user
    Create {
        #[command(flatten)]
        fields: changes::Fields,
        #[command(flatten)]
        password: PasswordSource,
        /// Ask for a password
        #[arg(long, conflicts_with = "password_stdin")]
        password_prompt: bool,
    },
    /// Change what is given of a user and leave the rest
    Update {
        user: String,
        #[command(flatten)]
        fields: changes::Fields,
    },
    /// Set a password, and end the user's sessions
    SetPassword {
        user: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Keep a user from signing in, and end their sessions
    Disable { user: String },
    /// Let a user sign in again
    Enable { user: String },
    /// Lift the locks that wrong passwords and codes have brought on
    Unlock { user: String },
    /// Delete a user with all that is theirs
    Delete { user: String },
    /// List every group the user is in, through other groups too
    Groups { user: String },
    /// List the addresses that codes can go to
    EmailMethods { user: String },
    /// Register a further address for codes
    AddEmailMethod { user: String, address: String },
    /// Remove a registered address
    RemoveEmailMethod {
        user: String,
        /// The address or its id
        address: String,
    },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let users = tenant.users();
    let pick = |word: &str| pick::user(&tenant, word);
    match verb {
        Verb::List(request) => list(&request, &tenant, context)?,
        Verb::Show { user } => show::whole(&tenant, &pick(&user)?, out)?,
        Verb::Create { fields, password, password_prompt } => {
            let new = fields.new_user()?;
            let password = match password_prompt || password.given() {
                true => Some(password.read()?),
                false => None,
            };
            let user = users.create(&new, password.as_ref().map(|password| password.as_str()))?;
            out.done("Created the user.");
            show::one(&user, out)?;
        }
        Verb::Update { user, fields } => {
            let user = pick(&user)?;
            let user = users.update(&user.id, &fields.changes(&user)?)?;
            out.done("Changed the user.");
            show::one(&user, out)?;
        }
        Verb::SetPassword { user, password } => {
            let user = pick(&user)?;
            users.set_password(&user.id, &password.read()?)?;
            out.done("Set the password and ended the user's sessions.");
            out.answer(|| json!({"user_id": user.id}), |_| String::new())?;
        }
        Verb::Disable { user } => show::one(&users.disable(&pick(&user)?.id)?, out)?,
        Verb::Enable { user } => show::one(&users.enable(&pick(&user)?.id)?, out)?,
        Verb::Unlock { user } => {
            let user = pick(&user)?;
            users.unlock(&user.id)?;
            out.done("The user can try again.");
            out.answer(|| json!({"user_id": user.id}), |_| String::new())?;
        }
        Verb::Delete { user } => {
            let user = pick(&user)?;
            context.confirm(&format!("Delete the user {}?", show::name(&user)))?;
            users.delete(&user.id)?;
            out.done(&format!("Deleted {}.", show::name(&user)));
            out.answer(|| json!({"deleted": user.id}), |_| String::new())?;
        }
        Verb::Groups { user } => {
            let groups = users.groups(&pick(&user)?.id)?;
            if groups.is_empty() {
                out.hint("This user is in no group.");
            }
            out.answer(|| records(&groups, TIMES), |out| show::groups(&groups, out))?;
        }
        Verb::EmailMethods { user } => addresses::list(&tenant, &pick(&user)?, out)?,
        Verb::AddEmailMethod { user, address } => addresses::add(&tenant, &pick(&user)?, &address, out)?,
        Verb::RemoveEmailMethod { user, address } => {
            addresses::remove(&tenant, &pick(&user)?, &address, out)?;
        }
    }
    Ok(Exit::Fine)
}

fn list(request: &Limit, tenant: &Tenant, context: &Context) -> Result<()> {
    let out = &context.out;
    let (found, more) = super::pages(request, |size, cursor| Ok(tenant.users().list(size, cursor)?))?;
    out.answer(|| records(&found, TIMES), |out| show::table(&found, out))?;
    match (found.is_empty(), more) {
        (true, _) => out.hint("There is no user yet."),
        (_, true) => out.hint("There are more: --limit NUMBER, or --all."),
        _ => {}
    }
    Ok(())
}
