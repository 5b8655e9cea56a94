//! Named locations in Microsoft Graph's JSON shape: networks, which may be trusted, and countries.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};
use serde_json::{Map, Value};

use super::context::is_country;
use super::document::{self, Meta};
use super::schema::{self, Field, Shape, field};
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// The widest network that may be stored is one bit narrower than this: Microsoft's limit.
const PREFIX_MIN: u8 = 8;

const IP: &str = "#microsoft.graph.ipNamedLocation";
const COUNTRY: &str = "#microsoft.graph.countryNamedLocation";
const LOOKUPS: &[&str] = &["clientIpAddress", "authenticatorAppGps", "unknownFutureValue"];

/// `namedLocation` and both of its kinds.
pub(super) const LOCATION: &[Field] = &[
    field("displayName", Shape::Text),
    field("isTrusted", Shape::Flag),
    field("ipRanges", Shape::Any),
    field("countriesAndRegions", Shape::List),
    field("countryLookupMethod", Shape::Word(LOOKUPS)),
    field("includeUnknownCountriesAndRegions", Shape::Flag),
];

/// How the country of a sign-in is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    Address,
    Gps,
}

/// What a location covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    Networks {
        ranges: Vec<IpNet>,
        trusted: bool,
    },
    Countries {
        /// In upper case.
        codes: Vec<String>,
        lookup: Lookup,
        include_unknown: bool,
    },
}

/// A well-formed named location.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedLocation {
    meta: Meta,
    display_name: String,
    place: Place,
    document: Map<String, Value>,
}

impl NamedLocation {
    /// Reads a Graph document. Its `id`, `createdDateTime` and `modifiedDateTime` are dropped: the store sets them.
    ///
    /// Without `@odata.type`, its members say which kind it is.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the field.
    pub fn parse(json: &str) -> Result<NamedLocation> {
        NamedLocation::from_document(document::object(json)?)
    }

    /// This location with the top-level fields that `changes` names replaced, as Graph's PATCH does.
    ///
    /// # Errors
    /// As [`NamedLocation::parse`], for the location that would result; `policy_invalid{@odata.type}` when one of
    /// networks would become one of countries, or the other way around.
    pub fn patched(&self, changes_json: &str) -> Result<NamedLocation> {
        let mut document = self.document.clone();
        document.extend(document::object(changes_json)?);
        let patched = NamedLocation { meta: self.meta.clone(), ..NamedLocation::from_document(document)? };
        if patched.is_country() != self.is_country() {
            return Err(Error::policy_invalid("@odata.type", "cannot be changed"));
        }
        Ok(patched)
    }

    /// This location as the store knows it.
    #[must_use]
    pub fn with_meta(
        self,
        id: impl Into<String>,
        created_at_ms: Timestamp,
        modified_at_ms: Option<Timestamp>,
    ) -> NamedLocation {
        let meta = Meta { id: id.into(), created_at: Some(created_at_ms), modified_at: modified_at_ms };
        NamedLocation { meta, ..self }
    }

    /// Checks that there are at most so many ranges, none as wide as a /8: Microsoft's limits.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the range.
    pub fn check_storable(&self, most_ranges: u32) -> Result<()> {
        let Place::Networks { ranges, .. } = &self.place else { return Ok(()) };
        if ranges.len() > most_ranges as usize {
            let reason = format!("must have at most {most_ranges} ranges");
            return Err(Error::policy_invalid("ipRanges", reason));
        }
        match ranges.iter().position(|range| range.prefix_len() <= PREFIX_MIN) {
            Some(wide) => {
                let path = format!("ipRanges[{wide}].cidrAddress");
                Err(Error::policy_invalid(path, "must be narrower than a /8"))
            }
            None => Ok(()),
        }
    }

    /// The id that the store gave; empty before that.
    pub fn id(&self) -> &str {
        &self.meta.id
    }

    /// The display name.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// Whether it counts among all trusted locations. A country never does.
    pub fn is_trusted(&self) -> bool {
        matches!(self.place, Place::Networks { trusted: true, .. })
    }

    /// Whether it is one of countries, rather than of networks.
    pub fn is_country(&self) -> bool {
        matches!(self.place, Place::Countries { .. })
    }

