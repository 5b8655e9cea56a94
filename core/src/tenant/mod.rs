//! [`Tenant`]: the administrator's handle on one tenant. Hands out the collections and checks who may change what.

pub(crate) mod config;
mod policies;
mod settings;

pub(crate) use settings::{check_locale, check_name, in_range};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::crypto;
use crate::directory::roles::{Area, Role};
use crate::engine::Inner;
use crate::error::{Error, Result};
use crate::store::{self, Tx};

pub use policies::{Policies, PolicyRecord};
pub use settings::TenantSettings;

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

/// What an administrative change did, for the audit log.
pub(crate) struct Change {
    /// The id of what was changed.
    pub(crate) target: Option<String>,
    /// Its JSON before, `None` where there was nothing.
    pub(crate) before: Option<String>,
    /// Its JSON after, `None` where there is nothing now.
    pub(crate) after: Option<String>,
}

impl Change {
    pub(crate) fn target(&mut self, id: &str) {
        self.target = Some(id.to_owned());
    }

    pub(crate) fn before<T: Serialize>(&mut self, value: &T) -> Result<()> {
        self.before = Some(store::to_json(value)?);
        Ok(())
    }

    pub(crate) fn after<T: Serialize>(&mut self, value: &T) -> Result<()> {
        self.after = Some(store::to_json(value)?);
        Ok(())
    }
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
        self.read(|tx| Ok(store::config::tenant(tx, self.id())?.settings))
    }

    /// Replaces the settings.
    ///
    /// # Errors
    /// `invalid_argument` naming the setting; `forbidden`.
    pub fn update_settings(&self, settings: &TenantSettings) -> Result<()> {
        settings.validate()?;
        self.change(Area::Settings, "settings.update", "settings", |tx, change| {
            change.before(&store::config::tenant(tx, self.id())?.settings)?;
            change.after(settings)?;
            store::config::update_settings(tx, self.id(), settings)
        })
    }

    /// The time now, by the engine's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.engine.now()
    }

    /// Reads in the actor's name.
    pub(crate) fn read<T>(&self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        self.engine.store.read(|tx| {
            self.check_tenant(tx)?;
            self.check_roles(tx, Area::Read)?;
            work(tx)
        })
    }

    /// Makes one administrative change: role check, change and audit entry in one transaction.
    ///
    /// A refusal is recorded too. `action` is `"things.verb"`; `kind` is what is changed. Every change makes cached
    /// configuration stale.
    pub(crate) fn change<T>(
        &self,
        area: Area,
        action: &str,
        kind: &str,
        work: impl FnOnce(Tx<'_>, &mut Change) -> Result<T>,
    ) -> Result<T> {
        let now = self.now();
        let mut change = Change { target: None, before: None, after: None };
        let result = self.engine.store.write(|tx| {
            self.check_tenant(tx)?;
            self.check_roles(tx, area)?;
            let value = work(tx, &mut change)?;
            store::config::touch(tx, self.id())?;
            let id = crypto::new_id(now)?;
            store::records::insert_audit(
                tx,
                self.id(),
                &id,
                now,
                self.actor.name(),
                action,
                kind,
                "success",
                &change,
            )?;
            Ok(value)
        });
        if let Err(Error::Forbidden { .. }) = &result {
            self.engine.store.write(|tx| {
                let id = crypto::new_id(now)?;
                let refused = Change { before: None, after: None, target: change.target.clone() };
                store::records::insert_audit(
                    tx,
                    self.id(),
                    &id,
                    now,
                    self.actor.name(),
                    action,
                    kind,
                    "refused",
                    &refused,
                )
            })?;
        }
        result
    }

    /// Refuses to let an actor who is no Global or Privileged Authentication Administrator touch the account of
    /// somebody who holds a role: that would be a way to become them.
    pub(crate) fn check_may_touch(&self, tx: Tx<'_>, user_id: &str) -> Result<()> {
        let Actor::User { user_id: actor } = &self.actor else { return Ok(()) };
        let needs = [Role::PrivilegedAuthenticationAdministrator, Role::GlobalAdministrator];
        let held = store::directory::role_ids(tx, self.id(), actor)?;
        let privileged = needs.iter().any(|role| held.iter().any(|id| id == role.id()));
        if privileged || store::directory::role_ids(tx, self.id(), user_id)?.is_empty() {
            return Ok(());
        }
        Err(forbidden(&needs))
    }

    fn check_tenant(&self, tx: Tx<'_>) -> Result<()> {
        store::config::tenant(tx, self.id()).map(|_| ())
    }

    fn check_roles(&self, tx: Tx<'_>, area: Area) -> Result<()> {
        let Actor::User { user_id } = &self.actor else { return Ok(()) };
        let needs = area.needs();
        let held = store::directory::active_role_ids(tx, self.id(), user_id)?;
        if needs.iter().any(|role| held.iter().any(|id| id == role.id())) {
            return Ok(());
        }
        Err(forbidden(&needs))
    }
}

fn forbidden(needs: &[Role]) -> Error {
    Error::Forbidden { needs: needs.iter().map(|role| role.display_name().to_owned()).collect() }
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tenant").field("id", &self.record.id).field("actor", &self.actor).finish()
    }
}
