//! User flows and their attributes.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, detached, dumps, each, invalid, loads};

/// User flows: how people sign up and in.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct UserFlows(pub(crate) core::UserFlows);

pub(crate) fn flow_attribute(py: Python<'_>, attribute: core::FlowAttribute) -> PyResult<Py<PyAny>> {
    let core::FlowAttribute { name, label, kind, required, pattern, choices } = attribute;
    build!(py, "FlowAttribute", {
        name: name, label: label, type: kind.as_str(), required: required, pattern: pattern, choices: choices,
    })
}

fn flow(py: Python<'_>, flow: core::UserFlow) -> PyResult<Py<PyAny>> {
    let core::UserFlow {
        id,
        display_name,
        identity_provider,
        sign_up_allowed,
        attributes,
        client_ids,
        reveal_existing_accounts,
        created_at,
    } = flow;
    build!(py, "UserFlow", {
        id: id, display_name: display_name, identity_provider: identity_provider.as_str(),
        sign_up_allowed: sign_up_allowed, attributes: each(py, attributes, flow_attribute)?,
        client_ids: client_ids, reveal_existing_accounts: reveal_existing_accounts,
        created_at: at(py, created_at)?,
    })
}

fn given_attribute(index: usize, given: &Bound<'_, PyAny>) -> PyResult<core::FlowAttribute> {
    let get = |name: &str| given.getattr(name);
    let word: String = get("type")?.extract()?;
    let kind = match word.as_str() {
        "string" => core::AttributeKind::String,
        "boolean" => core::AttributeKind::Boolean,
        "integer" => core::AttributeKind::Integer,
        "choice" => core::AttributeKind::Choice,
        _ => {
            let field = format!("attributes[{index}].type");
            return Err(invalid(given.py(), &field, "must be string, boolean, integer or choice"));
        }
    };
    Ok(core::FlowAttribute {
        name: get("name")?.extract()?,
        label: get("label")?.extract()?,
        kind,
        required: get("required")?.extract()?,
        pattern: get("pattern")?.extract()?,
        choices: get("choices")?.extract()?,
    })
}

fn given_attributes(given: Vec<Bound<'_, PyAny>>) -> PyResult<Vec<core::FlowAttribute>> {
    given.iter().enumerate().map(|(index, attribute)| given_attribute(index, attribute)).collect()
}

fn provider(py: Python<'_>, word: &str) -> PyResult<core::IdentityProvider> {
    let found = core::IdentityProvider::from_word(word);
    found.ok_or_else(|| invalid(py, "identity_provider", "must be email_password or email_otp"))
}

#[pymethods]
impl UserFlows {
    /// Creates a flow and attaches its apps.
    #[pyo3(signature = (display_name, identity_provider, *, sign_up_allowed=true, attributes=None,
        client_ids=None, reveal_existing_accounts=false))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn create(
        &self,
        py: Python<'_>,
        display_name: String,
        identity_provider: &str,
        sign_up_allowed: bool,
        attributes: Option<Vec<Bound<'_, PyAny>>>,
        client_ids: Option<Vec<String>>,
        reveal_existing_accounts: bool,
    ) -> PyResult<Py<PyAny>> {
        let new = core::NewUserFlow {
            display_name,
            identity_provider: provider(py, identity_provider)?,
            sign_up_allowed,
            attributes: given_attributes(attributes.unwrap_or_default())?,
            client_ids: client_ids.unwrap_or_default(),
            reveal_existing_accounts,
        };
        flow(py, detached(py, || self.0.create(&new))?)
    }

    /// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow` document.
    fn create_from_graph(&self, py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let document = dumps(document, "document")?;
        flow(py, detached(py, || self.0.create_from_graph(&document))?)
    }

    /// The flow as Microsoft Graph's document.
    fn to_graph(&self, py: Python<'_>, flow_id: &str) -> PyResult<Py<PyAny>> {
        loads(py, &detached(py, || self.0.to_graph(flow_id))?)
    }

    /// Every flow, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, flow)
    }

    /// One flow.
    fn get(&self, py: Python<'_>, flow_id: &str) -> PyResult<Py<PyAny>> {
        flow(py, detached(py, || self.0.get(flow_id))?)
    }

    /// Changes what is given and leaves the rest.
    #[pyo3(signature = (flow_id, *, display_name=None, identity_provider=None, sign_up_allowed=None,
        attributes=None, reveal_existing_accounts=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn update(
        &self,
        py: Python<'_>,
        flow_id: &str,
        display_name: Option<String>,
        identity_provider: Option<&str>,
        sign_up_allowed: Option<bool>,
        attributes: Option<Vec<Bound<'_, PyAny>>>,
        reveal_existing_accounts: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let changes = core::UserFlowChanges {
            display_name,
            identity_provider: identity_provider.map(|word| provider(py, word)).transpose()?,
            sign_up_allowed,
            attributes: attributes.map(given_attributes).transpose()?,
            reveal_existing_accounts,
        };
        flow(py, detached(py, || self.0.update(flow_id, &changes))?)
    }

    /// Puts an app into a flow. An app is in at most one.
    fn attach_app(&self, py: Python<'_>, flow_id: &str, client_id: &str) -> PyResult<()> {
        detached(py, || self.0.attach_app(flow_id, client_id))
    }

    /// Takes an app out of a flow.
    fn detach_app(&self, py: Python<'_>, flow_id: &str, client_id: &str) -> PyResult<()> {
        detached(py, || self.0.detach_app(flow_id, client_id))
    }

    /// Deletes a flow; its apps are in none then.
    fn delete(&self, py: Python<'_>, flow_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(flow_id))
    }
}
