//! Journeys: the calls of people signing up and in.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Fault, doorstep_error};
use crate::guard::{call, find, free, produce, read};
use crate::handles::handles;
use crate::lists::maybe_time;
use crate::memory::{options, plain};
use crate::methods::doorstep_method_kind_t;
use crate::sign_in_context::{self, doorstep_sign_in_context};
use crate::status::doorstep_status;
use crate::step::doorstep_step;
use crate::text::{Text, maybe_string, maybe_text, strings, text};
use crate::users::attributes;

/// An app as the people who sign in to it see it. Use it from any thread; it needs no role.
pub struct doorstep_app {
    pub(crate) core: core::App,
    client_id: Text,
}

handles!(52 doorstep_app);

impl From<core::App> for doorstep_app {
    fn from(app: core::App) -> Self {
        doorstep_app { client_id: app.client_id().into(), core: app }
    }
}

/// A first factor that the host has checked itself. Begin with `DOORSTEP_EXTERNAL_SIGN_IN_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_external_sign_in {
    /// `sizeof(doorstep_external_sign_in)`.
    pub size: usize,
    /// The host's own, never changing name for the user: 1 to 256 characters.
    pub subject: *const c_char,
    /// Where codes go when the user is first seen, or NULL. Later only an administrator changes it.
    pub email: *const c_char,
    /// How the host checked the first factor (RFC 8176): texts such as `pwd`; NULL for just that. `otp` is taken for a
    /// code by email, which then cannot be the second factor.
    pub amr: *const *const c_char,
    /// How many there are in `amr`.
    pub amr_count: usize,
    /// When it did, at most 15 minutes ago, in milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` for now.
    pub authenticated_at_ms: i64,
    /// What the host knows of the request; NULL for nothing.
    pub context: *const doorstep_sign_in_context,
}

plain!(doorstep_external_sign_in since size_of::<doorstep_external_sign_in>());

/// The client id.
///
/// @param app An app.
/// @return Text, borrowed from the app.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_client_id(app: *const doorstep_app) -> *const c_char {
    read(app, |app| app.client_id.as_ptr())
}

/// Frees an app. Its journeys go on.
///
/// @param app An app that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_free(app: *mut doorstep_app) {
    free(app, |_| {});
}

/// Begins a sign-in. What comes next depends on the app's user flow: with `DOORSTEP_EMAIL_PASSWORD` the
/// password, which may come along; with `DOORSTEP_EMAIL_OTP` a code by mail. Unknown, disabled and locked
/// accounts are answered like a wrong password, after the same work.
///
/// @param app The app.
/// @param email The address that was typed.
/// @param password The password that was typed; NULL to be asked for it.
/// @param context What the host knows of the request; NULL for nothing.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`email`) for what is no address, (`password`) in a
///         flow without passwords, (`context.ip`, ...); `DOORSTEP_NOT_FOUND` (`user_flow`) when no flow serves
///         the app; `DOORSTEP_BUSY`; `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_sign_in(
    app: *const doorstep_app,
    email: *const c_char,
    password: *const c_char,
    context: *const doorstep_sign_in_context,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let context = sign_in_context::context(context)?;
        let password = maybe_text(password, "password")?;
        Ok(app.core.sign_in(text(email, "email")?, password, &context)?.into())
    })
}

/// Begins a sign-up: a code goes to the address. An address that has an account gets a different mail, not a
/// different answer, unless the flow opts in to saying so.
///
/// @param app The app.
/// @param email The address that was typed.
/// @param context What the host knows of the request; NULL for nothing.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`email`, `context.ip`, ...), `DOORSTEP_NOT_FOUND`
///         (`user_flow`), `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_sign_up(
    app: *const doorstep_app,
    email: *const c_char,
    context: *const doorstep_sign_in_context,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let context = sign_in_context::context(context)?;
        Ok(app.core.sign_up(text(email, "email")?, &context)?.into())
    })
}

