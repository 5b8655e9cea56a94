//! Classes of sign-ins in words.

use super::aspect::{Aspect, Kind, Value};
use super::places::Places;
use super::sample::{ANY_OTHER_APP, Patch};

/// The most values that are listed one by one.
const LISTED_MAX: usize = 12;

/// The apps of some classes.
pub(super) fn apps(aspect: &Aspect, on: &[bool]) -> String {
    let (some, others) = split(aspect, on);
    if others.is_empty() {
        return "any app".into();
    }
    let other = |value: &Value| matches!(&value.patch, Patch::Target(t) if t.client_id == ANY_OTHER_APP);
    if some.iter().any(|value| other(value)) && !others.iter().any(|value| other(value)) {
        return format!("any app but {}", list(&merged(&others, &some), ", "));
    }
    list(&merged(&some, &others), " or ")
}

/// Of an app that is among them with any attributes and in any group of apps, only the plain one.
fn merged<'a>(some: &[&'a Value], others: &[&'a Value]) -> Vec<&'a Value> {
    let id = |value: &'a Value| match &value.patch {
        Patch::Target(target) => target.client_id.as_str(),
        _ => "",
    };
    let mut merged: Vec<&Value> = Vec::new();
    for value in some {
        let whole = !others.iter().any(|other| id(other) == id(value));
        if !(whole && merged.iter().any(|known| id(known) == id(value))) {
            merged.push(value);
        }
    }
    merged
}

/// What some classes of an aspect say; nothing where it is all of them.
pub(super) fn condition(aspect: &Aspect, on: &[bool], places: &Places<'_>) -> Option<String> {
    let (some, others) = split(aspect, on);
    if others.is_empty() {
        return None;
    }
    let what = match aspect.kind {
        Kind::Target => "to",
        Kind::ClientApp => "client app",
        Kind::Platform => "platform",
        Kind::Place => return Some(place(&some, &others, places)),
        Kind::Device => "device",
        Kind::SignInRisk => "sign-in risk",
        Kind::UserRisk => "user risk",
        Kind::InsiderRisk => "insider risk",
        Kind::Flow => "authentication flow",
    };
    Some(format!("{what}: {}", list(&some, " or ")))
}

fn split<'a>(aspect: &'a Aspect, on: &[bool]) -> (Vec<&'a Value>, Vec<&'a Value>) {
    let (mut some, mut others) = (Vec::new(), Vec::new());
    for (class, on) in aspect.classes.iter().zip(on) {
        if *on { &mut some } else { &mut others }.extend(&class.values);
    }
    (some, others)
}

fn list(values: &[&Value], joint: &str) -> String {
    let mut labels: Vec<&str> = values.iter().take(LISTED_MAX).map(|value| value.label.as_str()).collect();
    let more = format!("{} more", values.len().saturating_sub(LISTED_MAX));
    if values.len() > LISTED_MAX {
        labels.push(&more);
    }
    labels.join(joint)
}

/// Places by the named locations that they are inside or outside of, where those say exactly which they are.
fn place(some: &[&Value], others: &[&Value], places: &Places<'_>) -> String {
    let mut named: Vec<&String> = some.iter().chain(others).flat_map(|value| &value.tags).collect();
    named.sort_unstable();
    named.dedup();
    let within = |values: &[&Value], id: &String| values.iter().any(|value| value.tags.contains(id));
    let names = |ids: &[&String]| ids.iter().map(|id| places.name(id)).collect::<Vec<_>>().join(" or ");
    // Outside of everything that none of them is in.
    let outside: Vec<&String> = named.iter().copied().filter(|id| !within(some, id)).collect();
    if !outside.is_empty() && others.iter().all(|value| outside.iter().any(|id| value.tags.contains(id))) {
        return format!("outside {}", names(&outside));
    }
    // Inside of what only they are in.
    let inside: Vec<&String> = named.iter().copied().filter(|id| !within(others, id)).collect();
    if some.iter().all(|value| inside.iter().any(|id| value.tags.contains(id))) {
        return format!("in {}", names(&inside));
    }
    list(some, " or ")
}
