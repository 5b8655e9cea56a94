//! What a sign-up asks for: the definitions of attributes, and the check of what was submitted for them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Attributes that every directory has, by their Microsoft Graph names. They hold text.
pub const BUILT_IN_ATTRIBUTES: &[&str] = &[
    "displayName",
    "givenName",
    "surname",
    "city",
    "country",
    "postalCode",
    "state",
    "streetAddress",
    "jobTitle",
];

/// The sign-up's own inputs, which no attribute may be named after.
const RESERVED: &[&str] = &["email", "password"];
const ATTRIBUTES_LIMIT: usize = 100;
const CHOICES_LIMIT: usize = 300;
const NAME_LIMIT: usize = 64;
const LABEL_LIMIT: usize = 128;
const PATTERN_LIMIT: usize = 1_000;
/// Compiled size of a pattern, in bytes. The matcher runs in linear time, so size is all there is to bound.
const PATTERN_SIZE_LIMIT: usize = 1 << 20;
const TEXT_LIMIT: usize = 250;

/// What kind of value an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    /// Text of at most 250 characters on one line.
    String,
    /// Yes or no. When required, only yes is taken, as for the acceptance of terms.
    Boolean,
    /// A whole number.
    Integer,
    /// One of the given texts.
    Choice,
}

impl AttributeKind {
    /// The stable word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            AttributeKind::String => "string",
            AttributeKind::Boolean => "boolean",
            AttributeKind::Integer => "integer",
            AttributeKind::Choice => "choice",
        }
    }
}

/// One attribute that a sign-up asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowAttribute {
    /// A letter, then letters, digits and underscores; at most 64. See [`BUILT_IN_ATTRIBUTES`].
    pub name: String,
    /// What the page shows, at most 128 characters.
    pub label: String,
    /// What kind of value it holds.
    #[serde(rename = "type")]
    pub kind: AttributeKind,
    /// Whether the sign-up goes on without it. A required boolean must be true.
    #[serde(default)]
    pub required: bool,
    /// A regular expression that the whole value, written as text, must match. It has no look-around and no
    /// back-references, and so matches in linear time.
    #[serde(default)]
    pub pattern: Option<String>,
    /// The texts to choose from, for [`AttributeKind::Choice`] only.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text; also a choice, and whatever an HTML form submits.
    Text(String),
}

