//! What all records share: lists of texts, times that may be missing, and JSON.

use std::ffi::c_char;

use crate::error::{Fault, Result};
use crate::guard::{free, read};
use crate::handles::handles;
use crate::text::{Text, text};

/// The time in place of one that is missing: `DOORSTEP_NO_TIME` in the header.
pub(crate) const NO_TIME: i64 = i64::MIN;

/// A time that the caller may have left out.
pub(crate) fn maybe_time(given: i64) -> Option<i64> {
    (given != NO_TIME).then_some(given)
}

/// A value as JSON text.
pub(crate) fn json(value: &impl serde::Serialize) -> Text {
    serde_json::to_string(value).unwrap_or_default().into()
}

/// A value that the caller gave as JSON text.
pub(crate) fn given_json<T: serde::de::DeserializeOwned>(
    pointer: *const c_char,
    argument: &'static str,
    expected: &str,
) -> Result<T> {
    serde_json::from_str(text(pointer, argument)?).map_err(|_| Fault::invalid(argument, expected))
}

/// The same of a value that may be missing.
pub(crate) fn maybe_json<T: serde::de::DeserializeOwned>(
    pointer: *const c_char,
    argument: &'static str,
    expected: &str,
) -> Result<Option<T>> {
    if pointer.is_null() { Ok(None) } else { given_json(pointer, argument, expected).map(Some) }
}

/// Texts, such as the ids of some users.
pub struct doorstep_string_list(Vec<Text>);

handles!(9 doorstep_string_list);

impl From<Vec<String>> for doorstep_string_list {
    fn from(texts: Vec<String>) -> Self {
        doorstep_string_list(texts.into_iter().map(Text::from).collect())
    }
}

/// How many texts a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_string_list_count(list: *const doorstep_string_list) -> usize {
    read(list, |list| list.0.len())
}

/// A text of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return Text, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_string_list_at(list: *const doorstep_string_list, index: usize) -> *const c_char {
    read(list, |list| list.0.get(index).map_or(std::ptr::null(), Text::as_ptr))
}

/// Frees a list with the texts in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_string_list_free(list: *mut doorstep_string_list) {
    free(list, |_| {});
}
