//! Tenants and what administrators configure in them.

use rusqlite::{OptionalExtension as _, Row};

use super::{Tx, from_json, to_json, unique};
use crate::access::Policy;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::flow::user_flow::UserFlow;
use crate::method::configuration::MethodConfiguration;
use crate::tenant::{TenantRecord, TenantSettings};

/// A tenant's row.
pub(crate) struct TenantRow {
    pub(crate) record: TenantRecord,
    pub(crate) settings: TenantSettings,
    pub(crate) config_version: i64,
}

pub(crate) fn insert_tenant(tx: Tx<'_>, record: &TenantRecord, settings: &TenantSettings) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO tenants (tenant_id, name, settings, created_at) VALUES (?1, ?2, ?3, ?4)",
    )?;
    unique(statement.execute((&record.id, &record.name, to_json(settings)?, record.created_at)), "tenant")?;
    Ok(())
}

fn tenant_record(row: &Row<'_>) -> rusqlite::Result<TenantRecord> {
    Ok(TenantRecord { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
}

pub(crate) fn tenants(tx: Tx<'_>) -> Result<Vec<TenantRecord>> {
    let mut statement = tx.prepare_cached("SELECT tenant_id, name, created_at FROM tenants ORDER BY name")?;
    let rows = statement.query_map([], tenant_record)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn find_tenant(tx: Tx<'_>, name_or_id: &str) -> Result<TenantRecord> {
    let mut statement = tx.prepare_cached(
        "SELECT tenant_id, name, created_at FROM tenants WHERE tenant_id = ?1 OR name = ?1
         ORDER BY tenant_id = ?1 DESC LIMIT 1",
    )?;
    let found = statement.query_row([name_or_id], tenant_record).optional()?;
    found.ok_or_else(|| Error::not_found("tenant"))
}

pub(crate) fn tenant(tx: Tx<'_>, tenant_id: &str) -> Result<TenantRow> {
    let mut statement = tx.prepare_cached(
        "SELECT tenant_id, name, created_at, settings, config_version FROM tenants WHERE tenant_id = ?1",
    )?;
    let found = statement
        .query_row([tenant_id], |row| {
            Ok((tenant_record(row)?, row.get::<_, String>(3)?, row.get::<_, i64>(4)?))
        })
        .optional()?;
    let (record, settings, config_version) = found.ok_or_else(|| Error::not_found("tenant"))?;
    Ok(TenantRow { record, settings: from_json(&settings)?, config_version })
}

pub(crate) fn version(tx: Tx<'_>, tenant_id: &str) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT config_version FROM tenants WHERE tenant_id = ?1")?;
    let found = statement.query_row([tenant_id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::not_found("tenant"))
}

/// Makes every cached snapshot of the tenant stale. The version is one never seen before, so that a snapshot taken
/// inside a transaction that was then rolled back is not mistaken for a later one.
pub(crate) fn touch(tx: Tx<'_>, tenant_id: &str) -> Result<()> {
    tx.prepare_cached("UPDATE tenants SET config_version = random() WHERE tenant_id = ?1")?
        .execute([tenant_id])?;
    Ok(())
}

pub(crate) fn update_settings(tx: Tx<'_>, tenant_id: &str, settings: &TenantSettings) -> Result<()> {
    tx.prepare_cached("UPDATE tenants SET settings = ?2 WHERE tenant_id = ?1")?
        .execute((tenant_id, to_json(settings)?))?;
    Ok(())
}

pub(crate) fn rename_tenant(tx: Tx<'_>, tenant_id: &str, name: &str) -> Result<()> {
    let mut statement =
        tx.prepare_cached("UPDATE tenants SET name = ?2, config_version = random() WHERE tenant_id = ?1")?;
    unique(statement.execute((tenant_id, name)), "tenant")?;
    Ok(())
}

/// Deletes the tenant; the schema's cascades take everything in it along.
pub(crate) fn delete_tenant(tx: Tx<'_>, tenant_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM tenants WHERE tenant_id = ?1")?.execute([tenant_id])?;
    Ok(())
}

pub(crate) fn user_flows(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<UserFlow>> {
    let mut flows = tx.prepare_cached(
        "SELECT flow_id, document FROM user_flows WHERE tenant_id = ?1 ORDER BY created_at, flow_id",
    )?;
    let rows = flows
        .query_map([tenant_id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut apps = tx.prepare_cached(
        "SELECT client_id FROM user_flow_apps WHERE tenant_id = ?1 AND flow_id = ?2 ORDER BY client_id",
    )?;
    rows.into_iter()
        .map(|(id, document)| {
            let mut flow: UserFlow = from_json(&document)?;
            flow.client_ids =
                apps.query_map((tenant_id, &id), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(flow)
        })
        .collect()
}

/// Inserts a flow, or replaces its document. Its apps are rows of their own.
pub(crate) fn put_user_flow(tx: Tx<'_>, tenant_id: &str, flow: &UserFlow) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO user_flows (tenant_id, flow_id, display_name, document, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (tenant_id, flow_id) DO UPDATE SET display_name = ?3, document = ?4",
    )?;
    let row = (tenant_id, &flow.id, &flow.display_name, to_json(flow)?, flow.created_at);
    unique(statement.execute(row), "user_flow")?;
    Ok(())
}

pub(crate) fn delete_user_flow(tx: Tx<'_>, tenant_id: &str, flow_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM user_flows WHERE tenant_id = ?1 AND flow_id = ?2")?
        .execute((tenant_id, flow_id))?;
    Ok(())
}

/// Puts an app into a flow; an app that is in another flow is refused.
pub(crate) fn attach_app(tx: Tx<'_>, tenant_id: &str, flow_id: &str, client_id: &str) -> Result<()> {
    let mut statement =
        tx.prepare_cached("INSERT INTO user_flow_apps (tenant_id, client_id, flow_id) VALUES (?1, ?2, ?3)")?;
    unique(statement.execute((tenant_id, client_id, flow_id)), "user_flow_of_app")?;
    Ok(())
}

pub(crate) fn detach_app(tx: Tx<'_>, tenant_id: &str, flow_id: &str, client_id: &str) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM user_flow_apps WHERE tenant_id = ?1 AND client_id = ?2 AND flow_id = ?3",
    )?;
    Ok(statement.execute((tenant_id, client_id, flow_id))? == 1)
}

pub(crate) fn method_configurations(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<MethodConfiguration>> {
    let mut statement =
        tx.prepare_cached("SELECT document FROM method_configurations WHERE tenant_id = ?1 ORDER BY kind")?;
    let rows = statement.query_map([tenant_id], |row| row.get::<_, String>(0))?;
    rows.map(|row| from_json(&row?)).collect()
}

pub(crate) fn put_method_configuration(
    tx: Tx<'_>,
    tenant_id: &str,
    method: &MethodConfiguration,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO method_configurations (tenant_id, kind, document) VALUES (?1, ?2, ?3)
         ON CONFLICT (tenant_id, kind) DO UPDATE SET document = ?3",
    )?
    .execute((tenant_id, method.kind.as_str(), to_json(method)?))?;
    Ok(())
}

/// How many policies there are, in any state.
pub(crate) fn count_policies(tx: Tx<'_>, tenant_id: &str) -> Result<u32> {
    let mut statement = tx.prepare_cached("SELECT count(*) FROM policies WHERE tenant_id = ?1")?;
    Ok(statement.query_row([tenant_id], |row| row.get(0))?)
}

/// Every policy, oldest first.
pub(crate) fn policies(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<Policy>> {
    let mut statement = tx.prepare_cached(
        "SELECT policy_id, document, created_at, modified_at FROM policies WHERE tenant_id = ?1
         ORDER BY created_at, policy_id",
    )?;
    let rows = statement.query_map([tenant_id], policy_row)?;
    rows.map(|row| policy(row?)).collect()
}

pub(crate) fn find_policy(tx: Tx<'_>, tenant_id: &str, policy_id: &str) -> Result<Policy> {
    let mut statement = tx.prepare_cached(
        "SELECT policy_id, document, created_at, modified_at FROM policies
         WHERE tenant_id = ?1 AND policy_id = ?2",
    )?;
    let found = statement.query_row((tenant_id, policy_id), policy_row).optional()?;
    policy(found.ok_or_else(|| Error::not_found("policy"))?)
}

type PolicyRow = (String, String, Timestamp, Option<Timestamp>);

fn policy_row(row: &Row<'_>) -> rusqlite::Result<PolicyRow> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn policy((id, document, created_at, modified_at): PolicyRow) -> Result<Policy> {
    Ok(Policy::parse(&document)?.with_meta(&id, created_at, modified_at))
}

/// Inserts a policy, or replaces its document.
pub(crate) fn put_policy(tx: Tx<'_>, tenant_id: &str, policy: &Policy) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO policies (tenant_id, policy_id, document, created_at, modified_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (tenant_id, policy_id) DO UPDATE SET document = ?3, modified_at = ?5",
    )?
    .execute((tenant_id, policy.id(), policy.to_json(), policy.created_at(), policy.modified_at()))?;
    Ok(())
}

pub(crate) fn delete_policy(tx: Tx<'_>, tenant_id: &str, policy_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM policies WHERE tenant_id = ?1 AND policy_id = ?2")?
        .execute((tenant_id, policy_id))?;
    Ok(())
}
