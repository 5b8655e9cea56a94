//! What people's sign-ins leave behind: mails to deliver, the log, sessions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use common::{Shop, mfa};
use doorstep_core::{
    Database, Engine, EngineOptions, KeyRing, MailError, Mailer, Message, SignInContext, Step,
};
use serde_json::json;

/// The app has a mailer, or its users would not be sent codes; it leaves them in the outbox.
struct Later;

impl Mailer for Later {
    fn send(&self, _: &Message) -> Result<(), MailError> {
        unreachable!("nobody asked this engine to deliver");
    }
}

/// A shop whose customer waits for a code.
fn waiting() -> (Shop, String) {
    let shop = Shop::new();
    let app = shop.app("Shop");
    shop.user("ada@example.com");
    shop.run(&["flow", "create", "By code", "--identity-provider", "email_otp", "--app", "Shop"]).fine();
    let mut options = EngineOptions::new(
        Database::File(shop.path("shop.db")),
        KeyRing::from_file(shop.path("keys/key")).unwrap(),
    );
    options.mailer = Some(Arc::new(Later));
    options.deliver_in_background = false;
    let tenant = Engine::open(options).unwrap().tenant("contoso").unwrap();
    let context = SignInContext { ip: Some("192.0.2.7".into()), ..SignInContext::default() };
    let step = tenant.app(&app).unwrap().sign_in("ada@example.com", None, &context).unwrap();
    assert!(matches!(step, Step::CodeRequired { .. }), "{step:?}");
    (shop, app)
}

/// A mail server for one message, which it returns.
fn mail_server() -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut answer = stream.try_clone().unwrap();
        let mut say = |text: &str| answer.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        say("220 here");
        let (mut message, mut in_message) = (String::new(), false);
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            match line.as_str() {
                "." if in_message => {
                    in_message = false;
                    say("250 taken");
                }
                _ if in_message => message.push_str(&format!("{line}\n")),
                "DATA" => {
                    in_message = true;
                    say("354 go on");
                }
                "QUIT" => {
                    say("221 bye");
                    break;
                }
                _ => say("250 fine"),
            }
        }
        message
    });
    (port, served)
}

#[test]
fn mails_that_wait_are_delivered() {
    let (shop, _) = waiting();
    let (port, served) = mail_server();
    let port = port.to_string();
    let deliver =
        ["deliver-mail", "--smtp-host", "127.0.0.1", "--smtp-port", &port, "--smtp-security", "none"];
    let ran = shop.json(&deliver).fine();
    assert_eq!(ran.json(), json!({"sent": 1, "failed": 0, "dropped": 0, "waiting": 0}));
    assert!(served.join().unwrap().contains("To: ada@example.com"));
    assert_eq!(shop.json(&deliver).fine().json()["sent"], 0);
}

#[test]
fn mails_that_cannot_be_delivered_are_found_with_3_and_kept() {
    let (shop, _) = waiting();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let ran = shop.json(&[
        "deliver-mail",
        "--smtp-host",
        "127.0.0.1",
        "--smtp-port",
        &closed,
        "--smtp-security",
        "none",
    ]);
    assert_eq!(ran.ends_with(3).json(), json!({"sent": 0, "failed": 1, "dropped": 0, "waiting": 1}));
    // Who acts as a user does not deliver, and a login is not sent in the clear.
    let with = |options: &[&str]| {
        shop.json(&[&["deliver-mail", "--smtp-host", "mail.example.com"], options].concat())
    };
    with(&["--as", "ada@example.com"]).ends_with(2);
    shop.write("password", "secret\n");
    let login =
        with(&["--smtp-security", "none", "--smtp-username", "shop", "--smtp-password-file", "password"]);
    assert_eq!(login.ends_with(1).text("/error/field"), "security");
    assert_eq!(with(&["--smtp-username", "shop"]).ends_with(1).text("/error/field"), "password");
    with(&["--smtp-password", "secret"]).ends_with(2);
}

#[test]
fn the_log_is_filtered_by_who_where_and_how() {
    let (shop, app) = waiting();
    let entries = shop.json(&["sign-ins"]).fine().json();
    assert_eq!(entries[0]["result"], "interrupted");
    assert_eq!(entries[0]["ip"], "192.0.2.7");
    assert!(entries[0]["created_at"].as_str().unwrap().contains('T'));
    let count = |options: &[&str]| {
        shop.json(&[&["sign-ins"], options].concat()).fine().json().as_array().unwrap().len()
    };
    assert_eq!(count(&["--user", "ada@example.com", "--app", &app, "--since", "1h"]), 1);
    assert_eq!(count(&["--result", "success"]), 0);
    assert_eq!(count(&["--until", "2020-01-01T00:00:00Z"]), 0);
    shop.run(&["sign-ins", "--result", "splendid"]).ends_with(2);
    let shown = shop.run(&["sign-ins"]).fine().out;
    assert!(shown.contains("ada@example.com") && shown.contains("192.0.2.7"), "{shown}");
}

