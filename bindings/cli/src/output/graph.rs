//! JSON with the members in the order in which people read a policy, so that a file changes only where its meaning does.

use serde_json::{Map, Value};

/// Members that come first, in this order, at whatever depth; the others follow by name.
const ORDER: &[&str] = &[
    "@odata.type",
    "id",
    "client_id",
    "appId",
    "name",
    "displayName",
    "display_name",
    "description",
    "templateId",
    "state",
    "outcome",
    "required",
    "code",
    "message",
    "createdDateTime",
    "modifiedDateTime",
    "conditions",
    "users",
    "includeUsers",
    "excludeUsers",
    "includeGroups",
    "excludeGroups",
    "includeRoles",
    "excludeRoles",
    "applications",
    "includeApplications",
    "excludeApplications",
    "clientAppTypes",
    "grantControls",
    "operator",
    "builtInControls",
    "sessionControls",
];

/// The value as a text of lines, with a line break at its end.
pub(crate) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Array(items) if !on_one_line(items) => {
            list('[', ']', items, depth, text, write);
        }
        Value::Object(map) if !map.is_empty() => {
            list('{', '}', &members(map), depth, text, |(key, value), depth, text| {
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push_str(": ");
                write(value, depth, text);
            });
        }
        plain => text.push_str(&plain.to_string()),
    }
}

/// A short list of one word or number is read as one.
fn on_one_line(items: &[Value]) -> bool {
    match items {
        [] => true,
        [item] => !item.is_array() && !item.is_object(),
        _ => false,
    }
}

/// Where a member stands among others.
pub(crate) fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

fn members(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut members: Vec<(&String, &Value)> = map.iter().collect();
    members.sort_by_key(|(key, _)| (rank(key), key.as_str().to_owned()));
    members
}

fn list<T>(
    open: char,
    close: char,
    items: &[T],
    depth: usize,
    text: &mut String,
    write: impl Fn(&T, usize, &mut String),
) {
    let line = |depth: usize, text: &mut String| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        line(depth + 1, text);
        write(item, depth + 1, text);
    }
    line(depth, text);
    text.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn known_members_come_first_and_the_value_is_the_same() {
        let value = json!({
            "zeta": [], "alpha": {}, "state": "enabled", "displayName": "A \"b\"", "id": "1",
            "list": ["x"], "two": [1, {"b": null, "id": 2}],
        });
        let text = pretty(&value);
        let expected = "{\n  \"id\": \"1\",\n  \"displayName\": \"A \\\"b\\\"\",\n  \"state\": \"enabled\",\n  \
                        \"alpha\": {},\n  \"list\": [\"x\"],\n  \"two\": [\n    1,\n    {\n      \"id\": 2,\n      \
                        \"b\": null\n    }\n  ],\n  \"zeta\": []\n}\n";
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
