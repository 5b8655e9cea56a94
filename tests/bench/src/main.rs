//! `make bench`: measures Doorstep against the floors it stands on and against its peers, all in one run, because disks
//! and machines differ too much for anything but ratios to carry over.

mod c;
mod callers;
mod floor;
mod flow;
mod hash;
mod languages;
mod measure;
mod peers;
mod policies;
mod program;
mod report;
mod scale;
mod sqlite;
mod statements;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use report::Report;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

type Part = fn(&mut Report) -> Result<()>;

const PARTS: [(&str, Part); 12] = [
    ("flow", flow::run),
    ("hash", hash::run),
    ("callers", callers::run),
    ("users", scale::users),
    ("session", scale::session),
    ("memory", scale::memory),
    ("policies", policies::run),
    ("c", c::run),
    ("python", languages::python),
    ("kotlin", languages::kotlin),
    ("swift", languages::swift),
    ("peers", peers::run),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    sqlite::watch()?;
    match wanted.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["statements"] => return statements::print(),
        ["child-hash-memory"] => return answer(&hash::memory_child(world::Hashing::Real)?),
        ["child-cheap-hash-memory"] => return answer(&hash::memory_child(world::Hashing::Cheap)?),
        ["child-growth"] => return answer(&scale::memory_child()?),
        names => {
            if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|(known, _)| known != *name)) {
                let known: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                return Err(
                    format!("no part {unknown}; there are {}, and statements", known.join(", ")).into()
                );
            }
        }
    }
    // What a run that failed left behind may be of another schema.
    let _ = std::fs::remove_dir_all(folder());
    std::fs::create_dir_all(folder())?;
    let mut report = Report::default();
    let mut failed = Vec::new();
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            report::progress(name);
            if let Err(error) = part(&mut report) {
                report::progress(&format!("  cannot run: {error}"));
                failed.push(name);
            }
        }
    }
    report.print();
    report.write(&target().join("bench.json"))?;
    std::fs::remove_dir_all(folder())?;
    if failed.is_empty() { Ok(()) } else { Err(format!("could not run {}", failed.join(", ")).into()) }
}

/// A child's answer.
fn answer(numbers: &[f64]) -> Result<()> {
    println!("{}", serde_json::to_string(numbers)?);
    Ok(())
}

/// One round: `work` for every number, in nanoseconds.
pub(crate) fn take(
    samples: &mut measure::Samples,
    numbers: std::ops::Range<usize>,
    work: impl FnMut(usize) -> Result<f64>,
) -> Result<()> {
    samples.round(numbers.map(work).collect::<Result<_>>()?);
    Ok(())
}

/// This folder. It and everything else is found from the project's root, where the program is run.
pub(crate) fn source() -> PathBuf {
    PathBuf::from("tests/bench")
}

/// Where everything that is built goes.
pub(crate) fn target() -> PathBuf {
    PathBuf::from("target")
}

/// The databases of this run, on the same disk as everything else.
pub(crate) fn folder() -> PathBuf {
    target().join("bench-files")
}
