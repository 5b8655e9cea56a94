//! The request behind a sign-in, and the device it comes from, as the host gives them.

use std::ffi::c_char;

use doorstep_core as core;

use crate::conditions::{
    doorstep_authentication_flow_t, doorstep_client_app_type_t, doorstep_device_platform_t,
    doorstep_insider_risk_level_t, doorstep_risk_level_t, doorstep_user_type_t,
};
use crate::error::Result;
use crate::memory::{maybe_options, plain, reserved};
use crate::text::{maybe_string, strings};
use crate::user_flows::doorstep_change_t;

/// A device, as the host knows it: what filters for devices ask about. Begin with `DOORSTEP_DEVICE_INIT`; what is NULL or
/// 0 is unknown, as everything is of a device that is not registered. Texts have at most 1024 bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_device {
    /// `sizeof(doorstep_device)`.
    pub size: usize,
    /// Whether it is registered, a `doorstep_change_t`. Of one that is not, nothing else counts.
    pub registered: u32,
    /// Whether it is managed, which extension attributes are only known of, a `doorstep_change_t`. When not given: it
    /// has an `mdm_app_id`, is compliant, or its trust type is `ServerAD`.
    pub is_managed: u32,
    /// Whether it complies with the organization's rules, a `doorstep_change_t`.
    pub is_compliant: u32,
    /// 0.
    pub reserved: u32,
    /// Its id in the directory.
    pub device_id: *const c_char,
    /// Its name.
    pub display_name: *const c_char,
    /// `Personal` or `Company`.
    pub device_ownership: *const c_char,
    /// The profile it was enrolled with.
    pub enrollment_profile_name: *const c_char,
    /// Who made it.
    pub manufacturer: *const c_char,
    /// The app that manages it.
    pub mdm_app_id: *const c_char,
    /// Its model.
    pub model: *const c_char,
    /// What it runs.
    pub operating_system: *const c_char,
    /// Which version of it.
    pub operating_system_version: *const c_char,
    /// Its hardware's ids: at most 100.
    pub physical_ids: *const *const c_char,
    /// How many there are in `physical_ids`.
    pub physical_id_count: usize,
    /// `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`.
    pub profile_type: *const c_char,
    /// Labels that the system gave it: at most 100.
    pub system_labels: *const *const c_char,
    /// How many there are in `system_labels`.
    pub system_label_count: usize,
    /// `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered).
    pub trust_type: *const c_char,
    /// `extensionAttribute1`, at index 0, to `extensionAttribute15`.
    pub extension_attributes: [*const c_char; 15],
}

/// The request behind a sign-in, as the host saw it: what conditions of policies are about. Begin with
/// `DOORSTEP_SIGN_IN_CONTEXT_INIT`; what is NULL or 0 is unknown, and an unknown value comes only under policies that ask
/// for none in particular.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_sign_in_context {
    /// `sizeof(doorstep_sign_in_context)`.
    pub size: usize,
    /// The client's public address, IPv4 or IPv6. Behind a proxy, the host decides which header it trusts.
    pub ip: *const c_char,
    /// The `User-Agent` header: at most 512 bytes.
    pub user_agent: *const c_char,
    /// The user's language, as in `en-US`.
    pub locale: *const c_char,
    /// The country of the address (ISO 3166-1, two letters), where the host knows it better than the engine's country
    /// lookup.
    pub country: *const c_char,
    /// The country by the device's own positioning (ISO 3166-1, two letters).
    pub gps_country: *const c_char,
    /// Whether the request came through the organization's compliant network, a `doorstep_change_t`.
    pub compliant_network: u32,
    /// What kind of client asks, a `doorstep_client_app_type_t`.
    pub client_app_type: u32,
    /// What the device runs, a `doorstep_device_platform_t`.
    pub platform: u32,
    /// How likely the account is somebody else's, a `doorstep_risk_level_t`.
    pub user_risk: u32,
    /// How likely the sign-in is somebody else's, a `doorstep_risk_level_t`.
    pub sign_in_risk: u32,
    /// How likely the person means harm, a `doorstep_insider_risk_level_t`.
    pub insider_risk: u32,
    /// The flow by which the sign-in comes from another device, a `doorstep_authentication_flow_t`.
    pub authentication_flow: u32,
    /// How the user belongs to the tenant, a `doorstep_user_type_t`.
    pub user_type: u32,
    /// What is known of the device.
    pub device: *const doorstep_device,
    /// The organization that an external user comes from: 1 to 256 bytes.
    pub home_tenant_id: *const c_char,
    /// Grant controls that the host knows to be satisfied, in Microsoft Graph's words: `compliantDevice`,
    /// `domainJoinedDevice`, `approvedApplication`, `compliantApplication`, `riskRemediation`, or the id of a custom
    /// control; at most 100. What Doorstep sees for itself (`mfa`, strengths, `passwordChange`, terms of use) is not taken
    /// from here.
    pub satisfied_controls: *const *const c_char,
    /// How many there are in `satisfied_controls`.
    pub satisfied_control_count: usize,
}

