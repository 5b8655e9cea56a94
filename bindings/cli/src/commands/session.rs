//! `doorstep session`: the sessions of users, and their end.

use clap::Subcommand;
use doorstep_core::Session;
use serde_json::{Value, json};

use super::{Outcome, record};
use crate::context::Context;
use crate::failure::Exit;
use crate::names::Names;
use crate::output::{Cell, Output, Style, Table};
use crate::{moment, pick};

const TIMES: &[&str] = &["created_at", "auth_time", "last_seen_at", "idle_expires_at", "expires_at"];

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the sessions of a user
    List { user: String },
    /// End a session
    Revoke {
        /// Its id
        session: String,
    },
    /// End every session of a user
    RevokeAll { user: String },
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let sessions = tenant.sessions();
    match verb {
        Verb::List { user } => {
            let sessions = sessions.list(&pick::user(&tenant, &user)?.id)?;
            let names = Names::of(&tenant)?;
            if sessions.is_empty() {
                out.hint("This user has no session.");
            }
            out.answer(|| sessions.iter().map(json_of).collect(), |out| list(&sessions, &names, out))?;
        }
        Verb::Revoke { session } => {
            sessions.revoke(&session)?;
            out.done("The session is over.");
            out.answer(|| json!({"revoked": 1}), |_| String::new())?;
        }
        Verb::RevokeAll { user } => {
            let count = sessions.revoke_all(&pick::user(&tenant, &user)?.id)?;
            out.done(&format!("Ended {count} session{}.", if count == 1 { "" } else { "s" }));
            out.answer(|| json!({"revoked": count}), |_| String::new())?;
        }
    }
    Ok(Exit::Fine)
}

fn json_of(session: &Session) -> Value {
    let mut value = record(session, TIMES);
    value["methods"] = session.methods.iter().map(|method| record(method, &["at"])).collect();
    value
}

fn list(sessions: &[Session], names: &Names<'_>, out: &Output) -> String {
    let mut table = Table::new(["Id", "App", "Factors", "Began", "Last seen", "Ends"]).flexible([1]);
    for session in sessions {
        let app = names.name(&session.client_id).unwrap_or_else(|| session.client_id.clone());
        let faint = |at| Cell::new(moment::shown(at), Style::Faint);
        table.row([
            session.id.as_str().into(),
            app.into(),
            session.amr.join(" ").into(),
            faint(session.created_at),
            faint(session.last_seen_at),
            faint(session.expires_at.min(session.idle_expires_at)),
        ]);
    }
    table.render(out)
}
