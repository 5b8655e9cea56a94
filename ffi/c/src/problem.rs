//! Problems: why the last submission did not advance a journey. And denials: why a journey ended without a session.

use std::ffi::c_char;

use doorstep_core as core;

use crate::applied_policy::doorstep_applied_policy_list;
use crate::guard::{plain, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::{NO_TIME, doorstep_string_list};
use crate::words::{names, words};

/// Why the last submission did not advance a journey.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_problem_kind_t {
    /// None: there is no problem.
    DOORSTEP_PROBLEM_NONE = 0,
    /// The password is wrong, or the account is unknown, disabled, locked or has none: never said which.
    DOORSTEP_PROBLEM_INVALID_CREDENTIALS = 1,
    /// The code is wrong. At 0 tries left, another must be asked for.
    DOORSTEP_PROBLEM_INVALID_CODE = 2,
    /// The code was right once, but a newer one was sent.
    DOORSTEP_PROBLEM_CODE_SUPERSEDED = 3,
    /// The code ran out; another must be asked for.
    DOORSTEP_PROBLEM_CODE_EXPIRED = 4,
    /// The new password breaks a rule.
    DOORSTEP_PROBLEM_PASSWORD_REJECTED = 5,
    /// Attributes are missing or not acceptable.
    DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED = 6,
    /// What was given to be registered is no address.
    DOORSTEP_PROBLEM_TARGET_REJECTED = 7,
    /// Another code was asked for too soon.
    DOORSTEP_PROBLEM_RESEND_TOO_SOON = 8,
    /// No more codes can be sent: to this address for now, or in this journey at all.
    DOORSTEP_PROBLEM_SEND_LIMIT_REACHED = 9,
    /// The message could not be delivered; it is tried again.
    DOORSTEP_PROBLEM_MAIL_FAILED = 10,
}

names!(doorstep_problem_kind_t = DOORSTEP_PROBLEM_NONE {
    DOORSTEP_PROBLEM_INVALID_CREDENTIALS c"invalid_credentials",
    DOORSTEP_PROBLEM_INVALID_CODE c"invalid_code",
    DOORSTEP_PROBLEM_CODE_SUPERSEDED c"code_superseded",
    DOORSTEP_PROBLEM_CODE_EXPIRED c"code_expired",
    DOORSTEP_PROBLEM_PASSWORD_REJECTED c"password_rejected",
    DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED c"attributes_rejected",
    DOORSTEP_PROBLEM_TARGET_REJECTED c"target_rejected",
    DOORSTEP_PROBLEM_RESEND_TOO_SOON c"resend_too_soon",
    DOORSTEP_PROBLEM_SEND_LIMIT_REACHED c"send_limit_reached",
    DOORSTEP_PROBLEM_MAIL_FAILED c"mail_failed",
});

/// Why a new password was not taken.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_password_rejection_t {
    /// None: no password was rejected.
    DOORSTEP_PASSWORD_REJECTION_NONE = 0,
    /// Fewer characters than the rules ask for.
    DOORSTEP_PASSWORD_TOO_SHORT = 1,
    /// More characters than the rules allow.
    DOORSTEP_PASSWORD_TOO_LONG = 2,
    /// Among the passwords that are tried first.
    DOORSTEP_PASSWORD_COMMON = 3,
    /// The user's own address or name, or the tenant's or app's, perhaps with digits behind it.
    DOORSTEP_PASSWORD_CONTAINS_IDENTITY = 4,
    /// Control characters.
    DOORSTEP_PASSWORD_INVALID_CHARACTERS = 5,
    /// The password that is being replaced.
    DOORSTEP_PASSWORD_SAME_AS_CURRENT = 6,
}

words!(doorstep_password_rejection_t = DOORSTEP_PASSWORD_REJECTION_NONE; core::PasswordRejection {
    TooShort = DOORSTEP_PASSWORD_TOO_SHORT c"too_short",
    TooLong = DOORSTEP_PASSWORD_TOO_LONG c"too_long",
    Common = DOORSTEP_PASSWORD_COMMON c"common",
    ContainsIdentity = DOORSTEP_PASSWORD_CONTAINS_IDENTITY c"contains_identity",
    InvalidCharacters = DOORSTEP_PASSWORD_INVALID_CHARACTERS c"invalid_characters",
    SameAsCurrent = DOORSTEP_PASSWORD_SAME_AS_CURRENT c"same_as_current",
});