/// Goes on after a first factor that the host checked with its own user table: creates or finds the user by
/// the subject, lets the policies decide, and asks for a second factor where they require one.
///
/// @param app The app.
/// @param sign_in What the host checked; copied.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the field, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_begin_second_factor(
    app: *const doorstep_app,
    sign_in: *const doorstep_external_sign_in,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let given = options(sign_in)?;
        let amr = if given.amr.is_null() && given.amr_count == 0 {
            vec!["pwd".into()]
        } else {
            strings(given.amr, given.amr_count, "amr")?
        };
        let sign_in = core::ExternalSignIn {
            subject: text(given.subject, "subject")?.to_owned(),
            email: maybe_string(given.email, "email")?,
            amr,
            authenticated_at: maybe_time(given.authenticated_at_ms),
            context: sign_in_context::context(given.context)?,
        };
        Ok(app.core.begin_second_factor(&sign_in)?.into())
    })
}

/// Answers `DOORSTEP_STEP_PASSWORD_REQUIRED` and `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`. A token that is
/// unknown, spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param password The password that was typed.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_BUSY` when every hashing slot stays taken, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_submit_password(
    app: *const doorstep_app,
    token: *const c_char,
    password: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        Ok(find(app)?.core.submit_password(text(token, "token")?, text(password, "password")?)?.into())
    })
}

/// Answers `DOORSTEP_STEP_CODE_REQUIRED`. The try is counted before anything is compared. A token that is
/// unknown, spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param code The code that was typed; spaces and hyphens do not matter.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_submit_code(
    app: *const doorstep_app,
    token: *const c_char,
    code: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        Ok(find(app)?.core.submit_code(text(token, "token")?, text(code, "code")?)?.into())
    })
}

/// Sends another code, which makes the earlier ones worthless. A token that is unknown, spent or expired is
/// answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_resend_code(
    app: *const doorstep_app,
    token: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || Ok(find(app)?.core.resend_code(text(token, "token")?)?.into()))
}

/// Answers `DOORSTEP_STEP_METHOD_REQUIRED`: sends a code by the chosen method. A token that is unknown, spent
/// or expired is answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param method_id The id of the method option.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`method_id`) for one that was not offered,
///         `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_request_challenge(
    app: *const doorstep_app,
    token: *const c_char,
    method_id: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        Ok(find(app)?.core.request_challenge(text(token, "token")?, text(method_id, "method_id")?)?.into())
    })
}

/// Answers `DOORSTEP_STEP_REGISTRATION_REQUIRED`: sends a code to the target, which becomes the user's method
/// once the code is entered. A token that is unknown, spent or expired is answered by the step
/// `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param kind The kind of method, a `doorstep_method_kind_t` that was offered.
/// @param target Where codes are to go: an address.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`kind`) for a kind that was not offered,
///         `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_register_method(
    app: *const doorstep_app,
    token: *const c_char,
    kind: u32,
    target: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        let target = text(target, "target")?;
        Ok(app.core.register_method(text(token, "token")?, kind, target)?.into())
    })
}

/// Answers `DOORSTEP_STEP_ATTRIBUTES_REQUIRED`. A token that is unknown, spent or expired is answered by the
/// step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param attributes_json The values by attribute name: a JSON object of strings, booleans and integers.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`attributes_json`) for what is no such object,
///         `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_submit_attributes(
    app: *const doorstep_app,
    token: *const c_char,
    attributes_json: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || {
        let app = find(app)?;
        let values = attributes(attributes_json, "attributes_json")?;
        let values = values.ok_or(Fault::Null { argument: "attributes_json" })?;
        Ok(app.core.submit_attributes(text(token, "token")?, &values)?.into())
    })
}

/// Answers `DOORSTEP_STEP_TERMS_REQUIRED`: the user has accepted all of the terms that it named. Who accepted
/// what and when is kept for good, so that nobody is asked twice. A token that is unknown, spent or expired is
/// answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_accept_terms(
    app: *const doorstep_app,
    token: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || Ok(find(app)?.core.accept_terms(text(token, "token")?)?.into()))
}

/// Tells the step that a token waits at, to draw a page again. Changes nothing. A token that is unknown,
/// spent or expired is answered by the step `DOORSTEP_STEP_DENIED`.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param step Receives what comes next; free it with `doorstep_step_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_resume(
    app: *const doorstep_app,
    token: *const c_char,
    step: *mut *mut doorstep_step,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(step, error, || Ok(find(app)?.core.resume(text(token, "token")?)?.into()))
}

/// Ends a journey and wipes it. A token that is unknown or spent changes nothing.
///
/// @param app The app.
/// @param token The continuation token of the step that waits.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_cancel(
    app: *const doorstep_app,
    token: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(app)?.core.cancel(text(token, "token")?)?))
}
