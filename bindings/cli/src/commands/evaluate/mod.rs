//! `doorstep evaluate`: decides over sign-ins in files, with policies in files. There is no database.

mod input;
mod pipeline;
mod summary;

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgGroup, Args};
use doorstep_core::access::{Document, DocumentKind, Evaluator};
use serde_json::Value;

use self::pipeline::Judge;
use self::summary::Summary;
use super::{Outcome, parsed};
use crate::context::Context;
use crate::failure::{Exit, Failure, Result};

#[derive(Args)]
#[command(group = ArgGroup::new("lines").required(true).args(["sign_ins", "batch"]), after_long_help = FORMS)]
pub(crate) struct Request {
    /// Policies: a file, a folder, or `-` for standard input; repeat it for more
    #[arg(long, value_name = "FILE|DIR", required_unless_present = "batch")]
    policies: Vec<PathBuf>,
    /// Named locations that the policies refer to
    #[arg(long, value_name = "FILE|DIR")]
    locations: Vec<PathBuf>,
    /// Authentication strengths that the policies ask for
    #[arg(long, value_name = "FILE|DIR")]
    strengths: Vec<PathBuf>,
    /// Networks trusted for MFA, as in 192.0.2.0/24,2001:db8::/32
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    trusted_ips: Vec<String>,
    /// Sign-ins, one JSON object a line
    #[arg(long, value_name = "FILE|DIR")]
    sign_ins: Vec<PathBuf>,
    /// Whole cases instead, one JSON object a line
    #[arg(long, value_name = "FILE|DIR",
          conflicts_with_all = ["policies", "locations", "strengths", "trusted_ips", "sign_ins"])]
    batch: Vec<PathBuf>,
}

const FORMS: &str = "\
Policies, locations and strengths are Microsoft Graph's documents, in every form that exports have;
each of the three may hold the others. Files of a folder are read in the order of their names, at any
depth: those that end in .json, .jsonl or .ndjson.

A sign-in is an object of these members, all optional; what is absent is unknown:
  id, userId, userType, homeTenantId, groupIds, roleIds, servicePrincipalId, servicePrincipalRisk,
  appId, appGroups, appAttributes, userAction, authContext, clientAppType, platform, ip, country,
  gpsCountry, compliantNetwork, userRisk, signInRisk, insiderRisk, authFlow, device,
  completedCombinations, satisfiedControls

With --json, each is answered in one line, in the same order:
  {\"id\", \"decision\", \"policies\": [{\"id\", \"index\", \"result\", \"failed\"}], \"requirements\", \"session\"}
or {\"id\", \"error\": {\"field\", \"reason\"}} where it cannot be read.

A case is {\"policies\", \"namedLocations\", \"authStrengths\", \"options\": {\"mfaTrustedIps\"}, \"signIns\"};
its answer is the list of those of its sign-ins. Blank lines are passed over.";

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let out = &context.out;
    let documents = [&request.policies, &request.locations, &request.strengths];
    let lines = if request.batch.is_empty() { &request.sign_ins } else { &request.batch };
    let everything = documents.into_iter().flatten().chain(lines);
    if everything.filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(Failure::Usage("standard input can be read only once: one `-` is enough".into()));
    }
    let mut found = Vec::new();
    for paths in documents {
        found.extend(input::documents(paths)?);
    }
    let lines = input::sources(lines)?;
    let summary = (!out.json).then(|| Summary::new(out, names(&found)));
    let judge: Arc<dyn Judge> = match (request.batch.is_empty(), summary) {
        (true, None) => Arc::new(pipeline::SignIns(evaluator(request, &found)?)),
        (true, Some(summary)) => Arc::new(summary.of_sign_ins(evaluator(request, &found)?)),
        (false, None) => Arc::new(pipeline::Cases),
        (false, Some(summary)) => Arc::new(summary.of_cases()),
    };
    pipeline::run(judge, lines, out)?;
    Ok(Exit::Fine)
}

fn evaluator(request: &Request, documents: &[Document]) -> Result<Evaluator> {
    Ok(Evaluator::new(documents, &request.trusted_ips)?)
}

/// What people know the policies by, in their order.
fn names(documents: &[Document]) -> Vec<String> {
    let policies = documents.iter().filter(|document| document.kind == DocumentKind::Policy);
    let name = |document: &Document| {
        let document = parsed(&document.json);
        let text = |key: &str| document.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        text("displayName").or(text("id")).unwrap_or_default().to_owned()
    };
    policies.map(name).collect()
}
