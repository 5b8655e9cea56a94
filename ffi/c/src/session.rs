//! Sessions as records.

use std::ffi::c_char;
use std::sync::OnceLock;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, read};
use crate::handles::{self, Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::memory;
use crate::status::doorstep_status;
use crate::text::{Text, maybe, pointer};

/// A session, without its token.
pub struct doorstep_session {
    id: Lazy<String, Text>,
    user_id: Lazy<String, Text>,
    client_id: Lazy<String, Text>,
    created_at: i64,
    auth_time: i64,
    last_seen_at: i64,
    idle_expires_at: i64,
    expires_at: i64,
    amr: Lazy<Vec<String>, Nested<doorstep_string_list>>,
    mfa: bool,
    methods: Lazy<Vec<core::UsedMethod>, Nested<doorstep_used_method_list>>,
    policies: Lazy<Vec<core::AppliedPolicy>, Nested<doorstep_applied_policy_list>>,
}

/// What a getter shows, made when it is first asked for: every request validates a session, and few look at all of it.
struct Lazy<S, T> {
    source: S,
    shown: OnceLock<T>,
}

impl<S: Clone, T> Lazy<S, T> {
    fn new(source: S) -> Self {
        Lazy { source, shown: OnceLock::new() }
    }

    fn show(&self, make: impl FnOnce(S) -> T) -> &T {
        self.shown.get_or_init(|| make(self.source.clone()))
    }
}

impl From<core::Session> for doorstep_session {
    fn from(session: core::Session) -> Self {
        let core::Session {
            id,
            user_id,
            client_id,
            created_at,
            auth_time,
            last_seen_at,
            idle_expires_at,
            expires_at,
            amr,
            mfa,
            methods,
            policies,
        } = session;
        doorstep_session {
            id: Lazy::new(id),
            user_id: Lazy::new(user_id),
            client_id: Lazy::new(client_id),
            created_at,
            auth_time,
            last_seen_at,
            idle_expires_at,
            expires_at,
            amr: Lazy::new(amr),
            mfa,
            methods: Lazy::new(methods),
            policies: Lazy::new(policies),
        }
    }
}

/// A way in which a user was shown to be who they are.
pub struct doorstep_used_method {
    kind: Text,
    channel: Text,
    detail: Option<Text>,
    at: i64,
}

impl From<core::UsedMethod> for doorstep_used_method {
    fn from(method: core::UsedMethod) -> Self {
        let core::UsedMethod { kind, channel, detail, at } = method;
        doorstep_used_method { kind: kind.into(), channel: channel.into(), detail: maybe(detail), at }
    }
}

/// Used methods.
pub struct doorstep_used_method_list(pub(crate) Items<doorstep_used_method>);

/// A policy that applied to a sign-in, with its result.
pub struct doorstep_applied_policy {
    id: Text,
    display_name: Text,
    result: Text,
}

impl From<core::AppliedPolicy> for doorstep_applied_policy {
    fn from(policy: core::AppliedPolicy) -> Self {
        let core::AppliedPolicy { id, display_name, result } = policy;
        doorstep_applied_policy { id: id.into(), display_name: display_name.into(), result: result.into() }
    }
}

/// Applied policies.
pub struct doorstep_applied_policy_list(pub(crate) Items<doorstep_applied_policy>);

/// Sessions, oldest first.
pub struct doorstep_session_list(pub(crate) Items<doorstep_session>);

handles!(
    10 doorstep_session,
    11 doorstep_session_list,
    12 doorstep_used_method,
    13 doorstep_used_method_list,
    14 doorstep_applied_policy,
    15 doorstep_applied_policy_list,
);

/// The session's id, for `doorstep_sessions_revoke`. Not its token.
///
/// @param session A session.
/// @return Text, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_id(session: *const doorstep_session) -> *const c_char {
    read(session, |session| session.id.show(Text::from).as_ptr())
}

/// Whose it is.
///
/// @param session A session.
/// @return Text, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_user_id(session: *const doorstep_session) -> *const c_char {
    read(session, |session| session.user_id.show(Text::from).as_ptr())
}

/// The app it is for.
///
/// @param session A session.
/// @return Text, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_client_id(session: *const doorstep_session) -> *const c_char {
    read(session, |session| session.client_id.show(Text::from).as_ptr())
}

/// When it began.
///
/// @param session A session.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_created_at_ms(session: *const doorstep_session) -> i64 {
    read(session, |session| session.created_at)
}

/// When the user last proved anything.
///
/// @param session A session.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_auth_time_ms(session: *const doorstep_session) -> i64 {
    read(session, |session| session.auth_time)
}

