//! `doorstep policy import`: takes in what other tools exported, with what the policies refer to; all of it or none.

use std::path::PathBuf;

use clap::Args;
use doorstep_core::access::{Document, read_documents};
use doorstep_core::{ImportItem, ImportOptions, ImportReport, PolicyState, Tenant};
use serde_json::{Value, json};

use super::super::{Outcome, apply, lint};
use crate::documents;
use crate::failure::{Exit, Fault, Result};
use crate::output::{Cell, Output, Style, Table};
use crate::words;

#[derive(Args)]
pub(crate) struct Request {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Give every policy this state instead of its own
    #[arg(long, value_name = "STATE", value_parser = words::parser::<PolicyState>())]
    state: Option<PolicyState>,
    /// Take in what can be taken in although the rest is refused
    #[arg(long)]
    keep_going: bool,
}

/// What became of one document, or of a file that holds none.
struct Line {
    place: String,
    kind: Option<&'static str>,
    name: String,
    fate: Fate,
}

enum Fate {
    Created(String),
    /// A policy that cannot be evaluated was taken in disabled, for this reason.
    Disabled(String, Fault),
    Refused(Fault),
    /// It could be taken in, but another was refused.
    LeftOut,
}

pub(super) fn run(request: &Request, tenant: &Tenant, out: &Output) -> Outcome {
    let (mut lines, mut found) = (Vec::new(), Vec::new());
    for file in documents::files(&request.files) {
        let read = file.and_then(|(place, bytes)| {
            let documents = read_documents(&bytes).map_err(|error| Fault::of(&place, &error))?;
            Ok(documents.into_iter().map(move |document| (placed(&place, &document.place), document)))
        });
        match read {
            Ok(documents) => found.extend(documents),
            Err(fault) => lines.push(unreadable(fault)),
        }
    }
    let options = ImportOptions { state: request.state, keep_going: request.keep_going };
    lines.extend(match lines.is_empty() || request.keep_going {
        true if found.is_empty() => Vec::new(),
        true => take_in(&found, &options, tenant)?,
        false => found.iter().map(left_out).collect(),
    });
    report(&lines, out)?;
    let created: Vec<&str> = lines.iter().filter_map(|line| line.fate.id()).collect();
    if !created.is_empty() {
        let policies = tenant.policies().list()?.into_iter();
        let new = policies.filter(|policy| created.contains(&&*policy.id));
        lint::warn(tenant, &new.flat_map(|policy| policy.warnings).collect::<Vec<_>>(), out)?;
    }
    let refused = lines.iter().any(|line| matches!(line.fate, Fate::Refused(_)));
    Ok(if refused { Exit::Failed } else { Exit::Fine })
}

/// Where a document is: the file, and the place in it unless that is all of it.
fn placed(file: &str, place: &str) -> String {
    match place {
        "$" | "" => file.to_owned(),
        place if place.starts_with('[') => format!("{file}{place}"),
        place => format!("{file}: {place}"),
    }
}

fn unreadable(fault: Fault) -> Line {
    Line { place: fault.place.clone(), kind: None, name: String::new(), fate: Fate::Refused(fault) }
}

fn left_out((place, document): &(String, Document)) -> Line {
    let json: Value = serde_json::from_str(&document.json).unwrap_or_default();
    let name = json.get("displayName").and_then(Value::as_str).unwrap_or_default().to_owned();
    Line { place: place.clone(), kind: Some(apply::word(document.kind)), name, fate: Fate::LeftOut }
}

/// All documents of all files at once: they are taken in together or not at all.
fn take_in(found: &[(String, Document)], options: &ImportOptions, tenant: &Tenant) -> Result<Vec<Line>> {
    let all: Vec<&str> = found.iter().map(|(_, document)| document.json.as_str()).collect();
    let ImportReport { stored, items } = tenant.import(format!("[{}]", all.join(",")).as_bytes(), options)?;
    // What is there twice, word for word, is taken in once, so that the items are told by where they were.
    let place = |item: &ImportItem| {
        let index = item.place.strip_prefix('[').and_then(|rest| rest.split(']').next());
        let index = index.and_then(|index| index.parse::<usize>().ok()).unwrap_or_default();
        found.get(index).map(|(place, _)| place.clone()).unwrap_or_default()
    };
    Ok(items.into_iter().map(|item| line(place(&item), item, stored)).collect())
}

