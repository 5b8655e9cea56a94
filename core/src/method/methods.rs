//! The authentication methods policy of a tenant: which methods are enabled for whom.

use super::configuration::{MethodConfiguration, MethodKind, Target};
use crate::access::Warning;
use crate::directory::roles::Area;
use crate::error::Result;
use crate::store::{self, Tx};
use crate::tenant::config::TenantConfig;
use crate::tenant::{Resource, Tenant};

/// The authentication methods policy of a tenant.
#[derive(Debug, Clone)]
pub struct Methods(pub(crate) Tenant);

/// How a method is set, and what the policy lint says now.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodSettings {
    /// The setting.
    pub configuration: MethodConfiguration,
    /// What would keep people from signing in.
    pub warnings: Vec<Warning>,
}

impl Tenant {
    /// The tenant's authentication methods policy.
    pub fn methods(&self) -> Methods {
        Methods(self.clone())
    }
}

impl Methods {
    /// How a method is set.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn get(&self, kind: MethodKind) -> Result<MethodSettings> {
        self.0.read("methods.get", Resource::one("method", kind.as_str()), |tx| self.settings(tx, kind))
    }

    /// How every method is set.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<MethodSettings>> {
        self.0.read("methods.list", Resource::any("method"), |tx| {
            MethodKind::ALL.into_iter().map(|kind| self.settings(tx, kind)).collect()
        })
    }

    /// Enables a method: for all users, or for those in `include`; never for those in `exclude`.
    ///
    /// # Errors
    /// `not_found{group}` and `not_found{user}` for a target that does not exist, `forbidden`.
    pub fn enable(
        &self,
        kind: MethodKind,
        include: Option<Vec<Target>>,
        exclude: Vec<Target>,
    ) -> Result<MethodSettings> {
        self.set("methods.enable", kind, |_| {
            let include = include.unwrap_or_else(|| vec![Target::AllUsers]);
            Ok(MethodConfiguration { kind, enabled: true, include, exclude })
        })
    }

    /// Disables a method for everybody; its targets are kept.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn disable(&self, kind: MethodKind) -> Result<MethodSettings> {
        self.set("methods.disable", kind, |now| Ok(MethodConfiguration { enabled: false, ..now }))
    }

    /// The setting as Microsoft Graph's JSON (`emailAuthenticationMethodConfiguration`).
    ///
    /// # Errors
    /// `invalid_argument{kind}` for a method that Graph has no document for; `forbidden`.
    pub fn to_graph(&self, kind: MethodKind) -> Result<String> {
        self.get(kind)?.configuration.to_graph()
    }

    /// Changes what a Microsoft Graph document names, as PATCH does.
    ///
    /// # Errors
    /// `policy_invalid{path}`, `policy_unsupported{path}`, `invalid_argument{kind}`, `not_found{group}`,
    /// `not_found{user}`, `forbidden`.
    pub fn update_from_graph(&self, kind: MethodKind, document: &str) -> Result<MethodSettings> {
        self.set("methods.update", kind, |now| now.apply_graph(document))
    }

    fn set(
        &self,
        action: &str,
        kind: MethodKind,
        change_to: impl FnOnce(MethodConfiguration) -> Result<MethodConfiguration>,
    ) -> Result<MethodSettings> {
        self.0.change(Area::Methods, action, Resource::one("method", kind.as_str()), |tx, change| {
            let before = self.settings(tx, kind)?.configuration;
            change.before(&before)?;
            let after = change_to(before.clone())?;
            // One that was set already may have been deleted since: that must not keep a method from being disabled.
            let known: Vec<&Target> = before.include.iter().chain(&before.exclude).collect();
            for target in after.include.iter().chain(&after.exclude).filter(|target| !known.contains(target))
            {
                match target {
                    Target::AllUsers => {}
                    Target::Group { id } => store::directory::find_group(tx, self.0.id(), id).map(|_| ())?,
                    Target::User { id } => store::directory::find_user(tx, self.0.id(), id).map(|_| ())?,
                }
            }
            change.after(&after)?;
            store::config::put_method_configuration(tx, self.0.id(), &after)?;
            self.settings(tx, kind)
        })
    }

    fn settings(&self, tx: Tx<'_>, kind: MethodKind) -> Result<MethodSettings> {
        let config = TenantConfig::load(tx, self.0.id())?;
        let warnings = config.lint(tx, self.0.engine.mailer.is_some())?;
        Ok(MethodSettings { configuration: config.method(kind), warnings })
    }
}
