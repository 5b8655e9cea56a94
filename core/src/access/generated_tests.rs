//! Generated policies and sign-ins: the compiled set against a plain reading of the documents, in any order.

use serde_json::{Value, json};

use super::*;

/// A small linear congruential generator: the same sets in every run.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn ids(&mut self, kind: &str, most: usize) -> Vec<String> {
        (0..self.below(most + 1)).map(|_| format!("{kind}-{}", self.below(5))).collect()
    }

    fn include(&mut self, kind: &str) -> Vec<String> {
        match self.below(6) {
            0 | 1 => vec!["All".into()],
            2 => vec!["None".into()],
            _ => self.ids(kind, 3),
        }
    }

    fn policy(&mut self) -> Value {
        let states = ["enabled", "enabled", "enabled", "disabled", "enabledForReportingButNotEnforced"];
        let state = states[self.below(5)];
        let operator = ["AND", "OR", "or"][self.below(3)];
        let control = ["mfa", "mfa", "block", "MFA"][self.below(4)];
        json!({
            "displayName": "generated",
            "state": state,
            "conditions": {
                "users": {
                    "includeUsers": self.include("User"), "excludeUsers": self.ids("user", 2),
                    "includeGroups": self.ids("group", 2), "excludeGroups": self.ids("group", 1),
                    "includeRoles": self.ids("role", 1), "excludeRoles": self.ids("role", 1),
                    "x@odata.type": "#x", "@odata.type": "#y"
                },
                "applications": {
                    "includeApplications": self.include("app"), "excludeApplications": self.ids("app", 1)
                }
            },
            "grantControls": {
                "operator": operator,
                "builtInControls": [control]
            }
        })
    }
}

struct SignIn {
    user: String,
    groups: Vec<String>,
    roles: Vec<String>,
    app: String,
    satisfied: Vec<Control>,
}

impl SignIn {
    fn generate(random: &mut Lcg) -> SignIn {
        SignIn {
            user: format!("user-{}", random.below(6)),
            groups: random.ids("Group", 3),
            roles: random.ids("role", 2),
            app: format!("APP-{}", random.below(6)),
            satisfied: if random.below(3) == 0 { vec![Control::Mfa] } else { vec![] },
        }
    }

    fn decide(&self, policies: &[Policy]) -> Decision {
        PolicySet::compile(policies, &Environment::default()).decide(&Facts {
            user_id: &self.user,
            group_ids: &self.groups,
            role_ids: &self.roles,
            client_id: &self.app,
            satisfied: &self.satisfied,
            ..Facts::default()
        })
    }
}

/// Whether any of `who` is in the list at `pointer`.
fn lists(policy: &Value, pointer: &str, who: &[String]) -> bool {
    let list = policy.pointer(pointer).and_then(Value::as_array).expect("a list");
    list.iter()
        .any(|item| who.iter().any(|id| item.as_str().is_some_and(|item| item.eq_ignore_ascii_case(id))))
}

/// What one policy, read straight from its document, asks of the sign-in.
fn reference(policy: &Value, sign_in: &SignIn) -> PolicyOutcome {
    let all = ["All".to_owned()];
    let (user, app) = ([sign_in.user.clone()], [sign_in.app.clone()]);
    let user_in = lists(policy, "/conditions/users/includeUsers", &all)
        || lists(policy, "/conditions/users/includeUsers", &user)
        || lists(policy, "/conditions/users/includeGroups", &sign_in.groups)
        || lists(policy, "/conditions/users/includeRoles", &sign_in.roles);
    let user_out = lists(policy, "/conditions/users/excludeUsers", &user)
        || lists(policy, "/conditions/users/excludeGroups", &sign_in.groups)
        || lists(policy, "/conditions/users/excludeRoles", &sign_in.roles);
    let app_in = lists(policy, "/conditions/applications/includeApplications", &all)
        || lists(policy, "/conditions/applications/includeApplications", &app);
    let app_out = lists(policy, "/conditions/applications/excludeApplications", &app);
    let applies = user_in && !user_out && app_in && !app_out;
    let block = lists(policy, "/grantControls/builtInControls", &["block".to_owned()]);
    let met = !block && !sign_in.satisfied.is_empty();
    match (policy["state"].as_str().expect("a state"), applies) {
        ("disabled", _) => PolicyOutcome::NotEnabled,
        ("enabled", false) => PolicyOutcome::NotApplied,
        ("enabled", true) if met => PolicyOutcome::Success,
        ("enabled", true) => PolicyOutcome::Failure,
        (_, false) => PolicyOutcome::ReportOnlyNotApplied,
        (_, true) if met => PolicyOutcome::ReportOnlySuccess,
        (_, true) if block => PolicyOutcome::ReportOnlyFailure,
        (_, true) => PolicyOutcome::ReportOnlyInterrupted,
    }
}

