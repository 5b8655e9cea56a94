//! One process among several on the same file. `worker FOLDER submit|submit-unguarded|run|load|load-in-two …`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use doorstep_core::{App, Denial, Result, Step};
use doorstep_durability::workers::{SIGN_INS, THREADS};
use doorstep_durability::{Opening, World, open};

/// Rather ended than waited for without end: whoever started it sees that it did not end well.
const LONGEST: Duration = Duration::from_secs(300);

fn main() {
    std::thread::spawn(|| {
        std::thread::sleep(LONGEST);
        eprintln!("a worker did not end");
        std::process::exit(1);
    });
    let arguments: Vec<String> = std::env::args().collect();
    let folder = PathBuf::from(&arguments[1]);
    match arguments[2].as_str() {
        "submit" => submit(&open(&folder, Opening::ByHand), App::submit_code),
        "submit-unguarded" => submit(&open(&folder, Opening::ByHand), App::submit_code_unguarded),
        "run" => run(&open(&folder, Opening::Running), number(&arguments[3]), number(&arguments[4])),
        "load" | "load-in-two" => {
            let submit = if arguments[2] == "load" { App::submit_code } else { App::submit_code_in_two };
            let (round, users) = (number(&arguments[3]), number(&arguments[4]));
            load(&open(&folder, Opening::Running), round, users, submit);
        }
        other => panic!("{other}"),
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// Submits each code that it is told with its token, and says what came of it in a word.
fn submit(world: &World, submit: fn(&App, &str, &str) -> Result<Step>) {
    say("ready");
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (token, code) = line.split_once(' ').unwrap();
        say(match submit(&world.app, token, code) {
            Ok(Step::Completed { .. }) => "completed",
            Ok(Step::CodeRequired { .. }) => "wrong",
            Ok(Step::Denied { reason: Denial::TooManyAttempts { .. } }) => "locked",
            Ok(Step::Denied { .. }) => "ended",
            Ok(other) => panic!("{other:?}"),
            Err(error) => error.code(),
        });
    }
}

/// Signs in `count` users from `first` on, over eight threads.
fn run(world: &World, first: usize, count: usize) {
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for user in (first + thread..first + count).step_by(8) {
                    let (token, reference) = world.password(user, user);
                    let code = world.code(user, &reference);
                    let step = world.app.submit_code(&token, &code).unwrap();
                    assert!(matches!(step, Step::Completed { .. }), "{step:?}");
                }
            });
        }
    });
    // A letter that was taken to be delivered is delivered before the process ends.
    world.engine.close();
}

/// Signs some of `users` in, over four threads; says what it was answered, and then waits to be killed.
fn load(world: &World, round: usize, users: usize, submit: fn(&App, &str, &str) -> Result<Step>) {
    say("ready");
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || {
                for n in 0..SIGN_INS {
                    let nth = (round * THREADS + thread) * SIGN_INS + n;
                    let (token, reference) = world.password(nth % users, nth);
                    say(&format!("waiting {token}"));
                    let code = world.code(nth % users, &reference);
                    if let Step::Completed { session, .. } = submit(&world.app, &token, &code).unwrap() {
                        say(&format!("session {}", session.id));
                    }
                }
            });
        }
    });
    std::io::stdin().lines().for_each(drop);
}
