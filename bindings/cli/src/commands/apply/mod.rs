//! `doorstep apply`: makes a tenant match a folder. Everything is read and checked before anything is written.

mod flows;
mod methods;
mod plan;
mod policies;
mod shelves;

use std::path::{Path, PathBuf};

use clap::Args;
use doorstep_core::{Error, Tenant};
use serde_json::{Value, json};

use super::{Outcome, lint};
use crate::context::Context;
use crate::documents::{self, Document, Reading};
use crate::failure::{Exit, Failure, Result};
use crate::names::Names;
use crate::output::{Output, Style};

pub(super) use plan::{Action, Change, Part};
pub(super) use policies::plan as policies;
pub(super) use shelves::word;

#[derive(Args)]
#[command(after_long_help = LAYOUT)]
pub(crate) struct Request {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Delete what the folder lacks, instead of listing it
    #[arg(long)]
    prune: bool,
    /// Only show what differs, and exit with 3 when something does
    #[arg(long)]
    check: bool,
}

const LAYOUT: &str = "\
The folder:
  policies/*.json   Microsoft Graph's conditionalAccessPolicy
  locations/*.json  Microsoft Graph's ipNamedLocation and countryNamedLocation
  strengths/*.json  Microsoft Graph's authenticationStrengthPolicy
  contexts/*.json   Microsoft Graph's authenticationContextClassReference
  flows/*.json      Microsoft Graph's externalUsersSelfServiceSignUpEventsFlow
  methods/*.json    Microsoft Graph's emailAuthenticationMethodConfiguration

A file holds one document, a list of them, or {\"value\": [...]}. A document is about what has its
id in the tenant, otherwise about what has its displayName. What is new keeps the id of its document,
so that policies go on naming what they named. What has no folder here is left alone, with --prune
too.";

/// One kind of document: the folder it lies in, how to compare it with the tenant, and a change that can do nothing but
/// find out whether the actor may make one.
struct Kind {
    folder: &'static str,
    plan: fn(&Tenant, Vec<Document>, bool) -> Result<Part>,
    try_to_change: fn(&Tenant) -> Result<(), Error>,
}

/// In the order of writing: a policy should find what it names and counts on. Deleting goes the other way.
const KINDS: [Kind; 6] = [
    methods::KIND,
    flows::KIND,
    shelves::LOCATIONS_KIND,
    shelves::STRENGTHS_KIND,
    shelves::CONTEXTS_KIND,
    policies::KIND,
];

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let parts = read(request, &tenant, out)?;
    let changes: Vec<&Change> = parts.iter().flat_map(|part| &part.changes).collect();
    let different = changes.iter().any(|change| change.action.writes());
    let json = |applied: bool| -> Value {
        let changes: Vec<Value> = changes.iter().map(|change| change.json()).collect();
        json!({"changes": changes, "applied": applied})
    };
    if !out.json {
        out.text(&words(&changes, request, &tenant, out)?)?;
    }
    if request.check || !different {
        if out.json {
            out.value(&json(false))?;
        }
        return Ok(if different { Exit::Found } else { Exit::Fine });
    }
    if out.json && !context.yes {
        return Err(Failure::Usage(
            "with --json there is nothing to read before a question: give --yes".into(),
        ));
    }
    context.confirm(&format!("Apply this to the tenant {}?", tenant.name()))?;
    let applied = json(true);
    write(parts, &tenant, out)?;
    out.done("The tenant matches the folder.");
    out.answer(|| applied, |_| String::new())?;
    lint::warn(&tenant, &tenant.policies().lint()?, out)?;
    Ok(Exit::Fine)
}

/// Reads and checks the whole folder. Whatever is wrong anywhere in it is told at once.
fn read(request: &Request, tenant: &Tenant, out: &Output) -> Result<Vec<Part>> {
    let present: Vec<&Kind> = KINDS.iter().filter(|kind| request.folder.join(kind.folder).is_dir()).collect();
    if present.is_empty() {
        let names = KINDS.map(|kind| kind.folder).join("/, ");
        let message = format!("{} has none of {names}/", request.folder.display());
        return Err(Failure::Own { code: "file", message });
    }
    warn_of_others(&request.folder, out);
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for kind in &present {
        let mut reading = Reading::default();
        reading.path(&request.folder.join(kind.folder));
        faults.extend(reading.faults);
        let mut part = (kind.plan)(tenant, reading.documents, request.prune)?;
        faults.append(&mut part.faults);
        parts.push(part);
    }
    if faults.is_empty() {
        faults = shelves::still_named(&parts, tenant)?;
    }
    if !faults.is_empty() {
        return Err(Failure::Documents(faults));
    }
    for (kind, part) in present.iter().zip(&parts) {
        if !request.check && part.changes.iter().any(|change| change.action.writes()) {
            // Any other answer comes after the one about roles.
            if let Err(error @ Error::Forbidden { .. }) = (kind.try_to_change)(tenant) {
                return Err(error.into());
            }
        }
    }
    Ok(parts)
}

/// A folder with a misspelled name would be passed over in silence.
fn warn_of_others(folder: &Path, out: &Output) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.path().is_dir()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.')
            && documents::has_files(&entry.path())
            && KINDS.iter().all(|kind| kind.folder != name)
        {
            out.warn(&format!("{name}/ is not read"));
        }
    }
}

fn write(parts: Vec<Part>, tenant: &Tenant, out: &Output) -> Result<()> {
    let (writes, deletes): (Vec<_>, Vec<_>) =
        parts.into_iter().map(|part| (part.writes, part.deletes)).unzip();
    let steps: Vec<plan::Step> =
        writes.into_iter().flatten().chain(deletes.into_iter().rev().flatten()).collect();
    let total = steps.len();
    let mut progress = out.progress("Applying", total);
    for (done, step) in steps.into_iter().enumerate() {
        if let Err(error) = step(tenant) {
            drop(progress);
            out.warn(&format!("{done} of {total} changes were made before this; run it again for the rest"));
            return Err(error.into());
        }
        progress.step();
    }
    Ok(())
}

fn words(changes: &[&Change], request: &Request, tenant: &Tenant, out: &Output) -> Result<String> {
    let names = Names::of(tenant)?;
    let mut text: String =
        changes.iter().filter(|c| c.action != Action::Same).map(|change| change.words(&names, out)).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    let count = |action| changes.iter().filter(|change| change.action == action).count();
    let (same, kept) = (count(Action::Same), count(Action::OnlyInTenant));
    let counted = [
        (count(Action::Create), "to create"),
        (count(Action::Update), "to change"),
        (count(Action::Delete), "to delete"),
        (same, "as they should be"),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    let counted: Vec<String> = counted.map(|(count, what)| format!("{count} {what}")).collect();
    let mut summary = match changes.iter().any(|change| change.action.writes()) {
        true => format!("{}.", counted.join(", ")),
        false => format!("Nothing to do: {same} of {same} match."),
    };
    if kept > 0 && !request.prune {
        summary.push_str(&format!(" {kept} only in the tenant; --prune deletes."));
    }
    text.push_str(&format!("{}\n", out.paint(Style::Strong, &summary)));
    Ok(text)
}
