//! Finding what an argument names: by id, or by name where that is not ambiguous.

use doorstep_core::{AppRegistration, Error, Group, MethodKind, PolicyRecord, Tenant, User, UserFlow};

use crate::commands::shelf::{Entry, Shelf};
use crate::failure::{Failure, Result};

/// A user by email address, id or the host's own name for them.
pub(crate) fn user(tenant: &Tenant, word: &str) -> Result<User> {
    let users = tenant.users();
    if word.contains('@')
        && let Some(user) = users.find_by_email(word)?
    {
        return Ok(user);
    }
    match users.get(word) {
        Err(Error::NotFound { kind }) => Ok(users.find_by_subject(word)?.ok_or(Error::NotFound { kind })?),
        found => Ok(found?),
    }
}

pub(crate) fn app(tenant: &Tenant, word: &str) -> Result<AppRegistration> {
    one("app", word, tenant.apps().list()?, |app| (&app.client_id, &app.name))
}

pub(crate) fn group(tenant: &Tenant, word: &str) -> Result<Group> {
    one("group", word, tenant.groups().list()?, |group| (&group.id, &group.name))
}

pub(crate) fn flow(tenant: &Tenant, word: &str) -> Result<UserFlow> {
    one("user_flow", word, tenant.user_flows().list()?, |flow| (&flow.id, &flow.display_name))
}

pub(crate) fn policy(tenant: &Tenant, word: &str) -> Result<PolicyRecord> {
    one("policy", word, tenant.policies().list()?, |policy| (&policy.id, &policy.display_name))
}

/// A location, strength or context by name, or by id in any case.
pub(crate) fn shelved(shelf: &Shelf, tenant: &Tenant, word: &str) -> Result<Entry> {
    let entries = (shelf.list)(tenant)?;
    let id = entries.iter().find(|entry| entry.id.eq_ignore_ascii_case(word)).map(|entry| entry.id.clone());
    one(shelf.kind, id.as_deref().unwrap_or(word), entries, |entry| (&entry.id, &entry.name))
}

/// The id of an authentication context, which need not be there yet when it is named by one.
pub(crate) fn context_id(tenant: &Tenant, word: &str) -> Result<String> {
    let contexts = tenant.authentication_contexts().list()?;
    match one("authentication_context", word, contexts, |context| (&context.id, &context.display_name)) {
        Ok(context) => Ok(context.id),
        Err(Failure::Core(Error::NotFound { .. })) => Ok(word.to_owned()),
        Err(other) => Err(other),
    }
}

/// A method by its word, for the parser of the command line.
pub(crate) fn method(word: &str) -> Result<MethodKind, String> {
    MethodKind::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = MethodKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("must be one of {}", known.join(", "))
    })
}

fn one<T>(kind: &str, word: &str, all: Vec<T>, key: impl Fn(&T) -> (&String, &String)) -> Result<T> {
    if let Some(index) = all.iter().position(|item| key(item).0 == word) {
        return all.into_iter().nth(index).ok_or_else(|| missing(kind));
    }
    let mut named = all.into_iter().filter(|item| key(item).1 == word);
    match (named.next(), named.next()) {
        (Some(item), None) => Ok(item),
        (None, _) => Err(missing(kind)),
        (Some(_), Some(_)) => {
            let message = format!("several of them are called \"{word}\": name the {kind} by its id");
            Err(Failure::Own { code: "ambiguous", message })
        }
    }
}

fn missing(kind: &str) -> Failure {
    Error::NotFound { kind: kind.into() }.into()
}
