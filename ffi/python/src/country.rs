//! Where an engine learns the country of an address: a Python callable, or a database file.

use std::net::IpAddr;
use std::panic::resume_unwind;
use std::sync::Arc;

use doorstep_core as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::call::{detached, invalid};

/// What an engine asks, of the two ways to say so.
pub(crate) fn country_lookup(
    py: Python<'_>,
    callable: Option<Bound<'_, PyAny>>,
    database: Option<&str>,
) -> PyResult<Option<Arc<dyn core::CountryLookup>>> {
    match (callable, database) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(invalid(py, "country_database", "cannot be given beside a country_lookup")),
        (Some(callable), None) if callable.is_callable() => Ok(Some(Arc::new(Callable(callable.unbind())))),
        (Some(_), None) => Err(PyTypeError::new_err("country_lookup must be a callable")),
        (None, Some(path)) => {
            let countries = detached(py, || {
                core::MaxMindCountries::open(path).map_err(|error| match error {
                    core::Error::InvalidArgument { reason, .. } => {
                        core::Error::InvalidArgument { field: "country_database".into(), reason }
                    }
                    other => other,
                })
            })?;
            Ok(Some(Arc::new(countries)))
        }
    }
}

struct Callable(Py<PyAny>);

impl core::CountryLookup for Callable {
    fn country(&self, ip: IpAddr) -> Option<String> {
        // Attached only for the call: nothing of the engine is held here, so the callable may call back in.
        let answer = Python::try_attach(|py| {
            let found = self.0.call1(py, (ip.to_string(),))?;
            found.extract(py).map_err(|_| {
                let class =
                    found.bind(py).get_type().name().map_or_else(|_| "?".into(), |name| name.to_string());
                PyTypeError::new_err(format!("country_lookup must return str or None, not {class}"))
            })
        });
        match answer {
            Some(Ok(country)) => country,
            // It ends the call that asked, before that has changed anything, and comes out of it: see `call::fell`.
            Some(Err::<_, PyErr>(raised)) => resume_unwind(Box::new(raised)),
            // No interpreter any more: the program ends.
            None => None,
        }
    }
}
