//! A Conditional Access policy in Microsoft Graph's JSON shape: reading, checking, patching and writing it.
//!
//! The document is kept whole, so that fields this engine does not know survive a round trip.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::schema::{self, Field, Shape, configured};
use super::support;
use crate::clock::{Timestamp, rfc3339};
use crate::error::{Error, Result};

/// The longest display name, in characters, as in Graph.
const DISPLAY_NAME_MAX: usize = 256;
/// What only the store may set.
const READ_ONLY: [&str; 3] = ["id", "createdDateTime", "modifiedDateTime"];

/// Whether a policy is enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PolicyState {
    /// Evaluated and enforced.
    #[serde(rename = "enabled")]
    Enabled,
    /// Never evaluated.
    #[serde(rename = "disabled")]
    Disabled,
    /// Evaluated and recorded; never changes an outcome.
    #[serde(rename = "enabledForReportingButNotEnforced")]
    ReportOnly,
}

impl PolicyState {
    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            PolicyState::Enabled => "enabled",
            PolicyState::Disabled => "disabled",
            PolicyState::ReportOnly => "enabledForReportingButNotEnforced",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [PolicyState::Enabled, PolicyState::Disabled, PolicyState::ReportOnly]
            .into_iter()
            .find(|state| state.as_str().eq_ignore_ascii_case(text))
    }
}

/// A well-formed policy. It may still use what this engine cannot evaluate: see [`Policy::unsupported`].
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    id: String,
    created_at: Option<Timestamp>,
    modified_at: Option<Timestamp>,
    display_name: String,
    state: PolicyState,
    document: Map<String, Value>,
}

impl Policy {
    /// Reads a Graph document. Its `id`, `createdDateTime` and `modifiedDateTime` are dropped: the store sets them.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the field that is missing, of the wrong type or out of its enum;
    /// the path is `$` when the text is not a JSON object.
    pub fn parse(json: &str) -> Result<Policy> {
        Policy::from_document(object(json)?)
    }

    /// This policy with the top-level fields that `changes` names replaced, as Graph's PATCH does.
    ///
    /// # Errors
    /// As [`Policy::parse`], for the policy that would result.
    pub fn patched(&self, changes_json: &str) -> Result<Policy> {
        let mut document = self.document.clone();
        document.extend(object(changes_json)?);
        let patched = Policy::from_document(document)?;
        Ok(Policy {
            id: self.id.clone(),
            created_at: self.created_at,
            modified_at: self.modified_at,
            ..patched
        })
    }

    /// This policy as the store knows it.
    #[must_use]
    pub fn with_meta(
        self,
        id: impl Into<String>,
        created_at_ms: Timestamp,
        modified_at_ms: Option<Timestamp>,
    ) -> Policy {
        Policy { id: id.into(), created_at: Some(created_at_ms), modified_at: modified_at_ms, ..self }
    }

    /// The id that the store gave; empty before that.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The display name; empty when the document has none.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// Whether the policy is enforced.
    pub fn state(&self) -> PolicyState {
        self.state
    }

    /// When the store created it.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.created_at
    }

    /// When it was last changed, if ever.
    pub fn modified_at(&self) -> Option<Timestamp> {
        self.modified_at
    }

    /// The path of the first condition or control that this engine cannot evaluate.
    pub fn unsupported(&self) -> Option<String> {
        support::unsupported(&self.document)
    }

    /// Checks that storing this policy in its state is safe: what cannot be evaluated must be disabled.
    ///
    /// # Errors
    /// `policy_unsupported` with the path of the first such field.
    pub fn check_storable(&self) -> Result<()> {
        match (self.state, self.unsupported()) {
            (PolicyState::Disabled, _) | (_, None) => Ok(()),
            (_, Some(path)) => Err(Error::PolicyUnsupported { path }),
        }
    }

    /// The document as Graph echoes it: missing lists are `[]`, missing objects null, values as they were read.
    pub fn to_json(&self) -> String {
        let mut echo = self.document.clone();
        echo.insert("id".into(), text_or_null(&self.id));
        echo.insert("createdDateTime".into(), time_or_null(self.created_at));
        echo.insert("modifiedDateTime".into(), time_or_null(self.modified_at));
        echo.insert("displayName".into(), self.display_name.clone().into());
        fill(schema::POLICY, &mut echo);
        Value::Object(echo).to_string()
    }

    /// The document as it was read, without what the store sets.
    pub(super) fn document(&self) -> &Map<String, Value> {
        &self.document
    }

    fn from_document(mut document: Map<String, Value>) -> Result<Policy> {
        document.retain(|key, _| !READ_ONLY.contains(&key.as_str()));
        schema::check(schema::POLICY, &document, "")?;
        let display_name = document.get("displayName").and_then(Value::as_str).unwrap_or_default().to_owned();
        if display_name.chars().count() > DISPLAY_NAME_MAX {
            return Err(Error::policy_invalid("displayName", "must have at most 256 characters"));
        }
        let state = document
            .get("state")
            .and_then(Value::as_str)
            .and_then(PolicyState::read)
            .ok_or_else(|| Error::policy_invalid("state", "is required"))?;
        check_assignments(&document)?;
        support::check_controls(&document)?;
        Ok(Policy { id: String::new(), created_at: None, modified_at: None, display_name, state, document })
    }
}

