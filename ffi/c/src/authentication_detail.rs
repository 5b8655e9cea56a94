//! What was asked for in a sign-in, one factor after the other.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::read;
use crate::handles::{Items, handles};
use crate::text::{Text, maybe, pointer};

/// One thing that was shown or tried in an attempt.
pub struct doorstep_authentication_detail {
    at: i64,
    method: Text,
    detail: Option<Text>,
    succeeded: bool,
    result: Text,
    requirement: Text,
}

impl From<core::AuthenticationDetail> for doorstep_authentication_detail {
    fn from(detail: core::AuthenticationDetail) -> Self {
        let core::AuthenticationDetail { at, method, detail, succeeded, result, requirement } = detail;
        doorstep_authentication_detail {
            at,
            method: method.into(),
            detail: maybe(detail),
            succeeded,
            result: result.into(),
            requirement: requirement.into(),
        }
    }
}

/// Authentication details, in order.
pub struct doorstep_authentication_detail_list(pub(crate) Items<doorstep_authentication_detail>);

handles!(41 doorstep_authentication_detail, 42 doorstep_authentication_detail_list);

/// When.
///
/// @param detail An authentication detail.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_at_ms(detail: *const doorstep_authentication_detail) -> i64 {
    read(detail, |detail| detail.at)
}

/// What it was: `password`, `email_otp`, `external` or `terms_of_use`.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_method(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.method.as_ptr())
}

/// The masked address that a code went to, the words of the host for what it checked, or the terms.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_detail(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| pointer(detail.detail.as_ref()))
}

/// Whether it was right.
///
/// @param detail An authentication detail.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_succeeded(
    detail: *const doorstep_authentication_detail,
) -> bool {
    read(detail, |detail| detail.succeeded)
}

/// What came of it, in words.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_result(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.result.as_ptr())
}

/// `primary` or `secondary`.
///
/// @param detail An authentication detail.
/// @return Text, borrowed from the authentication detail.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_requirement(
    detail: *const doorstep_authentication_detail,
) -> *const c_char {
    read(detail, |detail| detail.requirement.as_ptr())
}

/// How many authentication details a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_list_count(
    list: *const doorstep_authentication_detail_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// An authentication detail of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The authentication detail, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_detail_list_at(
    list: *const doorstep_authentication_detail_list,
    index: usize,
) -> *const doorstep_authentication_detail {
    read(list, |list| list.0.at(index))
}
