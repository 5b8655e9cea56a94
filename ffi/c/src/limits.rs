//! The limits that an engine is opened with.

use doorstep_core as core;

use crate::error::Result;
use crate::memory::{maybe_options, plain, reserved};

/// Limits tighter than the built-in ones. Begin with `DOORSTEP_LIMITS_INIT` and set what is to be tighter; 0 stands for
/// the built-in limit, and none can be looser than that.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_limits {
    /// `sizeof(doorstep_limits)`.
    pub size: usize,
    /// How long a code lives, in milliseconds: 60 000 to 600 000. Built in: 600 000.
    pub code_lifetime_ms: i64,
    /// Milliseconds between two codes of one journey: 60 000 to 3 600 000. Built in: 60 000.
    pub resend_after_ms: i64,
    /// Tries per code: 1 to 5. Built in: 5.
    pub tries_per_code: u32,
    /// Codes sent in one journey: 1 to 5. Built in: 5.
    pub sends_per_journey: u32,
    /// Codes sent to one address in an hour: 1 to 10. Built in: 10.
    pub sends_per_hour: u32,
    /// Codes sent to one address in a day: 1 to 20. Built in: 20.
    pub sends_per_day: u32,
    /// Consecutive wrong codes of one user before the second factor locks for 15 minutes, doubling: 1 to 10. Built in:
    /// 10.
    pub wrong_codes_before_lock: u32,
    /// Wrong codes of one user in 24 hours, over every journey, thread and process: 1 to 20. Built in: 20.
    pub wrong_codes_per_day: u32,
    /// Wrong passwords before the account locks for 60 s, doubling to an hour: 1 to 10. Built in: 10.
    pub wrong_passwords_before_lock: u32,
    /// 0.
    pub reserved: u32,
}

/// How many policies, and what they refer to, a tenant may have: Microsoft's numbers, which a host may raise. Begin with
/// `DOORSTEP_POLICY_LIMITS_INIT` and set what is to be another; 0 stands for the built-in limit. Lowering one deletes
/// nothing; it refuses more.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_policy_limits {
    /// `sizeof(doorstep_policy_limits)`.
    pub size: usize,
    /// Policies, in any state: 1 to 10 000. Built in: 240, as in Microsoft Entra.
    pub policies: u32,
    /// Named locations: 1 to 10 000. Built in: 195, as in Microsoft Entra.
    pub locations: u32,
    /// Authentication strengths beside the built-in ones: 1 to 10 000. Built in: 100.
    pub authentication_strengths: u32,
    /// Networks of one named location: 1 to 10 000. Built in: 2000, as in Microsoft Entra.
    pub location_ranges: u32,
    /// Networks trusted for MFA: 1 to 10 000. Built in: 50, as in Microsoft Entra.
    pub mfa_trusted_ips: u32,
    /// Applications that one policy lists, excluded ones among them: 1 to 10 000. Built in: 250, as in Microsoft Entra.
    pub policy_applications: u32,
}

plain!(
    doorstep_limits since size_of::<doorstep_limits>(),
    doorstep_policy_limits since size_of::<doorstep_policy_limits>(),
);

/// A limit that is given, or the built-in one.
fn or(value: u32, built_in: u32) -> u32 {
    if value == 0 { built_in } else { value }
}

pub(crate) fn limits(given: *const doorstep_limits) -> Result<core::Limits> {
    let built_in = core::Limits::default();
    let Some(given) = maybe_options(given)? else { return Ok(built_in) };
    reserved(given.reserved)?;
    let long_or = |value: i64, default: i64| if value == 0 { default } else { value };
    Ok(core::Limits {
        code_lifetime_ms: long_or(given.code_lifetime_ms, built_in.code_lifetime_ms),
        tries_per_code: or(given.tries_per_code, built_in.tries_per_code),
        resend_after_ms: long_or(given.resend_after_ms, built_in.resend_after_ms),
        sends_per_journey: or(given.sends_per_journey, built_in.sends_per_journey),
        sends_per_hour: or(given.sends_per_hour, built_in.sends_per_hour),
        sends_per_day: or(given.sends_per_day, built_in.sends_per_day),
        wrong_codes_before_lock: or(given.wrong_codes_before_lock, built_in.wrong_codes_before_lock),
        wrong_codes_per_day: or(given.wrong_codes_per_day, built_in.wrong_codes_per_day),
        wrong_passwords_before_lock: or(
            given.wrong_passwords_before_lock,
            built_in.wrong_passwords_before_lock,
        ),
    })
}

pub(crate) fn policy_limits(given: *const doorstep_policy_limits) -> Result<core::PolicyLimits> {
    let built_in = core::PolicyLimits::default();
    let Some(given) = maybe_options(given)? else { return Ok(built_in) };
    Ok(core::PolicyLimits {
        policies: or(given.policies, built_in.policies),
        locations: or(given.locations, built_in.locations),
        authentication_strengths: or(given.authentication_strengths, built_in.authentication_strengths),
        location_ranges: or(given.location_ranges, built_in.location_ranges),
        mfa_trusted_ips: or(given.mfa_trusted_ips, built_in.mfa_trusted_ips),
        policy_applications: or(given.policy_applications, built_in.policy_applications),
    })
}
