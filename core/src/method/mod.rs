//! Authentication methods: which are enabled for whom.

pub(crate) mod configuration;
mod graph;
pub(crate) mod methods;
