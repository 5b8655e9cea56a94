//! What a password may be: length, characters, and not one that everybody tries first.
//!
//! There are no composition rules and no expiry: both make passwords worse (NIST SP 800-63B-4 §3.1.1.2).

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// Smallest minimum that a tenant may set.
pub(crate) const MIN_LENGTH_FLOOR: u32 = 8;
/// Longest password in code points, as in Entra.
pub(crate) const MAX_LENGTH: u32 = 256;
/// Smallest maximum that a tenant may set: passphrases must fit (NIST SP 800-63B-4 §3.1.1.2).
const MAX_LENGTH_FLOOR: u32 = 64;
/// Longest password in bytes. Longer input is refused before anything is done with it, and never cut.
const MAX_BYTES: usize = 1_024;

/// What is tried first: published lists of leaked passwords, named in the file, from 8 characters on.
static COMMON: &str = include_str!("common_passwords.txt");

/// How long a new password must and may be, in code points.
///
/// The default minimum of 8 is Entra's. NIST SP 800-63B-4 asks for 15 where the password is the only accepted factor,
/// and does not accept email as a second one: a tenant that wants to follow it sets 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// At least this many, never below 8.
    pub min_length: u32,
    /// At most this many, never above 256.
    pub max_length: u32,
}

impl Default for PasswordRules {
    fn default() -> Self {
        PasswordRules { min_length: MIN_LENGTH_FLOOR, max_length: MAX_LENGTH }
    }
}

impl PasswordRules {
    /// Checks the rules themselves.
    ///
    /// # Errors
    /// `invalid_argument{min_length}` or `{max_length}` when they are looser than the floors or contradict each other.
    pub fn validate(&self) -> Result<()> {
        if !(MAX_LENGTH_FLOOR..=MAX_LENGTH).contains(&self.max_length) {
            return Err(Error::invalid("max_length", format!("must be {MAX_LENGTH_FLOOR} to {MAX_LENGTH}")));
        }
        if !(MIN_LENGTH_FLOOR..=MAX_LENGTH_FLOOR).contains(&self.min_length) {
            return Err(Error::invalid(
                "min_length",
                format!("must be {MIN_LENGTH_FLOOR} to {MAX_LENGTH_FLOOR}"),
            ));
        }
        Ok(())
    }
}

/// Why a password was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRejection {
    /// Fewer characters than the rules ask for.
    TooShort,
    /// More characters than the rules allow.
    TooLong,
    /// Among the passwords that are tried first.
    Common,
    /// The user's own address or name, or the tenant's or app's, perhaps with digits behind it.
    ContainsIdentity,
    /// Control characters.
    InvalidCharacters,
    /// The password that is being replaced.
    SameAsCurrent,
}

impl PasswordRejection {
    /// The stable word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            PasswordRejection::TooShort => "too_short",
            PasswordRejection::TooLong => "too_long",
            PasswordRejection::Common => "common",
            PasswordRejection::ContainsIdentity => "contains_identity",
            PasswordRejection::InvalidCharacters => "invalid_characters",
            PasswordRejection::SameAsCurrent => "same_as_current",
        }
    }
}

/// The form that is hashed: NFC, every space as U+0020, case and width kept (RFC 8265 §4.2, `OpaqueString`).
///
/// Refuses only what no stored password can be: nothing, too much, control characters.
pub(crate) fn normalize(password: &str) -> Result<Zeroizing<String>, PasswordRejection> {
    if password.is_empty() {
        return Err(PasswordRejection::TooShort);
    }
    if password.len() > MAX_BYTES {
        return Err(PasswordRejection::TooLong);
    }
    // NFC makes no text longer than three times its bytes: growing would leave copies of the secret behind.
    let mut normal = Zeroizing::new(String::with_capacity(3 * password.len()));
    normal.extend(password.chars().map(|c| if is_space(c) { ' ' } else { c }).nfc());
    if normal.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(PasswordRejection::InvalidCharacters);
    }
    if normal.len() > MAX_BYTES || length(&normal) > MAX_LENGTH {
        return Err(PasswordRejection::TooLong);
    }
    Ok(normal)
}

