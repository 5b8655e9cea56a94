//! [`Engine`]: one opened database with its keys, mailer and clock. Everything starts here.

use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::{CLOCK_STEP, Clock, MARK_EVERY, SystemClock, Timestamp};
use crate::countries::CountryLookup;
use crate::crypto::{self, KeyRing, Keys};
use crate::directory::hasher::{Cost, Hasher};
use crate::error::Result;
use crate::guard::Limits;
use crate::journey::state::STEP_LIFETIME;
use crate::mail::Mailer;
use crate::mail::outbox::{Courier, MailReport};
use crate::store::{self, Database, Store, Tx};
use crate::tenant::config::ConfigCache;
use crate::tenant::{PolicyLimits, Tenant, TenantRecord, TenantSettings, check_name};

/// How to open an engine.
pub struct EngineOptions {
    /// Where the data is.
    pub database: Database,
    /// The host's master key.
    pub keys: KeyRing,
    /// Where the time comes from; the system's clock by default.
    pub clock: Arc<dyn Clock>,
    /// Who sends the mails. Without one, codes cannot be sent and policies that require them deny.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// Who knows the country of an address, where the host does not give it with a sign-in. Without either, it is
    /// unknown to policies that name countries.
    pub country_lookup: Option<Arc<dyn CountryLookup>>,
    /// Limits tighter than the built-in ones.
    pub limits: Limits,
    /// How many policies, and what they refer to, a tenant may have.
    pub policy_limits: PolicyLimits,
    /// Whether a thread of the engine delivers mail as soon as it is written. When false, call
    /// [`Engine::deliver_mail`].
    pub deliver_in_background: bool,
}

impl EngineOptions {
    /// Options with every default.
    pub fn new(database: Database, keys: KeyRing) -> Self {
        EngineOptions {
            database,
            keys,
            clock: Arc::new(SystemClock),
            mailer: None,
            country_lookup: None,
            limits: Limits::default(),
            policy_limits: PolicyLimits::default(),
            deliver_in_background: true,
        }
    }
}

/// What is shared by every handle of one engine.
pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
    pub(crate) mailer: Option<Arc<dyn Mailer>>,
    pub(crate) country_lookup: Option<Arc<dyn CountryLookup>>,
    pub(crate) limits: Limits,
    pub(crate) policy_limits: PolicyLimits,
    pub(crate) hasher: Hasher,
    pub(crate) configs: ConfigCache,
    pub(crate) courier: Courier,
}

/// Times this process has seen.
struct Seen {
    latest: Timestamp,
    stored: Timestamp,
}

impl Inner {
    /// The time now, which never goes back unnoticed: see [`store::clock::mark`]. Not to be called in a transaction.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let back = seen.latest.saturating_sub(now);
        if back > 0 && back <= CLOCK_STEP {
            return seen.latest;
        }
        if back > 0 || now.saturating_sub(seen.stored) >= MARK_EVERY {
            match self.store.write(|tx| store::clock::mark(tx, now)) {
                Ok(()) => seen.stored = now,
                // Time stands still until what is stored could be moved back.
                Err(_) if back > 0 => return seen.latest,
                // Forward, the next call tries again.
                Err(_) => {}
            }
        }
        seen.latest = now;
        now
    }

    /// Stores the time along with what a transaction writes anyway, well before [`Inner::now`] would have to.
    pub(crate) fn mark_time(&self, tx: Tx<'_>, now: Timestamp) -> Result<()> {
        // Never waited for: who holds it in `now` may be waiting for the very transaction that this runs in.
        let Ok(mut seen) = self.seen.try_lock() else { return Ok(()) };
        if now.saturating_sub(seen.stored) >= MARK_EVERY / 2 {
            store::clock::mark(tx, now)?;
            // Should the commit fail, a later mark is as good.
            seen.stored = now;
        }
        Ok(())
    }

    pub(crate) fn purge(&self) -> Result<PurgeReport> {
        let now = self.now();
        let report = self.store.write(|tx| {
            Ok(PurgeReport {
                journeys: store::journeys::purge(tx, &crypto::first_id(now - STEP_LIFETIME), now)?,
                sessions: store::sessions::purge(tx, now)?,
                messages: store::outbox::purge(tx, now)?,
                counters: store::guard::purge(tx, now)?,
            })
        })?;
        self.store.checkpoint()?;
        Ok(report)
    }
}

/// One opened database. Safe to use from any thread. Background work stops with [`Engine::close`], or when the engine
/// and every handle from it are gone.
pub struct Engine {
    inner: Arc<Inner>,
}

impl Engine {
    /// Opens the database, creating or migrating it.
    ///
    /// # Errors
    /// `incompatible_database` when the file is another program's or newer than this library; `key_mismatch` when it
    /// was made with another key; `invalid_argument` for a limit looser than the built-in one and a policy limit out
    /// of its range; `storage`.
    pub fn open(options: EngineOptions) -> Result<Self> {
        Self::open_with_hasher(options, Hasher::new(Cost::FLOOR)?)
    }

    /// Opens with passwords hashed at next to no cost: for tests of everything else.
    #[cfg(any(test, feature = "test-cost"))]
    #[doc(hidden)]
    pub fn open_for_tests(options: EngineOptions) -> Result<Self> {
        Self::open_with_hasher(options, Hasher::cheap_for_tests()?)
    }

