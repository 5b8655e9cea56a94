//! User flows and their attributes as records.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{free, plain, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::text::{Text, maybe, pointer};
use crate::words::words;

/// What people sign up and sign in with first.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_identity_provider_t {
    /// None. In changes: leave it as it is.
    DOORSTEP_IDENTITY_PROVIDER_NONE = 0,
    /// An email address and a password.
    DOORSTEP_EMAIL_PASSWORD = 1,
    /// An email address and a one-time passcode sent to it.
    DOORSTEP_EMAIL_OTP = 2,
}

words!(doorstep_identity_provider_t = DOORSTEP_IDENTITY_PROVIDER_NONE; core::IdentityProvider {
    EmailPassword = DOORSTEP_EMAIL_PASSWORD c"email_password",
    EmailOtp = DOORSTEP_EMAIL_OTP c"email_otp",
});

/// What kind of value an attribute holds.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_attribute_kind_t {
    /// None: the handle is bad.
    DOORSTEP_ATTRIBUTE_NONE = 0,
    /// Text of at most 250 characters on one line.
    DOORSTEP_ATTRIBUTE_STRING = 1,
    /// Yes or no. When required, only yes is taken, as for the acceptance of terms.
    DOORSTEP_ATTRIBUTE_BOOLEAN = 2,
    /// A whole number.
    DOORSTEP_ATTRIBUTE_INTEGER = 3,
    /// One of the given texts.
    DOORSTEP_ATTRIBUTE_CHOICE = 4,
}

words!(doorstep_attribute_kind_t = DOORSTEP_ATTRIBUTE_NONE; core::AttributeKind {
    String = DOORSTEP_ATTRIBUTE_STRING c"string",
    Boolean = DOORSTEP_ATTRIBUTE_BOOLEAN c"boolean",
    Integer = DOORSTEP_ATTRIBUTE_INTEGER c"integer",
    Choice = DOORSTEP_ATTRIBUTE_CHOICE c"choice",
});

/// One attribute that a sign-up asks for.
pub struct doorstep_flow_attribute {
    name: Text,
    label: Text,
    kind: doorstep_attribute_kind_t,
    required: bool,
    pattern: Option<Text>,
    choices: Nested<doorstep_string_list>,
}

impl From<core::FlowAttribute> for doorstep_flow_attribute {
    fn from(attribute: core::FlowAttribute) -> Self {
        let core::FlowAttribute { name, label, kind, required, pattern, choices } = attribute;
        doorstep_flow_attribute {
            name: name.into(),
            label: label.into(),
            kind: kind.into(),
            required,
            pattern: maybe(pattern),
            choices: Nested::new(choices.into()),
        }
    }
}

/// Attributes, in the order of the page.
pub struct doorstep_flow_attribute_list(pub(crate) Items<doorstep_flow_attribute>);

/// How people sign up and in.
pub struct doorstep_user_flow {
    id: Text,
    display_name: Text,
    identity_provider: doorstep_identity_provider_t,
    sign_up_allowed: bool,
    attributes: Nested<doorstep_flow_attribute_list>,
    client_ids: Nested<doorstep_string_list>,
    reveal_existing_accounts: bool,
    created_at: i64,
}

impl From<core::UserFlow> for doorstep_user_flow {
    fn from(flow: core::UserFlow) -> Self {
        let core::UserFlow {
            id,
            display_name,
            identity_provider,
            sign_up_allowed,
            attributes,
            client_ids,
            reveal_existing_accounts,
            created_at,
        } = flow;
        doorstep_user_flow {
            id: id.into(),
            display_name: display_name.into(),
            identity_provider: identity_provider.into(),
            sign_up_allowed,
            attributes: Nested::new(doorstep_flow_attribute_list(Items::of(attributes))),
            client_ids: Nested::new(client_ids.into()),
            reveal_existing_accounts,
            created_at,
        }
    }
}

/// User flows, oldest first.
pub struct doorstep_user_flow_list(pub(crate) Items<doorstep_user_flow>);

handles!(
    35 doorstep_flow_attribute,
    36 doorstep_flow_attribute_list,
    37 doorstep_user_flow,
    38 doorstep_user_flow_list,
);

/// Its id.
///
/// @param flow A user flow.
/// @return Text, borrowed from the user flow.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_id(flow: *const doorstep_user_flow) -> *const c_char {
    read(flow, |flow| flow.id.as_ptr())
}

/// Its name, one of a kind in the tenant.
///
/// @param flow A user flow.
/// @return Text, borrowed from the user flow.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_display_name(flow: *const doorstep_user_flow) -> *const c_char {
    read(flow, |flow| flow.display_name.as_ptr())
}

