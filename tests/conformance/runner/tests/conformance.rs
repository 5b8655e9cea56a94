//! Runs every conformance scenario and reports each by name, as cargo reports tests.
#![allow(clippy::panic, clippy::expect_used)]

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo passes its own flags; a bare word chooses scenarios by part of their name, as with other tests.
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut scenarios = doorstep_conformance::load(&folder).expect("the scenarios are well formed");
    let broken = doorstep_conformance::load(&folder.join("must-fail")).expect("these are well formed too");
    let good = scenarios.len();
    scenarios.extend(broken.into_iter().map(|mut scenario| {
        scenario.name = format!("must-fail/{}", scenario.name);
        scenario
    }));
    if std::env::args().any(|arg| arg == "--list") {
        scenarios.iter().for_each(|scenario| println!("{}: test", scenario.name));
        return ExitCode::SUCCESS;
    }
    let all = scenarios.len();
    let chosen: Vec<_> = scenarios
        .iter()
        .enumerate()
        .filter(|(_, s)| wanted.as_ref().is_none_or(|word| s.name.contains(word.as_str())))
        .collect();
    println!("\nrunning {} tests", chosen.len());
    let mut failures = Vec::new();
    for (index, scenario) in &chosen {
        let result = match doorstep_conformance::run(scenario) {
            result if *index < good => result,
            Ok(()) => Err("succeeded, and must fail".into()),
            Err(_) => Ok(()),
        };
        match result {
            Ok(()) => println!("test {} ... ok", scenario.name),
            Err(why) => {
                println!("test {} ... FAILED", scenario.name);
                failures.push(format!("---- {} ----\n{why}\n", scenario.name));
            }
        }
    }
    failures.iter().for_each(|failure| println!("\n{failure}"));
    let word = if failures.is_empty() { "ok" } else { "FAILED" };
    let passed = chosen.len() - failures.len();
    let failed = failures.len();
    let filtered = all - chosen.len();
    println!(
        "\ntest result: {word}. {passed} passed; {failed} failed; 0 ignored; 0 measured; {filtered} filtered out\n"
    );
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
