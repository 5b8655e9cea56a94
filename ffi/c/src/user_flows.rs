//! User flows and their attributes.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{call, find, free, plain, produce, produce_text, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::{doorstep_string_list, maybe_json};
use crate::memory::{options, plain as plain_structs, reserved};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, pointer, strings, text};
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

/// What to do with a yes-or-no field in changes.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_change_t {
    /// Leave it as it is.
    DOORSTEP_LEAVE = 0,
    /// Make it yes.
    DOORSTEP_YES = 1,
    /// Make it no.
    DOORSTEP_NO = 2,
}

impl doorstep_change_t {
    fn given(number: u32, argument: &'static str) -> Result<Option<bool>> {
        const LEAVE: u32 = doorstep_change_t::DOORSTEP_LEAVE as u32;
        const YES: u32 = doorstep_change_t::DOORSTEP_YES as u32;
        const NO: u32 = doorstep_change_t::DOORSTEP_NO as u32;
        match number {
            LEAVE => Ok(None),
            YES => Ok(Some(true)),
            NO => Ok(Some(false)),
            _ => Err(Fault::Enum { argument }),
        }
    }
}

/// A user flow to be created. Begin with `DOORSTEP_NEW_USER_FLOW_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_new_user_flow {
    /// `sizeof(doorstep_new_user_flow)`.
    pub size: usize,
    /// Its name, one of a kind in the tenant: 1 to 100 characters on one line.
    pub display_name: *const c_char,
    /// The first factor, a `doorstep_identity_provider_t`.
    pub identity_provider: u32,
    /// 1 (the default) when newcomers may sign up; 0 when people can only sign in.
    pub sign_up_allowed: u32,
    /// What a sign-up asks for, in the order of the page: a JSON array of objects with `name`, `label`, `type` (the
    /// word for a `doorstep_attribute_kind_t`) and, if need be, `required`, `pattern` and `choices`; or NULL.
    pub attributes_json: *const c_char,
    /// The apps that use it; NULL for none yet.
    pub client_ids: *const *const c_char,
    /// How many `client_ids` there are.
    pub client_id_count: usize,
    /// 1 when a sign-up with a known address says so at once, as Microsoft Entra does; 0 (the default) when only the
    /// address's owner can tell.
    pub reveal_existing_accounts: u32,
    /// 0.
    pub reserved: u32,
}

/// What to change of a flow. Begin with `DOORSTEP_USER_FLOW_CHANGES_INIT`; NULL and 0 leave a field as it is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_user_flow_changes {
    /// `sizeof(doorstep_user_flow_changes)`.
    pub size: usize,
    /// A new name.
    pub display_name: *const c_char,
    /// Another first factor, a `doorstep_identity_provider_t`.
    pub identity_provider: u32,
    /// Whether people may sign up, a `doorstep_change_t`.
    pub sign_up_allowed: u32,
    /// Other attributes, as in `doorstep_new_user_flow`.
    pub attributes_json: *const c_char,
    /// Whether sign-up says that an address has an account, a `doorstep_change_t`.
    pub reveal_existing_accounts: u32,
    /// 0.
    pub reserved: u32,
}

plain_structs!(
    doorstep_new_user_flow since size_of::<doorstep_new_user_flow>(),
    doorstep_user_flow_changes since size_of::<doorstep_user_flow_changes>(),
);

fn given_attributes(pointer: *const c_char) -> Result<Option<Vec<core::FlowAttribute>>> {
    maybe_json(pointer, "attributes_json", "must be a JSON array of objects with name, label and type")
}

/// Creates a flow and attaches its apps.
///
/// @param tenant The tenant, and in whose name to act.
/// @param new_flow The flow; copied.
/// @param flow Receives the flow; free it with `doorstep_user_flow_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the place, `DOORSTEP_NOT_FOUND` (`app`),
///         `DOORSTEP_ALREADY_EXISTS` (`user_flow`, or `user_flow_of_app` for an app that is in a flow),
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_create(
    tenant: *const doorstep_tenant,
    new_flow: *const doorstep_new_user_flow,
    flow: *mut *mut doorstep_user_flow,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(flow, error, || {
        let tenant = find(tenant)?;
        let given = options(new_flow)?;
        reserved(given.reserved)?;
        let new = core::NewUserFlow {
            display_name: text(given.display_name, "display_name")?.to_owned(),
            identity_provider: doorstep_identity_provider_t::given(
                given.identity_provider,
                "identity_provider",
            )?,
            sign_up_allowed: given.sign_up_allowed != 0,
            attributes: given_attributes(given.attributes_json)?.unwrap_or_default(),
            client_ids: strings(given.client_ids, given.client_id_count, "client_ids")?,
            reveal_existing_accounts: given.reveal_existing_accounts != 0,
        };
        Ok(tenant.tenant.user_flows().create(&new)?.into())
    })
}

/// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`.
///
/// @param tenant The tenant, and in whose name to act.
/// @param document_json The document as JSON text.
/// @param flow Receives the flow; free it with `doorstep_user_flow_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_POLICY_UNSUPPORTED`, and those of
///         `doorstep_user_flows_create`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_create_from_graph(
    tenant: *const doorstep_tenant,
    document_json: *const c_char,
    flow: *mut *mut doorstep_user_flow,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(flow, error, || {
        let tenant = find(tenant)?;
        let document = text(document_json, "document_json")?;
        Ok(tenant.tenant.user_flows().create_from_graph(document)?.into())
    })
}

/// Writes a flow as Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow`.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param document_json Receives the document as JSON text; free it with `doorstep_string_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_to_graph(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    document_json: *mut *mut c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce_text(document_json, error, || {
        Ok(find(tenant)?.tenant.user_flows().to_graph(text(flow_id, "flow_id")?)?)
    })
}

/// Lists every flow, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flows Receives the list; free it with `doorstep_user_flow_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_list(
    tenant: *const doorstep_tenant,
    flows: *mut *mut doorstep_user_flow_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(flows, error, || {
        Ok(doorstep_user_flow_list(Items::of(find(tenant)?.tenant.user_flows().list()?)))
    })
}

/// Reads one flow.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param flow Receives the flow; free it with `doorstep_user_flow_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_get(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    flow: *mut *mut doorstep_user_flow,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(flow, error, || Ok(find(tenant)?.tenant.user_flows().get(text(flow_id, "flow_id")?)?.into()))
}

/// Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param changes What to change; copied.
/// @param flow Receives the flow; free it with `doorstep_user_flow_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_ALREADY_EXISTS` (`user_flow`),
///         `DOORSTEP_INVALID_ARGUMENT` naming the place, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_update(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    changes: *const doorstep_user_flow_changes,
    flow: *mut *mut doorstep_user_flow,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(flow, error, || {
        let tenant = find(tenant)?;
        let given = options(changes)?;
        reserved(given.reserved)?;
        let identity_provider = match given.identity_provider {
            0 => None,
            number => Some(doorstep_identity_provider_t::given(number, "identity_provider")?),
        };
        let changes = core::UserFlowChanges {
            display_name: maybe_string(given.display_name, "display_name")?,
            identity_provider,
            sign_up_allowed: doorstep_change_t::given(given.sign_up_allowed, "sign_up_allowed")?,
            attributes: given_attributes(given.attributes_json)?,
            reveal_existing_accounts: doorstep_change_t::given(
                given.reveal_existing_accounts,
                "reveal_existing_accounts",
            )?,
        };
        Ok(tenant.tenant.user_flows().update(text(flow_id, "flow_id")?, &changes)?.into())
    })
}

/// Puts an app into a flow. An app is in at most one.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param client_id The app.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow` or `app`), `DOORSTEP_ALREADY_EXISTS`
///         (`user_flow_of_app`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_attach_app(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    client_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let client_id = text(client_id, "client_id")?;
        Ok(tenant.tenant.user_flows().attach_app(text(flow_id, "flow_id")?, client_id)?)
    })
}

/// Takes an app out of a flow: nobody can sign in to it until it is in one again.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param client_id The app.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow` or `user_flow_app`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_detach_app(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    client_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let client_id = text(client_id, "client_id")?;
        Ok(tenant.tenant.user_flows().detach_app(text(flow_id, "flow_id")?, client_id)?)
    })
}

/// Deletes a flow; its apps are in none then.
///
/// @param tenant The tenant, and in whose name to act.
/// @param flow_id The flow.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`user_flow`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_user_flows_delete(
    tenant: *const doorstep_tenant,
    flow_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.tenant.user_flows().delete(text(flow_id, "flow_id")?)?))
}

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
