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
mod rules;
mod world;

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use actions::Answer;
use calls::{Call, calls};
use model::{Model, Rules};
use world::{START, World, people};

/// The most phrases of a sequence, of three calls each.
const MOST: usize = 30;

/// Makes the calls; says what the first difference is.
fn run(calls: &[Call], rules: &Rules) -> Result<(), String> {
    watched(calls, rules, &mut |_| {})
}

/// The same, and shows each answer.
fn watched(calls: &[Call], rules: &Rules, see: &mut impl FnMut(&Answer)) -> Result<(), String> {
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
        see(&found);
        model.learn(&found, token.as_deref(), mailed.as_ref())?;
        world.check_other_tenant()?;
    }
    Ok(())
}

/// Everything that random calls must come upon, or the agreement would be about little.
const MUST_BE_SEEN: [&str; 26] = [
    "ask password",
    "ask password invalid_credentials",
    "ask code",
    "ask code invalid_code",
    "ask code code_superseded",
    "ask code resend_too_soon",
    "ask code send_limit_reached",
    "ask method",
    "ask registration",
    "ask registration target_rejected",
    "ask new_password",
    "ask new_password password_rejected",
    "ask attributes",
    "ask attributes attributes_rejected",
    "in pwd",
    "in otp",
    "in pwd otp mfa",
    "no blocked_by_policy",
    "no journey_ended",
    "no no_usable_method",
    "no too_many_attempts",
    "no user_already_exists",
    "session",
    "no session",
    "fail invalid_argument",
    "fail not_found",
];

/// An answer without what differs each time.
fn kind(answer: &Answer) -> String {
    let first = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    match answer {
        Answer::Ask(what, None) => format!("ask {what}"),
        Answer::Ask(what, Some(problem)) => format!("ask {what} {}", first(problem)),
        Answer::In(_, amr) => format!("in {amr}"),
        Answer::No(why) => format!("no {}", first(why)),
        Answer::Session(Some(_)) => "session".into(),
        Answer::Session(None) => "no session".into(),
        Answer::Fail(code) => format!("fail {code}"),
        Answer::Done => "done".into(),
    }
}

#[test]
fn the_engine_does_what_the_model_says() {
    let wanted = std::env::var("DOORSTEP_CALLS").ok().and_then(|n| n.parse().ok());
    let config = Config {
        cases: wanted.unwrap_or(11_000_u32).div_ceil(45),
        failure_persistence: None,
        ..Config::default()
    };
    // The same sequences each time, unless many are wanted.
    let mut runner = match wanted {
        None => TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[1; 32])),
        Some(_) => TestRunner::new(config),
    };
    let seen = RefCell::new(BTreeMap::<String, u32>::new());
    let result = runner.run(&calls(MOST), |sequence| {
        let mut see = |answer: &Answer| *seen.borrow_mut().entry(kind(answer)).or_default() += 1;
        watched(&sequence, &Rules::default(), &mut see).map_err(TestCaseError::fail)
    });
    if let Err(TestError::Fail(why, sequence)) = result {
        panic!("{why}\nafter {sequence:?}");
    }
    let seen = seen.into_inner();
    println!("{} calls: {seen:?}", seen.values().sum::<u32>());
    let missing: Vec<_> = MUST_BE_SEEN.iter().filter(|kind| !seen.contains_key(**kind)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
}
