//! One tenant, its settings, and in whose name it is administered.

use std::ffi::c_char;

use doorstep_core as core;

use crate::app::doorstep_app;
use crate::error::{Fault, doorstep_error};
use crate::guard::{call, fill, find, free, produce, read};
use crate::handles::handles;
use crate::memory::{options, plain};
use crate::status::doorstep_status;
use crate::text::{Text, TextArray, maybe, maybe_string, pointer, strings, text};

/// One tenant, and in whose name administrative calls on it are made. Use it from any thread.
pub struct doorstep_tenant {
    pub(crate) core: core::Tenant,
    /// Kept, because it is asked on every request.
    pub(crate) sessions: core::Sessions,
    id: Text,
    name: Text,
    actor: Text,
}

/// What an administrator may set for a whole tenant, as it was when read.
pub struct doorstep_tenant_settings {
    display_name: Option<Text>,
    sender_name: Option<Text>,
    sender_address: Text,
    default_locale: Text,
    code_length: u32,
    password_min_length: u32,
    ask_again_after_sign_up: bool,
    session_idle_ms: i64,
    session_lifetime_ms: i64,
    mfa_trusted_ips: TextArray,
}

handles!(53 doorstep_tenant, 54 doorstep_tenant_settings);

impl From<core::Tenant> for doorstep_tenant {
    fn from(tenant: core::Tenant) -> Self {
        doorstep_tenant {
            sessions: tenant.sessions(),
            id: tenant.id().into(),
            name: tenant.name().into(),
            actor: tenant.actor().name().into(),
            core: tenant,
        }
    }
}

impl From<core::TenantSettings> for doorstep_tenant_settings {
    fn from(settings: core::TenantSettings) -> Self {
        let core::TenantSettings {
            display_name,
            sender_name,
            sender_address,
            default_locale,
            code_length,
            password_min_length,
            ask_again_after_sign_up,
            session_idle_ms,
            session_lifetime_ms,
            mfa_trusted_ips,
        } = settings;
        doorstep_tenant_settings {
            display_name: maybe(display_name),
            sender_name: maybe(sender_name),
            sender_address: sender_address.into(),
            default_locale: default_locale.into(),
            code_length: code_length.into(),
            password_min_length,
            ask_again_after_sign_up,
            session_idle_ms,
            session_lifetime_ms,
            mfa_trusted_ips: mfa_trusted_ips.into(),
        }
    }
}

/// The values of a tenant's settings. To change some, read all of them with `doorstep_tenant_settings_read`, change
/// those, and hand all back to `doorstep_tenant_update_settings`. Begin with `DOORSTEP_TENANT_SETTINGS_VALUES_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_tenant_settings_values {
    /// `sizeof(doorstep_tenant_settings_values)`.
    pub size: usize,
    /// The name shown in mails; NULL for the tenant's own name.
    pub display_name: *const c_char,
    /// The name that mails come from; NULL for `display_name`.
    pub sender_name: *const c_char,
    /// The address that mails come from.
    pub sender_address: *const c_char,
    /// The language of mails when neither user nor browser names one (BCP 47).
    pub default_locale: *const c_char,
    /// Digits in a code: 6 to 10. A new tenant has 8.
    pub code_length: u32,
    /// Fewest characters of a new password: 8 to 64. A new tenant has 8.
    pub password_min_length: u32,
    /// 1 when a policy that requires MFA sends a second code right after a sign-up that has just proven the address by
    /// one; 0 (of a new tenant) when the proof counts once.
    pub ask_again_after_sign_up: u32,
    /// How long a session lives without being used, in milliseconds: 1 minute to 24 hours. A new tenant has 1 hour.
    pub session_idle_ms: i64,
    /// How long a session lives at most, in milliseconds: 1 minute to 30 days. A new tenant has 24 hours.
    pub session_lifetime_ms: i64,
    /// Networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`, together with every trusted
    /// location: at most 50. Microsoft's "MFA trusted IPs". A new tenant has none.
    pub mfa_trusted_ips: *const *const c_char,
    /// How many there are in `mfa_trusted_ips`.
    pub mfa_trusted_ip_count: usize,
}

plain!(doorstep_tenant_settings_values since size_of::<doorstep_tenant_settings_values>());

/// The tenant's id.
///
/// @param tenant A tenant.
/// @return Text, borrowed from the tenant handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_id(tenant: *const doorstep_tenant) -> *const c_char {
    read(tenant, |tenant| tenant.id.as_ptr())
}

/// The tenant's name when the handle was opened.
///
/// @param tenant A tenant.
/// @return Text, borrowed from the tenant handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_name(tenant: *const doorstep_tenant) -> *const c_char {
    read(tenant, |tenant| tenant.name.as_ptr())
}

