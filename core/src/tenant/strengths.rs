//! The authentication strengths of a tenant: which combinations of methods are good enough, built in and its own.

use super::documents::{self, Document, Times};
use super::{PolicyLimits, Tenant};
use crate::access::{AuthenticationStrength, Policy};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::documents::{STRENGTHS, Shelf};

/// The authentication strengths of a tenant. Policies ask for them by id.
#[derive(Debug, Clone)]
pub struct AuthenticationStrengths(Tenant);

/// A built-in or stored strength.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrengthRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Whether every tenant has it, and nobody can change it.
    pub built_in: bool,
    /// Microsoft Graph's `authenticationStrengthPolicy` JSON.
    pub document: String,
    /// When it was created; `None` when it is built in.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
}

impl Tenant {
    /// The tenant's authentication strengths.
    pub fn authentication_strengths(&self) -> AuthenticationStrengths {
        AuthenticationStrengths(self.clone())
    }
}

impl AuthenticationStrengths {
    /// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy` JSON.
    ///
    /// # Errors
    /// `policy_invalid{path}`; `policy_unsupported{combinationConfigurations[0]}`;
    /// `invalid_argument{authentication_strengths}` beyond the limit (100 by default, see
    /// [`PolicyLimits`](crate::PolicyLimits)); `forbidden`.
    pub fn create(&self, document: &str) -> Result<StrengthRecord> {
        documents::create::<AuthenticationStrength>(&self.0, document)
    }

    /// The built-in strengths, and then the tenant's own, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<StrengthRecord>> {
        documents::list::<AuthenticationStrength>(&self.0)
    }

    /// One strength.
    ///
    /// # Errors
    /// `not_found{authentication_strength}`, `forbidden`.
    pub fn get(&self, strength_id: &str) -> Result<StrengthRecord> {
        documents::get::<AuthenticationStrength>(&self.0, strength_id)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    ///
    /// # Errors
    /// `invalid_argument{strength_id}` for one that is built in; `not_found{authentication_strength}`,
    /// `policy_invalid{path}`, `policy_unsupported{combinationConfigurations[0]}`, `forbidden`.
    pub fn update(&self, strength_id: &str, changes: &str) -> Result<StrengthRecord> {
        documents::update::<AuthenticationStrength>(&self.0, strength_id, changes)
    }

    /// Deletes a strength.
    ///
    /// # Errors
    /// `invalid_argument{strength_id}` for one that is built in, and while a policy asks for it, in whatever state;
    /// `not_found{authentication_strength}`, `forbidden`.
    pub fn delete(&self, strength_id: &str) -> Result<()> {
        documents::delete::<AuthenticationStrength>(&self.0, strength_id)
    }
}

impl Document for AuthenticationStrength {
    type Record = StrengthRecord;
    const SHELF: Shelf = STRENGTHS;
    const MANY: &'static str = "authentication_strengths";
    const ARGUMENT: &'static str = "strength_id";

    fn parse(json: &str) -> Result<Self> {
        AuthenticationStrength::parse(json)
    }

    fn patched(&self, changes: &str) -> Result<Self> {
        AuthenticationStrength::patched(self, changes)
    }

    fn with_meta(self, id: &str, times: Times) -> Self {
        AuthenticationStrength::with_meta(self, id, times.created_at.unwrap_or_default(), times.modified_at)
    }

    fn id(&self) -> &str {
        AuthenticationStrength::id(self)
    }

    fn to_json(&self) -> String {
        AuthenticationStrength::to_json(self)
    }

    fn record(&self, times: Times) -> StrengthRecord {
        StrengthRecord {
            id: self.id().to_owned(),
            display_name: self.display_name().to_owned(),
            built_in: self.is_built_in(),
            document: self.to_json(),
            created_at: times.created_at,
            modified_at: times.modified_at,
        }
    }

    fn most(limits: &PolicyLimits) -> u32 {
        limits.authentication_strengths
    }

    fn named_by(policy: &Policy, id: &str) -> bool {
        policy.names_strength(id)
    }

    fn built_in() -> Vec<Self> {
        AuthenticationStrength::built_in()
    }
}
