//! Generated policies and claims for tests.

use serde_json::{Value, json};

use super::claim::ClaimDemand;
use super::*;
use crate::access::Policy;
use crate::access::words::{ClientAppType, DevicePlatform, RiskLevel};

/// A small linear congruential generator: the same sets in every run.
pub(super) struct Lcg(pub(super) u64);

impl Lcg {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    pub(super) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Mostly nothing.
    pub(super) fn rarely(&mut self, of: &[&str]) -> Vec<String> {
        if self.below(3) == 0 { vec![self.one(of).to_owned()] } else { vec![] }
    }

    fn policy(&mut self) -> Value {
        let users = match self.below(3) {
            0 => vec!["All"],
            1 => vec!["u-1"],
            _ => vec![],
        };
        let apps = if self.below(3) == 0 { vec!["a-1", "Office365"] } else { vec!["All"] };
        let guests = json!({
            "guestOrExternalUserTypes": "b2bCollaborationGuest",
            "externalTenants": {"membershipKind": self.one(&["all", "enumerated"]), "members": ["t-1"]}
        });
        let mut conditions = json!({
            "users": {
                "includeUsers": users, "excludeUsers": self.rarely(&["u-1"]),
                "includeGroups": self.rarely(&["g-1", "g-2"]), "excludeGroups": self.rarely(&["g-1", "g-2"]),
                "includeRoles": self.rarely(&["r-1"]), "excludeRoles": self.rarely(&["r-1"]),
            },
            "applications": {"includeApplications": apps, "excludeApplications": self.rarely(&["a-1"])},
            "platforms": {"includePlatforms": ["all"], "excludePlatforms": self.rarely(&["android"])},
            "clientAppTypes": [self.one(&["all", "all", "browser", "other"])],
            "signInRiskLevels": self.rarely(&["high", "none"]),
            "locations": {"includeLocations": ["All"], "excludeLocations": self.rarely(&["AllTrusted", "l-2"])},
        });
        match self.below(4) {
            0 => conditions["users"]["includeGuestsOrExternalUsers"] = guests,
            1 => conditions["users"]["excludeGuestsOrExternalUsers"] = guests,
            _ => {}
        }
        if self.below(4) == 0 {
            let rule = self.one(&[
                "device.isCompliant -eq True",
                r#"device.model -startsWith "X" -or device.isCompliant -ne True"#,
                r#"device.displayName -contains "x-" -and device.model -ne "X1""#,
            ]);
            let mode = self.one(&["include", "exclude"]);
            conditions["devices"] = json!({"deviceFilter": {"mode": mode, "rule": rule}});
        }
        let grant = match self.below(6) {
            0 => json!({"builtInControls": ["block"]}),
            1 => json!({"operator": "OR", "builtInControls": ["mfa", "compliantDevice"]}),
            2 => json!({"operator": "AND", "builtInControls": ["mfa", "compliantDevice"]}),
            3 => {
                json!({"operator": "OR", "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004"}})
            }
            4 => json!({"operator": "OR", "builtInControls": [], "termsOfUse": ["terms-1"]}),
            _ => json!({"operator": "OR", "builtInControls": ["mfa"]}),
        };
        let state = self.one(&["enabled", "enabled", "enabled", "enabledForReportingButNotEnforced"]);
        json!({"displayName": "generated", "state": state, "conditions": conditions, "grantControls": grant})
    }

    pub(super) fn policies(&mut self, most: usize) -> Vec<Policy> {
        let some = 1 + self.below(most);
        let made = (0..some).filter_map(|_| Policy::parse(&self.policy().to_string()).ok());
        made.collect()
    }

    pub(super) fn claim(&mut self) -> Claim {
        let mut claim = Claim::everywhere(match self.below(6) {
            0 => ClaimDemand::Blocked,
            1 => ClaimDemand::NotBlocked,
            2 => ClaimDemand::Allowed,
            3 => ClaimDemand::RequiresAnyOf(vec!["mfa".into(), "termsOfUse:terms-1".into()]),
            4 => ClaimDemand::RequiresAnyOf(vec![
                "authenticationStrength:00000000-0000-0000-0000-000000000003".into(),
            ]),
            _ => ClaimDemand::RequiresAnyOf(vec!["mfa".into()]),
        });
        if self.below(2) == 0 {
            claim.who = Scope {
                user_ids: self.rarely(&["u-1", "u-2"]),
                group_ids: vec![self.one(&["g-1", "g-2", "g-3"]).to_owned()],
                role_ids: self.rarely(&["r-1"]),
                exclude_group_ids: self.rarely(&["g-2"]),
                ..Scope::default()
            };
            if self.below(3) == 0 {
                claim.who.user_types.push(UserType::B2bCollaborationGuest);
            }
        } else if self.below(2) == 0 {
            claim.who.exclude_group_ids = vec!["g-1".into()];
            claim.who.exclude_user_ids = self.rarely(&["u-1"]);
        }
        if self.below(3) == 0 {
            claim.apps = AppScope {
                ids: vec![self.one(&["a-1", "a-2", "Office365"]).to_owned()],
                ..AppScope::default()
            };
        }
        let conditions = &mut claim.conditions;
        match self.below(6) {
            0 => conditions.outside_locations = vec!["AllTrusted".into()],
            1 => conditions.in_locations = vec!["l-2".into()],
            2 => conditions.platforms = vec![DevicePlatform::Android],
            3 => conditions.client_app_types = vec![ClientAppType::Browser],
            4 => conditions.device_filter = Some(r#"device.model -ne "X1""#.into()),
            _ => conditions.sign_in_risk_levels = vec![RiskLevel::High],
        }
        claim
    }
}
