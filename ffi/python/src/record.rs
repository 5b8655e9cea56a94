//! Sessions and the two logs.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, detached, each, loads};
use crate::context::context;
use crate::lazy::{Fields, lazy, pick};
use crate::policy::{policy_result, session_controls};

/// The sessions of a tenant.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Sessions(pub(crate) core::Sessions);

pub(crate) fn applied_policy(py: Python<'_>, policy: &core::AppliedPolicy) -> PyResult<Py<PyAny>> {
    let core::AppliedPolicy { id, display_name, result } = policy;
    build!(py, "AppliedPolicy", { id: id, display_name: display_name, result: result })
}

fn used_method(py: Python<'_>, method: &core::UsedMethod) -> PyResult<Py<PyAny>> {
    let core::UsedMethod { kind, channel, detail, at: when } = method;
    build!(py, "UsedMethod", { kind: kind, channel: channel, detail: detail, at: at(py, *when)? })
}

pub(crate) fn session(py: Python<'_>, session: core::Session) -> PyResult<Py<PyAny>> {
    lazy!(py, "Session", session)
}

impl Fields for core::Session {
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>> {
        let core::Session {
            id,
            user_id,
            client_id,
            created_at,
            auth_time,
            last_seen_at,
            idle_expires_at,
            expires_at,
            amr,
            mfa,
            methods,
            policies,
            auth_contexts,
            controls,
        } = self;
        pick!(py, name, {
            id: id, user_id: user_id, client_id: client_id, created_at: at(py, *created_at)?,
            auth_time: at(py, *auth_time)?, last_seen_at: at(py, *last_seen_at)?,
            idle_expires_at: at(py, *idle_expires_at)?, expires_at: at(py, *expires_at)?, amr: amr, mfa: *mfa,
            methods: each(py, methods, used_method)?, policies: each(py, policies, applied_policy)?,
            auth_contexts: auth_contexts, controls: session_controls(py, controls)?,
        })
    }
}

#[pymethods]
impl Sessions {
    /// The live session of a token, or None. Call it on each request.
    fn validate(&self, py: Python<'_>, token: &str) -> PyResult<Option<Py<PyAny>>> {
        detached(py, || self.0.validate(token))?.map(|found| session(py, found)).transpose()
    }

    /// A user's live sessions, oldest first.
    fn list(&self, py: Python<'_>, user_id: &str) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list(user_id))?, session)
    }

    /// Ends a session by its id.
    fn revoke(&self, py: Python<'_>, session_id: &str) -> PyResult<()> {
        detached(py, || self.0.revoke(session_id))
    }

    /// Signs out: ends the session of this token, if there is one.
    fn revoke_token(&self, py: Python<'_>, token: &str) -> PyResult<()> {
        detached(py, || self.0.revoke_token(token))
    }

    /// Ends all sessions and journeys of a user and says how many sessions there were.
    fn revoke_all(&self, py: Python<'_>, user_id: &str) -> PyResult<u32> {
        detached(py, || self.0.revoke_all(user_id))
    }
}

fn detail(py: Python<'_>, detail: &core::AuthenticationDetail) -> PyResult<Py<PyAny>> {
    let core::AuthenticationDetail { at: when, method, detail, succeeded, result, requirement } = detail;
    build!(py, "AuthenticationDetail", {
        at: at(py, *when)?, method: method, detail: detail, succeeded: *succeeded, result: result,
        requirement: requirement,
    })
}

fn sign_in(py: Python<'_>, entry: core::SignIn) -> PyResult<Py<PyAny>> {
    lazy!(py, "SignIn", entry)
}

impl Fields for core::SignIn {
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>> {
        let core::SignIn {
            id,
            kind,
            created_at,
            updated_at,
            user_id,
            user_email,
            client_id,
            app_name,
            ip,
            user_agent,
            context: request,
            auth_context,
            result,
            error_code,
            failure_reason,
            conditional_access,
            policies,
            requirement,
            details,
            session_id,
        } = self;
        pick!(py, name, {
            id: id, kind: kind.as_str(), created_at: at(py, *created_at)?, updated_at: at(py, *updated_at)?,
            user_id: user_id, user_email: user_email, client_id: client_id, app_name: app_name, ip: ip,
            user_agent: user_agent, context: context(py, request)?, auth_context: auth_context,
            result: result.as_str(), error_code: *error_code,
            failure_reason: failure_reason, conditional_access: conditional_access.as_str(),
            policies: each(py, policies, policy_result)?, requirement: requirement,
            details: each(py, details, detail)?, session_id: session_id,
        })
    }
}

pub(crate) fn sign_in_page(py: Python<'_>, page: core::Page<core::SignIn>) -> PyResult<Py<PyAny>> {
    let core::Page { items, next_cursor } = page;
    build!(py, "SignInPage", { items: each(py, items, sign_in)?, next_cursor: next_cursor })
}

fn audit_entry(py: Python<'_>, entry: core::AuditEntry) -> PyResult<Py<PyAny>> {
    let core::AuditEntry { id, at: when, actor, action, target_kind, target_id, result, before, after } =
        entry;
    let value = |json: Option<String>| json.map(|json| loads(py, &json)).transpose();
    build!(py, "AuditEntry", {
        id: id, at: at(py, when)?, actor: actor, action: action, target_kind: target_kind,
        target_id: target_id, result: result, before: value(before)?, after: value(after)?,
    })
}

pub(crate) fn audit_page(py: Python<'_>, page: core::Page<core::AuditEntry>) -> PyResult<Py<PyAny>> {
    let core::Page { items, next_cursor } = page;
    build!(py, "AuditPage", { items: each(py, items, audit_entry)?, next_cursor: next_cursor })
}
