//! Doorstep's engine: the only file that calls it.

use doorstep_core::access::{Decision, Environment, Facts, NamedLocation, PolicySet};
use doorstep_core::{Outcome, Policy};

use crate::generate::{self, SignIn, World};
use crate::{Engine, Result, Verdict};

pub(crate) struct Ours {
    policies: Vec<Policy>,
    environment: Environment,
    set: PolicySet,
}

impl Ours {
    pub(crate) fn new(world: &World, count: usize) -> Result<Ours> {
        let parse = |(number, policy): (usize, &generate::Policy)| {
            let document = policy.graph(number, &world.locations).to_string();
            let policy = Policy::parse(&document)?.with_meta(format!("policy-{number}"), 0, None);
            policy.check_storable()?;
            Ok(policy)
        };
        let policies: Vec<Policy> =
            world.policies.iter().take(count).enumerate().map(parse).collect::<Result<_>>()?;
        let locations = world.locations.iter().map(|location| {
            let read = NamedLocation::parse(&location.graph().to_string())?;
            Ok(read.with_meta(location.id.clone(), 0, None))
        });
        let environment = Environment::new(locations.collect::<Result<_>>()?, Vec::new(), &[])?;
        Ok(Ours { set: PolicySet::compile(&policies, &environment), policies, environment })
    }

    /// Compiles the set again.
    pub(crate) fn compile(&self) -> PolicySet {
        PolicySet::compile(&self.policies, &self.environment)
    }

    fn say(&self, sign_in: &SignIn) -> Decision {
        self.set.decide(&Facts {
            user_id: &sign_in.user,
            group_ids: &sign_in.groups,
            role_ids: &sign_in.roles,
            client_id: &sign_in.app,
            context: &sign_in.context,
            satisfied: &sign_in.satisfied,
            ..Facts::default()
        })
    }
}

impl Engine for Ours {
    fn decide(&mut self, _: usize, sign_in: &SignIn) -> Result<Verdict> {
        let decision = std::hint::black_box(self.say(sign_in));
        Ok(match decision.outcome {
            Outcome::Allow => Verdict::Allow,
            Outcome::Block => Verdict::Block,
            Outcome::ControlsRequired => Verdict::Ask,
        })
    }

    fn applied(&mut self, _: usize, sign_in: &SignIn) -> Result<Option<Vec<usize>>> {
        let results = self.say(sign_in).policies();
        let applied = results.iter().enumerate().filter(|(_, result)| result.applies);
        Ok(Some(applied.map(|(number, _)| number).collect()))
    }
}
