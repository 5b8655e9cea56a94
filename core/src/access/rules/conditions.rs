//! The conditions of a policy: what a sign-in has to be like beside who signs in to what.

use serde_json::{Map, Value};

use super::{FilterRule, Findings, device_states, fields_of, flags, is, member, strings};
use crate::access::filter::DeviceAttribute;
use crate::access::schema;
use crate::access::words::{AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel};
use crate::error::Result;

/// What is included and excluded of a kind that may also be unknown.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::access) struct Choice<T> {
    /// Anything, the unknown too.
    pub(in crate::access) all: bool,
    pub(in crate::access) include: Vec<T>,
    pub(in crate::access) exclude: Vec<T>,
}

impl<T> Default for Choice<T> {
    fn default() -> Self {
        Choice { all: true, include: Vec::new(), exclude: Vec::new() }
    }
}

impl<T> Choice<T> {
    pub(in crate::access) fn is_any(&self) -> bool {
        self.all && self.exclude.is_empty()
    }
}

/// The conditions of a policy. An empty list asks for nothing in particular.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct Conditions {
    pub(in crate::access) client_app_types: Vec<ClientAppType>,
    pub(in crate::access) platforms: Choice<DevicePlatform>,
    /// Ids of named locations, and `alltrusted`.
    pub(in crate::access) locations: Choice<String>,
    pub(in crate::access) sign_in_risk: Vec<RiskLevel>,
    pub(in crate::access) user_risk: Vec<RiskLevel>,
    pub(in crate::access) insider_risk: Vec<InsiderRiskLevel>,
    pub(in crate::access) device: Option<FilterRule<DeviceAttribute>>,
    pub(in crate::access) flows: Vec<AuthenticationFlow>,
}

impl Conditions {
    pub(super) fn read(map: &Map<String, Value>, findings: &mut Findings) -> Result<Conditions> {
        let path = "conditions";
        let empty = Map::new();
        let platforms = member(map, "platforms").unwrap_or(&empty);
        let locations = member(map, "locations").unwrap_or(&empty);
        let devices = member(map, "devices").unwrap_or(&empty);
        let flow = member(map, "authenticationFlows").unwrap_or(&empty);
        let device = device_states::read(map, devices, findings)?;
        let read = Conditions {
            client_app_types: client_app_types(map, findings),
            platforms: platform_choice(platforms, findings),
            locations: location_choice(locations, findings),
            sign_in_risk: words(
                strings(map, "signInRiskLevels"),
                "conditions.signInRiskLevels",
                RiskLevel::from_word,
                findings,
            ),
            user_risk: words(
                strings(map, "userRiskLevels"),
                "conditions.userRiskLevels",
                RiskLevel::from_word,
                findings,
            ),
            insider_risk: words(
                flags(map, "insiderRiskLevels").into_iter(),
                "conditions.insiderRiskLevels",
                InsiderRiskLevel::from_word,
                findings,
            ),
            device,
            flows: words(
                flags(flow, "transferMethods").into_iter().filter(|word| !is(word, "none")),
                "conditions.authenticationFlows.transferMethods",
                AuthenticationFlow::from_word,
                findings,
            ),
        };
        for (name, object) in [
            ("platforms", platforms),
            ("locations", locations),
            ("devices", devices),
            ("authenticationFlows", flow),
        ] {
            findings.foreign(object, fields_of(name), &format!("{path}.{name}"));
        }
        if let Some(states) = member(map, "deviceStates") {
            findings.foreign(states, schema::DEVICE_STATES, "conditions.deviceStates");
        }
        findings.foreign(map, schema::CONDITIONS, path);
        Ok(read)
    }
}

/// The client app types; none when all are meant.
fn client_app_types(map: &Map<String, Value>, findings: &mut Findings) -> Vec<ClientAppType> {
    let named: Vec<&str> = strings(map, "clientAppTypes").collect();
    if named.iter().any(|word| is(word, "all")) {
        return Vec::new();
    }
    let mut types = Vec::new();
    for (index, word) in named.into_iter().enumerate() {
        match word {
            // Graph folds its old word for the other half of Exchange ActiveSync into the whole.
            eas if is(eas, "exchangeActiveSync") || is(eas, "easUnsupported") => {
                types.extend([ClientAppType::ExchangeActiveSync, ClientAppType::EasSupported]);
            }
            word => match ClientAppType::from_word(word) {
                Some(kind) => types.push(kind),
                None => findings.cannot(format!("conditions.clientAppTypes[{index}]")),
            },
        }
    }
    types
}

fn platform_choice(map: &Map<String, Value>, findings: &mut Findings) -> Choice<DevicePlatform> {
    let mut choice = Choice { all: false, include: Vec::new(), exclude: Vec::new() };
    for (key, include) in [("includePlatforms", true), ("excludePlatforms", false)] {
        for (index, word) in strings(map, key).enumerate() {
            let to = if include { &mut choice.include } else { &mut choice.exclude };
            match DevicePlatform::from_word(word) {
                Some(platform) => to.push(platform),
                None if include && is(word, "all") => choice.all = true,
                None => findings.cannot(format!("conditions.platforms.{key}[{index}]")),
            }
        }
    }
    choice.all |= !map.get("includePlatforms").is_some_and(schema::configured);
    choice
}

fn location_choice(map: &Map<String, Value>, findings: &mut Findings) -> Choice<String> {
    // Nobody excludes every place to say that a policy is about none.
    if let Some(index) = strings(map, "excludeLocations").position(|word| is(word, "All")) {
        findings.cannot(format!("conditions.locations.excludeLocations[{index}]"));
    }
    let ids = |key| strings(map, key).map(str::to_ascii_lowercase).collect::<Vec<_>>();
    let include = ids("includeLocations");
    Choice {
        all: include.is_empty() || include.iter().any(|id| id == "all"),
        exclude: ids("excludeLocations"),
        include: include.into_iter().filter(|id| id != "all").collect(),
    }
}

fn words<'a, T>(
    listed: impl Iterator<Item = &'a str>,
    path: &str,
    read: fn(&str) -> Option<T>,
    findings: &mut Findings,
) -> Vec<T> {
    let mut found = Vec::new();
    for word in listed {
        match read(word) {
            Some(word) => found.push(word),
            None => findings.cannot(path),
        }
    }
    found
}
