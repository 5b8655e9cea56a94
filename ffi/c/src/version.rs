//! Which library this is, and the rest that belongs to no subject.

use std::ffi::{CStr, c_char};

use crate::guard::plain;
use crate::handles;

/// The number in the shared library's name; a library with another number is another interface.
const ABI_VERSION: u32 = 0;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The version of the library that is linked, which may be newer than this header: see `DOORSTEP_VERSION`.
///
/// @return A constant such as `0.1.0`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_version() -> *const c_char {
    plain(|| VERSION.as_ptr())
}

/// The version of the interface of the library that is linked. A program should check once that it equals
/// `DOORSTEP_ABI_VERSION`.
///
/// @return The number in the name of the shared library.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_abi_version() -> u32 {
    plain(|| ABI_VERSION)
}

/// How many handles and texts are open in this process, borrowed ones included: for tests, which can assert that they
/// freed everything.
///
/// @return The number.
#[unsafe(no_mangle)]
#[allow(clippy::redundant_closure, reason = "the test of panics goes by the closure's name")]
pub extern "C" fn doorstep_live_handles() -> usize {
    plain(|| handles::live())
}

/// Frees a text that a function gave away, such as `doorstep_user_flows_to_graph`. Any other pointer is left alone.
///
/// @param text A text that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_string_free(text: *mut c_char) {
    plain(|| handles::take_text(text));
}
