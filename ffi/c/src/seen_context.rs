//! The request behind a sign-in, as a record has it: the structs of C that the host gave it in, and what they point to.

use doorstep_core as core;

use crate::conditions::{
    doorstep_authentication_flow_t, doorstep_client_app_type_t, doorstep_device_platform_t,
    doorstep_insider_risk_level_t, doorstep_risk_level_t, doorstep_user_type_t,
};
use crate::memory::Lent;
use crate::sign_in_context::{doorstep_device, doorstep_sign_in_context};
use crate::text::Kept;
use crate::user_flows::doorstep_change_t;

/// A context with what its pointers point to.
pub(crate) struct SeenContext {
    values: Lent<doorstep_sign_in_context>,
    _device: Option<Lent<doorstep_device>>,
    _kept: Kept,
}

impl SeenContext {
    /// The struct, good for as long as this is.
    pub(crate) fn values(&self) -> doorstep_sign_in_context {
        self.values.copy()
    }
}

/// The number of a value that may not be known.
fn number<T, C: From<T>>(value: Option<T>, as_number: fn(C) -> u32) -> u32 {
    value.map_or(0, |value| as_number(value.into()))
}

impl From<core::SignInContext> for SeenContext {
    fn from(context: core::SignInContext) -> Self {
        let core::SignInContext {
            ip,
            user_agent,
            locale,
            country,
            gps_country,
            compliant_network,
            client_app_type,
            platform,
            device,
            user_risk,
            sign_in_risk,
            insider_risk,
            authentication_flow,
            user_type,
            home_tenant_id,
            satisfied_controls,
        } = context;
        let mut kept = Kept::default();
        let device = device.map(|device| Lent::new(seen_device(device, &mut kept)));
        let (satisfied_controls, satisfied_control_count) = kept.texts(satisfied_controls);
        let values = doorstep_sign_in_context {
            size: size_of::<doorstep_sign_in_context>(),
            ip: kept.text(ip),
            user_agent: kept.text(user_agent),
            locale: kept.text(locale),
            country: kept.text(country),
            gps_country: kept.text(gps_country),
            compliant_network: doorstep_change_t::of(compliant_network),
            client_app_type: number(client_app_type, |value: doorstep_client_app_type_t| value as u32),
            platform: number(platform, |value: doorstep_device_platform_t| value as u32),
            user_risk: number(user_risk, |value: doorstep_risk_level_t| value as u32),
            sign_in_risk: number(sign_in_risk, |value: doorstep_risk_level_t| value as u32),
            insider_risk: number(insider_risk, |value: doorstep_insider_risk_level_t| value as u32),
            authentication_flow: number(authentication_flow, |value: doorstep_authentication_flow_t| {
                value as u32
            }),
            user_type: number(user_type, |value: doorstep_user_type_t| value as u32),
            device: device.as_ref().map_or(std::ptr::null(), Lent::as_ptr),
            home_tenant_id: kept.text(home_tenant_id),
            satisfied_controls,
            satisfied_control_count,
        };
        SeenContext { values: Lent::new(values), _device: device, _kept: kept }
    }
}

fn seen_device(device: core::Device, kept: &mut Kept) -> doorstep_device {
    let core::Device {
        registered,
        is_managed,
        device_id,
        display_name,
        device_ownership,
        enrollment_profile_name,
        is_compliant,
        manufacturer,
        mdm_app_id,
        model,
        operating_system,
        operating_system_version,
        physical_ids,
        profile_type,
        system_labels,
        trust_type,
        mut extension_attributes,
    } = device;
    let (physical_ids, physical_id_count) = kept.texts(physical_ids);
    let (system_labels, system_label_count) = kept.texts(system_labels);
    let mut extensions = [std::ptr::null(); 15];
    for (number, place) in (1..).zip(&mut extensions) {
        *place = kept.text(extension_attributes.remove(&number));
    }
    doorstep_device {
        size: size_of::<doorstep_device>(),
        registered: doorstep_change_t::of(registered),
        is_managed: doorstep_change_t::of(is_managed),
        is_compliant: doorstep_change_t::of(is_compliant),
        reserved: 0,
        device_id: kept.text(device_id),
        display_name: kept.text(display_name),
        device_ownership: kept.text(device_ownership),
        enrollment_profile_name: kept.text(enrollment_profile_name),
        manufacturer: kept.text(manufacturer),
        mdm_app_id: kept.text(mdm_app_id),
        model: kept.text(model),
        operating_system: kept.text(operating_system),
        operating_system_version: kept.text(operating_system_version),
        physical_ids,
        physical_id_count,
        profile_type: kept.text(profile_type),
        system_labels,
        system_label_count,
        trust_type: kept.text(trust_type),
        extension_attributes: extensions,
    }
}
