//! Why a sign-in of the log went as it did, in plain words.

use super::documents;
use super::{Resource, Tenant};
use crate::access::{AuthenticationStrength, Named, NamedLocation, PolicyOutcome, sentence};
use crate::directory::roles::Role;
use crate::error::Result;
use crate::record::{SignIn, SignInResult};
use crate::store;

/// Why a sign-in went as it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The entry of the log.
    pub sign_in_id: String,
    /// All of it, one sentence a line: what happened, and then every policy.
    pub text: String,
    /// The policies, those that applied first.
    pub policies: Vec<PolicyExplanation>,
}

/// What one policy had to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyExplanation {
    /// The policy.
    pub policy_id: String,
    /// Its name at the time.
    pub display_name: String,
    /// Whether all of its conditions held.
    pub applies: bool,
    /// What it made of the sign-in.
    pub result: PolicyOutcome,
    /// One sentence, as in: Asked for multi-factor authentication because policy "X" covers all users of Shop.
    pub text: String,
}

impl Tenant {
    /// Why a sign-in of the log went as it did. What a policy covers is told from the policy as it is now, unless it
    /// has changed since.
    ///
    /// # Errors
    /// `not_found{sign_in}`, `forbidden`.
    pub fn explain(&self, sign_in_id: &str) -> Result<Explanation> {
        self.read("sign_ins.explain", Resource::one("sign_in", sign_in_id), |tx| {
            let entry = store::records::find_sign_in(tx, self.id(), sign_in_id)?;
            let config = self.engine.configs.get(tx, self.id())?;
            let locations: Vec<NamedLocation> = documents::all(tx, self.id())?;
            let mut strengths: Vec<AuthenticationStrength> = documents::all(tx, self.id())?;
            strengths.extend(AuthenticationStrength::built_in());
            let names = |kind: Named, id: &str| match kind {
                Named::User => {
                    let user = store::directory::find_user(tx, self.id(), id).ok()?.user;
                    user.email.or(user.display_name)
                }
                Named::Group => Some(store::directory::find_group(tx, self.id(), id).ok()?.name),
                Named::Role => {
                    let role = Role::ALL.into_iter().find(|role| role.id().eq_ignore_ascii_case(id));
                    role.map(|role| role.display_name().to_owned())
                }
                Named::Location => {
                    let found = locations.iter().find(|location| location.id().eq_ignore_ascii_case(id));
                    found.map(|location| location.display_name().to_owned())
                }
                Named::Strength => {
                    let found = strengths.iter().find(|strength| strength.id().eq_ignore_ascii_case(id));
                    found.map(|strength| strength.display_name().to_owned())
                }
            };
            let mut policies: Vec<PolicyExplanation> = entry
                .policies
                .iter()
                .map(|result| {
                    let unchanged = config.policies.iter().find(|policy| {
                        policy.id() == result.id
                            && policy.modified_at().or(policy.created_at()) <= Some(entry.updated_at)
                    });
                    PolicyExplanation {
                        policy_id: result.id.clone(),
                        display_name: result.display_name.clone(),
                        applies: result.applies,
                        result: result.result,
                        text: sentence(result, unchanged, &entry.app_name, &entry.context, &names),
                    }
                })
                .collect();
            policies.sort_by_key(|policy| !policy.applies);
            let sentences = std::iter::once(happened(&entry)).chain(policies.iter().map(|p| p.text.clone()));
            Ok(Explanation {
                sign_in_id: entry.id.clone(),
                text: sentences.collect::<Vec<_>>().join("\n"),
                policies,
            })
        })
    }
}

fn happened(entry: &SignIn) -> String {
    let who = entry.user_email.as_deref().or(entry.user_id.as_deref()).unwrap_or("Somebody");
    let app = &entry.app_name;
    let why = entry.failure_reason.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
    match entry.result {
        SignInResult::Success if entry.requirement == "multiFactorAuthentication" => {
            format!("{who} signed in to {app} with a second factor.")
        }
        SignInResult::Success => format!("{who} signed in to {app}."),
        SignInResult::Blocked => format!("{who} was kept out of {app}{why}."),
        SignInResult::Failure => format!("{who} did not get in to {app}{why}."),
        SignInResult::Interrupted => format!("{who} has not finished signing in to {app}{why}."),
    }
}
