//! What the host knows about the request behind a sign-in.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::device::Device;
use super::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserType,
};
use crate::error::{Error, Result};

/// The longest user agent that is accepted, in bytes.
const USER_AGENT_MAX: usize = 512;
/// The longest locale that is accepted: what RFC 5646 asks implementations to be able to hold.
const LOCALE_MAX: usize = 35;

/// The longest id that is accepted, in bytes.
const ID_MAX: usize = 256;
/// The most controls that a host may say are satisfied.
const CONTROLS_MAX: usize = 100;

/// The request behind a sign-in, as the host saw it: what conditions of policies are about. Everything is optional; what
/// is not given is unknown, and an unknown value comes only under policies that ask for none in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignInContext {
    /// The client's public address, IPv4 or IPv6. Behind a proxy, the host decides which header it trusts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// The `User-Agent` header: at most 512 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The user's language, as in `en-US`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The country of the address (ISO 3166-1, two letters), where the host knows it better than the engine's own
    /// [`CountryLookup`](crate::CountryLookup).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country by the device's own positioning (ISO 3166-1, two letters).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gps_country: Option<String>,
    /// Whether the request came through the organization's compliant network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliant_network: Option<bool>,
    /// What kind of client asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_app_type: Option<ClientAppType>,
    /// What the device runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<DevicePlatform>,
    /// What is known of the device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<Device>,
    /// How likely the account is somebody else's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_risk: Option<RiskLevel>,
    /// How likely the sign-in is somebody else's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_risk: Option<RiskLevel>,
    /// How likely the person means harm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insider_risk: Option<InsiderRiskLevel>,
    /// The flow by which the sign-in comes from another device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_flow: Option<AuthenticationFlow>,
    /// How the user belongs to the tenant: one of its own, when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_type: Option<UserType>,
    /// The organization that an external user comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_tenant_id: Option<String>,
    /// Grant controls that the host knows to be satisfied, in Graph's words: `compliantDevice`, `domainJoinedDevice`,
    /// `approvedApplication`, `compliantApplication`, `riskRemediation`, or the id of a custom control. What Doorstep
    /// sees for itself (`mfa`, strengths, `passwordChange`, terms of use) is not taken from here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub satisfied_controls: Vec<String>,
}

impl SignInContext {
    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == SignInContext::default()
    }

    /// Checks that every field that is given is well formed.
    ///
    /// # Errors
    /// `invalid_argument` with the field's name (`context.ip`, …).
    pub fn validate(&self) -> Result<()> {
        if self.ip.as_deref().is_some_and(|ip| ip.parse::<IpAddr>().is_err()) {
            return Err(Error::invalid("context.ip", "must be an IPv4 or IPv6 address"));
        }
        if self.user_agent.as_deref().is_some_and(|agent| agent.len() > USER_AGENT_MAX) {
            return Err(Error::invalid("context.user_agent", "must have at most 512 bytes"));
        }
        if self.locale.as_deref().is_some_and(|locale| !is_locale(locale)) {
            return Err(Error::invalid("context.locale", "must be a language tag such as en-US"));
        }
        for (field, country) in [("country", &self.country), ("gps_country", &self.gps_country)] {
            if country.as_deref().is_some_and(|country| !is_country(country)) {
                let reason = "must be a country code of two letters such as DE";
                return Err(Error::invalid(format!("context.{field}"), reason));
            }
        }
        if let Some(device) = &self.device {
            device.validate("context.device")?;
        }
        if self.home_tenant_id.as_deref().is_some_and(|id| id.is_empty() || id.len() > ID_MAX) {
            return Err(Error::invalid("context.home_tenant_id", "must have 1 to 256 bytes"));
        }
        let id = |text: &String| (1..=ID_MAX).contains(&text.len());
        if self.satisfied_controls.len() > CONTROLS_MAX || !self.satisfied_controls.iter().all(id) {
            let reason = "must be at most 100 words of 1 to 256 bytes";
            return Err(Error::invalid("context.satisfied_controls", reason));
        }
        Ok(())
    }
}

/// Whether `text` has the form of an ISO 3166-1 country code.
pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_locale(text: &str) -> bool {
    (1..=LOCALE_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(context: SignInContext) -> String {
        match context.validate() {
            Err(Error::InvalidArgument { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_empty_context_and_a_full_one_are_fine() {
        assert!(SignInContext::default().validate().is_ok());
        for ip in ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"] {
            let context = SignInContext {
                ip: Some(ip.into()),
                user_agent: Some("x".repeat(512)),
                locale: Some("zh-Hant-TW".into()),
                country: Some("de".into()),
                device: Some(Device { is_compliant: Some(true), ..Device::default() }),
                satisfied_controls: vec!["compliantDevice".into()],
                ..SignInContext::default()
            };
            assert!(context.validate().is_ok());
        }
    }

    #[test]
    fn each_field_is_named_when_it_is_wrong() {
        for ip in ["", "localhost", "192.0.2.1:443", "192.0.2.1/32", "fe80::1%eth0", "010.0.0.1"] {
            assert_eq!(refused(SignInContext { ip: Some(ip.into()), ..Default::default() }), "context.ip");
        }
        let agent = SignInContext { user_agent: Some("x".repeat(513)), ..Default::default() };
        assert_eq!(refused(agent), "context.user_agent");
        for locale in ["", "en_US", "en US", &"a".repeat(36), "dé"] {
            let context = SignInContext { locale: Some(locale.into()), ..Default::default() };
            assert_eq!(refused(context), "context.locale");
        }
        for country in ["", "D", "DEU", "49", "dé"] {
            let context = SignInContext { country: Some(country.into()), ..Default::default() };
            assert_eq!(refused(context), "context.country");
            let context = SignInContext { gps_country: Some(country.into()), ..Default::default() };
            assert_eq!(refused(context), "context.gps_country");
        }
        let context = SignInContext { home_tenant_id: Some(String::new()), ..Default::default() };
        assert_eq!(refused(context), "context.home_tenant_id");
        for controls in [vec![String::new()], vec!["x".into(); 101]] {
            let context = SignInContext { satisfied_controls: controls, ..Default::default() };
            assert_eq!(refused(context), "context.satisfied_controls");
        }
    }
}
