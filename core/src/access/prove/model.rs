//! Policies laid out for reasoning: compiled as they are for deciding, with their rules at hand.

use super::aspect::{self, Aspect, Kind, Value};
use super::claim::Scope;
use super::places::Places;
use super::sample::{ANY_OTHER_APP, Patch, SampleSignIn, Target};
use super::who::{self, Traits};
use super::{KnownApp, KnownUser, World};
use crate::access::compile::rows::{and, has, ones};
use crate::access::compile::{Bits, Environment, PolicySet};
use crate::access::filter::{AppAttribute, DeviceAttribute, Filter};
use crate::access::policy::Policy;
use crate::access::rules::Rules;
use crate::access::{decide, words::UserAction};
use crate::error::Result;

/// Words for groups of apps, which an app is in beside having an id.
const APP_GROUPS: [(&str, &str); 2] =
    [("office365", "Office365"), ("microsoftadminportals", "MicrosoftAdminPortals")];

/// Policies, what they refer to, and what is known of users and apps.
pub(in crate::access) struct Model<'a> {
    pub(super) policies: &'a [Policy],
    pub(super) environment: &'a Environment,
    pub(super) world: &'a World,
    pub(super) set: PolicySet,
}

/// What a sign-in may be for.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    pub(super) all: bool,
    /// Ids and groups of apps.
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
    pub(super) actions: Vec<UserAction>,
    pub(super) contexts: Vec<String>,
}

