//! Running journeys, their tokens and their codes.

use rusqlite::OptionalExtension as _;

use super::{Tx, from_json, to_json};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::journey::state::{Journey, Waiting};
use crate::record::SignIn;

/// A journey with its log entry.
pub(crate) fn find(tx: Tx<'_>, tenant_id: &str, journey_id: &str) -> Result<Option<Journey>> {
    let mut statement = tx.prepare_cached(
        "SELECT j.client_id, j.user_id, j.step, j.state, j.token_hash, j.created_at, j.step_expires_at, j.expires_at,
                s.document
           FROM journeys j JOIN sign_ins s ON s.tenant_id = j.tenant_id AND s.sign_in_id = j.journey_id
          WHERE j.tenant_id = ?1 AND j.journey_id = ?2",
    )?;
    let mut rows = statement.query((tenant_id, journey_id))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let step = Waiting::from_word(row.get_ref(2)?.as_str().unwrap_or_default());
    Ok(Some(Journey {
        id: journey_id.to_owned(),
        client_id: row.get(0)?,
        user_id: row.get(1)?,
        waiting: step.ok_or_else(|| Error::Storage { kind: "a stored step is damaged".into() })?,
        state: from_json(row.get_ref(3)?.as_str().unwrap_or_default())?,
        record: from_json::<SignIn>(row.get_ref(8)?.as_str().unwrap_or_default())?.completed(),
        token_hash: row.get(4)?,
        created_at: row.get(5)?,
        step_expires_at: row.get(6)?,
        expires_at: row.get(7)?,
        stored: true,
    }))
}

/// Stores a journey that waits for the first time.
pub(crate) fn insert(tx: Tx<'_>, tenant_id: &str, journey: &Journey) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO journeys (tenant_id, journey_id, client_id, user_id, step, state, token_hash, created_at,
           step_expires_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        tenant_id,
        &journey.id,
        &journey.client_id,
        &journey.user_id,
        journey.waiting.as_str(),
        to_json(&journey.state)?,
        &journey.token_hash,
        journey.created_at,
        journey.step_expires_at,
        journey.expires_at,
    ))?;
    Ok(())
}

/// Stores a journey again. `moved` says that it has come to belong to another user, whose index is left alone
/// otherwise.
pub(crate) fn update(tx: Tx<'_>, tenant_id: &str, journey: &Journey, moved: bool) -> Result<()> {
    tx.prepare_cached(
        "UPDATE journeys SET step = ?3, state = ?4, token_hash = ?5, step_expires_at = ?6
          WHERE tenant_id = ?1 AND journey_id = ?2",
    )?
    .execute((
        tenant_id,
        &journey.id,
        journey.waiting.as_str(),
        to_json(&journey.state)?,
        &journey.token_hash,
        journey.step_expires_at,
    ))?;
    if moved {
        tx.prepare_cached("UPDATE journeys SET user_id = ?3 WHERE tenant_id = ?1 AND journey_id = ?2")?
            .execute((tenant_id, &journey.id, &journey.user_id))?;
    }
    Ok(())
}

/// Ends a journey: its codes and unsent letters go with it.
pub(crate) fn delete(tx: Tx<'_>, tenant_id: &str, journey_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE tenant_id = ?1 AND journey_id = ?2 AND code_number >= 0")?
        .execute((tenant_id, journey_id))?;
    tx.prepare_cached("DELETE FROM journeys WHERE tenant_id = ?1 AND journey_id = ?2")?
        .execute((tenant_id, journey_id))?;
    Ok(())
}

pub(crate) fn end_of_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM outbox WHERE tenant_id = ?1 AND journey_id IN
           (SELECT journey_id FROM journeys WHERE tenant_id = ?1 AND user_id = ?2)",
    )?
    .execute((tenant_id, user_id))?;
    tx.prepare_cached("DELETE FROM journeys WHERE tenant_id = ?1 AND user_id = ?2")?
        .execute((tenant_id, user_id))?;
    Ok(())
}

/// Ends a user's journeys but for one.
pub(crate) fn end_others(tx: Tx<'_>, tenant_id: &str, user_id: &str, journey_id: &str) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "SELECT journey_id FROM journeys WHERE tenant_id = ?1 AND user_id = ?2 AND journey_id <> ?3",
    )?;
    let others = statement.query_map((tenant_id, user_id, journey_id), |row| row.get::<_, String>(0))?;
    for other in others.collect::<rusqlite::Result<Vec<_>>>()? {
        delete(tx, tenant_id, &other)?;
    }
    Ok(())
}

