//! The walk through a JSON value that finds the documents in it, wherever they are.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::super::schema::{self, annotation, configured};
use super::kind::{self, kind_of};
use super::spelling::{is, member};
use super::{DOCUMENTS_MAX, Document, DocumentKind, encoding, wrappers};
use crate::error::{Error, Result};

/// How deep a value may be nested.
const DEPTH_MAX: usize = 64;
pub(super) const TOO_DEEP: &str = "is nested deeper than 64 levels";
/// How much of a key goes into a place, in characters: a place is for people, and keys can be huge.
const KEY_MAX: usize = 64;

/// What was found so far.
#[derive(Default)]
pub(super) struct Finder {
    found: Vec<Document>,
    seen: HashSet<(DocumentKind, String)>,
    /// Where the walk is.
    place: String,
}

/// Whether the walk is inside a policy, where other policies are not documents of their own.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    File,
    Policy,
}

impl Finder {
    /// Finds the documents in the values at `place`. One value is there itself, several are a list there.
    ///
    /// # Errors
    /// `policy_invalid` when there are too many, when it is nested too deeply, or for a broken text member.
    pub(super) fn look_at(&mut self, place: &str, mut values: Vec<Value>) -> Result<()> {
        place.clone_into(&mut self.place);
        if values.iter().any(|value| deeper_than(value, DEPTH_MAX)) {
            return Err(Error::policy_invalid("$", TOO_DEEP));
        }
        match values.pop() {
            Some(value) if values.is_empty() => self.visit(value, 0, Inside::File),
            last => self.visit_list(values.into_iter().chain(last), 0, Inside::File),
        }
    }

    /// The documents, in the order in which they were found.
    pub(super) fn found(self) -> Vec<Document> {
        self.found
    }

    fn visit(&mut self, value: Value, depth: usize, inside: Inside) -> Result<()> {
        match value {
            Value::Array(items) => self.visit_list(items, depth + 1, inside),
            Value::Object(map) => self.visit_object(map, depth, inside),
            _ => Ok(()),
        }
    }

    fn visit_list(
        &mut self,
        items: impl IntoIterator<Item = Value>,
        depth: usize,
        inside: Inside,
    ) -> Result<()> {
        for (index, item) in items.into_iter().enumerate() {
            self.at(&format!("[{index}]"), |finder| finder.visit(item, depth, inside))?;
        }
        Ok(())
    }

    fn visit_object(&mut self, mut map: Map<String, Value>, depth: usize, inside: Inside) -> Result<()> {
        match (kind_of(&map), inside) {
            (Some(DocumentKind::Policy), Inside::Policy) => return Ok(()),
            (Some(DocumentKind::Policy), Inside::File) => return self.policy(map, depth),
            (Some(kind), _) => return self.add(kind, kind::finished(kind, map)),
            (None, Inside::File) => {
                if let Some((key, policy)) = take_template(&mut map) {
                    self.member(&key, |finder| finder.policy(policy, depth + 1))?;
                }
            }
            (None, Inside::Policy) => {}
        }
        for (key, value) in map {
            self.member(&key, |finder| finder.visit_member(&key, value, depth, inside))?;
        }
        Ok(())
    }

    fn visit_member(&mut self, key: &str, value: Value, depth: usize, inside: Inside) -> Result<()> {
        let Value::String(text) = &value else {
            return self.visit(value, depth + 1, inside);
        };
        // CIPP keeps its templates in rows whose column `JSON` is text.
        let text = encoding::unmarked(text).trim_start();
        if !is(key, "JSON") || !text.starts_with(['{', '[']) {
            return Ok(());
        }
        let inner = wrappers::inner(text, &self.place)?;
        if deeper_than(&inner, DEPTH_MAX - depth - 1) {
            return Err(Error::policy_invalid(&self.place, TOO_DEEP));
        }
        self.visit(inner, depth + 1, inside)
    }

    /// Adds a policy, and what others put into it: some tools keep the named locations that it needs there.
    fn policy(&mut self, map: Map<String, Value>, depth: usize) -> Result<()> {
        let policy = kind::finished(DocumentKind::Policy, map);
        let own = |key: &str| annotation(key) || schema::POLICY.iter().any(|field| field.name == key);
        let foreign = policy.iter().filter(|(key, value)| !own(key) && configured(value));
        let foreign: Map<String, Value> = foreign.map(|(key, value)| (key.clone(), value.clone())).collect();
        self.add(DocumentKind::Policy, policy)?;
        for (key, value) in foreign {
            self.member(&key, |finder| finder.visit_member(&key, value, depth, Inside::Policy))?;
        }
        Ok(())
    }

    fn add(&mut self, kind: DocumentKind, document: Map<String, Value>) -> Result<()> {
        let json = Value::Object(document).to_string();
        if !self.seen.insert((kind, json.clone())) {
            return Ok(());
        }
        if self.found.len() == DOCUMENTS_MAX {
            return Err(Error::policy_invalid("$", format!("holds more than {DOCUMENTS_MAX} documents")));
        }
        let place = if self.place.is_empty() { "$".to_owned() } else { self.place.clone() };
        self.found.push(Document { kind, place, json });
        Ok(())
    }

    fn member<T>(&mut self, key: &str, then: impl FnOnce(&mut Self) -> T) -> T {
        let dot = if self.place.is_empty() { "" } else { "." };
        let step: String = dot.chars().chain(key.chars().take(KEY_MAX)).collect();
        self.at(&step, then)
    }

    fn at<T>(&mut self, step: &str, then: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.place.len();
        self.place.push_str(step);
        let answer = then(self);
        self.place.truncate(before);
        answer
    }
}

/// Takes the policy out of a Graph template, with the key it was under. It gets the template's name, description and
/// id where it has none; a template has no state, and none is invented.
fn take_template(map: &mut Map<String, Value>) -> Option<(String, Map<String, Value>)> {
    // In other objects `id` is not a template's.
    ["name", "scenarios"].iter().find(|name| member(map, name).is_some())?;
    let is_policy = |value: &Value| value.as_object().and_then(kind_of) == Some(DocumentKind::Policy);
    let (key, _) = map.iter().find(|(key, value)| is(key, "details") && is_policy(value))?;
    let key = key.clone();
    let Some(Value::Object(mut policy)) = map.remove(&key) else { return None };
    for (from, to) in [("name", "displayName"), ("description", "description"), ("id", "templateId")] {
        let given = member(map, from).filter(|value| configured(value) && value.is_string());
        if let Some(given) = given.filter(|_| !member(&policy, to).is_some_and(configured)) {
            policy.insert(to.to_owned(), given.clone());
        }
    }
    Some((key, policy))
}

/// Whether `value` has more than `levels` levels of lists and objects.
fn deeper_than(value: &Value, levels: usize) -> bool {
    let below = |value: &Value| levels == 0 || deeper_than(value, levels - 1);
    match value {
        Value::Array(items) => levels == 0 || items.iter().any(below),
        Value::Object(map) => levels == 0 || map.values().any(below),
        _ => false,
    }
}
