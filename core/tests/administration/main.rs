//! The administrator's half through the public API: every collection, every refusal, roles, audit log and isolation.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod flows_and_methods;
mod groups_and_roles;
mod helpers;
mod isolation;
mod permissions;
mod policies;
mod users;
