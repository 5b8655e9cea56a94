//! `doorstep gaps`: the sign-ins that no enforced policy blocks or asks anything of.

use clap::Args;
use doorstep_core::Gap;
use serde_json::{Value, json};

use super::{Outcome, parsed};
use crate::context::Context;
use crate::failure::Exit;
use crate::names::Names;
use crate::output::{Output, Table};

#[derive(Args)]
pub(crate) struct Request {
    /// Exit with 3 when there is a gap
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let gaps = tenant.policies().gaps()?;
    let names = Names::of(&tenant)?;
    out.answer(|| gaps.iter().map(json_of).collect(), |out| table(&gaps, &names, out))?;
    if gaps.is_empty() {
        out.done("Every sign-in is covered.");
    }
    Ok(if request.strict && !gaps.is_empty() { Exit::Found } else { Exit::Fine })
}

fn json_of(gap: &Gap) -> Value {
    json!({"who": gap.who, "apps": gap.apps, "conditions": gap.conditions, "sign_in": parsed(&gap.sign_in)})
}

fn table(gaps: &[Gap], names: &Names, out: &Output) -> String {
    let mut table = Table::new(["Who", "Apps", "Conditions"]).flexible([0, 1, 2]);
    for gap in gaps {
        let conditions: Vec<String> = gap.conditions.iter().map(|text| named(text, names)).collect();
        let conditions = if conditions.is_empty() { "any".into() } else { conditions.join("; ") };
        table.row([named(&gap.who, names).into(), named(&gap.apps, names).into(), conditions.into()]);
    }
    table.render(out)
}

/// The text with names in place of the ids that have one.
fn named(text: &str, names: &Names) -> String {
    let word = |word: &str| {
        let id = word.trim_end_matches([',', ')']);
        match names.name(id.trim_start_matches('(')) {
            Some(name) => format!("\"{name}\"{}", &word[id.len()..]),
            None => word.to_owned(),
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
