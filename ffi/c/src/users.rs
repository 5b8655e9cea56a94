//! Users, as administrators see them: finding, creating and changing them.

use std::collections::BTreeMap;
use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Result, doorstep_error};
use crate::groups::doorstep_group_list;
use crate::guard::{call, find, maybe_produce, produce};
use crate::handles::Items;
use crate::lists::maybe_json;
use crate::memory::{options, plain as plain_structs};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{maybe_string, maybe_text, text};
use crate::user::{doorstep_email_method, doorstep_email_method_list, doorstep_user, doorstep_user_list};

/// What a new user starts with. Begin with `DOORSTEP_NEW_USER_INIT`; at least one of `email` and `external_subject` is
/// needed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_new_user {
    /// `sizeof(doorstep_new_user)`.
    pub size: usize,
    /// The address to sign in with, or NULL. It counts as unproven until a code sent there is entered.
    pub email: *const c_char,
    /// The password, or NULL for none.
    pub password: *const c_char,
    /// The host's own name for the user, or NULL.
    pub external_subject: *const c_char,
    /// A name for people, or NULL.
    pub display_name: *const c_char,
    /// Values of attributes, a JSON object of strings, booleans and integers; or NULL.
    pub attributes_json: *const c_char,
    /// The language of mails (BCP 47), or NULL.
    pub locale: *const c_char,
}

/// What to change of a user. Begin with `DOORSTEP_USER_CHANGES_INIT`; NULL leaves a field as it is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_user_changes {
    /// `sizeof(doorstep_user_changes)`.
    pub size: usize,
    /// A new address to sign in with. Ends the user's sessions.
    pub email: *const c_char,
    /// The host's own name for the user.
    pub external_subject: *const c_char,
    /// A name for people.
    pub display_name: *const c_char,
    /// Replaces all attribute values: a JSON object of strings, booleans and integers.
    pub attributes_json: *const c_char,
    /// The language of mails (BCP 47).
    pub locale: *const c_char,
}

plain_structs!(
    doorstep_new_user since size_of::<doorstep_new_user>(),
    doorstep_user_changes since size_of::<doorstep_user_changes>(),
);

/// Attribute values, given as JSON text; nothing for NULL.
pub(crate) fn attributes(
    pointer: *const c_char,
    argument: &'static str,
) -> Result<Option<BTreeMap<String, core::AttributeValue>>> {
    maybe_json(pointer, argument, "must be a JSON object of strings, booleans and integers")
}

/// Creates a user.
///
/// @param tenant The tenant, and in whose name to act.
/// @param new_user What the user starts with; copied.
/// @param user Receives the user; free it with `doorstep_user_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the field, `DOORSTEP_ALREADY_EXISTS` (`user`),
///         `DOORSTEP_FORBIDDEN`, `DOORSTEP_BUSY`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_create(
    tenant: *const doorstep_tenant,
    new_user: *const doorstep_new_user,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user, error, || {
        let tenant = find(tenant)?;
        let given = options(new_user)?;
        let new = core::NewUser {
            email: maybe_string(given.email, "email")?,
            external_subject: maybe_string(given.external_subject, "external_subject")?,
            display_name: maybe_string(given.display_name, "display_name")?,
            attributes: attributes(given.attributes_json, "attributes_json")?.unwrap_or_default(),
            locale: maybe_string(given.locale, "locale")?,
        };
        let password = maybe_text(given.password, "password")?;
        Ok(tenant.core.users().create(&new, password)?.into())
    })
}

/// Reads one user.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param user Receives the user; free it with `doorstep_user_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_get(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user, error, || Ok(find(tenant)?.core.users().get(text(user_id, "user_id")?)?.into()))
}

/// Finds the user who signs in with an address, in any spelling of it.
///
/// @param tenant The tenant, and in whose name to act.
/// @param email The address.
/// @param user Receives the user; free it with `doorstep_user_free`. NULL when there is none.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, with or without a user; `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_find_by_email(
    tenant: *const doorstep_tenant,
    email: *const c_char,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    maybe_produce(user, error, || {
        Ok(find(tenant)?.core.users().find_by_email(text(email, "email")?)?.map(Into::into))
    })
}

/// Finds the user whom a host knows by a subject.
///
/// @param tenant The tenant, and in whose name to act.
/// @param external_subject The host's own name for the user.
/// @param user Receives the user; free it with `doorstep_user_free`. NULL when there is none.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, with or without a user; `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_find_by_subject(
    tenant: *const doorstep_tenant,
    external_subject: *const c_char,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    maybe_produce(user, error, || {
        let tenant = find(tenant)?;
        let subject = text(external_subject, "external_subject")?;
        Ok(tenant.core.users().find_by_subject(subject)?.map(Into::into))
    })
}