fn reference_outcome(policies: &[Value], results: &[PolicyOutcome]) -> Outcome {
    let failing = policies.iter().zip(results).filter(|(_, result)| **result == PolicyOutcome::Failure);
    let blocks = |policy: &Value| policy["grantControls"]["builtInControls"][0] == "block";
    let failing: Vec<bool> = failing.map(|(policy, _)| blocks(policy)).collect();
    match (failing.contains(&true), failing.is_empty()) {
        (true, _) => Outcome::Block,
        (false, false) => Outcome::ControlsRequired,
        (false, true) => Outcome::Allow,
    }
}

/// A set of up to 140 policies, so that some need a second and third word of bits.
fn generate(random: &mut Lcg) -> (Vec<Value>, Vec<Policy>) {
    let many = if random.below(20) == 0 { 140 } else { 6 };
    let documents: Vec<Value> = (0..random.below(many)).map(|_| random.policy()).collect();
    // Some generated documents include nobody or nothing at all and have no excludes either: those are not policies.
    documents
        .into_iter()
        .filter_map(|document| Some((document.clone(), Policy::parse(&document.to_string()).ok()?)))
        .unzip()
}

#[test]
fn the_compiled_set_agrees_with_a_plain_reading() {
    let mut random = Lcg(20_260_301);
    let mut seen = std::collections::HashMap::new();
    for round in 0..6_000 {
        let (documents, policies) = generate(&mut random);
        let sign_in = SignIn::generate(&mut random);
        let decision = sign_in.decide(&policies);
        let expected: Vec<_> = documents.iter().map(|document| reference(document, &sign_in)).collect();
        let got: Vec<_> = decision.policies().iter().map(|policy| policy.result).collect();
        assert_eq!(got, expected, "round {round}");
        assert_eq!(decision.outcome, reference_outcome(&documents, &expected), "round {round}");
        assert_eq!(decision.required.is_empty(), decision.outcome != Outcome::ControlsRequired);
        *seen.entry(decision.outcome).or_insert(0) += 1;
    }
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 500), "too one-sided: {seen:?}");
}

#[test]
fn order_never_changes_the_outcome() {
    let mut random = Lcg(7);
    for _ in 0..1_000 {
        let (_, policies) = generate(&mut random);
        let sign_in = SignIn::generate(&mut random);
        let decision = sign_in.decide(&policies);
        let mut order: Vec<usize> = (0..policies.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        let shuffled: Vec<Policy> = order.iter().map(|index| policies[*index].clone()).collect();
        let again = sign_in.decide(&shuffled);
        assert_eq!((again.outcome, &again.required), (decision.outcome, &decision.required));
        for (place, index) in order.iter().enumerate() {
            assert_eq!(again.policies()[place], decision.policies()[*index]);
        }
    }
}

/// Every id by another name, the same one each time. `All` and `None` are words, not ids.
fn renamed(value: &Value, name: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) if text.contains('-') => name(text).into(),
        Value::Array(items) => items.iter().map(|item| renamed(item, name)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), renamed(value, name))).collect()
        }
        other => other.clone(),
    }
}

