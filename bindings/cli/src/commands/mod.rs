//! The commands, a room each. A new one is a file here, a line in [`Command`] and a line in [`run`].

mod app;
mod apply;
mod audit;
mod completion;
mod deliver_mail;
mod evaluate;
mod explain;
mod flow;
mod gaps;
mod group;
mod init;
mod lint;
mod man;
mod method;
mod policy;
mod prove;
mod replay;
mod role;
mod session;
pub(crate) mod shelf;
mod sign_ins;
mod tenant;
mod user;
mod what_if;

use clap::{Args, Subcommand, value_parser};
use doorstep_core::Page;
use serde::Serialize;
use serde_json::Value;

use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::moment;

/// The most that the core gives at once.
const PAGE: u32 = 1000;

/// How a command ended, unless it failed.
pub(crate) type Outcome = Result<Exit>;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Create a database, and its key file if there is none
    Init,
    /// Tenants and their settings
    #[command(subcommand)]
    Tenant(tenant::Verb),
    /// App registrations
    #[command(subcommand)]
    App(app::Verb),
    /// Users
    #[command(subcommand)]
    User(user::Verb),
    /// Groups and who is in them
    #[command(subcommand)]
    Group(group::Verb),
    /// Sign-up and sign-in user flows
    #[command(subcommand)]
    Flow(flow::Verb),
    /// Authentication methods: which are enabled for whom
    #[command(subcommand)]
    Method(method::Verb),
    /// Directory roles and who holds them
    #[command(subcommand)]
    Role(role::Verb),
    /// Conditional Access policies
    #[command(subcommand)]
    Policy(policy::Verb),
    /// Named locations: networks and countries that policies refer to
    #[command(subcommand)]
    Location(shelf::LocationVerb),
    /// Authentication strengths that policies ask for
    #[command(subcommand)]
    Strength(shelf::Verb),
    /// Authentication contexts that apps ask for
    #[command(subcommand)]
    Context(shelf::ContextVerb),
    /// Sessions of users
    #[command(subcommand)]
    Session(session::Verb),
    /// Make a tenant match a folder of policies with what they refer to, user flows and methods
    Apply(apply::Request),
    /// What the policies would say of a sign-in
    WhatIf(what_if::Request),
    /// What drafts of policies would have changed of the sign-ins that were recorded
    Replay(replay::Request),
    /// Decide over sign-ins in files by policies in files, without a database
    Evaluate(evaluate::Request),
    /// What is likely wrong with the policies
    Lint(lint::Request),
    /// Whether a claim holds for every sign-in, or a sign-in that shows it wrong
    Prove(prove::Request),
    /// The sign-ins that no enforced policy blocks or asks anything of
    Gaps(gaps::Request),
    /// The sign-in log, newest first
    SignIns(sign_ins::Request),
    /// Why a sign-in of the log went as it did
    Explain(explain::Request),
    /// The audit log, newest first
    Audit(audit::Request),
    /// Deliver the mails that wait in the outbox, of all tenants
    DeliverMail(deliver_mail::Request),
    /// Print the completions for a shell
    Completion(completion::Request),
    /// Print the manual page, or write one for every command into a folder
    Man(man::Request),
}

impl Command {
    /// Whether it answers many times, in a line each.
    pub(crate) fn answers_in_lines(&self) -> bool {
        matches!(self, Command::Evaluate(_))
    }
}

pub(crate) fn run(command: Command, context: &Context) -> Outcome {
    match command {
        Command::Init => init::run(context),
        Command::Tenant(verb) => tenant::run(verb, context),
        Command::App(verb) => app::run(verb, context),
        Command::User(verb) => user::run(verb, context),
        Command::Group(verb) => group::run(verb, context),
        Command::Flow(verb) => flow::run(verb, context),
        Command::Method(verb) => method::run(verb, context),
        Command::Role(verb) => role::run(verb, context),
        Command::Policy(verb) => policy::run(verb, context),
        Command::Location(verb) => shelf::run_location(verb, context),
        Command::Strength(verb) => shelf::run_strength(verb, context),
        Command::Context(verb) => shelf::run_context(verb, context),
        Command::Session(verb) => session::run(verb, context),
        Command::Apply(request) => apply::run(&request, context),
        Command::WhatIf(request) => what_if::run(&request, context),
        Command::Replay(request) => replay::run(&request, context),
        Command::Evaluate(request) => evaluate::run(&request, context),
        Command::Lint(request) => lint::run(&request, context),
        Command::Prove(request) => prove::run(&request, context),
        Command::Gaps(request) => gaps::run(&request, context),
        Command::SignIns(request) => sign_ins::run(request, context),
        Command::Explain(request) => explain::run(&request, context),
        Command::Audit(request) => audit::run(request, context),
        Command::DeliverMail(request) => deliver_mail::run(request, context),
        Command::Completion(request) => completion::run(&request, context),
        Command::Man(request) => man::run(&request, context),
    }
}

/// A record of the core as JSON, those of its members that are times in RFC 3339.
fn record<T: Serialize>(value: &T, times: &[&str]) -> Value {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    for name in times {
        if let Some(at) = value.get(name).and_then(Value::as_i64) {
            value[name] = moment::rfc3339(at).into();
        }
    }
    value
}

fn records<T: Serialize>(values: &[T], times: &[&str]) -> Value {
    values.iter().map(|value| record(value, times)).collect()
}

/// A document of the core as JSON.
fn parsed(document: &str) -> Value {
    serde_json::from_str(document).unwrap_or_default()
}

/// How much of a long list to show.
#[derive(Args)]
pub(crate) struct Limit {
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = value_parser!(u32).range(1..))]
    limit: u32,
    /// All of them
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

/// Reads pages until there is as much as was asked for, and says whether there would be more.
fn pages<T>(
    limit: &Limit,
    mut page: impl FnMut(u32, Option<&str>) -> Result<Page<T>>,
) -> Result<(Vec<T>, bool)> {
    let mut found: Vec<T> = Vec::new();
    let mut left = if limit.all { u32::MAX } else { limit.limit };
    let mut cursor: Option<String> = None;
    while left > 0 {
        let size = left.min(PAGE);
        let next = page(size, cursor.as_deref())?;
        found.extend(next.items);
        cursor = next.next_cursor;
        if cursor.is_none() {
            break;
        }
        left = if limit.all { left } else { left - size };
    }
    Ok((found, cursor.is_some()))
}
