//! Deciding without a database: policies, what they refer to and sign-ins as JSON in, verdicts as JSON out.

mod sign_in;
mod verdict;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::compile::locations::{ALL_TRUSTED, COMPLIANT_NETWORKS, MFA_TRUSTED_IPS};
use super::compile::{Environment, PolicySet};
use super::import::{Document, DocumentKind, documents_in};
use super::location::NamedLocation;
use super::policy::{Policy, PolicyState};
use super::schema::configured;
use super::strength::AuthenticationStrength;
use crate::error::{Error, Result};
use sign_in::{EvaluatedSignIn, refuse_misspelled};
use verdict::Wording;

/// Policies that are ready to judge sign-ins given as JSON.
///
/// A sign-in is an object of these fields, all optional; absent or null means unknown: `id`, `userId`, `userType`
/// (`member`, `internalGuest`, …), `homeTenantId`, `groupIds`, `roleIds`, `servicePrincipalId`, `servicePrincipalRisk`,
/// `appId`, `appGroups`, `appAttributes` (`{"Set_Attribute": "value"}`), `userAction`, `authContext`, `clientAppType`,
/// `platform`, `ip`, `country`, `gpsCountry`, `compliantNetwork`, `userRisk`, `signInRisk`, `insiderRisk`, `authFlow`,
/// `device` (`registered`, `isManaged` and the attributes of filter rules), `completedCombinations`
/// (`["password,sms"]`) and `satisfiedControls`.
///
/// A verdict is `{"id", "decision": "allow" | "controlsRequired" | "block", "policies": [{"id", "index", "result":
/// "applied" | "reportOnly" | "notApplied", "failed": […]}], "requirements": [{"index", "operator", "controls",
/// "satisfied", "missing"}], "session": {…}}`. `failed` has Graph's `analysisReasons`. A policy that cannot be evaluated
/// is listed as `"result": "unsupported"` with its `field` and `reason`, leaves the others as they are, and makes the
/// verdict `"incomplete": true`. A sign-in that cannot be read gives `{"id", "error": {"field", "reason"}}`.
#[derive(Debug, Clone)]
pub struct Evaluator {
    set: PolicySet,
    wording: Wording,
    slots: Vec<Slot>,
    incomplete: bool,
}

/// A policy that was given.
#[derive(Debug, Clone)]
struct Slot {
    /// The beginning of its JSON, up to the result.
    opening: String,
    standing: Standing,
}

#[derive(Debug, Clone)]
enum Standing {
    /// By its place among the compiled ones.
    Compiled(usize),
    /// Not worth reading: it is disabled.
    Disabled,
    /// The rest of its JSON.
    Unsupported(String),
}

/// What is wrong with locations and strengths that policies may name.
#[derive(Debug, Default)]
struct Broken {
    locations: HashSet<String>,
    trusted_location: bool,
    strengths: HashSet<String>,
}

impl Evaluator {
    /// Compiles what [`read_documents`](super::read_documents) found, policies in their order.
    ///
    /// # Errors
    /// `invalid_argument{mfa_trusted_ips[…]}`.
    pub fn new(documents: &[Document], mfa_trusted_ips: &[String]) -> Result<Evaluator> {
        let of = |kind| {
            let matching = documents.iter().filter(move |document| document.kind == kind);
            matching
                .map(|document| serde_json::from_str(&document.json).unwrap_or(Value::Null))
                .collect::<Vec<_>>()
        };
        let policies = of(DocumentKind::Policy);
        let (locations, strengths) =
            (of(DocumentKind::NamedLocation), of(DocumentKind::AuthenticationStrength));
        Evaluator::build(policies, locations, strengths, mfa_trusted_ips)
    }

    /// Judges one sign-in and writes the verdict, one JSON object, to the end of `out`.
    pub fn evaluate(&self, sign_in: &str, out: &mut String) {
        match serde_json::from_str(sign_in) {
            Ok(value) => self.evaluate_value(value, out),
            Err(error) => write_error(None, "$", &format!("is not JSON: {error}"), out),
        }
    }

    fn evaluate_value(&self, value: Value, out: &mut String) {
        let id = value.get("id").cloned();
        match EvaluatedSignIn::read(value) {
            Ok(sign_in) => verdict::write(self, id.as_ref(), &self.set.decide(&sign_in.facts()), out),
            Err((field, reason)) => write_error(id.as_ref(), &field, &reason, out),
        }
    }

