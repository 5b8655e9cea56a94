//! `doorstep prove`: whether a claim holds for every sign-in that the policies tell apart, or one for which it does not.

use clap::Args;
use doorstep_core::{Counterexample, Proof, Tenant};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::{Outcome, parsed, what_if};
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::names::Names;
use crate::output::{Output, Style, Table, printable};

/// How wide a list may become beside the name of its field, for both to fit on a terminal of 80 columns.
const LIST_WIDTH: usize = 52;

#[derive(Args)]
#[command(after_long_help = CLAIMS)]
pub(crate) struct Request {
    /// The claim, as in "every sign-in to app Shop requires mfa"
    claim: String,
}

const CLAIMS: &str = "\
Claims:
  every sign-in of a customer to app \"Shop\" requires mfa
  every sign-in of group \"Staff\" or role \"Global Administrator\" to any app except app \"Status\" is blocked
  no sign-in outside trusted locations is allowed without mfa or compliantDevice
  every sign-in on android or iOS via browser at high user risk where \"device.isCompliant -ne True\" is blocked

Exits with 0 when the claim holds, and with 3 when a sign-in shows it wrong. Only enforced policies count.";

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let proof = tenant.policies().prove(&request.claim)?;
    let shown = match &proof.counterexample {
        Some(counterexample) if !out.json => words(counterexample, &tenant, out)?,
        _ => String::new(),
    };
    out.answer(|| json_of(&proof), |out| format!("{}\n{shown}", verdict(&proof, out)))?;
    Ok(if proof.holds { Exit::Fine } else { Exit::Found })
}

fn verdict(proof: &Proof, out: &Output) -> String {
    match (proof.holds, proof.classes_examined) {
        (false, _) => format!("{} This sign-in shows it:\n", out.paint(Style::Bad, "Refuted.")),
        (true, 0) => format!("{} It is about no sign-in at all.", out.paint(Style::Careful, "Proven.")),
        (true, count) => {
            format!("{} Classes of sign-ins examined: {count}.", out.paint(Style::Good, "Proven."))
        }
    }
}

fn json_of(proof: &Proof) -> Value {
    let counterexample = proof.counterexample.as_ref().map(
        |shown| json!({"sign_in": parsed(&shown.sign_in), "decision": parsed(&shown.decision.to_json())}),
    );
    json!({"holds": proof.holds, "classes_examined": proof.classes_examined, "counterexample": counterexample})
}

fn words(shown: &Counterexample, tenant: &Tenant, out: &Output) -> Result<String> {
    let fields = fields(&parsed(&shown.sign_in), &Names::of(tenant)?, out);
    Ok(format!("{fields}\n{}", what_if::words(&shown.decision, out)))
}

/// What is known of a sign-in, a line for each field.
pub(super) fn fields(sign_in: &Value, names: &Names, out: &Output) -> String {
    let mut lines = Vec::new();
    flatten("", sign_in, names, &mut lines);
    let mut table = Table::new(["Field", "Value"]);
    for (field, value) in lines {
        table.row([field.into(), value.into()]);
    }
    table.render(out)
}

fn flatten(at: &str, value: &Value, names: &Names, lines: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                flatten(&at, value, names, lines);
            }
        }
        Value::Null => {}
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| word(item, names)).collect();
            let rows = wrapped(&items).into_iter().enumerate();
            lines
                .extend(rows.map(|(row, text)| (if row == 0 { at.to_owned() } else { String::new() }, text)));
        }
        one => lines.push((at.to_owned(), word(one, names))),
    }
}

/// A list, on as many lines as it takes.
fn wrapped(items: &[String]) -> Vec<String> {
    let Some((first, rest)) = items.split_first() else { return vec!["(none)".into()] };
    let (mut lines, mut line) = (Vec::new(), first.clone());
    for item in rest {
        line.push(',');
        if line.width() + item.width() < LIST_WIDTH {
            line.push(' ');
        } else {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(item);
    }
    lines.push(line);
    lines
}

fn word(value: &Value, names: &Names) -> String {
    let Some(text) = value.as_str() else { return value.to_string() };
    match names.name(text) {
        Some(name) => printable(&format!("{name} ({text})")),
        None => printable(text),
    }
}