/// The first factor.
///
/// @param flow A user flow.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_identity_provider(
    flow: *const doorstep_user_flow,
) -> doorstep_identity_provider_t {
    read(flow, |flow| flow.identity_provider)
}

/// Whether newcomers may sign up.
///
/// @param flow A user flow.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_sign_up_allowed(flow: *const doorstep_user_flow) -> bool {
    read(flow, |flow| flow.sign_up_allowed)
}

/// What a sign-up asks for, in the order of the page.
///
/// @param flow A user flow.
/// @return A list, borrowed from the user flow.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_attributes(
    flow: *const doorstep_user_flow,
) -> *const doorstep_flow_attribute_list {
    read(flow, |flow| flow.attributes.handle())
}

/// The apps that use it. An app is in at most one flow.
///
/// @param flow A user flow.
/// @return A list, borrowed from the user flow.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_client_ids(
    flow: *const doorstep_user_flow,
) -> *const doorstep_string_list {
    read(flow, |flow| flow.client_ids.handle())
}

/// Whether a sign-up with a known address says so at once.
///
/// @param flow A user flow.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_reveal_existing_accounts(flow: *const doorstep_user_flow) -> bool {
    read(flow, |flow| flow.reveal_existing_accounts)
}

/// When it was created.
///
/// @param flow A user flow.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_created_at_ms(flow: *const doorstep_user_flow) -> i64 {
    read(flow, |flow| flow.created_at)
}

/// Frees a user flow.
///
/// @param flow A user flow that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_free(flow: *mut doorstep_user_flow) {
    free(flow, |_| {});
}

/// The stable word for an identity provider, such as `email_password`; the same in every language.
///
/// @param provider A `doorstep_identity_provider_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_identity_provider_name(provider: u32) -> *const c_char {
    plain(|| doorstep_identity_provider_t::name(provider))
}

/// How many user flows a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_list_count(list: *const doorstep_user_flow_list) -> usize {
    read(list, |list| list.0.count())
}

/// A user flow of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The user flow, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_list_at(
    list: *const doorstep_user_flow_list,
    index: usize,
) -> *const doorstep_user_flow {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the user flows in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flow_list_free(list: *mut doorstep_user_flow_list) {
    free(list, |_| {});
}

/// Its name, for `doorstep_app_submit_attributes`.
///
/// @param attribute A flow attribute.
/// @return Text, borrowed from the flow attribute.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_name(attribute: *const doorstep_flow_attribute) -> *const c_char {
    read(attribute, |attribute| attribute.name.as_ptr())
}

/// What the page shows.
///
/// @param attribute A flow attribute.
/// @return Text, borrowed from the flow attribute.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_label(attribute: *const doorstep_flow_attribute) -> *const c_char {
    read(attribute, |attribute| attribute.label.as_ptr())
}

/// What kind of value it holds.
///
/// @param attribute A flow attribute.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_kind(
    attribute: *const doorstep_flow_attribute,
) -> doorstep_attribute_kind_t {
    read(attribute, |attribute| attribute.kind)
}

/// Whether the sign-up needs it. A required boolean must be true.
///
/// @param attribute A flow attribute.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_required(attribute: *const doorstep_flow_attribute) -> bool {
    read(attribute, |attribute| attribute.required)
}

/// A regular expression that the whole value, written as text, must match.
///
/// @param attribute A flow attribute.
/// @return Text, borrowed from the flow attribute; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_pattern(
    attribute: *const doorstep_flow_attribute,
) -> *const c_char {
    read(attribute, |attribute| pointer(attribute.pattern.as_ref()))
}

/// The texts to choose from, for `DOORSTEP_ATTRIBUTE_CHOICE` only.
///
/// @param attribute A flow attribute.
/// @return A list, borrowed from the flow attribute.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_choices(
    attribute: *const doorstep_flow_attribute,
) -> *const doorstep_string_list {
    read(attribute, |attribute| attribute.choices.handle())
}

/// The stable word for an attribute kind, such as `string`; the same in every language.
///
/// @param kind A `doorstep_attribute_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_attribute_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_attribute_kind_t::name(kind))
}

/// How many flow attributes a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_list_count(list: *const doorstep_flow_attribute_list) -> usize {
    read(list, |list| list.0.count())
}

/// A flow attribute of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The flow attribute, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_flow_attribute_list_at(
    list: *const doorstep_flow_attribute_list,
    index: usize,
) -> *const doorstep_flow_attribute {
    read(list, |list| list.0.at(index))
}
