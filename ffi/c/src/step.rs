//! Steps: what a journey asks for next.

use std::ffi::c_char;

use doorstep_core as core;

use crate::code::{doorstep_channel_t, doorstep_code_purpose_t};
use crate::guard::{free, plain, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::{NO_TIME, doorstep_string_list};
use crate::method_option::doorstep_method_option_list;
use crate::methods::doorstep_method_kind_t;
use crate::problem::{doorstep_denial, doorstep_problem};
use crate::session::doorstep_session;
use crate::text::{SecretText, Text, pointer};
use crate::user_flow::doorstep_flow_attribute_list;
use crate::words::{names, words};

/// What a journey asks for next.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_step_kind_t {
    /// None: the handle is bad.
    DOORSTEP_STEP_NONE = 0,
    /// Ask for the password: `doorstep_app_submit_password`.
    DOORSTEP_STEP_PASSWORD_REQUIRED = 1,
    /// Ask for the code that was sent: `doorstep_app_submit_code`, `doorstep_app_resend_code`.
    DOORSTEP_STEP_CODE_REQUIRED = 2,
    /// Ask which method to use: `doorstep_app_request_challenge`.
    DOORSTEP_STEP_METHOD_REQUIRED = 3,
    /// Ask for something to send codes to: `doorstep_app_register_method`.
    DOORSTEP_STEP_REGISTRATION_REQUIRED = 4,
    /// Ask for attributes: `doorstep_app_submit_attributes`.
    DOORSTEP_STEP_ATTRIBUTES_REQUIRED = 5,
    /// Ask for a new password: `doorstep_app_submit_password`.
    DOORSTEP_STEP_NEW_PASSWORD_REQUIRED = 6,
    /// Done: the user is signed in.
    DOORSTEP_STEP_COMPLETED = 7,
    /// Over: the user is not signed in.
    DOORSTEP_STEP_DENIED = 8,
    /// Show terms of use and ask whether they are accepted: `doorstep_app_accept_terms`.
    DOORSTEP_STEP_TERMS_REQUIRED = 9,
}

names!(doorstep_step_kind_t = DOORSTEP_STEP_NONE {
    DOORSTEP_STEP_PASSWORD_REQUIRED c"password_required",
    DOORSTEP_STEP_CODE_REQUIRED c"code_required",
    DOORSTEP_STEP_METHOD_REQUIRED c"method_required",
    DOORSTEP_STEP_REGISTRATION_REQUIRED c"registration_required",
    DOORSTEP_STEP_ATTRIBUTES_REQUIRED c"attributes_required",
    DOORSTEP_STEP_NEW_PASSWORD_REQUIRED c"new_password_required",
    DOORSTEP_STEP_COMPLETED c"completed",
    DOORSTEP_STEP_DENIED c"denied",
    DOORSTEP_STEP_TERMS_REQUIRED c"terms_required",
});

words!(doorstep_code_purpose_t = DOORSTEP_CODE_NONE; core::CodePurpose {
    SignIn = DOORSTEP_CODE_SIGN_IN c"sign_in",
    SecondFactor = DOORSTEP_CODE_SECOND_FACTOR c"second_factor",
    SignUp = DOORSTEP_CODE_SIGN_UP c"sign_up",
    Registration = DOORSTEP_CODE_REGISTRATION c"registration",
});

words!(doorstep_channel_t = DOORSTEP_CHANNEL_NONE; core::Channel {
    Email = DOORSTEP_CHANNEL_EMAIL c"email",
});

/// What a journey asks for next: one of nine kinds. Each getter says which kinds it is for; of the others it answers
/// NULL, 0 or `DOORSTEP_NO_TIME`.
pub struct doorstep_step {
    kind: doorstep_step_kind_t,
    token: Option<SecretText>,
    problem: Option<Nested<doorstep_problem>>,
    code: Option<Code>,
    methods: Option<Nested<doorstep_method_option_list>>,
    kinds: Vec<doorstep_method_kind_t>,
    attributes: Option<Nested<doorstep_flow_attribute_list>>,
    rules: Option<core::PasswordRules>,
    terms: Option<Nested<doorstep_string_list>>,
    session: Option<Nested<doorstep_session>>,
    denial: Option<Nested<doorstep_denial>>,
}

/// What is particular to a step that asks for a code.
struct Code {
    purpose: doorstep_code_purpose_t,
    channel: doorstep_channel_t,
    masked_target: Text,
    length: u32,
    resend_after: i64,
    expires_at: i64,
    reference: Text,
}

handles!(49 doorstep_step);

