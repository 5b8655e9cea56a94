//! The sign-ins to apps that no enforced policy blocks or asks anything of.

use std::collections::HashMap;
use std::rc::Rc;

use super::World;
use super::aspect::Aspect;
use super::cubes::{Population, Users, share};
use super::describe::{apps, condition};
use super::model::{Model, Targets};
use super::places::Places;
use super::proof::assemble;
use super::sample::SampleSignIn;
use super::search::too_many;
use crate::access::compile::rows::{and, meet, ones};
use crate::access::compile::{Bits, Environment};
use crate::access::decision::Outcome;
use crate::access::policy::Policy;
use crate::error::{Error, Result};

/// The most sets of sign-ins that are kept apart.
const SETS_MAX: usize = 2_000;
/// The most comparisons of sets until then.
const WORK_MAX: usize = 4_000_000;

/// Sign-ins that no enforced policy blocks or asks anything of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Whose, as in `anybody not in group g-1`.
    pub(crate) who: String,
    /// To which apps, as in `any app but app a-1`.
    pub(crate) apps: String,
    /// Under which circumstances, all at once; whatever they are where there is none.
    pub(crate) conditions: Vec<String>,
    /// One of them.
    pub(crate) sample: SampleSignIn,
}

/// Every sign-in to an app that goes through though no enforced policy grants it under a control, as sets of sign-ins,
/// the widest first. The sets may overlap; together they are exactly those sign-ins.
///
/// # Errors
/// `invalid_argument{policies}` where the policies tell too much apart to go through it all.
pub(crate) fn gaps(policies: &[Policy], environment: &Environment, world: &World) -> Result<Vec<Gap>> {
    let model = Model::new(policies, environment, world);
    let found = Uncovered::of(&model)?;
    let mut gaps: Vec<(f64, Gap)> = Vec::new();
    for set in &found.sets {
        gaps.push((found.breadth(set), found.gap(&model, set)?));
    }
    gaps.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    Ok(gaps.into_iter().map(|(_, gap)| gap).collect())
}

/// Everything that no policy covers.
pub(super) struct Uncovered<'a> {
    #[cfg(test)]
    pub(super) mask: Bits,
    pub(super) population: Population,
    pub(super) aspects: Vec<Aspect>,
    places: Places<'a>,
    pub(super) sets: Vec<Set>,
}

/// Some users, and for each aspect the classes that it may be of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Set {
    pub(super) users: Users,
    /// By aspect, by class.
    pub(super) classes: Vec<Vec<bool>>,
}

