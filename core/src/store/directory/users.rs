//! Users and the addresses that codes go to.

use rusqlite::{OptionalExtension as _, Row};

use crate::clock::Timestamp;
use crate::directory::email::EmailAddress;
use crate::directory::records::{EmailMethod, User, UserState};
use crate::error::{Error, Result};
use crate::store::{Tx, from_json, to_json, unique};

/// A user's row: the public record and what must not leave the core.
pub(crate) struct UserRow {
    pub(crate) user: User,
    pub(crate) email_verified: bool,
    pub(crate) password_hash: Option<String>,
}

const USER_COLUMNS: &str = "user_id, email, external_subject, display_name, state, password_hash, attributes, \
                            locale, created_at, email_verified";

type RawUser = (UserRow, String);

fn user_row(row: &Row<'_>) -> rusqlite::Result<RawUser> {
    let state: String = row.get(4)?;
    let password_hash: Option<String> = row.get(5)?;
    let user = User {
        id: row.get(0)?,
        email: row.get(1)?,
        external_subject: row.get(2)?,
        display_name: row.get(3)?,
        state: if state == "active" { UserState::Active } else { UserState::Disabled },
        has_password: password_hash.is_some(),
        attributes: Default::default(),
        locale: row.get(7)?,
        created_at: row.get(8)?,
    };
    Ok((UserRow { user, email_verified: row.get(9)?, password_hash }, row.get(6)?))
}

fn with_attributes((mut row, attributes): RawUser) -> Result<UserRow> {
    row.user.attributes = from_json(&attributes)?;
    Ok(row)
}

fn one_user(tx: Tx<'_>, condition: &str, tenant_id: &str, value: &str) -> Result<Option<UserRow>> {
    let sql = format!("SELECT {USER_COLUMNS} FROM users WHERE tenant_id = ?1 AND {condition} = ?2");
    let found = tx.prepare_cached(&sql)?.query_row((tenant_id, value), user_row).optional()?;
    found.map(with_attributes).transpose()
}

pub(crate) fn find_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<UserRow> {
    one_user(tx, "user_id", tenant_id, user_id)?.ok_or_else(|| Error::not_found("user"))
}

pub(crate) fn user_exists(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM users WHERE tenant_id = ?1 AND user_id = ?2)";
    Ok(tx.prepare_cached(sql)?.query_row((tenant_id, user_id), |row| row.get(0))?)
}

pub(crate) fn user_by_email(tx: Tx<'_>, tenant_id: &str, canonical: &str) -> Result<Option<UserRow>> {
    one_user(tx, "email_canonical", tenant_id, canonical)
}

pub(crate) fn user_by_subject(tx: Tx<'_>, tenant_id: &str, subject: &str) -> Result<Option<UserRow>> {
    one_user(tx, "external_subject", tenant_id, subject)
}

