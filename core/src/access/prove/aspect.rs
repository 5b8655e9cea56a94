//! The aspects of a sign-in beside who signs in, each cut into classes that the policies in question tell apart.
//!
//! A policy applies when every aspect says yes, and each aspect looks at something else. So a row of bits for each class
//! of each aspect, as the engine itself works it out, says everything about every combination of classes.

use std::collections::HashMap;

use super::devices;
use super::model::Model;
use super::places::Places;
use super::sample::{Patch, SampleSignIn};
use crate::access::compile::Bits;
use crate::access::compile::rows::{and, has, ones};
use crate::access::decide;
use crate::access::device::Device;
use crate::access::filter::{DeviceAttribute, Filter};
use crate::access::words::{AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel};
use crate::error::Result;

/// One thing that a sign-in can be like, in words too.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) label: String,
    /// What it belongs to, of which there may be several: named locations, or groups of apps.
    pub(super) tags: Vec<String>,
    pub(super) patch: Patch,
}

/// Values that no policy in question tells apart.
#[derive(Debug, Clone)]
pub(super) struct Class {
    /// The policies in question of which this aspect holds.
    pub(super) row: Bits,
    /// The plainest first; there is at least one.
    pub(super) values: Vec<Value>,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Target,
    ClientApp,
    Platform,
    Place,
    Device,
    SignInRisk,
    UserRisk,
    InsiderRisk,
    Flow,
}

/// One aspect, and its classes.
#[derive(Debug, Clone)]
pub(super) struct Aspect {
    pub(super) kind: Kind,
    pub(super) classes: Vec<Class>,
}

impl Aspect {
    /// Puts values together that yield the same row.
    pub(super) fn new(kind: Kind, values: impl IntoIterator<Item = (Bits, Value)>) -> Aspect {
        let mut classes: Vec<Class> = Vec::new();
        let mut at: HashMap<Bits, usize> = HashMap::new();
        for (row, value) in values {
            match at.get(&row).and_then(|at| classes.get_mut(*at)) {
                Some(class) => class.values.push(value),
                None => {
                    at.insert(row.clone(), classes.len());
                    classes.push(Class { row, values: vec![value] });
                }
            }
        }
        Aspect { kind, classes }
    }
}

/// The values of an enum, and "unknown", in the order of `plain` and then the rest.
fn words<T: Copy + PartialEq>(
    plain: &[Option<T>],
    all: &[T],
    word: fn(T) -> &'static str,
    what: &str,
    patch: fn(Option<T>) -> Patch,
) -> Vec<Value> {
    let rest = all.iter().copied().map(Some).filter(|value| !plain.contains(value));
    let ordered = plain.iter().copied().chain(rest);
    let mut ordered: Vec<Option<T>> = ordered.collect();
    if !ordered.contains(&None) {
        ordered.push(None);
    }
    let label =
        |value: Option<T>| value.map_or_else(|| format!("unknown {what}"), |value| word(value).to_owned());
    ordered
        .into_iter()
        .map(|value| Value { label: label(value), tags: Vec::new(), patch: patch(value) })
        .collect()
}

pub(super) fn platforms() -> Vec<Value> {
    let plain = [Some(DevicePlatform::Windows), Some(DevicePlatform::Ios)];
    words(&plain, DevicePlatform::ALL, DevicePlatform::as_str, "platform", Patch::Platform)
}

pub(super) fn client_apps() -> Vec<Value> {
    words(&[], ClientAppType::ALL, ClientAppType::as_str, "client app", Patch::ClientApp)
}

fn risks(what: &str, patch: fn(Option<RiskLevel>) -> Patch) -> Vec<Value> {
    words(&[None, Some(RiskLevel::None)], RiskLevel::ALL, RiskLevel::as_str, what, patch)
}

pub(super) fn sign_in_risks() -> Vec<Value> {
    risks("sign-in risk", Patch::SignInRisk)
}

pub(super) fn user_risks() -> Vec<Value> {
    risks("user risk", Patch::UserRisk)
}

