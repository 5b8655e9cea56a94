//! Groups and their members, direct and through other groups.

use rusqlite::{OptionalExtension as _, Row};

use crate::directory::records::{Group, Member};
use crate::error::{Error, Result};
use crate::store::{Tx, unique};

fn group_row(row: &Row<'_>) -> rusqlite::Result<Group> {
    Ok(Group { id: row.get(0)?, name: row.get(1)?, created_at: row.get(2)? })
}

pub(crate) fn insert_group(tx: Tx<'_>, tenant_id: &str, group: &Group) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO groups (tenant_id, group_id, name, created_at) VALUES (?1, ?2, ?3, ?4)",
    )?;
    unique(statement.execute((tenant_id, &group.id, &group.name, group.created_at)), "group")?;
    Ok(())
}

pub(crate) fn groups(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<Group>> {
    let mut statement = tx
        .prepare_cached("SELECT group_id, name, created_at FROM groups WHERE tenant_id = ?1 ORDER BY name")?;
    let rows = statement.query_map([tenant_id], group_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn find_group(tx: Tx<'_>, tenant_id: &str, group_id: &str) -> Result<Group> {
    let mut statement = tx.prepare_cached(
        "SELECT group_id, name, created_at FROM groups WHERE tenant_id = ?1 AND group_id = ?2",
    )?;
    let found = statement.query_row((tenant_id, group_id), group_row).optional()?;
    found.ok_or_else(|| Error::not_found("group"))
}

pub(crate) fn rename_group(tx: Tx<'_>, tenant_id: &str, group_id: &str, name: &str) -> Result<()> {
    let mut statement =
        tx.prepare_cached("UPDATE groups SET name = ?3 WHERE tenant_id = ?1 AND group_id = ?2")?;
    unique(statement.execute((tenant_id, group_id, name)), "group")?;
    Ok(())
}

pub(crate) fn delete_group(tx: Tx<'_>, tenant_id: &str, group_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM groups WHERE tenant_id = ?1 AND group_id = ?2")?
        .execute((tenant_id, group_id))?;
    Ok(())
}

pub(crate) fn members(tx: Tx<'_>, tenant_id: &str, group_id: &str) -> Result<Vec<Member>> {
    let mut users = tx.prepare_cached(
        "SELECT user_id FROM group_users WHERE tenant_id = ?1 AND group_id = ?2 ORDER BY user_id",
    )?;
    let mut groups = tx.prepare_cached(
        "SELECT member_group_id FROM group_groups WHERE tenant_id = ?1 AND group_id = ?2
         ORDER BY member_group_id",
    )?;
    let users = users.query_map((tenant_id, group_id), |row| Ok(Member::User { id: row.get(0)? }))?;
    let groups = groups.query_map((tenant_id, group_id), |row| Ok(Member::Group { id: row.get(0)? }))?;
    Ok(users.chain(groups).collect::<rusqlite::Result<_>>()?)
}

/// Adds a direct member; adding one twice changes nothing.
pub(crate) fn add_member(tx: Tx<'_>, tenant_id: &str, group_id: &str, member: &Member) -> Result<()> {
    let (sql, id) = match member {
        Member::User { id } => (
            "INSERT INTO group_users (tenant_id, group_id, user_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            id,
        ),
        Member::Group { id } => (
            "INSERT INTO group_groups (tenant_id, group_id, member_group_id) VALUES (?1, ?2, ?3)
             ON CONFLICT DO NOTHING",
            id,
        ),
    };
    tx.prepare_cached(sql)?.execute((tenant_id, group_id, id))?;
    Ok(())
}

/// Whether the member was there.
pub(crate) fn remove_member(tx: Tx<'_>, tenant_id: &str, group_id: &str, member: &Member) -> Result<bool> {
    let (sql, id) = match member {
        Member::User { id } => {
            ("DELETE FROM group_users WHERE tenant_id = ?1 AND group_id = ?2 AND user_id = ?3", id)
        }
        Member::Group { id } => {
            ("DELETE FROM group_groups WHERE tenant_id = ?1 AND group_id = ?2 AND member_group_id = ?3", id)
        }
    };
    Ok(tx.prepare_cached(sql)?.execute((tenant_id, group_id, id))? == 1)
}

/// Every group that a group is in, itself included, through any number of levels.
pub(crate) fn groups_above(tx: Tx<'_>, tenant_id: &str, group_id: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "WITH RECURSIVE above (id) AS (
           SELECT ?2
           UNION
           SELECT g.group_id FROM group_groups g JOIN above ON g.member_group_id = above.id
            WHERE g.tenant_id = ?1)
         SELECT id FROM above",
    )?;
    let rows = statement.query_map((tenant_id, group_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The ids of every group a user is in, through nested groups too.
pub(crate) fn group_ids_of_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "WITH RECURSIVE above (id) AS (
           SELECT group_id FROM group_users WHERE tenant_id = ?1 AND user_id = ?2
           UNION
           SELECT g.group_id FROM group_groups g JOIN above ON g.member_group_id = above.id
            WHERE g.tenant_id = ?1)
         SELECT id FROM above",
    )?;
    let rows = statement.query_map((tenant_id, user_id), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
