//! The one writer of a store. Callers that queue for it share a commit, and with it the wait for the disk (group
//! commit), but not their fate: each works in a savepoint of its own, and one that fails takes back only what it wrote.
//! Nobody is answered before the commit that holds their rows.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::{Tx, execute, lock};
use crate::error::{Error, Result};

/// Callers that share one commit at most, so that the first of them does not wait without end.
const LARGEST_GROUP: usize = 64;

pub(super) struct Writer {
    lane: Mutex<Lane>,
    /// Callers that wait for the lane. While there are any, the transaction is left open for them.
    queue: AtomicUsize,
}

/// What only one caller at a time may touch.
struct Lane {
    connection: Connection,
    /// Those whose work is in the open transaction; `None` when none is open.
    group: Option<Arc<Group>>,
    members: usize,
}

/// Callers who wait for the same commit.
#[derive(Default)]
struct Group {
    outcome: Mutex<Option<Result<()>>>,
    settled: Condvar,
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Self {
        Writer { lane: Mutex::new(Lane { connection, group: None, members: 0 }), queue: AtomicUsize::new(0) }
    }

    /// Runs `work` in a transaction and returns when that is durable, or when nothing of `work` is left.
    pub(super) fn write<T>(&self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        let mut lane = self.enter();
        let group = lane.join()?;
        let (done, kept) = lane.run(work);
        let open = lane.group.is_some();
        if open && (self.queue.load(Ordering::SeqCst) == 0 || lane.members >= LARGEST_GROUP) {
            lane.commit();
        }
        // When the transaction was left open, the next in the queue will commit it.
        drop(lane);
        let outcome = if kept { group.wait() } else { Ok(()) };
        match done {
            Ok(result) => result.and_then(|value| outcome.map(|()| value)),
            Err(panic) => resume_unwind(panic),
        }
    }

    /// The connection, for what is no write: reading an in-memory store, and settings.
    pub(super) fn connection<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> T {
        work(&mut lock(&self.lane).connection)
    }

    /// Runs `work` on one snapshot if nobody has the connection or a transaction open on it; gives it back otherwise.
    pub(super) fn glance<T, F>(&self, work: F) -> std::result::Result<Result<T>, F>
    where
        F: FnOnce(Tx<'_>) -> Result<T>,
    {
        let Ok(lane) = self.lane.try_lock() else { return Err(work) };
        if lane.group.is_some() {
            return Err(work);
        }
        if let Err(error) = execute(&lane.connection, "BEGIN") {
            return Ok(Err(error));
        }
        let done = catch_unwind(AssertUnwindSafe(|| work(&lane.connection)));
        let ended = execute(&lane.connection, "END");
        drop(lane);
        match done {
            Ok(result) => Ok(result.and_then(|value| ended.map(|()| value))),
            Err(panic) => resume_unwind(panic),
        }
    }

    /// How many callers wait for the lane.
    #[cfg(test)]
    pub(super) fn queued(&self) -> usize {
        self.queue.load(Ordering::SeqCst)
    }

    fn enter(&self) -> MutexGuard<'_, Lane> {
        self.queue.fetch_add(1, Ordering::SeqCst);
        let lane = lock(&self.lane);
        self.queue.fetch_sub(1, Ordering::SeqCst);
        lane
    }
}

impl Lane {
    /// The group of the open transaction, or of one begun now.
    fn join(&mut self) -> Result<Arc<Group>> {
        if let Some(group) = &self.group {
            return Ok(Arc::clone(group));
        }
        execute(&self.connection, "BEGIN IMMEDIATE")?;
        let group = Arc::<Group>::default();
        self.group = Some(Arc::clone(&group));
        self.members = 0;
        Ok(group)
    }

    /// Runs one member's work and takes it back when it fails or panics. Says too whether anything of it was kept.
    fn run<T>(&mut self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> (std::thread::Result<Result<T>>, bool) {
        // The first member has the transaction for itself: taking its work back is taking all back.
        let first = self.members == 0;
        if !first && let Err(error) = execute(&self.connection, "SAVEPOINT member") {
            return (Ok(Err(error)), false);
        }
        let done = catch_unwind(AssertUnwindSafe(|| work(&self.connection)));
        let kept = matches!(done, Ok(Ok(_)));
        // After some failures, such as a full disk, SQLite has rolled the whole transaction back by itself.
        let lost = self.connection.is_autocommit();
        let put = match (first, kept) {
            _ if lost => Err(lost_with(&done)),
            (true, true) => Ok(()),
            (true, false) => {
                let rolled_back = execute(&self.connection, "ROLLBACK");
                self.group = None;
                rolled_back
            }
            (false, true) => execute(&self.connection, "RELEASE member"),
            (false, false) => execute(&self.connection, "ROLLBACK TO member")
                .and_then(|()| execute(&self.connection, "RELEASE member")),
        };
        if let Err(error) = put {
            self.abandon(error);
        } else if kept {
            self.members += 1;
        }
        (done, kept)
    }

    /// Commits the open transaction for everybody in it.
    fn commit(&mut self) {
        match execute(&self.connection, "COMMIT") {
            Ok(()) => self.settle(Ok(())),
            // An I/O error while committing may come after the pages reached the log.
            Err(Error::Storage { .. }) => self.abandon(Error::OutcomeUnknown),
            Err(error) => self.abandon(error),
        }
    }

    /// Ends a transaction that cannot be committed.
    fn abandon(&mut self, error: Error) {
        if !self.connection.is_autocommit() {
            // Nothing more can be done here when this fails too; the next BEGIN will say so.
            let _ = execute(&self.connection, "ROLLBACK");
        }
        self.settle(Err(error));
    }

    fn settle(&mut self, outcome: Result<()>) {
        if let Some(group) = self.group.take() {
            *lock(&group.outcome) = Some(outcome);
            group.settled.notify_all();
        }
    }
}

impl Group {
    fn wait(&self) -> Result<()> {
        let outcome = self
            .settled
            .wait_while(lock(&self.outcome), |outcome| outcome.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        outcome.clone().unwrap_or(Ok(()))
    }
}

/// What the others of a group are told when one member's failure took the transaction with it.
fn lost_with<T>(done: &std::thread::Result<Result<T>>) -> Error {
    match done {
        Ok(Err(error @ (Error::StorageFull | Error::Busy | Error::Storage { .. }))) => error.clone(),
        _ => Error::Storage { kind: "the transaction was rolled back".into() },
    }
}
