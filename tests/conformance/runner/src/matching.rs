//! Compares what a step expects with what came back.

use serde_json::{Map, Value};

/// Says where `actual` differs from `expected`.
pub(crate) fn check(expected: &Value, actual: &Value, at: &str) -> Result<(), String> {
    if let Some((word, operand)) = matcher(expected) {
        return special(word, operand, actual, at);
    }
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => expected.iter().try_for_each(|(key, value)| {
            let there =
                actual.get(key).ok_or_else(|| format!("{at}.{key} is missing from {}", keys(actual)))?;
            check(value, there, &format!("{at}.{key}"))
        }),
        (Value::Array(expected), Value::Array(actual)) => {
            if expected.len() != actual.len() {
                return Err(format!("{at} has {} items, not {}: {actual:?}", actual.len(), expected.len()));
            }
            let pairs = expected.iter().zip(actual).enumerate();
            pairs.into_iter().try_for_each(|(i, (e, a))| check(e, a, &format!("{at}[{i}]")))
        }
        _ if expected == actual => Ok(()),
        _ => Err(format!("{at} is {actual}, not {expected}")),
    }
}

/// An object with exactly one key that is a matcher's word.
fn matcher(value: &Value) -> Option<(&str, &Value)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (word, operand) = object.iter().next()?;
    ["any", "length", "contains", "not"].contains(&word.as_str()).then_some((word.as_str(), operand))
}

fn special(word: &str, operand: &Value, actual: &Value, at: &str) -> Result<(), String> {
    let list = || actual.as_array().ok_or_else(|| format!("{at} is no list: {actual}"));
    match (word, operand) {
        ("any", Value::Bool(true)) if !actual.is_null() => Ok(()),
        ("any", Value::Bool(true)) => Err(format!("{at} is null")),
        ("length", Value::Number(_)) => {
            let length = list()?.len();
            if operand.as_u64() == Some(length as u64) {
                Ok(())
            } else {
                Err(format!("{at} has {length} items, not {operand}: {actual}"))
            }
        }
        ("contains", Value::Array(wanted)) => {
            let items = list()?;
            wanted.iter().try_for_each(|one| {
                let found = items.iter().any(|item| check(one, item, at).is_ok());
                if found { Ok(()) } else { Err(format!("{at} has no {one}: {actual}")) }
            })
        }
        ("not", _) => match check(operand, actual, at) {
            Ok(()) => Err(format!("{at} is {actual}, as it must not be")),
            Err(_) => Ok(()),
        },
        _ => Err(format!("{at}: the matcher {word} does not take {operand}")),
    }
}

fn keys(object: &Map<String, Value>) -> String {
    object.keys().cloned().collect::<Vec<_>>().join(", ")
}