/// Deletes journeys that ran out. Only those from before `oldest_step` are looked at: a younger one cannot have.
pub(crate) fn purge(tx: Tx<'_>, oldest_step: &str, now: Timestamp) -> Result<u64> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM journeys WHERE (tenant_id, journey_id) IN (
           SELECT j.tenant_id, j.journey_id FROM tenants t
             JOIN journeys j ON j.tenant_id = t.tenant_id AND j.journey_id < ?1
            WHERE j.expires_at <= ?2 OR j.step_expires_at <= ?2)",
    )?;
    Ok(statement.execute((oldest_step, now))? as u64)
}

// ---- codes

/// A code as the database keeps it.
pub(crate) struct CodeRow {
    pub(crate) number: u32,
    pub(crate) code_mac: Vec<u8>,
    pub(crate) reference: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// Makes the journey's codes worthless.
pub(crate) fn supersede(tx: Tx<'_>, tenant_id: &str, journey_id: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE codes SET state = 'superseded' WHERE tenant_id = ?1 AND journey_id = ?2 AND state = 'live'",
    )?
    .execute((tenant_id, journey_id))?;
    Ok(())
}

/// Adds the journey's next code.
pub(crate) fn insert_code(tx: Tx<'_>, tenant_id: &str, journey_id: &str, code: &CodeRow) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO codes (tenant_id, journey_id, number, code_mac, reference, state, delivery, created_at,
           expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'live', 'queued', ?6, ?7)",
    )?
    .execute((
        tenant_id,
        journey_id,
        code.number,
        &code.code_mac,
        &code.reference,
        code.created_at,
        code.expires_at,
    ))?;
    Ok(())
}

/// A try that was let through, counted before anything is compared.
pub(crate) struct Try {
    pub(crate) code_mac: Vec<u8>,
    /// Tries made with this code, this one included.
    pub(crate) tries: u32,
}

/// Counts a try of the live code; `None` when it has none left or is dead.
pub(crate) fn take_try(
    tx: Tx<'_>,
    tenant_id: &str,
    journey_id: &str,
    number: u32,
    limit: u32,
    now: Timestamp,
) -> Result<Option<Try>> {
    let mut statement = tx.prepare_cached(
        "UPDATE codes SET tries = tries + 1
          WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3
            AND state = 'live' AND tries < ?4 AND expires_at > ?5
         RETURNING code_mac, tries",
    )?;
    let found = statement
        .query_row((tenant_id, journey_id, number, limit, now), |row| {
            Ok(Try { code_mac: row.get(0)?, tries: row.get(1)? })
        })
        .optional()?;
    Ok(found)
}

/// The live code with the tries made so far, to look at only.
#[cfg(feature = "test-unguarded")]
pub(crate) fn live_code(tx: Tx<'_>, tenant_id: &str, journey_id: &str, number: u32) -> Result<Option<Try>> {
    let mut statement = tx.prepare_cached(
        "SELECT code_mac, tries FROM codes
          WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3 AND state = 'live'",
    )?;
    let found = statement
        .query_row((tenant_id, journey_id, number), |row| {
            Ok(Try { code_mac: row.get(0)?, tries: row.get(1)? })
        })
        .optional()?;
    Ok(found)
}

/// Sets the tries of a code, whatever they are.
#[cfg(feature = "test-unguarded")]
pub(crate) fn set_tries(
    tx: Tx<'_>,
    tenant_id: &str,
    journey_id: &str,
    number: u32,
    tries: u32,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE codes SET tries = ?4 WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3",
    )?
    .execute((tenant_id, journey_id, number, tries))?;
    Ok(())
}

/// The hashes of the journey's earlier codes.
pub(crate) fn superseded(tx: Tx<'_>, tenant_id: &str, journey_id: &str) -> Result<Vec<Vec<u8>>> {
    let mut statement = tx.prepare_cached(
        "SELECT code_mac FROM codes WHERE tenant_id = ?1 AND journey_id = ?2 AND state = 'superseded'",
    )?;
    let rows = statement.query_map((tenant_id, journey_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Spends the live code; false when it was spent already.
pub(crate) fn spend_code(tx: Tx<'_>, tenant_id: &str, journey_id: &str, number: u32) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE codes SET state = 'used'
          WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3 AND state = 'live'",
    )?;
    Ok(statement.execute((tenant_id, journey_id, number))? == 1)
}

/// Notes what became of a code's letter.
pub(crate) fn set_delivery(
    tx: Tx<'_>,
    tenant_id: &str,
    journey_id: &str,
    number: i64,
    delivery: &str,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE codes SET delivery = ?4 WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3",
    )?
    .execute((tenant_id, journey_id, number, delivery))?;
    Ok(())
}

/// Whether the letter of a code could not be delivered so far.
pub(crate) fn delivery_failed(tx: Tx<'_>, tenant_id: &str, journey_id: &str, number: u32) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT delivery = 'failed' FROM codes WHERE tenant_id = ?1 AND journey_id = ?2 AND number = ?3",
    )?;
    Ok(statement.query_row((tenant_id, journey_id, number), |row| row.get(0)).optional()?.unwrap_or(false))
}
