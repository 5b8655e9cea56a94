//! Smart lockout of passwords, after Microsoft Entra's: 10 failures, then 60 s, doubling to an hour; the last three
//! distinct wrong passwords are not counted again; places the account is known from are counted apart.

use super::{Subject, network};
use crate::access::SignInContext;
use crate::clock::{HOUR, SECOND, Timestamp};
use crate::crypto;
use crate::engine::Inner;
use crate::error::Result;
use crate::store::guard as rows;
use crate::store::{Tx, guard::Lockout};

const FIRST_LOCK: i64 = 60 * SECOND;
const LONGEST_LOCK: i64 = HOUR;

/// Consecutive failures after which a lane stays shut until an administrator opens it (NIST SP 800-63B-4 §3.2.2).
const HARD_STOP: i64 = 100;

/// Bytes kept of each remembered wrong password's keyed hash.
const REMEMBERED: usize = 8;

/// Whether the attempt comes from where this identifier has signed in before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    Familiar,
    Unfamiliar,
}

impl Lane {
    /// The lane of an attempt.
    pub(crate) fn of(
        engine: &Inner,
        tx: Tx<'_>,
        tenant_id: &str,
        subject: &Subject,
        context: &SignInContext,
    ) -> Result<Self> {
        let place = network(context);
        let (who, place) = familiar_keys(engine, tenant_id, subject, &place);
        let known = rows::is_familiar(tx, tenant_id, &who, &place)?;
        Ok(if known && context.ip.is_some() { Lane::Familiar } else { Lane::Unfamiliar })
    }

    pub(super) fn counter(self) -> &'static str {
        match self {
            Lane::Familiar => "password, familiar",
            Lane::Unfamiliar => "password, unfamiliar",
        }
    }
}

/// How long the lane is still locked, in milliseconds; 0 when it is open.
pub(crate) fn lock_remaining(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &Subject,
    lane: Lane,
    now: Timestamp,
) -> Result<i64> {
    let key = subject.key(engine, tenant_id, lane.counter());
    Ok(rows::locked_until(tx, tenant_id, &key)?.saturating_sub(now).max(0))
}

/// Counts a wrong password, unless it is one of the last three or the lane is locked.
pub(crate) fn password_failed(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &Subject,
    lane: Lane,
    password: &str,
    now: Timestamp,
) -> Result<()> {
    let key = subject.key(engine, tenant_id, lane.counter());
    let who = match subject {
        Subject::User(text) | Subject::Identifier(text) => text,
    };
    let mac = engine.keys.guard.mac(&[tenant_id, "wrong password", who, password]);
    let limits = Lockout {
        threshold: engine.limits.wrong_passwords_before_lock.into(),
        first_lock: FIRST_LOCK,
        longest_lock: LONGEST_LOCK,
        hard_stop: HARD_STOP,
    };
    rows::count_failure(tx, tenant_id, &key, &crypto::hex(&mac[..REMEMBERED]), &limits, now)
}

/// Forgets the lane's failures and remembers the place.
pub(crate) fn password_succeeded(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &Subject,
    lane: Lane,
    context: &SignInContext,
    now: Timestamp,
) -> Result<()> {
    let key = subject.key(engine, tenant_id, lane.counter());
    rows::clear(tx, tenant_id, &key)?;
    if context.ip.is_some() {
        let (who, place) = familiar_keys(engine, tenant_id, subject, &network(context));
        rows::remember_place(tx, tenant_id, &who, &place, now)?;
    }
    Ok(())
}

fn familiar_keys(engine: &Inner, tenant_id: &str, subject: &Subject, place: &str) -> ([u8; 32], [u8; 32]) {
    let who = subject.key(engine, tenant_id, "familiar");
    (who, engine.keys.guard.mac(&[tenant_id, "place", place]))
}
