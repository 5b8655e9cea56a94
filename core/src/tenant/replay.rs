//! Drafts of policies against the sign-ins that were recorded: who would have been asked for more, or kept out.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::config::TenantConfig;
use super::{Policies, Resource, in_range};
use crate::access::{Control, Decision, Facts, Outcome, Policy, PolicySet, PolicyState, SignInContext};
use crate::clock::{DAY, Timestamp};
use crate::error::{Error, Result};
use crate::journey::evidence::Evidence;
use crate::method::configuration::MethodKind;
use crate::record::{AuthenticationDetail, SignInKind};
use crate::session::UsedMethod;
use crate::store::{self, Tx};

/// Users whose groups and roles are kept at hand.
const USERS_KEPT: usize = 50_000;

/// Drafts to hold against the sign-ins of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// Graph documents. One with the id of a stored policy stands in for it; the others come on top. What only reports
    /// is taken as enforced, what is disabled as not there.
    pub drafts: Vec<String>,
    /// Whether the drafts are all that counts, instead of what is stored.
    pub only_drafts: bool,
    /// Sign-ins begun at or after.
    pub since: Option<Timestamp>,
    /// Sign-ins begun before.
    pub until: Option<Timestamp>,
    /// Sign-ins a call: 1 to 100,000. The rest follows from the cursor, so that a long replay can show how far it is
    /// and be stopped.
    pub limit: u32,
    /// Where the call before stopped.
    pub cursor: Option<String>,
}

impl Default for Replay {
    fn default() -> Self {
        Replay {
            drafts: Vec::new(),
            only_drafts: false,
            since: None,
            until: None,
            limit: 10_000,
            cursor: None,
        }
    }
}

/// What the drafts would have changed, of the sign-ins of one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayPage {
    /// Sign-ins looked at.
    pub examined: u64,
    /// Sign-ins of the whole time, once, in the first call; 0 in the others.
    pub total: u64,
    /// Asked with the drafts for a control that nothing asks for as things are.
    pub prompted: u64,
    /// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
    pub blocked: u64,
    /// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
    pub freed: u64,
    /// By day, in order: only those on which something would have changed.
    pub days: Vec<ReplayDay>,
    /// By user: only those for whom something would have changed.
    pub users: Vec<ReplayUser>,
    /// For the next call; `None` when all is done.
    pub next_cursor: Option<String>,
}

/// What would have changed on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayDay {
    /// When the day begins, in UTC.
    pub day: Timestamp,
    /// As in [`ReplayPage`].
    pub prompted: u64,
    /// As in [`ReplayPage`].
    pub blocked: u64,
    /// As in [`ReplayPage`].
    pub freed: u64,
}

/// What would have changed for one user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayUser {
    /// The user's id.
    pub user_id: String,
    /// As in [`ReplayPage`].
    pub prompted: u64,
    /// As in [`ReplayPage`].
    pub blocked: u64,
    /// As in [`ReplayPage`].
    pub freed: u64,
}

/// As much of an entry of the log as a decision needs.
#[derive(Deserialize)]
pub(crate) struct Recorded {
    pub(crate) id: String,
    pub(crate) kind: SignInKind,
    pub(crate) created_at: Timestamp,
    pub(crate) user_id: Option<String>,
    pub(crate) client_id: String,
    #[serde(default)]
    pub(crate) ip: Option<String>,
    #[serde(default)]
    pub(crate) context: SignInContext,
    #[serde(default)]
    pub(crate) auth_context: Option<String>,
    #[serde(default)]
    pub(crate) details: Vec<AuthenticationDetail>,
}

/// A change of one sign-in.
#[derive(Clone, Copy)]
enum Change {
    Prompted,
    Blocked,
    Freed,
}

type Member = (Vec<String>, Vec<String>, Vec<String>);

impl Policies {
    /// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is
    /// taken as it was recorded, after its first factor, and one that went on from a session with what that had shown;
    /// groups, roles and locations are those of today. Attempts at which nobody was recognized are passed over, and
    /// registering a method is not decided again.
    ///
    /// # Errors
    /// `policy_invalid{drafts[0].…}`, `policy_unsupported{drafts[0].…}`, `invalid_argument{limit}`, `forbidden`.
    pub fn replay(&self, replay: &Replay) -> Result<ReplayPage> {
        in_range("limit", replay.limit.into(), 1, 100_000)?;
        let drafts = replay.drafts.iter().enumerate();
        let drafts = drafts.map(|(index, json)| draft(index, json)).collect::<Result<Vec<_>>>()?;
        self.0.read("policies.replay", Resource::any("policy"), |tx| {
            let config = self.0.engine.configs.get(tx, self.0.id())?;
            let draft = drafted(tx, &config, &drafts, replay.only_drafts)?;
            let mut page = ReplayPage::default();
            if replay.cursor.is_none() {
                page.total = store::records::count_sign_ins(tx, self.0.id(), replay.since, replay.until)?;
            }
            let mut days: BTreeMap<Timestamp, ReplayDay> = BTreeMap::new();
            let mut users: BTreeMap<String, ReplayUser> = BTreeMap::new();
            let mut members: HashMap<String, Member> = HashMap::new();
            let mut last = None;
            store::records::each_sign_in(tx, self.0.id(), replay, |entry| {
                page.examined += 1;
                last = Some(entry.id.clone());
                let Some(user_id) = &entry.user_id else { return Ok(()) };
                if members.len() > USERS_KEPT {
                    members.clear();
                }
                if !members.contains_key(user_id) {
                    members.insert(user_id.clone(), member(tx, &config, self.0.id(), user_id)?);
                }
                let Some(member) = members.get(user_id) else { return Ok(()) };
                let Some(change) = change(&config, &draft, &entry, user_id, member) else { return Ok(()) };
                let day = entry.created_at.div_euclid(DAY) * DAY;
                let of_day = days.entry(day).or_insert_with(|| ReplayDay { day, ..ReplayDay::default() });
                let user = users.entry(user_id.clone());
                let of_user =
                    user.or_insert_with_key(|id| ReplayUser { user_id: id.clone(), ..ReplayUser::default() });
                let counts = match change {
                    Change::Prompted => [&mut page.prompted, &mut of_day.prompted, &mut of_user.prompted],
                    Change::Blocked => [&mut page.blocked, &mut of_day.blocked, &mut of_user.blocked],
                    Change::Freed => [&mut page.freed, &mut of_day.freed, &mut of_user.freed],
                };
                counts.into_iter().for_each(|count| *count += 1);
                Ok(())
            })?;
            page.days = days.into_values().collect();
            page.users = users.into_values().collect();
            page.next_cursor = last.filter(|_| page.examined == u64::from(replay.limit));
            Ok(page)
        })
    }
}

