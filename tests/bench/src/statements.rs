//! Where a missed target comes from: every statement of a sign-in and of a session's validation, with how often it runs
//! and how long it takes.

use std::collections::BTreeMap;

use crate::floor::Footprint;
use crate::measure::{nanos, timed};
use crate::sqlite::{Cost, observe, set_synchronous};
use crate::world::{Hashing, World};
use crate::{Result, folder};

const USERS: usize = 10_000;
const TIMES: usize = 1_000;

/// What a call did in all its runs.
#[derive(Default)]
struct Tally {
    costs: BTreeMap<String, Cost>,
    whole: f64,
}

/// Prints them, under synchronous=NORMAL: what waits for the disk hides nothing then.
pub(crate) fn print() -> Result<()> {
    std::fs::create_dir_all(folder())?;
    let world = World::new("statements", USERS, Hashing::Cheap)?;
    set_synchronous(&world.path, "NORMAL")?;
    for n in 0..100 {
        world.sign_in(n)?;
    }
    let (mut first, mut second, mut validate) = (Tally::default(), Tally::default(), Tally::default());
    for n in 100..100 + TIMES {
        let token = first.run(&world, || world.first(n))?;
        world.engine.deliver_mail()?;
        let code = world.code(n)?;
        let session = second.run(&world, || world.second(&token, &code))?;
        validate.run(&world, || Ok(world.tenant.sessions().validate(&session)?))?;
        world.clock.advance(1_000);
    }
    first.print("sign_in");
    second.print("submit_code");
    validate.print("validate");
    println!("\nwhat the floor of a sign-in runs, its mail included:");
    let footprint = Footprint::learn(&world, 100 + TIMES)?;
    footprint.statements().iter().for_each(|sql| println!("  {sql}"));
    println!("{} rows in the request path", footprint.rows());
    Ok(())
}

impl Tally {
    fn run<T>(&mut self, world: &World, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut value = None;
        let (_, costs) = observe(&world.path, || {
            let (time, done) = timed(work);
            self.whole += nanos(time);
            value = Some(done?);
            Ok(())
        })?;
        for (sql, cost) in costs {
            let sum = self.costs.entry(sql).or_default();
            sum.runs += cost.runs;
            sum.nanos += cost.nanos;
            sum.compiled = cost.compiled;
        }
        value.ok_or_else(|| "nothing ran".into())
    }

    fn print(self, name: &str) {
        let times = TIMES as f64;
        let micros = |nanos: f64| nanos / 1e3 / times;
        let runs: u64 = self.costs.values().map(|cost| cost.runs).sum();
        let inside: u128 = self.costs.values().map(|cost| cost.nanos).sum();
        println!(
            "\n{name}: {:.1} statements, {:.1} µs in SQLite of {:.1} µs (traced)",
            runs as f64 / times,
            micros(inside as f64),
            micros(self.whole)
        );
        let mut costs: Vec<_> = self.costs.into_iter().collect();
        costs.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.nanos));
        for (sql, cost) in costs {
            let short: String = sql.chars().take(110).collect();
            let again = if cost.compiled > 0.01 {
                format!("compiled {:.2} ×", cost.compiled)
            } else {
                String::new()
            };
            println!(
                "{:7.1} µs {:5.2} ×  {again:15}  {short}",
                micros(cost.nanos as f64),
                cost.runs as f64 / times
            );
        }
    }
}
