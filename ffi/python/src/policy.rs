//! Conditional Access policies, their lint, and decisions.

use doorstep_core as core;
use pyo3::intern;
use pyo3::prelude::*;

use crate::call::{at, build, detached, dumps, each, loads, maybe_at};
use crate::lazy::{Fields, lazy, pick};

/// Conditional Access policies, in Microsoft Graph's `conditionalAccessPolicy` form.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Policies(pub(crate) core::Policies);

pub(crate) fn warning(py: Python<'_>, warning: core::Warning) -> PyResult<Py<PyAny>> {
    let core::Warning { code, message, policy_id, path } = warning;
    build!(py, "Warning", { code: code, message: message, policy_id: policy_id, path: path })
}

fn policy(py: Python<'_>, policy: core::PolicyRecord) -> PyResult<Py<PyAny>> {
    let core::PolicyRecord { id, display_name, state, document, warnings, created_at, modified_at } = policy;
    build!(py, "Policy", {
        id: id, display_name: display_name, state: state.as_str(), document: loads(py, &document)?,
        warnings: each(py, warnings, warning)?, created_at: at(py, created_at)?,
        modified_at: maybe_at(py, modified_at)?,
    })
}

#[pymethods]
impl Policies {
    /// Creates a policy. What cannot be evaluated here is refused by name unless the policy is disabled.
    fn create(&self, py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let document = dumps(document)?;
        policy(py, detached(py, || self.0.create(&document))?)
    }

    /// Every policy, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, policy)
    }

    /// One policy.
    fn get(&self, py: Python<'_>, policy_id: &str) -> PyResult<Py<PyAny>> {
        policy(py, detached(py, || self.0.get(policy_id))?)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, py: Python<'_>, policy_id: &str, changes: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let changes = dumps(changes)?;
        policy(py, detached(py, || self.0.update(policy_id, &changes))?)
    }

    /// Deletes a policy.
    fn delete(&self, py: Python<'_>, policy_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(policy_id))
    }

    /// What the lint says of all policies together.
    fn lint(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.lint())?, warning)
    }
}

/// A `SignInContext`, or nothing known.
pub(crate) fn sign_in_context(given: Option<&Bound<'_, PyAny>>) -> PyResult<core::SignInContext> {
    let Some(given) = given else { return Ok(core::SignInContext::default()) };
    Ok(core::SignInContext {
        ip: given.getattr(intern!(given.py(), "ip"))?.extract()?,
        user_agent: given.getattr(intern!(given.py(), "user_agent"))?.extract()?,
        locale: given.getattr(intern!(given.py(), "locale"))?.extract()?,
    })
}

pub(crate) fn policy_result(py: Python<'_>, result: &core::PolicyResult) -> PyResult<Py<PyAny>> {
    let core::PolicyResult { id, display_name, state, applies, result, reasons, grant_controls, operator } =
        result;
    let reasons: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
    build!(py, "PolicyResult", {
        id: id, display_name: display_name, state: state.as_str(), applies: *applies, result: result.as_str(),
        reasons: reasons, grant_controls: grant_controls, operator: operator,
    })
}

pub(crate) fn decision(py: Python<'_>, decision: core::Decision) -> PyResult<Py<PyAny>> {
    lazy!(py, "Decision", decision)
}

impl Fields for core::Decision {
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>> {
        let core::Decision { outcome, required, .. } = self;
        pick!(py, name, {
            outcome: outcome.as_str(),
            required: required.iter().map(|control| control.as_str()).collect::<Vec<_>>(),
            policies: each(py, &self.policies(), policy_result)?,
            _json: self.to_json(),
        })
    }
}
