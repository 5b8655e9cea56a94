#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
//! Multi-factor sign-in inside your own process.
mod clock;
mod crypto;
mod error;
mod mail;
