//! Every way in which the place of a sign-in can differ to the locations that some policies name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::aspect::Value;
use super::sample::Patch;
use crate::access::compile::Environment;
use crate::access::compile::{ALL_TRUSTED, COMPLIANT_NETWORKS, MFA_TRUSTED_IPS};
use crate::access::location::{Lookup, Place};

/// Addresses of documentation, which are tried first as those that no location has.
const ELSEWHERE: [&str; 6] =
    ["203.0.113.10", "198.51.100.10", "192.0.2.10", "203.0.113.200", "198.51.100.200", "2001:db8:ffff::10"];
/// Countries that are tried first as one that no location has.
const ABROAD: [&str; 6] = ["NZ", "JP", "BR", "KE", "CA", "IS"];

/// The places that policies and claims tell apart.
pub(super) struct Places<'a> {
    environment: &'a Environment,
    /// In lower case.
    named: Vec<String>,
}

/// What is known about one aspect of a place, and in which named locations that puts it.
struct Spot<T> {
    value: T,
    inside: Vec<bool>,
}

impl<'a> Places<'a> {
    /// `named` in any case.
    pub(super) fn new(environment: &'a Environment, named: impl IntoIterator<Item = String>) -> Places<'a> {
        let mut named: Vec<String> = named.into_iter().map(|id| id.to_ascii_lowercase()).collect();
        named.sort_unstable();
        named.dedup();
        Places { environment, named }
    }

    /// Every place that can be told from the others, the plainest first. Each says what it is inside of.
    pub(super) fn values(&self) -> Vec<Value> {
        let networks = self.networks();
        let (countries, by_gps) = (self.countries(Lookup::Address), self.countries(Lookup::Gps));
        let compliant = self.named.iter().position(|id| id == COMPLIANT_NETWORKS);
        let mut values = Vec::new();
        for network in &networks {
            for country in &countries {
                for gps in &by_gps {
                    for through in [false, true] {
                        if through && compliant.is_none() {
                            continue;
                        }
                        let inside = |at: &usize| {
                            let spots = [&network.inside, &country.inside, &gps.inside];
                            spots.iter().any(|spot| spot.get(*at) == Some(&true))
                                || (through && compliant == Some(*at))
                        };
                        let tags = (0..self.named.len()).filter(inside);
                        let tags: Vec<String> = tags.filter_map(|at| self.named.get(at).cloned()).collect();
                        let patch = Patch::Place {
                            ip: network.value.map(|ip| ip.to_string()),
                            country: country.value.clone(),
                            gps_country: gps.value.clone(),
                            compliant_network: through,
                        };
                        values.push(Value { label: self.label(&tags), tags, patch });
                    }
                }
            }
        }
        values
    }

    /// What a location is called, for a sentence.
    pub(super) fn name(&self, id: &str) -> String {
        match id {
            ALL_TRUSTED => return "the trusted locations".into(),
            MFA_TRUSTED_IPS => return "the networks trusted for MFA".into(),
            COMPLIANT_NETWORKS => return "the compliant networks".into(),
            _ => {}
        }
        let known = self.environment.locations.iter().find(|known| known.id().eq_ignore_ascii_case(id));
        let name = known.map(|known| known.display_name()).filter(|name| !name.trim().is_empty());
        name.map_or_else(|| format!("location {id}"), |name| format!("location {name:?}"))
    }

    fn label(&self, tags: &[String]) -> String {
        if tags.is_empty() {
            return "outside every named location".into();
        }
        format!("in {}", tags.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(" and "))
    }

    /// By named location, the networks that it covers.
    fn ranges(&self) -> Vec<Vec<IpNet>> {
        let environment = self.environment;
        let ranges = |id: &String| {
            let mut ranges = Vec::new();
            if id == ALL_TRUSTED || id == MFA_TRUSTED_IPS {
                ranges.extend(environment.mfa_trusted_ips.iter().copied());
            }
            for location in &environment.locations {
                let named = location.id().eq_ignore_ascii_case(id);
                match location.place() {
                    Place::Networks { ranges: own, trusted } if named || (*trusted && id == ALL_TRUSTED) => {
                        ranges.extend(own.iter().copied());
                    }
                    _ => {}
                }
            }
            ranges
        };
        self.named.iter().map(ranges).collect()
    }

    /// The addresses that differ: those at which some network begins or has just ended, and one of everywhere else.
    fn networks(&self) -> Vec<Spot<Option<IpAddr>>> {
        let ranges = self.ranges();
        let mut candidates: Vec<IpAddr> = ELSEWHERE.iter().filter_map(|ip| ip.parse().ok()).collect();
        for range in ranges.iter().flatten() {
            match range {
                IpNet::V4(net) => {
                    candidates.push(IpAddr::V4(net.network()));
                    let after = u32::from(net.broadcast()).checked_add(1);
                    candidates.extend(after.map(|after| IpAddr::V4(Ipv4Addr::from(after))));
                }
                IpNet::V6(net) => {
                    candidates.push(IpAddr::V6(net.network()));
                    let after = u128::from(net.broadcast()).checked_add(1);
                    candidates.extend(after.map(|after| IpAddr::V6(Ipv6Addr::from(after))));
                }
            }
        }
        candidates.push(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        candidates.push(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
        // The first one after those that stand for IPv4 addresses.
        candidates.push(IpAddr::V6(Ipv6Addr::new(0, 0, 0, 0, 1, 0, 0, 0)));
        // An IPv4 address written as IPv6 is the IPv4 address: it is no place of its own.
        candidates.retain(|ip| ip.to_canonical() == *ip);
        let inside = |ip: Option<IpAddr>| {
            let within =
                |list: &Vec<IpNet>| ip.is_some_and(|ip| list.iter().any(|range| range.contains(&ip)));
            ranges.iter().map(within).collect()
        };
        distinct(candidates.into_iter().map(Some).chain([None]), inside)
    }

    /// The countries that differ: those that some location has, another one, and none that is known.
    fn countries(&self, by: Lookup) -> Vec<Spot<Option<String>>> {
        let covers = |id: &String, country: Option<&str>| {
            let named = self.environment.locations.iter().filter(|known| known.id().eq_ignore_ascii_case(id));
            named.into_iter().any(|location| match location.place() {
                Place::Countries { codes, lookup, include_unknown } if *lookup == by => match country {
                    Some(country) => codes.iter().any(|code| code == country),
                    None => *include_unknown,
                },
                _ => false,
            })
        };
        let named = self.environment.locations.iter().filter(|location| {
            let id = location.id();
            self.named.iter().any(|named| named.eq_ignore_ascii_case(id))
        });
        let mut codes: Vec<String> = Vec::new();
        let mut any = false;
        for location in named {
            match location.place() {
                Place::Countries { codes: own, lookup, .. } if *lookup == by => {
                    any = true;
                    codes.extend(own.iter().cloned());
                }
                _ => {}
            }
        }
        let letters = || (b'A'..=b'Z').map(char::from);
        let pairs = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let mut abroad = ABROAD.iter().map(|code| (*code).to_owned()).chain(pairs);
        let abroad = abroad.find(|code| !codes.contains(code));
        let candidates = abroad.into_iter().chain(codes).map(Some).chain([None]);
        // Where nobody asks, a country is as good as none.
        let candidates: Vec<Option<String>> = if any { candidates.collect() } else { vec![None] };
        let inside =
            |country: Option<String>| self.named.iter().map(|id| covers(id, country.as_deref())).collect();
        distinct(candidates.into_iter(), inside)
    }
}

/// One spot of each kind: the first of all that are inside of the same.
fn distinct<T: Clone>(candidates: impl Iterator<Item = T>, inside: impl Fn(T) -> Vec<bool>) -> Vec<Spot<T>> {
    let mut spots: Vec<Spot<T>> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for value in candidates {
        let inside = inside(value.clone());
        if seen.insert(inside.clone()) {
            spots.push(Spot { value, inside });
        }
    }
    spots
}
