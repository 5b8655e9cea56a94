//! Drafts of policies against the sign-ins that were recorded: who would have been asked for more, or kept out.

use std::ffi::c_char;

use doorstep_core as core;

use crate::error::doorstep_error;
use crate::guard::{find, free, produce, read};
use crate::handles::{Items, Nested, handles};
use crate::lists::maybe_time;
use crate::memory::{options, plain};
use crate::status::doorstep_status;
use crate::tenant::doorstep_tenant;
use crate::text::{Text, maybe, maybe_string, pointer, strings};

/// Drafts to hold against the sign-ins of the log. Begin with `DOORSTEP_REPLAY_INIT`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_replay {
    /// `sizeof(doorstep_replay)`.
    pub size: usize,
    /// Microsoft Graph's `conditionalAccessPolicy` documents, JSON text each. One with the id of a stored policy stands in
    /// for it; the others come on top. What only reports is taken as enforced, what is disabled as not there.
    pub drafts: *const *const c_char,
    /// How many there are in `drafts`.
    pub draft_count: usize,
    /// 1 when the drafts are all that counts, instead of what is stored.
    pub only_drafts: u32,
    /// Sign-ins a call: 1 to 100 000. The rest follows from the cursor, so that a long replay can show how far it is and be
    /// stopped.
    pub limit: u32,
    /// Sign-ins begun at or after, in milliseconds since 1970-01-01T00:00:00Z; `DOORSTEP_NO_TIME` for no bound.
    pub since_ms: i64,
    /// Sign-ins begun before, in the same way.
    pub until_ms: i64,
    /// The `next_cursor` of the call before, or NULL.
    pub cursor: *const c_char,
}

plain!(doorstep_replay since size_of::<doorstep_replay>());

/// What the drafts would have changed, of the sign-ins of one call.
pub struct doorstep_replay_page {
    examined: u64,
    total: u64,
    prompted: u64,
    blocked: u64,
    freed: u64,
    days: Nested<doorstep_replay_day_list>,
    users: Nested<doorstep_replay_user_list>,
    next_cursor: Option<Text>,
}

/// What would have changed on one day.
pub struct doorstep_replay_day {
    day: i64,
    prompted: u64,
    blocked: u64,
    freed: u64,
}

/// Days, in order.
pub struct doorstep_replay_day_list(Items<doorstep_replay_day>);

/// What would have changed for one user.
pub struct doorstep_replay_user {
    user_id: Text,
    prompted: u64,
    blocked: u64,
    freed: u64,
}

/// Users.
pub struct doorstep_replay_user_list(Items<doorstep_replay_user>);

handles!(
    71 doorstep_replay_page,
    72 doorstep_replay_day,
    73 doorstep_replay_day_list,
    74 doorstep_replay_user,
    75 doorstep_replay_user_list,
);

impl From<core::ReplayPage> for doorstep_replay_page {
    fn from(page: core::ReplayPage) -> Self {
        let core::ReplayPage { examined, total, prompted, blocked, freed, days, users, next_cursor } = page;
        doorstep_replay_page {
            examined,
            total,
            prompted,
            blocked,
            freed,
            days: Nested::new(doorstep_replay_day_list(Items::of(days))),
            users: Nested::new(doorstep_replay_user_list(Items::of(users))),
            next_cursor: maybe(next_cursor),
        }
    }
}

impl From<core::ReplayDay> for doorstep_replay_day {
    fn from(core::ReplayDay { day, prompted, blocked, freed }: core::ReplayDay) -> Self {
        doorstep_replay_day { day, prompted, blocked, freed }
    }
}

impl From<core::ReplayUser> for doorstep_replay_user {
    fn from(core::ReplayUser { user_id, prompted, blocked, freed }: core::ReplayUser) -> Self {
        doorstep_replay_user { user_id: user_id.into(), prompted, blocked, freed }
    }
}

/// Decides again over recorded sign-ins, as things are and with drafts, and counts what differs. Each sign-in is taken as
/// it was recorded, after its first factor, and one that went on from a session with what that had shown; groups, roles
/// and locations are those of today. Changes nothing.
///
/// @param tenant The tenant, and in whose name to act.
/// @param replay What to hold against what; copied.
/// @param page Receives what would have changed; free it with `doorstep_replay_page_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`; `DOORSTEP_POLICY_INVALID` and `DOORSTEP_POLICY_UNSUPPORTED` for a draft;
///         `DOORSTEP_INVALID_ARGUMENT` (`limit`, `cursor`, ...); `DOORSTEP_FORBIDDEN`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_policies_replay(
    tenant: *const doorstep_tenant,
    replay: *const doorstep_replay,
    page: *mut *mut doorstep_replay_page,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(page, error, || {
        let tenant = find(tenant)?;
        let given = options(replay)?;
        let replay = core::Replay {
            drafts: strings(given.drafts, given.draft_count, "drafts")?,
            only_drafts: given.only_drafts != 0,
            since: maybe_time(given.since_ms),
            until: maybe_time(given.until_ms),
            limit: given.limit,
            cursor: maybe_string(given.cursor, "cursor")?,
        };
        Ok(tenant.core.policies().replay(&replay)?.into())
    })
}

