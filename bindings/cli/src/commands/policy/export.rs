//! `doorstep policy export`: every policy in a file of its own, as `doorstep apply` reads them.

use std::path::PathBuf;

use clap::Args;
use doorstep_core::Tenant;
use serde_json::Value;

use super::super::parsed;
use crate::documents;
use crate::failure::Result;
use crate::output::Output;

#[derive(Args)]
pub(crate) struct Request {
    /// Where to
    #[arg(value_name = "DIR", default_value = "policies")]
    folder: PathBuf,
}

pub(super) fn run(request: &Request, tenant: &Tenant, out: &Output) -> Result<()> {
    let policies = tenant.policies().list()?;
    let document = |document: &str| {
        let mut document = tidied(&parsed(document));
        if let Some(members) = document.as_object_mut() {
            // They would change a file whose policy says what it said.
            members.remove("createdDateTime");
            members.remove("modifiedDateTime");
        }
        document
    };
    let documents = policies
        .iter()
        .map(|policy| (policy.display_name.as_str(), policy.id.as_str(), document(&policy.document)));
    documents::write_folder(&request.folder, documents.collect(), out)
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
