//! What the log, the policies and other tools' files tell an administrator: explanations, replays, proofs and imports.

use doorstep_core as core;
use pyo3::prelude::*;

use crate::call::{at, build, each, loads};
use crate::policy::decision;

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

pub(crate) fn proof(py: Python<'_>, proof: core::Proof) -> PyResult<Py<PyAny>> {
    let core::Proof { holds, classes_examined, counterexample } = proof;
    let shown = |shown| {
        let core::Counterexample { sign_in, decision: decided } = shown;
        build!(py, "Counterexample", { sign_in: loads(py, &sign_in)?, decision: decision(py, decided)? })
    };
    build!(py, "Proof", {
        holds: holds, classes_examined: classes_examined, counterexample: counterexample.map(shown).transpose()?,
    })
}

pub(crate) fn gap(py: Python<'_>, gap: core::Gap) -> PyResult<Py<PyAny>> {
    let core::Gap { who, apps, conditions, sign_in } = gap;
    build!(py, "Gap", { who: who, apps: apps, conditions: conditions, sign_in: loads(py, &sign_in)? })
}
