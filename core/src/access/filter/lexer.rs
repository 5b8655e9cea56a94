//! A rule cut into words.

use std::iter::Peekable;
use std::str::CharIndices;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// `device.model`, `-eq`, `and`, `True`, `null`.
    Word(String),
    /// A text in quotes.
    Text(String),
    Open,
    Close,
    /// `[` or `{`.
    ListOpen,
    /// `]` or `}`.
    ListClose,
    Comma,
}

/// A token and the character it begins at, counted from one.
pub(super) type Placed = (Token, usize);

/// Cuts a rule into tokens.
///
/// # Errors
/// A quote that nobody closes, or a character that belongs nowhere.
pub(super) fn tokens(rule: &str) -> Result<Vec<Placed>, String> {
    let mut found = Vec::new();
    let mut rest = rule.char_indices().peekable();
    while let Some((at, next)) = rest.next() {
        let place = rule.get(..at).map_or(0, |before| before.chars().count()) + 1;
        let token = match next {
            space if space.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '[' | '{' => Token::ListOpen,
            ']' | '}' => Token::ListClose,
            ',' => Token::Comma,
            quote @ ('"' | '\'') => Token::Text(
                quoted(&mut rest, quote)
                    .ok_or_else(|| format!("the quote at character {place} is not closed"))?,
            ),
            first if in_word(first) => Token::Word(word(first, &mut rest)),
            other => return Err(format!("{other:?} at character {place} belongs nowhere")),
        };
        found.push((token, place));
    }
    Ok(found)
}

fn in_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '.' | '_')
}

fn word(first: char, rest: &mut Peekable<CharIndices<'_>>) -> String {
    let mut word = String::from(first);
    while let Some((_, next)) = rest.next_if(|(_, next)| in_word(*next)) {
        word.push(next);
    }
    word
}

/// The text up to the closing quote. A backtick takes the next character as it is, as in Microsoft's rules.
fn quoted(rest: &mut Peekable<CharIndices<'_>>, quote: char) -> Option<String> {
    let mut text = String::new();
    loop {
        match rest.next()?.1 {
            end if end == quote => return Some(text),
            '`' => text.push(rest.next()?.1),
            other => text.push(other),
        }
    }
}
