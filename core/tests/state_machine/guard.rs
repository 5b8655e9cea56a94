//! The limits, as plainly as they can be put: lists of times, and counts.

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// When something happened.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times(Vec<i64>);

impl Times {
    pub(crate) fn add(&mut self, now: i64) {
        self.0.push(now);
    }

    /// How long until there is room for one more within `length`; 0 when there is.
    pub(crate) fn wait(&self, length: i64, limit: usize, now: i64) -> i64 {
        let mut within: Vec<i64> = self.0.iter().copied().filter(|at| *at > now - length).collect();
        within.sort_unstable();
        within.iter().rev().nth(limit - 1).map_or(0, |at| at + length - now)
    }
}

/// Failures in a row, and the lock they bring.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    failures: u32,
    locks: u32,
    until: i64,
    touched: i64,
    recent: Vec<String>,
}

impl Row {
    pub(crate) fn wait(&self, now: i64) -> i64 {
        (self.until - now).max(0)
    }

    /// Counts one failure, unless locked or among the last three distinct ones.
    pub(crate) fn count(&mut self, what: Option<&str>, threshold: u32, first: i64, longest: i64, now: i64) {
        if self.wait(now) > 0 || what.is_some_and(|what| self.recent.iter().any(|known| known == what)) {
            return;
        }
        if let Some(what) = what {
            self.recent.insert(0, what.to_owned());
            self.recent.truncate(3);
        }
        self.failures += 1;
        self.touched = now;
        if self.failures >= threshold {
            self.until = now + longest.min(first << self.locks.min(20));
            self.locks += 1;
        }
    }

    pub(crate) fn stale(&self, now: i64) -> bool {
        self.touched < now - 2 * DAY && self.until < now - 2 * DAY
    }
}

/// What is counted of one person, or of an address that is nobody's.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guard {
    pub(crate) passwords: Row,
    pub(crate) codes: Row,
    pub(crate) wrong_codes: Times,
}
