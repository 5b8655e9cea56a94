//! What the policies would say of a sign-in that nobody makes.

use std::ffi::c_char;

use doorstep_core as core;

use crate::conditions::{doorstep_risk_level_t, doorstep_user_action_t};
use crate::decision::doorstep_decision;
use crate::error::{Fault, Result, doorstep_error};
use crate::guard::{find, produce};
use crate::memory::{options, plain};
use crate::sign_in_context::{context, doorstep_sign_in_context};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{maybe_string, strings};

/// A sign-in to ask about: everything that Microsoft Graph's `evaluate` takes, and what was shown already. Begin with
/// `DOORSTEP_WHAT_IF_INIT`; what is NULL or 0 is unknown.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_what_if {
    /// `sizeof(doorstep_what_if)`.
    pub size: usize,
    /// Who signs in. Groups and roles are looked up.
    pub user_id: *const c_char,
    /// The app that is signed in to.
    pub client_id: *const c_char,
    /// The request.
    pub context: *const doorstep_sign_in_context,
    /// The workload identity that signs in, instead of a user.
    pub service_principal_id: *const c_char,
    /// How likely it is in somebody else's hands, a `doorstep_risk_level_t`.
    pub service_principal_risk: u32,
    /// What is done, when it is not signing in to an app, a `doorstep_user_action_t`.
    pub user_action: u32,
    /// The authentication context that is asked for: `c1` to `c99`.
    pub auth_context: *const c_char,
    /// Grant controls that are satisfied already, in Microsoft Graph's words, such as `mfa`.
    pub satisfied: *const *const c_char,
    /// How many there are in `satisfied`.
    pub satisfied_count: usize,
    /// Methods that were used together, in Microsoft Graph's words, as in `password,email`.
    pub completed_combinations: *const *const c_char,
    /// How many there are in `completed_combinations`.
    pub completed_combination_count: usize,
}

plain!(doorstep_what_if since size_of::<doorstep_what_if>());

fn controls(words: Vec<String>) -> Result<Vec<core::Control>> {
    let unknown = || Fault::invalid("satisfied", "must be grant controls in Graph's words such as mfa");
    words.iter().map(|word| core::Control::from_word(word).ok_or_else(unknown)).collect()
}

/// Asks what the policies would say of a sign-in. Changes nothing.
///
/// @param tenant The tenant, and in whose name to act.
/// @param sign_in What is to be judged; copied.
/// @param decision Receives the decision; free it with `doorstep_decision_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` naming the field, such as `context.ip`, or `user_id` when there is
///         neither a user nor a workload identity; `DOORSTEP_NOT_FOUND` (`user` or `app`); `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_what_if(
    tenant: *const doorstep_tenant,
    sign_in: *const doorstep_what_if,
    decision: *mut *mut doorstep_decision,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(decision, error, || {
        let tenant = find(tenant)?;
        let given = options(sign_in)?;
        let sign_in = core::WhatIf {
            user_id: maybe_string(given.user_id, "user_id")?,
            service_principal_id: maybe_string(given.service_principal_id, "service_principal_id")?,
            service_principal_risk: doorstep_risk_level_t::maybe_given(
                given.service_principal_risk,
                "service_principal_risk",
            )?,
            client_id: maybe_string(given.client_id, "client_id")?,
            user_action: doorstep_user_action_t::maybe_given(given.user_action, "user_action")?,
            auth_context: maybe_string(given.auth_context, "auth_context")?,
            context: context(given.context)?,
            satisfied: controls(strings(given.satisfied, given.satisfied_count, "satisfied")?)?,
            completed_combinations: strings(
                given.completed_combinations,
                given.completed_combination_count,
                "completed_combinations",
            )?,
        };
        Ok(tenant.core.what_if(&sign_in)?.into())
    })
}
