//! Random calls, clocks set forward and back, crashes and replayed tokens, against a plain model of what should happen.
//!
//! After every call the engine and the model must agree: no session without what the policies ask, no step out of
//! order, no guess beyond the limits, nothing that lives longer or opens earlier because a clock was set back; and the
//! other tenant in the file is row for row what it was. `DOORSTEP_CALLS` sets how many calls are made.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actions;
mod calls;
mod guard;
mod journeys;
mod model;
mod world;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use calls::{Call, calls};
use model::{Model, Rules};
use world::{START, World, people};

/// The longest sequence.
const MOST: usize = 60;

/// Makes the calls; says what the first difference is.
fn run(calls: &[Call], rules: &Rules) -> Result<(), String> {
    let mut world = World::new();
    let mut model = Model::new(people(), START, rules.clone());
    for call in calls {
        let action = call.resolve(&model, world.foreign());
        let (found, token, mailed) = world.perform(&action);
        model.look_at(world.wall());
        let expected = model.expect(&action);
        if found != expected {
            return Err(format!("{action:?}\n  gave      {found:?}\n  should be {expected:?}"));
        }
        model.learn(&found, token.as_deref(), mailed.as_deref())?;
        world.check_other_tenant()?;
    }
    Ok(())
}

/// Makes about `wanted` calls; says what the first difference is, and after which calls.
fn search(wanted: u32, seed: u8, rules: &Rules) -> Result<(), String> {
    let config = Config {
        cases: wanted.div_ceil(MOST as u32 / 2),
        failure_persistence: None,
        max_shrink_iters: 600,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let result = TestRunner::new_with_rng(config, random)
        .run(&calls(MOST), |sequence| run(&sequence, rules).map_err(TestCaseError::fail));
    match result {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, sequence)) => Err(format!("{why}\nafter {sequence:?}")),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn the_engine_does_what_the_model_says() {
    let wanted = std::env::var("DOORSTEP_CALLS").ok().and_then(|n| n.parse().ok()).unwrap_or(12_000);
    if let Err(why) = search(wanted, 1, &Rules::default()) {
        panic!("{why}");
    }
}
