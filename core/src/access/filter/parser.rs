//! The grammar of rules.
//!
//! ```text
//! rule       = and { "-or" and }
//! and        = not { "-and" not }
//! not        = { "-not" } ( "(" rule ")" | comparison )
//! comparison = attribute operator ( value | list )
//! list       = "[" value { "," value } "]"
//! value      = text | True | False | null
//! ```

use super::lexer::{Placed, Token, tokens};
use super::{Attribute, Comparison, Expression, Kind, Operator, Pattern};
use regex::RegexBuilder;

/// How deep parentheses and `-not` may go. Real rules go two deep; the bound keeps the stack small.
const DEPTH_MAX: usize = 64;

/// How large a compiled regular expression may be, in bytes.
const PATTERN_MAX: usize = 1 << 20;

/// The operators by their words; `-ne` and those that begin with `not` are the negative ones of their pairs.
const OPERATORS: [(&str, Operator, bool); 12] = [
    ("eq", Operator::Equals, false),
    ("ne", Operator::Equals, true),
    ("startswith", Operator::StartsWith, false),
    ("notstartswith", Operator::StartsWith, true),
    ("endswith", Operator::EndsWith, false),
    ("notendswith", Operator::EndsWith, true),
    ("contains", Operator::Contains, false),
    ("notcontains", Operator::Contains, true),
    ("in", Operator::In, false),
    ("notin", Operator::In, true),
    ("match", Operator::Match, false),
    ("notmatch", Operator::Match, true),
];

pub(super) struct Parser {
    tokens: Vec<Placed>,
    at: usize,
    depth: usize,
}

type Result<T> = std::result::Result<T, String>;

impl Parser {
    pub(super) fn new(rule: &str) -> Result<Parser> {
        Ok(Parser { tokens: tokens(rule)?, at: 0, depth: 0 })
    }

    /// The whole rule, and nothing behind it.
    pub(super) fn rule<A: Attribute>(mut self) -> Result<Expression<A>> {
        let rule = self.any()?;
        match self.next() {
            None => Ok(rule),
            Some(token) => Err(format!("expected -and, -or or the end{}", found(&token))),
        }
    }

    fn any<A: Attribute>(&mut self) -> Result<Expression<A>> {
        self.joined("or", Self::all, Expression::Any)
    }

    fn all<A: Attribute>(&mut self) -> Result<Expression<A>> {
        self.joined("and", Self::not, Expression::All)
    }