/// Why a journey ended without a session.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_denial_kind_t {
    /// None: the journey was not denied.
    DOORSTEP_DENIAL_NONE = 0,
    /// A policy blocks this sign-in.
    DOORSTEP_DENIAL_BLOCKED_BY_POLICY = 1,
    /// A second factor is required and there is none that this user could use.
    DOORSTEP_DENIAL_NO_USABLE_METHOD = 2,
    /// Too many wrong answers.
    DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS = 3,
    /// The journey expired, was canceled, or its token was used twice.
    DOORSTEP_DENIAL_JOURNEY_ENDED = 4,
    /// The flow does not let people sign up.
    DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED = 5,
    /// There is an account with this address. Only of flows that opt in to saying so.
    DOORSTEP_DENIAL_USER_ALREADY_EXISTS = 6,
    /// A control that no prompt can satisfy.
    DOORSTEP_DENIAL_CONTROLS_UNMET = 7,
}

names!(doorstep_denial_kind_t = DOORSTEP_DENIAL_NONE {
    DOORSTEP_DENIAL_BLOCKED_BY_POLICY c"blocked_by_policy",
    DOORSTEP_DENIAL_NO_USABLE_METHOD c"no_usable_method",
    DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS c"too_many_attempts",
    DOORSTEP_DENIAL_JOURNEY_ENDED c"journey_ended",
    DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED c"sign_up_not_allowed",
    DOORSTEP_DENIAL_USER_ALREADY_EXISTS c"user_already_exists",
    DOORSTEP_DENIAL_CONTROLS_UNMET c"controls_unmet",
});

/// Why no method can serve as the second factor.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_no_method_reason_t {
    /// None: that is not the reason.
    DOORSTEP_NO_METHOD_NONE = 0,
    /// The first factor was a code by email, which cannot be the second one too.
    DOORSTEP_NO_METHOD_EMAIL_OTP_WAS_FIRST_FACTOR = 1,
    /// No method is enabled for this user.
    DOORSTEP_NO_METHOD_NO_METHOD_ENABLED = 2,
    /// The engine has no mailer.
    DOORSTEP_NO_METHOD_NO_MAILER = 3,
    /// A policy asks for an authentication strength that no method of this user can meet.
    DOORSTEP_NO_METHOD_STRENGTH_NOT_MET = 4,
}

words!(doorstep_no_method_reason_t = DOORSTEP_NO_METHOD_NONE; core::NoMethodReason {
    EmailOtpWasFirstFactor = DOORSTEP_NO_METHOD_EMAIL_OTP_WAS_FIRST_FACTOR c"email_otp_was_first_factor",
    NoMethodEnabled = DOORSTEP_NO_METHOD_NO_METHOD_ENABLED c"no_method_enabled",
    NoMailer = DOORSTEP_NO_METHOD_NO_MAILER c"no_mailer",
    StrengthNotMet = DOORSTEP_NO_METHOD_STRENGTH_NOT_MET c"strength_not_met",
});

/// Why the last submission did not advance a journey, so that a page can be drawn again.
pub struct doorstep_problem {
    kind: doorstep_problem_kind_t,
    tries_left: u32,
    retry_after_ms: i64,
    password_rejection: doorstep_password_rejection_t,
    attribute_names: Nested<doorstep_string_list>,
}

/// Why a journey ended without a session; safe to show.
pub struct doorstep_denial {
    kind: doorstep_denial_kind_t,
    retry_after_ms: i64,
    no_method_reason: doorstep_no_method_reason_t,
    policies: Nested<doorstep_applied_policy_list>,
    controls: Nested<doorstep_string_list>,
}

handles!(47 doorstep_problem, 48 doorstep_denial);

#[cfg(test)]
impl doorstep_problem {
    pub(crate) fn kind(&self) -> doorstep_problem_kind_t {
        self.kind
    }
}

