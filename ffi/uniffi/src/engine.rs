//! The engine, its keys, its clock and its limits.

use std::net::IpAddr;
use std::sync::Arc;

use doorstep_core as core;
use zeroize::Zeroizing;

use crate::call::{DoorstepError, Result, guarded};
use crate::mail::{MailReport, MailRoute, mailer};
use crate::tenant::{Tenant, TenantRecord};
use core::{Limits, PolicyLimits, PurgeReport};

/// The host's master key, from which every other key is derived.
#[derive(uniffi::Object)]
pub(crate) struct KeyRing(core::KeyRing);

#[uniffi::export]
impl KeyRing {
    /// A ring of one key of exactly 32 random bytes.
    #[uniffi::constructor]
    fn from_bytes(key: Vec<u8>) -> Result<Arc<Self>> {
        let key = Zeroizing::new(key);
        guarded(|| core::KeyRing::from_bytes(&key)).map(|ring| Arc::new(KeyRing(ring)))
    }

    /// Reads a key file of 64 hexadecimal digits that only its owner can read (mode 0600).
    #[uniffi::constructor]
    fn from_file(path: String) -> Result<Arc<Self>> {
        guarded(|| core::KeyRing::from_file(&path)).map(|ring| Arc::new(KeyRing(ring)))
    }

    /// Writes a new random key to `path`, mode 0600. A file that exists is never overwritten.
    #[uniffi::constructor]
    fn create_file(path: String) -> Result<Arc<Self>> {
        guarded(|| core::KeyRing::create_file(&path)).map(|ring| Arc::new(KeyRing(ring)))
    }

    /// Reads the key from an environment variable of 64 hexadecimal digits.
    #[uniffi::constructor]
    fn from_env(variable: String) -> Result<Arc<Self>> {
        guarded(|| core::KeyRing::from_env(&variable)).map(|ring| Arc::new(KeyRing(ring)))
    }

    /// A short name of the key, derived from it and no help in finding it.
    fn id(&self) -> Result<String> {
        guarded(|| Ok(self.0.id()))
    }
}

/// A clock that stands still until told to move: for tests.
#[derive(uniffi::Object)]
pub(crate) struct ManualClock(Arc<core::ManualClock>);

#[uniffi::export]
impl ManualClock {
    /// Starts at `now`, in milliseconds since the Unix epoch.
    #[uniffi::constructor]
    fn new(now: i64) -> Arc<Self> {
        Arc::new(ManualClock(Arc::new(core::ManualClock::new(now))))
    }

    /// Moves by so many milliseconds, backwards when negative.
    fn advance(&self, milliseconds: i64) -> Result<()> {
        guarded(|| {
            self.0.advance(milliseconds);
            Ok(())
        })
    }

    /// Jumps to a time.
    fn set(&self, now: i64) -> Result<()> {
        guarded(|| {
            self.0.set(now);
            Ok(())
        })
    }

    /// The time it shows.
    fn now(&self) -> Result<i64> {
        guarded(|| Ok(core::Clock::now(&*self.0)))
    }
}

/// The host's own clock.
#[uniffi::export(foreign)]
pub(crate) trait Clock: Send + Sync {
    /// The time now, in milliseconds since the Unix epoch.
    fn now(&self) -> Result<i64>;
}

/// A host's clock that fails has no time to offer: the call that asks for it ends with `internal`.
struct HostClock(Arc<dyn Clock>);

impl core::Clock for HostClock {
    #[allow(clippy::expect_used, reason = "the trait has no error, and every call into core catches panics")]
    fn now(&self) -> i64 {
        self.0.now().expect("the host's clock failed")
    }
}

/// Where the time comes from.
#[derive(uniffi::Enum)]
pub(crate) enum TimeSource {
    /// From the host.
    Host {
        /// Its clock.
        clock: Arc<dyn Clock>,
    },
    /// From a clock that is moved by hand.
    Manual {
        /// That clock.
        clock: Arc<ManualClock>,
    },
}

/// The host's own knowledge of countries.
#[uniffi::export(foreign)]
pub(crate) trait CountryLookup: Send + Sync {
    /// The country of an address, if it is known.
    fn country(&self, ip: String) -> Result<Option<String>>;
}

/// A host's look-up that fails knows nothing it could answer: the call that asks for it ends with `internal`.
struct HostCountries(Arc<dyn CountryLookup>);

impl core::CountryLookup for HostCountries {
    #[allow(clippy::expect_used, reason = "the trait has no error, and every call into core catches panics")]
    fn country(&self, ip: IpAddr) -> Option<String> {
        self.0.country(ip.to_string()).expect("the host's country look-up failed")
    }
}

/// Who knows the country of an address.
#[derive(uniffi::Enum)]
pub(crate) enum CountrySource {
    /// The host.
    Host {
        /// Its look-up.
        lookup: Arc<dyn CountryLookup>,
    },
    /// A file in MaxMind's DB format.
    File {
        /// Where it is.
        path: String,
    },
}