/// Lists users from the oldest on.
///
/// @param tenant The tenant, and in whose name to act.
/// @param limit Users a page: 1 to 1000.
/// @param cursor From `doorstep_user_list_next_cursor`; NULL for the first page.
/// @param users Receives the page; free it with `doorstep_user_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`limit`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_list(
    tenant: *const doorstep_tenant,
    limit: u32,
    cursor: *const c_char,
    users: *mut *mut doorstep_user_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(users, error, || {
        Ok(find(tenant)?.core.users().list(limit, maybe_text(cursor, "cursor")?)?.into())
    })
}

/// Changes what is given and leaves the rest. A new address ends the user's sessions.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param changes What to change; copied.
/// @param user Receives the user; free it with `doorstep_user_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` naming the field,
///         `DOORSTEP_ALREADY_EXISTS` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_update(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    changes: *const doorstep_user_changes,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user, error, || {
        let tenant = find(tenant)?;
        let given = options(changes)?;
        let changes = core::UserChanges {
            email: maybe_string(given.email, "email")?,
            external_subject: maybe_string(given.external_subject, "external_subject")?,
            display_name: maybe_string(given.display_name, "display_name")?,
            attributes: attributes(given.attributes_json, "attributes_json")?,
            locale: maybe_string(given.locale, "locale")?,
        };
        Ok(tenant.core.users().update(text(user_id, "user_id")?, &changes)?.into())
    })
}

/// Sets a user's password and ends their sessions and journeys.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param password The new password.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`password`) with the
///         rule it breaks, `DOORSTEP_FORBIDDEN`, `DOORSTEP_BUSY`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_set_password(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    password: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let password = text(password, "password")?;
        Ok(tenant.core.users().set_password(text(user_id, "user_id")?, password)?)
    })
}

/// Stops a user from signing in; sessions, journeys and codes end at once.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param user Receives the user; free it with `doorstep_user_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`user_id`) when a user,
///         not the host, would disable the last active Global Administrator, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_disable(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user, error, || Ok(find(tenant)?.core.users().disable(text(user_id, "user_id")?)?.into()))
}

/// Lets a user sign in again.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param user Receives the user; free it with `doorstep_user_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_enable(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    user: *mut *mut doorstep_user,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user, error, || Ok(find(tenant)?.core.users().enable(text(user_id, "user_id")?)?.into()))
}

/// Lifts every lock that wrong passwords and codes have brought on.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_unlock(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.users().unlock(text(user_id, "user_id")?)?))
}

/// Deletes a user with all that is theirs. The sign-in log keeps its entries.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`user_id`) when a user,
///         not the host, would delete the last active Global Administrator, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_delete(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.users().delete(text(user_id, "user_id")?)?))
}

/// Lists where codes for a user can go.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param methods Receives the list; free it with `doorstep_email_method_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_email_methods(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    methods: *mut *mut doorstep_email_method_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(methods, error, || {
        let methods = find(tenant)?.core.users().email_methods(text(user_id, "user_id")?)?;
        Ok(doorstep_email_method_list(Items::of(methods)))
    })
}

/// Registers a further address for codes.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param address The address.
/// @param method Receives the method; free it with `doorstep_email_method_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_INVALID_ARGUMENT` (`address`),
///         `DOORSTEP_ALREADY_EXISTS` (`email_method`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_add_email_method(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    address: *const c_char,
    method: *mut *mut doorstep_email_method,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(method, error, || {
        let tenant = find(tenant)?;
        let address = text(address, "address")?;
        Ok(tenant.core.users().add_email_method(text(user_id, "user_id")?, address)?.into())
    })
}

/// Removes a registered address; the account's own stays.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param method_id The method.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `email_method`), `DOORSTEP_INVALID_ARGUMENT`
///         (`method_id`) for the account's own, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_remove_email_method(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    method_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let method_id = text(method_id, "method_id")?;
        Ok(tenant.core.users().remove_email_method(text(user_id, "user_id")?, method_id)?)
    })
}

/// Lists every group that a user is in, through nested groups too.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param groups Receives the list; free it with `doorstep_group_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_users_groups(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    groups: *mut *mut doorstep_group_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(groups, error, || {
        let groups = find(tenant)?.core.users().groups(text(user_id, "user_id")?)?;
        Ok(doorstep_group_list(Items::of(groups)))
    })
}
