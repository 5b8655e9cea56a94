//! What the directory holds, as plain records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::flow::attribute::AttributeValue;

/// One page of a listing.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// Give this back to get the next page; `None` on the last.
    pub next_cursor: Option<String>,
}

/// An app that people sign in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppRegistration {
    /// Its public identifier (Graph's `appId`).
    pub client_id: String,
    /// Its name, shown in mails and logs.
    pub name: String,
    /// The groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`.
    pub app_groups: Vec<String>,
    /// What filters for applications ask about: values by `Set_Attribute`, the name that a rule has after
    /// `CustomSecurityAttribute.`
    pub custom_security_attributes: BTreeMap<String, Vec<String>>,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// What to change of an app; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppChanges {
    /// Another name.
    pub name: Option<String>,
    /// Replaces all groups: at most 20, of 1 to 64 characters each.
    pub app_groups: Option<Vec<String>>,
    /// Replaces all attributes: at most 50, each with 1 to 50 values of 1 to 64 characters. A name is a set and an
    /// attribute with an underscore between them, both of up to 32 letters and digits.
    pub custom_security_attributes: Option<BTreeMap<String, Vec<String>>>,
}

/// Whether an account may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserState {
    /// May sign in.
    Active,
    /// May not; answered like an unknown account, its sessions and journeys ended.
    Disabled,
}

impl UserState {
    /// `"active"` or `"disabled"`.
    pub fn as_str(self) -> &'static str {
        match self {
            UserState::Active => "active",
            UserState::Disabled => "disabled",
        }
    }
}

/// A user of one tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Its id.
    pub id: String,
    /// The address it signs in with; `None` for users that only a host knows, by subject.
    pub email: Option<String>,
    /// The host's own name for the user.
    pub external_subject: Option<String>,
    /// A name for people.
    pub display_name: Option<String>,
    /// Whether it may sign in.
    pub state: UserState,
    /// Whether a password is set.
    pub has_password: bool,
    /// What sign-up collected, by attribute name.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The language of its mails (BCP 47), when known.
    pub locale: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// What a new user starts with. At least one of `email` and `external_subject` is needed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewUser {
    /// The address to sign in with.
    pub email: Option<String>,
    /// The host's own name for the user.
    pub external_subject: Option<String>,
    /// A name for people.
    pub display_name: Option<String>,
    /// Values of attributes.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The language of mails (BCP 47).
    pub locale: Option<String>,
}

/// What to change of a user; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserChanges {
    /// A new address to sign in with. Ends the user's sessions.
    pub email: Option<String>,
    /// The host's own name for the user.
    pub external_subject: Option<String>,
    /// A name for people.
    pub display_name: Option<String>,
    /// Replaces all attribute values.
    pub attributes: Option<BTreeMap<String, AttributeValue>>,
    /// The language of mails (BCP 47).
    pub locale: Option<String>,
}

/// An address that codes for a second factor can go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailMethod {
    /// Its id, unique in the user.
    pub id: String,
    /// The address, in full: for administrators.
    pub address: String,
    /// Whether it is the address that the account signs in with.
    pub is_account_email: bool,
    /// Whether a code sent to it was ever entered.
    pub verified: bool,
}

/// A group of users and groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its name, unique in the tenant.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A direct member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Member {
    /// A user.
    User {
        /// The user's id.
        id: String,
    },
    /// A group, whose members are members too.
    Group {
        /// The group's id.
        id: String,
    },
}

/// The id of the account's own address among a user's methods.
pub(crate) const ACCOUNT_EMAIL: &str = "account";

/// A host's name for a user: 1 to 256 characters on one line.
pub(crate) fn check_subject(field: &str, subject: &str) -> Result<()> {
    let length = subject.chars().count();
    if !(1..=256).contains(&length) || subject.chars().any(char::is_control) {
        return Err(Error::invalid(field, "must be 1 to 256 characters on one line"));
    }
    Ok(())
}
