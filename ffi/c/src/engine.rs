//! The engine.

use std::ffi::c_char;
use std::sync::Arc;

use doorstep_core as core;

use crate::clock::doorstep_clock;
use crate::country::doorstep_country_lookup;
use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{call, fill, find, free, maybe_find, produce, read};
use crate::handles::{Items, handles};
use crate::keys::doorstep_key_ring;
use crate::limits::{doorstep_limits, doorstep_policy_limits, limits, policy_limits};
use crate::mail::doorstep_mailer;
use crate::memory::{options, plain, reserved};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe_text, text};

/// One opened database with its keys, mailer and clock. Everything starts here. Use it from any thread.
pub struct doorstep_engine(core::Engine);

/// A tenant as the engine lists it.
pub struct doorstep_tenant_record {
    id: Text,
    name: Text,
    created_at: i64,
}

/// Tenants, by name.
pub struct doorstep_tenant_record_list(Items<doorstep_tenant_record>);

handles!(6 doorstep_engine, 7 doorstep_tenant_record, 8 doorstep_tenant_record_list);

impl From<core::TenantRecord> for doorstep_tenant_record {
    fn from(record: core::TenantRecord) -> Self {
        let core::TenantRecord { id, name, created_at } = record;
        doorstep_tenant_record { id: id.into(), name: name.into(), created_at }
    }
}

/// How to open an engine. Begin with `DOORSTEP_ENGINE_OPTIONS_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_engine_options {
    /// `sizeof(doorstep_engine_options)`.
    pub size: usize,
    /// A path on a local disk, created with mode 0600 when there is no file; or `:memory:`, which nothing outlives.
    pub database: *const c_char,
    /// The host's master key.
    pub keys: *const doorstep_key_ring,
    /// Who sends the mails. NULL for nobody: codes cannot be sent, and policies that require them deny.
    pub mailer: *const doorstep_mailer,
    /// Where the time comes from; NULL for the system's clock.
    pub clock: *const doorstep_clock,
    /// Limits tighter than the built-in ones, or NULL.
    pub limits: *const doorstep_limits,
    /// How many policies, and what they refer to, a tenant may have; NULL for the built-in limits.
    pub policy_limits: *const doorstep_policy_limits,
    /// Who knows the country of an address, where the host does not give it with a sign-in. Without this and
    /// `country_database` it is unknown to policies that name countries.
    pub country_lookup: *const doorstep_country_lookup,
    /// Instead of that, the path of a file in MaxMind's DB format: GeoLite2, GeoIP2 or DB-IP, of countries or cities. It is
    /// read into memory as a whole, once.
    pub country_database: *const c_char,
    /// 1 (the default) for a thread of the engine that delivers mail as soon as it is written; 0 when the host calls
    /// `doorstep_engine_deliver_mail`.
    pub deliver_in_background: u32,
    /// 0.
    pub reserved: u32,
}

/// What a round of delivery did. Begin with `DOORSTEP_MAIL_REPORT_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_mail_report {
    /// `sizeof(doorstep_mail_report)`.
    pub size: usize,
    /// Messages handed over.
    pub sent: u64,
    /// Messages that will be tried again.
    pub failed: u64,
    /// Messages that expired, or were refused for good.
    pub dropped: u64,
    /// Messages still in the outbox.
    pub waiting: u64,
}

/// How much a purge deleted. Begin with `DOORSTEP_PURGE_REPORT_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_purge_report {
    /// `sizeof(doorstep_purge_report)`.
    pub size: usize,
    /// Journeys that ran out.
    pub journeys: u64,
    /// Sessions that ran out.
    pub sessions: u64,
    /// Messages that were not delivered in time.
    pub messages: u64,
    /// Counted events outside every window.
    pub counters: u64,
}

plain!(
    doorstep_engine_options since size_of::<doorstep_engine_options>(),
    doorstep_mail_report since size_of::<doorstep_mail_report>(),
    doorstep_purge_report since size_of::<doorstep_purge_report>(),
);

/// Who knows countries: a lookup of the host, or a file.
fn country_lookup(given: &doorstep_engine_options) -> Result<Option<Arc<dyn core::CountryLookup>>> {
    const FILE: &str = "country_database";
    let lookup = maybe_find(given.country_lookup)?;
    match (lookup, maybe_text(given.country_database, FILE)?) {
        (lookup, None) => Ok(lookup.map(|lookup| lookup.0.clone())),
        (Some(_), Some(_)) => Err(Fault::invalid(FILE, "cannot be given beside a country_lookup")),
        (None, Some(path)) => match core::MaxMindCountries::open(path) {
            Ok(countries) => Ok(Some(Arc::new(countries))),
            Err(core::Error::InvalidArgument { reason, .. }) => Err(Fault::invalid(FILE, &reason)),
            Err(error) => Err(error.into()),
        },
    }
}

/// Opens the database, creating or migrating it.
///
/// @param options What to open and how; copied. Key ring, mailer, clock and country lookup may be freed
///        afterwards.
/// @param engine Receives the engine; free it with `doorstep_engine_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INCOMPATIBLE_DATABASE` when the file is another program's or newer than this
///         library; `DOORSTEP_KEY_MISMATCH` when it was made with another key; `DOORSTEP_INVALID_ARGUMENT` for a limit
///         looser than the built-in one, a policy limit out of its range, and a `country_database` that cannot be read,
///         has no countries, or is given beside a `country_lookup`; `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_open(
    options: *const doorstep_engine_options,
    engine: *mut *mut doorstep_engine,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(engine, error, || {
        let given = self::options(options)?;
        reserved(given.reserved)?;
        let database = core::Database::from_text(text(given.database, "database")?);
        let mut options = core::EngineOptions::new(database, find(given.keys)?.keys.clone());
        options.mailer = maybe_find(given.mailer)?.map(|mailer| mailer.0.clone());
        if let Some(clock) = maybe_find(given.clock)? {
            options.clock = clock.clock.clone();
        }
        options.limits = limits(given.limits)?;
        options.policy_limits = policy_limits(given.policy_limits)?;
        options.country_lookup = country_lookup(&given)?;
        options.deliver_in_background = given.deliver_in_background != 0;
        #[cfg(feature = "test-cost")]
        let opened = core::Engine::open_for_tests(options)?;
        #[cfg(not(feature = "test-cost"))]
        let opened = core::Engine::open(options)?;
        Ok(doorstep_engine(opened))
    })
}

