//! What an administrator should know about a set of policies before a customer finds out.

mod basics;
mod composition;
mod dangling;
mod lockout;
mod reach;
mod together;

#[cfg(test)]
mod set_tests;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::compile::Environment;
use super::location::NamedLocation;
use super::policy::{Policy, PolicyState};
use super::prove::{KnownApp, KnownUser, Model, World};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Nobody could undo it: everybody, or every administrator, would be locked out.
    Error,
    /// Somebody should look at it.
    #[default]
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: &'static [Severity] = &[Severity::Error, Severity::Warning, Severity::Info];

    /// The word that the JSON form and every language use.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One finding of the policy lint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// The stable snake_case code.
    pub code: String,
    /// What is wrong and what to do, for an administrator.
    pub message: String,
    /// The policy it is about.
    pub policy_id: Option<String>,
    /// The field it is about.
    pub path: Option<String>,
    /// How bad it is.
    #[serde(default)]
    pub severity: Severity,
}

/// The rest of the tenant, as far as the lint looks at it. What is `None` is not known, and nothing is found for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct LintFacts {
    /// Whether codes can be sent by email.
    pub(crate) mailer_set: bool,
    /// Whether the email one-time passcode is enabled as a method, for at least somebody.
    pub(crate) email_otp_enabled: bool,
    /// Whether it is enabled for all users, with nobody excluded.
    pub(crate) email_otp_for_all: bool,
    /// Whether any other second-factor method is enabled.
    pub(crate) other_second_factor_enabled: bool,
    /// The client ids of the apps whose user flow has the email one-time passcode as its first factor.
    pub(crate) apps_with_email_otp_first_factor: Vec<String>,
    /// The named locations and strengths there are.
    pub(crate) environment: Option<Environment>,
    /// The ids of the users there are, at least of those that policies name.
    pub(crate) user_ids: Option<Vec<String>>,
    /// The ids of the groups there are.
    pub(crate) group_ids: Option<Vec<String>>,
    /// The template ids of the directory roles there are.
    pub(crate) role_ids: Option<Vec<String>>,
    /// The template ids of the directory roles that somebody could hold.
    pub(crate) assignable_roles: Option<Vec<String>>,
    /// The client ids of the apps there are.
    pub(crate) app_ids: Option<Vec<String>>,
    /// The ids of the authentication contexts there are.
    pub(crate) context_ids: Option<Vec<String>>,
    /// The ids of the terms of use there are.
    pub(crate) terms_ids: Option<Vec<String>>,
    /// The users who actively hold the role of Global Administrator, with their groups and roles.
    pub(crate) administrators: Option<Vec<KnownUser>>,
    /// The methods that are enabled, in Graph's words (`password`, `email`, `sms`, …).
    pub(crate) enabled_methods: Option<Vec<String>>,
    /// The grant controls that the host says it asserts, in Graph's words.
    pub(crate) asserted_controls: Option<Vec<String>>,
}

/// Looks over `policies`. A disabled policy is looked at for its name only.
pub(crate) fn lint(policies: &[Policy], facts: &LintFacts) -> Vec<Warning> {
    look(policies, facts, None)
}

/// What [`lint`] finds of one of `policies`, by its place among them, without going through all the others' findings.
pub(crate) fn lint_policy(policies: &[Policy], at: usize, facts: &LintFacts) -> Vec<Warning> {
    look(policies, facts, Some(at))
}

fn look(policies: &[Policy], facts: &LintFacts, only: Option<usize>) -> Vec<Warning> {
    let environment = facts.environment.clone().unwrap_or_else(|| assumed(policies));
    let apps =
        facts.app_ids.as_ref().filter(|apps| !apps.is_empty()).map(|ids| {
            ids.iter().map(|id| KnownApp { client_id: id.clone(), ..KnownApp::default() }).collect()
        });
    let anybody = World::default();
    let there = World {
        user_ids: facts.user_ids.clone(),
        group_ids: facts.group_ids.clone(),
        role_ids: facts.assignable_roles.clone(),
        ..World::default()
    };
    let administrators = World { users: facts.administrators.clone(), apps, ..World::default() };
    let model = Model::new(policies, &environment, &anybody);
    let asked = |at: usize| only.is_none_or(|only| only == at);
    let mut found = Vec::new();
    for (at, policy) in policies.iter().enumerate().filter(|(at, _)| asked(*at)) {
        let mut notes = Notes { policy: Some(policy), found: &mut found };
        if basics::look(policy, facts, &mut notes) {
            composition::look(policy, facts, &mut notes);
            dangling::look(policy, facts, &mut notes);
            reach::look(&model, at, policy, &mut notes);
        }
    }
    together::look(&model, policies, asked, &mut found);
    lockout::look(&model.within(&there), &model.within(&administrators), policies, asked, &mut found);
    found
}

/// Where findings about one policy, or about all together, are put down.
struct Notes<'a> {
    policy: Option<&'a Policy>,
    found: &'a mut Vec<Warning>,
}

impl Notes<'_> {
    fn add(&mut self, severity: Severity, code: &str, path: &str, message: impl Into<String>) {
        let id = self.policy.map(Policy::id).filter(|id| !id.is_empty());
        self.found.push(Warning {
            code: code.to_owned(),
            message: message.into(),
            policy_id: id.map(str::to_owned),
            path: Some(path.to_owned()),
            severity,
        });
    }

    fn warn(&mut self, code: &str, path: &str, message: impl Into<String>) {
        self.add(Severity::Warning, code, path, message);
    }
}

/// What to call a policy in a sentence.
fn name(policy: &Policy) -> String {
    match (policy.display_name().trim(), policy.id()) {
        ("", "") => "a policy without a name".to_owned(),
        ("", id) => format!("the policy {id}"),
        (name, _) => format!("{name:?}"),
    }
}

/// Where nobody says which named locations there are: each that a policy names, somewhere else than the others.
fn assumed(policies: &[Policy]) -> Environment {
    let choices = policies.iter().filter(|policy| policy.state() != PolicyState::Disabled);
    let mut ids: Vec<&String> = choices
        .flat_map(|policy| {
            let locations = &policy.rules().conditions.locations;
            locations.include.iter().chain(&locations.exclude)
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let locations = ids.iter().enumerate().filter_map(|(nth, id)| {
        let range = format!("10.{}.{}.0/24", nth / 256 % 256, nth % 256);
        let document = serde_json::json!({"displayName": "?", "ipRanges": [{"cidrAddress": range}]});
        Some(NamedLocation::parse(&document.to_string()).ok()?.with_meta(id.as_str(), 0, None))
    });
    Environment {
        locations: locations.collect(),
        mfa_trusted_ips: trusted_somewhere(),
        ..Environment::default()
    }
}

fn trusted_somewhere() -> Vec<ipnet::IpNet> {
    "11.0.0.0/24".parse().into_iter().collect()
}
