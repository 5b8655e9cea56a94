//! What an object is, by its type or else by its members, and how a document of each kind is completed.

use serde_json::{Map, Value};

use super::super::schema::configured;
use super::DocumentKind;
use super::spelling::{self, member};

const TYPE: &str = "@odata.type";
const IP: &str = "#microsoft.graph.ipNamedLocation";
const COUNTRY: &str = "#microsoft.graph.countryNamedLocation";
const IPV4: &str = "#microsoft.graph.iPv4CidrRange";
const IPV6: &str = "#microsoft.graph.iPv6CidrRange";
/// Terraform writes these in its plans and states. Its conditions are not Graph's.
const FOREIGN: [&str; 3] = ["display_name", "grant_controls", "session_controls"];

/// What kind of document `map` is, if any.
pub(super) fn kind_of(map: &Map<String, Value>) -> Option<DocumentKind> {
    let is_strength = || member(map, "allowedCombinations").is_some_and(Value::is_array);
    if let Some(name) = member(map, TYPE).and_then(Value::as_str).filter(|name| !name.is_empty()) {
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        // A thing that says it is something else is not taken for a policy because it has conditions.
        return match name.as_str() {
            _ if name.contains("conditionalaccess") || name == "whatifanalysisresult" => {
                is_policy(map).then_some(DocumentKind::Policy)
            }
            _ if name.ends_with("namedlocation") => Some(DocumentKind::NamedLocation),
            "authenticationstrengthpolicy" if is_strength() => Some(DocumentKind::AuthenticationStrength),
            "authenticationcontextclassreference" => Some(DocumentKind::AuthenticationContext),
            _ => None,
        };
    }
    if is_policy(map) {
        Some(DocumentKind::Policy)
    } else if location_type(map).is_some() {
        Some(DocumentKind::NamedLocation)
    } else if is_strength() {
        Some(DocumentKind::AuthenticationStrength)
    } else if is_context(map) {
        Some(DocumentKind::AuthenticationContext)
    } else {
        None
    }
}

/// A document of `kind` in Graph's spelling, with what Graph itself would have written.
pub(super) fn finished(kind: DocumentKind, map: Map<String, Value>) -> Map<String, Value> {
    match kind {
        DocumentKind::Policy => spelling::policy(map),
        DocumentKind::NamedLocation => location(spelling::spell(map, spelling::LOCATION, &[])),
        DocumentKind::AuthenticationStrength => spelling::spell(map, spelling::STRENGTH, &[]),
        DocumentKind::AuthenticationContext => spelling::spell(map, spelling::CONTEXT, &[]),
    }
}

fn is_policy(map: &Map<String, Value>) -> bool {
    let has = |name| member(map, name).is_some();
    member(map, "conditions").is_some_and(Value::is_object)
        && ["grantControls", "sessionControls", "state", "displayName"].into_iter().any(has)
        && !FOREIGN.iter().any(|name| map.contains_key(*name))
}

fn is_context(map: &Map<String, Value>) -> bool {
    let number = member(map, "id").and_then(Value::as_str).and_then(|id| id.strip_prefix(['c', 'C']));
    member(map, "isAvailable").is_some_and(Value::is_boolean)
        && number.and_then(|number| number.parse().ok()).is_some_and(|number: u8| (1..=99).contains(&number))
}

/// The type of a named location, by its members. Flattened exports have both lists, one of them empty.
fn location_type(map: &Map<String, Value>) -> Option<&'static str> {
    let types = [("ipRanges", IP), ("countriesAndRegions", COUNTRY)];
    let lists = types.map(|(name, kind)| (member(map, name).filter(|value| value.is_array()), kind));
    let said = lists.iter().find(|(list, _)| list.is_some_and(configured));
    said.or_else(|| lists.iter().find(|(list, _)| list.is_some())).map(|(_, kind)| *kind)
}

fn location(mut map: Map<String, Value>) -> Map<String, Value> {
    let named = map.get(TYPE).and_then(Value::as_str).map(|name| name.trim_start_matches('#'));
    let known = named.and_then(|name| [IP, COUNTRY].into_iter().find(|kind| same_type(kind, name)));
    let vague = named.is_none_or(|name| name.is_empty() || same_type("#microsoft.graph.namedLocation", name));
    if let Some(kind) = known.or_else(|| location_type(&map).filter(|_| vague)) {
        map.insert(TYPE.into(), kind.into());
    }
    if let Some(Value::Array(ranges)) = map.get_mut("ipRanges") {
        ranges.iter_mut().for_each(complete_range);
    }
    map
}

fn same_type(kind: &str, name: &str) -> bool {
    kind.trim_start_matches('#').eq_ignore_ascii_case(name)
}

/// Writes a range as Graph does: some files hold just the text, some leave out the type.
fn complete_range(range: &mut Value) {
    if range.is_string() {
        *range = Value::Object([("cidrAddress".to_owned(), range.take())].into_iter().collect());
    }
    let Value::Object(map) = range else { return };
    let kind = match map.get("cidrAddress").and_then(Value::as_str) {
        Some(address) if address.contains(':') => IPV6,
        Some(_) => IPV4,
        None => return,
    };
    if !map.get(TYPE).is_some_and(configured) {
        map.insert(TYPE.into(), kind.into());
    }
}
