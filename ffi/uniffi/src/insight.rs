//! What administrators are told: why a sign-in went as it did, what a draft would have changed, what became of an
//! import, whether a claim holds and what no policy covers.

use doorstep_core as core;

use crate::policy::{Decision, PolicyOutcome, PolicyState};
pub(crate) use core::{
    Explanation, Gap, ImportOptions, PolicyExplanation, Replay, ReplayDay, ReplayPage, ReplayUser,
};

#[uniffi::remote(Record)]
pub(crate) struct PolicyExplanation {
    pub policy_id: String,
    pub display_name: String,
    pub applies: bool,
    pub result: PolicyOutcome,
    pub text: String,
}

#[uniffi::remote(Record)]
pub(crate) struct Explanation {
    pub sign_in_id: String,
    pub text: String,
    pub policies: Vec<PolicyExplanation>,
}

#[uniffi::remote(Record)]
pub(crate) struct ImportOptions {
    pub state: Option<PolicyState>,
    pub keep_going: bool,
}

/// What became of one document.
#[derive(uniffi::Record)]
pub(crate) struct ImportItem {
    /// What it is, as a word.
    pub kind: String,
    /// Where in the file it was.
    pub place: String,
    /// Its name.
    pub display_name: String,
    /// The id it is stored under.
    pub id: Option<String>,
    /// The code of the error.
    pub code: Option<String>,
    /// The field that the error is about.
    pub path: Option<String>,
    /// What is wrong with it.
    pub reason: Option<String>,
}

/// What became of an import.
#[derive(uniffi::Record)]
pub(crate) struct ImportReport {
    /// Whether anything was stored.
    pub stored: bool,
    /// Every document that was found.
    pub items: Vec<ImportItem>,
}

impl From<core::ImportReport> for ImportReport {
    fn from(report: core::ImportReport) -> Self {
        let core::ImportReport { stored, items } = report;
        let item = |item: core::ImportItem| {
            let core::ImportItem { kind, place, display_name, id, code, path, reason } = item;
            ImportItem { kind: kind.as_str().to_owned(), place, display_name, id, code, path, reason }
        };
        ImportReport { stored, items: items.into_iter().map(item).collect() }
    }
}

#[uniffi::remote(Record)]
pub(crate) struct Replay {
    pub drafts: Vec<String>,
    pub only_drafts: bool,
    pub since: Option<i64>,
    pub until: Option<i64>,
    pub limit: u32,
    pub cursor: Option<String>,
}

#[uniffi::remote(Record)]
pub(crate) struct ReplayDay {
    pub day: i64,
    pub prompted: u64,
    pub blocked: u64,
    pub freed: u64,
}

#[uniffi::remote(Record)]
pub(crate) struct ReplayUser {
    pub user_id: String,
    pub prompted: u64,
    pub blocked: u64,
    pub freed: u64,
}

#[uniffi::remote(Record)]
pub(crate) struct ReplayPage {
    pub examined: u64,
    pub total: u64,
    pub prompted: u64,
    pub blocked: u64,
    pub freed: u64,
    pub days: Vec<ReplayDay>,
    pub users: Vec<ReplayUser>,
    pub next_cursor: Option<String>,
}

/// A sign-in that shows a claim wrong.
#[derive(uniffi::Record)]
pub(crate) struct Counterexample {
    /// The sign-in, as JSON.
    pub sign_in: String,
    /// What the policies say of it.
    pub decision: Decision,
}

/// Whether a claim holds.
#[derive(uniffi::Record)]
pub(crate) struct Proof {
    /// Whether it holds for every sign-in that it is about.
    pub holds: bool,
    /// How many classes of sign-ins were told apart.
    pub classes_examined: u64,
    /// A sign-in for which it does not hold.
    pub counterexample: Option<Counterexample>,
}

impl From<core::Proof> for Proof {
    fn from(proof: core::Proof) -> Self {
        let core::Proof { holds, classes_examined, counterexample } = proof;
        let shown = |shown: core::Counterexample| {
            let core::Counterexample { sign_in, decision } = shown;
            Counterexample { sign_in, decision: decision.into() }
        };
        Proof { holds, classes_examined, counterexample: counterexample.map(shown) }
    }
}

#[uniffi::remote(Record)]
pub(crate) struct Gap {
    pub who: String,
    pub apps: String,
    pub conditions: Vec<String>,
    pub sign_in: String,
}
