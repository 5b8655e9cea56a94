//! Key rings.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{free, produce, read};
use crate::handles::handles;
use crate::status::doorstep_status;
use crate::text::{Text, bytes, text};

/// The host's master key, from which every other key is derived. Keep it away from the database: whoever has both can
/// find a live code in seconds.
pub struct doorstep_key_ring {
    pub(crate) keys: core::KeyRing,
    id: Text,
}

handles!(2 doorstep_key_ring);

impl From<core::KeyRing> for doorstep_key_ring {
    fn from(keys: core::KeyRing) -> Self {
        doorstep_key_ring { id: keys.id().into(), keys }
    }
}

/// Makes a ring of one key of exactly 32 random bytes.
///
/// @param key The bytes, copied. Wipe them afterwards.
/// @param key_length 32.
/// @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`key`) for another length or bytes that are all equal.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_from_bytes(
    key: *const u8,
    key_length: usize,
    key_ring: *mut *mut doorstep_key_ring,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(key_ring, error, || Ok(core::KeyRing::from_bytes(bytes(key, key_length, "key")?)?.into()))
}

/// Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
///
/// @param path Where the file is.
/// @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_KEY_UNAVAILABLE` when the file is missing, readable by others or malformed.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_from_file(
    path: *const c_char,
    key_ring: *mut *mut doorstep_key_ring,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(key_ring, error, || Ok(core::KeyRing::from_file(text(path, "path")?)?.into()))
}

/// Writes a new random key to a file of mode 0600, and makes a ring of it. A file that exists is never overwritten.
///
/// @param path Where the file is to be.
/// @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_ALREADY_EXISTS` (`key_file`) or `DOORSTEP_KEY_UNAVAILABLE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_create_file(
    path: *const c_char,
    key_ring: *mut *mut doorstep_key_ring,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(key_ring, error, || Ok(core::KeyRing::create_file(text(path, "path")?)?.into()))
}

/// Reads the key from an environment variable of 64 hexadecimal digits.
///
/// @param variable The variable's name.
/// @param key_ring Receives the ring; free it with `doorstep_key_ring_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_KEY_UNAVAILABLE` when the variable is unset or malformed.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_from_env(
    variable: *const c_char,
    key_ring: *mut *mut doorstep_key_ring,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(key_ring, error, || Ok(core::KeyRing::from_env(text(variable, "variable")?)?.into()))
}

/// A short name of the key, derived from it and no help in finding it.
///
/// @param key_ring A key ring.
/// @return Text, borrowed from the key ring.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_id(key_ring: *const doorstep_key_ring) -> *const c_char {
    read(key_ring, |ring| ring.id.as_ptr())
}

/// Frees a key ring. Engines opened with it keep what they need.
///
/// @param key_ring A key ring that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_key_ring_free(key_ring: *mut doorstep_key_ring) {
    free(key_ring, |_| {});
}
