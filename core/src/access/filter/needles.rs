//! What a rule looks for in each attribute: from that, every way in which values can differ to the rule.

use super::{Attribute, Comparison, Expression, Filter, Operator};

/// What a comparison looks for, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::access) enum Needle {
    /// The whole text.
    Whole(String),
    /// Its beginning.
    Start(String),
    /// Its end.
    End(String),
    /// Any part of it; of several texts, one of them as a whole.
    Part(String),
    /// Any part of it, of each of several texts too.
    Found(String),
    /// What matches a regular expression that is more than texts and their ends.
    Pattern(String),
}

/// What regular expressions give a meaning to.
const SPECIAL: &str = r"\.+*?()|[]{}^$";

impl<A: Attribute> Filter<A> {
    /// Every attribute that the rule asks about, with what it looks for there. `null` looks for nothing.
    pub(in crate::access) fn needles(&self) -> Vec<(A, Vec<Needle>)> {
        let mut found = Vec::new();
        self.rule.needles(&mut found);
        found
    }
}

impl<A: Attribute> Expression<A> {
    fn needles(&self, found: &mut Vec<(A, Vec<Needle>)>) {
        match self {
            Expression::All(parts) | Expression::Any(parts) => {
                parts.iter().for_each(|part| part.needles(found));
            }
            Expression::Not(inner) => inner.needles(found),
            Expression::Comparison(comparison) => {
                found.push((comparison.attribute.clone(), comparison.needles()));
            }
        }
    }
}

impl<A> Comparison<A> {
    fn needles(&self) -> Vec<Needle> {
        if let Some(pattern) = &self.pattern {
            let text = pattern.0.as_str();
            return simple(text).unwrap_or_else(|| vec![Needle::Pattern(text.to_owned())]);
        }
        let needle = |text: &String| match self.operator {
            Operator::Equals | Operator::In | Operator::Match => Needle::Whole(text.clone()),
            Operator::StartsWith => Needle::Start(text.clone()),
            Operator::EndsWith => Needle::End(text.clone()),
            Operator::Contains => Needle::Part(text.clone()),
        };
        self.values.iter().map(needle).collect()
    }
}

/// The texts that a regular expression stands for, when it is nothing but literal texts, their ends and alternatives.
fn simple(pattern: &str) -> Option<Vec<Needle>> {
    let start = pattern.starts_with('^');
    let end = pattern.ends_with('$') && !pattern.ends_with("\\$");
    let body = pattern.strip_prefix('^').unwrap_or(pattern);
    let body = if end { body.strip_suffix('$')? } else { body };
    let inner = body.strip_suffix(')').and_then(|body| body.strip_prefix("(?:").or(body.strip_prefix('(')));
    if let Some(inner) = inner {
        return inner.split('|').map(|text| Some(needle(literal(text)?, start, end))).collect();
    }
    if pattern.contains('|') {
        return pattern.split('|').map(simple).collect::<Option<Vec<_>>>().map(|all| all.concat());
    }
    // What may follow or come before anything is as good as absent, where no end is asked for.
    let body = if end { body } else { body.strip_suffix(".*").unwrap_or(body) };
    let body = if start { body } else { body.strip_prefix(".*").unwrap_or(body) };
    Some(vec![needle(literal(body)?, start, end)])
}

fn needle(text: String, start: bool, end: bool) -> Needle {
    match (start, end) {
        (true, true) => Needle::Whole(text),
        (true, false) => Needle::Start(text),
        (false, true) => Needle::End(text),
        (false, false) => Needle::Found(text),
    }
}

fn literal(pattern: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = pattern.chars();
    while let Some(next) = rest.next() {
        match next {
            // These two are ends of words.
            '\\' => text.push(rest.next().filter(|c| c.is_ascii_punctuation() && !matches!(c, '<' | '>'))?),
            next if SPECIAL.contains(next) => return None,
            next => text.push(next),
        }
    }
    Some(text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::filter::DeviceAttribute;

    #[test]
    fn simple_patterns_are_texts_and_their_ends() {
        let whole = |text: &str| Needle::Whole(text.into());
        for (pattern, expected) in [
            ("^Surface", vec![Needle::Start("surface".into())]),
            ("^Surface.*", vec![Needle::Start("surface".into())]),
            (r"Pro\.9$", vec![Needle::End("pro.9".into())]),
            (".*vm.*", vec![Needle::Found("vm".into())]),
            ("^(A|b)$", vec![whole("a"), whole("b")]),
            ("^a$|b", vec![whole("a"), Needle::Found("b".into())]),
        ] {
            assert_eq!(simple(pattern), Some(expected), "{pattern}");
        }
        for pattern in ["a.c", "[ab]", "^.*x", "(a)(b)", "((a)|b)", r"\d", "a+", r"\<a"] {
            assert_eq!(simple(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn every_comparison_is_found() {
        let rule = r#"device.model -startsWith "X" -or -not (device.isCompliant -eq True -and device.model -eq null)"#;
        let filter: Filter<DeviceAttribute> = Filter::parse(rule).expect("a rule");
        assert_eq!(
            filter.needles(),
            [
                (DeviceAttribute::Model, vec![Needle::Start("x".into())]),
                (DeviceAttribute::IsCompliant, vec![Needle::Whole("true".into())]),
                (DeviceAttribute::Model, vec![]),
            ]
        );
    }
}
