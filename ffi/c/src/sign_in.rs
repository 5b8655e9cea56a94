//! A sign-in as the log has it.

use std::ffi::c_char;
use std::sync::OnceLock;

use doorstep_core as core;

use crate::authentication_detail::doorstep_authentication_detail_list;
use crate::decision::doorstep_policy_result_list;
use crate::error::doorstep_error;
use crate::guard::{fill, find, plain, read};
use crate::handles::{Items, Nested, handles};
use crate::seen_context::SeenContext;
use crate::sign_in_context::doorstep_sign_in_context;
use crate::status::doorstep_status;
use crate::text::{Text, maybe, pointer};
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
    /// A session that went on: a refresh, or a step-up to an authentication context.
    DOORSTEP_SIGN_IN_KIND_STEP_UP = 4,
}

words!(doorstep_sign_in_kind_t = DOORSTEP_SIGN_IN_KIND_NONE; core::SignInKind {
    SignIn = DOORSTEP_SIGN_IN_KIND_SIGN_IN c"sign_in",
    SignUp = DOORSTEP_SIGN_IN_KIND_SIGN_UP c"sign_up",
    SecondFactor = DOORSTEP_SIGN_IN_KIND_SECOND_FACTOR c"second_factor",
    StepUp = DOORSTEP_SIGN_IN_KIND_STEP_UP c"step_up",
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
    context: core::SignInContext,
    /// Made when it is first asked for.
    seen: OnceLock<SeenContext>,
    auth_context: Option<Text>,
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
            context,
            auth_context,
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
            context,
            seen: OnceLock::new(),
            auth_context: maybe(auth_context),
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

handles!(43 doorstep_sign_in);

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

/// The whole request as policies saw it, with the country that was looked up.
///
/// @param entry A sign-in entry.
/// @param context Receives what is known; its `size` must be set. Its texts, lists and device are borrowed from the
///        sign-in entry.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_read_context(
    entry: *const doorstep_sign_in,
    context: *mut doorstep_sign_in_context,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    fill(context, error, || {
        let entry = find(entry)?;
        Ok(entry.seen.get_or_init(|| entry.context.clone().into()).values())
    })
}

/// The authentication context that a step-up was to, `c1` to `c99`.
///
/// @param entry A sign-in entry.
/// @return Text, borrowed from the sign-in entry; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_auth_context(entry: *const doorstep_sign_in) -> *const c_char {
    read(entry, |entry| pointer(entry.auth_context.as_ref()))
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
