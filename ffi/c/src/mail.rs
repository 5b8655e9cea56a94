//! Mailers: a function of the host, or SMTP; and the message that a function gets.

use std::ffi::{c_char, c_void};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use doorstep_core as core;

use crate::callback::{Context, SendMail};
use crate::error::{Fault, doorstep_error};
use crate::guard::{call, find, free, plain, produce, read};
use crate::handles::{Nested, handles};
use crate::memory::{options, plain as plain_structs};
use crate::status::doorstep_status;
use crate::text::{SecretText, Text, maybe_string, text};
use crate::words::words;

/// Who sends the mails of an engine.
pub struct doorstep_mailer(pub(crate) Arc<dyn core::Mailer>);

/// One mail to be sent: the only place where a code can be read. Lives until the mailer's function returns.
pub struct doorstep_message {
    to: Text,
    sender: Text,
    sender_name: Text,
    subject: Text,
    text: SecretText,
    html: SecretText,
    purpose: doorstep_mail_purpose_t,
    locale: Text,
    code: Option<SecretText>,
    tenant_id: Text,
    message_id: Text,
    failure: Mutex<Option<String>>,
}

handles!(4 doorstep_mailer, 5 doorstep_message);

/// Why a message is sent.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_mail_purpose_t {
    /// No purpose: the handle is bad.
    DOORSTEP_MAIL_NONE = 0,
    /// A code that is the first factor.
    DOORSTEP_MAIL_SIGN_IN = 1,
    /// A code after a password, or after a first factor that the host checked.
    DOORSTEP_MAIL_SECOND_FACTOR = 2,
    /// A code that proves a new account's address.
    DOORSTEP_MAIL_SIGN_UP = 3,
    /// A code that proves the address of a method being added to an account.
    DOORSTEP_MAIL_REGISTRATION = 4,
    /// No code: somebody tried to sign up with the address of an account.
    DOORSTEP_MAIL_ACCOUNT_EXISTS = 5,
}

words!(doorstep_mail_purpose_t = DOORSTEP_MAIL_NONE; core::MailPurpose {
    SignIn = DOORSTEP_MAIL_SIGN_IN c"sign_in",
    SecondFactor = DOORSTEP_MAIL_SECOND_FACTOR c"second_factor",
    SignUp = DOORSTEP_MAIL_SIGN_UP c"sign_up",
    Registration = DOORSTEP_MAIL_REGISTRATION c"registration",
    AccountExists = DOORSTEP_MAIL_ACCOUNT_EXISTS c"account_exists",
});

/// What a mailer's function answers.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_mail_result_t {
    /// Somebody else is responsible for the message now.
    DOORSTEP_MAIL_RESULT_SENT = 0,
    /// It may work later: the same message comes again while its code lives. Any unknown number means this too.
    DOORSTEP_MAIL_RESULT_RETRY = 1,
    /// It will never work for this message.
    DOORSTEP_MAIL_RESULT_GIVE_UP = 2,
}

/// A function that hands messages over to whatever delivers them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_mailer_callback {
    /// Passed to both functions.
    pub context: *mut c_void,
    /// Hands over one message and answers a `doorstep_mail_result_t`. The message is borrowed for the call. It is called
    /// with no lock held, from any thread and from several at a time, may call any function of this library, and must
    /// return normally: no exception, no longjmp. A message comes at least once, and with the same id each time.
    pub send: Option<extern "C" fn(context: *mut c_void, message: *const doorstep_message) -> u32>,
    /// Called exactly once, when no message will come any more; may be NULL.
    pub release: Option<extern "C" fn(context: *mut c_void)>,
}

impl core::Mailer for SendMail {
    fn send(&self, message: &core::Message) -> Result<(), core::MailError> {
        let message = Nested::new(doorstep_message::from(message));
        let answer = self.call(message.handle());
        let reason = message.value().failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reason = reason.unwrap_or_else(|| "the mailer gave no reason".into());
        const SENT: u32 = doorstep_mail_result_t::DOORSTEP_MAIL_RESULT_SENT as u32;
        const RETRY: u32 = doorstep_mail_result_t::DOORSTEP_MAIL_RESULT_RETRY as u32;
        const GIVE_UP: u32 = doorstep_mail_result_t::DOORSTEP_MAIL_RESULT_GIVE_UP as u32;
        match answer {
            SENT => Ok(()),
            GIVE_UP => Err(core::MailError::Permanent { reason }),
            RETRY.. => Err(core::MailError::Transient { reason }),
        }
    }
}

impl From<&core::Message> for doorstep_message {
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
        doorstep_message {
            to: to.as_str().into(),
            sender: sender.as_str().into(),
            sender_name: sender_name.as_str().into(),
            subject: subject.as_str().into(),
            text: text.as_str().into(),
            html: html.as_str().into(),
            purpose: (*purpose).into(),
            locale: locale.as_str().into(),
            code: code.as_ref().map(|code| code.expose().into()),
            tenant_id: tenant_id.as_str().into(),
            message_id: message_id.as_str().into(),
            failure: Mutex::default(),
        }
    }
}

/// How the connection to a mail server is protected.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_smtp_security_t {
    /// TLS after `STARTTLS`, usually on port 587. A server that does not offer it is refused.
    DOORSTEP_SMTP_STARTTLS = 0,
    /// TLS from the first byte, usually on port 465.
    DOORSTEP_SMTP_TLS = 1,
    /// Not at all: for a server on this machine. Codes can be read on the way.
    DOORSTEP_SMTP_UNPROTECTED = 2,
}