impl AttributeValue {
    fn as_text(&self) -> Cow<'_, str> {
        match self {
            AttributeValue::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            AttributeValue::Integer(value) => Cow::Owned(value.to_string()),
            AttributeValue::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// A broken rule of a definition: the field, with an index where it is a list, and the reason.
pub(crate) type Fault = (String, String);

/// Checks a flow's definitions.
///
/// # Errors
/// `invalid_argument` naming the place, as in `attributes[2].pattern`.
pub(crate) fn validate_definitions(attributes: &[FlowAttribute]) -> Result<()> {
    if attributes.len() > ATTRIBUTES_LIMIT {
        return Err(Error::invalid("attributes", format!("at most {ATTRIBUTES_LIMIT}")));
    }
    let mut names = BTreeSet::new();
    for (index, attribute) in attributes.iter().enumerate() {
        let at = |(field, reason): Fault| Error::invalid(format!("attributes[{index}].{field}"), reason);
        attribute.check().map_err(at)?;
        if !names.insert(attribute.name.to_ascii_lowercase()) {
            return Err(at(fault("name", "another attribute has this name")));
        }
    }
    Ok(())
}

/// Checks what was submitted and brings it to its kinds: text that says `true` or `42` is a boolean or a number where
/// one is asked for, and blank text counts as nothing, since that is how HTML forms say it.
///
/// # Errors
/// The names that were missing, wrong or never asked for.
pub(crate) fn validate_values(
    definitions: &[FlowAttribute],
    submitted: &BTreeMap<String, AttributeValue>,
) -> Result<BTreeMap<String, AttributeValue>, Vec<String>> {
    let mut accepted = BTreeMap::new();
    let mut rejected = Vec::new();
    for definition in definitions {
        let given = submitted
            .get(&definition.name)
            .filter(|v| !matches!(v, AttributeValue::Text(t) if t.trim().is_empty()));
        match given.map(|value| definition.accept(value)) {
            Some(Some(value)) => {
                accepted.insert(definition.name.clone(), value);
            }
            None if !definition.required => {}
            Some(None) | None => rejected.push(definition.name.clone()),
        }
    }
    let known = |name: &String| definitions.iter().any(|d| d.name == *name);
    rejected.extend(submitted.keys().filter(|name| !known(name)).cloned());
    if rejected.is_empty() { Ok(accepted) } else { Err(rejected) }
}

impl FlowAttribute {
    /// Checks this definition alone.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        self.check_name()?;
        if !is_line(&self.label, LABEL_LIMIT) {
            return Err(fault("label", format!("must be 1 to {LABEL_LIMIT} characters on one line")));
        }
        let pattern = match &self.pattern {
            Some(pattern) => Some(compile(pattern).map_err(|reason| fault("pattern", reason))?),
            None => None,
        };
        self.check_choices(pattern.as_ref())
    }

    fn check_name(&self) -> Result<(), Fault> {
        let mut bytes = self.name.bytes();
        let shaped = bytes.next().is_some_and(|b| b.is_ascii_alphabetic())
            && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && self.name.len() <= NAME_LIMIT;
        if !shaped {
            return Err(fault(
                "name",
                format!("must be a letter, then letters, digits and _; at most {NAME_LIMIT}"),
            ));
        }
        if RESERVED.iter().any(|r| self.name.eq_ignore_ascii_case(r)) {
            return Err(fault("name", "is asked for by the sign-up itself"));
        }
        let holds_text = matches!(self.kind, AttributeKind::String | AttributeKind::Choice);
        if is_built_in(&self.name) && !holds_text {
            return Err(fault("type", "this built-in attribute holds text"));
        }
        Ok(())
    }

    fn check_choices(&self, pattern: Option<&Regex>) -> Result<(), Fault> {
        if self.kind != AttributeKind::Choice {
            let none = self.choices.is_empty();
            return if none {
                Ok(())
            } else {
                Err(fault("choices", "only an attribute of type choice has them"))
            };
        }
        if !(2..=CHOICES_LIMIT).contains(&self.choices.len()) {
            return Err(fault("choices", format!("must be 2 to {CHOICES_LIMIT}")));
        }
        for (index, choice) in self.choices.iter().enumerate() {
            let at = |reason: &str| Err(fault(&format!("choices[{index}]"), reason));
            if !is_line(choice, LABEL_LIMIT) {
                return at("must be 1 to 128 characters on one line");
            }
            if self.choices[..index].contains(choice) {
                return at("occurs twice");
            }
            if pattern.is_some_and(|p| !p.is_match(choice)) {
                return at("does not match the attribute's own pattern");
            }
        }
        Ok(())
    }

    /// The value in this attribute's kind, or `None` when it is not acceptable.
    fn accept(&self, value: &AttributeValue) -> Option<AttributeValue> {
        let value = match (self.kind, value) {
            (AttributeKind::Boolean, AttributeValue::Boolean(_))
            | (AttributeKind::Integer, AttributeValue::Integer(_)) => value.clone(),
            (AttributeKind::Boolean, AttributeValue::Text(text)) => {
                AttributeValue::Boolean(text.parse().ok()?)
            }
            (AttributeKind::Integer, AttributeValue::Text(text)) => {
                AttributeValue::Integer(text.parse().ok()?)
            }
            (AttributeKind::String, AttributeValue::Text(text)) if is_line(text, TEXT_LIMIT) => value.clone(),
            (AttributeKind::Choice, AttributeValue::Text(text)) if self.choices.contains(text) => {
                value.clone()
            }
            _ => return None,
        };
        if self.required && value == AttributeValue::Boolean(false) {
            return None;
        }
        match &self.pattern {
            // A pattern that no longer compiles matches nothing: what was not checked must not pass.
            Some(pattern) => compile(pattern).ok()?.is_match(&value.as_text()).then_some(value),
            None => Some(value),
        }
    }
}

/// Whether Graph ships this attribute.
pub(crate) fn is_built_in(name: &str) -> bool {
    BUILT_IN_ATTRIBUTES.contains(&name)
}

/// Compiles a pattern so that it matches whole values only.
fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.is_empty() || pattern.chars().count() > PATTERN_LIMIT {
        return Err(format!("must be 1 to {PATTERN_LIMIT} characters"));
    }
    let build = |text: &str| {
        RegexBuilder::new(text).size_limit(PATTERN_SIZE_LIMIT).dfa_size_limit(PATTERN_SIZE_LIMIT).build()
    };
    // On its own first: `a)|(b` is an error that the anchors' group would turn into an unanchored pattern.
    let whole = build(pattern).and_then(|_| build(&format!(r"\A(?:{pattern})\z")));
    whole.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "is too large once compiled".to_owned(),
        _ => "is not a regular expression without look-around and back-references".to_owned(),
    })
}

/// One line of 1 to `limit` characters with something to see in it.
pub(crate) fn is_line(text: &str, limit: usize) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= limit
        && !text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

fn fault(field: &str, reason: impl Into<String>) -> Fault {
    (field.to_owned(), reason.into())
}

#[cfg(test)]
#[path = "attribute_tests.rs"]
pub(crate) mod tests;
