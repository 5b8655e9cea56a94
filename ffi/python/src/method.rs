//! The authentication methods policy.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{build, detached, dumps, each, invalid, loads};

/// The authentication methods policy: which methods are enabled for whom.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Methods(pub(crate) core::Methods);

fn target(py: Python<'_>, target: core::Target) -> PyResult<Py<PyAny>> {
    let (kind, id) = match target {
        core::Target::AllUsers => ("all_users", None),
        core::Target::Group { id } => ("group", Some(id)),
        core::Target::User { id } => ("user", Some(id)),
    };
    build!(py, "Target", { kind: kind, id: id })
}

fn given_targets(given: Vec<Bound<'_, PyAny>>) -> PyResult<Vec<core::Target>> {
    given
        .iter()
        .map(|target| {
            let kind: String = target.getattr("kind")?.extract()?;
            let id: Option<String> = target.getattr("id")?.extract()?;
            match (kind.as_str(), id) {
                ("all_users", None) => Ok(core::Target::AllUsers),
                ("group", Some(id)) => Ok(core::Target::Group { id }),
                ("user", Some(id)) => Ok(core::Target::User { id }),
                _ => Err(invalid(target.py(), "target", "must be all users, a group or a user")),
            }
        })
        .collect()
}

fn method(py: Python<'_>, settings: core::MethodSettings) -> PyResult<Py<PyAny>> {
    let core::MethodSettings { configuration, warnings } = settings;
    let core::MethodConfiguration { kind, enabled, include, exclude } = configuration;
    build!(py, "MethodConfiguration", {
        kind: kind.as_str(), enabled: enabled, include: each(py, include, target)?,
        exclude: each(py, exclude, target)?, warnings: each(py, warnings, crate::policy::warning)?,
    })
}

/// Reads `"password"` or `"email_otp"`.
pub(crate) fn method_kind(py: Python<'_>, word: &str) -> PyResult<core::MethodKind> {
    core::MethodKind::from_word(word).ok_or_else(|| invalid(py, "kind", "must be password or email_otp"))
}

#[pymethods]
impl Methods {
    /// How a method is set.
    fn get(&self, py: Python<'_>, kind: &str) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        method(py, detached(py, || self.0.get(kind))?)
    }

    /// How every method is set.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, method)
    }

    /// Enables a method for those in `include` (all users when not given), never for those in `exclude`.
    #[pyo3(signature = (kind, *, include=None, exclude=None))]
    fn enable(
        &self,
        py: Python<'_>,
        kind: &str,
        include: Option<Vec<Bound<'_, PyAny>>>,
        exclude: Option<Vec<Bound<'_, PyAny>>>,
    ) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        let include = include.map(given_targets).transpose()?;
        let exclude = given_targets(exclude.unwrap_or_default())?;
        method(py, detached(py, || self.0.enable(kind, include, exclude))?)
    }

    /// Disables a method for everybody; its targets are kept.
    fn disable(&self, py: Python<'_>, kind: &str) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        method(py, detached(py, || self.0.disable(kind))?)
    }

    /// The setting as Microsoft Graph's document (`emailAuthenticationMethodConfiguration`).
    fn to_graph(&self, py: Python<'_>, kind: &str) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        loads(py, &detached(py, || self.0.to_graph(kind))?)
    }

    /// Changes what a Microsoft Graph document names, as PATCH does.
    fn update_from_graph(
        &self,
        py: Python<'_>,
        kind: &str,
        document: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        let document = dumps(document, "document")?;
        method(py, detached(py, || self.0.update_from_graph(kind, &document))?)
    }
}
