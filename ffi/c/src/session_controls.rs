//! Session controls: what policies say about the session that a sign-in yields.

use std::collections::BTreeMap;
use std::ffi::c_char;

use doorstep_core as core;

use crate::guard::{plain, read};
use crate::handles::{Nested, handles};
use crate::lists::{doorstep_string_list, json};
use crate::text::{Text, pointer, text};
use crate::words::{names, words};

/// How often something has to be shown again.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_sign_in_frequency_t {
    /// No policy says.
    DOORSTEP_SIGN_IN_FREQUENCY_NONE = 0,
    /// Whenever the session is looked at again, but for five minutes after it was shown.
    DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME = 1,
    /// Once in so many hours.
    DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED = 2,
}

names!(doorstep_sign_in_frequency_t = DOORSTEP_SIGN_IN_FREQUENCY_NONE {
    DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME c"everyTime",
    DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED c"timeBased",
});

/// Whether a browser session outlives the browser.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum doorstep_persistent_browser_t {
    /// No policy says.
    DOORSTEP_PERSISTENT_BROWSER_NONE = 0,
    /// It ends with the browser.
    DOORSTEP_PERSISTENT_BROWSER_NEVER = 1,
    /// It is kept.
    DOORSTEP_PERSISTENT_BROWSER_ALWAYS = 2,
}

words!(doorstep_persistent_browser_t = DOORSTEP_PERSISTENT_BROWSER_NONE; core::PersistentBrowser {
    Never = DOORSTEP_PERSISTENT_BROWSER_NEVER c"never",
    Always = DOORSTEP_PERSISTENT_BROWSER_ALWAYS c"always",
});

/// The session controls of all policies that apply, of which the strictest wins. Doorstep itself enforces the sign-in
/// frequency. The rest is for the host.
pub struct doorstep_session_controls {
    frequency: Frequency,
    secondary_frequency: Frequency,
    persistent_browser: doorstep_persistent_browser_t,
    application_enforced_restrictions: bool,
    cloud_app_security: Nested<doorstep_string_list>,
    continuous_access_evaluation: Nested<doorstep_string_list>,
    disable_resilience_defaults: bool,
    secure_sign_in_session: bool,
    other_names: Nested<doorstep_string_list>,
    other: BTreeMap<String, Text>,
}

struct Frequency {
    kind: doorstep_sign_in_frequency_t,
    hours: u32,
}

impl From<Option<core::SignInFrequency>> for Frequency {
    fn from(frequency: Option<core::SignInFrequency>) -> Self {
        use doorstep_sign_in_frequency_t::*;
        let (kind, hours) = match frequency {
            None => (DOORSTEP_SIGN_IN_FREQUENCY_NONE, 0),
            Some(core::SignInFrequency::EveryTime) => (DOORSTEP_SIGN_IN_FREQUENCY_EVERY_TIME, 0),
            Some(core::SignInFrequency::TimeBased { hours }) => {
                (DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED, hours)
            }
        };
        Frequency { kind, hours }
    }
}

impl From<core::SessionControls> for doorstep_session_controls {
    fn from(controls: core::SessionControls) -> Self {
        let core::SessionControls {
            sign_in_frequency,
            secondary_sign_in_frequency,
            persistent_browser,
            application_enforced_restrictions,
            cloud_app_security,
            continuous_access_evaluation,
            disable_resilience_defaults,
            secure_sign_in_session,
            other,
        } = controls;
        let none = doorstep_persistent_browser_t::DOORSTEP_PERSISTENT_BROWSER_NONE;
        doorstep_session_controls {
            frequency: sign_in_frequency.into(),
            secondary_frequency: secondary_sign_in_frequency.into(),
            persistent_browser: persistent_browser.map_or(none, Into::into),
            application_enforced_restrictions,
            cloud_app_security: Nested::new(cloud_app_security.into()),
            continuous_access_evaluation: Nested::new(continuous_access_evaluation.into()),
            disable_resilience_defaults,
            secure_sign_in_session,
            other_names: Nested::new(other.keys().cloned().collect::<Vec<_>>().into()),
            other: other.into_iter().map(|(name, value)| (name, json(&value))).collect(),
        }
    }
}

handles!(55 doorstep_session_controls);

