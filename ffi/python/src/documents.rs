//! What policies refer to: named locations, authentication strengths and authentication contexts.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, detached, dumps, each, loads, maybe_at};

/// Named locations: networks, which may be trusted, and countries. Policies name them by id.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Locations(pub(crate) core::Locations);

fn location(py: Python<'_>, location: core::LocationRecord) -> PyResult<Py<PyAny>> {
    let core::LocationRecord { id, display_name, is_trusted, document, created_at, modified_at } = location;
    build!(py, "LocationRecord", {
        id: id, display_name: display_name, is_trusted: is_trusted, document: loads(py, &document)?,
        created_at: at(py, created_at)?, modified_at: maybe_at(py, modified_at)?,
    })
}

#[pymethods]
impl Locations {
    /// Creates a location from Microsoft Graph's `ipNamedLocation` or `countryNamedLocation` document.
    fn create(&self, py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let document = dumps(document, "document")?;
        location(py, detached(py, || self.0.create(&document))?)
    }

    /// Every location, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, location)
    }

    /// One location.
    fn get(&self, py: Python<'_>, location_id: &str) -> PyResult<Py<PyAny>> {
        location(py, detached(py, || self.0.get(location_id))?)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    fn update(&self, py: Python<'_>, location_id: &str, changes: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let changes = dumps(changes, "changes")?;
        location(py, detached(py, || self.0.update(location_id, &changes))?)
    }

    /// Deletes a location; refused while it is trusted, and while a policy names it.
    fn delete(&self, py: Python<'_>, location_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(location_id))
    }
}

/// Authentication strengths: which combinations of methods are good enough. Policies ask for them by id.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct AuthenticationStrengths(pub(crate) core::AuthenticationStrengths);

fn strength(py: Python<'_>, strength: core::StrengthRecord) -> PyResult<Py<PyAny>> {
    let core::StrengthRecord { id, display_name, built_in, document, created_at, modified_at } = strength;
    build!(py, "StrengthRecord", {
        id: id, display_name: display_name, built_in: built_in, document: loads(py, &document)?,
        created_at: maybe_at(py, created_at)?, modified_at: maybe_at(py, modified_at)?,
    })
}

#[pymethods]
impl AuthenticationStrengths {
    /// Creates a strength from Microsoft Graph's `authenticationStrengthPolicy` document.
    fn create(&self, py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let document = dumps(document, "document")?;
        strength(py, detached(py, || self.0.create(&document))?)
    }

    /// The built-in strengths, and then the tenant's own, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, strength)
    }

    /// One strength.
    fn get(&self, py: Python<'_>, strength_id: &str) -> PyResult<Py<PyAny>> {
        strength(py, detached(py, || self.0.get(strength_id))?)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does. Built-in ones stay as they are.
    fn update(&self, py: Python<'_>, strength_id: &str, changes: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let changes = dumps(changes, "changes")?;
        strength(py, detached(py, || self.0.update(strength_id, &changes))?)
    }

    /// Deletes a strength; refused for built-in ones, and while a policy asks for it.
    fn delete(&self, py: Python<'_>, strength_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(strength_id))
    }
}

/// Authentication contexts: names, `c1` to `c99`, for what an app asks more for than a sign-in.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct AuthenticationContexts(pub(crate) core::AuthenticationContexts);

fn context(py: Python<'_>, context: core::AuthenticationContextRecord) -> PyResult<Py<PyAny>> {
    let core::AuthenticationContextRecord {
        id,
        display_name,
        is_available,
        document,
        created_at,
        modified_at,
    } = context;
    build!(py, "AuthenticationContextRecord", {
        id: id, display_name: display_name, is_available: is_available, document: loads(py, &document)?,
        created_at: at(py, created_at)?, modified_at: maybe_at(py, modified_at)?,
    })
}

#[pymethods]
impl AuthenticationContexts {
    /// Creates a context from Microsoft Graph's `authenticationContextClassReference` document.
    fn create(&self, py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let document = dumps(document, "document")?;
        context(py, detached(py, || self.0.create(&document))?)
    }

    /// Every context, oldest first.
    fn list(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        each(py, detached(py, || self.0.list())?, context)
    }

    /// One context.
    fn get(&self, py: Python<'_>, context_id: &str) -> PyResult<Py<PyAny>> {
        context(py, detached(py, || self.0.get(context_id))?)
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does. The id stays.
    fn update(&self, py: Python<'_>, context_id: &str, changes: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let changes = dumps(changes, "changes")?;
        context(py, detached(py, || self.0.update(context_id, &changes))?)
    }

    /// Deletes a context; refused while it is available, and while a policy names it.
    fn delete(&self, py: Python<'_>, context_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete(context_id))
    }
}
