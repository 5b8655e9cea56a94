//! Colors, and text that cannot do anything to a terminal.

use std::fmt::Write as _;

use clap::ColorChoice;

/// What a piece of text is, rather than how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    #[default]
    Plain,
    Strong,
    Faint,
    Good,
    Careful,
    Bad,
}

/// Colors pieces of the answer, for those who have nothing else to do with showing it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Painter(pub(super) bool);

impl Painter {
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        paint(self.0, style, text)
    }
}

pub(super) fn wanted(choice: ColorChoice, terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

pub(super) fn paint(colored: bool, style: Style, text: &str) -> String {
    let code = match style {
        Style::Plain => return text.to_owned(),
        _ if !colored || text.is_empty() => return text.to_owned(),
        Style::Strong => "1",
        Style::Faint => "2",
        Style::Good => "32",
        Style::Careful => "33",
        Style::Bad => "31",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}

/// The text with what a terminal would act on written out: logs hold what strangers sent.
pub(crate) fn printable(text: &str) -> String {
    if !text.chars().any(acts) {
        return text.to_owned();
    }
    text.chars().fold(String::new(), |mut safe, c| {
        if acts(c) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "{}", c.escape_default());
        } else {
            safe.push(c);
        }
        safe
    })
}

/// Control characters, line separators and what turns the direction of writing around.
fn acts(c: char) -> bool {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_sent_cannot_act() {
        assert_eq!(printable("Ünï 東京"), "Ünï 東京");
        assert_eq!(printable("a\x1b[2Jb\nc\u{202e}d"), "a\\u{1b}[2Jb\\nc\\u{202e}d");
    }

    #[test]
    fn plain_text_has_no_codes() {
        assert_eq!(paint(true, Style::Plain, "a"), "a");
        assert_eq!(paint(false, Style::Bad, "a"), "a");
        assert_eq!(paint(true, Style::Bad, "a"), "\x1b[31ma\x1b[0m");
    }
}
