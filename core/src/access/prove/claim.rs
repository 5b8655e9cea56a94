//! What somebody says of all sign-ins of a kind, to be proven or to be shown wrong.

use super::KnownUser;
use crate::access::control::Control;
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};

/// What somebody says of all sign-ins of a kind: `every sign-in of <who> to <apps> with <conditions> <demand>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// Whose sign-ins.
    pub(crate) who: Scope,
    /// To what.
    pub(crate) apps: AppScope,
    /// Under which circumstances.
    pub(crate) conditions: ConditionScope,
    /// What is said of them.
    pub(crate) demand: ClaimDemand,
}

/// Some users: those that anything here names, but for those that anything excludes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// All of them.
    pub(crate) everyone: bool,
    /// These users.
    pub(crate) user_ids: Vec<String>,
    /// The members of these groups.
    pub(crate) group_ids: Vec<String>,
    /// The holders of these roles.
    pub(crate) role_ids: Vec<String>,
    /// Users who belong to the tenant in one of these ways.
    pub(crate) user_types: Vec<UserType>,
    /// But not these users.
    pub(crate) exclude_user_ids: Vec<String>,
    /// Nor the members of these groups.
    pub(crate) exclude_group_ids: Vec<String>,
    /// Nor the holders of these roles.
    pub(crate) exclude_role_ids: Vec<String>,
    /// Nor users who belong to the tenant in one of these ways.
    pub(crate) exclude_user_types: Vec<UserType>,
}

/// What is signed in to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AppScope {
    /// Every app.
    pub(crate) all: bool,
    /// These apps, or those in these groups of apps (`Office365`, `MicrosoftAdminPortals`).
    pub(crate) ids: Vec<String>,
    /// But not these.
    pub(crate) exclude_ids: Vec<String>,
    /// These actions, which are no apps.
    pub(crate) user_actions: Vec<UserAction>,
    /// Requests for these authentication contexts alone.
    pub(crate) authentication_contexts: Vec<String>,
}

/// Under which circumstances. A list that is empty asks for nothing, and "unknown" is among what it then allows; one that
/// is not allows only what it lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ConditionScope {
    /// Inside any of these named locations; `AllTrusted` means every trusted one.
    pub(crate) in_locations: Vec<String>,
    /// Outside all of these named locations.
    pub(crate) outside_locations: Vec<String>,
    /// On one of these platforms.
    pub(crate) platforms: Vec<DevicePlatform>,
    /// From one of these kinds of clients.
    pub(crate) client_app_types: Vec<ClientAppType>,
    /// At one of these sign-in risks.
    pub(crate) sign_in_risk_levels: Vec<RiskLevel>,
    /// At one of these user risks.
    pub(crate) user_risk_levels: Vec<RiskLevel>,
    /// At one of these insider risks.
    pub(crate) insider_risk_levels: Vec<InsiderRiskLevel>,
    /// By one of these flows.
    pub(crate) authentication_flows: Vec<AuthenticationFlow>,
    /// On devices for which this filter rule holds, as in `device.isCompliant -eq True`.
    pub(crate) device_filter: Option<String>,
}

/// What is said of every such sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClaimDemand {
    /// It is blocked, whatever controls are satisfied.
    Blocked,
    /// No policy blocks it: it goes through once its controls are satisfied.
    NotBlocked,
    /// It goes through with no control satisfied.
    Allowed,
    /// Without any of these controls it does not go through, whatever else is satisfied. Graph's words, with an id where
    /// there are several of a kind: `mfa`, `authenticationStrength:00000000-…`, `termsOfUse:7d5a…`.
    RequiresAnyOf(Vec<String>),
    /// Without each of these it does not go through.
    RequiresAllOf(Vec<String>),
}

impl Claim {
    /// `demand`, of every sign-in of everybody to every app.
    pub(crate) fn everywhere(demand: ClaimDemand) -> Claim {
        Claim { who: Scope::everyone(), apps: AppScope::all(), conditions: ConditionScope::default(), demand }
    }
}

impl Scope {
    /// All users.
    pub(crate) fn everyone() -> Scope {
        Scope { everyone: true, ..Scope::default() }
    }

    /// Whether a user is among them.
    pub(crate) fn covers(&self, user: &KnownUser) -> bool {
        let kind = user.user_type.unwrap_or(UserType::Member);
        let among = |users: &[String], groups: &[String], roles: &[String], kinds: &[UserType]| {
            shares(users, std::slice::from_ref(&user.user_id))
                || shares(groups, &user.group_ids)
                || shares(roles, &user.role_ids)
                || kinds.contains(&kind)
        };
        let named = among(&self.user_ids, &self.group_ids, &self.role_ids, &self.user_types);
        let excluded = among(
            &self.exclude_user_ids,
            &self.exclude_group_ids,
            &self.exclude_role_ids,
            &self.exclude_user_types,
        );
        (self.everyone || named) && !excluded
    }
}

impl AppScope {
    /// Every app.
    pub(crate) fn all() -> AppScope {
        AppScope { all: true, ..AppScope::default() }
    }
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.eq_ignore_ascii_case(b)))
}

/// A control as a claim names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) control: Control,
    /// In lower case; any of that kind where there is none.
    pub(super) id: Option<String>,
}

impl Named {
    pub(super) fn read(text: &str) -> Option<Named> {
        let (word, id) = match text.split_once(':') {
            Some((word, id)) if !id.trim().is_empty() => (word, Some(id.trim().to_ascii_lowercase())),
            Some(_) => return None,
            None => (text, None),
        };
        let control = Control::from_word(word.trim())?;
        // Of the others there is only one of a kind.
        let several = matches!(
            control,
            Control::AuthenticationStrength | Control::TermsOfUse | Control::CustomAuthenticationFactor
        );
        (several || id.is_none()).then_some(Named { control, id })
    }
}
