//! User flows: how people sign up and in.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{call, find, produce, produce_text};
use crate::handles::Items;
use crate::lists::maybe_json;
use crate::memory::{options, plain as plain_structs, reserved};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{maybe_string, strings, text};
use crate::user_flow::{doorstep_identity_provider_t, doorstep_user_flow, doorstep_user_flow_list};

/// A yes or a no that may be left out.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_change_t {
    /// Left out. In changes: leave it as it is. Elsewhere: it is not known.
    DOORSTEP_LEAVE = 0,
    /// Yes.
    DOORSTEP_YES = 1,
    /// No.
    DOORSTEP_NO = 2,
}

impl doorstep_change_t {
    /// The number of a yes or no that a record has.
    pub(crate) fn of(value: Option<bool>) -> u32 {
        let change = match value {
            None => doorstep_change_t::DOORSTEP_LEAVE,
            Some(true) => doorstep_change_t::DOORSTEP_YES,
            Some(false) => doorstep_change_t::DOORSTEP_NO,
        };
        change as u32
    }

    pub(crate) fn given(number: u32, argument: &'static str) -> Result<Option<bool>> {
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
        Ok(tenant.core.user_flows().create(&new)?.into())
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
        Ok(tenant.core.user_flows().create_from_graph(document)?.into())
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
        Ok(find(tenant)?.core.user_flows().to_graph(text(flow_id, "flow_id")?)?)
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
    produce(flows, error, || Ok(doorstep_user_flow_list(Items::of(find(tenant)?.core.user_flows().list()?))))
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
    produce(flow, error, || Ok(find(tenant)?.core.user_flows().get(text(flow_id, "flow_id")?)?.into()))
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
        Ok(tenant.core.user_flows().update(text(flow_id, "flow_id")?, &changes)?.into())
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
        Ok(tenant.core.user_flows().attach_app(text(flow_id, "flow_id")?, client_id)?)
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
        Ok(tenant.core.user_flows().detach_app(text(flow_id, "flow_id")?, client_id)?)
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
    call(error, || Ok(find(tenant)?.core.user_flows().delete(text(flow_id, "flow_id")?)?))
}
