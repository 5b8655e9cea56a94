//! Taking in what other tools exported: policies with the locations, strengths and contexts that they name.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::memory::{maybe_options, plain};
use crate::policies::doorstep_policy_state_t;
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, long_bytes, maybe, pointer};

/// How to take documents in. Begin with `DOORSTEP_IMPORT_OPTIONS_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_import_options {
    /// `sizeof(doorstep_import_options)`.
    pub size: usize,
    /// The state of every policy, a `doorstep_policy_state_t`; 0 for as the documents have it, and disabled where they
    /// have none.
    pub state: u32,
    /// 1 to take in what is good when something is not; otherwise it is all or nothing.
    pub keep_going: u32,
}

plain!(doorstep_import_options since size_of::<doorstep_import_options>());

/// What became of an import.
pub struct doorstep_import_report {
    stored: bool,
    items: Nested<doorstep_import_item_list>,
}

/// What became of one document of an import.
pub struct doorstep_import_item {
    kind: Text,
    place: Text,
    display_name: Text,
    id: Option<Text>,
    code: Option<Text>,
    path: Option<Text>,
    reason: Option<Text>,
}

/// Every document of an import, in the order of the file.
pub struct doorstep_import_item_list(Items<doorstep_import_item>);

handles!(68 doorstep_import_report, 69 doorstep_import_item, 70 doorstep_import_item_list);

impl From<core::ImportReport> for doorstep_import_report {
    fn from(report: core::ImportReport) -> Self {
        let core::ImportReport { stored, items } = report;
        doorstep_import_report { stored, items: Nested::new(doorstep_import_item_list(Items::of(items))) }
    }
}

impl From<core::ImportItem> for doorstep_import_item {
    fn from(item: core::ImportItem) -> Self {
        let core::ImportItem { kind, place, display_name, id, code, path, reason } = item;
        doorstep_import_item {
            kind: kind.as_str().into(),
            place: place.into(),
            display_name: display_name.into(),
            id: maybe(id),
            code: maybe(code),
            path: maybe(path),
            reason: maybe(reason),
        }
    }
}

/// Takes in every policy, location, strength and context in a file that another tool exported: JSON in UTF-8 or UTF-16,
/// JSON Lines or Markdown, in any wrapper, of up to 16 MiB and 10 000 documents. Documents keep their ids, so that
/// policies go on naming what they named; one whose id is taken is refused. A policy that cannot be evaluated is taken in
/// disabled, whatever its state, and its item says why.
///
/// @param tenant The tenant, and in whose name to act.
/// @param file What the file holds, not its path.
/// @param file_size How many bytes.
/// @param options How to take it in; NULL for the defaults.
/// @param report Receives what became of it; free it with `doorstep_import_report_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, also when documents were refused: see the report; `DOORSTEP_POLICY_INVALID` (`$`) for a file
///         without such documents; `DOORSTEP_INVALID_ARGUMENT` (`policies`, `locations`, `authentication_strengths`)
///         beyond the limits; `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_tenant_import(
    tenant: *const doorstep_tenant,
    file: *const u8,
    file_size: usize,
    options: *const doorstep_import_options,
    report: *mut *mut doorstep_import_report,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(report, error, || {
        let tenant = find(tenant)?;
        let options = match maybe_options(options)? {
            None => core::ImportOptions::default(),
            Some(given) => core::ImportOptions {
                state: doorstep_policy_state_t::maybe_given(given.state, "state")?,
                keep_going: given.keep_going != 0,
            },
        };
        Ok(tenant.core.import(long_bytes(file, file_size, "file")?, &options)?.into())
    })
}

/// Whether anything was stored: not, when something was refused and `keep_going` was not asked for.
///
/// @param report An import report.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_report_stored(report: *const doorstep_import_report) -> bool {
    read(report, |report| report.stored)
}

/// Every document that was found, in the order of the file.
///
/// @param report An import report.
/// @return A list, borrowed from the import report.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_report_items(
    report: *const doorstep_import_report,
) -> *const doorstep_import_item_list {
    read(report, |report| report.items.handle())
}

/// Frees an import report.
///
/// @param report An import report that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_report_free(report: *mut doorstep_import_report) {
    free(report, |_| {});
}

/// What it is: `policy`, `named_location`, `authentication_strength` or `authentication_context`.
///
/// @param item An import item.
/// @return Text, borrowed from the import item.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_kind(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| item.kind.as_ptr())
}

/// Where in the file it was, as in `value[3]`.
///
/// @param item An import item.
/// @return Text, borrowed from the import item.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_place(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| item.place.as_ptr())
}

/// Its name.
///
/// @param item An import item.
/// @return Text, borrowed from the import item.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_display_name(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| item.display_name.as_ptr())
}

/// The id it is stored under: its own, where it has one. None when it was refused.
///
/// @param item An import item.
/// @return Text, borrowed from the import item; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_id(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| pointer(item.id.as_ref()))
}

/// The code of the error it was refused for; or `policy_unsupported` for a policy that was taken in disabled, since it
/// cannot be evaluated.
///
/// @param item An import item.
/// @return Text, borrowed from the import item; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_code(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| pointer(item.code.as_ref()))
}

/// The field that the error is about.
///
/// @param item An import item.
/// @return Text, borrowed from the import item; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_path(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| pointer(item.path.as_ref()))
}

/// What is wrong with it, for an administrator.
///
/// @param item An import item.
/// @return Text, borrowed from the import item; NULL when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_reason(item: *const doorstep_import_item) -> *const c_char {
    read(item, |item| pointer(item.reason.as_ref()))
}

/// How many import items a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_list_count(list: *const doorstep_import_item_list) -> usize {
    read(list, |list| list.0.count())
}

/// An import item of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The import item, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_import_item_list_at(
    list: *const doorstep_import_item_list,
    index: usize,
) -> *const doorstep_import_item {
    read(list, |list| list.0.at(index))
}
