//! The sign-in log: what to ask it for, and its answers, page by page.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::maybe_time;
use crate::memory::{maybe_options, plain as plain_structs};
use crate::sign_in::{doorstep_sign_in, doorstep_sign_in_result_t};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, pointer};

/// A page of the sign-in log, newest first.
pub struct doorstep_sign_in_list {
    items: Items<doorstep_sign_in>,
    next_cursor: Option<Text>,
}

impl From<core::Page<core::SignIn>> for doorstep_sign_in_list {
    fn from(page: core::Page<core::SignIn>) -> Self {
        let core::Page { items, next_cursor } = page;
        doorstep_sign_in_list { items: Items::of(items), next_cursor: maybe(next_cursor) }
    }
}

/// Which entries of the sign-in log to read. Begin with `DOORSTEP_SIGN_IN_QUERY_INIT`, which asks for all of them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_sign_in_query {
    /// `sizeof(doorstep_sign_in_query)`.
    pub size: usize,
    /// Of this user; NULL for anyone's.
    pub user_id: *const c_char,
    /// To this app; NULL for any.
    pub client_id: *const c_char,
    /// Begun at or after, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`.
    pub since_ms: i64,
    /// Begun before, in milliseconds since 1970-01-01T00:00:00Z; or `DOORSTEP_NO_TIME`.
    pub until_ms: i64,
    /// With this result, a `doorstep_sign_in_result_t`; 0 for any.
    pub result: u32,
    /// Entries a page: 1 to 1000.
    pub limit: u32,
    /// From `doorstep_sign_in_list_next_cursor`; NULL for the first page.
    pub cursor: *const c_char,
}

plain_structs!(
    doorstep_sign_in_query since size_of::<doorstep_sign_in_query>(),
);

handles!(44 doorstep_sign_in_list);

/// Reads the sign-in log, newest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param query Which entries; NULL for the newest 50.
/// @param entries Receives the page; free it with `doorstep_sign_in_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_sign_ins(
    tenant: *const doorstep_tenant,
    query: *const doorstep_sign_in_query,
    entries: *mut *mut doorstep_sign_in_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(entries, error, || {
        let tenant = find(tenant)?;
        let query = match maybe_options(query)? {
            None => core::SignInQuery::default(),
            Some(given) => core::SignInQuery {
                user_id: maybe_string(given.user_id, "user_id")?,
                client_id: maybe_string(given.client_id, "client_id")?,
                result: match given.result {
                    0 => None,
                    number => Some(doorstep_sign_in_result_t::given(number, "result")?),
                },
                since: maybe_time(given.since_ms),
                until: maybe_time(given.until_ms),
                limit: given.limit,
                cursor: maybe_string(given.cursor, "cursor")?,
            },
        };
        Ok(tenant.core.sign_ins(&query)?.into())
    })
}

/// How many sign-in entries a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_list_count(list: *const doorstep_sign_in_list) -> usize {
    read(list, |list| list.items.count())
}

/// A sign-in entry of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The sign-in entry, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_list_at(
    list: *const doorstep_sign_in_list,
    index: usize,
) -> *const doorstep_sign_in {
    read(list, |list| list.items.at(index))
}

/// What to give as `cursor` to get the next page.
///
/// @param list A list.
/// @return Text, borrowed from the list; NULL on the last page.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_list_next_cursor(list: *const doorstep_sign_in_list) -> *const c_char {
    read(list, |list| pointer(list.next_cursor.as_ref()))
}

/// Frees a list with the sign-in entries in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_list_free(list: *mut doorstep_sign_in_list) {
    free(list, |_| {});
}