fn line(place: String, item: ImportItem, stored: bool) -> Line {
    let fault = item
        .code
        .map(|code| Fault { path: item.path, ..Fault::new(&place, &code, item.reason.unwrap_or_default()) });
    let fate = match (item.id, fault) {
        (Some(id), None) => Fate::Created(id),
        (Some(id), Some(fault)) => Fate::Disabled(id, fault),
        (None, Some(fault)) if stored || fault.code != "policy_unsupported" => Fate::Refused(fault),
        (None, _) => Fate::LeftOut,
    };
    Line { place, kind: Some(apply::word(item.kind)), name: item.display_name, fate }
}

impl Fate {
    fn id(&self) -> Option<&str> {
        match self {
            Fate::Created(id) | Fate::Disabled(id, _) => Some(id),
            Fate::Refused(_) | Fate::LeftOut => None,
        }
    }
}

fn report(lines: &[Line], out: &Output) -> Result<()> {
    out.answer(|| lines.iter().map(json_of).collect(), |out| table(lines, out))?;
    let created = lines.iter().filter(|line| line.fate.id().is_some()).count();
    let refused = lines.iter().filter(|line| matches!(line.fate, Fate::Refused(_))).count();
    match (created, refused) {
        (0, 0) => out.hint("There is no document in it."),
        (_, 0) => out.done(&format!("Created {}.", counted(lines))),
        (0, _) => out.hint("Nothing was created. --keep-going creates what can be."),
        _ => out.done(&format!("Created {}; {refused} refused.", counted(lines))),
    }
    Ok(())
}

/// How many of what.
fn counted(lines: &[Line]) -> String {
    let kinds = [
        ("policy", "policy", "policies"),
        ("location", "location", "locations"),
        ("authentication_strength", "authentication strength", "authentication strengths"),
        ("authentication_context", "authentication context", "authentication contexts"),
    ];
    let words = kinds.iter().filter_map(|(kind, one, many)| {
        let created = lines.iter().filter(|line| line.kind == Some(kind) && line.fate.id().is_some());
        match created.count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

fn json_of(line: &Line) -> Value {
    let mut value = json!({"file": line.place, "kind": line.kind, "display_name": line.name});
    let error = |fault: &Fault| json!({"code": fault.code, "message": fault.message, "path": fault.path});
    match &line.fate {
        Fate::Created(_) => value["result"] = "created".into(),
        Fate::Disabled(_, fault) => {
            value["result"] = "created_disabled".into();
            value["error"] = error(fault);
        }
        Fate::Refused(fault) => {
            value["result"] = "refused".into();
            value["error"] = error(fault);
        }
        Fate::LeftOut => value["result"] = "left_out".into(),
    }
    if let Some(id) = line.fate.id() {
        value["id"] = id.into();
    }
    value
}

fn table(lines: &[Line], out: &Output) -> String {
    let mut table = Table::new(["Document", "Kind", "Name", "Result", ""]).flexible([0, 2]);
    for Line { place, kind, name, fate } in lines {
        let why = |fault: &Fault| format!("{}: {}", fault.code, fault.message);
        let (result, more) = match fate {
            Fate::Created(id) => (Cell::new("created", Style::Good), id.clone()),
            Fate::Disabled(_, fault) => (Cell::new("created, disabled", Style::Careful), why(fault)),
            Fate::Refused(fault) => (Cell::new("refused", Style::Bad), why(fault)),
            Fate::LeftOut => (Cell::new("left out", Style::Faint), String::new()),
        };
        let kind = Cell::new(kind.unwrap_or_default().replace('_', " "), Style::Faint);
        table.row([place.into(), kind, name.into(), result, more.into()]);
    }
    table.render(out)
}