/// Stops background work, waiting for a mail that is being handed over, unless the mailer itself calls this. Handles
/// stay usable.
///
/// @param engine An engine.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_close(
    engine: *const doorstep_engine,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        find(engine)?.0.close();
        Ok(())
    })
}

/// Closes and frees an engine. Tenants and apps opened from it stay usable until they are freed themselves; the file is
/// closed and the mailer released with the last of them.
///
/// @param engine An engine that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_free(engine: *mut doorstep_engine) {
    free(engine, |engine| engine.0.close());
}

/// Creates a tenant.
///
/// @param engine An engine.
/// @param name Its name: 1 to 64 characters on one line.
/// @param tenant Receives the tenant, acting as the host; free it with `doorstep_tenant_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_INVALID_ARGUMENT` (`name`), `DOORSTEP_ALREADY_EXISTS` (`tenant`).
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_create_tenant(
    engine: *const doorstep_engine,
    name: *const c_char,
    tenant: *mut *mut doorstep_tenant,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(tenant, error, || Ok(find(engine)?.0.create_tenant(text(name, "name")?)?.into()))
}

/// Opens a tenant.
///
/// @param engine An engine.
/// @param name_or_id Its name or id.
/// @param tenant Receives the tenant, acting as the host; free it with `doorstep_tenant_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`).
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_tenant(
    engine: *const doorstep_engine,
    name_or_id: *const c_char,
    tenant: *mut *mut doorstep_tenant,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(tenant, error, || Ok(find(engine)?.0.tenant(text(name_or_id, "name_or_id")?)?.into()))
}

/// Lists every tenant of the file, by name.
///
/// @param engine An engine.
/// @param tenants Receives the list; free it with `doorstep_tenant_record_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_tenants(
    engine: *const doorstep_engine,
    tenants: *mut *mut doorstep_tenant_record_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(tenants, error, || Ok(doorstep_tenant_record_list(Items::of(find(engine)?.0.tenants()?))))
}

/// Renames a tenant. Handles that are open keep the name they were opened with.
///
/// @param engine An engine.
/// @param name_or_id Its name or id.
/// @param new_name Its new name: 1 to 64 characters on one line.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`), `DOORSTEP_ALREADY_EXISTS` (`tenant`),
///         `DOORSTEP_INVALID_ARGUMENT` (`new_name`).
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_rename_tenant(
    engine: *const doorstep_engine,
    name_or_id: *const c_char,
    new_name: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        Ok(find(engine)?.0.rename_tenant(text(name_or_id, "name_or_id")?, text(new_name, "new_name")?)?)
    })
}

/// Deletes a tenant with everything in it.
///
/// @param engine An engine.
/// @param name_or_id Its name or id.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`tenant`).
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_delete_tenant(
    engine: *const doorstep_engine,
    name_or_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(engine)?.0.delete_tenant(text(name_or_id, "name_or_id")?)?))
}

/// Delivers what waits in the outbox and is due, on the calling thread.
///
/// @param engine An engine.
/// @param report Receives what was done; its `size` must be set.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_MAIL` when the engine has no mailer, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_deliver_mail(
    engine: *const doorstep_engine,
    report: *mut doorstep_mail_report,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    fill(report, error, || {
        let core::MailReport { sent, failed, dropped, waiting } = find(engine)?.0.deliver_mail()?;
        Ok(doorstep_mail_report { size: 0, sent, failed, dropped, waiting })
    })
}

/// Deletes what has expired: journeys, sessions, messages and counted events. An engine that delivers in the background
/// does so by itself.
///
/// @param engine An engine.
/// @param report Receives what was deleted; its `size` must be set.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_STORAGE`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_engine_purge(
    engine: *const doorstep_engine,
    report: *mut doorstep_purge_report,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    fill(report, error, || {
        let core::PurgeReport { journeys, sessions, messages, counters } = find(engine)?.0.purge()?;
        Ok(doorstep_purge_report { size: 0, journeys, sessions, messages, counters })
    })
}

/// The tenant's id.
///
/// @param record A tenant of a list.
/// @return Text, borrowed from the record.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_id(record: *const doorstep_tenant_record) -> *const c_char {
    read(record, |record| record.id.as_ptr())
}

/// The tenant's name, unique in the file.
///
/// @param record A tenant of a list.
/// @return Text, borrowed from the record.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_name(record: *const doorstep_tenant_record) -> *const c_char {
    read(record, |record| record.name.as_ptr())
}

/// When the tenant was created.
///
/// @param record A tenant of a list.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_created_at_ms(record: *const doorstep_tenant_record) -> i64 {
    read(record, |record| record.created_at)
}

/// How many tenants a list has.
///
/// @param list A list.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_list_count(list: *const doorstep_tenant_record_list) -> usize {
    read(list, |list| list.0.count())
}

/// One tenant of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The record, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_list_at(
    list: *const doorstep_tenant_record_list,
    index: usize,
) -> *const doorstep_tenant_record {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the records in it.
///
/// @param list A list that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_record_list_free(list: *mut doorstep_tenant_record_list) {
    free(list, |_| {});
}
