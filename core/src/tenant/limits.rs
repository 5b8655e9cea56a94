//! How much of what Conditional Access consists of a tenant may have: Microsoft's numbers, which a host may raise.

use super::in_range;
use crate::error::Result;

/// Policies, in any state: Microsoft's limit.
const POLICIES: u32 = 240;
/// Named locations: Microsoft's limit.
const LOCATIONS: u32 = 195;
/// Networks of one location: Microsoft's limit.
const LOCATION_RANGES: u32 = 2_000;
/// Authentication strengths beside the built-in ones. Microsoft names no number.
const STRENGTHS: u32 = 100;
/// Authentication contexts: their ids are `c1` to `c99`.
pub(super) const MOST_CONTEXTS: u32 = 99;
/// Applications that one policy lists, excluded ones among them: Microsoft's limit.
const POLICY_APPLICATIONS: u32 = 250;
/// Networks trusted for MFA: Microsoft's limit.
const MFA_TRUSTED_IPS: u32 = 50;
/// As far as a host may go. Saving one policy looks over all of them.
const MOST: u32 = 10_000;

/// How many policies, and what they refer to, a tenant may have. Lowering a limit deletes nothing; it refuses more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLimits {
    /// Policies, in any state: 1 to 10,000. Default 240, as Microsoft Entra.
    pub policies: u32,
    /// Named locations: 1 to 10,000. Default 195, as Microsoft Entra.
    pub locations: u32,
    /// Authentication strengths beside the built-in ones: 1 to 10,000. Default 100.
    pub authentication_strengths: u32,
    /// Networks of one named location: 1 to 10,000. Default 2000, as Microsoft Entra.
    pub location_ranges: u32,
    /// Networks trusted for MFA: 1 to 10,000. Default 50, as Microsoft Entra.
    pub mfa_trusted_ips: u32,
    /// Applications that one policy lists, excluded ones among them: 1 to 10,000. Default 250, as Microsoft Entra.
    pub policy_applications: u32,
}

impl Default for PolicyLimits {
    fn default() -> Self {
        PolicyLimits {
            policies: POLICIES,
            locations: LOCATIONS,
            authentication_strengths: STRENGTHS,
            location_ranges: LOCATION_RANGES,
            mfa_trusted_ips: MFA_TRUSTED_IPS,
            policy_applications: POLICY_APPLICATIONS,
        }
    }
}

impl PolicyLimits {
    /// # Errors
    /// `invalid_argument` naming the first limit out of range (`policy_limits.policies`, …).
    pub fn validate(&self) -> Result<()> {
        for (field, value) in [
            ("policy_limits.policies", self.policies),
            ("policy_limits.locations", self.locations),
            ("policy_limits.authentication_strengths", self.authentication_strengths),
            ("policy_limits.location_ranges", self.location_ranges),
            ("policy_limits.mfa_trusted_ips", self.mfa_trusted_ips),
            ("policy_limits.policy_applications", self.policy_applications),
        ] {
            in_range(field, value.into(), 1, MOST.into())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn each_limit_has_a_range() {
        assert_eq!(PolicyLimits::default().validate(), Ok(()));
        let most = PolicyLimits {
            policies: MOST,
            locations: MOST,
            authentication_strengths: MOST,
            location_ranges: MOST,
            mfa_trusted_ips: MOST,
            policy_applications: MOST,
        };
        assert_eq!(most.validate(), Ok(()));
        for out in [0, MOST + 1] {
            for (limits, name) in [
                (PolicyLimits { policies: out, ..most.clone() }, "policy_limits.policies"),
                (PolicyLimits { locations: out, ..most.clone() }, "policy_limits.locations"),
                (
                    PolicyLimits { authentication_strengths: out, ..most.clone() },
                    "policy_limits.authentication_strengths",
                ),
                (PolicyLimits { location_ranges: out, ..most.clone() }, "policy_limits.location_ranges"),
                (PolicyLimits { mfa_trusted_ips: out, ..most.clone() }, "policy_limits.mfa_trusted_ips"),
                (
                    PolicyLimits { policy_applications: out, ..most.clone() },
                    "policy_limits.policy_applications",
                ),
            ] {
                let refused = limits.validate();
                assert!(
                    matches!(&refused, Err(Error::InvalidArgument { field, .. }) if field == name),
                    "{refused:?}"
                );
            }
        }
    }
}
