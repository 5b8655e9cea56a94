//! From bytes to text: exports come as UTF-8 or UTF-16, with or without a byte order mark.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// The text of a file, without byte order marks.
///
/// UTF-16 without a mark is recognized by its first character, which in every format that can hold a document is
/// ASCII: half of it is a zero byte, and JSON text holds no NUL.
///
/// # Errors
/// `policy_invalid` at `$` when it is neither UTF-8 nor UTF-16. Older code pages are not guessed at: a wrong guess
/// would change names without anybody noticing.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let text = match *bytes {
        [0xff, 0xfe, ref rest @ ..] => utf16(rest, u16::from_le_bytes)?.into(),
        [0xfe, 0xff, ref rest @ ..] => utf16(rest, u16::from_be_bytes)?.into(),
        [1..=0xff, 0, ..] => utf16(bytes, u16::from_le_bytes)?.into(),
        [0, 1..=0xff, ..] => utf16(bytes, u16::from_be_bytes)?.into(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => return Err(Error::policy_invalid("$", "is neither UTF-8 nor UTF-16 text")),
        },
    };
    Ok(match text {
        Cow::Borrowed(text) => unmarked(text).into(),
        Cow::Owned(text) => match unmarked(&text) {
            rest if rest.len() == text.len() => text.into(),
            rest => rest.to_owned().into(),
        },
    })
}

/// `text` without byte order marks. A file that was written by appending to an empty, marked one has two.
pub(super) fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Error::policy_invalid("$", "is UTF-16 text with half a character at its end"));
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<std::result::Result<String, _>>()
        .map_err(|_| Error::policy_invalid("$", "is UTF-16 text with half a surrogate pair in it"))
}
