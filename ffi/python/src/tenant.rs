//! One tenant: settings, logs and the way to its collections.

use doorstep_core as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::call::{build, detached, duration, invalid, maybe_moment, span};
use crate::context::{maybe_word, sign_in_context, word};
use crate::directory::{Apps, Groups, Roles, Users};
use crate::documents::{AuthenticationContexts, AuthenticationStrengths, Locations};
use crate::flow::UserFlows;
use crate::insight::{explanation, import_report};
use crate::journey::App;
use crate::method::Methods;
use crate::policy::{Policies, decision};
use crate::record::{Sessions, audit_page, sign_in_page};

/// One tenant, and in whose name administrative calls on it are made.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct Tenant(pub(crate) core::Tenant);

#[pymethods]
impl Tenant {
    /// The tenant's id.
    #[getter]
    fn id(&self) -> &str {
        self.0.id()
    }

    /// The tenant's name when this handle was opened.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// In whose name calls are made: `"host"`, or the id of the user that `acting_as` was given.
    #[getter]
    fn actor(&self) -> &str {
        self.0.actor().name()
    }

    /// The same tenant, every administrative call made in the name of that user, whose roles are checked.
    fn acting_as(&self, user_id: String) -> Tenant {
        Tenant(self.0.acting_as(core::Actor::User { user_id }))
    }

    /// The settings.
    fn settings(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let core::TenantSettings {
            display_name,
            sender_name,
            sender_address,
            default_locale,
            code_length,
            password_min_length,
            ask_again_after_sign_up,
            session_idle_ms,
            session_lifetime_ms,
            mfa_trusted_ips,
        } = detached(py, || self.0.settings())?;
        build!(py, "TenantSettings", {
            display_name: display_name, sender_name: sender_name, sender_address: sender_address,
            default_locale: default_locale, code_length: code_length,
            password_min_length: password_min_length, ask_again_after_sign_up: ask_again_after_sign_up,
            session_idle: span(py, session_idle_ms)?, session_lifetime: span(py, session_lifetime_ms)?,
            mfa_trusted_ips: mfa_trusted_ips,
        })
    }

    /// Replaces the settings.
    fn update_settings(&self, py: Python<'_>, settings: &Bound<'_, PyAny>) -> PyResult<()> {
        let get = |name: &str| settings.getattr(name);
        let small = |name: &str| -> PyResult<u8> {
            get(name)?.extract().map_err(|_| invalid(py, name, "is out of range"))
        };
        let new = core::TenantSettings {
            display_name: get("display_name")?.extract()?,
            sender_name: get("sender_name")?.extract()?,
            sender_address: get("sender_address")?.extract()?,
            default_locale: get("default_locale")?.extract()?,
            code_length: small("code_length")?,
            password_min_length: small("password_min_length")?.into(),
            ask_again_after_sign_up: get("ask_again_after_sign_up")?.extract()?,
            session_idle_ms: duration(&get("session_idle")?, "session_idle")?,
            session_lifetime_ms: duration(&get("session_lifetime")?, "session_lifetime")?,
            mfa_trusted_ips: get("mfa_trusted_ips")?.extract()?,
        };
        detached(py, || self.0.update_settings(&new))
    }

    /// App registrations.
    #[getter]
    fn apps(&self) -> Apps {
        Apps(self.0.apps())
    }

    /// Users.
    #[getter]
    fn users(&self) -> Users {
        Users(self.0.users())
    }

    /// Groups.
    #[getter]
    fn groups(&self) -> Groups {
        Groups(self.0.groups())
    }

    /// Directory roles.
    #[getter]
    fn roles(&self) -> Roles {
        Roles(self.0.roles())
    }

    /// User flows.
    #[getter]
    fn user_flows(&self) -> UserFlows {
        UserFlows(self.0.user_flows())
    }

    /// The authentication methods policy.
    #[getter]
    fn methods(&self) -> Methods {
        Methods(self.0.methods())
    }

    /// Conditional Access policies.
    #[getter]
    fn policies(&self) -> Policies {
        Policies(self.0.policies())
    }

    /// Named locations.
    #[getter]
    fn locations(&self) -> Locations {
        Locations(self.0.locations())
    }

    /// Authentication strengths.
    #[getter]
    fn authentication_strengths(&self) -> AuthenticationStrengths {
        AuthenticationStrengths(self.0.authentication_strengths())
    }

    /// Authentication contexts.
    #[getter]
    fn authentication_contexts(&self) -> AuthenticationContexts {
        AuthenticationContexts(self.0.authentication_contexts())
    }

    /// Sessions.
    #[getter]
    fn sessions(&self) -> Sessions {
        Sessions(self.0.sessions())
    }

