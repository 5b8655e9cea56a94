//! Claims in words.

use super::super::claim::{AppScope, ConditionScope, Scope};
use super::*;

fn read(text: &str) -> Claim {
    Claim::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn claims_are_read() {
    let claim = read("every sign-in of a customer to app A requires mfa");
    let expected = Claim {
        apps: AppScope { ids: texts(&["A"]), ..AppScope::default() },
        ..Claim::everywhere(ClaimDemand::RequiresAnyOf(texts(&["mfa"])))
    };
    assert_eq!(claim, expected);
    let claim = read(
        r#"every sign-in of group "g 1" or role r-1 except user u-1 to any app except app a-2 is blocked."#,
    );
    let who = Scope {
        group_ids: texts(&["g 1"]),
        role_ids: texts(&["r-1"]),
        exclude_user_ids: texts(&["u-1"]),
        ..Scope::default()
    };
    let apps = AppScope { all: true, exclude_ids: texts(&["a-2"]), ..AppScope::default() };
    let expected = Claim { who, apps, conditions: ConditionScope::default(), demand: ClaimDemand::Blocked };
    assert_eq!(claim, expected);
    let claim = read("no sign-in outside trusted locations is allowed without mfa or compliantDevice");
    assert_eq!(claim.conditions.outside_locations, ["AllTrusted"]);
    assert_eq!(claim.demand, ClaimDemand::RequiresAnyOf(texts(&["mfa", "compliantDevice"])));
    let claim = read(
        "Every sign-in of guest on android or iOS via browser or legacy clients at high user risk or low sign-in risk \
         by deviceCodeFlow in location l-1 where \"device.isCompliant -ne True\" requires mfa and termsOfUse:t-1",
    );
    let conditions = &claim.conditions;
    assert_eq!(claim.who.user_types.len(), UserType::ALL.len() - 1);
    assert_eq!(conditions.platforms, [DevicePlatform::Android, DevicePlatform::Ios]);
    assert_eq!((conditions.client_app_types.len(), conditions.user_risk_levels[0]), (4, RiskLevel::High));
    assert_eq!(conditions.sign_in_risk_levels, [RiskLevel::Low]);
    assert_eq!(conditions.authentication_flows, [AuthenticationFlow::DeviceCodeFlow]);
    assert_eq!(conditions.in_locations, ["l-1"]);
    assert_eq!(conditions.device_filter.as_deref(), Some("device.isCompliant -ne True"));
    assert_eq!(claim.demand, ClaimDemand::RequiresAllOf(texts(&["mfa", "termsOfUse:t-1"])));
    for (text, demand) in [
        ("any sign-in is not blocked", ClaimDemand::NotBlocked),
        ("no sign-in is blocked", ClaimDemand::NotBlocked),
        ("no sign-in is allowed", ClaimDemand::Blocked),
        ("every sign-in to action registersecurityinfo or context c1 is allowed", ClaimDemand::Allowed),
    ] {
        assert_eq!(read(text).demand, demand, "{text}");
    }
}

#[test]
fn what_is_not_understood_is_named() {
    for (text, part) in [
        ("", "must begin with"),
        ("every robot", "found \"robot\" at word 2"),
        ("every sign-in", "expected \"requires\" or \"is\", found the end"),
        ("every sign-in of group", "expected the id of a group, found the end"),
        ("every sign-in of robots is blocked", "expected a user, one of member"),
        ("every sign-in on toaster is blocked", "expected a platform, one of android"),
        ("every sign-in at great user risk is blocked", "found great"),
        ("every sign-in in space is blocked", "expected a place"),
        ("every sign-in requires luck", "\"luck\" is no grant control"),
        ("every sign-in is blocked today", "expected the end, found \"today\" at word 5"),
        ("every sign-in of group \"g is blocked", "a quote is not closed"),
        ("every sign-in to the moon is blocked", "expected a target"),
    ] {
        match Claim::parse(text) {
            Err(Error::InvalidArgument { field, reason }) => {
                assert_eq!(field, "claim");
                assert!(reason.contains(part), "{text}: {reason}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}
