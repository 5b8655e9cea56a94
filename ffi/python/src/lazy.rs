//! Records that convert a field when it is first read: those that carry lists of others, of which most callers read a
//! field or two. A session is made at every request, and made whole it costs several times what validating it does.

use std::sync::OnceLock;

use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple};

/// A record of the core, read by the names of its fields in Python.
pub(crate) trait Fields: Send + Sync + 'static {
    /// One field, or nothing when there is none of this name.
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>>;
}

/// The base of frozen dataclasses with slots: a slot that is empty is filled when it is read.
///
/// One that was made by its constructor, copied or unpickled is full, and has nothing in here.
#[pyclass(frozen, subclass, module = "doorstep._doorstep")]
pub(crate) struct Lazy(OnceLock<Box<dyn Fields>>);

#[pymethods]
impl Lazy {
    #[new]
    #[pyo3(signature = (*args, **kwargs))]
    fn new(args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        let _ = (args, kwargs); // for the dataclass's own __init__
        Lazy(OnceLock::new())
    }

    /// Called for a name that is not found: a slot that is empty, or none.
    fn __getattr__(slf: &Bound<'_, Self>, name: &Bound<'_, PyString>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let found = match slf.get().0.get() {
            Some(fields) => fields.field(py, &name.to_cow()?)?,
            None => None,
        };
        let Some(value) = found else {
            let text = format!("'{}' object has no attribute '{name}'", slf.get_type().name()?);
            return Err(PyAttributeError::new_err(text));
        };
        // The dataclass refuses its own `__setattr__`.
        static SET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let set =
            SET.get_or_try_init(py, || py.get_type::<PyAny>().getattr("__setattr__").map(Bound::unbind))?;
        set.bind(py).call1((slf, name, &value))?;
        Ok(value)
    }
}

/// A record of the package with nothing filled in yet.
pub(crate) fn unread(class: &Bound<'_, PyAny>, fields: impl Fields) -> PyResult<Py<PyAny>> {
    static NEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = class.py();
    let new = NEW.get_or_try_init(py, || py.get_type::<Lazy>().getattr("__new__").map(Bound::unbind))?;
    let record = new.bind(py).call1((class,))?;
    let _ = record.cast::<Lazy>()?.get().0.set(Box::new(fields));
    Ok(record.unbind())
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
