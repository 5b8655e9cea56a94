//! Generated policies: answers against deciding every combination of everything that the policies could tell apart.

use super::claim::ClaimDemand;
use super::gaps::Uncovered;
use super::generator::Lcg;
use super::sample::{ANY_OTHER_APP, ANY_OTHER_TENANT, ANY_OTHER_USER, SampleSignIn};
use super::*;
use crate::access::compile::rows::{and, has, ones};
use crate::access::control::Control;
use crate::access::decide;
use crate::access::decision::Outcome;
use crate::access::device::Device;
use crate::access::location::NamedLocation;
use crate::access::words::{ClientAppType, DevicePlatform, RiskLevel};
use crate::access::{Environment, PolicySet, SignInContext};

fn environment() -> Environment {
    let location =
        |id: &str, json: &str| NamedLocation::parse(json).expect("a location").with_meta(id, 0, None);
    let locations = vec![
        location("l-1", r#"{"displayName": "Office", "isTrusted": true, "ipRanges": ["192.0.2.0/24"]}"#),
        location("l-2", r#"{"displayName": "Germany", "countriesAndRegions": ["DE"]}"#),
    ];
    Environment::new(locations, vec![], &[]).expect("an environment")
}

/// One way in which a sign-in differs.
type Change = Box<dyn Fn(&mut SampleSignIn)>;

/// One sign-in of each combination, with what claims ask of it.
fn everything(claim: &Claim) -> Vec<SampleSignIn> {
    let mut all = vec![SampleSignIn::default()];
    let mut each = |options: Vec<Change>| {
        let grown = all.iter().flat_map(|sample| {
            options.iter().map(|option| {
                let mut sample = sample.clone();
                option(&mut sample);
                sample
            })
        });
        all = grown.collect();
    };
    let text = |id: &'static str| id.to_owned();
    each(
        ["u-1", "u-2", ANY_OTHER_USER]
            .map(|id| Box::new(move |s: &mut SampleSignIn| s.user_id = text(id)) as Change)
            .into(),
    );
    let groups: Vec<Vec<String>> = vec![
        vec![],
        vec!["g-1".into()],
        vec!["g-2".into()],
        vec!["g-3".into()],
        vec!["g-1".into(), "g-2".into()],
        vec!["g-3".into(), "g-2".into()],
        vec!["g-1".into(), "g-3".into()],
    ];
    each(
        groups
            .into_iter()
            .map(|g| Box::new(move |s: &mut SampleSignIn| s.group_ids = g.clone()) as Box<_>)
            .collect(),
    );
    each(vec![Box::new(|_| {}), Box::new(|s| s.role_ids = vec!["r-1".into()])]);
    each(vec![
        Box::new(|s| s.context.user_type = Some(UserType::Member)),
        Box::new(|s| {
            s.context.user_type = Some(UserType::B2bCollaborationGuest);
            s.context.home_tenant_id = Some("t-1".into());
        }),
        Box::new(|s| {
            s.context.user_type = Some(UserType::B2bCollaborationGuest);
            s.context.home_tenant_id = Some(ANY_OTHER_TENANT.into());
        }),
        Box::new(|s| s.context.user_type = Some(UserType::InternalGuest)),
    ]);
    all.retain(|s| {
        claim.who.covers(&KnownUser {
            user_id: s.user_id.clone(),
            group_ids: s.group_ids.clone(),
            role_ids: s.role_ids.clone(),
            user_type: s.context.user_type,
            home_tenant_id: None,
        })
    });
    all
}

/// The rest of each combination.
fn circumstances(claim: &Claim) -> Vec<SampleSignIn> {
    let mut all = Vec::new();
    for client_id in ["a-1", "a-2", ANY_OTHER_APP] {
        for office in [false, true] {
            let within =
                |list: &[String]| list.iter().any(|id| id == client_id || (office && id == "Office365"));
            if !claim.apps.all && !within(&claim.apps.ids) {
                continue;
            }
            for platform in [Some(DevicePlatform::Android), None] {
                for client_app_type in [Some(ClientAppType::Browser), Some(ClientAppType::Other), None] {
                    for (ip, country) in [
                        ("192.0.2.1", None),
                        ("203.0.113.1", Some("DE")),
                        ("203.0.113.1", None),
                        ("192.0.2.1", Some("DE")),
                    ] {
                        for sign_in_risk in [None, Some(RiskLevel::High), Some(RiskLevel::None)] {
                            for (compliant, model, name) in [
                                (None, None, None),
                                (Some(true), Some("X1"), Some("a x-")),
                                (Some(false), Some("X2"), None),
                                (Some(true), Some("Y"), Some("x-1")),
                            ] {
                                let device = Device {
                                    is_compliant: compliant,
                                    model: model.map(str::to_owned),
                                    display_name: name.map(str::to_owned),
                                    ..Device::default()
                                };
                                let conditions = &claim.conditions;
                                let listed = |none: bool, has: bool| none || has;
                                let trusted = ip == "192.0.2.1";
                                let fits =
                                    listed(
                                        conditions.platforms.is_empty(),
                                        platform == Some(DevicePlatform::Android),
                                    ) && listed(
                                        conditions.client_app_types.is_empty(),
                                        client_app_type == Some(ClientAppType::Browser),
                                    ) && listed(
                                        conditions.sign_in_risk_levels.is_empty(),
                                        sign_in_risk == Some(RiskLevel::High),
                                    ) && listed(conditions.device_filter.is_none(), model != Some("X1"))
                                        && listed(conditions.outside_locations.is_empty(), !trusted)
                                        && listed(conditions.in_locations.is_empty(), country == Some("DE"));
                                if fits {
                                    all.push(SampleSignIn {
                                        client_id: client_id.into(),
                                        app_groups: if office { vec!["Office365".into()] } else { vec![] },
                                        context: SignInContext {
                                            platform,
                                            client_app_type,
                                            ip: Some(ip.into()),
                                            country: country.map(str::to_owned),
                                            sign_in_risk,
                                            device: Some(device),
                                            ..SignInContext::default()
                                        },
                                        ..SampleSignIn::default()
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

fn combined(user: &SampleSignIn, rest: &SampleSignIn) -> SampleSignIn {
    let mut sample = rest.clone();
    sample.user_id.clone_from(&user.user_id);
    sample.group_ids.clone_from(&user.group_ids);
    sample.role_ids.clone_from(&user.role_ids);
    sample.context.user_type = user.context.user_type;
    sample.context.home_tenant_id.clone_from(&user.context.home_tenant_id);
    sample
}

/// Whether a claim does not hold for a sign-in, by deciding it with everything satisfied that the claim leaves.
fn broken(set: &PolicySet, mut sample: SampleSignIn, demand: &ClaimDemand) -> bool {
    let all = ["mfa", "strong", "compliantDevice", "termsOfUse"];
    let denied: Vec<&str> = match demand {
        ClaimDemand::Allowed => all.to_vec(),
        ClaimDemand::RequiresAnyOf(controls) => all
            .into_iter()
            .filter(|c| {
                controls.iter().any(|d| d.starts_with(c))
                    || (*c == "strong" && !controls[0].starts_with("terms"))
            })
            .collect(),
        _ => vec![],
    };
    let has = |control: &str| !denied.contains(&control);
    sample.satisfied.extend([Control::Mfa].into_iter().filter(|_| has("mfa")));
    sample.satisfied.extend([Control::CompliantDevice].into_iter().filter(|_| has("compliantDevice")));
    sample.completed.extend(["fido2"].into_iter().filter(|_| has("strong")).map(str::to_owned));
    sample.accepted_terms.extend(["terms-1"].into_iter().filter(|_| has("termsOfUse")).map(str::to_owned));
    let outcome = sample.decide(set).outcome;
    match demand {
        ClaimDemand::Blocked => outcome != Outcome::Block,
        ClaimDemand::NotBlocked => outcome == Outcome::Block,
        ClaimDemand::Allowed => outcome != Outcome::Allow,
        _ => outcome == Outcome::Allow,
    }
}

/// Rows that differ, so that the product stays small: one sign-in for each set of policies that it comes under.
fn distinct(samples: Vec<SampleSignIn>, set: &PolicySet, aspects: &[usize]) -> Vec<SampleSignIn> {
    let mut seen = std::collections::HashSet::new();
    let row = |sample: &SampleSignIn| {
        let decision = sample.decide(set);
        let mut all: Box<[u64]> = vec![u64::MAX; set.0.words].into();
        aspects.iter().for_each(|at| and(&mut all, decision.verdict.row(*at)));
        all
    };
    samples.into_iter().filter(|sample| seen.insert(row(sample))).collect()
}

const REST: [usize; 5] =
    [decide::TARGET, decide::PLATFORM, decide::CLIENT_APPS, decide::LOCATION, decide::DEVICES];

#[test]
fn proofs_agree_with_deciding_everything() {
    let mut random = Lcg(41);
    let environment = environment();
    let mut counts = [0, 0];
    for round in 0..25 {
        let policies = random.policies(5);
        let set = PolicySet::compile(&policies, &environment);
        for _ in 0..3 {
            let claim = random.claim();
            let users = distinct(everything(&claim), &set, &[decide::WHO]);
            let rest = distinct(circumstances(&claim), &set, &[&REST[..], &[decide::SIGN_IN_RISK]].concat());
            let mut pairs = users.iter().flat_map(|user| rest.iter().map(move |rest| combined(user, rest)));
            let broken = pairs.find(|sample| broken(&set, sample.clone(), &claim.demand));
            let proof = prove(&policies, &environment, &World::default(), &claim).expect("an answer");
            assert_eq!(proof.holds, broken.is_none(), "round {round}: {claim:#?} {broken:?} {policies:#?}");
            assert_eq!(proof.holds, proof.counterexample.is_none());
            counts[usize::from(proof.holds)] += 1;
        }
    }
    assert!(counts.iter().all(|count| *count > 3), "too one-sided: {counts:?}");
}

#[test]
fn a_known_world_is_gone_through_as_it_is() {
    let mut random = Lcg(43);
    let environment = environment();
    let mut counts = [0, 0];
    for round in 0..25 {
        let policies = random.policies(4);
        let set = PolicySet::compile(&policies, &environment);
        let mut claim = random.claim();
        claim.who =
            Scope { everyone: true, exclude_group_ids: random.rarely(&["g-1", "g-2"]), ..Scope::default() };
        claim.apps = AppScope::all();
        let users: Vec<SampleSignIn> =
            everything(&claim).into_iter().filter(|_| random.below(40) == 0).collect();
        let rest: Vec<_> = circumstances(&claim)
            .into_iter()
            .filter(|s| s.client_id == "a-1" && s.app_groups.is_empty())
            .collect();
        let rest = distinct(rest, &set, &[&REST[..], &[decide::SIGN_IN_RISK]].concat());
        let world = World {
            users: Some(
                users
                    .iter()
                    .map(|s| KnownUser {
                        user_id: s.user_id.clone(),
                        group_ids: s.group_ids.clone(),
                        role_ids: s.role_ids.clone(),
                        user_type: s.context.user_type,
                        home_tenant_id: s.context.home_tenant_id.clone(),
                    })
                    .collect(),
            ),
            apps: Some(vec![KnownApp { client_id: "a-1".into(), ..KnownApp::default() }]),
            ..World::default()
        };
        let mut pairs = users.iter().flat_map(|user| rest.iter().map(move |rest| combined(user, rest)));
        let broken = pairs.find(|sample| broken(&set, sample.clone(), &claim.demand));
        let proof = prove(&policies, &environment, &world, &claim).expect("an answer");
        assert_eq!(proof.holds, broken.is_none(), "round {round}: {claim:#?} {broken:?} {policies:#?}");
        counts[usize::from(proof.holds)] += 1;
    }
    assert!(counts.iter().all(|count| *count > 3), "too one-sided: {counts:?}");
}

#[test]
fn gaps_are_exactly_what_nothing_covers() {
    let mut random = Lcg(47);
    let environment = environment();
    let everywhere = Claim::everywhere(ClaimDemand::Allowed);
    let (mut open, mut shut) = (0, 0);
    for round in 0..15 {
        let policies = random.policies(7);
        let world = World::default();
        let model = Model::new(&policies, &environment, &world);
        let found = Uncovered::of(&model).expect("an answer");
        let gaps = gaps(&policies, &environment, &world).expect("an answer");
        assert_eq!(gaps.len(), found.sets.len());
        let asking = model.enforced(|_, rules| rules.grant.block || !rules.grant.demands.is_empty());
        let rest = [&REST[..], &[decide::SIGN_IN_RISK]].concat();
        let users = distinct(everything(&everywhere), &model.set, &[decide::WHO]);
        let rest = distinct(circumstances(&everywhere), &model.set, &rest);
        for sample in users.iter().flat_map(|user| rest.iter().map(move |rest| combined(user, rest))) {
            let decision = sample.decide(&model.set);
            let covered = ones(decision.verdict.applies()).any(|at| has(&asking, at));
            let within = found.sets.iter().any(|set| found.holds(&model, set, &sample));
            assert_eq!(within, !covered, "round {round}: {sample:?} {:#?}", found.sets);
            if covered { shut += 1 } else { open += 1 }
        }
        for gap in gaps {
            assert!(!gap.who.is_empty() && !gap.apps.is_empty(), "{gap:?}");
        }
    }
    assert!(open > 200 && shut > 200, "too one-sided: {open} {shut}");
}
