//! The one error type: misuse and environment failures, each with a stable number and code.
//!
//! What an end user can cause (a wrong code, a block, an expiry) is a [`Step`](crate::Step), never an error.

use std::fmt;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call could not be carried out. Holds only data that is safe to log: never a password, code, token or address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// An argument is not acceptable; `field` names it as the caller wrote it (`"attributes.city"`).
    InvalidArgument {
        /// The argument, or the path inside it.
        field: String,
        /// What is expected of it.
        reason: String,
    },
    /// No such thing in this tenant. A foreign tenant's id is answered exactly like an unknown one.
    NotFound {
        /// What was looked for: `"user"`, `"policy"`, …
        kind: String,
    },
    /// Something with this name, address or subject exists already.
    AlreadyExists {
        /// What exists: `"tenant"`, `"user"`, …
        kind: String,
    },
    /// The actor holds none of the roles that this call needs.
    Forbidden {
        /// The directory roles of which one would do, by display name.
        needs: Vec<String>,
    },
    /// A policy, flow or method document breaks a rule.
    PolicyInvalid {
        /// Path of the field, as in `conditions.users.includeUsers[0]`.
        path: String,
        /// The rule.
        reason: String,
    },
    /// A policy uses a condition or control that this engine cannot evaluate; it may only be stored disabled.
    PolicyUnsupported {
        /// Path of the first such field.
        path: String,
    },
    /// The file is not a Doorstep database, or was written by a newer version.
    IncompatibleDatabase {
        /// What was found.
        reason: String,
    },
    /// The key could not be read from where it was said to be.
    KeyUnavailable {
        /// What failed; never key material.
        reason: String,
    },
    /// The database was created with another key.
    KeyMismatch,
    /// The storage layer failed.
    Storage {
        /// The kind of failure, as SQLite words it.
        kind: String,
    },
    /// The disk is full. Nothing was written.
    StorageFull,
    /// The storage failed while committing: the change may or may not have been made. Read before trying again.
    OutcomeUnknown,
    /// Another writer held the database, or every hashing slot was taken, for longer than the wait allows.
    Busy,
    /// A message could not be composed or handed over.
    Mail {
        /// What failed; never an address or a code.
        reason: String,
    },
    /// A bug in Doorstep. Please report it.
    Internal {
        /// Where it was noticed.
        reason: String,
    },
}

impl Error {
    /// Every code with its number, in order. Numbers and codes are never reused or changed.
    pub const CODES: &'static [(u32, &'static str)] = &[
        (20, "invalid_argument"),
        (21, "not_found"),
        (22, "already_exists"),
        (23, "forbidden"),
        (30, "policy_invalid"),
        (31, "policy_unsupported"),
        (40, "incompatible_database"),
        (41, "key_unavailable"),
        (42, "key_mismatch"),
        (43, "storage"),
        (44, "storage_full"),
        (45, "outcome_unknown"),
        (46, "busy"),
        (50, "mail"),
        (90, "internal"),
    ];

    /// The stable number. 1–19 are left to the language boundaries (null pointer, invalid UTF-8, panic).
    pub fn number(&self) -> u32 {
        match self {
            Error::InvalidArgument { .. } => 20,
            Error::NotFound { .. } => 21,
            Error::AlreadyExists { .. } => 22,
            Error::Forbidden { .. } => 23,
            Error::PolicyInvalid { .. } => 30,
            Error::PolicyUnsupported { .. } => 31,
            Error::IncompatibleDatabase { .. } => 40,
            Error::KeyUnavailable { .. } => 41,
            Error::KeyMismatch => 42,
            Error::Storage { .. } => 43,
            Error::StorageFull => 44,
            Error::OutcomeUnknown => 45,
            Error::Busy => 46,
            Error::Mail { .. } => 50,
            Error::Internal { .. } => 90,
        }
    }

    /// The stable snake_case code, the same in every language.
    pub fn code(&self) -> &'static str {
        let number = self.number();
        Self::CODES
            .iter()
            .find(|(n, _)| *n == number)
            .map_or("internal", |(_, code)| code)
    }

    pub(crate) fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::InvalidArgument { field: field.into(), reason: reason.into() }
    }

    pub(crate) fn not_found(kind: &str) -> Self {
        Error::NotFound { kind: kind.into() }
    }

    pub(crate) fn already_exists(kind: &str) -> Self {
        Error::AlreadyExists { kind: kind.into() }
    }

    pub(crate) fn policy_invalid(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::PolicyInvalid { path: path.into(), reason: reason.into() }
    }

    pub(crate) fn internal(reason: impl Into<String>) -> Self {
        Error::Internal { reason: reason.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidArgument { field, reason } => write!(f, "{field}: {reason}"),
            Error::NotFound { kind } => write!(f, "no such {kind}"),
            Error::AlreadyExists { kind } => write!(f, "this {kind} exists already"),
            Error::Forbidden { needs } => write!(f, "needs one of the roles: {}", needs.join(", ")),
            Error::PolicyInvalid { path, reason } => write!(f, "{path}: {reason}"),
            Error::PolicyUnsupported { path } => {
                write!(f, "{path}: cannot be evaluated here; store the policy disabled or remove it")
            }
            Error::IncompatibleDatabase { reason } => write!(f, "incompatible database: {reason}"),
            Error::KeyUnavailable { reason } => write!(f, "key unavailable: {reason}"),
            Error::KeyMismatch => write!(f, "the database was created with another key"),
            Error::Storage { kind } => write!(f, "storage failed: {kind}"),
            Error::StorageFull => write!(f, "the disk is full; nothing was written"),
            Error::OutcomeUnknown => {
                write!(f, "storage failed while committing; the change may or may not have been made")
            }
            Error::Busy => write!(f, "busy: try again"),
            Error::Mail { reason } => write!(f, "mail: {reason}"),
            Error::Internal { reason } => write!(f, "internal error (please report it): {reason}"),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_are_unique() {
        let mut numbers: Vec<_> = Error::CODES.iter().map(|c| c.0).collect();
        let mut codes: Vec<_> = Error::CODES.iter().map(|c| c.1).collect();
        numbers.dedup();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(numbers.len(), Error::CODES.len());
        assert_eq!(codes.len(), Error::CODES.len());
        assert_eq!(Error::Busy.code(), "busy");
        assert_eq!(Error::internal("x").code(), "internal");
    }
}
