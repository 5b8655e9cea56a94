//! What a code is for, and how it travels.

use std::ffi::c_char;

use crate::guard::plain;

/// What a code is for. A code for one purpose is worth nothing for another.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_code_purpose_t {
    /// None: no code is asked for.
    DOORSTEP_CODE_NONE = 0,
    /// The first factor of a sign-in.
    DOORSTEP_CODE_SIGN_IN = 1,
    /// The second factor.
    DOORSTEP_CODE_SECOND_FACTOR = 2,
    /// Proving the address of a new account.
    DOORSTEP_CODE_SIGN_UP = 3,
    /// Proving an address that is being registered as a method.
    DOORSTEP_CODE_REGISTRATION = 4,
}

/// How a code travels.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_channel_t {
    /// None: no code is asked for.
    DOORSTEP_CHANNEL_NONE = 0,
    /// By email.
    DOORSTEP_CHANNEL_EMAIL = 1,
}

/// The stable word for a code purpose, such as `sign_in`; the same in every language.
///
/// @param purpose A `doorstep_code_purpose_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_code_purpose_name(purpose: u32) -> *const c_char {
    plain(|| doorstep_code_purpose_t::name(purpose))
}

/// The stable word for a channel, such as `email`; the same in every language.
///
/// @param channel A `doorstep_channel_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_channel_name(channel: u32) -> *const c_char {
    plain(|| doorstep_channel_t::name(channel))
}
