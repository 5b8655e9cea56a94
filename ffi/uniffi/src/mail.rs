//! Mailers: the host's own, and SMTP.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::secret::{Secret, maybe_password};
pub(crate) use core::{MailPurpose, MailReport, SmtpSecurity};

#[uniffi::remote(Record)]
pub(crate) struct MailReport {
    pub sent: u64,
    pub failed: u64,
    pub dropped: u64,
    pub waiting: u64,
}

#[uniffi::remote(Enum)]
pub(crate) enum MailPurpose {
    SignIn,
    SecondFactor,
    SignUp,
    Registration,
    AccountExists,
}

/// What the mailer is handed: the only place where a code can be read.
#[derive(uniffi::Record)]
pub(crate) struct Message {
    /// The one recipient's address.
    pub to: Secret,
    /// The sender's address.
    pub sender: String,
    /// The sender's display name.
    pub sender_name: String,
    /// One line, without the code.
    pub subject: Secret,
    /// The plain text part.
    pub text: Secret,
    /// The HTML part.
    pub html: Secret,
    /// Why it is sent.
    pub purpose: MailPurpose,
    /// The language it is written in, as a BCP 47 tag.
    pub locale: String,
    /// The code, for hosts that deliver with a template of their own.
    pub code: Option<Secret>,
    /// The tenant on whose behalf it is sent.
    pub tenant_id: String,
    /// The same for every attempt to deliver this message.
    pub message_id: String,
}

impl From<&core::Message> for Message {
    fn from(message: &core::Message) -> Self {
        let core::Message {
            to,
            sender,
            sender_name,
            subject,
            text,
            html,
            purpose,
            locale,
            code,
            tenant_id,
            message_id,
        } = message;
        Message {
            to: to.as_str().into(),
            sender: sender.clone(),
            sender_name: sender_name.clone(),
            subject: subject.as_str().into(),
            text: text.as_str().into(),
            html: html.as_str().into(),
            purpose: *purpose,
            locale: locale.clone(),
            code: code.as_ref().map(Secret::from),
            tenant_id: tenant_id.clone(),
            message_id: message_id.clone(),
        }
    }
}

/// Why a message could not be handed over. `reason` is logged: it must hold no address and no code.
#[derive(Debug, uniffi::Error)]
pub(crate) enum MailerError {
    /// It may work later.
    Transient {
        /// What failed.
        reason: String,
    },
    /// It will never work for this message.
    Permanent {
        /// What failed.
        reason: String,
    },
}

impl fmt::Display for MailerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (MailerError::Transient { reason } | MailerError::Permanent { reason }) = self;
        f.write_str(reason)
    }
}

impl std::error::Error for MailerError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for MailerError {
    /// What the host's code threw against its declaration. Its text can hold a stack trace: none of it is kept.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        MailerError::Transient { reason: "the mailer failed".into() }
    }
}

/// Hands messages over to whatever delivers them. Called with no lock and no transaction held.
#[uniffi::export(foreign)]
pub(crate) trait Mailer: Send + Sync {
    /// Hands over one message.
    fn send(&self, message: Message) -> std::result::Result<(), MailerError>;
}

struct HostMailer(Arc<dyn Mailer>);

impl core::Mailer for HostMailer {
    fn send(&self, message: &core::Message) -> std::result::Result<(), core::MailError> {
        self.0.send(message.into()).map_err(|error| match error {
            MailerError::Transient { reason } => core::MailError::Transient { reason },
            MailerError::Permanent { reason } => core::MailError::Permanent { reason },
        })
    }
}

#[uniffi::remote(Enum)]
pub(crate) enum SmtpSecurity {
    None,
    StartTls,
    Tls,
}

/// How to reach a mail server; its password is given apart.
#[derive(uniffi::Record)]
pub(crate) struct SmtpOptions {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u32,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// Sent together with the password.
    pub username: Option<String>,
    /// The longest wait for the server to connect, to take or to answer something; 10 seconds when not given.
    pub timeout: Option<Duration>,
    /// The name to greet the server with: this machine's when not given.
    pub hello_name: Option<String>,
    /// The certificate authorities to trust, in PEM, instead of the public ones.
    pub root_certificate_pem: Option<String>,
}

/// Delivers over SMTP.
#[derive(uniffi::Object)]
pub(crate) struct SmtpMailer(Arc<core::SmtpMailer>);

#[uniffi::export]
impl SmtpMailer {
    /// A mailer for these options. Nothing is sent yet, and the server need not be up.
    #[uniffi::constructor]
    fn new(options: SmtpOptions, password: Option<Vec<u8>>) -> Result<Arc<Self>> {
        let SmtpOptions { host, port, security, username, timeout, hello_name, root_certificate_pem } =
            options;
        let mut password = maybe_password(password)?;
        let port = u16::try_from(port).map_err(|_| core::Error::InvalidArgument {
            field: "port".into(),
            reason: "must be from 1 to 65535".into(),
        })?;
        let defaults = core::SmtpOptions::new(host, port);
        let options = core::SmtpOptions {
            host: defaults.host,
            port: defaults.port,
            security,
            username,
            password: password.as_mut().map(|text| std::mem::take(&mut **text)),
            timeout: timeout.unwrap_or(defaults.timeout),
            hello_name,
            root_certificate_pem,
        };
        guarded(|| core::SmtpMailer::new(options)).map(|mailer| Arc::new(SmtpMailer(Arc::new(mailer))))
    }
}

/// Who sends the mails.
#[derive(uniffi::Enum)]
pub(crate) enum MailRoute {
    /// The host.
    Host {
        /// Its mailer.
        mailer: Arc<dyn Mailer>,
    },
    /// A mail server.
    Smtp {
        /// The mailer that speaks to it.
        mailer: Arc<SmtpMailer>,
    },
}

pub(crate) fn mailer(route: MailRoute) -> Arc<dyn core::Mailer> {
    match route {
        MailRoute::Host { mailer } => Arc::new(HostMailer(mailer)),
        MailRoute::Smtp { mailer } => mailer.0.clone(),
    }
}
