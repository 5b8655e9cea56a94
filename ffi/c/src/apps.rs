//! App registrations.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, handles};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// An app that people sign in to, as administrators see it.
pub struct doorstep_app_registration {
    client_id: Text,
    name: Text,
    created_at: i64,
}

impl From<core::AppRegistration> for doorstep_app_registration {
    fn from(app: core::AppRegistration) -> Self {
        let core::AppRegistration { client_id, name, created_at } = app;
        doorstep_app_registration { client_id: client_id.into(), name: name.into(), created_at }
    }
}

/// App registrations, oldest first.
pub struct doorstep_app_registration_list(pub(crate) Items<doorstep_app_registration>);

handles!(23 doorstep_app_registration, 24 doorstep_app_registration_list);

/// Registers an app and gives it a client id.
///
/// @param tenant The tenant, and in whose name to act.
/// @param name Its name: 1 to 64 characters on one line.
/// @param app Receives the registration; free it with `doorstep_app_registration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_register(
    tenant: *const doorstep_tenant,
    name: *const c_char,
    app: *mut *mut doorstep_app_registration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(app, error, || Ok(find(tenant)?.core.apps().register(text(name, "name")?)?.into()))
}

/// Lists every app, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param apps Receives the list; free it with `doorstep_app_registration_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_list(
    tenant: *const doorstep_tenant,
    apps: *mut *mut doorstep_app_registration_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(apps, error, || Ok(doorstep_app_registration_list(Items::of(find(tenant)?.core.apps().list()?))))
}

/// Reads one app registration.
///
/// @param tenant The tenant, and in whose name to act.
/// @param client_id The app.
/// @param app Receives the registration; free it with `doorstep_app_registration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_get(
    tenant: *const doorstep_tenant,
    client_id: *const c_char,
    app: *mut *mut doorstep_app_registration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(app, error, || Ok(find(tenant)?.core.apps().get(text(client_id, "client_id")?)?.into()))
}

/// Changes an app's name.
///
/// @param tenant The tenant, and in whose name to act.
/// @param client_id The app.
/// @param new_name Its new name: 1 to 64 characters on one line.
/// @param app Receives the registration; free it with `doorstep_app_registration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_INVALID_ARGUMENT` (`new_name`),
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_rename(
    tenant: *const doorstep_tenant,
    client_id: *const c_char,
    new_name: *const c_char,
    app: *mut *mut doorstep_app_registration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(app, error, || {
        let tenant = find(tenant)?;
        let new_name = text(new_name, "new_name")?;
        Ok(tenant.core.apps().rename(text(client_id, "client_id")?, new_name)?.into())
    })
}

/// Deletes an app with its sessions and running journeys.
///
/// @param tenant The tenant, and in whose name to act.
/// @param client_id The app.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_delete(
    tenant: *const doorstep_tenant,
    client_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.apps().delete(text(client_id, "client_id")?)?))
}

/// Its public identifier (Microsoft Graph's `appId`).
///
/// @param app An app registration.
/// @return Text, borrowed from the app registration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_client_id(
    app: *const doorstep_app_registration,
) -> *const c_char {
    read(app, |app| app.client_id.as_ptr())
}

/// Its name, shown in mails and logs.
///
/// @param app An app registration.
/// @return Text, borrowed from the app registration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_name(app: *const doorstep_app_registration) -> *const c_char {
    read(app, |app| app.name.as_ptr())
}

/// When it was registered.
///
/// @param app An app registration.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_created_at_ms(app: *const doorstep_app_registration) -> i64 {
    read(app, |app| app.created_at)
}

/// Frees an app registration.
///
/// @param app An app registration that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_free(app: *mut doorstep_app_registration) {
    free(app, |_| {});
}

/// How many app registrations a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_list_count(list: *const doorstep_app_registration_list) -> usize {
    read(list, |list| list.0.count())
}

/// An app registration of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The app registration, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_list_at(
    list: *const doorstep_app_registration_list,
    index: usize,
) -> *const doorstep_app_registration {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the app registrations in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_list_free(list: *mut doorstep_app_registration_list) {
    free(list, |_| {});
}
