//! Deciding without an engine: policies and sign-ins as JSON in, verdicts as JSON out.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::produce_text;
use crate::status::doorstep_status;
use crate::text::long_text;

/// Judges sign-ins by policies, with no engine and no database. The same text in always gives the same text out, in every
/// language.
///
/// @param case_json A JSON object of up to 64 MiB: `policies`, `namedLocations`, `authStrengths` (lists of Microsoft
///        Graph's documents), `options` (`{"mfaTrustedIps": [...]}`) and `signIns`, a list of objects with any of `id`,
///        `userId`, `userType`, `homeTenantId`, `groupIds`, `roleIds`, `servicePrincipalId`, `servicePrincipalRisk`,
///        `appId`, `appGroups`, `appAttributes`, `userAction`, `authContext`, `clientAppType`, `platform`, `ip`,
///        `country`, `gpsCountry`, `compliantNetwork`, `userRisk`, `signInRisk`, `insiderRisk`, `authFlow`, `device`,
///        `completedCombinations` and `satisfiedControls`. What is left out is unknown.
/// @param verdicts_json Receives a JSON array of one verdict a sign-in: `id`, `decision` (`allow`, `controlsRequired` or
///        `block`), `policies`, `requirements` and `session`, or an `error` with `field` and `reason`; for a case that
///        cannot be read, an object with such an `error`. Free it with `doorstep_string_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, whatever is wrong with the case.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_evaluate(
    case_json: *const c_char,
    verdicts_json: *mut *mut c_char,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce_text(verdicts_json, error, || Ok(core::evaluate(long_text(case_json, "case_json")?)))
}
