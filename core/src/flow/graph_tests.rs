use super::*;
use crate::flow::attribute::tests::attribute;

/// A document as Graph answers with, shortened: annotations, nulls and empty lists included.
const SAMPLE: &str = r##"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/authenticationEventsFlows/$entity",
  "@odata.type": "#microsoft.graph.externalUsersSelfServiceSignUpEventsFlow",
  "id": "0313cc37-d421-421d-857b-87804d61e33e",
  "displayName": "Contoso Shop",
  "description": null,
  "priority": 50,
  "onAttributeCollectionStart": null,
  "onAttributeCollectionSubmit": null,
  "tags": [],
  "conditions": {"applications": {
    "includeAllApplications": false,
    "includeApplications@odata.context": "https://graph.microsoft.com/x",
    "includeApplications": [{"@odata.type": "#microsoft.graph.authenticationConditionApplication", "appId": "app-1"}]
  }},
  "onInteractiveAuthFlowStart": {
    "@odata.type": "#microsoft.graph.onInteractiveAuthFlowStartExternalUsersSelfServiceSignUp",
    "isSignUpAllowed": true
  },
  "onAuthenticationMethodLoadStart": {
    "@odata.type": "#microsoft.graph.onAuthenticationMethodLoadStartExternalUsersSelfServiceSignUp",
    "identityProviders": [{
      "@odata.type": "#microsoft.graph.builtInIdentityProvider",
      "id": "EmailPassword-OAUTH", "displayName": "Email with password",
      "identityProviderType": "EmailPassword", "state": null
    }]
  },
  "onAttributeCollection": {
    "@odata.type": "#microsoft.graph.onAttributeCollectionExternalUsersSelfServiceSignUp",
    "accessPackages": [],
    "attributeCollectionPage": {"customStringsFileId": null, "views": [{"title": null, "description": null, "inputs": [
      {"attribute": "email", "label": "Email Address", "inputType": "text", "defaultValue": null, "hidden": true,
       "editable": false, "writeToDirectory": true, "required": true, "validationRegEx": "^.+@.+$", "options": []},
      {"attribute": "displayName", "label": "Display Name", "inputType": "text", "defaultValue": null, "hidden": false,
       "editable": true, "writeToDirectory": true, "required": false,
       "validationRegEx": "^[a-zA-Z_][0-9a-zA-Z_ ]*[0-9a-zA-Z_]+$", "options": []},
      {"attribute": "extension_6ea3bc85aec24b1c92ff4a117afb6621_Color", "label": "Color", "inputType": "radioSingleSelect",
       "required": true, "options": [{"label": "red", "value": "red"}, {"label": "blue", "value": "blue"}]},
      {"attribute": "age", "label": "Age", "inputType": "text"},
      {"attribute": "terms", "label": "I accept the terms", "inputType": "boolean", "required": true}
    ]}]},
    "attributes": [
      {"id": "email", "displayName": "Email Address", "description": "Email address of the user",
       "userFlowAttributeType": "builtIn", "dataType": "string"},
      {"id": "displayName", "displayName": "Display Name", "description": "Display Name of the User.",
       "userFlowAttributeType": "builtIn", "dataType": "string", "supportedTenantTypes": "externalId"},
      {"id": "extension_6ea3bc85aec24b1c92ff4a117afb6621_Color", "userFlowAttributeType": "custom", "dataType": "string"},
      {"id": "age", "userFlowAttributeType": "custom", "dataType": "int64"},
      {"id": "terms"}
    ]
  },
  "onUserCreateStart": {
    "@odata.type": "#microsoft.graph.onUserCreateStartExternalUsersSelfServiceSignUp",
    "accessPackages": [], "userTypeToCreate": "member"
  }
}"##;

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap()
}

fn stored(flow: NewUserFlow) -> UserFlow {
    UserFlow {
        id: "flow-1".into(),
        display_name: flow.display_name,
        identity_provider: flow.identity_provider,
        sign_up_allowed: flow.sign_up_allowed,
        attributes: flow.attributes,
        client_ids: flow.client_ids,
        reveal_existing_accounts: flow.reveal_existing_accounts,
        created_at: 0,
    }
}

