//! Apps, users, groups and roles.

use std::collections::{BTreeMap, HashMap};

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::secret::{maybe_password, password};
pub(crate) use core::{
    AppChanges, AppRegistration, AttributeValue, DirectoryRole, EmailMethod, Group, Member, NewUser, User,
    UserChanges, UserState,
};

/// What filters for applications ask about: values by name.
pub(crate) type SecurityAttributes = BTreeMap<String, Vec<String>>;

uniffi::custom_type!(SecurityAttributes, HashMap<String, Vec<String>>, {
    remote,
    try_lift: |values| Ok(values.into_iter().collect()),
    lower: |values| values.into_iter().collect(),
});

#[uniffi::remote(Record)]
pub(crate) struct AppRegistration {
    pub client_id: String,
    pub name: String,
    pub app_groups: Vec<String>,
    pub custom_security_attributes: SecurityAttributes,
    pub created_at: i64,
}

#[uniffi::remote(Record)]
pub(crate) struct AppChanges {
    pub name: Option<String>,
    pub app_groups: Option<Vec<String>>,
    pub custom_security_attributes: Option<SecurityAttributes>,
}

#[uniffi::remote(Enum)]
pub(crate) enum UserState {
    Active,
    Disabled,
}

#[uniffi::remote(Enum)]
pub(crate) enum AttributeValue {
    Boolean(bool),
    Integer(i64),
    Text(String),
}

/// Values of attributes by name.
pub(crate) type Attributes = BTreeMap<String, AttributeValue>;

uniffi::custom_type!(Attributes, HashMap<String, AttributeValue>, {
    remote,
    try_lift: |values| Ok(values.into_iter().collect()),
    lower: |values| values.into_iter().collect(),
});

#[uniffi::remote(Record)]
pub(crate) struct User {
    pub id: String,
    pub email: Option<String>,
    pub external_subject: Option<String>,
    pub display_name: Option<String>,
    pub state: UserState,
    pub has_password: bool,
    pub attributes: Attributes,
    pub locale: Option<String>,
    pub created_at: i64,
}

#[uniffi::remote(Record)]
pub(crate) struct NewUser {
    pub email: Option<String>,
    pub external_subject: Option<String>,
    pub display_name: Option<String>,
    pub attributes: Attributes,
    pub locale: Option<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct UserChanges {
    pub email: Option<String>,
    pub external_subject: Option<String>,
    pub display_name: Option<String>,
    pub attributes: Option<Attributes>,
    pub locale: Option<String>,
}

/// One page of users.
#[derive(uniffi::Record)]
pub(crate) struct UserPage {
    /// The rows of this page.
    pub items: Vec<User>,
    /// Give this back to get the next page.
    pub next_cursor: Option<String>,
}

impl From<core::Page<User>> for UserPage {
    fn from(page: core::Page<User>) -> Self {
        let core::Page { items, next_cursor } = page;
        UserPage { items, next_cursor }
    }
}

#[uniffi::remote(Record)]
pub(crate) struct EmailMethod {
    pub id: String,
    pub address: String,
    pub is_account_email: bool,
    pub verified: bool,
}

#[uniffi::remote(Record)]
pub(crate) struct Group {
    pub id: String,
    pub name: String,
    pub created_at: i64,
}

#[uniffi::remote(Enum)]
pub(crate) enum Member {
    User { id: String },
    Group { id: String },
}

#[uniffi::remote(Record)]
pub(crate) struct DirectoryRole {
    pub id: String,
    pub display_name: String,
}

/// App registrations.
#[derive(uniffi::Object)]
pub(crate) struct Apps(pub(crate) core::Apps);

#[uniffi::export]
impl Apps {
    /// Registers an app and gives it a client id.
    fn register(&self, name: String) -> Result<AppRegistration> {
        guarded(|| self.0.register(&name))
    }

    /// Every app, oldest first.
    fn list(&self) -> Result<Vec<AppRegistration>> {
        guarded(|| self.0.list())
    }

    /// One app.
    fn get(&self, client_id: String) -> Result<AppRegistration> {
        guarded(|| self.0.get(&client_id))
    }

    /// Changes an app's name.
    fn rename(&self, client_id: String, new_name: String) -> Result<AppRegistration> {
        guarded(|| self.0.rename(&client_id, &new_name))
    }

    /// Changes what is given and leaves the rest.
    fn update(&self, client_id: String, changes: AppChanges) -> Result<AppRegistration> {
        guarded(|| self.0.update(&client_id, &changes))
    }

    /// Deletes an app with its sessions and running journeys.
    fn delete(&self, client_id: String) -> Result<()> {
        guarded(|| self.0.delete(&client_id))
    }
}

/// Users, as administrators see them.
#[derive(uniffi::Object)]
pub(crate) struct Users(pub(crate) core::Users);

#[uniffi::export]
impl Users {
    /// Creates a user.
    fn create(&self, new: NewUser, password: Option<Vec<u8>>) -> Result<User> {
        let password = maybe_password(password)?;
        guarded(|| self.0.create(&new, password.as_ref().map(|text| text.as_str())))
    }

    /// One user.
    fn get(&self, user_id: String) -> Result<User> {
        guarded(|| self.0.get(&user_id))
    }

