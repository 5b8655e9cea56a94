//! The policies in Cedar: one `forbid` per policy beside one `permit` for everything.
//!
//! Which policies forbid is part of Cedar's answer, and their names say whether they block or ask, so that one
//! evaluation is enough. Conditions are in the order that ends soonest, and ids are compared one by one: in sets they
//! took as long or longer, as a set is built anew whenever it is looked at. Requests, entities with their groups and
//! roles as parents, and parsed addresses are made before the clock starts: a range written into a policy would be
//! parsed whenever it is looked at.

use std::collections::HashSet;
use std::str::FromStr as _;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, Response, RestrictedExpression,
};

use crate::generate::{self, Assigned, Location, Place, SignIn, World};
use crate::{Engine, Result, Verdict};

const BLOCK: &str = "block";

pub(crate) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    requests: Vec<(Request, Entities)>,
}

impl Cedar {
    pub(crate) fn new(world: &World, count: usize) -> Result<Cedar> {
        let locations: Vec<Entity> = world.locations.iter().map(entity).collect::<Result<_>>()?;
        Ok(Cedar {
            authorizer: Authorizer::new(),
            policies: Cedar::compile(world, count)?,
            requests: world.sign_ins.iter().map(|one| request(one, &locations)).collect::<Result<_>>()?,
        })
    }

    pub(crate) fn compile(world: &World, count: usize) -> Result<PolicySet> {
        let mut set = PolicySet::new();
        let permit = "permit(principal, action, resource);";
        set.add(Policy::parse(Some(PolicyId::new("permit")), permit)?)?;
        for (number, policy) in world.policies.iter().take(count).enumerate() {
            let id = format!("{}-{number}", if policy.block { BLOCK } else { "ask" });
            set.add(Policy::parse(Some(PolicyId::new(id)), text(policy, &world.locations))?)?;
        }
        Ok(set)
    }

    fn respond(&self, number: usize) -> Result<Response> {
        let (request, entities) = &self.requests[number];
        let response = self.authorizer.is_authorized(request, &self.policies, entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(error.to_string().into());
        }
        Ok(response)
    }
}

impl Engine for Cedar {
    fn decide(&mut self, number: usize, sign_in: &SignIn) -> Result<Verdict> {
        let response = self.respond(number)?;
        let blocks = |id: &PolicyId| AsRef::<str>::as_ref(id).starts_with(BLOCK);
        Ok(match response.decision() {
            Decision::Allow => Verdict::Allow,
            Decision::Deny if response.diagnostics().reason().any(blocks) => Verdict::Block,
            Decision::Deny if sign_in.satisfied.is_empty() => Verdict::Ask,
            Decision::Deny => Verdict::Allow,
        })
    }

    fn applied(&mut self, number: usize, _: &SignIn) -> Result<Option<Vec<usize>>> {
        let response = self.respond(number)?;
        if response.decision() == Decision::Allow {
            return Ok(Some(Vec::new()));
        }
        let number = |id: &PolicyId| {
            let name: &str = id.as_ref();
            Ok(name.rsplit('-').next().unwrap_or_default().parse()?)
        };
        let mut all: Vec<usize> = response.diagnostics().reason().map(number).collect::<Result<_>>()?;
        all.sort_unstable();
        Ok(Some(all))
    }
}

fn uid(kind: &str, id: &str) -> Result<EntityUid> {
    Ok(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind)?, EntityId::from_str(id)?))
}

/// A location whose ranges are attributes, parsed once.
fn entity(location: &Location) -> Result<Entity> {
    let ranges = location.ranges.iter().enumerate();
    let ranges = ranges.map(|(n, range)| (format!("r{n}"), RestrictedExpression::new_ip(range.text())));
    Ok(Entity::new(uid("Location", &location.id)?, ranges.collect(), HashSet::new())?)
}

fn request(sign_in: &SignIn, locations: &[Entity]) -> Result<(Request, Entities)> {
    let context = Context::from_pairs([("ip".to_owned(), RestrictedExpression::new_ip(&sign_in.ip))])?;
    let user = uid("User", &sign_in.user)?;
    let groups = sign_in.groups.iter().map(|id| uid("Group", id));
    let parents = groups.chain(sign_in.roles.iter().map(|id| uid("Role", id)));
    let entity = Entity::new_no_attrs(user.clone(), parents.collect::<Result<HashSet<_>>>()?);
    let request = Request::new(user, uid("Action", "signIn")?, uid("App", &sign_in.app)?, context, None)?;
    Ok((request, Entities::from_entities(locations.iter().cloned().chain([entity]), None)?))
}

fn text(policy: &generate::Policy, locations: &[Location]) -> String {
    let mut conditions = Vec::new();
    if !policy.every_app {
        conditions.push(app_among(&policy.apps.include));
    }
    if !policy.apps.exclude.is_empty() {
        conditions.push(format!("!{}", app_among(&policy.apps.exclude)));
    }
    if !policy.everyone {
        conditions.push(any(principals(policy, |assigned| &assigned.include)));
    }
    let excluded = principals(policy, |assigned| &assigned.exclude);
    if !excluded.is_empty() {
        conditions.push(format!("!{}", any(excluded)));
    }
    conditions.extend(place(&policy.place, locations));
    format!("forbid(principal, action, resource) when {{ {} }};", conditions.join(" && "))
}

fn principals(policy: &generate::Policy, side: impl Fn(&Assigned) -> &Vec<String>) -> Vec<String> {
    let users = side(&policy.users).iter().map(|id| format!("principal == User::\"{id}\""));
    let groups = side(&policy.groups).iter().map(|id| format!("principal in Group::\"{id}\""));
    let roles = side(&policy.roles).iter().map(|id| format!("principal in Role::\"{id}\""));
    users.chain(groups).chain(roles).collect()
}

fn app_among(ids: &[String]) -> String {
    any(ids.iter().map(|id| format!("resource == App::\"{id}\"")).collect())
}

fn any(conditions: Vec<String>) -> String {
    format!("({})", conditions.join(" || "))
}

fn place(place: &Place, locations: &[Location]) -> Option<String> {
    let within = |location: &Location| -> Vec<String> {
        let ranges = 0..location.ranges.len();
        ranges.map(|n| format!("context.ip.isInRange(Location::\"{}\".r{n})", location.id)).collect()
    };
    let of = |numbers: &[usize]| any(numbers.iter().flat_map(|number| within(&locations[*number])).collect());
    match place {
        Place::Anywhere => None,
        Place::OutsideTrusted => {
            let trusted = locations.iter().filter(|location| location.trusted);
            Some(format!("!{}", any(trusted.flat_map(within).collect())))
        }
        Place::Outside(numbers) => Some(format!("!{}", of(numbers))),
        Place::Inside(numbers) => Some(of(numbers)),
    }
}
