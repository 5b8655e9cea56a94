//! The options of a sign-in that is asked about: what a host would know of it.

use clap::Args;
use doorstep_core::{
    AuthenticationFlow, ClientAppType, Control, Device, DevicePlatform, Error, InsiderRiskLevel, RiskLevel,
    SignInContext, UserType,
};
use serde_json::{Map, Value};

use crate::failure::Result;
use crate::words;

/// Attributes of devices that are true or false.
const FLAGS: [&str; 3] = ["registered", "isManaged", "isCompliant"];
/// Attributes of devices that hold several texts.
const LISTS: [&str; 2] = ["physicalIds", "systemLabels"];

/// The request behind a sign-in. What is not given is unknown.
#[derive(Args)]
pub(crate) struct SignInRequest {
    /// The client's address
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<String>,
    /// The client's User-Agent header
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
    /// The user's language, as in en-US
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    /// The country of the address, as in DE; otherwise looked up in --country-database
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The country by the device's own positioning
    #[arg(long, value_name = "CODE")]
    gps_country: Option<String>,
    /// Whether it came through the organization's compliant network
    #[arg(long, value_name = "BOOL")]
    compliant_network: Option<bool>,
    /// What kind of client asks
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<ClientAppType>())]
    client_app_type: Option<ClientAppType>,
    /// What the device runs
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<DevicePlatform>())]
    platform: Option<DevicePlatform>,
    /// An attribute of the device as rules name it, as in trustType=AzureAD, isCompliant=true,
    /// extensionAttribute1=SAW, registered=true; repeat it for more
    #[arg(long, value_name = "NAME=VALUE")]
    device: Vec<String>,
    /// How likely the account is somebody else's
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<RiskLevel>())]
    user_risk: Option<RiskLevel>,
    /// How likely the sign-in is somebody else's
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<RiskLevel>())]
    sign_in_risk: Option<RiskLevel>,
    /// How likely the person means harm
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<InsiderRiskLevel>())]
    insider_risk: Option<InsiderRiskLevel>,
    /// The flow by which it comes from another device
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<AuthenticationFlow>())]
    auth_flow: Option<AuthenticationFlow>,
    /// How the user belongs to the tenant
    #[arg(long, value_name = "WORD", ignore_case = true, value_parser = words::parser::<UserType>())]
    user_type: Option<UserType>,
    /// The organization that an external user comes from
    #[arg(long, value_name = "ID")]
    home_tenant: Option<String>,
    /// A grant control that is satisfied already, as in mfa or compliantDevice, or the id of a custom one; repeat it
    /// for more
    #[arg(long, value_name = "CONTROL")]
    satisfied: Vec<String>,
}

impl SignInRequest {
    /// The controls that Microsoft Graph has a word for.
    pub(super) fn satisfied(&self) -> Vec<Control> {
        self.satisfied.iter().filter_map(|word| Control::from_word(word)).collect()
    }

    pub(super) fn context(&self) -> Result<SignInContext> {
        let others = self.satisfied.iter().filter(|word| Control::from_word(word).is_none());
        Ok(SignInContext {
            ip: self.ip.clone(),
            user_agent: self.user_agent.clone(),
            locale: self.locale.clone(),
            country: self.country.clone(),
            gps_country: self.gps_country.clone(),
            compliant_network: self.compliant_network,
            client_app_type: self.client_app_type,
            platform: self.platform,
            device: if self.device.is_empty() { None } else { Some(device(&self.device)?) },
            user_risk: self.user_risk,
            sign_in_risk: self.sign_in_risk,
            insider_risk: self.insider_risk,
            authentication_flow: self.auth_flow,
            user_type: self.user_type,
            home_tenant_id: self.home_tenant.clone(),
            satisfied_controls: others.cloned().collect(),
        })
    }
}

fn device(attributes: &[String]) -> Result<Device> {
    let wrong = |name: &str, reason: String| Error::InvalidArgument {
        field: format!("context.device.{name}"),
        reason,
    };
    let mut document = Map::new();
    for attribute in attributes {
        let (name, text) =
            attribute.split_once('=').ok_or_else(|| wrong(attribute, "is written NAME=VALUE".to_owned()))?;
        let value = match text {
            _ if FLAGS.contains(&name) => {
                Value::Bool(text.parse().map_err(|_| wrong(name, "must be true or false".to_owned()))?)
            }
            _ if LISTS.contains(&name) => {
                let mut items = document.remove(name).and_then(|known| known.as_array().cloned());
                items.get_or_insert_default().push(text.into());
                Value::Array(items.unwrap_or_default())
            }
            text => text.into(),
        };
        document.insert(name.to_owned(), value);
    }
    let names: Vec<String> = document.keys().cloned().collect();
    // The whole says no name: the first attribute that is none by itself is the one.
    serde_json::from_value(Value::Object(document.clone())).map_err(|error| {
        let alone = |name: &&String| {
            let one = Map::from_iter([((*name).clone(), document[*name].clone())]);
            serde_json::from_value::<Device>(Value::Object(one)).is_err()
        };
        match names.iter().find(alone) {
            Some(name) => wrong(name, "is no attribute of devices".to_owned()).into(),
            None => wrong("", error.to_string()).into(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attributes: &[&str]) -> Result<Device> {
        device(&attributes.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn attributes_are_named_as_rules_name_them() {
        let given = ["isCompliant=true", "extensionAttribute2=a=b", "systemLabels=x", "systemLabels=y"];
        let device = read(&given).unwrap();
        assert_eq!(device.is_compliant, Some(true));
        assert_eq!(device.extension_attributes[&2], "a=b");
        assert_eq!(device.system_labels, ["x", "y"]);
    }

    #[test]
    fn one_that_is_wrong_is_named() {
        for (wrong, field) in [
            ("model", "context.device.model"),
            ("colour=red", "context.device.colour"),
            ("isCompliant=yes", "context.device.isCompliant"),
            ("extensionAttribute16=x", "context.device.extensionAttribute16"),
        ] {
            let refused = read(&["trustType=AzureAD", wrong]);
            let named = matches!(&refused, Err(crate::failure::Failure::Core(
                Error::InvalidArgument { field: known, .. })) if known == field);
            assert!(named, "{refused:?}");
        }
    }
}
