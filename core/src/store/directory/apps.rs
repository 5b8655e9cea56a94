//! App registrations.

use rusqlite::{OptionalExtension as _, Row};

use crate::clock::Timestamp;
use crate::directory::records::AppRegistration;
use crate::error::{Error, Result};
use crate::store::{Tx, from_json, to_json};

type AppRow = (String, String, String, String, Timestamp);

fn app_row(row: &Row<'_>) -> rusqlite::Result<AppRow> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn app((client_id, name, groups, attributes, created_at): AppRow) -> Result<AppRegistration> {
    Ok(AppRegistration {
        client_id,
        name,
        app_groups: from_json(&groups)?,
        custom_security_attributes: from_json(&attributes)?,
        created_at,
    })
}

pub(crate) fn insert_app(tx: Tx<'_>, tenant_id: &str, app: &AppRegistration) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO apps (tenant_id, client_id, name, app_groups, custom_security_attributes, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        tenant_id,
        &app.client_id,
        &app.name,
        to_json(&app.app_groups)?,
        to_json(&app.custom_security_attributes)?,
        app.created_at,
    ))?;
    Ok(())
}

pub(crate) fn apps(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<AppRegistration>> {
    let mut statement = tx.prepare_cached(
        "SELECT client_id, name, app_groups, custom_security_attributes, created_at FROM apps
         WHERE tenant_id = ?1 ORDER BY created_at, client_id",
    )?;
    let rows = statement.query_map([tenant_id], app_row)?;
    rows.map(|row| app(row?)).collect()
}

pub(crate) fn find_app(tx: Tx<'_>, tenant_id: &str, client_id: &str) -> Result<AppRegistration> {
    let mut statement = tx.prepare_cached(
        "SELECT client_id, name, app_groups, custom_security_attributes, created_at FROM apps
         WHERE tenant_id = ?1 AND client_id = ?2",
    )?;
    let found = statement.query_row((tenant_id, client_id), app_row).optional()?;
    app(found.ok_or_else(|| Error::not_found("app"))?)
}

/// Replaces all that can change of an app.
pub(crate) fn update_app(tx: Tx<'_>, tenant_id: &str, app: &AppRegistration) -> Result<()> {
    tx.prepare_cached(
        "UPDATE apps SET name = ?3, app_groups = ?4, custom_security_attributes = ?5
         WHERE tenant_id = ?1 AND client_id = ?2",
    )?
    .execute((
        tenant_id,
        &app.client_id,
        &app.name,
        to_json(&app.app_groups)?,
        to_json(&app.custom_security_attributes)?,
    ))?;
    Ok(())
}

pub(crate) fn delete_app(tx: Tx<'_>, tenant_id: &str, client_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM apps WHERE tenant_id = ?1 AND client_id = ?2")?
        .execute((tenant_id, client_id))?;
    Ok(())
}
