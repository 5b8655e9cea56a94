//! `doorstep lint`: what is likely wrong with the policies. Whether the app has a mailer is unknown here; it is taken to
//! have one.

use clap::Args;
use doorstep_core::{Severity, Tenant, Warning};

use super::{Outcome, policy, records};
use crate::context::Context;
use crate::failure::{Exit, Result};
use crate::output::{Output, Style, printable};

#[derive(Args)]
pub(crate) struct Request {
    /// Exit with 3 when there is a finding of any severity; without it, none changes the exit code
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let warnings = tenant.policies().lint()?;
    let names = policy_names(&tenant)?;
    out.answer(|| records(&warnings, &[]), |out| words(&warnings, &names, out))?;
    if warnings.is_empty() {
        out.done("Nothing to warn of.");
    }
    let found = request.strict && !warnings.is_empty();
    Ok(if found { Exit::Found } else { Exit::Fine })
}

/// Says warnings beside an answer: once what is the same of several policies.
pub(super) fn warn(tenant: &Tenant, warnings: &[Warning], out: &Output) -> Result<()> {
    if warnings.is_empty() {
        return Ok(());
    }
    let names = policy_names(tenant)?;
    let mut said: Vec<(&Warning, Vec<&Warning>)> = Vec::new();
    for warning in warnings {
        let same = |known: &Warning| known.severity == warning.severity && known.message == warning.message;
        match said.iter_mut().find(|(known, _)| same(known)) {
            Some((_, all)) if all.iter().any(|known| known.policy_id == warning.policy_id) => {}
            Some((_, all)) => all.push(warning),
            None => said.push((warning, vec![warning])),
        }
    }
    for (warning, all) in said {
        let policies: Vec<&str> = all.iter().filter_map(|warning| name(warning, &names)).collect();
        let (word, style) = (warning.severity.as_str(), style(warning.severity));
        match policies.as_slice() {
            [] => out.note(style, word, &warning.message),
            [policy] => out.note(style, word, &format!("{policy}: {}", warning.message)),
            several => {
                out.note(style, &format!("{word} of {} policies", several.len()), &warning.message);
                several.iter().for_each(|policy| out.line(&format!("    {}", printable(policy))));
            }
        }
    }
    Ok(())
}

type PolicyNames = Vec<(String, String)>;

fn policy_names(tenant: &Tenant) -> Result<PolicyNames> {
    let policies = tenant.policies().list()?;
    Ok(policies.into_iter().map(|policy| (policy.id.clone(), policy::name(&policy).to_owned())).collect())
}

fn name<'a>(warning: &Warning, names: &'a PolicyNames) -> Option<&'a str> {
    let id = warning.policy_id.as_deref()?;
    names.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str())
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Careful,
        Severity::Info => Style::Faint,
    }
}

/// Messages are sentences, which no column holds: each has a line of its own.
fn words(warnings: &[Warning], names: &PolicyNames, out: &Output) -> String {
    let mut text = String::new();
    for warning in warnings {
        let name = name(warning, names).unwrap_or("all policies");
        let path = warning.path.as_deref().map(|path| format!("  {path}")).unwrap_or_default();
        text.push_str(&format!(
            "{}  {}  {}{}\n{}",
            out.paint(style(warning.severity), &format!("{:7}", warning.severity.as_str())),
            out.paint(style(warning.severity), &warning.code),
            out.paint(Style::Strong, &printable(name)),
            out.paint(Style::Faint, &path),
            out.wrapped(&warning.message, "    "),
        ));
    }
    text
}
