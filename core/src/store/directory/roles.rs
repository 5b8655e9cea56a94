//! Who holds which directory role.

use crate::error::Result;
use crate::store::Tx;

pub(crate) fn role_ids(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT role_id FROM role_assignments WHERE tenant_id = ?1 AND user_id = ?2 ORDER BY role_id",
    )?;
    let rows = statement.query_map((tenant_id, user_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The roles of a user who may act: none for one that is disabled.
pub(crate) fn active_role_ids(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT r.role_id FROM role_assignments r
           JOIN users u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
          WHERE r.tenant_id = ?1 AND r.user_id = ?2 AND u.state = 'active'",
    )?;
    let rows = statement.query_map((tenant_id, user_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn role_members(tx: Tx<'_>, tenant_id: &str, role_id: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT user_id FROM role_assignments WHERE tenant_id = ?1 AND role_id = ?2 ORDER BY user_id",
    )?;
    let rows = statement.query_map((tenant_id, role_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether somebody else than this user holds the role and may act.
pub(crate) fn role_held_by_another(
    tx: Tx<'_>,
    tenant_id: &str,
    role_id: &str,
    user_id: &str,
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM role_assignments r
           JOIN users u ON u.tenant_id = r.tenant_id AND u.user_id = r.user_id
          WHERE r.tenant_id = ?1 AND r.role_id = ?2 AND r.user_id <> ?3 AND u.state = 'active')",
    )?;
    Ok(statement.query_row((tenant_id, role_id, user_id), |row| row.get(0))?)
}

/// Assigning a role twice changes nothing.
pub(crate) fn assign_role(tx: Tx<'_>, tenant_id: &str, user_id: &str, role_id: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO role_assignments (tenant_id, user_id, role_id) VALUES (?1, ?2, ?3)
         ON CONFLICT DO NOTHING",
    )?
    .execute((tenant_id, user_id, role_id))?;
    Ok(())
}

pub(crate) fn unassign_role(tx: Tx<'_>, tenant_id: &str, user_id: &str, role_id: &str) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM role_assignments WHERE tenant_id = ?1 AND user_id = ?2 AND role_id = ?3",
    )?;
    Ok(statement.execute((tenant_id, user_id, role_id))? == 1)
}
