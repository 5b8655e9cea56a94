#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
//! Multi-factor sign-in inside your own process.
pub mod access;
mod clock;
mod crypto;
mod directory;
mod error;
mod flow;
mod graph;
mod method;

pub use directory::password::{PasswordRejection, PasswordRules};
pub use error::{Error, Result};
pub use flow::attribute::{AttributeKind, AttributeValue, BUILT_IN_ATTRIBUTES, FlowAttribute};
pub use flow::user_flow::{IdentityProvider, NewUserFlow, UserFlow};
pub use method::configuration::{MethodConfiguration, MethodKind, Target};
