//! What a policy refers to by id: asked before a location, a strength or a context is deleted.

use serde_json::{Map, Value};

use super::policy::Policy;
use super::rules::{is, member, strings};

impl Policy {
    /// Whether the policy includes or excludes the named location with this id. Asked of the document, since one that
    /// cannot be evaluated has no conditions to speak of, but may be given them again.
    pub(crate) fn names_location(&self, id: &str) -> bool {
        let locations = self.condition("locations");
        ["includeLocations", "excludeLocations"].iter().any(|key| lists(locations, key, id))
    }

    /// Whether the policy asks for the authentication strength with this id.
    pub(crate) fn names_strength(&self, id: &str) -> bool {
        self.rules().grant.strength.as_ref().is_some_and(|strength| is(&strength.id, id))
    }

    /// Whether the policy is about the authentication context with this id.
    pub(crate) fn names_context(&self, id: &str) -> bool {
        lists(self.condition("applications"), "includeAuthenticationContextClassReferences", id)
    }

    /// The ids of the users that the policy includes or excludes, in lower case.
    pub(crate) fn named_users(&self) -> impl Iterator<Item = &str> {
        let users = &self.rules().users.users;
        users.include.iter().chain(&users.exclude).map(String::as_str)
    }

    fn condition(&self, key: &str) -> Option<&Map<String, Value>> {
        member(self.document(), "conditions").and_then(|conditions| member(conditions, key))
    }
}

fn lists(map: Option<&Map<String, Value>>, key: &str, id: &str) -> bool {
    map.is_some_and(|map| strings(map, key).any(|listed| is(listed, id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_any_case_and_in_policies_that_cannot_be_evaluated() {
        let policy = |more: &str| {
            let document = format!(
                r#"{{"state": "disabled", "conditions": {{
                    "users": {{"includeUsers": ["All"]}},
                    "applications": {{"includeAuthenticationContextClassReferences": ["C7"]}},
                    "locations": {{"includeLocations": ["All"], "excludeLocations": ["AB-1"]}}{more}}},
                    "grantControls": {{"operator": "OR", "authenticationStrength": {{"id": "CD-2"}}}}}}"#
            );
            Policy::parse(&document).unwrap()
        };
        for policy in [policy(""), policy(r#", "times": {"from": "9"}"#)] {
            assert!(policy.names_location("ab-1") && !policy.names_location("ab"));
            assert!(policy.names_strength("cd-2") && !policy.names_strength(""));
            assert!(policy.names_context("c7") && !policy.names_context("c70"));
        }
        assert!(policy(r#", "times": {"from": "9"}"#).unsupported().is_some());
    }
}
