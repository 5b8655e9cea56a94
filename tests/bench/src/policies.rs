//! Conditional Access alone: one decision over many policies, against a plain loop over the same policies' strings.

use doorstep_core::access::{Facts, PolicySet};
use doorstep_core::{Policy, SignInContext};

use crate::measure::{Samples, human, nanos, timed};
use crate::report::{Report, Target};
use crate::{Result, take};

const PART: &str = "Conditional Access";

/// A policy as a plain loop reads it.
struct Plain {
    everyone: bool,
    users: Vec<String>,
    groups: Vec<String>,
    excluded_groups: Vec<String>,
    apps: Vec<String>,
    block: bool,
}

pub(crate) fn run(report: &mut Report) -> Result<()> {
    let context = SignInContext { ip: Some("192.0.2.7".into()), ..SignInContext::default() };
    let groups: Vec<String> = (0..8).map(|i| format!("group-{}", i * 31 % 200)).collect();
    let facts = Facts {
        user_id: "user-17",
        group_ids: &groups,
        role_ids: &[],
        client_id: "app-3",
        context: &context,
        satisfied: &[],
    };
    let (few, few_plain) = policies(240)?;
    let (many, _) = policies(1_000)?;
    let (set, big) = (PolicySet::compile(&few), PolicySet::compile(&many));
    let (mut small, mut large, mut plain, mut compile): (Samples, Samples, Samples, Samples) =
        Default::default();
    for _ in 0..15 {
        take(&mut small, 0..400, |_| Ok(of_ten(|| set.decide(&facts))))?;
        take(&mut large, 0..100, |_| Ok(of_ten(|| big.decide(&facts))))?;
        take(&mut plain, 0..400, |_| Ok(of_ten(|| loop_over(&few_plain, &facts))))?;
        take(&mut compile, 0..10, |_| Ok(nanos(timed(|| PolicySet::compile(&few)).0)))?;
    }
    let micros = small.median() / 1e3;
    report.add(PART, "a decision over 240 policies", micros, " µs", Target::AtMost(1.0), String::new());
    let detail = format!("{} over {}", human(plain.median()), human(small.median()));
    report.ratio(
        PART,
        "a plain loop over a decision, 240 policies",
        plain.over(&small),
        Target::AtLeast(20.0),
        detail,
    );
    let detail = format!("{} over {}", human(large.median()), human(small.median()));
    report.ratio(PART, "1,000 policies over 240", large.over(&small), Target::AtMost(2.0), detail);
    report.add(
        PART,
        "compiling 240 policies",
        compile.median() / 1e6,
        " ms",
        Target::AtMost(1.0),
        String::new(),
    );
    report.note(
        "A decision holds every policy's result and reasons in bits, and puts them in words when asked; the plain loop \
         only finds the outcome.",
    );
    Ok(())
}

/// The time of one of ten runs.
fn of_ten<T>(work: impl Fn() -> T) -> f64 {
    let (time, ()) = timed(|| {
        for _ in 0..10 {
            std::hint::black_box(work());
        }
    });
    nanos(time) / 10.0
}

fn loop_over(policies: &[Plain], facts: &Facts<'_>) -> (bool, bool) {
    let (mut blocked, mut asked) = (false, false);
    for policy in policies {
        let has = |ids: &[String], id: &str| ids.iter().any(|known| known == id);
        let included = policy.everyone
            || has(&policy.users, facts.user_id)
            || facts.group_ids.iter().any(|id| has(&policy.groups, id));
        let excluded = facts.group_ids.iter().any(|id| has(&policy.excluded_groups, id));
        if included && !excluded && has(&policy.apps, facts.client_id) {
            blocked |= policy.block;
            asked |= !policy.block;
        }
    }
    (blocked, asked)
}

fn policies(count: usize) -> Result<(Vec<Policy>, Vec<Plain>)> {
    let some = |word: &str, from: usize, many: usize, of: usize| -> Vec<String> {
        (0..many).map(|i| format!("{word}-{}", (from * 7 + i * 13) % of)).collect()
    };
    let mut parsed = Vec::new();
    let mut plain = Vec::new();
    for i in 0..count {
        let everyone = i % 4 == 0;
        let rule = Plain {
            everyone,
            users: if everyone { Vec::new() } else { some("user", i, 3, 500) },
            groups: if everyone { Vec::new() } else { some("group", i, 5, 200) },
            excluded_groups: some("group", i + 3, 2, 200),
            apps: some("app", i, 4, 40),
            block: i % 10 == 9,
        };
        let included = if everyone { vec!["All".to_owned()] } else { rule.users.clone() };
        let document = serde_json::json!({
            "displayName": format!("CA{i:03} - generated"),
            "state": "enabled",
            "conditions": {
                "users": {
                    "includeUsers": included,
                    "includeGroups": rule.groups,
                    "excludeGroups": rule.excluded_groups,
                },
                "applications": {"includeApplications": rule.apps},
            },
            "grantControls": {"operator": "OR", "builtInControls": [if rule.block { "block" } else { "mfa" }]},
        });
        parsed.push(Policy::parse(&document.to_string())?.with_meta(format!("policy-{i}"), 0, None));
        plain.push(rule);
    }
    Ok((parsed, plain))
}
