//! `doorstep policy diff`: how documents differ in meaning from the policies that are stored.

use std::path::PathBuf;

use clap::Args;
use doorstep_core::Tenant;
use serde_json::Value;

use super::super::Outcome;
use super::super::apply::{self, Action};
use crate::documents;
use crate::failure::{Exit, Failure};
use crate::names::Names;
use crate::output::Output;

#[derive(Args)]
pub(crate) struct Request {
    /// A file, a folder, or `-` for standard input
    #[arg(value_name = "FILE|DIR")]
    path: PathBuf,
}

pub(super) fn run(request: &Request, tenant: &Tenant, out: &Output) -> Outcome {
    let documents = documents::read(&request.path)?;
    let mut part = apply::policies(tenant, documents, false)?;
    if !part.faults.is_empty() {
        return Err(Failure::Documents(part.faults));
    }
    if !request.path.is_dir() {
        // Only a folder can be expected to hold every policy.
        part.changes.retain(|change| change.action != Action::OnlyInTenant);
    }
    let names = Names::of(tenant)?;
    let changes = &part.changes;
    out.answer(
        || changes.iter().map(apply::Change::json).collect::<Value>(),
        |out| changes.iter().map(|change| change.words(&names, out)).collect(),
    )?;
    let different = changes.iter().any(|change| change.action != Action::Same);
    if !different {
        out.done("No difference.");
    }
    Ok(if different { Exit::Found } else { Exit::Fine })
}
