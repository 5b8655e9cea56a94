//! A tenant's configuration as one snapshot, kept until its version moves: what a journey needs to know without
//! asking the database again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::documents;
use crate::access::{AuthenticationContext, Environment, Facts, Policy, PolicySet};
use crate::directory::records::AppRegistration;
use crate::error::{Error, Result};
use crate::flow::user_flow::{IdentityProvider, UserFlow};
use crate::method::configuration::{MethodConfiguration, MethodKind, Target};
use crate::store::{self, Tx};
use crate::tenant::TenantSettings;

/// Everything that administrators configure, of one tenant at one version.
pub(crate) struct TenantConfig {
    pub(crate) tenant_id: String,
    /// The name shown to people.
    pub(crate) display_name: String,
    pub(crate) settings: TenantSettings,
    pub(crate) apps: HashMap<String, AppRegistration>,
    flows: Vec<UserFlow>,
    methods: Vec<MethodConfiguration>,
    pub(crate) policies: Vec<Policy>,
    pub(crate) policy_set: PolicySet,
    /// The ids of the authentication contexts that apps may ask for.
    published_contexts: Vec<String>,
    /// Whether a policy or a method asks for somebody's groups.
    names_groups: bool,
    version: i64,
}

impl TenantConfig {
    /// Reads the configuration as `tx` sees it.
    pub(crate) fn load(tx: Tx<'_>, tenant_id: &str) -> Result<Self> {
        let tenant = store::config::tenant(tx, tenant_id)?;
        let policies = store::config::policies(tx, tenant_id)?;
        let environment = Self::environment(tx, tenant_id, &tenant.settings)?;
        let policy_set = PolicySet::compile(&policies, &environment);
        let methods = store::config::method_configurations(tx, tenant_id)?;
        let targets = methods.iter().flat_map(|method| method.include.iter().chain(&method.exclude));
        let by_group = targets.into_iter().any(|target| matches!(target, Target::Group { .. }));
        Ok(TenantConfig {
            tenant_id: tenant_id.to_owned(),
            display_name: tenant.settings.display_name.clone().unwrap_or(tenant.record.name),
            settings: tenant.settings,
            apps: store::directory::apps(tx, tenant_id)?
                .into_iter()
                .map(|app| (app.client_id.clone(), app))
                .collect(),
            flows: store::config::user_flows(tx, tenant_id)?,
            methods,
            published_contexts: documents::all::<AuthenticationContext>(tx, tenant_id)?
                .into_iter()
                .filter(AuthenticationContext::is_available)
                .map(|context| context.id().to_owned())
                .collect(),
            names_groups: by_group || policy_set.names_groups(),
            policy_set,
            policies,
            version: tenant.config_version,
        })
    }

    /// What policies refer to.
    pub(crate) fn environment(tx: Tx<'_>, tenant_id: &str, settings: &TenantSettings) -> Result<Environment> {
        let (locations, strengths) = (documents::all(tx, tenant_id)?, documents::all(tx, tenant_id)?);
        Environment::new(locations, strengths, &settings.mfa_trusted_ips)
    }

    /// The groups of a user, as far as anything here asks for them.
    pub(crate) fn groups_of(&self, tx: Tx<'_>, user_id: &str) -> Result<Vec<String>> {
        match self.names_groups {
            true => store::directory::group_ids_of_user(tx, &self.tenant_id, user_id),
            false => Ok(Vec::new()),
        }
    }

    /// The directory roles of a user, as far as anything here asks for them.
    pub(crate) fn roles_of(&self, tx: Tx<'_>, user_id: &str) -> Result<Vec<String>> {
        match self.policy_set.names_roles() {
            true => store::directory::role_ids(tx, &self.tenant_id, user_id),
            false => Ok(Vec::new()),
        }
    }

    /// The terms of use that a user has accepted, as far as any policy asks for some.
    pub(crate) fn terms_of(&self, tx: Tx<'_>, user_id: &str) -> Result<Vec<String>> {
        match self.policy_set.names_terms() {
            true => store::directory::accepted_terms(tx, &self.tenant_id, user_id),
            false => Ok(Vec::new()),
        }
    }

    /// The app, if it is registered here.
    pub(crate) fn app(&self, client_id: &str) -> Result<&AppRegistration> {
        self.apps.get(client_id).ok_or_else(|| Error::not_found("app"))
    }

    /// What policies look at of an app, with nobody who signs in to it yet.
    pub(crate) fn facts_of_app<'a>(&'a self, client_id: &'a str) -> Facts<'a> {
        match self.apps.get(client_id) {
            Some(app) => Facts {
                client_id,
                app_groups: &app.app_groups,
                app_attributes: Some(&app.custom_security_attributes),
                ..Facts::default()
            },
            None => Facts { client_id, ..Facts::default() },
        }
    }

    /// The authentication contexts that apps may ask for, by id.
    pub(crate) fn published_contexts(&self) -> impl Iterator<Item = &str> {
        self.published_contexts.iter().map(String::as_str)
    }

    /// The flow that serves an app.
    pub(crate) fn flow_of(&self, client_id: &str) -> Option<&UserFlow> {
        self.flows.iter().find(|flow| flow.client_ids.iter().any(|id| id == client_id))
    }

    /// How a method is configured.
    pub(crate) fn method(&self, kind: MethodKind) -> MethodConfiguration {
        let found = self.methods.iter().find(|method| method.kind == kind);
        found.cloned().unwrap_or_else(|| MethodConfiguration::default_for(kind))
    }

    /// The client ids of the apps whose users begin with this.
    pub(crate) fn apps_with_first_factor(&self, first: IdentityProvider) -> Vec<String> {
        let flows = self.flows.iter().filter(|flow| flow.identity_provider == first);
        flows.flat_map(|flow| flow.client_ids.clone()).collect()
    }
}

/// The snapshots of every tenant in use.
#[derive(Default)]
pub(crate) struct ConfigCache(Mutex<HashMap<String, Arc<TenantConfig>>>);

impl ConfigCache {
    /// The configuration as `tx` sees it: cached, unless another version is there.
    pub(crate) fn get(&self, tx: Tx<'_>, tenant_id: &str) -> Result<Arc<TenantConfig>> {
        let version = store::config::version(tx, tenant_id)?;
        let cached = self.lock().get(tenant_id).cloned();
        if let Some(config) = cached.filter(|config| config.version == version) {
            return Ok(config);
        }
        let config = Arc::new(TenantConfig::load(tx, tenant_id)?);
        self.lock().insert(tenant_id.to_owned(), Arc::clone(&config));
        Ok(config)
    }

    /// Forgets a tenant that was deleted.
    pub(crate) fn forget(&self, tenant_id: &str) {
        self.lock().remove(tenant_id);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<TenantConfig>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
