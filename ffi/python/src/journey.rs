//! Journeys: the calls of people signing up and in, and the steps that answer them.

use doorstep_core as core;
use pyo3::prelude::*;
use pyo3::types::PyMapping;

use crate::call::{at, build, detached, each, maybe_moment, span};
use crate::context::sign_in_context;
use crate::directory::attributes;
use crate::flow::flow_attribute;
use crate::method::method_kind;
use crate::record::{applied_policy, session};

/// An app as the people who sign in to it see it.
#[pyclass(frozen, module = "doorstep")]
pub(crate) struct App(pub(crate) core::App);

#[pymethods]
impl App {
    /// The client id.
    #[getter]
    fn client_id(&self) -> &str {
        self.0.client_id()
    }

    /// Begins a sign-in. Unknown, disabled and locked accounts are answered like a wrong password.
    #[pyo3(signature = (email, password=None, *, context=None))]
    fn sign_in(
        &self,
        py: Python<'_>,
        email: &str,
        password: Option<&str>,
        context: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let context = sign_in_context(context)?;
        step(py, detached(py, || self.0.sign_in(email, password, &context))?)
    }

    /// Begins a sign-up: a code goes to the address.
    #[pyo3(signature = (email, *, context=None))]
    fn sign_up(
        &self,
        py: Python<'_>,
        email: &str,
        context: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let context = sign_in_context(context)?;
        step(py, detached(py, || self.0.sign_up(email, &context))?)
    }

    /// Goes on after a first factor that the host checked with its own user table.
    #[pyo3(signature = (*, subject, email=None, amr=None, authenticated_at=None, context=None))]
    fn begin_second_factor(
        &self,
        py: Python<'_>,
        subject: String,
        email: Option<String>,
        amr: Option<Vec<String>>,
        authenticated_at: Option<&Bound<'_, PyAny>>,
        context: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let sign_in = core::ExternalSignIn {
            subject,
            email,
            amr: amr.unwrap_or_else(|| vec!["pwd".into()]),
            authenticated_at: maybe_moment(authenticated_at, "authenticated_at")?,
            context: sign_in_context(context)?,
        };
        step(py, detached(py, || self.0.begin_second_factor(&sign_in))?)
    }

    /// Answers PasswordRequired and NewPasswordRequired.
    fn submit_password(&self, py: Python<'_>, token: &str, password: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.submit_password(token, password))?)
    }

    /// Answers CodeRequired. Spaces and hyphens do not matter.
    fn submit_code(&self, py: Python<'_>, token: &str, code: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.submit_code(token, code))?)
    }

    /// Sends another code, which makes the earlier ones worthless.
    fn resend_code(&self, py: Python<'_>, token: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.resend_code(token))?)
    }

    /// Answers MethodRequired: sends a code by the chosen method.
    fn request_challenge(&self, py: Python<'_>, token: &str, method_id: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.request_challenge(token, method_id))?)
    }

    /// Answers RegistrationRequired: sends a code to `target`.
    fn register_method(&self, py: Python<'_>, token: &str, kind: &str, target: &str) -> PyResult<Py<PyAny>> {
        let kind = method_kind(py, kind)?;
        step(py, detached(py, || self.0.register_method(token, kind, target))?)
    }

    /// Answers AttributesRequired.
    fn submit_attributes(
        &self,
        py: Python<'_>,
        token: &str,
        attributes: &Bound<'_, PyMapping>,
    ) -> PyResult<Py<PyAny>> {
        let values = self::attributes(attributes)?;
        step(py, detached(py, || self.0.submit_attributes(token, &values))?)
    }

    /// Answers TermsRequired: the user has accepted all of the terms that it named.
    fn accept_terms(&self, py: Python<'_>, token: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.accept_terms(token))?)
    }

    /// Lets the policies decide again over a session, for the request as it is now, and gives it a new token.
    #[pyo3(signature = (session_token, *, context=None))]
    fn refresh(
        &self,
        py: Python<'_>,
        session_token: &str,
        context: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let context = sign_in_context(context)?;
        step(py, detached(py, || self.0.refresh(session_token, &context))?)
    }

    /// As `refresh`, for something that needs more: the policies of an authentication context apply as well.
    #[pyo3(signature = (session_token, auth_context, *, context=None))]
    fn step_up(
        &self,
        py: Python<'_>,
        session_token: &str,
        auth_context: &str,
        context: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let context = sign_in_context(context)?;
        step(py, detached(py, || self.0.step_up(session_token, auth_context, &context))?)
    }

    /// The step that a token waits at, to draw a page again. Changes nothing.
    fn resume(&self, py: Python<'_>, token: &str) -> PyResult<Py<PyAny>> {
        step(py, detached(py, || self.0.resume(token))?)
    }

    /// Ends a journey and wipes it.
    fn cancel(&self, py: Python<'_>, token: &str) -> PyResult<()> {
        detached(py, || self.0.cancel(token))
    }

