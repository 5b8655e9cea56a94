//! What policies refer to by id: named locations, authentication strengths and authentication contexts.

use doorstep_core as core;

use crate::call::{Result, guarded};
pub(crate) use core::{AuthenticationContextRecord, LocationRecord, StrengthRecord};

#[uniffi::remote(Record)]
pub(crate) struct LocationRecord {
    pub id: String,
    pub display_name: String,
    pub is_trusted: bool,
    pub document: String,
    pub created_at: i64,
    pub modified_at: Option<i64>,
}

#[uniffi::remote(Record)]
pub(crate) struct StrengthRecord {
    pub id: String,
    pub display_name: String,
    pub built_in: bool,
    pub document: String,
    pub created_at: Option<i64>,
    pub modified_at: Option<i64>,
}

#[uniffi::remote(Record)]
pub(crate) struct AuthenticationContextRecord {
    pub id: String,
    pub display_name: String,
    pub is_available: bool,
    pub document: String,
    pub created_at: i64,
    pub modified_at: Option<i64>,
}

/// Named locations.
#[derive(uniffi::Object)]
pub(crate) struct Locations(pub(crate) core::Locations);

#[uniffi::export]
impl Locations {
    /// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation` JSON.
    fn create(&self, document: String) -> Result<LocationRecord> {
        guarded(|| self.0.create(&document))
    }

    /// Every location, oldest first.
    fn list(&self) -> Result<Vec<LocationRecord>> {
        guarded(|| self.0.list())
    }

    /// One location.
    fn get(&self, location_id: String) -> Result<LocationRecord> {
        guarded(|| self.0.get(&location_id))
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, location_id: String, changes: String) -> Result<LocationRecord> {
        guarded(|| self.0.update(&location_id, &changes))
    }

    /// Deletes a location.
    fn delete(&self, location_id: String) -> Result<()> {
        guarded(|| self.0.delete(&location_id))
    }
}

/// Authentication strengths, built in and the tenant's own.
#[derive(uniffi::Object)]
pub(crate) struct AuthenticationStrengths(pub(crate) core::AuthenticationStrengths);

#[uniffi::export]
impl AuthenticationStrengths {
    /// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy` JSON.
    fn create(&self, document: String) -> Result<StrengthRecord> {
        guarded(|| self.0.create(&document))
    }

    /// The built-in strengths, and then the tenant's own, oldest first.
    fn list(&self) -> Result<Vec<StrengthRecord>> {
        guarded(|| self.0.list())
    }

    /// One strength.
    fn get(&self, strength_id: String) -> Result<StrengthRecord> {
        guarded(|| self.0.get(&strength_id))
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, strength_id: String, changes: String) -> Result<StrengthRecord> {
        guarded(|| self.0.update(&strength_id, &changes))
    }

    /// Deletes a strength.
    fn delete(&self, strength_id: String) -> Result<()> {
        guarded(|| self.0.delete(&strength_id))
    }
}

/// Authentication contexts.
#[derive(uniffi::Object)]
pub(crate) struct AuthenticationContexts(pub(crate) core::AuthenticationContexts);

#[uniffi::export]
impl AuthenticationContexts {
    /// Creates a context from Microsoft Graph's `authenticationContextClassReference` JSON.
    fn create(&self, document: String) -> Result<AuthenticationContextRecord> {
        guarded(|| self.0.create(&document))
    }

    /// Every context, oldest first.
    fn list(&self) -> Result<Vec<AuthenticationContextRecord>> {
        guarded(|| self.0.list())
    }

    /// One context.
    fn get(&self, context_id: String) -> Result<AuthenticationContextRecord> {
        guarded(|| self.0.get(&context_id))
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, context_id: String, changes: String) -> Result<AuthenticationContextRecord> {
        guarded(|| self.0.update(&context_id, &changes))
    }

    /// Deletes a context.
    fn delete(&self, context_id: String) -> Result<()> {
        guarded(|| self.0.delete(&context_id))
    }
}