#[test]
fn a_document_of_graph_is_understood() {
    let flow = UserFlowDocument::parse(SAMPLE).unwrap();
    assert_eq!(flow.display_name, "Contoso Shop");
    assert_eq!(flow.identity_provider, IdentityProvider::EmailPassword);
    assert!(flow.sign_up_allowed && !flow.reveal_existing_accounts);
    assert_eq!(flow.client_ids, ["app-1"]);
    let kinds: Vec<_> = flow.attributes.iter().map(|a| (a.label.as_str(), a.kind, a.required)).collect();
    assert_eq!(
        kinds,
        [
            ("Display Name", AttributeKind::String, false),
            ("Color", AttributeKind::Choice, true),
            ("Age", AttributeKind::Integer, false),
            ("I accept the terms", AttributeKind::Boolean, true),
        ]
    );
    assert_eq!(flow.attributes[1].choices, ["red", "blue"]);
    assert_eq!(flow.attributes[0].pattern.as_deref(), Some("^[a-zA-Z_][0-9a-zA-Z_ ]*[0-9a-zA-Z_]+$"));
    assert_eq!(flow.validate(), Ok(()));
}

#[test]
fn the_least_document_is_enough() {
    let least = r#"{"displayName":"x","onInteractiveAuthFlowStart":{"isSignUpAllowed":false},
        "onAuthenticationMethodLoadStart":{"identityProviders":[{"id":"EmailOtpSignup-OAUTH"}]}}"#;
    let mut expected = NewUserFlow::new("x", IdentityProvider::EmailOtp);
    expected.sign_up_allowed = false;
    assert_eq!(UserFlowDocument::parse(least).unwrap(), expected);
}

#[test]
fn every_flow_survives_the_round_trip() {
    let kinds =
        [AttributeKind::String, AttributeKind::Boolean, AttributeKind::Integer, AttributeKind::Choice];
    for seed in 0..512_u32 {
        let bit = |n: u32| seed >> n & 1 == 1;
        let mut flow =
            NewUserFlow::new(format!("Flow \"{seed}\" ü"), IdentityProvider::ALL[usize::from(bit(0))]);
        flow.sign_up_allowed = bit(1);
        flow.reveal_existing_accounts = bit(2);
        flow.client_ids = (0..seed % 3).map(|i| format!("app-{i}")).collect();
        for (index, kind) in kinds.into_iter().enumerate().filter(|(i, _)| bit(3 + *i as u32)) {
            let holds_text = matches!(kind, AttributeKind::String | AttributeKind::Choice);
            let name = if bit(7) && holds_text {
                ["city", "", "", "country"][index].to_owned()
            } else {
                format!("a{index}")
            };
            let mut one = attribute(&name, kind);
            one.required = bit(8);
            one.pattern = bit(7).then(|| ".*".to_owned());
            flow.attributes.push(one);
        }
        if bit(8) {
            flow.attributes.reverse();
        }
        assert_eq!(flow.validate(), Ok(()));
        let flow = stored(flow);
        let document = UserFlowDocument::to_graph(&flow);
        assert_eq!(UserFlowDocument::parse(&document).unwrap(), NewUserFlow::from(&flow), "{document}");
    }
}

#[test]
fn what_is_written_looks_like_graph() {
    let mut flow = NewUserFlow::new("x", IdentityProvider::EmailOtp);
    flow.attributes =
        vec![attribute("city", AttributeKind::String), attribute("age", AttributeKind::Integer)];
    let document: Value = serde_json::from_str(&UserFlowDocument::to_graph(&stored(flow))).unwrap();
    let at = |path: &str| document.pointer(path).cloned().unwrap_or_default();
    assert_eq!(at("/@odata.type"), FLOW_TYPE);
    assert_eq!(at("/onAuthenticationMethodLoadStart/identityProviders/0/id"), "EmailOtpSignup-OAUTH");
    assert_eq!(at("/onAttributeCollection/attributes/0/id"), "email");
    assert_eq!(at("/onAttributeCollection/attributes/1/userFlowAttributeType"), "builtIn");
    assert_eq!(at("/onAttributeCollection/attributes/2/userFlowAttributeType"), "custom");
    assert_eq!(at("/onAttributeCollection/attributes/2/dataType"), "int64");
    assert_eq!(at("/onAttributeCollection/attributeCollectionPage/views/0/inputs/0/hidden"), true);
    assert_eq!(at("/@doorstep.revealExistingAccounts"), Value::Null);
}

