//! App registrations.

use super::records::AppRegistration;
use super::roles::Area;
use crate::crypto;
use crate::error::Result;
use crate::store::directory as rows;
use crate::tenant::{Resource, Tenant, check_name};

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
        let app = AppRegistration { client_id: crypto::new_id(now)?, name: name.into(), created_at: now };
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
            rows::rename_app(tx, self.0.id(), client_id, new_name)?;
            let app = AppRegistration { name: new_name.into(), ..app };
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
