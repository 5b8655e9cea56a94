//! `kill -9` under load: what was answered is there, and nothing is half done.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use doorstep_core::{Denial, Step};
use doorstep_durability::workers::{Worker, users_for};
use doorstep_durability::{Opening, create, open};

const WORKER: &str = env!("CARGO_BIN_EXE_doorstep-durability-worker");

/// What can never be seen between two transactions, and how it would be counted.
const NEVER: [(&str, &str); 5] = [
    (
        "a success without its session",
        "SELECT count(*) FROM sign_ins WHERE result = 'success' AND coalesce(document ->> 'session_id', '') NOT IN
           (SELECT session_id FROM sessions)",
    ),
    (
        "a session without its entry in the log",
        "SELECT count(*) FROM sessions WHERE session_id NOT IN
           (SELECT coalesce(document ->> 'session_id', '') FROM sign_ins WHERE result = 'success')",
    ),
    (
        "a journey without its entry in the log",
        "SELECT count(*) FROM journeys WHERE journey_id NOT IN
           (SELECT sign_in_id FROM sign_ins WHERE result <> 'success')",
    ),
    (
        "a journey that waits for a code that is not there",
        "SELECT count(*) FROM journeys j WHERE j.step = 'code' AND NOT EXISTS
           (SELECT 1 FROM codes c WHERE c.journey_id = j.journey_id AND c.state = 'live')",
    ),
    (
        // A letter that a dead worker took along is dropped with its code's ten minutes.
        "a code whose letter was neither sent nor waits",
        "SELECT count(*) FROM codes c WHERE c.state = 'live' AND c.delivery = 'queued'
           AND c.expires_at > unixepoch() * 1000 + 1000 AND NOT EXISTS
           (SELECT 1 FROM outbox o WHERE o.journey_id = c.journey_id AND o.code_number = c.number)",
    ),
];

/// Kills one worker after `alive` and returns what the file is found to lack.
fn killed(folder: &Path, how: &str, round: usize, users: usize, alive: Duration) -> (Vec<String>, usize) {
    let mut worker = Worker::start(WORKER, folder, &[how, &round.to_string(), &users.to_string()]);
    assert_eq!(worker.line().as_deref(), Some("ready"));
    // Every other time not before something was answered, however slow the machine is.
    let answers = if round % 2 == 1 { 3 } else { 0 };
    let mut said: Vec<String> = std::iter::from_fn(|| worker.line()).take(answers).collect();
    std::thread::sleep(alive);
    said.extend(worker.kill());
    let world = open(folder, Opening::Looking);
    let mut wrong = Vec::new();
    let connection = rusqlite::Connection::open(folder.join("test.db")).unwrap();
    let check: String = connection.query_row("PRAGMA quick_check", [], |row| row.get(0)).unwrap();
    if check != "ok" {
        wrong.push(check);
    }
    for (what, sql) in NEVER {
        if connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() > 0 {
            wrong.push(what.to_owned());
        }
    }
    let mut answered = 0;
    for line in &said {
        answered += 1;
        let there = match line.split_once(' ').unwrap() {
            ("session", id) => connection
                .query_row("SELECT count(*) FROM sessions WHERE session_id = ?1", [id], |r| {
                    r.get::<_, i64>(0)
                })
                .unwrap(),
            // Still waiting, or come to its end after this was said.
            ("waiting", token) => match world.app.resume(token).unwrap() {
                Step::CodeRequired { .. } => 1,
                Step::Denied { reason: Denial::JourneyEnded } => ended(&connection, token),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        };
        if there == 0 {
            wrong.push(format!("answered and lost: {line}"));
        }
    }
    (wrong, answered)
}

/// Whether a journey that is gone has come to its end: its entry in the log, whose id its token names, says so.
fn ended(connection: &rusqlite::Connection, token: &str) -> i64 {
    let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix("dsj_").unwrap()).unwrap();
    let mut id: String = bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    for place in [20, 16, 12, 8] {
        id.insert(place, '-');
    }
    connection
        .query_row(
            "SELECT count(*) FROM sign_ins WHERE sign_in_id = ?1 AND result = 'success'",
            [id],
            |row| row.get::<_, i64>(0),
        )
        .unwrap()
}

#[test]
fn killed_at_any_moment_nothing_is_lost_or_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let kills: usize = std::env::var("DOORSTEP_KILLS").map_or(200, |kills| kills.parse().unwrap());
    let users = users_for(kills);
    drop(create(folder.path(), users, Opening::Running));
    let (mut answered, mut lately) = (0, 0);
    for round in 0..kills {
        let alive = Duration::from_micros((round as u64 * 7_919) % 40_000);
        let (wrong, said) = killed(folder.path(), "load", round, users, alive);
        assert!(wrong.is_empty(), "round {round}: {wrong:?}");
        lately += said;
        if round % 100 == 99 {
            answered += lately;
            eprintln!("{} kills, {answered} answers found again", round + 1);
            assert!(lately > 100, "{lately} answers in 100 rounds are too few to prove anything");
            lately = 0;
        }
    }
}

#[test]
fn the_harness_finds_what_is_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let users = users_for(50);
    drop(create(folder.path(), users, Opening::Running));
    let found = (0..50).any(|round| {
        let alive = Duration::from_millis(round as u64 % 40);
        let (wrong, _) = killed(folder.path(), "load-in-two", round, users, alive);
        wrong.iter().any(|what| what == NEVER[0].0)
    });
    assert!(found, "a session made in another transaction than its log entry was never caught");
}
