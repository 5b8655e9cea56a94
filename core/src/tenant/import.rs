//! Taking in what other tools exported: policies with the locations, strengths and contexts that they name.

use serde_json::{Map, Value};

use super::documents as shelves;
use super::{PolicyLimits, Resource, Tenant};
use crate::access::{
    AuthenticationContext, AuthenticationStrength, Document, DocumentKind, NamedLocation, Policy,
    PolicyState, read_documents,
};
use crate::clock::Timestamp;
use crate::crypto;
use crate::directory::roles::Area;
use crate::error::{Error, Result};
use crate::store::{self, Tx};

/// How to take documents in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The state of every policy; as the documents have it when `None`, and disabled where they have none.
    pub state: Option<PolicyState>,
    /// Whether to take in what is good when something is not. Otherwise it is all or nothing.
    pub keep_going: bool,
}

/// What became of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Whether anything was stored: not, when something was refused and `keep_going` was not asked for.
    pub stored: bool,
    /// Every document that was found, in the order of the file.
    pub items: Vec<ImportItem>,
}

/// What became of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportItem {
    /// What it is.
    pub kind: DocumentKind,
    /// Where in the file it was, as in `value[3]`.
    pub place: String,
    /// Its name.
    pub display_name: String,
    /// The id it is stored under: its own, where it has one. `None` when it was refused.
    pub id: Option<String>,
    /// The code of the error it was refused for; or `policy_unsupported` for a policy that was taken in disabled, since
    /// it cannot be evaluated.
    pub code: Option<String>,
    /// The field that the error is about.
    pub path: Option<String>,
    /// What is wrong with it.
    pub reason: Option<String>,
}

/// The longest id that a document keeps, in bytes.
const ID_MAX: usize = 128;

/// A document that may be stored.
enum Ready {
    Policy(Box<Policy>),
    Location(Box<NamedLocation>),
    Strength(Box<AuthenticationStrength>),
    Context(Box<AuthenticationContext>),
}

impl Tenant {
    /// Takes in every Conditional Access document in a file, in any encoding and wrapper that exports use (see
    /// [`read_documents`]). Documents keep their ids, so that policies go on naming what they named; an id that is taken
    /// here is refused with `already_exists`.
    ///
    /// A policy that cannot be evaluated is taken in disabled, whatever its state, and its item says why.
    ///
    /// # Errors
    /// `policy_invalid{$}` for a file without such documents; `invalid_argument{policies}` and the like beyond the
    /// limits; `forbidden`. What is wrong with single documents is in the report.
    pub fn import(&self, file: &[u8], options: &ImportOptions) -> Result<ImportReport> {
        let found = read_documents(file)?;
        let mut plan = self.read("policies.import", Resource::any("policy"), |tx| {
            let mut plan = Plan::default();
            for document in found {
                plan.add(tx, self, document, options)?;
            }
            Ok(plan)
        })?;
        if plan.entries.iter().any(|entry| entry.ready.is_err()) && !options.keep_going {
            return Ok(plan.report(false));
        }
        let now = self.now();
        self.change(Area::Policies, "policies.import", Resource::any("policy"), |tx, change| {
            for entry in &mut plan.entries {
                if let Ok(ready) = &entry.ready {
                    entry.id = Some(self.take_in(tx, ready, entry.id.take(), now)?);
                }
            }
            self.check_limits(tx)?;
            let ids: Vec<&str> = plan.entries.iter().filter_map(|entry| entry.id.as_deref()).collect();
            change.after(&ids)?;
            Ok(plan.report(true))
        })
    }

    fn take_in(&self, tx: Tx<'_>, ready: &Ready, id: Option<String>, now: Timestamp) -> Result<String> {
        let id = match id {
            Some(id) => id,
            None => crypto::new_id(now)?,
        };
        match ready {
            Ready::Policy(policy) => {
                let policy = policy.as_ref().clone().with_meta(&id, now, None);
                store::config::put_policy(tx, self.id(), &policy)?;
            }
            Ready::Location(location) => shelves::put(tx, self.id(), location.as_ref().clone(), &id, now)?,
            Ready::Strength(strength) => shelves::put(tx, self.id(), strength.as_ref().clone(), &id, now)?,
            Ready::Context(context) => shelves::put(tx, self.id(), context.as_ref().clone(), &id, now)?,
        }
        Ok(id)
    }

    fn check_limits(&self, tx: Tx<'_>) -> Result<()> {
        let most = self.engine.policy_limits.policies;
        if store::config::count_policies(tx, self.id())? > most {
            return Err(Error::invalid("policies", format!("a tenant has at most {most}")));
        }
        shelves::check_limit::<NamedLocation>(tx, self)?;
        shelves::check_limit::<AuthenticationStrength>(tx, self)?;
        shelves::check_limit::<AuthenticationContext>(tx, self)
    }
}

