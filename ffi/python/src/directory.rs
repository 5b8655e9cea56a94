//! Apps, users, groups and roles.

use std::collections::BTreeMap;

use doorstep_core as core;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyMapping};

use crate::call::{at, build, detached, each, guarded, invalid};

/// App registrations.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Apps(pub(crate) core::Apps);

fn app(py: Python<'_>, app: core::AppRegistration) -> PyResult<Py<PyAny>> {
    let core::AppRegistration { client_id, name, app_groups, custom_security_attributes, created_at } = app;
    build!(py, "AppRegistration", {
        client_id: client_id, name: name, app_groups: app_groups,
        custom_security_attributes: custom_security_attributes, created_at: at(py, created_at)?,
    })
}

#[pymethods]
impl Apps {
    /// Registers an app and gives it a client id.
    fn register(&self, py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
        app(py, detached(py, || self.0.register(name))?)
    }

    /// Every app, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, app)
    }

    /// One app.
    fn get(&self, py: Python<'_>, client_id: &str) -> PyResult<Py<PyAny>> {
        app(py, detached(py, || self.0.get(client_id))?)
    }

    /// Changes an app's name.
    fn rename(&self, py: Python<'_>, client_id: &str, new_name: &str) -> PyResult<Py<PyAny>> {
        app(py, detached(py, || self.0.rename(client_id, new_name))?)
    }

    /// Changes what is given and leaves the rest: the name, and what policies for groups of apps and filters for
    /// applications look at.
    #[pyo3(signature = (client_id, *, name=None, app_groups=None, custom_security_attributes=None))]
    fn update(
        &self,
        py: Python<'_>,
        client_id: &str,
        name: Option<String>,
        app_groups: Option<Vec<String>>,
        custom_security_attributes: Option<BTreeMap<String, Vec<String>>>,
    ) -> PyResult<Py<PyAny>> {
        let changes = core::AppChanges { name, app_groups, custom_security_attributes };
        app(py, detached(py, || self.0.update(client_id, &changes))?)
    }

    /// Deletes an app with its sessions and running journeys.
    fn delete(&self, py: Python<'_>, client_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(client_id))
    }
}

/// Users, as administrators see them.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Users(pub(crate) core::Users);

fn user(py: Python<'_>, user: core::User) -> PyResult<Py<PyAny>> {
    let core::User {
        id,
        email,
        external_subject,
        display_name,
        state,
        has_password,
        attributes,
        locale,
        created_at,
    } = user;
    build!(py, "User", {
        id: id, email: email, external_subject: external_subject, display_name: display_name,
        state: state.as_str(), has_password: has_password, attributes: values(py, attributes)?,
        locale: locale, created_at: at(py, created_at)?,
    })
}

