//! The authentication methods policy: which methods are enabled for whom.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{find, free, plain, produce, produce_text, read};
use crate::handles::{Items, Nested, handles};
use crate::memory;
use crate::policies::doorstep_warning_list;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, pointer, text};
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

/// What a target is.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_target_kind_t {
    /// None: the handle is bad.
    DOORSTEP_TARGET_NONE = 0,
    /// Every user of the tenant.
    DOORSTEP_TARGET_ALL_USERS = 1,
    /// The members of a group, nested ones too.
    DOORSTEP_TARGET_GROUP = 2,
    /// One user.
    DOORSTEP_TARGET_USER = 3,
}

names!(doorstep_target_kind_t = DOORSTEP_TARGET_NONE {
    DOORSTEP_TARGET_ALL_USERS c"all_users",
    DOORSTEP_TARGET_GROUP c"group",
    DOORSTEP_TARGET_USER c"user",
});

/// Whom a method is meant for, or kept from. Its layout is fixed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_target {
    /// A `doorstep_target_kind_t`.
    pub kind: u32,
    /// The group's or user's id; NULL for all users.
    pub id: *const c_char,
}

const NO_TARGET: doorstep_target = doorstep_target { kind: 0, id: std::ptr::null() };

/// A target of a record.
struct Target(doorstep_target_kind_t, Option<Text>);

impl From<core::Target> for Target {
    fn from(target: core::Target) -> Self {
        use doorstep_target_kind_t::*;
        match target {
            core::Target::AllUsers => Target(DOORSTEP_TARGET_ALL_USERS, None),
            core::Target::Group { id } => Target(DOORSTEP_TARGET_GROUP, Some(id.into())),
            core::Target::User { id } => Target(DOORSTEP_TARGET_USER, Some(id.into())),
        }
    }
}

impl Target {
    fn lend(&self) -> doorstep_target {
        doorstep_target { kind: self.0 as u32, id: pointer(self.1.as_ref()) }
    }
}

/// How a method is set.
pub struct doorstep_method_configuration {
    kind: doorstep_method_kind_t,
    enabled: bool,
    include: Vec<Target>,
    exclude: Vec<Target>,
    warnings: Nested<doorstep_warning_list>,
}

impl From<core::MethodSettings> for doorstep_method_configuration {
    fn from(settings: core::MethodSettings) -> Self {
        let core::MethodSettings { configuration, warnings } = settings;
        let core::MethodConfiguration { kind, enabled, include, exclude } = configuration;
        doorstep_method_configuration {
            kind: kind.into(),
            enabled,
            include: include.into_iter().map(Target::from).collect(),
            exclude: exclude.into_iter().map(Target::from).collect(),
            warnings: Nested::new(doorstep_warning_list(Items::of(warnings))),
        }
    }
}

/// Method configurations.
pub struct doorstep_method_configuration_list(pub(crate) Items<doorstep_method_configuration>);

handles!(39 doorstep_method_configuration, 40 doorstep_method_configuration_list);

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

/// Which method.
///
/// @param method A method configuration.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_kind(
    method: *const doorstep_method_configuration,
) -> doorstep_method_kind_t {
    read(method, |method| method.kind)
}

/// Whether anyone may use it.
///
/// @param method A method configuration.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_enabled(
    method: *const doorstep_method_configuration,
) -> bool {
    read(method, |method| method.enabled)
}

/// How many targets say who may use a method.
///
/// @param method A method configuration.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_include_count(
    method: *const doorstep_method_configuration,
) -> usize {
    read(method, |method| method.include.len())
}

/// A target of those that say who may use a method.
///
/// @param method A method configuration.
/// @param index 0 to one less than the count.
/// @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
/// @return Whether there is one.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_include_at(
    method: *const doorstep_method_configuration,
    index: usize,
    target: *mut doorstep_target,
) -> bool {
    memory::put(target, NO_TARGET);
    read(method, |method| {
        let found = method.include.get(index);
        memory::put(target, found.map_or(NO_TARGET, Target::lend));
        found.is_some()
    })
}

/// How many targets say who may not, although included.
///
/// @param method A method configuration.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_exclude_count(
    method: *const doorstep_method_configuration,
) -> usize {
    read(method, |method| method.exclude.len())
}

/// A target of those that say who may not, although included.
///
/// @param method A method configuration.
/// @param index 0 to one less than the count.
/// @param target Receives the target, its id borrowed from the method configuration; all zero beyond the end.
/// @return Whether there is one.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_exclude_at(
    method: *const doorstep_method_configuration,
    index: usize,
    target: *mut doorstep_target,
) -> bool {
    memory::put(target, NO_TARGET);
    read(method, |method| {
        let found = method.exclude.get(index);
        memory::put(target, found.map_or(NO_TARGET, Target::lend));
        found.is_some()
    })
}

/// What would keep people from signing in, after a change.
///
/// @param method A method configuration.
/// @return A list, borrowed from the method configuration.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_warnings(
    method: *const doorstep_method_configuration,
) -> *const doorstep_warning_list {
    read(method, |method| method.warnings.handle())
}

/// Frees a method configuration.
///
/// @param method A method configuration that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_free(method: *mut doorstep_method_configuration) {
    free(method, |_| {});
}

/// How many method configurations a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_count(
    list: *const doorstep_method_configuration_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// A method configuration of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The method configuration, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_at(
    list: *const doorstep_method_configuration_list,
    index: usize,
) -> *const doorstep_method_configuration {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the method configurations in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_configuration_list_free(list: *mut doorstep_method_configuration_list) {
    free(list, |_| {});
}

/// The stable word for a method kind, such as `password`; the same in every language.
///
/// @param kind A `doorstep_method_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_method_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_method_kind_t::name(kind))
}

/// The stable word for a target kind, such as `all_users`; the same in every language.
///
/// @param kind A `doorstep_target_kind_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_target_kind_name(kind: u32) -> *const c_char {
    plain(|| doorstep_target_kind_t::name(kind))
}
