//! Conditional Access: policies in Microsoft Graph's shape, and what they say about one sign-in.
//!
//! Everything here is pure. [`Policy`] reads and writes a document, [`PolicySet`] compiles many of them with what they
//! refer to, and [`PolicySet::decide`] is the one function behind enforcement, report-only, what-if and replay.
//! `lint` says what an administrator should know before it hurts. [`read_documents`] finds policies in what other
//! tools exported.

mod auth_context;
mod compile;
mod context;
mod control;
mod decide;
mod decision;
mod device;
mod document;
mod evaluate;
mod explain;
mod filter;
mod import;
mod lint;
mod location;
mod policy;
mod prove;
mod reach;
mod references;
mod rules;
mod schema;
mod session_controls;
mod strength;
mod templates;
mod words;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod evaluate_vector_tests;
#[cfg(test)]
mod generated_tests;
#[cfg(test)]
mod vector_tests;

pub use auth_context::AuthenticationContext;
pub(crate) use auth_context::context_id;
pub(crate) use compile::is_built_in_location;
pub use compile::{Environment, PolicySet};
pub use context::SignInContext;
pub(crate) use context::is_country;
pub use control::Control;
pub use decide::{Facts, ServicePrincipal};
pub use decision::{Decision, Outcome, PolicyOutcome, PolicyResult, Reason, Requirement};
pub use device::Device;
pub use evaluate::{Evaluator, evaluate};
pub(crate) use explain::{Named, sentence};
pub use import::{Document, DocumentKind, read_documents};
pub(crate) use lint::{LintFacts, lint, lint_policy};
pub use lint::{Severity, Warning};
pub use location::NamedLocation;
pub use policy::{Policy, PolicyState};
pub(crate) use prove::{AppScope, Claim, KnownApp, KnownUser, Scope, World, gaps, prove};
pub(crate) use reach::Reach;
pub(crate) use rules::is_app_group;
pub use session_controls::{PersistentBrowser, SessionControls, SignInFrequency};
pub use strength::{AuthenticationStrength, Combination};
pub use templates::{PolicyTemplate, PolicyTemplateInputs, policy_template, policy_templates};
pub use words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};
