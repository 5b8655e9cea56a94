//! The figures: a table for people, `bench.json` for machines, and a line of progress for the impatient.

use std::sync::OnceLock;
use std::time::Instant;

use crate::Result;

/// What a figure should be.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
    Exactly(f64),
    /// Measured for information.
    None,
}

pub(crate) struct Figure {
    part: &'static str,
    name: String,
    value: f64,
    unit: &'static str,
    target: Target,
    detail: String,
}

#[derive(Default)]
pub(crate) struct Report {
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl Report {
    pub(crate) fn ratio(
        &mut self,
        part: &'static str,
        name: impl Into<String>,
        value: f64,
        target: Target,
        detail: String,
    ) {
        self.add(part, name, value, "×", target, detail);
    }

    pub(crate) fn add(
        &mut self,
        part: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        target: Target,
        detail: String,
    ) {
        let figure = Figure { part, name: name.into(), value, unit, target, detail };
        progress(&format!("  {}: {}{}", figure.name, number(value), unit));
        self.figures.push(figure);
    }

    /// What a reader has to know to read the figures right.
    pub(crate) fn note(&mut self, text: &str) {
        self.notes.push(text.to_owned());
    }

    pub(crate) fn print(&self) {
        let width = self.figures.iter().map(|f| f.name.chars().count()).max().unwrap_or(0);
        let mut part = "";
        for figure in &self.figures {
            if figure.part != part {
                part = figure.part;
                println!("\n{part}");
            }
            let pad = " ".repeat(width - figure.name.chars().count());
            let value = format!("{}{}", number(figure.value), figure.unit);
            let (target, verdict) = (figure.target(), figure.verdict());
            println!("  {}{pad}  {value:>10}  {target:<10} {verdict:<6}  {}", figure.name, figure.detail);
        }
        println!();
        for note in &self.notes {
            println!("* {note}");
        }
        let count = |word: &str| self.figures.iter().filter(|f| f.verdict() == word).count();
        println!("\n{} targets met, {} missed", count("met"), count("MISSED"));
    }

    pub(crate) fn write(&self, path: &std::path::Path) -> Result<()> {
        let figures: Vec<_> = self.figures.iter().map(Figure::json).collect();
        let document = serde_json::json!({ "figures": figures, "notes": self.notes });
        std::fs::write(path, serde_json::to_string_pretty(&document)? + "\n")?;
        println!("written to {}", path.display());
        Ok(())
    }
}

impl Figure {
    fn verdict(&self) -> &'static str {
        let met = match self.target {
            Target::AtMost(most) => self.value <= most,
            Target::AtLeast(least) => self.value >= least,
            Target::Exactly(wanted) => self.value == wanted,
            Target::None => return "",
        };
        if met { "met" } else { "MISSED" }
    }

    fn target(&self) -> String {
        match self.target {
            Target::AtMost(most) => format!("≤ {}{}", number(most), self.unit),
            Target::AtLeast(least) => format!("≥ {}{}", number(least), self.unit),
            Target::Exactly(wanted) => format!("= {}{}", number(wanted), self.unit),
            Target::None => String::new(),
        }
    }

    fn json(&self) -> serde_json::Value {
        let (bound, target) = match self.target {
            Target::AtMost(value) => ("at_most", Some(value)),
            Target::AtLeast(value) => ("at_least", Some(value)),
            Target::Exactly(value) => ("exactly", Some(value)),
            Target::None => ("none", None),
        };
        serde_json::json!({
            "part": self.part, "name": self.name, "value": self.value, "unit": self.unit.trim(),
            "bound": bound, "target": target, "met": target.map(|_| self.verdict() == "met"),
            "detail": self.detail,
        })
    }
}

fn number(value: f64) -> String {
    match value {
        v if v.fract() == 0.0 && v.abs() < 1e9 => format!("{v:.0}"),
        v if v.abs() >= 100.0 => format!("{v:.0}"),
        v if v.abs() >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

/// Says what is going on, with the seconds since the start.
pub(crate) fn progress(text: &str) {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let began = BEGAN.get_or_init(Instant::now);
    eprintln!("[{:>4} s] {text}", began.elapsed().as_secs());
}
