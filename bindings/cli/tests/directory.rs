//! Tenants, apps, users, groups, roles and what they answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::Shop;
use serde_json::json;

#[test]
fn settings_are_read_and_changed_by_name() {
    let shop = Shop::new();
    let settings = ["tenant", "settings"];
    assert_eq!(shop.json(&settings).fine().json()["code_length"], 8);
    let changes =
        ["code_length=6", "session_idle_ms=30m", "display_name=1234", "ask_again_after_sign_up=true"];
    let changed = shop.json(&[&settings[..], &changes].concat()).fine().json();
    assert_eq!(changed["code_length"], 6);
    assert_eq!(changed["session_idle_ms"], 30 * 60 * 1000);
    assert_eq!(changed["display_name"], "1234");
    assert_eq!(changed["ask_again_after_sign_up"], true);
    let unset = shop.json(&["tenant", "settings", "display_name=", "code_length="]).fine().json();
    assert_eq!((&unset["display_name"], &unset["code_length"]), (&json!(null), &json!(8)));
    let trusted =
        shop.json(&["tenant", "settings", "mfa_trusted_ips=192.0.2.0/24, 2001:db8::/32"]).fine().json();
    assert_eq!(trusted["mfa_trusted_ips"], json!(["192.0.2.0/24", "2001:db8::/32"]));
    let shown = shop.run(&["tenant", "settings"]).fine().out;
    assert!(shown.contains("mfa_trusted_ips          192.0.2.0/24, 2001:db8::/32"), "{shown}");
    let refused = shop.json(&["tenant", "settings", "mfa_trusted_ips=192.0.2.0/24,x"]).ends_with(1);
    assert_eq!(refused.text("/error/field"), "mfa_trusted_ips[1]");
    let none = shop.json(&["tenant", "settings", "mfa_trusted_ips="]).fine().json();
    assert_eq!(none["mfa_trusted_ips"], json!([]));
    shop.run(&["tenant", "settings", "colour=red"]).ends_with(2);
    let refused = shop.json(&["tenant", "settings", "code_length=5"]).ends_with(1);
    assert_eq!(refused.text("/error/field"), "code_length");
    let refused = shop.json(&["tenant", "settings", "code_length=many"]).ends_with(1);
    assert_eq!(refused.text("/error/field"), "code_length");
}

#[test]
fn tenants_are_renamed_and_deleted() {
    let shop = Shop::new();
    shop.run(&["tenant", "rename", "contoso", "fabrikam"]).fine();
    let tenants = shop.json(&["tenant", "list"]).fine().json();
    assert_eq!(tenants[0]["name"], "fabrikam");
    assert!(tenants[0]["created_at"].as_str().unwrap().ends_with('Z'));
    shop.run(&["tenant", "delete", "fabrikam", "--yes"]).fine();
    assert_eq!(shop.json(&["tenant", "list"]).fine().json(), json!([]));
}

#[test]
fn users_are_named_by_address_id_or_subject() {
    let shop = Shop::new();
    let create =
        ["user", "create", "--email", "Ada@Example.com", "--subject", "42", "--attribute", "city=London"];
    let id = shop.json(&create).fine().text("/id");
    for word in ["ada@example.com", "42", id.as_str()] {
        assert_eq!(shop.json(&["user", "show", word]).fine().text("/id"), id);
    }
    assert_eq!(shop.json(&["user", "show", "nobody"]).ends_with(1).text("/error/kind"), "user");
    let update = [
        "user",
        "update",
        "42",
        "--display-name",
        "Ada",
        "--attribute",
        "city=",
        "--attribute",
        "terms=true",
    ];
    let user = shop.json(&update).fine().json();
    assert_eq!(user["attributes"], json!({"terms": true}));
    assert_eq!(user["display_name"], "Ada");
    assert_eq!(user["email"], "Ada@Example.com");
    assert_eq!(shop.json(&["user", "disable", "42"]).fine().text("/state"), "disabled");
    assert_eq!(shop.json(&["user", "enable", "42"]).fine().text("/state"), "active");
    shop.run(&["user", "unlock", "42"]).fine();
    shop.run(&["user", "add-email-method", "42", "ada@work.example"]).fine();
    shop.run(&["user", "remove-email-method", "42", "ADA@work.example"]).fine();
    assert_eq!(shop.json(&["user", "email-methods", "42"]).fine().json().as_array().unwrap().len(), 1);
    shop.run(&["user", "delete", "42", "--yes"]).fine();
    assert_eq!(shop.json(&["user", "list"]).fine().json(), json!([]));
}

