//! The administrator's half through the public API: every collection, every refusal, roles, audit log and isolation.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use doorstep_core::{
    Actor, AttributeKind, AttributeValue, AuditEntry, AuditQuery, Database, Denial, Engine, EngineOptions,
    Error, FlowAttribute, IdentityProvider, KeyRing, ManualClock, Member, MethodKind, NewUser, NewUserFlow,
    Outcome, PolicyState, Result, SignInContext, SignInQuery, Step, Target, Tenant, TenantSettings, User,
    UserChanges, UserFlowChanges, UserState,
};
use serde_json::{Value, json};

const PASSWORD: &str = "correct horse battery";
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn engine() -> (Engine, Arc<ManualClock>) {
    let key: Vec<u8> = (0..32).collect();
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = clock.clone();
    options.deliver_in_background = false;
    options.mailer = Some(Arc::new(|_: &doorstep_core::Message| Ok(())));
    (Engine::open_for_tests(options).unwrap(), clock)
}

fn tenant() -> (Engine, Tenant) {
    let (engine, _) = engine();
    let tenant = engine.create_tenant("contoso").unwrap();
    (engine, tenant)
}

fn with_email(email: &str) -> NewUser {
    NewUser { email: Some(email.into()), ..NewUser::default() }
}

fn user(tenant: &Tenant, email: &str) -> User {
    tenant.users().create(&with_email(email), Some(PASSWORD)).unwrap()
}

/// An administrator's handle: a new user with one role.
fn admin(tenant: &Tenant, role: &str) -> (User, Tenant) {
    let local = role.to_lowercase().replace(' ', ".");
    let user = user(tenant, &format!("{local}@example.com"));
    tenant.roles().assign(&user.id, role).unwrap();
    let handle = tenant.acting_as(Actor::User { user_id: user.id.clone() });
    (user, handle)
}

/// `code:data`, the part of an error that callers rely on.
fn refusal<T: Debug>(result: Result<T>) -> String {
    let error = result.expect_err("must be refused");
    let data = match &error {
        Error::InvalidArgument { field, .. } => field,
        Error::NotFound { kind } | Error::AlreadyExists { kind } => kind,
        Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => path,
        _ => "",
    };
    format!("{}:{data}", error.code())
}

fn audit(tenant: &Tenant, action: &str) -> Vec<AuditEntry> {
    let query = AuditQuery { action: Some(action.into()), limit: 1000, ..AuditQuery::default() };
    tenant.audit_log(&query).unwrap().items
}

fn side(text: &Option<String>) -> Value {
    text.as_deref().map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
}

/// The one entry of an action: its target, before and after.
fn only_entry(tenant: &Tenant, action: &str) -> (Option<String>, Value, Value) {
    let mut entries = audit(tenant, action);
    assert_eq!(entries.len(), 1, "{action}: {entries:?}");
    let entry = entries.remove(0);
    assert_eq!((entry.actor.as_str(), entry.result.as_str()), ("host", "success"));
    (entry.target_id, side(&entry.before), side(&entry.after))
}

fn policy(state: &str, users: Value) -> String {
    json!({
        "displayName": "Require MFA", "state": state, "fromElsewhere": {"kept": true},
        "conditions": {"users": users, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]}
    })
    .to_string()
}

