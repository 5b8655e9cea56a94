//! User flows and authentication methods.

use doorstep_core::{
    AttributeKind, FlowAttribute, IdentityProvider, MethodKind, NewUserFlow, Target, UserFlowChanges,
};
use serde_json::json;

use crate::helpers::{NOBODY, only_entry, refusal, tenant, user};

fn choice() -> FlowAttribute {
    FlowAttribute {
        name: "color".into(),
        label: "Color".into(),
        kind: AttributeKind::Choice,
        required: true,
        pattern: None,
        choices: vec!["red".into(), "blue".into()],
    }
}

#[test]
fn an_app_is_in_at_most_one_flow() {
    let (_engine, tenant) = tenant();
    let flows = tenant.user_flows();
    let [shop, desk] = ["Shop", "Desk"].map(|name| tenant.apps().register(name).unwrap().client_id);
    let mut new = NewUserFlow::new("One", IdentityProvider::EmailPassword);
    new.client_ids = vec![shop.clone()];
    new.attributes = vec![choice()];
    let one = flows.create(&new).unwrap();
    assert_eq!(flows.get(&one.id).unwrap(), one);
    assert_eq!(refusal(flows.create(&new)), "already_exists:user_flow");
    new.display_name = "Two".into();
    assert_eq!(refusal(flows.create(&new)), "already_exists:user_flow_of_app");
    assert_eq!(flows.list().unwrap(), std::slice::from_ref(&one), "nothing is left of a refused one");
    new.client_ids = vec![NOBODY.into()];
    assert_eq!(refusal(flows.create(&new)), "not_found:app");
    new.client_ids = vec![desk.clone(), desk.clone()];
    assert_eq!(refusal(flows.create(&new)), "invalid_argument:client_ids[1]");
    new.client_ids.clear();
    new.attributes[0].label.clear();
    assert_eq!(refusal(flows.create(&new)), "invalid_argument:attributes[0].label");
    new.attributes.clear();
    let two = flows.create(&new).unwrap();

    assert_eq!(refusal(flows.attach_app(&two.id, &shop)), "already_exists:user_flow_of_app");
    assert_eq!(refusal(flows.attach_app(&two.id, NOBODY)), "not_found:app");
    assert_eq!(refusal(flows.detach_app(&two.id, &shop)), "not_found:user_flow_app");
    flows.detach_app(&one.id, &shop).unwrap();
    flows.attach_app(&two.id, &shop).unwrap();
    assert_eq!(flows.get(&two.id).unwrap().client_ids, std::slice::from_ref(&shop));
    let (_, before, after) = only_entry(&tenant, "user_flows.attach_app");
    assert_eq!((&before["client_ids"], &after["client_ids"]), (&json!([]), &json!([shop])));

    let changes = UserFlowChanges {
        display_name: Some("Second".into()),
        identity_provider: Some(IdentityProvider::EmailOtp),
        sign_up_allowed: Some(false),
        attributes: Some(vec![choice()]),
        reveal_existing_accounts: Some(true),
    };
    let changed = flows.update(&two.id, &changes).unwrap();
    assert_eq!(changed, flows.get(&two.id).unwrap());
    assert_eq!((changed.client_ids.len(), changed.sign_up_allowed), (1, false));
    assert_eq!(flows.update(&two.id, &UserFlowChanges::default()).unwrap(), changed);
    let clash = UserFlowChanges { display_name: Some("One".into()), ..UserFlowChanges::default() };
    assert_eq!(refusal(flows.update(&two.id, &clash)), "already_exists:user_flow");
    let blank = UserFlowChanges { display_name: Some(" ".into()), ..UserFlowChanges::default() };
    assert_eq!(refusal(flows.update(&two.id, &blank)), "invalid_argument:display_name");
    flows.delete(&two.id).unwrap();
    flows.attach_app(&one.id, &shop).unwrap();
    tenant.apps().delete(&shop).unwrap();
    assert!(flows.get(&one.id).unwrap().client_ids.is_empty());
}

#[test]
fn flows_go_through_graph_and_the_store() {
    let (engine, tenant) = tenant();
    let app = tenant.apps().register("Shop").unwrap();
    for (name, provider) in [("P", IdentityProvider::EmailPassword), ("O", IdentityProvider::EmailOtp)] {
        let mut new = NewUserFlow::new(name, provider);
        new.attributes = vec![choice()];
        new.reveal_existing_accounts = provider == IdentityProvider::EmailOtp;
        new.client_ids = vec![app.client_id.clone()];
        let flow = tenant.user_flows().create(&new).unwrap();
        let document = tenant.user_flows().to_graph(&flow.id).unwrap();
        tenant.user_flows().delete(&flow.id).unwrap();
        let again = tenant.user_flows().create_from_graph(&document).unwrap();
        assert_eq!(NewUserFlow::from(&again), new);
        assert_ne!(again.id, flow.id);
        let other = engine.create_tenant(name).unwrap();
        assert_eq!(refusal(other.user_flows().create_from_graph(&document)), "not_found:app");
        tenant.user_flows().delete(&again.id).unwrap();
    }
    assert_eq!(refusal(tenant.user_flows().create_from_graph("[]")), "policy_invalid:$");
}

#[test]
fn methods_are_enabled_for_targets_that_exist() {
    let (_engine, tenant) = tenant();
    let methods = tenant.methods();
    let kind = MethodKind::EmailOtp;
    assert!(!methods.get(kind).unwrap().configuration.enabled);
    assert_eq!(methods.list().unwrap().len(), 2);
    let staff = tenant.groups().create("Staff").unwrap();
    let ada = user(&tenant, "ada@example.com");
    let set = methods.enable(
        kind,
        Some(vec![Target::Group { id: staff.id.clone() }]),
        vec![Target::User { id: ada.id.clone() }],
    );
    let set = set.unwrap().configuration;
    assert!(set.enabled && methods.get(kind).unwrap().configuration == set);
    let group = || Target::Group { id: NOBODY.into() };
    let nobody = || Target::User { id: NOBODY.into() };
    assert_eq!(refusal(methods.enable(kind, Some(vec![group()]), vec![])), "not_found:group");
    assert_eq!(refusal(methods.enable(kind, None, vec![nobody()])), "not_found:user");
    let graph = r#"{"includeTargets": [{"targetType": "group", "id": "gone"}]}"#;
    assert_eq!(refusal(methods.update_from_graph(kind, graph)), "not_found:group");
    assert_eq!(refusal(methods.update_from_graph(kind, r#"{"state": "on"}"#)), "policy_invalid:state");
    assert_eq!(refusal(methods.to_graph(MethodKind::Password)), "invalid_argument:kind");
    assert_eq!(methods.get(kind).unwrap().configuration, set, "refusals change nothing");

    let document = methods.to_graph(kind).unwrap();
    let off = methods.disable(kind).unwrap().configuration;
    assert!(!off.enabled && off.include == set.include);
    assert_eq!(methods.update_from_graph(kind, &document).unwrap().configuration, set);
    tenant.groups().delete(&staff.id).unwrap();
    assert!(!methods.disable(kind).unwrap().configuration.enabled, "a deleted target is no obstacle");
    assert_eq!(methods.enable(kind, None, vec![]).unwrap().configuration.include, [Target::AllUsers]);
}
