//! Reading what other tools exported: finds every Conditional Access document in a file, whatever its encoding and
//! wrapper, and spells it as Graph does. Whether a document is any good is for its own parser to say.

mod encoding;
mod finder;
mod kind;
mod spelling;
mod wrappers;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::error::{Error, Result};
use finder::Finder;

/// The largest file, in bytes.
const SIZE_MAX: usize = 16 << 20;
/// The most documents in a file. An Entra tenant has room for a few hundred.
const DOCUMENTS_MAX: usize = 10_000;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// A `conditionalAccessPolicy`.
    Policy,
    /// A `namedLocation` of any kind; its `@odata.type` says which.
    NamedLocation,
    /// An `authenticationStrengthPolicy` that stands by itself, not one that is expanded inside a policy.
    AuthenticationStrength,
    /// An `authenticationContextClassReference`.
    AuthenticationContext,
}

impl DocumentKind {
    /// The stable snake_case word.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Policy => "policy",
            DocumentKind::NamedLocation => "named_location",
            DocumentKind::AuthenticationStrength => "authentication_strength",
            DocumentKind::AuthenticationContext => "authentication_context",
        }
    }
}

/// One Graph document found in a file, in Graph's own spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Where in the file it was: a path such as `value[3]`, `block[0]` for a fenced block of Markdown, or `$` for the
    /// whole file. Long keys are cut.
    pub place: String,
    /// Its JSON, known keys in Graph's camelCase at every depth. What nobody knows is kept as it is.
    pub json: String,
}

/// Every policy, named location, authentication strength and authentication context in a file.
///
/// The file is UTF-8 or UTF-16 text: JSON, JSON Lines, or Markdown with JSON in fenced blocks (blocks that are not JSON
/// are passed over). Documents are found by their shape at any depth: in Graph's `{"value": […]}`, in lists and
/// reports, in policy templates (the policy then gets the template's name, description and id, and no state), and in
/// text members called `JSON`. Named locations that a policy carries with it are documents of their own. A document
/// that is there twice, word for word, is returned once.
///
/// Keys may be in any case. Of a key that is there twice the last one counts; of two spellings of a key the one that
/// says something, and then Graph's own. Members that the PowerShell SDK puts into `AdditionalProperties` are put back.
/// Named locations without `@odata.type` get it, as do their ranges. Nothing else is changed, and nothing is checked:
/// give the policies to [`Policy::parse`](super::Policy::parse).
///
/// # Errors
/// `policy_invalid` at `$` when the file is in none of these forms or holds no such document, is larger than 16 MiB,
/// is nested deeper than 64 levels, or holds more than 10 000 documents; at the member when a text called `JSON` begins
/// like JSON but is not.
pub fn read_documents(bytes: &[u8]) -> Result<Vec<Document>> {
    if bytes.len() > SIZE_MAX {
        return Err(Error::policy_invalid("$", "is larger than 16 MiB"));
    }
    let text = encoding::text(bytes)?;
    let content = wrappers::open(&text)?;
    let mut finder = Finder::default();
    for (place, values) in content.parts {
        finder.look_at(&place, values)?;
    }
    let found = finder.found();
    if found.is_empty() {
        let mut reason = "holds no Conditional Access policy, named location, authentication strength or \
                          authentication context"
            .to_owned();
        if let Some(broken) = content.broken {
            reason = format!("{reason}; {broken}");
        }
        return Err(Error::policy_invalid("$", reason));
    }
    Ok(found)
}

/// As [`read_documents`], for JSON that is parsed already. It may hold no document.
///
/// # Errors
/// `policy_invalid` as [`read_documents`], for nesting, number and text members.
pub(crate) fn documents_in(value: Value) -> Result<Vec<Document>> {
    let mut finder = Finder::default();
    finder.look_at("", vec![value])?;
    Ok(finder.found())
}
