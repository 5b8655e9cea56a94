//! The sign-in log.

use std::ffi::c_char;

use doorstep_core as core;

use crate::decision::doorstep_policy_result_list;
use crate::error::doorstep_error;
use crate::guard::{find, free, plain, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::maybe_time;
use crate::memory::{maybe_options, plain as plain_structs};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, pointer};
use crate::words::words;

/// What kind of attempt an entry of the sign-in log is about.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_sign_in_kind_t {
    /// None: the handle is bad.
    DOORSTEP_SIGN_IN_KIND_NONE = 0,
    /// A sign-in.
    DOORSTEP_SIGN_IN_KIND_SIGN_IN = 1,
    /// A sign-up.
    DOORSTEP_SIGN_IN_KIND_SIGN_UP = 2,
    /// A second factor for a host that checked the first itself.
    DOORSTEP_SIGN_IN_KIND_SECOND_FACTOR = 3,
}

words!(doorstep_sign_in_kind_t = DOORSTEP_SIGN_IN_KIND_NONE; core::SignInKind {
    SignIn = DOORSTEP_SIGN_IN_KIND_SIGN_IN c"sign_in",
    SignUp = DOORSTEP_SIGN_IN_KIND_SIGN_UP c"sign_up",
    SecondFactor = DOORSTEP_SIGN_IN_KIND_SECOND_FACTOR c"second_factor",
});

/// How an attempt stands.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_sign_in_result_t {
    /// None: the handle is bad. In a query: whatever it is.
    DOORSTEP_SIGN_IN_ANY = 0,
    /// It ended with a session.
    DOORSTEP_SIGN_IN_SUCCESS = 1,
    /// The last thing submitted was wrong, or nothing could satisfy what was asked.
    DOORSTEP_SIGN_IN_FAILURE = 2,
    /// It waits for somebody, or was left.
    DOORSTEP_SIGN_IN_INTERRUPTED = 3,
    /// A policy blocked it.
    DOORSTEP_SIGN_IN_BLOCKED = 4,
}

words!(doorstep_sign_in_result_t = DOORSTEP_SIGN_IN_ANY; core::SignInResult {
    Success = DOORSTEP_SIGN_IN_SUCCESS c"success",
    Failure = DOORSTEP_SIGN_IN_FAILURE c"failure",
    Interrupted = DOORSTEP_SIGN_IN_INTERRUPTED c"interrupted",
    Blocked = DOORSTEP_SIGN_IN_BLOCKED c"blocked",
});

/// One thing that was shown or tried in an attempt.
pub struct doorstep_authentication_detail {
    at: i64,
    method: Text,
    detail: Option<Text>,
    succeeded: bool,
    result: Text,
    requirement: Text,
}

impl From<core::AuthenticationDetail> for doorstep_authentication_detail {
    fn from(detail: core::AuthenticationDetail) -> Self {
        let core::AuthenticationDetail { at, method, detail, succeeded, result, requirement } = detail;
        doorstep_authentication_detail {
            at,
            method: method.into(),
            detail: maybe(detail),
            succeeded,
            result: result.into(),
            requirement: requirement.into(),
        }
    }
}

/// Authentication details, in order.
pub struct doorstep_authentication_detail_list(pub(crate) Items<doorstep_authentication_detail>);

/// One entry of the sign-in log: one attempt, from its first call to its end.
pub struct doorstep_sign_in {
    id: Text,
    kind: doorstep_sign_in_kind_t,
    created_at: i64,
    updated_at: i64,
    user_id: Option<Text>,
    user_email: Option<Text>,
    client_id: Text,
    app_name: Text,
    ip: Option<Text>,
    user_agent: Option<Text>,
    result: doorstep_sign_in_result_t,
    error_code: u32,
    failure_reason: Option<Text>,
    conditional_access: Text,
    policies: Nested<doorstep_policy_result_list>,
    requirement: Text,
    details: Nested<doorstep_authentication_detail_list>,
    session_id: Option<Text>,
}

impl From<core::SignIn> for doorstep_sign_in {
    fn from(entry: core::SignIn) -> Self {
        let core::SignIn {
            id,
            kind,
            created_at,
            updated_at,
            user_id,
            user_email,
            client_id,
            app_name,
            ip,
            user_agent,
            result,
            error_code,
            failure_reason,
            conditional_access,
            policies,
            requirement,
            details,
            session_id,
        } = entry;
        doorstep_sign_in {
            id: id.into(),
            kind: kind.into(),
            created_at,
            updated_at,
            user_id: maybe(user_id),
            user_email: maybe(user_email),
            client_id: client_id.into(),
            app_name: app_name.into(),
            ip: maybe(ip),
            user_agent: maybe(user_agent),
            result: result.into(),
            error_code,
            failure_reason: maybe(failure_reason),
            conditional_access: conditional_access.as_str().into(),
            policies: Nested::new(doorstep_policy_result_list(Items::of(policies))),
            requirement: requirement.into(),
            details: Nested::new(doorstep_authentication_detail_list(Items::of(details))),
            session_id: maybe(session_id),
        }
    }
}

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

