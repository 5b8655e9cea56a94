//! Users, as administrators see them.

use std::collections::BTreeMap;

use super::email::{EmailAddress, parse_email};
use super::password;
use super::records::{
    ACCOUNT_EMAIL, EmailMethod, Group, NewUser, Page, User, UserChanges, UserState, check_subject,
};
use super::role_assignments::check_not_the_last;
use super::roles::Area;
use crate::crypto;
use crate::error::{Error, Result};
use crate::flow::attribute::AttributeValue;
use crate::guard::unlock_user;
use crate::record::page;
use crate::session::end_everything;
use crate::store::directory::{self as rows, UserRow};
use crate::store::{self, Tx};
use crate::tenant::{Resource, Tenant, check_locale, check_name, in_range};

/// The users of a tenant.
#[derive(Debug, Clone)]
pub struct Users(pub(crate) Tenant);

impl Tenant {
    /// The tenant's users.
    pub fn users(&self) -> Users {
        Users(self.clone())
    }
}

impl Users {
    /// Creates a user. Its address counts as unproven until a code sent there is entered.
    ///
    /// # Errors
    /// `invalid_argument` naming the field, for `password` with the rule it breaks; `already_exists{user}` when the
    /// address or subject is taken; `forbidden`; `busy`.
    pub fn create(&self, new: &NewUser, password: Option<&str>) -> Result<User> {
        let email = new.email.as_deref().map(parse_email).transpose()?;
        if email.is_none() && new.external_subject.is_none() {
            return Err(Error::invalid("email", "a user needs an email or an external_subject"));
        }
        check_fields(
            new.external_subject.as_deref(),
            new.display_name.as_deref(),
            Some(&new.attributes),
            new.locale.as_deref(),
        )?;
        let words = [email.as_ref().map(|e| e.canonical.as_str()), new.display_name.as_deref()];
        // Judged inside the change, after the role check: who may not create users is told that, and nothing else.
        let hash = password.map(|password| self.hash(password, &words)).transpose();
        let now = self.0.now();
        let user = User {
            id: crypto::new_id(now)?,
            email: email.as_ref().map(|email| email.original.clone()),
            external_subject: new.external_subject.clone(),
            display_name: new.display_name.clone(),
            state: UserState::Active,
            has_password: password.is_some(),
            attributes: new.attributes.clone(),
            locale: new.locale.clone(),
            created_at: now,
        };
        self.0.change(Area::Users, "users.create", Resource::any("user"), |tx, change| {
            change.created(&user.id);
            change.after(&user)?;
            rows::insert_user(tx, self.0.id(), &user, email.as_ref(), false, hash?.as_deref())?;
            Ok(user)
        })
    }