/// Checks a password that someone wants to use from now on, and returns the form to hash.
///
/// `identity_words` are the address, the names of user, tenant and app. Only whole passwords are compared, never parts
/// of them: a long passphrase with a common word in it is a good password.
pub(crate) fn check_new(
    password: &str,
    rules: PasswordRules,
    identity_words: &[&str],
) -> Result<Zeroizing<String>, PasswordRejection> {
    let normal = normalize(password)?;
    if length(&normal) < rules.min_length {
        return Err(PasswordRejection::TooShort);
    }
    if length(&normal) > rules.max_length {
        return Err(PasswordRejection::TooLong);
    }
    let lower = Zeroizing::new(normal.to_lowercase());
    if is_one_character(&lower) || is_listed(COMMON, &lower) {
        return Err(PasswordRejection::Common);
    }
    if identity_words.iter().any(|word| is_derived(&lower, word)) {
        return Err(PasswordRejection::ContainsIdentity);
    }
    Ok(normal)
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Unicode's space separators other than U+0020 itself.
fn is_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

fn is_one_character(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    chars.all(|c| Some(c) == first)
}

/// Whether the password is the word, its part before the `@`, or either with digits behind; spaces do not count.
fn is_derived(lower: &str, word: &str) -> bool {
    let word: String = word.nfc().collect::<String>().to_lowercase();
    let local = word.rsplit_once('@').map(|(local, _)| local);
    [Some(word.as_str()), local].into_iter().flatten().any(|word| {
        let mut letters = lower.chars().filter(|c| !c.is_whitespace());
        let mut expected = word.chars().filter(|c| !c.is_whitespace()).peekable();
        // An empty word is nobody's name; without this check it would make every number a derived password.
        expected.peek().is_some()
            && expected.all(|c| letters.next() == Some(c))
            && letters.all(|c| c.is_ascii_digit())
    })
}

/// Binary search by bytes over sorted lines, so that the list needs no index and no memory of its own. The comment
/// lines on top are outside the order: the search starts below them.
fn is_listed(list: &str, password: &str) -> bool {
    let list = list.as_bytes();
    let (mut low, mut high) = (start_of_entries(list), list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = list[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let end = list[start..].iter().position(|b| *b == b'\n').map_or(list.len(), |at| start + at);
        match list[start..end].cmp(password.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

fn start_of_entries(list: &[u8]) -> usize {
    let mut start = 0;
    while list[start..].starts_with(b"# ") {
        match list[start..].iter().position(|b| *b == b'\n') {
            Some(at) => start += at + 1,
            None => return list.len(),
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use PasswordRejection::*;

    fn check(password: &str, words: &[&str]) -> Result<String, PasswordRejection> {
        check_new(password, PasswordRules::default(), words).map(|p| p.to_string())
    }

    fn entries() -> Vec<&'static str> {
        COMMON.lines().filter(|l| !l.starts_with("# ")).collect()
    }

    #[test]
    fn the_list_is_sorted_long_enough_and_found_whole() {
        let entries = entries();
        assert!(entries.len() >= 10_000);
        assert!(entries.is_sorted_by(|a, b| a < b));
        for entry in &entries {
            assert!(entry.chars().count() >= 8 && *entry == entry.to_lowercase());
            assert_eq!(check(entry, &[]), Err(Common), "{entry}");
            assert_eq!(check(&entry.to_uppercase(), &[]), Err(Common), "{entry}");
        }
    }

    #[test]
    fn only_whole_passwords_are_listed() {
        for entry in entries().iter().step_by(37) {
            let longer = format!("{entry} & a goat");
            assert_eq!(check(&longer, &[]), Ok(longer.clone()));
        }
        for other in ["", "#", "# ", "# Sources", "\n", "\u{ff}", "~~~~~~~~~~~~~~~~~~~~", "!", "password\n"] {
            assert!(!is_listed(COMMON, other), "{other:?}");
        }
        assert!(!is_listed("", "a") && is_listed("a\nb\nc", "c") && is_listed("a\nb\nc\n", "a"));
    }

    #[test]
    fn length_is_counted_in_code_points() {
        assert_eq!(check("", &[]), Err(TooShort));
        assert_eq!(check("sev3n c", &[]), Err(TooShort));
        assert!(check("eight ch", &[]).is_ok());
        assert!(check("жжхжхжхж", &[]).is_ok());
        // Composed first, counted then: eight letters become seven.
        assert_eq!(check("abcdefe\u{301}", &[]), Err(TooShort));
        assert!(check(&"ab".repeat(128), &[]).is_ok());
        assert_eq!(check(&format!("{}c", "ab".repeat(128)), &[]), Err(TooLong));
        assert!(check(&"\u{1f600}\u{1f601}".repeat(128), &[]).is_ok());
        assert_eq!(check(&"x".repeat(10_000_000), &[]), Err(TooLong));
        let fifteen = PasswordRules { min_length: 15, max_length: 64 };
        assert_eq!(check_new("fourteen chars", fifteen, &[]).unwrap_err(), TooShort);
        assert!(check_new("fifteen chars !", fifteen, &[]).is_ok());
        assert_eq!(check_new(&"ab".repeat(33), fifteen, &[]).unwrap_err(), TooLong);
    }

    #[test]
    fn one_password_has_one_form() {
        let normal = |p: &str| normalize(p).unwrap().to_string();
        assert_eq!(normal("caf\u{e9} cr\u{e8}me"), normal("cafe\u{301}\u{a0}cre\u{300}me"));
        assert_eq!(normal("a\u{3000}b\u{2003}c\u{202f}d"), "a b c d");
        assert_eq!(normal("ＡＢＣ"), "ＡＢＣ");
        assert_eq!(normal("Straße"), "Straße");
        assert_eq!(normal(" lead and trail "), " lead and trail ");
        for bad in ["tab\there", "nul\0", "line\nbreak", "\u{7f}delete", "c1\u{85}", "a\u{2028}b"] {
            assert_eq!(normalize(bad).unwrap_err(), InvalidCharacters, "{bad:?}");
        }
        // NFC may lengthen: three bytes each become nine.
        assert_eq!(normalize(&"\u{fb2c}".repeat(250)).unwrap_err(), TooLong);
        assert_eq!(normalize("").unwrap_err(), TooShort);
    }

    #[test]
    fn identity_words_are_refused_whole_and_with_digits() {
        let words = ["Ada.Lovelace@Example.com", "Contoso Shop", "", " ", "Zoë Müller"];
        for bad in [
            "ada.lovelace@example.com",
            "ADA.LOVELACE",
            "ada.lovelace2024",
            "ContosoShop",
            "contoso shop",
            "Contoso Shop 1",
            "contososhop123456",
            "zoe\u{308} müller",
            "ZOËMÜLLER99",
        ] {
            assert_eq!(check(bad, &words), Err(ContainsIdentity), "{bad}");
        }
        for good in
            ["ada.lovelace is not here", "my contoso shop", "contososhop1a", "48151623427", "contosoland"]
        {
            assert!(check(good, &words).is_ok(), "{good}");
        }
    }

    #[test]
    fn one_character_over_and_over_is_common() {
        assert_eq!(check(&"x".repeat(40), &[]), Err(Common));
        assert_eq!(check("жжжжжжжжжж", &[]), Err(Common));
        assert_eq!(check("          ", &[]), Err(Common));
    }

    #[test]
    fn rules_keep_their_floors() {
        assert!(PasswordRules::default().validate().is_ok());
        assert!(PasswordRules { min_length: 7, max_length: 256 }.validate().is_err());
        assert!(PasswordRules { min_length: 65, max_length: 256 }.validate().is_err());
        assert!(PasswordRules { min_length: 8, max_length: 63 }.validate().is_err());
        assert!(PasswordRules { min_length: 15, max_length: 257 }.validate().is_err());
        assert_eq!([TooShort, Common].map(PasswordRejection::as_str), ["too_short", "common"]);
    }
}
