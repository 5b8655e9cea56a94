//! Documents that policies refer to by id: named locations, authentication strengths and authentication contexts, each
//! kind in a table of its own and of the same form.

use rusqlite::OptionalExtension as _;

use super::{Tx, unique};
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// One kind of document.
#[derive(Debug)]
pub(crate) struct Shelf {
    table: &'static str,
    key: &'static str,
    /// As errors and the audit log name one of them.
    pub(crate) kind: &'static str,
}

pub(crate) const LOCATIONS: Shelf = Shelf { table: "named_locations", key: "location_id", kind: "location" };
pub(crate) const STRENGTHS: Shelf =
    Shelf { table: "authentication_strengths", key: "strength_id", kind: "authentication_strength" };
pub(crate) const CONTEXTS: Shelf =
    Shelf { table: "authentication_contexts", key: "context_id", kind: "authentication_context" };

/// A document's row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) document: String,
    pub(crate) created_at: Timestamp,
    pub(crate) modified_at: Option<Timestamp>,
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row { id: row.get(0)?, document: row.get(1)?, created_at: row.get(2)?, modified_at: row.get(3)? })
}

/// Every document of a kind, oldest first.
pub(crate) fn all(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str) -> Result<Vec<Row>> {
    let Shelf { table, key, .. } = shelf;
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {key}, document, created_at, modified_at FROM {table} WHERE tenant_id = ?1
         ORDER BY created_at, {key}"
    ))?;
    let rows = statement.query_map([tenant_id], row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn find(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str, id: &str) -> Result<Row> {
    let Shelf { table, key, kind } = shelf;
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {key}, document, created_at, modified_at FROM {table} WHERE tenant_id = ?1 AND {key} = ?2"
    ))?;
    let found = statement.query_row((tenant_id, id), row).optional()?;
    found.ok_or_else(|| Error::not_found(kind))
}

pub(crate) fn count(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str) -> Result<u32> {
    let mut statement =
        tx.prepare_cached(&format!("SELECT count(*) FROM {} WHERE tenant_id = ?1", shelf.table))?;
    Ok(statement.query_row([tenant_id], |row| row.get(0))?)
}

pub(crate) fn insert(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str, row: &Row) -> Result<()> {
    let Shelf { table, key, kind } = shelf;
    let mut statement = tx.prepare_cached(&format!(
        "INSERT INTO {table} (tenant_id, {key}, document, created_at, modified_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    ))?;
    unique(statement.execute((tenant_id, &row.id, &row.document, row.created_at, row.modified_at)), kind)?;
    Ok(())
}

pub(crate) fn update(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str, row: &Row) -> Result<()> {
    let Shelf { table, key, .. } = shelf;
    tx.prepare_cached(&format!(
        "UPDATE {table} SET document = ?3, modified_at = ?4 WHERE tenant_id = ?1 AND {key} = ?2"
    ))?
    .execute((tenant_id, &row.id, &row.document, row.modified_at))?;
    Ok(())
}

pub(crate) fn delete(tx: Tx<'_>, shelf: &Shelf, tenant_id: &str, id: &str) -> Result<()> {
    let Shelf { table, key, .. } = shelf;
    tx.prepare_cached(&format!("DELETE FROM {table} WHERE tenant_id = ?1 AND {key} = ?2"))?
        .execute((tenant_id, id))?;
    Ok(())
}
