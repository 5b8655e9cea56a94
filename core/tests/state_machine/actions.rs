//! What can be done, with every argument filled in, and what can come of it: the words that the engine and the model
//! are compared in.

/// One call, or something that happens to the engine.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    SignIn {
        app: usize,
        email: String,
        password: Option<String>,
    },
    SignUp {
        app: usize,
        email: String,
    },
    Second {
        subject: String,
        email: Option<String>,
    },
    Password {
        app: usize,
        token: String,
        text: String,
    },
    Code {
        app: usize,
        token: String,
        text: String,
    },
    Attributes {
        app: usize,
        token: String,
        good: bool,
    },
    Resend {
        app: usize,
        token: String,
    },
    Challenge {
        app: usize,
        token: String,
        method: usize,
    },
    Register {
        app: usize,
        token: String,
        target: String,
    },
    Cancel {
        app: usize,
        token: String,
    },
    Resume {
        app: usize,
        token: String,
    },
    Validate {
        token: String,
    },
    SignOut {
        token: String,
    },
    Disable {
        user: String,
    },
    Enable {
        user: String,
    },
    SetPassword {
        user: String,
        text: String,
    },
    Unlock {
        user: String,
    },
    RevokeAll {
        user: String,
    },
    Policy {
        which: usize,
        on: bool,
    },
    Method {
        password: bool,
        on: bool,
    },
    /// An id of the other tenant, given to this one's administrator.
    ForeignUser,
    Purge,
    Wait {
        ms: i64,
    },
    /// The clock is set back while the engine is open.
    SetBack {
        ms: i64,
    },
    /// The engine is dropped and opened again; meanwhile the clock is set back.
    Crash {
        ms: i64,
    },
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// The journey waits: for what, and what was wrong with the last submission.
    Ask(&'static str, Option<String>),
    /// Signed in: who, and by which methods references.
    In(String, String),
    /// Denied, with the wait where one is given.
    No(String),
    /// Whose session the token is of.
    Session(Option<String>),
    /// An error, by its code.
    Fail(String),
    Done,
}
