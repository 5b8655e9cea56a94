//! Exact answers about all sign-ins at once: does a claim hold, and which sign-ins does no policy protect.
//!
//! Nothing is sampled. Each aspect of a sign-in (who, to what, from where, …) is cut into the finitely many classes that
//! the policies tell apart, each with a sign-in that stands for it, and the combinations of classes are searched to the
//! end. A counterexample is decided again, as any sign-in would be, before it is returned. Where a set of policies tells
//! so much apart that the search would not end in reasonable time, the answer is an error, never a guess.

mod aspect;
mod claim;
mod cubes;
mod describe;
mod devices;
mod fewest;
mod gaps;
mod grammar;
mod marks;
mod model;
mod pairs;
mod places;
mod proof;
mod sample;
mod search;
mod tokens;
mod who;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod gaps_tests;
#[cfg(test)]
mod generated_tests;
#[cfg(test)]
mod generator;
#[cfg(test)]
mod proof_tests;
#[cfg(test)]
mod wide_cases;
#[cfg(test)]
mod wide_generator;
#[cfg(test)]
mod wide_tests;

use std::collections::BTreeMap;

pub(crate) use claim::{AppScope, Claim, Scope};
pub(crate) use gaps::gaps;
pub(crate) use proof::prove;

pub(super) use model::Model;
pub(super) use pairs::Pairs;
pub(super) use proof::always_blocked;

use super::words::UserType;

/// What is known of the tenant's users and apps. What is not given could be anything: any user in any of the groups and
/// roles that policies name, and any app.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct World {
    /// Every user there is.
    pub(crate) users: Option<Vec<KnownUser>>,
    /// Of the users that policies name, where not all users are known, those there are. Nobody can be another one.
    pub(crate) user_ids: Option<Vec<String>>,
    /// Every group there is: nobody is in another one.
    pub(crate) group_ids: Option<Vec<String>>,
    /// Every role that somebody could hold.
    pub(crate) role_ids: Option<Vec<String>>,
    /// Every app there is.
    pub(crate) apps: Option<Vec<KnownApp>>,
    /// How many of the groups and roles that policies name anybody is in at most, where the users are not known. Any
    /// number, when not given; few keep the gaps of policies with many exclusion groups few.
    pub(crate) most_memberships: Option<u32>,
}

/// A user, as far as policies look at one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KnownUser {
    /// The user's id.
    pub(crate) user_id: String,
    /// Every group the user is in, directly or through another group.
    pub(crate) group_ids: Vec<String>,
    /// The template ids of the directory roles the user holds.
    pub(crate) role_ids: Vec<String>,
    /// How the user belongs to the tenant: one of its own, when not given.
    pub(crate) user_type: Option<UserType>,
    /// The organization that an external user comes from.
    pub(crate) home_tenant_id: Option<String>,
}

/// An app, as far as policies look at one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KnownApp {
    /// The app's client id.
    pub(crate) client_id: String,
    /// The groups of apps it is in, such as `Office365`.
    pub(crate) groups: Vec<String>,
    /// Its custom security attributes, as `Set_Attribute`.
    pub(crate) attributes: BTreeMap<String, Vec<String>>,
}
