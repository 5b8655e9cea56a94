//! What named locations, authentication strengths and authentication contexts have in common: Graph documents that
//! policies name by id, kept in the same way and under the same rules.

use super::{PolicyLimits, Resource, Tenant};
use crate::access::Policy;
use crate::clock::Timestamp;
use crate::crypto;
use crate::directory::roles::Area;
use crate::error::{Error, Result};
use crate::store::documents::{self as rows, Row, Shelf};
use crate::store::{self, Tx};

/// Policies that the refusal of a deletion names, of all that are in the way.
const NAMED: usize = 5;

/// When a document was created and last changed; neither of a built-in one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Times {
    pub(super) created_at: Option<Timestamp>,
    pub(super) modified_at: Option<Timestamp>,
}

/// One kind of document.
pub(super) trait Document: Sized {
    /// What callers see of it.
    type Record;
    /// Where they are kept.
    const SHELF: Shelf;
    /// The collection: the first part of an action's name, and the field of the limit.
    const MANY: &'static str;
    /// The argument that names one.
    const ARGUMENT: &'static str;

    fn parse(json: &str) -> Result<Self>;
    fn patched(&self, changes: &str) -> Result<Self>;
    fn with_meta(self, id: &str, times: Times) -> Self;
    fn id(&self) -> &str;
    fn to_json(&self) -> String;
    fn record(&self, times: Times) -> Self::Record;
    /// How many a tenant may have.
    fn most(limits: &PolicyLimits) -> u32;
    /// Whether a policy refers to the one with this id.
    fn named_by(policy: &Policy, id: &str) -> bool;

    /// Those that every tenant has, and nobody can change.
    fn built_in() -> Vec<Self> {
        Vec::new()
    }

    /// Whether it may be stored.
    fn check_storable(&self, _limits: &PolicyLimits) -> Result<()> {
        Ok(())
    }

    /// Why it may not be deleted as it stands.
    fn kept_because(&self) -> Option<&'static str> {
        None
    }
}

/// Every stored document of a kind, oldest first.
pub(super) fn all<D: Document>(tx: Tx<'_>, tenant_id: &str) -> Result<Vec<D>> {
    let rows = rows::all(tx, &D::SHELF, tenant_id)?;
    rows.iter().map(|row| Ok(read::<D>(row)?.0)).collect()
}

pub(super) fn create<D: Document>(tenant: &Tenant, json: &str) -> Result<D::Record> {
    let document = D::parse(json)?;
    document.check_storable(&tenant.engine.policy_limits)?;
    let now = tenant.now();
    let times = Times { created_at: Some(now), modified_at: None };
    // Some kinds have an id of their own from the document.
    let id = if document.id().is_empty() { crypto::new_id(now)? } else { document.id().to_owned() };
    let document = document.with_meta(&id, times);
    tenant.change(Area::Policies, &action::<D>("create"), Resource::any(D::SHELF.kind), |tx, change| {
        change.created(&id);
        change.after = Some(document.to_json());
        let row = Row { id: id.clone(), document: document.to_json(), created_at: now, modified_at: None };
        rows::insert(tx, &D::SHELF, tenant.id(), &row)?;
        check_limit::<D>(tx, tenant)?;
        Ok(document.record(times))
    })
}

pub(super) fn list<D: Document>(tenant: &Tenant) -> Result<Vec<D::Record>> {
    tenant.read(&action::<D>("list"), Resource::any(D::SHELF.kind), |tx| {
        let stored = rows::all(tx, &D::SHELF, tenant.id())?;
        let stored = stored.iter().map(|row| read::<D>(row).map(|(document, times)| document.record(times)));
        D::built_in().iter().map(|document| Ok(document.record(Times::default()))).chain(stored).collect()
    })
}

pub(super) fn get<D: Document>(tenant: &Tenant, id: &str) -> Result<D::Record> {
    tenant.read(&action::<D>("get"), Resource::one(D::SHELF.kind, id), |tx| {
        if let Some(document) = D::built_in().iter().find(|document| document.id() == id) {
            return Ok(document.record(Times::default()));
        }
        let (document, times) = read::<D>(&rows::find(tx, &D::SHELF, tenant.id(), id)?)?;
        Ok(document.record(times))
    })
}

