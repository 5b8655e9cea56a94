//! The same calls from C, through the shared library, and from Rust, taking turns, each on a file of its own.

use std::process::Command;

use doorstep_core::SignInContext;

use crate::measure::{Samples, human, nanos, timed};
use crate::program::Program;
use crate::report::{Report, Target};
use crate::world::{Hashing, START, World, base, copy, ip, user_id};
use crate::{Result, folder, source, take, target};

const USERS: usize = 10_000;
const ROUNDS: usize = 20;
const CALLS: usize = 1_000;
const PART: &str = "C over Rust";

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let world = World::new("engine", USERS, Hashing::Real)?;
    let theirs = copy(&base(USERS, Hashing::Real)?, "c")?;
    let mut command = Command::new(compiled()?);
    command.arg(theirs).arg(USERS.to_string()).arg(START.to_string());
    let mut c = Program::start(command)?;
    let session = world.sign_in(0)?.session;
    let client_id = world.app.client_id().to_owned();

    let mut compare = |name: &str, word: &str, ours: &mut dyn FnMut(usize) -> Result<f64>| -> Result<()> {
        let (mut rust, mut other): (Samples, Samples) = Default::default();
        for round in 0..=ROUNDS {
            let first = 1 + round * CALLS;
            let (mut warm, mut up): (Samples, Samples) = Default::default();
            let (rust, other) = if round == 0 { (&mut warm, &mut up) } else { (&mut rust, &mut other) };
            take(rust, first..first + CALLS, &mut *ours)?;
            other.round(c.ask(word, first, CALLS)?);
        }
        let detail = format!("{} over {}", human(other.median()), human(rust.median()));
        report.ratio(PART, name, other.over(&rust), Target::AtMost(1.05), detail);
        Ok(())
    };
    // The record is freed within the time on both sides.
    compare("validating a session", "validate", &mut |_| {
        let (time, found) = timed(|| world.tenant.sessions().validate(&session).map(|found| found.is_some()));
        if found? { Ok(nanos(time)) } else { Err("a session was not found".into()) }
    })?;
    compare("what_if", "what_if", &mut |n| {
        let user = world.user(n);
        let (id, ip) = (user_id(user), ip(user));
        // C lends the texts of a context for the call; owning them is part of the call on both sides.
        let (time, done) = timed(|| {
            let context = SignInContext { ip: Some(ip.clone()), ..SignInContext::default() };
            world
                .tenant
                .what_if(&doorstep_core::WhatIf {
                    context: context.clone(),
                    ..doorstep_core::WhatIf::user(&*id, &*client_id)
                })
                .map(drop)
        });
        done?;
        Ok(nanos(time))
    })?;
    let mut nothing = Samples::default();
    for _ in 0..ROUNDS {
        nothing.round(c.ask("no_op", 0, CALLS)?);
    }
    let detail = "two readings of the clock included".to_owned();
    report.add(PART, "a call that does nothing", nothing.median(), " ns", Target::None, detail);
    Ok(())
}

/// The program in C, compiled against the shared library that `make c` made.
fn compiled() -> Result<std::path::PathBuf> {
    let (program, library) = (folder().join("figures"), std::fs::canonicalize(target().join("c"))?);
    let done = Command::new("cc")
        .args(["-std=c11", "-O2", "-D_POSIX_C_SOURCE=200809L", "-Ibindings/c/include", "-o"])
        .arg(&program)
        .arg(source().join("c/figures.c"))
        .arg(library.join("libdoorstep.so"))
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .status()?;
    if done.success() { Ok(program) } else { Err("figures.c does not compile".into()) }
}
