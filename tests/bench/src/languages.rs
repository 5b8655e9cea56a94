//! The same calls from another language and from Rust, taking turns, each on a file of its own.

use std::path::Path;
use std::process::Command;

use doorstep_core::SignInContext;

use crate::measure::{Samples, human, nanos, timed};
use crate::program::Program;
use crate::report::{Report, Target};
use crate::world::{Hashing, START, World, base, copy, ip, user_id};
use crate::{Result, source, take, target};

const USERS: usize = 10_000;

pub(crate) fn python(report: &mut Report) -> Result<()> {
    let mut command = Command::new(target().join("venv/bin/python"));
    command.arg(source().join("python/figures.py"));
    against(report, "Python over Rust", command, 1, true)
}

/// Kotlin runs a while before it is compared: its compiler works as long as a call is new.
pub(crate) fn kotlin(report: &mut Report) -> Result<()> {
    let built = source().join("kotlin/target");
    let on_path = |folder: &Path| folder.display().to_string();
    let mut command = Command::new("java");
    command.arg("-cp").arg(format!("{}:{}/*", on_path(&built.join("classes")), on_path(&built.join("lib"))));
    command.arg("bench.FiguresKt");
    against(report, "Kotlin over Rust", command, 20_000, false)
}

/// In Debian's Swift, when the machine has none of its own: the toolchain only starts the program.
pub(crate) fn swift(report: &mut Report) -> Result<()> {
    let mut command = Command::new("python3");
    command.arg("bindings/swift/toolchain.py").arg(source().join("swift-figures/.build/release/figures"));
    against(report, "Swift over Rust", command, 1_000, false)
}

/// Compares with a program that takes a file, a number of users and the time, and is let run `warm` calls first. Whether
/// its way here is `short` enough for a target on calls of microseconds: through JNA, or where generated code reads
/// each record field by field out of Foundation's `Data`, it alone takes tens of them.
fn against(
    report: &mut Report,
    part: &'static str,
    mut command: Command,
    warm: usize,
    short: bool,
) -> Result<()> {
    let world = World::new("engine", USERS, Hashing::Real)?;
    let theirs = copy(&base(USERS, Hashing::Real)?, "theirs")?;
    command.arg(theirs).arg(USERS.to_string()).arg(START.to_string());
    let mut program = Program::start(command)?;

    let session = world.sign_in(0)?.session;
    program.ask("sign_in", 0, 1)?;
    program.ask("validate", 0, warm)?;
    program.ask("what_if", 0, warm)?;
    let client_id = world.app.client_id().to_owned();
    let compare = |report: &mut Report,
                   program: &mut Program,
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
            other.round(program.ask(word, first, count)?);
        }
        let detail = format!("{} over {}", human(other.median()), human(rust.median()));
        let target = if word == "sign_in" || short { Target::AtMost(1.3) } else { Target::None };
        report.ratio(part, name, other.over(&rust), target, detail);
        Ok(())
    };
    compare(report, &mut program, "a sign-in with its real hash", "sign_in", 8, 12, &mut |n| {
        Ok(nanos(world.sign_in(n)?.time))
    })?;
    compare(report, &mut program, "validating a session", "validate", 75, 200, &mut |_| {
        let (time, found) = timed(|| world.tenant.sessions().validate(&session));
        found?.ok_or("a session was not found")?;
        Ok(nanos(time))
    })?;
    compare(report, &mut program, "what_if", "what_if", 75, 200, &mut |n| {
        let user = world.user(n);
        let context = SignInContext { ip: Some(ip(user)), ..SignInContext::default() };
        let (time, decision) = timed(|| {
            world.tenant.what_if(&doorstep_core::WhatIf {
                context: context.clone(),
                ..doorstep_core::WhatIf::user(user_id(user), &*client_id)
            })
        });
        std::hint::black_box(decision?);
        Ok(nanos(time))
    })?;
    Ok(())
}
