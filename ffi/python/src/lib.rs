//! The native module of the Python package `doorstep`: conversions and error mapping, no behavior.
//!
//! Handles (`Engine`, `Tenant`, …) are classes of this module; records and steps are frozen dataclasses of the
//! package, built here field by field, so that a new field in core breaks this build. Three of them (`Session`,
//! `Decision`, `SignIn`) convert a field when it is first read (`lazy.rs`).

mod call;
mod context;
mod country;
mod directory;
mod documents;
mod engine;
mod flow;
mod insight;
mod journey;
mod lazy;
mod mail;
mod method;
mod policy;
mod record;
mod tenant;

use pyo3::prelude::*;

/// The native half of the package `doorstep`.
#[pymodule]
mod _doorstep {
    #[pymodule_export]
    use super::directory::{Apps, Groups, Roles, Users};
    #[pymodule_export]
    use super::documents::{AuthenticationContexts, AuthenticationStrengths, Locations};
    #[pymodule_export]
    use super::engine::{Engine, KeyRing, Limits, ManualClock, PolicyLimits};
    #[pymodule_export]
    use super::flow::UserFlows;
    #[pymodule_export]
    use super::journey::App;
    #[pymodule_export]
    use super::lazy::Lazy;
    #[pymodule_export]
    use super::mail::SmtpMailer;
    #[pymodule_export]
    use super::method::Methods;
    #[pymodule_export]
    use super::policy::{Policies, evaluate, policy_template, policy_templates};
    #[pymodule_export]
    use super::record::Sessions;
    #[pymodule_export]
    use super::tenant::Tenant;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", doorstep_core::VERSION)
    }

    /// Every error code with its number.
    #[pyfunction]
    fn _error_codes() -> Vec<(u32, &'static str)> {
        doorstep_core::Error::CODES.to_vec()
    }

    /// Panics inside a call, so that a test can see what becomes of it.
    #[pyfunction]
    fn _panic(py: Python<'_>) -> PyResult<()> {
        #[allow(clippy::panic, reason = "that is what it is for")]
        call::detached(py, || -> doorstep_core::Result<()> { panic!("asked to") })
    }
}