/// What is to become of every document.
#[derive(Default)]
struct Plan {
    entries: Vec<Entry>,
}

struct Entry {
    document: Document,
    display_name: String,
    /// The document's own, at first.
    id: Option<String>,
    ready: Result<Ready>,
}

impl Plan {
    fn add(
        &mut self,
        tx: Tx<'_>,
        tenant: &Tenant,
        document: Document,
        options: &ImportOptions,
    ) -> Result<()> {
        let json: Map<String, Value> = serde_json::from_str(&document.json).unwrap_or_default();
        let text = |key: &str| json.get(key).and_then(Value::as_str).map(str::to_owned);
        let id =
            text("id").filter(|id| !id.is_empty() && id.len() <= ID_MAX).map(|id| id.to_ascii_lowercase());
        let display_name = text("displayName").unwrap_or_default();
        let mut ready = ready(&document, json, options, &tenant.engine.policy_limits);
        if let Some(id) = id.as_deref().filter(|_| ready.is_ok()) {
            let here = self
                .entries
                .iter()
                .any(|entry| entry.document.kind == document.kind && entry.id.as_deref() == Some(id));
            if here || is_taken(tx, tenant.id(), document.kind, id)? {
                ready = Err(Error::already_exists(word(document.kind)));
            }
        }
        self.entries.push(Entry { document, display_name, id, ready });
        Ok(())
    }

    fn report(&self, stored: bool) -> ImportReport {
        let items = self.entries.iter().map(|entry| {
            let unsupported = match &entry.ready {
                Ok(Ready::Policy(policy)) => {
                    policy.unsupported().map(|path| Error::PolicyUnsupported { path })
                }
                _ => None,
            };
            let error = entry.ready.as_ref().err().or(unsupported.as_ref());
            let path = match error {
                Some(Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path }) => {
                    Some(path.clone())
                }
                Some(Error::InvalidArgument { field, .. }) => Some(field.clone()),
                _ => None,
            };
            ImportItem {
                kind: entry.document.kind,
                place: entry.document.place.clone(),
                display_name: entry.display_name.clone(),
                id: entry.id.clone().filter(|_| stored && entry.ready.is_ok()),
                code: error.map(|error| error.code().to_owned()),
                path,
                reason: error.map(Error::to_string),
            }
        });
        ImportReport { stored, items: items.collect() }
    }
}

/// Reads a document as it would be stored.
fn ready(
    document: &Document,
    mut json: Map<String, Value>,
    options: &ImportOptions,
    limits: &PolicyLimits,
) -> Result<Ready> {
    Ok(match document.kind {
        DocumentKind::Policy => {
            let state = options.state.unwrap_or(PolicyState::Disabled).as_str();
            if options.state.is_some() || json.get("state").is_none_or(Value::is_null) {
                json.insert("state".into(), state.into());
            }
            let policy = Policy::parse(&Value::Object(json).to_string())?;
            policy.check_applications(limits.policy_applications)?;
            Ready::Policy(Box::new(match policy.check_storable() {
                Err(Error::PolicyUnsupported { .. }) => policy.patched(r#"{"state":"disabled"}"#)?,
                checked => checked.map(|()| policy)?,
            }))
        }
        DocumentKind::NamedLocation => {
            let location = NamedLocation::parse(&document.json)?;
            location.check_storable(limits.location_ranges)?;
            Ready::Location(Box::new(location))
        }
        DocumentKind::AuthenticationStrength => {
            Ready::Strength(Box::new(AuthenticationStrength::parse(&document.json)?))
        }
        DocumentKind::AuthenticationContext => {
            Ready::Context(Box::new(AuthenticationContext::parse(&document.json)?))
        }
    })
}

fn is_taken(tx: Tx<'_>, tenant_id: &str, kind: DocumentKind, id: &str) -> Result<bool> {
    let found = match kind {
        DocumentKind::Policy => store::config::find_policy(tx, tenant_id, id).map(|_| ()),
        DocumentKind::NamedLocation => shelves::look_up::<NamedLocation>(tx, tenant_id, id),
        DocumentKind::AuthenticationStrength => shelves::look_up::<AuthenticationStrength>(tx, tenant_id, id),
        DocumentKind::AuthenticationContext => shelves::look_up::<AuthenticationContext>(tx, tenant_id, id),
    };
    match found {
        Ok(()) => Ok(true),
        Err(Error::NotFound { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn word(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Policy => "policy",
        DocumentKind::NamedLocation => "location",
        DocumentKind::AuthenticationStrength => "authentication_strength",
        DocumentKind::AuthenticationContext => "authentication_context",
    }
}
