//! Grant controls: what a policy can ask of a sign-in, in the order in which people are asked.

use serde::{Deserialize, Serialize};

/// A kind of grant control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Control {
    /// Multi-factor authentication.
    Mfa,
    /// Methods in a combination that an authentication strength allows.
    AuthenticationStrength,
    /// A device that complies with the organization's rules. The host asserts it.
    CompliantDevice,
    /// A device that is joined to the organization's domain. The host asserts it.
    DomainJoinedDevice,
    /// An app that Microsoft approved. The host asserts it.
    ApprovedApplication,
    /// An app with a protection policy. The host asserts it.
    CompliantApplication,
    /// A new password, set in this sign-in.
    PasswordChange,
    /// The user's risk is dealt with. The host asserts it.
    RiskRemediation,
    /// Terms of use that the user has accepted.
    TermsOfUse,
    /// A verified credential. The host asserts it.
    #[serde(rename = "verifiedID")]
    VerifiedId,
    /// A request through the organization's compliant network. The host asserts it.
    CompliantNetwork,
    /// A custom control, by its id. The host asserts it.
    CustomAuthenticationFactor,
}

impl Control {
    /// Every control, in the order in which a user is prompted for them. Source: Microsoft Learn, "Building a
    /// Conditional Access policy", phase 2.
    pub const ALL: &'static [Control] = &[
        Control::Mfa,
        Control::AuthenticationStrength,
        Control::CompliantDevice,
        Control::DomainJoinedDevice,
        Control::ApprovedApplication,
        Control::CompliantApplication,
        Control::PasswordChange,
        Control::RiskRemediation,
        Control::TermsOfUse,
        Control::VerifiedId,
        Control::CompliantNetwork,
        Control::CustomAuthenticationFactor,
    ];

    /// Graph's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Control::Mfa => "mfa",
            Control::AuthenticationStrength => "authenticationStrength",
            Control::CompliantDevice => "compliantDevice",
            Control::DomainJoinedDevice => "domainJoinedDevice",
            Control::ApprovedApplication => "approvedApplication",
            Control::CompliantApplication => "compliantApplication",
            Control::PasswordChange => "passwordChange",
            Control::RiskRemediation => "riskRemediation",
            Control::TermsOfUse => "termsOfUse",
            Control::VerifiedId => "verifiedID",
            Control::CompliantNetwork => "compliantNetwork",
            Control::CustomAuthenticationFactor => "customAuthenticationFactor",
        }
    }

    /// Reads Graph's word, in any case.
    pub fn from_word(word: &str) -> Option<Control> {
        Self::ALL.iter().copied().find(|control| control.as_str().eq_ignore_ascii_case(word))
    }

    /// Whether a prompt can satisfy it. The others hold or do not hold before anybody is asked.
    pub fn prompts(self) -> bool {
        matches!(
            self,
            Control::Mfa | Control::AuthenticationStrength | Control::PasswordChange | Control::TermsOfUse
        )
    }
}

/// One grant control of a policy: its kind and, where there are several of a kind, which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Demand {
    pub(crate) control: Control,
    /// In lower case.
    pub(crate) id: Option<String>,
}

impl Demand {
    pub(super) fn of(control: Control) -> Demand {
        Demand { control, id: None }
    }

    pub(super) fn named(control: Control, id: &str) -> Demand {
        Demand { control, id: Some(id.to_ascii_lowercase()) }
    }

    /// `"mfa"`, `"termsOfUse:7d5a…"`.
    pub(crate) fn name(&self) -> String {
        match &self.id {
            Some(id) => format!("{}:{id}", self.control.as_str()),
            None => self.control.as_str().to_owned(),
        }
    }
}
