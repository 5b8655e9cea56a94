//! A device, as the host knows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How many extension attributes a device has in Microsoft Entra.
const EXTENSIONS: u8 = 15;
/// The names of the other attributes in JSON.
const ATTRIBUTES: [&str; 17] = [
    "registered",
    "isManaged",
    "deviceId",
    "displayName",
    "deviceOwnership",
    "ownership",
    "enrollmentProfileName",
    "isCompliant",
    "manufacturer",
    "mdmAppId",
    "model",
    "operatingSystem",
    "operatingSystemVersion",
    "physicalIds",
    "profileType",
    "systemLabels",
    "trustType",
];
/// The longest text of an attribute that is accepted, in bytes.
const TEXT_MAX: usize = 1_024;
/// The most texts of an attribute that holds several.
const TEXTS_MAX: usize = 100;

/// A device, as the host knows it: what filters for devices ask about. What is not given is unknown, as everything is
/// of a device that is not registered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Device {
    /// Whether it is registered. Of one that is not, nothing else counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered: Option<bool>,
    /// Whether it is managed, which extension attributes are only known of. When not given: it has an `mdm_app_id`, is
    /// compliant, or its trust type is `ServerAD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_managed: Option<bool>,
    /// Its id in the directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// `Personal` or `Company`.
    #[serde(skip_serializing_if = "Option::is_none", alias = "ownership")]
    pub device_ownership: Option<String>,
    /// The profile it was enrolled with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrollment_profile_name: Option<String>,
    /// Whether it complies with the organization's rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_compliant: Option<bool>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// The app that manages it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mdm_app_id: Option<String>,
    /// Its model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
    /// Which version of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system_version: Option<String>,
    /// Its hardware's ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub physical_ids: Vec<String>,
    /// `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_type: Option<String>,
    /// Labels that the system gave it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub system_labels: Vec<String>,
    /// `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_type: Option<String>,
    /// `extensionAttribute1` to `extensionAttribute15`, by their numbers from 1 to 15.
    #[serde(flatten, with = "extensions")]
    pub extension_attributes: BTreeMap<u8, String>,
}

impl Device {
    /// # Errors
    /// `invalid_argument` naming the attribute under `field`.
    pub(super) fn validate(&self, field: &str) -> Result<()> {
        let texts = [
            ("device_id", &self.device_id),
            ("display_name", &self.display_name),
            ("device_ownership", &self.device_ownership),
            ("enrollment_profile_name", &self.enrollment_profile_name),
            ("manufacturer", &self.manufacturer),
            ("mdm_app_id", &self.mdm_app_id),
            ("model", &self.model),
            ("operating_system", &self.operating_system),
            ("operating_system_version", &self.operating_system_version),
            ("profile_type", &self.profile_type),
            ("trust_type", &self.trust_type),
        ];
        let long = |text: &String| text.len() > TEXT_MAX;
        if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.as_ref().is_some_and(long)) {
            return Err(Error::invalid(format!("{field}.{name}"), "must have at most 1024 bytes"));
        }
        for (name, list) in [("physical_ids", &self.physical_ids), ("system_labels", &self.system_labels)] {
            if list.len() > TEXTS_MAX || list.iter().any(long) {
                let reason = "must be at most 100 texts of at most 1024 bytes";
                return Err(Error::invalid(format!("{field}.{name}"), reason));
            }
        }
        let known = |(number, text): (&u8, &String)| (1..=EXTENSIONS).contains(number) && !long(text);
        if !self.extension_attributes.iter().all(known) {
            let reason = "must be numbered 1 to 15 and have at most 1024 bytes each";
            return Err(Error::invalid(format!("{field}.extension_attributes"), reason));
        }
        Ok(())
    }

    /// The name of an attribute as its JSON has it, whatever its case; `None` for what no rule can ask about.
    pub(super) fn spelled(name: &str) -> Option<String> {
        let lower = name.to_ascii_lowercase();
        if let Some(number) = lower.strip_prefix("extensionattribute") {
            let number: u8 = number.parse().ok()?;
            return (1..=EXTENSIONS).contains(&number).then(|| format!("extensionAttribute{number}"));
        }
        // As Microsoft's own examples of rules call it.
        if lower == "devicephysicalids" {
            return Some("physicalIds".into());
        }
        ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(name)).map(|known| (*known).to_owned())
    }

    /// Whether its extension attributes are known: Microsoft knows them of managed devices only.
    pub(super) fn managed(&self) -> bool {
        let hybrid = self.trust_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("ServerAD"));
        let enrolled = self.mdm_app_id.as_deref().is_some_and(|app| !app.is_empty());
        self.is_managed.unwrap_or(enrolled || self.is_compliant == Some(true) || hybrid)
    }
}

/// Extension attributes beside the others, as Graph has them: `"extensionAttribute1": "…"`.
mod extensions {
    use std::collections::BTreeMap;

    use serde::de::Error as _;
    use serde::ser::SerializeMap as _;
    use serde::{Deserialize, Deserializer, Serializer};

    const NAME: &str = "extensionAttribute";

    pub(super) fn serialize<S: Serializer>(all: &BTreeMap<u8, String>, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(all.len()))?;
        for (number, text) in all {
            map.serialize_entry(&format!("{NAME}{number}"), text)?;
        }
        map.end()
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<u8, String>, D::Error> {
        let rest: BTreeMap<String, Option<String>> = Deserialize::deserialize(from)?;
        let mut all = BTreeMap::new();
        for (name, text) in rest {
            let number = name.strip_prefix(NAME).and_then(|number| number.parse().ok());
            let number = number.filter(|number| (1..=super::EXTENSIONS).contains(number));
            let number = number.ok_or_else(|| D::Error::custom(format!("unknown attribute {name}")))?;
            if let Some(text) = text {
                all.insert(number, text);
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_json_is_graphs() {
        let json = r#"{"isCompliant":true,"trustType":"ServerAD","extensionAttribute2":"SAW"}"#;
        let device: Device = serde_json::from_str(json).expect("a device");
        assert_eq!(device.extension_attributes, BTreeMap::from([(2, "SAW".to_owned())]));
        assert_eq!(serde_json::to_string(&device).expect("JSON"), json);
        for wrong in [r#"{"extensionAttribute16":"x"}"#, r#"{"colour":"x"}"#, r#"{"isCompliant":"yes"}"#] {
            assert!(serde_json::from_str::<Device>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_attribute_is_named_when_it_is_wrong() {
        let long = "x".repeat(1_025);
        let field = |device: Device| match device.validate("context.device") {
            Err(Error::InvalidArgument { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        let device = Device { model: Some(long.clone()), ..Device::default() };
        assert_eq!(field(device), "context.device.model");
        let device = Device { physical_ids: vec![long], ..Device::default() };
        assert_eq!(field(device), "context.device.physical_ids");
        for number in [0, 16] {
            let device =
                Device { extension_attributes: [(number, String::new())].into(), ..Device::default() };
            assert_eq!(field(device), "context.device.extension_attributes");
        }
        assert!(Device::default().validate("context.device").is_ok());
    }
}