fn values(py: Python<'_>, values: BTreeMap<String, core::AttributeValue>) -> PyResult<Bound<'_, PyDict>> {
    let dict = PyDict::new(py);
    for (name, value) in values {
        match value {
            core::AttributeValue::Text(text) => dict.set_item(name, text)?,
            core::AttributeValue::Boolean(truth) => dict.set_item(name, truth)?,
            core::AttributeValue::Integer(number) => dict.set_item(name, number)?,
        }
    }
    Ok(dict)
}

/// A mapping of names to str, bool or int.
pub(crate) fn attributes(given: &Bound<'_, PyMapping>) -> PyResult<BTreeMap<String, core::AttributeValue>> {
    let mut values = BTreeMap::new();
    for item in given.items()?.iter() {
        let (name, value): (String, Bound<'_, PyAny>) = item.extract()?;
        let value = if value.is_instance_of::<PyBool>() {
            core::AttributeValue::Boolean(value.extract()?)
        } else if let Ok(text) = value.extract::<String>() {
            core::AttributeValue::Text(text)
        } else if let Ok(number) = value.extract::<i64>() {
            core::AttributeValue::Integer(number)
        } else {
            return Err(invalid(given.py(), &format!("attributes.{name}"), "must be a str, bool or int"));
        };
        values.insert(name, value);
    }
    Ok(values)
}

fn email_method(py: Python<'_>, method: core::EmailMethod) -> PyResult<Py<PyAny>> {
    let core::EmailMethod { id, address, is_account_email, verified } = method;
    build!(py, "EmailMethod", {
        id: id, address: address, is_account_email: is_account_email, verified: verified,
    })
}

#[pymethods]
impl Users {
    /// Creates a user. Its address counts as unproven until a code sent there is entered.
    #[pyo3(signature = (*, email=None, password=None, external_subject=None, display_name=None, attributes=None,
        locale=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn create(
        &self,
        py: Python<'_>,
        email: Option<String>,
        password: Option<&str>,
        external_subject: Option<String>,
        display_name: Option<String>,
        attributes: Option<&Bound<'_, PyMapping>>,
        locale: Option<String>,
    ) -> PyResult<Py<PyAny>> {
        let attributes = attributes.map(self::attributes).transpose()?.unwrap_or_default();
        let new = core::NewUser { email, external_subject, display_name, attributes, locale };
        user(py, detached(py, || self.0.create(&new, password))?)
    }

    /// One user.
    fn get(&self, py: Python<'_>, user_id: &str) -> PyResult<Py<PyAny>> {
        user(py, detached(py, || self.0.get(user_id))?)
    }

    /// The user who signs in with an address, in any spelling of it.
    fn find_by_email(&self, py: Python<'_>, email: &str) -> PyResult<Option<Py<PyAny>>> {
        detached(py, || self.0.find_by_email(email))?.map(|found| user(py, found)).transpose()
    }

    /// The user whom a host knows by `external_subject`.
    fn find_by_subject(&self, py: Python<'_>, external_subject: &str) -> PyResult<Option<Py<PyAny>>> {
        detached(py, || self.0.find_by_subject(external_subject))?.map(|found| user(py, found)).transpose()
    }

    /// Users from the oldest on.
    #[pyo3(signature = (*, limit=50, cursor=None))]
    fn list(&self, py: Python<'_>, limit: u32, cursor: Option<&str>) -> PyResult<Py<PyAny>> {
        let core::Page { items, next_cursor } = detached(py, || self.0.list(limit, cursor))?;
        build!(py, "UserPage", { items: each(py, items, user)?, next_cursor: next_cursor })
    }

    /// Changes what is given and leaves the rest. A new address ends the user's sessions.
    #[pyo3(signature = (user_id, *, display_name=None, email=None, external_subject=None, attributes=None,
        locale=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn update(
        &self,
        py: Python<'_>,
        user_id: &str,
        display_name: Option<String>,
        email: Option<String>,
        external_subject: Option<String>,
        attributes: Option<&Bound<'_, PyMapping>>,
        locale: Option<String>,
    ) -> PyResult<Py<PyAny>> {
        let attributes = attributes.map(self::attributes).transpose()?;
        let changes = core::UserChanges { email, external_subject, display_name, attributes, locale };
        user(py, detached(py, || self.0.update(user_id, &changes))?)
    }

    /// Sets a user's password and ends their sessions and journeys.
    fn set_password(&self, py: Python<'_>, user_id: &str, password: &str) -> PyResult<()> {
        detached(py, || self.0.set_password(user_id, password))
    }

    /// Stops a user from signing in; sessions, journeys and codes end at once.
    fn disable(&self, py: Python<'_>, user_id: &str) -> PyResult<Py<PyAny>> {
        user(py, detached(py, || self.0.disable(user_id))?)
    }

    /// Lets a user sign in again.
    fn enable(&self, py: Python<'_>, user_id: &str) -> PyResult<Py<PyAny>> {
        user(py, detached(py, || self.0.enable(user_id))?)
    }

    /// Lifts every lock that wrong passwords and codes have brought on.
    fn unlock(&self, py: Python<'_>, user_id: &str) -> PyResult<()> {
        detached(py, || self.0.unlock(user_id))
    }

    /// Deletes a user with all that is theirs. The sign-in log keeps its entries.
    fn delete(&self, py: Python<'_>, user_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(user_id))
    }

    /// Where codes for a user can go.
    fn email_methods(&self, py: Python<'_>, user_id: &str) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.email_methods(user_id))?, email_method)
    }

    /// Registers a further address for codes.
    fn add_email_method(&self, py: Python<'_>, user_id: &str, address: &str) -> PyResult<Py<PyAny>> {
        email_method(py, detached(py, || self.0.add_email_method(user_id, address))?)
    }

    /// Removes a registered address; the account's own stays.
    fn remove_email_method(&self, py: Python<'_>, user_id: &str, method_id: &str) -> PyResult<()> {
        detached(py, || self.0.remove_email_method(user_id, method_id))
    }

    /// Every group the user is in, through nested groups too.
    fn groups(&self, py: Python<'_>, user_id: &str) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.groups(user_id))?, group)
    }
}

/// Groups of users and groups.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Groups(pub(crate) core::Groups);

fn group(py: Python<'_>, group: core::Group) -> PyResult<Py<PyAny>> {
    let core::Group { id, name, created_at } = group;
    build!(py, "Group", { id: id, name: name, created_at: at(py, created_at)? })
}

#[pymethods]
impl Groups {
    /// Creates a group.
    fn create(&self, py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
        group(py, detached(py, || self.0.create(name))?)
    }

    /// Every group, by name.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, group)
    }

    /// One group.
    fn get(&self, py: Python<'_>, group_id: &str) -> PyResult<Py<PyAny>> {
        group(py, detached(py, || self.0.get(group_id))?)
    }

    /// Changes a group's name.
    fn rename(&self, py: Python<'_>, group_id: &str, new_name: &str) -> PyResult<Py<PyAny>> {
        group(py, detached(py, || self.0.rename(group_id, new_name))?)
    }

    /// Deletes a group; its members stay.
    fn delete(&self, py: Python<'_>, group_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(group_id))
    }

    /// The direct members of a group: users, then groups.
    fn members(&self, py: Python<'_>, group_id: &str) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.members(group_id))?, |py, member| {
            let (kind, id) = match member {
                core::Member::User { id } => ("user", id),
                core::Member::Group { id } => ("group", id),
            };
            build!(py, "Member", { kind: kind, id: id })
        })
    }

    /// Adds a user; adding one twice changes nothing.
    fn add_user(&self, py: Python<'_>, group_id: &str, user_id: &str) -> PyResult<()> {
        detached(py, || self.0.add_user(group_id, user_id))
    }

    /// Removes a user.
    fn remove_user(&self, py: Python<'_>, group_id: &str, user_id: &str) -> PyResult<()> {
        detached(py, || self.0.remove_user(group_id, user_id))
    }

    /// Adds a group, whose members become members too.
    fn add_group(&self, py: Python<'_>, group_id: &str, member_group_id: &str) -> PyResult<()> {
        detached(py, || self.0.add_group(group_id, member_group_id))
    }

    /// Removes a group.
    fn remove_group(&self, py: Python<'_>, group_id: &str, member_group_id: &str) -> PyResult<()> {
        detached(py, || self.0.remove_group(group_id, member_group_id))
    }
}

/// Directory roles and who holds them.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Roles(pub(crate) core::Roles);

fn role(py: Python<'_>, role: core::DirectoryRole) -> PyResult<Py<PyAny>> {
    let core::DirectoryRole { id, display_name } = role;
    build!(py, "DirectoryRole", { id: id, display_name: display_name })
}

#[pymethods]
impl Roles {
    /// Every role there is.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, guarded(py, || Ok(self.0.list()))?, role)
    }

    /// Gives a user a role, named by its id or display name.
    fn assign(&self, py: Python<'_>, user_id: &str, role: &str) -> PyResult<()> {
        detached(py, || self.0.assign(user_id, role))
    }

    /// Takes a role away.
    fn unassign(&self, py: Python<'_>, user_id: &str, role: &str) -> PyResult<()> {
        detached(py, || self.0.unassign(user_id, role))
    }

    /// The roles of a user.
    fn of_user(&self, py: Python<'_>, user_id: &str) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.of_user(user_id))?, role)
    }

    /// The ids of the users who hold a role.
    fn members(&self, py: Python<'_>, role: &str) -> PyResult<Vec<String>> {
        detached(py, || self.0.members(role))
    }
}