impl<'a> Uncovered<'a> {
    pub(super) fn of(model: &Model<'a>) -> Result<Uncovered<'a>> {
        let mask = model.enforced(|_, rules| {
            rules.grant.block || rules.unsupported.is_some() || !rules.grant.demands.is_empty()
        });
        let everything = Targets { all: true, ..Targets::default() };
        let cut = |mask: &[u64]| {
            let places = model.places(mask, &[]);
            let aspects = model.cut(mask, &everything, &places, None, |_, _| true)?;
            Ok::<_, Error>((places, aspects))
        };
        // Where one policy covers all that another one covers, only the first makes a difference.
        let mask = model.widest(&mask, &cut(&mask)?.1);
        let (places, aspects) = cut(&mask)?;
        let population = Population::new(model, &mask);
        let certain = certain(&population, &aspects, &mask);
        let mut walk =
            Walk { population: &population, aspects: &aspects, certain, known: HashMap::new(), work: 0 };
        let mut sets: Vec<Set> = walk.from(0, &mask)?.as_ref().clone();
        let all = sets.clone();
        sets.retain(|set| !all.iter().any(|other| other != set && other.covers(set)));
        Ok(Uncovered {
            #[cfg(test)]
            mask,
            population,
            aspects,
            places,
            sets,
        })
    }

    fn breadth(&self, set: &Set) -> f64 {
        let aspects = set.classes.iter().zip(&self.aspects).map(|(on, aspect)| {
            let values = |on: bool, class: &super::aspect::Class| if on { class.values.len() } else { 0 };
            let some = on.iter().zip(&aspect.classes).map(|(on, class)| values(*on, class)).sum();
            share(some, aspect.classes.iter().map(|class| class.values.len()).sum())
        });
        aspects.product::<f64>() * self.population.breadth(&set.users)
    }

    fn gap(&self, model: &Model<'_>, set: &Set) -> Result<Gap> {
        let first = |on: &Vec<bool>| on.iter().position(|on| *on).unwrap_or_default();
        let chosen = self.aspects.iter().zip(set.classes.iter().map(first));
        let who = self.population.sample(&set.users).ok_or_else(|| Error::internal("a gap of nobody"))?;
        let sample = assemble(&who, chosen);
        if sample.decide(&model.set).outcome != Outcome::Allow {
            return Err(Error::internal("a gap that is none"));
        }
        let mut described = Gap {
            who: self.population.describe(&set.users),
            apps: String::new(),
            conditions: vec![],
            sample,
        };
        for (aspect, on) in self.aspects.iter().zip(&set.classes) {
            match aspect.kind {
                super::aspect::Kind::Target => described.apps = apps(aspect, on),
                _ => described.conditions.extend(condition(aspect, on, &self.places)),
            }
        }
        Ok(described)
    }
}

impl Set {
    pub(super) fn covers(&self, other: &Set) -> bool {
        let within = |a: &Vec<bool>, b: &Vec<bool>| a.iter().zip(b).all(|(a, b)| !a || *b);
        other.classes.iter().zip(&self.classes).all(|(a, b)| within(a, b)) && self.users.covers(&other.users)
    }
}

/// Goes through the aspects, one after the other. What follows from a set of policies that could still apply is worked
/// out once, however it was come by.
struct Walk<'a> {
    population: &'a Population,
    aspects: &'a [Aspect],
    /// By aspect, the policies that neither a user nor any class from that aspect on rules out.
    certain: Vec<Bits>,
    known: HashMap<(usize, Bits), Rc<Vec<Set>>>,
    work: usize,
}

fn certain(population: &Population, aspects: &[Aspect], mask: &[u64]) -> Vec<Bits> {
    let mut certain: Vec<Bits> = vec![population.unavoidable(mask)];
    for aspect in aspects.iter().rev() {
        let mut all = certain.last().cloned().unwrap_or_default();
        aspect.classes.iter().for_each(|class| and(&mut all, &class.row));
        certain.push(all);
    }
    certain.reverse();
    certain
}

impl Walk<'_> {
    /// What is uncovered when the policies in `left` could still apply and the aspects from `at` on are open. The classes
    /// of a set begin with that aspect.
    fn from(&mut self, at: usize, left: &Bits) -> Result<Rc<Vec<Set>>> {
        if let Some(known) = self.known.get(&(at, left.clone())) {
            return Ok(Rc::clone(known));
        }
        self.spend(100)?;
        // What nothing that is still open rules out covers all of it.
        if self.certain.get(at).is_some_and(|certain| meet(certain, left)) {
            return Ok(Rc::default());
        }
        let made = match self.aspects.get(at) {
            None => {
                let users = self.population.spared(left)?;
                self.spend(users.len() * users.len() * ones(left).count())?;
                users.into_iter().map(|users| Set { users, classes: Vec::new() }).collect()
            }
            Some(aspect) => self.through(at, aspect, left)?,
        };
        let made = Rc::new(made);
        self.known.insert((at, left.clone()), Rc::clone(&made));
        Ok(made)
    }

    fn spend(&mut self, work: usize) -> Result<()> {
        self.work += work;
        if self.work > WORK_MAX { Err(too_many("sign-ins")) } else { Ok(()) }
    }

    fn through(&mut self, at: usize, aspect: &Aspect, left: &Bits) -> Result<Vec<Set>> {
        let mut rests: Vec<Rc<Vec<Set>>> = Vec::new();
        for class in &aspect.classes {
            let mut still = left.clone();
            and(&mut still, &class.row);
            rests.push(self.from(at + 1, &still)?);
        }
        let mut distinct: Vec<&Set> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for rest in rests.iter().flat_map(|rests| rests.iter()) {
            if seen.insert(rest) {
                distinct.push(rest);
            }
        }
        self.spend(distinct.len() * (rests.iter().map(|rests| rests.len()).sum::<usize>() + distinct.len()))?;
        // Of each thing that may follow, every class that it may follow on.
        let mut made: Vec<Set> = Vec::new();
        for rest in distinct {
            let on: Vec<bool> = rests.iter().map(|sets| sets.iter().any(|set| set.covers(rest))).collect();
            let classes = std::iter::once(on).chain(rest.classes.iter().cloned()).collect();
            let set = Set { users: rest.users.clone(), classes };
            if made.iter().any(|known| known.covers(&set)) {
                continue;
            }
            made.retain(|known| !set.covers(known));
            made.push(set);
            if made.len() > SETS_MAX {
                return Err(too_many("sign-ins"));
            }
        }
        Ok(made)
    }
}

