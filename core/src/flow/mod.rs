//! User flows: how people sign up and in, and what they are asked.

pub(crate) mod attribute;
pub(crate) mod flows;
pub(crate) mod graph;
pub(crate) mod user_flow;
