//! Policies that most tenants want, ready to be stored: in Graph's JSON, report-only until somebody enables them.
//!
//! They follow the templates that Microsoft Entra offers, and its naming: sequence number, apps, response, principals,
//! conditions.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::{Error, Result};

/// A policy that most tenants want.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyTemplate {
    /// Its stable id.
    pub id: String,
    /// What the policy made of it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it belongs to: `foundation`, `zeroTrust`, `remoteWork`, `protectAdministrators` or `emergingThreats`.
    pub category: String,
}

/// What a template cannot know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PolicyTemplateInputs {
    /// Emergency access accounts, which the policy is to leave alone.
    pub break_glass_user_ids: Vec<String>,
    /// Groups of emergency access accounts.
    pub break_glass_group_ids: Vec<String>,
    /// The apps it is about; every app, when there is none here. Templates for certain apps or actions do not look.
    pub app_ids: Vec<String>,
    /// Named locations of the countries to allow, for the template that blocks the others.
    pub allowed_location_ids: Vec<String>,
    /// Where somebody may register methods without a second factor; the trusted locations, when there is none here.
    pub trusted_location_ids: Vec<String>,
    /// The authentication context to protect: `c1`, when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_context: Option<String>,
}

/// The roles that Microsoft recommends to protect first, by template id.
const ADMINISTRATORS: [&str; 14] = [
    "62e90394-69f5-4237-9190-012177145e10",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "b0f54661-2d74-4c50-afa3-1ec803f12efe",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "966707d0-3269-4727-9be2-8c3a10f19b9d",
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
];
/// The Azure management API.
const AZURE_MANAGEMENT: &str = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
/// The built-in strength that resists phishing.
const PHISHING_RESISTANT: &str = "00000000-0000-0000-0000-000000000004";
const GUESTS: &str = "internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,\
                      otherExternalUser,serviceProvider";
const UNMANAGED: &str = "device.trustType -ne \"ServerAD\" -and device.isCompliant -ne True";

/// Id, what it does and for whom, whether it is about the apps that the inputs name, category, description.
type Row = (&'static str, &'static str, bool, &'static str, &'static str);

const ROWS: [Row; 20] = [
    (
        "require-mfa-all-users",
        "Require MFA For all users",
        true,
        "foundation",
        "Multi-factor authentication of everybody, which stops nearly every attack on accounts.",
    ),
    (
        "block-legacy-authentication",
        "Block For all users When legacy clients",
        true,
        "foundation",
        "Clients that cannot do multi-factor authentication are a way around it.",
    ),
    (
        "secure-security-info-registration",
        "Require MFA For all users When registering security info outside trusted locations",
        false,
        "foundation",
        "Nobody registers a method for an account just taken over.",
    ),
    (
        "require-mfa-guests",
        "Require MFA For guests",
        true,
        "zeroTrust",
        "Multi-factor authentication of everybody from outside.",
    ),
    (
        "require-mfa-admins",
        "Require MFA For administrators",
        true,
        "protectAdministrators",
        "Multi-factor authentication of everybody who holds a privileged directory role.",
    ),
    (
        "require-phishing-resistant-mfa-admins",
        "Require phishing-resistant MFA For administrators",
        true,
        "protectAdministrators",
        "Only methods that cannot be phished for whoever holds a privileged directory role.",
    ),
    (
        "require-mfa-admin-portals",
        "Require MFA For administrators",
        false,
        "protectAdministrators",
        "Multi-factor authentication of administrators in Microsoft's admin portals.",
    ),
    (
        "require-mfa-azure-management",
        "Require MFA For all users",
        false,
        "protectAdministrators",
        "Multi-factor authentication of everybody who manages Azure resources.",
    ),
    (
        "require-compliant-device-admins",
        "Require compliant or hybrid joined device For administrators",
        true,
        "protectAdministrators",
        "Administrators work on devices that the organization manages.",
    ),
    (
        "require-mfa-outside-trusted-locations",
        "Require MFA For all users When outside trusted locations",
        true,
        "remoteWork",
        "Multi-factor authentication of everybody who is not at a trusted location.",
    ),
    (
        "block-outside-allowed-countries",
        "Block For all users When outside allowed countries",
        true,
        "remoteWork",
        "No sign-in from countries where nobody is expected.",
    ),
    (
        "require-compliant-device-or-mfa",
        "Require compliant or hybrid joined device or MFA For all users",
        true,
        "zeroTrust",
        "A device that the organization manages, or multi-factor authentication.",
    ),
    (
        "limit-sessions-on-unmanaged-devices",
        "Limit session For all users When unmanaged device",
        false,
        "zeroTrust",
        "On devices that nobody manages, sessions end with the browser and last an hour.",
    ),
    (
        "block-unknown-platforms",
        "Block For all users When unknown platform",
        true,
        "zeroTrust",
        "No sign-in from platforms that nobody supports.",
    ),
    (
        "require-mfa-device-registration",
        "Require MFA For all users When registering a device",
        false,
        "foundation",
        "Nobody joins a device with a password alone.",
    ),
    (
        "require-mfa-risky-sign-ins",
        "Require MFA For all users When medium or high sign-in risk",
        true,
        "zeroTrust",
        "Multi-factor authentication, each time, where the host finds a sign-in risky.",
    ),
    (
        "require-password-change-risky-users",
        "Require MFA and password change For all users When high user risk",
        false,
        "zeroTrust",
        "A new password, set after multi-factor authentication, where the host finds an account at risk.",
    ),
    (
        "block-device-code-flow",
        "Block For all users When device code flow",
        true,
        "emergingThreats",
        "A code that somebody is talked into entering signs in the attacker.",
    ),
    (
        "block-authentication-transfer",
        "Block For all users When authentication transfer",
        true,
        "emergingThreats",
        "No sign-in is handed from one device to another.",
    ),
    (
        "require-mfa-authentication-context",
        "Require MFA For all users",
        false,
        "zeroTrust",
        "Multi-factor authentication before what an app protects with an authentication context.",
    ),
];

