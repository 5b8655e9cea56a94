//! Country lookups: who knows the country of an address where the host does not give it with a sign-in.

use std::ffi::{c_char, c_void};
use std::net::IpAddr;
use std::sync::Arc;

use doorstep_core as core;

use crate::callback::{Context, FindCountry};
use crate::error::{Fault, doorstep_error};
use crate::guard::{free, produce};
use crate::handles::handles;
use crate::status::doorstep_status;

/// Who knows the country of an address.
pub struct doorstep_country_lookup(pub(crate) Arc<dyn core::CountryLookup>);

handles!(58 doorstep_country_lookup);

/// A function that tells the country of an address. It is asked once for each sign-in, sign-up, refresh, step-up or
/// what-if whose context has an address and no country, and only while a policy of the tenant names countries by address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_country_lookup_callback {
    /// Passed to both functions.
    pub context: *mut c_void,
    /// Writes the country of `ip` (ISO 3166-1, two letters in any case) to `country`, which has room for 8 bytes and is
    /// all zero, and answers 1; or answers 0 when it does not know it. What is not two letters counts as not known. `ip` is
    /// an IPv4 or IPv6 address, borrowed for the call; an IPv4 address that came as IPv6 is given as IPv4. It is called
    /// with no lock held, from any thread and from several at a time, and must return normally: no exception, no longjmp.
    pub country: Option<extern "C" fn(context: *mut c_void, ip: *const c_char, country: *mut c_char) -> u32>,
    /// Called exactly once, when no country will be asked for any more; may be NULL.
    pub release: Option<extern "C" fn(context: *mut c_void)>,
}

impl core::CountryLookup for FindCountry {
    fn country(&self, ip: IpAddr) -> Option<String> {
        self.call(&ip.to_string().into())
    }
}

/// Makes a country lookup of a function.
///
/// @param callback The function and its context. The context is the lookup's from now on, even if the call fails:
///        `release` is called once the lookup and every engine that uses it are gone.
/// @param lookup Receives the lookup; free it with `doorstep_country_lookup_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_country_lookup_new(
    callback: doorstep_country_lookup_callback,
    lookup: *mut *mut doorstep_country_lookup,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    let context = Context::new(callback.context, callback.release);
    produce(lookup, error, move || {
        let function = callback.country.ok_or(Fault::Null { argument: "country" })?;
        Ok(doorstep_country_lookup(Arc::new(FindCountry { function, context })))
    })
}

/// Frees a country lookup. Engines opened with it keep it as long as they need it.
///
/// @param lookup A country lookup that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_country_lookup_free(lookup: *mut doorstep_country_lookup) {
    free(lookup, |_| {});
}
