//! Proves a claim, or finds a sign-in that shows it wrong.

use super::World;
use super::aspect::{Aspect, Kind, Value};
use super::claim::{Claim, ClaimDemand, ConditionScope, Named, Scope};
use super::model::{Model, Targets};
use super::sample::{Patch, SampleSignIn};
use super::search::untouched;
use super::who::{self, Traits};
use crate::access::compile::rows::{has, ones};
use crate::access::compile::{Bits, Environment};
use crate::access::control::Control;
use crate::access::decision::{Decision, Outcome};
use crate::access::filter::{DeviceAttribute, Filter};
use crate::access::policy::Policy;
use crate::access::strength::{AuthenticationStrength, Combination};
use crate::error::{Error, Result};

/// Whether a claim holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Whether it holds for every sign-in that it is about.
    pub(crate) holds: bool,
    /// How many classes of sign-ins were told apart. None: the claim is about no sign-in at all, and holds of those.
    pub(crate) classes_examined: u64,
    /// A sign-in for which it does not hold.
    pub(crate) counterexample: Option<Counterexample>,
}

/// A sign-in that shows a claim wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counterexample {
    /// The sign-in.
    pub(crate) sign_in: SampleSignIn,
    /// What the policies say of it.
    pub(crate) decision: Decision,
}

/// Proves `claim` of the enforced ones of `policies`, or finds a sign-in that shows it wrong.
///
/// A sign-in that is blocked requires everything: it does not go through without it.
///
/// # Errors
/// `invalid_argument{claim.…}` for a control or filter that is not understood; `invalid_argument{policies}` where the
/// policies tell too much apart to go through it all.
pub(crate) fn prove(
    policies: &[Policy],
    environment: &Environment,
    world: &World,
    claim: &Claim,
) -> Result<Proof> {
    Model::new(policies, environment, world).prove(claim)
}

/// Whether every sign-in in `scope` to any app is blocked by some of `blocking`, policies by their places, enforced or not.
///
/// # Errors
/// As [`prove`].
pub(in crate::access) fn always_blocked(
    model: &Model<'_>,
    scope: &Scope,
    blocking: &[usize],
) -> Result<bool> {
    let mut mask: Bits = model.none();
    blocking.iter().for_each(|at| who::set(&mut mask, *at, true));
    if mask.iter().all(|word| *word == 0) {
        return Ok(false);
    }
    let claim = Claim { who: scope.clone(), ..Claim::everywhere(ClaimDemand::Blocked) };
    let searched = model.spare(&mask, &claim)?;
    Ok(searched.classes > 0 && searched.counterexample.is_none())
}

/// What is satisfied in a sign-in that is to get by without some controls: everything else.
struct Favor {
    satisfied: Vec<Control>,
    completed: Vec<Combination>,
    terms: Vec<String>,
    host: Vec<String>,
    /// By the place of a demand in the compiled set.
    meets: Vec<bool>,
}

/// The classes that were gone through, and a sign-in that was looked for.
struct Searched {
    classes: u64,
    counterexample: Option<SampleSignIn>,
}

