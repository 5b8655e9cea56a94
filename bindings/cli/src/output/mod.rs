//! All that is ever shown: answers on standard output, everything said beside them on standard error.

mod chart;
mod graph;
mod paint;
mod progress;
mod table;

use std::io::{self, IsTerminal as _, Write as _};

use clap::ColorChoice;
use serde_json::Value;

use crate::failure::{Failure, Result};

pub(crate) use chart::{Bar, bars};
pub(crate) use graph::{pretty, rank};
pub(crate) use paint::{Painter, Style, printable};
pub(crate) use progress::Progress;
pub(crate) use table::{Cell, Fields, Table};

pub(crate) struct Output {
    /// Whether a program reads the answer.
    pub(crate) json: bool,
    /// Whether each answer is one line.
    lines: bool,
    colored: bool,
    colored_notes: bool,
    /// Columns of the terminal that the answer goes to.
    width: Option<usize>,
}

impl Output {
    pub(crate) fn new(json: bool, lines: bool, color: ColorChoice) -> Self {
        let (answer, notes) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        Output {
            json,
            lines,
            colored: paint::wanted(color, answer),
            colored_notes: paint::wanted(color, notes),
            width: width.filter(|_| answer),
        }
    }

    /// The answer: JSON for a program, text for people.
    pub(crate) fn answer(
        &self,
        json: impl FnOnce() -> Value,
        human: impl FnOnce(&Output) -> String,
    ) -> Result<()> {
        if self.json { self.value(&json()) } else { self.text(&human(self)) }
    }

    /// An answer that is JSON in any case.
    pub(crate) fn value(&self, value: &Value) -> Result<()> {
        match self.lines {
            true => self.text(&format!("{value}\n")),
            false => self.text(&pretty(value)),
        }
    }

    pub(crate) fn text(&self, text: &str) -> Result<()> {
        self.bytes(text.as_bytes())
    }

    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<()> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
            Err(error) => Err(Failure::Own { code: "file", message: format!("standard output: {error}") }),
        }
    }

    /// What was done, beside the answer. Programs see it from the answer and the exit code.
    pub(crate) fn done(&self, text: &str) {
        if !self.json {
            self.line(&format!("{} {}", self.mark(Style::Good, "✓"), printable(text)));
        }
    }

    /// What people should know beside the answer.
    pub(crate) fn hint(&self, text: &str) {
        if !self.json {
            self.line(&self.mark(Style::Faint, text));
        }
    }

    pub(crate) fn warn(&self, text: &str) {
        self.note(Style::Careful, "warning", text);
    }

    /// Says something beside the answer, with a word for how bad it is.
    pub(crate) fn note(&self, style: Style, word: &str, text: &str) {
        self.line(&format!("{} {}", self.mark(style, &format!("{word}:")), printable(text)));
    }

    pub(crate) fn line(&self, text: &str) {
        // Nobody is left to tell when this cannot be shown.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Breaks a sentence of the answer into lines that fit on the terminal, if it goes to one.
    pub(crate) fn wrapped(&self, text: &str, indent: &str) -> String {
        table::wrapped(&printable(text), indent, self.width.unwrap_or(usize::MAX))
    }

    /// Colors a piece of the answer.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        paint::paint(self.colored, style, text)
    }

    /// What colors pieces of the answer elsewhere.
    pub(crate) fn painter(&self) -> Painter {
        Painter(self.colored)
    }

    /// Colors a piece of what is said beside it.
    pub(crate) fn mark(&self, style: Style, text: &str) -> String {
        paint::paint(self.colored_notes, style, text)
    }

    /// A bar for work of so many pieces.
    pub(crate) fn progress(&self, what: &'static str, total: usize) -> Progress {
        Progress::new(what, Some(total as u64), !self.json && io::stderr().is_terminal())
    }

    /// A bar for so many bytes, or for who knows how many. Not where the answer itself runs through the terminal.
    pub(crate) fn progress_of_bytes(&self, what: &'static str, total: Option<u64>) -> Progress {
        let seen = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Progress::new(what, total, seen).of_bytes()
    }
}
