//! Users, as administrators see them.

use std::collections::BTreeMap;
use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Result, doorstep_error};
use crate::groups::doorstep_group_list;
use crate::guard::{call, find, free, maybe_produce, plain, produce, read};
use crate::handles::{Items, handles};
use crate::lists::{json, maybe_json};
use crate::memory::{options, plain as plain_structs};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, maybe_text, pointer, text};
use crate::words::words;

/// Whether an account may sign in.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_user_state_t {
    /// None: the handle is bad.
    DOORSTEP_USER_NONE = 0,
    /// May sign in.
    DOORSTEP_USER_ACTIVE = 1,
    /// May not; answered like an unknown account, its sessions and journeys ended.
    DOORSTEP_USER_DISABLED = 2,
}

words!(doorstep_user_state_t = DOORSTEP_USER_NONE; core::UserState {
    Active = DOORSTEP_USER_ACTIVE c"active",
    Disabled = DOORSTEP_USER_DISABLED c"disabled",
});

/// A user of one tenant.
pub struct doorstep_user {
    id: Text,
    email: Option<Text>,
    external_subject: Option<Text>,
    display_name: Option<Text>,
    state: doorstep_user_state_t,
    has_password: bool,
    attributes: Text,
    locale: Option<Text>,
    created_at: i64,
}

impl From<core::User> for doorstep_user {
    fn from(user: core::User) -> Self {
        let core::User {
            id,
            email,
            external_subject,
            display_name,
            state,
            has_password,
            attributes,
            locale,
            created_at,
        } = user;
        doorstep_user {
            id: id.into(),
            email: maybe(email),
            external_subject: maybe(external_subject),
            display_name: maybe(display_name),
            state: state.into(),
            has_password,
            attributes: json(&attributes),
            locale: maybe(locale),
            created_at,
        }
    }
}

/// A page of users, oldest first.
pub struct doorstep_user_list {
    items: Items<doorstep_user>,
    next_cursor: Option<Text>,
}

impl From<core::Page<core::User>> for doorstep_user_list {
    fn from(page: core::Page<core::User>) -> Self {
        let core::Page { items, next_cursor } = page;
        doorstep_user_list { items: Items::of(items), next_cursor: maybe(next_cursor) }
    }
}

/// An address that codes for a second factor can go to.
pub struct doorstep_email_method {
    id: Text,
    address: Text,
    is_account_email: bool,
    verified: bool,
}

impl From<core::EmailMethod> for doorstep_email_method {
    fn from(method: core::EmailMethod) -> Self {
        let core::EmailMethod { id, address, is_account_email, verified } = method;
        doorstep_email_method { id: id.into(), address: address.into(), is_account_email, verified }
    }
}

/// Email methods.
pub struct doorstep_email_method_list(pub(crate) Items<doorstep_email_method>);

handles!(31 doorstep_user, 32 doorstep_user_list, 33 doorstep_email_method, 34 doorstep_email_method_list);

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
        Ok(tenant.tenant.users().create(&new, password)?.into())
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
    produce(user, error, || Ok(find(tenant)?.tenant.users().get(text(user_id, "user_id")?)?.into()))
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
        Ok(find(tenant)?.tenant.users().find_by_email(text(email, "email")?)?.map(Into::into))
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
        Ok(tenant.tenant.users().find_by_subject(subject)?.map(Into::into))
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
        Ok(find(tenant)?.tenant.users().list(limit, maybe_text(cursor, "cursor")?)?.into())
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
        Ok(tenant.tenant.users().update(text(user_id, "user_id")?, &changes)?.into())
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
        Ok(tenant.tenant.users().set_password(text(user_id, "user_id")?, password)?)
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
    produce(user, error, || Ok(find(tenant)?.tenant.users().disable(text(user_id, "user_id")?)?.into()))
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
    produce(user, error, || Ok(find(tenant)?.tenant.users().enable(text(user_id, "user_id")?)?.into()))
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
    call(error, || Ok(find(tenant)?.tenant.users().unlock(text(user_id, "user_id")?)?))
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
    call(error, || Ok(find(tenant)?.tenant.users().delete(text(user_id, "user_id")?)?))
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
        let methods = find(tenant)?.tenant.users().email_methods(text(user_id, "user_id")?)?;
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
        Ok(tenant.tenant.users().add_email_method(text(user_id, "user_id")?, address)?.into())
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
        Ok(tenant.tenant.users().remove_email_method(text(user_id, "user_id")?, method_id)?)
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
        let groups = find(tenant)?.tenant.users().groups(text(user_id, "user_id")?)?;
        Ok(doorstep_group_list(Items::of(groups)))
    })
}