#[test]
fn long_lists_come_in_pieces_or_whole() {
    let shop = Shop::new();
    let tenant = shop.engine().tenant("contoso").unwrap();
    for number in 0..60 {
        let email = Some(format!("user{number}@example.com"));
        tenant.users().create(&doorstep_core::NewUser { email, ..Default::default() }, None).unwrap();
    }
    let count = |arguments: &[&str]| shop.json(arguments).fine().json().as_array().unwrap().len();
    assert_eq!(count(&["user", "list"]), 50);
    assert_eq!(count(&["user", "list", "--limit", "7"]), 7);
    assert_eq!(count(&["user", "list", "--all"]), 60);
    assert!(shop.run(&["user", "list"]).fine().err.contains("--all"));
    assert!(!shop.run(&["user", "list", "--limit", "60"]).fine().err.contains("--all"));
    assert!(count(&["audit", "--all", "--action", "users.create"]) == 60);
}

#[test]
fn groups_are_named_by_name_and_keep_their_members() {
    let shop = Shop::new();
    let (user, group) = (shop.user("ada@example.com"), shop.group("Break-glass accounts"));
    shop.group("Everyone");
    shop.run(&["group", "add-user", "Break-glass accounts", "ada@example.com"]).fine();
    let members = shop.json(&["group", "add-group", "Everyone", "Break-glass accounts"]).fine().json();
    assert_eq!(members, json!([{"kind": "group", "id": group}]));
    let groups = shop.json(&["user", "groups", &user]).fine().json();
    assert_eq!(groups.as_array().unwrap().len(), 2);
    let shown = shop.run(&["group", "members", "Break-glass accounts"]).fine().out;
    assert!(shown.contains("ada@example.com"), "{shown}");
    shop.run(&["group", "remove-user", &group, &user]).fine();
    assert_eq!(shop.json(&["group", "members", &group]).fine().json(), json!([]));
    let cycle = shop.json(&["group", "add-group", &group, "Everyone"]).ends_with(1);
    assert_eq!(cycle.text("/error/field"), "member_group_id");
    shop.run(&["group", "rename", "Everyone", "All of us"]).fine();
    shop.run(&["group", "delete", "All of us", "--yes"]).fine();
}

#[test]
fn a_name_that_several_have_is_refused() {
    let shop = Shop::new();
    shop.app("Shop");
    let second = shop.app("Shop");
    assert_eq!(shop.json(&["app", "show", "Shop"]).ends_with(1).text("/error/code"), "ambiguous");
    shop.run(&["app", "rename", &second, "Newsletter"]).fine();
    assert_eq!(shop.json(&["app", "show", "Newsletter"]).fine().text("/client_id"), second);
}