#[cfg(test)]
impl doorstep_denial {
    pub(crate) fn kind(&self) -> doorstep_denial_kind_t {
        self.kind
    }
}

impl From<core::Problem> for doorstep_problem {
    fn from(problem: core::Problem) -> Self {
        use core::Problem;
        use doorstep_problem_kind_t::*;
        let mut tries = 0;
        let mut retry_after_ms = NO_TIME;
        let mut rejection = doorstep_password_rejection_t::DOORSTEP_PASSWORD_REJECTION_NONE;
        let mut rejected = Vec::new();
        let kind = match problem {
            Problem::InvalidCredentials => DOORSTEP_PROBLEM_INVALID_CREDENTIALS,
            Problem::InvalidCode { tries_left } => {
                tries = tries_left;
                DOORSTEP_PROBLEM_INVALID_CODE
            }
            Problem::CodeSuperseded { tries_left } => {
                tries = tries_left;
                DOORSTEP_PROBLEM_CODE_SUPERSEDED
            }
            Problem::CodeExpired => DOORSTEP_PROBLEM_CODE_EXPIRED,
            Problem::PasswordRejected { reason } => {
                rejection = reason.into();
                DOORSTEP_PROBLEM_PASSWORD_REJECTED
            }
            Problem::AttributesRejected { names } => {
                rejected = names;
                DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED
            }
            Problem::TargetRejected => DOORSTEP_PROBLEM_TARGET_REJECTED,
            Problem::ResendTooSoon { retry_after_ms: wait } => {
                retry_after_ms = wait;
                DOORSTEP_PROBLEM_RESEND_TOO_SOON
            }
            Problem::SendLimitReached { retry_after_ms: wait } => {
                retry_after_ms = wait.unwrap_or(NO_TIME);
                DOORSTEP_PROBLEM_SEND_LIMIT_REACHED
            }
            Problem::MailFailed { retry_after_ms: wait } => {
                retry_after_ms = wait;
                DOORSTEP_PROBLEM_MAIL_FAILED
            }
        };
        doorstep_problem {
            kind,
            tries_left: tries,
            retry_after_ms,
            password_rejection: rejection,
            attribute_names: Nested::new(rejected.into()),
        }
    }
}

impl From<core::Denial> for doorstep_denial {
    fn from(denial: core::Denial) -> Self {
        use core::Denial;
        use doorstep_denial_kind_t::*;
        let mut retry_after_ms = NO_TIME;
        let mut no_method_reason = doorstep_no_method_reason_t::DOORSTEP_NO_METHOD_NONE;
        let mut blocking = Vec::new();
        let mut unmet = Vec::new();
        let kind = match denial {
            Denial::BlockedByPolicy { policies } => {
                blocking = policies;
                DOORSTEP_DENIAL_BLOCKED_BY_POLICY
            }
            Denial::NoUsableMethod { why } => {
                no_method_reason = why.into();
                DOORSTEP_DENIAL_NO_USABLE_METHOD
            }
            Denial::TooManyAttempts { retry_after_ms: wait } => {
                retry_after_ms = wait;
                DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS
            }
            Denial::JourneyEnded => DOORSTEP_DENIAL_JOURNEY_ENDED,
            Denial::SignUpNotAllowed => DOORSTEP_DENIAL_SIGN_UP_NOT_ALLOWED,
            Denial::UserAlreadyExists => DOORSTEP_DENIAL_USER_ALREADY_EXISTS,
            Denial::ControlsUnmet { controls } => {
                unmet = controls;
                DOORSTEP_DENIAL_CONTROLS_UNMET
            }
        };
        doorstep_denial {
            kind,
            retry_after_ms,
            no_method_reason,
            policies: Nested::new(doorstep_applied_policy_list(Items::of(blocking))),
            controls: Nested::new(unmet.into()),
        }
    }
}

/// What went wrong.
///
/// @param problem A problem.
/// @return Its number; `DOORSTEP_PROBLEM_NONE` for NULL or a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_kind(problem: *const doorstep_problem) -> doorstep_problem_kind_t {
    read(problem, |problem| problem.kind)
}