pub(super) fn insider_risks() -> Vec<Value> {
    words(&[None], InsiderRiskLevel::ALL, InsiderRiskLevel::as_str, "insider risk", Patch::InsiderRisk)
}

pub(super) fn flows() -> Vec<Value> {
    let mut flows = words(&[None], AuthenticationFlow::ALL, AuthenticationFlow::as_str, "flow", Patch::Flow);
    flows.iter_mut().take(1).for_each(|none| none.label = "no transfer flow".into());
    flows
}

/// Every aspect but the device: its number in a decision, and its values.
pub(super) fn plain(places: &Places<'_>) -> Vec<(Kind, usize, Vec<Value>)> {
    vec![
        (Kind::ClientApp, decide::CLIENT_APPS, client_apps()),
        (Kind::Platform, decide::PLATFORM, platforms()),
        (Kind::Place, decide::LOCATION, places.values()),
        (Kind::SignInRisk, decide::SIGN_IN_RISK, sign_in_risks()),
        (Kind::UserRisk, decide::USER_RISK, user_risks()),
        (Kind::InsiderRisk, decide::INSIDER_RISK, insider_risks()),
        (Kind::Flow, decide::FLOW, flows()),
    ]
}

/// The device, as one aspect for all attributes that hang together by some rule of the policies in `mask`, or by the
/// rule that `only` devices may have for which it holds.
///
/// # Errors
/// `invalid_argument{policies}` where the rules tell too much apart.
pub(super) fn devices(
    model: &Model<'_>,
    mask: &[u64],
    only: Option<&Filter<DeviceAttribute>>,
) -> Result<Vec<Aspect>> {
    let rules: Vec<_> =
        ones(mask).filter_map(|at| Some((at, model.rules(at)?.conditions.device.as_ref()?))).collect();
    let filters: Vec<_> = rules.iter().map(|(_, rule)| &rule.filter).chain(only).collect();
    let holds =
        |device: Option<&Device>| only.is_none_or(|rule| rule.holds(|attribute| attribute.value(device)));
    let asked: Vec<_> = only.iter().flat_map(|rule| rule.needles()).map(|(attribute, _)| attribute).collect();
    let mut aspects = Vec::new();
    for (nth, component) in devices::components(&filters)?.into_iter().enumerate() {
        let asks = |at: usize| {
            let rule = rules.iter().find(|(index, _)| *index == at).map(|(_, rule)| rule.filter.needles());
            match rule {
                Some(needles) => needles.iter().any(|(asked, _)| component.attributes.contains(asked)),
                None => nth == 0,
            }
        };
        let outside: Vec<usize> = ones(mask).filter(|at| !asks(*at)).collect();
        let narrowed = asked.iter().any(|attribute| component.attributes.contains(attribute));
        let values = component.ways.into_iter().filter_map(|settings| {
            let label = match settings.as_slice() {
                [] => "of which nothing is known".to_owned(),
                some => format!("with {}", some.iter().map(|s| s.label()).collect::<Vec<_>>().join(", ")),
            };
            let value = Value { label, tags: Vec::new(), patch: Patch::Device(settings) };
            let sample = SampleSignIn::default().with(&value.patch);
            if narrowed && !holds(sample.context.device.as_ref()) {
                return None;
            }
            let mut row = sample.row(&model.set, decide::DEVICES);
            outside.iter().for_each(|at| {
                if let Some(word) = row.get_mut(at / 64) {
                    *word |= 1 << (at % 64);
                }
            });
            and(&mut row, mask);
            Some((row, value))
        });
        let aspect = Aspect::new(Kind::Device, values);
        // With one class there is nothing to tell apart, unless that one rules something out or not every device will do.
        if narrowed
            || aspect.classes.len() != 1
            || aspect.classes.iter().any(|c| ones(mask).any(|at| !has(&c.row, at)))
        {
            aspects.push(aspect);
        }
    }
    Ok(aspects)
}
