//! A policy as the engine evaluates it: typed, ids in lower case.

use serde_json::{Map, Value};

use super::decide::Control;
use super::policy::Policy;
use super::schema::{BUILT_IN_CONTROLS, annotation};
use super::support::{evaluable, everything, member, nothing, says_something, strings};

/// How the controls of one policy combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
}

impl Operator {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Operator::And => "AND",
            Operator::Or => "OR",
        }
    }
}

/// The ids that one kind of assignment includes and excludes.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
}

/// What a policy grants under.
#[derive(Debug)]
pub(super) struct Grant {
    pub(super) block: bool,
    /// In the order in which a user is prompted for them.
    pub(super) controls: Vec<Control>,
    pub(super) operator: Operator,
    /// The built-in controls of the document, in Graph's spelling.
    pub(super) names: Vec<String>,
}

/// A policy as the engine evaluates it.
///
/// One that is unsupported reads as the widest block it could stand for: whatever of its assignments cannot be
/// evaluated includes everybody and excludes nobody.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) everyone: bool,
    pub(super) users: Assigned,
    pub(super) groups: Assigned,
    pub(super) roles: Assigned,
    pub(super) every_app: bool,
    pub(super) apps: Assigned,
    pub(super) grant: Grant,
    pub(super) unsupported: bool,
}

impl Rules {
    pub(super) fn of(policy: &Policy) -> Rules {
        let empty = Map::new();
        let document = policy.document();
        let conditions = member(document, "conditions").unwrap_or(&empty);
        let users = member(conditions, "users").unwrap_or(&empty);
        let apps = member(conditions, "applications").unwrap_or(&empty);
        let unsupported = policy.unsupported().is_some();
        let mut grant = Grant::of(member(document, "grantControls").unwrap_or(&empty));
        grant.block |= unsupported;
        Rules {
            everyone: includes_all(users, "includeUsers", &["includeGroups", "includeRoles"]),
            users: Assigned::of(users, "includeUsers", "excludeUsers"),
            groups: Assigned::of(users, "includeGroups", "excludeGroups"),
            roles: Assigned::of(users, "includeRoles", "excludeRoles"),
            every_app: includes_all(apps, "includeApplications", &[]),
            apps: Assigned::of(apps, "includeApplications", "excludeApplications"),
            grant,
            unsupported,
        }
    }

    /// Whether somebody could come under this policy.
    pub(super) fn includes_somebody(&self) -> bool {
        let named = [&self.users, &self.groups, &self.roles].iter().any(|kind| !kind.include.is_empty());
        self.everyone || named
    }

    /// Whether some application could come under this policy.
    pub(super) fn includes_some_app(&self) -> bool {
        self.every_app || !self.apps.include.is_empty()
    }

    /// Whether nobody signs in under this policy without `control`.
    pub(super) fn demands(&self, control: Control) -> bool {
        let only = self.grant.operator == Operator::And || self.grant.controls.len() == 1;
        !self.grant.block && only && self.grant.controls.contains(&control)
    }
}

impl Assigned {
    fn of(map: &Map<String, Value>, include: &str, exclude: &str) -> Assigned {
        let ids = |key| strings(map, key).filter(|text| !everything(text) && !nothing(text));
        Assigned {
            include: ids(include).map(str::to_ascii_lowercase).collect(),
            exclude: ids(exclude).map(str::to_ascii_lowercase).collect(),
        }
    }
}

impl Grant {
    fn of(map: &Map<String, Value>) -> Grant {
        let names: Vec<String> = strings(map, "builtInControls").map(spelled).collect();
        let operator = match map.get("operator").and_then(Value::as_str) {
            Some(word) if word.eq_ignore_ascii_case("OR") => Operator::Or,
            // The stricter reading of a policy that names none.
            _ => Operator::And,
        };
        Grant {
            block: names.iter().any(|name| name == "block"),
            controls: Control::ALL
                .iter()
                .copied()
                .filter(|c| names.iter().any(|n| n == c.as_str()))
                .collect(),
            operator,
            names,
        }
    }
}

/// Whether the assignment includes everything, or something that cannot be told from everything.
fn includes_all(map: &Map<String, Value>, words: &str, ids: &[&str]) -> bool {
    map.iter().any(|(key, value)| {
        if key == words {
            strings(map, words).any(|text| !evaluable(text) && !nothing(text))
        } else if ids.contains(&key.as_str()) {
            strings(map, key).any(everything)
        } else {
            !key.starts_with("exclude") && !annotation(key) && says_something(value)
        }
    })
}

fn spelled(name: &str) -> String {
    BUILT_IN_CONTROLS.iter().find(|word| word.eq_ignore_ascii_case(name)).map_or(name, |word| word).to_owned()
}
