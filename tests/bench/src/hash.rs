//! The password hash: a whole sign-in against one bare hash and the floor, its memory, and its throughput when many
//! wait for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::floor::{Floor, Footprint};
use crate::measure::{Samples, human, median, nanos, timed};
use crate::program::{in_child, resident};
use crate::report::{Report, Target, progress};
use crate::world::{Hashing, PASSWORD, World, base};
use crate::{Result, take};
use argon2::{Algorithm, Argon2, Block, Params, Version};

const USERS: usize = 10_000;
const PART: &str = "Sign-in with its real hash (argon2id, 19 MiB, 2 passes)";

pub(crate) fn run(report: &mut Report) -> Result<()> {
    whole(report)?;
    throughput(report)?;
    memory(report)?;
    report.note(
        "A bare hash: the same crate at the same cost on memory that is kept, and not wiped after each hash.",
    );
    Ok(())
}

/// Memory of the hashes alone: two processes do the same, one of them with hashes that need next to none.
fn memory(report: &mut Report) -> Result<()> {
    progress("  1,000 hashes in a process of their own, and the same without");
    let [permits, early, late] = in_child("child-hash-memory")?;
    let [_, early_without, late_without] = in_child("child-cheap-hash-memory")?;
    let mib = 1024.0 * 1024.0;
    let (early, late) = (early - early_without, late - late_without);
    let detail = format!(
        "{permits} at once; {:.1} MiB each after 100 hashes, this after 1,000",
        early / permits / mib
    );
    let each = late / permits / mib;
    report.add(PART, "memory for each hash that may run at once", each, " MiB", Target::AtMost(22.0), detail);
    let growth = (late - early) / mib;
    let name = "growth between 100 and 1,000 hashes";
    report.add(PART, name, growth, " MiB", Target::AtMost(1.0), String::new());
    Ok(())
}

fn whole(report: &mut Report) -> Result<()> {
    let learned = World::new("learned", USERS, Hashing::Real)?;
    learned.sign_in(0)?;
    let footprint = Footprint::learn(&learned, 1)?;
    let world = World::new("engine", USERS, Hashing::Real)?;
    let mut floor = Floor::new(&footprint, &base(USERS, Hashing::Real)?, "floor", USERS, &world)?;
    let mut hash = Hash::real()?;
    for n in 0..5 {
        world.sign_in(n)?;
        floor.sign_in(n)?;
        hash.time()?;
    }
    let (mut ours, mut bare): (Samples, Samples) = Default::default();
    for round in 1..=10 {
        let numbers = round * 12..(round + 1) * 12;
        take(&mut ours, numbers.clone(), |n| Ok(nanos(world.sign_in(n)?.time)))?;
        take(&mut bare, numbers, |n| Ok(hash.time()? + nanos(floor.sign_in(n)?)))?;
    }
    let detail = format!("{} over {}", human(ours.median()), human(bare.median()));
    report.ratio(PART, "over one bare hash and the floor", ours.over(&bare), Target::AtMost(1.05), detail);
    Ok(())
}

fn throughput(report: &mut Report) -> Result<()> {
    let world = World::new("engine", USERS, Hashing::Real)?;
    let next = AtomicUsize::new(0);
    let (mut two, mut eight) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        two.push(per_second(&world, &next, 2)?);
        eight.push(per_second(&world, &next, 8)?);
    }
    let (two, eight) = (median(two), median(eight));
    let detail = format!("{eight:.0} over {two:.0} a second");
    report.ratio(PART, "8 callers over 2, sign-ins a second", eight / two, Target::AtLeast(0.9), detail);
    Ok(())
}

fn per_second(world: &World, next: &AtomicUsize, callers: usize) -> Result<f64> {
    let done = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                while began.elapsed() < Duration::from_millis(1_000) {
                    match world.first(next.fetch_add(1, Ordering::Relaxed)) {
                        Ok(_) => done.fetch_add(1, Ordering::Relaxed),
                        Err(_) => return failed.store(true, Ordering::Relaxed),
                    };
                }
            });
        }
    });
    if failed.load(Ordering::Relaxed) {
        return Err("a sign-in failed".into());
    }
    Ok(done.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64())
}

/// In a process of its own: how many hashes may run at once, and resident bytes after 100 sign-ins and after 1,000.
pub(crate) fn memory_child(hashing: Hashing) -> Result<[f64; 3]> {
    let permits = std::thread::available_parallelism()?.get();
    let world = World::new("hash-memory", USERS, hashing)?;
    let next = AtomicUsize::new(0);
    let mut seen = [0.0; 2];
    for (slot, until) in seen.iter_mut().zip([100, 1_000]) {
        std::thread::scope(|scope| {
            for _ in 0..4 * permits {
                scope.spawn(|| {
                    while next.load(Ordering::Relaxed) < until {
                        let _ = world.first(next.fetch_add(1, Ordering::Relaxed));
                    }
                });
            }
        });
        *slot = resident()?;
    }
    Ok([permits as f64, seen[0], seen[1]])
}

/// A bare hash on kept memory.
pub(crate) struct Hash {
    argon2: Argon2<'static>,
    memory: Vec<Block>,
}

impl Hash {
    /// At the cost that `Engine::open_for_tests` uses.
    pub(crate) fn cheap() -> Result<Self> {
        Self::at(32, 1)
    }

    /// At the engine's own cost: OWASP's floor.
    pub(crate) fn real() -> Result<Self> {
        Self::at(19_456, 2)
    }

    fn at(memory_kib: u32, passes: u32) -> Result<Self> {
        let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|e| e.to_string())?;
        let memory = vec![Block::new(); params.block_count()];
        Ok(Hash { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), memory })
    }

    pub(crate) fn time(&mut self) -> Result<f64> {
        let mut tag = [0; 32];
        let memory = &mut self.memory;
        let (time, done) = timed(|| {
            self.argon2.hash_password_into_with_memory(PASSWORD.as_bytes(), &[7; 16], &mut tag, memory)
        });
        done.map_err(|e| e.to_string())?;
        Ok(nanos(time))
    }
}
