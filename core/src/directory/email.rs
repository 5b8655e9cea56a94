//! Email addresses in one canonical form, so that two spellings of a mailbox are one user and two mailboxes never are.
//!
//! The fold policy: the domain becomes its lower-case A-label form (UTS 46, non-transitional, STD3 rules). In the local
//! part, ASCII letters are lower-cased; everything else is only brought to NFC. No other case mapping is applied, since
//! mappings such as `ı`→`i`, `ſ`→`s`, `ß`→`ss` are how one person's address comes to reach another's account. Characters
//! that are compatibility forms of others (full-width letters, ligatures, the Kelvin sign) are refused, as are
//! invisible ones. Dots and plus signs mean what they say: no provider's habits are assumed.

use std::fmt;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization as _;

/// Longest local part in octets (RFC 5321 §4.5.3.1.1).
const LOCAL_LIMIT: usize = 64;
/// Longest domain in octets (RFC 5321 §4.5.3.1.2); DNS itself allows two fewer, which the IDNA check enforces.
const DOMAIN_LIMIT: usize = 255;
/// Longest address in octets: a path of 256 with its angle brackets (RFC 5321 §4.5.3.1.3).
const ADDRESS_LIMIT: usize = 254;
/// Input longer than this is not looked at. Room for a local part and a domain whose NFC form is much shorter.
const INPUT_LIMIT: usize = 1_024;

/// An address that mail can be sent to, and the form it is compared and looked up by.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct EmailAddress {
    /// As it was given, without surrounding ASCII white space. Mail goes here.
    pub(crate) original: String,
    /// The one form shared by every spelling of this address. Lookups are exact on this.
    pub(crate) canonical: String,
}

impl EmailAddress {
    /// Reads an address; `None` when it is not one that we can tell apart from every other.
    pub(crate) fn parse(input: &str) -> Option<Self> {
        if input.len() > INPUT_LIMIT {
            return None;
        }
        let original = input.trim_matches(|c: char| c.is_ascii_whitespace());
        if original.len() > ADDRESS_LIMIT || original.chars().any(is_hidden) {
            return None;
        }
        let (local, domain) = original.rsplit_once('@')?;
        let canonical = format!("{}@{}", canonical_local(local)?, canonical_domain(domain)?);
        if canonical.len() > ADDRESS_LIMIT {
            return None;
        }
        Some(EmailAddress { original: original.to_owned(), canonical })
    }

    #[cfg(test)]
    /// What stands before the `@`, in canonical form.
    pub(crate) fn local_part(&self) -> &str {
        self.canonical.rsplit_once('@').map_or("", |(local, _)| local)
    }

    #[cfg(test)]
    /// Whether a server without SMTPUTF8 can take it: the domain always can be written in ASCII, the local part not.
    pub(crate) fn is_ascii(&self) -> bool {
        self.canonical.is_ascii()
    }
}

/// Reads the argument `email`.
pub(crate) fn parse_email(email: &str) -> crate::error::Result<EmailAddress> {
    EmailAddress::parse(email).ok_or_else(|| crate::error::Error::invalid("email", "is not an email address"))
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress([redacted])")
    }
}

fn canonical_local(local: &str) -> Option<String> {
    // NFC alone may turn a character into an ASCII one (the Kelvin sign into K): refuse before it can.
    if local.chars().any(resembles_ascii) {
        return None;
    }
    let composed: String = local.nfc().map(|c| c.to_ascii_lowercase()).collect();
    // Some letters compose only in lower case (h with a line below), hence NFC again.
    let canonical: String = composed.nfc().collect();
    // From here on only the canonical form counts. Equality with NFKC refuses compatibility forms, as PRECIS
    // identifiers do (RFC 8264 §9.17); the decomposed form shows an `@` or `<` hidden under a combining mark.
    let plain = canonical.len() <= LOCAL_LIMIT
        && local.len() <= LOCAL_LIMIT
        && canonical.nfkc().eq(canonical.chars())
        && canonical.nfkd().filter(char::is_ascii).all(is_local_ascii)
        && canonical.split('.').all(|atom| !atom.is_empty())
        // An encoded word: allowed as an address, but what decodes it on the way delivers to another one.
        && !canonical.contains("=?");
    plain.then_some(canonical)
}

fn canonical_domain(domain: &str) -> Option<String> {
    if domain.len() > DOMAIN_LIMIT || domain.chars().any(|c| resembles_ascii(c) || is_full_stop(c)) {
        return None;
    }
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .ok()?;
    // UTS 46 maps and drops characters. Whatever slips through the check above, a label with characters beyond ASCII
    // must not come out as somebody's ASCII label.
    if domain
        .split('.')
        .zip(ascii.split('.'))
        .any(|(typed, label)| !typed.is_ascii() && !label.starts_with("xn--"))
    {
        return None;
    }
    let last = ascii.rsplit('.').next()?;
    let known_shape = ascii.contains('.') || ascii == "localhost";
    // A last label that begins with a digit is an address in the eyes of some resolvers (`0x7f.1`), never a domain.
    (known_shape && !last.starts_with(|c: char| c.is_ascii_digit())).then(|| ascii.into_owned())
}

