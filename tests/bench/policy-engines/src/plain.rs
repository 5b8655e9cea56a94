//! A plain loop over typed policies: what one writes who has no engine.
//!
//! It stops at the first condition of a policy that does not hold, and parses the address once a decision.

use std::net::IpAddr;

use crate::generate::{Location, Place, Policy, SignIn, World};
use crate::{Engine, Result, Verdict};

pub(crate) struct Plain<'a> {
    policies: &'a [Policy],
    locations: &'a [Location],
    /// The policies that applied last, as a log would want them.
    applied: Vec<usize>,
}

/// The same for the outcome alone: it ends with the first policy that blocks.
pub(crate) struct Brief<'a>(pub(crate) Plain<'a>);

impl<'a> Plain<'a> {
    pub(crate) fn new(world: &'a World, count: usize) -> Plain<'a> {
        Plain { policies: &world.policies[..count], locations: &world.locations, applied: Vec::new() }
    }

    fn applies(&self, policy: &Policy, sign_in: &SignIn, ip: IpAddr) -> bool {
        app(policy, sign_in) && user(policy, sign_in) && self.placed(&policy.place, ip)
    }

    fn within(&self, number: usize, ip: IpAddr) -> bool {
        self.locations[number].ranges.iter().any(|range| range.contains(ip))
    }

    fn placed(&self, place: &Place, ip: IpAddr) -> bool {
        match place {
            Place::Anywhere => true,
            Place::OutsideTrusted => {
                (0..self.locations.len()).all(|n| !self.locations[n].trusted || !self.within(n, ip))
            }
            Place::Outside(numbers) => numbers.iter().all(|n| !self.within(*n, ip)),
            Place::Inside(numbers) => numbers.iter().any(|n| self.within(*n, ip)),
        }
    }
}

impl Engine for Plain<'_> {
    fn decide(&mut self, _: usize, sign_in: &SignIn) -> Result<Verdict> {
        let ip: IpAddr = sign_in.ip.parse()?;
        let (mut blocked, mut asked) = (false, false);
        let mut applied = std::mem::take(&mut self.applied);
        applied.clear();
        for (number, policy) in self.policies.iter().enumerate() {
            if self.applies(policy, sign_in, ip) {
                applied.push(number);
                blocked |= policy.block;
                asked |= !policy.block && sign_in.satisfied.is_empty();
            }
        }
        self.applied = applied;
        Ok(if blocked {
            Verdict::Block
        } else if asked {
            Verdict::Ask
        } else {
            Verdict::Allow
        })
    }

    fn applied(&mut self, number: usize, sign_in: &SignIn) -> Result<Option<Vec<usize>>> {
        self.decide(number, sign_in)?;
        Ok(Some(self.applied.clone()))
    }
}

impl Engine for Brief<'_> {
    fn decide(&mut self, _: usize, sign_in: &SignIn) -> Result<Verdict> {
        let ip: IpAddr = sign_in.ip.parse()?;
        let mut verdict = Verdict::Allow;
        for policy in self.0.policies {
            if self.0.applies(policy, sign_in, ip) {
                if policy.block {
                    return Ok(Verdict::Block);
                }
                if sign_in.satisfied.is_empty() {
                    verdict = Verdict::Ask;
                }
            }
        }
        Ok(verdict)
    }

    fn applied(&mut self, _: usize, _: &SignIn) -> Result<Option<Vec<usize>>> {
        Ok(None)
    }
}

fn app(policy: &Policy, sign_in: &SignIn) -> bool {
    (policy.every_app || policy.apps.include.contains(&sign_in.app))
        && !policy.apps.exclude.contains(&sign_in.app)
}

fn user(policy: &Policy, sign_in: &SignIn) -> bool {
    let included = policy.everyone
        || policy.users.include.contains(&sign_in.user)
        || any(&policy.groups.include, &sign_in.groups)
        || any(&policy.roles.include, &sign_in.roles);
    included
        && !policy.users.exclude.contains(&sign_in.user)
        && !any(&policy.groups.exclude, &sign_in.groups)
        && !any(&policy.roles.exclude, &sign_in.roles)
}

fn any(named: &[String], ids: &[String]) -> bool {
    named.iter().any(|id| ids.contains(id))
}
