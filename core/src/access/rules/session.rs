//! What a policy says about the session.

use serde_json::{Map, Value};

use super::{flags, is, member, says_something};
use crate::access::document::{flag, text};
use crate::access::schema::{annotation, join};
use crate::access::session_controls::{PersistentBrowser, SessionControls, SignInFrequency};
use crate::error::{Error, Result};

/// A year, and the most of what Microsoft's portal offers.
const HOURS_MAX: u64 = 365 * 24;

pub(super) fn read(map: &Map<String, Value>) -> Result<SessionControls> {
    let mut controls = SessionControls::default();
    for (key, value) in map.iter().filter(|(key, value)| !annotation(key) && switched_on(value)) {
        let object = member(map, key);
        match (key.as_str(), object) {
            ("signInFrequency", Some(object)) => {
                let every = frequency(object)?;
                let only_second = text(object, "authenticationType");
                if only_second.is_some_and(|kind| is(kind, "secondaryAuthentication")) {
                    controls.secondary_sign_in_frequency = Some(every);
                } else {
                    controls.sign_in_frequency = Some(every);
                }
            }
            ("persistentBrowser", Some(object)) => {
                controls.persistent_browser = match text(object, "mode") {
                    Some(mode) if is(mode, "always") => Some(PersistentBrowser::Always),
                    Some(_) => Some(PersistentBrowser::Never),
                    None => {
                        let path = "sessionControls.persistentBrowser.mode";
                        return Err(Error::policy_invalid(path, "is required: always or never"));
                    }
                };
            }
            ("applicationEnforcedRestrictions", Some(_)) => controls.application_enforced_restrictions = true,
            ("secureSignInSession", Some(_)) => controls.secure_sign_in_session = true,
            ("disableResilienceDefaults", _) => {
                controls.disable_resilience_defaults = flag(map, "disableResilienceDefaults");
            }
            ("cloudAppSecurity", Some(object)) => {
                let kind = text(object, "cloudAppSecurityType").unwrap_or("mcasConfigured");
                controls.cloud_app_security.push(kind.to_owned());
            }
            ("continuousAccessEvaluation", Some(object)) => {
                let modes = flags(object, "mode").into_iter().map(str::to_owned);
                controls.continuous_access_evaluation.extend(modes);
            }
            _ => {
                controls.other.insert(key.clone(), value.clone());
            }
        }
    }
    Ok(controls)
}

/// Whether a session control is in force: a whole control may be written out and switched off.
pub(in crate::access) fn switched_on(value: &Value) -> bool {
    says_something(value)
        && *value != Value::Bool(false)
        && value.get("isEnabled") != Some(&Value::Bool(false))
}

fn frequency(object: &Map<String, Value>) -> Result<SignInFrequency> {
    let path = |key| join("sessionControls.signInFrequency", key);
    match text(object, "frequencyInterval") {
        Some(word) if is(word, "everyTime") => return Ok(SignInFrequency::EveryTime),
        Some(word) if is(word, "unknownFutureValue") => {
            return Err(Error::policy_invalid(path("frequencyInterval"), "must be timeBased or everyTime"));
        }
        _ => {}
    }
    let value = object.get("value").and_then(Value::as_u64);
    let value = value.ok_or_else(|| Error::policy_invalid(path("value"), "is required"))?;
    let hours = match text(object, "type") {
        Some(word) if is(word, "days") => value.saturating_mul(24),
        Some(_) => value,
        None => return Err(Error::policy_invalid(path("type"), "is required: hours or days")),
    };
    let hours = u32::try_from(hours).ok().filter(|hours| (1..=HOURS_MAX).contains(&u64::from(*hours)));
    hours
        .map(|hours| SignInFrequency::TimeBased { hours })
        .ok_or_else(|| Error::policy_invalid(path("value"), "must be from 1 hour to 365 days"))
}