impl Model<'_> {
    pub(super) fn prove(&self, claim: &Claim) -> Result<Proof> {
        match &claim.demand {
            ClaimDemand::Blocked => {
                let everything = self.favor(&[]);
                self.answer(self.spare(&self.blocking(), claim)?, &everything, |outcome| {
                    outcome == Outcome::Block
                })
            }
            ClaimDemand::NotBlocked => {
                let everything = self.favor(&[]);
                let searched = self.touch(&self.blocking(), claim)?;
                self.answer(searched, &everything, |outcome| outcome != Outcome::Block)
            }
            ClaimDemand::Allowed => {
                let nothing = Favor::nothing();
                let asking = self.enforced(|_, rules| {
                    rules.grant.block || rules.unsupported.is_some() || !rules.grant.demands.is_empty()
                });
                self.answer(self.touch(&asking, claim)?, &nothing, |outcome| outcome == Outcome::Allow)
            }
            ClaimDemand::RequiresAnyOf(controls) => self.require(claim, controls),
            ClaimDemand::RequiresAllOf(controls) => {
                let mut classes = 0;
                for control in controls {
                    let proof = self.require(claim, std::slice::from_ref(control))?;
                    classes = proof.classes_examined;
                    if !proof.holds {
                        return Ok(proof);
                    }
                }
                Ok(Proof { holds: true, classes_examined: classes, counterexample: None })
            }
        }
    }

    fn require(&self, claim: &Claim, controls: &[String]) -> Result<Proof> {
        let named: Option<Vec<Named>> = controls.iter().map(|text| Named::read(text)).collect();
        let Some(named) = named.filter(|named| !named.is_empty()) else {
            let reason = format!("must be grant controls such as mfa or termsOfUse:<id>, not {controls:?}");
            return Err(Error::invalid("claim.demand", reason));
        };
        let favor = self.favor(&named);
        let demanding = self.enforced(|at, rules| {
            rules.grant.block || rules.unsupported.is_some() || !self.is_met(at, &favor)
        });
        let searched = self.spare(&demanding, claim)?;
        self.answer(searched, &favor, |outcome| outcome != Outcome::Allow)
    }

    /// Decides a counterexample once more, with what is satisfied in it.
    fn answer(
        &self,
        searched: Searched,
        favor: &Favor,
        as_claimed: impl Fn(Outcome) -> bool,
    ) -> Result<Proof> {
        let Some(mut sign_in) = searched.counterexample else {
            return Ok(Proof { holds: true, classes_examined: searched.classes, counterexample: None });
        };
        sign_in.satisfied.clone_from(&favor.satisfied);
        sign_in.completed = favor.completed.iter().map(|combination| combination.as_string()).collect();
        sign_in.accepted_terms.clone_from(&favor.terms);
        sign_in.context.satisfied_controls.clone_from(&favor.host);
        let decision = sign_in.decide(&self.set);
        if as_claimed(decision.outcome) {
            return Err(Error::internal("a counterexample that is none"));
        }
        let counterexample = Some(Counterexample { sign_in, decision });
        Ok(Proof { holds: false, classes_examined: searched.classes, counterexample })
    }

    /// The enforced policies that block.
    fn blocking(&self) -> Bits {
        self.enforced(|_, rules| rules.grant.block || rules.unsupported.is_some())
    }

    fn aspects(&self, mask: &[u64], claim: &Claim) -> Result<Vec<Aspect>> {
        let conditions = &claim.conditions;
        let lower = |list: &[String]| list.iter().map(|id| id.to_ascii_lowercase()).collect::<Vec<_>>();
        let (within, outside) = (lower(&conditions.in_locations), lower(&conditions.outside_locations));
        let places = self.places(mask, &[within.as_slice(), outside.as_slice()].concat());
        let targets = Targets {
            all: claim.apps.all,
            include: lower(&claim.apps.ids),
            exclude: lower(&claim.apps.exclude_ids),
            actions: claim.apps.user_actions.clone(),
            contexts: claim.apps.authentication_contexts.clone(),
        };
        let device = conditions.device_filter.as_deref().map(Filter::<DeviceAttribute>::parse).transpose();
        let device = device.map_err(|reason| Error::invalid("claim.conditions.deviceFilter", reason))?;
        self.cut(mask, &targets, &places, device.as_ref(), |kind, value| {
            allows(conditions, &within, &outside, kind, value)
        })
    }

    /// Looks for a sign-in that the claim is about and that no policy in `mask` applies to.
    fn spare(&self, mask: &[u64], claim: &Claim) -> Result<Searched> {
        let aspects = self.aspects(mask, claim)?;
        let (rows, patches): (Vec<Bits>, Vec<Patch>) = match who::known(self, mask, &claim.who) {
            Some(known) => known.into_iter().unzip(),
            None => {
                let traits = Traits::new(self, mask, &claim.who);
                let fewest = traits.fewest(mask, &claim.who)?;
                fewest.into_iter().map(|(row, person)| (row, traits.patch(&person))).unzip()
            }
        };
        let found = untouched(mask, &rows, &aspects)?;
        let counterexample = found.and_then(|found| {
            let chosen = aspects.iter().zip(found.classes);
            Some(assemble(patches.get(found.user)?, chosen))
        });
        Ok(Searched { classes: count(rows.len(), &aspects), counterexample })
    }

    /// Looks for a sign-in that the claim is about and that some policy in `mask` applies to.
    fn touch(&self, mask: &[u64], claim: &Claim) -> Result<Searched> {
        let aspects = self.aspects(mask, claim)?;
        let known = who::known(self, mask, &claim.who);
        let traits = known.is_none().then(|| Traits::new(self, mask, &claim.who));
        let users = known.as_ref().map_or(1, Vec::len);
        let mut searched = Searched { classes: count(users, &aspects), counterexample: None };
        for at in ones(mask) {
            let places: Option<Vec<usize>> = aspects
                .iter()
                .map(|aspect| aspect.classes.iter().position(|class| has(&class.row, at)))
                .collect();
            let Some(places) = places else { continue };
            let who = match (&known, &traits) {
                (Some(known), _) => {
                    known.iter().find(|(row, _)| has(row, at)).map(|(_, patch)| patch.clone())
                }
                (None, Some(traits)) => traits.under(at, &claim.who).map(|person| traits.patch(&person)),
                (None, None) => None,
            };
            if let Some(who) = who {
                searched.counterexample = Some(assemble(&who, aspects.iter().zip(places)));
                return Ok(searched);
            }
        }
        Ok(searched)
    }

    /// Everything satisfied but `without`, and what would imply it.
    fn favor(&self, without: &[Named]) -> Favor {
        let set = &self.set.0;
        let denied = |control: Control, id: Option<&str>| {
            let same = |named: &&Named| {
                named.control == control && (named.id.is_none() || named.id.as_deref() == id)
            };
            without.iter().any(|named| same(&named))
        };
        let wanted: Vec<Combination> = without.iter().flat_map(|named| self.strength(named)).collect();
        let usable = |combination: &Combination| {
            let factors = denied(Control::Mfa, None) && combination.is_multi_factor();
            !factors && !wanted.iter().any(|wanted| combination.covers(*wanted))
        };
        let mut favor = Favor::nothing();
        favor.satisfied = Control::ALL.iter().copied().filter(|control| !denied(*control, None)).collect();
        for known in &set.demands {
            let (control, id) = (known.demand.control, known.demand.id.as_deref());
            let met = match control {
                Control::AuthenticationStrength => {
                    let usable = known.allowed.iter().filter(|c| !denied(control, id) && usable(c));
                    let before = favor.completed.len();
                    favor.completed.extend(usable.copied());
                    favor.completed.len() > before
                }
                _ => !denied(control, id),
            };
            favor.meets.push(met);
            match (control, known.demand.id.clone()) {
                (Control::TermsOfUse, Some(id)) if met => favor.terms.push(id),
                (Control::CustomAuthenticationFactor, Some(id)) if met => favor.host.push(id),
                _ => {}
            }
        }
        let mut unique: Vec<Combination> = Vec::new();
        favor.completed.drain(..).for_each(|c| {
            if !unique.contains(&c) {
                unique.push(c);
            }
        });
        favor.completed = unique;
        // A combination that is two factors shows a strength that another one of its kind was denied.
        for (known, met) in set.demands.iter().zip(&mut favor.meets) {
            if known.demand.control == Control::AuthenticationStrength {
                *met = favor.completed.iter().any(|done| known.allowed.iter().any(|c| done.covers(*c)));
            }
        }
        favor
    }

    /// What satisfies the strength that a claim names.
    fn strength(&self, named: &Named) -> Vec<Combination> {
        let Some(id) = named.id.as_deref().filter(|_| named.control == Control::AuthenticationStrength)
        else {
            return Vec::new();
        };
        let mut asked =
            self.set.0.demands.iter().filter(|known| {
                known.demand.control == named.control && known.demand.id.as_deref() == Some(id)
            });
        if let Some(known) = asked.next() {
            return known.allowed.clone();
        }
        let own =
            self.environment.strengths.iter().find(|known| known.id().eq_ignore_ascii_case(id)).cloned();
        let built_in = || AuthenticationStrength::built_in().into_iter().find(|known| known.id() == id);
        own.or_else(built_in).map(|known| known.allowed().to_vec()).unwrap_or_default()
    }

    /// Whether what is satisfied is enough for the policy at `at`.
    fn is_met(&self, at: usize, favor: &Favor) -> bool {
        let set = &self.set.0;
        let listed = set.demands.iter().zip(&favor.meets).filter(|(known, _)| has(&known.lists, at));
        let met: Vec<bool> = listed.map(|(_, met)| *met).collect();
        met.is_empty() || if has(&set.any_of, at) { met.contains(&true) } else { !met.contains(&false) }
    }
}

