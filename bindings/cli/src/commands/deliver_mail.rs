//! `doorstep deliver-mail`: hands over the mails that wait in the outbox. For a host whose own processes do not.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use doorstep_core::{SmtpMailer, SmtpOptions, SmtpSecurity};
use serde_json::json;

use super::Outcome;
use crate::context::Context;
use crate::failure::{Exit, Failure, Result};
use crate::output::Fields;

const PASSWORD: &str = "DOORSTEP_SMTP_PASSWORD";

#[derive(Args)]
pub(crate) struct Request {
    /// The mail server
    #[arg(long, value_name = "NAME", env = "DOORSTEP_SMTP_HOST")]
    smtp_host: String,
    /// Its port: 587, with tls 465, with none 25
    #[arg(long, value_name = "NUMBER", env = "DOORSTEP_SMTP_PORT")]
    smtp_port: Option<u16>,
    /// How the connection is protected
    #[arg(long, value_name = "HOW", env = "DOORSTEP_SMTP_SECURITY", default_value = "starttls")]
    smtp_security: Security,
    /// The name to log in with. The password comes from a file, or from DOORSTEP_SMTP_PASSWORD
    #[arg(long, value_name = "TEXT", env = "DOORSTEP_SMTP_USERNAME")]
    smtp_username: Option<String>,
    /// A file with the password on its first line
    #[arg(long, value_name = "FILE", env = "DOORSTEP_SMTP_PASSWORD_FILE")]
    smtp_password_file: Option<PathBuf>,
    /// The certificate authorities to trust instead of the public ones, in PEM
    #[arg(long, value_name = "FILE", env = "DOORSTEP_SMTP_ROOT_CERTIFICATE")]
    smtp_root_certificate: Option<PathBuf>,
    /// The name to greet the server with
    #[arg(long, value_name = "NAME", env = "DOORSTEP_SMTP_HELLO_NAME")]
    smtp_hello_name: Option<String>,
    /// The longest wait for the server
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    smtp_timeout: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Security {
    /// TLS after STARTTLS
    Starttls,
    /// TLS from the first byte
    Tls,
    /// Not at all: for a server on this machine
    None,
}

pub(super) fn run(request: Request, context: &Context) -> Outcome {
    context.host_only()?;
    let mailer = SmtpMailer::new(options(request)?)?;
    let engine = context.place.engine(Some(Arc::new(mailer)))?;
    let report = engine.deliver_mail()?;
    let json = || {
        json!({
            "sent": report.sent, "failed": report.failed, "dropped": report.dropped, "waiting": report.waiting,
        })
    };
    context.out.answer(json, |out| {
        let mut fields = Fields::default();
        fields.add("Sent", report.sent.to_string());
        fields.add("To be tried again", report.failed.to_string());
        fields.add("Given up", report.dropped.to_string());
        fields.add("Waiting", report.waiting.to_string());
        fields.render(out)
    })?;
    let undelivered = report.failed + report.dropped > 0;
    Ok(if undelivered { Exit::Found } else { Exit::Fine })
}

fn options(request: Request) -> Result<SmtpOptions> {
    let (security, usual_port) = match request.smtp_security {
        Security::Starttls => (SmtpSecurity::StartTls, 587),
        Security::Tls => (SmtpSecurity::Tls, 465),
        Security::None => (SmtpSecurity::None, 25),
    };
    let password = match &request.smtp_password_file {
        Some(path) => read(path)?.lines().next().map(str::to_owned),
        None => std::env::var(PASSWORD).ok().filter(|password| !password.is_empty()),
    };
    Ok(SmtpOptions {
        host: request.smtp_host,
        port: request.smtp_port.unwrap_or(usual_port),
        security,
        // A password that lies about in the environment is no reason to log in.
        password: password.filter(|_| request.smtp_username.is_some()),
        username: request.smtp_username,
        timeout: Duration::from_secs(request.smtp_timeout),
        hello_name: request.smtp_hello_name,
        root_certificate_pem: request.smtp_root_certificate.as_deref().map(read).transpose()?,
    })
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}
