//! Values in a scenario: literals, references to what was saved, and the few ways to make one of others.

use serde_json::{Map, Value};

/// Replaces every reference and operator in `value`.
pub(crate) fn resolve(value: &Value, saved: &Map<String, Value>) -> Result<Value, String> {
    match value {
        Value::String(text) => match text.strip_prefix('$') {
            Some(path) if !path.starts_with('$') => lookup(saved, path).cloned(),
            Some(literal) => Ok(Value::String(literal.to_owned())),
            None => Ok(value.clone()),
        },
        Value::Array(items) => {
            Ok(Value::Array(items.iter().map(|v| resolve(v, saved)).collect::<Result<_, _>>()?))
        }
        Value::Object(object) => {
            let object = object
                .iter()
                .map(|(key, value)| Ok((key.clone(), resolve(value, saved)?)))
                .collect::<Result<Map<_, _>, String>>()?;
            let mut entries = object.iter();
            match (entries.next(), entries.next()) {
                (Some((word, operand)), None) => operate(word, operand).unwrap_or(Ok(Value::Object(object))),
                _ => Ok(Value::Object(object)),
            }
        }
        _ => Ok(value.clone()),
    }
}

/// A dotted path into what was saved; a number is a place in a list.
pub(crate) fn lookup<'a>(saved: &'a Map<String, Value>, path: &str) -> Result<&'a Value, String> {
    let mut parts = path.split('.');
    let missing = || format!("there is no ${path}");
    let first = saved.get(parts.next().unwrap_or_default()).ok_or_else(missing)?;
    parts.try_fold(first, |value, part| match value {
        Value::Array(items) => part.parse::<usize>().ok().and_then(|i| items.get(i)).ok_or_else(missing),
        _ => value.get(part).ok_or_else(missing),
    })
}

fn operate(word: &str, operand: &Value) -> Option<Result<Value, String>> {
    let bad = || Err(format!("{word} does not take {operand}"));
    Some(match word {
        "wrong" => operand.as_str().map_or_else(bad, |code| Ok(Value::String(wrong(code)))),
        "text" => match operand.as_array() {
            Some(parts) => Ok(Value::String(parts.iter().map(plain).collect())),
            None => bad(),
        },
        "slice" => match operand.as_array().map(Vec::as_slice) {
            Some([Value::String(text), from, to]) => {
                let (Some(from), Some(to)) = (from.as_u64(), to.as_u64()) else { return Some(bad()) };
                let kept = text.chars().skip(from as usize).take(to.saturating_sub(from) as usize);
                Ok(Value::String(kept.collect()))
            }
            _ => bad(),
        },
        _ => return None,
    })
}

/// A code of the same length that differs in its first digit.
fn wrong(code: &str) -> String {
    let mut characters = code.chars();
    let first = characters.next().and_then(|c| c.to_digit(10)).unwrap_or(0);
    format!("{}{}", (first + 1) % 10, characters.as_str())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
