//! The latest time the engine has seen, and what happens to the rows when the clock turns out to have gone back.

use rusqlite::OptionalExtension as _;

use super::Tx;
use crate::clock::{CLOCK_STEP, Timestamp};
use crate::error::{Error, Result};

/// Stores `now` as the latest time seen. When the clock has gone back since, everything that runs out moves back with
/// it, so that whatever was left of it is still left: nothing lives longer, and no lock opens earlier.
pub(crate) fn mark(tx: Tx<'_>, now: Timestamp) -> Result<()> {
    let stored: Option<Vec<u8>> =
        tx.query_row("SELECT value FROM meta WHERE name = 'clock'", [], |row| row.get(0)).optional()?;
    let stored = match stored {
        Some(bytes) => {
            let damaged = |_| Error::Storage { kind: "the stored time is damaged".into() };
            Timestamp::from_be_bytes(bytes.try_into().map_err(damaged)?)
        }
        None => now,
    };
    let back = stored.saturating_sub(now);
    if back > CLOCK_STEP {
        move_back(tx, back)?;
    } else if back > 0 {
        // Another process of this machine was quicker to store a time than we.
        return Ok(());
    }
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ('clock', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
        [&now.to_be_bytes()[..]],
    )?;
    Ok(())
}

/// The logs are left alone: they say what the clock said. A lock without end stays one.
fn move_back(tx: Tx<'_>, by: i64) -> Result<()> {
    let moves = [
        "UPDATE journeys SET created_at = created_at - ?1, step_expires_at = step_expires_at - ?1,
           expires_at = expires_at - ?1,
           state = json_replace(state,
             '$.challenge.resend_after', json_extract(state, '$.challenge.resend_after') - ?1,
             '$.challenge.expires_at', json_extract(state, '$.challenge.expires_at') - ?1)",
        "UPDATE codes SET created_at = created_at - ?1, expires_at = expires_at - ?1",
        "UPDATE outbox SET next_try_at = next_try_at - ?1, expires_at = expires_at - ?1",
        "UPDATE sessions SET created_at = created_at - ?1, auth_time = auth_time - ?1,
           last_seen_at = last_seen_at - ?1, expires_at = expires_at - ?1",
        "UPDATE meter SET at = at - ?1",
        "UPDATE lockouts SET touched_at = touched_at - ?1,
           locked_until = CASE locked_until WHEN 9223372036854775807 THEN locked_until ELSE locked_until - ?1 END",
    ];
    for sql in moves {
        tx.execute(sql, [by])?;
    }
    Ok(())
}
