//! Conditional Access: policies in Microsoft Graph's shape, and what they say about one sign-in.
//!
//! Everything here is pure. [`Policy`] reads and writes a document, [`PolicySet`] compiles many of them, and
//! [`PolicySet::decide`] is the one function behind enforcement, report-only and what-if. [`lint`] says what an
//! administrator should know before it hurts. [`read_documents`] finds policies in what other tools exported.

mod compile;
mod context;
mod decide;
#[allow(dead_code, unused_imports, reason = "on the way in")]
mod filter;
mod import;
mod lint;
mod policy;
mod rules;
mod schema;
mod support;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod generated_tests;
#[cfg(test)]
mod vector_tests;

pub use compile::PolicySet;
pub use context::SignInContext;
pub use decide::{Control, Decision, Facts, Outcome, PolicyOutcome, PolicyResult, Reason};
pub use import::{Document, DocumentKind, read_documents};
pub use lint::{LintFacts, Warning, lint};
pub use policy::{Policy, PolicyState};