/// The ASCII characters of an unquoted local part (RFC 5322 `dot-atom`).
fn is_local_ascii(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

/// Full stops other than `.` that IDNA would read as one.
fn is_full_stop(c: char) -> bool {
    matches!(c, '\u{3002}' | '\u{FF0E}' | '\u{FF61}')
}

/// Whether some software would read this non-ASCII character as an ASCII one: `＠`, `；`, `ſ`, `K`, `ﬀ`.
fn resembles_ascii(c: char) -> bool {
    !c.is_ascii() && std::iter::once(c).nfkc().any(|d| d.is_ascii())
}

/// Controls, white space, bidirectional marks and everything else that does not show: what is not seen must not tell
/// two addresses apart. (The default-ignorable code points of Unicode, the specials, and private use.)
fn is_hidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(u32::from(c),
            0xAD | 0x34F | 0x61C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202F | 0x205F..=0x206F | 0x2800 | 0x3164
            | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFF
            | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0x10FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(input: &str) -> Option<String> {
        EmailAddress::parse(input).map(|a| a.canonical)
    }

    #[test]
    fn spellings_of_one_mailbox_are_one() {
        for (input, expected) in [
            ("ada@example.com", "ada@example.com"),
            ("  Ada@EXAMPLE.com\n", "ada@example.com"),
            ("ada+shop@example.com", "ada+shop@example.com"),
            ("a.d.a@gmail.com", "a.d.a@gmail.com"),
            ("ada@localhost", "ada@localhost"),
            ("o'brien/x=y@sub.example.co.uk", "o'brien/x=y@sub.example.co.uk"),
            ("ada@Bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
            ("ada@faß.de", "ada@xn--fa-hia.de"),
            ("ada@fass.de", "ada@fass.de"),
            ("Zoe\u{308}@example.com", "zo\u{eb}@example.com"),
            ("zo\u{eb}@example.com", "zo\u{eb}@example.com"),
            ("用户@例子.广告", "用户@xn--fsqu00a.xn--4rr70v"),
        ] {
            assert_eq!(canonical(input).as_deref(), Some(expected), "{input:?}");
        }
        let address = EmailAddress::parse(" Ada@Example.COM ").unwrap();
        assert_eq!(address.original, "Ada@Example.COM");
        assert_eq!(address.local_part(), "ada");
        assert!(address.is_ascii() && !EmailAddress::parse("é@example.com").unwrap().is_ascii());
        assert!(!format!("{address:?}").to_lowercase().contains("ada"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for input in [
            "",
            " ",
            "@",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a@b@example.com",
            "ada@.com",
            "ada@example.com.",
            "ada@example..com",
            ".ada@example.com",
            "ada.@example.com",
            "a..b@example.com",
            "ada@[127.0.0.1]",
            "ada@127.0.0.1",
            "ada@[IPv6:::1]",
            "ada@0x7f.1",
            "ada@-example.com",
            "ada@example-.com",
            "ada@exa_mple.com",
            "\"ada\"@example.com",
            "ada smith@example.com",
            "Ada <ada@example.com>",
            "ada@example.com,eve@example.org",
            "ada@example.com;eve@example.org",
            "ada(x)@example.com",
            "ada\\@example.com",
            "ada:x@example.com",
            "[ada]@example.com",
            "ada\r\nBcc:x@example.com",
            "=?utf-8?q?eve=40evil.example=3e=00?=ada@example.com",
            "ada\0@example.com",
            "ada@exam\0ple.com",
            "ada\u{7f}@example.com",
            "ada\u{85}@example.com",
            "ada\u{202e}@example.com",
            "ada\u{2066}@example.com",
            "ada\u{200b}@example.com",
            "ada@exam\u{ad}ple.com",
            "ada@exam\u{200d}ple.com",
            "ada\u{3000}@example.com",
            "\u{feff}ada@example.com",
            "\u{a0}ada@example.com",
            "ada\u{ff20}example.com",
            "ada\u{fe6b}example.com",
            "eve\u{ff20}b@example.com",
            "eve\u{ff0c}b@example.com",
            "eve\u{ff1b}b@example.com",
            "eve\u{37e}b@example.com",
            "eve\u{ff1c}b@example.com",
            "eve\u{ff1e}b@example.com",
            "eve\u{226e}b@example.com",
            "eve<\u{338}b@example.com",
            "ada@example\u{3002}com",
            "ada@example\u{ff0e}com",
            "ada@exa\u{2100}mple.com",
            "ada@example.com\u{ff0f}x",
            "ada@xn--a.com",
            "ada@example.com?x",
            "ada@exam%ple.com",
        ] {
            assert_eq!(canonical(input), None, "{input:?}");
        }
    }

    #[test]
    fn lengths_are_counted_in_octets() {
        let local = "l".repeat(64);
        let label = "d".repeat(61);
        assert!(canonical(&format!("{local}@example.com")).is_some());
        assert!(canonical(&format!("{local}l@example.com")).is_none());
        assert!(canonical(&format!("{}@example.com", "é".repeat(32))).is_some());
        assert!(canonical(&format!("{}@example.com", "é".repeat(33))).is_none());
        // 64 + 1 + 189 = 254.
        let domain = format!("{label}.{label}.{label}.abc");
        assert_eq!(local.len() + 1 + domain.len(), 254);
        assert!(canonical(&format!("{local}@{domain}")).is_some());
        assert!(canonical(&format!("{local}@d{domain}")).is_none());
        assert!(canonical(&format!("a@{}.com", "d".repeat(64))).is_none());
        assert!(canonical(&"a".repeat(1_000_000)).is_none());
        // Short as it is typed, too long as an A-label.
        let long: String = (0..30).map(|i| char::from_u32(0x4e00 + 97 * (i * 7 % 30)).unwrap()).collect();
        assert!(canonical(&format!("a@{long}.com")).is_none());
    }

    #[test]
    fn case_mappings_never_reach_another_mailbox() {
        let victims = [
            "mike@example.org",
            "iss@example.org",
            "kk@skiff.example",
            "straße@example.org",
            "ss@example.org",
        ];
        let substitutes: [(&str, &[&str]); 8] = [
            ("i", &["ı", "İ", "ｉ", "ⅰ", "ⁱ", "і", "í", "i\u{307}"]),
            ("s", &["ſ", "ｓ", "ˢ", "ѕ", "ꜱ"]),
            ("k", &["\u{212a}", "ｋ", "ᵏ", "к"]),
            ("ss", &["ß", "ẞ", "ſſ"]),
            ("ß", &["ss", "ẞ", "SS"]),
            ("ff", &["ﬀ"]),
            ("fi", &["ﬁ"]),
            ("m", &["ⅿ", "ｍ", "м"]),
        ];
        let mut tried = 0;
        for victim in victims {
            let target = canonical(victim).unwrap();
            for (plain, others) in substitutes {
                for other in others.iter().filter(|_| victim.contains(plain)) {
                    for attack in [victim.replace(plain, other), victim.replacen(plain, other, 1)] {
                        assert_ne!(canonical(&attack).as_ref(), Some(&target), "{attack}");
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 60);
    }

    /// Every assigned code point as a local part and as a label: nothing but a letter's other ASCII case gives an ASCII form.
    #[test]
    fn no_code_point_becomes_another_ascii_address() {
        for c in ('\u{80}'..'\u{32000}').chain('\u{E0000}'..'\u{E0200}') {
            if let Some(address) = EmailAddress::parse(&format!("a{c}b@example.com")) {
                assert!(!address.is_ascii(), "{c:?}");
            }
            if let Some(address) = EmailAddress::parse(&format!("ab@x{c}y.example")) {
                assert!(address.canonical.contains("@xn--"), "{c:?}");
            }
        }
    }

    #[test]
    fn canonical_forms_are_fixed_points() {
        let pieces = [
            "a",
            "Z",
            "ı",
            "İ",
            "ſ",
            "ß",
            "ẞ",
            "é",
            "E",
            "\u{301}",
            "H",
            "\u{331}",
            "\u{345}",
            "Å",
            "한",
            "\u{1100}",
            "\u{1161}",
            "क",
            "\u{93c}",
            "\u{958}",
            ".",
            "+",
            "@",
            "Σ",
            "ς",
            "ǅ",
            "x",
            "0",
            "-",
            "中",
            "ω",
            "\u{3b9}",
            "\u{1f600}",
            "J",
            "\u{30c}",
            "T",
            "\u{308}",
            "W",
            "\u{30a}",
            "א",
        ];
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut pick = |bound: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state >> 33).unwrap() % bound
        };
        let mut accepted = 0;
        for _ in 0..50_000 {
            let local: String = (0..1 + pick(5)).map(|_| pieces[pick(pieces.len())]).collect();
            let label: String = (0..1 + pick(3)).map(|_| pieces[pick(pieces.len())]).collect();
            let input = format!("{local}@{label}.example");
            let Some(first) = EmailAddress::parse(&input) else { continue };
            accepted += 1;
            assert_eq!(canonical(&first.canonical).as_ref(), Some(&first.canonical), "{input}");
            let decomposed: String = local.nfd().collect();
            assert_eq!(canonical(&format!("{decomposed}@{label}.EXAMPLE")), Some(first.canonical), "{input}");
        }
        assert!(accepted > 5_000, "{accepted}");
    }
}
