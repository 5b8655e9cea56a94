//! Decisions: what the policies say of one sign-in, and why.

use std::ffi::c_char;
use std::sync::OnceLock;

use doorstep_core as core;

use crate::guard::{free, plain, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::policies::doorstep_policy_state_t;
use crate::requirement::doorstep_requirement_list;
use crate::session_controls::doorstep_session_controls;
use crate::text::{Text, maybe, pointer};
use crate::words::words;

/// What the policies say of one sign-in, and why.
pub struct doorstep_decision {
    // What is asked for more rarely than the outcome is made when it is.
    decision: core::Decision,
    required: OnceLock<Nested<doorstep_string_list>>,
    policies: OnceLock<Nested<doorstep_policy_result_list>>,
    requirements: OnceLock<Nested<doorstep_requirement_list>>,
    session: OnceLock<Nested<doorstep_session_controls>>,
    json: OnceLock<Text>,
}

impl From<core::Decision> for doorstep_decision {
    fn from(decision: core::Decision) -> Self {
        doorstep_decision {
            decision,
            required: OnceLock::new(),
            policies: OnceLock::new(),
            requirements: OnceLock::new(),
            session: OnceLock::new(),
            json: OnceLock::new(),
        }
    }
}

/// The words of some values, as a list.
fn words_of<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> Nested<doorstep_string_list> {
    let words: Vec<String> = values.iter().map(|value| word(*value).to_owned()).collect();
    Nested::new(words.into())
}

/// What the policies say of a sign-in.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_outcome_t {
    /// None: the handle is bad.
    DOORSTEP_OUTCOME_NONE = 0,
    /// It may complete.
    DOORSTEP_OUTCOME_ALLOW = 1,
    /// It ends, before any prompt.
    DOORSTEP_OUTCOME_BLOCK = 2,
    /// It may complete once the required controls are satisfied.
    DOORSTEP_OUTCOME_CONTROLS_REQUIRED = 3,
}

words!(doorstep_outcome_t = DOORSTEP_OUTCOME_NONE; core::Outcome {
    Allow = DOORSTEP_OUTCOME_ALLOW c"allow",
    Block = DOORSTEP_OUTCOME_BLOCK c"block",
    ControlsRequired = DOORSTEP_OUTCOME_CONTROLS_REQUIRED c"controls_required",
});

/// What one policy made of a sign-in.
pub struct doorstep_policy_result {
    id: Text,
    display_name: Text,
    state: doorstep_policy_state_t,
    applies: bool,
    result: Text,
    reasons: Nested<doorstep_string_list>,
    grant_controls: Nested<doorstep_string_list>,
    operator: Option<Text>,
    session_controls: Nested<doorstep_string_list>,
}

impl From<core::PolicyResult> for doorstep_policy_result {
    fn from(policy: core::PolicyResult) -> Self {
        let core::PolicyResult {
            id,
            display_name,
            state,
            applies,
            result,
            reasons,
            grant_controls,
            operator,
            session_controls,
        } = policy;
        doorstep_policy_result {
            id: id.into(),
            display_name: display_name.into(),
            state: state.into(),
            applies,
            result: result.as_str().into(),
            reasons: words_of(&reasons, |word| word.as_str()),
            grant_controls: Nested::new(grant_controls.into()),
            operator: maybe(operator),
            session_controls: Nested::new(session_controls.into()),
        }
    }
}

/// Policy results.
pub struct doorstep_policy_result_list(pub(crate) Items<doorstep_policy_result>);

handles!(16 doorstep_decision, 17 doorstep_policy_result, 18 doorstep_policy_result_list);

/// What happens to the sign-in.
///
/// @param decision A decision.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_outcome(decision: *const doorstep_decision) -> doorstep_outcome_t {
    read(decision, |decision| decision.decision.outcome.into())
}

/// The controls that are still to be satisfied, in Microsoft Graph's words, such as `mfa`.
///
/// @param decision A decision.
/// @return A list, borrowed from the decision.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_required(
    decision: *const doorstep_decision,
) -> *const doorstep_string_list {
    read(decision, |decision| {
        let required = || words_of(&decision.decision.required, |control| control.as_str());
        decision.required.get_or_init(required).handle()
    })
}

/// What every policy made of the sign-in.
///
/// @param decision A decision.
/// @return A list, borrowed from the decision.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_policies(
    decision: *const doorstep_decision,
) -> *const doorstep_policy_result_list {
    read(decision, |decision| {
        let policies = || Nested::new(doorstep_policy_result_list(Items::of(decision.decision.policies())));
        decision.policies.get_or_init(policies).handle()
    })
}

