//! Sessions that go on: refresh, and step-up to an authentication context.

use std::ffi::c_char;

use crate::app::doorstep_app;
use crate::error::doorstep_error;
use crate::guard::{find, produce};
use crate::sign_in_context::{self, doorstep_sign_in_context};
use crate::status::doorstep_status;
use crate::step::doorstep_step;
use crate::text::text;

/// Lets the policies decide again over a session, for the request as it is now, and gives the session a new token:
/// that of `DOORSTEP_STEP_COMPLETED`. What has become too old for a sign-in frequency is asked for again, and
/// before a new password both factors; nothing else. Until the journey is completed the session is as it was; a
/// policy that blocks ends the journey, not the session. A token of no live session is answered by the step
/// `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param session_token The session's token.
/// @param context What the host knows of the request; NULL for nothing.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`context.ip`, ...), `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_refresh(
    app: *const doorstep_app,
    session_token: *const c_char,
    context: *const doorstep_sign_in_context,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let context = sign_in_context::context(context)?;
        Ok(app.core.refresh(text(session_token, "session_token")?, &context)?.into())
    })
}

/// As `doorstep_app_refresh`, for something that needs more: the policies of an authentication context apply as
/// well. Once they are satisfied, the session lists the context. A context that no policy is about is satisfied.
///
/// @param app The app.
/// @param session_token The session's token.
/// @param auth_context The authentication context: `c1` to `c99`.
/// @param context What the host knows of the request; NULL for nothing.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`auth_context`, `context.ip`, ...), `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_step_up(
    app: *const doorstep_app,
    session_token: *const c_char,
    auth_context: *const c_char,
    context: *const doorstep_sign_in_context,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let context = sign_in_context::context(context)?;
        let auth_context = text(auth_context, "auth_context")?;
        Ok(app.core.step_up(text(session_token, "session_token")?, auth_context, &context)?.into())
    })
}
