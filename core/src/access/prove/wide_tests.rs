//! Generated policies that use everything a policy can say: answers against every set of policies that a sign-in can come
//! under, worked out aspect by aspect from plain lists of values.

use super::claim::ClaimDemand;
use super::gaps::Uncovered;
use super::generator::Lcg;
use super::sample::SampleSignIn;
use super::wide_cases::{ASPECTS, copy, every_case, texts, values};
use super::wide_generator::{claim, environment, policies};
use super::*;
use crate::access::compile::rows::{has, ones};
use crate::access::control::Control;
use crate::access::decide;
use crate::access::decision::Outcome;
use crate::access::filter::{DeviceAttribute, Filter};
use crate::access::strength::Combination;
use crate::access::{AuthenticationStrength, Policy, PolicySet};

const ROUNDS: usize = 25;

/// Whether a place is inside of a named location of the environment that is generated for.
fn inside(id: &str, sample: &SampleSignIn) -> bool {
    let context = &sample.context;
    let ip = context.ip.as_deref().map(|ip| ip.parse::<std::net::IpAddr>().expect("an address"));
    let by = |ranges: &[&str]| {
        let net = |text: &&str| text.parse::<ipnet::IpNet>().expect("a network");
        ip.is_some_and(|ip| ranges.iter().any(|range| net(range).contains(&ip)))
    };
    match id {
        "office" => by(&["10.1.0.0/16", "2001:db8:1::/48"]),
        "lab" => by(&["10.1.2.0/24", "2001:db8::/32"]),
        "AllTrusted" => by(&["10.1.0.0/16", "2001:db8:1::/48", "10.1.2.128/25"]),
        "eu" => matches!(context.country.as_deref(), Some("DE" | "FR")),
        "de" => matches!(context.country.as_deref(), Some("DE") | None),
        "gps" => matches!(context.gps_country.as_deref(), Some("FR") | None),
        "3d46dbda-8382-466a-856d-eb00cbc6b910" => context.compliant_network == Some(true),
        other => panic!("{other}"),
    }
}

fn in_scope(claim: &Claim, aspect: usize, sample: &SampleSignIn) -> bool {
    fn listed<T: PartialEq>(list: &[T], value: Option<T>) -> bool {
        list.is_empty() || value.is_some_and(|value| list.contains(&value))
    }
    let (conditions, context) = (&claim.conditions, &sample.context);
    match aspect {
        decide::WHO => claim.who.covers(&known(sample)),
        decide::TARGET => {
            let apps = &claim.apps;
            if let Some(action) = sample.user_action {
                return apps.user_actions.contains(&action);
            }
            if let Some(id) = &sample.authentication_context {
                return apps.authentication_contexts.contains(id);
            }
            let named = |list: &[String]| {
                list.iter().any(|id| *id == sample.client_id || sample.app_groups.contains(id))
            };
            (apps.all || named(&apps.ids)) && !named(&apps.exclude_ids)
        }
        decide::PLATFORM => listed(&conditions.platforms, context.platform),
        decide::DEVICES => conditions.device_filter.as_deref().is_none_or(|rule| {
            let rule = Filter::<DeviceAttribute>::parse(rule).expect("a rule");
            rule.holds(|attribute| attribute.value(context.device.as_ref()))
        }),
        decide::CLIENT_APPS => listed(&conditions.client_app_types, context.client_app_type),
        decide::LOCATION => {
            let within = &conditions.in_locations;
            (within.is_empty() || within.iter().any(|id| inside(id, sample)))
                && !conditions.outside_locations.iter().any(|id| inside(id, sample))
        }
        decide::SIGN_IN_RISK => listed(&conditions.sign_in_risk_levels, context.sign_in_risk),
        decide::USER_RISK => listed(&conditions.user_risk_levels, context.user_risk),
        decide::INSIDER_RISK => listed(&conditions.insider_risk_levels, context.insider_risk),
        _ => listed(&conditions.authentication_flows, context.authentication_flow),
    }
}

