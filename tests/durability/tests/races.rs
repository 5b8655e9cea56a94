//! Many threads at the same row. Each attack fails against the library and succeeds against its careless twin.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Barrier;

use doorstep_core::{App, Denial, Problem, Result, Step, UserState};
use doorstep_durability::{Opening, PASSWORD, World, address, create, open, waiting, wrong};

const THREADS: usize = 64;

type Submit = fn(&App, &str, &str) -> Result<Step>;

/// What `call` answered to so many threads that began at the same moment.
fn at_once<T: Send>(threads: usize, call: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(threads);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|thread| {
                let (start, call) = (&start, &call);
                scope.spawn(move || {
                    start.wait();
                    call(thread)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// How many of the threads that submit the same right code get a session.
fn redeemed(world: &World, user: usize, round: usize, submit: Submit) -> usize {
    let (token, reference) = world.password(user, round);
    let code = world.code(user, &reference);
    let answers = at_once(THREADS, |_| submit(&world.app, &token, &code).unwrap());
    answers.iter().filter(|step| matches!(step, Step::Completed { .. })).count()
}

#[test]
fn a_right_code_opens_once() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 1_001, Opening::ByHand);
    for round in 0..1_000 {
        assert_eq!(redeemed(&world, round, round, App::submit_code), 1, "round {round}");
    }
    assert_eq!(world.count("SELECT count(*) FROM sessions"), 1_000);
    assert_eq!(world.count("SELECT count(*) FROM journeys"), 0);
    let careless = (0..20).map(|round| redeemed(&world, 1_000, 5_000 + round, App::submit_code_unguarded));
    let most = careless.take(5).max().unwrap();
    assert!(most > 1, "the attack proves nothing: against careless code it got {most}");
}

/// How many wrong codes of one user were compared, over as many journeys as the limits on mail allow.
fn guessed(world: &World, user: usize, submit: Submit) -> usize {
    let mut compared = 0;
    for attempt in 0..8 {
        let step =
            world.app.sign_in(&address(user), Some(PASSWORD), &World::from(user * 100 + attempt)).unwrap();
        let Some((token, reference)) = waiting(&step) else { continue };
        let guess = wrong(&world.code(user, &reference));
        let answers = at_once(THREADS, |_| submit(&world.app, &token, &guess).unwrap());
        compared += answers.iter().filter(|step| was_compared(step)).count();
        // A restart between the attempts: what was counted stays counted.
        let again = open(world.folder(), Opening::ByHand);
        again.clock.unwrap().advance(61_000 * attempt as i64);
    }
    compared
}

/// An answer after which one more code is known to be wrong.
fn was_compared(step: &Step) -> bool {
    // At 0 tries left the last one was compared, or none; the count below allows for one such answer a code.
    matches!(step, Step::CodeRequired { problem: Some(Problem::InvalidCode { tries_left }), .. } if *tries_left > 0)
}

#[test]
fn wrong_codes_never_pass_the_budget() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 12, Opening::ByHand);
    for user in 0..10 {
        // Five a code, the fifth of which leaves none, so four that say so; ten in a row lock.
        let compared = guessed(&world, user, App::submit_code);
        assert!(compared <= 8, "{compared}");
        assert!(compared > 0);
    }
    let careless = (10..12).map(|user| guessed(&world, user, App::submit_code_unguarded)).max().unwrap();
    assert!(careless > 8, "the attack proves nothing: against careless code it got {careless}");
}

/// Many journeys of one user at once, each with its own live code and its own five tries.
fn guessed_in_parallel(world: &World, user: usize, submit: Submit) -> usize {
    let journeys: Vec<_> = (0..8)
        .map(|n| {
            let (token, reference) = world.password(user, user * 50 + n);
            let guess = wrong(&world.code(user, &reference));
            (token, guess)
        })
        .collect();
    let answers = at_once(THREADS, |thread| {
        let (token, guess) = &journeys[thread % journeys.len()];
        submit(&world.app, token, guess).unwrap()
    });
    let mut said = [0; 8];
    for (thread, step) in answers.iter().enumerate() {
        if matches!(step, Step::CodeRequired { problem: Some(Problem::InvalidCode { .. }), .. }) {
            said[thread % journeys.len()] += 1;
        }
    }
    // A code that has had its five tries says the same to whoever comes after, and compares nothing.
    said.into_iter().map(|said: usize| said.min(5)).sum()
}

#[test]
fn parallel_journeys_share_one_budget() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 22, Opening::ByHand);
    for user in 0..20 {
        let compared = guessed_in_parallel(&world, user, App::submit_code);
        assert_eq!(compared, 10, "ten in a row, then locked");
    }
    let careless = (20..22).map(|user| guessed_in_parallel(&world, user, App::submit_code_unguarded));
    let most = careless.max().unwrap();
    assert!(most > 10, "the attack proves nothing: against careless code it got {most}");
}

/// How many of the threads that use one token with the right password go on.
fn advanced(world: &World, user: usize, submit: Submit) -> usize {
    let step = world.app.sign_in(&address(user), None, &World::from(user)).unwrap();
    let Step::PasswordRequired { token, .. } = step else { panic!("{step:?}") };
    let answers = at_once(16, |_| submit(&world.app, token.expose(), PASSWORD).unwrap());
    let ended = |step: &Step| matches!(step, Step::Denied { reason: Denial::JourneyEnded });
    let (on, other): (Vec<_>, Vec<_>) = answers.iter().partition(|step| waiting(step).is_some());
    assert!(other.iter().all(|step| ended(step) || matches!(step, Step::Denied { .. })), "{other:?}");
    on.len()
}

#[test]
fn a_token_has_one_winner() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 110, Opening::ByHand);
    for user in 0..100 {
        assert_eq!(advanced(&world, user, App::submit_password), 1, "{user}");
    }
    let careless =
        (100..110).map(|user| advanced(&world, user, App::submit_password_unguarded)).max().unwrap();
    assert!(careless > 1, "the attack proves nothing: against careless code it got {careless}");
}

/// A sign-in that renews the hash of the old password, against an administrator who sets a new one. True when the new
/// password was lost.
fn overwritten(world: &World, user: usize, careless: bool) -> bool {
    let email = address(user);
    let id = world.tenant.users().find_by_email(&email).unwrap().unwrap().id;
    let new = format!("the new password of {user}");
    at_once(2, |thread| match (thread, careless) {
        (0, _) => world.tenant.users().set_password(&id, &new).unwrap(),
        (_, false) => drop(world.app.sign_in(&email, Some(PASSWORD), &World::from(user)).unwrap()),
        (_, true) => drop(world.app.sign_in_unguarded(&email, PASSWORD, &World::from(user)).unwrap()),
    });
    let step = world.app.sign_in(&email, Some(&new), &World::from(user)).unwrap();
    assert_eq!(world.tenant.users().get(&id).unwrap().state, UserState::Active);
    waiting(&step).is_none()
}

#[test]
fn a_renewed_hash_never_undoes_a_new_password() {
    let folder = tempfile::tempdir().unwrap();
    // Hashed at next to no cost; at their real cost every one is renewed at the next sign-in.
    drop(create(folder.path(), 120, Opening::ByHand));
    let world = open(folder.path(), Opening::RealHashes);
    for user in 0..60 {
        assert!(!overwritten(&world, user, false), "{user}");
    }
    assert!((60..120).any(|user| overwritten(&world, user, true)), "the attack proves nothing");
}
