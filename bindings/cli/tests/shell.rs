//! What every command has in common: where things go, exit codes, colors, questions, secrets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::{Shop, finish};

#[test]
fn init_makes_a_database_and_a_key_once() {
    let shop = Shop::empty();
    let ran = shop.run(&["init"]).fine();
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("Created the database shop.db"), "{}", ran.err);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(shop.path("keys/key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let key = shop.read("keys/key");
    let again = shop.json(&["init"]).ends_with(1);
    assert_eq!(again.text("/error/code"), "already_exists");
    assert_eq!(shop.read("keys/key"), key);
    // Another database under the same key.
    let second = shop.json(&["init", "--database", "second.db", "--tenant", "fabrikam"]).fine();
    assert_eq!(second.json()["key_created"], false);
    let tenants = shop.json(&["tenant", "list", "--database", "second.db"]).fine();
    assert_eq!(tenants.text("/0/name"), "fabrikam");
}

#[test]
fn init_leaves_no_key_for_a_database_that_cannot_be() {
    let shop = Shop::empty();
    shop.run(&["init", "--database", "nowhere/shop.db"]).ends_with(1);
    assert!(!shop.path("keys/key").exists());
    let beside = shop.run(&["init", "--key", "key"]).fine();
    assert!(beside.err.contains("lies beside the database"), "{}", beside.err);
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let shop = Shop::empty();
    shop.run(&["init"]).fine();
    let ran = shop.json(&["user", "list", "--database", "typo.db"]).ends_with(1);
    assert_eq!(ran.text("/error/code"), "no_database");
    assert!(!shop.path("typo.db").exists());
}

#[test]
fn another_key_opens_nothing() {
    let shop = Shop::new();
    shop.run(&["init", "--database", "second.db", "--key", "keys/second"]).fine();
    let ran = shop.json(&["tenant", "list", "--key", "keys/second"]).ends_with(1);
    assert_eq!(ran.text("/error/code"), "key_mismatch");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let shop = Shop::new();
    for arguments in [
        vec!["nonsense"],
        vec!["user", "show"],
        vec!["method", "show", "telepathy"],
        vec!["audit", "--since", "yesterday"],
        vec!["sign-ins", "--limit", "0"],
        vec!["user", "list", "--database", ":memory:"],
    ] {
        let ran = shop.run(&arguments).ends_with(2);
        assert_eq!(ran.out, "", "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    let mut command = shop.command(&["tenant", "list"]);
    command.env_remove("DOORSTEP_DATABASE");
    let ran = finish(command, "").ends_with(2);
    assert!(ran.err.contains("DOORSTEP_DATABASE"), "{}", ran.err);
}

#[test]
fn the_only_tenant_needs_no_name_and_one_of_two_does() {
    let shop = Shop::empty();
    shop.run(&["init"]).fine();
    assert_eq!(shop.json(&["app", "list"]).ends_with(1).text("/error/kind"), "tenant");
    shop.run(&["tenant", "create", "contoso"]).fine();
    shop.run(&["app", "list"]).fine();
    shop.run(&["tenant", "create", "fabrikam"]).fine();
    let ran = shop.run(&["app", "list"]).ends_with(2);
    assert!(ran.err.contains("contoso, fabrikam"), "{}", ran.err);
    shop.run(&["app", "list", "--tenant", "fabrikam"]).fine();
    let mut command = shop.command(&["app", "list"]);
    command.env("DOORSTEP_TENANT", "contoso");
    finish(command, "").fine();
}

#[test]
fn what_is_piped_has_no_color_unless_asked_for() {
    let shop = Shop::new();
    shop.app("Contoso Shop");
    let plain = shop.run(&["app", "list"]).fine();
    assert!(!plain.out.contains('\x1b') && !plain.err.contains('\x1b'));
    let colored = shop.run(&["app", "list", "--color", "always"]).fine();
    assert!(colored.out.contains("\x1b["));
    let json = shop.run(&["app", "list", "--color", "always", "--json"]).fine();
    assert!(!json.out.contains('\x1b'));
    assert!(shop.run(&["nonsense", "--color", "always"]).ends_with(2).err.contains('\x1b'));
}

#[test]
fn tables_that_are_piped_are_aligned_and_whole() {
    let shop = Shop::new();
    let long = "A name of sixty-four characters, which no terminal has room for!";
    shop.app(long);
    shop.app("短い");
    let out = shop.run(&["app", "list"]).fine().out;
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("Client id                             Name"), "{out}");
    assert!(lines[1].contains(long), "{out}");
    // Two columns a character.
    let column = lines[1].find("20").unwrap();
    assert!(lines[1][column..].starts_with("20"), "{out}");
    assert_eq!(lines[2].find("短い"), lines[1].find(long));
}

#[test]
fn what_strangers_wrote_does_not_reach_the_terminal_as_it_is() {
    let shop = Shop::new();
    let id = shop.user("ada@example.com");
    shop.run(&["user", "update", &id, "--attribute", "city=\x1b[2Jgone"]).fine();
    let out = shop.run(&["user", "show", &id]).fine().out;
    assert!(out.contains("\\u{1b}[2Jgone") && !out.contains('\x1b'), "{out}");
}

#[test]
fn nothing_is_asked_where_nobody_answers() {
    let shop = Shop::new();
    let app = shop.app("Contoso Shop");
    let ran = shop.run_with(&["app", "delete", &app], "y\n").ends_with(2);
    assert!(ran.err.contains("--yes"), "{}", ran.err);
    shop.run(&["tenant", "delete", "contoso"]).ends_with(2);
    shop.run(&["app", "delete", "Contoso Shop", "--yes"]).fine();
    assert_eq!(shop.json(&["app", "list"]).fine().json().as_array().unwrap().len(), 0);
    shop.run(&["tenant", "delete", "contoso", "-y"]).fine();
}

#[test]
fn passwords_come_from_standard_input_and_never_from_an_argument() {
    let shop = Shop::new();
    let create = ["user", "create", "--email", "ada@example.com"];
    for refused in
        [vec!["--password", "hunter2"], vec!["--password=hunter2"], vec!["--password-stdin=hunter2"]]
    {
        shop.run(&[&create[..], &refused].concat()).ends_with(2);
    }
    let ran =
        shop.run_with(&[&create[..], &["--password-stdin", "--json"]].concat(), "correct horse battery\r\n");
    let ran = ran.fine();
    assert_eq!(ran.json()["has_password"], true);
    assert!(!ran.out.contains("horse") && !ran.err.contains("horse"));
    // Nobody to ask.
    shop.run(&["user", "set-password", "ada@example.com"]).ends_with(2);
    shop.run(&["user", "set-password", "ada@example.com", "--password-stdin"]).ends_with(2);
    let weak =
        shop.run_with(&["user", "set-password", "ada@example.com", "--password-stdin", "--json"], "short\n");
    assert_eq!(weak.ends_with(1).text("/error/field"), "password");
}

#[test]
fn completions_are_made_for_every_shell() {
    let shop = Shop::empty();
    for (shell, word) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef doorstep"),
        ("fish", "complete -c doorstep"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let out = shop.run(&["completion", shell]).fine().out;
        assert!(out.contains(word) && out.contains("report-only"), "{shell}");
    }
    shop.run(&["completion", "tcsh"]).ends_with(2);
}

#[test]
fn the_manual_is_one_page_or_one_for_every_command() {
    let shop = Shop::empty();
    let page = shop.run(&["man"]).fine().out;
    assert!(page.contains(".TH doorstep 1") && page.contains("Exit codes"), "{page}");
    shop.run(&["man", "manual"]).fine();
    let pages = common::files(&shop.path("manual"));
    for page in [
        "doorstep.1",
        "doorstep-policy-import.1",
        "doorstep-what-if.1",
        "doorstep-evaluate.1",
        "doorstep-location-trust.1",
    ] {
        assert!(pages.iter().any(|known| known == page), "{pages:?}");
    }
}
