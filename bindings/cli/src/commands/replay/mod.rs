//! `doorstep replay`: what drafts of policies would have changed of the sign-ins that were recorded.

mod drafts;
mod shown;

use std::collections::BTreeMap;

use clap::{ArgGroup, Args};
use doorstep_core::{Replay, ReplayDay, ReplayPage, ReplayUser, Timestamp};

use super::Outcome;
use crate::context::Context;
use crate::failure::Exit;
use crate::moment;
use crate::names::Names;

/// Sign-ins at once: few enough for the bar to move.
const CHUNK: u32 = 5_000;

#[derive(Args)]
#[command(group = ArgGroup::new("drafts").required(true).multiple(true).args(["policy", "enable", "disable"]))]
pub(crate) struct Request {
    /// A draft: a file or folder of them, `-` for standard input, or a stored policy by name or id
    #[arg(long, value_name = "FILE|POLICY")]
    policy: Vec<String>,
    /// A stored policy as it would be when enabled
    #[arg(long, value_name = "POLICY")]
    enable: Vec<String>,
    /// A stored policy as if it were not there
    #[arg(long, value_name = "POLICY")]
    disable: Vec<String>,
    /// Take the drafts for all there is, instead of beside what is stored
    #[arg(long)]
    only_drafts: bool,
    /// Sign-ins from then on: 2026-01-31, 2026-01-31T08:00:00Z, or 7d for a week ago
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    since: Option<Timestamp>,
    /// Before then
    #[arg(long, value_name = "WHEN", value_parser = moment::parse)]
    until: Option<Timestamp>,
}

/// What all chunks came to.
#[derive(Default)]
struct Totals {
    examined: u64,
    prompted: u64,
    blocked: u64,
    freed: u64,
    days: BTreeMap<Timestamp, ReplayDay>,
    users: BTreeMap<String, ReplayUser>,
}

pub(super) fn run(request: &Request, context: &Context) -> Outcome {
    let (out, tenant) = (&context.out, context.tenant()?);
    let mut replay = Replay {
        drafts: drafts::of(request, &tenant, out)?,
        only_drafts: request.only_drafts,
        since: request.since,
        // New sign-ins would make the end run away from a long replay.
        until: request.until.or_else(|| Some(moment::now())),
        limit: CHUNK,
        cursor: None,
    };
    let policies = tenant.policies();
    let mut page = policies.replay(&replay)?;
    let mut progress = out.progress("Replaying", usize::try_from(page.total).unwrap_or(usize::MAX));
    let mut totals = Totals::default();
    loop {
        progress.advance(usize::try_from(page.examined).unwrap_or_default());
        replay.cursor = totals.add(page);
        if replay.cursor.is_none() {
            break;
        }
        page = policies.replay(&replay)?;
    }
    drop(progress);
    let names = Names::of(&tenant)?;
    out.answer(|| shown::json_of(&totals), |out| shown::words(&totals, &names, out))?;
    Ok(Exit::Fine)
}

impl Totals {
    /// Takes in a page, and says where the next one begins.
    fn add(&mut self, page: ReplayPage) -> Option<String> {
        self.examined += page.examined;
        self.prompted += page.prompted;
        self.blocked += page.blocked;
        self.freed += page.freed;
        for one in page.days {
            let day = self.days.entry(one.day);
            let day = day.or_insert_with(|| ReplayDay { day: one.day, ..ReplayDay::default() });
            day.prompted += one.prompted;
            day.blocked += one.blocked;
            day.freed += one.freed;
        }
        for one in page.users {
            let user = self.users.entry(one.user_id);
            let user =
                user.or_insert_with_key(|id| ReplayUser { user_id: id.clone(), ..ReplayUser::default() });
            user.prompted += one.prompted;
            user.blocked += one.blocked;
            user.freed += one.freed;
        }
        page.next_cursor
    }

    /// The users, those with the most changes first.
    fn users(&self) -> Vec<&ReplayUser> {
        let mut users: Vec<&ReplayUser> = self.users.values().collect();
        users
            .sort_by_key(|user| std::cmp::Reverse((user.prompted + user.blocked + user.freed, user.blocked)));
        users
    }
}