    /// The app with this client id, to run journeys on.
    fn app(&self, py: Python<'_>, client_id: &str) -> PyResult<App> {
        detached(py, || self.0.app(client_id)).map(App)
    }

    /// What the policies would say of a sign-in that nobody makes. Changes nothing.
    #[pyo3(signature = (*, user_id=None, client_id=None, service_principal_id=None, service_principal_risk=None,
        user_action=None, auth_context=None, context=None, satisfied=None, completed_combinations=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn what_if(
        &self,
        py: Python<'_>,
        user_id: Option<String>,
        client_id: Option<String>,
        service_principal_id: Option<String>,
        service_principal_risk: Option<&str>,
        user_action: Option<&str>,
        auth_context: Option<String>,
        context: Option<&Bound<'_, PyAny>>,
        satisfied: Option<Vec<String>>,
        completed_combinations: Option<Vec<String>>,
    ) -> PyResult<Py<PyAny>> {
        let control = |(index, given): (usize, &String)| {
            word(py, given, &format!("satisfied[{index}]"), core::Control::from_word)
        };
        let risk = core::RiskLevel::from_word;
        let sign_in = core::WhatIf {
            user_id,
            service_principal_id,
            service_principal_risk: maybe_word(py, service_principal_risk, "service_principal_risk", risk)?,
            client_id,
            user_action: maybe_word(py, user_action, "user_action", core::UserAction::from_word)?,
            auth_context,
            context: sign_in_context(context)?,
            satisfied: satisfied.iter().flatten().enumerate().map(control).collect::<PyResult<_>>()?,
            completed_combinations: completed_combinations.unwrap_or_default(),
        };
        let found = detached(py, || self.0.what_if(&sign_in))?;
        decision(py, found)
    }

    /// Why a sign-in of the log went as it did, in plain words.
    fn explain(&self, py: Python<'_>, sign_in_id: &str) -> PyResult<Py<PyAny>> {
        explanation(py, detached(py, || self.0.explain(sign_in_id))?)
    }

    /// Takes in every Conditional Access document in a file, in any encoding and wrapper that exports use.
    #[pyo3(signature = (file, *, state=None, keep_going=false))]
    fn import_(
        &self,
        py: Python<'_>,
        file: &Bound<'_, PyAny>,
        state: Option<&str>,
        keep_going: bool,
    ) -> PyResult<Py<PyAny>> {
        let state = match state {
            None => None,
            Some("enabled") => Some(core::PolicyState::Enabled),
            Some("disabled") => Some(core::PolicyState::Disabled),
            Some("enabledForReportingButNotEnforced") => Some(core::PolicyState::ReportOnly),
            Some(_) => return Err(invalid(py, "state", "is no such state")),
        };
        let options = core::ImportOptions { state, keep_going };
        let text: Option<String> = file.extract().ok();
        let bytes: &[u8] = match &text {
            Some(text) => text.as_bytes(),
            None => file.extract().map_err(|_| PyTypeError::new_err("file: expected bytes or str"))?,
        };
        import_report(py, detached(py, || self.0.import(bytes, &options))?)
    }

    /// The sign-in log, newest first.
    #[pyo3(signature = (*, user_id=None, client_id=None, result=None, since=None, until=None, limit=50,
        cursor=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn sign_ins(
        &self,
        py: Python<'_>,
        user_id: Option<String>,
        client_id: Option<String>,
        result: Option<&str>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        limit: u32,
        cursor: Option<String>,
    ) -> PyResult<Py<PyAny>> {
        let result = match result {
            Some(word) => Some(
                core::SignInResult::from_word(word)
                    .ok_or_else(|| invalid(py, "result", "is no such result"))?,
            ),
            None => None,
        };
        let query = core::SignInQuery {
            user_id,
            client_id,
            result,
            since: maybe_moment(since, "since")?,
            until: maybe_moment(until, "until")?,
            limit,
            cursor,
        };
        let page = detached(py, || self.0.sign_ins(&query))?;
        sign_in_page(py, page)
    }

    /// The audit log, newest first.
    #[pyo3(signature = (*, actor=None, action=None, target_id=None, since=None, until=None, limit=50, cursor=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn audit_log(
        &self,
        py: Python<'_>,
        actor: Option<String>,
        action: Option<String>,
        target_id: Option<String>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        limit: u32,
        cursor: Option<String>,
    ) -> PyResult<Py<PyAny>> {
        let query = core::AuditQuery {
            actor,
            action,
            target_id,
            since: maybe_moment(since, "since")?,
            until: maybe_moment(until, "until")?,
            limit,
            cursor,
        };
        let page = detached(py, || self.0.audit_log(&query))?;
        audit_page(py, page)
    }

    fn __repr__(&self) -> String {
        format!("<doorstep.Tenant {}>", self.0.id())
    }
}
