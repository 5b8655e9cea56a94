//! Runs the scenarios of `tests/conformance/*.json` against the Rust API. The format is described in
//! `tests/conformance/README.md`.
#![allow(missing_docs)]

mod args;
mod calls;
mod canary;
mod context;
mod journeys;
mod matching;
mod normal;
mod operands;
mod scenario;
mod world;

use doorstep_core::Database;
use world::World;

pub use scenario::{Scenario, load};

/// Runs one scenario; says where and how it failed.
///
/// # Errors
/// The step that failed and what was found instead of what it expects.
pub fn run(scenario: &Scenario) -> Result<(), String> {
    run_in(Database::Memory, scenario).map(|_| ())
}

fn run_in(database: Database, scenario: &Scenario) -> Result<World, String> {
    let mut world = World::new(&scenario.engine, database)?;
    for (index, step) in scenario.steps.iter().enumerate() {
        world.step(step).map_err(|why| format!("step {}: {step}\n  {why}", index + 1))?;
    }
    Ok(world)
}

/// Runs one scenario on a file and looks for its secrets in all that is left of it. With `plant`, a secret is put
/// where it does not belong, to be found.
///
/// # Errors
/// What the scenario itself fails with, or the file system.
pub fn leaks(scenario: &Scenario, plant: bool) -> Result<Vec<String>, String> {
    let failed = |e: std::io::Error| e.to_string();
    let folder = tempfile::tempdir().map_err(failed)?;
    let path = folder.path().join("doorstep.db");
    canary::listen();
    let ran = run_in(Database::File(path.clone()), scenario);
    let notes = canary::heard();
    let world = ran?;
    let searcher = canary::Searcher::new(&notes);
    if plant {
        world.plant(&notes)?;
    }
    let mut found = Vec::new();
    let mut look = |place: &str, bytes: &[u8]| {
        found.extend(searcher.find(bytes).into_iter().map(|what| format!("{place}: {what}")));
    };
    look("what is shown", notes.said.as_bytes());
    // Everything ever written is in the log until it is folded into the file, which closing does.
    for name in ["doorstep.db", "doorstep.db-wal"] {
        look(name, &std::fs::read(folder.path().join(name)).map_err(failed)?);
    }
    drop(world);
    look("the closed file", &std::fs::read(&path).map_err(failed)?);
    found.sort();
    found.dedup();
    Ok(found)
}
