//! Sessions as records.

use std::ffi::c_char;
use std::sync::OnceLock;

use doorstep_core as core;

use crate::applied_policy::doorstep_applied_policy_list;
use crate::error::doorstep_error;
use crate::guard::{call, find, free, read};
use crate::handles::{self, Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::memory;
use crate::session_controls::doorstep_session_controls;
use crate::status::doorstep_status;
use crate::text::Text;
use crate::used_method::doorstep_used_method_list;

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
    auth_contexts: Lazy<Vec<String>, Nested<doorstep_string_list>>,
    controls: Lazy<core::SessionControls, Nested<doorstep_session_controls>>,
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
            auth_contexts,
            controls,
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
            auth_contexts: Lazy::new(auth_contexts),
            controls: Lazy::new(controls),
        }
    }
}

/// Sessions, oldest first.
pub struct doorstep_session_list(pub(crate) Items<doorstep_session>);

handles!(10 doorstep_session, 11 doorstep_session_list);

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

/// The authentication contexts that are satisfied (`acrs` in Microsoft's tokens), such as `c1`.
///
/// @param session A session.
/// @return A list, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_auth_contexts(
    session: *const doorstep_session,
) -> *const doorstep_string_list {
    read(session, |session| session.auth_contexts.show(|contexts| Nested::new(contexts.into())).handle())
}

/// What the policies say about the session. Doorstep enforces the sign-in frequency at a refresh or step-up; the
/// rest is for the host.
///
/// @param session A session.
/// @return Session controls, borrowed from the session.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_get_controls(
    session: *const doorstep_session,
) -> *const doorstep_session_controls {
    read(session, |session| session.controls.show(|controls| Nested::new(controls.into())).handle())
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
