//! Named locations: networks, which may be trusted, and countries.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::NO_TIME;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// A named location of a tenant. Policies name it by id.
pub struct doorstep_location {
    id: Text,
    display_name: Text,
    is_trusted: bool,
    document: Text,
    created_at: i64,
    modified_at: i64,
}

impl From<core::LocationRecord> for doorstep_location {
    fn from(location: core::LocationRecord) -> Self {
        let core::LocationRecord { id, display_name, is_trusted, document, created_at, modified_at } =
            location;
        doorstep_location {
            id: id.into(),
            display_name: display_name.into(),
            is_trusted,
            document: document.into(),
            created_at,
            modified_at: modified_at.unwrap_or(NO_TIME),
        }
    }
}

/// Locations, oldest first.
pub struct doorstep_location_list(pub(crate) Items<doorstep_location>);

handles!(59 doorstep_location, 60 doorstep_location_list);

/// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation`.
///
/// @param tenant The tenant, and in whose name to act.
/// @param document_json The document as JSON text.
/// @param location Receives the location as stored; free it with `doorstep_location_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID`, also for more than 2000 ranges and one as wide as a /8;
///         `DOORSTEP_INVALID_ARGUMENT` (`locations`) beyond the limit; `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_locations_create(
    tenant: *const doorstep_tenant,
    document_json: *const c_char,
    location: *mut *mut doorstep_location,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(location, error, || {
        Ok(find(tenant)?.core.locations().create(text(document_json, "document_json")?)?.into())
    })
}

/// Lists every location, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param locations Receives the list; free it with `doorstep_location_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_locations_list(
    tenant: *const doorstep_tenant,
    locations: *mut *mut doorstep_location_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(locations, error, || {
        Ok(doorstep_location_list(Items::of(find(tenant)?.core.locations().list()?)))
    })
}

/// Reads one location.
///
/// @param tenant The tenant, and in whose name to act.
/// @param location_id The location.
/// @param location Receives the location; free it with `doorstep_location_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_locations_get(
    tenant: *const doorstep_tenant,
    location_id: *const c_char,
    location: *mut *mut doorstep_location,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(location, error, || {
        Ok(find(tenant)?.core.locations().get(text(location_id, "location_id")?)?.into())
    })
}

/// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
///
/// @param tenant The tenant, and in whose name to act.
/// @param location_id The location.
/// @param changes_json The fields to replace, as JSON text.
/// @param location Receives the location as stored; free it with `doorstep_location_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_POLICY_INVALID`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_locations_update(
    tenant: *const doorstep_tenant,
    location_id: *const c_char,
    changes_json: *const c_char,
    location: *mut *mut doorstep_location,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(location, error, || {
        let tenant = find(tenant)?;
        let changes = text(changes_json, "changes_json")?;
        Ok(tenant.core.locations().update(text(location_id, "location_id")?, changes)?.into())
    })
}

/// Deletes a location.
///
/// @param tenant The tenant, and in whose name to act.
/// @param location_id The location.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`location_id`) while it is trusted, and while a policy names it,
///         in whatever state; `DOORSTEP_NOT_FOUND` (`location`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_locations_delete(
    tenant: *const doorstep_tenant,
    location_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.locations().delete(text(location_id, "location_id")?)?))
}

/// Its id.
///
/// @param location A location.
/// @return Text, borrowed from the location.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_id(location: *const doorstep_location) -> *const c_char {
    read(location, |location| location.id.as_ptr())
}

/// Its name.
///
/// @param location A location.
/// @return Text, borrowed from the location.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_display_name(location: *const doorstep_location) -> *const c_char {
    read(location, |location| location.display_name.as_ptr())
}

/// Whether it counts among all trusted locations. A country never does.
///
/// @param location A location.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_is_trusted(location: *const doorstep_location) -> bool {
    read(location, |location| location.is_trusted)
}

/// Microsoft Graph's `namedLocation`.
///
/// @param location A location.
/// @return JSON text, borrowed from the location.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_document_json(location: *const doorstep_location) -> *const c_char {
    read(location, |location| location.document.as_ptr())
}

/// When it was created.
///
/// @param location A location.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_created_at_ms(location: *const doorstep_location) -> i64 {
    read(location, |location| location.created_at)
}

/// When it was last changed.
///
/// @param location A location.
/// @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_modified_at_ms(location: *const doorstep_location) -> i64 {
    read(location, |location| location.modified_at)
}

/// Frees a location.
///
/// @param location A location that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_free(location: *mut doorstep_location) {
    free(location, |_| {});
}

/// How many locations a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_list_count(list: *const doorstep_location_list) -> usize {
    read(list, |list| list.0.count())
}

/// A location of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The location, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_list_at(
    list: *const doorstep_location_list,
    index: usize,
) -> *const doorstep_location {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the locations in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_location_list_free(list: *mut doorstep_location_list) {
    free(list, |_| {});
}