    fn build(
        policies: Vec<Value>,
        locations: Vec<Value>,
        strengths: Vec<Value>,
        mfa_trusted_ips: &[String],
    ) -> Result<Evaluator> {
        let mut broken = Broken::default();
        let locations = locations.into_iter().flat_map(|value| broken.locations_in(value)).collect();
        let strengths = strengths.into_iter().flat_map(|value| broken.strengths_in(value)).collect();
        let environment = Environment::new(locations, strengths, mfa_trusted_ips)?;
        let (mut compiled, mut places, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        for (index, value) in policies.into_iter().enumerate() {
            let outer = ["id", "Id"].into_iter().find_map(|key| value.get(key)).cloned();
            let outer_state = ["state", "State"].into_iter().find_map(|key| value.get(key)).cloned();
            let found = document(value);
            let of = |key: &str, outer: Option<Value>| {
                let inner = found.as_ref().ok().and_then(|policy| policy.get(key)).filter(|v| !v.is_null());
                inner.cloned().or(outer).unwrap_or(Value::Null)
            };
            let (id, state) = (of("id", outer), of("state", outer_state));
            let disabled = state.as_str().is_some_and(|state| state.eq_ignore_ascii_case("disabled"));
            let standing = match found.and_then(|policy| broken.policy(&id, policy)) {
                Ok(policy) => {
                    places.push(index);
                    compiled.push(policy);
                    Standing::Compiled(compiled.len() - 1)
                }
                Err(_) if disabled => Standing::Disabled,
                Err((field, reason)) => Standing::Unsupported(format!(
                    r#"unsupported","failed":[],"field":{},"reason":{}}}"#,
                    Value::from(field),
                    Value::from(reason)
                )),
            };
            let opening = format!(r#"{{"id":{id},"index":{index},"result":""#);
            slots.push(Slot { opening, standing });
        }
        let incomplete = slots.iter().any(|slot| matches!(slot.standing, Standing::Unsupported(_)));
        let set = PolicySet::compile(&compiled, &environment);
        Ok(Evaluator { wording: Wording::new(&set, &places), set, slots, incomplete })
    }
}

/// Judges a whole case: `{"policies", "namedLocations", "authStrengths", "options": {"mfaTrustedIps"}, "signIns"}`, all of
/// them lists of Graph's documents, bare or in what other tools wrap them in, or of sign-ins as [`Evaluator`] reads them.
/// Answers the list of verdicts, or `{"error": {"field", "reason"}}`. Pure: the same text in always gives the same text
/// out, in every language.
pub fn evaluate(case: &str) -> String {
    let mut out = String::new();
    let judged = serde_json::from_str(case)
        .map_err(|error| ("$".to_owned(), format!("is not JSON: {error}")))
        .and_then(|case| judge(case, &mut out));
    if let Err((field, reason)) = judged {
        out.clear();
        write_error(None, &field, &reason, &mut out);
    }
    out
}

/// What a case holds lists of.
const LISTS: [&str; 4] = ["policies", "namedLocations", "authStrengths", "signIns"];

fn judge(case: Value, out: &mut String) -> std::result::Result<(), (String, String)> {
    let Value::Object(mut case) = case else { return Err(("$".into(), "must be a JSON object".into())) };
    let [policies, locations, strengths, sign_ins] = LISTS.map(|key| list(&mut case, key));
    let mut options = match case.remove("options") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(options)) => options,
        Some(_) => return Err(("options".to_owned(), "must be an object".to_owned())),
    };
    let networks = options.remove("mfaTrustedIps");
    refuse_misspelled(&case, &LISTS)?;
    refuse_misspelled(&case, &["options"])?;
    refuse_misspelled(&options, &["mfaTrustedIps"])
        .map_err(|(field, reason)| (format!("options.{field}"), reason))?;
    let mut trusted = Vec::new();
    for (index, ip) in items(networks.as_ref(), "options.mfaTrustedIps")?.iter().enumerate() {
        let field = || format!("options.mfaTrustedIps[{index}]");
        trusted.push(ip.as_str().ok_or_else(|| (field(), "must be a string".to_owned()))?.to_owned());
    }
    let evaluator =
        Evaluator::build(policies?, locations?, strengths?, &trusted).map_err(|error| match error {
            Error::InvalidArgument { field, reason } => {
                (field.replace("mfa_trusted_ips", "options.mfaTrustedIps"), reason)
            }
            other => ("$".to_owned(), other.to_string()),
        })?;
    out.push('[');
    for (index, sign_in) in sign_ins?.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        evaluator.evaluate_value(sign_in, out);
    }
    out.push(']');
    Ok(())
}

/// Takes the list `key`, which may be missing, or wrapped as Graph's answers are.
fn list(case: &mut Map<String, Value>, key: &str) -> std::result::Result<Vec<Value>, (String, String)> {
    match case.remove(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => Ok(items),
        Some(Value::Object(mut wrapper)) if wrapper.get("value").is_some_and(Value::is_array) => {
            list(&mut wrapper, "value")
        }
        Some(_) => Err((key.to_owned(), "must be a list".to_owned())),
    }
}

fn items<'a>(value: Option<&'a Value>, path: &str) -> std::result::Result<&'a [Value], (String, String)> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err((path.to_owned(), "must be a list".to_owned())),
    }
}

impl Broken {
    /// The locations, but those that cannot be read: whatever names them cannot be evaluated.
    fn locations_in(&mut self, value: Value) -> Vec<NamedLocation> {
        let read = |value: Value| {
            let id = id_of(&value);
            match NamedLocation::parse(&named(value.clone())) {
                Ok(location) => Some(location.with_meta(id, 0, None)),
                Err(_) => {
                    // These two are what they are without being listed.
                    if id != MFA_TRUSTED_IPS && id != COMPLIANT_NETWORKS {
                        self.trusted_location |= value.get("isTrusted") != Some(&Value::Bool(false));
                        self.locations.insert(id);
                    }
                    None
                }
            }
        };
        documents(value, DocumentKind::NamedLocation).into_iter().filter_map(read).collect()
    }

