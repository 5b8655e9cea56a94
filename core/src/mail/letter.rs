//! A letter: everything a message is made from, as the outbox seals it until it is delivered.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize as _;

use super::labels::{clean_name, is_masked, masked};
use super::languages::find;
use super::message::{MailPurpose, Message};
use super::template::{self, Fill};
use crate::crypto::Secret;
use crate::error::{Error, Result};

/// What the outbox seals. No `Debug`: it holds an address and a code, which is wiped on drop.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// Decides the wording.
    pub(crate) purpose: MailPurpose,
    /// The stored, verified address; never one that was typed.
    pub(crate) to: String,
    /// Required by every purpose but `AccountExists`, which has none.
    pub(crate) code: Option<String>,
    /// The three characters that the page shows too.
    pub(crate) reference: Option<String>,
    /// How long the code lives.
    pub(crate) minutes: u32,
    /// As the tenant's administrator wrote it.
    pub(crate) tenant_name: String,
    /// As the tenant's administrator wrote it.
    pub(crate) app_name: String,
    /// As the tenant's administrator wrote it; the tenant's name when empty.
    pub(crate) sender_name: String,
    /// The sender's address.
    pub(crate) sender_address: String,
    /// The account as [`masked`] labels it.
    pub(crate) masked_account: String,
    /// The wanted language: see [`super::choose_language`].
    pub(crate) locale: String,
    /// The tenant on whose behalf it is sent.
    pub(crate) tenant_id: String,
    /// The same for every attempt to deliver.
    pub(crate) message_id: String,
}

impl Drop for Letter {
    fn drop(&mut self) {
        self.code.zeroize();
    }
}

impl Letter {
    /// Writes the message out. Every name in it is made harmless first, whoever chose it.
    ///
    /// # Errors
    /// `internal` when code and purpose do not fit together, or a phrase is broken.
    pub(crate) fn compose(&self) -> Result<Message> {
        if self.purpose.has_code() != self.code.is_some() {
            return Err(Error::internal("mail: a code where none belongs, or none where one does"));
        }
        if self.code.as_deref().is_some_and(|c| c.is_empty() || !c.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            return Err(Error::internal("mail: a malformed code"));
        }
        let language = find(&[&self.locale]);
        let named = |name: &str| Some(clean_name(name)).filter(|n| !n.is_empty());
        let tenant = named(&self.tenant_name);
        let app = named(&self.app_name);
        let this_app = || language.this_app.to_owned();
        let fill = Fill {
            language,
            purpose: self.purpose,
            // Either name can stand for the other: a tenant with one app seldom has two.
            app: app.clone().or_else(|| tenant.clone()).unwrap_or_else(this_app),
            tenant: tenant.or(app).unwrap_or_else(this_app),
            account: if is_masked(&self.masked_account) {
                self.masked_account.clone()
            } else {
                masked(&self.to)
            },
            reference: self.reference.clone().filter(|r| {
                (1..=8).contains(&r.len()) && r.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            }),
            minutes: self.minutes.max(1),
            code: self.code.as_deref(),
        };
        let written = template::write(&fill)?;
        Ok(Message {
            to: self.to.clone(),
            sender: self.sender_address.clone(),
            sender_name: named(&self.sender_name).unwrap_or(fill.tenant),
            subject: written.subject,
            text: written.text,
            html: written.html,
            purpose: self.purpose,
            locale: language.tag.to_owned(),
            code: self.code.clone().map(Secret::new),
            tenant_id: self.tenant_id.clone(),
            message_id: self.message_id.clone(),
        })
    }
}
