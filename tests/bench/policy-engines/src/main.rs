//! Decides the same sign-ins over the same policies in Doorstep, in a plain loop, in Cedar and in Rego, and answers how
//! long each takes, line by line, so that its rounds can take turns. It starts only if all of them agree.

mod allocations;
mod cedar;
mod generate;
mod ours;
mod plain;
mod rego;

use std::io::BufRead as _;
use std::process::ExitCode;

use generate::{LOCATIONS, SignIn, World};
use rego::Wanted;
use rustix::time::{ClockId, clock_gettime};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What is said of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    Allow,
    Block,
    /// It has to satisfy multi-factor authentication.
    Ask,
}

trait Engine {
    /// Decides the sign-in of this number.
    fn decide(&mut self, number: usize, sign_in: &SignIn) -> Result<Verdict>;

    /// Which policies apply to it, by number, from an engine that answers that too.
    fn applied(&mut self, number: usize, sign_in: &SignIn) -> Result<Option<Vec<usize>>>;
}

const SIZES: [usize; 4] = [10, 100, 240, generate::MOST];
const PEERS: [&str; 5] = ["plain", "cedar", "rego", "brief_plain", "brief_rego"];
/// How many sign-ins at least come to each verdict, whatever the number of policies.
const OF_EACH: usize = 4;

/// The engines over as many policies.
struct Size<'a> {
    count: usize,
    /// What all of them say.
    verdicts: Vec<Verdict>,
    ours: ours::Ours,
    plain: plain::Plain<'a>,
    cedar: cedar::Cedar,
    rego: rego::Rego,
    brief_plain: plain::Brief<'a>,
    brief_rego: rego::Rego,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("policy engines: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let world = World::new()?;
    let mut sizes: Vec<Size<'_>> =
        SIZES.iter().map(|count| Size::new(&world, *count)).collect::<Result<_>>()?;
    // Ready.
    println!("[]");
    for line in std::io::stdin().lock().lines() {
        println!("{}", serde_json::to_string(&answer(&world, &mut sizes, &line?)?)?);
    }
    Ok(())
}

/// Answers `{what}-{engine}-{policies} {anything} {runs}`.
fn answer(world: &World, sizes: &mut [Size<'_>], line: &str) -> Result<Vec<f64>> {
    let words: Vec<&str> = line.split([' ', '-']).collect();
    let [what, engine, count, _, runs] = words.as_slice() else { return Err("not a question".into()) };
    let (count, runs): (usize, usize) = (count.parse()?, runs.parse()?);
    let size = sizes.iter_mut().find(|size| size.count == count).ok_or("no such number of policies")?;
    match *what {
        "decide" => (0..runs).map(|_| sweep(size.engine(engine)?, &world.sign_ins)).collect(),
        "allocations" => size.allocations(engine, &world.sign_ins),
        "compile" => (0..runs).map(|_| size.compile(engine, world)).collect(),
        _ => Err("not a question".into()),
    }
}

/// Nanoseconds that this thread has worked. On a clock on the wall, what else the machine does would fall into the long
/// runs and between the short ones.
fn worked() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// Nanoseconds of a decision, averaged over all the sign-ins.
fn sweep(engine: &mut dyn Engine, sign_ins: &[SignIn]) -> Result<f64> {
    let began = worked();
    for (number, sign_in) in sign_ins.iter().enumerate() {
        std::hint::black_box(engine.decide(number, std::hint::black_box(sign_in))?);
    }
    Ok((worked() - began) / sign_ins.len() as f64)
}

impl<'a> Size<'a> {
    fn new(world: &'a World, count: usize) -> Result<Size<'a>> {
        let mut size = Size {
            count,
            verdicts: Vec::new(),
            ours: ours::Ours::new(world, count)?,
            plain: plain::Plain::new(world, count),
            cedar: cedar::Cedar::new(world, count)?,
            rego: rego::Rego::new(world, count, Wanted::All)?,
            brief_plain: plain::Brief(plain::Plain::new(world, count)),
            brief_rego: rego::Rego::new(world, count, Wanted::Outcome)?,
        };
        size.agree(world)?;
        Ok(size)
    }

    fn engine(&mut self, name: &str) -> Result<&mut dyn Engine> {
        Ok(match name {
            "ours" => &mut self.ours,
            "plain" => &mut self.plain,
            "cedar" => &mut self.cedar,
            "rego" => &mut self.rego,
            "brief_plain" => &mut self.brief_plain,
            "brief_rego" => &mut self.brief_rego,
            _ => return Err("no such engine".into()),
        })
    }

    /// Lets every engine decide every sign-in: they have to agree, also on the policies that apply, and to come to
    /// every verdict.
    fn agree(&mut self, world: &World) -> Result<()> {
        for (number, sign_in) in world.sign_ins.iter().enumerate() {
            let verdict = self.ours.decide(number, sign_in)?;
            let applied = self.ours.applied(number, sign_in)?;
            for name in PEERS {
                let peer = self.engine(name)?;
                let theirs = (peer.decide(number, sign_in)?, peer.applied(number, sign_in)?);
                if theirs.0 != verdict || (theirs.1.is_some() && theirs.1 != applied) {
                    let ours = (verdict, applied);
                    let at = format!("{} policies, sign-in {number}", self.count);
                    return Err(format!("{at}: {name} says {theirs:?} and Doorstep {ours:?}").into());
                }
            }
            self.verdicts.push(verdict);
        }
        let of = |verdict: Verdict| self.verdicts.iter().filter(|one| **one == verdict).count();
        let counts = [Verdict::Allow, Verdict::Block, Verdict::Ask].map(of);
        eprintln!(
            "  {} policies: {} sign-ins allowed, {} blocked, {} asked",
            self.count, counts[0], counts[1], counts[2]
        );
        if counts.iter().any(|count| *count < OF_EACH) {
            return Err("too few sign-ins come to one of the verdicts".into());
        }
        let mut moved = 0;
        for (number, sign_in) in world.sign_ins.iter().enumerate() {
            let here = self.plain.applied(number, sign_in)?;
            moved += usize::from(self.plain.applied(number, &sign_in.from_elsewhere())? != here);
        }
        if LOCATIONS && moved < OF_EACH {
            return Err("too few sign-ins depend on their address".into());
        }
        Ok(())
    }

    /// How often each sign-in that is let in makes the engine allocate.
    fn allocations(&mut self, engine: &str, sign_ins: &[SignIn]) -> Result<Vec<f64>> {
        let verdicts = self.verdicts.clone();
        let engine = self.engine(engine)?;
        let mut counts = Vec::new();
        for (number, sign_in) in sign_ins.iter().enumerate().filter(|(n, _)| verdicts[*n] == Verdict::Allow) {
            let mut decided = Ok(Verdict::Block);
            let count = allocations::during(|| decided = engine.decide(number, sign_in));
            if decided? != Verdict::Allow {
                return Err("a second decision is another".into());
            }
            counts.push(count as f64);
        }
        Ok(counts)
    }

    /// Nanoseconds that it takes to make the policies ready: ours from parsed documents, the others from text.
    fn compile(&self, engine: &str, world: &World) -> Result<f64> {
        let began = worked();
        match engine {
            "ours" => drop(std::hint::black_box(self.ours.compile())),
            "cedar" => drop(std::hint::black_box(cedar::Cedar::compile(world, self.count)?)),
            "rego" => drop(std::hint::black_box(rego::Rego::compile(world, self.count, Wanted::All)?)),
            _ => return Err("compiles nothing".into()),
        }
        Ok(worked() - began)
    }
}