/// Every template.
pub fn policy_templates() -> Vec<PolicyTemplate> {
    let inputs = PolicyTemplateInputs::default();
    let made = ROWS.iter().enumerate().map(|(at, (id, _, _, category, description))| PolicyTemplate {
        id: (*id).to_owned(),
        name: name(at, &inputs),
        description: (*description).to_owned(),
        category: (*category).to_owned(),
    });
    made.collect()
}

/// The policy of a template, in Graph's JSON and report-only.
///
/// # Errors
/// `not_found{template}`; `invalid_argument` for what the template cannot do without.
pub fn policy_template(id: &str, inputs: &PolicyTemplateInputs) -> Result<String> {
    let at = ROWS.iter().position(|row| row.0 == id).ok_or_else(|| Error::not_found("template"))?;
    let mut document = json!({
        "displayName": name(at, inputs),
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "clientAppTypes": ["all"],
            "users": {
                "includeUsers": ["All"],
                "excludeUsers": inputs.break_glass_user_ids,
                "excludeGroups": inputs.break_glass_group_ids,
            },
            "applications": {"includeApplications": included_apps(inputs)},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    });
    adapt(id, inputs, &mut document)?;
    Ok(document.to_string())
}

/// Makes the policy that requires MFA of everybody into the one that is asked for.
fn adapt(id: &str, inputs: &PolicyTemplateInputs, document: &mut Value) -> Result<()> {
    let block = json!({"operator": "OR", "builtInControls": ["block"]});
    let managed = ["compliantDevice", "domainJoinedDevice"];
    match id {
        "require-mfa-admins"
        | "require-phishing-resistant-mfa-admins"
        | "require-compliant-device-admins"
        | "require-mfa-admin-portals" => {
            document["conditions"]["users"]["includeUsers"] = json!([]);
            document["conditions"]["users"]["includeRoles"] = json!(ADMINISTRATORS);
        }
        "require-mfa-guests" => {
            let guests =
                json!({"guestOrExternalUserTypes": GUESTS, "externalTenants": {"membershipKind": "all"}});
            document["conditions"]["users"]["includeUsers"] = json!([]);
            document["conditions"]["users"]["includeGuestsOrExternalUsers"] = guests;
        }
        _ => {}
    }
    let (conditions, grant) = match id {
        "block-legacy-authentication" => {
            (json!({"clientAppTypes": ["exchangeActiveSync", "other"]}), Some(block))
        }
        "secure-security-info-registration" => {
            let trusted = match inputs.trusted_location_ids.as_slice() {
                [] => json!(["AllTrusted"]),
                ids => json!(ids),
            };
            let conditions = json!({
                "applications": {"includeUserActions": ["urn:user:registersecurityinfo"]},
                "locations": {"includeLocations": ["All"], "excludeLocations": trusted}
            });
            (conditions, None)
        }
        "require-phishing-resistant-mfa-admins" => {
            let strength = json!({"operator": "OR", "authenticationStrength": {"id": PHISHING_RESISTANT}});
            (json!({}), Some(strength))
        }
        "require-mfa-admin-portals" => {
            (json!({"applications": {"includeApplications": ["MicrosoftAdminPortals"]}}), None)
        }
        "require-mfa-azure-management" => {
            (json!({"applications": {"includeApplications": [AZURE_MANAGEMENT]}}), None)
        }
        "require-compliant-device-admins" => {
            (json!({}), Some(json!({"operator": "OR", "builtInControls": managed})))
        }
        "require-compliant-device-or-mfa" => {
            let any = [managed[0], managed[1], "mfa"];
            (json!({}), Some(json!({"operator": "OR", "builtInControls": any})))
        }
        "require-mfa-outside-trusted-locations" => {
            let outside = json!({"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]});
            (json!({"locations": outside}), None)
        }
        "block-outside-allowed-countries" => {
            if inputs.allowed_location_ids.is_empty() {
                let reason =
                    "must name at least one named location to allow: without one, everybody is blocked";
                return Err(Error::invalid("allowed_location_ids", reason));
            }
            let outside =
                json!({"includeLocations": ["All"], "excludeLocations": inputs.allowed_location_ids});
            (json!({"locations": outside}), Some(block))
        }
        "limit-sessions-on-unmanaged-devices" => {
            document["sessionControls"] = json!({
                "persistentBrowser": {"isEnabled": true, "mode": "never"},
                "signInFrequency": {
                    "isEnabled": true, "value": 1, "type": "hours", "frequencyInterval": "timeBased",
                    "authenticationType": "primaryAndSecondaryAuthentication"
                }
            });
            let filter = json!({"deviceFilter": {"mode": "include", "rule": UNMANAGED}});
            let conditions = json!({"devices": filter, "applications": {"includeApplications": ["All"]}});
            (conditions, Some(Value::Null))
        }
        "block-unknown-platforms" => {
            let known = ["android", "iOS", "windows", "macOS", "linux"];
            let platforms = json!({"includePlatforms": ["all"], "excludePlatforms": known});
            (json!({"platforms": platforms}), Some(block))
        }
        "require-mfa-device-registration" => {
            (json!({"applications": {"includeUserActions": ["urn:user:registerdevice"]}}), None)
        }
        "require-mfa-risky-sign-ins" => {
            let every_time = json!({"isEnabled": true, "frequencyInterval": "everyTime",
                "authenticationType": "primaryAndSecondaryAuthentication"});
            document["sessionControls"] = json!({"signInFrequency": every_time});
            (json!({"signInRiskLevels": ["high", "medium"]}), None)
        }
        "require-password-change-risky-users" => {
            let every_time = json!({"isEnabled": true, "frequencyInterval": "everyTime",
                "authenticationType": "primaryAndSecondaryAuthentication"});
            document["sessionControls"] = json!({"signInFrequency": every_time});
            let both = json!({"operator": "AND", "builtInControls": ["mfa", "passwordChange"]});
            let conditions =
                json!({"userRiskLevels": ["high"], "applications": {"includeApplications": ["All"]}});
            (conditions, Some(both))
        }
        "block-device-code-flow" => {
            (json!({"authenticationFlows": {"transferMethods": "deviceCodeFlow"}}), Some(block))
        }
        "block-authentication-transfer" => {
            (json!({"authenticationFlows": {"transferMethods": "authenticationTransfer"}}), Some(block))
        }
        "require-mfa-authentication-context" => {
            let context = inputs.authentication_context.as_deref().unwrap_or("c1");
            (json!({"applications": {"includeAuthenticationContextClassReferences": [context]}}), None)
        }
        _ => (json!({}), None),
    };
    if let (Some(to), Value::Object(more)) = (document["conditions"].as_object_mut(), conditions) {
        to.extend(more);
    }
    if let Some(grant) = grant {
        document["grantControls"] = grant;
    }
    Ok(())
}

fn included_apps(inputs: &PolicyTemplateInputs) -> Vec<String> {
    if inputs.app_ids.is_empty() { vec!["All".into()] } else { inputs.app_ids.clone() }
}

/// `CA001 - All apps: Require MFA For all users`.
fn name(at: usize, inputs: &PolicyTemplateInputs) -> String {
    let Some((id, does, of_apps, ..)) = ROWS.get(at) else { return String::new() };
    let apps = match (*id, of_apps) {
        ("require-mfa-admin-portals", _) => "Admin portals".to_owned(),
        ("require-mfa-azure-management", _) => "Azure management".to_owned(),
        ("secure-security-info-registration" | "require-mfa-device-registration", _) => {
            "User actions".to_owned()
        }
        ("require-mfa-authentication-context", _) => {
            format!("Authentication context {}", inputs.authentication_context.as_deref().unwrap_or("c1"))
        }
        (_, true) if !inputs.app_ids.is_empty() => "Selected apps".to_owned(),
        _ => "All apps".to_owned(),
    };
    format!("CA{:03} - {apps}: {does}", at + 1)
}

#[cfg(test)]
#[path = "templates_tests.rs"]
mod tests;
