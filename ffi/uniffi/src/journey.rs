//! Journeys: the calls of people signing up and in, and the steps that answer them.

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::context::SignInContext;
use crate::directory::Attributes;
use crate::flow::FlowAttribute;
use crate::method::MethodKind;
use crate::secret::{Secret, maybe_password, password};
use crate::session::{AppliedPolicy, Session};
pub(crate) use core::{
    Channel, CodePurpose, Denial, ExternalSignIn, MethodOption, NoMethodReason, PasswordRejection,
    PasswordRules, Problem,
};

/// What comes next.
#[derive(uniffi::Enum)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time, and it is taken apart at once")]
pub(crate) enum Step {
    /// Ask for the password.
    PasswordRequired {
        /// The continuation token.
        token: Secret,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for the code that was sent.
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
        resend_after: i64,
        /// When it stops being good.
        expires_at: i64,
        /// Three characters that the mail shows too.
        reference: String,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask which method to use.
    MethodRequired {
        /// The continuation token.
        token: Secret,
        /// The methods to choose from.
        methods: Vec<MethodOption>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for something to send codes to.
    RegistrationRequired {
        /// The continuation token.
        token: Secret,
        /// The kinds of method that can be registered.
        kinds: Vec<MethodKind>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for attributes.
    AttributesRequired {
        /// The continuation token.
        token: Secret,
        /// What to ask.
        attributes: Vec<FlowAttribute>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Ask for a new password.
    NewPasswordRequired {
        /// The continuation token.
        token: Secret,
        /// What it must be like.
        rules: PasswordRules,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Show terms of use and ask whether they are accepted.
    TermsRequired {
        /// The continuation token.
        token: Secret,
        /// The ids of the terms.
        terms: Vec<String>,
        /// Why the last answer did not do.
        problem: Option<Problem>,
    },
    /// Done: the user is signed in.
    Completed {
        /// The session token.
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

impl From<core::Step> for Step {
    fn from(step: core::Step) -> Self {
        use core::Step as S;
        match step {
            S::PasswordRequired { token, problem } => {
                Step::PasswordRequired { token: (&token).into(), problem }
            }
            S::CodeRequired {
                token,
                purpose,
                channel,
                masked_target,
                code_length,
                resend_after,
                expires_at,
                reference,
                problem,
            } => Step::CodeRequired {
                token: (&token).into(),
                purpose,
                channel,
                masked_target,
                code_length,
                resend_after,
                expires_at,
                reference,
                problem,
            },
            S::MethodRequired { token, methods, problem } => {
                Step::MethodRequired { token: (&token).into(), methods, problem }
            }
            S::RegistrationRequired { token, kinds, problem } => {
                Step::RegistrationRequired { token: (&token).into(), kinds, problem }
            }
            S::AttributesRequired { token, attributes, problem } => {
                Step::AttributesRequired { token: (&token).into(), attributes, problem }
            }
            S::NewPasswordRequired { token, rules, problem } => {
                Step::NewPasswordRequired { token: (&token).into(), rules, problem }
            }
            S::TermsRequired { token, terms, problem } => {
                Step::TermsRequired { token: (&token).into(), terms, problem }
            }
            S::Completed { token, session } => Step::Completed { token: (&token).into(), session },
            S::Denied { reason } => Step::Denied { reason },
        }
    }
}

#[uniffi::remote(Enum)]
pub(crate) enum CodePurpose {
    SignIn,
    SecondFactor,
    SignUp,
    Registration,
}

#[uniffi::remote(Enum)]
pub(crate) enum Channel {
    Email,
}

#[uniffi::remote(Record)]
pub(crate) struct MethodOption {
    pub id: String,
    pub kind: MethodKind,
    pub hint: String,
}

#[uniffi::remote(Record)]
pub(crate) struct PasswordRules {
    pub min_length: u32,
    pub max_length: u32,
}

#[uniffi::remote(Enum)]
pub(crate) enum PasswordRejection {
    TooShort,
    TooLong,
    Common,
    ContainsIdentity,
    InvalidCharacters,
    SameAsCurrent,
}

#[uniffi::remote(Enum)]
pub(crate) enum Problem {
    InvalidCredentials,
    InvalidCode { tries_left: u32 },
    CodeSuperseded { tries_left: u32 },
    CodeExpired,
    PasswordRejected { reason: PasswordRejection },
    AttributesRejected { names: Vec<String> },
    TargetRejected,
    ResendTooSoon { retry_after_ms: i64 },
    SendLimitReached { retry_after_ms: Option<i64> },
    MailFailed { retry_after_ms: i64 },
}

#[uniffi::remote(Enum)]
pub(crate) enum NoMethodReason {
    EmailOtpWasFirstFactor,
    NoMethodEnabled,
    NoMailer,
    StrengthNotMet,
}

#[uniffi::remote(Enum)]
pub(crate) enum Denial {
    BlockedByPolicy { policies: Vec<AppliedPolicy> },
    NoUsableMethod { why: NoMethodReason },
    TooManyAttempts { retry_after_ms: i64 },
    JourneyEnded,
    SignUpNotAllowed,
    UserAlreadyExists,
    ControlsUnmet { controls: Vec<String> },
}

#[uniffi::remote(Record)]
pub(crate) struct ExternalSignIn {
    pub subject: String,
    pub email: Option<String>,
    pub amr: Vec<String>,
    pub authenticated_at: Option<i64>,
    pub context: SignInContext,
}

/// An app as the people who sign in to it see it.
#[derive(uniffi::Object)]
pub(crate) struct App(pub(crate) core::App);

#[uniffi::export]
impl App {
    /// The client id.
    fn client_id(&self) -> Result<String> {
        guarded(|| Ok(self.0.client_id().to_owned()))
    }

    /// Begins a sign-in. Unknown, disabled and locked accounts are answered like a wrong password.
    fn sign_in(&self, email: String, password: Option<Vec<u8>>, context: SignInContext) -> Result<Step> {
        let password = maybe_password(password)?;
        guarded(|| self.0.sign_in(&email, password.as_ref().map(|text| text.as_str()), &context))
            .map(Step::from)
    }

    /// Begins a sign-up: a code goes to the address.
    fn sign_up(&self, email: String, context: SignInContext) -> Result<Step> {
        guarded(|| self.0.sign_up(&email, &context)).map(Step::from)
    }

    /// Goes on after a first factor that the host checked with its own user table.
    fn begin_second_factor(&self, sign_in: ExternalSignIn) -> Result<Step> {
        guarded(|| self.0.begin_second_factor(&sign_in)).map(Step::from)
    }

    /// Answers `PasswordRequired` and `NewPasswordRequired`.
    fn submit_password(&self, token: String, password: Vec<u8>) -> Result<Step> {
        let password = self::password(password)?;
        guarded(|| self.0.submit_password(&token, &password)).map(Step::from)
    }

    /// Answers `CodeRequired`. Spaces and hyphens do not matter.
    fn submit_code(&self, token: String, code: String) -> Result<Step> {
        guarded(|| self.0.submit_code(&token, &code)).map(Step::from)
    }

    /// Sends another code, which makes the earlier ones worthless.
    fn resend_code(&self, token: String) -> Result<Step> {
        guarded(|| self.0.resend_code(&token)).map(Step::from)
    }

    /// Answers `MethodRequired`: sends a code by the chosen method.
    fn request_challenge(&self, token: String, method_id: String) -> Result<Step> {
        guarded(|| self.0.request_challenge(&token, &method_id)).map(Step::from)
    }

    /// Answers `RegistrationRequired`: sends a code to `target`.
    fn register_method(&self, token: String, kind: MethodKind, target: String) -> Result<Step> {
        guarded(|| self.0.register_method(&token, kind, &target)).map(Step::from)
    }

    /// Answers `AttributesRequired`.
    fn submit_attributes(&self, token: String, attributes: Attributes) -> Result<Step> {
        guarded(|| self.0.submit_attributes(&token, &attributes)).map(Step::from)
    }

    /// Answers `TermsRequired`: the user has accepted all of the terms.
    fn accept_terms(&self, token: String) -> Result<Step> {
        guarded(|| self.0.accept_terms(&token)).map(Step::from)
    }

    /// Lets the policies decide again over a session and gives it a new token.
    fn refresh(&self, session_token: String, context: SignInContext) -> Result<Step> {
        guarded(|| self.0.refresh(&session_token, &context)).map(Step::from)
    }

    /// The same, with the policies of an authentication context, which the session lists afterwards.
    fn step_up(&self, session_token: String, auth_context: String, context: SignInContext) -> Result<Step> {
        guarded(|| self.0.step_up(&session_token, &auth_context, &context)).map(Step::from)
    }

    /// The step that a token waits at, to draw a page again. Changes nothing.
    fn resume(&self, token: String) -> Result<Step> {
        guarded(|| self.0.resume(&token)).map(Step::from)
    }

    /// Ends a journey and wipes it.
    fn cancel(&self, token: String) -> Result<()> {
        guarded(|| self.0.cancel(&token))
    }
}
