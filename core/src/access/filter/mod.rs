//! Filter rules: `device.isCompliant -eq True -and -not (device.model -startsWith "Surface")`.
//!
//! The grammar is that of Microsoft's dynamic rules, of which filters for devices and for applications use a part:
//! comparisons bind closest, then `-not`, `-and`, `-or`; parentheses group; words are read in any case, with or without
//! their dash. Texts are compared without case. Source: Microsoft Learn, "Conditional Access: Filter for devices".

mod app;
mod device;
mod lexer;
mod needles;
mod parser;
mod value;

#[cfg(test)]
mod tests;

pub(super) use app::AppAttribute;
pub(super) use device::DeviceAttribute;
pub(super) use needles::Needle;
pub(super) use value::Value;

use regex::Regex;

use parser::Parser;

/// The longest rule, in characters: Microsoft's limit.
pub(super) const RULE_MAX: usize = 3072;

/// What a rule may ask about: the attributes of a device, or those of an application.
pub(super) trait Attribute: Sized + Clone {
    /// The attribute that a rule calls `name`, whatever its case.
    fn named(name: &str) -> Option<Self>;

    /// What it holds.
    fn kind(&self) -> Kind;
}

/// What an attribute holds, which decides the operators that it can be compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any text: every operator.
    Text,
    /// An identifier: equality and lists.
    Id,
    /// One of these words: equality and lists.
    Words(&'static [&'static str]),
    /// Yes or no: equality.
    Flag,
    /// Several texts: `-contains` looks for a whole one.
    Texts,
    /// One text or several: every operator, of several on each.
    TextOrTexts,
}

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equals,
    StartsWith,
    EndsWith,
    Contains,
    In,
    /// A regular expression, found anywhere in the text.
    Match,
}

/// A rule that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filter<A> {
    rule: Expression<A>,
}

#[derive(Debug, Clone, PartialEq)]
enum Expression<A> {
    /// All of them hold.
    All(Vec<Expression<A>>),
    /// One of them holds.
    Any(Vec<Expression<A>>),
    Not(Box<Expression<A>>),
    Comparison(Comparison<A>),
}

#[derive(Debug, Clone, PartialEq)]
struct Comparison<A> {
    attribute: A,
    operator: Operator,
    /// Whether the operator is the other one of its pair: `-ne`, `-notContains`, ….
    negative: bool,
    /// What it is compared with, in lower case. One, but for `-in`; none for `null` and for `-match`.
    values: Vec<String>,
    pattern: Option<Pattern>,
}

/// A regular expression that looks at any case.
#[derive(Debug, Clone)]
struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl<A: Attribute> Filter<A> {
    /// Reads a rule.
    ///
    /// # Errors
    /// What is wrong with it, and at which character.
    pub(super) fn parse(rule: &str) -> Result<Filter<A>, String> {
        let length = rule.chars().count();
        if length > RULE_MAX {
            return Err(format!("has {length} characters; {RULE_MAX} are the most"));
        }
        Ok(Filter { rule: Parser::new(rule)?.rule()? })
    }

    /// Whether the rule holds for what `value` says of each attribute.
    pub(super) fn holds<'a>(&self, value: impl Fn(&A) -> Value<'a>) -> bool {
        self.rule.holds(&value)
    }
}

impl<A: Attribute> Expression<A> {
    fn holds<'a>(&self, value: &impl Fn(&A) -> Value<'a>) -> bool {
        match self {
            Expression::All(parts) => parts.iter().all(|part| part.holds(value)),
            Expression::Any(parts) => parts.iter().any(|part| part.holds(value)),
            Expression::Not(inner) => !inner.holds(value),
            Expression::Comparison(comparison) => comparison.holds(&value(&comparison.attribute)),
        }
    }
}

impl<A> Comparison<A> {
    /// Of an attribute that has no value, every positive comparison is false and every negative one true.
    fn holds(&self, value: &Value<'_>) -> bool {
        let positive = match value {
            Value::Unknown => self.values.is_empty() && self.pattern.is_none(),
            Value::Flag(flag) => self.meets(if *flag { "true" } else { "false" }),
            Value::Text(text) => self.meets(text),
            // Of several texts, `-contains` looks for a whole one.
            Value::Texts(texts) => texts.iter().any(|text| match self.operator {
                Operator::Contains => self.values.contains(&text.to_lowercase()),
                _ => self.meets(text),
            }),
        };
        positive != self.negative
    }

    fn meets(&self, text: &str) -> bool {
        if let Some(pattern) = &self.pattern {
            return pattern.0.is_match(text);
        }
        let text = text.to_lowercase();
        self.values.iter().any(|wanted| match self.operator {
            Operator::Equals | Operator::In => text == *wanted,
            Operator::StartsWith => text.starts_with(wanted.as_str()),
            Operator::EndsWith => text.ends_with(wanted.as_str()),
            Operator::Contains => text.contains(wanted.as_str()),
            Operator::Match => false,
        })
    }
}
