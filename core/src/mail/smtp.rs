//! Delivery over SMTP: submission with TLS, one connection per message.

use std::error::Error as _;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, SmtpTransport, Transport as _};

use super::message::{MailError, Mailer, Message};
use crate::error::{Error, Result};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SmtpSecurity {
    /// Not at all: for a server on this machine. Codes can be read on the way.
    None,
    /// TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused.
    #[default]
    StartTls,
    /// TLS from the first byte, usually on port 465.
    Tls,
}

/// How to reach a mail server.
#[derive(Clone)]
pub struct SmtpOptions {
    /// Its name or address. With TLS, its certificate must be for exactly this.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// Sent together with `password`, never over an unprotected connection to another machine.
    pub username: Option<String>,
    /// Sent together with `username`.
    pub password: Option<String>,
    /// The longest wait for the server to connect, to take or to answer something.
    pub timeout: Duration,
    /// The name to greet the server with: this machine's when `None`.
    pub hello_name: Option<String>,
    /// The certificate authorities to trust, in PEM, instead of the public ones: for a server with a private one.
    pub root_certificate_pem: Option<String>,
}

impl SmtpOptions {
    /// A server reached with `STARTTLS`, without a login, waiting for up to 10 seconds.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        SmtpOptions {
            host: host.into(),
            port,
            security: SmtpSecurity::default(),
            username: None,
            password: None,
            timeout: Duration::from_secs(10),
            hello_name: None,
            root_certificate_pem: None,
        }
    }
}

impl fmt::Debug for SmtpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpOptions")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "[redacted]"))
            .field("timeout", &self.timeout)
            .field("hello_name", &self.hello_name)
            .field("root_certificate_pem", &self.root_certificate_pem.is_some())
            .finish()
    }
}

/// Delivers over SMTP.
///
/// Every message gets a connection of its own: codes are few and far between, and a connection kept open would mostly
/// be found dead. Mail to and from domains with other than ASCII letters goes out under their ASCII form; a local
/// part of such letters needs a server with SMTPUTF8.
///
/// A server that took a message and is gone before it said so gets it again: SMTP cannot tell a lost reply from a lost
/// message. It is the same message with the same `Message-ID` and code. What says something about the server rather
/// than the message (no STARTTLS, a wrong certificate or login) is a transient failure.
pub struct SmtpMailer {
    transport: SmtpTransport,
    host: String,
    port: u16,
    security: SmtpSecurity,
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

impl SmtpMailer {
    /// A mailer for these options. Nothing is sent yet, and the server need not be up.
    ///
    /// # Errors
    /// `invalid_argument`, among others for a login that would go unprotected to another machine.
    pub fn new(options: SmtpOptions) -> Result<Self> {
        let host = options.host.trim().to_owned();
        if host.is_empty() || !host.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Error::invalid("host", "must be a host name or an IP address"));
        }
        if options.port == 0 {
            return Err(Error::invalid("port", "must not be 0"));
        }
        if options.timeout < Duration::from_millis(1) || options.timeout > Duration::from_secs(600) {
            return Err(Error::invalid("timeout", "must be between 1 ms and 10 minutes"));
        }
        let credentials = match (options.username, options.password) {
            (Some(username), Some(password)) => Some(Credentials::new(username, password)),
            (None, None) => None,
            (None, Some(_)) => return Err(Error::invalid("username", "needed with a password")),
            (Some(_), None) => return Err(Error::invalid("password", "needed with a username")),
        };
        if credentials.is_some() && options.security == SmtpSecurity::None && !is_loopback(&host) {
            return Err(Error::invalid("security", "a login would cross the network in the clear: use TLS"));
        }
        let hello = hello_name(options.hello_name)?;
        let tls = match options.security {
            SmtpSecurity::None => Tls::None,
            SmtpSecurity::StartTls => Tls::Required(tls(&host, options.root_certificate_pem.as_deref())?),
            SmtpSecurity::Tls => Tls::Wrapper(tls(&host, options.root_certificate_pem.as_deref())?),
        };
        let mut builder = SmtpTransport::builder_dangerous(host.as_str())
            .port(options.port)
            .timeout(Some(options.timeout))
            .hello_name(hello)
            .tls(tls);
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Ok(SmtpMailer { transport: builder.build(), host, port: options.port, security: options.security })
    }
}

impl Mailer for SmtpMailer {
    fn send(&self, message: &Message) -> std::result::Result<(), MailError> {
        let mime = to_mime(message)?;
        let (from, to) = (mime.envelope().from(), mime.envelope().to());
        let international =
            from.into_iter().chain(to).any(|address| !AsRef::<str>::as_ref(address).is_ascii());
        self.transport.send(&mime).map(drop).map_err(|e| classify(&e, international))
    }
}

