//! `doorstep context`: authentication contexts, `c1` to `c99`.

use clap::Subcommand;
use doorstep_core::AuthenticationContextRecord;
use doorstep_core::access::AuthenticationContext;
use serde_json::Value;

use super::{Entry, Picked, Shelf};
use crate::commands::Outcome;
use crate::context::Context;

pub(crate) const CONTEXTS: Shelf = Shelf {
    kind: "authentication_context",
    called: "authentication context",
    folder: "contexts",
    list: |tenant| Ok(tenant.authentication_contexts().list()?.into_iter().map(Entry::from).collect()),
    create: |tenant, document| tenant.authentication_contexts().create(document).map(Entry::from),
    update: |tenant, id, changes| tenant.authentication_contexts().update(id, changes).map(Entry::from),
    delete: |tenant, id| tenant.authentication_contexts().delete(id),
    kept: |document| Ok(AuthenticationContext::parse(document)?.to_json()),
    check_change: |document, changes| AuthenticationContext::parse(document)?.patched(changes).map(drop),
    out_of_use: r#"{"isAvailable":false}"#,
    about_title: "Description",
    about: |document| document.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
};

#[derive(Subcommand)]
pub(crate) enum Verb {
    #[command(flatten)]
    Common(super::Verb),
    /// Let apps ask for it
    Publish(Picked),
    /// Let apps ask for it no longer
    Unpublish(Picked),
}

pub(crate) fn run(verb: Verb, context: &Context) -> Outcome {
    match verb {
        Verb::Common(verb) => super::run(verb, &CONTEXTS, context),
        Verb::Publish(picked) => super::change(&CONTEXTS, &picked, true, r#"{"isAvailable":true}"#, context),
        Verb::Unpublish(picked) => super::change(&CONTEXTS, &picked, false, CONTEXTS.out_of_use, context),
    }
}

impl From<AuthenticationContextRecord> for Entry {
    fn from(record: AuthenticationContextRecord) -> Entry {
        Entry {
            id: record.id,
            name: record.display_name,
            document: record.document,
            built_in: false,
            in_use: record.is_available,
            state: if record.is_available { "available" } else { "not available" },
            created_at: Some(record.created_at),
            modified_at: record.modified_at,
        }
    }
}
