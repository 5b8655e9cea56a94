//! `doorstep init`: a new database, and its key file if there is none yet.

use std::path::Path;

use doorstep_core::{Error, KeyRing};
use serde_json::json;

use super::Outcome;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::open;

pub(super) fn run(context: &Context) -> Outcome {
    context.host_only()?;
    let (database, key) = (context.place.database()?, context.place.key()?);
    if database.exists() {
        return Err(Error::AlreadyExists { kind: "database".into() }.into());
    }
    // Found out now, so that no key is left behind for a database that could not be made.
    let folder = folder(database);
    if !folder.is_dir() {
        return Err(Failure::Own { code: "file", message: format!("no folder {}", folder.display()) });
    }
    let key_created = !key.exists();
    let keys = if key_created { KeyRing::create_file(key)? } else { KeyRing::from_file(key)? };
    let engine = open::open(database, keys, None, None)?;
    let tenant = context.place.tenant.as_deref().map(|name| engine.create_tenant(name)).transpose()?;
    if same_folder(folder, self::folder(key)) {
        context.out.warn("the key lies beside the database: whoever copies the folder has both");
    }
    context.out.answer(
        || {
            json!({
                "database": database.display().to_string(), "key_file": key.display().to_string(),
                "key_created": key_created, "tenant_id": tenant.as_ref().map(|tenant| tenant.id()),
            })
        },
        |_| String::new(),
    )?;
    context.out.done(&format!("Created the database {}.", database.display()));
    let verb = if key_created { "Created" } else { "Used" };
    context.out.done(&format!("{verb} the key {}: without it, the database is lost.", key.display()));
    match tenant {
        Some(tenant) => context.out.done(&format!("Created the tenant {}.", tenant.name())),
        None => context.out.hint("Next: doorstep tenant create NAME"),
    }
    Ok(Exit::Fine)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn same_folder(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
