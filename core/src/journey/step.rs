//! [`Step`]: what a journey asks for next, and why the last answer did not advance it.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::crypto::Secret;
use crate::directory::password::{PasswordRejection, PasswordRules};
use crate::flow::attribute::FlowAttribute;
use crate::method::configuration::MethodKind;
use crate::session::{AppliedPolicy, Session};

/// What comes next. Every waiting step carries the continuation token that its next call needs, and the
/// [`Problem`] with the last submission, so that a page can simply be drawn again.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time, and it is taken apart at once")]
pub enum Step {
    /// Ask for the password: `submit_password`.
    PasswordRequired {
        /// The continuation token.
        token: Secret,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for the code that was sent: `submit_code`, `resend_code`.
    CodeRequired {
        /// The continuation token.
        token: Secret,
        /// What the code is for.
        purpose: CodePurpose,
        /// How the code travels.
        channel: Channel,
        /// Where it went, masked.
        masked_target: String,
        /// How many digits it has.
        code_length: u8,
        /// From when on another may be asked for.
        resend_after: Timestamp,
        /// When it stops being good.
        expires_at: Timestamp,
        /// Three characters that the mail shows too.
        reference: String,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask which method to use: `request_challenge`.
    MethodRequired {
        /// The continuation token.
        token: Secret,
        /// The methods to choose from.
        methods: Vec<MethodOption>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for something to send codes to: `register_method`.
    RegistrationRequired {
        /// The continuation token.
        token: Secret,
        /// The kinds of method that can be registered.
        kinds: Vec<MethodKind>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for attributes: `submit_attributes`.
    AttributesRequired {
        /// The continuation token.
        token: Secret,
        /// What to ask.
        attributes: Vec<FlowAttribute>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for a new password: `submit_password`.
    NewPasswordRequired {
        /// The continuation token.
        token: Secret,
        /// What it must be like.
        rules: PasswordRules,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Show terms of use and ask whether they are accepted: `accept_terms`.
    TermsRequired {
        /// The continuation token.
        token: Secret,
        /// The ids of the terms, as the policies have them. What they say is the host's to show.
        terms: Vec<String>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Done: the user is signed in.
    Completed {
        /// The session token: for the user's browser or device alone.
        token: Secret,
        /// The session.
        session: Session,
    },
    /// Over: the user is not signed in.
    Denied {
        /// Why; safe to show.
        reason: Denial,
    },
}

/// What a code is for. A code for one purpose is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePurpose {
    /// The first factor of a sign-in.
    SignIn,
    /// The second factor.
    SecondFactor,
    /// Proving the address of a new account.
    SignUp,
    /// Proving an address that is being registered as a method.
    Registration,
}

impl CodePurpose {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            CodePurpose::SignIn => "sign_in",
            CodePurpose::SecondFactor => "second_factor",
            CodePurpose::SignUp => "sign_up",
            CodePurpose::Registration => "registration",
        }
    }
}

/// How a code travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By email.
    Email,
}

impl Channel {
    /// The stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Email => "email",
        }
    }
}

/// A method to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodOption {
    /// Its id, for `request_challenge`.
    pub id: String,
    /// Its kind.
    pub kind: MethodKind,
    /// The masked address.
    pub hint: String,
}

/// Why the last submission did not advance the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The password is wrong, or the account is unknown, disabled, locked or has none: never said which.
    InvalidCredentials,
    /// The code is wrong. At 0 left, another must be asked for.
    InvalidCode {
        /// Tries left for this code.
        tries_left: u32,
    },
    /// The code was right once, but a newer one was sent.
    CodeSuperseded {
        /// Tries left for the newer code.
        tries_left: u32,
    },
    /// The code ran out; another must be asked for.
    CodeExpired,
    /// The new password breaks a rule.
    PasswordRejected {
        /// Which rule.
        reason: PasswordRejection,
    },
    /// Attributes are missing or not acceptable.
    AttributesRejected {
        /// Their names.
        names: Vec<String>,
    },
    /// What was given to be registered is no address.
    TargetRejected,
    /// Another code was asked for too soon.
    ResendTooSoon {
        /// Milliseconds to wait.
        retry_after_ms: i64,
    },
    /// No more codes can be sent: to this address for now, or in this journey at all.
    SendLimitReached {
        /// Milliseconds to wait; `None` when the journey must be begun again.
        retry_after_ms: Option<i64>,
    },
    /// The message could not be delivered; it is tried again.
    MailFailed {
        /// Milliseconds until the next try.
        retry_after_ms: i64,
    },
}

impl Problem {
    /// The stable snake_case code.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::InvalidCredentials => "invalid_credentials",
            Problem::InvalidCode { .. } => "invalid_code",
            Problem::CodeSuperseded { .. } => "code_superseded",
            Problem::CodeExpired => "code_expired",
            Problem::PasswordRejected { .. } => "password_rejected",
            Problem::AttributesRejected { .. } => "attributes_rejected",
            Problem::TargetRejected => "target_rejected",
            Problem::ResendTooSoon { .. } => "resend_too_soon",
            Problem::SendLimitReached { .. } => "send_limit_reached",
            Problem::MailFailed { .. } => "mail_failed",
        }
    }
}

/// Why a journey ended without a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denial {
    /// A policy blocks this sign-in.
    BlockedByPolicy {
        /// The policies that do.
        policies: Vec<AppliedPolicy>,
    },
    /// A second factor is required and there is none that this user could use.
    NoUsableMethod {
        /// Why there is none.
        why: NoMethodReason,
    },
    /// Too many wrong answers.
    TooManyAttempts {
        /// Milliseconds until it may be tried again.
        retry_after_ms: i64,
    },
    /// The journey expired, was canceled, or its token was used twice.
    JourneyEnded,
    /// The flow does not let people sign up.
    SignUpNotAllowed,
    /// There is an account with this address. Only of flows that opt in to saying so.
    UserAlreadyExists,
    /// A control that no prompt can satisfy.
    ControlsUnmet {
        /// The controls, in Graph's words.
        controls: Vec<String>,
    },
}

impl Denial {
    /// The stable snake_case code.
    pub fn code(&self) -> &'static str {
        match self {
            Denial::BlockedByPolicy { .. } => "blocked_by_policy",
            Denial::NoUsableMethod { .. } => "no_usable_method",
            Denial::TooManyAttempts { .. } => "too_many_attempts",
            Denial::JourneyEnded => "journey_ended",
            Denial::SignUpNotAllowed => "sign_up_not_allowed",
            Denial::UserAlreadyExists => "user_already_exists",
            Denial::ControlsUnmet { .. } => "controls_unmet",
        }
    }
}

/// Why no method can serve as the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoMethodReason {
    /// The first factor was a code by email, which cannot be the second one too.
    EmailOtpWasFirstFactor,
    /// No method is enabled for this user.
    NoMethodEnabled,
    /// The engine has no mailer.
    NoMailer,
    /// A policy asks for an authentication strength that no method of this user can meet.
    StrengthNotMet,
}

impl NoMethodReason {
    /// The stable snake_case word.
    pub fn as_str(self) -> &'static str {
        match self {
            NoMethodReason::EmailOtpWasFirstFactor => "email_otp_was_first_factor",
            NoMethodReason::NoMethodEnabled => "no_method_enabled",
            NoMethodReason::NoMailer => "no_mailer",
            NoMethodReason::StrengthNotMet => "strength_not_met",
        }
    }
}
