#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
//! `doorstep`: administers a Doorstep database from the shell.
//!
//! `args` is the map of the command line, `commands` has a room for each command, `output` is all that is ever shown.
//! Everything the commands do, they do through the public interface of `doorstep-core`.

mod args;
mod ask;
mod commands;
mod context;
mod difference;
mod documents;
mod failure;
mod moment;
mod names;
mod open;
mod output;
mod pick;
mod words;

use std::process::ExitCode;

use crate::failure::Exit;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = match args::parse() {
        Ok(cli) => cli,
        Err(shown) => return shown,
    };
    let out = Output::new(cli.global.json, cli.command.answers_in_lines(), cli.global.color);
    let context = context::Context { out, place: cli.global.place, yes: cli.global.yes };
    let exit = commands::run(cli.command, &context).unwrap_or_else(|failure| failure.report(&context.out));
    ExitCode::from(match exit {
        Exit::Fine => 0,
        Exit::Failed => 1,
        Exit::Misused => 2,
        Exit::Found => 3,
    })
}
