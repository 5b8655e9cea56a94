//! Generated policies and claims that use everything they can say, for tests.

use serde_json::{Value, json};

use super::claim::{ClaimDemand, ConditionScope};
use super::generator::Lcg;
use super::*;
use crate::access::location::NamedLocation;
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction,
};
use crate::access::{AuthenticationStrength, Environment, Policy};

const COMPLIANT: &str = "3d46dbda-8382-466a-856d-eb00cbc6b910";
const MFA_TRUSTED: &str = "00000000-0000-0000-0000-000000000000";

const DEVICE_RULES: [&str; 9] = [
    "device.isCompliant -eq True",
    r#"device.isCompliant -ne True -and -not (device.trustType -eq "ServerAD")"#,
    r#"device.model -startsWith "X" -or device.model -eq null"#,
    r#"-not (device.model -endsWith "Pro" -or device.extensionAttribute1 -ne "SAW")"#,
    r#"device.model -contains "X1" -and device.isCompliant -ne False"#,
    r#"device.physicalIds -contains "[A]" -and device.physicalIds -notContains "[B]""#,
    r#"device.physicalIds -notContains "[A]""#,
    r#"device.extensionAttribute1 -eq null -or device.trustType -in ["Workplace"]"#,
    r#"device.model -notIn ["X1", "Y"] -and device.model -ne null"#,
];

const APP_RULES: [&str; 6] = [
    r#"CustomSecurityAttribute.s_a -eq "high""#,
    r#"CustomSecurityAttribute.s_a -contains "high""#,
    r#"-not (CustomSecurityAttribute.s_a -startsWith "high" -and CustomSecurityAttribute.s_b -ne "low")"#,
    r#"CustomSecurityAttribute.s_b -in ["high", "low"] -or CustomSecurityAttribute.s_a -eq null"#,
    r#"CustomSecurityAttribute.s_a -match "high" -and CustomSecurityAttribute.s_a -notContains "high""#,
    r#"CustomSecurityAttribute.s_b -notEndsWith "est" -and CustomSecurityAttribute.s_b -eq "low""#,
];

const GUESTS: [&str; 4] = [
    "b2bCollaborationGuest",
    "internalGuest,b2bDirectConnectUser",
    "serviceProvider,otherExternalUser,b2bCollaborationMember",
    "b2bCollaborationGuest,internalGuest",
];

