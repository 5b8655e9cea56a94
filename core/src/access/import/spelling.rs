//! Graph's own spelling of keys. Exports by the PowerShell SDK write them in PascalCase, some files mix both.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::schema::{self, Field, Shape, configured};

/// Where the PowerShell SDK puts what its own model does not know.
const OVERFLOW: &str = "AdditionalProperties";

const fn text(name: &'static str) -> Field {
    Field { name, shape: Shape::Text }
}

/// An object or a list of objects; what it may hold is listed in [`more`] under its own name.
const fn nest(name: &'static str) -> Field {
    Field { name, shape: Shape::Object(&[]) }
}

/// Names that the schema has no shape for: what only the store sets, what only Graph's beta knows, what it gave up.
const POLICY_MORE: &[Field] = &[
    text("id"),
    text("createdDateTime"),
    text("modifiedDateTime"),
    text("deletedDateTime"),
    text("partialEnablementStrategy"),
    text("@odata.type"),
];
const CONDITIONS_MORE: &[Field] = &[
    nest("agents"),
    nest("agentContext"),
    text("agentIdRiskLevels"),
    nest("clients"),
    nest("deviceStates"),
    text("signInRiskDetections"),
    nest("times"),
];
const APPLICATIONS_MORE: &[Field] =
    &[nest("networkAccess"), nest("globalSecureAccess"), text("includeProtectionLevels")];
const TRAFFIC_MORE: &[Field] = &[text("includeTrafficProfiles")];
const CLIENT_APPLICATIONS_MORE: &[Field] = &[
    text("includeAgentIdServicePrincipals"),
    text("excludeAgentIdServicePrincipals"),
    nest("agentIdServicePrincipalFilter"),
];
const FILTER_MORE: &[Field] = &[text("mode"), text("rule")];
const AGENTS_MORE: &[Field] = &[text("includeAgentUsers"), text("excludeAgentUsers"), nest("agentFilter")];
const AGENT_CONTEXT_MORE: &[Field] = &[text("includeAgentContexts"), text("excludeAgentContexts")];
const DEVICE_STATES_MORE: &[Field] = &[text("includeStates"), text("excludeStates")];
const DEVICES_MORE: &[Field] = &[
    text("includeDevices"),
    text("excludeDevices"),
    text("includeDeviceStates"),
    text("excludeDeviceStates"),
];
const TENANTS_MORE: &[Field] = &[text("@odata.type")];
const SESSION_MORE: &[Field] = &[
    nest("continuousAccessEvaluation"),
    nest("networkAccessSecurity"),
    nest("globalSecureAccessFilteringProfile"),
    text("blockSensitiveActions"),
];
const EVALUATION_MORE: &[Field] = &[text("mode")];
const PROFILE_MORE: &[Field] = &[text("policyId"), text("profileId"), text("isEnabled")];

/// `namedLocation`, both kinds.
pub(super) const LOCATION: &[Field] = &[
    text("@odata.type"),
    text("id"),
    text("displayName"),
    text("createdDateTime"),
    text("modifiedDateTime"),
    text("deletedDateTime"),
    text("isTrusted"),
    nest("ipRanges"),
    text("countriesAndRegions"),
    text("countryLookupMethod"),
    text("includeUnknownCountriesAndRegions"),
];
const RANGES_MORE: &[Field] = &[text("@odata.type"), text("cidrAddress")];

/// `authenticationStrengthPolicy`, by itself or expanded inside a policy.
pub(super) const STRENGTH: &[Field] = &[
    text("@odata.type"),
    text("id"),
    text("displayName"),
    text("description"),
    text("createdDateTime"),
    text("modifiedDateTime"),
    text("policyType"),
    text("requirementsSatisfied"),
    text("allowedCombinations"),
    nest("combinationConfigurations"),
];
const CONFIGURATIONS_MORE: &[Field] = &[
    text("@odata.type"),
    text("id"),
    text("appliesToCombinations"),
    text("allowedAAGUIDs"),
    text("allowedIssuerSkis"),
    text("allowedPolicyOIDs"),
];

/// `authenticationContextClassReference`.
pub(super) const CONTEXT: &[Field] =
    &[text("@odata.type"), text("id"), text("displayName"), text("description"), text("isAvailable")];

