//! What every call answers, and the words for it.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{fallbacks, plain};

/// What a call answers. Numbers are stable: never changed, never used again for something else. 1 to 19 are faults of
/// the call itself; from 20 on they are the errors of Doorstep, the same in every language. Treat an unknown number as
/// a failure.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum doorstep_status {
    /// Done.
    DOORSTEP_OK = 0,
    /// A pointer that must not be NULL is.
    DOORSTEP_NULL_ARGUMENT = 1,
    /// A text is not UTF-8.
    DOORSTEP_INVALID_UTF8 = 2,
    /// A handle is none, was freed, or is of another type.
    DOORSTEP_INVALID_HANDLE = 3,
    /// A bug in Doorstep, which was stopped at the boundary. Please report it.
    DOORSTEP_PANIC = 4,
    /// The handle was made before a fork, in the parent. Open an engine in the child.
    DOORSTEP_FORKED = 5,
    /// A number is none of its enumeration.
    DOORSTEP_INVALID_ENUM = 6,
    /// The `size` of a struct is none that this library knows, or fields that it does not know are used.
    DOORSTEP_INVALID_SIZE = 7,
    /// A text or array is longer than 1 MiB, or than what a function says.
    DOORSTEP_TOO_LONG = 8,
    /// Too many handles are open.
    DOORSTEP_TOO_MANY_HANDLES = 9,
    /// An argument is not acceptable. Details: `field`, `reason`.
    DOORSTEP_INVALID_ARGUMENT = 20,
    /// No such thing in this tenant. A foreign tenant's id is answered exactly like an unknown one. Details: `kind`.
    DOORSTEP_NOT_FOUND = 21,
    /// Something with this name, address or subject exists already. Details: `kind`.
    DOORSTEP_ALREADY_EXISTS = 22,
    /// The acting user holds none of the roles that the call needs. Details: `needs`, a list of names.
    DOORSTEP_FORBIDDEN = 23,
    /// A policy, flow or method document breaks a rule. Details: `path`, `reason`.
    DOORSTEP_POLICY_INVALID = 30,
    /// A policy uses what cannot be evaluated here; it may only be stored disabled. Details: `path`.
    DOORSTEP_POLICY_UNSUPPORTED = 31,
    /// The file is not a Doorstep database, or was written by a newer version. Details: `reason`.
    DOORSTEP_INCOMPATIBLE_DATABASE = 40,
    /// The key could not be read from where it was said to be. Details: `reason`.
    DOORSTEP_KEY_UNAVAILABLE = 41,
    /// The database was created with another key.
    DOORSTEP_KEY_MISMATCH = 42,
    /// The storage layer failed. Details: `kind`.
    DOORSTEP_STORAGE = 43,
    /// The disk is full. Nothing was written.
    DOORSTEP_STORAGE_FULL = 44,
    /// The storage failed while committing: the change may or may not have been made. Read before trying again.
    DOORSTEP_OUTCOME_UNKNOWN = 45,
    /// Another writer held the database, or every hashing slot was taken, for longer than the wait allows.
    DOORSTEP_BUSY = 46,
    /// A message could not be composed or handed over. Details: `reason`.
    DOORSTEP_MAIL = 50,
    /// A bug in Doorstep. Please report it. Details: `reason`.
    DOORSTEP_INTERNAL = 90,
}

use doorstep_status::*;

fallbacks!(doorstep_status = DOORSTEP_OK);