pub(super) fn environment() -> Environment {
    let location =
        |id: &str, json: &str| NamedLocation::parse(json).expect("a location").with_meta(id, 0, None);
    let locations = vec![
        location(
            "office",
            r#"{"displayName": "Office", "isTrusted": true, "ipRanges": ["10.1.0.0/16", "2001:db8:1::/48"]}"#,
        ),
        location("lab", r#"{"displayName": "Lab", "ipRanges": ["10.1.2.0/24", "2001:db8::/32"]}"#),
        location("eu", r#"{"displayName": "EU", "countriesAndRegions": ["DE", "FR"]}"#),
        location(
            "de",
            r#"{"displayName": "DE", "countriesAndRegions": ["DE"], "includeUnknownCountriesAndRegions": true}"#,
        ),
        location(
            "gps",
            r#"{"displayName": "GPS", "countriesAndRegions": ["FR"], "includeUnknownCountriesAndRegions": true,
                "countryLookupMethod": "authenticatorAppGps"}"#,
        ),
    ];
    let code = r#"{"displayName": "Code", "allowedCombinations": ["password,email", "fido2"]}"#;
    let code = AuthenticationStrength::parse(code).expect("a strength").with_meta("code", 0, None);
    Environment::new(locations, vec![code], &["10.1.2.128/25".to_owned()]).expect("an environment")
}

/// One of `of`, in one of four cases.
fn seldom(random: &mut Lcg, of: &[&str]) -> Vec<String> {
    if random.below(4) == 0 { vec![random.one(of).to_owned()] } else { vec![] }
}

fn guests(random: &mut Lcg) -> Value {
    let tenants = match random.below(3) {
        0 => Value::Null,
        1 => json!({"membershipKind": "all"}),
        _ => json!({"membershipKind": "enumerated", "members": [random.one(&["t-1", "T-2"])]}),
    };
    json!({"guestOrExternalUserTypes": random.one(&GUESTS), "externalTenants": tenants})
}

fn users(random: &mut Lcg) -> Value {
    let included = random.one(&["All", "All", "u-1", "None", "GuestsOrExternalUsers"]);
    let excluded = seldom(random, &["u-1", "u-2", "GuestsOrExternalUsers"]);
    let mut users = json!({
        "includeUsers": [included], "excludeUsers": excluded,
        "includeGroups": seldom(random, &["g-1", "G-2"]), "excludeGroups": random.rarely(&["g-1", "g-2"]),
        "includeRoles": seldom(random, &["r-1", "r-2"]), "excludeRoles": seldom(random, &["r-1", "r-2"]),
    });
    match random.below(6) {
        0 => users["includeGuestsOrExternalUsers"] = guests(random),
        1 => users["excludeGuestsOrExternalUsers"] = guests(random),
        _ => {}
    }
    users
}

fn applications(random: &mut Lcg) -> Value {
    match random.below(10) {
        0 => {
            return json!({"includeUserActions": [random.one(&[
                "urn:user:registersecurityinfo", "urn:user:registerdevice"
            ])]});
        }
        1 => return json!({"includeAuthenticationContextClassReferences": [random.one(&["c1", "c2"])]}),
        _ => {}
    }
    let included = random.one(&["All", "All", "All", "a-1", "Office365", "None"]);
    let excluded = seldom(random, &["a-1", "a-2", "Office365", "MicrosoftAdminPortals"]);
    let mut apps = json!({"includeApplications": [included], "excludeApplications": excluded});
    if random.below(4) == 0 {
        let mode = random.one(&["include", "exclude"]);
        apps["applicationFilter"] = json!({"mode": mode, "rule": random.one(&APP_RULES)});
    }
    apps
}

fn conditions(random: &mut Lcg) -> Value {
    let mut made = json!({"users": users(random), "applications": applications(random)});
    let risks = ["high", "medium", "none", "hidden"];
    for _ in 0..random.below(3) {
        match random.below(9) {
            0 => made["signInRiskLevels"] = json!([random.one(&risks), "low"]),
            1 => made["userRiskLevels"] = json!([random.one(&risks)]),
            2 => made["insiderRiskLevels"] = json!(random.one(&["minor", "moderate,elevated"])),
            3 => {
                let flows = random.one(&["deviceCodeFlow", "deviceCodeFlow,authenticationTransfer"]);
                made["authenticationFlows"] = json!({"transferMethods": flows});
            }
            4 => {
                let platforms = random.one(&["all", "iOS", "windows"]);
                made["platforms"] = json!({
                    "includePlatforms": [platforms], "excludePlatforms": seldom(random, &["android", "iOS"])
                });
            }
            5 => {
                let types = [random.one(&["browser", "exchangeActiveSync", "other", "all"])];
                made["clientAppTypes"] = json!(types);
            }
            6 => {
                let places =
                    ["office", "lab", "eu", "de", "gps", "AllTrusted", COMPLIANT, MFA_TRUSTED, "gone"];
                let (from, to) = (random.one(&places), random.one(&places));
                let included = random.one(&["All", from]);
                made["locations"] = json!({"includeLocations": [included], "excludeLocations": [to]});
            }
            _ => {
                let (mode, rule) = (random.one(&["include", "exclude"]), random.one(&DEVICE_RULES));
                made["devices"] = match random.below(8) {
                    0 => json!({"includeDevices": ["All"], "excludeDevices": ["Compliant", "DomainJoined"]}),
                    _ => json!({"deviceFilter": {"mode": mode, "rule": rule}}),
                };
            }
        }
    }
    match random.below(16) {
        0 => made["times"] = json!({"includedRanges": ["09:00"]}),
        1 => {
            made["clientApplications"] = json!({"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]});
            made["users"] = json!({"includeUsers": ["None"]});
        }
        _ => {}
    }
    made
}

fn policy(random: &mut Lcg) -> Value {
    let operator = random.one(&["AND", "OR"]);
    let strength = random.one(&[
        "00000000-0000-0000-0000-000000000002",
        "00000000-0000-0000-0000-000000000003",
        "00000000-0000-0000-0000-000000000004",
        "CODE",
    ]);
    let grant = match random.below(9) {
        0 => json!({"operator": operator, "builtInControls": ["block"]}),
        1 => json!({"operator": operator, "builtInControls": ["mfa", "compliantDevice"]}),
        2 => {
            json!({"operator": operator, "builtInControls": ["passwordChange", "mfa"], "termsOfUse": ["t-1"]})
        }
        3 => json!({"operator": operator, "builtInControls": [], "termsOfUse": ["T-1", "t-2"]}),
        4 | 5 => json!({
            "operator": operator, "authenticationStrength": {"id": strength},
            "builtInControls": seldom(random, &["compliantDevice", "domainJoinedDevice"])
        }),
        6 => Value::Null,
        _ => json!({"operator": operator, "builtInControls": ["mfa"]}),
    };
    let states = ["enabled", "enabled", "enabled", "enabledForReportingButNotEnforced", "disabled"];
    json!({
        "displayName": "generated", "state": random.one(&states), "conditions": conditions(random),
        "grantControls": grant, "sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}
    })
}

pub(super) fn policies(random: &mut Lcg, most: usize) -> Vec<Policy> {
    let some = 1 + random.below(most);
    let made = (0..some).map(|_| policy(random));
    made.map(|made| Policy::parse(&made.to_string()).unwrap_or_else(|e| panic!("{e:?} {made}"))).collect()
}

fn demand(random: &mut Lcg) -> ClaimDemand {
    let controls = [
        "mfa",
        "compliantDevice",
        "termsOfUse:t-1",
        "passwordChange",
        "authenticationStrength:00000000-0000-0000-0000-000000000002",
        "authenticationStrength:00000000-0000-0000-0000-000000000004",
        "authenticationStrength:code",
    ];
    let two = vec![random.one(&controls).to_owned(), random.one(&controls).to_owned()];
    match random.below(8) {
        0 => ClaimDemand::Blocked,
        1 => ClaimDemand::NotBlocked,
        2 => ClaimDemand::Allowed,
        3 => ClaimDemand::RequiresAllOf(two),
        4 | 5 => ClaimDemand::RequiresAnyOf(two),
        _ => ClaimDemand::RequiresAnyOf(vec![random.one(&controls).to_owned()]),
    }
}

fn who(random: &mut Lcg) -> Scope {
    let mut who = Scope::default();
    match random.below(5) {
        0 => who.user_ids = vec![random.one(&["u-1", "u-2"]).to_owned()],
        1 => who.group_ids = vec![random.one(&["g-1", "g-3"]).to_owned()],
        2 => who.role_ids = vec!["r-1".into()],
        3 => {
            let kind = UserType::ALL[random.below(UserType::ALL.len())];
            who.user_types = vec![kind, UserType::InternalGuest];
        }
        _ => who.everyone = true,
    }
    who.exclude_user_ids = seldom(random, &["u-1"]);
    who.exclude_group_ids = random.rarely(&["g-1", "g-2"]);
    who.exclude_role_ids = seldom(random, &["r-1", "r-2"]);
    if random.below(4) == 0 {
        who.exclude_user_types = vec![UserType::ALL[random.below(UserType::ALL.len())]];
    }
    who
}

fn apps(random: &mut Lcg) -> AppScope {
    let mut apps = AppScope::default();
    match random.below(6) {
        0 => apps.ids = vec![random.one(&["a-1", "a-2", "Office365"]).to_owned()],
        1 => apps.user_actions = vec![UserAction::ALL[random.below(UserAction::ALL.len())]],
        2 => apps.authentication_contexts = vec![random.one(&["c1", "c3"]).to_owned()],
        _ => {
            apps.all = true;
            apps.exclude_ids = random.rarely(&["a-1", "MicrosoftAdminPortals"]);
        }
    }
    apps
}

pub(super) fn claim(random: &mut Lcg) -> Claim {
    let mut made = ConditionScope::default();
    for _ in 0..random.below(3) {
        match random.below(9) {
            0 => {
                made.in_locations = vec![random.one(&["office", "lab", "eu", "gps", "AllTrusted"]).to_owned()]
            }
            1 => {
                made.outside_locations = vec![random.one(&["lab", "de", "AllTrusted", COMPLIANT]).to_owned()]
            }
            2 => made.platforms = vec![DevicePlatform::Ios, DevicePlatform::Android],
            3 => made.client_app_types = vec![ClientAppType::Browser],
            4 => made.sign_in_risk_levels = vec![RiskLevel::Low, RiskLevel::None],
            5 => made.user_risk_levels = vec![RiskLevel::High],
            6 => made.insider_risk_levels = vec![InsiderRiskLevel::Elevated],
            7 => made.authentication_flows = vec![AuthenticationFlow::DeviceCodeFlow],
            _ => made.device_filter = Some(random.one(&DEVICE_RULES).to_owned()),
        }
    }
    Claim { who: who(random), apps: apps(random), conditions: made, demand: demand(random) }
}
