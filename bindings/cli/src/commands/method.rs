//! `doorstep method`: authentication methods, and for whom they are enabled.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use doorstep_core::{MethodKind, MethodSettings, Target, Tenant};
use serde_json::{Value, json};

use super::{Outcome, parsed};
use crate::context::Context;
use crate::documents;
use crate::failure::{Exit, Failure, Fault, Result};
use crate::names::Names;
use crate::output::{Cell, Fields, Output, Style, Table};
use crate::pick;

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the methods
    List,
    /// Show a method
    Show {
        #[arg(value_parser = pick::method)]
        method: MethodKind,
    },
    /// Enable a method: for all users, or for those who are included
    Enable(Enable),
    /// Disable a method for everybody
    Disable {
        #[arg(value_parser = pick::method)]
        method: MethodKind,
    },
    /// Change a method as a Microsoft Graph document says; `-` is standard input
    Import {
        #[arg(value_parser = pick::method)]
        method: MethodKind,
        file: PathBuf,
    },
    /// Write every method that Microsoft Graph has a document for into a folder
    Export {
        #[arg(value_name = "DIR", default_value = "methods")]
        folder: PathBuf,
    },
}

#[derive(Args)]
pub(crate) struct Enable {
    #[arg(value_parser = pick::method)]
    method: MethodKind,
    /// A group that may use it
    #[arg(long, value_name = "GROUP")]
    include_group: Vec<String>,
    /// A user who may use it
    #[arg(long, value_name = "USER")]
    include_user: Vec<String>,
    /// A group that may not
    #[arg(long, value_name = "GROUP")]
    exclude_group: Vec<String>,
    /// A user who may not
    #[arg(long, value_name = "USER")]
    exclude_user: Vec<String>,
}

pub(super) fn run(verb: Verb, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let methods = tenant.methods();
    match verb {
        Verb::List => {
            let all = methods.list()?;
            let names = Names::of(&tenant)?;
            out.answer(|| all.iter().map(json_of).collect(), |out| table(&all, &names, out))?;
        }
        Verb::Show { method } => show(&tenant, &methods.get(method)?, out)?,
        Verb::Enable(request) => {
            let include = targets(&tenant, &request.include_group, &request.include_user)?;
            let exclude = targets(&tenant, &request.exclude_group, &request.exclude_user)?;
            let include = Some(include).filter(|include| !include.is_empty());
            show(&tenant, &methods.enable(request.method, include, exclude)?, out)?;
        }
        Verb::Disable { method } => show(&tenant, &methods.disable(method)?, out)?,
        Verb::Import { method, file } => {
            let documents = documents::read(&file)?;
            let [document] = &documents[..] else {
                return Err(Failure::Usage("a file with exactly one method is needed".into()));
            };
            let settings = methods.update_from_graph(method, &document.json.to_string());
            let refused = |error| Failure::Documents(vec![Fault::of(&document.place, &error)]);
            show(&tenant, &settings.map_err(refused)?, out)?;
        }
        Verb::Export { folder } => {
            let mut written = Vec::new();
            for kind in MethodKind::ALL {
                if let Ok(document) = methods.to_graph(kind) {
                    written.push((kind.as_str(), kind.as_str(), parsed(&document)));
                }
            }
            let files = documents::write_folder(&folder, written, out)?;
            documents::answer(&files, out)?;
        }
    }
    Ok(Exit::Fine)
}

fn targets(tenant: &Tenant, groups: &[String], users: &[String]) -> Result<Vec<Target>> {
    let groups = groups.iter().map(|word| Ok(Target::Group { id: pick::group(tenant, word)?.id }));
    let users = users.iter().map(|word| Ok(Target::User { id: pick::user(tenant, word)?.id }));
    groups.chain(users).collect()
}

fn json_of(settings: &MethodSettings) -> Value {
    let mut value = super::record(&settings.configuration, &[]);
    value["warnings"] = json!(settings.warnings);
    value
}

fn table(all: &[MethodSettings], names: &Names<'_>, out: &Output) -> String {
    let mut table = Table::new(["Method", "State", "For", "But not for"]).flexible([2, 3]);
    for MethodSettings { configuration, .. } in all {
        table.row([
            configuration.kind.as_str().into(),
            state(configuration.enabled),
            list(&configuration.include, names).into(),
            list(&configuration.exclude, names).into(),
        ]);
    }
    table.render(out)
}

fn show(tenant: &Tenant, settings: &MethodSettings, out: &Output) -> Result<()> {
    let names = Names::of(tenant)?;
    let configuration = &settings.configuration;
    let human = |out: &Output| {
        let mut fields = Fields::default();
        fields.add("Method", configuration.kind.as_str());
        fields.add("State", state(configuration.enabled));
        for target in &configuration.include {
            fields.add("For", target_words(target, &names));
        }
        for target in &configuration.exclude {
            fields.add("But not for", target_words(target, &names));
        }
        fields.render(out)
    };
    out.answer(|| json_of(settings), human)?;
    if !out.json {
        super::lint::warn(tenant, &settings.warnings, out)?;
    }
    Ok(())
}

fn state(enabled: bool) -> Cell {
    match enabled {
        true => Cell::new("enabled", Style::Good),
        false => Cell::new("disabled", Style::Faint),
    }
}

fn list(targets: &[Target], names: &Names<'_>) -> String {
    targets.iter().map(|target| target_words(target, names)).collect::<Vec<_>>().join(", ")
}

fn target_words(target: &Target, names: &Names<'_>) -> String {
    let named = |kind: &str, id: &str| format!("{kind} {}", names.name(id).unwrap_or_else(|| id.into()));
    match target {
        Target::AllUsers => "all users".into(),
        Target::Group { id } => named("group", id),
        Target::User { id } => named("user", id),
    }
}
