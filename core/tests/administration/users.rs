//! Users, their addresses and passwords.

use std::collections::BTreeMap;

use doorstep_core::{
    AttributeValue, Denial, Error, IdentityProvider, MethodKind, NewUser, NewUserFlow, SignInContext, Step,
    TenantSettings, User, UserChanges, UserState,
};
use serde_json::json;

use crate::helpers::{NOBODY, PASSWORD, only_entry, policy, refusal, tenant, user, with_email};

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
