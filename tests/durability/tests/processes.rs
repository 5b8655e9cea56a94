//! Several processes on one file.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use doorstep_durability::workers::Worker;
use doorstep_durability::{Opening, World, count, create, wrong};

const WORKER: &str = env!("CARGO_BIN_EXE_doorstep-durability-worker");

fn workers(folder: &std::path::Path, how: &str) -> Vec<Worker> {
    let mut workers: Vec<_> = (0..4).map(|_| Worker::start(WORKER, folder, &[how])).collect();
    for worker in &mut workers {
        assert_eq!(worker.line().as_deref(), Some("ready"));
    }
    workers
}

/// What four processes are answered to the same code, told to all before any answer is read.
fn answers(workers: &mut [Worker], token: &str, code: &str) -> Vec<String> {
    for worker in &mut *workers {
        worker.tell(&format!("{token} {code}"));
    }
    workers.iter_mut().map(|worker| worker.line().unwrap()).collect()
}

fn count_of(answers: &[String], word: &str) -> usize {
    answers.iter().filter(|answer| *answer == word).count()
}

#[test]
fn a_right_code_opens_once_over_processes() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 201, Opening::ByHand);
    let redeem = |workers: &mut [Worker], user: usize, round: usize| {
        let (token, reference) = world.password(user, round);
        let code = world.code(user, &reference);
        answers(workers, &token, &code)
    };
    let mut careful = workers(folder.path(), "submit");
    for round in 0..200 {
        let answers = redeem(&mut careful, round, round);
        assert_eq!(count_of(&answers, "completed"), 1, "{answers:?}");
        assert_eq!(count_of(&answers, "ended"), 3, "{answers:?}");
    }
    assert_eq!(world.count("SELECT count(*) FROM sessions"), 200);
    assert!(careful.into_iter().all(Worker::finish));
    let mut careless = workers(folder.path(), "submit-unguarded");
    let lost = (0..200).any(|round| count_of(&redeem(&mut careless, round, 1_000 + round), "completed") > 1);
    assert!(lost, "the attack proves nothing");
}

/// How many wrong codes of one user four processes get compared, each with a journey of its own and five tries.
fn guessed(world: &World, workers: &mut [Worker], user: usize) -> usize {
    let journeys: Vec<_> = (0..workers.len())
        .map(|n| {
            let (token, reference) = world.password(user, user * 4 + n);
            (token, wrong(&world.code(user, &reference)))
        })
        .collect();
    for (worker, (token, guess)) in workers.iter_mut().zip(&journeys) {
        for _ in 0..5 {
            worker.tell(&format!("{token} {guess}"));
        }
    }
    let said = workers.iter_mut().flat_map(|worker| (0..5).map(|_| worker.line().unwrap()));
    said.filter(|answer| answer == "wrong").count()
}

#[test]
fn processes_share_one_budget() {
    let folder = tempfile::tempdir().unwrap();
    let world = create(folder.path(), 60, Opening::ByHand);
    let mut careful = workers(folder.path(), "submit");
    for user in 0..40 {
        assert_eq!(guessed(&world, &mut careful, user), 10, "ten in a row, then locked");
    }
    let mut careless = workers(folder.path(), "submit-unguarded");
    let most = (40..60).map(|user| guessed(&world, &mut careless, user)).max().unwrap();
    assert!(most > 10, "the attack proves nothing: against careless code it got {most}");
}

#[test]
fn four_processes_of_eight_threads_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(create(folder.path(), 1_000, Opening::Running));
    let workers: Vec<_> = (0..4)
        .map(|n| Worker::start(WORKER, folder.path(), &["run", &(n * 250).to_string(), "250"]))
        .collect();
    // A worker that met `busy`, or anything else than a session, has not ended well.
    assert!(workers.into_iter().all(Worker::finish));
    let count = |sql: &str| count(folder.path(), sql);
    assert_eq!(count("SELECT count(*) FROM sessions"), 1_000);
    assert_eq!(count("SELECT count(DISTINCT user_id) FROM sessions"), 1_000);
    assert_eq!(count("SELECT count(*) FROM sign_ins WHERE result = 'success'"), 1_000);
    for left in ["journeys", "codes", "outbox", "lockouts"] {
        assert_eq!(count(&format!("SELECT count(*) FROM {left}")), 0, "{left}");
    }
}
