//! What this engine can evaluate today, and the path of the first thing it cannot.
//!
//! Nothing is silently ignored: a member that is configured and not listed here makes the policy unsupported.

use serde_json::{Map, Value};

use super::schema::{self, Field, annotation, configured, join};
use crate::error::{Error, Result};

/// The object `key` of `map`, when it is configured.
pub(super) fn member<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a Map<String, Value>> {
    map.get(key).filter(|value| configured(value)).and_then(Value::as_object)
}

/// The strings of the list `key` of `map`.
pub(super) fn strings<'a>(map: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a str> {
    map.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// A policy needs a control, and `block` cannot be combined with another.
pub(super) fn check_controls(document: &Map<String, Value>) -> Result<()> {
    let grant = member(document, "grantControls");
    let grants = |key: &str| grant.is_some_and(|grant| grant.get(key).is_some_and(configured));
    let others = ["customAuthenticationFactors", "termsOfUse", "authenticationStrength"].map(grants);
    let names = grant.map(|grant| strings(grant, "builtInControls").collect::<Vec<_>>()).unwrap_or_default();
    let is_block = |name: &&str| name.eq_ignore_ascii_case("block");
    if names.iter().any(is_block) && (others.contains(&true) || !names.iter().all(is_block)) {
        let reason = "block cannot be combined with another control";
        return Err(Error::policy_invalid("grantControls.builtInControls", reason));
    }
    // A control that only a later Graph version knows counts: the policy is then unsupported, not empty.
    let granted = grant.is_some_and(|grant| {
        grant.iter().any(|(key, value)| key != "operator" && !annotation(key) && configured(value))
    });
    let session = member(document, "sessionControls")
        .is_some_and(|session| session.iter().any(|(key, value)| !annotation(key) && switched_on(value)));
    if granted || session {
        return Ok(());
    }
    Err(Error::policy_invalid("grantControls", "at least one grant or session control is required"))
}

/// The path of the first condition or control of `document` that cannot be evaluated.
pub(super) fn unsupported(document: &Map<String, Value>) -> Option<String> {
    let conditions = member(document, "conditions")
        .and_then(|map| first(map, schema::CONDITIONS, "conditions", condition_unsupported));
    let grant = || {
        member(document, "grantControls")
            .and_then(|map| first(map, schema::GRANT_CONTROLS, "grantControls", grant_unsupported))
    };
    let session = || {
        member(document, "sessionControls").and_then(|map| {
            first(map, schema::SESSION_CONTROLS, "sessionControls", |_, value, path| {
                switched_on(value).then(|| path.to_owned())
            })
        })
    };
    conditions.or_else(grant).or_else(session)
}

/// The first finding among the configured members of `map`: known ones in the schema's order, then the others.
fn first(
    map: &Map<String, Value>,
    fields: &[Field],
    path: &str,
    find: impl Fn(&str, &Value, &str) -> Option<String>,
) -> Option<String> {
    let known = fields.iter().filter_map(|field| map.get_key_value(field.name));
    let known = known.filter(|(_, value)| configured(value));
    let foreign = map.iter().filter(|(key, value)| {
        let unknown = !annotation(key) && fields.iter().all(|field| field.name != key.as_str());
        unknown && says_something(value)
    });
    known.chain(foreign).find_map(|(key, value)| find(key, value, &join(path, key)))
}

/// As [`configured`], for a member nobody here knows: there, a type alone may carry the meaning.
pub(super) fn says_something(value: &Value) -> bool {
    configured(value) || value.get("@odata.type").is_some_and(configured)
}

fn condition_unsupported(key: &str, value: &Value, path: &str) -> Option<String> {
    match (key, value.as_object()) {
        ("users", Some(map)) => first(map, schema::USERS, path, user_unsupported),
        ("applications", Some(map)) => first(map, schema::APPLICATIONS, path, application_unsupported),
        ("clientAppTypes", _) => {
            let all =
                matches!(value.as_array().map(Vec::as_slice), Some([Value::String(word)]) if is(word, "all"));
            (!all).then(|| path.to_owned())
        }
        _ => Some(path.to_owned()),
    }
}

fn user_unsupported(key: &str, value: &Value, path: &str) -> Option<String> {
    match key {
        "includeUsers" => {
            first_item(value, path, |text| evaluable(text) || everything(text) || nothing(text))
        }
        "excludeUsers" => first_item(value, path, evaluable),
        "includeGroups" | "excludeGroups" | "includeRoles" | "excludeRoles" => {
            first_item(value, path, |text| !everything(text) && !nothing(text))
        }
        _ => Some(path.to_owned()),
    }
}

fn application_unsupported(key: &str, value: &Value, path: &str) -> Option<String> {
    match key {
        "includeApplications" => {
            first_item(value, path, |text| evaluable(text) || everything(text) || nothing(text))
        }
        "excludeApplications" => first_item(value, path, evaluable),
        _ => Some(path.to_owned()),
    }
}

fn grant_unsupported(key: &str, value: &Value, path: &str) -> Option<String> {
    match key {
        "operator" => None,
        "builtInControls" => first_item(value, path, |text| is(text, "mfa") || is(text, "block")),
        _ => Some(path.to_owned()),
    }
}

fn first_item(value: &Value, path: &str, supported: impl Fn(&str) -> bool) -> Option<String> {
    let items = value.as_array()?;
    let index = items.iter().position(|item| !item.as_str().is_some_and(&supported))?;
    Some(format!("{path}[{index}]"))
}

/// Whether `text` is an id. Graph's words for sets of users or applications have letters only, but for one; a new
/// word taken for an id would name nobody, and the policy would silently miss everybody it was written for.
pub(super) fn evaluable(text: &str) -> bool {
    !is(text, "Office365") && !text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether `text` stands for all users or applications.
pub(super) fn everything(text: &str) -> bool {
    is(text, "All")
}

/// Whether `text` stands for no user or application.
pub(super) fn nothing(text: &str) -> bool {
    is(text, "None")
}

fn is(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// Whether a session control is in force: a whole control may be written out and switched off.
fn switched_on(value: &Value) -> bool {
    says_something(value)
        && *value != Value::Bool(false)
        && value.get("isEnabled") != Some(&Value::Bool(false))
}
