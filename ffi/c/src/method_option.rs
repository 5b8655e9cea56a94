//! The methods that a step offers to choose from.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::read;
use crate::handles::{Items, handles};
use crate::methods::doorstep_method_kind_t;
use crate::text::Text;

/// A method to choose.
pub struct doorstep_method_option {
    id: Text,
    kind: doorstep_method_kind_t,
    hint: Text,
}

impl From<core::MethodOption> for doorstep_method_option {
    fn from(option: core::MethodOption) -> Self {
        let core::MethodOption { id, kind, hint } = option;
        doorstep_method_option { id: id.into(), kind: kind.into(), hint: hint.into() }
    }
}

/// Method options.
pub struct doorstep_method_option_list(pub(crate) Items<doorstep_method_option>);

handles!(50 doorstep_method_option, 51 doorstep_method_option_list);

/// Its id, for `doorstep_app_request_challenge`.
///
/// @param option A method option.
/// @return Text, borrowed from the method option.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_option_id(option: *const doorstep_method_option) -> *const c_char {
    read(option, |option| option.id.as_ptr())
}

/// Its kind.
///
/// @param option A method option.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_option_kind(
    option: *const doorstep_method_option,
) -> doorstep_method_kind_t {
    read(option, |option| option.kind)
}

/// The masked address.
///
/// @param option A method option.
/// @return Text, borrowed from the method option.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_option_hint(option: *const doorstep_method_option) -> *const c_char {
    read(option, |option| option.hint.as_ptr())
}

/// How many method options a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_option_list_count(list: *const doorstep_method_option_list) -> usize {
    read(list, |list| list.0.count())
}

/// A method option of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The method option, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_option_list_at(
    list: *const doorstep_method_option_list,
    index: usize,
) -> *const doorstep_method_option {
    read(list, |list| list.0.at(index))
}
