//! Tables, and lists of one thing's fields. Columns are aligned by what a terminal shows, wide characters included.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Output, Style, printable};

const GAP: &str = "  ";
/// What a column keeps when a terminal is too narrow.
const NARROWEST: usize = 16;

/// A piece of text in a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    pub(crate) fn new(text: impl AsRef<str>, style: Style) -> Self {
        Cell { text: printable(text.as_ref()), style }
    }

    fn width(&self) -> usize {
        self.text.width()
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Cell::new(text, Style::Plain)
    }
}

pub(crate) struct Table {
    header: Vec<Cell>,
    /// The columns that may be cut short on a terminal; never elsewhere.
    flexible: Vec<usize>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(header: [&str; N]) -> Self {
        let header = header.iter().map(|text| Cell::new(text, Style::Strong)).collect();
        Table { header, flexible: Vec::new(), rows: Vec::new() }
    }

    /// Lets these columns be cut short where a line would not fit on the terminal.
    pub(crate) fn flexible<const N: usize>(mut self, columns: [usize; N]) -> Self {
        self.flexible = columns.to_vec();
        self
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The table as text; nothing at all when it has no row.
    pub(crate) fn render(&self, out: &Output) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut widths: Vec<usize> = self.header.iter().map(Cell::width).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        if let Some(terminal) = out.width {
            self.narrow(&mut widths, terminal);
        }
        let lines = std::iter::once(&self.header).chain(&self.rows);
        lines.map(|cells| line(cells, &widths, out)).collect()
    }

    fn narrow(&self, widths: &mut [usize], terminal: usize) {
        let gaps = GAP.len() * widths.len().saturating_sub(1);
        loop {
            let total = widths.iter().sum::<usize>() + gaps;
            let widest = self.flexible.iter().copied().filter(|column| widths[*column] > NARROWEST);
            let Some(widest) = widest.max_by_key(|column| widths[*column]) else { return };
            if total <= terminal {
                return;
            }
            widths[widest] -= 1;
        }
    }
}

fn line(cells: &[Cell], widths: &[usize], out: &Output) -> String {
    let mut line = String::new();
    for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let text = cut(&cell.text, *width);
        line.push_str(&out.paint(cell.style, &text));
        // Nothing follows the last column, not even spaces.
        if cells[index + 1..].iter().any(|cell| !cell.text.is_empty()) {
            line.push_str(&" ".repeat(width - text.width()));
            line.push_str(GAP);
        }
    }
    line.push('\n');
    line
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width.saturating_sub(1);
    let mut short: String = text
        .chars()
        .take_while(|c| {
            let fits = c.width().unwrap_or(0) <= left;
            left = left.saturating_sub(c.width().unwrap_or(0));
            fits
        })
        .collect();
    short.push('…');
    short
}

/// A sentence in lines of at most so many columns, each with a line break.
pub(super) fn wrapped(text: &str, indent: &str, width: usize) -> String {
    let (mut lines, mut line) = (String::new(), indent.to_owned());
    for word in text.split_whitespace() {
        if line.len() > indent.len() && line.width() + 1 + word.width() > width {
            lines.push_str(&format!("{line}\n"));
            line = indent.to_owned();
        }
        if line.len() > indent.len() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push_str(&format!("{line}\n"));
    lines
}

/// The fields of one thing, a line each.
#[derive(Default)]
pub(crate) struct Fields(Vec<(&'static str, Cell)>);

impl Fields {
    pub(crate) fn add(&mut self, label: &'static str, cell: impl Into<Cell>) -> &mut Self {
        self.0.push((label, cell.into()));
        self
    }

    /// Adds a field where there is something to show.
    pub(crate) fn some(&mut self, label: &'static str, text: Option<&str>) -> &mut Self {
        if let Some(text) = text {
            self.add(label, text);
        }
        self
    }

    pub(crate) fn render(&self, out: &Output) -> String {
        let width = self.0.iter().map(|(label, _)| label.len()).max().unwrap_or_default();
        let line = |(label, cell): &(&str, Cell)| {
            let label = out.paint(Style::Faint, &format!("{label:width$}"));
            format!("{}\n", format!("{label}{GAP}{}", out.paint(cell.style, &cell.text)).trim_end())
        };
        self.0.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(width: Option<usize>) -> Output {
        Output { json: false, lines: false, colored: false, colored_notes: false, width }
    }

    fn sample() -> Table {
        let mut table = Table::new(["Id", "Name", "Note"]).flexible([1]);
        table.row(["1".into(), "東京".into(), "x".into()]);
        table.row(["22".into(), "a name that is quite long".into(), Cell::default()]);
        table
    }

    #[test]
    fn columns_are_aligned_and_nothing_trails() {
        let text = sample().render(&out(None));
        assert_eq!(
            text,
            "Id  Name                       Note\n1   東京                       x\n22  a name that is quite long\n"
        );
    }

    #[test]
    fn sentences_are_broken_between_words() {
        assert_eq!(wrapped("one two  three", "  ", 10), "  one two\n  three\n");
        assert_eq!(wrapped("one two", "", usize::MAX), "one two\n");
        assert_eq!(wrapped("indivisible", "  ", 5), "  indivisible\n");
    }

    #[test]
    fn only_a_terminal_cuts_and_only_what_may_be_cut() {
        let text = sample().render(&out(Some(30)));
        assert!(text.contains("22  a name that is quit…\n"), "{text}");
        assert_eq!(cut("東京都", 4), "東…");
    }
}
