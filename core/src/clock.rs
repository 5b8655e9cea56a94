//! Time as the engine sees it: milliseconds since the Unix epoch, from a source the host may replace.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01T00:00:00Z. Every public time in this crate is one of these.
pub type Timestamp = i64;

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// How far the clock may have gone back since something was issued before that thing is refused.
///
/// A clock that jumps back must not lengthen the life of a code, journey or session.
pub(crate) const CLOCK_TOLERANCE: i64 = MINUTE;

/// A clock that went back by no more than this is waited for. Only beyond it, what is stored moves back too: a process
/// that waits for another may itself come this late.
pub(crate) const CLOCK_STEP: i64 = 10 * SECOND;

/// How often at most the latest time is stored.
pub(crate) const MARK_EVERY: i64 = 10 * SECOND;

/// Where the engine reads the time.
pub trait Clock: Send + Sync {
    /// The current time. Called with no lock and no transaction held.
    fn now(&self) -> Timestamp;
}

/// The system's wall clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is told to move: for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Starts at `now`.
    pub fn new(now: Timestamp) -> Self {
        ManualClock(AtomicI64::new(now))
    }

    /// Moves by `milliseconds`, backwards when negative.
    pub fn advance(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Jumps to `now`.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.0.load(Ordering::SeqCst)
    }
}

/// Whether something issued at `issued_at` and dead from `expires_at` on is alive now.
pub(crate) fn alive(now: Timestamp, issued_at: Timestamp, expires_at: Timestamp) -> bool {
    now < expires_at && issued_at <= now.saturating_add(CLOCK_TOLERANCE)
}

/// RFC 3339 in UTC with seconds, as Microsoft Graph writes its `…DateTime` fields.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    time::OffsetDateTime::from_unix_timestamp(at.div_euclid(1000))
        .ok()
        .and_then(|t| t.format(&time::format_description::well_known::Rfc3339).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_went_back_does_not_lengthen_life() {
        assert!(alive(599_999, 0, 600_000));
        assert!(!alive(600_000, 0, 600_000));
        assert!(alive(0, 60_000, 660_000));
        assert!(!alive(0, 60_001, 660_000));
    }

    #[test]
    fn times_are_written_as_graph_writes_them() {
        assert_eq!(rfc3339(1_700_000_000_000), "2023-11-14T22:13:20Z");
    }
}