/// When it was last used, to the minute.
///
/// @param session A session.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_last_seen_at_ms(session: *const doorstep_session) -> i64 {
    read(session, |session| session.last_seen_at)
}

/// When it ends unless it is used.
///
/// @param session A session.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_idle_expires_at_ms(session: *const doorstep_session) -> i64 {
    read(session, |session| session.idle_expires_at)
}

/// When it ends in any case.
///
/// @param session A session.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_expires_at_ms(session: *const doorstep_session) -> i64 {
    read(session, |session| session.expires_at)
}

/// Authentication methods references (RFC 8176): `pwd`, `otp`, `mfa`. A code by email is `otp`.
///
/// @param session A session.
/// @return A list, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_amr(session: *const doorstep_session) -> *const doorstep_string_list {
    read(session, |session| session.amr.show(|amr| Nested::new(amr.into())).handle())
}

/// Whether two different factors were shown.
///
/// @param session A session.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_mfa(session: *const doorstep_session) -> bool {
    read(session, |session| session.mfa)
}

/// What was shown, in order.
///
/// @param session A session.
/// @return A list, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_methods(
    session: *const doorstep_session,
) -> *const doorstep_used_method_list {
    read(session, |session| {
        let list = |methods| Nested::new(doorstep_used_method_list(Items::of(methods)));
        session.methods.show(list).handle()
    })
}

/// The policies that applied.
///
/// @param session A session.
/// @return A list, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_policies(
    session: *const doorstep_session,
) -> *const doorstep_applied_policy_list {
    read(session, |session| {
        let list = |policies| Nested::new(doorstep_applied_policy_list(Items::of(policies)));
        session.policies.show(list).handle()
    })
}

/// Frees a session.
///
/// @param session A session that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_free(session: *mut doorstep_session) {
    free(session, |_| {});
}

/// Makes a further handle of the same session, such as of one that is borrowed from a step or list.
///
/// @param session A session.
/// @param copy Receives the handle; free it with `doorstep_session_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_copy(
    session: *const doorstep_session,
    copy: *mut *mut doorstep_session,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    memory::put(copy, std::ptr::null_mut());
    call(error, || {
        memory::check_output(copy)?;
        let handle = handles::insert(find(session)?, true)?;
        memory::put(copy, std::ptr::without_provenance_mut(handle));
        Ok(())
    })
}

/// How many sessions a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_list_count(list: *const doorstep_session_list) -> usize {
    read(list, |list| list.0.count())
}

/// A session of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The session, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_list_at(
    list: *const doorstep_session_list,
    index: usize,
) -> *const doorstep_session {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the sessions in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_list_free(list: *mut doorstep_session_list) {
    free(list, |_| {});
}

/// What it was: `password`, `email_otp` or `external`.
///
/// @param method A used method.
/// @return Text, borrowed from the used method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_kind(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| method.kind.as_ptr())
}

/// How it was shown: `knowledge`, `email` or `external`. Two factors differ in it.
///
/// @param method A used method.
/// @return Text, borrowed from the used method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_channel(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| method.channel.as_ptr())
}

/// The masked address, where there is one.
///
/// @param method A used method.
/// @return Text, borrowed from the used method; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_detail(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| pointer(method.detail.as_ref()))
}

/// When it was shown.
///
/// @param method A used method.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_at_ms(method: *const doorstep_used_method) -> i64 {
    read(method, |method| method.at)
}

/// How many used methods a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_list_count(list: *const doorstep_used_method_list) -> usize {
    read(list, |list| list.0.count())
}

/// A used method of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The used method, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_list_at(
    list: *const doorstep_used_method_list,
    index: usize,
) -> *const doorstep_used_method {
    read(list, |list| list.0.at(index))
}

/// The policy's id.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_id(policy: *const doorstep_applied_policy) -> *const c_char {
    read(policy, |policy| policy.id.as_ptr())
}

/// The policy's name at the time.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_display_name(
    policy: *const doorstep_applied_policy,
) -> *const c_char {
    read(policy, |policy| policy.display_name.as_ptr())
}

/// Microsoft Graph's word for its result, such as `success`.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_result(policy: *const doorstep_applied_policy) -> *const c_char {
    read(policy, |policy| policy.result.as_ptr())
}

/// How many applied policies a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_list_count(list: *const doorstep_applied_policy_list) -> usize {
    read(list, |list| list.0.count())
}

/// An applied policy of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The applied policy, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_list_at(
    list: *const doorstep_applied_policy_list,
    index: usize,
) -> *const doorstep_applied_policy {
    read(list, |list| list.0.at(index))
}
