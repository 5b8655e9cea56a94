//! A verdict as JSON, written without a tree in between: with many policies, it is long.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::{Evaluator, Standing};
use crate::access::compile::rows::has;
use crate::access::decision::{Decision, Outcome};
use crate::access::policy::PolicyState;

#[derive(Serialize)]
struct Requirement<'a> {
    index: usize,
    operator: &'a str,
    controls: &'a [String],
    satisfied: bool,
    missing: &'a [String],
}

pub(super) fn write(evaluator: &Evaluator, id: Option<&Value>, decision: &Decision, out: &mut String) {
    let word = match decision.outcome {
        Outcome::Allow => "allow",
        Outcome::Block => "block",
        Outcome::ControlsRequired => "controlsRequired",
    };
    // Writing to a string cannot fail.
    let _ = write!(out, r#"{{"id":{},"decision":"{word}","policies":["#, id.unwrap_or(&Value::Null));
    for (index, slot) in evaluator.slots.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&slot.opening);
        match &slot.standing {
            Standing::Compiled(at) => write_result(decision, *at, out),
            Standing::Disabled => out.push_str(r#"notApplied","failed":["policyNotEnabled"]}"#),
            Standing::Unsupported(rest) => out.push_str(rest),
        }
    }
    out.push_str(r#"],"requirements":["#);
    for (index, requirement) in decision.requirements().iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let at = requirement.index as usize;
        let written = serde_json::to_string(&Requirement {
            index: evaluator.places.get(at).copied().unwrap_or(at),
            operator: &requirement.operator,
            controls: &requirement.controls,
            satisfied: requirement.satisfied,
            missing: &requirement.missing,
        });
        out.push_str(&written.unwrap_or_default());
    }
    let session = serde_json::to_string(&decision.session()).unwrap_or_default();
    let _ = write!(out, r#"],"session":{session}"#);
    if evaluator.incomplete {
        out.push_str(r#","incomplete":true"#);
    }
    out.push('}');
}

fn write_result(decision: &Decision, at: usize, out: &mut String) {
    let Some(entry) = decision.set.0.entries.get(at) else { return };
    if has(decision.verdict.applies(), at) {
        let result = if entry.state == PolicyState::Enabled { "applied" } else { "reportOnly" };
        let _ = write!(out, r#"{result}","failed":[]}}"#);
        return;
    }
    out.push_str(r#"notApplied","failed":["#);
    for (index, reason) in decision.verdict.reasons(at, entry).into_iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(out, r#"{comma}"{}""#, reason.as_str());
    }
    out.push_str("]}");
}
