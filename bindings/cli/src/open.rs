//! Opening the database with its key, and finding the tenant that a command is about.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use doorstep_core::{
    Actor, CountryLookup, Database, Engine, EngineOptions, Error, KeyRing, MailError, Mailer,
    MaxMindCountries, Message, Tenant,
};

use crate::failure::{Failure, Result};
use crate::pick;

/// Which database, which tenant, and in whose name.
#[derive(Args)]
pub(crate) struct Place {
    /// The database
    #[arg(long, global = true, value_name = "FILE", env = "DOORSTEP_DATABASE")]
    database: Option<PathBuf>,
    /// The file with its key
    #[arg(long, global = true, value_name = "FILE", env = "DOORSTEP_KEY_FILE")]
    key: Option<PathBuf>,
    /// The tenant; can be left out when there is only one
    #[arg(long, global = true, value_name = "NAME", env = "DOORSTEP_TENANT")]
    pub(crate) tenant: Option<String>,
    /// A file in MaxMind's DB format that knows the countries of addresses, for what-if
    #[arg(long, global = true, value_name = "FILE", env = "DOORSTEP_COUNTRY_DATABASE")]
    country_database: Option<PathBuf>,
    /// Act as this user, whose roles must allow it, instead of as the host
    #[arg(long = "as", global = true, value_name = "USER")]
    pub(crate) acting_as: Option<String>,
}

impl Place {
    pub(crate) fn database(&self) -> Result<&Path> {
        match self.database.as_deref() {
            Some(path) if path.as_os_str() == ":memory:" => {
                Err(Failure::Usage("a database in memory would be gone at once: name a file".into()))
            }
            Some(path) => Ok(path),
            None => Err(Failure::Usage("which database? Give --database or set DOORSTEP_DATABASE".into())),
        }
    }

    pub(crate) fn has_database(&self) -> bool {
        self.database.as_deref().is_some_and(|path| !path.as_os_str().is_empty())
    }

    pub(crate) fn key(&self) -> Result<&Path> {
        let missing = || Failure::Usage("where is the key? Give --key or set DOORSTEP_KEY_FILE".into());
        self.key.as_deref().ok_or_else(missing)
    }

    /// Opens the database, which must be there. Nothing runs in the background.
    pub(crate) fn engine(&self, mailer: Option<Arc<dyn Mailer>>) -> Result<Engine> {
        let (database, key) = (self.database()?, self.key()?);
        if !database.is_file() {
            let message = format!("no database at {}; `doorstep init` makes one", database.display());
            return Err(Failure::Own { code: "no_database", message });
        }
        let countries = self.countries()?;
        open(database, KeyRing::from_file(key)?, mailer, countries)
    }

    fn countries(&self) -> Result<Option<Arc<dyn CountryLookup>>> {
        let Some(path) = self.country_database.as_deref().filter(|path| !path.as_os_str().is_empty()) else {
            return Ok(None);
        };
        let countries = MaxMindCountries::open(path).map_err(|error| match error {
            Error::InvalidArgument { reason, .. } => {
                Failure::Own { code: "file", message: format!("{}: {reason}", path.display()) }
            }
            other => other.into(),
        })?;
        Ok(Some(Arc::new(countries)))
    }

    pub(crate) fn tenant(&self, engine: &Engine) -> Result<Tenant> {
        // A variable that is set to nothing names none.
        let tenant = match self.tenant.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => engine.tenant(name)?,
            None => engine.tenant(&only_tenant(engine)?)?,
        };
        match &self.acting_as {
            None => Ok(tenant),
            Some(word) => {
                let user_id = pick::user(&tenant, word)?.id;
                Ok(tenant.acting_as(Actor::User { user_id }))
            }
        }
    }
}

pub(crate) fn open(
    database: &Path,
    keys: KeyRing,
    mailer: Option<Arc<dyn Mailer>>,
    countries: Option<Arc<dyn CountryLookup>>,
) -> Result<Engine> {
    let mut options = EngineOptions::new(Database::File(database.to_owned()), keys);
    options.mailer = Some(mailer.unwrap_or_else(|| Arc::new(AppsOwn)));
    options.country_lookup = countries;
    options.deliver_in_background = false;
    Ok(Engine::open(options)?)
}

fn only_tenant(engine: &Engine) -> Result<String> {
    let mut tenants = engine.tenants()?;
    match tenants.len() {
        0 => Err(Error::NotFound { kind: "tenant".into() }.into()),
        1 => Ok(tenants.remove(0).id),
        _ => {
            let names: Vec<String> = tenants.into_iter().map(|tenant| tenant.name).collect();
            Err(Failure::Usage(format!("which tenant? Give --tenant, one of: {}", names.join(", "))))
        }
    }
}

/// The mailer of the app, which this program does not know: without one, the lint would say at every policy that codes
/// cannot be sent.
struct AppsOwn;

impl Mailer for AppsOwn {
    fn send(&self, _: &Message) -> std::result::Result<(), MailError> {
        Err(MailError::Transient { reason: "left to the app".into() })
    }
}
