//! One tenant never reaches another.

use std::fmt::Debug;

use doorstep_core::{
    Actor, AuditQuery, Engine, IdentityProvider, MethodKind, NewUserFlow, SignInContext, SignInQuery, Step,
    Target, Tenant, UserChanges, UserFlowChanges,
};
use serde_json::json;

use crate::helpers::{NOBODY, PASSWORD, engine, policy, refusal, user, with_email};
use crate::permissions::{AREAS, attempt};

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
        (
            "what_if",
            refusal(tenant.what_if(&doorstep_core::WhatIf {
                context: context.clone(),
                ..doorstep_core::WhatIf::user(&*ids.user, &*own.app)
            })),
        ),
        (
            "what_if in app",
            refusal(tenant.what_if(&doorstep_core::WhatIf {
                context: context.clone(),
                ..doorstep_core::WhatIf::user(&*own.user, &*ids.app)
            })),
        ),
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
