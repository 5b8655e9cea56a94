//! A line on the terminal that says how far a longer piece of work is. It shows up late and leaves no trace.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

/// What is done by then never shows a bar.
const SHOW_AFTER: Duration = Duration::from_millis(400);
const DRAW_EVERY: Duration = Duration::from_millis(80);
const WIDTH: usize = 24;

pub(crate) struct Progress {
    what: &'static str,
    total: usize,
    done: usize,
    /// When to draw next; never when nobody looks.
    due: Option<Instant>,
    drawn: bool,
}

impl Progress {
    pub(super) fn new(what: &'static str, total: usize, seen: bool) -> Self {
        Progress { what, total, done: 0, due: seen.then(|| Instant::now() + SHOW_AFTER), drawn: false }
    }

    /// One more piece is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        let now = Instant::now();
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        self.due = Some(now + DRAW_EVERY);
        self.drawn = true;
        let filled = (WIDTH * self.done).checked_div(self.total).unwrap_or(WIDTH).min(WIDTH);
        let bar = format!("{}{}", "━".repeat(filled), "╌".repeat(WIDTH - filled));
        write(&format!("\r\x1b[K{} {bar} {}/{}", self.what, self.done, self.total));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn {
            write("\r\x1b[K");
        }
    }
}

fn write(text: &str) {
    let mut stderr = io::stderr().lock();
    // A bar that cannot be drawn is no reason to stop the work.
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
