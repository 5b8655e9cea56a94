//! The authentication contexts of a tenant: names, `c1` to `c99`, for what an app asks more for than a sign-in.

use super::documents::{self, Document, Times};
use super::limits::MOST_CONTEXTS;
use super::{PolicyLimits, Tenant};
use crate::access::{AuthenticationContext, Policy};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::documents::{CONTEXTS, Shelf};

/// The authentication contexts of a tenant. Policies name them by id.
#[derive(Debug, Clone)]
pub struct AuthenticationContexts(Tenant);

/// A stored context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticationContextRecord {
    /// `c1` to `c99`.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Whether it is published: apps may ask for it.
    pub is_available: bool,
    /// Microsoft Graph's `authenticationContextClassReference` JSON.
    pub document: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
}

impl Tenant {
    /// The tenant's authentication contexts.
    pub fn authentication_contexts(&self) -> AuthenticationContexts {
        AuthenticationContexts(self.clone())
    }
}

impl AuthenticationContexts {
    /// Creates a context from Microsoft Graph's `authenticationContextClassReference` JSON, whose `id` is one of `c1` to
    /// `c99`.
    ///
    /// # Errors
    /// `policy_invalid{path}`; `already_exists{authentication_context}`; `forbidden`.
    pub fn create(&self, document: &str) -> Result<AuthenticationContextRecord> {
        documents::create::<AuthenticationContext>(&self.0, document)
    }

    /// Every context, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<AuthenticationContextRecord>> {
        documents::list::<AuthenticationContext>(&self.0)
    }

    /// One context.
    ///
    /// # Errors
    /// `not_found{authentication_context}`, `forbidden`.
    pub fn get(&self, context_id: &str) -> Result<AuthenticationContextRecord> {
        documents::get::<AuthenticationContext>(&self.0, context_id)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does. The id stays.
    ///
    /// # Errors
    /// `not_found{authentication_context}`, `policy_invalid{path}`, `forbidden`.
    pub fn update(&self, context_id: &str, changes: &str) -> Result<AuthenticationContextRecord> {
        documents::update::<AuthenticationContext>(&self.0, context_id, changes)
    }

    /// Deletes a context.
    ///
    /// # Errors
    /// `invalid_argument{context_id}` while it is available, and while a policy names it, in whatever state;
    /// `not_found{authentication_context}`, `forbidden`.
    pub fn delete(&self, context_id: &str) -> Result<()> {
        documents::delete::<AuthenticationContext>(&self.0, context_id)
    }
}

impl Document for AuthenticationContext {
    type Record = AuthenticationContextRecord;
    const SHELF: Shelf = CONTEXTS;
    const MANY: &'static str = "authentication_contexts";
    const ARGUMENT: &'static str = "context_id";

    fn parse(json: &str) -> Result<Self> {
        AuthenticationContext::parse(json)
    }

    fn patched(&self, changes: &str) -> Result<Self> {
        AuthenticationContext::patched(self, changes)
    }

    /// Graph's contexts carry no times, and an id of their own.
    fn with_meta(self, _id: &str, _times: Times) -> Self {
        self
    }

    fn id(&self) -> &str {
        AuthenticationContext::id(self)
    }

    fn to_json(&self) -> String {
        AuthenticationContext::to_json(self)
    }

    fn record(&self, times: Times) -> AuthenticationContextRecord {
        AuthenticationContextRecord {
            id: self.id().to_owned(),
            display_name: self.display_name().to_owned(),
            is_available: self.is_available(),
            document: self.to_json(),
            created_at: times.created_at.unwrap_or_default(),
            modified_at: times.modified_at,
        }
    }

    fn most(_limits: &PolicyLimits) -> u32 {
        MOST_CONTEXTS
    }

    fn named_by(policy: &Policy, id: &str) -> bool {
        policy.names_context(id)
    }

    fn kept_because(&self) -> Option<&'static str> {
        self.is_available().then_some("is available to apps: set isAvailable to false first")
    }
}