    fn open_with_hasher(options: EngineOptions, hasher: Hasher) -> Result<Self> {
        options.limits.validate()?;
        options.policy_limits.validate()?;
        let keys = options.keys.keys();
        let store = Store::open(&options.database, &keys)?;
        let now = options.clock.now();
        store.write(|tx| store::clock::mark(tx, now))?;
        let inner = Arc::new(Inner {
            store,
            keys,
            clock: options.clock,
            seen: Mutex::new(Seen { latest: now, stored: now }),
            mailer: options.mailer,
            country_lookup: options.country_lookup,
            limits: options.limits,
            policy_limits: options.policy_limits,
            hasher,
            configs: ConfigCache::default(),
            courier: Courier::new(options.deliver_in_background),
        });
        if inner.mailer.is_some() {
            Courier::start(&inner)?;
        }
        Ok(Engine { inner })
    }

    /// Creates a tenant.
    ///
    /// # Errors
    /// `invalid_argument{name}`: 1 to 64 characters on one line; `already_exists{tenant}`.
    pub fn create_tenant(&self, name: &str) -> Result<Tenant> {
        check_name("name", name)?;
        let now = self.inner.now();
        let record = TenantRecord { id: crypto::new_id(now)?, name: name.into(), created_at: now };
        self.inner.store.write(|tx| store::config::insert_tenant(tx, &record, &TenantSettings::default()))?;
        Ok(Tenant::new(Arc::clone(&self.inner), record))
    }

    /// Every tenant of the file, by name.
    ///
    /// # Errors
    /// `storage`.
    pub fn tenants(&self) -> Result<Vec<TenantRecord>> {
        self.inner.store.read(store::config::tenants)
    }

    /// Opens a tenant by name or id.
    ///
    /// # Errors
    /// `not_found{tenant}`.
    pub fn tenant(&self, name_or_id: &str) -> Result<Tenant> {
        let record = self.inner.store.read(|tx| store::config::find_tenant(tx, name_or_id))?;
        Ok(Tenant::new(Arc::clone(&self.inner), record))
    }

    /// Renames a tenant.
    ///
    /// # Errors
    /// `not_found{tenant}`, `already_exists{tenant}`, `invalid_argument{new_name}`.
    pub fn rename_tenant(&self, name_or_id: &str, new_name: &str) -> Result<()> {
        check_name("new_name", new_name)?;
        self.inner.store.write(|tx| {
            let record = store::config::find_tenant(tx, name_or_id)?;
            store::config::rename_tenant(tx, &record.id, new_name)
        })
    }

    /// Deletes a tenant with everything in it.
    ///
    /// # Errors
    /// `not_found{tenant}`.
    pub fn delete_tenant(&self, name_or_id: &str) -> Result<()> {
        let id = self.inner.store.write(|tx| {
            let record = store::config::find_tenant(tx, name_or_id)?;
            store::config::delete_tenant(tx, &record.id)?;
            Ok(record.id)
        })?;
        self.inner.configs.forget(&id);
        Ok(())
    }

    /// Delivers what waits in the outbox and is due, on the calling thread.
    ///
    /// # Errors
    /// `mail` when the engine has no mailer; `storage`.
    pub fn deliver_mail(&self) -> Result<MailReport> {
        self.inner.deliver_mail()
    }

    /// Deletes what has expired: journeys, sessions, messages and counted events.
    ///
    /// # Errors
    /// `storage`.
    pub fn purge(&self) -> Result<PurgeReport> {
        self.inner.purge()
    }

    /// Stops background work, waiting for a mail that is being handed over. Handles stay usable.
    pub fn close(&self) {
        self.inner.courier.stop();
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

/// How much a purge deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurgeReport {
    /// Journeys that ran out.
    pub journeys: u64,
    /// Sessions that ran out.
    pub sessions: u64,
    /// Messages that were not delivered in time.
    pub messages: u64,
    /// Counted events outside every window.
    pub counters: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    #[test]
    fn a_small_step_back_is_waited_for_and_a_larger_one_followed() {
        let key: Vec<u8> = (0..32).collect();
        let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
        let clock = Arc::new(ManualClock::new(1_000_000));
        options.clock = clock.clone();
        let engine = Engine::open_for_tests(options).unwrap().inner;
        for (move_by, seen) in [(0, 1_000_000), (-10_000, 1_000_000), (9_000, 1_000_000), (2_000, 1_001_000)]
        {
            clock.advance(move_by);
            assert_eq!(engine.now(), seen);
        }
        clock.advance(-10_001);
        assert_eq!(engine.now(), 990_999);
    }

    #[test]
    fn the_time_is_stored_without_waiting_for_oneself() {
        let key: Vec<u8> = (0..32).collect();
        let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
        let clock = Arc::new(ManualClock::new(1_000_000));
        options.clock = clock.clone();
        let engine = Engine::open_for_tests(options).unwrap();
        let tenant = engine.create_tenant("contoso").unwrap();
        // A change that asks for no time of its own, long after the last one: its audit entry needs one.
        clock.advance(60_000);
        tenant.update_settings(&TenantSettings::default()).unwrap();
        // Somebody in `now` waits for the transaction that is to store the time along.
        let inner = &engine.inner;
        let _waiting = inner.seen.lock().unwrap();
        inner.store.write(|tx| inner.mark_time(tx, 2_000_000)).unwrap();
    }
}
