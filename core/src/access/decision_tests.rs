//! The form of a decision: its JSON and its words.

use super::*;
use crate::access::{Environment, Facts, Policy};

#[test]
fn the_json_form_is_stable() {
    let policy = Policy::parse(
        r#"{"displayName": "Ω", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["user-1"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "or", "builtInControls": ["MFA"]}}"#,
    );
    let policy = policy.expect("well formed").with_meta("p-1", 0, None);
    let set = PolicySet::compile(&[policy], &Environment::default());
    let facts = |user_id| Facts { user_id, client_id: "app-1", ..Facts::default() };
    assert_eq!(
        set.decide(&facts("user-1")).to_json(),
        r#"{"outcome":"controls_required","required":["mfa"],"policies":[{"id":"p-1","displayName":"Ω","#
            .to_owned()
            + r#""state":"enabled","applies":true,"result":"failure","reasons":[],"grantControls":["mfa"],"#
            + r#""operator":"OR"}],"requirements":[{"policyId":"p-1","index":0,"operator":"OR","controls":["mfa"],"#
            + r#""satisfied":false,"missing":["mfa"]}],"session":{}}"#
    );
    let other = set.decide(&facts("user-2"));
    assert_eq!(other.outcome, Outcome::Allow);
    assert!(other.to_json().contains(r#""result":"notApplied","reasons":["users"]"#));
    assert_eq!(PolicySet::default().decide(&facts("user-1")).outcome, Outcome::Allow);
}

#[test]
fn words_are_the_same_in_rust_and_in_json() {
    fn same(value: impl Serialize, word: &str) {
        assert_eq!(serde_json::to_value(value).expect("JSON"), word);
    }
    for value in [Outcome::Allow, Outcome::Block, Outcome::ControlsRequired] {
        same(value, value.as_str());
    }
    for value in Reason::ALL {
        same(*value, value.as_str());
    }
    for value in [PolicyState::Enabled, PolicyState::Disabled, PolicyState::ReportOnly] {
        same(value, value.as_str());
    }
    for value in Control::ALL {
        same(*value, value.as_str());
        assert_eq!(Control::from_word(&value.as_str().to_uppercase()), Some(*value));
    }
    let mut sorted = Control::ALL.to_vec();
    sorted.sort_unstable();
    assert_eq!(sorted, Control::ALL, "the order of prompting is the order of the enum");
    for value in [
        PolicyOutcome::Success,
        PolicyOutcome::Failure,
        PolicyOutcome::NotApplied,
        PolicyOutcome::NotEnabled,
        PolicyOutcome::ReportOnlySuccess,
        PolicyOutcome::ReportOnlyFailure,
        PolicyOutcome::ReportOnlyInterrupted,
        PolicyOutcome::ReportOnlyNotApplied,
    ] {
        same(value, value.as_str());
    }
}
