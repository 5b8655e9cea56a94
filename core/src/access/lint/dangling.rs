//! Ids that are nobody's: what a policy says of them has no effect.

use serde_json::{Map, Value};

use super::{LintFacts, Notes};
use crate::access::compile::{ALL_TRUSTED, COMPLIANT_NETWORKS, MFA_TRUSTED_IPS};
use crate::access::policy::Policy;
use crate::access::rules::{member, strings};

/// Where ids stand, what they are of, and the code of one that is nobody's.
type Place = (&'static str, [&'static str; 2], &'static str, &'static str);

const PLACES: [Place; 5] = [
    ("users", ["includeUsers", "excludeUsers"], "user", "dangling_user"),
    ("users", ["includeGroups", "excludeGroups"], "group", "dangling_group"),
    ("users", ["includeRoles", "excludeRoles"], "directory role", "dangling_role"),
    ("applications", ["includeApplications", "excludeApplications"], "app", "dangling_app"),
    (
        "applications",
        ["includeAuthenticationContextClassReferences", ""],
        "authentication context",
        "dangling_context",
    ),
];

pub(super) fn look(policy: &Policy, facts: &LintFacts, notes: &mut Notes<'_>) {
    let empty = Map::new();
    let document = policy.document();
    let conditions = member(document, "conditions").unwrap_or(&empty);
    let known = [&facts.user_ids, &facts.group_ids, &facts.role_ids, &facts.app_ids, &facts.context_ids];
    for ((object, keys, what, code), known) in PLACES.into_iter().zip(known) {
        let Some(known) = known else { continue };
        let Some(map) = member(conditions, object) else { continue };
        for key in keys {
            let path = format!("conditions.{object}.{key}");
            missing(map, key, known, |index, id| note(notes, code, &format!("{path}[{index}]"), what, id));
        }
    }
    locations(conditions, facts, notes);
    let grant = member(document, "grantControls").unwrap_or(&empty);
    if let Some(terms) = &facts.terms_ids {
        missing(grant, "termsOfUse", terms, |index, id| {
            note(notes, "dangling_terms", &format!("grantControls.termsOfUse[{index}]"), "terms of use", id);
        });
    }
    let strength = policy.rules().grant.strength.as_ref().filter(|strength| strength.allowed.is_empty());
    let known = |id: &str| facts.environment.as_ref().is_none_or(|known| known.knows_strength(id));
    if let Some(strength) = strength.filter(|strength| !known(&strength.id)) {
        let path = "grantControls.authenticationStrength";
        note(notes, "dangling_strength", path, "authentication strength", &strength.id);
    }
}

fn locations(conditions: &Map<String, Value>, facts: &LintFacts, notes: &mut Notes<'_>) {
    let (Some(environment), Some(map)) = (&facts.environment, member(conditions, "locations")) else {
        return;
    };
    let mut known: Vec<String> =
        environment.locations.iter().map(|location| location.id().to_owned()).collect();
    known.extend([ALL_TRUSTED, MFA_TRUSTED_IPS, COMPLIANT_NETWORKS, "all"].map(str::to_owned));
    for key in ["includeLocations", "excludeLocations"] {
        missing(map, key, &known, |index, id| {
            let path = format!("conditions.locations.{key}[{index}]");
            note(notes, "dangling_location", &path, "named location", id);
        });
    }
}

/// The ids of a list that are not known. Words of letters only stand for many, and are not ids.
fn missing(map: &Map<String, Value>, key: &str, known: &[String], mut found: impl FnMut(usize, &str)) {
    for (index, id) in strings(map, key).enumerate() {
        let word = id.bytes().all(|byte| byte.is_ascii_alphabetic()) || id.eq_ignore_ascii_case("Office365");
        if !word && !known.iter().any(|known| known.eq_ignore_ascii_case(id)) {
            found(index, id);
        }
    }
}

fn note(notes: &mut Notes<'_>, code: &str, path: &str, what: &str, id: &str) {
    let message = format!(
        "This policy names the {what} {id}, which does not exist: naming it has no effect. \
         Remove it, or name the one that is meant."
    );
    notes.warn(code, path, message);
}
