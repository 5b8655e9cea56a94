//! `doorstep flow`: user flows. For programs and files they are Microsoft Graph's documents.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use doorstep_core::{AttributeKind, IdentityProvider, NewUserFlow, Tenant, UserFlow, UserFlowChanges};
use serde_json::{Value, json};

use super::{Outcome, parsed};
use crate::context::Context;
use crate::documents;
use crate::failure::{Exit, Failure, Fault, Result};
use crate::names::Names;
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::{moment, pick};

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the user flows
    List,
    /// Show a user flow
    Show { flow: String },
    /// Create a user flow that asks for nothing but what it signs in with
    Create {
        name: String,
        /// The first factor: email_password or email_otp
        #[arg(long, value_name = "WORD", value_parser = provider)]
        identity_provider: IdentityProvider,
        /// Let nobody sign up
        #[arg(long)]
        no_sign_up: bool,
        /// An app that uses it
        #[arg(long = "app", value_name = "APP")]
        apps: Vec<String>,
        /// Say at sign-up that an address has an account
        #[arg(long)]
        reveal_existing_accounts: bool,
    },
    /// Create a user flow from a Microsoft Graph document; `-` is standard input
    Import { file: PathBuf },
    /// Write every user flow into a folder, a Microsoft Graph document each
    Export {
        #[arg(value_name = "DIR", default_value = "flows")]
        folder: PathBuf,
    },
    /// Change what is given of a user flow and leave the rest
    Update(Update),
    /// Put an app into a user flow
    AttachApp { flow: String, app: String },
    /// Take an app out of a user flow: nobody can sign in to it until it is in one again
    DetachApp { flow: String, app: String },
    /// Delete a user flow
    Delete { flow: String },
}

#[derive(Args)]
pub(crate) struct Update {
    flow: String,
    /// Another name
    #[arg(long, value_name = "TEXT")]
    display_name: Option<String>,
    /// Another first factor: email_password or email_otp
    #[arg(long, value_name = "WORD", value_parser = provider)]
    identity_provider: Option<IdentityProvider>,
    /// Whether people may sign up
    #[arg(long, value_name = "true|false")]
    sign_up_allowed: Option<bool>,
    /// Whether sign-up says that an address has an account
    #[arg(long, value_name = "true|false")]
    reveal_existing_accounts: Option<bool>,
}

fn provider(word: &str) -> Result<IdentityProvider, String> {
    IdentityProvider::from_word(word).ok_or_else(|| "must be email_password or email_otp".into())
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let flows = tenant.user_flows();
    match verb {
        Verb::List => list(&tenant, out)?,
        Verb::Show { flow } => show(&tenant, &pick::flow(&tenant, &flow)?, out)?,
        Verb::Create { name, identity_provider, no_sign_up, apps, reveal_existing_accounts } => {
            let ids = apps.iter().map(|app| pick::app(&tenant, app).map(|app| app.client_id));
            let flow = flows.create(&NewUserFlow {
                sign_up_allowed: !no_sign_up,
                client_ids: ids.collect::<Result<_>>()?,
                reveal_existing_accounts,
                ..NewUserFlow::new(name, identity_provider)
            })?;
            out.done("Created the user flow.");
            show(&tenant, &flow, out)?;
        }
        Verb::Import { file } => {
            let documents = documents::read(&file)?;
            let [document] = &documents[..] else {
                return Err(Failure::Usage("a file with exactly one user flow is needed".into()));
            };
            let flow = flows.create_from_graph(&document.json.to_string());
            let refused = |error| Failure::Documents(vec![Fault::of(&document.place, &error)]);
            let flow = flow.map_err(refused)?;
            out.done("Created the user flow.");
            show(&tenant, &flow, out)?;
        }
        Verb::Export { folder } => {
            let flows = flows.list()?;
            let written = flows
                .iter()
                .map(|flow| Ok((flow.display_name.as_str(), flow.id.as_str(), graph(&tenant, flow)?)));
            let files = documents::write_folder(&folder, written.collect::<Result<_>>()?, out)?;
            documents::answer(&files, out)?;
        }
        Verb::Update(request) => {
            let flow = pick::flow(&tenant, &request.flow)?;
            let flow = flows.update(
                &flow.id,
                &UserFlowChanges {
                    display_name: request.display_name,
                    identity_provider: request.identity_provider,
                    sign_up_allowed: request.sign_up_allowed,
                    attributes: None,
                    reveal_existing_accounts: request.reveal_existing_accounts,
                },
            )?;
            out.done("Changed the user flow.");
            show(&tenant, &flow, out)?;
        }
        Verb::AttachApp { flow, app } => {
            let flow = pick::flow(&tenant, &flow)?.id;
            flows.attach_app(&flow, &pick::app(&tenant, &app)?.client_id)?;
            show(&tenant, &flows.get(&flow)?, out)?;
        }
        Verb::DetachApp { flow, app } => {
            let flow = pick::flow(&tenant, &flow)?.id;
            flows.detach_app(&flow, &pick::app(&tenant, &app)?.client_id)?;
            show(&tenant, &flows.get(&flow)?, out)?;
        }
        Verb::Delete { flow } => {
            let flow = pick::flow(&tenant, &flow)?;
            let apps = match flow.client_ids.len() {
                0 => String::new(),
                1 => " Nobody can sign in to its app then.".into(),
                count => format!(" Nobody can sign in to its {count} apps then."),
            };
            context.confirm(&format!("Delete the user flow {}?{apps}", flow.display_name))?;
            flows.delete(&flow.id)?;
            out.done(&format!("Deleted the user flow {}.", flow.display_name));
            out.answer(|| json!({"deleted": flow.id}), |_| String::new())?;
        }
    }
    Ok(Exit::Fine)
}

