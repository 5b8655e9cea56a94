//! What the policy lint finds.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{free, plain, read};
use crate::handles::{Items, handles};
use crate::text::{Text, maybe, pointer};
use crate::words::words;

/// How bad a finding is.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_severity_t {
    /// None: the handle is bad.
    DOORSTEP_SEVERITY_NONE = 0,
    /// Nobody could undo it: everybody, or every administrator, would be locked out.
    DOORSTEP_SEVERITY_ERROR = 1,
    /// Somebody should look at it.
    DOORSTEP_SEVERITY_WARNING = 2,
    /// Good to know.
    DOORSTEP_SEVERITY_INFO = 3,
}

words!(doorstep_severity_t = DOORSTEP_SEVERITY_NONE; core::Severity {
    Error = DOORSTEP_SEVERITY_ERROR c"error",
    Warning = DOORSTEP_SEVERITY_WARNING c"warning",
    Info = DOORSTEP_SEVERITY_INFO c"info",
});

/// One finding of the policy lint.
pub struct doorstep_warning {
    code: Text,
    severity: doorstep_severity_t,
    message: Text,
    policy_id: Option<Text>,
    path: Option<Text>,
}

impl From<core::Warning> for doorstep_warning {
    fn from(warning: core::Warning) -> Self {
        let core::Warning { code, message, policy_id, path, severity } = warning;
        doorstep_warning {
            code: code.into(),
            severity: severity.into(),
            message: message.into(),
            policy_id: maybe(policy_id),
            path: maybe(path),
        }
    }
}

/// Warnings.
pub struct doorstep_warning_list(pub(crate) Items<doorstep_warning>);

handles!(19 doorstep_warning, 20 doorstep_warning_list);

/// The stable snake_case code.
///
/// @param warning A warning.
/// @return Text, borrowed from the warning.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_code(warning: *const doorstep_warning) -> *const c_char {
    read(warning, |warning| warning.code.as_ptr())
}

/// How bad it is.
///
/// @param warning A warning.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_severity(warning: *const doorstep_warning) -> doorstep_severity_t {
    read(warning, |warning| warning.severity)
}

/// The stable word for a severity, such as `error`.
///
/// @param severity A `doorstep_severity_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_severity_name(severity: u32) -> *const c_char {
    plain(|| doorstep_severity_t::name(severity))
}

/// What is wrong and what to do, for an administrator.
///
/// @param warning A warning.
/// @return Text, borrowed from the warning.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_message(warning: *const doorstep_warning) -> *const c_char {
    read(warning, |warning| warning.message.as_ptr())
}

/// The policy it is about.
///
/// @param warning A warning.
/// @return Text, borrowed from the warning; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_policy_id(warning: *const doorstep_warning) -> *const c_char {
    read(warning, |warning| pointer(warning.policy_id.as_ref()))
}

/// The field it is about.
///
/// @param warning A warning.
/// @return Text, borrowed from the warning; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_path(warning: *const doorstep_warning) -> *const c_char {
    read(warning, |warning| pointer(warning.path.as_ref()))
}

/// How many warnings a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_list_count(list: *const doorstep_warning_list) -> usize {
    read(list, |list| list.0.count())
}

/// A warning of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The warning, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_list_at(
    list: *const doorstep_warning_list,
    index: usize,
) -> *const doorstep_warning {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the warnings in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_warning_list_free(list: *mut doorstep_warning_list) {
    free(list, |_| {});
}
