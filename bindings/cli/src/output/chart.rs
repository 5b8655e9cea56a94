//! A small picture: one bar a line, each of several parts. Parts differ by their signs too, for where there is no color.

use unicode_width::UnicodeWidthStr as _;

use super::{Output, Style};

/// Columns of the longest bar where a terminal has room for it.
const LONGEST: usize = 48;
const SHORTEST: usize = 8;

pub(crate) struct Bar {
    pub(crate) label: String,
    /// How each part is drawn, and how much it is.
    pub(crate) parts: [(Style, char, u64); 3],
}

impl Bar {
    fn total(&self) -> u64 {
        self.parts.iter().map(|(_, _, amount)| amount).sum()
    }
}

/// A line for each bar, to one scale, with its sum at the end.
pub(crate) fn bars(bars: &[Bar], out: &Output) -> String {
    let label = bars.iter().map(|bar| bar.label.width()).max().unwrap_or_default();
    let most = bars.iter().map(Bar::total).max().unwrap_or_default().max(1);
    let beside = label + most.to_string().len() + 4;
    let room = out.width.map_or(LONGEST, |width| width.saturating_sub(beside).clamp(SHORTEST, LONGEST));
    let line = |bar: &Bar| {
        let mut drawn = String::new();
        for (style, sign, amount) in &bar.parts {
            drawn.push_str(&out.paint(*style, &sign.to_string().repeat(length(*amount, most, room))));
        }
        let gap = " ".repeat(label - bar.label.width());
        let sum = match bar.total() {
            0 => String::new(),
            sum => format!(" {sum}"),
        };
        format!("{}\n", format!("{}{gap}  {drawn}{sum}", out.paint(Style::Faint, &bar.label)).trim_end())
    };
    bars.iter().map(line).collect()
}

/// In columns; what is there at all is seen.
fn length(amount: u64, most: u64, room: usize) -> usize {
    let exact = u128::from(amount) * room as u128 / u128::from(most);
    usize::try_from(exact).unwrap_or(room).max(usize::from(amount > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_to_scale_and_the_smallest_is_seen() {
        let out = Output { json: false, lines: false, colored: false, colored_notes: false, width: Some(20) };
        let bar = |label: &str, amounts: [u64; 3]| Bar {
            label: label.into(),
            parts: [
                (Style::Good, 'a', amounts[0]),
                (Style::Bad, 'b', amounts[1]),
                (Style::Plain, 'c', amounts[2]),
            ],
        };
        let drawn = bars(&[bar("one", [50, 50, 0]), bar("three", [0, 1, 0]), bar("no", [0, 0, 0])], &out);
        assert_eq!(drawn, "one    aaaabbbb 100\nthree  b 1\nno\n");
    }
}
