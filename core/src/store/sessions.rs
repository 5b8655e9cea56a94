//! Sessions, found by the hash of their token.

use rusqlite::Row;

use super::{Tx, from_json, to_json};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::session::{Proof, Session};

/// `SELECT` with the columns that [`session`] reads, as a literal: the statement cache is asked with it on every request.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT s.session_id, s.user_id, s.client_id, s.created_at, s.auth_time, s.last_seen_at, s.idle_ms, ",
            "s.expires_at, s.proof FROM sessions s ",
            $rest
        )
    };
}

fn session(row: &Row<'_>) -> Result<Session> {
    let last_seen_at: Timestamp = row.get(5)?;
    let idle_ms: i64 = row.get(6)?;
    let expires_at: Timestamp = row.get(7)?;
    let Proof { amr, mfa, methods, policies, auth_contexts, controls, external_amr: _ } =
        from_json(row.get_ref(8)?.as_str().unwrap_or_default())?;
    Ok(Session {
        id: row.get(0)?,
        user_id: row.get(1)?,
        client_id: row.get(2)?,
        created_at: row.get(3)?,
        auth_time: row.get(4)?,
        last_seen_at,
        idle_expires_at: (last_seen_at + idle_ms).min(expires_at),
        expires_at,
        amr,
        mfa,
        methods,
        policies,
        auth_contexts,
        controls,
    })
}

pub(crate) fn insert(
    tx: Tx<'_>,
    tenant_id: &str,
    session: &Session,
    idle_ms: i64,
    external_amr: &[String],
    token_hash: &[u8; 32],
) -> Result<()> {
    let proof = Proof {
        amr: session.amr.clone(),
        mfa: session.mfa,
        methods: session.methods.clone(),
        policies: session.policies.clone(),
        auth_contexts: session.auth_contexts.clone(),
        controls: session.controls.clone(),
        external_amr: external_amr.to_vec(),
    };
    tx.prepare_cached(
        "INSERT INTO sessions (tenant_id, session_id, user_id, client_id, token_hash, created_at, auth_time,
           last_seen_at, idle_ms, expires_at, proof)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute((
        tenant_id,
        &session.id,
        &session.user_id,
        &session.client_id,
        &token_hash[..],
        session.created_at,
        session.auth_time,
        session.last_seen_at,
        idle_ms,
        session.expires_at,
        to_json(&proof)?,
    ))?;
    Ok(())
}

/// Gives a session another token and proof; false when it is gone, or has another token than the old one by now.
#[allow(clippy::too_many_arguments)]
pub(crate) fn renew(
    tx: Tx<'_>,
    tenant_id: &str,
    session_id: &str,
    old_token_hash: &str,
    proof: &Proof,
    auth_time: Timestamp,
    now: Timestamp,
    token_hash: &[u8; 32],
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE sessions SET token_hash = ?4, proof = ?5, auth_time = ?6, last_seen_at = max(last_seen_at, ?7)
         WHERE tenant_id = ?1 AND session_id = ?2 AND lower(hex(token_hash)) = ?3",
    )?;
    let row = (tenant_id, session_id, old_token_hash, &token_hash[..], to_json(proof)?, auth_time, now);
    Ok(statement.execute(row)? == 1)
}

/// Whether there is a session with this token's hash, in hexadecimal, that has run neither its time nor its idle time.
pub(crate) fn is_held(
    tx: Tx<'_>,
    tenant_id: &str,
    session_id: &str,
    token_hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT 1 FROM sessions
         WHERE tenant_id = ?1 AND session_id = ?2 AND lower(hex(token_hash)) = ?3
           AND expires_at > ?4 AND last_seen_at + idle_ms > ?4",
    )?;
    Ok(statement.exists((tenant_id, session_id, token_hash, now))?)
}

/// The host's words for the first factor of a session.
pub(crate) fn external_amr(tx: Tx<'_>, tenant_id: &str, session_id: &str) -> Result<Vec<String>> {
    let mut statement =
        tx.prepare_cached("SELECT proof FROM sessions WHERE tenant_id = ?1 AND session_id = ?2")?;
    let proof: Proof =
        from_json(&statement.query_row((tenant_id, session_id), |row| row.get::<_, String>(0))?)?;
    Ok(proof.external_amr)
}

