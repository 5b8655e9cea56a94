//! A claim cut into words.

/// What was read, or what was not understood.
pub(super) type Read<T> = std::result::Result<T, String>;

/// A word, or a text in quotes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) quoted: bool,
}

/// Words, and texts in quotes.
pub(super) fn tokens(text: &str) -> Read<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if matches!(first, '"' | '\'') {
            let inner = rest.get(1..).unwrap_or_default();
            let (inside, after) = inner.split_once(first).ok_or("a quote is not closed")?;
            (Token { text: inside.to_owned(), quoted: true }, after)
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            (Token { text: word.trim_end_matches([',', '.']).to_owned(), quoted: false }, after)
        };
        if token.quoted || !token.text.is_empty() {
            tokens.push(token);
        }
        rest = after.trim_start();
    }
    Ok(tokens)
}
