//! The outbox: letters are sealed into the journey's own transaction and handed to the mailer after it, with no lock
//! and no transaction held.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Letter, MailError};
use crate::clock::{MINUTE, SECOND, Timestamp};
use crate::engine::Inner;
use crate::error::{Error, Result};
use crate::store::outbox::{self as rows, OutboxRow};
use crate::store::{self, Tx};

/// How long a process that took a letter may need before another takes it over.
const LEASE: i64 = MINUTE;
/// The wait after the first failed delivery; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: i64 = 2 * SECOND;
const LONGEST_WAIT: i64 = MINUTE;

/// What a round of delivery did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailReport {
    /// Messages handed over.
    pub sent: u64,
    /// Messages that will be tried again.
    pub failed: u64,
    /// Messages that expired, or were refused for good.
    pub dropped: u64,
    /// Messages still in the outbox.
    pub waiting: u64,
}

/// Seals `letter` into the outbox.
#[allow(clippy::too_many_arguments, reason = "one argument a column")]
pub(crate) fn post(
    engine: &Inner,
    tx: Tx<'_>,
    letter: &Letter,
    journey_id: &str,
    code_number: i64,
    decoy: bool,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let plain = zeroize::Zeroizing::new(store::to_json(letter)?);
    let row = OutboxRow {
        tenant_id: letter.tenant_id.clone(),
        message_id: letter.message_id.clone(),
        journey_id: journey_id.to_owned(),
        code_number,
        decoy,
        letter: engine.keys.seal(&place(&letter.tenant_id, &letter.message_id), plain.as_bytes())?,
        attempts: 0,
        expires_at,
    };
    rows::insert(tx, &row, now)
}

fn place<'a>(tenant_id: &'a str, message_id: &'a str) -> [&'a str; 4] {
    ["outbox", "letter", tenant_id, message_id]
}

/// How long to wait after `attempts` failed deliveries.
pub(crate) fn wait_after(attempts: u32) -> i64 {
    (FIRST_WAIT << attempts.saturating_sub(1).min(10)).min(LONGEST_WAIT)
}

impl Inner {
    /// Delivers what is due.
    pub(crate) fn deliver_mail(&self) -> Result<MailReport> {
        self.deliver_round(&|| false)
    }

    /// Tries every letter that is due once, or as many until `stop` says so.
    fn deliver_round(&self, stop: &dyn Fn() -> bool) -> Result<MailReport> {
        if self.mailer.is_none() {
            return Err(Error::Mail { reason: "the engine has no mailer".into() });
        }
        let mut report = MailReport::default();
        // Due by now, so that a round ends: with a server that hangs, the first letter is due again before the last
        // one was tried.
        let began = self.now();
        while !stop() && self.store.read(|tx| rows::any_due(tx, began))? {
            let until = self.now() + LEASE;
            let Some(row) = self.store.write(|tx| rows::claim(tx, began, until))? else { break };
            self.deliver(&row, &mut report)?;
        }
        report.waiting = self.store.read(rows::waiting)?;
        Ok(report)
    }

    fn deliver(&self, row: &OutboxRow, report: &mut MailReport) -> Result<()> {
        let now = self.now();
        if row.decoy || row.expires_at <= now {
            report.dropped += u64::from(!row.decoy);
            return self.store.write(|tx| rows::delete(tx, row));
        }
        let settle = |delivery: &str, keep_until: Option<Timestamp>| {
            self.store.write(|tx| {
                match keep_until {
                    Some(until) => rows::postpone(tx, row, until)?,
                    None => rows::delete(tx, row)?,
                }
                store::journeys::set_delivery(tx, &row.tenant_id, &row.journey_id, row.code_number, delivery)
            })
        };
        match self.hand_over(row, now) {
            Ok(()) => {
                report.sent += 1;
                settle("sent", None)
            }
            Err(MailError::Transient { .. }) => {
                report.failed += 1;
                // From here on: the attempt itself may have taken longer than the wait.
                settle("failed", Some(self.now() + wait_after(row.attempts)))
            }
            Err(MailError::Permanent { .. }) => {
                report.dropped += 1;
                settle("failed", None)
            }
        }
    }

