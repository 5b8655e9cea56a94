//! Exact answers about every sign-in that a tenant's policies tell apart: proofs of claims, and gaps.

use std::ffi::c_char;

use doorstep_core as core;

use crate::decision::doorstep_decision;
use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::doorstep_string_list;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, text};

/// Whether a claim holds.
pub struct doorstep_proof {
    holds: bool,
    classes_examined: u64,
    counterexample: Option<Nested<doorstep_counterexample>>,
}

/// A sign-in that shows a claim wrong.
pub struct doorstep_counterexample {
    sign_in: Text,
    decision: Nested<doorstep_decision>,
}

/// Sign-ins that no enforced policy blocks or asks anything of.
pub struct doorstep_gap {
    who: Text,
    apps: Text,
    conditions: Nested<doorstep_string_list>,
    sign_in: Text,
}

/// Gaps, the widest first.
pub struct doorstep_gap_list(Items<doorstep_gap>);

handles!(71 doorstep_proof, 72 doorstep_counterexample, 73 doorstep_gap, 74 doorstep_gap_list);

impl From<core::Proof> for doorstep_proof {
    fn from(proof: core::Proof) -> Self {
        let core::Proof { holds, classes_examined, counterexample } = proof;
        let counterexample = counterexample.map(|shown| Nested::new(shown.into()));
        doorstep_proof { holds, classes_examined, counterexample }
    }
}

impl From<core::Counterexample> for doorstep_counterexample {
    fn from(core::Counterexample { sign_in, decision }: core::Counterexample) -> Self {
        doorstep_counterexample { sign_in: sign_in.into(), decision: Nested::new(decision.into()) }
    }
}

impl From<core::Gap> for doorstep_gap {
    fn from(core::Gap { who, apps, conditions, sign_in }: core::Gap) -> Self {
        doorstep_gap {
            who: who.into(),
            apps: apps.into(),
            conditions: Nested::new(conditions.into()),
            sign_in: sign_in.into(),
        }
    }
}

/// Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold. Nothing is
/// sampled: users (of any of the groups and roles there are), the registered apps and all conditions are gone through in
/// the classes that the policies tell apart.
///
/// - `every sign-in of a customer to app "Shop" requires mfa`
/// - `every sign-in of group "Staff" or role "Global Administrator" to any app except app "Status" is blocked`
/// - `no sign-in outside trusted locations is allowed without mfa or compliantDevice`
/// - `every sign-in on android or iOS via browser at high user risk where "device.isCompliant -ne True" is blocked`
///
/// Users are named by id or email address; groups, roles, apps and locations by id or name. A sign-in that is blocked
/// requires everything: it does not go through without it.
///
/// @param tenant The tenant, and in whose name to act.
/// @param claim The claim.
/// @param proof Receives the proof; free it with `doorstep_proof_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, whether or not the claim holds; `DOORSTEP_INVALID_ARGUMENT` (`claim`) saying what was not
///         understood or is not there, or (`policies`) where the policies tell too much apart to go through it all;
///         `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_prove(
    tenant: *const doorstep_tenant,
    claim: *const c_char,
    proof: *mut *mut doorstep_proof,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(proof, error, || Ok(find(tenant)?.core.policies().prove(text(claim, "claim")?)?.into()))
}

/// Tells every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins,
/// the widest first. The sets may overlap; together they are exactly those sign-ins. An empty list: every sign-in is
/// covered.
///
/// @param tenant The tenant, and in whose name to act.
/// @param gaps Receives the list; free it with `doorstep_gap_list_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_INVALID_ARGUMENT` (`policies`) where the policies tell too much apart to go through it
///         all; `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_gaps(
    tenant: *const doorstep_tenant,
    gaps: *mut *mut doorstep_gap_list,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(gaps, error, || Ok(doorstep_gap_list(Items::of(find(tenant)?.core.policies().gaps()?))))
}

/// Whether the claim holds for every sign-in that it is about.
///
/// @param proof A proof.
/// @return Whether that is so; false for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_proof_holds(proof: *const doorstep_proof) -> bool {
    read(proof, |proof| proof.holds)
}

/// How many classes of sign-ins were told apart.
///
/// @param proof A proof.
/// @return The number. 0: the claim is about no sign-in at all, and holds of those.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_proof_classes_examined(proof: *const doorstep_proof) -> u64 {
    read(proof, |proof| proof.classes_examined)
}

/// A sign-in for which the claim does not hold.
///
/// @param proof A proof.
/// @return The counterexample, borrowed from the proof; NULL when the claim holds.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_proof_counterexample(
    proof: *const doorstep_proof,
) -> *const doorstep_counterexample {
    read(proof, |proof| proof.counterexample.as_ref().map_or(std::ptr::null(), Nested::handle))
}

/// Frees a proof with the counterexample in it.
///
/// @param proof A proof that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_proof_free(proof: *mut doorstep_proof) {
    free(proof, |_| {});
}

/// The sign-in. `(any other user)` stands for anybody whose id no policy names, and likewise for apps and organizations.
///
/// @param counterexample A counterexample.
/// @return JSON text in the fields that `doorstep_evaluate` takes, borrowed from the counterexample.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_counterexample_sign_in_json(
    counterexample: *const doorstep_counterexample,
) -> *const c_char {
    read(counterexample, |counterexample| counterexample.sign_in.as_ptr())
}

/// What the policies say of it.
///
/// @param counterexample A counterexample.
/// @return The decision, borrowed from the counterexample.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_counterexample_decision(
    counterexample: *const doorstep_counterexample,
) -> *const doorstep_decision {
    read(counterexample, |counterexample| counterexample.decision.handle())
}

/// Whose, as in: anybody not in group 8f0e.
///
/// @param gap A gap.
/// @return Text, borrowed from the gap.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_who(gap: *const doorstep_gap) -> *const c_char {
    read(gap, |gap| gap.who.as_ptr())
}

/// To which apps, as in: any app but app 4d2c.
///
/// @param gap A gap.
/// @return Text, borrowed from the gap.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_apps(gap: *const doorstep_gap) -> *const c_char {
    read(gap, |gap| gap.apps.as_ptr())
}

/// Under which circumstances, all at once; whatever they are where the list is empty.
///
/// @param gap A gap.
/// @return A list, borrowed from the gap.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_conditions(gap: *const doorstep_gap) -> *const doorstep_string_list {
    read(gap, |gap| gap.conditions.handle())
}

/// One of the sign-ins.
///
/// @param gap A gap.
/// @return JSON text in the fields that `doorstep_evaluate` takes, borrowed from the gap.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_sign_in_json(gap: *const doorstep_gap) -> *const c_char {
    read(gap, |gap| gap.sign_in.as_ptr())
}

/// How many gaps a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_list_count(list: *const doorstep_gap_list) -> usize {
    read(list, |list| list.0.count())
}

/// A gap of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The gap, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_list_at(list: *const doorstep_gap_list, index: usize) -> *const doorstep_gap {
    read(list, |list| list.0.at(index))
}

/// Frees a list with the gaps in it.
///
/// @param list A list that the caller owns, or NULL. One that is borrowed is left alone.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_gap_list_free(list: *mut doorstep_gap_list) {
    free(list, |_| {});
}
