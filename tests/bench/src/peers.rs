//! What others do for the same: password, code, session on SQLite with synchronous=FULL, one at a time, taking turns.

use std::process::Command;

use crate::measure::{Samples, human, nanos, timed};
use crate::program::Program;
use crate::report::{Report, Target, progress};
use crate::world::{Hashing, World};
use crate::{Result, folder, source, sqlite, take, target};

const USERS: usize = 10_000;
const PART: &str = "Peers over Doorstep";

struct Peers {
    better_auth: Program,
    django: Program,
}

impl Peers {
    /// `hasher` is `free` or `default`.
    fn start(hasher: &str, synchronous: &str) -> Result<Peers> {
        progress(&format!("  starting better-auth and Django, {hasher} hashers, {synchronous}"));
        let file = |name: &str| folder().join(format!("{name}-{hasher}-{synchronous}.db"));
        let mut node = Command::new("node");
        // Beside what it imports.
        let script = target().join("bench-peers/better-auth.mjs");
        std::fs::copy(source().join("peers/better-auth.mjs"), &script)?;
        node.arg(script).arg(file("better-auth")).args([hasher, synchronous]);
        let mut python = Command::new(target().join("bench-peers/venv/bin/python"));
        python.arg(source().join("peers/django_otp_flow.py")).arg(file("django")).args([hasher, synchronous]);
        Ok(Peers { better_auth: Program::start(node)?, django: Program::start(python)? })
    }
}

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let names = ["better-auth, direct calls", "better-auth, HTTP handler", "django-otp"];

    let mut peers = Peers::start("free", "FULL")?;
    let world = World::new("engine", USERS, Hashing::Cheap)?;
    let (ours, with_mail, theirs) = measure(&world, &mut peers, 8, 25)?;
    for ((name, times), least) in names.iter().zip(&theirs).zip([Some(20.0), None, Some(15.0)]) {
        let target = least.map_or(Target::None, Target::AtLeast);
        let detail = format!("{} over {}", human(times.median()), human(ours.median()));
        report.ratio(PART, format!("{name}, free hashers, FULL"), times.over(&ours), target, detail);
    }
    let detail = format!("{} over {}", human(theirs[0].median()), human(with_mail.median()));
    let name = "better-auth, direct calls, over ours with its outbox emptied";
    report.ratio(PART, name, theirs[0].over(&with_mail), Target::None, detail);
    let counts = peers.better_auth.ask("count", 0, 1)?;
    let [statements, writes] = counts.as_slice() else { return Err("better-auth counted nothing".into()) };
    report.add(
        PART,
        "statements of better-auth",
        *statements,
        "",
        Target::None,
        format!("{writes} of them write"),
    );
    let counts = peers.django.ask("count", 0, 1)?;
    let [statements, writes] = counts.as_slice() else { return Err("Django counted nothing".into()) };
    report.add(
        PART,
        "statements of django-otp",
        *statements,
        "",
        Target::None,
        format!("{writes} of them write"),
    );
    drop(peers);

    // Where the disk is slow, FULL compares numbers of commits; NORMAL compares programs.
    let mut peers = Peers::start("free", "NORMAL")?;
    sqlite::set_synchronous(&world.path, "NORMAL")?;
    let (ours, _, theirs) = measure(&world, &mut peers, 8, 25)?;
    for (name, times) in names.iter().zip(&theirs) {
        let detail = format!("{} over {}", human(times.median()), human(ours.median()));
        report.ratio(PART, format!("{name}, free hashers, NORMAL"), times.over(&ours), Target::None, detail);
    }
    drop(peers);

    let mut peers = Peers::start("default", "FULL")?;
    let world = World::new("engine", USERS, Hashing::Real)?;
    let (ours, _, theirs) = measure(&world, &mut peers, 4, 6)?;
    for ((name, times), hasher) in names.iter().zip(&theirs).zip(["scrypt", "scrypt", "PBKDF2"]) {
        let target = if *name == names[0] { Target::AtLeast(5.0) } else { Target::None };
        let detail =
            format!("{} over {}; {hasher} over argon2id", human(times.median()), human(ours.median()));
        report.ratio(PART, format!("{name}, default hashers"), times.over(&ours), target, detail);
    }
    report.note(
        "Doorstep's journey counts tries, sends and failures, keeps a sign-in log entry with every policy's result, \
         evaluates a Conditional Access policy, and puts the mail in a sealed outbox; only its two calls are timed, \
         and once with the outbox emptied as well.",
    );
    report.note(
        "better-auth (signInEmail, sendTwoFactorOTP, verifyTwoFactorOTP) stores sessions and verification values; it \
         keeps no sign-in log, decides no policies, and hands the code to a callback that returns at once; its rate \
         limiter, kept in memory, is off.",
    );
    report.note(
        "django-otp (authenticate, login, EmailDevice.generate_challenge, verify_token, otp_login, sessions in the \
         database) writes last_login, the device's token and throttle, and the session; it keeps no log and decides \
         no policies; mail goes to Django's memory backend; no HTTP layer is timed.",
    );
    Ok(())
}

/// Ours without and with the mail, and theirs.
fn measure(
    world: &World,
    peers: &mut Peers,
    rounds: usize,
    count: usize,
) -> Result<(Samples, Samples, [Samples; 3])> {
    let (mut ours, mut with_mail, mut theirs): (Samples, Samples, [Samples; 3]) = Default::default();
    for round in 0..=rounds {
        let first = round * count;
        world.clock.advance(3_600_000);
        let mut both = Vec::new();
        let mut warm = Samples::default();
        let times = if round == 0 { &mut warm } else { &mut ours };
        take(times, first..first + count, |n| {
            let (all, flow) = timed(|| world.sign_in(n));
            both.push(nanos(all));
            Ok(nanos(flow?.time))
        })?;
        let answers = [
            peers.better_auth.ask("direct", first, count)?,
            peers.better_auth.ask("handler", first, count)?,
            peers.django.ask("flow", first, count)?,
        ];
        // The first round warms up.
        if round > 0 {
            with_mail.round(both);
            theirs.iter_mut().zip(answers).for_each(|(samples, times)| samples.round(times));
        }
    }
    Ok((ours, with_mail, theirs))
}
