//! What a sign-in is like: the request behind it, its device, and the question of what policies would say of it.

use std::collections::{BTreeMap, HashMap};

use doorstep_core as core;

pub(crate) use core::{
    AuthenticationFlow, ClientAppType, Control, Device, DevicePlatform, InsiderRiskLevel, Reason, RiskLevel,
    SignInContext, UserAction, UserType,
};

/// Sets that may grow cross as Graph's words.
macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        $(uniffi::custom_type!($name, String, {
            remote,
            try_lift: |word| Ok(serde_json::from_value(word.into())?),
            lower: |known| known.as_str().to_owned(),
        });)+

        fn all_words() -> Vec<(&'static str, Vec<&'static str>)> {
            vec![$((stringify!($name), $name::ALL.iter().map(|known| known.as_str()).collect())),+]
        }
    };
}

words!(
    AuthenticationFlow,
    ClientAppType,
    Control,
    DevicePlatform,
    InsiderRiskLevel,
    Reason,
    RiskLevel,
    UserAction,
    UserType,
);

/// Every word of these sets, by the set's name: for tests of the packages, which have them as enums.
#[uniffi::export]
fn words() -> HashMap<String, Vec<String>> {
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    all_words().into_iter().map(|(name, words)| (name.to_owned(), owned(words))).collect()
}

/// Extension attributes by their numbers.
pub(crate) type Extensions = BTreeMap<u8, String>;

uniffi::custom_type!(Extensions, HashMap<u8, String>, {
    remote,
    try_lift: |texts| Ok(texts.into_iter().collect()),
    lower: |texts| texts.into_iter().collect(),
});

#[uniffi::remote(Record)]
pub(crate) struct Device {
    pub registered: Option<bool>,
    pub is_managed: Option<bool>,
    pub device_id: Option<String>,
    pub display_name: Option<String>,
    pub device_ownership: Option<String>,
    pub enrollment_profile_name: Option<String>,
    pub is_compliant: Option<bool>,
    pub manufacturer: Option<String>,
    pub mdm_app_id: Option<String>,
    pub model: Option<String>,
    pub operating_system: Option<String>,
    pub operating_system_version: Option<String>,
    pub physical_ids: Vec<String>,
    pub profile_type: Option<String>,
    pub system_labels: Vec<String>,
    pub trust_type: Option<String>,
    pub extension_attributes: Extensions,
}

#[uniffi::remote(Record)]
pub(crate) struct SignInContext {
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub locale: Option<String>,
    pub country: Option<String>,
    pub gps_country: Option<String>,
    pub compliant_network: Option<bool>,
    pub client_app_type: Option<ClientAppType>,
    pub platform: Option<DevicePlatform>,
    pub device: Option<Device>,
    pub user_risk: Option<RiskLevel>,
    pub sign_in_risk: Option<RiskLevel>,
    pub insider_risk: Option<InsiderRiskLevel>,
    pub authentication_flow: Option<AuthenticationFlow>,
    pub user_type: Option<UserType>,
    pub home_tenant_id: Option<String>,
    pub satisfied_controls: Vec<String>,
}

/// A sign-in to ask about. What is satisfied comes as words, which may be wrong.
#[derive(uniffi::Record)]
pub(crate) struct WhatIf {
    /// Who signs in.
    pub user_id: Option<String>,
    /// The workload identity that signs in, instead of a user.
    pub service_principal_id: Option<String>,
    /// How likely it is in somebody else's hands.
    pub service_principal_risk: Option<RiskLevel>,
    /// The app that is signed in to.
    pub client_id: Option<String>,
    /// What is done, when it is not signing in to an app.
    pub user_action: Option<UserAction>,
    /// The authentication context that is asked for.
    pub auth_context: Option<String>,
    /// The request.
    pub context: SignInContext,
    /// Grant controls that are satisfied already.
    pub satisfied: Vec<String>,
    /// Methods that were used together.
    pub completed_combinations: Vec<String>,
}

impl WhatIf {
    pub(crate) fn into_core(self) -> core::Result<core::WhatIf> {
        let WhatIf {
            user_id,
            service_principal_id,
            service_principal_risk,
            client_id,
            user_action,
            auth_context,
            context,
            satisfied,
            completed_combinations,
        } = self;
        let known = satisfied.iter().enumerate().map(|(index, word)| {
            Control::from_word(word).ok_or_else(|| core::Error::InvalidArgument {
                field: format!("satisfied[{index}]"),
                reason: "must be a grant control in Graph's words such as mfa".into(),
            })
        });
        Ok(core::WhatIf {
            satisfied: known.collect::<core::Result<_>>()?,
            user_id,
            service_principal_id,
            service_principal_risk,
            client_id,
            user_action,
            auth_context,
            context,
            completed_combinations,
        })
    }
}
