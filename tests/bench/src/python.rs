//! The same calls from Python and from Rust, taking turns, each on a file of its own.

use std::process::Command;

use doorstep_core::SignInContext;

use crate::measure::{Samples, human, nanos, timed};
use crate::program::Program;
use crate::report::{Report, Target};
use crate::world::{Hashing, START, World, base, copy, ip, user_id};
use crate::{Result, source, take, target};

const USERS: usize = 10_000;
const PART: &str = "Python over Rust";

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let world = World::new("engine", USERS, Hashing::Real)?;
    let theirs = copy(&base(USERS, Hashing::Real)?, "python")?;
    let mut command = Command::new(target().join("venv/bin/python"));
    command.arg(source().join("python/figures.py")).arg(theirs).arg(USERS.to_string()).arg(START.to_string());
    let mut python = Program::start(command)?;

    let session = world.sign_in(0)?.session;
    python.ask("sign_in", 0, 1)?;
    let client_id = world.app.client_id().to_owned();
    let compare = |report: &mut Report,
                   python: &mut Program,
                   name: &str,
                   word: &str,
                   rounds: usize,
                   count: usize,
                   ours: &mut dyn FnMut(usize) -> Result<f64>|
     -> Result<()> {
        let (mut rust, mut other): (Samples, Samples) = Default::default();
        for round in 0..rounds {
            let first = 1 + round * count;
            take(&mut rust, first..first + count, &mut *ours)?;
            other.round(python.ask(word, first, count)?);
        }
        let detail = format!("{} over {}", human(other.median()), human(rust.median()));
        report.ratio(PART, name, other.over(&rust), Target::AtMost(1.3), detail);
        Ok(())
    };
    compare(report, &mut python, "a sign-in with its real hash", "sign_in", 8, 12, &mut |n| {
        Ok(nanos(world.sign_in(n)?.time))
    })?;
    compare(report, &mut python, "validating a session", "validate", 75, 200, &mut |_| {
        let (time, found) = timed(|| world.tenant.sessions().validate(&session));
        found?.ok_or("a session was not found")?;
        Ok(nanos(time))
    })?;
    compare(report, &mut python, "what_if", "what_if", 75, 200, &mut |n| {
        let user = world.user(n);
        let context = SignInContext { ip: Some(ip(user)), ..SignInContext::default() };
        let (time, decision) = timed(|| world.tenant.what_if(&user_id(user), &client_id, &context));
        std::hint::black_box(decision?);
        Ok(nanos(time))
    })?;
    Ok(())
}
