//! App registrations.

use std::collections::BTreeMap;
use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::{doorstep_string_list, maybe_json};
use crate::memory::{options, plain};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe_string, strings, text};

/// An app that people sign in to, as administrators see it.
pub struct doorstep_app_registration {
    client_id: Text,
    name: Text,
    app_groups: Nested<doorstep_string_list>,
    attribute_names: Nested<doorstep_string_list>,
    attributes: BTreeMap<String, Nested<doorstep_string_list>>,
    created_at: i64,
}

impl From<core::AppRegistration> for doorstep_app_registration {
    fn from(app: core::AppRegistration) -> Self {
        let core::AppRegistration { client_id, name, app_groups, custom_security_attributes, created_at } =
            app;
        let names: Vec<String> = custom_security_attributes.keys().cloned().collect();
        let attributes = custom_security_attributes.into_iter();
        doorstep_app_registration {
            client_id: client_id.into(),
            name: name.into(),
            app_groups: Nested::new(app_groups.into()),
            attribute_names: Nested::new(names.into()),
            attributes: attributes.map(|(name, values)| (name, Nested::new(values.into()))).collect(),
            created_at,
        }
    }
}

/// App registrations, oldest first.
pub struct doorstep_app_registration_list(pub(crate) Items<doorstep_app_registration>);

/// What to change of an app. Begin with `DOORSTEP_APP_CHANGES_INIT`; what is NULL stays as it is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_app_changes {
    /// `sizeof(doorstep_app_changes)`.
    pub size: usize,
    /// Another name: 1 to 64 characters on one line.
    pub name: *const c_char,
    /// Replaces all groups of apps that it is in: at most 20, of 1 to 64 characters each. NULL leaves them; for none, a
    /// pointer to anything and a count of 0.
    pub app_groups: *const *const c_char,
    /// How many there are in `app_groups`.
    pub app_group_count: usize,
    /// Replaces all custom security attributes: a JSON object of lists of texts, such as `{"Shop_Kind": ["public"]}`. At
    /// most 50, each with 1 to 50 values of 1 to 64 characters. A name is a set and an attribute with an underscore
    /// between them, both of up to 32 letters and digits.
    pub custom_security_attributes_json: *const c_char,
}

plain!(doorstep_app_changes since size_of::<doorstep_app_changes>());

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

/// Changes an app's name, and what policies for groups of apps and filters for applications look at.
///
/// @param tenant The tenant, and in whose name to act.
/// @param client_id The app.
/// @param changes What to change; copied.
/// @param app Receives the registration; free it with `doorstep_app_registration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`), `DOORSTEP_INVALID_ARGUMENT` naming the place
///         (`app_groups[1]`, `custom_security_attributes.Shop_Kind`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_apps_update(
    tenant: *const doorstep_tenant,
    client_id: *const c_char,
    changes: *const doorstep_app_changes,
    app: *mut *mut doorstep_app_registration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(app, error, || {
        let tenant = find(tenant)?;
        let given = options(changes)?;
        let left = given.app_groups.is_null() && given.app_group_count == 0;
        let groups = (!left).then(|| strings(given.app_groups, given.app_group_count, "app_groups"));
        let changes = core::AppChanges {
            name: maybe_string(given.name, "name")?,
            app_groups: groups.transpose()?,
            custom_security_attributes: maybe_json(
                given.custom_security_attributes_json,
                "custom_security_attributes_json",
                "must be a JSON object of lists of texts",
            )?,
        };
        Ok(tenant.core.apps().update(text(client_id, "client_id")?, &changes)?.into())
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

/// The groups of apps that it is in, as policies name them: `Office365`, `MicrosoftAdminPortals`.
///
/// @param app An app registration.
/// @return A list, borrowed from the app registration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_app_groups(
    app: *const doorstep_app_registration,
) -> *const doorstep_string_list {
    read(app, |app| app.app_groups.handle())
}

/// The names of its custom security attributes, such as `Shop_Kind`: what filters for applications ask about.
///
/// @param app An app registration.
/// @return A list, borrowed from the app registration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_custom_security_attribute_names(
    app: *const doorstep_app_registration,
) -> *const doorstep_string_list {
    read(app, |app| app.attribute_names.handle())
}

/// The values of a custom security attribute.
///
/// @param app An app registration.
/// @param name The attribute's name.
/// @return A list, borrowed from the app registration; NULL when it has no attribute of this name.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_app_registration_custom_security_attribute(
    app: *const doorstep_app_registration,
    name: *const c_char,
) -> *const doorstep_string_list {
    read(app, |app| {
        let values = text(name, "name").ok().and_then(|name| app.attributes.get(name));
        values.map_or(std::ptr::null(), Nested::handle)
    })
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
