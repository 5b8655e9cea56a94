//! Directory roles: who may administer what.
//!
//! Ids are Microsoft's role template ids, so that policies which name roles carry over.

use serde::{Deserialize, Serialize};

/// A directory role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectoryRole {
    /// Microsoft's role template id.
    pub id: String,
    /// The name in the Microsoft Entra admin center.
    pub display_name: String,
}

/// A role as the code names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    GlobalAdministrator,
    SecurityAdministrator,
    ConditionalAccessAdministrator,
    AuthenticationPolicyAdministrator,
    AuthenticationAdministrator,
    PrivilegedAuthenticationAdministrator,
    PrivilegedRoleAdministrator,
    UserAdministrator,
    GroupsAdministrator,
    ApplicationAdministrator,
    CloudApplicationAdministrator,
    UserFlowAdministrator,
    GlobalReader,
    SecurityReader,
}

impl Role {
    /// Every role that can be assigned.
    pub(crate) const ALL: [Role; 14] = [
        Role::GlobalAdministrator,
        Role::SecurityAdministrator,
        Role::ConditionalAccessAdministrator,
        Role::AuthenticationPolicyAdministrator,
        Role::AuthenticationAdministrator,
        Role::PrivilegedAuthenticationAdministrator,
        Role::PrivilegedRoleAdministrator,
        Role::UserAdministrator,
        Role::GroupsAdministrator,
        Role::ApplicationAdministrator,
        Role::CloudApplicationAdministrator,
        Role::UserFlowAdministrator,
        Role::GlobalReader,
        Role::SecurityReader,
    ];

    /// The template ids of all of them.
    pub(crate) fn ids() -> Vec<String> {
        Role::ALL.iter().map(|role| role.id().to_owned()).collect()
    }

    /// Microsoft's template id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Role::GlobalAdministrator => "62e90394-69f5-4237-9190-012177145e10",
            Role::SecurityAdministrator => "194ae4cb-b126-40b2-bd5b-6091b380977d",
            Role::ConditionalAccessAdministrator => "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
            Role::AuthenticationPolicyAdministrator => "0526716b-113d-4c15-b2c8-68e3c22b9f80",
            Role::AuthenticationAdministrator => "c4e39bd9-1100-46d3-8c65-fb160da0071f",
            Role::PrivilegedAuthenticationAdministrator => "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
            Role::PrivilegedRoleAdministrator => "e8611ab8-c189-46e8-94e1-60213ab1f814",
            Role::UserAdministrator => "fe930be7-5e62-47db-91af-98c3a49a38b1",
            Role::GroupsAdministrator => "fdd7a751-b60b-444a-984c-02652fe8fa1c",
            Role::ApplicationAdministrator => "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
            Role::CloudApplicationAdministrator => "158c047a-c907-4556-b7ef-446551a6b5f7",
            Role::UserFlowAdministrator => "6e591065-9bad-43ed-90f3-e9424366d2f0",
            Role::GlobalReader => "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
            Role::SecurityReader => "5d6b6bb7-de71-4623-b4af-96380a352509",
        }
    }

    /// The name people know it by.
    pub(crate) fn display_name(self) -> &'static str {
        match self {
            Role::GlobalAdministrator => "Global Administrator",
            Role::SecurityAdministrator => "Security Administrator",
            Role::ConditionalAccessAdministrator => "Conditional Access Administrator",
            Role::AuthenticationPolicyAdministrator => "Authentication Policy Administrator",
            Role::AuthenticationAdministrator => "Authentication Administrator",
            Role::PrivilegedAuthenticationAdministrator => "Privileged Authentication Administrator",
            Role::PrivilegedRoleAdministrator => "Privileged Role Administrator",
            Role::UserAdministrator => "User Administrator",
            Role::GroupsAdministrator => "Groups Administrator",
            Role::ApplicationAdministrator => "Application Administrator",
            Role::CloudApplicationAdministrator => "Cloud Application Administrator",
            Role::UserFlowAdministrator => "External ID User Flow Administrator",
            Role::GlobalReader => "Global Reader",
            Role::SecurityReader => "Security Reader",
        }
    }

    /// Finds a role by its id or its display name, in any case.
    pub(crate) fn find(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| {
            role.id().eq_ignore_ascii_case(text) || role.display_name().eq_ignore_ascii_case(text)
        })
    }

    /// The public form.
    pub(crate) fn record(self) -> DirectoryRole {
        DirectoryRole { id: self.id().into(), display_name: self.display_name().into() }
    }
}

/// What an administrative call is about, and so which roles may make it (Microsoft's "least privileged roles by
/// task"). A Global Administrator may do everything and is added by [`Area::needs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Conditional Access policies.
    Policies,
    /// The authentication methods policy.
    Methods,
    /// User flows.
    UserFlows,
    /// App registrations.
    Apps,
    /// Users, and what belongs to one.
    Users,
    /// Sign-in methods, passwords and sessions of one user.
    Credentials,
    /// Groups and their members.
    Groups,
    /// Role assignments.
    Roles,
    /// The tenant's own settings.
    Settings,
    /// Reading anything, the logs included.
    Read,
}

impl Area {
    /// The roles of which one must be held.
    pub(crate) fn needs(self) -> Vec<Role> {
        let mut roles = match self {
            Area::Policies => vec![Role::ConditionalAccessAdministrator, Role::SecurityAdministrator],
            Area::Methods => vec![
                Role::AuthenticationPolicyAdministrator,
                // The how-to of the product names this role for the step "enable Email OTP".
                Role::ConditionalAccessAdministrator,
                Role::SecurityAdministrator,
            ],
            Area::UserFlows => vec![Role::UserFlowAdministrator],
            Area::Apps => vec![Role::CloudApplicationAdministrator, Role::ApplicationAdministrator],
            Area::Users => vec![Role::UserAdministrator],
            Area::Credentials => vec![
                Role::AuthenticationAdministrator,
                Role::UserAdministrator,
                Role::PrivilegedAuthenticationAdministrator,
            ],
            Area::Groups => vec![Role::GroupsAdministrator, Role::UserAdministrator],
            Area::Roles => vec![Role::PrivilegedRoleAdministrator],
            Area::Settings => vec![],
            Area::Read => Role::ALL.to_vec(),
        };
        if !roles.contains(&Role::GlobalAdministrator) {
            roles.push(Role::GlobalAdministrator);
        }
        roles
    }
}
