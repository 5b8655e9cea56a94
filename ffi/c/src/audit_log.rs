//! The audit log.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::maybe_time;
use crate::memory::{maybe_options, plain};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, pointer};

/// One entry of the audit log: one administrative change, or its refusal.
pub struct doorstep_audit_entry {
    id: Text,
    at: i64,
    actor: Text,
    action: Text,
    target_kind: Text,
    target_id: Option<Text>,
    result: Text,
    before: Option<Text>,
    after: Option<Text>,
}

impl From<core::AuditEntry> for doorstep_audit_entry {
    fn from(entry: core::AuditEntry) -> Self {
        let core::AuditEntry { id, at, actor, action, target_kind, target_id, result, before, after } = entry;
        doorstep_audit_entry {
            id: id.into(),
            at,
            actor: actor.into(),
            action: action.into(),
            target_kind: target_kind.into(),
            target_id: maybe(target_id),
            result: result.into(),
            before: maybe(before),
            after: maybe(after),
        }
    }
}

/// A page of the audit log, newest first.
pub struct doorstep_audit_entry_list {
    items: Items<doorstep_audit_entry>,
    next_cursor: Option<Text>,
}

impl From<core::Page<core::AuditEntry>> for doorstep_audit_entry_list {
    fn from(page: core::Page<core::AuditEntry>) -> Self {
        let core::Page { items, next_cursor } = page;
        doorstep_audit_entry_list { items: Items::of(items), next_cursor: maybe(next_cursor) }
    }
}

/// Which entries of the audit log to read. Begin with `DOORSTEP_AUDIT_QUERY_INIT`, which asks for all of them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_audit_query {
    /// `sizeof(doorstep_audit_query)`.
    pub size: usize,
    /// By this actor, `host` or a user's id; NULL for anyone.
    pub actor: *const c_char,
    /// Of this action, such as `policies.create`; NULL for any.
    pub action: *const c_char,
    /// Of this thing; NULL for any.
    pub target_id: *const c_char,
    /// At or after, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`.
    pub since_ms: i64,
    /// Before, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`.
    pub until_ms: i64,
    /// Entries a page: 1 to 1000.
    pub limit: u32,
    /// From `doorstep_audit_entry_list_next_cursor`; NULL for the first page.
    pub cursor: *const c_char,
}

plain!(doorstep_audit_query since size_of::<doorstep_audit_query>());

handles!(45 doorstep_audit_entry, 46 doorstep_audit_entry_list);

/// Reads the audit log, newest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param query Which entries; NULL for the newest 50.
/// @param entries Receives the page; free it with `doorstep_audit_entry_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_audit_log(
    tenant: *const doorstep_tenant,
    query: *const doorstep_audit_query,
    entries: *mut *mut doorstep_audit_entry_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(entries, error, || {
        let tenant = find(tenant)?;
        let query = match maybe_options(query)? {
            None => core::AuditQuery::default(),
            Some(given) => core::AuditQuery {
                actor: maybe_string(given.actor, "actor")?,
                action: maybe_string(given.action, "action")?,
                target_id: maybe_string(given.target_id, "target_id")?,
                since: maybe_time(given.since_ms),
                until: maybe_time(given.until_ms),
                limit: given.limit,
                cursor: maybe_string(given.cursor, "cursor")?,
            },
        };
        Ok(tenant.core.audit_log(&query)?.into())
    })
}

/// Its id.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_id(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| entry.id.as_ptr())
}

/// When.
///
/// @param entry An audit entry.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_at_ms(entry: *const doorstep_audit_entry) -> i64 {
    read(entry, |entry| entry.at)
}

/// `host`, or a user's id.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_actor(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| entry.actor.as_ptr())
}

/// What was done, such as `policies.create`.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_action(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| entry.action.as_ptr())
}

/// What kind of thing was changed.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_target_kind(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| entry.target_kind.as_ptr())
}

/// Its id, where it has one.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_target_id(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| pointer(entry.target_id.as_ref()))
}

/// `success` or `refused`.
///
/// @param entry An audit entry.
/// @return Text, borrowed from the audit entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_result(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| entry.result.as_ptr())
}

/// What it was before.
///
/// @param entry An audit entry.
/// @return JSON text, borrowed from the audit entry; NULL where there was nothing.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_before_json(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| pointer(entry.before.as_ref()))
}

/// What it was afterwards.
///
/// @param entry An audit entry.
/// @return JSON text, borrowed from the audit entry; NULL where there is nothing.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_after_json(entry: *const doorstep_audit_entry) -> *const c_char {
    read(entry, |entry| pointer(entry.after.as_ref()))
}

/// How many audit entries a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_list_count(list: *const doorstep_audit_entry_list) -> usize {
    read(list, |list| list.items.count())
}

/// An audit entry of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The audit entry, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_list_at(
    list: *const doorstep_audit_entry_list,
    index: usize,
) -> *const doorstep_audit_entry {
    read(list, |list| list.items.at(index))
}

/// What to give as `cursor` to get the next page.
///
/// @param list A list.
/// @return Text, borrowed from the list; NULL on the last page.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_list_next_cursor(
    list: *const doorstep_audit_entry_list,
) -> *const c_char {
    read(list, |list| pointer(list.next_cursor.as_ref()))
}

/// Frees a list with the audit entries in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_audit_entry_list_free(list: *mut doorstep_audit_entry_list) {
    free(list, |_| {});
}
