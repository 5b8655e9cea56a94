//! The shape of Graph's `conditionalAccessPolicy` v1.0, as one table: it drives the type checks, the order in which
//! fields are looked at, and the echo form. Supporting more of Graph starts with a line here.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// What a field may hold once it is configured.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Text,
    Number,
    Flag,
    /// A list of non-empty strings: ids, mostly.
    List,
    /// One word of an enum.
    Word(&'static [&'static str]),
    /// A list of words of an enum.
    Words(&'static [&'static str]),
    /// A flags enum, which Graph writes as `"a,b"`. Some exports hold a list instead.
    Flags(&'static [&'static str]),
    Object(&'static [Field]),
    /// Something that is read elsewhere.
    Any,
}

/// One member of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
}

pub(super) const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape }
}

use Shape::{Any, Flag, Flags, List, Number, Object, Text, Word, Words};

pub(super) const STATES: &[&str] = &["enabled", "disabled", "enabledForReportingButNotEnforced"];
pub(super) const BUILT_IN_CONTROLS: &[&str] = &[
    "block",
    "mfa",
    "compliantDevice",
    "domainJoinedDevice",
    "approvedApplication",
    "compliantApplication",
    "passwordChange",
    "riskRemediation",
    "verifiedID",
    "compliantNetwork",
    "unknownFutureValue",
];
const CLIENT_APP_TYPES: &[&str] = &[
    "all",
    "browser",
    "mobileAppsAndDesktopClients",
    "exchangeActiveSync",
    "easSupported",
    "easUnsupported",
    "other",
    "unknownFutureValue",
];
const RISK_LEVELS: &[&str] = &["low", "medium", "high", "hidden", "none", "unknownFutureValue"];
const INSIDER_RISK_LEVELS: &[&str] = &["minor", "moderate", "elevated", "unknownFutureValue"];
const PLATFORMS: &[&str] =
    &["android", "iOS", "windows", "windowsPhone", "macOS", "linux", "all", "unknownFutureValue"];
const GUEST_TYPES: &[&str] = &[
    "none",
    "internalGuest",
    "b2bCollaborationGuest",
    "b2bCollaborationMember",
    "b2bDirectConnectUser",
    "otherExternalUser",
    "serviceProvider",
    "unknownFutureValue",
];
const FILTER: &[Field] = &[field("mode", Word(&["include", "exclude"])), field("rule", Text)];
const GUESTS: &[Field] = &[
    field("guestOrExternalUserTypes", Flags(GUEST_TYPES)),
    field(
        "externalTenants",
        Object(&[
            field("membershipKind", Word(&["all", "enumerated", "unknownFutureValue"])),
            field("members", List),
        ]),
    ),
];

/// `conditions.users`.
pub(super) const USERS: &[Field] = &[
    field("includeUsers", List),
    field("excludeUsers", List),
    field("includeGroups", List),
    field("excludeGroups", List),
    field("includeRoles", List),
    field("excludeRoles", List),
    field("includeGuestsOrExternalUsers", Object(GUESTS)),
    field("excludeGuestsOrExternalUsers", Object(GUESTS)),
];

/// `conditions.applications`.
pub(super) const APPLICATIONS: &[Field] = &[
    field("includeApplications", List),
    field("excludeApplications", List),
    field("includeUserActions", List),
    field("includeAuthenticationContextClassReferences", List),
    field("applicationFilter", Object(FILTER)),
];

/// `conditions.deviceStates`, which `conditions.devices` replaced.
pub(super) const DEVICE_STATES: &[Field] = &[field("includeStates", Any), field("excludeStates", Any)];

/// `conditions`.
pub(super) const CONDITIONS: &[Field] = &[
    field("users", Object(USERS)),
    field("applications", Object(APPLICATIONS)),
    field(
        "clientApplications",
        Object(&[
            field("includeServicePrincipals", List),
            field("excludeServicePrincipals", List),
            field("servicePrincipalFilter", Object(FILTER)),
        ]),
    ),
    field("clientAppTypes", Words(CLIENT_APP_TYPES)),
    field(
        "platforms",
        Object(&[field("includePlatforms", Words(PLATFORMS)), field("excludePlatforms", Words(PLATFORMS))]),
    ),
    field("locations", Object(&[field("includeLocations", List), field("excludeLocations", List)])),
    field("signInRiskLevels", Words(RISK_LEVELS)),
    field("userRiskLevels", Words(RISK_LEVELS)),
    field("servicePrincipalRiskLevels", Words(RISK_LEVELS)),
    field("insiderRiskLevels", Flags(INSIDER_RISK_LEVELS)),
    field(
        "devices",
        Object(&[
            field("deviceFilter", Object(FILTER)),
            // What filters replaced.
            field("includeDevices", Any),
            field("excludeDevices", Any),
            field("includeDeviceStates", Any),
            field("excludeDeviceStates", Any),
        ]),
    ),
    field("deviceStates", Any),
    field(
        "authenticationFlows",
        Object(&[field(
            "transferMethods",
            Flags(&["none", "deviceCodeFlow", "authenticationTransfer", "unknownFutureValue"]),
        )]),
    ),
];