fn known(sample: &SampleSignIn) -> KnownUser {
    KnownUser {
        user_id: sample.user_id.clone(),
        group_ids: sample.group_ids.clone(),
        role_ids: sample.role_ids.clone(),
        user_type: sample.context.user_type,
        home_tenant_id: sample.context.home_tenant_id.clone(),
    }
}

/// Everything satisfied, but for what a claim names and what would show that.
fn satisfy(sample: &mut SampleSignIn, without: &[String]) {
    let built_in = AuthenticationStrength::built_in();
    let own = environment().strengths;
    let strengths = || built_in.iter().chain(&own);
    let denied = |word: &str| without.iter().any(|control| control == word);
    let wanted: Vec<_> = strengths()
        .filter(|known| denied(&format!("authenticationStrength:{}", known.id())))
        .flat_map(|known| known.allowed().to_vec())
        .collect();
    let shows = |done: &Combination| {
        (denied("mfa") && done.is_multi_factor()) || wanted.iter().any(|wanted| done.covers(*wanted))
    };
    let usable = strengths().flat_map(|known| known.allowed()).filter(|done| !shows(done));
    sample.completed = usable.map(|done| done.as_string()).collect();
    sample.satisfied = Control::ALL.iter().copied().filter(|control| !denied(control.as_str())).collect();
    let terms = ["t-1", "t-2"].into_iter().filter(|id| !denied(&format!("termsOfUse:{id}")));
    sample.accepted_terms = texts(&terms.collect::<Vec<_>>());
}

/// Whether a claim does not hold for a sign-in.
fn breaks(set: &PolicySet, sample: &SampleSignIn, demand: &ClaimDemand) -> bool {
    let outcome = |without: &[String]| {
        let mut sample = sample.clone();
        satisfy(&mut sample, without);
        sample.decide(set).outcome
    };
    match demand {
        ClaimDemand::Blocked => outcome(&[]) != Outcome::Block,
        ClaimDemand::NotBlocked => outcome(&[]) == Outcome::Block,
        ClaimDemand::Allowed => sample.decide(set).outcome != Outcome::Allow,
        ClaimDemand::RequiresAnyOf(controls) => outcome(controls) == Outcome::Allow,
        ClaimDemand::RequiresAllOf(controls) => {
            controls.iter().any(|control| outcome(std::slice::from_ref(control)) == Outcome::Allow)
        }
    }
}

/// A sign-in as the policies alone leave it.
fn bare(sample: &SampleSignIn) -> SampleSignIn {
    let mut bare = SampleSignIn::default();
    ASPECTS.iter().for_each(|aspect| copy(*aspect, sample, &mut bare));
    bare
}

#[test]
fn proofs_agree_with_every_case() {
    let mut random = Lcg(53);
    let environment = environment();
    let all: Vec<Vec<SampleSignIn>> = ASPECTS.iter().map(|aspect| values(*aspect)).collect();
    let mut counts = [0, 0];
    for round in 0..ROUNDS {
        let policies = policies(&mut random, 6);
        let set = PolicySet::compile(&policies, &environment);
        for _ in 0..3 {
            let claim = claim(&mut random);
            let mut kept: Vec<Vec<SampleSignIn>> = all.clone();
            for (aspect, values) in ASPECTS.iter().zip(&mut kept) {
                values.retain(|sample| in_scope(&claim, *aspect, sample));
            }
            let mut world = World::default();
            if random.below(3) == 0 {
                kept[0] = some(&mut random, &all[0]);
                world.users = Some(kept[0].iter().map(known).collect());
                kept[0].retain(|sample| in_scope(&claim, decide::WHO, sample));
                let apps = |s: &SampleSignIn| !s.client_id.is_empty();
                let chosen: Vec<_> = some(&mut random, &all[1]).into_iter().filter(apps).collect();
                world.apps = Some(chosen.iter().map(known_app).collect());
                kept[1].retain(|sample| !apps(sample) || chosen.contains(sample));
            }
            let cases = every_case(&set, &kept);
            let broken = cases.values().find(|sample| breaks(&set, sample, &claim.demand));
            let proof = prove(&policies, &environment, &world, &claim).expect("an answer");
            let told = || {
                let policies: Vec<String> = policies.iter().map(Policy::to_json).collect();
                format!("round {round}: {claim:#?} {broken:#?} {proof:#?} {policies:#?}")
            };
            assert_eq!(proof.holds, broken.is_none(), "{}", told());
            counts[usize::from(proof.holds)] += 1;
            let Some(shown) = &proof.counterexample else { continue };
            assert!(ASPECTS.iter().all(|aspect| in_scope(&claim, *aspect, &shown.sign_in)), "{}", told());
            assert!(breaks(&set, &bare(&shown.sign_in), &claim.demand), "{}", told());
        }
    }
    assert!(counts.iter().all(|count| *count > ROUNDS / 4), "too one-sided: {counts:?}");
}