impl doorstep_step {
    fn new(
        kind: doorstep_step_kind_t,
        token: Option<&core::Secret>,
        problem: Option<core::Problem>,
    ) -> doorstep_step {
        doorstep_step {
            kind,
            token: token.map(|token| token.expose().into()),
            problem: problem.map(|problem| Nested::new(problem.into())),
            code: None,
            methods: None,
            kinds: Vec::new(),
            attributes: None,
            rules: None,
            terms: None,
            session: None,
            denial: None,
        }
    }
}

impl From<core::Step> for doorstep_step {
    fn from(step: core::Step) -> Self {
        use core::Step;
        use doorstep_step_kind_t::*;
        match step {
            Step::PasswordRequired { token, problem } => {
                Self::new(DOORSTEP_STEP_PASSWORD_REQUIRED, Some(&token), problem)
            }
            Step::CodeRequired {
                token,
                purpose,
                channel,
                masked_target,
                code_length,
                resend_after,
                expires_at,
                reference,
                problem,
            } => doorstep_step {
                code: Some(Code {
                    purpose: purpose.into(),
                    channel: channel.into(),
                    masked_target: masked_target.into(),
                    length: code_length.into(),
                    resend_after,
                    expires_at,
                    reference: reference.into(),
                }),
                ..Self::new(DOORSTEP_STEP_CODE_REQUIRED, Some(&token), problem)
            },
            Step::MethodRequired { token, methods, problem } => doorstep_step {
                methods: Some(Nested::new(doorstep_method_option_list(Items::of(methods)))),
                ..Self::new(DOORSTEP_STEP_METHOD_REQUIRED, Some(&token), problem)
            },
            Step::RegistrationRequired { token, kinds, problem } => doorstep_step {
                kinds: kinds.into_iter().map(Into::into).collect(),
                ..Self::new(DOORSTEP_STEP_REGISTRATION_REQUIRED, Some(&token), problem)
            },
            Step::AttributesRequired { token, attributes, problem } => doorstep_step {
                attributes: Some(Nested::new(doorstep_flow_attribute_list(Items::of(attributes)))),
                ..Self::new(DOORSTEP_STEP_ATTRIBUTES_REQUIRED, Some(&token), problem)
            },
            Step::NewPasswordRequired { token, rules, problem } => doorstep_step {
                rules: Some(rules),
                ..Self::new(DOORSTEP_STEP_NEW_PASSWORD_REQUIRED, Some(&token), problem)
            },
            Step::TermsRequired { token, terms, problem } => doorstep_step {
                terms: Some(Nested::new(terms.into())),
                ..Self::new(DOORSTEP_STEP_TERMS_REQUIRED, Some(&token), problem)
            },
            Step::Completed { token, session } => doorstep_step {
                session: Some(Nested::new(session.into())),
                ..Self::new(DOORSTEP_STEP_COMPLETED, Some(&token), None)
            },
            Step::Denied { reason } => doorstep_step {
                denial: Some(Nested::new(reason.into())),
                ..Self::new(DOORSTEP_STEP_DENIED, None, None)
            },
        }
    }
}

/// The handle of a part that a step may not have.
fn part<T: crate::handles::Handle>(part: Option<&Nested<T>>) -> *const T {
    part.map_or(std::ptr::null(), Nested::handle)
}

/// What is asked for.
///
/// @param step A step.
/// @return Its number; `DOORSTEP_STEP_NONE` for NULL or a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_kind(step: *const doorstep_step) -> doorstep_step_kind_t {
    read(step, |step| step.kind)
}

/// The stable word for a step kind, such as `password_required`; the same in every language.
///
/// @param kind A `doorstep_step_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_step_kind_t::name(kind))
}

/// Of every kind but `DOORSTEP_STEP_DENIED`: the token. Of `DOORSTEP_STEP_COMPLETED` it is the session token,
/// for the user's browser or device alone; of the others the continuation token that the next call needs.
///
/// @param step A step.
/// @return Text, borrowed from the step and wiped with it; NULL for `DOORSTEP_STEP_DENIED`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_token(step: *const doorstep_step) -> *const c_char {
    read(step, |step| step.token.as_ref().map_or(std::ptr::null(), SecretText::as_ptr))
}

