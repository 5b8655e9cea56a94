//! One tenant: settings and the way to its collections.

use std::sync::Arc;

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::context::WhatIf;
use crate::directory::{Apps, Groups, Roles, Users};
use crate::documents::{AuthenticationContexts, AuthenticationStrengths, Locations};
use crate::flow::UserFlows;
use crate::insight::{Explanation, ImportOptions, ImportReport};
use crate::journey::App;
use crate::method::Methods;
use crate::policy::{Decision, Policies};
use crate::record::{AuditPage, AuditQuery, SignInPage, SignInQuery};
use crate::session::Sessions;
pub(crate) use core::{TenantRecord, TenantSettings};

#[uniffi::remote(Record)]
pub(crate) struct TenantRecord {
    pub id: String,
    pub name: String,
    pub created_at: i64,
}

#[uniffi::remote(Record)]
pub(crate) struct TenantSettings {
    pub display_name: Option<String>,
    pub sender_name: Option<String>,
    pub sender_address: String,
    pub default_locale: String,
    pub code_length: u8,
    pub password_min_length: u32,
    pub ask_again_after_sign_up: bool,
    pub session_idle_ms: i64,
    pub session_lifetime_ms: i64,
    pub mfa_trusted_ips: Vec<String>,
}

/// The settings of a new tenant.
#[uniffi::export]
fn default_tenant_settings() -> TenantSettings {
    TenantSettings::default()
}

/// One tenant, and in whose name administrative calls on it are made.
#[derive(uniffi::Object)]
pub(crate) struct Tenant(core::Tenant);

impl Tenant {
    pub(crate) fn new(tenant: core::Tenant) -> Arc<Self> {
        Arc::new(Tenant(tenant))
    }
}

#[uniffi::export]
impl Tenant {
    /// The tenant's id.
    fn id(&self) -> Result<String> {
        guarded(|| Ok(self.0.id().to_owned()))
    }

    /// The tenant's name when this handle was opened.
    fn name(&self) -> Result<String> {
        guarded(|| Ok(self.0.name().to_owned()))
    }

    /// In whose name calls are made: `host`, or the id of the user that `acting_as` was given.
    fn actor(&self) -> Result<String> {
        guarded(|| Ok(self.0.actor().name().to_owned()))
    }

    /// The same tenant, every administrative call made in the name of that user, whose roles are checked.
    fn acting_as(&self, user_id: String) -> Result<Arc<Tenant>> {
        guarded(|| Ok(self.0.acting_as(core::Actor::User { user_id }))).map(Tenant::new)
    }

    /// The settings.
    fn settings(&self) -> Result<TenantSettings> {
        guarded(|| self.0.settings())
    }

    /// Replaces the settings.
    fn update_settings(&self, settings: TenantSettings) -> Result<()> {
        guarded(|| self.0.update_settings(&settings))
    }

    /// App registrations.
    fn apps(&self) -> Result<Arc<Apps>> {
        guarded(|| Ok(Arc::new(Apps(self.0.apps()))))
    }

    /// Users.
    fn users(&self) -> Result<Arc<Users>> {
        guarded(|| Ok(Arc::new(Users(self.0.users()))))
    }

    /// Groups.
    fn groups(&self) -> Result<Arc<Groups>> {
        guarded(|| Ok(Arc::new(Groups(self.0.groups()))))
    }

    /// Directory roles.
    fn roles(&self) -> Result<Arc<Roles>> {
        guarded(|| Ok(Arc::new(Roles(self.0.roles()))))
    }

    /// User flows.
    fn user_flows(&self) -> Result<Arc<UserFlows>> {
        guarded(|| Ok(Arc::new(UserFlows(self.0.user_flows()))))
    }

    /// The authentication methods policy.
    fn methods(&self) -> Result<Arc<Methods>> {
        guarded(|| Ok(Arc::new(Methods(self.0.methods()))))
    }

    /// Conditional Access policies.
    fn policies(&self) -> Result<Arc<Policies>> {
        guarded(|| Ok(Arc::new(Policies(self.0.policies()))))
    }

    /// Named locations.
    fn locations(&self) -> Result<Arc<Locations>> {
        guarded(|| Ok(Arc::new(Locations(self.0.locations()))))
    }

    /// Authentication strengths.
    fn authentication_strengths(&self) -> Result<Arc<AuthenticationStrengths>> {
        guarded(|| Ok(Arc::new(AuthenticationStrengths(self.0.authentication_strengths()))))
    }

    /// Authentication contexts.
    fn authentication_contexts(&self) -> Result<Arc<AuthenticationContexts>> {
        guarded(|| Ok(Arc::new(AuthenticationContexts(self.0.authentication_contexts()))))
    }

    /// Sessions.
    fn sessions(&self) -> Result<Arc<Sessions>> {
        guarded(|| Ok(Arc::new(Sessions(self.0.sessions()))))
    }

    /// The app with this client id, to run journeys on.
    fn app(&self, client_id: String) -> Result<Arc<App>> {
        guarded(|| self.0.app(&client_id)).map(|app| Arc::new(App(app)))
    }

    /// What the policies would say of a sign-in.
    fn what_if(&self, sign_in: WhatIf) -> Result<Decision> {
        guarded(|| Ok(self.0.what_if(&sign_in.into_core()?)?.into()))
    }

    /// Why a sign-in of the log went as it did.
    fn explain(&self, sign_in_id: String) -> Result<Explanation> {
        guarded(|| self.0.explain(&sign_in_id))
    }

    /// Takes in every Conditional Access document in a file.
    fn import_documents(&self, file: Vec<u8>, options: ImportOptions) -> Result<ImportReport> {
        guarded(|| self.0.import(&file, &options)).map(ImportReport::from)
    }

    /// The sign-in log, newest first.
    fn sign_ins(&self, query: SignInQuery) -> Result<SignInPage> {
        guarded(|| self.0.sign_ins(&query)).map(SignInPage::from)
    }

    /// The audit log, newest first.
    fn audit_log(&self, query: AuditQuery) -> Result<AuditPage> {
        guarded(|| self.0.audit_log(&query)).map(AuditPage::from)
    }
}
