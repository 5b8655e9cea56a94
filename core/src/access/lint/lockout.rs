//! Whether anybody, or any administrator, would be left to sign in.

use super::{Notes, Severity, Warning};
use crate::access::policy::{Policy, PolicyState};
use crate::access::prove::{Model, Scope, always_blocked};

pub(super) fn look(
    anybody: &Model<'_>,
    administrators: &Model<'_>,
    policies: &[Policy],
    asked: impl Fn(usize) -> bool,
    found: &mut Vec<Warning>,
) {
    let blocks = |policy: &Policy| policy.rules().grant.block && policy.state() != PolicyState::Disabled;
    let blocking: Vec<(usize, &Policy)> = policies.iter().enumerate().filter(|(_, p)| blocks(p)).collect();
    if blocking.is_empty() {
        return;
    }
    let before = found.len();
    for (at, policy) in blocking.iter().filter(|(at, _)| asked(*at)) {
        let mut notes = Notes { policy: Some(policy), found: &mut *found };
        let severity = match policy.state() {
            PolicyState::Enabled => Severity::Error,
            _ => Severity::Warning,
        };
        if everybody(anybody, &[*at]) {
            let message = "This policy blocks every user from every application, whatever the conditions: nobody could \
                           sign in, and nobody could undo it. Exclude an emergency access account, or narrow it.";
            notes.add(severity, "blocks_everyone", "conditions", message);
        } else if every_administrator(administrators, &[*at]) {
            let message = "This policy blocks every administrator from every application, whatever the conditions: \
                           nobody could undo it. Exclude an emergency access account that is a Global Administrator.";
            notes.add(severity, "blocks_every_administrator", "conditions.users", message);
        }
    }
    if found.iter().skip(before).any(|warning| warning.severity == Severity::Error) {
        return;
    }
    let enforced = blocking.iter().filter(|(_, policy)| policy.state() == PolicyState::Enabled);
    let enforced: Vec<usize> = enforced.map(|(at, _)| *at).collect();
    let mut notes = Notes { policy: None, found };
    if everybody(anybody, &enforced) {
        let message = "The policies together block every user from every application, whatever the conditions: nobody \
                       could sign in, and nobody could undo it. Exclude an emergency access account from all of them.";
        notes.add(Severity::Error, "blocks_everyone", "conditions", message);
    } else if every_administrator(administrators, &enforced) {
        let message = "The policies together block every administrator from every application, whatever the \
                       conditions: nobody could undo it. Exclude an emergency access account that is a Global \
                       Administrator from all of them.";
        notes.add(Severity::Error, "no_administrator_can_sign_in", "conditions.users", message);
    }
}

fn everybody(model: &Model<'_>, blocking: &[usize]) -> bool {
    always_blocked(model, &Scope::everyone(), blocking) == Ok(true)
}

fn every_administrator(model: &Model<'_>, blocking: &[usize]) -> bool {
    let known = model.known_users().is_some_and(|users| !users.is_empty());
    known
        && model.known_users().into_iter().flatten().all(|user| {
            let who = Scope { user_ids: vec![user.user_id.clone()], ..Scope::default() };
            always_blocked(model, &who, blocking) == Ok(true)
        })
}
