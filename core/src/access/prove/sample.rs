//! One concrete sign-in that stands for a class of them, and the choices that it is put together from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::devices::Setting;
use crate::access::context::SignInContext;
use crate::access::control::Control;
use crate::access::decide::Facts;
use crate::access::decision::Decision;
use crate::access::strength::Combination;
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};
use crate::access::{PolicySet, compile};

/// The user that no policy names.
pub(super) const ANY_OTHER_USER: &str = "(any other user)";
/// The app that no policy names.
pub(super) const ANY_OTHER_APP: &str = "(any other app)";
/// The organization that no policy names.
pub(super) const ANY_OTHER_TENANT: &str = "(any other organization)";

/// One sign-in, complete enough to decide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct SampleSignIn {
    /// Who signs in; `(any other user)` for somebody whose id no policy names.
    pub(crate) user_id: String,
    /// The user's groups, of those that policies name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) group_ids: Vec<String>,
    /// The user's directory roles, of those that policies name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) role_ids: Vec<String>,
    /// The app; `(any other app)` for one that no policy names.
    pub(crate) client_id: String,
    /// The groups of apps that it is in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) app_groups: Vec<String>,
    /// Its custom security attributes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) app_attributes: BTreeMap<String, Vec<String>>,
    /// What is done, when it is not signing in to an app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_action: Option<UserAction>,
    /// The authentication context that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) authentication_context: Option<String>,
    /// The request.
    pub(crate) context: SignInContext,
    /// The controls that are satisfied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) satisfied: Vec<Control>,
    /// The combinations of methods that were used, as in `"password,sms"`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) completed: Vec<String>,
    /// The terms of use that were accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) accepted_terms: Vec<String>,
}

/// One thing that a sign-in can be like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Patch {
    Who {
        user_id: String,
        groups: Vec<String>,
        roles: Vec<String>,
        kind: UserType,
        home: Option<String>,
    },
    Target(Target),
    Platform(Option<DevicePlatform>),
    ClientApp(Option<ClientAppType>),
    Place {
        ip: Option<String>,
        country: Option<String>,
        gps_country: Option<String>,
        compliant_network: bool,
    },
    SignInRisk(Option<RiskLevel>),
    UserRisk(Option<RiskLevel>),
    InsiderRisk(Option<InsiderRiskLevel>),
    Flow(Option<AuthenticationFlow>),
    Device(Vec<Setting>),
}

/// What is signed in to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Target {
    pub(super) client_id: String,
    pub(super) groups: Vec<String>,
    pub(super) attributes: BTreeMap<String, Vec<String>>,
    pub(super) action: Option<UserAction>,
    pub(super) context: Option<String>,
}

impl SampleSignIn {
    /// What `set` says of it.
    pub(crate) fn decide(&self, set: &PolicySet) -> Decision {
        let completed: Vec<Combination> =
            self.completed.iter().filter_map(|text| Combination::parse(text)).collect();
        set.decide(&Facts {
            user_id: &self.user_id,
            group_ids: &self.group_ids,
            role_ids: &self.role_ids,
            client_id: &self.client_id,
            app_groups: &self.app_groups,
            app_attributes: (!self.app_attributes.is_empty()).then_some(&self.app_attributes),
            user_action: self.user_action,
            authentication_context: self.authentication_context.as_deref(),
            context: &self.context,
            satisfied: &self.satisfied,
            completed: &completed,
            accepted_terms: &self.accepted_terms,
            ..Facts::default()
        })
    }

    /// As JSON in the fields that [`evaluate`](crate::evaluate) takes, so that it can be tried again.
    pub(crate) fn to_json(&self) -> String {
        let context = &self.context;
        let terms = self.accepted_terms.iter().map(|id| format!("{}:{id}", Control::TermsOfUse.as_str()));
        let satisfied: Vec<String> =
            self.satisfied.iter().map(|control| control.as_str().to_owned()).collect();
        let satisfied: Vec<String> =
            satisfied.into_iter().chain(terms).chain(context.satisfied_controls.iter().cloned()).collect();
        let fields = [
            ("userId", json!(self.user_id)),
            ("userType", json!(context.user_type)),
            ("homeTenantId", json!(context.home_tenant_id)),
            ("groupIds", json!(self.group_ids)),
            ("roleIds", json!(self.role_ids)),
            ("appId", json!(self.client_id)),
            ("appGroups", json!(self.app_groups)),
            ("appAttributes", json!(self.app_attributes)),
            ("userAction", json!(self.user_action)),
            ("authContext", json!(self.authentication_context)),
            ("clientAppType", json!(context.client_app_type)),
            ("platform", json!(context.platform)),
            ("ip", json!(context.ip)),
            ("country", json!(context.country)),
            ("gpsCountry", json!(context.gps_country)),
            ("compliantNetwork", json!(context.compliant_network)),
            ("userRisk", json!(context.user_risk)),
            ("signInRisk", json!(context.sign_in_risk)),
            ("insiderRisk", json!(context.insider_risk)),
            ("authFlow", json!(context.authentication_flow)),
            ("device", json!(context.device)),
            ("completedCombinations", json!(self.completed)),
            ("satisfiedControls", json!(satisfied)),
        ];
        let said = |value: &Value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(values) => !values.is_empty(),
            Value::Object(fields) => !fields.is_empty(),
            _ => true,
        };
        let fields = fields.into_iter().filter(|(_, value)| said(value));
        Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect()).to_string()
    }

    /// The policies of which one aspect holds for it.
    pub(super) fn row(&self, set: &PolicySet, aspect: usize) -> compile::Bits {
        self.decide(set).verdict.row(aspect).into()
    }

    pub(super) fn with(mut self, patch: &Patch) -> SampleSignIn {
        let context = &mut self.context;
        match patch {
            Patch::Who { user_id, groups, roles, kind, home } => {
                self.user_id.clone_from(user_id);
                self.group_ids.clone_from(groups);
                self.role_ids.clone_from(roles);
                context.user_type = Some(*kind);
                context.home_tenant_id.clone_from(home);
            }
            Patch::Target(target) => {
                self.client_id.clone_from(&target.client_id);
                self.app_groups.clone_from(&target.groups);
                self.app_attributes.clone_from(&target.attributes);
                self.user_action = target.action;
                self.authentication_context.clone_from(&target.context);
            }
            Patch::Platform(platform) => context.platform = *platform,
            Patch::ClientApp(kind) => context.client_app_type = *kind,
            Patch::Place { ip, country, gps_country, compliant_network } => {
                context.ip.clone_from(ip);
                context.country.clone_from(country);
                context.gps_country.clone_from(gps_country);
                context.compliant_network = compliant_network.then_some(true);
            }
            Patch::SignInRisk(risk) => context.sign_in_risk = *risk,
            Patch::UserRisk(risk) => context.user_risk = *risk,
            Patch::InsiderRisk(risk) => context.insider_risk = *risk,
            Patch::Flow(flow) => context.authentication_flow = *flow,
            Patch::Device(settings) if settings.is_empty() => {}
            Patch::Device(settings) => {
                let device = context.device.get_or_insert_default();
                settings.iter().for_each(|setting| setting.apply(device));
            }
        }
        self
    }
}