    fn hand_over(&self, row: &OutboxRow, now: Timestamp) -> std::result::Result<(), MailError> {
        let permanent = |reason: &str| MailError::Permanent { reason: reason.into() };
        let plain = self
            .keys
            .open(&place(&row.tenant_id, &row.message_id), &row.letter)
            .map_err(|_| permanent("the letter was tampered with"))?;
        let mut letter: Letter =
            serde_json::from_slice(&plain).map_err(|_| permanent("the letter is damaged"))?;
        // A letter that waited here must not promise the time that it waited.
        let left = (row.expires_at - now + MINUTE - 1) / MINUTE;
        letter.minutes = letter.minutes.min(u32::try_from(left).unwrap_or(u32::MAX));
        let message = letter.compose().map_err(|_| permanent("the letter cannot be composed"))?;
        match &self.mailer {
            Some(mailer) => mailer.send(&message),
            None => Err(permanent("no mailer")),
        }
    }
}

/// The background thread that delivers and purges.
pub(crate) struct Courier {
    wanted: bool,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
pub(super) struct Shared {
    signal: Mutex<Signal>,
    changed: Condvar,
}

#[derive(Default)]
struct Signal {
    due: bool,
    stop: bool,
}

/// How often the thread looks by itself: for retries, and for letters of other processes.
const LOOK_EVERY: Duration = Duration::from_secs(1);
pub(super) const PURGE_EVERY: Duration = Duration::from_secs(30);

impl Courier {
    pub(crate) fn new(wanted: bool) -> Self {
        Courier { wanted, shared: Arc::default(), thread: Mutex::new(None) }
    }

    /// Starts the thread of `engine`, if it wants one.
    pub(crate) fn start(engine: &Arc<Inner>) -> Result<()> {
        if !engine.courier.wanted {
            return Ok(());
        }
        let shared = Arc::clone(&engine.courier.shared);
        // Weak, so that the thread does not keep an engine alive that nobody holds.
        let weak = Arc::downgrade(engine);
        let handle = std::thread::Builder::new()
            .name("doorstep-mail".into())
            .spawn(move || run(&weak, &shared))
            .map_err(|_| Error::internal("cannot start the mail thread"))?;
        *lock(&engine.courier.thread) = Some(handle);
        Ok(())
    }

    /// Says that something was written to the outbox.
    pub(crate) fn notify(&self) {
        lock(&self.shared.signal).due = true;
        self.shared.changed.notify_one();
    }

    #[cfg(test)]
    pub(super) fn is_stopping(&self) -> bool {
        lock(&self.shared.signal).stop
    }

    fn ask_to_stop(&self) {
        lock(&self.shared.signal).stop = true;
        self.shared.changed.notify_one();
    }

    /// Stops the thread and waits for it.
    pub(crate) fn stop(&self) {
        self.ask_to_stop();
        let handle = lock(&self.thread).take();
        if let Some(handle) = handle.filter(|h| h.thread().id() != std::thread::current().id()) {
            // A panic in the thread is a mailer's; there is nobody left to tell.
            let _ = handle.join();
        }
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        // Without waiting: the last handle may be dropped under a lock that the mailer waits for.
        self.ask_to_stop();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(engine: &Weak<Inner>, shared: &Shared) {
    let mut purged = Instant::now();
    loop {
        {
            let signal = lock(&shared.signal);
            let (mut signal, _) = shared
                .changed
                .wait_timeout_while(signal, LOOK_EVERY, |s| !s.due && !s.stop)
                .unwrap_or_else(PoisonError::into_inner);
            if signal.stop {
                return;
            }
            signal.due = false;
        }
        let Some(engine) = engine.upgrade() else { return };
        round(&engine, shared, &mut purged);
    }
}

/// Delivers and, now and then, purges. Errors are of the storage and show again at the next call of the host; the letters
/// stay. A host's mailer or clock that panics ends what it was asked for, not the thread.
pub(super) fn round(engine: &Inner, shared: &Shared, purged: &mut Instant) {
    let stop = || lock(&shared.signal).stop;
    let _ = catch_unwind(AssertUnwindSafe(|| engine.deliver_round(&stop)));
    if purged.elapsed() >= PURGE_EVERY {
        *purged = Instant::now();
        let _ = catch_unwind(AssertUnwindSafe(|| engine.purge()));
    }
}