#[test]
fn ids_never_change_the_outcome() {
    let mut random = Lcg(23);
    for round in 0..1_000_u64 {
        let (documents, policies) = generate(&mut random);
        let sign_in = SignIn::generate(&mut random);
        // A keyed mix of the letters: in another order than before, and of no pattern that anything could rely on.
        let name = |id: &str| {
            let id = id.to_ascii_lowercase();
            let mixed = id.bytes().fold(round + 1, |mix, byte| {
                (mix ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
            });
            format!("{mixed:016x}")
        };
        let again: Vec<Policy> = documents
            .iter()
            .enumerate()
            .map(|(index, document)| {
                let mut renamed_document = document.clone();
                renamed_document["conditions"] = renamed(&document["conditions"], &name);
                let policy = Policy::parse(&renamed_document.to_string()).expect("as well formed as before");
                policy.with_meta(name(&format!("policy-{index}")), 0, None)
            })
            .collect();
        let elsewhere = SignIn {
            user: name(&sign_in.user),
            groups: sign_in.groups.iter().map(|id| name(id)).collect(),
            roles: sign_in.roles.iter().map(|id| name(id)).collect(),
            app: name(&sign_in.app),
            satisfied: sign_in.satisfied.clone(),
        };
        let (here, there) = (sign_in.decide(&policies), elsewhere.decide(&again));
        assert_eq!((there.outcome, &there.required), (here.outcome, &here.required), "round {round}");
        for (index, (new, old)) in there.policies().iter().zip(&here.policies()).enumerate() {
            assert_eq!(new.id, name(&format!("policy-{index}")));
            assert_eq!(PolicyResult { id: old.id.clone(), ..new.clone() }, *old, "round {round}");
        }
    }
}

#[test]
fn report_only_and_disabled_policies_never_change_the_outcome() {
    let mut random = Lcg(11);
    for _ in 0..1_000 {
        let (_, policies) = generate(&mut random);
        let sign_in = SignIn::generate(&mut random);
        let enforced: Vec<_> =
            policies.iter().filter(|p| p.state() == PolicyState::Enabled).cloned().collect();
        assert_eq!(sign_in.decide(&policies).outcome, sign_in.decide(&enforced).outcome);
    }
}

#[test]
fn an_enabled_policy_that_cannot_be_evaluated_blocks_whom_it_could_match() {
    let policy = |conditions: Value, grant: Value| {
        let document = json!({"state": "enabled", "conditions": conditions, "grantControls": grant});
        let policy = Policy::parse(&document.to_string()).expect("well formed");
        assert!(policy.check_storable().is_err());
        vec![policy]
    };
    let outcome = |policies: &[Policy], user: &str| {
        let sign_in = SignIn {
            user: user.into(),
            groups: vec![],
            roles: vec![],
            app: "app-1".into(),
            satisfied: vec![Control::Mfa],
        };
        sign_in.decide(policies).outcome
    };
    let mfa = json!({"operator": "OR", "builtInControls": ["mfa"]});
    let apps = json!({"includeApplications": ["All"]});
    let times = policy(
        json!({"users": {"includeUsers": ["user-1"]}, "applications": apps, "times": {"includedRanges": ["x"]}}),
        mfa.clone(),
    );
    assert_eq!(outcome(&times, "user-1"), Outcome::Block);
    assert_eq!(outcome(&times, "user-2"), Outcome::Allow);
    let agents = policy(
        json!({"users": {"includeUsers": ["AllAgentIdUsers"], "excludeUsers": ["user-2"]}, "applications": apps}),
        mfa.clone(),
    );
    assert_eq!(outcome(&agents, "user-1"), Outcome::Block);
    assert_eq!(outcome(&agents, "user-2"), Outcome::Allow);
    let network = json!({"includeApplications": ["None"], "networkAccess": {"includedTargets": ["x"]}});
    let unknown = json!({"includeUsers": ["None"], "includeRobots": ["All"]});
    for (users, applications) in [(json!({"includeUsers": ["All"]}), network), (unknown, apps.clone())] {
        let policies = policy(json!({"users": users, "applications": applications}), mfa.clone());
        assert_eq!(outcome(&policies, "user-1"), Outcome::Block);
    }
    let device = policy(
        json!({"users": {"includeUsers": ["All"]}, "applications": apps}),
        json!({"operator": "OR", "builtInControls": ["mfa"], "quantumFactor": ["x"]}),
    );
    assert_eq!(outcome(&device, "user-1"), Outcome::Block);
}
