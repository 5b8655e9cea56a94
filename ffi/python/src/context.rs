//! Contexts of sign-ins, from records of the package and back, and Graph's words in arguments.

use std::collections::BTreeMap;

use doorstep_core as core;
use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;

use crate::call::{build, imported, invalid};

/// A `SignInContext`, or nothing known.
pub(crate) fn sign_in_context(given: Option<&Bound<'_, PyAny>>) -> PyResult<core::SignInContext> {
    let Some(given) = given else { return Ok(core::SignInContext::default()) };
    let given = Given::of(given, "SignInContext", "context")?;
    Ok(core::SignInContext {
        ip: given.take("ip")?,
        user_agent: given.take("user_agent")?,
        locale: given.take("locale")?,
        country: given.take("country")?,
        gps_country: given.take("gps_country")?,
        compliant_network: given.take("compliant_network")?,
        client_app_type: given.word("client_app_type", core::ClientAppType::from_word)?,
        platform: given.word("platform", core::DevicePlatform::from_word)?,
        device: given.take::<Option<Bound<'_, PyAny>>>("device")?.as_ref().map(device).transpose()?,
        user_risk: given.word("user_risk", core::RiskLevel::from_word)?,
        sign_in_risk: given.word("sign_in_risk", core::RiskLevel::from_word)?,
        insider_risk: given.word("insider_risk", core::InsiderRiskLevel::from_word)?,
        authentication_flow: given.word("authentication_flow", core::AuthenticationFlow::from_word)?,
        user_type: given.word("user_type", core::UserType::from_word)?,
        home_tenant_id: given.take("home_tenant_id")?,
        satisfied_controls: given.take("satisfied_controls")?,
    })
}

fn device(given: &Bound<'_, PyAny>) -> PyResult<core::Device> {
    let given = Given::of(given, "Device", "context.device")?;
    Ok(core::Device {
        registered: given.take("registered")?,
        is_managed: given.take("is_managed")?,
        device_id: given.take("device_id")?,
        display_name: given.take("display_name")?,
        device_ownership: given.take("device_ownership")?,
        enrollment_profile_name: given.take("enrollment_profile_name")?,
        is_compliant: given.take("is_compliant")?,
        manufacturer: given.take("manufacturer")?,
        mdm_app_id: given.take("mdm_app_id")?,
        model: given.take("model")?,
        operating_system: given.take("operating_system")?,
        operating_system_version: given.take("operating_system_version")?,
        physical_ids: given.take("physical_ids")?,
        profile_type: given.take("profile_type")?,
        system_labels: given.take("system_labels")?,
        trust_type: given.take("trust_type")?,
        extension_attributes: given.take::<BTreeMap<u8, String>>("extension_attributes")?,
    })
}

/// A record of the package that was given as an argument.
struct Given<'a, 'py> {
    record: &'a Bound<'py, PyAny>,
    /// The argument, as errors name it.
    at: &'static str,
}

impl<'a, 'py> Given<'a, 'py> {
    fn of(record: &'a Bound<'py, PyAny>, class: &'static str, at: &'static str) -> PyResult<Self> {
        let py = record.py();
        let known = match class {
            "Device" => imported!(py, "doorstep", "Device")?,
            _ => imported!(py, "doorstep", "SignInContext")?,
        };
        if record.is_instance(known)? {
            return Ok(Given { record, at });
        }
        let found = record.get_type().name()?;
        Err(PyTypeError::new_err(format!("{at}: expected doorstep.{class}, not {found}")))
    }

    fn take<T: FromPyObjectOwned<'py>>(&self, name: &'static str) -> PyResult<T> {
        let found = self.record.getattr(name)?;
        let error: PyErr = match found.extract::<T>() {
            Ok(value) => return Ok(value),
            Err(error) => error.into(),
        };
        let (py, at) = (found.py(), format!("{}.{name}", self.at));
        if error.is_instance_of::<PyOverflowError>(py) {
            return Err(invalid(py, &at, "is out of range"));
        }
        Err(PyTypeError::new_err(format!("{at}: {}", error.value(py))))
    }

    fn word<T>(&self, name: &'static str, read: fn(&str) -> Option<T>) -> PyResult<Option<T>> {
        let word: Option<String> = self.take(name)?;
        maybe_word(self.record.py(), word.as_deref(), &format!("{}.{name}", self.at), read)
    }
}

/// One of Graph's words, the argument `field`, in any case.
pub(crate) fn word<T>(py: Python<'_>, word: &str, field: &str, read: fn(&str) -> Option<T>) -> PyResult<T> {
    read(word).ok_or_else(|| invalid(py, field, "is no such word"))
}

/// The same of an argument that may be missing.
pub(crate) fn maybe_word<T>(
    py: Python<'_>,
    given: Option<&str>,
    field: &str,
    read: fn(&str) -> Option<T>,
) -> PyResult<Option<T>> {
    given.map(|given| word(py, given, field, read)).transpose()
}

/// A context as a record of the package.
pub(crate) fn context(py: Python<'_>, context: &core::SignInContext) -> PyResult<Py<PyAny>> {
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
    build!(py, "SignInContext", {
        ip: ip, user_agent: user_agent, locale: locale, country: country, gps_country: gps_country,
        compliant_network: *compliant_network, client_app_type: client_app_type.map(|word| word.as_str()),
        platform: platform.map(|word| word.as_str()),
        device: device.as_ref().map(|known| known_device(py, known)).transpose()?,
        user_risk: user_risk.map(|word| word.as_str()), sign_in_risk: sign_in_risk.map(|word| word.as_str()),
        insider_risk: insider_risk.map(|word| word.as_str()),
        authentication_flow: authentication_flow.map(|word| word.as_str()),
        user_type: user_type.map(|word| word.as_str()), home_tenant_id: home_tenant_id,
        satisfied_controls: satisfied_controls,
    })
}

fn known_device(py: Python<'_>, device: &core::Device) -> PyResult<Py<PyAny>> {
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
        extension_attributes,
    } = device;
    build!(py, "Device", {
        registered: *registered, is_managed: *is_managed, device_id: device_id, display_name: display_name,
        device_ownership: device_ownership, enrollment_profile_name: enrollment_profile_name,
        is_compliant: *is_compliant, manufacturer: manufacturer, mdm_app_id: mdm_app_id, model: model,
        operating_system: operating_system, operating_system_version: operating_system_version,
        physical_ids: physical_ids, profile_type: profile_type, system_labels: system_labels,
        trust_type: trust_type, extension_attributes: extension_attributes,
    })
}