impl Favor {
    fn nothing() -> Favor {
        Favor { satisfied: vec![], completed: vec![], terms: vec![], host: vec![], meets: vec![] }
    }
}

/// Whether the conditions of a claim allow a value.
fn allows(
    conditions: &ConditionScope,
    within: &[String],
    outside: &[String],
    kind: Kind,
    value: &Value,
) -> bool {
    fn listed<T: PartialEq>(list: &[T], value: Option<T>) -> bool {
        list.is_empty() || value.is_some_and(|value| list.contains(&value))
    }
    match (kind, &value.patch) {
        (Kind::Place, _) => {
            let inside = |ids: &[String]| ids.iter().any(|id| value.tags.contains(id));
            (within.is_empty() || within.iter().any(|id| id == "all") || inside(within)) && !inside(outside)
        }
        (_, Patch::Platform(platform)) => listed(&conditions.platforms, *platform),
        (_, Patch::ClientApp(kind)) => listed(&conditions.client_app_types, *kind),
        (_, Patch::SignInRisk(risk)) => listed(&conditions.sign_in_risk_levels, *risk),
        (_, Patch::UserRisk(risk)) => listed(&conditions.user_risk_levels, *risk),
        (_, Patch::InsiderRisk(risk)) => listed(&conditions.insider_risk_levels, *risk),
        (_, Patch::Flow(flow)) => listed(&conditions.authentication_flows, *flow),
        _ => true,
    }
}

/// How many combinations of classes there are, as far as a number can say.
fn count(users: usize, aspects: &[Aspect]) -> u64 {
    let sizes = aspects.iter().map(|aspect| aspect.classes.len()).chain([users]);
    sizes.fold(1, |all, size| all.saturating_mul(u64::try_from(size).unwrap_or(u64::MAX)))
}

/// The sign-in that stands for a user and a class of each aspect.
pub(super) fn assemble<'a>(who: &Patch, chosen: impl Iterator<Item = (&'a Aspect, usize)>) -> SampleSignIn {
    let patches = chosen.filter_map(|(aspect, class)| {
        let values = &aspect.classes.get(class)?.values;
        values.first().map(|value| &value.patch)
    });
    patches.fold(SampleSignIn::default().with(who), SampleSignIn::with)
}
