//! Policies that can never apply, because what they ask of a sign-in contradicts itself.

use super::Notes;
use crate::access::policy::Policy;
use crate::access::prove::Model;

pub(super) fn look(model: &Model<'_>, at: usize, policy: &Policy, notes: &mut Notes<'_>) {
    if policy.rules().workloads.is_some() || policy.unsupported().is_some() {
        return;
    }
    let Ok(Some(path)) = model.unreachable(at) else { return };
    let message = format!(
        "No sign-in can ever meet {path} of this policy, so it never applies: what it excludes is all that it \
         includes, or what it names does not exist. Correct the condition, or disable the policy."
    );
    notes.warn("unsatisfiable", path, message);
}
