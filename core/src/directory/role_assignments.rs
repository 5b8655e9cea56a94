//! Who holds which directory role.

use super::records::UserState;
use super::roles::{Area, DirectoryRole, Role};
use crate::error::{Error, Result};
use crate::store::{Tx, directory as rows};
use crate::tenant::{Actor, Tenant};

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
        self.0.change(Area::Roles, "roles.assign", "user", |tx, change| {
            change.target(user_id);
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
        self.0.change(Area::Roles, "roles.unassign", "user", |tx, change| {
            change.target(user_id);
            rows::find_user(tx, self.0.id(), user_id)?;
            change.before(&rows::role_ids(tx, self.0.id(), user_id)?)?;
            self.check_lead(role, tx)?;
            if !rows::unassign_role(tx, self.0.id(), user_id, role.id())? {
                return Err(Error::not_found("role_assignment"));
            }
            if role == Role::GlobalAdministrator && self.0.actor() != &Actor::Host {
                self.check_somebody_left(tx)?;
            }
            change.after(&rows::role_ids(tx, self.0.id(), user_id)?)
        })
    }

    /// The roles of a user.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn of_user(&self, user_id: &str) -> Result<Vec<DirectoryRole>> {
        self.0.read(|tx| {
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
        self.0.read(|tx| rows::role_members(tx, self.0.id(), role.id()))
    }

    /// Refuses to leave no Global Administrator who may act: one who is disabled does not count.
    fn check_somebody_left(&self, tx: Tx<'_>) -> Result<()> {
        for user_id in rows::role_members(tx, self.0.id(), Role::GlobalAdministrator.id())? {
            if rows::find_user(tx, self.0.id(), &user_id)?.user.state == UserState::Active {
                return Ok(());
            }
        }
        Err(Error::invalid("role", "somebody must stay Global Administrator"))
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

fn find(role: &str) -> Result<Role> {
    Role::find(role).ok_or_else(|| Error::not_found("role"))
}
