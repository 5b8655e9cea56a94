//! Every oddity of exports, in small.

use serde_json::{Value, json};

use super::*;
use crate::access::Policy;

const SMALL: &str = r#"{"displayName":"Zugriff für alle","state":"enabled","conditions":{"users":{"includeUsers":["All"]},"applications":{"includeApplications":["All"]}},"grantControls":{"operator":"OR","builtInControls":["mfa"]}}"#;

/// Kind, place and content of each document.
type Found = Vec<(DocumentKind, String, Value)>;

fn read(bytes: impl AsRef<[u8]>) -> Found {
    open(read_documents(bytes.as_ref()).expect("documents"))
}

fn open(documents: Vec<Document>) -> Found {
    let parse = |json: &str| serde_json::from_str(json).expect("JSON");
    documents.into_iter().map(|found| (found.kind, found.place, parse(&found.json))).collect()
}

/// The one document in `value`.
fn one(value: Value) -> (DocumentKind, String, Value) {
    let mut found = read(value.to_string());
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn policy(name: &str) -> Value {
    json!({"displayName": name, "state": "disabled", "conditions": {"users": {"includeUsers": ["All"]}}})
}

fn small() -> Value {
    serde_json::from_str(SMALL).expect("JSON")
}

fn places(found: &Found) -> Vec<&str> {
    found.iter().map(|(_, place, _)| place.as_str()).collect()
}

fn refused(bytes: impl AsRef<[u8]>) -> (String, String) {
    match read_documents(bytes.as_ref()) {
        Err(Error::PolicyInvalid { path, reason }) => (path, reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_encoding_gives_the_same_text() {
    let units: Vec<u16> = SMALL.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let marked = |mark: &[u8], text: &[u8]| [mark, text].concat();
    let files = [
        SMALL.as_bytes().to_vec(),
        marked(b"\xef\xbb\xbf", SMALL.as_bytes()),
        marked(b"\xef\xbb\xbf\xef\xbb\xbf", SMALL.as_bytes()),
        marked(b"\xff\xfe", &little),
        marked(b"\xfe\xff", &big),
        little.clone(),
        big,
        SMALL.replace(",\"", ",\r\n\t\"").into_bytes(),
        marked(b"\r\n\r\n", SMALL.as_bytes()),
    ];
    for file in files {
        assert_eq!(read(&file), [(DocumentKind::Policy, "$".to_owned(), small())]);
    }
    assert_eq!(refused(&little[..little.len() - 1]).1, "is UTF-16 text with half a character at its end");
    assert_eq!(refused(b"\xff\xfe\x00\xd8{\x00").1, "is UTF-16 text with half a surrogate pair in it");
    assert_eq!(refused(b"{\"displayName\": \"f\xfcr\"}").1, "is neither UTF-8 nor UTF-16 text");
}

#[test]
fn graph_lists_and_bare_lists() {
    let list = json!([policy("a"), policy("b")]);
    let found = read(json!({"@odata.context": "https://…", "value": list}).to_string());
    assert_eq!(places(&found), ["value[0]", "value[1]"]);
    assert_eq!((&found[0].2, &found[1].2), (&policy("a"), &policy("b")));
    assert_eq!(places(&read(list.to_string())), ["[0]", "[1]"]);
    assert_eq!(places(&open(documents_in(list).expect("JSON"))), ["[0]", "[1]"]);
    assert_eq!(documents_in(json!({"users": []})), Ok(vec![]));
}

#[test]
fn a_template_lends_its_name_and_id_but_no_state() {
    let details = json!({
        "conditions": {"users": {"includeUsers": ["All"]}}, "grantControls": null, "sessionControls": null,
    });
    let template = json!({
        "name": "Require MFA", "id": "t-1", "description": "All users", "scenarios": "zeroTrust", "details": details,
    });
    let (kind, place, found) = one(template.clone());
    assert_eq!((kind, place.as_str()), (DocumentKind::Policy, "details"));
    let mut expected = details.clone();
    expected["displayName"] = "Require MFA".into();
    expected["templateId"] = "t-1".into();
    expected["description"] = "All users".into();
    assert_eq!(found, expected);
    assert_eq!(places(&read(json!({"value": [0, template]}).to_string())), ["value[1].details"]);

    let own = json!({"Name": "theirs", "Id": "t-1", "Details": {"DisplayName": "own", "Conditions": {}}});
    assert_eq!(one(own).2, json!({"displayName": "own", "templateId": "t-1", "conditions": {}}));
    // Without a template's members around it, it is just a policy in a report.
    assert_eq!(one(json!({"id": "x", "details": details})).2, details);
}

#[test]
fn a_policy_may_be_text_in_a_row() {
    let row = json!({"PartitionKey": "CATemplate", "RowKey": "r", "JSON": SMALL, "GUID": "g"});
    assert_eq!(one(row.clone()), (DocumentKind::Policy, "JSON".to_owned(), small()));
    assert_eq!(
        places(&read(json!([row, {"json": "\u{feff} [".to_owned() + SMALL + "]"}]).to_string())),
        ["[0].JSON"]
    );
    // Not every member with that name is meant.
    assert_eq!(one(json!({"JSON": "see below", "value": policy("a")})).2, policy("a"));
    let (path, reason) = refused(json!([{"JSON": "{\"displayName\": "}]).to_string());
    assert_eq!(path, "[0].JSON");
    assert!(reason.starts_with("is not JSON: EOF"), "{reason}");
}

#[test]
fn what_a_policy_carries_with_it_is_found_too() {
    let mut carrier = policy("a");
    carrier["LocationInfo"] = json!([null, {"displayName": "HQ", "ipRanges": ["192.0.2.0/24"]}]);
    carrier["previous"] = policy("older");
    carrier["grantControls"] =
        json!({"authenticationStrength": {"id": "s", "allowedCombinations": ["fido2"]}});
    let found = read(carrier.to_string());
    assert_eq!(found[0], (DocumentKind::Policy, "$".to_owned(), carrier), "unchanged");
    assert_eq!((found[1].0, &*found[1].1), (DocumentKind::NamedLocation, "LocationInfo[1]"));
    assert_eq!(found.len(), 2, "neither the older policy nor the expanded strength: {found:?}");
}

#[test]
fn reports_are_searched_at_every_depth_and_nothing_is_found_twice() {
    let report = json!({
        "tenant": {"ca": [{"all": [policy("a")], "on": {"p": policy("b")}}]}, "copy": policy("a"),
    });
    let found = read(report.to_string());
    assert_eq!(places(&found), ["copy", "tenant.ca[0].on.p"]);
    let long = json!({"k".repeat(100): policy("a")});
    assert_eq!(one(long).1, "k".repeat(64));
}

#[test]
fn markdown_blocks() {
    let text = format!(
        "# Policies\r\n\r\n```powershell\r\nGet-MgPolicy | % {{ $_ }}\r\n```\r\n\r\n  ```json\r\n{}\r\n  ```\r\n\
         ~~~~http\nHTTP/1.1 200 OK\nContent-type: application/json\n\n{}\n~~~~\nInline ```code``` is none.\n```\n{}",
        policy("a"),
        json!({"value": [policy("b")]}),
        policy("c")
    );
    let found = read(text);
    assert_eq!(places(&found), ["block[1]", "block[2].value[0]", "block[3]"]);
    let (path, reason) = refused("Text\n```json\n{ \"displayName\": ... }\n```\n");
    assert_eq!(path, "$");
    assert!(reason.starts_with("holds no Conditional Access policy"), "{reason}");
    assert!(reason.contains("; block[0] is not JSON: expected value at line 1"), "{reason}");
}

#[test]
fn one_document_a_line() {
    let lines = format!("{}\n{}\r\n\n{}\n", policy("a"), json!({"value": [policy("b")]}), policy("c"));
    assert_eq!(places(&read(&lines)), ["[0]", "[1].value[0]", "[2]"]);
    let (path, reason) = refused(lines + "{\"displayName\": }");
    assert_eq!(path, "$");
    assert!(reason.contains("line 5"), "{reason}");
}

#[test]
fn the_last_of_equal_keys_counts() {
    let text = r#"{"displayName": "a", "conditions": {}, "sessionControls": {"disableResilienceDefaults": true},
        "sessionControls": {"disableResilienceDefaults": false}}"#;
    let sessions = json!({"disableResilienceDefaults": false});
    assert_eq!(read(text)[0].2, json!({"displayName": "a", "conditions": {}, "sessionControls": sessions}));
}

#[test]
fn keys_get_graphs_spelling_at_every_depth() {
    let pascal = json!({
        "Id": "x", "DisplayName": "a", "STATE": "enabled", "CreatedDateTime": null, "TemplateId": null,
        "Conditions": {
            "ClientAppTypes": ["all"], "Times": null, "AgentIdRiskLevels": "high",
            "Users": {"IncludeUsers": ["All"], "ExcludeGuestsOrExternalUsers": {
                "GuestOrExternalUserTypes": "internalGuest", "ExternalTenants": {"MembershipKind": "all"}}},
            "Applications": {"ApplicationFilter": {"Mode": "exclude", "Rule": "R"}, "Mine": {"State": 1}},
            "Devices": {"IncludeDevices": [], "DeviceFilter": {"Mode": null}},
            "ClientApplications": {"IncludeAgentIdServicePrincipals": ["All"]}
        },
        "GrantControls": {
            "_Operator": "OR", "BuiltInControls": ["Mfa"],
            "authenticationStrength": {"Id": "s", "AllowedCombinations": ["fido2"],
                "CombinationConfigurations": [{"AppliesToCombinations": ["fido2"], "AllowedAAGUIDs": ["g"]}]}
        },
        "SessionControls": {"SignInFrequency": {"IsEnabled": true, "Type": "hours"},
            "ContinuousAccessEvaluation": {"Mode": "disabled"}},
        "Tracking_Data": {"Purpose": {"State": "kept"}}, "Users@odata.type": "kept"
    });
    let graph = json!({
        "id": "x", "displayName": "a", "state": "enabled", "createdDateTime": null, "templateId": null,
        "conditions": {
            "clientAppTypes": ["all"], "times": null, "agentIdRiskLevels": "high",
            "users": {"includeUsers": ["All"], "excludeGuestsOrExternalUsers": {
                "guestOrExternalUserTypes": "internalGuest", "externalTenants": {"membershipKind": "all"}}},
            "applications": {"applicationFilter": {"mode": "exclude", "rule": "R"}, "Mine": {"State": 1}},
            "devices": {"includeDevices": [], "deviceFilter": {"mode": null}},
            "clientApplications": {"includeAgentIdServicePrincipals": ["All"]}
        },
        "grantControls": {
            "operator": "OR", "builtInControls": ["Mfa"],
            "authenticationStrength": {"id": "s", "allowedCombinations": ["fido2"],
                "combinationConfigurations": [{"appliesToCombinations": ["fido2"], "allowedAAGUIDs": ["g"]}]}
        },
        "sessionControls": {"signInFrequency": {"isEnabled": true, "type": "hours"},
            "continuousAccessEvaluation": {"mode": "disabled"}},
        "Tracking_Data": {"Purpose": {"State": "kept"}}, "Users@odata.type": "kept"
    });
    assert_eq!(one(pascal).2, graph);
    assert_eq!(one(graph.clone()).2, graph);
}

#[test]
fn of_two_spellings_one_counts() {
    for (exact, other, expected) in
        [("\"on\"", "\"off\"", "\"on\""), ("null", "\"off\"", "\"off\""), ("null", "[]", "null")]
    {
        // In either order, whether the JSON library keeps it or sorts.
        for (first, second) in [(("state", exact), ("STATE", other)), (("STATE", other), ("state", exact))] {
            let text = format!(
                r#"{{"{}": {}, "{}": {}, "conditions": {{}}}}"#,
                first.0, first.1, second.0, second.1
            );
            let found = &read(text)[0].2;
            assert_eq!(found.as_object().map(serde_json::Map::len), Some(2), "{found}");
            assert_eq!(found["state"].to_string(), expected);
        }
    }
}

#[test]
fn what_the_sdk_set_apart_is_put_back() {
    let location = json!({"Id": "l", "DisplayName": "HQ", "AdditionalProperties": {
        "@odata.type": "#microsoft.graph.ipNamedLocation", "isTrusted": true, "displayName": "other",
        "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "192.0.2.0/24"}]}});
    let expected = json!({"id": "l", "displayName": "HQ", "@odata.type": "#microsoft.graph.ipNamedLocation",
        "isTrusted": true, "AdditionalProperties": {"displayName": "other"},
        "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "192.0.2.0/24"}]});
    assert_eq!(one(location), (DocumentKind::NamedLocation, "$".to_owned(), expected));
    let policy = json!({"DisplayName": "a", "AdditionalProperties": {}, "Conditions": {
        "InsiderRiskLevels": null, "AdditionalProperties": {"insiderRiskLevels": "minor", "new": {"A": 1}}}});
    let expected = json!({"displayName": "a", "AdditionalProperties": {},
        "conditions": {"insiderRiskLevels": "minor", "new": {"A": 1}}});
    assert_eq!(one(policy).2, expected);
}

#[test]
fn nothing_that_says_nothing_is_dropped() {
    let silent = json!({
        "displayName": "a", "state": "disabled", "sessionControls": {}, "grantControls": {"operator": null},
        "conditions": {"platforms": [], "locations": {}, "devices": {"deviceFilter": null}, "times": "",
            "authenticationFlows": {"transferMethods": ["deviceCodeFlow"]}}
    });
    assert_eq!(one(silent.clone()).2, silent);
}

#[test]
fn named_locations_get_their_type_and_range_types() {
    let v4 = |cidr: &str| json!({"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": cidr});
    let v6 = |cidr: &str| json!({"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": cidr});
    let bare = json!({"DisplayName": "HQ", "IpRanges": [
        "192.0.2.0/24", {"CidrAddress": "2001:db8::/32"}, {"cidrAddress": "10.0.0.0/9", "note": 1},
        v6("::1/128"), {"lowerAddress": "1.1.1.1"}, 7]});
    let (kind, _, found) = one(bare);
    assert_eq!(kind, DocumentKind::NamedLocation);
    let mut noted = v4("10.0.0.0/9");
    noted["note"] = 1.into();
    let ranges = json!([v4("192.0.2.0/24"), v6("2001:db8::/32"), noted, v6("::1/128"),
        {"lowerAddress": "1.1.1.1"}, 7]);
    assert_eq!(
        found,
        json!({"displayName": "HQ", "@odata.type": "#microsoft.graph.ipNamedLocation", "ipRanges": ranges})
    );

    for (members, expected) in [
        (json!({"countriesAndRegions": ["BE"]}), "#microsoft.graph.countryNamedLocation"),
        (json!({"ipRanges": [], "countriesAndRegions": ["BE"]}), "#microsoft.graph.countryNamedLocation"),
        (json!({"ipRanges": [], "countriesAndRegions": null}), "#microsoft.graph.ipNamedLocation"),
        (
            json!({"@odata.type": "#microsoft.graph.namedLocation", "countriesAndRegions": ["BE"]}),
            "#microsoft.graph.countryNamedLocation",
        ),
        (json!({"@odata.type": "microsoft.graph.IPNamedLocation"}), "#microsoft.graph.ipNamedLocation"),
        (
            json!({"@odata.type": "#microsoft.graph.compliantNetworkNamedLocation", "ipRanges": []}),
            "#microsoft.graph.compliantNetworkNamedLocation",
        ),
    ] {
        assert_eq!(one(members).2["@odata.type"], expected);
    }
}

#[test]
fn strengths_and_contexts() {
    let strength = json!({"DisplayName": "Keys", "AllowedCombinations": ["password, hardwareOath"]});
    let expected = json!({"displayName": "Keys", "allowedCombinations": ["password, hardwareOath"]});
    assert_eq!(one(strength), (DocumentKind::AuthenticationStrength, "$".to_owned(), expected));
    let context = json!({"Id": "c12", "IsAvailable": false});
    let expected = json!({"id": "c12", "isAvailable": false});
    assert_eq!(one(context), (DocumentKind::AuthenticationContext, "$".to_owned(), expected));
    let typed = json!({"@odata.type": "#microsoft.graph.authenticationContextClassReference", "id": "c1"});
    assert_eq!(one(typed.clone()).2, typed);
    for other in ["c0", "c100", "cx", "d1"] {
        refused(json!({"id": other, "isAvailable": true}).to_string());
    }
}

#[test]
fn other_things_are_not_taken_for_documents() {
    let flow = json!({"@odata.type": "#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow",
        "displayName": "Sign-up", "conditions": {"applications": {"includeApplications": []}}});
    let terraform = json!({"display_name": "a", "state": "enabled", "grant_controls": null,
        "conditions": {"users": {"include_users": ["All"]}}});
    let list = json!({"displayName": "a", "conditions": [{"type": "Ready"}]});
    let reference = json!({"@odata.type": "#microsoft.graph.authenticationStrengthPolicy", "id": "s", "displayName": "Keys"});
    for value in [flow, terraform, list, reference, json!(null), json!({"displayName": "a"})] {
        let (path, reason) = refused(value.to_string());
        assert_eq!(
            (&*path, reason.starts_with("holds no Conditional Access policy")),
            ("$", true),
            "{value}"
        );
    }
    for text in [
        "",
        "displayName: a\nconditions:\n  users: {}\n",
        "resource \"azuread_conditional_access_policy\" \"a\" {\n}\n",
        "---\n- a\n",
        "<policy/>",
        "\u{0}",
    ] {
        assert_eq!(refused(text).0, "$", "{text}");
    }
    // A result of Graph's what-if is a policy with more members.
    let evaluated = json!({"@odata.type": "#microsoft.graph.whatIfAnalysisResult", "policyApplies": true,
        "state": "enabled", "conditions": {}});
    assert_eq!(one(evaluated.clone()).2, evaluated);
}

#[test]
fn size_depth_and_number_are_bounded() {
    let nested = |levels: usize| "[".repeat(levels) + SMALL + &"]".repeat(levels);
    // The policy itself has three levels, and a list within.
    assert_eq!(read(nested(60))[0].2, small());
    for levels in [61, 127, 100_000] {
        assert_eq!(refused(nested(levels)), ("$".to_owned(), "is nested deeper than 64 levels".to_owned()));
    }
    let row = |levels| json!([{"JSON": nested(levels)}]).to_string();
    assert_eq!(read(row(58))[0].2, small());
    assert_eq!(refused(row(59)), ("[0].JSON".to_owned(), "is nested deeper than 64 levels".to_owned()));
    assert_eq!(refused(vec![b' '; SIZE_MAX + 1]).1, "is larger than 16 MiB");
    let many = |count: usize| (0..count).map(|n| policy(&n.to_string())).collect::<Value>();
    assert_eq!(read(many(DOCUMENTS_MAX).to_string()).len(), DOCUMENTS_MAX);
    assert_eq!(refused(many(DOCUMENTS_MAX + 1).to_string()).1, "holds more than 10000 documents");
    assert!(documents_in(many(DOCUMENTS_MAX + 1)).is_err());
}

proptest::proptest! {
    #[test]
    fn damaged_files_are_read_or_refused(at in 0..SMALL.len(), byte: u8, cut in 0..SMALL.len()) {
        let mut file = SMALL.as_bytes().to_vec();
        file[at] = byte;
        for file in [&file[..], &file[..cut], &file[cut..]] {
            match read_documents(file) {
                Ok(found) => assert!(!found.is_empty()),
                Err(Error::PolicyInvalid { path, .. }) => assert_eq!(path, "$"),
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn what_is_read_can_be_parsed() {
    let pascal =
        SMALL.replace("\"displayName\"", "\"DisplayName\"").replace("\"conditions\"", "\"Conditions\"");
    let found = read_documents(pascal.as_bytes()).expect("documents");
    let parsed = Policy::parse(&found[0].json).expect("a policy");
    assert_eq!(parsed.display_name(), "Zugriff für alle");
}
