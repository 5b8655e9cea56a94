//! What the log and other tools' files tell an administrator: explanations, replays and imports.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, each};

pub(crate) fn explanation(py: Python<'_>, explanation: core::Explanation) -> PyResult<Py<PyAny>> {
    let core::Explanation { sign_in_id, text, policies } = explanation;
    build!(py, "Explanation", {
        sign_in_id: sign_in_id, text: text, policies: each(py, policies, policy_explanation)?,
    })
}

fn policy_explanation(py: Python<'_>, explanation: core::PolicyExplanation) -> PyResult<Py<PyAny>> {
    let core::PolicyExplanation { policy_id, display_name, applies, result, text } = explanation;
    build!(py, "PolicyExplanation", {
        policy_id: policy_id, display_name: display_name, applies: applies, result: result.as_str(), text: text,
    })
}

pub(crate) fn import_report(py: Python<'_>, report: core::ImportReport) -> PyResult<Py<PyAny>> {
    let core::ImportReport { stored, items } = report;
    build!(py, "ImportReport", { stored: stored, items: each(py, items, import_item)? })
}

fn import_item(py: Python<'_>, item: core::ImportItem) -> PyResult<Py<PyAny>> {
    let core::ImportItem { kind, place, display_name, id, code, path, reason } = item;
    build!(py, "ImportItem", {
        kind: kind.as_str(), place: place, display_name: display_name, id: id, code: code, path: path,
        reason: reason,
    })
}

pub(crate) fn replay_page(py: Python<'_>, page: core::ReplayPage) -> PyResult<Py<PyAny>> {
    let core::ReplayPage { examined, total, prompted, blocked, freed, days, users, next_cursor } = page;
    build!(py, "ReplayPage", {
        examined: examined, total: total, prompted: prompted, blocked: blocked, freed: freed,
        days: each(py, days, replay_day)?, users: each(py, users, replay_user)?, next_cursor: next_cursor,
    })
}

fn replay_day(py: Python<'_>, day: core::ReplayDay) -> PyResult<Py<PyAny>> {
    let core::ReplayDay { day, prompted, blocked, freed } = day;
    build!(py, "ReplayDay", { day: at(py, day)?, prompted: prompted, blocked: blocked, freed: freed })
}

fn replay_user(py: Python<'_>, user: core::ReplayUser) -> PyResult<Py<PyAny>> {
    let core::ReplayUser { user_id, prompted, blocked, freed } = user;
    build!(py, "ReplayUser", { user_id: user_id, prompted: prompted, blocked: blocked, freed: freed })
}
