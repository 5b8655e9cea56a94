//! A Conditional Access policy in Microsoft Graph's JSON shape: reading, checking, patching and writing it.
//!
//! The document is kept whole, so that fields this engine does not know survive a round trip.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::document::{self, Meta};
use super::rules::{Grant, Rules, member, switched_on};
use super::schema::{self, Field, Shape, annotation, configured};
use crate::clock::Timestamp;
use crate::error::{Error, Result};

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
    meta: Meta,
    display_name: String,
    state: PolicyState,
    document: Map<String, Value>,
    rules: Arc<Rules>,
}

impl Policy {
    /// Reads a Graph document. Its `id`, `createdDateTime` and `modifiedDateTime` are dropped: the store sets them.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the field that is missing, of the wrong type or out of its enum;
    /// the path is `$` when the text is not a JSON object.
    pub fn parse(json: &str) -> Result<Policy> {
        Policy::from_document(document::object(json)?)
    }

    /// This policy with the top-level fields that `changes` names replaced, as Graph's PATCH does.
    ///
    /// # Errors
    /// As [`Policy::parse`], for the policy that would result.
    pub fn patched(&self, changes_json: &str) -> Result<Policy> {
        let mut document = self.document.clone();
        document.extend(document::object(changes_json)?);
        Ok(Policy { meta: self.meta.clone(), ..Policy::from_document(document)? })
    }

    /// This policy as the store knows it.
    #[must_use]
    pub fn with_meta(
        self,
        id: impl Into<String>,
        created_at_ms: Timestamp,
        modified_at_ms: Option<Timestamp>,
    ) -> Policy {
        let meta = Meta { id: id.into(), created_at: Some(created_at_ms), modified_at: modified_at_ms };
        Policy { meta, ..self }
    }

    /// The id that the store gave; empty before that.
    pub fn id(&self) -> &str {
        &self.meta.id
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
        self.meta.created_at
    }

    /// When it was last changed, if ever.
    pub fn modified_at(&self) -> Option<Timestamp> {
        self.meta.modified_at
    }

    /// The path of the first condition or control that this engine cannot evaluate.
    pub fn unsupported(&self) -> Option<String> {
        self.rules.unsupported.clone()
    }

    /// Checks that storing this policy in its state is safe and of use: what cannot be evaluated must be disabled, and it
    /// must ask for something.
    ///
    /// # Errors
    /// `policy_invalid{grantControls}`; `policy_unsupported` with the path of the first such field.
    pub fn check_storable(&self) -> Result<()> {
        check_controls(&self.document)?;
        match (self.state, self.unsupported()) {
            (PolicyState::Disabled, _) | (_, None) => Ok(()),
            (_, Some(path)) => Err(Error::PolicyUnsupported { path }),
        }
    }

    /// Checks that it lists at most so many applications, excluded ones among them.
    ///
    /// # Errors
    /// `policy_invalid{conditions.applications}`.
    pub fn check_applications(&self, most: u32) -> Result<()> {
        if self.applications_listed() > most as usize {
            let reason = format!("must list at most {most} applications, excluded ones among them");
            return Err(Error::policy_invalid("conditions.applications", reason));
        }
        Ok(())
    }

    /// How many applications it lists.
    pub(crate) fn applications_listed(&self) -> usize {
        self.rules.applications.listed
    }

    /// The document as Graph echoes it: missing lists are `[]`, missing objects null, values as they were read.
    pub fn to_json(&self) -> String {
        let mut echo = self.document.clone();
        self.meta.write(&mut echo);
        echo.insert("displayName".into(), self.display_name.clone().into());
        fill(schema::POLICY, &mut echo);
        Value::Object(echo).to_string()
    }

    /// The policy as it is evaluated.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The document as it was read, without what the store sets.
    pub(super) fn document(&self) -> &Map<String, Value> {
        &self.document
    }

    fn from_document(mut document: Map<String, Value>) -> Result<Policy> {
        document::drop_read_only(&mut document);
        schema::check(schema::POLICY, &document, "")?;
        let display_name = document::display_name(&document)?;
        let state = document
            .get("state")
            .and_then(Value::as_str)
            .and_then(PolicyState::read)
            .ok_or_else(|| Error::policy_invalid("state", "is required"))?;
        check_assignments(&document)?;
        let rules = Arc::new(Rules::read(&document)?);
        Ok(Policy { meta: Meta::default(), display_name, state, document, rules })
    }
}

/// A policy needs a user rule and an application rule.
fn check_assignments(document: &Map<String, Value>) -> Result<()> {
    let Some(conditions) = member(document, "conditions") else {
        return Err(Error::policy_invalid("conditions", "is required"));
    };
    // Lists that are written out and empty include nobody: exports have such policies.
    let has = |key: &str, fields: &[Field]| {
        let object = conditions.get(key).and_then(Value::as_object);
        let known = |map: &Map<String, Value>| fields.iter().any(|field| map.contains_key(field.name));
        object.is_some_and(known) || conditions.get(key).is_some_and(configured)
    };
    if !has("users", schema::USERS) && !conditions.get("clientApplications").is_some_and(configured) {
        let reason = "is required; to apply to nobody, include the user \"None\"";
        return Err(Error::policy_invalid("conditions.users", reason));
    }
    if !has("applications", schema::APPLICATIONS) {
        let reason = "is required; to apply to no application, include the application \"None\"";
        return Err(Error::policy_invalid("conditions.applications", reason));
    }
    Ok(())
}

/// A policy that is stored needs a control.
fn check_controls(document: &Map<String, Value>) -> Result<()> {
    let granted = document.get("grantControls").and_then(Value::as_object).is_some_and(Grant::is_written);
    let session = member(document, "sessionControls")
        .is_some_and(|session| session.iter().any(|(key, value)| !annotation(key) && switched_on(value)));
    if granted || session {
        return Ok(());
    }
    Err(Error::policy_invalid("grantControls", "at least one grant or session control is required"))
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
        let times = policy.patched(
            r#"{"conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                "times": {"includedRanges": ["09:00"]}}}"#,
        );
        let times = times.expect("well formed");
        assert_eq!(times.unsupported().as_deref(), Some("conditions.times"));
        assert!(matches!(times.check_storable(), Err(Error::PolicyUnsupported { .. })));
        assert!(times.patched(r#"{"state": "disabled"}"#).expect("well formed").check_storable().is_ok());
    }
}