impl<'a> Model<'a> {
    pub(in crate::access) fn new(
        policies: &'a [Policy],
        environment: &'a Environment,
        world: &'a World,
    ) -> Model<'a> {
        Model { policies, environment, world, set: PolicySet::compile(policies, environment) }
    }

    /// The same policies among other users and apps.
    pub(in crate::access) fn within(&self, world: &'a World) -> Model<'a> {
        Model { world, set: self.set.clone(), ..*self }
    }

    pub(super) fn rules(&self, at: usize) -> Option<&'a Rules> {
        self.policies.get(at).map(Policy::rules)
    }

    /// The users, where they are known.
    pub(in crate::access) fn known_users(&self) -> Option<&'a [KnownUser]> {
        self.world.users.as_deref()
    }

    /// No policy.
    pub(super) fn none(&self) -> Bits {
        vec![0; self.set.0.words].into()
    }

    /// The enforced policies about users for which `pick` says yes.
    pub(super) fn enforced(&self, pick: impl Fn(usize, &Rules) -> bool) -> Bits {
        let mut bits = self.none();
        for at in ones(&self.set.0.enforced) {
            let picked = self.rules(at).is_some_and(|rules| rules.workloads.is_none() && pick(at, rules));
            if let Some(word) = bits.get_mut(at / 64).filter(|_| picked) {
                *word |= 1 << (at % 64);
            }
        }
        bits
    }

    /// The places that the policies in `mask`, and `more`, tell apart.
    pub(super) fn places(&self, mask: &[u64], more: &[String]) -> Places<'a> {
        let named = ones(mask).filter_map(|at| self.rules(at)).flat_map(|rules| {
            let locations = &rules.conditions.locations;
            locations.include.iter().chain(&locations.exclude).cloned().collect::<Vec<_>>()
        });
        Places::new(self.environment, named.chain(more.iter().cloned()))
    }

    /// Every aspect but the user, as the policies in `mask` tell its values apart, of those that `keep` keeps.
    ///
    /// # Errors
    /// `invalid_argument{policies}` where filters tell too much apart.
    pub(super) fn cut(
        &self,
        mask: &[u64],
        targets: &Targets,
        places: &Places<'_>,
        device: Option<&Filter<DeviceAttribute>>,
        keep: impl Fn(Kind, &Value) -> bool,
    ) -> Result<Vec<Aspect>> {
        let row = |value: &Value, aspect: usize| {
            let mut row = SampleSignIn::default().with(&value.patch).row(&self.set, aspect);
            and(&mut row, mask);
            row
        };
        let mut aspects = vec![(Kind::Target, decide::TARGET, self.targets(mask, targets)?)];
        aspects.extend(aspect::plain(places));
        let mut made: Vec<Aspect> = aspects
            .into_iter()
            .map(|(kind, number, values)| {
                let kept = values.into_iter().filter(|value| keep(kind, value));
                Aspect::new(kind, kept.map(|value| (row(&value, number), value)))
            })
            .collect();
        made.extend(aspect::devices(self, mask, device)?);
        Ok(made)
    }

    /// `mask` without the policies that apply only where another one of it applies too.
    pub(super) fn widest(&self, mask: &[u64], aspects: &[Aspect]) -> Bits {
        let everyone = Scope::everyone();
        let known = who::known(self, mask, &everyone);
        let traits = Traits::new(self, mask, &everyone);
        let mut left: Bits = mask.into();
        for at in ones(mask) {
            let within = |other: usize| {
                other != at
                    && within(aspects, at, other)
                    && who_is_within(known.as_deref(), &traits, at, other)
            };
            let covered = ones(&left).any(within);
            if let Some(word) = left.get_mut(at / 64).filter(|_| covered) {
                *word &= !(1 << (at % 64));
            }
        }
        left
    }

    /// What can be signed in to: what the policies in `mask` tell apart, within `scope`.
    fn targets(&self, mask: &[u64], scope: &Targets) -> Result<Vec<Value>> {
        let mut values = Vec::new();
        for app in self.apps(mask, scope)? {
            let listed = |list: &[String]| {
                let own = std::iter::once(&app.client_id).chain(&app.groups);
                own.into_iter().any(|own| list.iter().any(|id| id.eq_ignore_ascii_case(own)))
            };
            if (scope.all || listed(&scope.include)) && !listed(&scope.exclude) {
                values.push(of_app(&app));
            }
        }
        for action in &scope.actions {
            let target = Target { action: Some(*action), ..Target::default() };
            let label = action.as_str().to_owned();
            values.push(Value { label, tags: Vec::new(), patch: Patch::Target(target) });
        }
        for context in &scope.contexts {
            let target = Target { context: Some(context.to_ascii_lowercase()), ..Target::default() };
            let label = format!("authentication context {context}");
            values.push(Value { label, tags: Vec::new(), patch: Patch::Target(target) });
        }
        Ok(values)
    }

    /// The apps that are known, or any app that the policies in `mask` could tell from others.
    fn apps(&self, mask: &[u64], scope: &Targets) -> Result<Vec<KnownApp>> {
        if let Some(apps) = &self.world.apps {
            return Ok(apps.clone());
        }
        let (mut ids, mut groups) = (vec![ANY_OTHER_APP.to_owned()], Vec::new());
        let mut filters: Vec<&Filter<AppAttribute>> = Vec::new();
        let named = ones(mask).filter_map(|at| self.rules(at)).flat_map(|rules| {
            let assigned = &rules.applications.apps;
            filters.extend(rules.applications.filter.iter().map(|rule| &rule.filter));
            assigned.include.iter().chain(&assigned.exclude)
        });
        for id in named.chain(&scope.include).chain(&scope.exclude) {
            let id = id.to_ascii_lowercase();
            match APP_GROUPS.iter().find(|(word, _)| *word == id) {
                Some((_, group)) if !groups.contains(group) => groups.push(group),
                Some(_) => {}
                None if !ids.contains(&id) => ids.push(id),
                None => {}
            }
        }
        let ways = super::devices::app_attributes(&filters)?;
        let mut apps = Vec::new();
        for client_id in &ids {
            for chosen in 0..1_usize << groups.len() {
                let within = groups.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0);
                let groups: Vec<String> = within.map(|(_, group)| (*group).to_owned()).collect();
                for attributes in &ways {
                    let (client_id, groups) = (client_id.clone(), groups.clone());
                    apps.push(KnownApp { client_id, groups, attributes: attributes.clone() });
                }
            }
        }
        Ok(apps)
    }
}

fn of_app(app: &KnownApp) -> Value {
    let KnownApp { client_id, groups, attributes } = app;
    let mut label = match client_id.as_str() {
        ANY_OTHER_APP => "any other app".to_owned(),
        id => format!("app {id}"),
    };
    if !groups.is_empty() {
        label.push_str(&format!(" in {}", groups.join(" and ")));
    }
    for (name, values) in attributes {
        label.push_str(&format!(" with {name} {values:?}"));
    }
    let target = Target {
        client_id: client_id.clone(),
        groups: groups.clone(),
        attributes: attributes.clone(),
        ..Target::default()
    };
    Value { label, tags: groups.clone(), patch: Patch::Target(target) }
}

/// Whether one policy applies, as far as these aspects go, only where another one does.
pub(super) fn within(aspects: &[Aspect], one: usize, other: usize) -> bool {
    aspects
        .iter()
        .all(|aspect| aspect.classes.iter().all(|class| !has(&class.row, one) || has(&class.row, other)))
}

/// Whether whoever comes under one policy comes under another.
pub(super) fn who_is_within(
    known: Option<&[(Bits, Patch)]>,
    traits: &Traits,
    one: usize,
    other: usize,
) -> bool {
    match known {
        Some(known) => known.iter().all(|(row, _)| !has(row, one) || has(row, other)),
        None => traits.apart(one, other).is_none(),
    }
}