/// The session of a token, while its user may sign in.
pub(crate) fn find(tx: Tx<'_>, tenant_id: &str, token_hash: &[u8; 32]) -> Result<Option<Session>> {
    let mut statement = tx.prepare_cached(select!(
        "JOIN users u ON u.tenant_id = s.tenant_id AND u.user_id = s.user_id
         WHERE s.tenant_id = ?1 AND s.token_hash = ?2 AND u.state = 'active'"
    ))?;
    let mut rows = statement.query((tenant_id, &token_hash[..]))?;
    rows.next()?.map(session).transpose()
}

pub(crate) fn get(tx: Tx<'_>, tenant_id: &str, session_id: &str) -> Result<Session> {
    let mut statement = tx.prepare_cached(select!("WHERE s.tenant_id = ?1 AND s.session_id = ?2"))?;
    let mut rows = statement.query((tenant_id, session_id))?;
    rows.next()?.map(session).transpose()?.ok_or_else(|| Error::not_found("session"))
}

pub(crate) fn of_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<Session>> {
    let mut statement =
        tx.prepare_cached(select!("WHERE s.tenant_id = ?1 AND s.user_id = ?2 ORDER BY s.session_id"))?;
    let rows = statement.query_and_then((tenant_id, user_id), session)?;
    rows.collect()
}

/// Notes a use; false when the session is gone.
pub(crate) fn touch(tx: Tx<'_>, tenant_id: &str, session_id: &str, now: Timestamp) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE sessions SET last_seen_at = max(last_seen_at, ?3) WHERE tenant_id = ?1 AND session_id = ?2",
    )?;
    Ok(statement.execute((tenant_id, session_id, now))? == 1)
}

/// Ends a user's oldest sessions beyond `keep`.
pub(crate) fn end_oldest(tx: Tx<'_>, tenant_id: &str, user_id: &str, keep: u32) -> Result<()> {
    // The index is named, or a scan of everybody's sessions is taken for as good.
    let mut statement = tx.prepare_cached(
        "SELECT session_id FROM sessions INDEXED BY sessions_user WHERE tenant_id = ?1 AND user_id = ?2
          ORDER BY created_at DESC, session_id DESC LIMIT -1 OFFSET ?3",
    )?;
    let oldest = statement.query_map((tenant_id, user_id, keep), |row| row.get::<_, String>(0))?;
    for session_id in oldest.collect::<rusqlite::Result<Vec<_>>>()? {
        delete(tx, tenant_id, &session_id)?;
    }
    Ok(())
}

pub(crate) fn delete(tx: Tx<'_>, tenant_id: &str, session_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE tenant_id = ?1 AND session_id = ?2")?
        .execute((tenant_id, session_id))?;
    Ok(())
}

pub(crate) fn delete_by_token(tx: Tx<'_>, tenant_id: &str, token_hash: &[u8; 32]) -> Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE tenant_id = ?1 AND token_hash = ?2")?
        .execute((tenant_id, &token_hash[..]))?;
    Ok(())
}

pub(crate) fn delete_of_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<u32> {
    let mut statement = tx.prepare_cached("DELETE FROM sessions WHERE tenant_id = ?1 AND user_id = ?2")?;
    Ok(u32::try_from(statement.execute((tenant_id, user_id))?).unwrap_or(u32::MAX))
}

/// Ends a user's sessions but for one.
pub(crate) fn delete_others(tx: Tx<'_>, tenant_id: &str, user_id: &str, session_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE tenant_id = ?1 AND user_id = ?2 AND session_id <> ?3")?
        .execute((tenant_id, user_id, session_id))?;
    Ok(())
}

pub(crate) fn purge(tx: Tx<'_>, now: Timestamp) -> Result<u64> {
    let mut statement =
        tx.prepare_cached("DELETE FROM sessions WHERE expires_at <= ?1 OR last_seen_at + idle_ms <= ?1")?;
    Ok(statement.execute([now])? as u64)
}
