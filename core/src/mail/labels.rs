//! Short texts that others chose or that must not reveal much: names made harmless, addresses masked.

use unicode_normalization::UnicodeNormalization as _;

/// The longest name that is shown, in characters.
const NAME_LIMIT: usize = 64;

/// Schemes that mail clients turn into links even without slashes.
const SCHEMES: [&str; 8] = ["https", "http", "ftp", "mailto", "tel", "sms", "javascript", "data"];

/// A display name made harmless: one line of at most 64 characters in which no mail client finds a link, an address,
/// an encoded word or a change of writing direction. Empty when nothing is left.
pub(super) fn clean_name(name: &str) -> String {
    let characters: Vec<char> = name
        .nfc()
        .filter_map(|c| match c {
            _ if c.is_whitespace() || c.is_control() => Some(' '),
            _ if is_invisible(c) => None,
            // The other characters that IDNA reads as dots, and wide forms of what makes a URL.
            '\u{2024}' | '\u{3002}' | '\u{FF0E}' | '\u{FF61}' | '\u{FE52}' => Some('.'),
            '\u{FF1A}' | '\u{FE55}' | '\u{A789}' => Some(':'),
            '\u{FF0F}' | '\u{2044}' | '\u{2215}' | '\\' => Some('/'),
            '\u{FF20}' | '\u{FE6B}' => Some('@'),
            _ => Some(c),
        })
        .collect();
    let mut text = String::with_capacity(name.len());
    for (i, &c) in characters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| characters.get(b)).copied().unwrap_or(' ');
        let after = characters.get(i + 1).copied().unwrap_or(' ');
        let inner = !before.is_whitespace() && !after.is_whitespace();
        let harmful = match c {
            '.' | '@' => inner,
            '/' => before == '/' || after == '/' || before == ':',
            ':' => after == '/' || ends_with_scheme(&text),
            // `=?charset?q?…?=` would be decoded by the reader's mail client.
            '?' => before == '=' || after == '=',
            _ => false,
        };
        if c == ':' && ends_with_scheme(&text) {
            drop_scheme(&mut text);
        }
        text.push(if harmful { ' ' } else { c });
    }
    // What a scheme leaves without its colon, as in an encoded link, is no name either. All spaces, never nothing:
    // what is left must not grow together into another one.
    while let Some(at) = text.to_ascii_lowercase().find("http") {
        text.replace_range(at..at + 4, " ");
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let cut: String = out.chars().take(NAME_LIMIT).collect();
    let cut = cut.trim_end();
    if cut.chars().any(char::is_alphanumeric) { cut.to_owned() } else { String::new() }
}

/// The scheme that `text` ends with, when it stands as a word of its own.
fn trailing_scheme(text: &str) -> Option<usize> {
    let word = text.trim_end();
    SCHEMES.iter().find_map(|scheme| {
        let start = word.len().checked_sub(scheme.len())?;
        let (head, tail) = word.split_at_checked(start)?;
        let alone = !head.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        (tail.eq_ignore_ascii_case(scheme) && alone).then_some(start)
    })
}

fn ends_with_scheme(text: &str) -> bool {
    trailing_scheme(text).is_some()
}

fn drop_scheme(text: &mut String) {
    if let Some(start) = trailing_scheme(text) {
        text.truncate(start);
    }
}

/// Characters that show nothing or reorder what is shown. The two joiners stay: Persian and emoji need them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}')
}

/// A label by which its owner knows an address and others learn little: `c***y@e***.com` for `casey@example.com`.
///
/// It shows the first and last character of the local part, the first of the domain and the last domain label. Each
/// is always shown, doubled when there is only one, behind the same three stars, so that the label's length says
/// nothing about the address but the length of its top-level domain, which is shown anyway. The label depends on
/// nothing but the address: an unknown account is labeled like a known one.
pub(crate) fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let (domain, _) = idna::domain_to_unicode(domain);
    let first = shown(local.chars().next());
    let last = shown(local.chars().next_back());
    let domain_first = shown(domain.chars().next());
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    let mut label = format!("{first}***{last}@{domain_first}***");
    if !top.is_empty() {
        label.push('.');
        label.extend(top.chars().map(|c| shown(Some(c))));
    }
    label
}

/// One character of an address, or a star for one that must not be shown as it is.
fn shown(c: Option<char>) -> char {
    c.filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)).unwrap_or('*')
}

/// Whether `label` could have come from [`masked`].
pub(super) fn is_masked(label: &str) -> bool {
    let characters: Vec<char> = label.chars().collect();
    let [_, '*', '*', '*', _, '@', _, '*', '*', '*', top @ ..] = characters.as_slice() else { return false };
    let top_fits = match top {
        [] => true,
        ['.', top @ ..] => {
            !top.is_empty() && top.iter().all(|c| matches!(c, '*' | '-') || c.is_alphanumeric())
        }
        _ => false,
    };
    top_fits && characters.iter().all(|c| shown(Some(*c)) == *c)
}
