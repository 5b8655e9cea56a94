//! The main job: a sign-in with a mailed code, against two bare transactions that leave the same rows behind.

use crate::floor::{Floor, Footprint};
use crate::hash::Hash;
use crate::measure::{human, nanos};
use crate::report::{Report, Target, progress};
use crate::world::{Hashing, World, base};
use crate::{Result, sqlite, take};

const USERS: usize = 10_000;
const ROUNDS: usize = 24;
const FLOWS: usize = 60;
const PART: &str = "Sign-in with a code by mail, without hash and mail";

pub(crate) fn run(report: &mut Report) -> Result<()> {
    for (mode, most) in [("FULL", 1.15), ("NORMAL", 1.5)] {
        progress(&format!("  synchronous={mode}"));
        measure(report, mode, most)?;
    }
    report.note(
        "The floor of a sign-in: on a plain connection with the engine's own settings, two transactions that leave \
         the rows behind that a sign-in leaves behind (learned from the file, each row written once, in its last \
         form), and two point reads. Of the sign-in, one hash at the tests' cost is taken away; the mail between \
         its halves is not counted on either side.",
    );
    Ok(())
}

fn measure(report: &mut Report, mode: &str, most: f64) -> Result<()> {
    let learned = World::new("learned", USERS, Hashing::Cheap)?;
    for n in 0..20 {
        learned.sign_in(n)?;
    }
    let footprint = Footprint::learn(&learned, 20)?;
    let world = World::new("engine", USERS, Hashing::Cheap)?;
    sqlite::set_synchronous(&world.path, mode)?;
    let mut floor = Floor::new(&footprint, &base(USERS, Hashing::Cheap)?, "floor", USERS, &world)?;
    for n in 0..FLOWS {
        world.sign_in(n)?;
        floor.sign_in(n)?;
    }
    if mode == "FULL" {
        commits(report, &world, &mut floor)?;
    }
    let (mut ours, mut bare, mut hashes) = Default::default();
    let mut hash = Hash::cheap()?;
    for round in 1..=ROUNDS {
        let numbers = round * FLOWS + 10..(round + 1) * FLOWS + 10;
        take(&mut ours, numbers.clone(), |n| Ok(nanos(world.sign_in(n)?.time)))?;
        take(&mut bare, numbers.clone(), |n| Ok(nanos(floor.sign_in(n)?)))?;
        take(&mut hashes, numbers, |_| hash.time())?;
    }
    let alone = ours.without(hashes.median());
    let detail = format!(
        "{} over {} (floor); {} taken away for the hash",
        human(alone.median()),
        human(bare.median()),
        human(hashes.median())
    );
    report.ratio(
        PART,
        format!("median over the floor, {mode}"),
        alone.over(&bare),
        Target::AtMost(most),
        detail,
    );
    let detail =
        format!("{}; the floor's own is {:.1} × its median", human(alone.p99()), bare.p99() / bare.median());
    let tail = alone.p99() / alone.median();
    report.ratio(PART, format!("99th percentile over the median, {mode}"), tail, Target::AtMost(4.0), detail);
    Ok(())
}

/// Counts what reaches the disk for one sign-in.
fn commits(report: &mut Report, world: &World, floor: &mut Floor<'_>) -> Result<()> {
    let n = FLOWS + 1;
    let token = std::cell::RefCell::new(String::new());
    let frames = sqlite::log_frames(&world.path)?;
    let (first, _) = sqlite::observe(&world.path, || {
        *token.borrow_mut() = world.first(n)?;
        Ok(())
    })?;
    let first_frames = sqlite::log_frames(&world.path)?.saturating_sub(frames);
    world.engine.deliver_mail()?;
    let code = world.code(n)?;
    let frames = sqlite::log_frames(&world.path)?;
    let (second, _) = sqlite::observe(&world.path, || world.second(&token.borrow(), &code).map(drop))?;
    let second_frames = sqlite::log_frames(&world.path)?.saturating_sub(frames);
    let [floor_first, floor_second] = floor.pages(n)?;
    let detail = format!(
        "{first} + {second}; pages logged: {first_frames} + {second_frames}, by the floor {floor_first} + {floor_second}"
    );
    report.add(PART, "commits", (first + second) as f64, "", Target::Exactly(2.0), detail);
    Ok(())
}
