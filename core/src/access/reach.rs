//! What of a decision's demands somebody can satisfy, where policies take any of several.

use super::compile::rows::has;
use super::compile::{DemandIndex, Entry};
use super::control::{Control, Demand};
use super::decision::{Decision, Reason};
use super::strength::Combination;

/// What somebody can yet show in a sign-in, beside accepting terms of use.
pub(crate) struct Reach {
    /// The methods that they will have used with a second factor; nothing when there is no other for them.
    pub(crate) with_second_factor: Option<Combination>,
    /// Whether two factors were shown already.
    pub(crate) two_factors: bool,
    /// Whether they have a password, which a new one can replace.
    pub(crate) password: bool,
}

impl Reach {
    fn covers(&self, known: &DemandIndex) -> bool {
        match known.demand.control {
            Control::Mfa => self.with_second_factor.is_some(),
            Control::AuthenticationStrength => self
                .with_second_factor
                .is_some_and(|used| known.allowed.iter().any(|allowed| used.covers(*allowed))),
            Control::PasswordChange => {
                self.password && (self.two_factors || self.with_second_factor.is_some())
            }
            control => control.prompts(),
        }
    }
}

impl Decision {
    /// The enforced policies that are about a user action by itself and not satisfied, by their places.
    fn unmet_for_action(&self) -> impl Iterator<Item = usize> {
        let of_action = |entry: &Entry| entry.target_reason == Reason::UserActions;
        let asking = self.asking().filter(move |(_, entry, satisfied)| of_action(entry) && !satisfied);
        asking.map(|(index, ..)| index)
    }

    /// What they ask for, each once.
    pub(crate) fn missing_for_action(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for at in self.unmet_for_action().flat_map(|index| self.missing(index)) {
            let name = self.set.0.demands[at].demand.name();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The terms of use that would satisfy the enforced policies that are about a user action by itself; `None` when
    /// one of them asks for more.
    pub(crate) fn terms_for_action(&self) -> Option<Vec<String>> {
        let set = &self.set.0;
        let mut terms: Vec<String> = Vec::new();
        for index in self.unmet_for_action() {
            let missing: Vec<&Demand> = self.missing(index).map(|at| &set.demands[at].demand).collect();
            let is_terms = |demand: &&&Demand| demand.control == Control::TermsOfUse;
            let wanted = if has(&set.any_of, index) { 1 } else { missing.len() };
            let asked = missing.iter().filter(is_terms).take(wanted).filter_map(|demand| demand.id.clone());
            let before = terms.len();
            terms.extend(asked);
            if terms.len() - before < wanted {
                return None;
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Some(terms)
    }

    /// Asks, where a policy takes any of several controls, for the first within reach. Changes nothing when some
    /// policy asks for what is out of reach altogether.
    pub(crate) fn prefer(&mut self, reach: &Reach) {
        let known = &self.set.0.demands;
        let within = |at: &usize| known.get(*at).is_some_and(|known| reach.covers(known));
        let mut asked: Vec<usize> = Vec::new();
        for (index, ..) in self.asking().filter(|(.., satisfied)| !satisfied) {
            let mut missing = self.missing(index);
            if has(&self.set.0.any_of, index) {
                let Some(first) = missing.find(within) else { return };
                asked.push(first);
                continue;
            }
            let before = asked.len();
            asked.extend(missing);
            if !asked[before..].iter().all(within) {
                return;
            }
        }
        asked.sort_unstable();
        asked.dedup();
        self.demands = asked.into_iter().filter_map(|at| Some(known.get(at)?.demand.clone())).collect();
        self.required = self.demands.iter().map(|demand| demand.control).collect();
        self.required.dedup();
    }
}
