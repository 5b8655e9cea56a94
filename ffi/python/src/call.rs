//! Crossing the boundary: releasing the interpreter, catching panics, raising errors, building records.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_core::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Something of a Python module, looked up at its first use.
macro_rules! imported {
    ($py:expr, $module:expr, $name:expr) => {{
        static FOUND: pyo3::sync::PyOnceLock<pyo3::Py<pyo3::PyAny>> = pyo3::sync::PyOnceLock::new();
        FOUND.import($py, $module, $name)
    }};
}
pub(crate) use imported;

/// Runs `work` with the interpreter released; errors and panics become exceptions of the package.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T> + Send) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(raise(py, &error)),
        Err(panic) => Err(fell(py, panic)),
    }
}

/// Runs `work`, too short to release the interpreter for; errors and panics become exceptions of the package.
pub(crate) fn guarded<T>(py: Python<'_>, work: impl FnOnce() -> Result<T>) -> PyResult<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(raise(py, &error)),
        Err(panic) => Err(fell(py, panic)),
    }
}

/// What a call ends with that was unwound: what a callable of the host raised, or else a bug.
fn fell(py: Python<'_>, panic: Box<dyn Any + Send>) -> PyErr {
    match panic.downcast::<PyErr>() {
        Ok(raised) => *raised,
        Err(_) => raise(py, &Error::Internal { reason: "a panic".into() }),
    }
}

/// The exception for an error: `doorstep._errors.make(code, number, message, details)`.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    let build = || -> PyResult<Bound<'_, PyAny>> {
        let details = PyDict::new(py);
        match error {
            Error::InvalidArgument { field, reason } => {
                // Durations are `timedelta` here, under names without a unit.
                details.set_item("field", field.strip_suffix("_ms").unwrap_or(field))?;
                details.set_item("reason", reason)?;
            }
            Error::NotFound { kind } | Error::AlreadyExists { kind } | Error::Storage { kind } => {
                details.set_item("kind", kind)?;
            }
            Error::Forbidden { needs } => details.set_item("needs", needs)?,
            Error::PolicyInvalid { path, reason } => {
                details.set_item("path", path)?;
                details.set_item("reason", reason)?;
            }
            Error::PolicyUnsupported { path } => details.set_item("path", path)?,
            Error::IncompatibleDatabase { reason }
            | Error::KeyUnavailable { reason }
            | Error::Mail { reason }
            | Error::Internal { reason } => details.set_item("reason", reason)?,
            Error::KeyMismatch | Error::StorageFull | Error::OutcomeUnknown | Error::Busy => {}
        }
        imported!(py, "doorstep._errors", "make")?.call1((
            error.code(),
            error.number(),
            error.to_string(),
            details,
        ))
    };
    match build() {
        Ok(exception) => PyErr::from_value(exception),
        Err(failure) => failure,
    }
}

/// An `invalid_argument` raised by the conversion itself.
pub(crate) fn invalid(py: Python<'_>, field: &str, reason: &str) -> PyErr {
    raise(py, &Error::InvalidArgument { field: field.into(), reason: reason.into() })
}

/// Builds a record or step of the package from its fields by name.
macro_rules! build {
    ($py:expr, $class:literal, { $($name:ident : $value:expr),* $(,)? }) => {{
        let fields = pyo3::types::PyDict::new($py);
        $( fields.set_item(pyo3::intern!($py, stringify!($name)), $value)?; )*
        let class = crate::call::imported!($py, "doorstep", $class)?;
        pyo3::types::PyAnyMethods::call(class, (), Some(&fields)).map(pyo3::Bound::unbind)
    }};
}
pub(crate) use build;

/// Converts every item of a list.
pub(crate) fn each<T>(
    py: Python<'_>,
    items: impl IntoIterator<Item = T>,
    convert: impl Fn(Python<'_>, T) -> PyResult<Py<PyAny>>,
) -> PyResult<Vec<Py<PyAny>>> {
    items.into_iter().map(|item| convert(py, item)).collect()
}

/// Milliseconds since the epoch as a `datetime` in UTC.
pub(crate) fn at(py: Python<'_>, milliseconds: i64) -> PyResult<Py<PyAny>> {
    Ok(imported!(py, "doorstep._time", "at")?.call1((milliseconds,))?.unbind())
}

/// The same of a time that may be missing.
pub(crate) fn maybe_at(py: Python<'_>, milliseconds: Option<i64>) -> PyResult<Option<Py<PyAny>>> {
    milliseconds.map(|ms| at(py, ms)).transpose()
}

/// Milliseconds as a `timedelta`.
pub(crate) fn span(py: Python<'_>, milliseconds: i64) -> PyResult<Py<PyAny>> {
    Ok(imported!(py, "doorstep._time", "span")?.call1((milliseconds,))?.unbind())
}

/// An aware `datetime`, the argument `field`, in milliseconds since the epoch.
pub(crate) fn moment(value: &Bound<'_, PyAny>, field: &str) -> PyResult<i64> {
    imported!(value.py(), "doorstep._time", "moment")?.call1((value, field))?.extract()
}

/// The same of an argument that may be missing.
pub(crate) fn maybe_moment(value: Option<&Bound<'_, PyAny>>, field: &str) -> PyResult<Option<i64>> {
    value.map(|value| moment(value, field)).transpose()
}

/// A `timedelta`, the argument `field`, in milliseconds.
pub(crate) fn duration(value: &Bound<'_, PyAny>, field: &str) -> PyResult<i64> {
    imported!(value.py(), "doorstep._time", "duration")?.call1((value, field))?.extract()
}

/// JSON text as Python values.
pub(crate) fn loads(py: Python<'_>, json: &str) -> PyResult<Py<PyAny>> {
    Ok(imported!(py, "json", "loads")?.call1((json,))?.unbind())
}

/// Python values, the argument `field`, as JSON text.
pub(crate) fn dumps(value: &Bound<'_, PyAny>, field: &str) -> PyResult<String> {
    let text = imported!(value.py(), "json", "dumps")?.call1((value,)).map_err(|_| {
        invalid(value.py(), field, "must be made of dict, list, str, int, float, bool and None")
    })?;
    text.extract()
}
