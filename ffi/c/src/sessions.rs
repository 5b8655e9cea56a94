//! Sessions: validating, listing and ending them.

use std::ffi::c_char;

use crate::error::doorstep_error;
use crate::guard::{call, find, maybe_produce, produce, produce_number};
use crate::handles::Items;
use crate::session::{doorstep_session, doorstep_session_list};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::text;

/// Finds the live session of a token. Call it on each request. Needs no role.
///
/// @param tenant The tenant, and in whose name to act.
/// @param token What the client sent as its session token; anything at all.
/// @param session Receives the session; free it with `doorstep_session_free`. NULL when there is none: the
///         token is unknown, the session expired or ended, or its user disabled.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, with or without a session; `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sessions_validate(
    tenant: *const doorstep_tenant,
    token: *const c_char,
    session: *mut *mut doorstep_session,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    maybe_produce(session, error, || {
        Ok(find(tenant)?.sessions.validate(text(token, "token")?)?.map(Into::into))
    })
}

/// Lists a user's live sessions, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param sessions Receives the list; free it with `doorstep_session_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sessions_list(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    sessions: *mut *mut doorstep_session_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(sessions, error, || {
        Ok(doorstep_session_list(Items::of(find(tenant)?.sessions.list(text(user_id, "user_id")?)?)))
    })
}

/// Ends a session.
///
/// @param tenant The tenant, and in whose name to act.
/// @param session_id The id of the session.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`session`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sessions_revoke(
    tenant: *const doorstep_tenant,
    session_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.sessions.revoke(text(session_id, "session_id")?)?))
}

/// Signs out: ends the session of a token, if there is one. Needs no role.
///
/// @param tenant The tenant, and in whose name to act.
/// @param token The session token.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, also when there was none; `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sessions_revoke_token(
    tenant: *const doorstep_tenant,
    token: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.sessions.revoke_token(text(token, "token")?)?))
}

/// Ends all sessions and journeys of a user.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param count Receives how many sessions there were; may be NULL.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sessions_revoke_all(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    count: *mut u32,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce_number(count, error, || Ok(find(tenant)?.sessions.revoke_all(text(user_id, "user_id")?)?))
}
