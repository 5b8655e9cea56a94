//! Reading Microsoft Graph documents so that every complaint names its place and nothing configured is overlooked.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// Parses a document; `serde_json` itself bounds how deep it may nest.
pub(crate) fn parse(text: &str) -> Result<Value> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| Error::policy_invalid("$", format!("is not JSON: {e}")))?;
    if value.is_object() { Ok(value) } else { Err(Error::policy_invalid("$", "is not a JSON object")) }
}

/// A value and where it stands, as in `conditions.applications.includeApplications[0]`.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    pub(crate) fn root(value: &'a Value) -> Self {
        Node { value, path: String::new() }
    }

    pub(crate) fn invalid(&self, reason: impl Into<String>) -> Error {
        Error::policy_invalid(self.place(), reason)
    }

    pub(crate) fn unsupported(&self) -> Error {
        Error::PolicyUnsupported { path: self.place() }
    }

    fn place(&self) -> String {
        if self.path.is_empty() { "$".into() } else { self.path.clone() }
    }

    /// The path of a field of this object, whether it is there or not.
    pub(crate) fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { format!("{}.{name}", self.path) }
    }

    fn object(&self) -> Result<&'a Map<String, Value>> {
        self.value.as_object().ok_or_else(|| self.invalid("must be an object"))
    }

    /// A field of this object; one that is null counts as absent, as Graph writes what is not set.
    pub(crate) fn field(&self, name: &str) -> Result<Option<Node<'a>>> {
        let value = self.object()?.get(name).filter(|v| !v.is_null());
        Ok(value.map(|value| Node { value, path: self.path_of(name) }))
    }

    pub(crate) fn required(&self, name: &str) -> Result<Node<'a>> {
        self.field(name)?.ok_or_else(|| Error::policy_invalid(self.path_of(name), "is required"))
    }

    pub(crate) fn text(&self) -> Result<&'a str> {
        self.value.as_str().ok_or_else(|| self.invalid("must be a string"))
    }

    pub(crate) fn boolean(&self) -> Result<bool> {
        self.value.as_bool().ok_or_else(|| self.invalid("must be true or false"))
    }

    pub(crate) fn integer(&self) -> Result<i64> {
        self.value.as_i64().ok_or_else(|| self.invalid("must be a whole number"))
    }

    pub(crate) fn items(&self) -> Result<Vec<Node<'a>>> {
        let items = self.value.as_array().ok_or_else(|| self.invalid("must be a list"))?;
        let item = |(index, value)| Node { value, path: format!("{}[{index}]", self.path) };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// The items of a list field; none when it is absent.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<Node<'a>>> {
        self.field(name)?.map_or(Ok(Vec::new()), |list| list.items())
    }

    pub(crate) fn text_at(&self, name: &str) -> Result<Option<&'a str>> {
        self.field(name)?.map(|n| n.text()).transpose()
    }

    pub(crate) fn boolean_at(&self, name: &str) -> Result<Option<bool>> {
        self.field(name)?.map(|n| n.boolean()).transpose()
    }

    /// Refuses a boolean field that does not have the one value we act on.
    pub(crate) fn only_boolean(&self, name: &str, supported: bool) -> Result<()> {
        match self.field(name)? {
            Some(node) if node.boolean()? != supported => Err(node.unsupported()),
            _ => Ok(()),
        }
    }

    /// Refuses every field that is set and not among `known`: what is configured must not be ignored silently.
    /// Annotations (with an `@`) configure nothing; empty lists, objects and texts neither.
    pub(crate) fn only(&self, known: &[&str]) -> Result<()> {
        for (name, value) in self.object()? {
            let empty = match value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                Value::Bool(_) | Value::Number(_) => false,
            };
            if !empty && !name.contains('@') && !known.contains(&name.as_str()) {
                return Err(Error::PolicyUnsupported { path: self.path_of(name) });
            }
        }
        Ok(())
    }

    /// Checks the OData type, when it is given: another type is another thing, which we do not know.
    pub(crate) fn odata_type(&self, expected: &str) -> Result<()> {
        match self.field("@odata.type")? {
            // Graph itself takes the name with and without the leading `#`.
            Some(node) if node.text()?.trim_start_matches('#') != expected.trim_start_matches('#') => {
                Err(node.unsupported())
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_from_the_root() {
        let value = parse(r#"{"a":[{"b":1,"c":null}],"x@odata.context":"y"}"#).unwrap();
        let root = Node::root(&value);
        let item = &root.list("a").unwrap()[0];
        assert!(
            matches!(item.required("b").unwrap().text(), Err(Error::PolicyInvalid { path, .. }) if path == "a[0].b")
        );
        assert!(matches!(item.required("c"), Err(Error::PolicyInvalid { path, .. }) if path == "a[0].c"));
        assert!(matches!(item.only(&["c"]), Err(Error::PolicyUnsupported { path }) if path == "a[0].b"));
        assert_eq!(root.only(&["a"]), Ok(()));
        assert!(matches!(root.text(), Err(Error::PolicyInvalid { path, .. }) if path == "$"));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for text in ["", "[]", "null", "1", "{", "{}x", &"[".repeat(100_000)] {
            assert!(matches!(parse(text), Err(Error::PolicyInvalid { .. })), "{text:.20}");
        }
    }
}
