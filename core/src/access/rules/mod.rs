//! A policy as the engine evaluates it: typed, ids in lower case, and the path of the first thing that cannot be
//! evaluated.
//!
//! Nothing is silently ignored: a member that says something and is read by none of the rooms here makes the policy
//! unsupported.

mod applications;
mod conditions;
mod device_states;
mod grant;
mod session;
mod users;

use serde_json::{Map, Value};

use super::filter::{Attribute, Filter};
use super::schema::{self, Field, annotation, configured, join};
use super::session_controls::SessionControls;
use crate::error::{Error, Result};

pub(super) use applications::Applications;
pub(crate) use applications::is_app_group;
pub(super) use conditions::{Choice, Conditions};
pub(super) use grant::{Grant, Operator, StrengthRule};
pub(super) use session::switched_on;
pub(super) use users::{Guests, Users, Workloads};

/// A policy as the engine evaluates it.
///
/// One that is unsupported reads as the widest it could be: whatever of its assignments cannot be evaluated includes
/// everybody, and its conditions are left out. It is evaluated as a block.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rules {
    pub(super) users: Users,
    /// Set when the policy is one for workload identities, which users never come under.
    pub(super) workloads: Option<Workloads>,
    pub(super) applications: Applications,
    pub(super) conditions: Conditions,
    pub(super) grant: Grant,
    pub(super) session: SessionControls,
    /// The path of the first thing that cannot be evaluated.
    pub(super) unsupported: Option<String>,
}

/// The ids that one kind of assignment includes and excludes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Assigned {
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
}

/// Whether a filter adds what its rule holds for, or takes it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Include,
    Exclude,
}

/// A filter and its mode.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FilterRule<A> {
    pub(super) mode: Mode,
    pub(super) text: String,
    pub(super) filter: Filter<A>,
}

impl Rules {
    /// Reads a document whose members have the shapes of the schema.
    ///
    /// # Errors
    /// `policy_invalid` with the path of a field that contradicts another, or of a rule that cannot be read.
    pub(super) fn read(document: &Map<String, Value>) -> Result<Rules> {
        let empty = Map::new();
        let conditions = member(document, "conditions").unwrap_or(&empty);
        let grant = member(document, "grantControls").unwrap_or(&empty);
        let session = member(document, "sessionControls").unwrap_or(&empty);
        let mut findings = Findings::default();
        let mut rules = Rules {
            users: Users::read(member(conditions, "users").unwrap_or(&empty), &mut findings),
            applications: Applications::read(
                member(conditions, "applications").unwrap_or(&empty),
                &mut findings,
            )?,
            workloads: Workloads::read(conditions, &mut findings),
            conditions: Conditions::read(conditions, &mut findings)?,
            grant: Grant::read(grant, &mut findings)?,
            session: session::read(session)?,
            unsupported: None,
        };
        if rules.workloads.is_some() && rules.users.includes_somebody() {
            // Graph's policies are about one or the other. Taken for one about workloads, it would miss the users.
            findings.cannot("conditions.clientApplications");
        }
        rules.unsupported = findings.first;
        if rules.unsupported.is_some() {
            rules.conditions = Conditions::default();
        }
        Ok(rules)
    }

    /// Whether somebody could come under this policy.
    pub(super) fn includes_somebody(&self) -> bool {
        self.workloads.as_ref().map_or_else(|| self.users.includes_somebody(), Workloads::includes_some)
    }

    /// Whether some application, action or context could come under this policy.
    pub(super) fn includes_something(&self) -> bool {
        self.applications.includes_something()
    }
}

/// What cannot be evaluated.
#[derive(Debug, Default)]
pub(super) struct Findings {
    first: Option<String>,
}

impl Findings {
    pub(super) fn cannot(&mut self, path: impl Into<String>) {
        self.first.get_or_insert_with(|| path.into());
    }

    /// Notes every member of `map` that says something and is none of `fields`; says whether there is one.
    pub(super) fn foreign(&mut self, map: &Map<String, Value>, fields: &[Field], path: &str) -> bool {
        let known = |key: &str| fields.iter().any(|field| field.name == key);
        let mut foreign =
            map.iter().filter(|(key, value)| !annotation(key) && !known(key) && says_something(value));
        let found = foreign.next();
        if let Some((key, _)) = found {
            self.cannot(join(path, key));
        }
        found.is_some()
    }
}

/// As [`configured`], for a member nobody here knows: there, a type alone may carry the meaning.
pub(super) fn says_something(value: &Value) -> bool {
    configured(value) || value.get("@odata.type").is_some_and(configured)
}

/// The object `key` of `map`, when it is configured.
pub(super) fn member<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a Map<String, Value>> {
    map.get(key).filter(|value| configured(value)).and_then(Value::as_object)
}

/// The strings of the list `key` of `map`.
pub(super) fn strings<'a>(map: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a str> {
    map.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The words of the flags enum `key` of `map`: `"a,b"`, or the list that some exports have.
pub(super) fn flags<'a>(map: &'a Map<String, Value>, key: &str) -> Vec<&'a str> {
    match map.get(key) {
        Some(Value::String(text)) => text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect(),
        _ => strings(map, key).collect(),
    }
}

pub(super) fn is(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// Whether `text` is an id. Graph's words for sets of users or applications have letters only; a new word taken for an
/// id would name nobody, and the policy would silently miss everybody it was written for.
fn is_id(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Reads the filter at `path`, if there is one.
fn filter<A: Attribute>(map: &Map<String, Value>, path: &str) -> Result<Option<FilterRule<A>>> {
    let Some(text) = map.get("rule").and_then(Value::as_str).filter(|rule| !rule.trim().is_empty()) else {
        return Ok(None);
    };
    let mode = match map.get("mode").and_then(Value::as_str) {
        Some(word) if is(word, "exclude") => Mode::Exclude,
        Some(_) => Mode::Include,
        None => return Err(Error::policy_invalid(join(path, "mode"), "is required: include or exclude")),
    };
    let filter = Filter::parse(text).map_err(|reason| Error::policy_invalid(join(path, "rule"), reason))?;
    Ok(Some(FilterRule { mode, text: text.to_owned(), filter }))
}

/// The members of a known object that the schema lists.
fn fields_of(name: &str) -> &'static [Field] {
    match schema::CONDITIONS.iter().find(|field| field.name == name).map(|field| field.shape) {
        Some(schema::Shape::Object(fields)) => fields,
        _ => &[],
    }
}
