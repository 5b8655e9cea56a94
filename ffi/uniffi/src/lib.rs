//! The native library of the Kotlin and Swift packages: conversions and error mapping, no behavior.
//!
//! What is generated from it is internal to those packages, whose public types are written by hand. Records that are
//! all data mirror those of core field by field, so that a new field in core breaks this build. What must not be
//! shown crosses as [`secret::Secret`] or as bytes, never as text inside a record, and the memory of every
//! buffer is wiped before it is given back. `unsafe` is confined to [`wiping`].

#[cfg(panic = "abort")]
compile_error!("panics are caught at the boundary, so they must unwind");

mod call;
mod context;
mod directory;
mod documents;
mod engine;
mod flow;
mod insight;
mod journey;
mod mail;
mod method;
mod policy;
mod record;
mod secret;
mod session;
mod tenant;
mod wiping;

uniffi::setup_scaffolding!("doorstep");

use call::{Result, guarded};

/// The version of this library.
#[uniffi::export]
fn version() -> String {
    doorstep_core::VERSION.to_owned()
}

/// An error's stable number and code.
#[derive(uniffi::Record)]
pub(crate) struct ErrorCode {
    /// The number.
    pub number: u32,
    /// The code.
    pub code: String,
}

/// Every error code with its number: for tests of the packages.
#[uniffi::export]
fn error_codes() -> Vec<ErrorCode> {
    let codes = doorstep_core::Error::CODES.iter();
    codes.map(|(number, code)| ErrorCode { number: *number, code: (*code).to_owned() }).collect()
}

/// Panics inside a call, so that a test can see what becomes of it.
#[uniffi::export]
#[allow(clippy::panic, reason = "that is what it is for")]
fn panic_for_tests() -> Result<()> {
    guarded(|| panic!("asked to"))
}
