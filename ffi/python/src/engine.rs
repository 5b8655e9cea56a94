//! The engine, its keys, its clock and its limits.

use std::sync::Arc;

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, detached, duration, each, guarded, moment};
use crate::country::country_lookup;
use crate::mail::mailer;
use crate::tenant::Tenant;

/// The host's master key, from which every other key is derived. Keep it away from the database.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct KeyRing(core::KeyRing);

#[pymethods]
impl KeyRing {
    /// A ring of one key of exactly 32 random bytes.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, key: &[u8]) -> PyResult<Self> {
        guarded(py, || core::KeyRing::from_bytes(key)).map(Self)
    }

    /// Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
    #[staticmethod]
    fn from_file(py: Python<'_>, path: &str) -> PyResult<Self> {
        detached(py, || core::KeyRing::from_file(path)).map(Self)
    }

    /// Writes a new random key to `path`, mode 0600. A file that exists is never overwritten.
    #[staticmethod]
    fn create_file(py: Python<'_>, path: &str) -> PyResult<Self> {
        detached(py, || core::KeyRing::create_file(path)).map(Self)
    }

    /// Reads the key from an environment variable of 64 hexadecimal digits.
    #[staticmethod]
    fn from_env(py: Python<'_>, variable: &str) -> PyResult<Self> {
        guarded(py, || core::KeyRing::from_env(variable)).map(Self)
    }

    /// A short name of the key, derived from it and no help in finding it.
    #[getter]
    fn id(&self) -> String {
        self.0.id()
    }

    fn __repr__(&self) -> String {
        format!("<doorstep.KeyRing {}>", self.0.id())
    }
}

/// A clock that stands still until told to move: for tests.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct ManualClock(Arc<core::ManualClock>);

#[pymethods]
impl ManualClock {
    #[new]
    fn new(now: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(ManualClock(Arc::new(core::ManualClock::new(moment(now, "now")?))))
    }

    /// Moves by a timedelta, backwards when negative.
    fn advance(&self, by: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.advance(duration(by, "by")?);
        Ok(())
    }

    /// Jumps to a time.
    fn set(&self, now: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.set(moment(now, "now")?);
        Ok(())
    }

    /// The time it shows.
    fn now(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        at(py, core::Clock::now(&*self.0))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<doorstep.ManualClock {}>", self.now(py)?.bind(py).str()?))
    }
}

/// Tightens the built-in limits; a value looser than the built-in one is refused when the engine opens.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Limits(core::Limits);

#[pymethods]
impl Limits {
    #[new]
    #[pyo3(signature = (*, code_lifetime=None, tries_per_code=5, resend_after=None, sends_per_journey=5,
        sends_per_hour=10, sends_per_day=20, wrong_codes_before_lock=10, wrong_codes_per_day=20,
        wrong_passwords_before_lock=10))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        code_lifetime: Option<&Bound<'_, PyAny>>,
        tries_per_code: u32,
        resend_after: Option<&Bound<'_, PyAny>>,
        sends_per_journey: u32,
        sends_per_hour: u32,
        sends_per_day: u32,
        wrong_codes_before_lock: u32,
        wrong_codes_per_day: u32,
        wrong_passwords_before_lock: u32,
    ) -> PyResult<Self> {
        let defaults = core::Limits::default();
        let limits = core::Limits {
            code_lifetime_ms: match code_lifetime {
                Some(value) => duration(value, "code_lifetime")?,
                None => defaults.code_lifetime_ms,
            },
            tries_per_code,
            resend_after_ms: match resend_after {
                Some(value) => duration(value, "resend_after")?,
                None => defaults.resend_after_ms,
            },
            sends_per_journey,
            sends_per_hour,
            sends_per_day,
            wrong_codes_before_lock,
            wrong_codes_per_day,
            wrong_passwords_before_lock,
        };
        guarded(py, || limits.validate())?;
        Ok(Limits(limits))
    }

    fn __repr__(&self) -> String {
        format!("<doorstep.{:?}>", self.0)
    }
}

/// How many policies, and what they refer to, a tenant may have: Microsoft's numbers by default, up to 10,000 each.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct PolicyLimits(core::PolicyLimits);

