//! Mailers: any Python callable, or SMTP.

use std::sync::Arc;
use std::time::Duration;

use doorstep_core as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::call::{build, duration, guarded, invalid};

/// Sends messages through an SMTP server, over STARTTLS unless told otherwise.
///
/// The server's certificate must be for ``host`` and signed by a public authority, or by one in
/// ``root_certificate_pem``, which stands instead of the public ones.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct SmtpMailer(Arc<core::SmtpMailer>);

#[pymethods]
impl SmtpMailer {
    #[new]
    #[pyo3(signature = (host, port, *, security="starttls", username=None, password=None, timeout=None,
        hello_name=None, root_certificate_pem=None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        host: &str,
        port: u16,
        security: &str,
        username: Option<String>,
        password: Option<String>,
        timeout: Option<&Bound<'_, PyAny>>,
        hello_name: Option<String>,
        root_certificate_pem: Option<String>,
    ) -> PyResult<Self> {
        let mut options = core::SmtpOptions::new(host, port);
        options.security = match security {
            "none" => core::SmtpSecurity::None,
            "starttls" => core::SmtpSecurity::StartTls,
            "tls" => core::SmtpSecurity::Tls,
            _ => return Err(invalid(py, "security", "must be none, starttls or tls")),
        };
        options.username = username;
        options.password = password;
        if let Some(timeout) = timeout {
            let ms = u64::try_from(duration(timeout, "timeout")?)
                .map_err(|_| invalid(py, "timeout", "must be positive"))?;
            options.timeout = Duration::from_millis(ms);
        }
        options.hello_name = hello_name;
        options.root_certificate_pem = root_certificate_pem;
        let mailer = guarded(py, || core::SmtpMailer::new(options))?;
        Ok(SmtpMailer(Arc::new(mailer)))
    }

    fn __repr__(&self) -> &'static str {
        "<doorstep.SmtpMailer>"
    }
}

/// The mailer that Python code hands to an engine.
pub(crate) fn mailer(object: Bound<'_, PyAny>) -> PyResult<Arc<dyn core::Mailer>> {
    if let Ok(smtp) = object.cast::<SmtpMailer>() {
        return Ok(smtp.get().0.clone());
    }
    if !object.is_callable() {
        return Err(PyTypeError::new_err("mailer must be a doorstep.SmtpMailer or a callable"));
    }
    Ok(Arc::new(Callable(object.unbind())))
}

struct Callable(Py<PyAny>);

impl core::Mailer for Callable {
    fn send(&self, message: &core::Message) -> Result<(), core::MailError> {
        // Attached only for the call: nothing of the engine is held here, so the callable may call back in.
        let sent = Python::try_attach(|py| {
            let sent = convert(py, message).and_then(|message| self.0.call1(py, (message,)));
            sent.map(|_| ()).map_err(|error| {
                // The class alone: the text could hold an address or a code.
                let class =
                    error.get_type(py).name().map_or_else(|_| "error".into(), |name| name.to_string());
                core::MailError::Transient { reason: format!("the mailer raised {class}") }
            })
        });
        // No interpreter any more: the program ends, and the letter waits for its next start.
        sent.unwrap_or_else(|| Err(core::MailError::Transient { reason: "Python is shutting down".into() }))
    }
}

fn convert(py: Python<'_>, message: &core::Message) -> PyResult<Py<PyAny>> {
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
    build!(py, "Message", {
        to: to, sender: sender, sender_name: sender_name, subject: subject, text: text, html: html,
        purpose: purpose.as_str(), locale: locale, code: code.as_ref().map(core::Secret::expose),
        tenant_id: tenant_id, message_id: message_id,
    })
}