fn some(random: &mut Lcg, all: &[SampleSignIn]) -> Vec<SampleSignIn> {
    (0..6).map(|_| all[random.below(all.len())].clone()).collect()
}

fn known_app(sample: &SampleSignIn) -> KnownApp {
    KnownApp {
        client_id: sample.client_id.clone(),
        groups: sample.app_groups.clone(),
        attributes: sample.app_attributes.clone(),
    }
}

#[test]
fn gaps_are_every_case_that_nothing_covers() {
    let mut random = Lcg(59);
    let environment = environment();
    let mut all: Vec<Vec<SampleSignIn>> = ASPECTS.iter().map(|aspect| values(*aspect)).collect();
    all[1].retain(|sample| !sample.client_id.is_empty());
    let mut counts = [0, 0];
    for round in 0..ROUNDS {
        let policies = policies(&mut random, 8);
        let world = World::default();
        let model = Model::new(&policies, &environment, &world);
        let found = Uncovered::of(&model).expect("an answer");
        let gaps = gaps(&policies, &environment, &world).expect("an answer");
        let asking = model.enforced(|_, rules| {
            rules.grant.block || rules.unsupported.is_some() || !rules.grant.demands.is_empty()
        });
        let covered = |sample: &SampleSignIn| {
            let decision = sample.decide(&model.set);
            ones(decision.verdict.applies()).any(|at| has(&asking, at))
        };
        let told = || {
            let policies: Vec<String> = policies.iter().map(Policy::to_json).collect();
            format!("round {round}: {policies:#?} {gaps:#?}")
        };
        assert!(gaps.iter().all(|gap| !covered(&gap.sample)), "{}", told());
        let cases = every_case(&model.set, &all);
        let picked = (0..200).map(|_| {
            let mut sample = SampleSignIn::default();
            for (aspect, values) in ASPECTS.iter().zip(&all) {
                copy(*aspect, &values[random.below(values.len())], &mut sample);
            }
            sample
        });
        for sample in cases.into_values().chain(picked) {
            let within = found.sets.iter().any(|set| found.holds(&model, set, &sample));
            let is_covered = covered(&sample);
            assert_eq!(within, !is_covered, "{sample:#?} {}", told());
            counts[usize::from(is_covered)] += 1;
        }
        let (users, apps) = (some(&mut random, &all[0]), some(&mut random, &all[1]));
        let world = World {
            users: Some(users.iter().map(known).collect()),
            apps: Some(apps.iter().map(known_app).collect()),
            ..World::default()
        };
        let found = super::gaps(&policies, &environment, &world).expect("an answer");
        let cases = every_case(&model.set, &[&[users, apps][..], &all[2..]].concat());
        let open = cases.values().any(|sample| !covered(sample));
        assert_eq!(!found.is_empty(), open, "{found:#?} {}", told());
        assert!(found.iter().all(|gap| !covered(&gap.sample)), "{found:#?} {}", told());
    }
    assert!(counts.iter().all(|count| *count > 200), "too one-sided: {counts:?}");
}
