//! What an enforced policy that applies asks of a sign-in.

use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::read;
use crate::handles::{Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::text::Text;

/// What an enforced policy that applies asks of a sign-in.
pub struct doorstep_requirement {
    policy_id: Text,
    index: u32,
    operator: Text,
    controls: Nested<doorstep_string_list>,
    satisfied: bool,
    missing: Nested<doorstep_string_list>,
}

impl From<core::Requirement> for doorstep_requirement {
    fn from(requirement: core::Requirement) -> Self {
        let core::Requirement { policy_id, index, operator, controls, satisfied, missing } = requirement;
        doorstep_requirement {
            policy_id: policy_id.into(),
            index,
            operator: operator.into(),
            controls: Nested::new(controls.into()),
            satisfied,
            missing: Nested::new(missing.into()),
        }
    }
}

/// Requirements, in the order of their policies.
pub struct doorstep_requirement_list(pub(crate) Items<doorstep_requirement>);

handles!(56 doorstep_requirement, 57 doorstep_requirement_list);

/// The policy.
///
/// @param requirement A requirement.
/// @return Text, borrowed from the requirement.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_policy_id(requirement: *const doorstep_requirement) -> *const c_char {
    read(requirement, |requirement| requirement.policy_id.as_ptr())
}

/// The policy's place among all policies, from 0.
///
/// @param requirement A requirement.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_index(requirement: *const doorstep_requirement) -> u32 {
    read(requirement, |requirement| requirement.index)
}

/// `AND`: every control; `OR`: any of them.
///
/// @param requirement A requirement.
/// @return Text, borrowed from the requirement.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_operator(requirement: *const doorstep_requirement) -> *const c_char {
    read(requirement, |requirement| requirement.operator.as_ptr())
}

/// The controls in Microsoft Graph's words, in the order of prompting, with the id of one that has one:
/// `termsOfUse:7d5a...`.
///
/// @param requirement A requirement.
/// @return A list, borrowed from the requirement.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_controls(
    requirement: *const doorstep_requirement,
) -> *const doorstep_string_list {
    read(requirement, |requirement| requirement.controls.handle())
}

/// Whether the controls are satisfied.
///
/// @param requirement A requirement.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_satisfied(requirement: *const doorstep_requirement) -> bool {
    read(requirement, |requirement| requirement.satisfied)
}

/// The controls that would still do: all that are missing, or the alternatives. Empty once it is satisfied.
///
/// @param requirement A requirement.
/// @return A list, borrowed from the requirement.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_missing(
    requirement: *const doorstep_requirement,
) -> *const doorstep_string_list {
    read(requirement, |requirement| requirement.missing.handle())
}

/// How many requirements a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_list_count(list: *const doorstep_requirement_list) -> usize {
    read(list, |list| list.0.count())
}

/// A requirement of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The requirement, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_requirement_list_at(
    list: *const doorstep_requirement_list,
    index: usize,
) -> *const doorstep_requirement {
    read(list, |list| list.0.at(index))
}