    /// The user who signs in with an address, in any spelling of it.
    fn find_by_email(&self, email: String) -> Result<Option<User>> {
        guarded(|| self.0.find_by_email(&email))
    }

    /// The user whom a host knows by `external_subject`.
    fn find_by_subject(&self, external_subject: String) -> Result<Option<User>> {
        guarded(|| self.0.find_by_subject(&external_subject))
    }

    /// Users from the oldest on.
    fn list(&self, limit: u32, cursor: Option<String>) -> Result<UserPage> {
        guarded(|| self.0.list(limit, cursor.as_deref())).map(UserPage::from)
    }

    /// Changes what is given and leaves the rest.
    fn update(&self, user_id: String, changes: UserChanges) -> Result<User> {
        guarded(|| self.0.update(&user_id, &changes))
    }

    /// Sets a user's password and ends their sessions and journeys.
    fn set_password(&self, user_id: String, password: Vec<u8>) -> Result<()> {
        let password = self::password(password)?;
        guarded(|| self.0.set_password(&user_id, &password))
    }

    /// Stops a user from signing in.
    fn disable(&self, user_id: String) -> Result<User> {
        guarded(|| self.0.disable(&user_id))
    }

    /// Lets a user sign in again.
    fn enable(&self, user_id: String) -> Result<User> {
        guarded(|| self.0.enable(&user_id))
    }

    /// Lifts every lock that wrong passwords and codes have brought on.
    fn unlock(&self, user_id: String) -> Result<()> {
        guarded(|| self.0.unlock(&user_id))
    }

    /// Deletes a user with all that is theirs.
    fn delete(&self, user_id: String) -> Result<()> {
        guarded(|| self.0.delete(&user_id))
    }

    /// Where codes for a user can go.
    fn email_methods(&self, user_id: String) -> Result<Vec<EmailMethod>> {
        guarded(|| self.0.email_methods(&user_id))
    }

    /// Registers a further address for codes.
    fn add_email_method(&self, user_id: String, address: String) -> Result<EmailMethod> {
        guarded(|| self.0.add_email_method(&user_id, &address))
    }

    /// Removes a registered address; the account's own stays.
    fn remove_email_method(&self, user_id: String, method_id: String) -> Result<()> {
        guarded(|| self.0.remove_email_method(&user_id, &method_id))
    }

    /// Every group the user is in, through nested groups too.
    fn groups(&self, user_id: String) -> Result<Vec<Group>> {
        guarded(|| self.0.groups(&user_id))
    }
}

/// Groups of users and groups.
#[derive(uniffi::Object)]
pub(crate) struct Groups(pub(crate) core::Groups);

#[uniffi::export]
impl Groups {
    /// Creates a group.
    fn create(&self, name: String) -> Result<Group> {
        guarded(|| self.0.create(&name))
    }

    /// Every group, by name.
    fn list(&self) -> Result<Vec<Group>> {
        guarded(|| self.0.list())
    }

    /// One group.
    fn get(&self, group_id: String) -> Result<Group> {
        guarded(|| self.0.get(&group_id))
    }

    /// Changes a group's name.
    fn rename(&self, group_id: String, new_name: String) -> Result<Group> {
        guarded(|| self.0.rename(&group_id, &new_name))
    }

    /// Deletes a group; its members stay.
    fn delete(&self, group_id: String) -> Result<()> {
        guarded(|| self.0.delete(&group_id))
    }

    /// The direct members of a group: users, then groups.
    fn members(&self, group_id: String) -> Result<Vec<Member>> {
        guarded(|| self.0.members(&group_id))
    }

    /// Adds a user; adding one twice changes nothing.
    fn add_user(&self, group_id: String, user_id: String) -> Result<()> {
        guarded(|| self.0.add_user(&group_id, &user_id))
    }

    /// Removes a user.
    fn remove_user(&self, group_id: String, user_id: String) -> Result<()> {
        guarded(|| self.0.remove_user(&group_id, &user_id))
    }

    /// Adds a group, whose members become members too.
    fn add_group(&self, group_id: String, member_group_id: String) -> Result<()> {
        guarded(|| self.0.add_group(&group_id, &member_group_id))
    }

    /// Removes a group.
    fn remove_group(&self, group_id: String, member_group_id: String) -> Result<()> {
        guarded(|| self.0.remove_group(&group_id, &member_group_id))
    }
}

/// Directory roles and who holds them.
#[derive(uniffi::Object)]
pub(crate) struct Roles(pub(crate) core::Roles);

#[uniffi::export]
impl Roles {
    /// Every role there is.
    fn list(&self) -> Result<Vec<DirectoryRole>> {
        guarded(|| Ok(self.0.list()))
    }

    /// Gives a user a role, named by its id or display name.
    fn assign(&self, user_id: String, role: String) -> Result<()> {
        guarded(|| self.0.assign(&user_id, &role))
    }

    /// Takes a role away.
    fn unassign(&self, user_id: String, role: String) -> Result<()> {
        guarded(|| self.0.unassign(&user_id, &role))
    }

    /// The roles of a user.
    fn of_user(&self, user_id: String) -> Result<Vec<DirectoryRole>> {
        guarded(|| self.0.of_user(&user_id))
    }

    /// The ids of the users who hold a role.
    fn members(&self, role: String) -> Result<Vec<String>> {
        guarded(|| self.0.members(&role))
    }
}