impl doorstep_status {
    const ALL: &'static [(doorstep_status, &'static std::ffi::CStr)] = &[
        (DOORSTEP_OK, c"ok"),
        (DOORSTEP_NULL_ARGUMENT, c"null_argument"),
        (DOORSTEP_INVALID_UTF8, c"invalid_utf8"),
        (DOORSTEP_INVALID_HANDLE, c"invalid_handle"),
        (DOORSTEP_PANIC, c"panic"),
        (DOORSTEP_FORKED, c"forked"),
        (DOORSTEP_INVALID_ENUM, c"invalid_enum"),
        (DOORSTEP_INVALID_SIZE, c"invalid_size"),
        (DOORSTEP_TOO_LONG, c"too_long"),
        (DOORSTEP_TOO_MANY_HANDLES, c"too_many_handles"),
        (DOORSTEP_INVALID_ARGUMENT, c"invalid_argument"),
        (DOORSTEP_NOT_FOUND, c"not_found"),
        (DOORSTEP_ALREADY_EXISTS, c"already_exists"),
        (DOORSTEP_FORBIDDEN, c"forbidden"),
        (DOORSTEP_POLICY_INVALID, c"policy_invalid"),
        (DOORSTEP_POLICY_UNSUPPORTED, c"policy_unsupported"),
        (DOORSTEP_INCOMPATIBLE_DATABASE, c"incompatible_database"),
        (DOORSTEP_KEY_UNAVAILABLE, c"key_unavailable"),
        (DOORSTEP_KEY_MISMATCH, c"key_mismatch"),
        (DOORSTEP_STORAGE, c"storage"),
        (DOORSTEP_STORAGE_FULL, c"storage_full"),
        (DOORSTEP_OUTCOME_UNKNOWN, c"outcome_unknown"),
        (DOORSTEP_BUSY, c"busy"),
        (DOORSTEP_MAIL, c"mail"),
        (DOORSTEP_INTERNAL, c"internal"),
    ];

    /// The stable snake_case word.
    pub(crate) fn name(self) -> &'static std::ffi::CStr {
        Self::ALL.iter().find(|(status, _)| *status == self).map_or(c"internal", |(_, name)| name)
    }
}

impl From<&core::Error> for doorstep_status {
    fn from(error: &core::Error) -> Self {
        match error {
            core::Error::InvalidArgument { .. } => DOORSTEP_INVALID_ARGUMENT,
            core::Error::NotFound { .. } => DOORSTEP_NOT_FOUND,
            core::Error::AlreadyExists { .. } => DOORSTEP_ALREADY_EXISTS,
            core::Error::Forbidden { .. } => DOORSTEP_FORBIDDEN,
            core::Error::PolicyInvalid { .. } => DOORSTEP_POLICY_INVALID,
            core::Error::PolicyUnsupported { .. } => DOORSTEP_POLICY_UNSUPPORTED,
            core::Error::IncompatibleDatabase { .. } => DOORSTEP_INCOMPATIBLE_DATABASE,
            core::Error::KeyUnavailable { .. } => DOORSTEP_KEY_UNAVAILABLE,
            core::Error::KeyMismatch => DOORSTEP_KEY_MISMATCH,
            core::Error::Storage { .. } => DOORSTEP_STORAGE,
            core::Error::StorageFull => DOORSTEP_STORAGE_FULL,
            core::Error::OutcomeUnknown => DOORSTEP_OUTCOME_UNKNOWN,
            core::Error::Busy => DOORSTEP_BUSY,
            core::Error::Mail { .. } => DOORSTEP_MAIL,
            core::Error::Internal { .. } => DOORSTEP_INTERNAL,
        }
    }
}

/// The stable word for a status, such as `not_found`; the same as the code of errors in every other language.
///
/// @param status A `doorstep_status`.
/// @return A constant; NULL for a number that is no status.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_status_name(status: u32) -> *const c_char {
    plain(|| {
        let found = doorstep_status::ALL.iter().find(|(known, _)| *known as u32 == status);
        found.map_or(std::ptr::null(), |(_, name)| name.as_ptr())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_those_of_core() {
        for (number, code) in core::Error::CODES {
            let found = doorstep_status::ALL.iter().find(|(status, _)| *status as u32 == *number);
            assert_eq!(found.map(|(_, name)| name.to_str()), Some(Ok(*code)));
        }
        let boundary = doorstep_status::ALL.iter().filter(|(status, _)| (*status as u32) < 20).count();
        assert_eq!(doorstep_status::ALL.len(), core::Error::CODES.len() + boundary);
        for error in
            [core::Error::KeyMismatch, core::Error::Busy, core::Error::NotFound { kind: String::new() }]
        {
            assert_eq!(doorstep_status::from(&error) as u32, error.number());
        }
    }
}