/// `grantControls`. A strength is an expanded reference: its members are not looked at.
pub(super) const GRANT_CONTROLS: &[Field] = &[
    field("operator", Word(&["AND", "OR"])),
    field("builtInControls", Words(BUILT_IN_CONTROLS)),
    field("customAuthenticationFactors", List),
    field("termsOfUse", List),
    field("authenticationStrength", Object(&[])),
];

/// `sessionControls`.
pub(super) const SESSION_CONTROLS: &[Field] = &[
    field("applicationEnforcedRestrictions", Object(&[field("isEnabled", Flag)])),
    field(
        "cloudAppSecurity",
        Object(&[
            field("isEnabled", Flag),
            field(
                "cloudAppSecurityType",
                Word(&["mcasConfigured", "monitorOnly", "blockDownloads", "unknownFutureValue"]),
            ),
        ]),
    ),
    field("disableResilienceDefaults", Flag),
    field(
        "persistentBrowser",
        Object(&[field("isEnabled", Flag), field("mode", Word(&["always", "never"]))]),
    ),
    field(
        "signInFrequency",
        Object(&[
            field("isEnabled", Flag),
            field("value", Number),
            field("type", Word(&["days", "hours"])),
            field(
                "authenticationType",
                Word(&["primaryAndSecondaryAuthentication", "secondaryAuthentication", "unknownFutureValue"]),
            ),
            field("frequencyInterval", Word(&["timeBased", "everyTime", "unknownFutureValue"])),
        ]),
    ),
    field("secureSignInSession", Object(&[field("isEnabled", Flag)])),
];

/// The whole document. Members that are not here belong to somebody else and are kept as they are.
pub(super) const POLICY: &[Field] = &[
    field("displayName", Text),
    field("description", Text),
    field("templateId", Text),
    field("state", Word(STATES)),
    field("conditions", Object(CONDITIONS)),
    field("grantControls", Object(GRANT_CONTROLS)),
    field("sessionControls", Object(SESSION_CONTROLS)),
];

/// Whether `value` says anything. Exports write "not configured" as null, `[]`, `{}`, `""`, or as an object whose
/// members are all of those; reading the last one as a condition would make a policy that never matches.
pub(super) fn configured(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => map.iter().any(|(key, value)| !annotation(key) && configured(value)),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Whether `key` is metadata about a field (`platforms@odata.type`, `#microsoft.graph.restore`), not a field.
pub(super) fn annotation(key: &str) -> bool {
    key.contains('@') || key.starts_with('#')
}

/// The path of `key` inside the object at `path`.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Checks every known member of `map`, at any depth, against its shape.
pub(super) fn check(fields: &[Field], map: &Map<String, Value>, path: &str) -> Result<()> {
    for (key, value) in map.iter().filter(|(key, value)| !annotation(key) && configured(value)) {
        let path = join(path, key);
        if let Some(field) = fields.iter().find(|field| field.name == key) {
            check_value(&field.shape, value, &path)?;
        } else if let Some(field) = fields.iter().find(|field| field.name.eq_ignore_ascii_case(key)) {
            // Taken as a foreign member, a misspelled condition would be silently ignored.
            return Err(Error::policy_invalid(path, format!("write this field as {}", field.name)));
        }
    }
    Ok(())
}

fn check_value(shape: &Shape, value: &Value, path: &str) -> Result<()> {
    match shape {
        Any => Ok(()),
        Text => must(value.is_string(), path, "must be a string"),
        Number => must(value.is_u64(), path, "must be a whole number"),
        Flag => must(value.is_boolean(), path, "must be true or false"),
        List => items(value, path, |_, _| Ok(())),
        Word(words) => match value.as_str() {
            Some(text) => word(words, text, path),
            None => must(false, path, "must be a string"),
        },
        Words(words) => items(value, path, |text, path| word(words, text, path)),
        Flags(words) => match value.as_str() {
            Some(text) => text.split(',').try_for_each(|text| word(words, text.trim(), path)),
            None => items(value, path, |text, path| word(words, text, path)),
        },
        Object(fields) => match value.as_object() {
            Some(map) => check(fields, map, path),
            None => must(false, path, "must be an object"),
        },
    }
}

fn items(value: &Value, path: &str, check: impl Fn(&str, &str) -> Result<()>) -> Result<()> {
    let Some(items) = value.as_array() else {
        return must(false, path, "must be a list of strings");
    };
    items.iter().enumerate().try_for_each(|(index, item)| {
        let path = format!("{path}[{index}]");
        match item.as_str() {
            Some("") => must(false, &path, "must not be empty"),
            // Such an id would name nobody, and such a word nothing: the policy would quietly miss whom it was meant for.
            Some(text) if text.trim() != text => must(false, &path, "must not begin or end with a space"),
            Some(text) => check(text, &path),
            None => must(false, &path, "must be a string"),
        }
    })
}

fn word(words: &[&str], text: &str, path: &str) -> Result<()> {
    if words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    Err(Error::policy_invalid(path, format!("must be one of {}", words.join(", "))))
}

fn must(holds: bool, path: &str, reason: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::policy_invalid(path, reason)) }
}
