//! What a filter for devices may ask about, and what is known of a device.

use super::{Attribute, Kind, Value};

/// A device as the host knows it. What is not given is unknown, as everything is of a device that is not registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::access) struct Device {
    pub(in crate::access) device_id: Option<String>,
    pub(in crate::access) display_name: Option<String>,
    pub(in crate::access) ownership: Option<String>,
    pub(in crate::access) enrollment_profile_name: Option<String>,
    pub(in crate::access) is_compliant: Option<bool>,
    pub(in crate::access) manufacturer: Option<String>,
    pub(in crate::access) mdm_app_id: Option<String>,
    pub(in crate::access) model: Option<String>,
    pub(in crate::access) operating_system: Option<String>,
    pub(in crate::access) operating_system_version: Option<String>,
    pub(in crate::access) physical_ids: Vec<String>,
    pub(in crate::access) profile_type: Option<String>,
    pub(in crate::access) system_labels: Vec<String>,
    pub(in crate::access) trust_type: Option<String>,
    /// `extensionAttribute1` to `extensionAttribute15`, in this order; there may be fewer.
    pub(in crate::access) extension_attributes: Vec<Option<String>>,
}

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
    /// Counted from zero.
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
            return (1..=EXTENSIONS).contains(&number).then(|| A::Extension(number - 1));
        }
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, attribute)| *attribute)
    }

    fn kind(self) -> Kind {
        match self {
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

impl Device {
    /// What is known of an attribute. Extension attributes are there on managed devices only.
    pub(in crate::access) fn value(&self, attribute: DeviceAttribute) -> Value<'_> {
        match attribute {
            A::DeviceId => Value::of(self.device_id.as_deref()),
            A::DisplayName => Value::of(self.display_name.as_deref()),
            A::Ownership => Value::of(self.ownership.as_deref()),
            A::EnrollmentProfileName => Value::of(self.enrollment_profile_name.as_deref()),
            A::IsCompliant => self.is_compliant.map_or(Value::Unknown, Value::Flag),
            A::Manufacturer => Value::of(self.manufacturer.as_deref()),
            A::MdmAppId => Value::of(self.mdm_app_id.as_deref()),
            A::Model => Value::of(self.model.as_deref()),
            A::OperatingSystem => Value::of(self.operating_system.as_deref()),
            A::OperatingSystemVersion => Value::of(self.operating_system_version.as_deref()),
            A::PhysicalIds => texts(&self.physical_ids),
            A::ProfileType => Value::of(self.profile_type.as_deref()),
            A::SystemLabels => texts(&self.system_labels),
            A::TrustType => Value::of(self.trust_type.as_deref()),
            A::Extension(at) if self.is_managed() => {
                Value::of(self.extension_attributes.get(usize::from(at)).and_then(Option::as_deref))
            }
            A::Extension(_) => Value::Unknown,
        }
    }

    /// Managed by Intune, compliant, or hybrid joined: what Microsoft asks for before it looks at extension attributes.
    fn is_managed(&self) -> bool {
        let hybrid = self.trust_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("ServerAD"));
        self.mdm_app_id.is_some() || self.is_compliant == Some(true) || hybrid
    }
}

fn texts(texts: &[String]) -> Value<'_> {
    if texts.is_empty() { Value::Unknown } else { Value::Texts(texts) }
}