/// What each enforced policy that applies and does not block asks, in stored order.
///
/// @param decision A decision.
/// @return A list, borrowed from the decision.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_requirements(
    decision: *const doorstep_decision,
) -> *const doorstep_requirement_list {
    read(decision, |decision| {
        let list = || Nested::new(doorstep_requirement_list(Items::of(decision.decision.requirements())));
        decision.requirements.get_or_init(list).handle()
    })
}

/// The session controls of every enforced policy that applies, merged: the strictest wins.
///
/// @param decision A decision.
/// @return Session controls, borrowed from the decision.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_session(
    decision: *const doorstep_decision,
) -> *const doorstep_session_controls {
    read(decision, |decision| {
        let session = || Nested::new(decision.decision.session().into());
        decision.session.get_or_init(session).handle()
    })
}

/// The whole decision as JSON, the same in every language.
///
/// @param decision A decision.
/// @return JSON text, borrowed from the decision.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_to_json(decision: *const doorstep_decision) -> *const c_char {
    read(decision, |decision| decision.json.get_or_init(|| decision.decision.to_json().into()).as_ptr())
}

/// Frees a decision.
///
/// @param decision A decision that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_decision_free(decision: *mut doorstep_decision) {
    free(decision, |_| {});
}

/// The stable word for an outcome, such as `allow`; the same in every language.
///
/// @param outcome A `doorstep_outcome_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_outcome_name(outcome: u32) -> *const c_char {
    plain(|| doorstep_outcome_t::name(outcome))
}

/// The policy's id.
///
/// @param policy A policy result.
/// @return Text, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_id(policy: *const doorstep_policy_result) -> *const c_char {
    read(policy, |policy| policy.id.as_ptr())
}

/// The policy's name at the time.
///
/// @param policy A policy result.
/// @return Text, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_display_name(
    policy: *const doorstep_policy_result,
) -> *const c_char {
    read(policy, |policy| policy.display_name.as_ptr())
}

/// Its state at the time.
///
/// @param policy A policy result.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_state(
    policy: *const doorstep_policy_result,
) -> doorstep_policy_state_t {
    read(policy, |policy| policy.state)
}

/// Whether all of its conditions hold.
///
/// @param policy A policy result.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_applies(policy: *const doorstep_policy_result) -> bool {
    read(policy, |policy| policy.applies)
}

/// Microsoft Graph's word for its result: `success`, `failure`, `notApplied`, `notEnabled`,
/// `reportOnlySuccess`, `reportOnlyFailure`, `reportOnlyInterrupted` or `reportOnlyNotApplied`.
///
/// @param policy A policy result.
/// @return Text, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_result(policy: *const doorstep_policy_result) -> *const c_char {
    read(policy, |policy| policy.result.as_ptr())
}

/// Every condition that does not hold, in Microsoft Graph's words (`analysisReasons`).
///
/// @param policy A policy result.
/// @return A list, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_reasons(
    policy: *const doorstep_policy_result,
) -> *const doorstep_string_list {
    read(policy, |policy| policy.reasons.handle())
}

/// The grant controls it names, in Microsoft Graph's words, with the id of one that has one: `termsOfUse:7d5a...`.
///
/// @param policy A policy result.
/// @return A list, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_grant_controls(
    policy: *const doorstep_policy_result,
) -> *const doorstep_string_list {
    read(policy, |policy| policy.grant_controls.handle())
}

/// `AND` or `OR` between its grant controls; NULL when it names none.
///
/// @param policy A policy result.
/// @return Text, borrowed from the policy result; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_operator(policy: *const doorstep_policy_result) -> *const c_char {
    read(policy, |policy| pointer(policy.operator.as_ref()))
}

/// The session controls it names, in Microsoft Graph's words.
///
/// @param policy A policy result.
/// @return A list, borrowed from the policy result.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_session_controls(
    policy: *const doorstep_policy_result,
) -> *const doorstep_string_list {
    read(policy, |policy| policy.session_controls.handle())
}

/// How many policy results a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_list_count(list: *const doorstep_policy_result_list) -> usize {
    read(list, |list| list.0.count())
}

/// A policy result of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The policy result, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_result_list_at(
    list: *const doorstep_policy_result_list,
    index: usize,
) -> *const doorstep_policy_result {
    read(list, |list| list.0.at(index))
}