/// What the object called `name` may hold beyond what the schema says.
fn more(name: &str) -> &'static [Field] {
    match name {
        "conditions" => CONDITIONS_MORE,
        "applications" => APPLICATIONS_MORE,
        "networkAccess" | "globalSecureAccess" => TRAFFIC_MORE,
        "clientApplications" => CLIENT_APPLICATIONS_MORE,
        "agentIdServicePrincipalFilter" | "agentFilter" => FILTER_MORE,
        "agents" => AGENTS_MORE,
        "agentContext" => AGENT_CONTEXT_MORE,
        "deviceStates" => DEVICE_STATES_MORE,
        "devices" => DEVICES_MORE,
        "externalTenants" => TENANTS_MORE,
        "authenticationStrength" => STRENGTH,
        "combinationConfigurations" => CONFIGURATIONS_MORE,
        "sessionControls" => SESSION_MORE,
        "continuousAccessEvaluation" => EVALUATION_MORE,
        "networkAccessSecurity" | "globalSecureAccessFilteringProfile" => PROFILE_MORE,
        "ipRanges" => RANGES_MORE,
        _ => &[],
    }
}

/// The policy `map` in Graph's spelling.
pub(super) fn policy(map: Map<String, Value>) -> Map<String, Value> {
    spell(map, schema::POLICY, POLICY_MORE)
}

/// `map` in Graph's spelling, at every depth that `fields` and `others` know. Members that neither knows stay as they
/// are.
pub(super) fn spell(map: Map<String, Value>, fields: &[Field], others: &[Field]) -> Map<String, Value> {
    let mut spelled = Map::new();
    for (key, mut value) in lifted(map) {
        let Some(field) = fields.iter().chain(others).find(|field| is(&key, field.name)) else {
            spelled.insert(key, value);
            continue;
        };
        if let Shape::Object(inner) = field.shape {
            value = spell_value(value, inner, more(field.name));
        }
        // Of two spellings the one that says something counts, and then Graph's own.
        let kept =
            spelled.get(field.name).is_some_and(|other| match (configured(other), configured(&value)) {
                (true, true) | (false, false) => key != field.name,
                (said, _) => said,
            });
        if !kept {
            spelled.insert(field.name.to_owned(), value);
        }
    }
    spelled
}

fn spell_value(value: Value, fields: &[Field], others: &[Field]) -> Value {
    match value {
        Value::Object(map) => Value::Object(spell(map, fields, others)),
        Value::Array(items) => items.into_iter().map(|item| spell_value(item, fields, others)).collect(),
        other => other,
    }
}

/// `map` with what the SDK set apart put back, where nothing else says it. A condition left there would not count.
fn lifted(mut map: Map<String, Value>) -> Map<String, Value> {
    let overflow = map.iter().find(|(key, value)| is(key, OVERFLOW) && configured(value));
    let Some(overflow) = overflow.map(|(key, _)| key.clone()) else { return map };
    let apart = match map.remove(&overflow) {
        Some(Value::Object(apart)) => apart,
        other => {
            map.extend(other.map(|other| (overflow, other)));
            return map;
        }
    };
    let said = map.iter().filter(|(_, value)| configured(value)).map(|(key, _)| key.to_ascii_lowercase());
    let said: HashSet<String> = said.collect();
    let (left, lifted): (Map<_, _>, Map<_, _>) =
        apart.into_iter().partition(|(key, _)| said.contains(&key.to_ascii_lowercase()));
    map.extend(lifted);
    if !left.is_empty() {
        map.insert(overflow, Value::Object(left));
    }
    map
}

/// The member `name` of `map` in any case: one that says something before one that does not, Graph's spelling before
/// others, and the object's own before what the PowerShell SDK set apart.
pub(super) fn member<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let exact = map.get(name);
    if exact.is_some_and(configured) {
        return exact;
    }
    let mut variants = map.iter().filter(|(key, _)| is(key, name)).map(|(_, value)| value);
    let said = variants.clone().find(|value| configured(value));
    let apart = || {
        let apart = map.iter().find(|(key, value)| is(key, OVERFLOW) && configured(value))?.1.as_object()?;
        apart.iter().find(|(key, value)| is(key, name) && configured(value)).map(|(_, value)| value)
    };
    said.or_else(apart).or(exact).or_else(|| variants.next())
}

/// Whether `key` is a spelling of `name`. The older AzureAD module writes `_Operator`.
pub(super) fn is(key: &str, name: &str) -> bool {
    key.eq_ignore_ascii_case(name) || (name == "operator" && key.eq_ignore_ascii_case("_operator"))
}
