//! Who holds which directory role.

use super::roles::{Area, DirectoryRole, Role};
use crate::error::{Error, Result};
use crate::store::{Tx, directory as rows};
use crate::tenant::{Actor, Resource, Tenant};

/// The directory roles of a tenant and who holds them.
#[derive(Debug, Clone)]
pub struct Roles(pub(crate) Tenant);

impl Tenant {
    /// The tenant's directory roles.
    pub fn roles(&self) -> Roles {
        Roles(self.clone())
    }
}

impl Roles {
    /// Every role there is. Needs no role.
    pub fn list(&self) -> Vec<DirectoryRole> {
        Role::ALL.into_iter().map(Role::record).collect()
    }

    /// Gives a user a role, named by its id or display name. Giving one twice changes nothing.
    ///
    /// # Errors
    /// `not_found{role}`, `not_found{user}`, `forbidden`.
    pub fn assign(&self, user_id: &str, role: &str) -> Result<()> {
        let role = find(role)?;
        self.0.change(Area::Roles, "roles.assign", Resource::one("user", user_id), |tx, change| {
            rows::find_user(tx, self.0.id(), user_id)?;
            change.before(&rows::role_ids(tx, self.0.id(), user_id)?)?;
            self.check_lead(role, tx)?;
            rows::assign_role(tx, self.0.id(), user_id, role.id())?;
            change.after(&rows::role_ids(tx, self.0.id(), user_id)?)
        })
    }

    /// Takes a role away.
    ///
    /// # Errors
    /// `not_found{role}`, `not_found{user}`, `not_found{role_assignment}`; `invalid_argument{role}` when a user, not
    /// the host, would remove the last Global Administrator; `forbidden`.
    pub fn unassign(&self, user_id: &str, role: &str) -> Result<()> {
        let role = find(role)?;
        self.0.change(Area::Roles, "roles.unassign", Resource::one("user", user_id), |tx, change| {
            rows::find_user(tx, self.0.id(), user_id)?;
            change.before(&rows::role_ids(tx, self.0.id(), user_id)?)?;
            self.check_lead(role, tx)?;
            if role == Role::GlobalAdministrator {
                check_not_the_last(&self.0, tx, user_id, "role")?;
            }
            if !rows::unassign_role(tx, self.0.id(), user_id, role.id())? {
                return Err(Error::not_found("role_assignment"));
            }
            change.after(&rows::role_ids(tx, self.0.id(), user_id)?)
        })
    }

    /// The roles of a user.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn of_user(&self, user_id: &str) -> Result<Vec<DirectoryRole>> {
        self.0.read("roles.of_user", Resource::one("user", user_id), |tx| {
            rows::find_user(tx, self.0.id(), user_id)?;
            let ids = rows::role_ids(tx, self.0.id(), user_id)?;
            Ok(ids.iter().filter_map(|id| Role::find(id)).map(Role::record).collect())
        })
    }

    /// The ids of the users who hold a role.
    ///
    /// # Errors
    /// `not_found{role}`, `forbidden`.
    pub fn members(&self, role: &str) -> Result<Vec<String>> {
        let role = find(role)?;
        self.0.read("roles.members", Resource::one("role", role.id()), |tx| {
            rows::role_members(tx, self.0.id(), role.id())
        })
    }

    /// A Privileged Role Administrator may hand out every role but the one above their own.
    fn check_lead(&self, role: Role, tx: Tx<'_>) -> Result<()> {
        let Actor::User { user_id } = self.0.actor() else { return Ok(()) };
        let lead = Role::GlobalAdministrator;
        if role != lead || rows::role_ids(tx, self.0.id(), user_id)?.iter().any(|id| id == lead.id()) {
            return Ok(());
        }
        Err(Error::Forbidden { needs: vec![lead.display_name().into()] })
    }
}

/// Refuses to let a user, unlike the host, take away the last Global Administrator who may act.
pub(super) fn check_not_the_last(tenant: &Tenant, tx: Tx<'_>, user_id: &str, field: &str) -> Result<()> {
    let lead = Role::GlobalAdministrator.id();
    let holds = |ids: &[String]| ids.iter().any(|id| id == lead);
    if tenant.actor() == &Actor::Host
        || !holds(&rows::role_ids(tx, tenant.id(), user_id)?)
        || rows::role_held_by_another(tx, tenant.id(), lead, user_id)?
    {
        return Ok(());
    }
    Err(Error::invalid(field, "somebody must stay Global Administrator"))
}

fn find(role: &str) -> Result<Role> {
    Role::find(role).ok_or_else(|| Error::not_found("role"))
}
