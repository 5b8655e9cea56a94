//! From text to JSON values: one value, several in a row (JSON Lines), or fenced blocks of Markdown.

use serde_json::{Deserializer, Value};

use crate::error::{Error, Result};

/// What a file holds.
pub(super) struct Content {
    /// The place of each part, and the values there; an empty place is the whole file.
    pub(super) parts: Vec<(String, Vec<Value>)>,
    /// What is wrong with the first fenced block that is not JSON.
    pub(super) broken: Option<String>,
}

/// The JSON values of `text`.
///
/// # Errors
/// `policy_invalid` at `$` when it is neither JSON nor has fenced blocks.
pub(super) fn open(text: &str) -> Result<Content> {
    let error = match stream(text) {
        Ok(values) => return Ok(Content { parts: vec![(String::new(), values)], broken: None }),
        Err(error) => error,
    };
    let blocks = blocks(text);
    if blocks.is_empty() {
        return Err(Error::policy_invalid("$", reason(&error)));
    }
    let mut content = Content { parts: Vec::new(), broken: None };
    for (index, block) in blocks.into_iter().enumerate() {
        let place = format!("block[{index}]");
        match stream(block).or_else(|error| stream(body(block).ok_or(error)?)) {
            Ok(values) => content.parts.push((place, values)),
            Err(error) => {
                content.broken.get_or_insert_with(|| format!("{place} {}", reason(&error)));
            }
        }
    }
    Ok(content)
}

/// The one JSON value of `text`, which stood in a string at `place`.
///
/// # Errors
/// `policy_invalid` at `place` when it is not JSON.
pub(super) fn inner(text: &str, place: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::policy_invalid(place, reason(&error)))
}

/// Of a key that is there twice, the last one counts, as in Graph's own tools.
fn stream(text: &str) -> serde_json::Result<Vec<Value>> {
    Deserializer::from_str(text).into_iter().collect()
}

fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // The parser has a limit of its own, beyond ours.
    if text.starts_with("recursion limit") {
        super::finder::TOO_DEEP.into()
    } else {
        format!("is not JSON: {text}")
    }
}

/// What the fenced blocks of `text` hold. One that is never closed ends with the file.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let trimmed = line.trim();
        match open {
            None => open = fence(trimmed).map(|fence| (fence, end)),
            Some((fence, start)) if closes(trimmed, fence) => {
                blocks.extend(text.get(start..at));
                open = None;
            }
            Some(_) => {}
        }
        at = end;
    }
    blocks.extend(open.and_then(|(_, start)| text.get(start..)));
    blocks
}

/// The fence that `line` opens a block with.
fn fence(line: &str) -> Option<&str> {
    ['`', '~'].into_iter().find_map(|mark| {
        let rest = line.trim_start_matches(mark);
        let fence = line.get(..line.len() - rest.len())?;
        // With a fence on both sides it is code within a line.
        (fence.len() >= 3 && !rest.contains('`')).then_some(fence)
    })
}

fn closes(line: &str, fence: &str) -> bool {
    let mark = fence.chars().next();
    line.strip_prefix(fence).is_some_and(|rest| rest.chars().all(|c| Some(c) == mark))
}

/// The part of a block from the first line that begins like JSON: some show a whole HTTP message.
fn body(block: &str) -> Option<&str> {
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        if line.trim_start().starts_with(['{', '[']) {
            return block.get(at..);
        }
        at += line.len();
    }
    None
}
