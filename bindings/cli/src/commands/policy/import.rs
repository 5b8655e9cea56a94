//! `doorstep policy import`: new policies from documents, all of them or none.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use doorstep_core::{Error, Policy, PolicyRecord, PolicyState, Tenant};
use serde_json::{Value, json};

use super::super::{Outcome, lint};
use crate::documents::{Document, Reading};
use crate::failure::{Exit, Fault, Result};
use crate::output::{Cell, Output, Style, Table};

#[derive(Args)]
pub(crate) struct Request {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Give every policy this state instead of its own
    #[arg(long, value_name = "STATE")]
    state: Option<State>,
    /// Create what can be created although others are refused
    #[arg(long)]
    keep_going: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum State {
    Enabled,
    Disabled,
    ReportOnly,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Enabled => PolicyState::Enabled,
            State::Disabled => PolicyState::Disabled,
            State::ReportOnly => PolicyState::ReportOnly,
        }
        .as_str()
    }
}

/// What became of one document.
struct Line {
    place: String,
    name: String,
    fate: Fate,
}

enum Fate {
    Created(Box<PolicyRecord>),
    Refused(Fault),
    /// It could be created, but another was refused.
    LeftOut,
}

pub(super) fn run(request: &Request, tenant: &Tenant, out: &Output) -> Outcome {
    let mut reading = Reading::default();
    request.files.iter().for_each(|file| reading.path(file));
    let mut lines: Vec<Line> = reading.faults.into_iter().map(unreadable).collect();
    let mut refused = !lines.is_empty();
    let mut good = Vec::new();
    for document in reading.documents {
        let document = with_state(document, request.state);
        let fate = match check(&document) {
            Ok(()) => Fate::LeftOut,
            Err(error) => Fate::Refused(Fault::of(&document.place, &error)),
        };
        refused |= matches!(fate, Fate::Refused(_));
        lines.push(Line { place: document.place.clone(), name: name(&document), fate });
        good.push(document.json.to_string());
    }
    if !refused || request.keep_going {
        let unreadable = lines.len() - good.len();
        create(&good, &mut lines[unreadable..], request.keep_going, tenant, out)?;
    }
    report(&lines, out)?;
    for line in &lines {
        if let Fate::Created(policy) = &line.fate {
            lint::warn(tenant, &policy.warnings, out)?;
        }
    }
    let refused = lines.iter().any(|line| matches!(line.fate, Fate::Refused(_)));
    Ok(if refused { Exit::Failed } else { Exit::Fine })
}

fn with_state(mut document: Document, state: Option<State>) -> Document {
    if let (Some(state), Some(members)) = (state, document.json.as_object_mut()) {
        members.insert("state".into(), state.word().into());
    }
    document
}

fn check(document: &Document) -> Result<(), Error> {
    Policy::parse(&document.json.to_string())?.check_storable()
}

fn name(document: &Document) -> String {
    document.json.get("displayName").and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn unreadable(fault: Fault) -> Line {
    Line { place: fault.place.clone(), name: String::new(), fate: Fate::Refused(fault) }
}

/// Creates the policies that are left out so far. Unless the rest is wanted anyway, one that fails takes back those
/// before it.
fn create(
    documents: &[String],
    lines: &mut [Line],
    keep_going: bool,
    tenant: &Tenant,
    out: &Output,
) -> Result<()> {
    let mut progress = out.progress("Importing", documents.len());
    for index in 0..lines.len() {
        progress.step();
        if !matches!(lines[index].fate, Fate::LeftOut) {
            continue;
        }
        match tenant.policies().create(&documents[index]) {
            Ok(policy) => lines[index].fate = Fate::Created(Box::new(policy)),
            Err(error) => {
                lines[index].fate = Fate::Refused(Fault::of(&lines[index].place, &error));
                if !keep_going {
                    return take_back(lines, tenant);
                }
            }
        }
    }
    Ok(())
}

fn take_back(lines: &mut [Line], tenant: &Tenant) -> Result<()> {
    for line in lines {
        if let Fate::Created(policy) = &line.fate {
            tenant.policies().delete(&policy.id)?;
            line.fate = Fate::LeftOut;
        }
    }
    Ok(())
}

fn report(lines: &[Line], out: &Output) -> Result<()> {
    out.answer(|| lines.iter().map(json_of).collect(), |out| table(lines, out))?;
    let count = |wanted: fn(&Fate) -> bool| lines.iter().filter(|line| wanted(&line.fate)).count();
    let created = count(|fate| matches!(fate, Fate::Created(_)));
    let refused = count(|fate| matches!(fate, Fate::Refused(_)));
    match (created, refused) {
        (0, 0) => out.hint("There is no document in it."),
        (_, 0) => out.done(&format!("Created {}.", policies(created))),
        (0, _) => out.hint("Nothing was created. --keep-going creates what can be."),
        _ => out.done(&format!("Created {}; {refused} refused.", policies(created))),
    }
    Ok(())
}

fn policies(count: usize) -> String {
    if count == 1 { "1 policy".into() } else { format!("{count} policies") }
}

fn json_of(line: &Line) -> Value {
    let mut value = json!({"file": line.place, "display_name": line.name});
    match &line.fate {
        Fate::Created(policy) => {
            value["result"] = "created".into();
            value["id"] = policy.id.as_str().into();
        }
        Fate::Refused(fault) => {
            value["result"] = "refused".into();
            value["error"] = json!({"code": fault.code, "message": fault.message, "path": fault.path});
        }
        Fate::LeftOut => value["result"] = "left_out".into(),
    }
    value
}

fn table(lines: &[Line], out: &Output) -> String {
    let mut table = Table::new(["Document", "Policy", "Result", ""]).flexible([0, 1]);
    for Line { place, name, fate } in lines {
        let (result, more) = match fate {
            Fate::Created(policy) => (Cell::new("created", Style::Good), policy.id.clone()),
            Fate::Refused(fault) => {
                (Cell::new("refused", Style::Bad), format!("{}: {}", fault.code, fault.message))
            }
            Fate::LeftOut => (Cell::new("left out", Style::Faint), String::new()),
        };
        table.row([place.into(), name.into(), result, more.into()]);
    }
    table.render(out)
}