/// The stable word for a problem kind, such as `invalid_credentials`; the same in every language.
///
/// @param kind A `doorstep_problem_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_problem_kind_t::name(kind))
}

/// Of `DOORSTEP_PROBLEM_INVALID_CODE` and `DOORSTEP_PROBLEM_CODE_SUPERSEDED`: how many tries the code has
/// left.
///
/// @param problem A problem.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_tries_left(problem: *const doorstep_problem) -> u32 {
    read(problem, |problem| problem.tries_left)
}

/// Of `DOORSTEP_PROBLEM_RESEND_TOO_SOON`, `DOORSTEP_PROBLEM_SEND_LIMIT_REACHED` and
/// `DOORSTEP_PROBLEM_MAIL_FAILED`: how long to wait.
///
/// @param problem A problem.
/// @return Milliseconds; `DOORSTEP_NO_TIME` when the journey must be begun again, and for other problems.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_retry_after_ms(problem: *const doorstep_problem) -> i64 {
    read(problem, |problem| problem.retry_after_ms)
}

/// Of `DOORSTEP_PROBLEM_PASSWORD_REJECTED`: which rule the password breaks.
///
/// @param problem A problem.
/// @return Its number; 0 for other problems.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_password_rejection(
    problem: *const doorstep_problem,
) -> doorstep_password_rejection_t {
    read(problem, |problem| problem.password_rejection)
}

/// The stable word for a password rejection, such as `too_short`; the same in every language.
///
/// @param rejection A `doorstep_password_rejection_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_password_rejection_name(rejection: u32) -> *const c_char {
    plain(|| doorstep_password_rejection_t::name(rejection))
}

/// Of `DOORSTEP_PROBLEM_ATTRIBUTES_REJECTED`: the names of the attributes.
///
/// @param problem A problem.
/// @return A list, borrowed from the problem; empty for other problems.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_problem_attribute_names(
    problem: *const doorstep_problem,
) -> *const doorstep_string_list {
    read(problem, |problem| problem.attribute_names.handle())
}

/// Why the journey ended.
///
/// @param denial A denial.
/// @return Its number; `DOORSTEP_DENIAL_NONE` for NULL or a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_kind(denial: *const doorstep_denial) -> doorstep_denial_kind_t {
    read(denial, |denial| denial.kind)
}

/// The stable word for a denial kind, such as `blocked_by_policy`; the same in every language.
///
/// @param kind A `doorstep_denial_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_denial_kind_t::name(kind))
}

/// Of `DOORSTEP_DENIAL_BLOCKED_BY_POLICY`: the policies that block.
///
/// @param denial A denial.
/// @return A list, borrowed from the denial; empty for other denials.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_policies(
    denial: *const doorstep_denial,
) -> *const doorstep_applied_policy_list {
    read(denial, |denial| denial.policies.handle())
}

/// Of `DOORSTEP_DENIAL_NO_USABLE_METHOD`: why there is none.
///
/// @param denial A denial.
/// @return Its number; 0 for other denials.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_no_method_reason(
    denial: *const doorstep_denial,
) -> doorstep_no_method_reason_t {
    read(denial, |denial| denial.no_method_reason)
}

/// The stable word for a no method reason, such as `email_otp_was_first_factor`; the same in every language.
///
/// @param reason A `doorstep_no_method_reason_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_no_method_reason_name(reason: u32) -> *const c_char {
    plain(|| doorstep_no_method_reason_t::name(reason))
}

/// Of `DOORSTEP_DENIAL_TOO_MANY_ATTEMPTS`: how long to wait.
///
/// @param denial A denial.
/// @return Milliseconds; `DOORSTEP_NO_TIME` for other denials.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_retry_after_ms(denial: *const doorstep_denial) -> i64 {
    read(denial, |denial| denial.retry_after_ms)
}

/// Of `DOORSTEP_DENIAL_CONTROLS_UNMET`: the controls, in Microsoft Graph's words.
///
/// @param denial A denial.
/// @return A list, borrowed from the denial; empty for other denials.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_denial_controls(denial: *const doorstep_denial) -> *const doorstep_string_list {
    read(denial, |denial| denial.controls.handle())
}
