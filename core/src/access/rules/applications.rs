//! What a policy protects: apps, user actions or authentication contexts.

use serde_json::{Map, Value};

use super::{Assigned, FilterRule, Findings, Mode, filter, is, is_id, member, strings};
use crate::access::auth_context::is_context_id;
use crate::access::filter::AppAttribute;
use crate::access::schema;
use crate::access::words::UserAction;
use crate::error::Result;

/// Words for groups of apps, which are compared with the groups that an app is in.
const GROUPS: [&str; 2] = ["Office365", "MicrosoftAdminPortals"];

/// Whether a word stands for a group of apps.
pub(crate) fn is_app_group(text: &str) -> bool {
    GROUPS.iter().any(|group| is(text, group))
}

/// What a policy protects.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct Applications {
    pub(in crate::access) every_app: bool,
    /// Whether it is about nothing for want of an include beside its excludes: never meant that way.
    pub(in crate::access) by_omission: bool,
    /// Ids and groups.
    pub(in crate::access) apps: Assigned,
    /// How many entries there are for those, readable or not.
    pub(in crate::access) listed: usize,
    pub(in crate::access) filter: Option<FilterRule<AppAttribute>>,
    pub(in crate::access) user_actions: Vec<UserAction>,
    pub(in crate::access) contexts: Vec<String>,
    /// Whether it could be about anything: what it is about cannot be read.
    pub(in crate::access) anything: bool,
}

impl Applications {
    pub(super) fn read(map: &Map<String, Value>, findings: &mut Findings) -> Result<Applications> {
        let path = "conditions.applications";
        let mut read = Applications::default();
        for (key, include) in [("includeApplications", true), ("excludeApplications", false)] {
            for (index, text) in strings(map, key).enumerate() {
                let ids = if include { &mut read.apps.include } else { &mut read.apps.exclude };
                match text {
                    all if include && is(all, "All") => read.every_app = true,
                    none if is(none, "None") => {}
                    id if is_id(id) || is_app_group(id) => {
                        read.listed += 1;
                        ids.push(id.to_ascii_lowercase());
                    }
                    _ => {
                        read.listed += 1;
                        findings.cannot(format!("{path}.{key}[{index}]"));
                        read.anything |= include;
                    }
                }
            }
        }
        for (index, text) in strings(map, "includeUserActions").enumerate() {
            match UserAction::from_word(text) {
                Some(action) => read.user_actions.push(action),
                None => {
                    findings.cannot(format!("{path}.includeUserActions[{index}]"));
                    read.anything = true;
                }
            }
        }
        for (index, text) in strings(map, "includeAuthenticationContextClassReferences").enumerate() {
            let id = text.to_ascii_lowercase();
            if !is_context_id(&id) {
                findings.cannot(format!("{path}.includeAuthenticationContextClassReferences[{index}]"));
                read.anything = true;
            }
            read.contexts.push(id);
        }
        if let Some(rule) = member(map, "applicationFilter") {
            read.filter = filter(rule, &format!("{path}.applicationFilter"))?;
        }
        read.anything |= findings.foreign(map, schema::APPLICATIONS, path);
        let written =
            ["includeApplications", "includeUserActions", "includeAuthenticationContextClassReferences"];
        let included = written.iter().any(|key| map.get(*key).is_some_and(schema::configured));
        let filters = read.filter.as_ref().is_some_and(|rule| rule.mode == Mode::Include);
        read.by_omission = !included && !filters && !read.anything;
        Ok(read)
    }

    pub(in crate::access) fn includes_something(&self) -> bool {
        self.every_app
            || self.anything
            || !self.apps.include.is_empty()
            || !self.user_actions.is_empty()
            || !self.contexts.is_empty()
            || self.filter.as_ref().is_some_and(|rule| rule.mode == Mode::Include)
    }
}
