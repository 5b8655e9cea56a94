//! What the policies would say of a sign-in that nobody makes.

use super::{Resource, Tenant};
use crate::access::{
    Combination, Control, Decision, Facts, RiskLevel, ServicePrincipal, SignInContext, UserAction, context_id,
};
use crate::error::{Error, Result};
use crate::store;

/// A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. What is not
/// given is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Who signs in. Groups and roles are looked up.
    pub user_id: Option<String>,
    /// The workload identity that signs in, instead of a user.
    pub service_principal_id: Option<String>,
    /// How likely it is in somebody else's hands.
    pub service_principal_risk: Option<RiskLevel>,
    /// The app that is signed in to.
    pub client_id: Option<String>,
    /// What is done, when it is not signing in to an app.
    pub user_action: Option<UserAction>,
    /// The authentication context that is asked for: `c1` to `c99`.
    pub auth_context: Option<String>,
    /// The request.
    pub context: SignInContext,
    /// Grant controls that are satisfied already.
    pub satisfied: Vec<Control>,
    /// Methods that were used together, in Graph's words, as in `password,email`.
    pub completed_combinations: Vec<String>,
}

impl WhatIf {
    /// A user who signs in to an app.
    pub fn user(user_id: impl Into<String>, client_id: impl Into<String>) -> WhatIf {
        WhatIf { user_id: Some(user_id.into()), client_id: Some(client_id.into()), ..WhatIf::default() }
    }
}

impl Tenant {
    /// What the policies would say of a sign-in. Changes nothing.
    ///
    /// # Errors
    /// `invalid_argument` naming the field: a sign-in is somebody's (`user_id`), a context is `c1` to `c99`
    /// (`auth_context`); `not_found{user}`, `not_found{app}`, `forbidden`.
    pub fn what_if(&self, sign_in: &WhatIf) -> Result<Decision> {
        sign_in.context.validate()?;
        let completed = combinations(&sign_in.completed_combinations)?;
        match (&sign_in.user_id, &sign_in.service_principal_id) {
            (None, None) => return Err(Error::invalid("user_id", "is required, or a service_principal_id")),
            (Some(_), Some(_)) => {
                return Err(Error::invalid("service_principal_id", "cannot be given beside a user_id"));
            }
            _ => {}
        }
        let auth_context = sign_in
            .auth_context
            .as_deref()
            .map(|text| context_id(text).ok_or_else(|| Error::invalid("auth_context", "must be c1 to c99")));
        let auth_context = auth_context.transpose()?;
        let context = &*self.engine.locate(self.id(), &sign_in.context)?;
        let user_id = sign_in.user_id.as_deref();
        self.read("policies.what_if", Resource::one("user", user_id.unwrap_or_default()), |tx| {
            let config = self.engine.configs.get(tx, self.id())?;
            let (mut groups, mut roles, mut terms) = Default::default();
            if let Some(id) = user_id {
                store::directory::find_user(tx, self.id(), id)?;
                groups = config.groups_of(tx, id)?;
                roles = config.roles_of(tx, id)?;
                terms = config.terms_of(tx, id)?;
            }
            let of_app = match &sign_in.client_id {
                Some(client_id) => {
                    config.app(client_id)?;
                    config.facts_of_app(client_id)
                }
                None => Facts::default(),
            };
            let principal = sign_in.service_principal_id.as_deref();
            Ok(config.policy_set.decide(&Facts {
                user_id: user_id.unwrap_or_default(),
                group_ids: &groups,
                role_ids: &roles,
                service_principal: principal
                    .map(|id| ServicePrincipal { id, risk: sign_in.service_principal_risk }),
                user_action: sign_in.user_action,
                authentication_context: auth_context.as_deref(),
                context,
                satisfied: &sign_in.satisfied,
                completed: &completed,
                accepted_terms: &terms,
                ..of_app
            }))
        })
    }
}

fn combinations(texts: &[String]) -> Result<Vec<Combination>> {
    let read = texts.iter().enumerate().map(|(index, text)| {
        Combination::parse(text).ok_or_else(|| {
            let field = format!("completed_combinations[{index}]");
            Error::invalid(field, "must be methods in Graph's words such as password,email")
        })
    });
    read.collect()
}
