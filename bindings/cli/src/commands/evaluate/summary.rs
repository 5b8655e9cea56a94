//! Verdicts for people: a line for each sign-in.

use doorstep_core::access::{Evaluator, evaluate};
use serde::Deserialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use super::pipeline::Judge;
use crate::output::{Output, Painter, Style, printable};

/// Columns of what comes before the policies. Nothing is known yet of the lines that follow, so that they cannot be
/// as wide as what they hold.
const ID: usize = 24;
const DECISION: usize = 16;

/// What a verdict is shown with.
pub(super) struct Summary {
    painter: Painter,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Verdict {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    policies: Vec<PolicyVerdict>,
    error: Option<Refusal>,
}

#[derive(Deserialize)]
struct PolicyVerdict {
    id: Value,
    index: usize,
    result: String,
}

#[derive(Deserialize)]
struct Refusal {
    field: String,
    reason: String,
}

/// The verdicts of a case, or why it has none.
#[derive(Deserialize)]
#[serde(untagged)]
enum CaseVerdict {
    SignIns(Vec<Verdict>),
    Refused { error: Refusal },
}

impl Summary {
    pub(super) fn new(out: &Output, names: Vec<String>) -> Summary {
        Summary { painter: out.painter(), names }
    }

    pub(super) fn of_sign_ins(self, evaluator: Evaluator) -> impl Judge {
        SignIns { summary: self, evaluator }
    }

    pub(super) fn of_cases(self) -> impl Judge {
        Cases { summary: self }
    }

    fn row(&self, verdict: &Verdict, out: &mut String) {
        let id = match &verdict.id {
            Value::String(text) => printable(text),
            Value::Null => "-".into(),
            other => printable(&other.to_string()),
        };
        let (style, word, more) = match (&verdict.error, verdict.decision.as_str()) {
            (Some(error), _) => (Style::Bad, "error", refusal(error)),
            (None, "allow") => (Style::Good, "allow", self.policies(verdict)),
            (None, "block") => (Style::Bad, "block", self.policies(verdict)),
            (None, word) => (Style::Careful, word, self.policies(verdict)),
        };
        let word = self.painter.paint(style, word) + &gap(word, DECISION);
        let line = format!("{id}{}  {word}  {more}", gap(&id, ID));
        out.push_str(line.trim_end());
        out.push('\n');
    }

    /// Those that applied, and those that would have.
    fn policies(&self, verdict: &Verdict) -> String {
        let shown = verdict.policies.iter().filter_map(|policy| {
            let name = self.names.get(policy.index).filter(|name| !name.is_empty()).cloned();
            let name = name.or_else(|| policy.id.as_str().map(str::to_owned));
            let name = printable(&name.unwrap_or_else(|| format!("#{}", policy.index)));
            match policy.result.as_str() {
                "applied" => Some(name),
                "reportOnly" => Some(self.painter.paint(Style::Faint, &format!("{name} (report-only)"))),
                "unsupported" => {
                    Some(self.painter.paint(Style::Careful, &format!("{name} (cannot be evaluated)")))
                }
                _ => None,
            }
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    fn heading(&self) -> String {
        let line = format!("Sign-in{}  Decision{}  Policies", gap("Sign-in", ID), gap("Decision", DECISION));
        format!("{}\n", self.painter.paint(Style::Strong, &line))
    }
}

fn gap(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(text.width()))
}

fn refusal(error: &Refusal) -> String {
    printable(&format!("{}: {}", error.field, error.reason))
}

struct SignIns {
    summary: Summary,
    evaluator: Evaluator,
}

impl Judge for SignIns {
    fn answer(&self, line: &str, out: &mut String) {
        let mut verdict = String::new();
        self.evaluator.evaluate(line, &mut verdict);
        if let Ok(verdict) = serde_json::from_str(&verdict) {
            self.summary.row(&verdict, out);
        }
    }

    fn refuse(&self, reason: &str, out: &mut String) {
        refused(&self.summary, reason, out);
    }

    fn heading(&self) -> String {
        self.summary.heading()
    }
}

struct Cases {
    summary: Summary,
}

impl Judge for Cases {
    fn answer(&self, line: &str, out: &mut String) {
        match serde_json::from_str(&evaluate(line)) {
            Ok(CaseVerdict::SignIns(verdicts)) => {
                verdicts.iter().for_each(|verdict| self.summary.row(verdict, out));
                out.push('\n');
            }
            Ok(CaseVerdict::Refused { error }) => refused(&self.summary, &refusal(&error), out),
            Err(error) => refused(&self.summary, &error.to_string(), out),
        }
    }

    fn refuse(&self, reason: &str, out: &mut String) {
        refused(&self.summary, reason, out);
    }

    fn heading(&self) -> String {
        self.summary.heading()
    }
}

fn refused(summary: &Summary, reason: &str, out: &mut String) {
    out.push_str(&format!(
        "-{}  {}{}  {reason}\n",
        gap("-", ID),
        summary.painter.paint(Style::Bad, "error"),
        gap("error", DECISION)
    ));
}
