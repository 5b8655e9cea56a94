//! Runs the scenarios of `tests/conformance/*.json` against the Rust API. The format is described in
//! `tests/conformance/README.md`.
#![allow(missing_docs)]

mod args;
mod calls;
mod journeys;
mod matching;
mod normal;
mod operands;
mod scenario;
mod world;

pub use scenario::{Scenario, load};

/// Runs one scenario; says where and how it failed.
///
/// # Errors
/// The step that failed and what was found instead of what it expects.
pub fn run(scenario: &Scenario) -> Result<(), String> {
    let mut world = world::World::new(&scenario.engine)?;
    for (index, step) in scenario.steps.iter().enumerate() {
        world.step(step).map_err(|why| format!("step {}: {step}\n  {why}", index + 1))?;
    }
    Ok(())
}
