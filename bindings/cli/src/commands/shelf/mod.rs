//! What policies refer to: named locations, authentication strengths, authentication contexts. They differ little, and
//! have their commands in common.

mod auth_context;
mod location;
mod strength;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use doorstep_core::{Error, Tenant, Timestamp};
use serde_json::{Value, json};

use super::{Outcome, parsed};
use crate::context::Context;
use crate::failure::{Exit, Failure, Fault, Result};
use crate::names::Names;
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::{difference, documents, moment, pick};

pub(crate) use auth_context::{CONTEXTS, Verb as ContextVerb, run as run_context};
pub(crate) use location::{LOCATIONS, Verb as LocationVerb, run as run_location};
pub(crate) use strength::{STRENGTHS, run as run_strength};

/// In the order in which a folder has them.
pub(crate) const SHELVES: [&Shelf; 3] = [&LOCATIONS, &STRENGTHS, &CONTEXTS];

/// One kind of document, and what the core does with it.
pub(crate) struct Shelf {
    /// The core's word for one of them.
    pub(crate) kind: &'static str,
    /// What people call one.
    pub(crate) called: &'static str,
    /// Where `apply` finds them.
    pub(crate) folder: &'static str,
    pub(crate) list: fn(&Tenant) -> Result<Vec<Entry>, Error>,
    pub(crate) create: fn(&Tenant, &str) -> Result<Entry, Error>,
    pub(crate) update: fn(&Tenant, &str, &str) -> Result<Entry, Error>,
    pub(crate) delete: fn(&Tenant, &str) -> Result<(), Error>,
    /// The document as the core would keep it.
    pub(crate) kept: fn(&str) -> Result<String, Error>,
    /// Whether a document would be good after a change.
    pub(crate) check_change: fn(&str, &str) -> Result<(), Error>,
    /// What has to be changed of one that is in use before it can be deleted.
    pub(crate) out_of_use: &'static str,
    /// The column that says what it is about.
    about_title: &'static str,
    about: fn(&Value) -> String,
}

