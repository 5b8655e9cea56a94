//! Authentication strengths: which combinations of methods are good enough, built in and the tenant's own.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::NO_TIME;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// An authentication strength, built in or of a tenant. Policies ask for it by id.
pub struct doorstep_authentication_strength {
    id: Text,
    display_name: Text,
    built_in: bool,
    document: Text,
    created_at: i64,
    modified_at: i64,
}

impl From<core::StrengthRecord> for doorstep_authentication_strength {
    fn from(strength: core::StrengthRecord) -> Self {
        let core::StrengthRecord { id, display_name, built_in, document, created_at, modified_at } = strength;
        doorstep_authentication_strength {
            id: id.into(),
            display_name: display_name.into(),
            built_in,
            document: document.into(),
            created_at: created_at.unwrap_or(NO_TIME),
            modified_at: modified_at.unwrap_or(NO_TIME),
        }
    }
}

/// Authentication strengths.
pub struct doorstep_authentication_strength_list(pub(crate) Items<doorstep_authentication_strength>);

handles!(61 doorstep_authentication_strength, 62 doorstep_authentication_strength_list);

/// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy`.
///
/// @param tenant The tenant, and in whose name to act.
/// @param document_json The document as JSON text.
/// @param strength Receives the strength as stored; free it with `doorstep_authentication_strength_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID`; `DOORSTEP_POLICY_UNSUPPORTED`
///         (`combinationConfigurations[0]`); `DOORSTEP_INVALID_ARGUMENT` (`authentication_strengths`) beyond the limit;
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strengths_create(
    tenant: *const doorstep_tenant,
    document_json: *const c_char,
    strength: *mut *mut doorstep_authentication_strength,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(strength, error, || {
        Ok(find(tenant)?
            .core
            .authentication_strengths()
            .create(text(document_json, "document_json")?)?
            .into())
    })
}

/// Lists the built-in strengths, and then the tenant's own, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param strengths Receives the list; free it with `doorstep_authentication_strength_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strengths_list(
    tenant: *const doorstep_tenant,
    strengths: *mut *mut doorstep_authentication_strength_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(strengths, error, || {
        Ok(doorstep_authentication_strength_list(Items::of(
            find(tenant)?.core.authentication_strengths().list()?,
        )))
    })
}

/// Reads one strength.
///
/// @param tenant The tenant, and in whose name to act.
/// @param strength_id The strength.
/// @param strength Receives the strength; free it with `doorstep_authentication_strength_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strengths_get(
    tenant: *const doorstep_tenant,
    strength_id: *const c_char,
    strength: *mut *mut doorstep_authentication_strength,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(strength, error, || {
        Ok(find(tenant)?.core.authentication_strengths().get(text(strength_id, "strength_id")?)?.into())
    })
}

/// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
///
/// @param tenant The tenant, and in whose name to act.
/// @param strength_id The strength.
/// @param changes_json The fields to replace, as JSON text.
/// @param strength Receives the strength as stored; free it with `doorstep_authentication_strength_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`strength_id`) for one that is built in;
///         `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_POLICY_INVALID`,
///         `DOORSTEP_POLICY_UNSUPPORTED`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strengths_update(
    tenant: *const doorstep_tenant,
    strength_id: *const c_char,
    changes_json: *const c_char,
    strength: *mut *mut doorstep_authentication_strength,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(strength, error, || {
        let tenant = find(tenant)?;
        let changes = text(changes_json, "changes_json")?;
        Ok(tenant.core.authentication_strengths().update(text(strength_id, "strength_id")?, changes)?.into())
    })
}

/// Deletes a strength.
///
/// @param tenant The tenant, and in whose name to act.
/// @param strength_id The strength.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`strength_id`) for one that is built in, and while a policy asks
///         for it, in whatever state; `DOORSTEP_NOT_FOUND` (`authentication_strength`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strengths_delete(
    tenant: *const doorstep_tenant,
    strength_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        Ok(find(tenant)?.core.authentication_strengths().delete(text(strength_id, "strength_id")?)?)
    })
}

/// Its id.
///
/// @param strength A strength.
/// @return Text, borrowed from the strength.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_id(
    strength: *const doorstep_authentication_strength,
) -> *const c_char {
    read(strength, |strength| strength.id.as_ptr())
}

/// Its name.
///
/// @param strength A strength.
/// @return Text, borrowed from the strength.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_display_name(
    strength: *const doorstep_authentication_strength,
) -> *const c_char {
    read(strength, |strength| strength.display_name.as_ptr())
}

/// Whether every tenant has it, and nobody can change it.
///
/// @param strength A strength.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_built_in(
    strength: *const doorstep_authentication_strength,
) -> bool {
    read(strength, |strength| strength.built_in)
}

/// Microsoft Graph's `authenticationStrengthPolicy`.
///
/// @param strength A strength.
/// @return JSON text, borrowed from the strength.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_document_json(
    strength: *const doorstep_authentication_strength,
) -> *const c_char {
    read(strength, |strength| strength.document.as_ptr())
}

/// When it was created.
///
/// @param strength A strength.
/// @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when it is built in.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_created_at_ms(
    strength: *const doorstep_authentication_strength,
) -> i64 {
    read(strength, |strength| strength.created_at)
}

/// When it was last changed.
///
/// @param strength A strength.
/// @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_modified_at_ms(
    strength: *const doorstep_authentication_strength,
) -> i64 {
    read(strength, |strength| strength.modified_at)
}

/// Frees a strength.
///
/// @param strength A strength that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_free(strength: *mut doorstep_authentication_strength) {
    free(strength, |_| {});
}

/// How many strengths a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_list_count(
    list: *const doorstep_authentication_strength_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// A strength of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The strength, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_list_at(
    list: *const doorstep_authentication_strength_list,
    index: usize,
) -> *const doorstep_authentication_strength {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the strengths in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_strength_list_free(
    list: *mut doorstep_authentication_strength_list,
) {
    free(list, |_| {});
}