/// A policy needs a user rule and an application rule.
fn check_assignments(document: &Map<String, Value>) -> Result<()> {
    let Some(conditions) = support::member(document, "conditions") else {
        return Err(Error::policy_invalid("conditions", "is required"));
    };
    let has = |key| conditions.get(key).is_some_and(configured);
    if !has("users") && !has("clientApplications") {
        let reason = "is required; to apply to nobody, include the user \"None\"";
        return Err(Error::policy_invalid("conditions.users", reason));
    }
    if !has("applications") {
        let reason = "is required; to apply to no application, include the application \"None\"";
        return Err(Error::policy_invalid("conditions.applications", reason));
    }
    Ok(())
}

/// The JSON object in `json`. Of a key that is there twice, the last one counts, as in Graph's own tools.
fn object(json: &str) -> Result<Map<String, Value>> {
    // Exported files often begin with a byte order mark.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    match serde_json::from_str(json) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::policy_invalid("$", "must be a JSON object")),
        Err(error) => Err(Error::policy_invalid("$", format!("is not JSON: {error}"))),
    }
}

/// Writes out what is not configured in the one form that Graph uses for each shape.
fn fill(fields: &[Field], map: &mut Map<String, Value>) {
    for field in fields {
        let silent = !map.get(field.name).is_some_and(configured);
        match field.shape {
            // Graph wants this one, and absent means all.
            Shape::Words(_) if silent && field.name == "clientAppTypes" => {
                map.insert(field.name.into(), vec!["all"].into());
            }
            Shape::List | Shape::Words(_) if silent => {
                map.insert(field.name.into(), Value::Array(Vec::new()));
            }
            Shape::Flags(_) if silent => {
                map.insert(field.name.into(), Value::Null);
            }
            Shape::Object(_) if silent => {
                // An object whose members are all null may still carry annotations: it stays as it is.
                let keep =
                    map.get(field.name).and_then(Value::as_object).is_some_and(|object| !object.is_empty());
                if !keep {
                    map.insert(field.name.into(), Value::Null);
                }
            }
            Shape::Object(inner) => {
                if let Some(Value::Object(object)) = map.get_mut(field.name) {
                    fill(inner, object);
                }
            }
            _ => {}
        }
    }
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}

fn time_or_null(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| rfc3339(at).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: &str = r#"{
        "displayName": "One", "state": "enabled", "id": "foreign", "extra": [1],
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}
    }"#;

    #[test]
    fn the_store_sets_id_and_times() {
        let policy = Policy::parse(SHORT).expect("well formed");
        assert_eq!((policy.id(), policy.created_at()), ("", None));
        assert!(policy.to_json().contains(r#""id":null"#));
        let policy = policy.with_meta("p-1", 0, Some(1_000));
        let echo: Value = serde_json::from_str(&policy.to_json()).expect("JSON");
        assert_eq!(echo["id"], "p-1");
        assert_eq!(echo["createdDateTime"], "1970-01-01T00:00:00Z");
        assert_eq!(echo["modifiedDateTime"], "1970-01-01T00:00:01Z");
    }

    #[test]
    fn a_patch_replaces_top_level_fields_and_nothing_else() {
        let policy = Policy::parse(SHORT).expect("well formed").with_meta("p-1", 5_000, None);
        let patched = policy.patched(r#"{"state": "disabled", "id": "p-2", "createdDateTime": null}"#);
        let patched = patched.expect("well formed");
        assert_eq!((patched.id(), patched.created_at()), ("p-1", Some(5_000)));
        assert_eq!((patched.state(), patched.display_name()), (PolicyState::Disabled, "One"));
        assert!(patched.to_json().contains(r#""extra":[1]"#));
        assert_eq!(policy.patched("{}").expect("nothing to change"), policy);
        let conditions = r#"{"conditions": {"users": {"includeGroups": ["g-1"]}}}"#;
        let replaced = policy.patched(conditions);
        let no_apps =
            matches!(&replaced, Err(Error::PolicyInvalid { path, .. }) if path == "conditions.applications");
        assert!(no_apps, "a nested object is replaced whole: {replaced:?}");
        for (changes, at) in
            [(r#"{"State": "disabled"}"#, "State"), ("[]", "$"), (r#"{"state": null}"#, "state")]
        {
            let refused = policy.patched(changes);
            assert!(matches!(&refused, Err(Error::PolicyInvalid { path, .. }) if path == at), "{refused:?}");
        }
    }

    #[test]
    fn what_cannot_be_evaluated_may_only_be_stored_disabled() {
        let policy = Policy::parse(SHORT).expect("well formed");
        assert_eq!(policy.unsupported(), None);
        let browser = policy
            .patched(r#"{"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}}"#);
        let browser = browser.expect("well formed");
        assert_eq!(browser.unsupported().as_deref(), Some("sessionControls.persistentBrowser"));
        assert!(matches!(browser.check_storable(), Err(Error::PolicyUnsupported { .. })));
        assert!(browser.patched(r#"{"state": "disabled"}"#).expect("well formed").check_storable().is_ok());
    }
}
