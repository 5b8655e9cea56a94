//! What went wrong, as C sees it.

use std::ffi::c_char;

use doorstep_core as core;
use serde_json::{Value, json};

use crate::guard::{free, read};
use crate::handles::{self, handles};
use crate::memory;
use crate::status::doorstep_status;
use crate::text::Text;

pub(crate) type Result<T, E = Fault> = std::result::Result<T, E>;

/// Why a call could not be carried out: a fault of the call itself, or an error of core.
pub(crate) enum Fault {
    Null { argument: &'static str },
    Utf8 { argument: &'static str },
    Handle,
    Panic,
    Forked,
    Enum { argument: &'static str },
    Size { structure: &'static str },
    TooLong { argument: &'static str, longest: usize },
    TooManyHandles,
    Core(core::Error),
}

impl From<core::Error> for Fault {
    fn from(error: core::Error) -> Self {
        Fault::Core(error)
    }
}

impl Fault {
    /// An `invalid_argument` found by the conversion itself.
    pub(crate) fn invalid(field: &str, reason: &str) -> Self {
        Fault::Core(core::Error::InvalidArgument { field: field.into(), reason: reason.into() })
    }

    pub(crate) fn status(&self) -> doorstep_status {
        match self {
            Fault::Null { .. } => doorstep_status::DOORSTEP_NULL_ARGUMENT,
            Fault::Utf8 { .. } => doorstep_status::DOORSTEP_INVALID_UTF8,
            Fault::Handle => doorstep_status::DOORSTEP_INVALID_HANDLE,
            Fault::Panic => doorstep_status::DOORSTEP_PANIC,
            Fault::Forked => doorstep_status::DOORSTEP_FORKED,
            Fault::Enum { .. } => doorstep_status::DOORSTEP_INVALID_ENUM,
            Fault::Size { .. } => doorstep_status::DOORSTEP_INVALID_SIZE,
            Fault::TooLong { .. } => doorstep_status::DOORSTEP_TOO_LONG,
            Fault::TooManyHandles => doorstep_status::DOORSTEP_TOO_MANY_HANDLES,
            Fault::Core(error) => error.into(),
        }
    }

    fn message(&self) -> String {
        match self {
            Fault::Null { argument } => format!("{argument}: must not be NULL"),
            Fault::Utf8 { argument } => format!("{argument}: must be UTF-8"),
            Fault::Handle => "not an open handle of the type that the function takes".into(),
            Fault::Panic => "internal error (please report it): a panic".into(),
            Fault::Forked => "the handle was made before a fork; open an engine in the child".into(),
            Fault::Enum { argument } => format!("{argument}: is none of its enumeration"),
            Fault::Size { structure } => format!("{structure}: its size is none that this library knows"),
            Fault::TooLong { argument, longest } => {
                format!("{argument}: is longer than {} MiB", longest >> 20)
            }
            Fault::TooManyHandles => "too many handles are open".into(),
            Fault::Core(error) => error.to_string(),
        }
    }

    fn details(&self) -> Value {
        let error = match self {
            Fault::Null { argument }
            | Fault::Utf8 { argument }
            | Fault::Enum { argument }
            | Fault::TooLong { argument, .. } => return json!({ "argument": argument }),
            Fault::Size { structure } => return json!({ "argument": structure }),
            Fault::Handle | Fault::Panic | Fault::Forked | Fault::TooManyHandles => return json!({}),
            Fault::Core(error) => error,
        };
        match error {
            core::Error::InvalidArgument { field, reason } => json!({ "field": field, "reason": reason }),
            core::Error::NotFound { kind }
            | core::Error::AlreadyExists { kind }
            | core::Error::Storage { kind } => json!({ "kind": kind }),
            core::Error::Forbidden { needs } => json!({ "needs": needs }),
            core::Error::PolicyInvalid { path, reason } => json!({ "path": path, "reason": reason }),
            core::Error::PolicyUnsupported { path } => json!({ "path": path }),
            core::Error::IncompatibleDatabase { reason }
            | core::Error::KeyUnavailable { reason }
            | core::Error::Mail { reason }
            | core::Error::Internal { reason } => json!({ "reason": reason }),
            core::Error::KeyMismatch
            | core::Error::StorageFull
            | core::Error::OutcomeUnknown
            | core::Error::Busy => json!({}),
        }
    }
}

/// Puts an error handle for `fault` into `output`, if the caller wants one.
pub(crate) fn report(fault: &Fault, output: *mut *mut doorstep_error) {
    if output.is_null() {
        return;
    }
    let status = fault.status();
    let made = doorstep_error {
        status,
        message: fault.message().into(),
        details: fault.details().to_string().into(),
    };
    if let Ok(handle) = handles::insert(made.into(), true) {
        memory::put(output, std::ptr::without_provenance_mut(handle));
    }
}

/// Why a call failed. Holds only what is safe to log: never a password, code, token or address.
pub struct doorstep_error {
    status: doorstep_status,
    message: Text,
    details: Text,
}

handles!(1 doorstep_error);

/// The status that came with it.
///
/// @param error An error.
/// @return The status; `DOORSTEP_OK` for NULL or a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_error_status(error: *const doorstep_error) -> doorstep_status {
    read(error, |error| error.status)
}

/// The stable word for the status, such as `not_found`. Program against this or the status, not the message.
///
/// @param error An error.
/// @return A constant; NULL for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_error_code(error: *const doorstep_error) -> *const c_char {
    read(error, |error| error.status.name().as_ptr())
}

/// What went wrong, in English, for a log.
///
/// @param error An error.
/// @return Text, borrowed from the error.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_error_message(error: *const doorstep_error) -> *const c_char {
    read(error, |error| error.message.as_ptr())
}

/// The data of the error as a JSON object, such as `{"kind":"user"}`: see `doorstep_status` for its fields.
///
/// @param error An error.
/// @return JSON text, borrowed from the error.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_error_details_json(error: *const doorstep_error) -> *const c_char {
    read(error, |error| error.details.as_ptr())
}

/// Frees an error.
///
/// @param error An error that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_error_free(error: *mut doorstep_error) {
    free(error, |_| {});
}
