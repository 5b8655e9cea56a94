//! What gets into a message, and what must not, whatever it is made from.

use super::labels::{clean_name, is_masked};
use super::*;
use crate::error::Error;

pub(super) const CODE: &str = "48293017";

pub(super) fn letter(purpose: MailPurpose, locale: &str) -> Letter {
    let has_code = purpose != MailPurpose::AccountExists;
    Letter {
        purpose,
        to: "casey@example.com".into(),
        code: has_code.then(|| CODE.to_owned()),
        reference: has_code.then(|| "K7M".to_owned()),
        minutes: 10,
        tenant_name: "Contoso".into(),
        app_name: "Contoso Store".into(),
        sender_name: "Contoso accounts".into(),
        sender_address: "no-reply@contoso.example".into(),
        masked_account: masked("casey@example.com"),
        locale: locale.into(),
        tenant_id: "t1".into(),
        message_id: "0190b5c2-7d6e".into(),
    }
}

fn all() -> impl Iterator<Item = Letter> {
    ["en", "es", "ar"].into_iter().flat_map(|l| MailPurpose::ALL.into_iter().map(move |p| letter(p, l)))
}

/// What no mail client should find anything to follow in.
fn assert_no_link(part: &str) {
    let low = part.to_lowercase();
    for sign in [
        "http", "www.", "://", "href", "src=", "url(", "<a", "<img", "<script", "mailto:", "evil.com",
        "@evil",
    ] {
        assert!(!low.contains(sign), "{sign} in {part}");
    }
    assert!(!part.contains(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{200E}' | '\u{200F}')), "{part}");
}

fn header_names(mime: &str) -> Vec<String> {
    let head = mime.split("\r\n\r\n").next().unwrap();
    head.split("\r\n")
        .filter(|l| !l.starts_with([' ', '\t']))
        .map(|l| l.split(':').next().unwrap().to_ascii_lowercase())
        .collect()
}

pub(super) const HEADERS: [&str; 9] = [
    "from",
    "to",
    "subject",
    "message-id",
    "date",
    "auto-submitted",
    "content-language",
    "mime-version",
    "content-type",
];

fn assert_sane_headers(message: &Message) {
    let mime = String::from_utf8(to_mime(message).unwrap().formatted()).unwrap();
    assert!(mime.is_ascii());
    let mut names = header_names(&mime);
    names.retain(|n| n != "content-transfer-encoding");
    names.sort();
    let mut expected: Vec<_> = HEADERS.iter().map(|h| (*h).to_owned()).collect();
    expected.sort();
    assert_eq!(names, expected);
    assert!(mime.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(mime.find("text/plain").unwrap() < mime.find("text/html").unwrap());
    assert!(mime.split("\r\n").all(|l| l.len() <= 998 && !l.contains(['\r', '\n'])));
}

#[test]
fn every_language_has_every_purpose() {
    for letter in all() {
        let message = letter.compose().unwrap();
        assert_eq!(message.locale, letter.locale);
        assert!(message.subject.contains("Contoso Store"));
        for part in [&message.text, &message.html] {
            assert_no_link(part);
            assert!(part.contains("Contoso Store") && part.contains("c***y@e***.com"));
            assert!(!part.contains("{{") && !part.contains("{%"), "{part}");
            let times = usize::from(letter.code.is_some());
            assert_eq!(part.matches(CODE).count(), times);
            assert!(times == 0 || part.contains("K7M") && part.contains("10"));
        }
        assert!(!message.subject.contains(CODE));
        assert_eq!(message.subject.contains("K7M"), letter.code.is_some());
        assert_eq!(message.code.as_ref().map(crate::crypto::Secret::expose), letter.code.as_deref());
        assert!(letter.code.is_none() || message.text.lines().any(|l| l == CODE), "{}", message.text);
        assert!(message.text.lines().all(|l| l.chars().count() <= 78));
        assert_eq!(message.html.contains("dir=\"rtl\""), letter.locale == "ar");
        assert_sane_headers(&message);
    }
}

#[test]
fn arabic_isolates_what_runs_the_other_way() {
    let message = letter(MailPurpose::SignIn, "ar").compose().unwrap();
    assert!(
        message.text.contains("\u{2066}K7M\u{2069}")
            && message.text.contains("\u{2066}c***y@e***.com\u{2069}")
    );
    assert!(message.html.contains("<bdi dir=\"ltr\">K7M</bdi>"));
    let mut english = letter(MailPurpose::SignIn, "en");
    assert!(!english.compose().unwrap().text.contains('\u{2068}'));
    english.app_name = "متجر".into();
    assert!(english.compose().unwrap().text.contains("\u{2068}متجر\u{2069}"));
    let mut letters = letter(MailPurpose::SignIn, "ar");
    letters.code = Some("AB12CD34".into());
    assert!(letters.compose().unwrap().text.contains("\u{2066}AB12CD34\u{2069}"));
}

#[test]
fn hostile_texts_add_no_header_and_no_link() {
    let hostile = [
        "x\r\nBcc: eve@evil.com",
        "x\nBcc: eve@evil.com\n\nhello",
        "a\0b",
        "\u{202E}moc.live\u{202C}",
        "<script>alert(1)</script>",
        "http://evil",
        "hthttp://tp://evil.com",
        "HTTPS://evil.com/login?x=1",
        "www.evil.com",
        "evil.com",
        "evil\u{3002}com",
        "evil\u{FF0E}com",
        "http\u{FF1A}\u{FF0F}\u{FF0F}evil",
        "http : / / evil.com",
        "http\u{200B}://evil.com",
        "eve@evil.com",
        "=?utf-8?q?http=3A//evil.com?=",
        "=\u{200B}?utf-8?B?aHR0cDovL2V2aWw=?=",
        "\" <eve@evil.com>, \"",
        "<a href=http://evil.com>",
        "{{ code }}{% if x %}",
        "'\"><img src=x>",
        "mailto:eve@evil.com",
        "\u{85}\u{2028}http:evil.com",
        "",
    ];
    for text in hostile {
        for locale in ["en", "es", "ar"] {
            for purpose in MailPurpose::ALL {
                let mut l = letter(purpose, locale);
                l.tenant_name = text.into();
                l.app_name = text.into();
                l.sender_name = text.into();
                l.masked_account = text.into();
                l.reference = l.reference.as_ref().map(|_| text.into());
                l.locale = format!("{locale}-{text}");
                let message = l.compose().unwrap();
                for part in [&message.subject, &message.sender_name, &message.text] {
                    let low = part.to_lowercase();
                    for sign in ["http", "www.", "://", "evil.com", "@evil", "=?", "?=", "mailto:"] {
                        assert!(!low.contains(sign), "{sign} of {text:?} in {part}");
                    }
                }
                for tag in ["<a", "<img", "<script", "http", "://", "www.", "evil.com", "@evil", "url("] {
                    assert!(!message.html.to_lowercase().contains(tag), "{tag}");
                }
                assert!(message.html.contains("c***y@e***.com"));
                assert!(!message.subject.contains(['\r', '\n']));
                assert_sane_headers(&message);
            }
        }
    }
}

#[test]
fn hostile_messages_of_the_host_are_refused() {
    let good = letter(MailPurpose::SignIn, "en").compose().unwrap();
    let breaks: [fn(&mut Message); 9] = [
        |m| m.to = "=?utf-8?q?eve=40evil.com=3e?=casey@example.com".into(),
        |m| m.to = "casey@example.com\r\nRCPT TO:<eve@evil.com>".into(),
        |m| m.to = "casey@example.com>,<eve@evil.com".into(),
        |m| m.to = "no-address".into(),
        |m| m.sender = "x@y\r\n.z".into(),
        |m| m.sender_name = "x\r\nBcc: eve@evil.com".into(),
        |m| m.subject = "x\r\nBcc: eve@evil.com".into(),
        |m| m.message_id = "x>\r\nBcc: eve@evil.com".into(),
        |m| m.locale = "en\r\nBcc: eve@evil.com".into(),
    ];
    for (i, damage) in breaks.into_iter().enumerate() {
        let mut message = good.clone();
        damage(&mut message);
        let error = to_mime(&message).map(|_| ()).unwrap_err();
        assert!(!error.is_transient() && !error.reason().contains('@'), "{i}: {error}");
    }
}

#[test]
fn names_keep_what_is_harmless() {
    for name in [
        "Contoso",
        "AT&T",
        "Müller & Söhne",
        "متجر كونتوسو",
        "日本語ストア",
        "Shop #1: the best!",
        "A/B Lab",
        "O'Reilly, Inc.",
    ] {
        assert_eq!(clean_name(name), name);
    }
    assert_eq!(clean_name("  two \t lines\n"), "two lines");
    assert_eq!(clean_name("http://evil.com"), "evil com");
    assert_eq!(clean_name("login.evil.com/x"), "login evil com/x");
    assert_eq!(clean_name("http://"), "");
    assert_eq!(clean_name(&"x".repeat(500)).chars().count(), 64);
    let mut l = letter(MailPurpose::SignIn, "en");
    (l.app_name, l.tenant_name, l.sender_name) = ("://".into(), "\u{202E}".into(), String::new());
    let message = l.compose().unwrap();
    assert!(message.subject.contains("this app") && message.sender_name == "this app");
}

#[test]
fn languages_fall_back() {
    assert_eq!(choose_language(&["es-MX", "ar"]), "es");
    assert_eq!(choose_language(&["ES_mx"]), "es");
    assert_eq!(choose_language(&["ar-Arab-EG"]), "ar");
    assert_eq!(choose_language(&["fr-CA", "es"]), "es");
    assert_eq!(choose_language(&["fr", "de"]), "en");
    assert_eq!(choose_language(&["", "espresso"]), "en");
    assert_eq!(choose_language(&[]), "en");
}

#[test]
fn masks_say_little_and_nothing_by_their_length() {
    assert_eq!(masked("casey@example.com"), "c***y@e***.com");
    assert_eq!(masked("a@b.com"), "a***a@b***.com");
    let lengths: Vec<_> = ["a@b.com", "ab@b.com", "someone.with.a.long.name+tag@mail.example.com", "ü@ü.com"]
        .iter()
        .map(|a| masked(a).chars().count())
        .collect();
    assert!(lengths.windows(2).all(|w| w[0] == w[1]), "{lengths:?}");
    for address in [
        "casey@example.com",
        "x@localhost",
        "",
        "@",
        "a@b@c.org",
        "\u{202E}a@\n.com",
        "j@xn--bcher-kva.example",
    ] {
        assert!(is_masked(&masked(address)), "{address:?} -> {}", masked(address));
        assert!(!masked(address).contains(|c: char| c.is_control() || c == '\u{202E}'));
    }
    for label in
        ["casey@example.com", "c***y@evil.com", "c***y@e***.evil.com", "http://c***", "c***y@e***.com\n", ""]
    {
        assert!(!is_masked(label), "{label}");
    }
}

#[test]
fn codes_and_purposes_must_fit() {
    let mut without = letter(MailPurpose::SignIn, "en");
    without.code = None;
    assert!(matches!(without.compose(), Err(Error::Internal { .. })));
    let mut with = letter(MailPurpose::AccountExists, "en");
    with.code = Some(CODE.into());
    assert!(matches!(with.compose(), Err(Error::Internal { .. })));
    let mut odd = letter(MailPurpose::SignIn, "en");
    odd.code = Some("1\n2".into());
    assert!(odd.compose().is_err());
}

#[test]
fn nothing_private_is_printed() {
    let message = letter(MailPurpose::SignIn, "en").compose().unwrap();
    let shown = format!("{message:?}");
    for private in [CODE, "casey", "Contoso", "K7M"] {
        assert!(!shown.contains(private), "{shown}");
    }
    let mut options = SmtpOptions::new("localhost", 25);
    (options.username, options.password) = (Some("me".into()), Some("hunter2".into()));
    assert!(!format!("{options:?}").contains("hunter2"));
    assert!(!format!("{:?}", SmtpMailer::new(options).unwrap()).contains("hunter2"));
}

#[test]
fn letters_survive_the_outbox() {
    let l = letter(MailPurpose::SecondFactor, "es-MX");
    let sealed = serde_json::to_vec(&l).unwrap();
    let opened: Letter = serde_json::from_slice(&sealed).unwrap();
    assert_eq!(opened.compose().unwrap(), l.compose().unwrap());
}

#[test]
fn closures_are_mailers() {
    let mailer: Box<dyn Mailer> = Box::new(|m: &Message| {
        if m.code.is_some() { Ok(()) } else { Err(MailError::Permanent { reason: "no code".into() }) }
    });
    assert!(mailer.send(&letter(MailPurpose::SignIn, "en").compose().unwrap()).is_ok());
    assert!(mailer.send(&letter(MailPurpose::AccountExists, "en").compose().unwrap()).is_err());
}
