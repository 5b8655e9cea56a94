//! An engine, people in it, and what an audit log or a refusal says.

use std::fmt::Debug;
use std::sync::Arc;

use doorstep_core::{
    Actor, AuditEntry, AuditQuery, Database, Engine, EngineOptions, Error, KeyRing, ManualClock, NewUser,
    Result, Tenant, User,
};
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

pub(crate) fn engine() -> (Engine, Arc<ManualClock>) {
    let key: Vec<u8> = (0..32).collect();
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = clock.clone();
    options.deliver_in_background = false;
    options.mailer = Some(Arc::new(|_: &doorstep_core::Message| Ok(())));
    (Engine::open_for_tests(options).unwrap(), clock)
}

pub(crate) fn tenant() -> (Engine, Tenant) {
    let (engine, _) = engine();
    let tenant = engine.create_tenant("contoso").unwrap();
    (engine, tenant)
}

pub(crate) fn with_email(email: &str) -> NewUser {
    NewUser { email: Some(email.into()), ..NewUser::default() }
}

pub(crate) fn user(tenant: &Tenant, email: &str) -> User {
    tenant.users().create(&with_email(email), Some(PASSWORD)).unwrap()
}

/// An administrator's handle: a new user with one role.
pub(crate) fn admin(tenant: &Tenant, role: &str) -> (User, Tenant) {
    let local = role.to_lowercase().replace(' ', ".");
    let user = user(tenant, &format!("{local}@example.com"));
    tenant.roles().assign(&user.id, role).unwrap();
    let handle = tenant.acting_as(Actor::User { user_id: user.id.clone() });
    (user, handle)
}

/// `code:data`, the part of an error that callers rely on.
pub(crate) fn refusal<T: Debug>(result: Result<T>) -> String {
    let error = result.expect_err("must be refused");
    let data = match &error {
        Error::InvalidArgument { field, .. } => field,
        Error::NotFound { kind } | Error::AlreadyExists { kind } => kind,
        Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => path,
        _ => "",
    };
    format!("{}:{data}", error.code())
}

pub(crate) fn audit(tenant: &Tenant, action: &str) -> Vec<AuditEntry> {
    let query = AuditQuery { action: Some(action.into()), limit: 1000, ..AuditQuery::default() };
    tenant.audit_log(&query).unwrap().items
}

pub(crate) fn side(text: &Option<String>) -> Value {
    text.as_deref().map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
}

/// The one entry of an action: its target, before and after.
pub(crate) fn only_entry(tenant: &Tenant, action: &str) -> (Option<String>, Value, Value) {
    let mut entries = audit(tenant, action);
    assert_eq!(entries.len(), 1, "{action}: {entries:?}");
    let entry = entries.remove(0);
    assert_eq!((entry.actor.as_str(), entry.result.as_str()), ("host", "success"));
    (entry.target_id, side(&entry.before), side(&entry.after))
}

pub(crate) fn policy(state: &str, users: Value) -> String {
    json!({
        "displayName": "Require MFA", "state": state, "fromElsewhere": {"kept": true},
        "conditions": {"users": users, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}
    })
    .to_string()
}

pub(crate) fn codes(warnings: &[doorstep_core::Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}
