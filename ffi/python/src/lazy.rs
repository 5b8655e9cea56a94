//! Records that convert a field when it is first read: those that carry lists of others, of which most callers read a
//! field or two. A session is made at every request, and made whole it costs several times what validating it does.

use pyo3::exceptions::PyAttributeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::call::imported;

/// A record of the core, read by the names of its fields in Python.
pub(crate) trait Fields: Send + Sync + 'static {
    /// One field, or nothing when there is none of this name.
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>>;
}

/// Where a record of the package finds the fields that nobody has read yet.
#[pyclass(frozen, module = "doorstep._doorstep")]
pub(crate) struct Source(Box<dyn Fields>);

#[pymethods]
impl Source {
    /// Puts a field that is missing into the record and answers with it.
    fn fill(&self, record: &Bound<'_, PyAny>, name: &Bound<'_, PyString>) -> PyResult<Py<PyAny>> {
        let py = record.py();
        let Some(value) = self.0.field(py, name.to_cow()?.as_ref())? else {
            let text = format!("'{}' object has no attribute '{name}'", record.get_type().name()?);
            return Err(PyAttributeError::new_err(text));
        };
        set(record, name, value.bind(py))?;
        Ok(value)
    }
}

/// A record of the package with nothing filled in yet.
pub(crate) fn unread(class: &Bound<'_, PyAny>, fields: impl Fields) -> PyResult<Py<PyAny>> {
    let py = class.py();
    let record = imported!(py, "doorstep._lazy", "blank")?.call1((class,))?;
    let source = Bound::new(py, Source(Box::new(fields)))?;
    set(&record, intern!(py, "_source"), source.as_any())?;
    Ok(record.unbind())
}

/// Sets an attribute although the record is frozen.
fn set(record: &Bound<'_, PyAny>, name: &Bound<'_, PyString>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    imported!(record.py(), "doorstep._lazy", "put")?.call1((record, name, value)).map(drop)
}

/// A record of the package that reads its fields from a record of the core.
macro_rules! lazy {
    ($py:expr, $class:literal, $record:expr) => {
        crate::lazy::unread(crate::call::imported!($py, "doorstep", $class)?, $record)
    };
}
pub(crate) use lazy;

/// The field of this name, converted.
macro_rules! pick {
    ($py:expr, $wanted:expr, { $($name:ident : $value:expr),* $(,)? }) => {
        match $wanted {
            $( stringify!($name) => pyo3::IntoPyObjectExt::into_py_any($value, $py).map(Some), )*
            _ => Ok(None),
        }
    };
}
pub(crate) use pick;
