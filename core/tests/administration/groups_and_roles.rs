//! Groups and who is in them, roles and who has them.

use doorstep_core::Member;
use serde_json::json;

use crate::helpers::{admin, audit, only_entry, refusal, side, tenant, user};

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
