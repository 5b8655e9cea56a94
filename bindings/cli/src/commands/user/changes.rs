//! What may be said of a user when creating or changing one.

use std::collections::BTreeMap;

use clap::Args;
use doorstep_core::{AttributeValue, NewUser, User, UserChanges};

use crate::failure::{Failure, Result};

#[derive(Args)]
pub(crate) struct Fields {
    /// The address to sign in with
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The host's own name for the user
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// A name for people
    #[arg(long, value_name = "TEXT")]
    display_name: Option<String>,
    /// The language of mails, as in es-MX
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    /// An attribute; nothing after the = removes it
    #[arg(long = "attribute", value_name = "NAME=VALUE")]
    attributes: Vec<String>,
}

impl Fields {
    pub(super) fn new_user(self) -> Result<NewUser> {
        let attributes = with(BTreeMap::new(), &self.attributes)?;
        let Fields { email, subject, display_name, locale, attributes: _ } = self;
        Ok(NewUser { email, external_subject: subject, display_name, attributes, locale })
    }

    pub(super) fn changes(self, user: &User) -> Result<UserChanges> {
        let attributes = match self.attributes.is_empty() {
            true => None,
            false => Some(with(user.attributes.clone(), &self.attributes)?),
        };
        let Fields { email, subject, display_name, locale, attributes: _ } = self;
        Ok(UserChanges { email, external_subject: subject, display_name, attributes, locale })
    }
}

type Attributes = BTreeMap<String, AttributeValue>;

fn with(mut attributes: Attributes, given: &[String]) -> Result<Attributes> {
    for text in given {
        let Some((name, value)) = text.split_once('=') else {
            return Err(Failure::Usage(format!("{text}: write NAME=VALUE")));
        };
        let value = match value {
            "" => {
                attributes.remove(name);
                continue;
            }
            "true" => AttributeValue::Boolean(true),
            "false" => AttributeValue::Boolean(false),
            // An attribute that held text goes on doing so: a postal code is no number.
            text => match (attributes.get(name), text.parse()) {
                (Some(AttributeValue::Integer(_)), Ok(number)) => AttributeValue::Integer(number),
                _ => AttributeValue::Text(text.to_owned()),
            },
        };
        attributes.insert(name.to_owned(), value);
    }
    Ok(attributes)
}
