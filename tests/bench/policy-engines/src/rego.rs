//! The policies in Rego, compiled for regorus's virtual machine.
//!
//! There is one rule per policy, its ids written out as sets. One rule over policies that are data was tried as well:
//! over 240 policies it takes half as long again, over 1,000 a third less. Conditions are in the order that ends
//! soonest, and the locations around an address are found once a decision, not once a policy. Inputs are made before
//! the clock starts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::rvm::program::Program;
use regorus::{Engine as Interpreter, Rc, Value};

use crate::generate::{self, Assigned, Location, Place, SignIn, World};
use crate::{Engine, Result, Verdict};

/// The locations around the address.
const PLACES: &str = r#"
package access

around contains id if {
    some id, location in data.locations
    some range in location.ranges
    net.cidr_contains(range, input.ip)
}
trusted if {
    some id in around
    data.locations[id].trusted
}
default outcome := "allow"
"#;

/// The outcome and every policy that applies.
const ALL: &str = r#"
answer := {"outcome": outcome, "block": block, "ask": ask}
outcome := "block" if count(block) > 0
outcome := "ask" if {
    not input.mfa
    count(block) == 0
    count(ask) > 0
}
"#;

/// The outcome, known with the first policy that blocks; none that asks is looked at where the answer is there.
const OUTCOME: &str = r#"
answer := {"outcome": outcome}
outcome := "block" if block
outcome := "ask" if {
    not input.mfa
    not block
    ask
}
"#;

const ANSWER: &str = "data.access.answer";

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    /// The outcome and every policy that applies.
    All,
    /// The outcome.
    Outcome,
}

pub(crate) struct Rego {
    wanted: Wanted,
    machine: RegoVM,
    inputs: Vec<Value>,
}

impl Rego {
    pub(crate) fn new(world: &World, count: usize, wanted: Wanted) -> Result<Rego> {
        let mut machine = RegoVM::new();
        machine.set_max_instructions(usize::MAX);
        machine.load_program(Rego::compile(world, count, wanted)?);
        let locations = world.locations.iter().map(|location| {
            let ranges: Vec<Value> = location.ranges.iter().map(|range| range.text().into()).collect();
            let members = object([("trusted", location.trusted.into()), ("ranges", ranges.into())]);
            (location.id.as_str().into(), members)
        });
        let locations = Value::from(locations.collect::<BTreeMap<Value, Value>>());
        machine.set_data(object([("locations", locations)]))?;
        Ok(Rego { wanted, machine, inputs: world.sign_ins.iter().map(input).collect() })
    }

    pub(crate) fn compile(world: &World, count: usize, wanted: Wanted) -> Result<Arc<Program>> {
        let rules = world.policies.iter().take(count).enumerate();
        let rules = rules.map(|(number, policy)| rule(number, policy, &world.locations, wanted));
        let head = if wanted == Wanted::All { ALL } else { OUTCOME };
        let text = format!("{PLACES}{head}{}", rules.collect::<String>());
        let mut engine = Interpreter::new();
        engine.add_policy("access.rego".to_owned(), text)?;
        let compiled = engine.compile_with_entrypoint(&Rc::from(ANSWER))?;
        Ok(Compiler::compile_from_policy(&compiled, &[ANSWER])?)
    }

    fn answer(&mut self, number: usize) -> Result<Value> {
        self.machine.set_input(self.inputs[number].clone());
        Ok(self.machine.execute()?)
    }
}

impl Engine for Rego {
    fn decide(&mut self, number: usize, _: &SignIn) -> Result<Verdict> {
        let answer = self.answer(number)?;
        match answer["outcome"].as_string()?.as_ref() {
            "allow" => Ok(Verdict::Allow),
            "block" => Ok(Verdict::Block),
            "ask" => Ok(Verdict::Ask),
            other => Err(format!("regorus answered {other}").into()),
        }
    }

    fn applied(&mut self, number: usize, _: &SignIn) -> Result<Option<Vec<usize>>> {
        if self.wanted == Wanted::Outcome {
            return Ok(None);
        }
        let answer = self.answer(number)?;
        let numbers = answer["block"].as_set()?.iter().chain(answer["ask"].as_set()?);
        let mut all: Vec<usize> =
            numbers.map(|number| Ok(usize::try_from(number.as_u64()?)?)).collect::<Result<_>>()?;
        all.sort_unstable();
        Ok(Some(all))
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.into_iter().map(|(name, value)| (name.into(), value));
    Value::from(members.collect::<BTreeMap<Value, Value>>())
}

fn input(sign_in: &SignIn) -> Value {
    let ids = sign_in.groups.iter().chain(&sign_in.roles).chain([&sign_in.user]);
    object([
        ("ids", Value::from(ids.map(|id| id.as_str().into()).collect::<BTreeSet<Value>>())),
        ("app", sign_in.app.as_str().into()),
        ("ip", sign_in.ip.as_str().into()),
        ("mfa", (!sign_in.satisfied.is_empty()).into()),
    ])
}

fn rule(number: usize, policy: &generate::Policy, locations: &[Location], wanted: Wanted) -> String {
    let mut conditions = Vec::new();
    if !policy.every_app {
        conditions.push(format!("input.app in {}", set(&policy.apps.include)));
    }
    if !policy.apps.exclude.is_empty() {
        conditions.push(format!("not input.app in {}", set(&policy.apps.exclude)));
    }
    if !policy.everyone {
        let included = principals(policy, |assigned| &assigned.include);
        conditions.push(format!("count({} & input.ids) > 0", set(included)));
    }
    let excluded = principals(policy, |assigned| &assigned.exclude);
    if !excluded.is_empty() {
        conditions.push(format!("count({} & input.ids) == 0", set(excluded)));
    }
    let of = |numbers: &[usize]| set(numbers.iter().map(|number| &locations[*number].id));
    match &policy.place {
        Place::Anywhere => {}
        Place::OutsideTrusted => conditions.push("not trusted".to_owned()),
        Place::Outside(numbers) => conditions.push(format!("count({} & around) == 0", of(numbers))),
        Place::Inside(numbers) => conditions.push(format!("count({} & around) > 0", of(numbers))),
    }
    let name = if policy.block { "block" } else { "ask" };
    let head = match wanted {
        Wanted::All => format!("{name} contains {number}"),
        Wanted::Outcome => name.to_owned(),
    };
    format!("{head} if {{\n    {}\n}}\n", conditions.join("\n    "))
}

fn principals(policy: &generate::Policy, side: impl Fn(&Assigned) -> &Vec<String>) -> Vec<&String> {
    [&policy.users, &policy.groups, &policy.roles].into_iter().flat_map(side).collect()
}

fn set<'a>(ids: impl IntoIterator<Item = &'a String>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("\"{id}\"")).collect();
    format!("{{{}}}", ids.join(", "))
}
