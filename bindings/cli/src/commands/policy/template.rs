//! `doorstep policy template`: policies that most tenants want, to be imported or kept as files. They report only.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use doorstep_core::{Error, PolicyTemplateInputs, Tenant, policy_template, policy_templates};

use super::super::shelf::LOCATIONS;
use super::super::{Outcome, parsed, records};
use crate::context::Context;
use crate::failure::{Exit, Failure, Result};
use crate::output::{Cell, Output, Style, Table};
use crate::{documents, pick};

#[derive(Args)]
#[command(group = ArgGroup::new("which").required(true).args(["id", "all"]))]
pub(crate) struct Request {
    /// The template, as `policy templates` lists them
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Write the policies of all templates into this folder, a file each
    #[arg(long, value_name = "DIR")]
    all: Option<PathBuf>,
    /// An emergency access account, which the policy leaves alone; repeat it for more
    #[arg(long, value_name = "USER")]
    break_glass_user: Vec<String>,
    /// A group of emergency access accounts
    #[arg(long, value_name = "GROUP")]
    break_glass_group: Vec<String>,
    /// An app that the policy is about; every app, when there is none
    #[arg(long = "app", value_name = "APP")]
    apps: Vec<String>,
    /// A named location of the countries to allow
    #[arg(long, value_name = "LOCATION")]
    allowed_location: Vec<String>,
    /// Where methods may be registered without a second factor; the trusted locations, when there is none
    #[arg(long, value_name = "LOCATION")]
    trusted_location: Vec<String>,
    /// The authentication context to protect; c1, when there is none
    #[arg(long, value_name = "CONTEXT")]
    auth_context: Option<String>,
}

pub(super) fn list(out: &Output) -> Outcome {
    let templates = policy_templates();
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Category", "Name"]).flexible([2]);
        for template in &templates {
            let category = Cell::new(&template.category, Style::Faint);
            table.row([template.id.as_str().into(), category, template.name.as_str().into()]);
        }
        table.render(out)
    };
    out.answer(|| records(&templates, &[]), table)?;
    Ok(Exit::Fine)
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, inputs) = (&context.out, inputs(request, context)?);
    if let Some(id) = &request.id {
        out.value(&parsed(&policy_template(id, &inputs)?))?;
        return Ok(Exit::Fine);
    }
    let (templates, mut made) = (policy_templates(), Vec::new());
    for template in &templates {
        match policy_template(&template.id, &inputs) {
            Ok(policy) => made.push((template.id.as_str(), "", parsed(&policy))),
            Err(error @ Error::InvalidArgument { .. }) => {
                out.warn(&format!("{} is left out: {error}", template.id));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let folder = request.all.clone().unwrap_or_default();
    documents::answer(&documents::write_folder(&folder, made, out)?, out)?;
    Ok(Exit::Fine)
}

/// With a database, names become ids; without one, everything is an id already.
fn inputs(request: &Request, context: &Context) -> Result<PolicyTemplateInputs> {
    let tenant = if context.place.has_database() { Some(context.tenant()?) } else { None };
    let ids = |words: &[String], find: fn(&Tenant, &str) -> Result<String>| -> Result<Vec<String>> {
        words
            .iter()
            .map(|word| tenant.as_ref().map_or(Ok(word.clone()), |of| id(word, find(of, word))))
            .collect()
    };
    let location =
        |of: &Tenant, word: &str| -> Result<String> { Ok(pick::shelved(&LOCATIONS, of, word)?.id) };
    let context_id: fn(&Tenant, &str) -> Result<String> = pick::context_id;
    let auth_context: Vec<String> = request.auth_context.iter().cloned().collect();
    Ok(PolicyTemplateInputs {
        break_glass_user_ids: ids(&request.break_glass_user, |of, word| Ok(pick::user(of, word)?.id))?,
        break_glass_group_ids: ids(&request.break_glass_group, |of, word| Ok(pick::group(of, word)?.id))?,
        app_ids: ids(&request.apps, |of, word| Ok(pick::app(of, word)?.client_id))?,
        allowed_location_ids: ids(&request.allowed_location, location)?,
        trusted_location_ids: ids(&request.trusted_location, location)?,
        authentication_context: ids(&auth_context, context_id)?.pop(),
    })
}

/// What a policy may name before it is there, as policies of a folder do, is taken by its id.
fn id(word: &str, found: Result<String>) -> Result<String> {
    let looks_like_id = word.len() == 36 && word.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit());
    match found {
        Err(Failure::Core(Error::NotFound { .. })) if looks_like_id => Ok(word.to_owned()),
        found => found,
    }
}
