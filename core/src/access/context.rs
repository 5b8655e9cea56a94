//! What the host knows about the request behind a sign-in.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The longest user agent that is accepted, in bytes.
const USER_AGENT_MAX: usize = 512;
/// The longest locale that is accepted: what RFC 5646 asks implementations to be able to hold.
const LOCALE_MAX: usize = 35;

/// The request behind a sign-in, as the host saw it. Everything is optional; what is not given is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignInContext {
    /// The client's public address, IPv4 or IPv6. Behind a proxy, the host decides which header it trusts.
    pub ip: Option<String>,
    /// The `User-Agent` header: at most 512 bytes.
    pub user_agent: Option<String>,
    /// The user's language, as in `en-US`.
    pub locale: Option<String>,
}

impl SignInContext {
    /// Checks that every field that is given is well formed.
    ///
    /// # Errors
    /// `invalid_argument` with the field's name (`context.ip`, …).
    pub fn validate(&self) -> Result<()> {
        if self.ip.as_deref().is_some_and(|ip| ip.parse::<IpAddr>().is_err()) {
            return Err(Error::invalid("context.ip", "must be an IPv4 or IPv6 address"));
        }
        if self.user_agent.as_deref().is_some_and(|agent| agent.len() > USER_AGENT_MAX) {
            return Err(Error::invalid("context.user_agent", "must have at most 512 bytes"));
        }
        if self.locale.as_deref().is_some_and(|locale| !is_locale(locale)) {
            return Err(Error::invalid("context.locale", "must be a language tag such as en-US"));
        }
        Ok(())
    }
}

fn is_locale(text: &str) -> bool {
    (1..=LOCALE_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(context: SignInContext) -> String {
        match context.validate() {
            Err(Error::InvalidArgument { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_empty_context_and_a_full_one_are_fine() {
        assert!(SignInContext::default().validate().is_ok());
        for ip in ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"] {
            let context = SignInContext {
                ip: Some(ip.into()),
                user_agent: Some("x".repeat(512)),
                locale: Some("zh-Hant-TW".into()),
            };
            assert!(context.validate().is_ok());
        }
    }

    #[test]
    fn each_field_is_named_when_it_is_wrong() {
        for ip in ["", "localhost", "192.0.2.1:443", "192.0.2.1/32", "fe80::1%eth0", "010.0.0.1"] {
            assert_eq!(refused(SignInContext { ip: Some(ip.into()), ..Default::default() }), "context.ip");
        }
        let agent = SignInContext { user_agent: Some("x".repeat(513)), ..Default::default() };
        assert_eq!(refused(agent), "context.user_agent");
        for locale in ["", "en_US", "en US", &"a".repeat(36), "dé"] {
            let context = SignInContext { locale: Some(locale.into()), ..Default::default() };
            assert_eq!(refused(context), "context.locale");
        }
    }
}
