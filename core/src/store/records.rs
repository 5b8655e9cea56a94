//! The sign-in log and the audit log.

use rusqlite::OptionalExtension as _;
use rusqlite::types::Value;

use super::{Tx, from_json, to_json};
use crate::clock::Timestamp;
use crate::crypto;
use crate::error::{Error, Result};
use crate::record::{AuditEntry, AuditQuery, SignIn, SignInQuery};
use crate::tenant::{Recorded, Replay};

pub(crate) fn insert_audit(tx: Tx<'_>, tenant_id: &str, entry: &AuditEntry) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO audit (tenant_id, audit_id, at, actor, action, target_kind, target_id, result, before, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        tenant_id,
        &entry.id,
        entry.at,
        &entry.actor,
        &entry.action,
        &entry.target_kind,
        &entry.target_id,
        &entry.result,
        &entry.before,
        &entry.after,
    ))?;
    Ok(())
}

pub(crate) fn insert_sign_in(tx: Tx<'_>, tenant_id: &str, entry: &SignIn) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO sign_ins (tenant_id, sign_in_id, user_id, client_id, result, document)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        tenant_id,
        &entry.id,
        &entry.user_id,
        &entry.client_id,
        entry.result.as_str(),
        to_json(entry)?,
    ))?;
    Ok(())
}

/// Replaces the entry of an attempt that goes on. `moved` says that it has come to belong to another user, whose index
/// is left alone otherwise.
pub(crate) fn update_sign_in(tx: Tx<'_>, tenant_id: &str, entry: &SignIn, moved: bool) -> Result<()> {
    tx.prepare_cached(
        "UPDATE sign_ins SET result = ?3, document = ?4 WHERE tenant_id = ?1 AND sign_in_id = ?2",
    )?
    .execute((tenant_id, &entry.id, entry.result.as_str(), to_json(entry)?))?;
    if moved {
        tx.prepare_cached("UPDATE sign_ins SET user_id = ?3 WHERE tenant_id = ?1 AND sign_in_id = ?2")?
            .execute((tenant_id, &entry.id, &entry.user_id))?;
    }
    Ok(())
}

/// Conditions joined by AND, with their values.
struct Filter {
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    fn new(tenant_id: &str) -> Self {
        Filter { sql: "tenant_id = ?1".into(), values: vec![tenant_id.to_owned().into()] }
    }

    /// Adds `condition`, whose `?` stands for `value`.
    fn add(&mut self, condition: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.values.push(value);
            let place = format!("?{}", self.values.len());
            self.sql.push_str(" AND ");
            self.sql.push_str(&condition.replace('?', &place));
        }
    }
}

fn text(value: &Option<String>) -> Option<Value> {
    value.clone().map(Value::from)
}

/// Newest first.
pub(crate) fn sign_ins(tx: Tx<'_>, tenant_id: &str, query: &SignInQuery) -> Result<Vec<SignIn>> {
    let mut filter = Filter::new(tenant_id);
    filter.add("user_id = ?", text(&query.user_id));
    filter.add("client_id = ?", text(&query.client_id));
    filter.add("result = ?", query.result.map(|r| r.as_str().to_owned().into()));
    // Ids begin with the time.
    filter.add("sign_in_id >= ?", query.since.map(|at| crypto::first_id(at).into()));
    filter.add("sign_in_id < ?", query.until.map(|at| crypto::first_id(at).into()));
    filter.add("sign_in_id < ?", text(&query.cursor));
    let sql = format!(
        "SELECT document FROM sign_ins WHERE {} ORDER BY sign_in_id DESC LIMIT {}",
        filter.sql,
        query.limit + 1
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows =
        statement.query_map(rusqlite::params_from_iter(filter.values), |row| row.get::<_, String>(0))?;
    rows.map(|row| Ok(from_json::<SignIn>(&row?)?.completed())).collect()
}

pub(crate) fn find_sign_in(tx: Tx<'_>, tenant_id: &str, sign_in_id: &str) -> Result<SignIn> {
    let mut statement =
        tx.prepare_cached("SELECT document FROM sign_ins WHERE tenant_id = ?1 AND sign_in_id = ?2")?;
    let found = statement.query_row((tenant_id, sign_in_id), |row| row.get::<_, String>(0)).optional()?;
    Ok(from_json::<SignIn>(&found.ok_or_else(|| Error::not_found("sign_in"))?)?.completed())
}

/// Entries begun in a time.
pub(crate) fn count_sign_ins(
    tx: Tx<'_>,
    tenant_id: &str,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Result<u64> {
    let mut filter = Filter::new(tenant_id);
    filter.add("sign_in_id >= ?", since.map(|at| crypto::first_id(at).into()));
    filter.add("sign_in_id < ?", until.map(|at| crypto::first_id(at).into()));
    let sql = format!("SELECT count(*) FROM sign_ins WHERE {}", filter.sql);
    let count: i64 = tx.query_row(&sql, rusqlite::params_from_iter(filter.values), |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Gives `look` the entries that a replay asks for, oldest first, one at a time.
pub(crate) fn each_sign_in(
    tx: Tx<'_>,
    tenant_id: &str,
    replay: &Replay,
    mut look: impl FnMut(Recorded) -> Result<()>,
) -> Result<()> {
    let mut filter = Filter::new(tenant_id);
    filter.add("sign_in_id >= ?", replay.since.map(|at| crypto::first_id(at).into()));
    filter.add("sign_in_id < ?", replay.until.map(|at| crypto::first_id(at).into()));
    filter.add("sign_in_id > ?", text(&replay.cursor));
    let sql = format!(
        "SELECT document FROM sign_ins WHERE {} ORDER BY sign_in_id LIMIT {}",
        filter.sql, replay.limit
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(filter.values))?;
    while let Some(row) = rows.next()? {
        look(from_json(row.get_ref(0)?.as_str().unwrap_or_default())?)?;
    }
    Ok(())
}

/// Newest first.
pub(crate) fn audit_entries(tx: Tx<'_>, tenant_id: &str, query: &AuditQuery) -> Result<Vec<AuditEntry>> {
    let mut filter = Filter::new(tenant_id);
    filter.add("actor = ?", text(&query.actor));
    filter.add("action = ?", text(&query.action));
    filter.add("target_id = ?", text(&query.target_id));
    filter.add("audit_id >= ?", query.since.map(|at| crypto::first_id(at).into()));
    filter.add("audit_id < ?", query.until.map(|at| crypto::first_id(at).into()));
    filter.add("audit_id < ?", text(&query.cursor));
    let sql = format!(
        "SELECT audit_id, at, actor, action, target_kind, target_id, result, before, after
         FROM audit WHERE {} ORDER BY audit_id DESC LIMIT {}",
        filter.sql,
        query.limit + 1
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(filter.values), |row| {
        Ok(AuditEntry {
            id: row.get(0)?,
            at: row.get(1)?,
            actor: row.get(2)?,
            action: row.get(3)?,
            target_kind: row.get(4)?,
            target_id: row.get(5)?,
            result: row.get(6)?,
            before: row.get(7)?,
            after: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
