//! No scenario leaves a secret behind: see `canary.rs` of the library.
#![allow(clippy::panic, clippy::expect_used)]

use std::path::Path;

use doorstep_conformance::{Scenario, leaks, load};

fn scenarios() -> Vec<Scenario> {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the scenarios are well formed")
}

#[test]
fn no_scenario_leaves_a_secret_behind() {
    for scenario in scenarios() {
        let look = || leaks(&scenario, false).unwrap_or_else(|why| panic!("{}: {why}", scenario.name));
        let mut found = look();
        // Eight digits are found by chance now and then, but not again and again in the same place.
        for _ in 0..2 {
            if !found.is_empty() {
                let again = look();
                found.retain(|what| again.contains(what));
            }
        }
        assert!(found.is_empty(), "{}: {found:#?}", scenario.name);
    }
}

#[test]
fn a_planted_secret_is_found() {
    for scenario in scenarios().iter().filter(|scenario| scenario.name.starts_with("sign-in-by-code/")) {
        let found = leaks(scenario, true).unwrap_or_else(|why| panic!("{}: {why}", scenario.name));
        for place in ["doorstep.db-wal", "the closed file"] {
            let plain = |what: &String| what.starts_with(place) && what.ends_with("plain");
            assert!(found.iter().any(plain), "{}: {found:#?}", scenario.name);
        }
    }
}