    /// When the store created it.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.meta.created_at
    }

    /// When it was last changed, if ever.
    pub fn modified_at(&self) -> Option<Timestamp> {
        self.meta.modified_at
    }

    /// The document as Graph echoes it.
    pub fn to_json(&self) -> String {
        let mut echo = self.document.clone();
        self.meta.write(&mut echo);
        echo.insert("displayName".into(), self.display_name.clone().into());
        let mut fill = |key: &str, value: Value| {
            if !echo.get(key).is_some_and(schema::configured) {
                echo.insert(key.into(), value);
            }
        };
        match &self.place {
            Place::Networks { trusted, .. } => {
                fill("@odata.type", IP.into());
                fill("isTrusted", (*trusted).into());
                fill("ipRanges", Value::Array(Vec::new()));
            }
            Place::Countries { include_unknown, .. } => {
                fill("@odata.type", COUNTRY.into());
                fill("countriesAndRegions", Value::Array(Vec::new()));
                fill("countryLookupMethod", "clientIpAddress".into());
                fill("includeUnknownCountriesAndRegions", (*include_unknown).into());
            }
        }
        Value::Object(echo).to_string()
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    fn from_document(mut document: Map<String, Value>) -> Result<NamedLocation> {
        document::drop_read_only(&mut document);
        schema::check(LOCATION, &document, "")?;
        let display_name = document::required_name(&document)?;
        let place = if is_networks(&document)? { networks(&document)? } else { countries(&document)? };
        Ok(NamedLocation { meta: Meta::default(), display_name, place, document })
    }
}

fn is_networks(document: &Map<String, Value>) -> Result<bool> {
    match document.get("@odata.type").and_then(Value::as_str) {
        Some(IP) => Ok(true),
        Some(COUNTRY) => Ok(false),
        Some(_) => Err(Error::policy_invalid("@odata.type", format!("must be {IP} or {COUNTRY}"))),
        None if document.contains_key("ipRanges") => Ok(true),
        None if document.contains_key("countriesAndRegions") => Ok(false),
        None => Err(Error::policy_invalid("@odata.type", "is required")),
    }
}

fn networks(document: &Map<String, Value>) -> Result<Place> {
    let items = document::items(document, "ipRanges")?;
    if items.is_empty() {
        return Err(Error::policy_invalid("ipRanges", "must have at least one range"));
    }
    let ranges = items.iter().enumerate().map(|(index, item)| {
        let path = || format!("ipRanges[{index}].cidrAddress");
        let text = item.as_str().or_else(|| item.get("cidrAddress").and_then(Value::as_str));
        let text = text.ok_or_else(|| Error::policy_invalid(path(), "is required"))?;
        network(text).ok_or_else(|| {
            Error::policy_invalid(
                path(),
                "must be an IPv4 or IPv6 range such as 192.0.2.0/24 or 2001:db8::/32",
            )
        })
    });
    Ok(Place::Networks {
        ranges: ranges.collect::<Result<_>>()?,
        trusted: document::flag(document, "isTrusted"),
    })
}

/// A network. One address is the narrowest of them; what its host bits say does not count.
pub(super) fn network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    let range = text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))?;
    Some(mapped(IpNet::trunc(&range)))
}

/// IPv4 networks that are written as IPv6 are the IPv4 networks, as their addresses are.
fn mapped(range: IpNet) -> IpNet {
    let IpNet::V6(net) = range else { return range };
    let v4 = net.addr().to_ipv4_mapped().zip(net.prefix_len().checked_sub(96));
    v4.and_then(|(addr, prefix)| Ipv4Net::new(addr, prefix).ok()).map_or(range, IpNet::V4)
}

fn countries(document: &Map<String, Value>) -> Result<Place> {
    let items = document::items(document, "countriesAndRegions")?;
    let include_unknown = document::flag(document, "includeUnknownCountriesAndRegions");
    if items.is_empty() && !include_unknown {
        return Err(Error::policy_invalid("countriesAndRegions", "must have at least one country"));
    }
    let codes = items.iter().enumerate().map(|(index, item)| {
        let code = item.as_str().filter(|code| is_country(code));
        code.map(str::to_ascii_uppercase).ok_or_else(|| {
            let path = format!("countriesAndRegions[{index}]");
            Error::policy_invalid(path, "must be a country code of two letters such as DE")
        })
    });
    let codes = codes.collect::<Result<_>>()?;
    let lookup = match document::text(document, "countryLookupMethod") {
        Some(word) if word.eq_ignore_ascii_case("authenticatorAppGps") => Lookup::Gps,
        Some(word) if word.eq_ignore_ascii_case("unknownFutureValue") => {
            let reason = "must be clientIpAddress or authenticatorAppGps";
            return Err(Error::policy_invalid("countryLookupMethod", reason));
        }
        _ => Lookup::Address,
    };
    Ok(Place::Countries { codes, lookup, include_unknown })
}