/// Where the complaint about a changed sample is, with `!` in front when it is about something unsupported.
fn complaint(pointer: &str, value: Value) -> String {
    let mut document = sample();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(name.into(), value)),
        Value::Array(items) if name == "-" => items.push(value),
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer}"),
    }
    match UserFlowDocument::parse(&document.to_string()) {
        Err(Error::PolicyInvalid { path, .. }) => path,
        Err(Error::PolicyUnsupported { path }) => format!("!{path}"),
        other => panic!("{pointer}: {other:?}"),
    }
}

#[test]
fn complaints_name_the_place() {
    let providers = "onAuthenticationMethodLoadStart.identityProviders";
    let inputs = "onAttributeCollection.attributeCollectionPage.views[0].inputs";
    let attributes = "onAttributeCollection.attributes";
    let input = |rest: &str| format!("/onAttributeCollection/attributeCollectionPage/views/0/inputs/{rest}");
    let cases: Vec<(String, Value, String)> = vec![
        (
            "/@odata.type".into(),
            json!("#microsoft.graph.onTokenIssuanceStartListener"),
            "!@odata.type".into(),
        ),
        ("/displayName".into(), Value::Null, "displayName".into()),
        ("/displayName".into(), json!(1), "displayName".into()),
        ("/displayName".into(), json!(" "), "displayName".into()),
        ("/priority".into(), json!("high"), "priority".into()),
        ("/tags".into(), json!(["x"]), "!tags".into()),
        ("/onPhoneMethodLoadStart".into(), json!({"x": 1}), "!onPhoneMethodLoadStart".into()),
        (
            "/onAttributeCollectionSubmit".into(),
            json!({"customExtension": {"id": "x"}}),
            "!onAttributeCollectionSubmit".into(),
        ),
        ("/@doorstep.revealExistingAccounts".into(), json!("yes"), "@doorstep.revealExistingAccounts".into()),
        ("/conditions/users".into(), json!({"all": true}), "!conditions.users".into()),
        (
            "/conditions/applications/includeAllApplications".into(),
            json!(true),
            "!conditions.applications.includeAllApplications".into(),
        ),
        (
            "/conditions/applications/includeApplications".into(),
            json!({}),
            "conditions.applications.includeApplications".into(),
        ),
        (
            "/conditions/applications/includeApplications/-".into(),
            json!({"appId": "app-1"}),
            "conditions.applications.includeApplications[1].appId".into(),
        ),
        (
            "/conditions/applications/includeApplications/-".into(),
            json!({}),
            "conditions.applications.includeApplications[1].appId".into(),
        ),
        ("/onInteractiveAuthFlowStart".into(), Value::Null, "onInteractiveAuthFlowStart".into()),
        (
            "/onInteractiveAuthFlowStart/isSignUpAllowed".into(),
            json!("true"),
            "onInteractiveAuthFlowStart.isSignUpAllowed".into(),
        ),
        (
            "/onInteractiveAuthFlowStart/@odata.type".into(),
            json!("#x"),
            "!onInteractiveAuthFlowStart.@odata.type".into(),
        ),
        (
            "/onInteractiveAuthFlowStart/other".into(),
            json!(false),
            "!onInteractiveAuthFlowStart.other".into(),
        ),
        ("/onAuthenticationMethodLoadStart".into(), json!([]), "onAuthenticationMethodLoadStart".into()),
        ("/onAuthenticationMethodLoadStart/identityProviders".into(), json!([]), providers.into()),
        (
            "/onAuthenticationMethodLoadStart/identityProviders/-".into(),
            json!({"id": "EmailOtpSignup-OAUTH"}),
            providers.into(),
        ),
        (
            "/onAuthenticationMethodLoadStart/identityProviders/-".into(),
            json!({"id": "Google-OAUTH"}),
            format!("!{providers}[1].id"),
        ),
        (
            "/onAuthenticationMethodLoadStart/identityProviders/0/id".into(),
            json!("emailpassword-oauth"),
            format!("!{providers}[0].id"),
        ),
        (
            "/onUserCreateStart/userTypeToCreate".into(),
            json!("guest"),
            "!onUserCreateStart.userTypeToCreate".into(),
        ),
        (
            "/onUserCreateStart/userTypeToCreate".into(),
            json!("robot"),
            "onUserCreateStart.userTypeToCreate".into(),
        ),
        (
            "/onUserCreateStart/accessPackages".into(),
            json!(["p"]),
            "!onUserCreateStart.accessPackages".into(),
        ),
        ("/onAttributeCollection/attributes/-".into(), json!({"id": "city"}), format!("{attributes}[5]")),
        ("/onAttributeCollection/attributes/-".into(), json!({"id": "age"}), format!("{attributes}[5].id")),
        (
            "/onAttributeCollection/attributes/3/dataType".into(),
            json!("dateTime"),
            format!("!{attributes}[3].dataType"),
        ),
        (
            "/onAttributeCollection/attributes/3/dataType".into(),
            json!("float"),
            format!("{attributes}[3].dataType"),
        ),
        (
            "/onAttributeCollection/attributes/3/userFlowAttributeType".into(),
            json!("builtIn"),
            format!("!{attributes}[3].id"),
        ),
        (
            "/onAttributeCollection/attributes/1/userFlowAttributeType".into(),
            json!("custom"),
            format!("{attributes}[1].userFlowAttributeType"),
        ),
        (
            "/onAttributeCollection/attributes/1/dataType".into(),
            json!("int64"),
            format!("{attributes}[1].dataType"),
        ),
        (
            "/onAttributeCollection/attributeCollectionPage/views/-".into(),
            json!({"inputs": []}),
            "!onAttributeCollection.attributeCollectionPage.views[1]".into(),
        ),
        (
            "/onAttributeCollection/attributeCollectionPage/views/0/title".into(),
            json!("Page"),
            "!onAttributeCollection.attributeCollectionPage.views[0].title".into(),
        ),
        (input("1/hidden"), json!(true), format!("!{inputs}[1].hidden")),
        (input("1/editable"), json!(false), format!("!{inputs}[1].editable")),
        (input("1/writeToDirectory"), json!(false), format!("!{inputs}[1].writeToDirectory")),
        (input("1/defaultValue"), json!("Ada"), format!("!{inputs}[1].defaultValue")),
        (input("1/required"), json!("no"), format!("{inputs}[1].required")),
        (input("1/validationRegEx"), json!("(?=x)"), format!("{inputs}[1].validationRegEx")),
        (input("1/label"), json!(""), format!("{inputs}[1].label")),
        (input("1/inputType"), json!("checkboxMultiSelect"), format!("!{inputs}[1].inputType")),
        (input("1/inputType"), json!("slider"), format!("{inputs}[1].inputType")),
        (input("1/inputType"), json!("boolean"), format!("{inputs}[1].inputType")),
        (input("3/inputType"), json!("radioSingleSelect"), format!("!{inputs}[3].inputType")),
        (input("1/options"), json!([{"value": "x"}]), format!("{inputs}[1].options")),
        (input("2/options"), json!([{"value": "x"}]), format!("{inputs}[2].options")),
        (input("2/options/1/value"), json!("red"), format!("!{inputs}[2].options[1].label")),
        (input("2/options/1"), json!({"value": "red"}), format!("{inputs}[2].options[1]")),
        (input("2/options/1"), json!({"value": 1}), format!("{inputs}[2].options[1].value")),
        (input("3/attribute"), json!("city"), format!("{inputs}[3].attribute")),
        (input("3/attribute"), json!("displayName"), format!("{inputs}[3].attribute")),
    ];
    for (pointer, value, expected) in cases {
        assert_eq!(complaint(&pointer, value.clone()), expected, "{pointer} = {value}");
    }
}
