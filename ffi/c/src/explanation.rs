//! Why a sign-in of the log went as it did, in plain words.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// Why a sign-in went as it did, in words that are the same in every language.
pub struct doorstep_explanation {
    sign_in_id: Text,
    text: Text,
    policies: Nested<doorstep_policy_explanation_list>,
}

/// What one policy had to do with a sign-in.
pub struct doorstep_policy_explanation {
    policy_id: Text,
    display_name: Text,
    applies: bool,
    result: Text,
    text: Text,
}

/// What every policy had to do with a sign-in: those that applied first.
pub struct doorstep_policy_explanation_list(Items<doorstep_policy_explanation>);

handles!(
    65 doorstep_explanation,
    66 doorstep_policy_explanation,
    67 doorstep_policy_explanation_list,
);

impl From<core::Explanation> for doorstep_explanation {
    fn from(explanation: core::Explanation) -> Self {
        let core::Explanation { sign_in_id, text, policies } = explanation;
        doorstep_explanation {
            sign_in_id: sign_in_id.into(),
            text: text.into(),
            policies: Nested::new(doorstep_policy_explanation_list(Items::of(policies))),
        }
    }
}

impl From<core::PolicyExplanation> for doorstep_policy_explanation {
    fn from(policy: core::PolicyExplanation) -> Self {
        let core::PolicyExplanation { policy_id, display_name, applies, result, text } = policy;
        doorstep_policy_explanation {
            policy_id: policy_id.into(),
            display_name: display_name.into(),
            applies,
            result: result.as_str().into(),
            text: text.into(),
        }
    }
}

/// Tells why a sign-in of the log went as it did. What a policy covers is told from the policy as it is now, unless it
/// has changed since.
///
/// @param tenant The tenant, and in whose name to act.
/// @param sign_in_id The entry of the sign-in log.
/// @param explanation Receives the explanation; free it with `doorstep_explanation_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`sign_in`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_explain(
    tenant: *const doorstep_tenant,
    sign_in_id: *const c_char,
    explanation: *mut *mut doorstep_explanation,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(explanation, error, || Ok(find(tenant)?.core.explain(text(sign_in_id, "sign_in_id")?)?.into()))
}

/// The entry of the sign-in log.
///
/// @param explanation An explanation.
/// @return Text, borrowed from the explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_explanation_sign_in_id(explanation: *const doorstep_explanation) -> *const c_char {
    read(explanation, |explanation| explanation.sign_in_id.as_ptr())
}

/// All of it, one sentence a line: what happened, and then every policy.
///
/// @param explanation An explanation.
/// @return Text, borrowed from the explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_explanation_text(explanation: *const doorstep_explanation) -> *const c_char {
    read(explanation, |explanation| explanation.text.as_ptr())
}

/// What every policy had to do with it: those that applied first.
///
/// @param explanation An explanation.
/// @return A list, borrowed from the explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_explanation_policies(
    explanation: *const doorstep_explanation,
) -> *const doorstep_policy_explanation_list {
    read(explanation, |explanation| explanation.policies.handle())
}

/// Frees an explanation.
///
/// @param explanation An explanation that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_explanation_free(explanation: *mut doorstep_explanation) {
    free(explanation, |_| {});
}

/// The policy.
///
/// @param policy A policy explanation.
/// @return Text, borrowed from the policy explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_policy_id(
    policy: *const doorstep_policy_explanation,
) -> *const c_char {
    read(policy, |policy| policy.policy_id.as_ptr())
}

/// The policy's name at the time.
///
/// @param policy A policy explanation.
/// @return Text, borrowed from the policy explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_display_name(
    policy: *const doorstep_policy_explanation,
) -> *const c_char {
    read(policy, |policy| policy.display_name.as_ptr())
}

/// Whether all of its conditions held.
///
/// @param policy A policy explanation.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_applies(policy: *const doorstep_policy_explanation) -> bool {
    read(policy, |policy| policy.applies)
}

/// Microsoft Graph's word for what it made of the sign-in, such as `success`.
///
/// @param policy A policy explanation.
/// @return Text, borrowed from the policy explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_result(
    policy: *const doorstep_policy_explanation,
) -> *const c_char {
    read(policy, |policy| policy.result.as_ptr())
}

/// One sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
///
/// @param policy A policy explanation.
/// @return Text, borrowed from the policy explanation.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_text(
    policy: *const doorstep_policy_explanation,
) -> *const c_char {
    read(policy, |policy| policy.text.as_ptr())
}

/// How many policy explanations a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_list_count(
    list: *const doorstep_policy_explanation_list,
) -> usize {
    read(list, |list| list.0.count())
}

/// A policy explanation of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The policy explanation, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_explanation_list_at(
    list: *const doorstep_policy_explanation_list,
    index: usize,
) -> *const doorstep_policy_explanation {
    read(list, |list| list.0.at(index))
}
