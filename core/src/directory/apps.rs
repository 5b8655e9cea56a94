//! App registrations.

use std::collections::BTreeMap;

use super::records::{AppChanges, AppRegistration};
use super::roles::Area;
use crate::crypto;
use crate::error::{Error, Result};
use crate::store::directory as rows;
use crate::tenant::{Resource, Tenant, check_name};

/// Groups that an app may be in.
const MOST_GROUPS: usize = 20;
/// Attributes that an app may have, and values that one of them may have.
const MOST_ATTRIBUTES: usize = 50;
/// The longest group and value, in characters.
const LONGEST_VALUE: usize = 64;
/// The longest name of an attribute set, and of an attribute in it.
const LONGEST_NAME: usize = 32;

/// The apps registered in a tenant.
#[derive(Debug, Clone)]
pub struct Apps(pub(crate) Tenant);

impl Tenant {
    /// The tenant's app registrations.
    pub fn apps(&self) -> Apps {
        Apps(self.clone())
    }
}

impl Apps {
    /// Registers an app and gives it a client id.
    ///
    /// # Errors
    /// `invalid_argument{name}`: 1 to 64 characters on one line; `forbidden`.
    pub fn register(&self, name: &str) -> Result<AppRegistration> {
        check_name("name", name)?;
        let now = self.0.now();
        let app = AppRegistration {
            client_id: crypto::new_id(now)?,
            name: name.into(),
            app_groups: Vec::new(),
            custom_security_attributes: BTreeMap::new(),
            created_at: now,
        };
        self.0.change(Area::Apps, "apps.register", Resource::any("app"), |tx, change| {
            change.created(&app.client_id);
            change.after(&app)?;
            rows::insert_app(tx, self.0.id(), &app)?;
            Ok(app)
        })
    }

    /// Every app, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<AppRegistration>> {
        self.0.read("apps.list", Resource::any("app"), |tx| rows::apps(tx, self.0.id()))
    }

    /// One app.
    ///
    /// # Errors
    /// `not_found{app}`.
    pub fn get(&self, client_id: &str) -> Result<AppRegistration> {
        self.0.read("apps.get", Resource::one("app", client_id), |tx| {
            rows::find_app(tx, self.0.id(), client_id)
        })
    }

    /// Changes an app's name.
    ///
    /// # Errors
    /// `invalid_argument{new_name}`, `not_found{app}`, `forbidden`.
    pub fn rename(&self, client_id: &str, new_name: &str) -> Result<AppRegistration> {
        check_name("new_name", new_name)?;
        self.0.change(Area::Apps, "apps.rename", Resource::one("app", client_id), |tx, change| {
            let app = rows::find_app(tx, self.0.id(), client_id)?;
            change.before(&app)?;
            let app = AppRegistration { name: new_name.into(), ..app };
            rows::update_app(tx, self.0.id(), &app)?;
            change.after(&app)?;
            Ok(app)
        })
    }

    /// Changes an app's name, and what policies for groups of apps and filters for applications look at.
    ///
    /// # Errors
    /// `invalid_argument` naming the field (`app_groups[1]`, `custom_security_attributes.Sets_Kind`); `not_found{app}`,
    /// `forbidden`.
    pub fn update(&self, client_id: &str, changes: &AppChanges) -> Result<AppRegistration> {
        check(changes)?;
        self.0.change(Area::Apps, "apps.update", Resource::one("app", client_id), |tx, change| {
            let mut app = rows::find_app(tx, self.0.id(), client_id)?;
            change.before(&app)?;
            if let Some(name) = &changes.name {
                app.name.clone_from(name);
            }
            if let Some(groups) = &changes.app_groups {
                app.app_groups.clone_from(groups);
            }
            if let Some(attributes) = &changes.custom_security_attributes {
                app.custom_security_attributes.clone_from(attributes);
            }
            rows::update_app(tx, self.0.id(), &app)?;
            change.after(&app)?;
            Ok(app)
        })
    }

    /// Deletes an app with its sessions and running journeys.
    ///
    /// # Errors
    /// `not_found{app}`, `forbidden`.
    pub fn delete(&self, client_id: &str) -> Result<()> {
        self.0.change(Area::Apps, "apps.delete", Resource::one("app", client_id), |tx, change| {
            change.before(&rows::find_app(tx, self.0.id(), client_id)?)?;
            rows::delete_app(tx, self.0.id(), client_id)
        })
    }
}

fn check(changes: &AppChanges) -> Result<()> {
    if let Some(name) = &changes.name {
        check_name("name", name)?;
    }
    if let Some(groups) = &changes.app_groups {
        if groups.len() > MOST_GROUPS {
            return Err(Error::invalid("app_groups", format!("must be at most {MOST_GROUPS}")));
        }
        for (index, group) in groups.iter().enumerate() {
            check_value(&format!("app_groups[{index}]"), group)?;
        }
    }
    if let Some(attributes) = &changes.custom_security_attributes {
        check_attributes(attributes)?;
    }
    Ok(())
}

fn check_attributes(attributes: &BTreeMap<String, Vec<String>>) -> Result<()> {
    let field = "custom_security_attributes";
    if attributes.len() > MOST_ATTRIBUTES {
        return Err(Error::invalid(field, format!("must be at most {MOST_ATTRIBUTES}")));
    }
    let mut names: Vec<String> = attributes.keys().map(|name| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair.first() == pair.last()) {
        // Rules name them in any case.
        return Err(Error::invalid(field, "must not have two names that differ in case alone"));
    }
    for (name, values) in attributes {
        let word = |text: &str| {
            (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !name.split_once('_').is_some_and(|(set, attribute)| word(set) && word(attribute)) {
            let reason =
                format!("must have names Set_Attribute, each part of 1 to {LONGEST_NAME} letters and digits");
            return Err(Error::invalid(field, reason));
        }
        let field = format!("{field}.{name}");
        if values.is_empty() || values.len() > MOST_ATTRIBUTES {
            return Err(Error::invalid(field, format!("must have 1 to {MOST_ATTRIBUTES} values")));
        }
        for (index, value) in values.iter().enumerate() {
            check_value(&format!("{field}[{index}]"), value)?;
        }
    }
    Ok(())
}

fn check_value(field: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() || text.chars().count() > LONGEST_VALUE || text.chars().any(char::is_control) {
        let reason = format!("must be 1 to {LONGEST_VALUE} characters on one line");
        return Err(Error::invalid(field, reason));
    }
    Ok(())
}
