//! Groups of users and groups.

use super::records::{Group, Member};
use super::roles::Area;
use crate::crypto;
use crate::error::{Error, Result};
use crate::store::directory as rows;
use crate::tenant::{Resource, Tenant, check_name};

/// The groups of a tenant.
#[derive(Debug, Clone)]
pub struct Groups(pub(crate) Tenant);

impl Tenant {
    /// The tenant's groups.
    pub fn groups(&self) -> Groups {
        Groups(self.clone())
    }
}

impl Groups {
    /// Creates a group.
    ///
    /// # Errors
    /// `invalid_argument{name}`, `already_exists{group}`, `forbidden`.
    pub fn create(&self, name: &str) -> Result<Group> {
        check_name("name", name)?;
        let now = self.0.now();
        let group = Group { id: crypto::new_id(now)?, name: name.into(), created_at: now };
        self.0.change(Area::Groups, "groups.create", Resource::any("group"), |tx, change| {
            change.created(&group.id);
            change.after(&group)?;
            rows::insert_group(tx, self.0.id(), &group)?;
            Ok(group)
        })
    }

    /// Every group, by name.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<Group>> {
        self.0.read("groups.list", Resource::any("group"), |tx| rows::groups(tx, self.0.id()))
    }

    /// One group.
    ///
    /// # Errors
    /// `not_found{group}`, `forbidden`.
    pub fn get(&self, group_id: &str) -> Result<Group> {
        self.0.read("groups.get", Resource::one("group", group_id), |tx| {
            rows::find_group(tx, self.0.id(), group_id)
        })
    }

    /// Changes a group's name.
    ///
    /// # Errors
    /// `invalid_argument{new_name}`, `not_found{group}`, `already_exists{group}`, `forbidden`.
    pub fn rename(&self, group_id: &str, new_name: &str) -> Result<Group> {
        check_name("new_name", new_name)?;
        self.0.change(Area::Groups, "groups.rename", Resource::one("group", group_id), |tx, change| {
            let group = rows::find_group(tx, self.0.id(), group_id)?;
            change.before(&group)?;
            rows::rename_group(tx, self.0.id(), group_id, new_name)?;
            let group = Group { name: new_name.into(), ..group };
            change.after(&group)?;
            Ok(group)
        })
    }

    /// Deletes a group; its members stay.
    ///
    /// # Errors
    /// `not_found{group}`, `forbidden`.
    pub fn delete(&self, group_id: &str) -> Result<()> {
        self.0.change(Area::Groups, "groups.delete", Resource::one("group", group_id), |tx, change| {
            change.before(&rows::find_group(tx, self.0.id(), group_id)?)?;
            rows::delete_group(tx, self.0.id(), group_id)
        })
    }

    /// The direct members of a group: users, then groups.
    ///
    /// # Errors
    /// `not_found{group}`, `forbidden`.
    pub fn members(&self, group_id: &str) -> Result<Vec<Member>> {
        self.0.read("groups.members", Resource::one("group", group_id), |tx| {
            rows::find_group(tx, self.0.id(), group_id)?;
            rows::members(tx, self.0.id(), group_id)
        })
    }

    /// Adds a user; adding one twice changes nothing.
    ///
    /// # Errors
    /// `not_found{group}`, `not_found{user}`, `forbidden`.
    pub fn add_user(&self, group_id: &str, user_id: &str) -> Result<()> {
        self.add(group_id, &Member::User { id: user_id.into() })
    }

    /// Removes a user.
    ///
    /// # Errors
    /// `not_found{group}`, `not_found{member}`, `forbidden`.
    pub fn remove_user(&self, group_id: &str, user_id: &str) -> Result<()> {
        self.remove(group_id, &Member::User { id: user_id.into() })
    }

    /// Adds a group, whose members become members too.
    ///
    /// # Errors
    /// `not_found{group}`; `invalid_argument{member_group_id}` when the group would contain itself; `forbidden`.
    pub fn add_group(&self, group_id: &str, member_group_id: &str) -> Result<()> {
        self.add(group_id, &Member::Group { id: member_group_id.into() })
    }

    /// Removes a group.
    ///
    /// # Errors
    /// `not_found{group}`, `not_found{member}`, `forbidden`.
    pub fn remove_group(&self, group_id: &str, member_group_id: &str) -> Result<()> {
        self.remove(group_id, &Member::Group { id: member_group_id.into() })
    }

    fn add(&self, group_id: &str, member: &Member) -> Result<()> {
        self.0.change(Area::Groups, "groups.add_member", Resource::one("group", group_id), |tx, change| {
            rows::find_group(tx, self.0.id(), group_id)?;
            match member {
                Member::User { id } => rows::find_user(tx, self.0.id(), id).map(|_| ())?,
                Member::Group { id } => {
                    rows::find_group(tx, self.0.id(), id)?;
                    if rows::groups_above(tx, self.0.id(), group_id)?.contains(id) {
                        return Err(Error::invalid("member_group_id", "the group would contain itself"));
                    }
                }
            }
            change.before(&rows::members(tx, self.0.id(), group_id)?)?;
            rows::add_member(tx, self.0.id(), group_id, member)?;
            change.after(&rows::members(tx, self.0.id(), group_id)?)
        })
    }

    fn remove(&self, group_id: &str, member: &Member) -> Result<()> {
        self.0.change(Area::Groups, "groups.remove_member", Resource::one("group", group_id), |tx, change| {
            rows::find_group(tx, self.0.id(), group_id)?;
            change.before(&rows::members(tx, self.0.id(), group_id)?)?;
            if !rows::remove_member(tx, self.0.id(), group_id, member)? {
                return Err(Error::not_found("member"));
            }
            change.after(&rows::members(tx, self.0.id(), group_id)?)
        })
    }
}
