//! `doorstep location`: named locations, which are networks or countries.

use clap::Subcommand;
use doorstep_core::access::NamedLocation;
use doorstep_core::{LocationRecord, PolicyLimits};
use serde_json::Value;

use super::{Entry, Picked, Shelf, texts};
use crate::commands::Outcome;
use crate::context::Context;

pub(crate) const LOCATIONS: Shelf = Shelf {
    kind: "location",
    called: "location",
    folder: "locations",
    list: |tenant| Ok(tenant.locations().list()?.into_iter().map(Entry::from).collect()),
    create: |tenant, document| tenant.locations().create(document).map(Entry::from),
    update: |tenant, id, changes| tenant.locations().update(id, changes).map(Entry::from),
    delete: |tenant, id| tenant.locations().delete(id),
    kept: |document| {
        let location = NamedLocation::parse(document)?;
        location.check_storable(PolicyLimits::default().location_ranges)?;
        Ok(location.to_json())
    },
    check_change: |document, changes| {
        NamedLocation::parse(document)?
            .patched(changes)?
            .check_storable(PolicyLimits::default().location_ranges)
    },
    out_of_use: r#"{"isTrusted":false}"#,
    about_title: "Covers",
    about,
};

#[derive(Subcommand)]
pub(crate) enum Verb {
    #[command(flatten)]
    Common(super::Verb),
    /// Count networks among the trusted locations
    Trust(Picked),
    /// Trust networks no longer
    Untrust(Picked),
}

pub(crate) fn run(verb: Verb, context: &Context) -> Outcome {
    match verb {
        Verb::Common(verb) => super::run(verb, &LOCATIONS, context),
        Verb::Trust(picked) => super::change(&LOCATIONS, &picked, true, r#"{"isTrusted":true}"#, context),
        Verb::Untrust(picked) => super::change(&LOCATIONS, &picked, false, LOCATIONS.out_of_use, context),
    }
}

impl From<LocationRecord> for Entry {
    fn from(record: LocationRecord) -> Entry {
        Entry {
            id: record.id,
            name: record.display_name,
            document: record.document,
            built_in: false,
            in_use: record.is_trusted,
            state: if record.is_trusted { "trusted" } else { "" },
            created_at: Some(record.created_at),
            modified_at: record.modified_at,
        }
    }
}

/// The networks, or the countries.
fn about(document: &Value) -> String {
    let ranges = document.get("ipRanges").and_then(Value::as_array).into_iter().flatten();
    let ranges = ranges.filter_map(|range| range.as_str().or_else(|| range.get("cidrAddress")?.as_str()));
    let mut all: Vec<String> = ranges.map(str::to_owned).collect();
    all.extend(texts(document, "countriesAndRegions"));
    if document.get("includeUnknownCountriesAndRegions") == Some(&Value::Bool(true)) {
        all.push("unknown countries".into());
    }
    all.join(", ")
}
