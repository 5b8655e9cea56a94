//! What policies do to each other: one that another one makes pointless, and ones that say opposite things.

use super::{Notes, Warning, name};
use crate::access::policy::Policy;
use crate::access::prove::{Model, Pairs};
use crate::access::session_controls::PersistentBrowser;

pub(super) fn look(
    model: &Model<'_>,
    policies: &[Policy],
    asked: impl Fn(usize) -> bool,
    found: &mut Vec<Warning>,
) {
    let Ok(pairs) = Pairs::new(model) else { return };
    for at in pairs.all().filter(|at| asked(*at)) {
        let Some(policy) = policies.get(at) else { continue };
        let mut notes = Notes { policy: Some(policy), found: &mut *found };
        let other = pairs.all().filter(|other| *other != at).find(|other| shadows(&pairs, *other, at));
        if let Some((at2, other)) = other.and_then(|other| Some((other, policies.get(other)?))) {
            let blocks = |policy: &Policy| policy.rules().grant.block;
            shadowed(other, blocks(other) && !blocks(policy) && pairs.within(at2, at), &mut notes);
        }
        let session = &policy.rules().session;
        if session.persistent_browser == Some(PersistentBrowser::Always) {
            let opposite =
                pairs.all().filter_map(|other| Some((other, policies.get(other)?))).find(|(at2, other)| {
                    other.rules().session.persistent_browser == Some(PersistentBrowser::Never)
                        && pairs.meet(at, *at2)
                });
            if let Some((_, other)) = opposite {
                let message = format!(
                    "This policy always keeps a browser session and {} never does, for some of the same sign-ins: \
                     there, this one has no effect. Exclude one's users or conditions from the other.",
                    name(other)
                );
                notes.warn("contradictory", "sessionControls.persistentBrowser", message);
            }
        }
    }
}

/// Whether one policy leaves another one nothing to do. Of two that say the same, the earlier stays.
fn shadows(pairs: &Pairs<'_, '_>, other: usize, at: usize) -> bool {
    if !pairs.implies(other, at) || !pairs.within(at, other) {
        return false;
    }
    let same = pairs.implies(at, other) && pairs.within(other, at);
    !same || other < at
}

fn shadowed(other: &Policy, opposite: bool, notes: &mut Notes<'_>) {
    if opposite {
        let message = format!(
            "This policy grants exactly the sign-ins that {} blocks, so it never grants any. Keep one of the two.",
            name(other)
        );
        notes.warn("contradictory", "grantControls", message);
        return;
    }
    let message = format!(
        "This policy never changes an outcome: {} applies whenever it does and asks for at least as much. Remove one of \
         them, or change what this one is about.",
        name(other)
    );
    notes.warn("shadowed", "conditions", message);
}
