//! What SMTP servers are told, and what is made of their answers.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::tests::{CODE, letter};
use super::*;
use crate::error::Error;

#[test]
fn a_login_never_crosses_the_network_in_the_clear() {
    let with_login = |host: &str, security| {
        let mut options = SmtpOptions::new(host, 25);
        options.security = security;
        (options.username, options.password) = (Some("me".into()), Some("secret".into()));
        SmtpMailer::new(options)
    };
    assert!(with_login("mail.example.com", SmtpSecurity::None).is_err());
    assert!(with_login("10.0.0.1", SmtpSecurity::None).is_err());
    assert!(with_login("localhost.example.com", SmtpSecurity::None).is_err());
    assert!(with_login("mail.example.com", SmtpSecurity::StartTls).is_ok());
    for host in ["localhost", "127.0.0.1", "::1"] {
        assert!(with_login(host, SmtpSecurity::None).is_ok());
    }
}

#[test]
fn bad_options_are_named() {
    let field = |change: fn(&mut SmtpOptions)| {
        let mut options = SmtpOptions::new("localhost", 25);
        change(&mut options);
        match SmtpMailer::new(options) {
            Err(Error::InvalidArgument { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(field(|o| o.host = "a b".into()), "host");
    assert_eq!(field(|o| o.port = 0), "port");
    assert_eq!(field(|o| o.timeout = Duration::ZERO), "timeout");
    assert_eq!(field(|o| o.username = Some("x".into())), "password");
    assert_eq!(field(|o| o.password = Some("x".into())), "username");
    assert_eq!(field(|o| o.hello_name = Some("x\r\nRSET".into())), "hello_name");
    assert_eq!(field(|o| o.root_certificate_pem = Some("nonsense".into())), "root_certificate_pem");
}

/// A server that answers each line with the next of `answers`, then closes.
fn server(answers: &'static [&'static str]) -> (u16, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let handle = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut heard = Vec::new();
        let mut in_data = false;
        for answer in answers {
            if stream.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                break;
            }
            in_data |= answer.starts_with("354");
            loop {
                let Some(Ok(line)) = lines.next() else { return heard };
                let end = !in_data || line == ".";
                heard.push(line);
                if end {
                    in_data = false;
                    break;
                }
            }
        }
        heard
    });
    (port, handle)
}

fn plain(port: u16) -> SmtpMailer {
    let mut options = SmtpOptions::new("127.0.0.1", port);
    options.security = SmtpSecurity::None;
    options.timeout = Duration::from_millis(300);
    SmtpMailer::new(options).unwrap()
}

#[test]
fn a_message_is_handed_over() {
    let (port, server) = server(&["220 x", "250 x", "250 ok", "250 ok", "354 go", "250 taken", "221 bye"]);
    plain(port).send(&letter(MailPurpose::SignIn, "ar").compose().unwrap()).unwrap();
    let heard = server.join().unwrap();
    assert!(heard.contains(&"MAIL FROM:<no-reply@contoso.example>".to_owned()), "{heard:?}");
    assert!(heard.contains(&"RCPT TO:<casey@example.com>".to_owned()));
    assert!(heard.contains(&"Message-ID: <0190b5c2-7d6e@contoso.example>".to_owned()));
    assert!(heard.contains(&"Content-Language: ar".to_owned()));
}

#[test]
fn failures_are_sorted_and_tell_nothing() {
    let message = letter(MailPurpose::SignIn, "en").compose().unwrap();
    let cases: [(&'static [&'static str], bool); 8] = [
        (&["421 busy"], true),
        (&["220 x", "250 x", "250 ok", "450 casey@example.com is busy", "221 bye"], true),
        (&["220 x", "250 x", "250 ok", "550 casey@example.com unknown", "221 bye"], false),
        (&["220 x", "250 x", "250 ok", "250 ok", "354 go", "554 spam", "221 bye"], false),
        // About the server or the login, not about the message.
        (&["521 no mail here", "221 bye"], true),
        (&["220 x", "250 x", "530 log in first", "221 bye"], true),
        (&["hello"], true),
        (&["220 x"], true),
    ];
    for (answers, transient) in cases {
        let (port, server) = server(answers);
        let error = plain(port).send(&message).unwrap_err();
        assert_eq!(error.is_transient(), transient, "{answers:?}: {error}");
        assert!(!error.reason().contains("casey") && !error.reason().contains(CODE));
        drop(server);
    }
    // Nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert!(plain(port).send(&message).unwrap_err().is_transient());
}

#[test]
fn a_silent_server_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let started = Instant::now();
    let error = plain(listener.local_addr().unwrap().port())
        .send(&letter(MailPurpose::SignIn, "en").compose().unwrap())
        .unwrap_err();
    assert!(error.is_transient() && error.reason().contains("in time"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn starttls_is_required_not_tried() {
    let (port, server) = server(&["220 x", "250 x", "250 ok", "250 ok", "354 go", "250 taken", "221 bye"]);
    let mut options = SmtpOptions::new("127.0.0.1", port);
    options.timeout = Duration::from_millis(300);
    let error = SmtpMailer::new(options)
        .unwrap()
        .send(&letter(MailPurpose::SignIn, "en").compose().unwrap())
        .unwrap_err();
    // It waits: a server that was set up wrongly may be put right while the code lives.
    assert!(error.is_transient() && error.reason().contains("STARTTLS"));
    assert!(!server.join().unwrap().iter().any(|l| l.starts_with("MAIL")));
}

#[test]
fn international_addresses_go_out_in_ascii_where_they_can() {
    let mut message = letter(MailPurpose::SignIn, "en").compose().unwrap();
    message.to = "casey@bücher.example".into();
    let mime = String::from_utf8(to_mime(&message).unwrap().formatted()).unwrap();
    assert!(mime.contains("casey@xn--bcher-kva.example"));
    message.to = "ünal@example.com".into();
    let (port, _server) = server(&["220 x", "250 x", "221 bye"]);
    let error = plain(port).send(&message).unwrap_err();
    assert!(!error.is_transient() && error.reason().contains("SMTPUTF8"));
}
