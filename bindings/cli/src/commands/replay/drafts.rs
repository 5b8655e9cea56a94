//! The drafts that a replay is about: from files, or from what is stored.

use std::path::PathBuf;

use doorstep_core::access::read_documents;
use doorstep_core::{DocumentKind, PolicyRecord, Tenant};
use serde_json::Value;

use super::Request;
use crate::commands::parsed;
use crate::documents;
use crate::failure::{Failure, Fault, Result};
use crate::output::Output;
use crate::pick;

pub(super) fn of(request: &Request, tenant: &Tenant, out: &Output) -> Result<Vec<String>> {
    let mut drafts = Vec::new();
    let stored = tenant.policies().list()?;
    for word in &request.policy {
        let path = PathBuf::from(word);
        if word == "-" || path.exists() {
            drafts.extend(from(path, &stored, out)?);
        } else {
            drafts.push(pick::policy(tenant, word)?.document);
        }
    }
    for (words, state) in [(&request.enable, "enabled"), (&request.disable, "disabled")] {
        for word in words {
            let mut document = parsed(&pick::policy(tenant, word)?.document);
            document["state"] = state.into();
            drafts.push(document.to_string());
        }
    }
    Ok(drafts)
}

/// The policies in a file. As with `apply`, one without an id that is known is about what has its name.
fn from(path: PathBuf, stored: &[PolicyRecord], out: &Output) -> Result<Vec<String>> {
    let mut drafts = Vec::new();
    for file in documents::files(&[path]) {
        let refused = |fault| Failure::Documents(vec![fault]);
        let (place, bytes) = file.map_err(refused)?;
        let found = read_documents(&bytes).map_err(|error| refused(Fault::of(&place, &error)))?;
        let (policies, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|document| document.kind == DocumentKind::Policy);
        if !others.is_empty() {
            out.warn(&format!(
                "{place}: only its policies count; what they refer to is taken as it is stored"
            ));
        }
        for policy in policies {
            let mut document = parsed(&policy.json);
            if let Some(id) = about(&document, stored) {
                document["id"] = id.into();
            }
            let disabled = document.get("state").and_then(Value::as_str);
            if disabled.is_some_and(|state| state.eq_ignore_ascii_case("disabled")) {
                out.warn(&format!("{place}: a disabled policy counts as not there"));
            }
            drafts.push(document.to_string());
        }
    }
    Ok(drafts)
}

fn about(document: &Value, stored: &[PolicyRecord]) -> Option<String> {
    let text = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default();
    if stored.iter().any(|policy| policy.id.eq_ignore_ascii_case(text("id"))) {
        return None;
    }
    let mut named = stored.iter().filter(|policy| policy.display_name == text("displayName"));
    match (named.next(), named.next()) {
        (Some(policy), None) => Some(policy.id.clone()),
        _ => None,
    }
}
