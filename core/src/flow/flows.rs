//! The user flows of a tenant.

use super::attribute::FlowAttribute;
use super::graph::UserFlowDocument;
use super::user_flow::{IdentityProvider, NewUserFlow, UserFlow};
use crate::crypto;
use crate::directory::roles::Area;
use crate::error::{Error, Result};
use crate::store::{self, Tx, config as rows};
use crate::tenant::{Resource, Tenant};

/// The user flows of a tenant.
#[derive(Debug, Clone)]
pub struct UserFlows(pub(crate) Tenant);

/// What to change of a flow; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFlowChanges {
    /// A new name.
    pub display_name: Option<String>,
    /// Another first factor.
    pub identity_provider: Option<IdentityProvider>,
    /// Whether people may sign up.
    pub sign_up_allowed: Option<bool>,
    /// Other attributes.
    pub attributes: Option<Vec<FlowAttribute>>,
    /// Whether sign-up says that an address has an account.
    pub reveal_existing_accounts: Option<bool>,
}

impl Tenant {
    /// The tenant's user flows.
    pub fn user_flows(&self) -> UserFlows {
        UserFlows(self.clone())
    }
}

impl UserFlows {
    /// Creates a flow and attaches its apps.
    ///
    /// # Errors
    /// `invalid_argument` naming the place, `already_exists{user_flow}`, `not_found{app}`,
    /// `already_exists{user_flow_of_app}` for an app that is in a flow, `forbidden`.
    pub fn create(&self, new: &NewUserFlow) -> Result<UserFlow> {
        new.validate()?;
        let now = self.0.now();
        let NewUserFlow {
            display_name,
            identity_provider,
            sign_up_allowed,
            attributes,
            client_ids,
            reveal_existing_accounts,
        } = new.clone();
        let flow = UserFlow {
            id: crypto::new_id(now)?,
            display_name,
            identity_provider,
            sign_up_allowed,
            attributes,
            client_ids,
            reveal_existing_accounts,
            created_at: now,
        };
        self.0.change(Area::UserFlows, "user_flows.create", Resource::any("user_flow"), |tx, change| {
            change.created(&flow.id);
            rows::put_user_flow(tx, self.0.id(), &flow)?;
            for client_id in &flow.client_ids {
                self.attach(tx, &flow.id, client_id)?;
            }
            let flow = self.find(tx, &flow.id)?;
            change.after(&flow)?;
            Ok(flow)
        })
    }

    /// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow` JSON.
    ///
    /// # Errors
    /// `policy_invalid{path}`, `policy_unsupported{path}`, and those of [`UserFlows::create`].
    pub fn create_from_graph(&self, document: &str) -> Result<UserFlow> {
        self.create(&UserFlowDocument::parse(document)?)
    }

    /// The flow as Microsoft Graph's JSON.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `forbidden`.
    pub fn to_graph(&self, flow_id: &str) -> Result<String> {
        Ok(UserFlowDocument::to_graph(&self.get(flow_id)?))
    }

    /// Every flow, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<UserFlow>> {
        self.0.read("user_flows.list", Resource::any("user_flow"), |tx| rows::user_flows(tx, self.0.id()))
    }

    /// One flow.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `forbidden`.
    pub fn get(&self, flow_id: &str) -> Result<UserFlow> {
        self.0.read("user_flows.get", Resource::one("user_flow", flow_id), |tx| self.find(tx, flow_id))
    }

    /// Changes what is given and leaves the rest. Running journeys go on by the flow as it is at their next step.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `already_exists{user_flow}`, `invalid_argument` naming the place, `forbidden`.
    pub fn update(&self, flow_id: &str, changes: &UserFlowChanges) -> Result<UserFlow> {
        self.0.change(
            Area::UserFlows,
            "user_flows.update",
            Resource::one("user_flow", flow_id),
            |tx, change| {
                let mut flow = self.find(tx, flow_id)?;
                change.before(&flow)?;
                let UserFlowChanges {
                    display_name,
                    identity_provider,
                    sign_up_allowed,
                    attributes,
                    reveal_existing_accounts,
                } = changes.clone();
                flow.display_name = display_name.unwrap_or(flow.display_name);
                flow.identity_provider = identity_provider.unwrap_or(flow.identity_provider);
                flow.sign_up_allowed = sign_up_allowed.unwrap_or(flow.sign_up_allowed);
                flow.attributes = attributes.unwrap_or(flow.attributes);
                flow.reveal_existing_accounts =
                    reveal_existing_accounts.unwrap_or(flow.reveal_existing_accounts);
                NewUserFlow::from(&flow).validate()?;
                rows::put_user_flow(tx, self.0.id(), &flow)?;
                change.after(&flow)?;
                Ok(flow)
            },
        )
    }

    /// Puts an app into a flow.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `not_found{app}`, `already_exists{user_flow_of_app}`, `forbidden`.
    pub fn attach_app(&self, flow_id: &str, client_id: &str) -> Result<()> {
        self.0.change(
            Area::UserFlows,
            "user_flows.attach_app",
            Resource::one("user_flow", flow_id),
            |tx, change| {
                change.before(&self.find(tx, flow_id)?)?;
                self.attach(tx, flow_id, client_id)?;
                change.after(&self.find(tx, flow_id)?)
            },
        )
    }

    /// Takes an app out of a flow: nobody can sign in to it until it is in one again.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `not_found{user_flow_app}`, `forbidden`.
    pub fn detach_app(&self, flow_id: &str, client_id: &str) -> Result<()> {
        self.0.change(
            Area::UserFlows,
            "user_flows.detach_app",
            Resource::one("user_flow", flow_id),
            |tx, change| {
                change.before(&self.find(tx, flow_id)?)?;
                if !rows::detach_app(tx, self.0.id(), flow_id, client_id)? {
                    return Err(Error::not_found("user_flow_app"));
                }
                change.after(&self.find(tx, flow_id)?)
            },
        )
    }

    /// Deletes a flow; its apps are in none then.
    ///
    /// # Errors
    /// `not_found{user_flow}`, `forbidden`.
    pub fn delete(&self, flow_id: &str) -> Result<()> {
        self.0.change(
            Area::UserFlows,
            "user_flows.delete",
            Resource::one("user_flow", flow_id),
            |tx, change| {
                change.before(&self.find(tx, flow_id)?)?;
                rows::delete_user_flow(tx, self.0.id(), flow_id)
            },
        )
    }

    fn find(&self, tx: Tx<'_>, flow_id: &str) -> Result<UserFlow> {
        let found = rows::user_flows(tx, self.0.id())?.into_iter().find(|flow| flow.id == flow_id);
        found.ok_or_else(|| Error::not_found("user_flow"))
    }

    fn attach(&self, tx: Tx<'_>, flow_id: &str, client_id: &str) -> Result<()> {
        store::directory::find_app(tx, self.0.id(), client_id)?;
        rows::attach_app(tx, self.0.id(), flow_id, client_id)
    }
}