#[test]
fn a_user_acts_with_the_roles_that_they_have() {
    let shop = Shop::new();
    shop.user("reader@example.com");
    let host = shop.json(&["app", "register", "Shop"]).fine();
    assert_eq!(host.text("/name"), "Shop");
    let as_reader = |arguments: &[&str]| shop.json(&[arguments, &["--as", "reader@example.com"]].concat());
    assert_eq!(as_reader(&["app", "list"]).ends_with(1).text("/error/code"), "forbidden");
    shop.run(&["role", "assign", "reader@example.com", "Global Reader"]).fine();
    as_reader(&["app", "list"]).fine();
    let refused = as_reader(&["app", "register", "Another"]).ends_with(1).json();
    let needs = refused["error"]["needs"].as_array().unwrap();
    assert!(needs.contains(&json!("Application Administrator")), "{refused}");
    // What no role covers is not done in a user's name at all.
    for arguments in [vec!["tenant", "create", "x"], vec!["tenant", "delete", "contoso", "--yes"]] {
        as_reader(&arguments).ends_with(2);
    }
    // A positional user is somebody else than the one who acts.
    assert_eq!(
        as_reader(&["user", "show", "reader@example.com"]).fine().text("/email"),
        "reader@example.com"
    );
    let log = shop.json(&["audit", "--action", "apps.register"]).fine().json();
    assert_eq!(log[0]["result"], "refused");
    assert_eq!(log[1]["actor"], "host");
    assert_eq!(log[1]["after"]["name"], "Shop");
    let of_reader = shop.json(&["audit", "--actor", "reader@example.com", "--since", "1h"]).fine().json();
    assert_eq!(of_reader.as_array().unwrap().len(), 2);
    assert_eq!(shop.json(&["audit", "--until", "2020-01-01"]).fine().json(), json!([]));
    let roles = shop.json(&["role", "of", "reader@example.com"]).fine();
    assert_eq!(roles.text("/0/display_name"), "Global Reader");
    assert_eq!(shop.json(&["role", "members", "Global Reader"]).fine().json().as_array().unwrap().len(), 1);
    shop.run(&["role", "unassign", "reader@example.com", "Global Reader"]).fine();
    assert_eq!(shop.json(&["role", "of", "reader@example.com"]).fine().json(), json!([]));
}

#[test]
fn flows_and_methods_are_graph_documents_to_programs() {
    let shop = Shop::new();
    let app = shop.app("Shop");
    let create = [
        "flow",
        "create",
        "Sign in",
        "--identity-provider",
        "email_password",
        "--app",
        "Shop",
        "--no-sign-up",
    ];
    let flow = shop.json(&create).fine().json();
    assert_eq!(flow["onInteractiveAuthFlowStart"]["isSignUpAllowed"], false);
    assert_eq!(flow["conditions"]["applications"]["includeApplications"][0]["appId"], app.as_str());
    shop.run(&["flow", "update", "Sign in", "--sign-up-allowed", "true", "--display-name", "Sign up"]).fine();
    let list = shop.json(&["flow", "list"]).fine().json();
    assert_eq!(list[0]["onInteractiveAuthFlowStart"]["isSignUpAllowed"], true);
    shop.run(&["flow", "export", "flows"]).fine();
    shop.run(&["flow", "delete", "Sign up", "--yes"]).fine();
    shop.run(&["flow", "import", "flows/Sign-up.json"]).fine();
    shop.run(&["flow", "detach-app", "Sign up", "Shop"]).fine();
    shop.run(&["flow", "attach-app", "Sign up", "Shop"]).fine();
    let refused = shop.json(&["flow", "import", "flows/Sign-up.json"]).ends_with(1);
    assert_eq!(refused.text("/error/documents/0/code"), "already_exists");

    let group = shop.group("Staff");
    let method = shop.json(&["method", "enable", "email_otp", "--include-group", "Staff"]).fine().json();
    assert_eq!(method["include"], json!([{"kind": "group", "id": group}]));
    shop.run(&["method", "export"]).fine();
    shop.run(&["method", "disable", "email_otp"]).fine();
    let restored = shop.json(&["method", "import", "email_otp", "methods/email_otp.json"]).fine().json();
    assert_eq!(restored["enabled"], true);
    let shown = shop.run(&["method", "list"]).fine().out;
    assert!(shown.contains("group Staff"), "{shown}");
}