    fn __repr__(&self) -> String {
        format!("<doorstep.App {}>", self.0.client_id())
    }
}

fn step(py: Python<'_>, step: core::Step) -> PyResult<Py<PyAny>> {
    use core::Step;
    match step {
        Step::PasswordRequired { token, problem: why } => {
            build!(py, "PasswordRequired", { token: token.expose(), problem: problem(py, why)? })
        }
        Step::CodeRequired {
            token,
            purpose,
            channel,
            masked_target,
            code_length,
            resend_after,
            expires_at,
            reference,
            problem: why,
        } => build!(py, "CodeRequired", {
            token: token.expose(), purpose: purpose.as_str(), channel: channel.as_str(),
            masked_target: masked_target, code_length: code_length, resend_after: at(py, resend_after)?,
            expires_at: at(py, expires_at)?, reference: reference, problem: problem(py, why)?,
        }),
        Step::MethodRequired { token, methods, problem: why } => build!(py, "MethodRequired", {
            token: token.expose(), problem: problem(py, why)?,
            methods: each(py, methods, |py, option| {
                let core::MethodOption { id, kind, hint } = option;
                build!(py, "MethodOption", { id: id, kind: kind.as_str(), hint: hint })
            })?,
        }),
        Step::RegistrationRequired { token, kinds, problem: why } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            build!(py, "RegistrationRequired", {
                token: token.expose(), kinds: kinds, problem: problem(py, why)?,
            })
        }
        Step::AttributesRequired { token, attributes, problem: why } => build!(py, "AttributesRequired", {
            token: token.expose(), attributes: each(py, attributes, flow_attribute)?,
            problem: problem(py, why)?,
        }),
        Step::NewPasswordRequired { token, rules, problem: why } => {
            let core::PasswordRules { min_length, max_length } = rules;
            let rules = build!(py, "PasswordRules", { min_length: min_length, max_length: max_length })?;
            build!(py, "NewPasswordRequired", {
                token: token.expose(), rules: rules, problem: problem(py, why)?,
            })
        }
        Step::TermsRequired { token, terms, problem: why } => build!(py, "TermsRequired", {
            token: token.expose(), terms: terms, problem: problem(py, why)?,
        }),
        Step::Completed { token, session: made } => {
            build!(py, "Completed", { token: token.expose(), session: session(py, made)? })
        }
        Step::Denied { reason } => build!(py, "Denied", { reason: denial(py, reason)? }),
    }
}

fn problem(py: Python<'_>, problem: Option<core::Problem>) -> PyResult<Option<Py<PyAny>>> {
    use core::Problem;
    let Some(problem) = problem else { return Ok(None) };
    let built = match problem {
        Problem::InvalidCredentials => build!(py, "InvalidCredentials", {}),
        Problem::InvalidCode { tries_left } => build!(py, "InvalidCode", { tries_left: tries_left }),
        Problem::CodeSuperseded { tries_left } => build!(py, "CodeSuperseded", { tries_left: tries_left }),
        Problem::CodeExpired => build!(py, "CodeExpired", {}),
        Problem::PasswordRejected { reason } => {
            build!(py, "PasswordRejected", { reason: reason.as_str() })
        }
        Problem::AttributesRejected { names } => build!(py, "AttributesRejected", { names: names }),
        Problem::TargetRejected => build!(py, "TargetRejected", {}),
        Problem::ResendTooSoon { retry_after_ms } => {
            build!(py, "ResendTooSoon", { retry_after: span(py, retry_after_ms)? })
        }
        Problem::SendLimitReached { retry_after_ms } => build!(py, "SendLimitReached", {
            retry_after: retry_after_ms.map(|ms| span(py, ms)).transpose()?,
        }),
        Problem::MailFailed { retry_after_ms } => {
            build!(py, "MailFailed", { retry_after: span(py, retry_after_ms)? })
        }
    };
    built.map(Some)
}

fn denial(py: Python<'_>, denial: core::Denial) -> PyResult<Py<PyAny>> {
    use core::Denial;
    match denial {
        Denial::BlockedByPolicy { policies } => {
            build!(py, "BlockedByPolicy", { policies: each(py, &policies, applied_policy)? })
        }
        Denial::NoUsableMethod { why } => build!(py, "NoUsableMethod", { why: why.as_str() }),
        Denial::TooManyAttempts { retry_after_ms } => {
            build!(py, "TooManyAttempts", { retry_after: span(py, retry_after_ms)? })
        }
        Denial::JourneyEnded => build!(py, "JourneyEnded", {}),
        Denial::SignUpNotAllowed => build!(py, "SignUpNotAllowed", {}),
        Denial::UserAlreadyExists => build!(py, "UserAlreadyExists", {}),
        Denial::ControlsUnmet { controls } => build!(py, "ControlsUnmet", { controls: controls }),
    }
}