    /// One user.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn get(&self, user_id: &str) -> Result<User> {
        self.0.read("users.get", Resource::one("user", user_id), |tx| {
            Ok(rows::find_user(tx, self.0.id(), user_id)?.user)
        })
    }

    /// The user who signs in with an address, in any spelling of it.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn find_by_email(&self, email: &str) -> Result<Option<User>> {
        let Some(email) = EmailAddress::parse(email) else { return Ok(None) };
        self.0.read("users.find_by_email", Resource::any("user"), |tx| {
            Ok(rows::user_by_email(tx, self.0.id(), &email.canonical)?.map(|row| row.user))
        })
    }

    /// The user whom a host knows by `external_subject`.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn find_by_subject(&self, external_subject: &str) -> Result<Option<User>> {
        self.0.read("users.find_by_subject", Resource::any("user"), |tx| {
            Ok(rows::user_by_subject(tx, self.0.id(), external_subject)?.map(|row| row.user))
        })
    }

    /// Users from the oldest on, `limit` (1 to 1000) a page.
    ///
    /// # Errors
    /// `invalid_argument{limit}`, `forbidden`.
    pub fn list(&self, limit: u32, cursor: Option<&str>) -> Result<Page<User>> {
        in_range("limit", limit.into(), 1, 1000)?;
        let items = self.0.read("users.list", Resource::any("user"), |tx| {
            rows::users(tx, self.0.id(), cursor.unwrap_or_default(), limit + 1)
        })?;
        Ok(page(items, limit, |user| user.id.clone()))
    }

    /// Changes what is given and leaves the rest. A new address ends the user's sessions and counts as unproven.
    ///
    /// # Errors
    /// `not_found{user}`, `invalid_argument` naming the field, `already_exists{user}`, `forbidden`.
    pub fn update(&self, user_id: &str, changes: &UserChanges) -> Result<User> {
        let email = changes.email.as_deref().map(parse_email).transpose()?;
        check_fields(
            changes.external_subject.as_deref(),
            changes.display_name.as_deref(),
            changes.attributes.as_ref(),
            changes.locale.as_deref(),
        )?;
        self.0.change(Area::Users, "users.update", Resource::one("user", user_id), |tx, change| {
            let mut user = rows::find_user(tx, self.0.id(), user_id)?.user;
            change.before(&user)?;
            if email.is_some() || changes.external_subject.is_some() {
                self.0.check_may_touch(tx, user_id)?;
            }
            let UserChanges { email: _, external_subject, display_name, attributes, locale } =
                changes.clone();
            user.external_subject = external_subject.or(user.external_subject);
            user.display_name = display_name.or(user.display_name);
            user.attributes = attributes.unwrap_or(user.attributes);
            user.locale = locale.or(user.locale);
            rows::update_user(tx, self.0.id(), &user, email.as_ref())?;
            if let Some(email) = &email {
                user.email = Some(email.original.clone());
                end_everything(tx, self.0.id(), user_id)?;
            }
            change.after(&user)?;
            Ok(user)
        })
    }

    /// Sets a user's password and ends their sessions and journeys.
    ///
    /// # Errors
    /// `not_found{user}`, `invalid_argument{password}` with the rule it breaks, `forbidden`, `busy`.
    pub fn set_password(&self, user_id: &str, password: &str) -> Result<()> {
        // What fails here is told inside the change, after its role check has been passed.
        let row = self.0.engine.store.read(|tx| rows::find_user(tx, self.0.id(), user_id));
        let hash = row.and_then(|UserRow { user, .. }| {
            self.hash(password, &[user.email.as_deref(), user.display_name.as_deref()])
        });
        self.touch(Area::Credentials, "users.set_password", user_id, |tx| {
            rows::set_password_hash(tx, self.0.id(), user_id, &hash?)?;
            end_everything(tx, self.0.id(), user_id).map(|_| ())
        })?;
        Ok(())
    }

    /// Stops a user from signing in; sessions, journeys and codes end in the same commit.
    ///
    /// # Errors
    /// `not_found{user}`; `invalid_argument{user_id}` when a user, not the host, would disable the last active Global
    /// Administrator; `forbidden`.
    pub fn disable(&self, user_id: &str) -> Result<User> {
        self.touch(Area::Users, "users.disable", user_id, |tx| {
            check_not_the_last(&self.0, tx, user_id, "user_id")?;
            rows::set_user_state(tx, self.0.id(), user_id, UserState::Disabled)?;
            end_everything(tx, self.0.id(), user_id).map(|_| ())
        })
    }

    /// Lets a user sign in again.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn enable(&self, user_id: &str) -> Result<User> {
        self.touch(Area::Users, "users.enable", user_id, |tx| {
            rows::set_user_state(tx, self.0.id(), user_id, UserState::Active)
        })
    }

    /// Lifts every lock that wrong passwords and codes have brought on.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn unlock(&self, user_id: &str) -> Result<()> {
        self.touch(Area::Credentials, "users.unlock", user_id, |tx| {
            unlock_user(&self.0, tx, &rows::find_user(tx, self.0.id(), user_id)?)
        })?;
        Ok(())
    }

    /// Deletes a user with all that is theirs. The sign-in log keeps its entries.
    ///
    /// # Errors
    /// `not_found{user}`; `invalid_argument{user_id}` when a user, not the host, would delete the last active Global
    /// Administrator; `forbidden`.
    pub fn delete(&self, user_id: &str) -> Result<()> {
        self.0.change(Area::Users, "users.delete", Resource::one("user", user_id), |tx, change| {
            change.before(&rows::find_user(tx, self.0.id(), user_id)?.user)?;
            self.0.check_may_touch(tx, user_id)?;
            check_not_the_last(&self.0, tx, user_id, "user_id")?;
            end_everything(tx, self.0.id(), user_id)?;
            rows::delete_user(tx, self.0.id(), user_id)
        })
    }

    /// Where codes for a user can go: the account's own address under the id `account`, then registered ones.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn email_methods(&self, user_id: &str) -> Result<Vec<EmailMethod>> {
        self.0.read("users.email_methods", Resource::one("user", user_id), |tx| self.methods_of(tx, user_id))
    }

    /// Registers a further address for codes.
    ///
    /// # Errors
    /// `not_found{user}`, `invalid_argument{address}`; `already_exists{email_method}` when codes can go there already,
    /// be it as the account's own address; `forbidden`.
    pub fn add_email_method(&self, user_id: &str, address: &str) -> Result<EmailMethod> {
        let email = EmailAddress::parse(address)
            .ok_or_else(|| Error::invalid("address", "is not an email address"))?;
        let now = self.0.now();
        let method = EmailMethod {
            id: crypto::new_id(now)?,
            address: email.original.clone(),
            is_account_email: false,
            verified: false,
        };
        self.change_methods("users.add_email_method", user_id, |tx, before| {
            let account = before.iter().find(|method| method.is_account_email);
            if account
                .and_then(|method| EmailAddress::parse(&method.address))
                .is_some_and(|a| a.canonical == email.canonical)
            {
                return Err(Error::already_exists("email_method"));
            }
            rows::insert_email_method(tx, self.0.id(), user_id, &method, &email.canonical, now)
        })?;
        Ok(method)
    }

    /// Removes a registered address; the account's own stays. Ends the user's journeys: a code may be on its way there.
    ///
    /// # Errors
    /// `not_found{user}`, `not_found{email_method}`, `invalid_argument{method_id}` for the account's own, `forbidden`.
    pub fn remove_email_method(&self, user_id: &str, method_id: &str) -> Result<()> {
        if method_id == ACCOUNT_EMAIL {
            return Err(Error::invalid("method_id", "the account's own address cannot be removed"));
        }
        self.change_methods("users.remove_email_method", user_id, |tx, _| {
            if !rows::delete_email_method(tx, self.0.id(), user_id, method_id)? {
                return Err(Error::not_found("email_method"));
            }
            store::journeys::end_of_user(tx, self.0.id(), user_id)
        })
    }

    /// Every group the user is in, through nested groups too.
    ///
    /// # Errors
    /// `not_found{user}`, `forbidden`.
    pub fn groups(&self, user_id: &str) -> Result<Vec<Group>> {
        self.0.read("users.groups", Resource::one("user", user_id), |tx| {
            rows::find_user(tx, self.0.id(), user_id)?;
            let ids = rows::group_ids_of_user(tx, self.0.id(), user_id)?;
            let mut groups = rows::groups(tx, self.0.id())?;
            groups.retain(|group| ids.contains(&group.id));
            Ok(groups)
        })
    }

    /// A change to somebody's account that a lesser administrator may not make to a greater one's.
    fn touch(
        &self,
        area: Area,
        action: &str,
        user_id: &str,
        work: impl FnOnce(Tx<'_>) -> Result<()>,
    ) -> Result<User> {
        self.0.change(area, action, Resource::one("user", user_id), |tx, change| {
            change.before(&rows::find_user(tx, self.0.id(), user_id)?.user)?;
            self.0.check_may_touch(tx, user_id)?;
            work(tx)?;
            let user = rows::find_user(tx, self.0.id(), user_id)?.user;
            change.after(&user)?;
            Ok(user)
        })
    }

    /// The same for the addresses of somebody, which `work` is given as they are.
    fn change_methods(
        &self,
        action: &str,
        user_id: &str,
        work: impl FnOnce(Tx<'_>, &[EmailMethod]) -> Result<()>,
    ) -> Result<()> {
        self.0.change(Area::Credentials, action, Resource::one("user", user_id), |tx, change| {
            let before = self.methods_of(tx, user_id)?;
            change.before(&before)?;
            self.0.check_may_touch(tx, user_id)?;
            work(tx, &before)?;
            change.after(&self.methods_of(tx, user_id)?)
        })
    }

    fn methods_of(&self, tx: Tx<'_>, user_id: &str) -> Result<Vec<EmailMethod>> {
        addresses(tx, self.0.id(), &rows::find_user(tx, self.0.id(), user_id)?)
    }

    /// Checks a new password and hashes it, with nothing held.
    fn hash(&self, password: &str, words: &[Option<&str>]) -> Result<String> {
        let tenant = self.0.engine.store.read(|tx| store::config::tenant(tx, self.0.id()))?;
        let words: Vec<&str> = words.iter().flatten().copied().chain([tenant.record.name.as_str()]).collect();
        let normalized = password::check_new(password, tenant.settings.password_rules(), &words)
            .map_err(|rejection| Error::invalid("password", rejection.as_str()))?;
        self.0.engine.hasher.hash(&normalized)
    }
}

/// Where codes for a user can go: the account's own address, then the registered ones.
pub(crate) fn addresses(tx: Tx<'_>, tenant_id: &str, row: &UserRow) -> Result<Vec<EmailMethod>> {
    let account = row.user.email.clone().map(|address| EmailMethod {
        id: ACCOUNT_EMAIL.into(),
        address,
        is_account_email: true,
        verified: row.email_verified,
    });
    let registered = rows::email_methods(tx, tenant_id, &row.user.id)?;
    Ok(account.into_iter().chain(registered).collect())
}

fn check_fields(
    subject: Option<&str>,
    display_name: Option<&str>,
    attributes: Option<&BTreeMap<String, AttributeValue>>,
    locale: Option<&str>,
) -> Result<()> {
    if let Some(subject) = subject {
        check_subject("external_subject", subject)?;
    }
    if let Some(name) = display_name {
        check_name("display_name", name)?;
    }
    if let Some(locale) = locale {
        check_locale("locale", locale)?;
    }
    let Some(attributes) = attributes else { return Ok(()) };
    if attributes.len() > 100 {
        return Err(Error::invalid("attributes", "at most 100"));
    }
    for (name, value) in attributes {
        let long = matches!(value, AttributeValue::Text(text) if text.chars().count() > 250);
        if name.is_empty() || name.len() > 64 || long {
            return Err(Error::invalid(format!("attributes.{name}"), "name or value is too long or empty"));
        }
    }
    Ok(())
}