handles!(
    41 doorstep_authentication_detail,
    42 doorstep_authentication_detail_list,
    43 doorstep_sign_in,
    44 doorstep_sign_in_list,
);

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

/// The attempt's id.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_id(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| entry.id.as_ptr())
}

/// What kind of attempt it is.
///
/// @param entry A sign-in entry.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_kind(entry: *const doorstep_sign_in) -> doorstep_sign_in_kind_t {
    read(entry, |entry| entry.kind)
}

/// When it began.
///
/// @param entry A sign-in entry.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_created_at_ms(entry: *const doorstep_sign_in) -> i64 {
    read(entry, |entry| entry.created_at)
}

/// When the entry last changed.
///
/// @param entry A sign-in entry.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_updated_at_ms(entry: *const doorstep_sign_in) -> i64 {
    read(entry, |entry| entry.updated_at)
}

/// Whose account it was.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_user_id(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.user_id.as_ref()))
}

/// The address of the account, or the one that was typed.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_user_email(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.user_email.as_ref()))
}

/// The app.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_client_id(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| entry.client_id.as_ptr())
}

/// The app's name at that time.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_app_name(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| entry.app_name.as_ptr())
}

/// The network address, as the host gave it.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_ip(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.ip.as_ref()))
}

/// The user agent, as the host gave it.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_user_agent(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.user_agent.as_ref()))
}

/// How it stands.
///
/// @param entry A sign-in entry.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_result(entry: *const doorstep_sign_in) -> doorstep_sign_in_result_t {
    read(entry, |entry| entry.result)
}

/// Microsoft's AADSTS number; 0 is success.
///
/// @param entry A sign-in entry.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_error_code(entry: *const doorstep_sign_in) -> u32 {
    read(entry, |entry| entry.error_code)
}

/// Why it did not succeed, in words.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_failure_reason(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.failure_reason.as_ref()))
}

/// What the policies came to, in Microsoft Graph's words (`conditionalAccessStatus`): `success`, `failure` or
/// `notApplied`.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_conditional_access(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| entry.conditional_access.as_ptr())
}

/// Every policy and its result.
///
/// @param entry A sign-in entry.
/// @return A list, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_policies(
    entry: *const doorstep_sign_in,
) -> *const doorstep_policy_result_list {
    read(entry, |entry| entry.policies.handle())
}

/// `singleFactorAuthentication` or `multiFactorAuthentication`.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_requirement(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| entry.requirement.as_ptr())
}

/// What was shown or tried, in order.
///
/// @param entry A sign-in entry.
/// @return A list, borrowed from the sign-in entry.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_details(
    entry: *const doorstep_sign_in,
) -> *const doorstep_authentication_detail_list {
    read(entry, |entry| entry.details.handle())
}

/// The session it ended with.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_session_id(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.session_id.as_ref()))
}

/// The stable word for a sign in kind, such as `sign_in`; the same in every language.
///
/// @param kind A `doorstep_sign_in_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_sign_in_kind_t::name(kind))
}

/// The stable word for a sign in result, such as `success`; the same in every language.
///
/// @param result A `doorstep_sign_in_result_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_result_name(result: u32) -> *const c_char {
    plain(|| doorstep_sign_in_result_t::name(result))
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

/// When.
///
/// @param detail An authentication detail.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_at_ms(detail: *const doorstep_authentication_detail) -> i64 {
    read(detail, |detail| detail.at)
}

/// What it was: `password`, `email_otp` or `external`.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_method(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.method.as_ptr())
}

/// The masked address that a code went to.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_detail(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| pointer(detail.detail.as_ref()))
}

/// Whether it was right.
///
/// @param detail An authentication detail.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_succeeded(
    detail: *const doorstep_authentication_detail,
) -> bool {
    read(detail, |detail| detail.succeeded)
}

/// What came of it, in words.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_result(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.result.as_ptr())
}

/// `primary` or `secondary`.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_requirement(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.requirement.as_ptr())
}

/// How many authentication details a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_list_count(
    list: *const doorstep_authentication_detail_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// An authentication detail of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The authentication detail, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_list_at(
    list: *const doorstep_authentication_detail_list,
    index: usize,
) -> *const doorstep_authentication_detail {
    read(list, |list| list.0.at(index))
}