/// A draft, as it would be once it is enforced.
fn draft(index: usize, json: &str) -> Result<Policy> {
    let at = |path: String| format!("drafts[{index}].{path}");
    let named = |error| match error {
        Error::PolicyInvalid { path, reason } => Error::PolicyInvalid { path: at(path), reason },
        Error::PolicyUnsupported { path } => Error::PolicyUnsupported { path: at(path) },
        other => other,
    };
    let id = serde_json::from_str::<serde_json::Value>(json).ok();
    let id = id.and_then(|value| Some(value.get("id")?.as_str()?.to_owned())).unwrap_or_default();
    let policy = Policy::parse(json).map_err(named)?;
    let policy = match policy.state() {
        PolicyState::ReportOnly => policy.patched(r#"{"state":"enabled"}"#).map_err(named)?,
        _ => policy,
    };
    policy.check_storable().map_err(named)?;
    Ok(policy.with_meta(id, 0, None))
}

/// The set with the drafts in it.
fn drafted(tx: Tx<'_>, config: &TenantConfig, drafts: &[Policy], only_drafts: bool) -> Result<PolicySet> {
    let replaced = |policy: &&Policy| {
        !only_drafts && !drafts.iter().any(|draft| draft.id().eq_ignore_ascii_case(policy.id()))
    };
    let mut policies: Vec<Policy> = config.policies.iter().filter(replaced).cloned().collect();
    policies.extend(drafts.iter().cloned());
    Ok(PolicySet::compile(&policies, &TenantConfig::environment(tx, &config.tenant_id, &config.settings)?))
}

fn member(tx: Tx<'_>, config: &TenantConfig, tenant_id: &str, user_id: &str) -> Result<Member> {
    Ok((
        store::directory::group_ids_of_user(tx, tenant_id, user_id)?,
        store::directory::role_ids(tx, &config.tenant_id, user_id)?,
        store::directory::accepted_terms(tx, tenant_id, user_id)?,
    ))
}

fn change(
    config: &TenantConfig,
    draft: &PolicySet,
    entry: &Recorded,
    user_id: &str,
    (groups, roles, terms): &Member,
) -> Option<Change> {
    let context = SignInContext { ip: entry.ip.clone(), ..entry.context.clone() };
    let email_counts = config.method(MethodKind::EmailOtp).covers(user_id, groups);
    let again = config.settings.ask_again_after_sign_up;
    let recorded = Evidence::recorded(entry.kind, entry.created_at, &entry.details, again);
    let asked = |set: &PolicySet| {
        let mut evidence = recorded.clone();
        let decision = evidence.settle(entry.created_at, |evidence| {
            let mfa = evidence.is_mfa(email_counts);
            set.decide(&Facts {
                user_id,
                group_ids: groups,
                role_ids: roles,
                context: &context,
                authentication_context: entry.auth_context.as_deref(),
                satisfied: if mfa { &[Control::Mfa] } else { &[] },
                completed: &evidence.combinations(mfa),
                accepted_terms: terms,
                ..config.facts_of_app(&entry.client_id)
            })
        });
        let second_again = evidence.stale_second && email_counts;
        Asked { decision, first_again: evidence.stale_first, second_again }
    };
    let (now, then) = (asked(&config.policy_set), asked(draft));
    match (now.rank(), then.rank()) {
        (now, then) if then < now => Some(Change::Freed),
        (now, 2) if now < 2 => Some(Change::Blocked),
        (_, 1) if then.asks_more_than(&now) => Some(Change::Prompted),
        _ => None,
    }
}

/// What a set of policies asks of a sign-in.
struct Asked {
    decision: Decision,
    /// The first factor has become too old.
    first_again: Option<UsedMethod>,
    /// The second factor has, and can be asked for.
    second_again: bool,
}

impl Asked {
    /// How far from signed in: allowed, asked for something, or kept out, as by what no prompt can satisfy.
    fn rank(&self) -> u8 {
        // What the host checked only the host can ask for.
        let lost = self.first_again.as_ref().is_some_and(|method| method.kind == "external");
        let prompts = self.decision.demands.iter().all(|demand| demand.control.prompts());
        match self.decision.outcome {
            Outcome::Block => 2,
            _ if lost || !prompts => 2,
            Outcome::ControlsRequired => 1,
            Outcome::Allow => u8::from(self.first_again.is_some() || self.second_again),
        }
    }

    fn asks_more_than(&self, other: &Asked) -> bool {
        let known = &other.decision.demands;
        (self.first_again.is_some() && other.first_again.is_none())
            || (self.second_again && !other.second_again)
            || self.decision.demands.iter().any(|demand| !known.contains(demand))
    }
}
