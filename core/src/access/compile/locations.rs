//! Locations as policies name them: networks, countries, and the special ones.

use std::net::IpAddr;

use ipnet::IpNet;

use super::environment::Environment;
use super::networks::Networks;
use super::rows::{Bits, Row, Table, none, set};
use crate::access::context::SignInContext;
use crate::access::location::{Lookup, Place};
use crate::access::policy::{Policy, PolicyState};
use crate::access::rules::Choice;

/// Every trusted location, and the MFA trusted IPs.
pub(in crate::access) const ALL_TRUSTED: &str = "alltrusted";
/// The id by which older policies name the MFA trusted IPs.
pub(in crate::access) const MFA_TRUSTED_IPS: &str = "00000000-0000-0000-0000-000000000000";
/// The id of the location of all compliant networks.
pub(in crate::access) const COMPLIANT_NETWORKS: &str = "3d46dbda-8382-466a-856d-eb00cbc6b910";

/// Whether an id is of a location that every tenant has.
pub(crate) fn is_built_in_location(id: &str) -> bool {
    [ALL_TRUSTED, MFA_TRUSTED_IPS, COMPLIANT_NETWORKS].iter().any(|known| known.eq_ignore_ascii_case(id))
}

/// For every location, the policies that include and exclude it.
#[derive(Debug)]
pub(in crate::access) struct Locations {
    pub(in crate::access) configured: bool,
    pub(in crate::access) base: Bits,
    networks: Networks,
    countries: Countries,
    by_gps: Countries,
    compliant_network: Row,
}

/// By country, in upper case.
#[derive(Debug)]
struct Countries {
    known: Table<[u8; 2]>,
    unknown: Row,
}

impl Locations {
    pub(super) fn new(words: usize) -> Locations {
        let countries = || Countries { known: Table::new(words), unknown: Row::none(words) };
        Locations {
            configured: false,
            base: none(words),
            networks: Networks::default(),
            countries: countries(),
            by_gps: countries(),
            compliant_network: Row::none(words),
        }
    }

    pub(super) fn add(&mut self, index: usize, choice: &Choice<String>) {
        set(&mut self.base, index, choice.all);
        self.configured |= !choice.is_any();
    }

    /// Lays out the locations that `policies` name. An id that is no location's covers nothing.
    pub(super) fn lay_out(&mut self, policies: &[Policy], environment: &Environment) {
        let words = self.base.len();
        let mut named: Table<Box<str>> = Table::new(words);
        for (index, policy) in policies.iter().enumerate().filter(|(_, p)| p.state() != PolicyState::Disabled)
        {
            let choice = &policy.rules().conditions.locations;
            for (ids, included) in [(&choice.include, true), (&choice.exclude, false)] {
                ids.iter().for_each(|id| named.row(id.as_str().into()).add(index, included));
            }
        }
        if named.is_empty() {
            return;
        }
        let row = |id: &str| named.get(id).cloned().unwrap_or_else(|| Row::none(words));
        let trusted = row(ALL_TRUSTED);
        self.compliant_network = row(COMPLIANT_NETWORKS);
        let mut sources: Vec<(&[IpNet], Row)> = Vec::new();
        let mut of_mfa = row(MFA_TRUSTED_IPS);
        of_mfa.or(&trusted);
        sources.push((&environment.mfa_trusted_ips, of_mfa));
        for location in &environment.locations {
            let mut own = row(&location.id().to_ascii_lowercase());
            match location.place() {
                Place::Networks { ranges, trusted: is_trusted } => {
                    if *is_trusted {
                        own.or(&trusted);
                    }
                    sources.push((ranges, own));
                }
                Place::Countries { codes, lookup, include_unknown } => {
                    let countries = match lookup {
                        Lookup::Address => &mut self.countries,
                        Lookup::Gps => &mut self.by_gps,
                    };
                    countries.add(codes, *include_unknown, &own);
                }
            }
        }
        sources.retain(|(_, row)| !row.is_empty());
        self.networks = Networks::new(words, &sources);
    }

    /// Whether the country of an address matters to any policy.
    pub(super) fn names_countries(&self) -> bool {
        !self.countries.is_empty()
    }

    pub(in crate::access) fn gather(
        &self,
        context: &SignInContext,
        include: &mut [u64],
        exclude: &mut [u64],
    ) {
        let ip: Option<IpAddr> = context.ip.as_deref().and_then(|ip| ip.parse().ok());
        if let Some(row) = ip.and_then(|ip| self.networks.of(ip)) {
            row.gather(include, exclude);
        }
        self.countries.gather(context.country.as_deref(), include, exclude);
        self.by_gps.gather(context.gps_country.as_deref(), include, exclude);
        if context.compliant_network == Some(true) {
            self.compliant_network.gather(include, exclude);
        }
    }
}

impl Countries {
    fn add(&mut self, codes: &[String], include_unknown: bool, row: &Row) {
        if row.is_empty() {
            return;
        }
        for code in codes.iter().filter_map(|code| key(code)) {
            self.known.row(code).or(row);
        }
        if include_unknown {
            self.unknown.or(row);
        }
    }

    fn is_empty(&self) -> bool {
        self.known.is_empty() && self.unknown.is_empty()
    }

    fn gather(&self, country: Option<&str>, include: &mut [u64], exclude: &mut [u64]) {
        match country.and_then(key) {
            Some(country) => {
                if let Some(row) = self.known.get(&country) {
                    row.gather(include, exclude);
                }
            }
            None => self.unknown.gather(include, exclude),
        }
    }
}

/// What stands for no country in particular is none: look-ups answer `XX` and `ZZ` for what they do not know.
fn key(country: &str) -> Option<[u8; 2]> {
    let code: [u8; 2] = country.as_bytes().try_into().ok()?;
    let code = code.map(|byte| byte.to_ascii_uppercase());
    (code.iter().all(u8::is_ascii_uppercase) && ![*b"XX", *b"ZZ"].contains(&code)).then_some(code)
}