plain!(
    doorstep_device since size_of::<doorstep_device>(),
    doorstep_sign_in_context since size_of::<doorstep_sign_in_context>(),
);

/// What the host knows of a request.
pub(crate) fn context(given: *const doorstep_sign_in_context) -> Result<core::SignInContext> {
    let Some(given) = maybe_options(given)? else { return Ok(core::SignInContext::default()) };
    Ok(core::SignInContext {
        ip: maybe_string(given.ip, "context.ip")?,
        user_agent: maybe_string(given.user_agent, "context.user_agent")?,
        locale: maybe_string(given.locale, "context.locale")?,
        country: maybe_string(given.country, "context.country")?,
        gps_country: maybe_string(given.gps_country, "context.gps_country")?,
        compliant_network: doorstep_change_t::given(given.compliant_network, "context.compliant_network")?,
        client_app_type: doorstep_client_app_type_t::maybe_given(
            given.client_app_type,
            "context.client_app_type",
        )?,
        platform: doorstep_device_platform_t::maybe_given(given.platform, "context.platform")?,
        device: device(given.device)?,
        user_risk: doorstep_risk_level_t::maybe_given(given.user_risk, "context.user_risk")?,
        sign_in_risk: doorstep_risk_level_t::maybe_given(given.sign_in_risk, "context.sign_in_risk")?,
        insider_risk: doorstep_insider_risk_level_t::maybe_given(given.insider_risk, "context.insider_risk")?,
        authentication_flow: doorstep_authentication_flow_t::maybe_given(
            given.authentication_flow,
            "context.authentication_flow",
        )?,
        user_type: doorstep_user_type_t::maybe_given(given.user_type, "context.user_type")?,
        home_tenant_id: maybe_string(given.home_tenant_id, "context.home_tenant_id")?,
        satisfied_controls: strings(
            given.satisfied_controls,
            given.satisfied_control_count,
            "context.satisfied_controls",
        )?,
    })
}

fn device(given: *const doorstep_device) -> Result<Option<core::Device>> {
    let Some(given) = maybe_options(given)? else { return Ok(None) };
    reserved(given.reserved)?;
    let mut extension_attributes = std::collections::BTreeMap::new();
    for (number, attribute) in (1..).zip(given.extension_attributes) {
        if let Some(text) = maybe_string(attribute, "context.device.extension_attributes")? {
            extension_attributes.insert(number, text);
        }
    }
    Ok(Some(core::Device {
        registered: doorstep_change_t::given(given.registered, "context.device.registered")?,
        is_managed: doorstep_change_t::given(given.is_managed, "context.device.is_managed")?,
        device_id: maybe_string(given.device_id, "context.device.device_id")?,
        display_name: maybe_string(given.display_name, "context.device.display_name")?,
        device_ownership: maybe_string(given.device_ownership, "context.device.device_ownership")?,
        enrollment_profile_name: maybe_string(
            given.enrollment_profile_name,
            "context.device.enrollment_profile_name",
        )?,
        is_compliant: doorstep_change_t::given(given.is_compliant, "context.device.is_compliant")?,
        manufacturer: maybe_string(given.manufacturer, "context.device.manufacturer")?,
        mdm_app_id: maybe_string(given.mdm_app_id, "context.device.mdm_app_id")?,
        model: maybe_string(given.model, "context.device.model")?,
        operating_system: maybe_string(given.operating_system, "context.device.operating_system")?,
        operating_system_version: maybe_string(
            given.operating_system_version,
            "context.device.operating_system_version",
        )?,
        physical_ids: strings(given.physical_ids, given.physical_id_count, "context.device.physical_ids")?,
        profile_type: maybe_string(given.profile_type, "context.device.profile_type")?,
        system_labels: strings(
            given.system_labels,
            given.system_label_count,
            "context.device.system_labels",
        )?,
        trust_type: maybe_string(given.trust_type, "context.device.trust_type")?,
        extension_attributes,
    }))
}
