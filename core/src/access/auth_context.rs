//! Authentication contexts in Microsoft Graph's JSON shape: names for what some actions need more than a sign-in for.

use serde_json::{Map, Value};

use super::document;
use super::schema::{self, Field, Shape, field};
use crate::error::{Error, Result};

/// `authenticationContextClassReference`.
pub(super) const CONTEXT: &[Field] = &[
    field("id", Shape::Text),
    field("displayName", Shape::Text),
    field("description", Shape::Text),
    field("isAvailable", Shape::Flag),
];

/// A well-formed authentication context.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthenticationContext {
    id: String,
    display_name: String,
    is_available: bool,
    document: Map<String, Value>,
}

impl AuthenticationContext {
    /// Reads a Graph document. Its `id` is the administrator's choice: `c1` to `c99`.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the field.
    pub fn parse(json: &str) -> Result<AuthenticationContext> {
        let document = document::object(json)?;
        schema::check(CONTEXT, &document, "")?;
        let id = document::text(&document, "id").and_then(context_id);
        let id = id.ok_or_else(|| Error::policy_invalid("id", "must be c1 to c99"))?;
        let display_name = document::required_name(&document)?;
        let is_available = document::flag(&document, "isAvailable");
        Ok(AuthenticationContext { id, display_name, is_available, document })
    }

    /// This context with the top-level fields that `changes` names replaced; the id stays.
    ///
    /// # Errors
    /// As [`AuthenticationContext::parse`], for the context that would result.
    pub fn patched(&self, changes_json: &str) -> Result<AuthenticationContext> {
        let mut document = self.document.clone();
        document.extend(document::object(changes_json)?);
        document.insert("id".into(), self.id.clone().into());
        AuthenticationContext::parse(&Value::Object(document).to_string())
    }

    /// `c1` to `c99`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The display name.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// Whether apps may ask for it.
    pub fn is_available(&self) -> bool {
        self.is_available
    }

    /// The document as Graph echoes it.
    pub fn to_json(&self) -> String {
        let mut echo = self.document.clone();
        echo.insert("id".into(), self.id.clone().into());
        echo.insert("displayName".into(), self.display_name.clone().into());
        echo.insert("isAvailable".into(), self.is_available.into());
        echo.entry("description").or_insert(Value::Null);
        Value::Object(echo).to_string()
    }
}

/// The id that is meant, in lower case, where it is one of `c1` to `c99`.
pub(crate) fn context_id(text: &str) -> Option<String> {
    Some(text.to_ascii_lowercase()).filter(|id| is_context_id(id))
}

/// Whether `id` is one of `c1` to `c99`, in lower case.
pub(super) fn is_context_id(id: &str) -> bool {
    let number = id.strip_prefix('c').filter(|digits| !digits.starts_with('0'));
    number.is_some_and(|digits| (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}
