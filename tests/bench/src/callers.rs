//! Many people at once on one file: journeys a second, and nobody told that we are busy.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Result;
use crate::measure::median;
use crate::report::{Report, Target};
use crate::world::{Hashing, World, base, copy};

const USERS: usize = 10_000;
const FLOWS: usize = 384;
const ROUNDS: usize = 5;
const PART: &str = "Many callers on one file";

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let world = World::new("engine", USERS, Hashing::Cheap)?;
    let refused = AtomicUsize::new(0);
    let mut rates = [const { Vec::new() }; 3];
    let mut next = 0;
    for round in 0..=ROUNDS {
        for (rates, callers) in rates.iter_mut().zip([1, 8, 32]) {
            let rate = in_halves(&world, next, callers, &refused)?;
            next += FLOWS;
            // The first round warms up.
            if round > 0 {
                rates.push(rate);
            }
        }
        world.clock.advance(3_600_000);
    }
    let [one, eight, many] = rates.map(median);
    for (callers, rate, least) in [(8, eight, 1.5), (32, many, 2.0)] {
        let detail = format!("{rate:.0} over {one:.0} journeys a second");
        report.ratio(PART, format!("{callers} callers over one"), rate / one, Target::AtLeast(least), detail);
    }
    let refused = refused.load(Ordering::Relaxed) as f64;
    report.add(PART, "calls answered with an error", refused, "", Target::Exactly(0.0), String::new());
    drop(world);

    let path = copy(&base(USERS, Hashing::Cheap)?, "engine")?;
    let world = World::open(&path, USERS, Hashing::Cheap, true)?;
    let mut rates = [const { Vec::new() }; 2];
    let mut next = 0;
    for _ in 0..3 {
        for (rates, callers) in rates.iter_mut().zip([1, 32]) {
            rates.push(with_mail(&world, next, callers)?);
            next += FLOWS;
        }
        world.clock.advance(3_600_000);
    }
    world.engine.close();
    let [one, many] = rates.map(median);
    let detail = format!("{many:.0} over {one:.0}; each journey waits for its mail from the one mail thread");
    report.ratio(PART, "32 callers over one, with mail in the background", many / one, Target::None, detail);
    report.note(
        "Many callers: all passwords first, then, after the mail, all codes; the time of the two halves counts. One \
         file, synchronous=FULL, the tests' hash.",
    );
    Ok(())
}

/// Journeys a second, the time of the mail left out.
fn in_halves(world: &World, first: usize, callers: usize, refused: &AtomicUsize) -> Result<f64> {
    let numbers: Vec<usize> = (first..first + FLOWS).collect();
    let began = Instant::now();
    let tokens = spread_over(callers, &numbers, |n| world.first(*n).ok().map(|token| (*n, token)));
    let mut time = began.elapsed();
    world.engine.deliver_mail()?;
    let mut ready = Vec::new();
    for (n, token) in tokens {
        ready.push((token, world.code(n)?));
    }
    let began = Instant::now();
    let sessions = spread_over(callers, &ready, |(token, code)| world.second(token, code).ok());
    time += began.elapsed();
    refused.fetch_add(FLOWS - sessions.len(), Ordering::Relaxed);
    Ok(sessions.len() as f64 / time.as_secs_f64())
}

/// Journeys a second of callers who wait for their mail.
fn with_mail(world: &World, first: usize, callers: usize) -> Result<f64> {
    let numbers: Vec<usize> = (first..first + FLOWS).collect();
    let began = Instant::now();
    let sessions = spread_over(callers, &numbers, |n| {
        let token = world.first(*n).ok()?;
        loop {
            if let Some(code) = world.try_code(*n) {
                return world.second(&token, &code).ok();
            }
            if began.elapsed() > Duration::from_secs(60) {
                return None;
            }
            std::thread::sleep(Duration::from_micros(50));
        }
    });
    if sessions.len() < FLOWS {
        return Err("a journey with mail in the background did not end".into());
    }
    Ok(FLOWS as f64 / began.elapsed().as_secs_f64())
}

/// Does `work` for every item on `callers` threads, in equal shares, and collects what succeeded.
fn spread_over<I: Sync, T: Send>(
    callers: usize,
    items: &[I],
    work: impl Fn(&I) -> Option<T> + Sync,
) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let shares = items.chunks(items.len().div_ceil(callers).max(1));
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().filter_map(work).collect::<Vec<T>>()))
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
    })
}
