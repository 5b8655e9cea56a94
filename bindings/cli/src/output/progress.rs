//! A line on the terminal that says how far a longer piece of work is. It shows up late and leaves no trace.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

/// What is done by then never shows a bar.
const SHOW_AFTER: Duration = Duration::from_millis(400);
const DRAW_EVERY: Duration = Duration::from_millis(80);
const WIDTH: usize = 24;

pub(crate) struct Progress {
    what: &'static str,
    /// Not known where the end of a stream is not.
    total: Option<u64>,
    done: u64,
    bytes: bool,
    /// When to draw next; never when nobody looks.
    due: Option<Instant>,
    drawn: bool,
}

impl Progress {
    pub(super) fn new(what: &'static str, total: Option<u64>, seen: bool) -> Self {
        let due = seen.then(|| Instant::now() + SHOW_AFTER);
        Progress { what, total, done: 0, bytes: false, due, drawn: false }
    }

    pub(super) fn of_bytes(self) -> Self {
        Progress { bytes: true, ..self }
    }

    /// One more piece is done.
    pub(crate) fn step(&mut self) {
        self.advance(1);
    }

    /// Some more is done.
    pub(crate) fn advance(&mut self, pieces: usize) {
        self.done += pieces as u64;
        let now = Instant::now();
        if self.due.is_none_or(|due| now < due) {
            return;
        }
        self.due = Some(now + DRAW_EVERY);
        self.drawn = true;
        write(&format!("\r\x1b[K{} {}", self.what, self.state()));
    }

    fn state(&self) -> String {
        let count = |number: u64| if self.bytes { size(number) } else { number.to_string() };
        match self.total {
            None => count(self.done),
            Some(total) => {
                let filled = (WIDTH as u64 * self.done).checked_div(total).unwrap_or(u64::MAX);
                let filled = usize::try_from(filled).unwrap_or(WIDTH).min(WIDTH);
                let bar = format!("{}{}", "━".repeat(filled), "╌".repeat(WIDTH - filled));
                format!("{bar} {}/{}", count(self.done.min(total)), count(total))
            }
        }
    }
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_how_far_it_is() {
        let mut progress = Progress::new("Writing", Some(4), false);
        progress.step();
        assert_eq!(progress.state(), format!("{}{} 1/4", "━".repeat(6), "╌".repeat(18)));
        let mut progress = Progress::new("Reading", Some(12_000_000), false).of_bytes();
        progress.advance(20_000_000);
        assert_eq!(progress.state(), format!("{} 12 MB/12 MB", "━".repeat(24)));
        let mut progress = Progress::new("Reading", None, false).of_bytes();
        progress.advance(20_000);
        assert_eq!(progress.state(), "20 kB");
    }
}
