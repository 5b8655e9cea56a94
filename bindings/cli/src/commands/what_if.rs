//! `doorstep what-if`: what the policies would say of a sign-in.

use clap::Args;
use doorstep_core::{Decision, Outcome as Decided, PolicyOutcome, SignInContext};

use super::{Outcome, parsed, policy};
use crate::context::Context;
use crate::failure::Exit;
use crate::output::{Cell, Output, Style, Table};
use crate::pick;

#[derive(Args)]
pub(crate) struct Request {
    /// Who signs in
    #[arg(long, value_name = "USER")]
    user: String,
    /// To which app
    #[arg(long, value_name = "APP")]
    app: String,
    #[command(flatten)]
    request: SignInRequest,
}

/// The request behind a sign-in. What is not given is unknown.
#[derive(Args)]
pub(super) struct SignInRequest {
    /// The client's address
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<String>,
    /// The client's User-Agent header
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
    /// The user's language, as in en-US
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
}

impl SignInRequest {
    pub(super) fn context(&self) -> SignInContext {
        let SignInRequest { ip, user_agent, locale } = self;
        SignInContext { ip: ip.clone(), user_agent: user_agent.clone(), locale: locale.clone() }
    }
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let tenant = context.tenant()?;
    let (user, app) = (pick::user(&tenant, &request.user)?, pick::app(&tenant, &request.app)?);
    let decision = tenant.what_if(&user.id, &app.client_id, &request.request.context())?;
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
    let table = table.render(out);
    if table.is_empty() {
        format!("{verdict} There is no policy.\n")
    } else {
        format!("{verdict}\n\n{table}")
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
