//! The named locations of a tenant: networks, which may be trusted, and countries.

use super::documents::{self, Document, Times};
use super::{PolicyLimits, Tenant};
use crate::access::{NamedLocation, Policy};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::documents::{LOCATIONS, Shelf};

/// The named locations of a tenant. Policies name them by id.
#[derive(Debug, Clone)]
pub struct Locations(Tenant);

/// A stored location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// Whether it counts among all trusted locations. A country never does.
    pub is_trusted: bool,
    /// Microsoft Graph's `namedLocation` JSON.
    pub document: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
}

impl Tenant {
    /// The tenant's named locations.
    pub fn locations(&self) -> Locations {
        Locations(self.clone())
    }
}

impl Locations {
    /// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation` JSON.
    ///
    /// # Errors
    /// `policy_invalid{path}`; more than 2000 ranges (by default), and one as wide as a /8, are among it; `invalid_argument{locations}`
    /// beyond the limit (195 by default, see [`PolicyLimits`](crate::PolicyLimits)); `forbidden`.
    pub fn create(&self, document: &str) -> Result<LocationRecord> {
        documents::create::<NamedLocation>(&self.0, document)
    }

    /// Every location, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<LocationRecord>> {
        documents::list::<NamedLocation>(&self.0)
    }

    /// One location.
    ///
    /// # Errors
    /// `not_found{location}`, `forbidden`.
    pub fn get(&self, location_id: &str) -> Result<LocationRecord> {
        documents::get::<NamedLocation>(&self.0, location_id)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    ///
    /// # Errors
    /// `not_found{location}`, `policy_invalid{path}`, `forbidden`.
    pub fn update(&self, location_id: &str, changes: &str) -> Result<LocationRecord> {
        documents::update::<NamedLocation>(&self.0, location_id, changes)
    }

    /// Deletes a location.
    ///
    /// # Errors
    /// `invalid_argument{location_id}` while it is trusted, and while a policy names it, in whatever state;
    /// `not_found{location}`, `forbidden`.
    pub fn delete(&self, location_id: &str) -> Result<()> {
        documents::delete::<NamedLocation>(&self.0, location_id)
    }
}

impl Document for NamedLocation {
    type Record = LocationRecord;
    const SHELF: Shelf = LOCATIONS;
    const MANY: &'static str = "locations";
    const ARGUMENT: &'static str = "location_id";

    fn parse(json: &str) -> Result<Self> {
        NamedLocation::parse(json)
    }

    fn patched(&self, changes: &str) -> Result<Self> {
        NamedLocation::patched(self, changes)
    }

    fn with_meta(self, id: &str, times: Times) -> Self {
        NamedLocation::with_meta(self, id, times.created_at.unwrap_or_default(), times.modified_at)
    }

    fn id(&self) -> &str {
        NamedLocation::id(self)
    }

    fn to_json(&self) -> String {
        NamedLocation::to_json(self)
    }

    fn record(&self, times: Times) -> LocationRecord {
        LocationRecord {
            id: self.id().to_owned(),
            display_name: self.display_name().to_owned(),
            is_trusted: self.is_trusted(),
            document: self.to_json(),
            created_at: times.created_at.unwrap_or_default(),
            modified_at: times.modified_at,
        }
    }

    fn most(limits: &PolicyLimits) -> u32 {
        limits.locations
    }

    fn named_by(policy: &Policy, id: &str) -> bool {
        policy.names_location(id)
    }

    fn check_storable(&self, limits: &PolicyLimits) -> Result<()> {
        NamedLocation::check_storable(self, limits.location_ranges)
    }

    fn kept_because(&self) -> Option<&'static str> {
        self.is_trusted().then_some("is trusted: set isTrusted to false first")
    }
}
