//! Administrative calls: who may make one, and what the audit log keeps of it.

use serde::Serialize;

use super::{Actor, Tenant};
use crate::clock::Timestamp;
use crate::crypto;
use crate::directory::roles::{Area, Role};
use crate::error::{Error, Result};
use crate::record::AuditEntry;
use crate::store::{self, Tx};

/// What an administrative call is about, as the audit log names it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resource<'a> {
    kind: &'a str,
    id: Option<&'a str>,
}

impl<'a> Resource<'a> {
    /// The one with this id.
    pub(crate) fn one(kind: &'a str, id: &'a str) -> Self {
        Resource { kind, id: Some(id) }
    }

    /// All of a kind, or one that is not there yet.
    pub(crate) fn any(kind: &'a str) -> Self {
        Resource { kind, id: None }
    }
}

/// What a change did.
#[derive(Default)]
pub(crate) struct Change {
    created: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl Change {
    /// The id of what the change made.
    pub(crate) fn created(&mut self, id: &str) {
        self.created = Some(id.to_owned());
    }

    /// What was there; left out where there was nothing.
    pub(crate) fn before<T: Serialize>(&mut self, value: &T) -> Result<()> {
        self.before = Some(store::to_json(value)?);
        Ok(())
    }

    /// What is there now; left out where there is nothing.
    pub(crate) fn after<T: Serialize>(&mut self, value: &T) -> Result<()> {
        self.after = Some(store::to_json(value)?);
        Ok(())
    }
}

impl Tenant {
    /// Reads in the actor's name. A refusal is recorded.
    ///
    /// `action` is `"things.verb"`.
    pub(crate) fn read<T>(
        &self,
        action: &str,
        resource: Resource<'_>,
        work: impl FnOnce(Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let result = self.engine.store.read(|tx| {
            self.check_tenant(tx)?;
            self.check_roles(tx, Area::Read)?;
            work(tx)
        });
        self.record_refusal(&result, action, resource)?;
        result
    }

    /// Makes one administrative change: role check, change and audit entry in one transaction. A refusal is recorded
    /// too. Every change makes cached configuration stale.
    pub(crate) fn change<T>(
        &self,
        area: Area,
        action: &str,
        resource: Resource<'_>,
        work: impl FnOnce(Tx<'_>, &mut Change) -> Result<T>,
    ) -> Result<T> {
        let at = self.now();
        let result = self.engine.store.write(|tx| {
            self.check_tenant(tx)?;
            self.check_roles(tx, area)?;
            let mut change = Change::default();
            let value = work(tx, &mut change)?;
            store::config::touch(tx, self.id())?;
            self.record(tx, at, action, resource, "success", change)?;
            Ok(value)
        });
        self.record_refusal(&result, action, resource)?;
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

    /// In a transaction of its own, since that of the call was rolled back.
    fn record_refusal<T>(&self, result: &Result<T>, action: &str, resource: Resource<'_>) -> Result<()> {
        let Err(Error::Forbidden { .. }) = result else { return Ok(()) };
        let at = self.now();
        self.engine.store.write(|tx| self.record(tx, at, action, resource, "refused", Change::default()))
    }

    fn record(
        &self,
        tx: Tx<'_>,
        at: Timestamp,
        action: &str,
        resource: Resource<'_>,
        result: &str,
        change: Change,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: crypto::new_id(at)?,
            at,
            actor: self.actor.name().into(),
            action: action.into(),
            target_kind: resource.kind.into(),
            target_id: change.created.or_else(|| resource.id.map(str::to_owned)),
            result: result.into(),
            before: change.before,
            after: change.after,
        };
        store::records::insert_audit(tx, self.id(), &entry)
    }
}

fn forbidden(needs: &[Role]) -> Error {
    Error::Forbidden { needs: needs.iter().map(|role| role.display_name().to_owned()).collect() }
}
