//! `doorstep sign-ins`: the sign-in log.

use clap::Args;
use doorstep_core::{SignIn, SignInQuery, SignInResult, Timestamp};
use serde_json::Value;

use super::{Limit, Outcome, record};
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::output::{Cell, Output, Style, Table};
use crate::{moment, pick};

#[derive(Args)]
pub(crate) struct Request {
    /// Of this user
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    /// To this app
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    /// With this result: success, failure, interrupted or blocked
    #[arg(long, value_name = "WORD", value_parser = result)]
    result: Option<SignInResult>,
    /// From then on: 2026-01-31, 2026-01-31T08:00:00Z, or 24h for a day ago
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    since: Option<Timestamp>,
    /// Before then
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    until: Option<Timestamp>,
    #[command(flatten)]
    limit: Limit,
}

fn result(word: &str) -> Result<SignInResult, String> {
    SignInResult::from_word(word).ok_or_else(|| "must be success, failure, interrupted or blocked".into())
}

pub(super) fn run(request: Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let user = request.user.as_deref().map(|word| pick::user(&tenant, word)).transpose()?;
    let app = request.app.as_deref().map(|word| pick::app(&tenant, word)).transpose()?;
    let mut query = SignInQuery {
        user_id: user.map(|user| user.id),
        client_id: app.map(|app| app.client_id),
        result: request.result,
        since: request.since,
        until: request.until,
        limit: 0,
        cursor: None,
    };
    let (entries, more) = super::pages(&request.limit, |size, cursor| {
        (query.limit, query.cursor) = (size, cursor.map(str::to_owned));
        Ok(tenant.sign_ins(&query)?)
    })?;
    out.answer(|| entries.iter().map(json_of).collect(), |out| table(&entries, out))?;
    match (entries.is_empty(), more) {
        (true, _) => out.hint("Nothing was recorded."),
        (_, true) => out.hint("There are more: --limit NUMBER, or --all."),
        _ => {}
    }
    Ok(Exit::Fine)
}

fn json_of(entry: &SignIn) -> Value {
    let mut value = record(entry, &["created_at", "updated_at"]);
    value["details"] = entry.details.iter().map(|detail| record(detail, &["at"])).collect();
    value
}

fn table(entries: &[SignIn], out: &Output) -> String {
    let header = ["Began", "Who", "App", "Result", "Policies", "Address", "Why not", "Id"];
    let mut table = Table::new(header).flexible([1, 2, 5, 6]);
    for entry in entries {
        let style = match entry.result {
            SignInResult::Success => Style::Good,
            SignInResult::Failure | SignInResult::Blocked => Style::Bad,
            SignInResult::Interrupted => Style::Careful,
        };
        let who = entry.user_email.as_deref().or(entry.user_id.as_deref()).unwrap_or("unknown");
        table.row([
            Cell::new(moment::shown(entry.created_at), Style::Faint),
            who.into(),
            entry.app_name.as_str().into(),
            Cell::new(entry.result.as_str(), style),
            entry.conditional_access.as_str().into(),
            entry.ip.as_deref().unwrap_or_default().into(),
            entry.failure_reason.as_deref().unwrap_or_default().into(),
            Cell::new(&entry.id, Style::Faint),
        ]);
    }
    table.render(out)
}