/// How often every factor has to be shown again.
///
/// @param controls Session controls.
/// @return Its number; 0 when no policy says, and for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_sign_in_frequency(
    controls: *const doorstep_session_controls,
) -> doorstep_sign_in_frequency_t {
    read(controls, |controls| controls.frequency.kind)
}

/// Of `DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED`: once in how many hours.
///
/// @param controls Session controls.
/// @return Hours; 0 for other frequencies.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_sign_in_frequency_hours(
    controls: *const doorstep_session_controls,
) -> u32 {
    read(controls, |controls| controls.frequency.hours)
}

/// How often the second factor has to be shown again, where that is oftener.
///
/// @param controls Session controls.
/// @return Its number; 0 when no policy says, and for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_secondary_sign_in_frequency(
    controls: *const doorstep_session_controls,
) -> doorstep_sign_in_frequency_t {
    read(controls, |controls| controls.secondary_frequency.kind)
}

/// Of the second factor's `DOORSTEP_SIGN_IN_FREQUENCY_TIME_BASED`: once in how many hours.
///
/// @param controls Session controls.
/// @return Hours; 0 for other frequencies.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_secondary_sign_in_frequency_hours(
    controls: *const doorstep_session_controls,
) -> u32 {
    read(controls, |controls| controls.secondary_frequency.hours)
}

/// Whether a browser keeps the session.
///
/// @param controls Session controls.
/// @return Its number; 0 when no policy says, and for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_persistent_browser(
    controls: *const doorstep_session_controls,
) -> doorstep_persistent_browser_t {
    read(controls, |controls| controls.persistent_browser)
}

/// Whether the app is to enforce its own restrictions.
///
/// @param controls Session controls.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_application_enforced_restrictions(
    controls: *const doorstep_session_controls,
) -> bool {
    read(controls, |controls| controls.application_enforced_restrictions)
}

/// How an app-control service is to watch the session, in Microsoft Graph's words. Their order of strictness is nowhere
/// documented, so all are listed.
///
/// @param controls Session controls.
/// @return A list, borrowed from the session controls.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_cloud_app_security(
    controls: *const doorstep_session_controls,
) -> *const doorstep_string_list {
    read(controls, |controls| controls.cloud_app_security.handle())
}

/// How continuous access evaluation is to work, in Microsoft Graph's words; all are listed.
///
/// @param controls Session controls.
/// @return A list, borrowed from the session controls.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_continuous_access_evaluation(
    controls: *const doorstep_session_controls,
) -> *const doorstep_string_list {
    read(controls, |controls| controls.continuous_access_evaluation.handle())
}

/// Whether a session may not go on when the service that evaluates policies is out of reach.
///
/// @param controls Session controls.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_disable_resilience_defaults(
    controls: *const doorstep_session_controls,
) -> bool {
    read(controls, |controls| controls.disable_resilience_defaults)
}

/// Whether tokens are to be bound to the device.
///
/// @param controls Session controls.
/// @return Whether that is so.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_secure_sign_in_session(
    controls: *const doorstep_session_controls,
) -> bool {
    read(controls, |controls| controls.secure_sign_in_session)
}

/// The names of session controls that this engine does not know.
///
/// @param controls Session controls.
/// @return A list, borrowed from the session controls.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_other_names(
    controls: *const doorstep_session_controls,
) -> *const doorstep_string_list {
    read(controls, |controls| controls.other_names.handle())
}

/// A session control that this engine does not know, as its policy has it; several of a name in a list.
///
/// @param controls Session controls.
/// @param name Its name.
/// @return JSON text, borrowed from the session controls; NULL when there is none of this name.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_session_controls_other_json(
    controls: *const doorstep_session_controls,
    name: *const c_char,
) -> *const c_char {
    read(controls, |controls| pointer(text(name, "name").ok().and_then(|name| controls.other.get(name))))
}

/// Microsoft Graph's word for a sign-in frequency, such as `everyTime`.
///
/// @param frequency A `doorstep_sign_in_frequency_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_sign_in_frequency_name(frequency: u32) -> *const c_char {
    plain(|| doorstep_sign_in_frequency_t::name(frequency))
}

/// Microsoft Graph's word for whether a browser keeps a session, such as `never`.
///
/// @param persistent_browser A `doorstep_persistent_browser_t`.
/// @return A constant; NULL for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_persistent_browser_name(persistent_browser: u32) -> *const c_char {
    plain(|| doorstep_persistent_browser_t::name(persistent_browser))
}
