//! `doorstep audit`: the audit log.

use clap::Args;
use doorstep_core::{AuditEntry, AuditQuery, Timestamp};
use serde_json::Value;

use super::{Limit, Outcome, parsed, record};
use crate::context::Context;
use crate::failure::Exit;
use crate::names::Names;
use crate::output::{Cell, Output, Style, Table};
use crate::{moment, pick};

#[derive(Args)]
pub(crate) struct Request {
    /// By this user, or by `host`
    #[arg(long, value_name = "USER")]
    actor: Option<String>,
    /// Of this action, as in policies.update
    #[arg(long, value_name = "WORD")]
    action: Option<String>,
    /// Of what has this id
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// From then on: 2026-01-31, 2026-01-31T08:00:00Z, or 24h for a day ago
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    since: Option<Timestamp>,
    /// Before then
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    until: Option<Timestamp>,
    #[command(flatten)]
    limit: Limit,
}

pub(super) fn run(request: Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let actor = match request.actor {
        // A user who is deleted has entries too: what names nobody is an id.
        Some(word) if word != "host" => Some(pick::user(&tenant, &word).map_or(word, |user| user.id)),
        other => other,
    };
    let mut query = AuditQuery {
        actor,
        action: request.action,
        target_id: request.target,
        since: request.since,
        until: request.until,
        limit: 0,
        cursor: None,
    };
    let (entries, more) = super::pages(&request.limit, |size, cursor| {
        (query.limit, query.cursor) = (size, cursor.map(str::to_owned));
        Ok(tenant.audit_log(&query)?)
    })?;
    let names = Names::of(&tenant)?;
    out.answer(|| entries.iter().map(json_of).collect(), |out| table(&entries, &names, out))?;
    match (entries.is_empty(), more) {
        (true, _) => out.hint("Nothing was recorded."),
        (_, true) => out.hint("There are more: --limit NUMBER, or --all."),
        _ => {}
    }
    Ok(Exit::Fine)
}

fn json_of(entry: &AuditEntry) -> Value {
    let mut value = record(entry, &["at"]);
    for (name, document) in [("before", &entry.before), ("after", &entry.after)] {
        value[name] = document.as_deref().map_or(Value::Null, parsed);
    }
    value
}

fn table(entries: &[AuditEntry], names: &Names<'_>, out: &Output) -> String {
    let mut table = Table::new(["When", "Who", "Action", "Result", "Of", "Id"]).flexible([1]);
    for entry in entries {
        let style = if entry.result == "refused" { Style::Bad } else { Style::Plain };
        table.row([
            Cell::new(moment::shown(entry.at), Style::Faint),
            names.name(&entry.actor).unwrap_or_else(|| entry.actor.clone()).into(),
            entry.action.as_str().into(),
            Cell::new(&entry.result, style),
            entry.target_kind.as_str().into(),
            entry.target_id.as_deref().unwrap_or_default().into(),
        ]);
    }
    table.render(out)
}