fn codes(warnings: &[doorstep_core::Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}

// ---- users

#[test]
fn a_user_lives_and_is_found() {
    let (_engine, tenant) = tenant();
    let users = tenant.users();
    let attributes = BTreeMap::from([("city".into(), AttributeValue::Text("Köln".into()))]);
    let new = NewUser {
        email: Some(" Ada@Example.COM ".into()),
        external_subject: Some("crm|7".into()),
        display_name: Some("Ada".into()),
        attributes: attributes.clone(),
        locale: Some("de-DE".into()),
    };
    let ada = users.create(&new, None).unwrap();
    assert_eq!(ada.email.as_deref(), Some("Ada@Example.COM"));
    assert_eq!((ada.state, ada.has_password, &ada.attributes), (UserState::Active, false, &attributes));
    assert_eq!(users.get(&ada.id).unwrap(), ada);
    assert_eq!(users.find_by_email("aDA@example.com").unwrap().as_ref(), Some(&ada));
    assert_eq!(users.find_by_email("nobody@example.com").unwrap(), None);
    assert_eq!(users.find_by_email("not an address").unwrap(), None);
    assert_eq!(users.find_by_subject("crm|7").unwrap().as_ref(), Some(&ada));
    assert_eq!(users.find_by_subject("crm|8").unwrap(), None);

    let changes = UserChanges { display_name: Some("Countess".into()), ..UserChanges::default() };
    let changed = users.update(&ada.id, &changes).unwrap();
    assert_eq!(changed, User { display_name: Some("Countess".into()), ..ada.clone() });
    let changes = UserChanges {
        email: Some("countess@example.com".into()),
        external_subject: Some("crm|8".into()),
        attributes: Some(BTreeMap::new()),
        locale: Some("en".into()),
        ..UserChanges::default()
    };
    let changed = users.update(&ada.id, &changes).unwrap();
    assert_eq!(users.get(&ada.id).unwrap(), changed);
    assert_eq!(users.find_by_email("ada@example.com").unwrap(), None);
    assert!(changed.attributes.is_empty() && changed.locale.as_deref() == Some("en"));

    users.set_password(&ada.id, PASSWORD).unwrap();
    assert!(users.get(&ada.id).unwrap().has_password);
    assert_eq!(users.disable(&ada.id).unwrap().state, UserState::Disabled);
    assert_eq!(users.enable(&ada.id).unwrap().state, UserState::Active);
    users.unlock(&ada.id).unwrap();
    users.delete(&ada.id).unwrap();
    assert_eq!(refusal(users.get(&ada.id)), "not_found:user");
}

#[test]
fn users_are_listed_in_pages_without_gaps() {
    let (_engine, tenant) = tenant();
    let made: Vec<User> = (0..7).map(|i| user(&tenant, &format!("u{i}@example.com"))).collect();
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = tenant.users().list(3, cursor.as_deref()).unwrap();
        pages += 1;
        seen.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!((pages, &seen), (3, &made));
    assert_eq!(tenant.users().list(7, None).unwrap().next_cursor, None);
    for limit in [0, 1001] {
        assert_eq!(refusal(tenant.users().list(limit, None)), "invalid_argument:limit");
    }
}

#[test]
fn refusals_about_users_name_the_field() {
    let (_engine, tenant) = tenant();
    let users = tenant.users();
    let ada = user(&tenant, "ada@example.com");
    type Change = fn(&mut NewUser);
    let cases: &[(Change, &str)] = &[
        (|u| u.email = None, "invalid_argument:email"),
        (|u| u.email = Some("nonsense".into()), "invalid_argument:email"),
        (|u| u.email = Some("ADA@example.com".into()), "already_exists:user"),
        (|u| u.external_subject = Some(String::new()), "invalid_argument:external_subject"),
        (|u| u.external_subject = Some("x".repeat(257)), "invalid_argument:external_subject"),
        (|u| u.external_subject = Some("a\nb".into()), "invalid_argument:external_subject"),
        (|u| u.display_name = Some(" ".into()), "invalid_argument:display_name"),
        (|u| u.display_name = Some("x".repeat(65)), "invalid_argument:display_name"),
        (|u| u.locale = Some("en_US".into()), "invalid_argument:locale"),
        (
            |u| u.attributes = BTreeMap::from([(String::new(), AttributeValue::Integer(1))]),
            "invalid_argument:attributes.",
        ),
        (
            |u| u.attributes = (0..101).map(|i| (format!("a{i}"), AttributeValue::Integer(i))).collect(),
            "invalid_argument:attributes",
        ),
    ];
    for (index, (change, expected)) in cases.iter().enumerate() {
        let mut new = with_email("new@example.com");
        change(&mut new);
        assert_eq!(&refusal(users.create(&new, None)), expected, "case {index}");
    }
    let subject = NewUser { external_subject: Some("s".repeat(256)), ..NewUser::default() };
    users.create(&subject, None).unwrap();
    assert_eq!(refusal(users.create(&subject, None)), "already_exists:user");
    let bob = user(&tenant, "bob@example.com");
    let take = UserChanges { email: Some("Ada@Example.com".into()), ..UserChanges::default() };
    assert_eq!(refusal(users.update(&bob.id, &take)), "already_exists:user");
    let bad = UserChanges { email: Some("x".into()), ..UserChanges::default() };
    assert_eq!(refusal(users.update(&bob.id, &bad)), "invalid_argument:email");
    let bad = UserChanges { locale: Some(String::new()), ..UserChanges::default() };
    assert_eq!(refusal(users.update(&ada.id, &bad)), "invalid_argument:locale");
    assert_eq!(users.list(10, None).unwrap().items.len(), 3);
}

#[test]
fn a_new_password_obeys_the_rules_and_says_which_it_breaks() {
    let (_engine, tenant) = tenant();
    let ada = user(&tenant, "adalovelace@example.com");
    let settings = TenantSettings { password_min_length: 12, ..TenantSettings::default() };
    tenant.update_settings(&settings).unwrap();
    for (password, word) in [
        ("elevenchars", "too_short"),
        ("password1234", "common"),
        ("adalovelace12", "contains_identity"),
        ("contoso123456", "contains_identity"),
        ("bell\u{7}bell\u{7}bell", "invalid_characters"),
        (&"x y".repeat(100), "too_long"),
    ] {
        let expected = Error::InvalidArgument { field: "password".into(), reason: word.into() };
        assert_eq!(tenant.users().set_password(&ada.id, password), Err(expected.clone()), "{password}");
        let created = tenant.users().create(&with_email("adalovelace@example.org"), Some(password));
        assert_eq!(created, Err(expected), "{password}");
    }
    assert_eq!(refusal(tenant.users().set_password(NOBODY, "short")), "not_found:user");
    assert_eq!(tenant.users().find_by_email("adalovelace@example.org").unwrap(), None);
}

#[test]
fn addresses_for_codes() {
    let (_engine, tenant) = tenant();
    let users = tenant.users();
    let ada = user(&tenant, "ada@example.com");
    let second = users.add_email_method(&ada.id, "Ada@Work.example").unwrap();
    let methods = users.email_methods(&ada.id).unwrap();
    let shape: Vec<_> =
        methods.iter().map(|m| (m.id.as_str(), m.address.as_str(), m.is_account_email, m.verified)).collect();
    assert_eq!(
        shape,
        [("account", "ada@example.com", true, false), (second.id.as_str(), "Ada@Work.example", false, false)]
    );
    assert_eq!(refusal(users.add_email_method(&ada.id, "nonsense")), "invalid_argument:address");
    for taken in ["ada@work.example", "ADA@example.com"] {
        assert_eq!(refusal(users.add_email_method(&ada.id, taken)), "already_exists:email_method");
    }
    assert_eq!(refusal(users.remove_email_method(&ada.id, "account")), "invalid_argument:method_id");
    assert_eq!(refusal(users.remove_email_method(&ada.id, NOBODY)), "not_found:email_method");
    let bob = user(&tenant, "bob@example.com");
    assert_eq!(refusal(users.remove_email_method(&bob.id, &second.id)), "not_found:email_method");
    users.remove_email_method(&ada.id, &second.id).unwrap();
    assert_eq!(users.email_methods(&ada.id).unwrap().len(), 1);
    let (target, before, after) = only_entry(&tenant, "users.remove_email_method");
    assert_eq!(target.as_deref(), Some(ada.id.as_str()));
    assert_eq!(
        (before[1]["address"].as_str(), after.as_array().unwrap().len()),
        (Some("Ada@Work.example"), 1)
    );
    let known = NewUser { external_subject: Some("host|1".into()), ..NewUser::default() };
    let known = users.create(&known, None).unwrap();
    assert!(users.email_methods(&known.id).unwrap().is_empty());
}

#[test]
fn what_changes_who_one_is_ends_sessions() {
    let (_engine, tenant) = tenant();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    let users = tenant.users();
    let ada = user(&tenant, "ada@example.com");
    let sign_in = |email: &str, password: &str| {
        let step =
            tenant.app(&app.client_id).unwrap().sign_in(email, Some(password), &SignInContext::default());
        let Step::Completed { token, .. } = step.unwrap() else { panic!("must complete") };
        assert!(tenant.sessions().validate(token.expose()).unwrap().is_some());
        token
    };
    let gone = |token: &doorstep_core::Secret| tenant.sessions().validate(token.expose()).unwrap().is_none();

    let token = sign_in("ada@example.com", PASSWORD);
    let name = UserChanges { display_name: Some("Ada".into()), ..UserChanges::default() };
    users.update(&ada.id, &name).unwrap();
    assert!(!gone(&token), "a name is no credential");
    let email = UserChanges { email: Some("countess@example.com".into()), ..UserChanges::default() };
    users.update(&ada.id, &email).unwrap();
    assert!(gone(&token));
    let token = sign_in("countess@example.com", PASSWORD);
    users.set_password(&ada.id, "another horse battery").unwrap();
    assert!(gone(&token));
    let token = sign_in("countess@example.com", "another horse battery");
    users.disable(&ada.id).unwrap();
    assert!(gone(&token));
    users.enable(&ada.id).unwrap();
    assert!(gone(&token), "enabling brings no session back");
    let token = sign_in("countess@example.com", "another horse battery");
    users.delete(&ada.id).unwrap();
    assert!(gone(&token));
}

#[test]
fn removing_an_address_ends_the_journeys_that_could_use_it() {
    let (_engine, tenant) = tenant();
    let client_id = tenant.apps().register("Shop").unwrap().client_id;
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailPassword);
    flow.client_ids = vec![client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    tenant.policies().create(&policy("enabled", json!({"includeUsers": ["All"]}))).unwrap();
    let ada = user(&tenant, "ada@example.com");
    let method = tenant.users().add_email_method(&ada.id, "ada@work.example").unwrap();
    let app = tenant.app(&client_id).unwrap();
    let step = app.sign_in("ada@example.com", Some(PASSWORD), &SignInContext::default()).unwrap();
    let Step::MethodRequired { token, .. } = step else { panic!("{step:?}") };
    tenant.users().remove_email_method(&ada.id, &method.id).unwrap();
    let step = app.request_challenge(token.expose(), &method.id).unwrap();
    assert!(matches!(step, Step::Denied { reason: Denial::JourneyEnded }), "{step:?}");
}

// ---- groups

#[test]
fn groups_nest_and_never_contain_themselves() {
    let (_engine, tenant) = tenant();
    let groups = tenant.groups();
    let [a, b, c] = ["A", "B", "C"].map(|name| groups.create(name).unwrap());
    let ada = user(&tenant, "ada@example.com");
    groups.add_group(&a.id, &b.id).unwrap();
    groups.add_group(&b.id, &c.id).unwrap();
    groups.add_user(&c.id, &ada.id).unwrap();
    groups.add_user(&c.id, &ada.id).unwrap();
    assert_eq!(tenant.users().groups(&ada.id).unwrap(), [a.clone(), b.clone(), c.clone()]);
    assert_eq!(groups.members(&c.id).unwrap(), [Member::User { id: ada.id.clone() }]);
    assert_eq!(groups.members(&a.id).unwrap(), [Member::Group { id: b.id.clone() }]);
    for (group, member) in [(&a, &a), (&c, &a), (&c, &b), (&b, &a)] {
        let refused = refusal(groups.add_group(&group.id, &member.id));
        assert_eq!(refused, "invalid_argument:member_group_id");
    }
    groups.add_group(&a.id, &c.id).unwrap();

    assert_eq!(groups.rename(&a.id, "Aa").unwrap().name, "Aa");
    assert_eq!(groups.get(&a.id).unwrap().name, "Aa");
    assert_eq!(groups.list().unwrap().len(), 3);
    assert_eq!(refusal(groups.create("Aa")), "already_exists:group");
    assert_eq!(refusal(groups.rename(&b.id, "Aa")), "already_exists:group");
    assert_eq!(refusal(groups.create("")), "invalid_argument:name");
    assert_eq!(refusal(groups.rename(&b.id, "x\ny")), "invalid_argument:new_name");
    assert_eq!(refusal(groups.remove_user(&a.id, &ada.id)), "not_found:member");
    assert_eq!(refusal(groups.remove_group(&c.id, &a.id)), "not_found:member");
    groups.remove_group(&a.id, &c.id).unwrap();
    groups.remove_user(&c.id, &ada.id).unwrap();
    let (target, before, after) = {
        let entry =
            audit(&tenant, "groups.remove_member").into_iter().find(|e| e.target_id == Some(c.id.clone()));
        let entry = entry.unwrap();
        (entry.target_id, side(&entry.before), side(&entry.after))
    };
    assert_eq!((target.as_deref(), after), (Some(c.id.as_str()), json!([])));
    assert_eq!(before, json!([{"kind": "user", "id": ada.id}]));
    groups.delete(&b.id).unwrap();
    assert!(groups.members(&a.id).unwrap().is_empty());
    assert_eq!(groups.list().unwrap().len(), 2);
}

// ---- roles

#[test]
fn roles_are_assigned_by_id_or_name() {
    let (_engine, tenant) = tenant();
    let roles = tenant.roles();
    let ada = user(&tenant, "ada@example.com");
    assert_eq!(roles.list().len(), 14);
    roles.assign(&ada.id, "security administrator").unwrap();
    roles.assign(&ada.id, "194ae4cb-b126-40b2-bd5b-6091b380977d").unwrap();
    let held = roles.of_user(&ada.id).unwrap();
    assert_eq!(held.iter().map(|r| r.display_name.as_str()).collect::<Vec<_>>(), ["Security Administrator"]);
    assert_eq!(roles.members("Security Administrator").unwrap(), [ada.id.as_str()]);
    assert!(roles.members("Global Reader").unwrap().is_empty());
    for refused in [
        refusal(roles.assign(&ada.id, "Emperor")),
        refusal(roles.unassign(&ada.id, "Emperor")),
        refusal(roles.members("Emperor")),
    ] {
        assert_eq!(refused, "not_found:role");
    }
    assert_eq!(refusal(roles.unassign(&ada.id, "Global Reader")), "not_found:role_assignment");
    roles.unassign(&ada.id, "Security Administrator").unwrap();
    assert!(roles.of_user(&ada.id).unwrap().is_empty());
    let (_, before, after) = only_entry(&tenant, "roles.unassign");
    assert_eq!((before, after), (json!(["194ae4cb-b126-40b2-bd5b-6091b380977d"]), json!([])));
}

#[test]
fn the_last_global_administrator_stays_unless_the_host_says_so() {
    let (_engine, tenant) = tenant();
    let lead = "Global Administrator";
    let (ada, as_ada) = admin(&tenant, lead);
    let bob = user(&tenant, "bob@example.com");
    assert_eq!(refusal(as_ada.roles().unassign(&ada.id, lead)), "invalid_argument:role");
    tenant.roles().assign(&bob.id, lead).unwrap();
    tenant.users().disable(&bob.id).unwrap();
    assert_eq!(refusal(as_ada.roles().unassign(&ada.id, lead)), "invalid_argument:role");
    as_ada.roles().unassign(&bob.id, lead).unwrap();
    tenant.roles().assign(&bob.id, lead).unwrap();
    tenant.users().enable(&bob.id).unwrap();
    as_ada.roles().unassign(&ada.id, lead).unwrap();
    tenant.roles().unassign(&bob.id, lead).unwrap();
    assert!(tenant.roles().members(lead).unwrap().is_empty());

    let (_, hands_out) = admin(&tenant, "Privileged Role Administrator");
    hands_out.roles().assign(&bob.id, "User Administrator").unwrap();
    assert_eq!(refusal(hands_out.roles().assign(&bob.id, lead)), "forbidden:");
}

// ---- flows

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

// ---- methods

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

// ---- policies

#[test]
fn policies_keep_what_they_were_given() {
    let (_engine, tenant) = tenant();
    let policies = tenant.policies();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let made = policies.create(&policy("disabled", json!({"includeUsers": ["All"]}))).unwrap();
    assert_eq!((made.display_name.as_str(), made.state), ("Require MFA", PolicyState::Disabled));
    assert_eq!((made.warnings.len(), made.modified_at), (0, None));
    assert_eq!(policies.get(&made.id).unwrap(), made);
    let document: Value = serde_json::from_str(&made.document).unwrap();
    assert_eq!((&document["id"], &document["fromElsewhere"]["kept"]), (&json!(made.id), &json!(true)));

    let changed = policies.update(&made.id, r#"{"state": "enabled"}"#).unwrap();
    assert_eq!((changed.state, codes(&changed.warnings)), (PolicyState::Enabled, vec!["no_break_glass"]));
    assert_eq!(changed.created_at, made.created_at);
    assert!(changed.modified_at.is_some());
    assert_eq!(policies.list().unwrap(), std::slice::from_ref(&changed));
    assert_eq!(policies.lint().unwrap(), changed.warnings);
    let again = policies.create(&changed.document).unwrap();
    assert_ne!(again.id, made.id, "the store gives the id");
    let (target, before, after) = only_entry(&tenant, "policies.update");
    assert_eq!(target.as_deref(), Some(made.id.as_str()));
    assert_eq!((before["state"].as_str(), after["state"].as_str()), (Some("disabled"), Some("enabled")));

    assert_eq!(refusal(policies.create("[]")), "policy_invalid:$");
    assert_eq!(refusal(policies.create(r#"{"state": "enabled"}"#)), "policy_invalid:conditions");
    assert_eq!(refusal(policies.update(&made.id, r#"{"state": "on"}"#)), "policy_invalid:state");
    let risky = r#"{"sessionControls": {"persistentBrowser": {"isEnabled": true, "mode": "never"}}}"#;
    let path = "policy_unsupported:sessionControls.persistentBrowser";
    assert_eq!(refusal(policies.update(&made.id, risky)), path);
    assert_eq!(policies.get(&made.id).unwrap(), changed);
    policies.delete(&made.id).unwrap();
    policies.delete(&again.id).unwrap();
    assert!(policies.list().unwrap().is_empty());
    assert_eq!(refusal(policies.update(NOBODY, "{}")), "not_found:policy");
}

#[test]
fn a_tenant_has_at_most_240_policies() {
    let (_engine, tenant) = tenant();
    let document = policy("disabled", json!({"includeUsers": ["None"]}));
    for _ in 0..240 {
        tenant.policies().create(&document).unwrap();
    }
    assert_eq!(refusal(tenant.policies().create(&document)), "invalid_argument:policies");
    assert_eq!(tenant.policies().list().unwrap().len(), 240);
}

#[test]
fn the_lint_speaks_on_every_save() {
    let (_engine, tenant) = tenant();
    let glass = user(&tenant, "glass@example.com");
    let careful = json!({"includeUsers": ["All"], "excludeUsers": [glass.id]});
    let made = tenant.policies().create(&policy("enabled", careful)).unwrap();
    assert_eq!(codes(&made.warnings), ["mfa_without_method"]);
    let set = tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    assert!(set.warnings.is_empty());
    let target = Target::User { id: glass.id.clone() };
    let set = tenant.methods().enable(MethodKind::EmailOtp, Some(vec![target]), vec![]).unwrap();
    assert_eq!(codes(&set.warnings), ["mfa_method_not_for_all"]);
    let set = tenant.methods().disable(MethodKind::EmailOtp).unwrap();
    assert_eq!(codes(&set.warnings), ["mfa_without_method"]);
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Codes", IdentityProvider::EmailOtp);
    flow.client_ids = vec![app.client_id];
    tenant.user_flows().create(&flow).unwrap();
    assert_eq!(codes(&tenant.policies().lint().unwrap()), ["email_otp_cannot_be_second_factor"]);
    let other = tenant.policies().create(&policy("enabled", json!({"includeUsers": ["None"]}))).unwrap();
    assert!(other.warnings.is_empty(), "only what is about this policy: {:?}", other.warnings);
}

#[test]
fn what_if_looks_at_users_groups_and_roles() {
    let (_engine, tenant) = tenant();
    let app = tenant.apps().register("Shop").unwrap().client_id;
    let context = SignInContext::default();
    let ada = user(&tenant, "ada@example.com");
    let [outer, inner] = ["Outer", "Inner"].map(|name| tenant.groups().create(name).unwrap().id);
    tenant.groups().add_group(&outer, &inner).unwrap();
    let outcome = || tenant.what_if(&ada.id, &app, &context).unwrap().outcome;
    assert_eq!(outcome(), Outcome::Allow);
    let made = tenant.policies().create(&policy("enabled", json!({"includeGroups": [outer]}))).unwrap();
    assert_eq!(outcome(), Outcome::Allow);
    tenant.groups().add_user(&inner, &ada.id).unwrap();
    assert_eq!(outcome(), Outcome::ControlsRequired);
    let reader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    let users = json!({"conditions": {
        "users": {"includeGroups": [outer], "excludeRoles": [reader]},
        "applications": {"includeApplications": ["All"]}
    }});
    tenant.policies().update(&made.id, &users.to_string()).unwrap();
    tenant.roles().assign(&ada.id, reader).unwrap();
    assert_eq!(outcome(), Outcome::Allow);
    let results = tenant.what_if(&ada.id, &app, &context).unwrap().policies();
    assert_eq!((results.len(), &results[0].id), (1, &made.id));
    assert_eq!(refusal(tenant.what_if(NOBODY, &app, &context)), "not_found:user");
    assert_eq!(refusal(tenant.what_if(&ada.id, NOBODY, &context)), "not_found:app");
    let bad = SignInContext { ip: Some("home".into()), ..context.clone() };
    assert_eq!(refusal(tenant.what_if(&ada.id, &app, &bad)), "invalid_argument:context.ip");
}

// ---- who may do what

/// One call of each area, as the area's least privileged administrators make it.
fn attempt(area: &str, tenant: &Tenant, subject: &User) -> Result<()> {
    match area {
        "policies" => {
            tenant.policies().create(&policy("disabled", json!({"includeUsers": ["None"]}))).map(drop)
        }
        "methods" => tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).map(drop),
        "flows" => tenant
            .user_flows()
            .create(&NewUserFlow::new(format!("F {}", tenant.actor().name()), IdentityProvider::EmailOtp))
            .map(drop),
        "apps" => tenant.apps().register("App").map(drop),
        "users" => tenant.users().enable(&subject.id).map(drop),
        "credentials" => tenant.users().set_password(&subject.id, "yet another battery"),
        "groups" => tenant.groups().create(&format!("G {}", tenant.actor().name())).map(drop),
        "roles" => tenant
            .roles()
            .assign(&subject.id, "Global Reader")
            .and_then(|()| tenant.roles().unassign(&subject.id, "Global Reader")),
        "settings" => tenant.update_settings(&TenantSettings::default()),
        "read" => tenant.users().list(1, None).map(drop),
        other => panic!("{other}"),
    }
}

const AREAS: [&str; 10] =
    ["policies", "methods", "flows", "apps", "users", "credentials", "groups", "roles", "settings", "read"];

#[test]
fn each_role_may_do_its_own_and_nothing_else() {
    let (_engine, tenant) = tenant();
    let subject = user(&tenant, "subject@example.com");
    let matrix: &[(&str, &[&str])] = &[
        ("Global Administrator", &AREAS),
        ("Security Administrator", &["policies", "methods", "read"]),
        ("Conditional Access Administrator", &["policies", "methods", "read"]),
        ("Authentication Policy Administrator", &["methods", "read"]),
        ("Authentication Administrator", &["credentials", "read"]),
        ("Privileged Authentication Administrator", &["credentials", "read"]),
        ("Privileged Role Administrator", &["roles", "read"]),
        ("User Administrator", &["users", "credentials", "groups", "read"]),
        ("Groups Administrator", &["groups", "read"]),
        ("Application Administrator", &["apps", "read"]),
        ("Cloud Application Administrator", &["apps", "read"]),
        ("External ID User Flow Administrator", &["flows", "read"]),
        ("Global Reader", &["read"]),
        ("Security Reader", &["read"]),
    ];
    assert_eq!(matrix.len(), tenant.roles().list().len());
    let plain = tenant.acting_as(Actor::User { user_id: user(&tenant, "plain@example.com").id });
    let unknown = tenant.acting_as(Actor::User { user_id: NOBODY.into() });
    let mut actors: Vec<(&str, Tenant, &[&str])> = vec![("none", plain, &[]), ("unknown", unknown, &[])];
    actors.extend(matrix.iter().map(|(role, allowed)| (*role, admin(&tenant, role).1, *allowed)));
    for (role, handle, allowed) in actors {
        for area in AREAS {
            let result = attempt(area, &handle, &subject);
            if allowed.contains(&area) {
                assert_eq!(result, Ok(()), "{role} {area}");
            } else {
                let Err(Error::Forbidden { needs }) = result else { panic!("{role} {area}: {result:?}") };
                assert!(needs.contains(&"Global Administrator".to_owned()), "{role} {area}: {needs:?}");
            }
        }
        let query =
            AuditQuery { actor: Some(handle.actor().name().into()), limit: 1000, ..Default::default() };
        let entries = tenant.audit_log(&query).unwrap().items;
        let count = |result: &str| entries.iter().filter(|entry| entry.result == result).count();
        let written = allowed.iter().filter(|area| **area != "read").count();
        // Handing out and taking back a role are two changes.
        let twice = usize::from(allowed.contains(&"roles"));
        let refused = AREAS.len() - allowed.len();
        assert_eq!((count("success"), count("refused")), (written + twice, refused), "{role}");
        assert!(entries.iter().all(|e| e.result == "success" || (e.before.is_none() && e.after.is_none())));
    }
}

#[test]
fn lesser_administrators_may_not_become_greater_ones() {
    let (_engine, tenant) = tenant();
    let (boss, _) = admin(&tenant, "Global Administrator");
    let (_, lesser) = admin(&tenant, "User Administrator");
    let method = tenant.users().add_email_method(&boss.id, "boss@work.example").unwrap();
    let users = lesser.users();
    let email = UserChanges { email: Some("mine@example.com".into()), ..UserChanges::default() };
    let subject = UserChanges { external_subject: Some("mine".into()), ..UserChanges::default() };
    for refused in [
        refusal(users.set_password(&boss.id, "chosen by somebody")),
        refusal(users.update(&boss.id, &email)),
        refusal(users.update(&boss.id, &subject)),
        refusal(users.disable(&boss.id)),
        refusal(users.enable(&boss.id)),
        refusal(users.unlock(&boss.id)),
        refusal(users.delete(&boss.id)),
        refusal(users.add_email_method(&boss.id, "mine@example.com")),
        refusal(users.remove_email_method(&boss.id, &method.id)),
    ] {
        assert_eq!(refused, "forbidden:");
    }
    let entries = audit(&tenant, "users.delete");
    assert_eq!((entries.len(), entries[0].result.as_str()), (1, "refused"));
    assert_eq!(entries[0].target_id.as_deref(), Some(boss.id.as_str()));
    let (_, greater) = admin(&tenant, "Privileged Authentication Administrator");
    greater.users().set_password(&boss.id, "chosen by somebody").unwrap();
}

#[test]
fn an_administrator_who_is_disabled_may_do_nothing_more() {
    let (_engine, tenant) = tenant();
    let (ada, as_ada) = admin(&tenant, "Privileged Authentication Administrator");
    tenant.roles().assign(&ada.id, "User Administrator").unwrap();
    let disabled = as_ada.users().disable(&ada.id).unwrap();
    assert_eq!(disabled.state, UserState::Disabled, "the call itself is answered");
    assert_eq!(refusal(as_ada.users().enable(&ada.id)), "forbidden:");
    assert_eq!(refusal(as_ada.users().get(&ada.id)), "forbidden:");
}

#[test]
fn the_audit_log_never_holds_a_password() {
    let (_engine, tenant) = tenant();
    let ada = user(&tenant, "ada@example.com");
    tenant.users().set_password(&ada.id, "another horse battery").unwrap();
    let entries = tenant.audit_log(&AuditQuery::default()).unwrap().items;
    assert_eq!(entries.len(), 2);
    for secret in ["horse", "argon2", "password_hash"] {
        assert!(!format!("{entries:?}").contains(secret));
    }
    let (_, before, after) = only_entry(&tenant, "users.set_password");
    assert_eq!((&before["id"], &after["has_password"]), (&json!(ada.id), &json!(true)));
}

// ---- isolation

/// Ids of one of everything.
#[derive(Debug, Clone)]
struct Ids {
    app: String,
    user: String,
    method: String,
    group: String,
    inner: String,
    flow: String,
    policy: String,
    session: String,
    token: String,
}

impl Ids {
    fn unknown() -> Self {
        let id = || NOBODY.to_owned();
        Ids {
            app: id(),
            user: id(),
            method: id(),
            group: id(),
            inner: id(),
            flow: id(),
            policy: id(),
            session: id(),
            token: id(),
        }
    }
}

fn furnished(engine: &Engine, name: &str) -> (Tenant, Ids) {
    let tenant = engine.create_tenant(name).unwrap();
    let app = tenant.apps().register("Shop").unwrap().client_id;
    let ada = user(&tenant, "ada@example.com");
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.clone()];
    let flow = tenant.user_flows().create(&flow).unwrap().id;
    let method = tenant.users().add_email_method(&ada.id, "ada@work.example").unwrap().id;
    let [group, inner] = ["Staff", "Desk"].map(|name| tenant.groups().create(name).unwrap().id);
    tenant.groups().add_group(&group, &inner).unwrap();
    tenant.groups().add_user(&inner, &ada.id).unwrap();
    tenant.roles().assign(&ada.id, "Global Administrator").unwrap();
    let policy = policy("enabledForReportingButNotEnforced", json!({"includeGroups": [group]}));
    let policy = tenant.policies().create(&policy).unwrap().id;
    let step = tenant.app(&app).unwrap();
    let step = step.sign_in("ada@example.com", Some(PASSWORD), &SignInContext::default()).unwrap();
    let Step::Completed { token, session } = step else { panic!("{step:?}") };
    let token = token.expose().to_owned();
    (tenant, Ids { app, user: ada.id, method, group, inner, flow, policy, session: session.id, token })
}

/// Everything that can be read of a tenant, but for its audit log.
fn everything(tenant: &Tenant, ids: &Ids) -> String {
    let users = tenant.users();
    format!(
        "{:?}",
        (
            (tenant.settings().unwrap(), tenant.apps().list().unwrap(), users.list(1000, None).unwrap()),
            (users.email_methods(&ids.user).unwrap(), users.groups(&ids.user).unwrap()),
            (tenant.groups().list().unwrap(), tenant.groups().members(&ids.group).unwrap()),
            (tenant.groups().members(&ids.inner).unwrap(), tenant.roles().of_user(&ids.user).unwrap()),
            (tenant.user_flows().list().unwrap(), tenant.methods().list().unwrap()),
            (tenant.policies().list().unwrap(), tenant.sessions().list(&ids.user).unwrap()),
            tenant.sign_ins(&SignInQuery::default()).unwrap(),
        )
    )
}

/// Every call that takes an id, made on `tenant` with `ids`; `own` are the tenant's own.
fn every_call(tenant: &Tenant, own: &Ids, ids: &Ids) -> Vec<(&'static str, String)> {
    let context = SignInContext::default();
    let (apps, users, groups) = (tenant.apps(), tenant.users(), tenant.groups());
    let (roles, flows, methods) = (tenant.roles(), tenant.user_flows(), tenant.methods());
    let (policies, sessions) = (tenant.policies(), tenant.sessions());
    let name = UserChanges { display_name: Some("Eve".into()), ..UserChanges::default() };
    let group = Target::Group { id: ids.group.clone() };
    let person = Target::User { id: ids.user.clone() };
    let with_app = NewUserFlow {
        client_ids: vec![ids.app.clone()],
        ..NewUserFlow::new("Eve", IdentityProvider::EmailOtp)
    };
    let graph = json!({"includeTargets": [{"targetType": "group", "id": ids.group}]}).to_string();
    vec![
        ("apps.get", refusal(apps.get(&ids.app))),
        ("apps.rename", refusal(apps.rename(&ids.app, "Eve"))),
        ("apps.delete", refusal(apps.delete(&ids.app))),
        ("app", refusal(tenant.app(&ids.app).map(drop))),
        ("users.get", refusal(users.get(&ids.user))),
        ("users.update", refusal(users.update(&ids.user, &name))),
        ("users.set_password", refusal(users.set_password(&ids.user, "yet another battery"))),
        ("users.disable", refusal(users.disable(&ids.user))),
        ("users.enable", refusal(users.enable(&ids.user))),
        ("users.unlock", refusal(users.unlock(&ids.user))),
        ("users.delete", refusal(users.delete(&ids.user))),
        ("users.email_methods", refusal(users.email_methods(&ids.user))),
        ("users.add_email_method", refusal(users.add_email_method(&ids.user, "eve@example.com"))),
        ("users.remove_email_method", refusal(users.remove_email_method(&ids.user, &ids.method))),
        ("users.remove_email_method of own", refusal(users.remove_email_method(&own.user, &ids.method))),
        ("users.groups", refusal(users.groups(&ids.user))),
        ("groups.get", refusal(groups.get(&ids.group))),
        ("groups.rename", refusal(groups.rename(&ids.group, "Eve"))),
        ("groups.delete", refusal(groups.delete(&ids.group))),
        ("groups.members", refusal(groups.members(&ids.group))),
        ("groups.add_user", refusal(groups.add_user(&ids.group, &own.user))),
        ("groups.add_user to own", refusal(groups.add_user(&own.group, &ids.user))),
        ("groups.remove_user", refusal(groups.remove_user(&ids.inner, &ids.user))),
        ("groups.remove_user of own", refusal(groups.remove_user(&own.inner, &ids.user))),
        ("groups.add_group", refusal(groups.add_group(&ids.group, &own.inner))),
        ("groups.add_group to own", refusal(groups.add_group(&own.inner, &ids.group))),
        ("groups.remove_group", refusal(groups.remove_group(&ids.group, &ids.inner))),
        ("groups.remove_group of own", refusal(groups.remove_group(&own.group, &ids.inner))),
        ("roles.assign", refusal(roles.assign(&ids.user, "Global Reader"))),
        ("roles.unassign", refusal(roles.unassign(&ids.user, "Global Administrator"))),
        ("roles.of_user", refusal(roles.of_user(&ids.user))),
        ("user_flows.create", refusal(flows.create(&with_app))),
        ("user_flows.get", refusal(flows.get(&ids.flow))),
        ("user_flows.to_graph", refusal(flows.to_graph(&ids.flow))),
        ("user_flows.update", refusal(flows.update(&ids.flow, &UserFlowChanges::default()))),
        ("user_flows.attach_app", refusal(flows.attach_app(&ids.flow, &own.app))),
        ("user_flows.attach_app to own", refusal(flows.attach_app(&own.flow, &ids.app))),
        ("user_flows.detach_app", refusal(flows.detach_app(&ids.flow, &ids.app))),
        ("user_flows.detach_app of own", refusal(flows.detach_app(&own.flow, &ids.app))),
        ("user_flows.delete", refusal(flows.delete(&ids.flow))),
        ("methods.enable include", refusal(methods.enable(MethodKind::EmailOtp, Some(vec![group]), vec![]))),
        ("methods.enable exclude", refusal(methods.enable(MethodKind::Password, None, vec![person]))),
        ("methods.update_from_graph", refusal(methods.update_from_graph(MethodKind::EmailOtp, &graph))),
        ("policies.get", refusal(policies.get(&ids.policy))),
        ("policies.update", refusal(policies.update(&ids.policy, r#"{"state": "enabled"}"#))),
        ("policies.delete", refusal(policies.delete(&ids.policy))),
        ("what_if", refusal(tenant.what_if(&ids.user, &own.app, &context))),
        ("what_if in app", refusal(tenant.what_if(&own.user, &ids.app, &context))),
        ("sessions.list", refusal(sessions.list(&ids.user))),
        ("sessions.revoke", refusal(sessions.revoke(&ids.session))),
        ("sessions.revoke_all", refusal(sessions.revoke_all(&ids.user))),
    ]
}

#[test]
fn a_foreign_id_is_like_an_unknown_one_and_reaches_nothing() {
    let (engine, _clock) = engine();
    let (ours, own) = furnished(&engine, "ours");
    let (theirs, foreign) = furnished(&engine, "theirs");
    let (ours_before, theirs_before) = (everything(&ours, &own), everything(&theirs, &foreign));
    let log =
        |tenant: &Tenant| tenant.audit_log(&AuditQuery { limit: 1000, ..Default::default() }).unwrap().items;
    let logs = (log(&ours), log(&theirs));

    let answers = every_call(&ours, &own, &foreign);
    assert_eq!(answers, every_call(&ours, &own, &Ids::unknown()));
    assert!(answers.iter().all(|(_, answer)| answer.starts_with("not_found:")), "{answers:?}");
    assert_eq!(everything(&ours, &own), ours_before);
    assert_eq!(everything(&theirs, &foreign), theirs_before);
    assert_eq!((log(&ours), log(&theirs)), logs, "what was not done is not in the log");

    assert_eq!(ours.sessions().validate(&foreign.token).unwrap(), None);
    ours.sessions().revoke_token(&foreign.token).unwrap();
    let found = ours.users().find_by_email("ada@example.com").unwrap();
    assert_eq!(found.map(|user| user.id), Some(own.user.clone()));
    assert_eq!(ours.roles().members("Global Administrator").unwrap(), [own.user.as_str()]);
    assert_eq!(everything(&theirs, &foreign), theirs_before);

    // One tenant's administrator is nobody in the other.
    assert_ne!(own.user, foreign.user);
    let intruder = theirs.acting_as(Actor::User { user_id: own.user.clone() });
    for area in AREAS {
        let subject = theirs.users().get(&foreign.user).unwrap();
        assert_eq!(refusal(attempt(area, &intruder, &subject)), "forbidden:", "{area}");
    }
    assert_eq!(everything(&theirs, &foreign), theirs_before);
    assert!(ours.users().list(1000, Some(&foreign.user)).unwrap().items.is_empty());
    let query = AuditQuery { target_id: Some(foreign.user.clone()), ..AuditQuery::default() };
    assert!(ours.audit_log(&query).unwrap().items.is_empty());

    engine.delete_tenant("ours").unwrap();
    assert_eq!(refusal(ours.users().get(&own.user)), "not_found:tenant");
    assert_eq!(refusal(ours.users().create(&with_email("late@example.com"), None)), "not_found:tenant");
    assert_eq!(everything(&theirs, &foreign), theirs_before);
}
