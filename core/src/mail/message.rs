//! The message a mailer is handed, and the two ways in which handing it over can fail.

use std::fmt;

use crate::crypto::Secret;

/// Why a message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailPurpose {
    /// A code that is the first factor.
    SignIn,
    /// A code after a password, or after a first factor that the host checked.
    SecondFactor,
    /// A code that proves a new account's address.
    SignUp,
    /// A code that proves the address of a method being added to an account.
    Registration,
    /// No code: somebody tried to sign up with the address of an account.
    AccountExists,
}

impl MailPurpose {
    /// Every purpose.
    pub const ALL: [MailPurpose; 5] = [
        MailPurpose::SignIn,
        MailPurpose::SecondFactor,
        MailPurpose::SignUp,
        MailPurpose::Registration,
        MailPurpose::AccountExists,
    ];

    /// The snake_case name, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            MailPurpose::SignIn => "sign_in",
            MailPurpose::SecondFactor => "second_factor",
            MailPurpose::SignUp => "sign_up",
            MailPurpose::Registration => "registration",
            MailPurpose::AccountExists => "account_exists",
        }
    }

    /// Whether a message of this purpose carries a code.
    pub(crate) fn has_code(self) -> bool {
        self != MailPurpose::AccountExists
    }
}

impl fmt::Display for MailPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the mailer is handed. The only place where a code can be read.
///
/// `Debug` shows neither address, subject, text nor code, so that a message may be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The one recipient's address.
    pub to: String,
    /// The sender's address.
    pub sender: String,
    /// The sender's display name: one line, cleaned of what could pass for a link or an address.
    pub sender_name: String,
    /// One line; holds the reference, never the code, because locked screens show subjects.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part: a whole document without links, images or scripts.
    pub html: String,
    /// Why it is sent.
    pub purpose: MailPurpose,
    /// The language it is written in, as a BCP 47 tag.
    pub locale: String,
    /// The code, for hosts that deliver with a template of their own.
    pub code: Option<Secret>,
    /// The tenant on whose behalf it is sent.
    pub tenant_id: String,
    /// The same for every attempt to deliver this message, so that a host can drop a repetition.
    pub message_id: String,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("purpose", &self.purpose)
            .field("locale", &self.locale)
            .field("tenant_id", &self.tenant_id)
            .field("message_id", &self.message_id)
            .finish_non_exhaustive()
    }
}

/// Hands messages over to whatever delivers them. Called with no lock and no transaction held.
///
/// Every message is handed over at least once while its code lives, and not again after an `Ok`, unless the process
/// ends before it could note the `Ok`, or the call takes more than a minute and another process takes over.
///
/// Any `Fn(&Message) -> Result<(), MailError>` that is `Send + Sync` is a mailer.
pub trait Mailer: Send + Sync {
    /// Hands over one message. `Ok` means that somebody else is responsible for it now.
    ///
    /// # Errors
    /// [`MailError::Transient`] to be called again with the same message while its code lives,
    /// [`MailError::Permanent`] to give it up.
    fn send(&self, message: &Message) -> Result<(), MailError>;
}

impl<F> Mailer for F
where
    F: Fn(&Message) -> Result<(), MailError> + Send + Sync,
{
    fn send(&self, message: &Message) -> Result<(), MailError> {
        self(message)
    }
}

/// Why a message could not be handed over. `reason` is logged: it must hold no address and no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailError {
    /// It may work later.
    Transient {
        /// What failed, safe to log.
        reason: String,
    },
    /// It will never work for this message.
    Permanent {
        /// What failed, safe to log.
        reason: String,
    },
}

impl MailError {
    pub(crate) fn transient(reason: impl Into<String>) -> Self {
        MailError::Transient { reason: reason.into() }
    }

    pub(crate) fn permanent(reason: impl Into<String>) -> Self {
        MailError::Permanent { reason: reason.into() }
    }

    /// What failed, safe to log.
    pub fn reason(&self) -> &str {
        match self {
            MailError::Transient { reason } | MailError::Permanent { reason } => reason,
        }
    }

    /// Whether trying again may work.
    pub fn is_transient(&self) -> bool {
        matches!(self, MailError::Transient { .. })
    }
}

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for MailError {}
