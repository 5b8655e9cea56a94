//! The authentication methods policy: which methods are enabled for whom.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{find, plain, produce, produce_text};
use crate::handles::Items;
use crate::memory;
use crate::method_configuration::{
    doorstep_method_configuration, doorstep_method_configuration_list, doorstep_target,
    doorstep_target_kind_t,
};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::text;
use crate::words::{names, words};

/// A way to authenticate.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_method_kind_t {
    /// None: the handle is bad.
    DOORSTEP_METHOD_NONE = 0,
    /// A password.
    DOORSTEP_METHOD_PASSWORD = 1,
    /// A one-time passcode sent by email.
    DOORSTEP_METHOD_EMAIL_OTP = 2,
}

words!(doorstep_method_kind_t = DOORSTEP_METHOD_NONE; core::MethodKind {
    Password = DOORSTEP_METHOD_PASSWORD c"password",
    EmailOtp = DOORSTEP_METHOD_EMAIL_OTP c"email_otp",
});

names!(doorstep_target_kind_t = DOORSTEP_TARGET_NONE {
    DOORSTEP_TARGET_ALL_USERS c"all_users",
    DOORSTEP_TARGET_GROUP c"group",
    DOORSTEP_TARGET_USER c"user",
});

fn given_targets(
    data: *const doorstep_target,
    count: usize,
    argument: &'static str,
) -> Result<Vec<core::Target>> {
    let id = |target: &doorstep_target| Ok::<_, Fault>(text(target.id, argument)?.to_owned());
    let target = |target: doorstep_target| match target.kind {
        1 => Ok(core::Target::AllUsers),
        2 => Ok(core::Target::Group { id: id(&target)? }),
        3 => Ok(core::Target::User { id: id(&target)? }),
        _ => Err(Fault::Enum { argument }),
    };
    memory::array(data, count, argument)?.into_iter().map(target).collect()
}

/// Reads how a method is set.
///
/// @param tenant The tenant, and in whose name to act.
/// @param kind The method, a `doorstep_method_kind_t`.
/// @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_get(
    tenant: *const doorstep_tenant,
    kind: u32,
    method: *mut *mut doorstep_method_configuration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(method, error, || {
        let tenant = find(tenant)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        Ok(tenant.core.methods().get(kind)?.into())
    })
}

/// Lists how every method is set.
///
/// @param tenant The tenant, and in whose name to act.
/// @param methods Receives the list; free it with `doorstep_method_configuration_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_list(
    tenant: *const doorstep_tenant,
    methods: *mut *mut doorstep_method_configuration_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(methods, error, || {
        Ok(doorstep_method_configuration_list(Items::of(find(tenant)?.core.methods().list()?)))
    })
}

/// Enables a method for those included, never for those excluded.
///
/// @param tenant The tenant, and in whose name to act.
/// @param kind The method, a `doorstep_method_kind_t`.
/// @param include Who may use it; NULL for all users.
/// @param include_count How many there are in `include`.
/// @param exclude Who may not, although included; or NULL.
/// @param exclude_count How many there are in `exclude`.
/// @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`group` or `user`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_enable(
    tenant: *const doorstep_tenant,
    kind: u32,
    include: *const doorstep_target,
    include_count: usize,
    exclude: *const doorstep_target,
    exclude_count: usize,
    method: *mut *mut doorstep_method_configuration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(method, error, || {
        let tenant = find(tenant)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        let exclude = given_targets(exclude, exclude_count, "exclude")?;
        let include = if include.is_null() && include_count == 0 {
            None
        } else {
            Some(given_targets(include, include_count, "include")?)
        };
        Ok(tenant.core.methods().enable(kind, include, exclude)?.into())
    })
}

/// Disables a method for everybody; its targets are kept.
///
/// @param tenant The tenant, and in whose name to act.
/// @param kind The method, a `doorstep_method_kind_t`.
/// @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_disable(
    tenant: *const doorstep_tenant,
    kind: u32,
    method: *mut *mut doorstep_method_configuration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(method, error, || {
        let tenant = find(tenant)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        Ok(tenant.core.methods().disable(kind)?.into())
    })
}

/// Writes how a method is set as Microsoft Graph's document (`emailAuthenticationMethodConfiguration`).
///
/// @param tenant The tenant, and in whose name to act.
/// @param kind The method, a `doorstep_method_kind_t`.
/// @param document_json Receives the document as JSON text; free it with `doorstep_string_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`kind`) for a method that Graph has no document for,
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_to_graph(
    tenant: *const doorstep_tenant,
    kind: u32,
    document_json: *mut *mut c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce_text(document_json, error, || {
        let tenant = find(tenant)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        Ok(tenant.core.methods().to_graph(kind)?)
    })
}

/// Changes what a Microsoft Graph document names, as PATCH does.
///
/// @param tenant The tenant, and in whose name to act.
/// @param kind The method, a `doorstep_method_kind_t`.
/// @param document_json The document as JSON text.
/// @param method Receives how it is set now; free it with `doorstep_method_configuration_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID`, `DOORSTEP_POLICY_UNSUPPORTED`,
///         `DOORSTEP_INVALID_ARGUMENT` (`kind`), `DOORSTEP_NOT_FOUND` (`group` or `user`),
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_methods_update_from_graph(
    tenant: *const doorstep_tenant,
    kind: u32,
    document_json: *const c_char,
    method: *mut *mut doorstep_method_configuration,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(method, error, || {
        let tenant = find(tenant)?;
        let kind = doorstep_method_kind_t::given(kind, "kind")?;
        let document = text(document_json, "document_json")?;
        Ok(tenant.core.methods().update_from_graph(kind, document)?.into())
    })
}

/// The stable word for a method kind, such as `password`; the same in every language.
///
/// @param kind A `doorstep_method_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_method_kind_t::name(kind))
}
