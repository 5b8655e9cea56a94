//! Conditional Access policies, their lint, and decisions.

use doorstep_core as core;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::call::{at, build, detached, dumps, each, loads, maybe_at, maybe_moment, span};
use crate::insight::{gap, proof, replay_page};
use crate::lazy::{Fields, lazy, pick};

/// Conditional Access policies, in Microsoft Graph's `conditionalAccessPolicy` form.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Policies(pub(crate) core::Policies);

pub(crate) fn warning(py: Python<'_>, warning: core::Warning) -> PyResult<Py<PyAny>> {
    let core::Warning { code, message, policy_id, path, severity } = warning;
    build!(py, "Warning", {
        code: code, message: message, policy_id: policy_id, path: path, severity: severity.as_str(),
    })
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
        let document = dumps(document, "document")?;
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
        let changes = dumps(changes, "changes")?;
        policy(py, detached(py, || self.0.update(policy_id, &changes))?)
    }

    /// Deletes a policy.
    fn delete(&self, py: Python<'_>, policy_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(policy_id))
    }

    /// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs.
    #[pyo3(signature = (drafts, *, only_drafts=false, since=None, until=None, limit=10_000, cursor=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn replay(
        &self,
        py: Python<'_>,
        drafts: Vec<Bound<'_, PyAny>>,
        only_drafts: bool,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        limit: u32,
        cursor: Option<String>,
    ) -> PyResult<Py<PyAny>> {
        let json = |(index, draft)| dumps(draft, &format!("drafts[{index}]"));
        let replay = core::Replay {
            drafts: drafts.iter().enumerate().map(json).collect::<PyResult<_>>()?,
            only_drafts,
            since: maybe_moment(since, "since")?,
            until: maybe_moment(until, "until")?,
            limit,
            cursor,
        };
        replay_page(py, detached(py, || self.0.replay(&replay))?)
    }

    /// What the lint says of all policies together.
    fn lint(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.lint())?, warning)
    }

    /// Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold.
    fn prove(&self, py: Python<'_>, claim: &str) -> PyResult<Py<PyAny>> {
        proof(py, detached(py, || self.0.prove(claim))?)
    }

    /// Every sign-in to an app that goes through though no enforced policy asks anything of it.
    fn gaps(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.gaps())?, gap)
    }
}

pub(crate) fn policy_result(py: Python<'_>, result: &core::PolicyResult) -> PyResult<Py<PyAny>> {
    let core::PolicyResult {
        id,
        display_name,
        state,
        applies,
        result,
        reasons,
        grant_controls,
        operator,
        session_controls,
    } = result;
    let reasons: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
    build!(py, "PolicyResult", {
        id: id, display_name: display_name, state: state.as_str(), applies: *applies, result: result.as_str(),
        reasons: reasons, grant_controls: grant_controls, operator: operator,
        session_controls: session_controls,
    })
}

fn requirement(py: Python<'_>, requirement: core::Requirement) -> PyResult<Py<PyAny>> {
    let core::Requirement { policy_id, index, operator, controls, satisfied, missing } = requirement;
    build!(py, "Requirement", {
        policy_id: policy_id, index: index, operator: operator, controls: controls, satisfied: satisfied,
        missing: missing,
    })
}

pub(crate) fn session_controls(py: Python<'_>, controls: &core::SessionControls) -> PyResult<Py<PyAny>> {
    let core::SessionControls {
        sign_in_frequency,
        secondary_sign_in_frequency,
        persistent_browser,
        application_enforced_restrictions,
        cloud_app_security,
        continuous_access_evaluation,
        disable_resilience_defaults,
        secure_sign_in_session,
        other,
    } = controls;
    let others = PyDict::new(py);
    for (name, json) in other {
        others.set_item(name, loads(py, &json.to_string())?)?;
    }
    build!(py, "SessionControls", {
        sign_in_frequency: sign_in_frequency.map(|every| frequency(py, every)).transpose()?,
        secondary_sign_in_frequency: secondary_sign_in_frequency.map(|every| frequency(py, every)).transpose()?,
        persistent_browser: persistent_browser.map(|kept| match kept {
            core::PersistentBrowser::Never => "never",
            core::PersistentBrowser::Always => "always",
        }),
        application_enforced_restrictions: *application_enforced_restrictions,
        cloud_app_security: cloud_app_security, continuous_access_evaluation: continuous_access_evaluation,
        disable_resilience_defaults: *disable_resilience_defaults,
        secure_sign_in_session: *secure_sign_in_session, other: others,
    })
}

/// A `timedelta`, or the word.
fn frequency(py: Python<'_>, frequency: core::SignInFrequency) -> PyResult<Py<PyAny>> {
    match frequency {
        core::SignInFrequency::EveryTime => Ok(PyString::new(py, "every_time").into_any().unbind()),
        core::SignInFrequency::TimeBased { .. } => span(py, frequency.lifetime_ms()),
    }
}

/// Judges sign-ins by policies without an engine: pure, and the same in every language.
///
/// `case` is a dict of Graph's documents and sign-ins, answered in kind, or the JSON text of one, answered with text.
#[pyfunction]
pub(crate) fn evaluate(py: Python<'_>, case: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if let Ok(text) = case.extract::<String>() {
        let verdicts = detached(py, || Ok(core::evaluate(&text)))?;
        return Ok(PyString::new(py, &verdicts).into_any().unbind());
    }
    let text = dumps(case, "case")?;
    loads(py, &detached(py, || Ok(core::evaluate(&text)))?)
}

/// Every policy that most tenants want.
#[pyfunction]
pub(crate) fn policy_templates(py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
    each(py, core::policy_templates(), |py, template| {
        let core::PolicyTemplate { id, name, description, category } = template;
        build!(py, "PolicyTemplate", { id: id, name: name, description: description, category: category })
    })
}

/// The policy of a template, as Graph's document, report-only.
#[pyfunction]
#[pyo3(signature = (id, *, break_glass_user_ids=None, break_glass_group_ids=None, app_ids=None,
    allowed_location_ids=None, trusted_location_ids=None, authentication_context=None))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments")]
pub(crate) fn policy_template(
    py: Python<'_>,
    id: &str,
    break_glass_user_ids: Option<Vec<String>>,
    break_glass_group_ids: Option<Vec<String>>,
    app_ids: Option<Vec<String>>,
    allowed_location_ids: Option<Vec<String>>,
    trusted_location_ids: Option<Vec<String>>,
    authentication_context: Option<String>,
) -> PyResult<Py<PyAny>> {
    let inputs = core::PolicyTemplateInputs {
        break_glass_user_ids: break_glass_user_ids.unwrap_or_default(),
        break_glass_group_ids: break_glass_group_ids.unwrap_or_default(),
        app_ids: app_ids.unwrap_or_default(),
        allowed_location_ids: allowed_location_ids.unwrap_or_default(),
        trusted_location_ids: trusted_location_ids.unwrap_or_default(),
        authentication_context,
    };
    loads(py, &detached(py, || core::policy_template(id, &inputs))?)
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
            requirements: each(py, self.requirements(), requirement)?,
            session: session_controls(py, &self.session())?,
            _json: self.to_json(),
        })
    }
}
