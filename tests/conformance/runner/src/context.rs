//! Contexts of sign-ins: snake case in scenarios and camel case in the API's own JSON.

use doorstep_core::SignInContext;
use serde_json::{Map, Value};

const DEVICE: &str = "device";
/// The attributes of a device that have a number for a name; in the API's JSON, each stands for itself.
const EXTENSIONS: &str = "extension_attributes";
const EXTENSION: &str = "extensionAttribute";

const FIELDS: [&str; 16] = [
    "ip",
    "user_agent",
    "locale",
    "country",
    "gps_country",
    "compliant_network",
    "client_app_type",
    "platform",
    DEVICE,
    "user_risk",
    "sign_in_risk",
    "insider_risk",
    "authentication_flow",
    "user_type",
    "home_tenant_id",
    "satisfied_controls",
];

const DEVICE_FIELDS: [&str; 17] = [
    "registered",
    "is_managed",
    "device_id",
    "display_name",
    "device_ownership",
    "enrollment_profile_name",
    "is_compliant",
    "manufacturer",
    "mdm_app_id",
    "model",
    "operating_system",
    "operating_system_version",
    "physical_ids",
    "profile_type",
    "system_labels",
    "trust_type",
    EXTENSIONS,
];

const LISTS: [&str; 3] = ["satisfied_controls", "physical_ids", "system_labels"];

/// A context of a scenario as the API reads it. What is `null` is left out.
pub(crate) fn to_graph(context: Map<String, Value>) -> Result<Map<String, Value>, String> {
    let mut graph = Map::new();
    for (key, value) in context.into_iter().filter(|(_, value)| !value.is_null()) {
        match (key.as_str(), value) {
            (DEVICE, Value::Object(device)) => {
                graph.insert(DEVICE.into(), Value::Object(to_graph(device)?));
            }
            (EXTENSIONS, Value::Object(extensions)) => {
                graph.extend(extensions.into_iter().map(|(n, value)| (format!("{EXTENSION}{n}"), value)));
            }
            (key, value) if FIELDS.contains(&key) || DEVICE_FIELDS.contains(&key) => {
                graph.insert(camel(key), value);
            }
            (key, _) => return Err(format!("the context has no {key}")),
        }
    }
    Ok(graph)
}

/// A context in normal form: every field, and `null` for what is not known.
pub(crate) fn normal(context: &SignInContext) -> Value {
    let mut graph = object(serde_json::to_value(context).unwrap_or_default());
    let device = graph.remove(DEVICE).map(|device| {
        let mut device = object(device);
        let extensions = (1..=15).filter_map(|n: u8| {
            device.remove(&format!("{EXTENSION}{n}")).map(|value| (n.to_string(), value))
        });
        let extensions = Value::Object(extensions.collect());
        let mut device = fields(&DEVICE_FIELDS, device);
        device.insert(EXTENSIONS.into(), extensions);
        Value::Object(device)
    });
    let mut normal = fields(&FIELDS, graph);
    normal.insert(DEVICE.into(), device.unwrap_or_default());
    Value::Object(normal)
}

fn fields(names: &[&str], mut graph: Map<String, Value>) -> Map<String, Value> {
    let missing = |name: &str| if LISTS.contains(&name) { Value::Array(Vec::new()) } else { Value::Null };
    let field =
        |name: &&str| ((*name).to_owned(), graph.remove(&camel(name)).unwrap_or_else(|| missing(name)));
    names.iter().map(field).collect()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut camel, word| {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
        camel
    })
}