/// Sign-ins looked at.
///
/// @param page A replay page.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_examined(page: *const doorstep_replay_page) -> u64 {
    read(page, |page| page.examined)
}

/// Sign-ins of the whole time, once, in the first call; 0 in the others.
///
/// @param page A replay page.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_total(page: *const doorstep_replay_page) -> u64 {
    read(page, |page| page.total)
}

/// Asked with the drafts for a control that nothing asks for as things are.
///
/// @param page A replay page.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_prompted(page: *const doorstep_replay_page) -> u64 {
    read(page, |page| page.prompted)
}

/// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
///
/// @param page A replay page.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_blocked(page: *const doorstep_replay_page) -> u64 {
    read(page, |page| page.blocked)
}

/// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
///
/// @param page A replay page.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_freed(page: *const doorstep_replay_page) -> u64 {
    read(page, |page| page.freed)
}

/// By day, in order: only those on which something would have changed.
///
/// @param page A replay page.
/// @return A list, borrowed from the replay page.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_days(
    page: *const doorstep_replay_page,
) -> *const doorstep_replay_day_list {
    read(page, |page| page.days.handle())
}

/// By user: only those for whom something would have changed.
///
/// @param page A replay page.
/// @return A list, borrowed from the replay page.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_users(
    page: *const doorstep_replay_page,
) -> *const doorstep_replay_user_list {
    read(page, |page| page.users.handle())
}

/// For the next call.
///
/// @param page A replay page.
/// @return Text, borrowed from the replay page; NULL when all is done.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_next_cursor(page: *const doorstep_replay_page) -> *const c_char {
    read(page, |page| pointer(page.next_cursor.as_ref()))
}

/// Frees a replay page.
///
/// @param page A replay page that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_page_free(page: *mut doorstep_replay_page) {
    free(page, |_| {});
}

/// When the day begins, in UTC.
///
/// @param day A replay day.
/// @return Milliseconds since 1970-01-01T00:00:00Z.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_day_ms(day: *const doorstep_replay_day) -> i64 {
    read(day, |day| day.day)
}

/// Asked with the drafts for a control that nothing asks for as things are.
///
/// @param day A replay day.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_prompted(day: *const doorstep_replay_day) -> u64 {
    read(day, |day| day.prompted)
}

/// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
///
/// @param day A replay day.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_blocked(day: *const doorstep_replay_day) -> u64 {
    read(day, |day| day.blocked)
}

/// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
///
/// @param day A replay day.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_freed(day: *const doorstep_replay_day) -> u64 {
    read(day, |day| day.freed)
}

/// How many replay days a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_list_count(list: *const doorstep_replay_day_list) -> usize {
    read(list, |list| list.0.count())
}

/// A replay day of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The replay day, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_day_list_at(
    list: *const doorstep_replay_day_list,
    index: usize,
) -> *const doorstep_replay_day {
    read(list, |list| list.0.at(index))
}

/// The user's id.
///
/// @param user A replay user.
/// @return Text, borrowed from the replay user.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_user_id(user: *const doorstep_replay_user) -> *const c_char {
    read(user, |user| user.user_id.as_ptr())
}

/// Asked with the drafts for a control that nothing asks for as things are.
///
/// @param user A replay user.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_prompted(user: *const doorstep_replay_user) -> u64 {
    read(user, |user| user.prompted)
}

/// Kept out with the drafts alone: blocked, or asked for what no prompt can satisfy.
///
/// @param user A replay user.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_blocked(user: *const doorstep_replay_user) -> u64 {
    read(user, |user| user.blocked)
}

/// Blocked or asked as things are, and allowed with the drafts; or blocked, and only asked.
///
/// @param user A replay user.
/// @return The number.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_freed(user: *const doorstep_replay_user) -> u64 {
    read(user, |user| user.freed)
}

/// How many replay users a list has.
///
/// @param list A list.
/// @return The number; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_list_count(list: *const doorstep_replay_user_list) -> usize {
    read(list, |list| list.0.count())
}

/// A replay user of a list.
///
/// @param list A list.
/// @param index 0 to one less than the count.
/// @return The replay user, borrowed from the list; NULL beyond its end.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_replay_user_list_at(
    list: *const doorstep_replay_user_list,
    index: usize,
) -> *const doorstep_replay_user {
    read(list, |list| list.0.at(index))
}
