//! `make bench`: measures Doorstep against the floors it stands on and against its peers, all in one run, because disks
//! and machines differ too much for anything but ratios to carry over.

mod floor;
mod flow;
mod measure;
mod report;
mod sqlite;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use report::Report;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

type Part = fn(&mut Report) -> Result<()>;

const PARTS: [(&str, Part); 1] = [("flow", flow::run)];

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
    std::fs::create_dir_all(folder())?;
    sqlite::watch()?;
    match wanted.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["statements"] => return flow::statements(),
        names => {
            if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|(known, _)| known != *name)) {
                let known: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
                return Err(
                    format!("no part {unknown}; there are {}, and statements", known.join(", ")).into()
                );
            }
        }
    }
    let mut report = Report::default();
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            report::progress(name);
            part(&mut report).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    report.print();
    report.write(&target().join("bench.json"))?;
    std::fs::remove_dir_all(folder())?;
    Ok(())
}

/// Where everything that is built goes.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target")
}

/// The databases of this run, on the same disk as everything else.
pub(crate) fn folder() -> PathBuf {
    target().join("bench-files")
}
