//! The named arguments of a call. What a call does not ask for is an error, never ignored.

use std::collections::BTreeMap;

use doorstep_core::{AttributeValue, SignInContext};
use serde_json::{Map, Value};

/// Why a call gave no value.
pub(crate) enum Failure {
    /// The API's own error.
    Api(doorstep_core::Error),
    /// The scenario breaks the format.
    Format(String),
}

impl From<doorstep_core::Error> for Failure {
    fn from(error: doorstep_core::Error) -> Self {
        Failure::Api(error)
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Failure::Format(why)
    }
}

pub(crate) struct Args(pub(crate) Map<String, Value>);

impl Args {
    pub(crate) fn text(&mut self, name: &str) -> Result<String, String> {
        self.opt_text(name)?.ok_or_else(|| format!("the argument {name} is missing"))
    }

    pub(crate) fn opt_text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(format!("the argument {name} is no text: {other}")),
        }
    }

    pub(crate) fn opt_number(&mut self, name: &str) -> Result<Option<i64>, String> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                value.as_i64().map(Some).ok_or_else(|| format!("the argument {name} is no number"))
            }
        }
    }

    pub(crate) fn flag(&mut self, name: &str, default: bool) -> Result<bool, String> {
        match self.0.remove(name) {
            None => Ok(default),
            Some(value) => value.as_bool().ok_or_else(|| format!("the argument {name} is no boolean")),
        }
    }

    pub(crate) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, String> {
        self.parsed(name)
    }

    /// JSON as text, for Graph documents.
    pub(crate) fn document(&mut self, name: &str) -> Result<String, String> {
        self.0
            .remove(name)
            .map(|value| value.to_string())
            .ok_or_else(|| format!("the argument {name} is missing"))
    }

    /// A plain record, which must have no key that the record does not know.
    pub(crate) fn parsed<T>(&mut self, name: &str) -> Result<Option<T>, String>
    where
        T: serde::de::DeserializeOwned + serde::Serialize,
    {
        let Some(given) = self.0.remove(name) else { return Ok(None) };
        let at = |why: String| format!("the argument {name}: {why}");
        let value: T = serde_json::from_value(given.clone()).map_err(|e| at(e.to_string()))?;
        let known = serde_json::to_value(&value).map_err(|e| at(e.to_string()))?;
        crate::matching::check(&given, &known, name)?;
        Ok(Some(value))
    }

    pub(crate) fn attributes(
        &mut self,
        name: &str,
    ) -> Result<Option<BTreeMap<String, AttributeValue>>, String> {
        self.parsed(name)
    }

    pub(crate) fn context(&mut self) -> Result<SignInContext, String> {
        let Some(given) = self.0.remove("context") else { return Ok(SignInContext::default()) };
        let Value::Object(given) = given else { return Err("the context is no object".into()) };
        let at = |why: String| format!("the context: {why}");
        let graph = Value::Object(crate::context::to_graph(given)?);
        let context: SignInContext = serde_json::from_value(graph.clone()).map_err(|e| at(e.to_string()))?;
        let known = serde_json::to_value(&context).map_err(|e| at(e.to_string()))?;
        crate::matching::check(&graph, &known, "context")?;
        Ok(context)
    }

    /// Fails when an argument is left over.
    pub(crate) fn done(&self) -> Result<(), String> {
        match self.0.keys().next() {
            Some(key) => Err(format!("there is no argument {key}")),
            None => Ok(()),
        }
    }
}