    fn strengths_in(&mut self, value: Value) -> Vec<AuthenticationStrength> {
        let read = |value: Value| {
            let id = id_of(&value);
            match AuthenticationStrength::parse(&named(value)) {
                Ok(strength) => Some(strength.with_meta(id, 0, None)),
                Err(_) => {
                    self.strengths.insert(id);
                    None
                }
            }
        };
        documents(value, DocumentKind::AuthenticationStrength).into_iter().filter_map(read).collect()
    }

    /// The policy, or the field that it cannot be evaluated for.
    fn policy(&self, id: &Value, value: Value) -> std::result::Result<Policy, (String, String)> {
        let policy = match Policy::parse(&assigned(value)) {
            Ok(policy) => policy.with_meta(id.as_str().unwrap_or_default().to_ascii_lowercase(), 0, None),
            Err(Error::PolicyInvalid { path, reason }) => return Err((path, reason)),
            Err(other) => return Err(("$".to_owned(), other.to_string())),
        };
        if policy.state() == PolicyState::Disabled {
            return Ok(policy);
        }
        let cannot = |path: &str, reason: &str| Err((path.to_owned(), reason.to_owned()));
        if let Some(path) = policy.unsupported() {
            return cannot(&path, "cannot be evaluated");
        }
        let locations = &policy.rules().conditions.locations;
        let named = |id: &String| self.locations.contains(id) || (self.trusted_location && id == ALL_TRUSTED);
        for (ids, path) in [
            (&locations.include, "conditions.locations.includeLocations"),
            (&locations.exclude, "conditions.locations.excludeLocations"),
        ] {
            if let Some(index) = ids.iter().position(named) {
                return cannot(&format!("{path}[{index}]"), "names a location that cannot be read");
            }
        }
        let strength = policy.rules().grant.strength.as_ref();
        if strength.is_some_and(|strength| self.strengths.contains(&strength.id)) {
            return cannot("grantControls.authenticationStrength", "names a strength that cannot be read");
        }
        Ok(policy)
    }
}

/// The documents of a kind in an item of a case, in Graph's spelling and out of what wraps them. The item itself where
/// it is or holds none.
fn documents(value: Value, kind: DocumentKind) -> Vec<Value> {
    let found = documents_in(value.clone()).unwrap_or_default();
    let found = found.into_iter().filter(|document| document.kind == kind);
    let found: Vec<Value> = found.filter_map(|document| serde_json::from_str(&document.json).ok()).collect();
    if found.is_empty() { vec![value] } else { found }
}

/// The one policy in an item of a case.
fn document(value: Value) -> std::result::Result<Value, (String, String)> {
    let found = documents_in(value).unwrap_or_default();
    let mut found = found.into_iter().filter(|document| document.kind == DocumentKind::Policy);
    let reason = match (found.next(), found.next()) {
        (Some(only), None) => match serde_json::from_str(&only.json) {
            Ok(policy) => return Ok(policy),
            Err(_) => "is not JSON",
        },
        (Some(_), Some(_)) => "holds more than one Conditional Access policy",
        (None, _) => "is not a Conditional Access policy",
    };
    Err(("$".to_owned(), reason.to_owned()))
}

/// A name, for those that came without: it is nothing that a verdict depends on.
fn named(mut document: Value) -> String {
    let is_name = |name: &Value| name.as_str().is_some_and(|name| !name.trim().is_empty());
    if let Value::Object(map) = &mut document
        && !map.get("displayName").is_some_and(is_name)
    {
        map.insert("displayName".into(), "unnamed".into());
    }
    document.to_string()
}

/// The policy as it has to be written to be stored: one that says nothing of users or applications is about none.
fn assigned(mut policy: Value) -> String {
    if let Some(conditions) = policy.get_mut("conditions").and_then(Value::as_object_mut) {
        let says = |key: &str| conditions.get(key).is_some_and(configured);
        let (nobody, nothing) = (!says("users") && !says("clientApplications"), !says("applications"));
        if nobody {
            conditions.insert("users".into(), json!({"includeUsers": ["None"]}));
        }
        if nothing {
            conditions.insert("applications".into(), json!({"includeApplications": ["None"]}));
        }
    }
    policy.to_string()
}

fn id_of(value: &Value) -> String {
    let id = value.get("id").or_else(|| value.get("Id")).and_then(Value::as_str);
    id.unwrap_or_default().to_ascii_lowercase()
}

fn write_error(id: Option<&Value>, field: &str, reason: &str, out: &mut String) {
    let error = json!({"field": field, "reason": reason});
    match id {
        Some(id) => out.push_str(&format!(r#"{{"id":{id},"error":{error}}}"#)),
        None => out.push_str(&format!(r#"{{"error":{error}}}"#)),
    }
}
