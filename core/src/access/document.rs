//! What all of Graph's documents have in common: an id and times that the store sets, and members that nobody here knows
//! but that survive a round trip.

use serde_json::{Map, Value};

use super::schema;
use crate::clock::{Timestamp, rfc3339};
use crate::error::{Error, Result};

/// The longest display name, in characters, as in Graph.
const DISPLAY_NAME_MAX: usize = 256;
/// What only the store may set.
const READ_ONLY: [&str; 3] = ["id", "createdDateTime", "modifiedDateTime"];

/// What the store sets.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Meta {
    pub(super) id: String,
    pub(super) created_at: Option<Timestamp>,
    pub(super) modified_at: Option<Timestamp>,
}

impl Meta {
    /// Writes itself over what a document says.
    pub(super) fn write(&self, document: &mut Map<String, Value>) {
        let time = |at: Option<Timestamp>| at.map_or(Value::Null, |at| rfc3339(at).into());
        let id = if self.id.is_empty() { Value::Null } else { self.id.clone().into() };
        document.insert("id".into(), id);
        document.insert("createdDateTime".into(), time(self.created_at));
        document.insert("modifiedDateTime".into(), time(self.modified_at));
    }
}

/// The JSON object in `json`. Of a key that is there twice, the last one counts, as in Graph's own tools.
///
/// # Errors
/// `policy_invalid{$}`.
pub(super) fn object(json: &str) -> Result<Map<String, Value>> {
    // Exported files often begin with a byte order mark.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    match serde_json::from_str(json) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::policy_invalid("$", "must be a JSON object")),
        Err(error) => Err(Error::policy_invalid("$", format!("is not JSON: {error}"))),
    }
}

/// Drops what only the store may set.
pub(super) fn drop_read_only(document: &mut Map<String, Value>) {
    document.retain(|key, _| !READ_ONLY.contains(&key.as_str()));
}

/// The display name; empty when there is none.
///
/// # Errors
/// `policy_invalid{displayName}` for one that is too long.
pub(super) fn display_name(document: &Map<String, Value>) -> Result<String> {
    let name = document.get("displayName").and_then(Value::as_str).unwrap_or_default().to_owned();
    if name.chars().count() > DISPLAY_NAME_MAX {
        return Err(Error::policy_invalid("displayName", "must have at most 256 characters"));
    }
    Ok(name)
}

/// A display name that must be there.
///
/// # Errors
/// `policy_invalid{displayName}`.
pub(super) fn required_name(document: &Map<String, Value>) -> Result<String> {
    let name = display_name(document)?;
    if name.trim().is_empty() {
        return Err(Error::policy_invalid("displayName", "is required"));
    }
    Ok(name)
}

/// The configured text `key` of `document`.
pub(super) fn text<'a>(document: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    document.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// Whether the flag `key` of `document` is set.
pub(super) fn flag(document: &Map<String, Value>, key: &str) -> bool {
    document.get(key) == Some(&Value::Bool(true))
}

/// The configured items of the list `key` of `document`.
///
/// # Errors
/// `policy_invalid` with its path when it is no list.
pub(super) fn items<'a>(document: &'a Map<String, Value>, key: &str) -> Result<&'a [Value]> {
    match document.get(key) {
        Some(Value::Array(items)) => Ok(items),
        Some(value) if schema::configured(value) => Err(Error::policy_invalid(key, "must be a list")),
        _ => Ok(&[]),
    }
}
