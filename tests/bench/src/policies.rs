//! Conditional Access alone: decisions over as many policies in Doorstep, in a plain loop, in Cedar and in regorus, all
//! in a program of their own that starts only if they agree.

use std::process::Command;

use crate::measure::{Samples, human};
use crate::program::Program;
use crate::report::{Report, Target};
use crate::{Result, target};

const PART: &str = "Conditional Access";
const ROUNDS: usize = 9;
/// The engines, with how often in a round each decides all the sign-ins.
const ENGINES: [(&str, usize); 6] =
    [("ours", 20), ("plain", 5), ("cedar", 1), ("rego", 1), ("brief_plain", 5), ("brief_rego", 1)];
const SIZES: [usize; 4] = [10, 100, 240, 1_000];

/// The times of each engine over so many policies.
type Row = [Samples; ENGINES.len()];

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let built = target().join("bench-policy-engines/release/doorstep-policy-engines");
    let mut program = Program::start(Command::new(built))?;
    let mut rows: [Row; SIZES.len()] = Default::default();
    // The first round warms up.
    for round in 0..=ROUNDS {
        for (row, size) in rows.iter_mut().zip(SIZES) {
            for (samples, (engine, count)) in row.iter_mut().zip(ENGINES) {
                let times = program.ask(&format!("decide-{engine}-{size}"), 0, count)?;
                if round > 0 {
                    samples.round(times);
                }
            }
        }
    }
    let [_, _, at_240, at_1000] = &rows;
    let (ours, many) = (&at_240[0], &at_1000[0]);
    let micros = ours.median() / 1e3;
    report.add(PART, "a decision over 240 policies", micros, " µs", Target::AtMost(1.0), String::new());
    let detail = format!("{} over {}", human(many.median()), human(ours.median()));
    report.ratio(PART, "1,000 policies over 240", many.over(ours), Target::AtMost(2.0), detail);
    for (row, size) in rows.iter().zip(SIZES) {
        against(report, row, size);
    }
    counts(report, &mut program)?;
    report.note(
        "Every engine decides the same sign-ins over the same policies, and all answered alike beforehand, naming the \
         same policies that apply; requests, entities and inputs of Cedar and regorus were ready. Doorstep's answer \
         also holds why each other policy does not apply. Times are those that a processor worked.",
    );
    report.note(
        "For the outcome alone, the plain loop ends at the first policy that blocks, and regorus at the first that \
         decides; no other engine here leaves anything out.",
    );
    Ok(())
}

fn against(report: &mut Report, row: &Row, size: usize) {
    let goal = |least: f64| if size == 240 { Target::AtLeast(least) } else { Target::None };
    let [ours, plain, cedar, rego, brief_plain, brief_rego] = row;
    let peers = [
        ("a plain loop", plain, goal(20.0)),
        ("cedar-policy", cedar, goal(500.0)),
        ("regorus", rego, goal(500.0)),
        ("a plain loop, the outcome alone,", brief_plain, Target::None),
        ("regorus, the outcome alone,", brief_rego, Target::None),
    ];
    for (name, theirs, target) in peers {
        let detail = format!("{} over {}", human(theirs.median()), human(ours.median()));
        report.ratio(
            PART,
            format!("{name} over a decision, {size} policies"),
            theirs.over(ours),
            target,
            detail,
        );
    }
}

/// What is counted, and what is done once.
fn counts(report: &mut Report, program: &mut Program) -> Result<()> {
    for (engine, name, goal) in [
        ("ours", "a decision that lets in", Target::Exactly(0.0)),
        ("plain", "the same of a plain loop", Target::None),
        ("cedar", "the same of cedar-policy", Target::None),
        ("rego", "the same of regorus", Target::None),
    ] {
        let counts = program.ask(&format!("allocations-{engine}-240"), 0, 1)?;
        let (least, most) = (
            counts.iter().copied().fold(f64::NAN, f64::min),
            counts.iter().copied().fold(f64::NAN, f64::max),
        );
        let detail = format!("at most; at least {least} in {} decisions over 240 policies", counts.len());
        report.add(PART, format!("allocations of {name}"), most, "", goal, detail);
    }
    for (engine, name, goal) in [
        ("ours", "compiling 240 policies", Target::AtMost(1.0)),
        ("cedar", "the same in cedar-policy, from text", Target::None),
    ] {
        let mut samples = Samples::default();
        for _ in 0..ROUNDS {
            samples.round(program.ask(&format!("compile-{engine}-240"), 0, 3)?);
        }
        report.add(PART, name, samples.median() / 1e6, " ms", goal, String::new());
    }
    Ok(())
}