#[test]
fn sessions_of_nobody_are_none() {
    let (shop, _) = waiting();
    assert_eq!(shop.json(&["session", "list", "ada@example.com"]).fine().json(), json!([]));
    assert_eq!(shop.json(&["session", "revoke-all", "ada@example.com"]).fine().json(), json!({"revoked": 0}));
    assert_eq!(shop.json(&["session", "revoke", "none"]).ends_with(1).text("/error/kind"), "session");
}

/// A shop whose customer signed in with a password alone, and nobody who was asked for more.
fn signed_in() -> (Shop, String, String) {
    let shop = Shop::new();
    let (app, user) = (shop.app("Shop"), shop.user("ada@example.com"));
    shop.run_with(
        &["user", "set-password", "ada@example.com", "--password-stdin"],
        "correct horse battery\n",
    )
    .fine();
    shop.run(&["flow", "create", "In", "--identity-provider", "email_password", "--app", "Shop"]).fine();
    let tenant = shop.engine().tenant("contoso").unwrap();
    for _ in 0..3 {
        let context = SignInContext { ip: Some("192.0.2.7".into()), ..SignInContext::default() };
        let step =
            tenant.app(&app).unwrap().sign_in("ada@example.com", Some("correct horse battery"), &context);
        assert!(matches!(step, Ok(Step::Completed { .. })), "{step:?}");
    }
    let id = shop.json(&["sign-ins"]).fine().text("/0/id");
    (shop, user, id)
}

#[test]
fn a_sign_in_is_explained_in_sentences() {
    let (shop, _, id) = signed_in();
    let shown = shop.run(&["explain", &id]).fine().out;
    assert!(shown.starts_with("ada@example.com signed in to Shop."), "{shown}");
    let told = shop.json(&["explain", &id]).fine();
    assert_eq!((told.text("/sign_in_id"), told.json()["policies"].clone()), (id, json!([])));
    assert_eq!(shop.json(&["explain", "none"]).ends_with(1).text("/error/kind"), "sign_in");
}

#[test]
fn a_replay_counts_who_would_have_been_asked_or_kept_out() {
    let (shop, user, _) = signed_in();
    shop.write("mfa.json", &mfa("MFA", "enabledForReportingButNotEnforced", "staff"));
    let ran = shop.json(&["replay", "--policy", "mfa.json", "--since", "1h"]).fine().json();
    let counts = |json: &serde_json::Value| {
        ["examined", "prompted", "blocked", "freed"].map(|name| json[name].as_u64().unwrap())
    };
    assert_eq!(counts(&ran), [3, 3, 0, 0]);
    assert_eq!(ran["users"], json!([{"user_id": user, "prompted": 3, "blocked": 0, "freed": 0}]));
    assert_eq!(
        ran["days"].as_array().unwrap().iter().map(|day| day["prompted"].as_u64().unwrap()).sum::<u64>(),
        3
    );
    let human = shop.run(&["replay", "--policy", "mfa.json"]).fine().out;
    assert!(human.contains("3 (100.0%) would have been asked for more"), "{human}");
    assert!(human.contains("▒▒▒") && human.contains("ada@example.com"), "{human}");
    shop.run(&["policy", "import", "mfa.json"]).fine();
    assert_eq!(counts(&shop.json(&["replay", "--enable", "MFA"]).fine().json()), [3, 3, 0, 0]);
    assert_eq!(
        counts(&shop.json(&["replay", "--disable", "MFA", "--policy", "MFA"]).fine().json()),
        [3, 3, 0, 0]
    );
    shop.run(&["policy", "enable", "MFA"]).fine();
    assert_eq!(counts(&shop.json(&["replay", "--disable", "MFA"]).fine().json()), [3, 0, 0, 3]);
    // A file is about the policy that has its name.
    shop.write("block.json", &mfa("MFA", "enabled", "staff").replace("\"mfa\"", "\"block\""));
    assert_eq!(counts(&shop.json(&["replay", "--policy", "block.json"]).fine().json()), [3, 0, 3, 0]);
    assert_eq!(
        counts(&shop.json(&["replay", "--policy", "block.json", "--until", "2020-01-01"]).fine().json()),
        [0; 4]
    );
    let nothing = shop.run(&["replay", "--enable", "MFA"]).fine().out;
    assert_eq!(nothing, "3 sign-ins: nothing would have changed.\n");
    shop.run(&["replay"]).ends_with(2);
    shop.write("bad.json", &mfa("Bad", "maybe", "staff"));
    assert_eq!(
        shop.json(&["replay", "--policy", "bad.json"]).ends_with(1).text("/error/path"),
        "drafts[0].state"
    );
}
