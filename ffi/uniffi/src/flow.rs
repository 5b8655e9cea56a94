//! User flows and their attributes.

use doorstep_core as core;

use crate::call::{Result, guarded};
pub(crate) use core::{
    AttributeKind, FlowAttribute, IdentityProvider, NewUserFlow, UserFlow, UserFlowChanges,
};

#[uniffi::remote(Enum)]
pub(crate) enum AttributeKind {
    String,
    Boolean,
    Integer,
    Choice,
}

#[uniffi::remote(Record)]
pub(crate) struct FlowAttribute {
    pub name: String,
    pub label: String,
    pub kind: AttributeKind,
    pub required: bool,
    pub pattern: Option<String>,
    pub choices: Vec<String>,
}

#[uniffi::remote(Enum)]
pub(crate) enum IdentityProvider {
    EmailPassword,
    EmailOtp,
}

#[uniffi::remote(Record)]
pub(crate) struct UserFlow {
    pub id: String,
    pub display_name: String,
    pub identity_provider: IdentityProvider,
    pub sign_up_allowed: bool,
    pub attributes: Vec<FlowAttribute>,
    pub client_ids: Vec<String>,
    pub reveal_existing_accounts: bool,
    pub created_at: i64,
}

#[uniffi::remote(Record)]
pub(crate) struct NewUserFlow {
    pub display_name: String,
    pub identity_provider: IdentityProvider,
    pub sign_up_allowed: bool,
    pub attributes: Vec<FlowAttribute>,
    pub client_ids: Vec<String>,
    pub reveal_existing_accounts: bool,
}

#[uniffi::remote(Record)]
pub(crate) struct UserFlowChanges {
    pub display_name: Option<String>,
    pub identity_provider: Option<IdentityProvider>,
    pub sign_up_allowed: Option<bool>,
    pub attributes: Option<Vec<FlowAttribute>>,
    pub reveal_existing_accounts: Option<bool>,
}

/// User flows: how people sign up and in.
#[derive(uniffi::Object)]
pub(crate) struct UserFlows(pub(crate) core::UserFlows);

#[uniffi::export]
impl UserFlows {
    /// Creates a flow and attaches its apps.
    fn create(&self, new: NewUserFlow) -> Result<UserFlow> {
        guarded(|| self.0.create(&new))
    }

    /// Creates a flow from Microsoft Graph's `externalUsersSelfServiceSignUpEventsFlow` JSON.
    fn create_from_graph(&self, document: String) -> Result<UserFlow> {
        guarded(|| self.0.create_from_graph(&document))
    }

    /// The flow as Microsoft Graph's JSON.
    fn to_graph(&self, flow_id: String) -> Result<String> {
        guarded(|| self.0.to_graph(&flow_id))
    }

    /// Every flow, oldest first.
    fn list(&self) -> Result<Vec<UserFlow>> {
        guarded(|| self.0.list())
    }

    /// One flow.
    fn get(&self, flow_id: String) -> Result<UserFlow> {
        guarded(|| self.0.get(&flow_id))
    }

    /// Changes what is given and leaves the rest.
    fn update(&self, flow_id: String, changes: UserFlowChanges) -> Result<UserFlow> {
        guarded(|| self.0.update(&flow_id, &changes))
    }

    /// Puts an app into a flow. An app is in at most one.
    fn attach_app(&self, flow_id: String, client_id: String) -> Result<()> {
        guarded(|| self.0.attach_app(&flow_id, &client_id))
    }

    /// Takes an app out of a flow.
    fn detach_app(&self, flow_id: String, client_id: String) -> Result<()> {
        guarded(|| self.0.detach_app(&flow_id, &client_id))
    }

    /// Deletes a flow; its apps are in none then.
    fn delete(&self, flow_id: String) -> Result<()> {
        guarded(|| self.0.delete(&flow_id))
    }
}