fn graph(tenant: &Tenant, flow: &UserFlow) -> Result<Value> {
    Ok(parsed(&tenant.user_flows().to_graph(&flow.id)?))
}

fn list(tenant: &Tenant, out: &Output) -> Result<()> {
    let flows = tenant.user_flows().list()?;
    if flows.is_empty() {
        out.hint("There is no user flow yet.");
    }
    let documents = match out.json {
        true => flows.iter().map(|flow| graph(tenant, flow)).collect::<Result<_>>()?,
        false => Vec::new(),
    };
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Name", "First factor", "Sign-up", "Apps"]).flexible([1]);
        for flow in &flows {
            table.row([
                flow.id.as_str().into(),
                flow.display_name.as_str().into(),
                flow.identity_provider.as_str().into(),
                if flow.sign_up_allowed { "yes" } else { "no" }.into(),
                flow.client_ids.len().to_string().into(),
            ]);
        }
        table.render(out)
    };
    out.answer(|| Value::Array(documents), table)
}

fn show(tenant: &Tenant, flow: &UserFlow, out: &Output) -> Result<()> {
    if out.json {
        return out.value(&graph(tenant, flow)?);
    }
    let names = Names::of(tenant)?;
    let mut fields = Fields::default();
    let yes_no = |yes| if yes { "yes" } else { "no" };
    fields.add("Id", &flow.id).add("Name", &flow.display_name);
    fields.add("First factor", flow.identity_provider.as_str());
    fields.add("Sign-up", yes_no(flow.sign_up_allowed));
    fields.add("Reveals accounts", yes_no(flow.reveal_existing_accounts));
    for attribute in &flow.attributes {
        let kind = match attribute.kind {
            AttributeKind::String => "",
            kind => kind.as_str(),
        };
        let required = if attribute.required { "required" } else { "" };
        let about: Vec<&str> = [kind, required].into_iter().filter(|word| !word.is_empty()).collect();
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
        fields.add("Asks for", format!("{}{about}", attribute.name));
    }
    for client_id in &flow.client_ids {
        let name = names.name(client_id).unwrap_or_default();
        fields.add("App", format!("{name} ({client_id})"));
    }
    if flow.client_ids.is_empty() {
        fields.add("App", Cell::new("none yet", Style::Careful));
    }
    fields.add("Created", moment::shown(flow.created_at));
    out.text(&fields.render(out))
}
