//! Users and their email methods as records.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{free, plain, read};
use crate::handles::{Items, handles};
use crate::lists::json;
use crate::text::{Text, maybe, pointer};
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
