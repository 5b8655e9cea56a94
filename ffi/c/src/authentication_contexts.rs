//! Authentication contexts: names, `c1` to `c99`, for what an app asks more for than a sign-in.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::NO_TIME;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// An authentication context of a tenant. Policies name it by id.
pub struct doorstep_authentication_context {
    id: Text,
    display_name: Text,
    is_available: bool,
    document: Text,
    created_at: i64,
    modified_at: i64,
}

impl From<core::AuthenticationContextRecord> for doorstep_authentication_context {
    fn from(context: core::AuthenticationContextRecord) -> Self {
        let core::AuthenticationContextRecord {
            id,
            display_name,
            is_available,
            document,
            created_at,
            modified_at,
        } = context;
        doorstep_authentication_context {
            id: id.into(),
            display_name: display_name.into(),
            is_available,
            document: document.into(),
            created_at,
            modified_at: modified_at.unwrap_or(NO_TIME),
        }
    }
}

/// Authentication contexts, oldest first.
pub struct doorstep_authentication_context_list(pub(crate) Items<doorstep_authentication_context>);

handles!(63 doorstep_authentication_context, 64 doorstep_authentication_context_list);

/// Creates an authentication context from Microsoft Graph's `authenticationContextClassReference`.
///
/// @param tenant The tenant, and in whose name to act.
/// @param document_json The document as JSON text, whose `id` is one of `c1` to `c99`.
/// @param context Receives the authentication context as stored; free it with `doorstep_authentication_context_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_ALREADY_EXISTS` (`authentication_context`),
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_contexts_create(
    tenant: *const doorstep_tenant,
    document_json: *const c_char,
    context: *mut *mut doorstep_authentication_context,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(context, error, || {
        Ok(find(tenant)?.core.authentication_contexts().create(text(document_json, "document_json")?)?.into())
    })
}

/// Lists every authentication context, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param contexts Receives the list; free it with `doorstep_authentication_context_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_contexts_list(
    tenant: *const doorstep_tenant,
    contexts: *mut *mut doorstep_authentication_context_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(contexts, error, || {
        Ok(doorstep_authentication_context_list(Items::of(
            find(tenant)?.core.authentication_contexts().list()?,
        )))
    })
}

/// Reads one authentication context.
///
/// @param tenant The tenant, and in whose name to act.
/// @param context_id The authentication context.
/// @param context Receives the authentication context; free it with `doorstep_authentication_context_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_contexts_get(
    tenant: *const doorstep_tenant,
    context_id: *const c_char,
    context: *mut *mut doorstep_authentication_context,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(context, error, || {
        Ok(find(tenant)?.core.authentication_contexts().get(text(context_id, "context_id")?)?.into())
    })
}

/// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does. The id stays.
///
/// @param tenant The tenant, and in whose name to act.
/// @param context_id The authentication context.
/// @param changes_json The fields to replace, as JSON text.
/// @param context Receives the authentication context as stored; free it with `doorstep_authentication_context_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_POLICY_INVALID`,
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_contexts_update(
    tenant: *const doorstep_tenant,
    context_id: *const c_char,
    changes_json: *const c_char,
    context: *mut *mut doorstep_authentication_context,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(context, error, || {
        let tenant = find(tenant)?;
        let changes = text(changes_json, "changes_json")?;
        Ok(tenant.core.authentication_contexts().update(text(context_id, "context_id")?, changes)?.into())
    })
}

/// Deletes an authentication context.
///
/// @param tenant The tenant, and in whose name to act.
/// @param context_id The authentication context.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`context_id`) while it is available, and while a policy names it,
///         in whatever state; `DOORSTEP_NOT_FOUND` (`authentication_context`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_contexts_delete(
    tenant: *const doorstep_tenant,
    context_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        Ok(find(tenant)?.core.authentication_contexts().delete(text(context_id, "context_id")?)?)
    })
}

/// `c1` to `c99`.
///
/// @param context An authentication context.
/// @return Text, borrowed from the authentication context.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_id(
    context: *const doorstep_authentication_context,
) -> *const c_char {
    read(context, |context| context.id.as_ptr())
}

/// Its name.
///
/// @param context An authentication context.
/// @return Text, borrowed from the authentication context.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_display_name(
    context: *const doorstep_authentication_context,
) -> *const c_char {
    read(context, |context| context.display_name.as_ptr())
}

/// Whether it is published: apps may ask for it.
///
/// @param context An authentication context.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_is_available(
    context: *const doorstep_authentication_context,
) -> bool {
    read(context, |context| context.is_available)
}

/// Microsoft Graph's `authenticationContextClassReference`.
///
/// @param context An authentication context.
/// @return JSON text, borrowed from the authentication context.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_document_json(
    context: *const doorstep_authentication_context,
) -> *const c_char {
    read(context, |context| context.document.as_ptr())
}

/// When it was created.
///
/// @param context An authentication context.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_created_at_ms(
    context: *const doorstep_authentication_context,
) -> i64 {
    read(context, |context| context.created_at)
}

/// When it was last changed.
///
/// @param context An authentication context.
/// @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_modified_at_ms(
    context: *const doorstep_authentication_context,
) -> i64 {
    read(context, |context| context.modified_at)
}

/// Frees an authentication context.
///
/// @param context An authentication context that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_free(context: *mut doorstep_authentication_context) {
    free(context, |_| {});
}

/// How many authentication contexts a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_list_count(
    list: *const doorstep_authentication_context_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// An authentication context of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The authentication context, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_list_at(
    list: *const doorstep_authentication_context_list,
    index: usize,
) -> *const doorstep_authentication_context {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the authentication contexts in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_authentication_context_list_free(list: *mut doorstep_authentication_context_list) {
    free(list, |_| {});
}