    fn joined<A: Attribute>(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Expression<A>>,
        join: fn(Vec<Expression<A>>) -> Expression<A>,
    ) -> Result<Expression<A>> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.takes(word) {
            parts.push(part(self)?);
        }
        match parts.len() {
            1 => parts.pop().ok_or_else(String::new),
            _ => Ok(join(parts)),
        }
    }

    fn not<A: Attribute>(&mut self) -> Result<Expression<A>> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(format!("is nested deeper than {DEPTH_MAX}"));
        }
        let inner = if self.takes("not") {
            Expression::Not(Box::new(self.not()?))
        } else if self.peek() == Some(&Token::Open) {
            self.at += 1;
            let inner = self.any()?;
            match self.next() {
                Some((Token::Close, _)) => inner,
                other => return Err(format!("expected a closing parenthesis{}", or_end(other.as_ref()))),
            }
        } else {
            Expression::Comparison(self.comparison()?)
        };
        self.depth -= 1;
        Ok(inner)
    }

    fn comparison<A: Attribute>(&mut self) -> Result<Comparison<A>> {
        let attribute: A = self.attribute()?;
        let kind = attribute.kind();
        let (operator, negative, word) = self.operator()?;
        if !kind.has(operator) {
            return Err(format!("-{word} does not go with what it is asked of: {}", kind.operators()));
        }
        let values = if operator == Operator::In { self.list()? } else { self.single(operator)? };
        if operator == Operator::Match {
            let pattern = values.first().map(|text| pattern(text)).transpose()?;
            return Ok(Comparison { attribute, operator, negative, values: Vec::new(), pattern });
        }
        let values: Vec<String> = values.into_iter().map(|value| value.to_lowercase()).collect();
        if let Some(word) = values.iter().find(|value| !kind.holds(value)) {
            return Err(format!("{word:?} is not among its values: {}", kind.values()));
        }
        Ok(Comparison { attribute, operator, negative, values, pattern: None })
    }

    fn attribute<A: Attribute>(&mut self) -> Result<A> {
        match self.next() {
            Some((Token::Word(name), place)) => {
                A::named(&name).ok_or_else(|| format!("{name} at character {place} is not known"))
            }
            other => Err(format!("expected an attribute{}", or_end(other.as_ref()))),
        }
    }

    fn operator(&mut self) -> Result<(Operator, bool, &'static str)> {
        match self.next() {
            Some((Token::Word(word), place)) => OPERATORS
                .iter()
                .find(|(name, ..)| undashed(&word).eq_ignore_ascii_case(name))
                .map(|(name, operator, negative)| (*operator, *negative, *name))
                .ok_or_else(|| format!("{word} at character {place} is not an operator of filters")),
            other => Err(format!("expected an operator{}", or_end(other.as_ref()))),
        }
    }

    /// One value; none for `null`, which only equality can ask for.
    fn single(&mut self, operator: Operator) -> Result<Vec<String>> {
        match self.next() {
            Some((Token::Text(text), _)) => Ok(vec![text]),
            Some((Token::Word(word), _)) if is_flag(&word) => Ok(vec![word]),
            Some((Token::Word(word), _))
                if word.eq_ignore_ascii_case("null") && operator == Operator::Equals =>
            {
                Ok(Vec::new())
            }
            other => Err(format!("expected a text in quotes, True, False or null{}", or_end(other.as_ref()))),
        }
    }

    fn list(&mut self) -> Result<Vec<String>> {
        match self.next() {
            Some((Token::ListOpen, _)) => {}
            other => return Err(format!("expected a list in brackets{}", or_end(other.as_ref()))),
        }
        let mut values = Vec::new();
        loop {
            match self.next() {
                Some((Token::Text(text), _)) => values.push(text),
                other => return Err(format!("expected a text in quotes{}", or_end(other.as_ref()))),
            }
            match self.next() {
                Some((Token::Comma, _)) => {}
                Some((Token::ListClose, _)) => return Ok(values),
                other => {
                    return Err(format!("expected a comma or a closing bracket{}", or_end(other.as_ref())));
                }
            }
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next(&mut self) -> Option<Placed> {
        let next = self.tokens.get(self.at).cloned();
        self.at += 1;
        next
    }

    /// Takes the next token when it is this word, with its dash or without.
    fn takes(&mut self, word: &str) -> bool {
        let here =
            matches!(self.peek(), Some(Token::Word(next)) if undashed(next).eq_ignore_ascii_case(word));
        self.at += usize::from(here);
        here
    }
}

impl Kind {
    fn has(self, operator: Operator) -> bool {
        match self {
            Kind::Text | Kind::TextOrTexts => true,
            Kind::Id | Kind::Words(_) => matches!(operator, Operator::Equals | Operator::In),
            Kind::Flag => operator == Operator::Equals,
            Kind::Texts => operator == Operator::Contains,
        }
    }

    fn operators(self) -> &'static str {
        match self {
            Kind::Text | Kind::TextOrTexts => "every operator does",
            Kind::Id | Kind::Words(_) => "-eq, -ne, -in and -notIn do",
            Kind::Flag => "-eq and -ne do",
            Kind::Texts => "-contains and -notContains do",
        }
    }

    /// Whether an attribute of this kind can have this value, which is in lower case.
    fn holds(self, value: &str) -> bool {
        match self {
            Kind::Text | Kind::TextOrTexts | Kind::Id | Kind::Texts => true,
            Kind::Words(words) => words.iter().any(|word| word.eq_ignore_ascii_case(value)),
            Kind::Flag => is_flag(value),
        }
    }

    fn values(self) -> String {
        match self {
            Kind::Words(words) => words.join(", "),
            _ => "True, False".to_owned(),
        }
    }
}

/// A regular expression without look-around or back-references, so that no text can make it slow.
fn pattern(text: &str) -> Result<Pattern> {
    let built = RegexBuilder::new(text).case_insensitive(true).size_limit(PATTERN_MAX).build();
    built.map(Pattern).map_err(|_| format!("{text:?} is not a regular expression that can be used here"))
}

fn is_flag(word: &str) -> bool {
    word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false")
}

fn undashed(word: &str) -> &str {
    word.strip_prefix('-').unwrap_or(word)
}

fn found((token, place): &Placed) -> String {
    let what = match token {
        Token::Word(word) => word.clone(),
        Token::Text(_) => "a text".to_owned(),
        Token::Open | Token::Close => "a parenthesis".to_owned(),
        Token::ListOpen | Token::ListClose => "a bracket".to_owned(),
        Token::Comma => "a comma".to_owned(),
    };
    format!(", found {what} at character {place}")
}

fn or_end(token: Option<&Placed>) -> String {
    token.map_or_else(|| ", found the end".to_owned(), found)
}