/// Of every kind but `DOORSTEP_STEP_COMPLETED` and `DOORSTEP_STEP_DENIED`: why the last submission did not
/// do.
///
/// @param step A step.
/// @return A problem, borrowed from the step; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_problem(step: *const doorstep_step) -> *const doorstep_problem {
    read(step, |step| part(step.problem.as_ref()))
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: what the code is for.
///
/// @param step A step.
/// @return Its number; 0 for other kinds.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_code_purpose(step: *const doorstep_step) -> doorstep_code_purpose_t {
    read(step, |step| {
        step.code.as_ref().map_or(doorstep_code_purpose_t::DOORSTEP_CODE_NONE, |code| code.purpose)
    })
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: how the code travels.
///
/// @param step A step.
/// @return Its number; 0 for other kinds.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_code_channel(step: *const doorstep_step) -> doorstep_channel_t {
    read(step, |step| {
        step.code.as_ref().map_or(doorstep_channel_t::DOORSTEP_CHANNEL_NONE, |code| code.channel)
    })
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: where the code went, masked.
///
/// @param step A step.
/// @return Text, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_masked_target(step: *const doorstep_step) -> *const c_char {
    read(step, |step| pointer(step.code.as_ref().map(|code| &code.masked_target)))
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: how many digits the code has.
///
/// @param step A step.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_code_length(step: *const doorstep_step) -> u32 {
    read(step, |step| step.code.as_ref().map_or(0, |code| code.length))
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: from when on another code may be asked for.
///
/// @param step A step.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_resend_after_ms(step: *const doorstep_step) -> i64 {
    read(step, |step| step.code.as_ref().map_or(NO_TIME, |code| code.resend_after))
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: when the code stops being good.
///
/// @param step A step.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_expires_at_ms(step: *const doorstep_step) -> i64 {
    read(step, |step| step.code.as_ref().map_or(NO_TIME, |code| code.expires_at))
}

/// Of `DOORSTEP_STEP_CODE_REQUIRED`: three characters that the mail shows too, so that people find the right
/// one.
///
/// @param step A step.
/// @return Text, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_reference(step: *const doorstep_step) -> *const c_char {
    read(step, |step| pointer(step.code.as_ref().map(|code| &code.reference)))
}

/// Of `DOORSTEP_STEP_METHOD_REQUIRED`: the methods to choose from.
///
/// @param step A step.
/// @return A list, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_methods(step: *const doorstep_step) -> *const doorstep_method_option_list {
    read(step, |step| part(step.methods.as_ref()))
}

/// Of `DOORSTEP_STEP_REGISTRATION_REQUIRED`: how many kinds of method can be registered.
///
/// @param step A step.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_method_kind_count(step: *const doorstep_step) -> usize {
    read(step, |step| step.kinds.len())
}

/// Of `DOORSTEP_STEP_REGISTRATION_REQUIRED`: a kind of method that can be registered.
///
/// @param step A step.
/// @param index 0 to one less than the count.
/// @return Its number; `DOORSTEP_METHOD_NONE` beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_method_kind_at(
    step: *const doorstep_step,
    index: usize,
) -> doorstep_method_kind_t {
    read(step, |step| step.kinds.get(index).copied().unwrap_or(doorstep_method_kind_t::DOORSTEP_METHOD_NONE))
}

/// Of `DOORSTEP_STEP_ATTRIBUTES_REQUIRED`: what to ask for, in the order of the page.
///
/// @param step A step.
/// @return A list, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_attributes(
    step: *const doorstep_step,
) -> *const doorstep_flow_attribute_list {
    read(step, |step| part(step.attributes.as_ref()))
}

/// Of `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`: how many characters the password must have.
///
/// @param step A step.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_password_min_length(step: *const doorstep_step) -> u32 {
    read(step, |step| step.rules.map_or(0, |rules| rules.min_length))
}

/// Of `DOORSTEP_STEP_NEW_PASSWORD_REQUIRED`: how many characters the password may have.
///
/// @param step A step.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_password_max_length(step: *const doorstep_step) -> u32 {
    read(step, |step| step.rules.map_or(0, |rules| rules.max_length))
}

/// Of `DOORSTEP_STEP_TERMS_REQUIRED`: the ids of the terms, as the policies have them. What they say is the
/// host's to show.
///
/// @param step A step.
/// @return A list, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_terms(step: *const doorstep_step) -> *const doorstep_string_list {
    read(step, |step| part(step.terms.as_ref()))
}

/// Of `DOORSTEP_STEP_COMPLETED`: the session.
///
/// @param step A step.
/// @return A session, borrowed from the step; see `doorstep_session_copy`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_session(step: *const doorstep_step) -> *const doorstep_session {
    read(step, |step| part(step.session.as_ref()))
}

/// Of `DOORSTEP_STEP_DENIED`: why.
///
/// @param step A step.
/// @return A denial, borrowed from the step.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_denial(step: *const doorstep_step) -> *const doorstep_denial {
    read(step, |step| part(step.denial.as_ref()))
}

/// Frees a step, and with it what was borrowed from it.
///
/// @param step A step that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_step_free(step: *mut doorstep_step) {
    free(step, |_| {});
}