pub(super) fn update<D: Document>(tenant: &Tenant, id: &str, changes: &str) -> Result<D::Record> {
    let now = tenant.now();
    let resource = Resource::one(D::SHELF.kind, id);
    tenant.change(Area::Policies, &action::<D>("update"), resource, |tx, change| {
        refuse_built_in::<D>(id)?;
        let (before, times) = read::<D>(&rows::find(tx, &D::SHELF, tenant.id(), id)?)?;
        change.before = Some(before.to_json());
        let times = Times { modified_at: Some(now), ..times };
        let after = before.patched(changes)?.with_meta(id, times);
        after.check_storable(&tenant.engine.policy_limits)?;
        change.after = Some(after.to_json());
        let row = Row {
            id: id.to_owned(),
            document: after.to_json(),
            created_at: times.created_at.unwrap_or(now),
            modified_at: times.modified_at,
        };
        rows::update(tx, &D::SHELF, tenant.id(), &row)?;
        Ok(after.record(times))
    })
}

pub(super) fn delete<D: Document>(tenant: &Tenant, id: &str) -> Result<()> {
    let resource = Resource::one(D::SHELF.kind, id);
    tenant.change(Area::Policies, &action::<D>("delete"), resource, |tx, change| {
        refuse_built_in::<D>(id)?;
        let (before, _) = read::<D>(&rows::find(tx, &D::SHELF, tenant.id(), id)?)?;
        change.before = Some(before.to_json());
        if let Some(reason) = before.kept_because() {
            return Err(Error::invalid(D::ARGUMENT, reason));
        }
        let policies = store::config::policies(tx, tenant.id())?;
        let naming: Vec<&Policy> = policies.iter().filter(|policy| D::named_by(policy, id)).collect();
        if !naming.is_empty() {
            return Err(Error::invalid(D::ARGUMENT, in_the_way(&naming)));
        }
        rows::delete(tx, &D::SHELF, tenant.id(), id)
    })
}

/// Stores a document that was taken in from a file.
pub(super) fn put<D: Document>(
    tx: Tx<'_>,
    tenant_id: &str,
    document: D,
    id: &str,
    now: Timestamp,
) -> Result<()> {
    let times = Times { created_at: Some(now), modified_at: None };
    let json = document.with_meta(id, times).to_json();
    let row = Row { id: id.to_owned(), document: json, created_at: now, modified_at: None };
    rows::insert(tx, &D::SHELF, tenant_id, &row)
}

/// # Errors
/// `not_found`.
pub(super) fn look_up<D: Document>(tx: Tx<'_>, tenant_id: &str, id: &str) -> Result<()> {
    if D::built_in().iter().any(|document| document.id() == id) {
        return Ok(());
    }
    rows::find(tx, &D::SHELF, tenant_id, id).map(|_| ())
}

/// # Errors
/// `invalid_argument` when there are more than a tenant may have.
pub(super) fn check_limit<D: Document>(tx: Tx<'_>, tenant: &Tenant) -> Result<()> {
    let most = D::most(&tenant.engine.policy_limits);
    if rows::count(tx, &D::SHELF, tenant.id())? > most {
        return Err(Error::invalid(D::MANY, format!("a tenant has at most {most}")));
    }
    Ok(())
}

fn action<D: Document>(verb: &str) -> String {
    format!("{}.{verb}", D::MANY)
}

fn read<D: Document>(row: &Row) -> Result<(D, Times)> {
    let times = Times { created_at: Some(row.created_at), modified_at: row.modified_at };
    Ok((D::parse(&row.document)?.with_meta(&row.id, times), times))
}

fn refuse_built_in<D: Document>(id: &str) -> Result<()> {
    match D::built_in().iter().any(|document| document.id() == id) {
        true => Err(Error::invalid(D::ARGUMENT, "is built in: it can be neither changed nor deleted")),
        false => Ok(()),
    }
}

fn in_the_way(policies: &[&Policy]) -> String {
    let named = policies.iter().take(NAMED).map(|policy| match policy.display_name() {
        "" => policy.id().to_owned(),
        name => format!("\"{name}\" ({})", policy.id()),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    match policies.len().saturating_sub(NAMED) {
        0 => format!("is named by the policies {named}"),
        more => format!("is named by the policies {named} and {more} more"),
    }
}
