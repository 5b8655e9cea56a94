//! Directory roles and who holds them.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, produce, read};
use crate::handles::{Items, handles};
use crate::lists::doorstep_string_list;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// A directory role, which lets its holders administer something.
pub struct doorstep_directory_role {
    id: Text,
    display_name: Text,
}

impl From<core::DirectoryRole> for doorstep_directory_role {
    fn from(role: core::DirectoryRole) -> Self {
        let core::DirectoryRole { id, display_name } = role;
        doorstep_directory_role { id: id.into(), display_name: display_name.into() }
    }
}

/// Directory roles.
pub struct doorstep_directory_role_list(pub(crate) Items<doorstep_directory_role>);

handles!(29 doorstep_directory_role, 30 doorstep_directory_role_list);

/// Lists every role there is.
///
/// @param tenant The tenant, and in whose name to act.
/// @param roles Receives the list; free it with `doorstep_directory_role_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_roles_list(
    tenant: *const doorstep_tenant,
    roles: *mut *mut doorstep_directory_role_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(roles, error, || Ok(doorstep_directory_role_list(Items::of(find(tenant)?.core.roles().list()))))
}

/// Gives a user a role.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param role The role: its id or display name.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `role`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_roles_assign(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    role: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.roles().assign(text(user_id, "user_id")?, text(role, "role")?)?))
}

/// Takes a role away from a user.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param role The role: its id or display name.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user` or `role`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_roles_unassign(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    role: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.roles().unassign(text(user_id, "user_id")?, text(role, "role")?)?))
}

/// Lists the roles of a user.
///
/// @param tenant The tenant, and in whose name to act.
/// @param user_id The user.
/// @param roles Receives the list; free it with `doorstep_directory_role_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_roles_of_user(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    roles: *mut *mut doorstep_directory_role_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(roles, error, || {
        let roles = find(tenant)?.core.roles().of_user(text(user_id, "user_id")?)?;
        Ok(doorstep_directory_role_list(Items::of(roles)))
    })
}

/// Lists the ids of the users who hold a role.
///
/// @param tenant The tenant, and in whose name to act.
/// @param role The role: its id or display name.
/// @param user_ids Receives the list; free it with `doorstep_string_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`role`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_roles_members(
    tenant: *const doorstep_tenant,
    role: *const c_char,
    user_ids: *mut *mut doorstep_string_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(user_ids, error, || Ok(find(tenant)?.core.roles().members(text(role, "role")?)?.into()))
}

/// Its id: Microsoft Entra's template id.
///
/// @param role A directory role.
/// @return Text, borrowed from the directory role.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_directory_role_id(role: *const doorstep_directory_role) -> *const c_char {
    read(role, |role| role.id.as_ptr())
}

/// Its name.
///
/// @param role A directory role.
/// @return Text, borrowed from the directory role.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_directory_role_display_name(
    role: *const doorstep_directory_role,
) -> *const c_char {
    read(role, |role| role.display_name.as_ptr())
}

/// How many directory roles a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_directory_role_list_count(list: *const doorstep_directory_role_list) -> usize {
    read(list, |list| list.0.count())
}

/// A directory role of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The directory role, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_directory_role_list_at(
    list: *const doorstep_directory_role_list,
    index: usize,
) -> *const doorstep_directory_role {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the directory roles in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_directory_role_list_free(list: *mut doorstep_directory_role_list) {
    free(list, |_| {});
}
