//! Letters waiting for the mailer.

use rusqlite::OptionalExtension as _;

use super::Tx;
use crate::clock::Timestamp;
use crate::error::Result;

/// A letter as the database keeps it.
pub(crate) struct OutboxRow {
    pub(crate) tenant_id: String,
    pub(crate) message_id: String,
    pub(crate) journey_id: String,
    /// The code it carries; -1 when it carries none and so outlives its journey.
    pub(crate) code_number: i64,
    /// Never sent: it stands where a letter would, for an address nobody has.
    pub(crate) decoy: bool,
    pub(crate) letter: Vec<u8>,
    pub(crate) attempts: u32,
    pub(crate) expires_at: Timestamp,
}

/// Withdraws the unsent letters of a journey: they carry codes that are dead now.
pub(crate) fn withdraw(tx: Tx<'_>, tenant_id: &str, journey_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE tenant_id = ?1 AND journey_id = ?2")?
        .execute((tenant_id, journey_id))?;
    Ok(())
}

/// Writes a letter.
pub(crate) fn insert(tx: Tx<'_>, row: &OutboxRow, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO outbox (tenant_id, message_id, journey_id, code_number, decoy, letter, attempts, next_try_at,
           expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)",
    )?
    .execute((
        &row.tenant_id,
        &row.message_id,
        &row.journey_id,
        row.code_number,
        row.decoy,
        &row.letter,
        now,
        row.expires_at,
    ))?;
    Ok(())
}

/// Whether anything is due.
pub(crate) fn any_due(tx: Tx<'_>, now: Timestamp) -> Result<bool> {
    let mut statement = tx.prepare_cached("SELECT 1 FROM outbox WHERE next_try_at <= ?1 LIMIT 1")?;
    Ok(statement.query_row([now], |_| Ok(())).optional()?.is_some())
}

/// Takes the letter that has been due longest, so that no other process takes it before `until`.
pub(crate) fn claim(tx: Tx<'_>, now: Timestamp, until: Timestamp) -> Result<Option<OutboxRow>> {
    let mut statement = tx.prepare_cached(
        "UPDATE outbox SET attempts = attempts + 1, next_try_at = ?2
          WHERE (tenant_id, journey_id, message_id) IN
            (SELECT tenant_id, journey_id, message_id FROM outbox WHERE next_try_at <= ?1
              ORDER BY next_try_at LIMIT 1)
         RETURNING tenant_id, message_id, journey_id, code_number, decoy, letter, attempts, expires_at",
    )?;
    let found = statement
        .query_row((now, until), |row| {
            Ok(OutboxRow {
                tenant_id: row.get(0)?,
                message_id: row.get(1)?,
                journey_id: row.get(2)?,
                code_number: row.get(3)?,
                decoy: row.get(4)?,
                letter: row.get(5)?,
                attempts: row.get(6)?,
                expires_at: row.get(7)?,
            })
        })
        .optional()?;
    Ok(found)
}

/// Puts a claimed letter off.
/// Nothing, when its lease ran out and somebody else has taken it since.
pub(crate) fn postpone(tx: Tx<'_>, row: &OutboxRow, until: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE outbox SET next_try_at = ?4
          WHERE tenant_id = ?1 AND journey_id = ?2 AND message_id = ?3 AND attempts = ?5",
    )?
    .execute((&row.tenant_id, &row.journey_id, &row.message_id, until, row.attempts))?;
    Ok(())
}

pub(crate) fn delete(tx: Tx<'_>, row: &OutboxRow) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE tenant_id = ?1 AND journey_id = ?2 AND message_id = ?3")?
        .execute((&row.tenant_id, &row.journey_id, &row.message_id))?;
    Ok(())
}

/// How many letters wait, decoys left out.
pub(crate) fn waiting(tx: Tx<'_>) -> Result<u64> {
    let mut statement = tx.prepare_cached("SELECT count(*) FROM outbox WHERE decoy = 0")?;
    Ok(u64::try_from(statement.query_row([], |row| row.get::<_, i64>(0))?).unwrap_or(0))
}

pub(crate) fn purge(tx: Tx<'_>, now: Timestamp) -> Result<u64> {
    Ok(tx.prepare_cached("DELETE FROM outbox WHERE expires_at <= ?1")?.execute([now])? as u64)
}
