//! What is mailed and how it leaves: the message a host is handed, its wording in each language, and SMTP.

mod labels;
mod languages;
mod letter;
mod message;
pub(crate) mod outbox;
mod smtp;
mod template;

pub(crate) use labels::masked;
pub(crate) use languages::choose as choose_language;
pub(crate) use letter::Letter;
pub use message::{MailError, MailPurpose, Mailer, Message};
#[cfg(test)]
use smtp::to_mime;
pub use smtp::{SmtpMailer, SmtpOptions, SmtpSecurity};

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod outbox_tests;
#[cfg(test)]
mod smtp_tests;
#[cfg(test)]
mod tests;
