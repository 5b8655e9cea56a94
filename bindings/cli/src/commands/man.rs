//! `doorstep man`: the manual, as pages for `man`.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use serde_json::json;

use super::Outcome;
use crate::args::Cli;
use crate::context::Context;
use crate::failure::{Exit, Failure};

#[derive(Args)]
pub(crate) struct Request {
    /// Write a page for every command into this folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let Some(folder) = &request.folder else {
        let mut page = Vec::new();
        let failed = |error| Failure::Own { code: "file", message: format!("manual: {error}") };
        clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(failed)?;
        context.out.bytes(&page)?;
        return Ok(Exit::Fine);
    };
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
    written.map_err(|error| Failure::file(folder, &error))?;
    context.out.done(&format!("Wrote the manual into {}.", folder.display()));
    context.out.answer(|| json!({"folder": folder.display().to_string()}), |_| String::new())?;
    Ok(Exit::Fine)
}