/// The message as it goes over the wire. `pub(super)` for the tests of what can get into its headers.
pub(super) fn to_mime(message: &Message) -> std::result::Result<lettre::Message, MailError> {
    let to = address(&message.to, "recipient")?;
    let sender = address(&message.sender, "sender")?;
    // A letter has been cleaned already; a host may hand over a message that it wrote itself.
    for (text, what) in [(&message.subject, "subject"), (&message.sender_name, "sender name")] {
        if text.chars().any(char::is_control) {
            return Err(MailError::permanent(format!("{what}: holds control characters")));
        }
    }
    let id = &message.message_id;
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
        return Err(MailError::permanent("message id: must be letters, digits, '-', '_' and '.'"));
    }
    if message.locale.is_empty() || !message.locale.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(MailError::permanent("locale: not a language tag"));
    }
    let id = format!("<{id}@{}>", sender.domain());
    let name = Some(message.sender_name.trim().to_owned()).filter(|n| !n.is_empty());
    lettre::Message::builder()
        .from(Mailbox::new(name, sender))
        .to(Mailbox::new(None, to))
        .subject(message.subject.as_str())
        .message_id(Some(id))
        .date_now()
        .raw_header(plain_header("Auto-Submitted", "auto-generated"))
        .raw_header(plain_header("Content-Language", &message.locale))
        .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
        .map_err(|_| MailError::permanent("the message could not be put together"))
}

fn plain_header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The address with its domain in ASCII, which every server takes.
fn address(text: &str, what: &str) -> std::result::Result<Address, MailError> {
    let malformed = || MailError::permanent(format!("{what}: malformed address"));
    // `=?` begins an encoded word, which some server on the way would decode into another recipient.
    if text.contains("=?") {
        return Err(malformed());
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || super::labels::is_invisible(c)) {
        return Err(malformed());
    }
    let (local, domain) = text.rsplit_once('@').ok_or_else(malformed)?;
    let domain = if domain.is_ascii() {
        domain.to_owned()
    } else {
        idna::domain_to_ascii(domain).map_err(|_| malformed())?
    };
    Address::new(local, domain).map_err(|_| malformed())
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// What to greet with. It goes into a command as it is, so it must not hold a line break.
fn hello_name(name: Option<String>) -> Result<ClientId> {
    let safe = |n: &str| !n.is_empty() && n.len() <= 255 && n.bytes().all(|b| b.is_ascii_graphic());
    match name {
        Some(name) if safe(&name) => Ok(ClientId::Domain(name)),
        Some(_) => Err(Error::invalid("hello_name", "must be a host name")),
        None => Ok(match ClientId::default() {
            ClientId::Domain(name) if !safe(&name) => ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST),
            own => own,
        }),
    }
}

fn tls(host: &str, root_pem: Option<&str>) -> Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = root_pem {
        let malformed = || Error::invalid("root_certificate_pem", "must hold certificates in PEM");
        if !pem.contains("-----BEGIN CERTIFICATE-----") {
            return Err(malformed());
        }
        let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|_| malformed())?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    let field = if root_pem.is_some() { "root_certificate_pem" } else { "host" };
    builder.build().map_err(|_| Error::invalid(field, "cannot be used for TLS"))
}

/// Sorts a failure. The server's own words are left out: they usually quote the recipient.
fn classify(error: &lettre::transport::smtp::Error, international: bool) -> MailError {
    if let Some(code) = error.status() {
        let reason = format!("the mail server answered {code}");
        // No mail here, log in first, wrong login: no verdict on the message, which goes out once that is put right.
        let of_the_server = matches!(u16::from(code), 521 | 530 | 534 | 535 | 538);
        return if error.is_permanent() && !of_the_server {
            MailError::permanent(reason)
        } else {
            MailError::transient(reason)
        };
    }
    if error.is_client() {
        return if international {
            MailError::permanent("the mail server lacks SMTPUTF8, which this address needs")
        } else {
            MailError::transient("the mail server lacks STARTTLS or a way to log in")
        };
    }
    if error.is_response() {
        return MailError::transient("the mail server's answer was not SMTP");
    }
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return MailError::transient(match io.kind() {
                // Either of the two, depending on the platform.
                std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => {
                    "the mail server did not answer in time".to_owned()
                }
                // How a failed handshake arrives; says what is wrong with the certificate.
                std::io::ErrorKind::InvalidData => format!("TLS: {}", one_line(&io.to_string())),
                kind => format!("no connection to the mail server: {kind}"),
            });
        }
        source = cause.source();
    }
    MailError::transient("no connection to the mail server")
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
}
