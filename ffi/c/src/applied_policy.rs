//! How a session came about: the policies that applied.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::read;
use crate::handles::{Items, handles};
use crate::text::Text;

/// A policy that applied to a sign-in, with its result.
pub struct doorstep_applied_policy {
    id: Text,
    display_name: Text,
    result: Text,
}

impl From<core::AppliedPolicy> for doorstep_applied_policy {
    fn from(policy: core::AppliedPolicy) -> Self {
        let core::AppliedPolicy { id, display_name, result } = policy;
        doorstep_applied_policy { id: id.into(), display_name: display_name.into(), result: result.into() }
    }
}

/// Applied policies.
pub struct doorstep_applied_policy_list(pub(crate) Items<doorstep_applied_policy>);

handles!(14 doorstep_applied_policy, 15 doorstep_applied_policy_list);

/// The policy's id.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_id(policy: *const doorstep_applied_policy) -> *const c_char {
    read(policy, |policy| policy.id.as_ptr())
}

/// The policy's name at the time.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_display_name(
    policy: *const doorstep_applied_policy,
) -> *const c_char {
    read(policy, |policy| policy.display_name.as_ptr())
}

/// Microsoft Graph's word for its result, such as `success`.
///
/// @param policy An applied policy.
/// @return Text, borrowed from the applied policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_result(policy: *const doorstep_applied_policy) -> *const c_char {
    read(policy, |policy| policy.result.as_ptr())
}

/// How many applied policies a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_list_count(list: *const doorstep_applied_policy_list) -> usize {
    read(list, |list| list.0.count())
}

/// An applied policy of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The applied policy, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_applied_policy_list_at(
    list: *const doorstep_applied_policy_list,
    index: usize,
) -> *const doorstep_applied_policy {
    read(list, |list| list.0.at(index))
}
