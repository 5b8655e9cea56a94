//! Conditional Access policies.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{call, find, free, plain, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::NO_TIME;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};
use crate::warning::doorstep_warning_list;
use crate::words::words;

/// Whether a policy is enforced.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_policy_state_t {
    /// None: the handle is bad.
    DOORSTEP_POLICY_STATE_NONE = 0,
    /// Evaluated and enforced.
    DOORSTEP_POLICY_ENABLED = 1,
    /// Never evaluated.
    DOORSTEP_POLICY_DISABLED = 2,
    /// Evaluated and recorded; never changes an outcome.
    DOORSTEP_POLICY_REPORT_ONLY = 3,
}

words!(doorstep_policy_state_t = DOORSTEP_POLICY_STATE_NONE; core::PolicyState {
    Enabled = DOORSTEP_POLICY_ENABLED c"enabled",
    Disabled = DOORSTEP_POLICY_DISABLED c"disabled",
    ReportOnly = DOORSTEP_POLICY_REPORT_ONLY c"enabledForReportingButNotEnforced",
});

/// A stored Conditional Access policy.
pub struct doorstep_policy {
    id: Text,
    display_name: Text,
    state: doorstep_policy_state_t,
    document: Text,
    warnings: Nested<doorstep_warning_list>,
    created_at: i64,
    modified_at: i64,
}

impl From<core::PolicyRecord> for doorstep_policy {
    fn from(policy: core::PolicyRecord) -> Self {
        let core::PolicyRecord { id, display_name, state, document, warnings, created_at, modified_at } =
            policy;
        doorstep_policy {
            id: id.into(),
            display_name: display_name.into(),
            state: state.into(),
            document: document.into(),
            warnings: Nested::new(doorstep_warning_list(Items::of(warnings))),
            created_at,
            modified_at: modified_at.unwrap_or(NO_TIME),
        }
    }
}

/// Policies, oldest first.
pub struct doorstep_policy_list(pub(crate) Items<doorstep_policy>);

handles!(21 doorstep_policy, 22 doorstep_policy_list);

/// Creates a policy. What cannot be evaluated here is refused by name unless the policy is disabled.
///
/// @param tenant The tenant, and in whose name to act.
/// @param document_json Microsoft Graph's `conditionalAccessPolicy` as JSON text.
/// @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_POLICY_INVALID` (also for more than 250 applications), `DOORSTEP_POLICY_UNSUPPORTED`,
///         `DOORSTEP_INVALID_ARGUMENT` (`policies`) beyond 240 policies (both by default), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_create(
    tenant: *const doorstep_tenant,
    document_json: *const c_char,
    policy: *mut *mut doorstep_policy,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(policy, error, || {
        Ok(find(tenant)?.core.policies().create(text(document_json, "document_json")?)?.into())
    })
}

/// Lists every policy, oldest first.
///
/// @param tenant The tenant, and in whose name to act.
/// @param policies Receives the list; free it with `doorstep_policy_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_list(
    tenant: *const doorstep_tenant,
    policies: *mut *mut doorstep_policy_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(policies, error, || Ok(doorstep_policy_list(Items::of(find(tenant)?.core.policies().list()?))))
}

/// Reads one policy.
///
/// @param tenant The tenant, and in whose name to act.
/// @param policy_id The policy.
/// @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_get(
    tenant: *const doorstep_tenant,
    policy_id: *const c_char,
    policy: *mut *mut doorstep_policy,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(policy, error, || Ok(find(tenant)?.core.policies().get(text(policy_id, "policy_id")?)?.into()))
}

/// Replaces the top-level fields that a document names, as Microsoft Graph's PATCH does.
///
/// @param tenant The tenant, and in whose name to act.
/// @param policy_id The policy.
/// @param changes_json The fields to replace, as JSON text.
/// @param policy Receives the policy as stored; free it with `doorstep_policy_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_POLICY_INVALID`,
///         `DOORSTEP_POLICY_UNSUPPORTED`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_update(
    tenant: *const doorstep_tenant,
    policy_id: *const c_char,
    changes_json: *const c_char,
    policy: *mut *mut doorstep_policy,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(policy, error, || {
        let tenant = find(tenant)?;
        let changes = text(changes_json, "changes_json")?;
        Ok(tenant.core.policies().update(text(policy_id, "policy_id")?, changes)?.into())
    })
}

/// Deletes a policy.
///
/// @param tenant The tenant, and in whose name to act.
/// @param policy_id The policy.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_NOT_FOUND` (`policy`), `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_delete(
    tenant: *const doorstep_tenant,
    policy_id: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || Ok(find(tenant)?.core.policies().delete(text(policy_id, "policy_id")?)?))
}

/// Looks over all policies together for what would keep people out, is never reached or covers too little.
///
/// @param tenant The tenant, and in whose name to act.
/// @param warnings Receives the list; free it with `doorstep_warning_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_lint(
    tenant: *const doorstep_tenant,
    warnings: *mut *mut doorstep_warning_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(warnings, error, || Ok(doorstep_warning_list(Items::of(find(tenant)?.core.policies().lint()?))))
}

/// Microsoft Graph's word for a policy state, such as `enabled`.
///
/// @param state A `doorstep_policy_state_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_state_name(state: u32) -> *const c_char {
    plain(|| doorstep_policy_state_t::name(state))
}

/// Its id.
///
/// @param policy A policy.
/// @return Text, borrowed from the policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_id(policy: *const doorstep_policy) -> *const c_char {
    read(policy, |policy| policy.id.as_ptr())
}

/// Its name; empty when it has none.
///
/// @param policy A policy.
/// @return Text, borrowed from the policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_display_name(policy: *const doorstep_policy) -> *const c_char {
    read(policy, |policy| policy.display_name.as_ptr())
}

/// Whether it is enforced.
///
/// @param policy A policy.
/// @return Its number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_state(policy: *const doorstep_policy) -> doorstep_policy_state_t {
    read(policy, |policy| policy.state)
}

/// Microsoft Graph's `conditionalAccessPolicy`.
///
/// @param policy A policy.
/// @return JSON text, borrowed from the policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_document_json(policy: *const doorstep_policy) -> *const c_char {
    read(policy, |policy| policy.document.as_ptr())
}

/// What the lint says of it.
///
/// @param policy A policy.
/// @return A list, borrowed from the policy.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_warnings(policy: *const doorstep_policy) -> *const doorstep_warning_list {
    read(policy, |policy| policy.warnings.handle())
}

/// When it was created.
///
/// @param policy A policy.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_created_at_ms(policy: *const doorstep_policy) -> i64 {
    read(policy, |policy| policy.created_at)
}

/// When it was last changed.
///
/// @param policy A policy.
/// @return Milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_modified_at_ms(policy: *const doorstep_policy) -> i64 {
    read(policy, |policy| policy.modified_at)
}

/// Frees a policy.
///
/// @param policy A policy that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_free(policy: *mut doorstep_policy) {
    free(policy, |_| {});
}

/// How many policies a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_list_count(list: *const doorstep_policy_list) -> usize {
    read(list, |list| list.0.count())
}

/// A policy of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The policy, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_list_at(
    list: *const doorstep_policy_list,
    index: usize,
) -> *const doorstep_policy {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the policies in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policy_list_free(list: *mut doorstep_policy_list) {
    free(list, |_| {});
}
