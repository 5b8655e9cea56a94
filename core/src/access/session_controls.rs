//! Session controls: what policies say about the session that a sign-in yields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How often something has to be shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum SignInFrequency {
    /// Whenever the session is looked at again, but for five minutes after it was shown.
    EveryTime,
    /// Once in a time.
    TimeBased {
        /// Of so many hours.
        hours: u32,
    },
}

impl SignInFrequency {
    /// How long something that was shown counts, in milliseconds. Five minutes for "every time": Microsoft's tolerance.
    pub fn lifetime_ms(self) -> i64 {
        match self {
            SignInFrequency::EveryTime => 5 * 60 * 1_000,
            SignInFrequency::TimeBased { hours } => i64::from(hours) * 60 * 60 * 1_000,
        }
    }
}

/// The same as Graph writes it: in days where it is whole days.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "frequencyInterval", rename_all = "camelCase")]
enum Written {
    EveryTime,
    TimeBased { value: u32, r#type: Unit },
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Unit {
    Hours,
    Days,
}

impl From<SignInFrequency> for Written {
    fn from(frequency: SignInFrequency) -> Written {
        match frequency {
            SignInFrequency::EveryTime => Written::EveryTime,
            SignInFrequency::TimeBased { hours } if hours % 24 == 0 => {
                Written::TimeBased { value: hours / 24, r#type: Unit::Days }
            }
            SignInFrequency::TimeBased { hours } => Written::TimeBased { value: hours, r#type: Unit::Hours },
        }
    }
}

impl From<Written> for SignInFrequency {
    fn from(written: Written) -> SignInFrequency {
        match written {
            Written::EveryTime => SignInFrequency::EveryTime,
            Written::TimeBased { value, r#type: Unit::Hours } => SignInFrequency::TimeBased { hours: value },
            Written::TimeBased { value, r#type: Unit::Days } => {
                SignInFrequency::TimeBased { hours: value.saturating_mul(24) }
            }
        }
    }
}

/// Whether a browser session outlives the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PersistentBrowser {
    /// It ends with the browser.
    Never,
    /// It is kept.
    Always,
}

/// The session controls of one policy, or of all that apply, of which the strictest wins.
///
/// Doorstep itself enforces the sign-in frequency. The rest is for the host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SessionControls {
    /// How often every factor has to be shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_frequency: Option<SignInFrequency>,
    /// How often the second factor has to be shown again, where that is oftener.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary_sign_in_frequency: Option<SignInFrequency>,
    /// Whether a browser keeps the session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_browser: Option<PersistentBrowser>,
    /// Whether the app is to enforce its own restrictions.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub application_enforced_restrictions: bool,
    /// How an app-control service is to watch the session, in Graph's words. Their order of strictness is nowhere
    /// documented, so all are listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cloud_app_security: Vec<String>,
    /// How continuous access evaluation is to work, in Graph's words; all are listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub continuous_access_evaluation: Vec<String>,
    /// Whether a session may not go on when the service that evaluates policies is out of reach.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disable_resilience_defaults: bool,
    /// Whether tokens are to be bound to the device.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secure_sign_in_session: bool,
    /// Session controls that this engine does not know, as their policies have them: JSON by name, several of a name
    /// in a list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, Value>,
}

impl SessionControls {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == SessionControls::default()
    }

    /// That every factor has to be shown each time.
    pub(crate) fn every_time() -> SessionControls {
        SessionControls { sign_in_frequency: Some(SignInFrequency::EveryTime), ..SessionControls::default() }
    }

    /// Takes in what another policy says; the stricter wins.
    pub(super) fn merge(&mut self, other: &SessionControls) {
        self.sign_in_frequency = stricter(self.sign_in_frequency, other.sign_in_frequency);
        self.secondary_sign_in_frequency =
            stricter(self.secondary_sign_in_frequency, other.secondary_sign_in_frequency);
        if self.secondary_sign_in_frequency >= self.sign_in_frequency && self.sign_in_frequency.is_some() {
            self.secondary_sign_in_frequency = None;
        }
        self.persistent_browser = stricter(self.persistent_browser, other.persistent_browser);
        self.application_enforced_restrictions |= other.application_enforced_restrictions;
        self.disable_resilience_defaults |= other.disable_resilience_defaults;
        self.secure_sign_in_session |= other.secure_sign_in_session;
        add(&mut self.cloud_app_security, &other.cloud_app_security);
        add(&mut self.continuous_access_evaluation, &other.continuous_access_evaluation);
        for (name, value) in &other.other {
            match self.other.get_mut(name) {
                None => {
                    self.other.insert(name.clone(), value.clone());
                }
                Some(Value::Array(values)) => values.push(value.clone()),
                Some(known) => *known = vec![known.take(), value.clone()].into(),
            }
        }
    }

    /// The names of what is configured, in Graph's words.
    pub(super) fn names(&self) -> Vec<String> {
        let frequency = self.sign_in_frequency.or(self.secondary_sign_in_frequency).is_some();
        let known = [
            ("applicationEnforcedRestrictions", self.application_enforced_restrictions),
            ("cloudAppSecurity", !self.cloud_app_security.is_empty()),
            ("continuousAccessEvaluation", !self.continuous_access_evaluation.is_empty()),
            ("disableResilienceDefaults", self.disable_resilience_defaults),
            ("persistentBrowser", self.persistent_browser.is_some()),
            ("secureSignInSession", self.secure_sign_in_session),
            ("signInFrequency", frequency),
        ];
        let known = known.into_iter().filter(|(_, on)| *on).map(|(name, _)| name.to_owned());
        known.chain(self.other.keys().cloned()).collect()
    }
}

fn stricter<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn add(all: &mut Vec<String>, more: &[String]) {
    for word in more {
        if !all.contains(word) {
            all.push(word.clone());
        }
    }
}
