//! Sliding windows: wrong codes of a user, codes sent to an address, failures from a network.

use super::{Limits, Subject, network};
use crate::access::SignInContext;
use crate::clock::{DAY, HOUR, MINUTE, Timestamp};
use crate::engine::Inner;
use crate::error::Result;
use crate::store::Tx;
use crate::store::guard::{self as rows, Lockout, Window};

pub(super) const WRONG_CODES: &str = "wrong codes";

const FIRST_LOCK: i64 = 15 * MINUTE;

/// Failures from one network in ten minutes before it is refused.
const NETWORK_FAILURES: u32 = 30;
/// The same for all callers whose host gives no address, together.
const UNKNOWN_NETWORK_FAILURES: u32 = 300;
const NETWORK_WINDOW: i64 = 10 * MINUTE;

/// Codes sent on behalf of one network in an hour.
const NETWORK_SENDS: u32 = 30;
const UNKNOWN_NETWORK_SENDS: u32 = 300;

/// Whether something may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    Granted,
    /// Not for this many milliseconds.
    Refused {
        retry_after_ms: i64,
    },
}

/// How long the second factor of a user is locked, in milliseconds; 0 when it is open.
pub(crate) fn second_factor_lock(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &Subject,
    now: Timestamp,
) -> Result<i64> {
    let key = subject.key(engine, tenant_id, WRONG_CODES);
    let locked = rows::locked_until(tx, tenant_id, &key)?.saturating_sub(now).max(0);
    let day = Window { length: DAY, limit: engine.limits.wrong_codes_per_day };
    Ok(locked.max(rows::window_remaining(tx, tenant_id, &key, day, now)?))
}

/// Counts a wrong code of a user. Refused when the day's budget is spent, which [`second_factor_lock`], asked in the
/// same transaction before the code was looked at, has ruled out.
pub(crate) fn code_failed(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    subject: &Subject,
    event_id: &str,
    now: Timestamp,
) -> Result<Admission> {
    let key = subject.key(engine, tenant_id, WRONG_CODES);
    let day = Window { length: DAY, limit: engine.limits.wrong_codes_per_day };
    if !rows::record(tx, tenant_id, &key, event_id, &[day], now)? {
        let wait = rows::window_remaining(tx, tenant_id, &key, day, now)?;
        return Ok(Admission::Refused { retry_after_ms: wait.max(1) });
    }
    let limits = Lockout {
        threshold: engine.limits.wrong_codes_before_lock.into(),
        first_lock: FIRST_LOCK,
        longest_lock: DAY,
        hard_stop: i64::MAX,
    };
    // Every wrong code counts, also a repeated one: the empty hash is never remembered.
    rows::count_failure(tx, tenant_id, &key, "", &limits, now)?;
    Ok(Admission::Granted)
}

/// Forgets the consecutive failures before a code that was right. The day's count stays.
pub(crate) fn code_succeeded(engine: &Inner, tx: Tx<'_>, tenant_id: &str, subject: &Subject) -> Result<()> {
    rows::clear(tx, tenant_id, &subject.key(engine, tenant_id, WRONG_CODES))
}

/// Charges one mail to an address and to the network that asked for it.
pub(crate) fn admit_send(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    address: &str,
    context: &SignInContext,
    event_id: &str,
    now: Timestamp,
) -> Result<Admission> {
    let limits: &Limits = &engine.limits;
    let hour = Window { length: HOUR, limit: limits.sends_per_hour };
    let day = Window { length: DAY, limit: limits.sends_per_day };
    let key = engine.keys.guard.mac(&[tenant_id, "sends", address]);
    if !rows::record(tx, tenant_id, &key, event_id, &[hour, day], now)? {
        let wait = rows::window_remaining(tx, tenant_id, &key, hour, now)?
            .max(rows::window_remaining(tx, tenant_id, &key, day, now)?);
        return Ok(Admission::Refused { retry_after_ms: wait.max(1) });
    }
    let place = network(context);
    let limit = if place.is_empty() { UNKNOWN_NETWORK_SENDS } else { NETWORK_SENDS };
    let by_network = Window { length: HOUR, limit };
    let key = engine.keys.guard.mac(&[tenant_id, "network sends", &place]);
    if !rows::record(tx, tenant_id, &key, event_id, &[by_network], now)? {
        let wait = rows::window_remaining(tx, tenant_id, &key, by_network, now)?;
        return Ok(Admission::Refused { retry_after_ms: wait.max(1) });
    }
    Ok(Admission::Granted)
}

/// How long a network that failed too often has to wait, in milliseconds; 0 when it may go on.
pub(crate) fn network_exhausted(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    context: &SignInContext,
    now: Timestamp,
) -> Result<i64> {
    let (key, window) = network_failures(engine, tenant_id, context);
    rows::window_remaining(tx, tenant_id, &key, window, now)
}

/// Counts a failure against the network it came from.
pub(crate) fn network_failed(
    engine: &Inner,
    tx: Tx<'_>,
    tenant_id: &str,
    context: &SignInContext,
    event_id: &str,
    now: Timestamp,
) -> Result<()> {
    let (key, window) = network_failures(engine, tenant_id, context);
    rows::record(tx, tenant_id, &key, event_id, &[window], now).map(|_| ())
}

fn network_failures(engine: &Inner, tenant_id: &str, context: &SignInContext) -> ([u8; 32], Window) {
    let place = network(context);
    let limit = if place.is_empty() { UNKNOWN_NETWORK_FAILURES } else { NETWORK_FAILURES };
    let key = engine.keys.guard.mac(&[tenant_id, "network failures", &place]);
    (key, Window { length: NETWORK_WINDOW, limit })
}
