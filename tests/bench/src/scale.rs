//! What grows: users, and sign-ins over a long life. And the read that every request makes.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::floor::copy_settings;
use crate::measure::{Samples, human, nanos, timed};
use crate::program::{in_child, resident};
use crate::report::{Report, Target, progress};
use crate::world::{Hashing, World};
use crate::{Result, sqlite, take};

const SMALL: usize = 10_000;
const PART: &str = "Growth";

/// A sign-in among few users and among many.
pub(crate) fn users(report: &mut Report) -> Result<()> {
    compare(report, 1_000_000, "1 million", 1.2)?;
    if std::env::var_os("DOORSTEP_BENCH_SOAK").is_some() {
        compare(report, 10_000_000, "10 million", 1.3)?;
    }
    Ok(())
}

fn compare(report: &mut Report, users: usize, word: &str, most: f64) -> Result<()> {
    let many = World::new("many", users, Hashing::Cheap)?;
    let few = World::new("few", SMALL, Hashing::Cheap)?;
    let (mut slow, mut fast): (Samples, Samples) = Default::default();
    for round in 0..=12 {
        let numbers = round * 60..(round + 1) * 60;
        let (mut warm, mut up): (Samples, Samples) = Default::default();
        let (many_times, few_times) = if round == 0 { (&mut warm, &mut up) } else { (&mut slow, &mut fast) };
        take(many_times, numbers.clone(), |n| Ok(nanos(many.sign_in(n)?.time)))?;
        take(few_times, numbers, |n| Ok(nanos(few.sign_in(n)?.time)))?;
    }
    let detail = format!("{} over {}", human(slow.median()), human(fast.median()));
    let name = format!("a sign-in among {word} users over 10 thousand");
    report.ratio(PART, name, slow.over(&fast), Target::AtMost(most), detail);
    Ok(())
}

/// Validating a session, against the bare read of its rows.
pub(crate) fn session(report: &mut Report) -> Result<()> {
    const READ: &str = "SELECT s.session_id, s.user_id, s.client_id, s.created_at, s.auth_time, s.last_seen_at, \
         s.idle_ms, s.expires_at, s.proof \
         FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.user_id = s.user_id \
         WHERE s.tenant_id = ?1 AND s.token_hash = ?2 AND u.state = 'active'";
    let world = World::new("engine", SMALL, Hashing::Cheap)?;
    sqlite::set_synchronous(&world.path, "OFF")?;
    let sessions: Vec<String> = (0..400).map(|n| Ok(world.sign_in(n)?.session)).collect::<Result<_>>()?;
    // The first use of a minute is written down; the others only read.
    for session in &sessions {
        world.tenant.sessions().validate(session)?;
    }
    let reader = Connection::open(&world.path)?;
    copy_settings(&world.path, &reader)?;
    let hashes: Vec<Vec<u8>> = reader
        .prepare("SELECT token_hash FROM sessions")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statement = reader.prepare(READ)?;
    let columns = statement.column_count();
    let (mut ours, mut bare): (Samples, Samples) = Default::default();
    for round in 0..20 {
        let numbers = round * 500..(round + 1) * 500;
        take(&mut ours, numbers.clone(), |n| {
            let (time, found) = timed(|| world.tenant.sessions().validate(&sessions[n % sessions.len()]));
            found?.ok_or("a session was not found")?;
            Ok(nanos(time))
        })?;
        take(&mut bare, numbers, |n| {
            let key = (world.tenant.id(), &hashes[n % hashes.len()]);
            let (time, row) = timed(|| {
                statement.query_row(key, |row| {
                    (0..columns).map(|i| row.get::<_, Value>(i)).collect::<rusqlite::Result<Vec<_>>>()
                })
            });
            std::hint::black_box(row?);
            Ok(nanos(time))
        })?;
    }
    let detail = format!("{} over {}", human(ours.median()), human(bare.median()));
    report.ratio(
        PART,
        "validating a session over the bare read",
        ours.over(&bare),
        Target::AtMost(1.3),
        detail,
    );
    Ok(())
}

/// Memory over a long life.
pub(crate) fn memory(report: &mut Report) -> Result<()> {
    progress("  100,000 sign-ins in a process of their own");
    let [early, late] = in_child("child-growth")?;
    let mib = 1024.0 * 1024.0;
    let detail = format!("{:.1} MiB after 10,000, {:.1} MiB at the end", early / mib, late / mib);
    report.add(
        PART,
        "resident memory over 100,000 sign-ins",
        (late - early) / mib,
        " MiB",
        Target::AtMost(5.0),
        detail,
    );
    Ok(())
}

/// In a process of its own: resident bytes after 10,000 sign-ins and after 100,000.
pub(crate) fn memory_child() -> Result<[f64; 2]> {
    let world = World::new("growth", SMALL, Hashing::Cheap)?;
    // Memory does not care when the disk has what was written.
    sqlite::set_synchronous(&world.path, "OFF")?;
    let mut early = 0.0;
    for n in 0..100_000 {
        world.sign_in(n)?;
        if n % 5_000 == 4_999 {
            world.engine.purge()?;
        }
        if n % 20_000 == 9_999 {
            progress(&format!("    {} sign-ins", n + 1));
        }
        if n == 9_999 {
            early = resident()?;
        }
    }
    Ok([early, resident()?])
}
