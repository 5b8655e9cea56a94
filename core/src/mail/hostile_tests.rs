//! A hundred thousand hostile addresses, names and subjects: what comes out is parsed by a MIME parser and searched by
//! a link finder that are not ours, and holds what a harmless letter holds.

use std::collections::HashSet;

use linkify::LinkFinder;
use mail_parser::{MessageParser, PartType};

use super::tests::{HEADERS, letter};
use super::*;

const CASES: usize = 100_000;
const LANGUAGES: [&str; 3] = ["en", "es", "ar"];

/// Each is an attack, or part of one.
const PIECES: [&str; 72] = [
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    "\r\n ",
    "\n\t",
    "\0",
    "\u{b}",
    "\u{c}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "Bcc: eve@evil.example",
    "To: eve@evil.example",
    "Subject: pay now",
    "Content-Type: text/html",
    "X-Evil: 1",
    "Content-Transfer-Encoding: base64",
    "MIME-Version: 9",
    "--boundary",
    "\r\n--",
    "\r\n.\r\n",
    ".",
    "RCPT TO:<eve@evil.example>",
    "=?utf-8?q?http=3A//evil.example?=",
    "=?utf-8?B?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
    "=?",
    "?=",
    "=0D=0A",
    "%0d%0aBcc:",
    "\u{202E}",
    "\u{202A}",
    "\u{202D}",
    "\u{202C}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{200E}",
    "\u{200F}",
    "\u{61C}",
    "\u{200B}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{301}",
    "\u{0489}\u{0301}\u{0316}",
    "\u{E0041}",
    "\u{FE0F}",
    "<script>alert(1)</script>",
    "<a href=\"https://evil.example\">here</a>",
    "<img src=x onerror=alert(1)>",
    "\"><style>*{}",
    "</bdi></td>",
    "<!--",
    "&lt;b&gt;",
    "{{ code }}",
    "{% raw %}",
    "https://evil.example/x",
    "HTTP://EVIL.EXAMPLE",
    "//evil.example",
    "www.evil.com",
    "evil.com",
    "evil\u{3002}com",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:eve@evil.com",
    "eve@evil.com",
    "раураl.com",
    "👩‍👩‍👧‍👦",
    "متجر",
];

/// The same numbers on every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn character(&mut self) -> char {
        match self.below(4) {
            0 => char::from(self.below(128) as u8),
            1 => char::from_u32(self.below(0x3000) as u32).unwrap_or('x'),
            2 => char::from_u32(self.below(0x11_0000) as u32).unwrap_or('x'),
            _ => ['.', '@', ':', '/', '<', '>', '"', ' ', 'h', 't', 'p', 's', '-', '='][self.below(14)],
        }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(5) {
            match self.below(5) {
                0..=2 => text.push_str(PIECES[self.below(PIECES.len())]),
                3 => (0..self.below(8)).for_each(|_| text.push(self.character())),
                _ => text.push_str(["Contoso", "Shop", "a", " ", "x.y"][self.below(5)]),
            }
        }
        if self.below(200) == 0 {
            text = text.repeat(300);
        }
        text
    }

    fn address(&mut self) -> String {
        match self.below(4) {
            0 => self.text(),
            1 => format!("{}@example.com", self.text()),
            2 => format!("casey@{}", self.text()),
            _ => format!("casey{}@{}example.com", self.character(), self.character()),
        }
    }
}

/// A letter in which an attacker chose everything but the recipient.
fn hostile(random: &mut Random, case: usize) -> Letter {
    let purpose = MailPurpose::ALL[case / LANGUAGES.len() % MailPurpose::ALL.len()];
    let mut letter = letter(purpose, LANGUAGES[case % LANGUAGES.len()]);
    letter.tenant_name = random.text();
    letter.app_name = if random.below(3) == 0 { letter.tenant_name.clone() } else { random.text() };
    letter.sender_name = random.text();
    letter.masked_account = if random.below(2) == 0 { random.text() } else { masked(&random.address()) };
    if random.below(2) == 0 {
        letter.reference = letter.reference.as_ref().map(|_| random.text());
    }
    letter.locale = format!("{}-{}", letter.locale, random.text());
    letter
}

/// The tags of every harmless document: each language and purpose, with one name or two, with a reference or without.
fn harmless_shapes() -> HashSet<Vec<String>> {
    let mut shapes = HashSet::new();
    for locale in LANGUAGES {
        for purpose in MailPurpose::ALL {
            for (name, referenced) in [("Contoso", true), ("Contoso", false), ("Shop", true), ("Shop", false)]
            {
                let mut letter = letter(purpose, locale);
                (letter.tenant_name, letter.app_name) = ("Contoso".into(), name.into());
                letter.reference = letter.reference.take().filter(|_| referenced);
                shapes.insert(tags(&letter.compose().unwrap().html));
            }
        }
    }
    shapes
}