/// In whose name calls are made: `host`, or the id of the user that `doorstep_tenant_acting_as` was given.
///
/// @param tenant A tenant.
/// @return Text, borrowed from the tenant handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_actor(tenant: *const doorstep_tenant) -> *const c_char {
    read(tenant, |tenant| tenant.actor.as_ptr())
}

/// Makes a handle of the same tenant on which every administrative call is made in the name of a user, whose directory
/// roles are checked. What they do not allow is answered `DOORSTEP_FORBIDDEN` and recorded in the audit log.
///
/// @param tenant A tenant.
/// @param user_id The user. The host vouches for who it is.
/// @param acting Receives the handle; free it with `doorstep_tenant_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, also for a user that does not exist and so may do nothing.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_acting_as(
    tenant: *const doorstep_tenant,
    user_id: *const c_char,
    acting: *mut *mut doorstep_tenant,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(acting, error, || {
        let tenant = find(tenant)?;
        let user_id = text(user_id, "user_id")?.to_owned();
        Ok(tenant.core.acting_as(core::Actor::User { user_id }).into())
    })
}

/// Frees a tenant handle. The tenant itself stays.
///
/// @param tenant A tenant that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_free(tenant: *mut doorstep_tenant) {
    free(tenant, |_| {});
}

/// Opens an app, to run journeys on.
///
/// @param tenant The tenant.
/// @param client_id The app's client id, from `doorstep_apps_register`.
/// @param app Receives the app; free it with `doorstep_app_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`app`).
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_app(
    tenant: *const doorstep_tenant,
    client_id: *const c_char,
    app: *mut *mut doorstep_app,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(app, error, || Ok(find(tenant)?.core.app(text(client_id, "client_id")?)?.into()))
}

/// Reads the settings.
///
/// @param tenant The tenant, and in whose name to act.
/// @param settings Receives the settings; free them with `doorstep_tenant_settings_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_get_settings(
    tenant: *const doorstep_tenant,
    settings: *mut *mut doorstep_tenant_settings,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(settings, error, || Ok(find(tenant)?.core.settings()?.into()))
}

/// Replaces the settings.
///
/// @param tenant The tenant, and in whose name to act.
/// @param values All of them; copied.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` naming the setting, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_update_settings(
    tenant: *const doorstep_tenant,
    values: *const doorstep_tenant_settings_values,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let tenant = find(tenant)?;
        let given = options(values)?;
        let code_length = u8::try_from(given.code_length);
        let settings = core::TenantSettings {
            display_name: maybe_string(given.display_name, "display_name")?,
            sender_name: maybe_string(given.sender_name, "sender_name")?,
            sender_address: text(given.sender_address, "sender_address")?.to_owned(),
            default_locale: text(given.default_locale, "default_locale")?.to_owned(),
            code_length: code_length.map_err(|_| Fault::invalid("code_length", "must be 6 to 10"))?,
            password_min_length: given.password_min_length,
            ask_again_after_sign_up: given.ask_again_after_sign_up != 0,
            session_idle_ms: given.session_idle_ms,
            session_lifetime_ms: given.session_lifetime_ms,
            mfa_trusted_ips: strings(given.mfa_trusted_ips, given.mfa_trusted_ip_count, "mfa_trusted_ips")?,
        };
        Ok(tenant.core.update_settings(&settings)?)
    })
}

/// The values of settings that were read.
///
/// @param settings Settings.
/// @param values Receives the values, texts borrowed from the settings; its `size` must be set.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_settings_read(
    settings: *const doorstep_tenant_settings,
    values: *mut doorstep_tenant_settings_values,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    fill(values, error, || {
        let settings = find(settings)?;
        Ok(doorstep_tenant_settings_values {
            size: 0,
            display_name: pointer(settings.display_name.as_ref()),
            sender_name: pointer(settings.sender_name.as_ref()),
            sender_address: settings.sender_address.as_ptr(),
            default_locale: settings.default_locale.as_ptr(),
            code_length: settings.code_length,
            password_min_length: settings.password_min_length,
            ask_again_after_sign_up: settings.ask_again_after_sign_up.into(),
            session_idle_ms: settings.session_idle_ms,
            session_lifetime_ms: settings.session_lifetime_ms,
            mfa_trusted_ips: settings.mfa_trusted_ips.as_ptr(),
            mfa_trusted_ip_count: settings.mfa_trusted_ips.len(),
        })
    })
}

/// Frees settings that were read. Values taken from them must not be used any more.
///
/// @param settings Settings that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_settings_free(settings: *mut doorstep_tenant_settings) {
    free(settings, |_| {});
}
