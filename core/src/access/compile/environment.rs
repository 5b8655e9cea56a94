//! What policies refer to: named locations, authentication strengths and the networks that are trusted for MFA.

use ipnet::IpNet;

use crate::access::location::{NamedLocation, network};
use crate::access::rules::StrengthRule;
use crate::access::strength::{AuthenticationStrength, Combination};
use crate::error::{Error, Result};

/// What policies refer to by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Environment {
    pub(in crate::access) locations: Vec<NamedLocation>,
    pub(in crate::access) strengths: Vec<AuthenticationStrength>,
    pub(in crate::access) mfa_trusted_ips: Vec<IpNet>,
}

impl Environment {
    /// Puts together the named locations, the strengths beside the built-in ones, and the MFA trusted IPs: networks
    /// such as `192.0.2.0/24`, which policies name as `AllTrusted` together with every trusted location.
    ///
    /// # Errors
    /// `invalid_argument{mfa_trusted_ips[…]}`.
    pub fn new(
        locations: Vec<NamedLocation>,
        strengths: Vec<AuthenticationStrength>,
        mfa_trusted_ips: &[String],
    ) -> Result<Environment> {
        let read = mfa_trusted_ips.iter().enumerate().map(|(index, text)| {
            network(text).ok_or_else(|| {
                let reason = "must be an IPv4 or IPv6 range such as 192.0.2.0/24";
                Error::invalid(format!("mfa_trusted_ips[{index}]"), reason)
            })
        });
        let mfa_trusted_ips = read.collect::<Result<_>>()?;
        Ok(Environment { locations, strengths, mfa_trusted_ips })
    }

    /// What satisfies a strength: by its id here, as it is built in, or as the policy itself has it written out.
    /// Nothing does where its id is nobody's.
    pub(super) fn allowed(&self, strength: &StrengthRule) -> Vec<Combination> {
        let named = |known: &&AuthenticationStrength| known.id().eq_ignore_ascii_case(&strength.id);
        if let Some(known) = self.strengths.iter().find(named) {
            return known.allowed().to_vec();
        }
        if let Some(known) = AuthenticationStrength::built_in().iter().find(named) {
            return known.allowed().to_vec();
        }
        strength.allowed.clone()
    }

    /// Whether a strength has this id, here or among the built-in ones.
    pub(in crate::access) fn knows_strength(&self, id: &str) -> bool {
        let named = |known: &AuthenticationStrength| known.id().eq_ignore_ascii_case(id);
        self.strengths.iter().any(named) || AuthenticationStrength::built_in().iter().any(named)
    }
}
