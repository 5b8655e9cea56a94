//! A verdict as JSON, written without a tree in between: with many policies, it is long.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Evaluator, Standing};
use crate::access::compile::PolicySet;
use crate::access::compile::rows::has;
use crate::access::control::Demand;
use crate::access::decision::{Decision, Outcome};
use crate::access::policy::PolicyState;

/// What is the same in every verdict, written once.
#[derive(Debug, Clone)]
pub(super) struct Wording {
    /// By compiled policy: what it asks, up to whether that is satisfied.
    requirements: Vec<String>,
    /// The names of the demands, by their places in the set.
    demands: Vec<String>,
}

impl Wording {
    /// `places` has, by compiled policy, its place among all that were given.
    pub(super) fn new(set: &PolicySet, places: &[usize]) -> Wording {
        let entries = set.0.entries.iter().zip(places);
        let requirements = entries.map(|(entry, place)| {
            let controls: Vec<String> = entry.demands.iter().map(Demand::name).collect();
            let (operator, controls) = (entry.operator.as_str(), json!(controls));
            format!(r#"{{"index":{place},"operator":"{operator}","controls":{controls},"satisfied":"#)
        });
        let demands = set.0.demands.iter().map(|known| json!(known.demand.name()).to_string());
        Wording { requirements: requirements.collect(), demands: demands.collect() }
    }

    fn requirements(&self, decision: &Decision, out: &mut String) {
        for (number, (index, _, satisfied)) in decision.asking().enumerate() {
            comma(number, out);
            out.push_str(self.requirements.get(index).map_or("{", String::as_str));
            out.push_str(if satisfied { r#"true,"missing":["# } else { r#"false,"missing":["# });
            for (number, at) in decision.missing(index).enumerate() {
                comma(number, out);
                out.push_str(self.demands.get(at).map_or("null", String::as_str));
            }
            out.push_str("]}");
        }
    }
}

fn comma(number: usize, out: &mut String) {
    if number > 0 {
        out.push(',');
    }
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
        comma(index, out);
        out.push_str(&slot.opening);
        match &slot.standing {
            Standing::Compiled(at) => write_result(decision, *at, out),
            Standing::Disabled => out.push_str(r#"notApplied","failed":["policyNotEnabled"]}"#),
            Standing::Unsupported(rest) => out.push_str(rest),
        }
    }
    out.push_str(r#"],"requirements":["#);
    evaluator.wording.requirements(decision, out);
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
        let enforced = entry.state == PolicyState::Enabled;
        out.push_str(if enforced { "applied" } else { "reportOnly" });
        out.push_str(r#"","failed":[]}"#);
        return;
    }
    out.push_str(r#"notApplied","failed":["#);
    for (index, reason) in decision.verdict.reasons(at, entry).into_iter().enumerate() {
        comma(index, out);
        out.push('"');
        out.push_str(reason.as_str());
        out.push('"');
    }
    out.push_str("]}");
}
