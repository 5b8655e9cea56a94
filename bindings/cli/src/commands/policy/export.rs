//! `doorstep policy export`: every policy in a file of its own, as `doorstep apply` reads them.

use std::path::PathBuf;

use clap::Args;
use doorstep_core::Tenant;
use serde_json::Value;

use super::super::parsed;
use super::super::shelf::{SHELVES, Shelf};
use crate::documents;
use crate::failure::Result;
use crate::output::Output;

#[derive(Args)]
pub(crate) struct Request {
    /// Where to: the folder of the policies, or with --all the one above
    #[arg(value_name = "DIR", default_value = "policies", default_value_if("all", "true", Some(".")))]
    folder: PathBuf,
    /// Write what policies refer to as well: DIR/policies, DIR/locations, DIR/strengths, DIR/contexts
    #[arg(long)]
    all: bool,
}

pub(super) fn run(request: &Request, tenant: &Tenant, out: &Output) -> Result<()> {
    let folder = if request.all { request.folder.join("policies") } else { request.folder.clone() };
    let policies = tenant.policies().list()?;
    let written = policies
        .iter()
        .map(|policy| (policy.display_name.as_str(), policy.id.as_str(), exported(&policy.document)));
    let mut files = documents::write_folder(&folder, written.collect(), out)?;
    if request.all {
        for shelf in SHELVES {
            files.extend(write(shelf, request, tenant, out)?);
        }
    }
    documents::answer(&files, out)
}

fn write(shelf: &Shelf, request: &Request, tenant: &Tenant, out: &Output) -> Result<Vec<PathBuf>> {
    let entries = (shelf.list)(tenant)?;
    let own: Vec<(&str, &str, Value)> = entries
        .iter()
        .filter(|entry| !entry.built_in)
        .map(|entry| (entry.name.as_str(), entry.id.as_str(), exported(&entry.document)))
        .collect();
    let folder = request.folder.join(shelf.folder);
    // An empty folder would have `apply --prune` delete what it is not about.
    if own.is_empty() && !folder.is_dir() {
        return Ok(Vec::new());
    }
    documents::write_folder(&folder, own, out)
}

fn exported(document: &str) -> Value {
    let mut document = tidied(&parsed(document));
    if let Some(members) = document.as_object_mut() {
        // They would change a file whose document says what it said.
        members.remove("createdDateTime");
        members.remove("modifiedDateTime");
    }
    document
}

/// The document without what is not configured. All that says something stays as it is, annotations included.
fn tidied(value: &Value) -> Value {
    let Value::Object(map) = value else { return value.clone() };
    let members = map.iter().map(|(key, value)| (key.clone(), tidied(value)));
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    Value::Object(members.filter(|(_, value)| !empty(value)).collect())
}
