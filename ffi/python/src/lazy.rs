//! Records that convert a field when it is first read: those that carry lists of others, of which most callers read a
//! field or two. A session is made at every request, and made whole it costs several times what validating it does.

use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

/// A record of the core, read by the names of its fields in Python.
pub(crate) trait Fields: Send + Sync + 'static {
    /// One field, or nothing when there is none of this name.
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Option<Py<PyAny>>>;
}

/// Where a record of the package finds the fields that nobody has read yet.
#[pyclass(frozen, module = "doorstep._doorstep")]
pub(crate) struct Source(pub(crate) Box<dyn Fields>);

#[pymethods]
impl Source {
    fn field(&self, py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
        self.0.field(py, name)?.ok_or_else(|| PyAttributeError::new_err(name.to_owned()))
    }
}

/// A lazy record of the package, over a record of the core.
macro_rules! lazy {
    ($py:expr, $class:literal, $record:expr) => {{
        let class = crate::call::imported!($py, "doorstep", $class)?;
        let make = crate::call::imported!($py, "doorstep._lazy", "make")?;
        let source = crate::lazy::Source(Box::new($record));
        pyo3::types::PyAnyMethods::call1(make, (class, source)).map(pyo3::Bound::unbind)
    }};
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
