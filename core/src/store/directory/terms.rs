//! Terms of use that users have accepted.

use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// The terms that a user has accepted, by id.
pub(crate) fn accepted_terms(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<String>> {
    let mut statement =
        tx.prepare_cached("SELECT terms_id FROM accepted_terms WHERE tenant_id = ?1 AND user_id = ?2")?;
    let rows = statement.query_map((tenant_id, user_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes that a user has accepted terms. The first time counts.
pub(crate) fn accept_terms(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    terms_id: &str,
    now: Timestamp,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO accepted_terms (tenant_id, user_id, terms_id, accepted_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?
    .execute((tenant_id, user_id, terms_id, now))?;
    Ok(())
}
