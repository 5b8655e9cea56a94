//! Crossing the boundary: catching panics, mapping errors.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_core as core;

/// A result of this crate.
pub(crate) type Result<T> = std::result::Result<T, DoorstepError>;

/// Runs `work`; a panic in it is an error like any other.
pub(crate) fn guarded<T>(work: impl FnOnce() -> core::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(DoorstepError::from),
        Err(_) => Err(core::Error::Internal { reason: "a panic".into() }.into()),
    }
}

/// Why a call could not be carried out: core's error with its `text`, which is written once, in core.
#[derive(Debug, uniffi::Error)]
pub(crate) enum DoorstepError {
    /// An argument is not acceptable.
    InvalidArgument {
        /// The argument, or the path inside it.
        field: String,
        /// What is expected of it.
        reason: String,
        /// All of it in words.
        text: String,
    },
    /// No such thing in this tenant.
    NotFound {
        /// What was looked for.
        kind: String,
        /// All of it in words.
        text: String,
    },
    /// Something with this name, address or subject exists already.
    AlreadyExists {
        /// What exists.
        kind: String,
        /// All of it in words.
        text: String,
    },
    /// The acting user holds none of the roles that this call needs.
    Forbidden {
        /// The roles of which one would do, by display name.
        needs: Vec<String>,
        /// All of it in words.
        text: String,
    },
    /// A policy, flow or method document breaks a rule.
    PolicyInvalid {
        /// Path of the field.
        path: String,
        /// The rule.
        reason: String,
        /// All of it in words.
        text: String,
    },
    /// A policy uses what cannot be evaluated here.
    PolicyUnsupported {
        /// Path of the first such field.
        path: String,
        /// All of it in words.
        text: String,
    },
    /// The file is not a Doorstep database, or a newer version wrote it.
    IncompatibleDatabase {
        /// What was found.
        reason: String,
        /// All of it in words.
        text: String,
    },
    /// The key could not be read.
    KeyUnavailable {
        /// What failed.
        reason: String,
        /// All of it in words.
        text: String,
    },
    /// The database was created with another key.
    KeyMismatch {
        /// All of it in words.
        text: String,
    },
    /// The storage layer failed.
    Storage {
        /// The kind of failure, as SQLite words it.
        kind: String,
        /// All of it in words.
        text: String,
    },
    /// The disk is full.
    StorageFull {
        /// All of it in words.
        text: String,
    },
    /// The change may or may not have been made.
    OutcomeUnknown {
        /// All of it in words.
        text: String,
    },
    /// Another writer, or every hashing slot, was taken for too long.
    Busy {
        /// All of it in words.
        text: String,
    },
    /// A message could not be composed or handed over.
    Mail {
        /// What failed.
        reason: String,
        /// All of it in words.
        text: String,
    },
    /// A bug in Doorstep.
    Internal {
        /// Where it was noticed.
        reason: String,
        /// All of it in words.
        text: String,
    },
}

impl From<core::Error> for DoorstepError {
    fn from(error: core::Error) -> Self {
        use core::Error;
        let text = error.to_string();
        match error {
            Error::InvalidArgument { field, reason } => {
                // Durations have no unit in these languages, nor in the names of arguments that are one.
                let field = field.strip_suffix("_ms").map(str::to_owned).unwrap_or(field);
                let text = format!("{field}: {reason}");
                DoorstepError::InvalidArgument { field, reason, text }
            }
            Error::NotFound { kind } => DoorstepError::NotFound { kind, text },
            Error::AlreadyExists { kind } => DoorstepError::AlreadyExists { kind, text },
            Error::Forbidden { needs } => DoorstepError::Forbidden { needs, text },
            Error::PolicyInvalid { path, reason } => DoorstepError::PolicyInvalid { path, reason, text },
            Error::PolicyUnsupported { path } => DoorstepError::PolicyUnsupported { path, text },
            Error::IncompatibleDatabase { reason } => DoorstepError::IncompatibleDatabase { reason, text },
            Error::KeyUnavailable { reason } => DoorstepError::KeyUnavailable { reason, text },
            Error::KeyMismatch => DoorstepError::KeyMismatch { text },
            Error::Storage { kind } => DoorstepError::Storage { kind, text },
            Error::StorageFull => DoorstepError::StorageFull { text },
            Error::OutcomeUnknown => DoorstepError::OutcomeUnknown { text },
            Error::Busy => DoorstepError::Busy { text },
            Error::Mail { reason } => DoorstepError::Mail { reason, text },
            Error::Internal { reason } => DoorstepError::Internal { reason, text },
        }
    }
}

impl fmt::Display for DoorstepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DoorstepError::InvalidArgument { text, .. }
            | DoorstepError::NotFound { text, .. }
            | DoorstepError::AlreadyExists { text, .. }
            | DoorstepError::Forbidden { text, .. }
            | DoorstepError::PolicyInvalid { text, .. }
            | DoorstepError::PolicyUnsupported { text, .. }
            | DoorstepError::IncompatibleDatabase { text, .. }
            | DoorstepError::KeyUnavailable { text, .. }
            | DoorstepError::KeyMismatch { text }
            | DoorstepError::Storage { text, .. }
            | DoorstepError::StorageFull { text }
            | DoorstepError::OutcomeUnknown { text }
            | DoorstepError::Busy { text }
            | DoorstepError::Mail { text, .. }
            | DoorstepError::Internal { text, .. } => f.write_str(text),
        }
    }
}

impl std::error::Error for DoorstepError {}