/// One that is stored, or built in.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) built_in: bool,
    /// Whether it is trusted, or published: then it cannot be deleted as it is.
    pub(crate) in_use: bool,
    state: &'static str,
    created_at: Option<Timestamp>,
    modified_at: Option<Timestamp>,
}

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List them
    List,
    /// Show one
    Show {
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Create some from Microsoft Graph documents; `policy import` also keeps their ids
    Create {
        /// Files or folders; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Change one
    Update(Update),
    /// Delete some that no policy names
    Delete(Picked),
}

#[derive(Args)]
pub(crate) struct Update {
    /// Its name or id
    #[arg(value_name = "NAME")]
    name: String,
    /// A document with the members to replace; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present = "display_name")]
    file: Option<PathBuf>,
    /// Another name
    #[arg(long, value_name = "NAME")]
    display_name: Option<String>,
}

/// Some of them.
#[derive(Args)]
pub(crate) struct Picked {
    /// Names or ids
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

fn run(verb: Verb, shelf: &Shelf, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    match verb {
        Verb::List => {
            let entries = (shelf.list)(&tenant)?;
            if entries.is_empty() {
                out.hint(&format!("There is no {} yet.", shelf.called));
            }
            list(shelf, &entries, out)?;
        }
        Verb::Show { name } => show(&pick::shelved(shelf, &tenant, &name)?, &tenant, out)?,
        Verb::Create { files } => create(shelf, &files, &tenant, out)?,
        Verb::Update(request) => {
            let entry = pick::shelved(shelf, &tenant, &request.name)?;
            let entry = update(shelf, &entry, &request, &tenant)?;
            out.done(&format!("Changed {}.", entry.name));
            show(&entry, &tenant, out)?;
        }
        Verb::Delete(picked) => delete(shelf, &picked, &tenant, context)?,
    }
    Ok(Exit::Fine)
}

fn create(shelf: &Shelf, files: &[PathBuf], tenant: &Tenant, out: &Output) -> Result<()> {
    let (mut good, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        for document in documents::read(file)? {
            let text = document.json.to_string();
            match (shelf.kept)(&text) {
                Ok(_) => good.push(text),
                Err(error) => faults.push(Fault::of(&document.place, &error)),
            }
        }
    }
    if !faults.is_empty() {
        return Err(Failure::Documents(faults));
    }
    let mut created = Vec::new();
    for text in good {
        let entry = (shelf.create)(tenant, &text)?;
        out.done(&format!("Created the {} {}.", shelf.called, entry.name));
        created.push(entry);
    }
    list(shelf, &created, out)
}

fn update(shelf: &Shelf, entry: &Entry, request: &Update, tenant: &Tenant) -> Result<Entry> {
    let mut changes = json!({});
    let mut place = None;
    if let Some(file) = &request.file {
        let mut documents = documents::read(file)?;
        let (Some(document), true) = (documents.pop(), documents.is_empty()) else {
            return Err(Failure::Usage("a file with exactly one document is needed".into()));
        };
        (changes, place) = (document.json, Some(document.place));
    }
    if let (Some(name), Some(members)) = (&request.display_name, changes.as_object_mut()) {
        members.insert("displayName".into(), name.as_str().into());
    }
    (shelf.update)(tenant, &entry.id, &changes.to_string()).map_err(|error| match place {
        Some(place) if matches!(error, Error::PolicyInvalid { .. } | Error::PolicyUnsupported { .. }) => {
            Failure::Documents(vec![Fault::of(&place, &error)])
        }
        _ => error.into(),
    })
}

/// Makes one change to some of them: those that it leaves as they are get no entry in the audit log.
fn change(shelf: &Shelf, picked: &Picked, in_use: bool, changes: &str, context: &Context) -> Outcome {
    let tenant = context.tenant()?;
    let entries = picked.names.iter().map(|name| pick::shelved(shelf, &tenant, name));
    let mut changed = Vec::new();
    for entry in entries.collect::<Result<Vec<_>>>()? {
        changed.push(match entry.in_use == in_use {
            true => entry,
            false => (shelf.update)(&tenant, &entry.id, changes)?,
        });
    }
    list(shelf, &changed, &context.out)?;
    Ok(Exit::Fine)
}

fn delete(shelf: &Shelf, picked: &Picked, tenant: &Tenant, context: &Context) -> Result<()> {
    let entries = picked.names.iter().map(|name| pick::shelved(shelf, tenant, name));
    let entries = entries.collect::<Result<Vec<_>>>()?;
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    context.confirm(&format!("Delete {}?", names.join(", ")))?;
    for entry in &entries {
        (shelf.delete)(tenant, &entry.id)?;
        context.out.done(&format!("Deleted {}.", entry.name));
    }
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    context.out.answer(|| json!({"deleted": ids}), |_| String::new())
}

fn list(shelf: &Shelf, entries: &[Entry], out: &Output) -> Result<()> {
    let table = |out: &Output| {
        let mut table = Table::new(["Id", "Name", "", shelf.about_title, "Created"]).flexible([1, 3]);
        for entry in entries {
            let created = entry.created_at.map(moment::shown).unwrap_or_default();
            table.row([
                entry.id.as_str().into(),
                entry.name.as_str().into(),
                state(entry),
                (shelf.about)(&parsed(&entry.document)).into(),
                Cell::new(created, Style::Faint),
            ]);
        }
        table.render(out)
    };
    out.answer(|| entries.iter().map(|entry| parsed(&entry.document)).collect(), table)
}

fn state(entry: &Entry) -> Cell {
    Cell::new(entry.state, if entry.in_use { Style::Good } else { Style::Faint })
}

fn show(entry: &Entry, tenant: &Tenant, out: &Output) -> Result<()> {
    if out.json {
        return out.value(&parsed(&entry.document));
    }
    let mut fields = Fields::default();
    fields.add("Id", &entry.id).add("Name", &entry.name);
    if !entry.state.is_empty() {
        fields.add("State", state(entry));
    }
    fields.some("Created", entry.created_at.map(moment::shown).as_deref());
    fields.some("Changed", entry.modified_at.map(moment::shown).as_deref());
    let mut document = difference::meaning(&parsed(&entry.document));
    if let Some(members) = document.as_object_mut() {
        members.retain(|name, _| name != "displayName" && name != "isTrusted" && name != "isAvailable");
    }
    let names = naming(tenant, &entry.id)?;
    if !names.is_empty() {
        fields.add("Named by", names.join(", "));
    }
    let said = difference::said(&document, &Names::of(tenant)?, out);
    out.text(&format!("{}\n{said}", fields.render(out)))
}

/// The names of the policies in which an id occurs.
fn naming(tenant: &Tenant, id: &str) -> Result<Vec<String>> {
    let policies = tenant.policies().list()?;
    let naming = policies.iter().filter(|policy| difference::mentions(&parsed(&policy.document), id));
    Ok(naming.map(|policy| super::policy::name(policy).to_owned()).collect())
}

/// The texts of a list in a document.
fn texts(document: &Value, list: &str) -> Vec<String> {
    let items = document.get(list).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}
