//! Why a command did not do what it was asked for, and what the shell is told.

use std::path::Path;

use doorstep_core::Error;
use serde_json::{Value, json};

use crate::output::{Output, Style, printable};

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Fine,
    Failed,
    Misused,
    /// It did what it should and found what it was to look for.
    Found,
}

#[derive(Debug)]
pub(crate) enum Failure {
    /// An error of the core.
    Core(Error),
    /// The command line asks for what makes no sense.
    Usage(String),
    /// An error of this program.
    Own { code: &'static str, message: String },
    /// Documents that cannot be taken. Nothing was changed.
    Documents(Vec<Fault>),
    /// Whoever read our output is gone.
    Closed,
}

/// What is wrong with one document.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The file, with a position where it holds several documents.
    pub(crate) place: String,
    pub(crate) code: String,
    pub(crate) message: String,
    /// The field in the document.
    pub(crate) path: Option<String>,
}

impl Fault {
    pub(crate) fn new(place: &str, code: &str, message: impl Into<String>) -> Self {
        Fault { place: place.into(), code: code.into(), message: message.into(), path: None }
    }

    pub(crate) fn of(place: &str, error: &Error) -> Self {
        let path = match error {
            Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => Some(path.clone()),
            Error::InvalidArgument { field, .. } => Some(field.clone()),
            _ => None,
        };
        Fault { path, ..Fault::new(place, error.code(), error.to_string()) }
    }

    pub(crate) fn json(&self) -> Value {
        json!({"file": self.place, "code": self.code, "message": self.message, "path": self.path})
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Core(error)
    }
}

impl Failure {
    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        Failure::Own { code: "file", message: format!("{}: {error}", path.display()) }
    }

    /// Shows the failure where it belongs.
    pub(crate) fn report(&self, out: &Output) -> Exit {
        let exit = match self {
            Failure::Closed => return Exit::Fine,
            Failure::Usage(_) => Exit::Misused,
            _ => Exit::Failed,
        };
        if out.json {
            // Whether this could be shown or not, the exit code is the same.
            let _ = out.value(&json!({"error": self.json()}));
            return exit;
        }
        if let Failure::Own { code: "declined", message } = self {
            out.line(message);
            return exit;
        }
        out.line(&format!("{} {}", out.mark(Style::Bad, "error:"), printable(&self.message())));
        if let Failure::Documents(faults) = self {
            for fault in faults {
                out.line(&format!("  {}: {}", printable(&fault.place), printable(&fault.message)));
            }
        }
        exit
    }

    fn message(&self) -> String {
        match self {
            Failure::Core(error) => error.to_string(),
            Failure::Usage(message) | Failure::Own { message, .. } => message.clone(),
            Failure::Documents(faults) => {
                let what = if faults.len() == 1 { "one document is" } else { "these documents are" };
                format!("{what} refused, and nothing was changed")
            }
            Failure::Closed => String::new(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Failure::Core(error) => of_core(error),
            Failure::Usage(message) => json!({"code": "usage", "message": message}),
            Failure::Own { code, message } => json!({"code": code, "message": message}),
            Failure::Documents(faults) => json!({
                "code": "documents_refused", "message": self.message(),
                "documents": faults.iter().map(Fault::json).collect::<Vec<_>>(),
            }),
            Failure::Closed => Value::Null,
        }
    }
}

/// An error of the core with all it knows.
pub(crate) fn of_core(error: &Error) -> Value {
    let mut value = json!({"code": error.code(), "message": error.to_string()});
    match error {
        Error::InvalidArgument { field, .. } => value["field"] = json!(field),
        Error::NotFound { kind } | Error::AlreadyExists { kind } => value["kind"] = json!(kind),
        Error::Forbidden { needs } => value["needs"] = json!(needs),
        Error::PolicyInvalid { path, .. } | Error::PolicyUnsupported { path } => value["path"] = json!(path),
        _ => {}
    }
    value
}
