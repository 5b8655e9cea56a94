//! Which country a sign-in comes from: asked of the host, or of a database file, only where policies ask for it.

use std::borrow::Cow;
use std::net::IpAddr;
use std::path::Path;

use maxminddb::{PathElement, Reader, WithinOptions};

use crate::access::{SignInContext, is_country};
use crate::engine::Inner;
use crate::error::{Error, Result};

/// Networks of a database file that are looked at until one has a country.
const LOOKED_AT: usize = 10_000;

/// Where the engine learns the country of an address.
///
/// It is asked once for each sign-in, sign-up or what-if whose context has an address and no country, and only while a
/// policy of the tenant names countries by address. Every closure of the right form is one.
pub trait CountryLookup: Send + Sync {
    /// The country of an address (ISO 3166-1, two letters in any case); `None` when it is not known, and anything that
    /// is not two letters counts as that. An IPv4 address that came as IPv6 is given as IPv4.
    ///
    /// Called with no lock and no transaction held, on the thread of the call. A panic ends that call and nothing else.
    fn country(&self, ip: IpAddr) -> Option<String>;
}

impl<F: Fn(IpAddr) -> Option<String> + Send + Sync> CountryLookup for F {
    fn country(&self, ip: IpAddr) -> Option<String> {
        self(ip)
    }
}

/// Countries from a file in MaxMind's DB format: GeoLite2 or GeoIP2 Country and City, DB-IP Country and City.
///
/// What counts is `country.iso_code`, where the address is. There is no falling back to `registered_country`: where a
/// network is registered says nothing about who uses it, so that such an address has no known country.
#[derive(Debug)]
pub struct MaxMindCountries(Reader<Vec<u8>>);

impl MaxMindCountries {
    /// Reads the whole file into memory: some 10 MB for countries, 60 to 130 MB for cities. It is not looked at again;
    /// for a newer one, open it and the engine anew.
    ///
    /// # Errors
    /// `invalid_argument{path}` when it cannot be read, is not in this format, or has no countries (such as one of
    /// networks' owners).
    pub fn open(path: impl AsRef<Path>) -> Result<MaxMindCountries> {
        let bytes = std::fs::read(path)
            .map_err(|error| Error::invalid("path", format!("cannot be read: {}", error.kind())))?;
        MaxMindCountries::from_bytes(bytes)
    }

    /// The same from memory.
    ///
    /// # Errors
    /// As [`MaxMindCountries::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<MaxMindCountries> {
        let damaged = |_| Error::invalid("path", "is not a database in MaxMind's DB format");
        let countries = MaxMindCountries(Reader::from_source(bytes).map_err(damaged)?);
        let networks = countries.0.networks(WithinOptions::default()).map_err(damaged)?;
        let with_country = |found: &maxminddb::LookupResult<'_, Vec<u8>>| iso_code(found).is_some();
        let known =
            networks.take(LOOKED_AT).filter_map(std::result::Result::ok).any(|found| with_country(&found));
        if !known {
            return Err(Error::invalid("path", "has no countries: it needs country.iso_code"));
        }
        Ok(countries)
    }
}

impl CountryLookup for MaxMindCountries {
    fn country(&self, ip: IpAddr) -> Option<String> {
        // A file of IPv4 alone has nothing to say of IPv6, and a damaged part of one nothing at all.
        iso_code(&self.0.lookup(ip).ok()?)
    }
}

fn iso_code(found: &maxminddb::LookupResult<'_, Vec<u8>>) -> Option<String> {
    let path = [PathElement::Key("country"), PathElement::Key("iso_code")];
    found.decode_path::<String>(&path).ok().flatten()
}

impl Inner {
    /// `context` with the country of its address, where a policy asks for it and the host has not given it. Not to be
    /// called in a transaction.
    pub(crate) fn locate<'a>(
        &self,
        tenant_id: &str,
        context: &'a SignInContext,
    ) -> Result<Cow<'a, SignInContext>> {
        let (Some(lookup), None) = (&self.country_lookup, &context.country) else {
            return Ok(Cow::Borrowed(context));
        };
        let Some(ip) = context.ip.as_deref().and_then(|ip| ip.parse::<IpAddr>().ok()) else {
            return Ok(Cow::Borrowed(context));
        };
        let asked =
            self.store.glance(|tx| Ok(self.configs.get(tx, tenant_id)?.policy_set.names_countries()))?;
        if !asked {
            return Ok(Cow::Borrowed(context));
        }
        let country = lookup.country(ip.to_canonical()).filter(|country| is_country(country));
        Ok(Cow::Owned(SignInContext {
            country: country.map(|country| country.to_ascii_uppercase()),
            ..context.clone()
        }))
    }
}