#[pymethods]
impl PolicyLimits {
    #[new]
    #[pyo3(signature = (*, policies=240, locations=195, authentication_strengths=100, location_ranges=2000,
        mfa_trusted_ips=50, policy_applications=250))]
    fn new(
        py: Python<'_>,
        policies: u32,
        locations: u32,
        authentication_strengths: u32,
        location_ranges: u32,
        mfa_trusted_ips: u32,
        policy_applications: u32,
    ) -> PyResult<Self> {
        let limits = core::PolicyLimits {
            policies,
            locations,
            authentication_strengths,
            location_ranges,
            mfa_trusted_ips,
            policy_applications,
        };
        guarded(py, || limits.validate())?;
        Ok(PolicyLimits(limits))
    }

    fn __repr__(&self) -> String {
        format!("<doorstep.{:?}>", self.0)
    }
}

/// One opened database with its keys, mailer and clock. Everything starts here. Use it from any thread.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Engine(core::Engine);

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (database, keys, *, mailer=None, clock=None, limits=None, policy_limits=None,
        country_lookup=None, country_database=None, deliver_in_background=true))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        database: &str,
        keys: &KeyRing,
        mailer: Option<Bound<'_, PyAny>>,
        clock: Option<&ManualClock>,
        limits: Option<&Limits>,
        policy_limits: Option<&PolicyLimits>,
        country_lookup: Option<Bound<'_, PyAny>>,
        country_database: Option<&str>,
        deliver_in_background: bool,
    ) -> PyResult<Self> {
        let mut options = core::EngineOptions::new(core::Database::from_text(database), keys.0.clone());
        if let Some(clock) = clock {
            options.clock = clock.0.clone();
        }
        if let Some(limits) = limits {
            options.limits = limits.0.clone();
        }
        if let Some(limits) = policy_limits {
            options.policy_limits = limits.0.clone();
        }
        options.country_lookup = self::country_lookup(py, country_lookup, country_database)?;
        options.mailer = mailer.map(self::mailer).transpose()?;
        options.deliver_in_background = deliver_in_background;
        detached(py, || core::Engine::open(options)).map(Self)
    }

    /// Creates a tenant.
    fn create_tenant(&self, py: Python<'_>, name: &str) -> PyResult<Tenant> {
        detached(py, || self.0.create_tenant(name)).map(Tenant)
    }

    /// Every tenant of the file, by name.
    fn tenants(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        let tenants = detached(py, || self.0.tenants())?;
        each(py, tenants, |py, tenant| {
            let core::TenantRecord { id, name, created_at } = tenant;
            build!(py, "TenantRecord", { id: id, name: name, created_at: at(py, created_at)? })
        })
    }

    /// Opens a tenant by name or id.
    fn tenant(&self, py: Python<'_>, name_or_id: &str) -> PyResult<Tenant> {
        detached(py, || self.0.tenant(name_or_id)).map(Tenant)
    }

    /// Renames a tenant.
    fn rename_tenant(&self, py: Python<'_>, name_or_id: &str, new_name: &str) -> PyResult<()> {
        detached(py, || self.0.rename_tenant(name_or_id, new_name))
    }

    /// Deletes a tenant with everything in it.
    fn delete_tenant(&self, py: Python<'_>, name_or_id: &str) -> PyResult<()> {
        detached(py, || self.0.delete_tenant(name_or_id))
    }

    /// Delivers what waits in the outbox and is due, on this thread.
    fn deliver_mail(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let core::MailReport { sent, failed, dropped, waiting } = detached(py, || self.0.deliver_mail())?;
        build!(py, "MailReport", { sent: sent, failed: failed, dropped: dropped, waiting: waiting })
    }

    /// Deletes what has expired.
    fn purge(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let core::PurgeReport { journeys, sessions, messages, counters } = detached(py, || self.0.purge())?;
        build!(py, "PurgeReport", {
            journeys: journeys, sessions: sessions, messages: messages, counters: counters,
        })
    }

    /// Stops background work, waiting for a mail that is being handed over.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        detached(py, || {
            self.0.close();
            Ok(())
        })
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (exc_type, exc_value, traceback))]
    fn __exit__(
        &self,
        py: Python<'_>,
        exc_type: Option<Bound<'_, PyAny>>,
        exc_value: Option<Bound<'_, PyAny>>,
        traceback: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let _ = (exc_type, exc_value, traceback);
        self.close(py)
    }

    fn __repr__(&self) -> &'static str {
        "<doorstep.Engine>"
    }
}
