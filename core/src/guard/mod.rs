//! Limits: what may be tried how often, and the locks that follow. On by default, also for direct calls.
//!
//! Every decision here is one guarded statement inside the transaction of the attempt, so that no number of threads
//! or processes gets more tries than the limit.

mod lockout;
mod meter;

use crate::access::SignInContext;
use crate::clock::{DAY, HOUR, MINUTE, Timestamp};
use crate::engine::Inner;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::store::directory::UserRow;
use crate::tenant::{Tenant, in_range};

pub(crate) use lockout::{Lane, lock_remaining, password_failed, password_succeeded};
pub(crate) use meter::{
    Admission, admit_send, code_failed, code_succeeded, network_exhausted, network_failed, second_factor_lock,
};

/// The limits of an engine, all of which a host may tighten and none loosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long a code lives, in milliseconds. At most 600 000 (NIST SP 800-63B-4 §3.1.3.2, OWASP ASVS 6.5.5).
    pub code_lifetime_ms: i64,
    /// Tries per code: at most 5.
    pub tries_per_code: u32,
    /// Milliseconds between two codes of one journey: at least 60 000.
    pub resend_after_ms: i64,
    /// Codes sent in one journey: at most 5.
    pub sends_per_journey: u32,
    /// Codes sent to one address in an hour: at most 10.
    pub sends_per_hour: u32,
    /// Codes sent to one address in a day: at most 20.
    pub sends_per_day: u32,
    /// Consecutive wrong codes of one user before the second factor locks for 15 minutes, doubling: at most 10.
    pub wrong_codes_before_lock: u32,
    /// Wrong codes of one user in 24 hours, over every journey, thread and process: at most 20.
    pub wrong_codes_per_day: u32,
    /// Wrong passwords before the account locks for 60 s, doubling to an hour: at most 10 (Microsoft Entra smart
    /// lockout).
    pub wrong_passwords_before_lock: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            code_lifetime_ms: 10 * MINUTE,
            tries_per_code: 5,
            resend_after_ms: MINUTE,
            sends_per_journey: 5,
            sends_per_hour: 10,
            sends_per_day: 20,
            wrong_codes_before_lock: 10,
            wrong_codes_per_day: 20,
            wrong_passwords_before_lock: 10,
        }
    }
}

impl Limits {
    /// # Errors
    /// `invalid_argument` naming the first limit that is looser than the built-in one.
    pub fn validate(&self) -> Result<()> {
        in_range("code_lifetime_ms", self.code_lifetime_ms, MINUTE, 10 * MINUTE)?;
        in_range("tries_per_code", self.tries_per_code.into(), 1, 5)?;
        in_range("resend_after_ms", self.resend_after_ms, MINUTE, HOUR)?;
        in_range("sends_per_journey", self.sends_per_journey.into(), 1, 5)?;
        in_range("sends_per_hour", self.sends_per_hour.into(), 1, 10)?;
        in_range("sends_per_day", self.sends_per_day.into(), 1, 20)?;
        in_range("wrong_codes_before_lock", self.wrong_codes_before_lock.into(), 1, 10)?;
        in_range("wrong_codes_per_day", self.wrong_codes_per_day.into(), 1, 20)?;
        in_range("wrong_passwords_before_lock", self.wrong_passwords_before_lock.into(), 1, 10)
    }
}

/// Whose tries are counted: a user, or, where there is none, what was typed. From outside the two behave alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    User(String),
    Identifier(String),
}

impl Subject {
    pub(crate) fn of(user: Option<&str>, canonical: &str) -> Self {
        match user {
            Some(id) => Subject::User(id.to_owned()),
            None => Subject::Identifier(canonical.to_owned()),
        }
    }

    /// The key that a counter of this subject is kept under.
    fn key(&self, engine: &Inner, tenant_id: &str, counter: &str) -> [u8; 32] {
        match self {
            Subject::User(id) => engine.keys.guard.mac(&[tenant_id, counter, "user", id]),
            Subject::Identifier(text) => engine.keys.guard.mac(&[tenant_id, counter, "identifier", text]),
        }
    }
}

/// The network part of the caller's address that limits count by: IPv4 whole, IPv6 by /64, one shared bucket for
/// callers whose host gives none.
pub(crate) fn network(context: &SignInContext) -> String {
    match context.ip.as_deref().and_then(|ip| ip.parse::<std::net::IpAddr>().ok()) {
        Some(std::net::IpAddr::V4(ip)) => ip.to_string(),
        Some(std::net::IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
        None => String::new(),
    }
}

/// Lifts every lock of a user. The 24-hour count of wrong codes starts again too.
pub(crate) fn unlock_user(tenant: &Tenant, tx: Tx<'_>, user: &UserRow) -> Result<()> {
    let subject = Subject::User(user.user.id.clone());
    let counters = [Lane::Familiar.counter(), Lane::Unfamiliar.counter(), meter::WRONG_CODES];
    let keys = counters.map(|counter| subject.key(&tenant.engine, tenant.id(), counter));
    crate::store::guard::unlock(tx, tenant.id(), &keys)
}

/// The longest window that anything is counted over.
pub(crate) const LONGEST_WINDOW: i64 = DAY;

/// How long a lock-out row outlives its last change: the longest lock and a window.
pub(crate) fn stale_before(now: Timestamp) -> Timestamp {
    now.saturating_sub(2 * DAY)
}

impl From<std::num::TryFromIntError> for Error {
    fn from(_: std::num::TryFromIntError) -> Self {
        Error::internal("a number does not fit")
    }
}