/// Its id.
///
/// @param user A user.
/// @return Text, borrowed from the user.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_id(user: *const doorstep_user) -> *const c_char {
    read(user, |user| user.id.as_ptr())
}

/// The address it signs in with; none for users that only a host knows, by subject.
///
/// @param user A user.
/// @return Text, borrowed from the user; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_email(user: *const doorstep_user) -> *const c_char {
    read(user, |user| pointer(user.email.as_ref()))
}

/// The host's own name for the user.
///
/// @param user A user.
/// @return Text, borrowed from the user; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_external_subject(user: *const doorstep_user) -> *const c_char {
    read(user, |user| pointer(user.external_subject.as_ref()))
}

/// A name for people.
///
/// @param user A user.
/// @return Text, borrowed from the user; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_display_name(user: *const doorstep_user) -> *const c_char {
    read(user, |user| pointer(user.display_name.as_ref()))
}

/// Whether it may sign in.
///
/// @param user A user.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_state(user: *const doorstep_user) -> doorstep_user_state_t {
    read(user, |user| user.state)
}

/// Whether a password is set.
///
/// @param user A user.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_has_password(user: *const doorstep_user) -> bool {
    read(user, |user| user.has_password)
}

/// What sign-up collected: a JSON object of strings, booleans and integers by attribute name.
///
/// @param user A user.
/// @return JSON text, borrowed from the user.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_attributes_json(user: *const doorstep_user) -> *const c_char {
    read(user, |user| user.attributes.as_ptr())
}

/// The language of its mails (BCP 47).
///
/// @param user A user.
/// @return Text, borrowed from the user; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_locale(user: *const doorstep_user) -> *const c_char {
    read(user, |user| pointer(user.locale.as_ref()))
}

/// When it was created.
///
/// @param user A user.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_created_at_ms(user: *const doorstep_user) -> i64 {
    read(user, |user| user.created_at)
}

/// Frees a user.
///
/// @param user A user that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_free(user: *mut doorstep_user) {
    free(user, |_| {});
}

/// The stable word for a user state, such as `active`; the same in every language.
///
/// @param state A `doorstep_user_state_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_state_name(state: u32) -> *const c_char {
    plain(|| doorstep_user_state_t::name(state))
}

/// How many users a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_list_count(list: *const doorstep_user_list) -> usize {
    read(list, |list| list.items.count())
}

/// A user of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The user, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_list_at(
    list: *const doorstep_user_list,
    index: usize,
) -> *const doorstep_user {
    read(list, |list| list.items.at(index))
}

/// What to give as `cursor` to get the next page.
///
/// @param list A list.
/// @return Text, borrowed from the list; NULL on the last page.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_list_next_cursor(list: *const doorstep_user_list) -> *const c_char {
    read(list, |list| pointer(list.next_cursor.as_ref()))
}

/// Frees a list with the users in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_list_free(list: *mut doorstep_user_list) {
    free(list, |_| {});
}

/// Its id, unique in the user.
///
/// @param method An email method.
/// @return Text, borrowed from the email method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_id(method: *const doorstep_email_method) -> *const c_char {
    read(method, |method| method.id.as_ptr())
}

/// The address, in full: for administrators.
///
/// @param method An email method.
/// @return Text, borrowed from the email method.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_address(method: *const doorstep_email_method) -> *const c_char {
    read(method, |method| method.address.as_ptr())
}

/// Whether it is the address that the account signs in with.
///
/// @param method An email method.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_is_account_email(method: *const doorstep_email_method) -> bool {
    read(method, |method| method.is_account_email)
}

/// Whether a code sent to it was ever entered.
///
/// @param method An email method.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_verified(method: *const doorstep_email_method) -> bool {
    read(method, |method| method.verified)
}

/// Frees an email method.
///
/// @param method An email method that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_free(method: *mut doorstep_email_method) {
    free(method, |_| {});
}

/// How many email methods a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_list_count(list: *const doorstep_email_method_list) -> usize {
    read(list, |list| list.0.count())
}

/// An email method of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The email method, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_list_at(
    list: *const doorstep_email_method_list,
    index: usize,
) -> *const doorstep_email_method {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the email methods in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_email_method_list_free(list: *mut doorstep_email_method_list) {
    free(list, |_| {});
}
