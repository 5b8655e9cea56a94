//! What two enforced policies have to do with each other, exactly: is one's reach within the other's, do they meet, and
//! does one ask for all that the other asks for.

use super::aspect::{Aspect, Kind};
use super::claim::Scope;
use super::model::{Model, Targets, within};
use super::who::Traits;
use crate::access::compile::Bits;
use crate::access::compile::rows::{has, ones};
use crate::access::control::Control;
use crate::access::policy::PolicyState;
use crate::access::words::UserAction;
use crate::error::Result;

/// Enforced policies, laid out to be compared.
pub(in crate::access) struct Pairs<'m, 'a> {
    model: &'m Model<'a>,
    aspects: Vec<Aspect>,
    traits: Traits,
    all: Vec<usize>,
}

impl<'m, 'a> Pairs<'m, 'a> {
    /// # Errors
    /// `invalid_argument{policies}` where filters tell too much apart.
    pub(in crate::access) fn new(model: &'m Model<'a>) -> Result<Pairs<'m, 'a>> {
        let mask = model.enforced(|_, rules| {
            let apps = &rules.applications;
            let selectors = !apps.user_actions.is_empty() || !apps.contexts.is_empty();
            // An app's exclusion beside a context depends on both at once; nobody writes such a policy.
            let mixed = selectors && (!apps.apps.exclude.is_empty() || apps.filter.is_some());
            rules.unsupported.is_none() && !mixed
        });
        let (aspects, traits) = model.lay_out(&mask)?;
        let everyone = Scope::everyone();
        let reachable =
            |at: &usize| reaches(&aspects, *at).is_none() && traits.under(*at, &everyone).is_some();
        let all = ones(&mask).filter(reachable).collect();
        Ok(Pairs { model, aspects, traits, all })
    }

    /// The policies that can apply, in stored order.
    pub(in crate::access) fn all(&self) -> impl Iterator<Item = usize> {
        self.all.iter().copied()
    }

    /// Whether one policy applies only where another one does.
    pub(in crate::access) fn within(&self, one: usize, other: usize) -> bool {
        within(&self.aspects, one, other) && self.traits.apart(one, other).is_none()
    }

    /// Whether both apply to some sign-in.
    pub(in crate::access) fn meet(&self, one: usize, other: usize) -> bool {
        let both = |aspect: &Aspect| aspect.classes.iter().any(|c| has(&c.row, one) && has(&c.row, other));
        self.aspects.iter().all(both) && self.traits.together(one, other).is_some()
    }

    /// Whether a sign-in that satisfies one policy satisfies another one too, and whether nothing is left for the
    /// session controls of the other to say.
    pub(in crate::access) fn implies(&self, one: usize, other: usize) -> bool {
        let set = &self.model.set.0;
        if has(&set.block, one) {
            return true;
        }
        let (Some(of_one), Some(of_other)) = (set.entries.get(one), set.entries.get(other)) else {
            return false;
        };
        let mut session = of_one.session.clone();
        session.merge(&of_other.session);
        if has(&set.block, other) || session != of_one.session {
            return false;
        }
        let (have, want) = (self.demands(one), self.demands(other));
        let implied = |want: usize, have: usize| self.demand_implies(have, want);
        match (has(&set.any_of, one), has(&set.any_of, other)) {
            _ if want.is_empty() => true,
            _ if have.is_empty() => false,
            (false, false) => want.iter().all(|w| have.iter().any(|h| implied(*w, *h))),
            (false, true) => want.iter().any(|w| have.iter().any(|h| implied(*w, *h))),
            (true, true) => have.iter().all(|h| want.iter().any(|w| implied(*w, *h))),
            (true, false) => have.iter().all(|h| want.iter().all(|w| implied(*w, *h))),
        }
    }

    fn demands(&self, at: usize) -> Vec<usize> {
        let demands = self.model.set.0.demands.iter().enumerate();
        demands.filter(|(_, known)| has(&known.lists, at)).map(|(place, _)| place).collect()
    }

    /// Whether what satisfies one demand satisfies another one.
    fn demand_implies(&self, have: usize, want: usize) -> bool {
        let demands = &self.model.set.0.demands;
        let (Some(had), Some(wanted)) = (demands.get(have), demands.get(want)) else { return false };
        if have == want {
            return true;
        }
        // A strength that nothing satisfies is never satisfied, and what is not satisfied says nothing.
        let strength = had.demand.control == Control::AuthenticationStrength;
        strength
            && match wanted.demand.control {
                Control::Mfa => had.allowed.iter().all(|c| c.is_multi_factor()),
                Control::AuthenticationStrength => {
                    had.allowed.iter().all(|had| wanted.allowed.iter().any(|wanted| had.covers(*wanted)))
                }
                _ => false,
            }
    }
}

impl Model<'_> {
    /// The part of a policy that no sign-in can meet, if there is one.
    ///
    /// # Errors
    /// `invalid_argument{policies}` where a filter tells too much apart.
    pub(in crate::access) fn unreachable(&self, at: usize) -> Result<Option<&'static str>> {
        let mut mask = self.none();
        super::who::set(
            &mut mask,
            at,
            self.policies.get(at).is_some_and(|p| p.state() != PolicyState::Disabled),
        );
        let (aspects, traits) = self.lay_out(&mask)?;
        if ones(&mask).next().is_none() {
            return Ok(None);
        }
        let nobody = traits.under(at, &Scope::everyone()).is_none();
        Ok(nobody.then_some("conditions.users").or_else(|| reaches(&aspects, at)))
    }

    /// Every aspect and everybody, as the policies in `mask` tell them apart.
    fn lay_out(&self, mask: &Bits) -> Result<(Vec<Aspect>, Traits)> {
        let contexts =
            ones(mask).filter_map(|at| self.rules(at)).flat_map(|r| r.applications.contexts.clone());
        let targets = Targets {
            all: true,
            actions: UserAction::ALL.to_vec(),
            contexts: contexts.collect(),
            ..Targets::default()
        };
        let aspects = self.cut(mask, &targets, &self.places(mask, &[]), None, |_, _| true)?;
        Ok((aspects, Traits::new(self, mask, &Scope::everyone())))
    }
}

/// The first aspect no class of which a policy is about.
fn reaches(aspects: &[Aspect], at: usize) -> Option<&'static str> {
    let missed = |aspect: &&Aspect| !aspect.classes.iter().any(|class| has(&class.row, at));
    aspects.iter().find(missed).map(|aspect| match aspect.kind {
        Kind::Target => "conditions.applications",
        Kind::ClientApp => "conditions.clientAppTypes",
        Kind::Platform => "conditions.platforms",
        Kind::Place => "conditions.locations",
        Kind::Device => "conditions.devices.deviceFilter",
        Kind::SignInRisk => "conditions.signInRiskLevels",
        Kind::UserRisk => "conditions.userRiskLevels",
        Kind::InsiderRisk => "conditions.insiderRiskLevels",
        Kind::Flow => "conditions.authenticationFlows",
    })
}
