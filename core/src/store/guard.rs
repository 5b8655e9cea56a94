//! Counters, each changed by a single guarded statement.

use rusqlite::OptionalExtension as _;

use super::Tx;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::guard::{LONGEST_WINDOW, stale_before};

/// When consecutive failures lock, and for how long.
pub(crate) struct Lockout {
    /// Failures that are free.
    pub(crate) threshold: i64,
    /// The first lock, in milliseconds; each further failure doubles it.
    pub(crate) first_lock: i64,
    /// The longest lock.
    pub(crate) longest_lock: i64,
    /// Failures after which only an administrator opens the lock.
    pub(crate) hard_stop: i64,
}

/// At most `limit` events in any `length` milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) length: i64,
    pub(crate) limit: u32,
}

/// Until when a subject is locked; 0 when it never was.
pub(crate) fn locked_until(tx: Tx<'_>, tenant_id: &str, subject: &[u8; 32]) -> Result<Timestamp> {
    let mut statement =
        tx.prepare_cached("SELECT locked_until FROM lockouts WHERE tenant_id = ?1 AND subject = ?2")?;
    Ok(statement.query_row((tenant_id, &subject[..]), |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Counts one failure: not while locked, and not when `fingerprint` is among the last three distinct ones.
///
/// At the threshold the subject locks, and again at each failure after that, twice as long.
pub(crate) fn count_failure(
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &[u8; 32],
    fingerprint: &str,
    limits: &Lockout,
    now: Timestamp,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO lockouts (tenant_id, subject, failures, locks, locked_until, recent, touched_at)
         VALUES (?1, ?2, 1, CASE WHEN ?4 <= 1 THEN 1 ELSE 0 END,
                 CASE WHEN ?4 <= 1 THEN ?8 + ?5 ELSE 0 END, ?3, ?8)
         ON CONFLICT (tenant_id, subject) DO UPDATE SET
           failures = failures + 1,
           locks = locks + (failures + 1 >= ?4),
           locked_until = CASE
             WHEN failures + 1 >= ?7 THEN 9223372036854775807
             WHEN failures + 1 >= ?4 THEN ?8 + min(?6, ?5 << min(locks, 20))
             ELSE locked_until END,
           recent = substr(?3 || recent, 1, 3 * length(?3)),
           touched_at = ?8
         WHERE locked_until <= ?8
           AND (length(?3) = 0
             OR (substr(recent, 1, length(?3)) != ?3
             AND substr(recent, 1 + length(?3), length(?3)) != ?3
             AND substr(recent, 1 + 2 * length(?3), length(?3)) != ?3))",
    )?
    .execute((
        tenant_id,
        &subject[..],
        fingerprint,
        limits.threshold,
        limits.first_lock,
        limits.longest_lock,
        limits.hard_stop,
        now,
    ))?;
    Ok(())
}

/// Forgets the failures of a subject.
pub(crate) fn clear(tx: Tx<'_>, tenant_id: &str, subject: &[u8; 32]) -> Result<()> {
    tx.prepare_cached("DELETE FROM lockouts WHERE tenant_id = ?1 AND subject = ?2")?
        .execute((tenant_id, &subject[..]))?;
    Ok(())
}

/// Forgets failures, locks and counted events of several subjects.
pub(crate) fn unlock(tx: Tx<'_>, tenant_id: &str, subjects: &[[u8; 32]]) -> Result<()> {
    for subject in subjects {
        clear(tx, tenant_id, subject)?;
        tx.prepare_cached("DELETE FROM meter WHERE tenant_id = ?1 AND subject = ?2")?
            .execute((tenant_id, &subject[..]))?;
    }
    Ok(())
}

pub(crate) fn is_familiar(tx: Tx<'_>, tenant_id: &str, subject: &[u8; 32], place: &[u8; 32]) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT 1 FROM familiar_contexts WHERE tenant_id = ?1 AND subject = ?2 AND context = ?3",
    )?;
    Ok(statement.query_row((tenant_id, &subject[..], &place[..]), |_| Ok(())).optional()?.is_some())
}

/// Notes a place, to the day.
pub(crate) fn remember_place(
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &[u8; 32],
    place: &[u8; 32],
    now: Timestamp,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO familiar_contexts (tenant_id, subject, context, seen_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (tenant_id, subject, context) DO UPDATE SET seen_at = ?4 WHERE seen_at < ?4 - 86400000",
    )?
    .execute((tenant_id, &subject[..], &place[..], now))?;
    Ok(())
}

/// Records an event if every window has room for it; says whether it had.
pub(crate) fn record(
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &[u8; 32],
    event_id: &str,
    windows: &[Window],
    now: Timestamp,
) -> Result<bool> {
    // Up to two windows; one window is given twice. Without room the time is NULL, which the column refuses and IGNORE
    // passes over: INSERT … SELECT would have SQLite build a table on the side, since it reads what it writes.
    let (Some(first), Some(second)) = (windows.first(), windows.last()) else { return Ok(false) };
    let mut statement = tx.prepare_cached(
        "INSERT OR IGNORE INTO meter (tenant_id, subject, event_id, at) VALUES (?1, ?2, ?3, CASE
           WHEN (SELECT count(*) FROM meter WHERE tenant_id = ?1 AND subject = ?2 AND at > ?5) < ?6
            AND (SELECT count(*) FROM meter WHERE tenant_id = ?1 AND subject = ?2 AND at > ?7) < ?8
           THEN ?4 END)",
    )?;
    let inserted = statement.execute((
        tenant_id,
        &subject[..],
        event_id,
        now,
        now.saturating_sub(first.length),
        first.limit,
        now.saturating_sub(second.length),
        second.limit,
    ))?;
    Ok(inserted == 1)
}

/// Milliseconds until the window has room; 0 when it has.
pub(crate) fn window_remaining(
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &[u8; 32],
    window: Window,
    now: Timestamp,
) -> Result<i64> {
    let mut statement = tx.prepare_cached(
        "SELECT at FROM meter WHERE tenant_id = ?1 AND subject = ?2 AND at > ?3
          ORDER BY at DESC LIMIT 1 OFFSET ?4",
    )?;
    let since = now.saturating_sub(window.length);
    let oldest_that_counts: Option<i64> = statement
        .query_row((tenant_id, &subject[..], since, i64::from(window.limit) - 1), |row| row.get(0))
        .optional()?;
    Ok(oldest_that_counts.map_or(0, |at| (at + window.length - now).max(0)))
}

/// Deletes events outside every window and lock-outs long over.
pub(crate) fn purge(tx: Tx<'_>, now: Timestamp) -> Result<u64> {
    let events = tx.prepare_cached("DELETE FROM meter WHERE at <= ?1")?.execute([now - LONGEST_WINDOW])?;
    let locks = tx
        .prepare_cached("DELETE FROM lockouts WHERE touched_at < ?1 AND locked_until < ?1")?
        .execute([stale_before(now)])?;
    Ok((events + locks) as u64)
}
