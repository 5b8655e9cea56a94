//! The command line: what there is to say, and the options that go with every command.

use std::process::ExitCode;

use clap::{Args, ColorChoice, CommandFactory as _, FromArgMatches as _, Parser};

use crate::commands::Command;
use crate::open::Place;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  refused, or failed; with --json, the answer is {\"error\": {\"code\", \"message\", ...}}
  2  the command line was wrong
  3  something was found: findings (lint --strict), gaps (gaps --strict), a claim refuted (prove),
     differences (policy diff, apply --check), mails that could not be delivered (deliver-mail)

Users are named by id, email address or the host's own name for them, all else by id or name.";

/// Administers a Doorstep database: tenants, apps, users, user flows, methods and Conditional Access policies.
#[derive(Parser)]
#[command(name = "doorstep", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Print JSON for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to use colors; never where NO_COLOR is set, unless asked for here
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Answer every question with yes
    #[arg(long, short, global = true)]
    pub(crate) yes: bool,
}

/// Reads the command line; help and complaints are shown here.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    let shown = |error: clap::Error| {
        // Nobody is left to tell when even this cannot be shown.
        let _ = error.print();
        ExitCode::from(if error.use_stderr() { 2 } else { 0 })
    };
    let matches = Cli::command().color(color_asked_for()).try_get_matches().map_err(shown)?;
    Cli::from_arg_matches(&matches).map_err(shown)
}

/// The parser's own messages come before anything is parsed.
fn color_asked_for() -> ColorChoice {
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let given = |word: &str| {
        arguments.iter().any(|argument| argument.strip_prefix("--color=") == Some(word))
            || arguments.windows(2).any(|pair| pair[0] == "--color" && pair[1] == word)
    };
    match (given("never"), given("always")) {
        (true, _) => ColorChoice::Never,
        (_, true) => ColorChoice::Always,
        _ => ColorChoice::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_command_has_an_argument_of_a_global_name() {
        // The parser would take what is given for one as given for the other.
        let command = Cli::command();
        let global: Vec<String> =
            command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
        let mut below: Vec<&clap::Command> = command.get_subcommands().collect();
        while let Some(command) = below.pop() {
            let own = command.get_arguments().map(|argument| argument.get_id().to_string());
            let taken: Vec<String> = own.filter(|own| global.contains(own)).collect();
            assert_eq!(taken, Vec::<String>::new(), "{}", command.get_name());
            below.extend(command.get_subcommands());
        }
    }
}