/// Up to `limit` users after `cursor` (a user id), by id, which is by age.
pub(crate) fn users(tx: Tx<'_>, tenant_id: &str, cursor: &str, limit: u32) -> Result<Vec<User>> {
    let sql = format!(
        "SELECT {USER_COLUMNS} FROM users WHERE tenant_id = ?1 AND user_id > ?2 ORDER BY user_id LIMIT ?3"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map((tenant_id, cursor, limit), user_row)?;
    rows.map(|row| Ok(with_attributes(row?)?.user)).collect()
}

pub(crate) fn insert_user(
    tx: Tx<'_>,
    tenant_id: &str,
    user: &User,
    email: Option<&EmailAddress>,
    email_verified: bool,
    password_hash: Option<&str>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO users (tenant_id, user_id, email, email_canonical, email_verified, external_subject,
           display_name, state, password_hash, attributes, locale, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    let row = (
        tenant_id,
        &user.id,
        email.map(|e| &e.original),
        email.map(|e| &e.canonical),
        email_verified,
        &user.external_subject,
        &user.display_name,
        user.state.as_str(),
        password_hash,
        to_json(&user.attributes)?,
        &user.locale,
        user.created_at,
    );
    unique(statement.execute(row), "user")?;
    Ok(())
}

/// Writes what administrators may change of a user. `email` is `None` to leave the address.
pub(crate) fn update_user(
    tx: Tx<'_>,
    tenant_id: &str,
    user: &User,
    email: Option<&EmailAddress>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "UPDATE users SET external_subject = ?3, display_name = ?4, attributes = ?5, locale = ?6
         WHERE tenant_id = ?1 AND user_id = ?2",
    )?;
    let row = (
        tenant_id,
        &user.id,
        &user.external_subject,
        &user.display_name,
        to_json(&user.attributes)?,
        &user.locale,
    );
    unique(statement.execute(row), "user")?;
    if let Some(email) = email {
        let mut statement = tx.prepare_cached(
            "UPDATE users SET email = ?3, email_canonical = ?4, email_verified = 0
             WHERE tenant_id = ?1 AND user_id = ?2",
        )?;
        unique(statement.execute((tenant_id, &user.id, &email.original, &email.canonical)), "user")?;
    }
    Ok(())
}

pub(crate) fn set_user_state(tx: Tx<'_>, tenant_id: &str, user_id: &str, state: UserState) -> Result<()> {
    tx.prepare_cached("UPDATE users SET state = ?3 WHERE tenant_id = ?1 AND user_id = ?2")?.execute((
        tenant_id,
        user_id,
        state.as_str(),
    ))?;
    Ok(())
}

pub(crate) fn set_password_hash(tx: Tx<'_>, tenant_id: &str, user_id: &str, hash: &str) -> Result<()> {
    tx.prepare_cached("UPDATE users SET password_hash = ?3 WHERE tenant_id = ?1 AND user_id = ?2")?
        .execute((tenant_id, user_id, hash))?;
    Ok(())
}

/// Replaces a hash only while it is still `old`: a rehash never undoes a password change.
pub(crate) fn rehash_password(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    old: &str,
    new: &str,
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE users SET password_hash = ?4 WHERE tenant_id = ?1 AND user_id = ?2 AND password_hash = ?3",
    )?;
    Ok(statement.execute((tenant_id, user_id, old, new))? == 1)
}

pub(crate) fn set_email_verified(tx: Tx<'_>, tenant_id: &str, user_id: &str, canonical: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE users SET email_verified = 1
         WHERE tenant_id = ?1 AND user_id = ?2 AND email_canonical = ?3 AND email_verified = 0",
    )?
    .execute((tenant_id, user_id, canonical))?;
    tx.prepare_cached(
        "UPDATE email_methods SET verified = 1
         WHERE tenant_id = ?1 AND user_id = ?2 AND address_canonical = ?3 AND verified = 0",
    )?
    .execute((tenant_id, user_id, canonical))?;
    Ok(())
}

pub(crate) fn delete_user(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM users WHERE tenant_id = ?1 AND user_id = ?2")?
        .execute((tenant_id, user_id))?;
    Ok(())
}

pub(crate) fn insert_email_method(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    method: &EmailMethod,
    canonical: &str,
    now: Timestamp,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO email_methods
           (tenant_id, user_id, method_id, address, address_canonical, verified, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let row = (tenant_id, user_id, &method.id, &method.address, canonical, method.verified, now);
    unique(statement.execute(row), "email_method")?;
    Ok(())
}

/// The registered addresses beside the account's own, oldest first.
pub(crate) fn email_methods(tx: Tx<'_>, tenant_id: &str, user_id: &str) -> Result<Vec<EmailMethod>> {
    let mut statement = tx.prepare_cached(
        "SELECT method_id, address, verified FROM email_methods
         WHERE tenant_id = ?1 AND user_id = ?2 ORDER BY method_id",
    )?;
    let rows = statement.query_map((tenant_id, user_id), |row| {
        Ok(EmailMethod {
            id: row.get(0)?,
            address: row.get(1)?,
            is_account_email: false,
            verified: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn delete_email_method(
    tx: Tx<'_>,
    tenant_id: &str,
    user_id: &str,
    method_id: &str,
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM email_methods WHERE tenant_id = ?1 AND user_id = ?2 AND method_id = ?3",
    )?;
    Ok(statement.execute((tenant_id, user_id, method_id))? == 1)
}
