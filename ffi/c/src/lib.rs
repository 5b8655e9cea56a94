#![allow(non_camel_case_types, reason = "types have their names in C")]
#![allow(unreachable_pub, reason = "what is public is so for C; Rust programs use doorstep-core")]
//! The C library of Doorstep: handles, conversions and error mapping, no behavior. `doorstep.h` is made from this crate.
//!
//! Every exported function is a line or two inside [`guard`]. `unsafe` is confined to [`memory`], [`text`],
//! [`callback`] and [`fork`].

#[cfg(panic = "abort")]
compile_error!("panics are caught at the boundary, so they must unwind");

mod callback;
mod fork;
mod guard;
mod handles;
mod memory;
mod seen_context;
mod text;
mod words;

// In the order of the header; the empty lines keep it.

mod version;

mod status;

mod error;

mod lists;

mod keys;

mod clock;

mod mail;

mod country;

mod limits;

mod engine;

mod tenant;

mod conditions;

mod sign_in_context;

mod app;

mod step_up;

mod step;

mod code;

mod method_option;

mod problem;

mod sessions;

mod session;

mod session_controls;

mod used_method;

mod applied_policy;

mod policies;

mod warning;

mod proofs;

mod templates;

mod locations;

mod authentication_strengths;

mod authentication_contexts;

mod import;

mod replay;

mod what_if;

mod decision;

mod requirement;

mod evaluate;

mod apps;

mod user_flows;

mod user_flow;

mod methods;

mod method_configuration;

mod users;

mod user;

mod groups;

mod roles;

mod sign_ins;

mod sign_in;

mod explanation;

mod authentication_detail;

mod audit_log;

#[cfg(feature = "test-panic")]
mod test_panic;
