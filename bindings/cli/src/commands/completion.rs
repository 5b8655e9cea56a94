//! `doorstep completion`: what a shell needs to complete commands and options.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Outcome;
use crate::args::Cli;
use crate::context::Context;
use crate::failure::Exit;

#[derive(Args)]
pub(crate) struct Request {
    shell: Shell,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(request.shell, &mut Cli::command(), "doorstep", &mut script);
    context.out.bytes(&script)?;
    Ok(Exit::Fine)
}
