//! How a session came about: the methods that were used.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::read;
use crate::handles::{Items, handles};
use crate::text::{Text, maybe, pointer};

/// A way in which a user was shown to be who they are.
pub struct doorstep_used_method {
    kind: Text,
    channel: Text,
    detail: Option<Text>,
    at: i64,
}

impl From<core::UsedMethod> for doorstep_used_method {
    fn from(method: core::UsedMethod) -> Self {
        let core::UsedMethod { kind, channel, detail, at } = method;
        doorstep_used_method { kind: kind.into(), channel: channel.into(), detail: maybe(detail), at }
    }
}

/// Used methods.
pub struct doorstep_used_method_list(pub(crate) Items<doorstep_used_method>);

handles!(12 doorstep_used_method, 13 doorstep_used_method_list);

/// What it was: `password`, `email_otp` or `external`.
///
/// @param method A used method.
/// @return Text, borrowed from the used method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_kind(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| method.kind.as_ptr())
}

/// How it was shown: `knowledge`, `email` or `external`. Two factors differ in it.
///
/// @param method A used method.
/// @return Text, borrowed from the used method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_channel(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| method.channel.as_ptr())
}

/// The masked address, where there is one.
///
/// @param method A used method.
/// @return Text, borrowed from the used method; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_detail(method: *const doorstep_used_method) -> *const c_char {
    read(method, |method| pointer(method.detail.as_ref()))
}

/// When it was shown.
///
/// @param method A used method.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_at_ms(method: *const doorstep_used_method) -> i64 {
    read(method, |method| method.at)
}

/// How many used methods a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_list_count(list: *const doorstep_used_method_list) -> usize {
    read(list, |list| list.0.count())
}

/// A used method of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The used method, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_used_method_list_at(
    list: *const doorstep_used_method_list,
    index: usize,
) -> *const doorstep_used_method {
    read(list, |list| list.0.at(index))
}
