//! `doorstep explain`: why a sign-in of the log went as it did, in sentences.

use clap::Args;
use doorstep_core::{Explanation, PolicyExplanation};
use serde_json::{Value, json};

use super::Outcome;
use crate::context::Context;
use crate::failure::Exit;
use crate::output::{Output, Style};

#[derive(Args)]
pub(crate) struct Request {
    /// Its id, as `sign-ins` shows it
    #[arg(value_name = "SIGN_IN")]
    sign_in: String,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let explanation = context.tenant()?.explain(&request.sign_in)?;
    context.out.answer(|| json_of(&explanation), |out| words(&explanation, out))?;
    Ok(Exit::Fine)
}

fn json_of(explanation: &Explanation) -> Value {
    let policy = |policy: &PolicyExplanation| {
        json!({
            "policy_id": policy.policy_id, "display_name": policy.display_name, "applies": policy.applies,
            "result": policy.result.as_str(), "text": policy.text,
        })
    };
    json!({
        "sign_in_id": explanation.sign_in_id,
        "text": explanation.text,
        "policies": explanation.policies.iter().map(policy).collect::<Value>(),
    })
}

/// What happened, and then every policy: those that did not apply are there to be passed over.
fn words(explanation: &Explanation, out: &Output) -> String {
    let paint = |style: Style, text: &str, indent: &str| -> String {
        let lines = out.wrapped(text, indent);
        lines.lines().map(|line| format!("{}\n", out.paint(style, line))).collect()
    };
    let happened = explanation.text.lines().next().unwrap_or_default();
    let mut text = paint(Style::Strong, happened, "");
    for policy in &explanation.policies {
        let style = if policy.applies { Style::Plain } else { Style::Faint };
        text.push_str(&paint(style, &policy.text, "  "));
    }
    text
}
