//! [`Tenant`]: the administrator's handle on one tenant. Hands out the collections.

mod administration;
pub(crate) mod config;
mod contexts;
mod documents;
mod explain;
mod import;
mod limits;
mod lint;
mod locations;
mod policies;
mod proofs;
mod replay;
mod settings;
mod strengths;
mod what_if;

pub(crate) use administration::Resource;
pub(crate) use settings::{check_locale, check_name, in_range};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::directory::roles::Area;
use crate::engine::Inner;
use crate::error::Result;
use crate::store;

pub use contexts::{AuthenticationContextRecord, AuthenticationContexts};
pub use explain::{Explanation, PolicyExplanation};
pub use import::{ImportItem, ImportOptions, ImportReport};
pub use limits::PolicyLimits;
pub use locations::{LocationRecord, Locations};
pub use policies::{Policies, PolicyRecord};
pub use proofs::{Counterexample, Gap, Proof};
pub(crate) use replay::Recorded;
pub use replay::{Replay, ReplayDay, ReplayPage, ReplayUser};
pub use settings::TenantSettings;
pub use strengths::{AuthenticationStrengths, StrengthRecord};
pub use what_if::WhatIf;

/// A tenant as the engine lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantRecord {
    /// Its id.
    pub id: String,
    /// Its name, unique in the file.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
}

/// In whose name an administrative call is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The embedding program itself: may do everything.
    Host,
    /// A user of the tenant, who needs a directory role. The host vouches for who it is.
    User {
        /// The user's id.
        user_id: String,
    },
}

impl Actor {
    /// `"host"`, or the user's id: as the audit log names it.
    pub fn name(&self) -> &str {
        match self {
            Actor::Host => "host",
            Actor::User { user_id } => user_id,
        }
    }
}

/// One tenant, and in whose name its administrative calls are made. Cheap to clone.
///
/// A handle can neither read nor change another tenant's rows: every statement is bound to its own tenant.
#[derive(Clone)]
pub struct Tenant {
    pub(crate) engine: Arc<Inner>,
    record: TenantRecord,
    actor: Actor,
}

impl Tenant {
    pub(crate) fn new(engine: Arc<Inner>, record: TenantRecord) -> Self {
        Tenant { engine, record, actor: Actor::Host }
    }

    /// The tenant's id.
    pub fn id(&self) -> &str {
        &self.record.id
    }

    /// The tenant's name when this handle was opened.
    pub fn name(&self) -> &str {
        &self.record.name
    }

    /// The same tenant with every administrative call made as `actor`.
    ///
    /// A call that the actor's roles do not allow answers `forbidden{needs}` and is recorded in the audit log.
    pub fn acting_as(&self, actor: Actor) -> Tenant {
        Tenant { actor, ..self.clone() }
    }

    /// In whose name calls are made.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The settings.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn settings(&self) -> Result<TenantSettings> {
        self.read("settings.get", Resource::any("settings"), |tx| {
            Ok(store::config::tenant(tx, self.id())?.settings)
        })
    }

    /// Replaces the settings.
    ///
    /// # Errors
    /// `invalid_argument` naming the setting; `forbidden`.
    pub fn update_settings(&self, settings: &TenantSettings) -> Result<()> {
        settings.validate(&self.engine.policy_limits)?;
        self.change(Area::Settings, "settings.update", Resource::any("settings"), |tx, change| {
            change.before(&store::config::tenant(tx, self.id())?.settings)?;
            change.after(settings)?;
            store::config::update_settings(tx, self.id(), settings)
        })
    }

    /// The time now, by the engine's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.engine.now()
    }
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tenant").field("id", &self.record.id).field("actor", &self.actor).finish()
    }
}