fn countries(source: CountrySource) -> core::Result<Arc<dyn core::CountryLookup>> {
    match source {
        CountrySource::Host { lookup } => Ok(Arc::new(HostCountries(lookup))),
        CountrySource::File { path } => match core::MaxMindCountries::open(path) {
            Ok(countries) => Ok(Arc::new(countries)),
            // Among the options of an engine, the path has the name of what it is for.
            Err(core::Error::InvalidArgument { reason, .. }) => {
                Err(core::Error::InvalidArgument { field: "country_database".into(), reason })
            }
            Err(other) => Err(other),
        },
    }
}

#[uniffi::remote(Record)]
pub(crate) struct PolicyLimits {
    pub policies: u32,
    pub locations: u32,
    pub authentication_strengths: u32,
    pub location_ranges: u32,
    pub mfa_trusted_ips: u32,
    pub policy_applications: u32,
}

/// How many policies, and what they refer to, a tenant may have unless the host says otherwise.
#[uniffi::export]
fn default_policy_limits() -> PolicyLimits {
    PolicyLimits::default()
}

#[uniffi::remote(Record)]
pub(crate) struct Limits {
    pub code_lifetime_ms: i64,
    pub tries_per_code: u32,
    pub resend_after_ms: i64,
    pub sends_per_journey: u32,
    pub sends_per_hour: u32,
    pub sends_per_day: u32,
    pub wrong_codes_before_lock: u32,
    pub wrong_codes_per_day: u32,
    pub wrong_passwords_before_lock: u32,
}

/// The built-in limits.
#[uniffi::export]
fn default_limits() -> Limits {
    Limits::default()
}

#[uniffi::remote(Record)]
pub(crate) struct PurgeReport {
    pub journeys: u64,
    pub sessions: u64,
    pub messages: u64,
    pub counters: u64,
}

/// One opened database with its keys, mailer and clock. Everything starts here.
#[derive(uniffi::Object)]
pub(crate) struct Engine(core::Engine);

#[uniffi::export]
impl Engine {
    /// Opens the database (`:memory:` or a path), creating or migrating it.
    #[uniffi::constructor]
    #[allow(clippy::too_many_arguments, reason = "the packages have names for them")]
    fn open(
        database: String,
        keys: Arc<KeyRing>,
        mail: Option<MailRoute>,
        time: Option<TimeSource>,
        country_source: Option<CountrySource>,
        limits: Limits,
        policy_limits: PolicyLimits,
        deliver_in_background: bool,
    ) -> Result<Arc<Self>> {
        guarded(|| {
            let defaults = core::EngineOptions::new(core::Database::from_text(&database), keys.0.clone());
            let clock: Arc<dyn core::Clock> = match time {
                Some(TimeSource::Host { clock }) => Arc::new(HostClock(clock)),
                Some(TimeSource::Manual { clock }) => clock.0.clone(),
                None => defaults.clock,
            };
            // Every field by name, so that a new option breaks this build.
            core::Engine::open(core::EngineOptions {
                database: defaults.database,
                keys: defaults.keys,
                clock,
                mailer: mail.map(mailer),
                country_lookup: country_source.map(countries).transpose()?,
                limits,
                policy_limits,
                deliver_in_background,
            })
        })
        .map(|engine| Arc::new(Engine(engine)))
    }

    /// Creates a tenant.
    fn create_tenant(&self, name: String) -> Result<Arc<Tenant>> {
        guarded(|| self.0.create_tenant(&name)).map(Tenant::new)
    }

    /// Every tenant of the file, by name.
    fn tenants(&self) -> Result<Vec<TenantRecord>> {
        guarded(|| self.0.tenants())
    }

    /// Opens a tenant by name or id.
    fn tenant(&self, name_or_id: String) -> Result<Arc<Tenant>> {
        guarded(|| self.0.tenant(&name_or_id)).map(Tenant::new)
    }

    /// Renames a tenant.
    fn rename_tenant(&self, name_or_id: String, new_name: String) -> Result<()> {
        guarded(|| self.0.rename_tenant(&name_or_id, &new_name))
    }

    /// Deletes a tenant with everything in it.
    fn delete_tenant(&self, name_or_id: String) -> Result<()> {
        guarded(|| self.0.delete_tenant(&name_or_id))
    }

    /// Delivers what waits in the outbox and is due, on this thread.
    fn deliver_mail(&self) -> Result<MailReport> {
        guarded(|| self.0.deliver_mail())
    }

    /// Deletes what has expired.
    fn purge(&self) -> Result<PurgeReport> {
        guarded(|| self.0.purge())
    }

    /// Stops background work, waiting for a mail that is being handed over. Handles stay usable.
    fn stop(&self) -> Result<()> {
        guarded(|| {
            self.0.close();
            Ok(())
        })
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for DoorstepError {
    /// What the host's code threw against its declaration. Its text can hold a stack trace: none of it is kept.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        core::Error::Internal { reason: "the host's code failed".into() }.into()
    }
}