/// The tags of a document, in order: what is not text in it.
fn tags(html: &str) -> Vec<String> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap().to_owned()).collect()
}

/// What is text in it.
fn texts(html: &str) -> String {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').nth(1)).collect::<Vec<_>>().join("\n")
}

fn finds_a_link(finder: &LinkFinder, text: &str) -> bool {
    // Isolates show nothing and end no word; the finder takes one for a label of a domain.
    let text = text.to_lowercase().replace(['\u{2066}', '\u{2068}', '\u{2069}'], "");
    let scheme =
        |scheme: &str| text.match_indices(scheme).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric));
    finder.links(&text).next().is_some()
        || ["javascript:", "data:", "mailto:", "http"].into_iter().any(scheme)
}

/// Holds `message`, once sent, to what a parser finds in it.
fn assert_as_sent(message: &Message, mime: &lettre::Message, address: &str) {
    assert_eq!(mime.envelope().to().len(), 1);
    assert_eq!(AsRef::<str>::as_ref(&mime.envelope().to()[0]), address);
    let sent = mime.formatted();
    let parsed = MessageParser::default().parse(&sent).unwrap();
    let mut headers: Vec<String> = parsed.headers().iter().map(|h| h.name().to_ascii_lowercase()).collect();
    headers.retain(|name| name != "content-transfer-encoding");
    headers.sort();
    let mut expected = HEADERS.map(str::to_owned);
    expected.sort();
    assert_eq!(headers, expected, "{message:?}");
    for (header, expected) in [(parsed.to(), address), (parsed.from(), message.sender.as_str())] {
        let found: Vec<_> = header.unwrap().iter().map(|a| a.address.as_deref().unwrap()).collect();
        assert_eq!(found, [expected]);
    }
    // The root and two alternatives, nothing else.
    let [root, text, html] = parsed.parts.as_slice() else { panic!("{} parts", parsed.parts.len()) };
    assert!(matches!(&root.body, PartType::Multipart(inner) if inner.len() == 2));
    assert!(matches!(&text.body, PartType::Text(body) if same_lines(body, &message.text)));
    assert!(matches!(&html.body, PartType::Html(body) if same_lines(body, &message.html)));
}

fn same_lines(left: &str, right: &str) -> bool {
    left.lines().map(str::trim_end).eq(right.lines().map(str::trim_end))
}

fn one_case(case: usize, finder: &LinkFinder, shapes: &HashSet<Vec<String>>) -> bool {
    let mut random = Random(case as u64);

    // What an administrator chooses.
    let message = hostile(&mut random, case).compose().unwrap();
    for part in [&message.subject, &message.sender_name, &message.text, &texts(&message.html)] {
        assert!(!finds_a_link(finder, part), "{case}: {part:?}");
    }
    assert!(shapes.contains(&tags(&message.html)), "{case}: {}", message.html);
    let sent = to_mime(&message).unwrap();
    assert_as_sent(&message, &sent, "casey@example.com");
    // Nothing in them that a reader would decode once more.
    let sent = sent.formatted();
    let read = MessageParser::default().parse_headers(&sent).unwrap();
    assert_eq!(read.subject(), Some(message.subject.as_str()), "{case}");
    assert_eq!(
        read.from().and_then(|from| from.first()).and_then(|from| from.name()),
        Some(message.sender_name.as_str())
    );

    // What a host may hand over: whatever is not refused arrives as one message for one recipient.
    let own = Message {
        to: random.address(),
        subject: random.text(),
        sender_name: random.text(),
        text: random.text(),
        html: random.text(),
        ..message
    };
    let Ok(mime) = to_mime(&own) else { return false };
    let address = AsRef::<str>::as_ref(&mime.envelope().to()[0]).to_owned();
    let local = |address: &str| address.rsplit_once('@').unwrap().0.to_owned();
    assert_eq!(local(&address), local(&own.to), "{case}");
    assert_as_sent(&own, &mime, &address);
    true
}

#[test]
fn a_hundred_thousand_attacks_add_no_header_no_recipient_no_part_and_no_link() {
    let shapes = harmless_shapes();
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let sent: usize = std::thread::scope(|scope| {
        let (finder, shapes) = (&finder, &shapes);
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                scope.spawn(move || {
                    (worker..CASES).step_by(4).filter(|case| one_case(*case, finder, shapes)).count()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    // Enough of the host's own messages got past the checks of addresses and subjects to say something.
    assert!((CASES / 50..CASES / 2).contains(&sent), "{sent}");
}