words!(doorstep_smtp_security_t = DOORSTEP_SMTP_STARTTLS; core::SmtpSecurity {
    StartTls = DOORSTEP_SMTP_STARTTLS c"starttls",
    Tls = DOORSTEP_SMTP_TLS c"tls",
    None = DOORSTEP_SMTP_UNPROTECTED c"none",
});

/// How to reach a mail server. Begin with `DOORSTEP_SMTP_OPTIONS_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_smtp_options {
    /// `sizeof(doorstep_smtp_options)`.
    pub size: usize,
    /// Its name or address. With TLS, its certificate must be for exactly this.
    pub host: *const c_char,
    /// Its port, 1 to 65535.
    pub port: u32,
    /// A `doorstep_smtp_security_t`; `DOORSTEP_SMTP_STARTTLS` by default.
    pub security: u32,
    /// Sent together with `password`, never over an unprotected connection to another machine; or NULL.
    pub username: *const c_char,
    /// Sent together with `username`; or NULL.
    pub password: *const c_char,
    /// The longest wait for the server to connect, to take or to answer something, in milliseconds; 0 for 10 000.
    pub timeout_ms: u64,
    /// The name to greet the server with; NULL for this machine's.
    pub hello_name: *const c_char,
    /// The certificate authorities to trust instead of the public ones, in PEM; or NULL.
    pub root_certificate_pem: *const c_char,
}

plain_structs!(doorstep_smtp_options since size_of::<doorstep_smtp_options>());

/// Makes a mailer of a function.
///
/// @param callback The function and its context. The context is the mailer's from now on, even if the call fails:
///        `release` is called once the mailer and every engine that uses it are gone.
/// @param mailer Receives the mailer; free it with `doorstep_mailer_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_mailer_new(
    callback: doorstep_mailer_callback,
    mailer: *mut *mut doorstep_mailer,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    let context = Context::new(callback.context, callback.release);
    produce(mailer, error, move || {
        let function = callback.send.ok_or(Fault::Null { argument: "send" })?;
        Ok(doorstep_mailer(Arc::new(SendMail { function, context })))
    })
}

/// Makes a mailer that sends through an SMTP server. Nothing is sent yet, and the server need not be up.
///
/// @param options How to reach the server; copied.
/// @param mailer Receives the mailer; free it with `doorstep_mailer_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` naming the option.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_smtp_mailer_new(
    options: *const doorstep_smtp_options,
    mailer: *mut *mut doorstep_mailer,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(mailer, error, || {
        let given = self::options(options)?;
        let port = u16::try_from(given.port).map_err(|_| Fault::invalid("port", "must be 1 to 65535"))?;
        let mut options = core::SmtpOptions::new(text(given.host, "host")?, port);
        options.security = doorstep_smtp_security_t::given(given.security, "security")?;
        options.username = maybe_string(given.username, "username")?;
        options.password = maybe_string(given.password, "password")?;
        if given.timeout_ms != 0 {
            options.timeout = Duration::from_millis(given.timeout_ms);
        }
        options.hello_name = maybe_string(given.hello_name, "hello_name")?;
        options.root_certificate_pem = maybe_string(given.root_certificate_pem, "root_certificate_pem")?;
        Ok(doorstep_mailer(Arc::new(core::SmtpMailer::new(options)?)))
    })
}

/// Frees a mailer. Engines opened with it keep it as long as they need it.
///
/// @param mailer A mailer that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_mailer_free(mailer: *mut doorstep_mailer) {
    free(mailer, |_| {});
}

/// The one recipient's address.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_to(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.to.as_ptr())
}

/// The sender's address.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_sender(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.sender.as_ptr())
}

/// The sender's display name: one line, cleaned of what could pass for a link or an address.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_sender_name(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.sender_name.as_ptr())
}

/// The subject: one line. It never holds the code, because locked screens show subjects.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_subject(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.subject.as_ptr())
}

/// The plain text part, code included.
///
/// @param message A message.
/// @return Text, borrowed from the message and wiped with it.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_text(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.text.as_ptr())
}

/// The HTML part, code included: a whole document without links, images or scripts.
///
/// @param message A message.
/// @return Text, borrowed from the message and wiped with it.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_html(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.html.as_ptr())
}

/// Why it is sent.
///
/// @param message A message.
/// @return The purpose; `DOORSTEP_MAIL_NONE` for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_purpose(message: *const doorstep_message) -> doorstep_mail_purpose_t {
    read(message, |message| message.purpose)
}

/// The stable word for a purpose, such as `second_factor`.
///
/// @param purpose A `doorstep_mail_purpose_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_mail_purpose_name(purpose: u32) -> *const c_char {
    plain(|| doorstep_mail_purpose_t::name(purpose))
}

/// The language it is written in, as a BCP 47 tag.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_locale(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.locale.as_ptr())
}

/// The code, for hosts that deliver with a template of their own.
///
/// @param message A message.
/// @return Text, borrowed from the message and wiped with it; NULL for a message without a code.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_code(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.code.as_ref().map_or(std::ptr::null(), SecretText::as_ptr))
}

/// The tenant on whose behalf it is sent.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_tenant_id(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.tenant_id.as_ptr())
}

/// Its id, the same each time this message comes, so that a host can drop a repetition.
///
/// @param message A message.
/// @return Text, borrowed from the message.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_id(message: *const doorstep_message) -> *const c_char {
    read(message, |message| message.message_id.as_ptr())
}

/// Says why the message could not be handed over, for the log, before the mailer's function answers so.
///
/// @param message The message.
/// @param reason What failed; copied. It must hold no address and no code.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_message_set_failure(
    message: *const doorstep_message,
    reason: *const c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        let message = find(message)?;
        let reason = text(reason, "reason")?.to_owned();
        *message.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
        Ok(())
    })
}