#[cfg(test)]
impl Uncovered<'_> {
    /// Whether a sign-in is in a set, by the rows that deciding it yields.
    pub(super) fn holds(&self, model: &Model<'_>, set: &Set, sample: &SampleSignIn) -> bool {
        use super::aspect::Kind;
        use super::who::Member;
        use super::who::Person;
        use crate::access::compile::rows::has;
        use crate::access::decide;
        let Population::Anybody(traits) = &self.population else { return false };
        let Users::Like(cube) = &set.users else { return false };
        let named =
            |id: &String| traits.users.iter().position(|known| known.value == *id).unwrap_or_default();
        let members = traits.members.iter().enumerate().filter(|(_, known)| match &known.value {
            Member::Group(id) => sample.group_ids.contains(id),
            Member::Role(id) => sample.role_ids.contains(id),
        });
        let members: Vec<usize> = members.map(|(at, _)| at).collect();
        let row = sample.row(&model.set, decide::WHO);
        // An origin that was left out for behaving as another one is that other one.
        let people = traits
            .origins
            .iter()
            .enumerate()
            .filter(|(_, origin)| Some(origin.value.kind) == sample.context.user_type);
        let mut people = people.map(|(origin, _)| Person {
            user: named(&sample.user_id),
            origin,
            members: members.clone(),
        });
        let person = people.find(|person| {
            let own = traits.row(person);
            let home = traits.origins[person.origin].value.home.clone();
            ones(&self.mask).all(|at| has(&own, at) == has(&row, at))
                && (home == sample.context.home_tenant_id || traits.row(person) == own)
        });
        let person = person.expect("somebody like that");
        let numbers = |kind: Kind| match kind {
            Kind::Target => decide::TARGET,
            Kind::ClientApp => decide::CLIENT_APPS,
            Kind::Platform => decide::PLATFORM,
            Kind::Place => decide::LOCATION,
            Kind::Device => decide::DEVICES,
            Kind::SignInRisk => decide::SIGN_IN_RISK,
            Kind::UserRisk => decide::USER_RISK,
            Kind::InsiderRisk => decide::INSIDER_RISK,
            Kind::Flow => decide::FLOW,
        };
        // The rows of devices come in parts: a class holds where some other part may be what rules a policy out.
        let devices: Vec<_> =
            self.aspects.iter().zip(&set.classes).filter(|(a, _)| a.kind == Kind::Device).collect();
        let of_device = sample.row(&model.set, decide::DEVICES);
        let combos =
            devices.iter().fold(vec![(vec![u64::MAX; of_device.len()], true)], |all, (aspect, on)| {
                all.iter()
                    .flat_map(|(row, held)| {
                        aspect.classes.iter().zip(on.iter()).map(move |(class, on)| {
                            (row.iter().zip(&class.row).map(|(a, b)| a & b).collect(), *held && *on)
                        })
                    })
                    .collect()
            });
        let same = |row: &[u64]| ones(&self.mask).all(|at| has(row, at) == has(&of_device, at));
        let device = devices.is_empty() || combos.iter().any(|(row, held)| *held && same(row));
        cube.holds(&person)
            && device
            && self.aspects.iter().zip(&set.classes).filter(|(a, _)| a.kind != Kind::Device).all(
                |(aspect, on)| {
                    let row = sample.row(&model.set, numbers(aspect.kind));
                    let same = |other: &[u64]| ones(&self.mask).all(|at| has(&row, at) == has(other, at));
                    aspect.classes.iter().zip(on).any(|(class, on)| *on && same(&class.row))
                },
            )
    }
}
