//! `doorstep strength`: authentication strengths, the built-in ones among them.

use doorstep_core::StrengthRecord;
use doorstep_core::access::AuthenticationStrength;

use super::{Entry, Shelf, Verb, texts};
use crate::commands::Outcome;
use crate::context::Context;

pub(crate) const STRENGTHS: Shelf = Shelf {
    kind: "authentication_strength",
    called: "authentication strength",
    folder: "strengths",
    list: |tenant| Ok(tenant.authentication_strengths().list()?.into_iter().map(Entry::from).collect()),
    create: |tenant, document| tenant.authentication_strengths().create(document).map(Entry::from),
    update: |tenant, id, changes| tenant.authentication_strengths().update(id, changes).map(Entry::from),
    delete: |tenant, id| tenant.authentication_strengths().delete(id),
    kept: |document| Ok(AuthenticationStrength::parse(document)?.to_json()),
    check_change: |document, changes| AuthenticationStrength::parse(document)?.patched(changes).map(drop),
    out_of_use: "{}",
    about_title: "Takes",
    about: |document| texts(document, "allowedCombinations").join("; "),
};

pub(crate) fn run(verb: Verb, context: &Context) -> Outcome {
    super::run(verb, &STRENGTHS, context)
}

impl From<StrengthRecord> for Entry {
    fn from(record: StrengthRecord) -> Entry {
        Entry {
            id: record.id,
            name: record.display_name,
            document: record.document,
            built_in: record.built_in,
            in_use: false,
            state: if record.built_in { "built in" } else { "" },
            created_at: record.created_at,
            modified_at: record.modified_at,
        }
    }
}
