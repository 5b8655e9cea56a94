//! What an administrator may set for a whole tenant.

use serde::{Deserialize, Serialize};

use super::PolicyLimits;
use crate::access::Environment;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::directory::email::EmailAddress;
use crate::directory::password::PasswordRules;
use crate::error::{Error, Result};

/// A tenant's settings. Every number has a floor or ceiling that no setting passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSettings {
    /// The name shown in mails; the tenant's own name when `None`.
    pub display_name: Option<String>,
    /// The name that mails come from; `display_name` when `None`.
    pub sender_name: Option<String>,
    /// The address that mails come from.
    pub sender_address: String,
    /// The language of mails when neither user nor browser names one (BCP 47).
    pub default_locale: String,
    /// Digits in a code: 6 to 10. Default 8, as Microsoft Entra External ID (`code_length`).
    pub code_length: u8,
    /// Fewest characters of a new password: 8 to 64. Default 8, as Entra. NIST SP 800-63B-4 asks for 15 where the
    /// password is the only factor, and does not count email as a second one.
    pub password_min_length: u32,
    /// Whether a policy that requires MFA sends a second code right after a sign-up that has just proven the
    /// address by one. Default false: the proof counts once.
    pub ask_again_after_sign_up: bool,
    /// How long a session lives without being used, in milliseconds: 1 minute to 24 hours. Default 1 hour.
    pub session_idle_ms: i64,
    /// How long a session lives at most, in milliseconds: 1 minute to 30 days. Default 24 hours.
    pub session_lifetime_ms: i64,
    /// Networks such as `192.0.2.0/24` or `2001:db8::/32` that policies name as `AllTrusted`, together with every
    /// trusted location: at most 50. Microsoft's "MFA trusted IPs".
    #[serde(default)]
    pub mfa_trusted_ips: Vec<String>,
}

impl Default for TenantSettings {
    fn default() -> Self {
        TenantSettings {
            display_name: None,
            sender_name: None,
            sender_address: "no-reply@localhost".into(),
            default_locale: "en".into(),
            code_length: 8,
            password_min_length: 8,
            ask_again_after_sign_up: false,
            session_idle_ms: HOUR,
            session_lifetime_ms: DAY,
            mfa_trusted_ips: Vec::new(),
        }
    }
}

impl TenantSettings {
    /// # Errors
    /// `invalid_argument` naming the first setting out of range.
    pub fn validate(&self, limits: &PolicyLimits) -> Result<()> {
        for (field, name) in [("display_name", &self.display_name), ("sender_name", &self.sender_name)] {
            if let Some(name) = name {
                check_name(field, name)?;
            }
        }
        if EmailAddress::parse(&self.sender_address).is_none() {
            return Err(Error::invalid("sender_address", "is not an email address"));
        }
        check_locale("default_locale", &self.default_locale)?;
        in_range("code_length", i64::from(self.code_length), 6, 10)?;
        in_range("password_min_length", i64::from(self.password_min_length), 8, 64)?;
        in_range("session_idle_ms", self.session_idle_ms, MINUTE, DAY)?;
        in_range("session_lifetime_ms", self.session_lifetime_ms, MINUTE, 30 * DAY)?;
        if self.mfa_trusted_ips.len() > limits.mfa_trusted_ips as usize {
            let reason = format!("must be at most {} networks", limits.mfa_trusted_ips);
            return Err(Error::invalid("mfa_trusted_ips", reason));
        }
        Environment::new(Vec::new(), Vec::new(), &self.mfa_trusted_ips).map(|_| ())
    }

    /// The rules for new passwords.
    pub(crate) fn password_rules(&self) -> PasswordRules {
        PasswordRules { min_length: self.password_min_length, ..PasswordRules::default() }
    }
}

/// A name for people: 1 to 64 characters on one line.
pub(crate) fn check_name(field: &str, name: &str) -> Result<()> {
    let length = name.chars().count();
    if name.trim().is_empty() || length > 64 || name.chars().any(char::is_control) {
        return Err(Error::invalid(field, "must be 1 to 64 characters on one line"));
    }
    Ok(())
}

pub(crate) fn check_locale(field: &str, locale: &str) -> Result<()> {
    let good =
        (1..=35).contains(&locale.len()) && locale.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if good {
        Ok(())
    } else {
        Err(Error::invalid(field, "must be a BCP 47 language tag such as en or es-MX"))
    }
}

pub(crate) fn in_range(field: &str, value: i64, least: i64, most: i64) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    // Some languages have durations without a unit, and show such a field without its ending.
    let unit = if field.ends_with("_ms") { " milliseconds" } else { "" };
    Err(Error::invalid(field, format!("must be from {least} to {most}{unit}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trusted_networks_are_checked_and_older_rows_have_none() {
        let with = |ips: Vec<String>| TenantSettings { mfa_trusted_ips: ips, ..TenantSettings::default() };
        assert_eq!(
            with(vec!["192.0.2.0/24".into(), "2001:db8::1".into()]).validate(&PolicyLimits::default()),
            Ok(())
        );
        let field = |settings: TenantSettings| match settings.validate(&PolicyLimits::default()) {
            Err(Error::InvalidArgument { field, .. }) => field,
            other => panic!("{other:?}"),
        };
        for bad in ["", "localhost", "192.0.2.0/33", "192.0.2/24", "2001:db8::/129"] {
            assert_eq!(field(with(vec!["192.0.2.0/24".into(), bad.into()])), "mfa_trusted_ips[1]");
        }
        assert_eq!(field(with(vec!["192.0.2.1".into(); 51])), "mfa_trusted_ips");
        let mut old = serde_json::to_value(TenantSettings::default()).unwrap();
        old.as_object_mut().unwrap().remove("mfa_trusted_ips");
        assert_eq!(serde_json::from_value::<TenantSettings>(old).unwrap(), TenantSettings::default());
    }

    #[test]
    fn durations_are_refused_with_their_unit() {
        let settings = TenantSettings { session_idle_ms: 0, ..TenantSettings::default() };
        let said = settings.validate(&PolicyLimits::default()).map_err(|error| error.to_string());
        assert_eq!(said, Err("session_idle_ms: must be from 60000 to 86400000 milliseconds".into()));
        let settings = TenantSettings { code_length: 5, ..TenantSettings::default() };
        let said = settings.validate(&PolicyLimits::default()).map_err(|error| error.to_string());
        assert_eq!(said, Err("code_length: must be from 6 to 10".into()));
    }
}
