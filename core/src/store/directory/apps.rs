//! App registrations.

use rusqlite::{OptionalExtension as _, Row};

use crate::directory::records::AppRegistration;
use crate::error::{Error, Result};
use crate::store::Tx;

fn app_row(row: &Row<'_>) -> rusqlite::Result<AppRegistration> {
    Ok(AppRegistration { client_id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
}

pub(crate) fn insert_app(tx: Tx<'_>, tenant_id: &str, app: &AppRegistration) -> Result<()> {
    tx.prepare_cached("INSERT INTO apps (tenant_id, client_id, name, created_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute((tenant_id, &app.client_id, &app.name, app.created_at))?;
    Ok(())
}

pub(crate) fn apps(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<AppRegistration>> {
    let mut statement = tx.prepare_cached(
        "SELECT client_id, name, created_at FROM apps WHERE tenant_id = ?1 ORDER BY created_at, client_id",
    )?;
    let rows = statement.query_map([tenant_id], app_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn find_app(tx: Tx<'_>, tenant_id: &str, client_id: &str) -> Result<AppRegistration> {
    let mut statement = tx.prepare_cached(
        "SELECT client_id, name, created_at FROM apps WHERE tenant_id = ?1 AND client_id = ?2",
    )?;
    let found = statement.query_row((tenant_id, client_id), app_row).optional()?;
    found.ok_or_else(|| Error::not_found("app"))
}

pub(crate) fn rename_app(tx: Tx<'_>, tenant_id: &str, client_id: &str, name: &str) -> Result<()> {
    tx.prepare_cached("UPDATE apps SET name = ?3 WHERE tenant_id = ?1 AND client_id = ?2")?
        .execute((tenant_id, client_id, name))?;
    Ok(())
}

pub(crate) fn delete_app(tx: Tx<'_>, tenant_id: &str, client_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM apps WHERE tenant_id = ?1 AND client_id = ?2")?
        .execute((tenant_id, client_id))?;
    Ok(())
}
