//! Who may do what.

use doorstep_core::{
    Actor, AuditQuery, Error, IdentityProvider, MethodKind, NewUserFlow, Result, Tenant, TenantSettings,
    User, UserChanges, UserState,
};
use serde_json::json;

use crate::helpers::{NOBODY, admin, audit, only_entry, policy, refusal, tenant, user};

/// One call of each area, as the area's least privileged administrators make it.
pub(crate) fn attempt(area: &str, tenant: &Tenant, subject: &User) -> Result<()> {
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

pub(crate) const AREAS: [&str; 10] =
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
