//! Questions to the person at the terminal: may this be done, and what is the password.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};

use clap::Args;
use zeroize::Zeroizing;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::printable;

/// The longest password that is read: far above what the core takes.
const PASSWORD_BYTES: u64 = 64 * 1024;

impl Context {
    /// Asks before something that cannot be undone. Without a terminal, only `--yes` answers.
    pub(crate) fn confirm(&self, question: &str) -> Result<()> {
        if self.yes {
            return Ok(());
        }
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(Failure::Usage("nobody is here to ask: give --yes".into()));
        }
        let mut stderr = io::stderr().lock();
        let shown = write!(stderr, "{} [y/N] ", printable(question)).and_then(|()| stderr.flush());
        let mut answer = String::new();
        if shown.is_ok() && io::stdin().lock().read_line(&mut answer).is_ok() {
            let answer = answer.trim();
            if answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes") {
                return Ok(());
            }
        }
        Err(Failure::Own { code: "declined", message: "Nothing was changed.".into() })
    }
}

/// Where a password comes from: never from the command line, which others can read.
#[derive(Args)]
pub(crate) struct PasswordSource {
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

impl PasswordSource {
    /// Whether a password was announced.
    pub(crate) fn given(&self) -> bool {
        self.password_stdin
    }

    /// Reads the password: from standard input if that was said, or asks for it twice.
    pub(crate) fn read(&self) -> Result<Zeroizing<String>> {
        if self.password_stdin {
            return first_line();
        }
        if !io::stderr().is_terminal() {
            return Err(Failure::Usage("nobody is here to ask: give --password-stdin".into()));
        }
        let ask = |prompt: &str| {
            let no_terminal =
                |_| Failure::Usage("there is no terminal to ask at: give --password-stdin".into());
            rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(no_terminal)
        };
        let password = ask("Password: ")?;
        if *password != *ask("Once more: ")? {
            let message = "The two passwords differ; nothing was changed.".into();
            return Err(Failure::Own { code: "declined", message });
        }
        Ok(password)
    }
}

fn first_line() -> Result<Zeroizing<String>> {
    let unreadable = || Failure::Usage("standard input has no password in UTF-8".into());
    let mut line = Zeroizing::new(String::new());
    let mut input = io::stdin().lock().take(PASSWORD_BYTES);
    input.read_line(&mut line).map_err(|_| unreadable())?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(unreadable());
    }
    Ok(Zeroizing::new(password.to_owned()))
}
