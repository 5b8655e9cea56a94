//! The form of what goes in and comes out.

use serde_json::{Value, json};

use super::*;

fn judged(case: &Value) -> Value {
    serde_json::from_str(&evaluate(&case.to_string())).expect("JSON")
}

fn policy(id: &str, state: &str, conditions: Value, grant: Value) -> Value {
    let mut all =
        json!({"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}});
    for (key, value) in conditions.as_object().expect("conditions") {
        all[key] = value.clone();
    }
    json!({"id": id, "displayName": id, "state": state, "conditions": all, "grantControls": grant})
}

fn mfa() -> Value {
    json!({"operator": "OR", "builtInControls": ["mfa"]})
}

#[test]
fn a_verdict_in_full() {
    let both = json!({"operator": "OR", "builtInControls": ["compliantDevice", "mfa"]});
    let mut frequency = policy("f", "enabled", json!({"platforms": {"includePlatforms": ["iOS"]}}), both);
    frequency["sessionControls"] =
        json!({"signInFrequency": {"isEnabled": true, "value": 2, "type": "days"}});
    let case = json!({
        "policies": [
            policy("off", "disabled", json!({}), mfa()),
            policy("odd", "enabled", json!({"times": {"includedRanges": ["x"]}}), mfa()),
            frequency,
            policy("r", "enabledForReportingButNotEnforced", json!({}), mfa()),
            policy("l", "enabled", json!({"locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]},
                "clientAppTypes": ["other"]}), mfa()),
            "no policy"
        ],
        "options": {"mfaTrustedIps": ["192.0.2.0/24"]},
        "signIns": [{"id": 7, "userId": "u", "appId": "a", "platform": "ios", "ip": "192.0.2.9", "nobodyKnows": 1}]
    });
    assert_eq!(
        evaluate(&case.to_string()),
        concat!(
            r#"[{"id":7,"decision":"controlsRequired","policies":["#,
            r#"{"id":"off","index":0,"result":"notApplied","failed":["policyNotEnabled"]},"#,
            r#"{"id":"odd","index":1,"result":"unsupported","failed":[],"field":"conditions.times","reason":"cannot be evaluated"},"#,
            r#"{"id":"f","index":2,"result":"applied","failed":[]},"#,
            r#"{"id":"r","index":3,"result":"reportOnly","failed":[]},"#,
            r#"{"id":"l","index":4,"result":"notApplied","failed":["clientApps","location"]},"#,
            r#"{"id":null,"index":5,"result":"unsupported","failed":[],"field":"$","reason":"is not a Conditional Access policy"}],"#,
            r#""requirements":[{"index":2,"operator":"OR","controls":["mfa","compliantDevice"],"satisfied":false,"#,
            r#""missing":["mfa","compliantDevice"]}],"session":{"signInFrequency":{"frequencyInterval":"timeBased","value":2,"type":"days"}},"incomplete":true}]"#
        )
    );
}

#[test]
fn what_is_wrong_with_a_sign_in_is_named() {
    for (sign_in, field) in [
        (json!(1), "$"),
        (json!({"ip": "here"}), "ip"),
        (json!({"UserId": "u"}), "UserId"),
        (json!({"device": {"IsCompliant": "yes"}}), "device"),
        (json!({"gpsCountry": "Utopia"}), "gpsCountry"),
        (json!({"platform": "amiga"}), "platform"),
        (json!({"groupIds": "g"}), "groupIds"),
        (json!({"compliantNetwork": "yes"}), "compliantNetwork"),
        (json!({"device": {"isCompliant": "yes"}}), "device"),
        (json!({"completedCombinations": ["password,sms", "guess"]}), "completedCombinations[1]"),
        (json!({"appAttributes": {"A_b": {"c": {}}}}), "appAttributes.A_b_c"),
        (json!({"authContext": "c100"}), "authContext"),
    ] {
        let verdicts = judged(&json!({"signIns": [sign_in, {"id": "next"}]}));
        assert_eq!(verdicts[0]["error"]["field"], field, "{verdicts}");
        assert_eq!(verdicts[1]["decision"], "allow", "{verdicts}");
    }
    for (case, field) in [
        (json!([]), "$"),
        (json!({"policies": 1}), "policies"),
        (json!({"options": {"mfaTrustedIps": ["x"]}}), "options.mfaTrustedIps[0]"),
        (json!({"options": ["192.0.2.0/24"]}), "options"),
        (json!({"Policies": []}), "Policies"),
        (json!({"options": {"MfaTrustedIps": []}}), "options.MfaTrustedIps"),
    ] {
        assert_eq!(judged(&case)["error"]["field"], field);
    }
    assert!(evaluate("{").contains("is not JSON"));
}

#[test]
fn null_means_unknown() {
    let everything = json!({
        "id": null, "userId": null, "userType": null, "homeTenantId": null, "groupIds": null, "roleIds": null,
        "servicePrincipalId": null, "servicePrincipalRisk": null, "appId": null, "appGroups": null,
        "appAttributes": null, "userAction": null, "authContext": null, "clientAppType": null, "platform": null,
        "ip": null, "country": null, "gpsCountry": null, "compliantNetwork": null, "userRisk": null,
        "signInRisk": null, "insiderRisk": null, "authFlow": null,
        "device": {"registered": null, "isCompliant": null, "model": null, "extensionAttribute1": null, "color": "red"},
        "completedCombinations": null, "satisfiedControls": null
    });
    let case = json!({"policies": [policy("p", "enabled", json!({}), mfa())], "signIns": [everything, {}]});
    let verdicts = judged(&case);
    assert_eq!(verdicts[0]["decision"], "controlsRequired");
    assert_eq!(verdicts[0], verdicts[1]);
}

#[test]
fn no_text_means_unknown_too() {
    let policies = [policy("p", "enabled", json!({}), mfa())];
    let case = json!({"policies": policies, "signIns": [{"servicePrincipalId": "", "authContext": " "}, {}]});
    let verdicts = judged(&case);
    assert_eq!(verdicts[0]["decision"], "controlsRequired");
    assert_eq!(verdicts[0], verdicts[1]);
}

#[test]
fn a_policy_that_excludes_every_place_is_not_judged() {
    let nowhere = json!({"locations": {"includeLocations": ["All"], "excludeLocations": ["x", "all"]}});
    let verdicts = judged(&json!({"policies": [policy("p", "enabled", nowhere, mfa())], "signIns": [{}]}));
    assert_eq!(verdicts[0]["policies"][0]["field"], "conditions.locations.excludeLocations[1]", "{verdicts}");
    assert_eq!(verdicts[0]["incomplete"], true, "{verdicts}");
}

#[test]
fn what_names_a_broken_location_or_strength_cannot_be_judged() {
    let at = |location: &str| json!({"locations": {"includeLocations": [location]}});
    let strength = json!({"operator": "OR", "authenticationStrength": {"id": "s"}});
    let case = json!({
        "policies": [
            policy("1", "enabled", at("broken"), mfa()),
            policy("2", "enabled", at("AllTrusted"), mfa()),
            policy("3", "enabled", at("dangling"), mfa()),
            policy("4", "enabled", json!({}), strength),
        ],
        "namedLocations": [{"id": "broken", "isTrusted": true, "ipRanges": [{"cidrAddress": "x"}]}],
        "authStrengths": [{"id": "s", "allowedCombinations": ["telepathy"]}],
        "signIns": [{}]
    });
    let verdict = &judged(&case)[0];
    let results: Vec<_> = (0..4).map(|index| verdict["policies"][index]["result"].clone()).collect();
    assert_eq!(results, ["unsupported", "unsupported", "notApplied", "unsupported"]);
    assert_eq!(verdict["policies"][0]["field"], "conditions.locations.includeLocations[0]");
    assert_eq!(verdict["incomplete"], true);
}

#[test]
fn a_request_for_a_context_alone_has_no_app_for_a_filter_to_describe() {
    let rule = r#"CustomSecurityAttribute.Eng_Project -ne "Baker""#;
    let filter = json!({"mode": "include", "rule": rule});
    let described = json!({"includeApplications": ["None"], "applicationFilter": filter});
    let case = json!({
        "policies": [
            policy("all", "enabled", json!({}), mfa()),
            policy("filtered", "enabled", json!({"applications": described}), mfa())
        ],
        "signIns": [
            {"authContext": "c1"},
            {"authContext": "c1", "appGroups": ["Office365"]},
            {"authContext": "c1", "appAttributes": {"Eng_Project": "Cook"}},
            {"authContext": "c1", "appId": "a"},
            {}
        ]
    });
    let verdicts = judged(&case);
    let applied = |at: usize| -> Vec<bool> {
        (0..2).map(|index| verdicts[at]["policies"][index]["result"] == "applied").collect()
    };
    assert_eq!(applied(0), [false, false], "{verdicts}");
    for at in 1..5 {
        assert_eq!(applied(at), [true, true], "{at}: {verdicts}");
    }
}

#[test]
fn a_policy_that_includes_nobody_or_nothing_applies_to_none() {
    let mut nobody = policy("nobody", "enabled", json!({"users": {"includeUsers": []}}), mfa());
    let mut nothing =
        policy("nothing", "enabled", json!({"applications": {"includeUserActions": null}}), mfa());
    let principals = json!({"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]});
    let workload = policy("w", "enabled", json!({"users": null, "clientApplications": principals}), mfa());
    for round in 0..2 {
        let case = json!({
            "policies": [nobody, nothing, workload],
            "signIns": [{"userId": "u", "appId": "a"}, {"servicePrincipalId": "s", "appId": "a"}]
        });
        let verdicts = judged(&case);
        for (at, failed) in
            [(0, ["users", "application", "workloadIdentities"]), (1, ["users", "application", ""])]
        {
            for (index, word) in failed.iter().enumerate() {
                let words = verdicts[at]["policies"][index]["failed"].to_string();
                assert_eq!(words.contains(word), !word.is_empty() || words == "[]", "{round}: {verdicts}");
            }
            assert!(verdicts[at].get("incomplete").is_none(), "{verdicts}");
        }
        nobody["conditions"].as_object_mut().expect("conditions").remove("users");
        nothing["conditions"].as_object_mut().expect("conditions").remove("applications");
    }
}

#[test]
fn a_list_of_tenants_without_members_excludes_nobody() {
    let kind = "#microsoft.graph.conditionalAccessEnumeratedExternalTenants";
    for tenants in
        [json!({"@odata.type": kind}), json!({"@odata.type": kind, "membershipKind": null, "members": []})]
    {
        let guests = json!({"guestOrExternalUserTypes": "b2bCollaborationGuest", "externalTenants": tenants});
        let users = json!({"includeUsers": ["All"], "excludeGuestsOrExternalUsers": guests});
        let verdicts = judged(&json!({
            "policies": [policy("p", "enabled", json!({"users": users}), mfa())],
            "signIns": [{"userId": "u", "userType": "b2bCollaborationGuest", "homeTenantId": "t-1"}]
        }));
        assert_eq!(verdicts[0]["decision"], "controlsRequired", "{verdicts}");
    }
}

#[test]
fn an_id_or_a_word_with_a_space_around_it_is_refused() {
    for (key, padded) in [("includeUsers", " All"), ("includeGroups", "g-1 "), ("excludeRoles", "\tr-1")] {
        let mut users = json!({"includeUsers": ["All"]});
        users[key] = json!([padded]);
        let case =
            json!({"policies": [policy("p", "enabled", json!({"users": users}), mfa())], "signIns": [{}]});
        let verdicts = judged(&case);
        assert_eq!(verdicts[0]["policies"][0]["result"], "unsupported", "{verdicts}");
        assert_eq!(verdicts[0]["policies"][0]["field"], format!("conditions.users.{key}[0]"), "{verdicts}");
    }
}

#[test]
fn what_a_verdict_calls_missing_can_come_back_as_satisfied() {
    let grant = json!({"operator": "AND", "builtInControls": ["compliantDevice"], "termsOfUse": ["T-1"],
        "customAuthenticationFactors": ["f-1"]});
    let mut case = json!({"policies": [policy("p", "enabled", json!({}), grant)], "signIns": [{}]});
    let missing = judged(&case)[0]["requirements"][0]["missing"].clone();
    assert_eq!(missing, json!(["compliantDevice", "termsOfUse:t-1", "customAuthenticationFactor:f-1"]));
    for satisfied in [missing, json!(["compliantDevice", "t-1", "F-1"])] {
        case["signIns"] = json!([{"satisfiedControls": satisfied}]);
        assert_eq!(judged(&case)[0]["decision"], "allow", "{satisfied}");
    }
}

#[test]
fn a_policy_for_both_users_and_workloads_is_not_taken_for_one_of_them() {
    let principals = json!({"includeServicePrincipals": ["ServicePrincipalsInMyTenant"]});
    for (users, result) in
        [(json!({"includeUsers": ["All"]}), "unsupported"), (json!({"includeUsers": ["None"]}), "applied")]
    {
        let conditions = json!({"users": users, "clientApplications": principals});
        let verdicts = judged(&json!({
            "policies": [policy("p", "enabled", conditions, mfa())],
            "signIns": [{"servicePrincipalId": "s-1"}]
        }));
        assert_eq!(verdicts[0]["policies"][0]["result"], result, "{verdicts}");
    }
}
