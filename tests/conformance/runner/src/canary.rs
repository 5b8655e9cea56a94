//! Looks for secrets where none may be: every code, password, token and key of a scenario, in every spelling that a
//! careless program might give it, in the database file, its log, and all that the API shows of itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Shorter ones than this are found by chance.
const SHORTEST: usize = 6;

/// What was heard and seen while one scenario ran. Scenarios run on one thread each.
#[derive(Default)]
pub(crate) struct Notes {
    secrets: Vec<(&'static str, Vec<u8>)>,
    public: String,
    pub(crate) said: String,
}

thread_local! {
    static NOTES: RefCell<Option<Notes>> = const { RefCell::new(None) };
}

/// From here on secrets and words are noted.
pub(crate) fn listen() {
    NOTES.with_borrow_mut(|notes| *notes = Some(Notes::default()));
}

/// What was noted since.
pub(crate) fn heard() -> Notes {
    NOTES.with_borrow_mut(Option::take).unwrap_or_default()
}

/// Notes how a public value shows itself.
pub(crate) fn hear(value: &impl Debug) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(notes) = notes {
            notes.said.push_str(&format!("{value:?}\n{value:#?}\n"));
        }
    });
}

/// Notes a secret, and the bytes behind a token.
pub(crate) fn keep(kind: &'static str, secret: &[u8]) {
    NOTES.with_borrow_mut(|notes| {
        let Some(notes) = notes else { return };
        if secret.len() < SHORTEST || notes.secrets.iter().any(|(_, known)| known == secret) {
            return;
        }
        notes.secrets.push((kind, secret.to_vec()));
        let random = secret.strip_prefix(b"dsj_").or(secret.strip_prefix(b"dss_"));
        if let Some(bytes) = random.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()) {
            notes.secrets.push((kind, bytes));
        }
    });
}

impl Notes {
    /// The newest secret that is a text.
    pub(crate) fn newest_text(&self) -> Option<String> {
        self.secrets.iter().rev().find_map(|(_, secret)| String::from_utf8(secret.clone()).ok())
    }
}

/// Notes what a scenario gives as no secret: an address may be tried as a password too.
pub(crate) fn publish(value: &serde_json::Value) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(notes) = notes {
            notes.public.push_str(&value.to_string());
        }
    });
}

/// The spellings of a secret, by name.
fn spellings(secret: &[u8]) -> Vec<(String, Vec<u8>)> {
    let hex = |upper: bool| {
        let digit = |byte: &u8| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") };
        secret.iter().map(digit).collect::<String>().into_bytes()
    };
    let wide = |big: bool| {
        let text = String::from_utf8_lossy(secret);
        let units: Vec<u16> = text.encode_utf16().collect();
        units.iter().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let listed = secret.iter().map(u8::to_string).collect::<Vec<_>>();
    let mut all = vec![
        ("plain".to_owned(), secret.to_vec()),
        ("reversed".to_owned(), secret.iter().rev().copied().collect()),
        ("hex".to_owned(), hex(false)),
        ("HEX".to_owned(), hex(true)),
        ("list of bytes".to_owned(), listed.join(", ").into_bytes()),
        ("list of bytes, compact".to_owned(), listed.join(",").into_bytes()),
    ];
    if std::str::from_utf8(secret).is_ok() {
        all.push(("UTF-16LE".to_owned(), wide(false)));
        all.push(("UTF-16BE".to_owned(), wide(true)));
    }
    for shift in 0..3 {
        let shifted = [vec![0; shift], secret.to_vec()].concat();
        // Only the characters that hold no bit of a neighbor.
        let (from, to) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
        for (name, alphabet) in [("base64", &STANDARD_NO_PAD), ("base64url", &URL_SAFE_NO_PAD)] {
            all.push((format!("{name} at {shift}"), alphabet.encode(&shifted).as_bytes()[from..to].to_vec()));
        }
    }
    let number = std::str::from_utf8(secret).ok().and_then(|text| text.parse::<u64>().ok());
    // Below this a number has so few bytes that it is found by chance.
    if let Some(number) = number.filter(|number| *number >= 1 << 24) {
        let skip = number.leading_zeros() as usize / 8;
        all.push(("big-endian".to_owned(), number.to_be_bytes()[skip..].to_vec()));
        all.push(("little-endian".to_owned(), number.to_le_bytes()[..8 - skip].to_vec()));
    }
    all
}

/// Where secrets were found.
pub(crate) struct Searcher {
    first: Vec<bool>,
    needles: HashMap<[u8; 4], Vec<(String, Vec<u8>)>>,
}

fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

impl Searcher {
    pub(crate) fn new(notes: &Notes) -> Self {
        let mut searcher = Searcher { first: vec![false; 1 << 16], needles: HashMap::new() };
        let public =
            |secret: &[u8]| std::str::from_utf8(secret).is_ok_and(|text| notes.public.contains(text));
        for (kind, secret) in notes.secrets.iter().filter(|(_, secret)| !public(secret)) {
            for (spelling, bytes) in spellings(secret) {
                let Some(key) = bytes.first_chunk::<4>() else { continue };
                searcher.first[pair(key)] = true;
                searcher.needles.entry(*key).or_default().push((format!("{kind}, {spelling}"), bytes));
            }
        }
        searcher
    }

    /// What is in `haystack`, as "token, hex" and the like, each once.
    pub(crate) fn find(&self, haystack: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        for (at, window) in haystack.windows(4).enumerate().filter(|(_, window)| self.first[pair(window)]) {
            let candidates = window.first_chunk::<4>().and_then(|key| self.needles.get(key));
            for (name, bytes) in candidates.into_iter().flatten() {
                if haystack[at..].starts_with(bytes) && !found.contains(name) {
                    found.push(name.clone());
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_found_wherever_it_stands() {
        let secrets: [&[u8]; 4] =
            [b"48151623", b"correct horse battery", b"dsj_Zm9vYmFyYmF6cXV4", &[7, 0, 255, 9, 8, 200]];
        for secret in secrets {
            listen();
            keep("secret", secret);
            let searcher = Searcher::new(&heard());
            assert!(searcher.find(&[7; 4_000]).is_empty());
            for (name, bytes) in spellings(secret) {
                for before in 0..5 {
                    let haystack = [vec![b'x'; before], bytes.clone(), vec![b'y'; 3]].concat();
                    let wanted = format!("secret, {name}");
                    assert!(searcher.find(&haystack).contains(&wanted), "{name} of {secret:?}");
                }
            }
            for before in 0..3 {
                let whole = [vec![b'{'; before], secret.to_vec(), b"}}".to_vec()].concat();
                for encoded in [STANDARD_NO_PAD.encode(&whole), URL_SAFE_NO_PAD.encode(&whole)] {
                    assert!(!searcher.find(encoded.as_bytes()).is_empty(), "{encoded} of {secret:?}");
                }
            }
        }
    }
}
