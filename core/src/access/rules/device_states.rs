//! Conditions on devices: filters, and the device states that filters replaced, read as the filters they stand for.

use serde_json::{Map, Value};

use super::{FilterRule, Findings, Mode, filter, is, member};
use crate::access::filter::{DeviceAttribute, Filter};
use crate::access::schema::{configured, join};
use crate::error::{Error, Result};

/// Where older policies write device states: the object, and its lists that include and exclude.
const PLACES: [(&str, &str, &str); 3] = [
    ("devices", "includeDevices", "excludeDevices"),
    ("devices", "includeDeviceStates", "excludeDeviceStates"),
    ("deviceStates", "includeStates", "excludeStates"),
];

/// The states by their words, as rules.
const STATES: [(&str, &str); 2] =
    [("Compliant", "device.isCompliant -eq True"), ("DomainJoined", "device.trustType -eq \"ServerAD\"")];

/// Reads the filter, or the device states, of `conditions`.
pub(super) fn read(
    conditions: &Map<String, Value>,
    devices: &Map<String, Value>,
    findings: &mut Findings,
) -> Result<Option<FilterRule<DeviceAttribute>>> {
    let (mut include, mut exclude) = (Vec::new(), Vec::new());
    let mut first = None;
    for (object, including, excluding) in PLACES {
        let Some(map) = member(conditions, object) else { continue };
        for (key, to) in [(including, &mut include), (excluding, &mut exclude)] {
            let Some(value) = map.get(key).filter(|value| configured(value)) else { continue };
            let path = join(&join("conditions", object), key);
            rules(value, key == including, &path, to, findings);
            first.get_or_insert(path);
        }
    }
    let own = match member(devices, "deviceFilter") {
        Some(rule) => filter(rule, "conditions.devices.deviceFilter")?,
        None => None,
    };
    let (mode, text) = match (include.join(" -or "), exclude.join(" -or ")) {
        (include, exclude) if include.is_empty() && exclude.is_empty() => return Ok(own),
        (include, exclude) if include.is_empty() => (Mode::Exclude, exclude),
        (include, exclude) if exclude.is_empty() => (Mode::Include, include),
        (include, exclude) => (Mode::Include, format!("({include}) -and -not ({exclude})")),
    };
    if own.is_some() {
        // Nobody says how the two go together.
        findings.cannot(first.unwrap_or_default());
        return Ok(own);
    }
    let filter = Filter::parse(&text).map_err(Error::internal)?;
    Ok(Some(FilterRule { mode, text, filter }))
}

fn rules(value: &Value, include: bool, path: &str, to: &mut Vec<&'static str>, findings: &mut Findings) {
    let Some(items) = value.as_array() else { return findings.cannot(path) };
    for (index, item) in items.iter().enumerate() {
        let word = item.as_str().unwrap_or_default();
        match STATES.iter().find(|(state, _)| is(word, state)) {
            Some((_, rule)) => to.push(rule),
            None if include && is(word, "All") => {}
            None => findings.cannot(format!("{path}[{index}]")),
        }
    }
}
