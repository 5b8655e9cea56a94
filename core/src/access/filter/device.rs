//! What a filter for devices may ask about.

use super::{Attribute, Kind, Value};
use crate::access::device::Device;

/// An attribute of a device that Microsoft documents for filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::access) enum DeviceAttribute {
    DeviceId,
    DisplayName,
    Ownership,
    EnrollmentProfileName,
    IsCompliant,
    Manufacturer,
    MdmAppId,
    Model,
    OperatingSystem,
    OperatingSystemVersion,
    PhysicalIds,
    ProfileType,
    SystemLabels,
    TrustType,
    /// By its number.
    Extension(u8),
}

use DeviceAttribute as A;

/// The attributes by the names that rules use, after `device.`. Of `physicalIds`, Microsoft's own examples write another.
const NAMES: [(&str, A); 16] = [
    ("deviceId", A::DeviceId),
    ("displayName", A::DisplayName),
    ("deviceOwnership", A::Ownership),
    ("enrollmentProfileName", A::EnrollmentProfileName),
    ("isCompliant", A::IsCompliant),
    ("manufacturer", A::Manufacturer),
    ("mdmAppId", A::MdmAppId),
    ("model", A::Model),
    ("operatingSystem", A::OperatingSystem),
    ("operatingSystemVersion", A::OperatingSystemVersion),
    ("physicalIds", A::PhysicalIds),
    ("devicePhysicalIds", A::PhysicalIds),
    ("profileType", A::ProfileType),
    ("systemLabels", A::SystemLabels),
    ("trustType", A::TrustType),
    ("ownership", A::Ownership),
];

const PREFIX: &str = "device.";
const EXTENSION: &str = "extensionattribute";
const EXTENSIONS: u8 = 15;

impl Attribute for DeviceAttribute {
    fn named(name: &str) -> Option<A> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_prefix(PREFIX)?;
        if let Some(number) = name.strip_prefix(EXTENSION) {
            let number: u8 = number.parse().ok()?;
            return (1..=EXTENSIONS).contains(&number).then_some(A::Extension(number));
        }
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, attribute)| *attribute)
    }

    fn kind(&self) -> Kind {
        match *self {
            A::DeviceId | A::MdmAppId => Kind::Id,
            A::Ownership => Kind::Words(&["Personal", "Company"]),
            A::ProfileType => Kind::Words(&["RegisteredDevice", "SecureVM", "Printer", "Shared", "IoT"]),
            A::TrustType => Kind::Words(&["AzureAD", "ServerAD", "Workplace"]),
            A::IsCompliant => Kind::Flag,
            A::PhysicalIds | A::SystemLabels => Kind::Texts,
            A::DisplayName
            | A::EnrollmentProfileName
            | A::Manufacturer
            | A::Model
            | A::OperatingSystem
            | A::OperatingSystemVersion
            | A::Extension(_) => Kind::Text,
        }
    }
}

impl DeviceAttribute {
    /// What is known of it. Of a device that is not registered, nothing is; extension attributes are known of managed
    /// ones only.
    pub(in crate::access) fn value(self, device: Option<&Device>) -> Value<'_> {
        let Some(device) = device.filter(|device| device.registered != Some(false)) else {
            return Value::Unknown;
        };
        match self {
            A::DeviceId => Value::of(device.device_id.as_deref()),
            A::DisplayName => Value::of(device.display_name.as_deref()),
            A::Ownership => Value::of(device.device_ownership.as_deref()),
            A::EnrollmentProfileName => Value::of(device.enrollment_profile_name.as_deref()),
            A::IsCompliant => device.is_compliant.map_or(Value::Unknown, Value::Flag),
            A::Manufacturer => Value::of(device.manufacturer.as_deref()),
            A::MdmAppId => Value::of(device.mdm_app_id.as_deref()),
            A::Model => Value::of(device.model.as_deref()),
            A::OperatingSystem => Value::of(device.operating_system.as_deref()),
            A::OperatingSystemVersion => Value::of(device.operating_system_version.as_deref()),
            A::PhysicalIds => texts(&device.physical_ids),
            A::ProfileType => Value::of(device.profile_type.as_deref()),
            A::SystemLabels => texts(&device.system_labels),
            A::TrustType => Value::of(device.trust_type.as_deref()),
            A::Extension(number) if device.managed() => {
                Value::of(device.extension_attributes.get(&number).map(String::as_str))
            }
            A::Extension(_) => Value::Unknown,
        }
    }
}

fn texts(texts: &[String]) -> Value<'_> {
    if texts.is_empty() { Value::Unknown } else { Value::Texts(texts) }
}
