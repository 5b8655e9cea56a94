//! What a running journey remembers between two calls.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::access::SignInContext;
use crate::clock::{MINUTE, Timestamp};
use crate::flow::attribute::AttributeValue;
use crate::journey::step::CodePurpose;
use crate::record::{SignIn, SignInKind};
use crate::session::UsedMethod;

/// How long a step waits (RFC 6749 §4.1.2 gives an authorization code as long).
pub(crate) const STEP_LIFETIME: i64 = 10 * MINUTE;

/// How long a journey lasts at most, whatever its steps do.
pub(crate) fn lifetime(kind: SignInKind) -> i64 {
    match kind {
        SignInKind::SignIn | SignInKind::SecondFactor | SignInKind::StepUp => 15 * MINUTE,
        SignInKind::SignUp => 30 * MINUTE,
    }
}

/// What the journey waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waiting {
    Password,
    Code,
    Method,
    Registration,
    NewPassword,
    Attributes,
    Terms,
}

impl Waiting {
    const ALL: [Waiting; 7] = [
        Waiting::Password,
        Waiting::Code,
        Waiting::Method,
        Waiting::Registration,
        Waiting::NewPassword,
        Waiting::Attributes,
        Waiting::Terms,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Waiting::Password => "password",
            Waiting::Code => "code",
            Waiting::Method => "method",
            Waiting::Registration => "registration",
            Waiting::NewPassword => "new_password",
            Waiting::Attributes => "attributes",
            Waiting::Terms => "terms",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|waiting| waiting.as_str() == word)
    }
}

/// A journey's row.
pub(crate) struct Journey {
    pub(crate) id: String,
    pub(crate) client_id: String,
    /// Whose journey; `None` for a decoy, and before a sign-up has made the user.
    pub(crate) user_id: Option<String>,
    pub(crate) waiting: Waiting,
    pub(crate) state: State,
    /// The entry of the sign-in log as it stands.
    pub(crate) record: SignIn,
    /// The hash of the one token that is good now.
    pub(crate) token_hash: Vec<u8>,
    pub(crate) created_at: Timestamp,
    pub(crate) step_expires_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// Whether there is a row of it.
    pub(crate) stored: bool,
}

/// The part of a journey that only journeys read.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    /// The canonical address that was typed; empty when the host named a subject instead.
    pub(crate) canonical: String,
    /// The same as it was typed, for a new account.
    pub(crate) original: String,
    pub(crate) context: SignInContext,
    /// Whether its address has a country that nobody looked up, since no policy asked for it when the journey began.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) unlocated: bool,
    /// What has been shown so far.
    pub(crate) shown: Vec<UsedMethod>,
    /// The host's own words for a first factor that it checked.
    pub(crate) external_amr: Vec<String>,
    /// The code that is out.
    pub(crate) challenge: Option<Challenge>,
    /// Codes sent so far in this journey.
    pub(crate) sends: u32,
    /// The hash of a new account's password, until its attributes are in.
    pub(crate) new_password_hash: Option<String>,
    /// A new account's attributes.
    pub(crate) new_attributes: BTreeMap<String, AttributeValue>,
    /// The session that the journey goes on from, when it is not a sign-in of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) upgrade: Option<Upgrade>,
    /// The terms of use that it waits for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) terms: Vec<String>,
    /// Whether a new password was set in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) password_changed: bool,
    /// What is left of the tokens it had before, so that a second use of one is noticed.
    pub(crate) spent: Vec<String>,
}

/// A session to go on from.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Upgrade {
    pub(crate) session_id: String,
    /// The hash of the session token that was shown, in hexadecimal: another one must not have taken its place.
    pub(crate) token: String,
    /// What had been shown for the session.
    pub(crate) claims: Vec<UsedMethod>,
    /// The authentication context that is asked for.
    pub(crate) auth_context: Option<String>,
}

/// A code that was sent.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Challenge {
    pub(crate) purpose: CodePurpose,
    /// Where it went.
    pub(crate) address: String,
    pub(crate) canonical: String,
    pub(crate) masked: String,
    /// The language of its letters.
    pub(crate) locale: String,
    /// Which of the journey's codes it is.
    pub(crate) number: u32,
    pub(crate) length: u8,
    pub(crate) reference: String,
    pub(crate) resend_after: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// No code can be right: there is no account, or the sign-up is for an address that has one.
    pub(crate) decoy: bool,
}
