//! A user flow: the first factor of its apps, whether people may sign up, and what they are asked when they do.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::flow::attribute::{FlowAttribute, is_line, validate_definitions};

const DISPLAY_NAME_LIMIT: usize = 100;

/// What people sign up and sign in with first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityProvider {
    /// An email address and a password.
    EmailPassword,
    /// An email address and a one-time passcode sent to it.
    EmailOtp,
}

impl IdentityProvider {
    /// Both of them.
    pub const ALL: [IdentityProvider; 2] = [IdentityProvider::EmailPassword, IdentityProvider::EmailOtp];

    /// The stable word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            IdentityProvider::EmailPassword => "email_password",
            IdentityProvider::EmailOtp => "email_otp",
        }
    }

    /// The provider with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }
}

/// A user flow as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserFlow {
    /// Its id.
    pub id: String,
    /// Its name, one of a kind in the tenant.
    pub display_name: String,
    /// The first factor.
    pub identity_provider: IdentityProvider,
    /// Whether newcomers may sign up; otherwise people can only sign in.
    pub sign_up_allowed: bool,
    /// What a sign-up asks for, in the order of the page.
    pub attributes: Vec<FlowAttribute>,
    /// The apps that use it. An app is in at most one flow.
    pub client_ids: Vec<String>,
    /// Whether a sign-up with a known address says so at once, as Entra does. Off, it takes the address's owner to
    /// tell: the answer is the same for every address, and a known one gets a different mail.
    pub reveal_existing_accounts: bool,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A user flow to be created: all but what the store gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUserFlow {
    /// See [`UserFlow::display_name`].
    pub display_name: String,
    /// See [`UserFlow::identity_provider`].
    pub identity_provider: IdentityProvider,
    /// See [`UserFlow::sign_up_allowed`].
    pub sign_up_allowed: bool,
    /// See [`UserFlow::attributes`].
    pub attributes: Vec<FlowAttribute>,
    /// See [`UserFlow::client_ids`].
    pub client_ids: Vec<String>,
    /// See [`UserFlow::reveal_existing_accounts`].
    pub reveal_existing_accounts: bool,
}

impl NewUserFlow {
    /// A flow that allows sign-up, asks for nothing, serves no app yet and keeps it to itself who has an account.
    pub fn new(display_name: impl Into<String>, identity_provider: IdentityProvider) -> Self {
        NewUserFlow {
            display_name: display_name.into(),
            identity_provider,
            sign_up_allowed: true,
            attributes: Vec::new(),
            client_ids: Vec::new(),
            reveal_existing_accounts: false,
        }
    }

    /// Checks everything that can be checked without the directory.
    ///
    /// # Errors
    /// `invalid_argument` naming the place, as in `attributes[2].pattern`.
    pub fn validate(&self) -> Result<()> {
        check_display_name(&self.display_name).map_err(|reason| Error::invalid("display_name", reason))?;
        validate_definitions(&self.attributes)?;
        let mut seen = BTreeSet::new();
        match self.client_ids.iter().position(|id| id.is_empty() || !seen.insert(id)) {
            Some(index) => Err(Error::invalid(format!("client_ids[{index}]"), "is empty or occurs twice")),
            None => Ok(()),
        }
    }
}

impl From<&UserFlow> for NewUserFlow {
    fn from(flow: &UserFlow) -> Self {
        NewUserFlow {
            display_name: flow.display_name.clone(),
            identity_provider: flow.identity_provider,
            sign_up_allowed: flow.sign_up_allowed,
            attributes: flow.attributes.clone(),
            client_ids: flow.client_ids.clone(),
            reveal_existing_accounts: flow.reveal_existing_accounts,
        }
    }
}

/// The rule for a flow's name, or the reason why it is broken.
pub(crate) fn check_display_name(name: &str) -> Result<(), String> {
    let sound = is_line(name, DISPLAY_NAME_LIMIT);
    if sound { Ok(()) } else { Err(format!("must be 1 to {DISPLAY_NAME_LIMIT} characters on one line")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::attribute::AttributeKind;
    use crate::flow::attribute::tests::attribute;

    #[test]
    fn faults_name_their_place() {
        let mut flow = NewUserFlow::new("SignUpSignIn", IdentityProvider::EmailPassword);
        flow.client_ids = vec!["a".into(), "b".into()];
        flow.attributes = vec![attribute("city", AttributeKind::String)];
        assert_eq!(flow.validate(), Ok(()));
        let field = |change: fn(&mut NewUserFlow)| {
            let mut bad = flow.clone();
            change(&mut bad);
            match bad.validate() {
                Err(Error::InvalidArgument { field, .. }) => field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(field(|f| f.display_name = "  ".into()), "display_name");
        assert_eq!(field(|f| f.display_name = "x".repeat(101)), "display_name");
        assert_eq!(field(|f| f.attributes[0].label.clear()), "attributes[0].label");
        assert_eq!(field(|f| f.client_ids[1].clear()), "client_ids[1]");
        assert_eq!(field(|f| f.client_ids[1] = "a".into()), "client_ids[1]");
    }

    #[test]
    fn words_go_both_ways() {
        for provider in IdentityProvider::ALL {
            assert_eq!(IdentityProvider::from_word(provider.as_str()), Some(provider));
        }
        assert_eq!(IdentityProvider::from_word("EmailPassword"), None);
    }
}
