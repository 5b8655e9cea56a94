//! Groups of users and groups.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, plain, produce, read};
use crate::handles::{Items, handles};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};
use crate::words::names;

/// A group of users and groups.
pub struct doorstep_group {
    id: Text,
    name: Text,
    created_at: i64,
}

impl From<core::Group> for doorstep_group {
    fn from(group: core::Group) -> Self {
        let core::Group { id, name, created_at } = group;
        doorstep_group { id: id.into(), name: name.into(), created_at }
    }
}

/// Groups, by name.
pub struct doorstep_group_list(pub(crate) Items<doorstep_group>);

/// What a member of a group is.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_member_kind_t {
    /// None: the handle is bad.
    DOORSTEP_MEMBER_NONE = 0,
    /// A user.
    DOORSTEP_MEMBER_USER = 1,
    /// A group, whose members are members too.
    DOORSTEP_MEMBER_GROUP = 2,
}

names!(doorstep_member_kind_t = DOORSTEP_MEMBER_NONE {
    DOORSTEP_MEMBER_USER c"user",
    DOORSTEP_MEMBER_GROUP c"group",
});

/// A direct member of a group.
pub struct doorstep_member {
    kind: doorstep_member_kind_t,
    id: Text,
}

impl From<core::Member> for doorstep_member {
    fn from(member: core::Member) -> Self {
        match member {
            core::Member::User { id } => {
                doorstep_member { kind: doorstep_member_kind_t::DOORSTEP_MEMBER_USER, id: id.into() }
            }
            core::Member::Group { id } => {
                doorstep_member { kind: doorstep_member_kind_t::DOORSTEP_MEMBER_GROUP, id: id.into() }
            }
        }
    }
}

/// Members: users, then groups.
pub struct doorstep_member_list(pub(crate) Items<doorstep_member>);

handles!(25 doorstep_group, 26 doorstep_group_list, 27 doorstep_member, 28 doorstep_member_list);

/// Creates a group.
///
/// @param tenant The tenant, and in whose name to act.
/// @param name Its name, unique in the tenant: 1 to 64 characters on one line.
/// @param group Receives the group; free it with `doorstep_group_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_ALREADY_EXISTS` (`group`),
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_create(
    tenant: *const doorstep_tenant,
    name: *const c_char,
    group: *mut *mut doorstep_group,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(group, error, || Ok(find(tenant)?.core.groups().create(text(name, "name")?)?.into()))
}

/// Lists every group, by name.
///
/// @param tenant The tenant, and in whose name to act.
/// @param groups Receives the list; free it with `doorstep_group_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_list(
    tenant: *const doorstep_tenant,
    groups: *mut *mut doorstep_group_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(groups, error, || Ok(doorstep_group_list(Items::of(find(tenant)?.core.groups().list()?))))
}

/// Reads one group.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param group Receives the group; free it with `doorstep_group_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_get(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    group: *mut *mut doorstep_group,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(group, error, || Ok(find(tenant)?.core.groups().get(text(group_id, "group_id")?)?.into()))
}

/// Changes a group's name.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param new_name Its new name: 1 to 64 characters on one line.
/// @param group Receives the group; free it with `doorstep_group_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_ALREADY_EXISTS` (`group`),
///         `DOORSTEP_INVALID_ARGUMENT` (`new_name`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_rename(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    new_name: *const c_char,
    group: *mut *mut doorstep_group,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(group, error, || {
        let tenant = find(tenant)?;
        let new_name = text(new_name, "new_name")?;
        Ok(tenant.core.groups().rename(text(group_id, "group_id")?, new_name)?.into())
    })
}

/// Deletes a group; its members stay.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_delete(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.groups().delete(text(group_id, "group_id")?)?))
}

/// Lists the direct members of a group: users, then groups.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param members Receives the list; free it with `doorstep_member_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_members(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    members: *mut *mut doorstep_member_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(members, error, || {
        let tenant = find(tenant)?;
        Ok(doorstep_member_list(Items::of(tenant.core.groups().members(text(group_id, "group_id")?)?)))
    })
}

/// Adds a user to a group; adding one twice changes nothing.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param user_id The user.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_add_user(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    user_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let user_id = text(user_id, "user_id")?;
        Ok(tenant.core.groups().add_user(text(group_id, "group_id")?, user_id)?)
    })
}

/// Removes a user from a group.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param user_id The user.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_remove_user(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    user_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let user_id = text(user_id, "user_id")?;
        Ok(tenant.core.groups().remove_user(text(group_id, "group_id")?, user_id)?)
    })
}

/// Adds a group to a group; its members become members too.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param member_group_id The group to add.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_INVALID_ARGUMENT` for a group that would
///         contain itself, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_add_group(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    member_group_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let member_group_id = text(member_group_id, "member_group_id")?;
        Ok(tenant.core.groups().add_group(text(group_id, "group_id")?, member_group_id)?)
    })
}

/// Removes a group from a group.
///
/// @param tenant The tenant, and in whose name to act.
/// @param group_id The group.
/// @param member_group_id The group to remove.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_groups_remove_group(
    tenant: *const doorstep_tenant,
    group_id: *const c_char,
    member_group_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let member_group_id = text(member_group_id, "member_group_id")?;
        Ok(tenant.core.groups().remove_group(text(group_id, "group_id")?, member_group_id)?)
    })
}

/// Its id.
///
/// @param group A group.
/// @return Text, borrowed from the group.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_id(group: *const doorstep_group) -> *const c_char {
    read(group, |group| group.id.as_ptr())
}

/// Its name, unique in the tenant.
///
/// @param group A group.
/// @return Text, borrowed from the group.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_name(group: *const doorstep_group) -> *const c_char {
    read(group, |group| group.name.as_ptr())
}

/// When it was created.
///
/// @param group A group.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_created_at_ms(group: *const doorstep_group) -> i64 {
    read(group, |group| group.created_at)
}

/// Frees a group.
///
/// @param group A group that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_free(group: *mut doorstep_group) {
    free(group, |_| {});
}

/// How many groups a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_list_count(list: *const doorstep_group_list) -> usize {
    read(list, |list| list.0.count())
}

/// A group of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The group, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_list_at(
    list: *const doorstep_group_list,
    index: usize,
) -> *const doorstep_group {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the groups in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_group_list_free(list: *mut doorstep_group_list) {
    free(list, |_| {});
}

/// What it is.
///
/// @param member A member.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_kind(member: *const doorstep_member) -> doorstep_member_kind_t {
    read(member, |member| member.kind)
}

/// The id of the user or group.
///
/// @param member A member.
/// @return Text, borrowed from the member.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_id(member: *const doorstep_member) -> *const c_char {
    read(member, |member| member.id.as_ptr())
}

/// The stable word for a member kind, such as `user`; the same in every language.
///
/// @param kind A `doorstep_member_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_member_kind_t::name(kind))
}

/// How many members a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_list_count(list: *const doorstep_member_list) -> usize {
    read(list, |list| list.0.count())
}

/// A member of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The member, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_list_at(
    list: *const doorstep_member_list,
    index: usize,
) -> *const doorstep_member {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the members in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_member_list_free(list: *mut doorstep_member_list) {
    free(list, |_| {});
}
