#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
//! Multi-factor sign-in inside your own process: tenants, user flows, Conditional Access and email one-time passcodes
//! over an embedded SQLite file.
//!
//! Everything starts with an [`Engine`]. It opens [`Tenant`]s, on which administrators configure apps, users, flows,
//! methods and policies; and [`App`]s, on which people sign up and in. A journey answers each call with a [`Step`].

pub mod access;
mod clock;
mod countries;
#[cfg(test)]
mod country_tests;
mod crypto;
mod directory;
mod engine;
mod error;
mod flow;
mod graph;
mod guard;
mod journey;
mod mail;
mod method;
mod record;
mod session;
mod store;
mod tenant;

pub use access::{
    AuthenticationFlow, ClientAppType, Control, Decision, Device, DevicePlatform, DocumentKind,
    InsiderRiskLevel, Outcome, PersistentBrowser, Policy, PolicyOutcome, PolicyResult, PolicyState,
    PolicyTemplate, PolicyTemplateInputs, Reason, Requirement, RiskLevel, SessionControls, Severity,
    SignInContext, SignInFrequency, UserAction, UserType, Warning, evaluate, policy_template,
    policy_templates,
};
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use countries::{CountryLookup, MaxMindCountries};
pub use crypto::{KeyRing, Secret};
pub use directory::apps::Apps;
pub use directory::groups::Groups;
pub use directory::password::{PasswordRejection, PasswordRules};
pub use directory::records::{
    AppChanges, AppRegistration, EmailMethod, Group, Member, NewUser, Page, User, UserChanges, UserState,
};
pub use directory::role_assignments::Roles;
pub use directory::roles::DirectoryRole;
pub use directory::users::Users;
pub use engine::{Engine, EngineOptions, PurgeReport};
pub use error::{Error, Result};
pub use flow::attribute::{AttributeKind, AttributeValue, BUILT_IN_ATTRIBUTES, FlowAttribute};
pub use flow::flows::{UserFlowChanges, UserFlows};
pub use flow::user_flow::{IdentityProvider, NewUserFlow, UserFlow};
pub use guard::Limits;
pub use journey::step::{Channel, CodePurpose, Denial, MethodOption, NoMethodReason, Problem, Step};
pub use journey::{App, ExternalSignIn};
pub use mail::outbox::MailReport;
pub use mail::{MailError, MailPurpose, Mailer, Message, SmtpMailer, SmtpOptions, SmtpSecurity};
pub use method::configuration::{MethodConfiguration, MethodKind, Target};
pub use method::methods::{MethodSettings, Methods};
pub use record::{
    AuditEntry, AuditQuery, AuthenticationDetail, ConditionalAccessStatus, SignIn, SignInKind, SignInQuery,
    SignInResult,
};
pub use session::{AppliedPolicy, Session, Sessions, UsedMethod};
pub use store::Database;
pub use tenant::{
    Actor, AuthenticationContextRecord, AuthenticationContexts, AuthenticationStrengths, Counterexample,
    Explanation, Gap, ImportItem, ImportOptions, ImportReport, LocationRecord, Locations, Policies,
    PolicyExplanation, PolicyLimits, PolicyRecord, Proof, Replay, ReplayDay, ReplayPage, ReplayUser,
    StrengthRecord, Tenant, TenantRecord, TenantSettings, WhatIf,
};

/// The version of this library.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
