//! `doorstep what-if`: what the policies would say of a sign-in.

mod sign_in;

use clap::{ArgGroup, Args};
use doorstep_core::{
    Decision, Outcome as Decided, PolicyOutcome, RiskLevel, SessionControls, SignInFrequency, UserAction,
    WhatIf,
};
use serde_json::Value;

use super::{Outcome, parsed, policy, record};
use crate::context::Context;
use crate::failure::Exit;
use crate::output::{Cell, Output, Style, Table, printable};
use crate::{pick, words};

#[derive(Args)]
#[command(group = ArgGroup::new("who").required(true).args(["user", "service_principal"]))]
pub(crate) struct Request {
    /// Who signs in
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    /// The workload identity that signs in, instead of a user
    #[arg(long, value_name = "ID")]
    service_principal: Option<String>,
    /// How likely the workload identity is in somebody else's hands
    #[arg(long, value_name = "WORD", requires = "service_principal", ignore_case = true,
          value_parser = words::parser::<RiskLevel>())]
    service_principal_risk: Option<RiskLevel>,
    /// To which app
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    /// What is done, when it is not signing in to an app
    #[arg(long, value_name = "WORD", conflicts_with = "app", ignore_case = true,
          value_parser = words::parser::<UserAction>())]
    user_action: Option<UserAction>,
    /// The authentication context that is asked for: its name or id
    #[arg(long, value_name = "CONTEXT")]
    auth_context: Option<String>,
    /// Methods that were used together, as in password,email; repeat it for more
    #[arg(long, value_name = "METHODS")]
    completed: Vec<String>,
    #[command(flatten)]
    request: sign_in::SignInRequest,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let tenant = context.tenant()?;
    let user = request.user.as_deref().map(|word| pick::user(&tenant, word)).transpose()?;
    let app = request.app.as_deref().map(|word| pick::app(&tenant, word)).transpose()?;
    let auth_context = request.auth_context.as_deref().map(|word| pick::context_id(&tenant, word));
    let decision = tenant.what_if(&WhatIf {
        user_id: user.map(|user| user.id),
        service_principal_id: request.service_principal.clone(),
        service_principal_risk: request.service_principal_risk,
        client_id: app.map(|app| app.client_id),
        user_action: request.user_action,
        auth_context: auth_context.transpose()?,
        context: request.request.context()?,
        satisfied: request.request.satisfied(),
        completed_combinations: request.completed.clone(),
    })?;
    context.out.answer(|| parsed(&decision.to_json()), |out| words(&decision, out))?;
    Ok(Exit::Fine)
}

/// A decision for people.
pub(super) fn words(decision: &Decision, out: &Output) -> String {
    let required: Vec<&str> = decision.required.iter().map(|control| control.as_str()).collect();
    let (style, verdict) = match decision.outcome {
        Decided::Allow => (Style::Good, "Allowed.".into()),
        Decided::Block => (Style::Bad, "Blocked.".into()),
        Decided::ControlsRequired => {
            (Style::Careful, format!("Allowed once this is satisfied: {}.", required.join(", ")))
        }
    };
    let verdict = out.paint(style, &verdict);
    let mut table =
        Table::new(["Policy", "State", "Result", "Grants with", "Does not apply for"]).flexible([0]);
    for result in decision.policies() {
        let operator = result.operator.as_deref().unwrap_or("AND").to_ascii_lowercase();
        let reasons: Vec<&str> = result.reasons.iter().map(|reason| reason.as_str()).collect();
        table.row([
            result.display_name.as_str().into(),
            policy::state(result.state),
            outcome(result.result),
            result.grant_controls.join(&format!(" {operator} ")).into(),
            Cell::new(reasons.join(", "), Style::Faint),
        ]);
    }
    let verdict = format!("{verdict}{}", session(&decision.session(), out));
    let table = table.render(out);
    if table.is_empty() {
        format!("{verdict} There is no policy.\n")
    } else {
        format!("{verdict}\n\n{table}")
    }
}

/// What holds for the session that it would come to, a line each.
fn session(controls: &SessionControls, out: &Output) -> String {
    let Value::Object(members) = record(controls, &[]) else { return String::new() };
    let line = |(name, value): (&String, &Value)| {
        let text = match (name.as_str(), value) {
            ("signInFrequency", _) => controls.sign_in_frequency.map(frequency).unwrap_or_default(),
            ("secondarySignInFrequency", _) => {
                controls.secondary_sign_in_frequency.map(frequency).unwrap_or_default()
            }
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        };
        format!("\n{}  {}", out.paint(Style::Faint, name), printable(&text))
    };
    members.iter().map(line).collect()
}

fn frequency(frequency: SignInFrequency) -> String {
    match frequency {
        SignInFrequency::EveryTime => "every time".into(),
        SignInFrequency::TimeBased { hours: 1 } => "every hour".into(),
        SignInFrequency::TimeBased { hours } => format!("every {hours} hours"),
    }
}

fn outcome(result: PolicyOutcome) -> Cell {
    let style = match result {
        PolicyOutcome::Success => Style::Good,
        PolicyOutcome::Failure => Style::Bad,
        PolicyOutcome::ReportOnlyFailure | PolicyOutcome::ReportOnlyInterrupted => Style::Careful,
        PolicyOutcome::ReportOnlySuccess => Style::Plain,
        PolicyOutcome::NotApplied | PolicyOutcome::NotEnabled | PolicyOutcome::ReportOnlyNotApplied => {
            Style::Faint
        }
    };
    Cell::new(result.as_str(), style)
}
