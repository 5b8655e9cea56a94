//! What the policy lint finds in a tenant, with all of the tenant that it looks at.

use super::config::TenantConfig;
use super::documents;
use crate::access::{AuthenticationContext, KnownUser, LintFacts, Warning, lint, lint_policy};
use crate::directory::records::UserState;
use crate::directory::roles::Role;
use crate::error::Result;
use crate::flow::user_flow::IdentityProvider;
use crate::method::configuration::{MethodKind, Target};
use crate::store::{self, Tx};

impl TenantConfig {
    /// Everything that it finds, of all policies together.
    pub(crate) fn lint(&self, tx: Tx<'_>, mailer_set: bool) -> Result<Vec<Warning>> {
        Ok(lint(&self.policies, &self.lint_facts(tx, mailer_set)?))
    }

    /// What it finds of one policy, by its place among the policies: alone, and with the others.
    pub(crate) fn lint_policy(&self, tx: Tx<'_>, at: usize, mailer_set: bool) -> Result<Vec<Warning>> {
        Ok(lint_policy(&self.policies, at, &self.lint_facts(tx, mailer_set)?))
    }

    fn lint_facts(&self, tx: Tx<'_>, mailer_set: bool) -> Result<LintFacts> {
        let email_otp = self.method(MethodKind::EmailOtp);
        let contexts: Vec<AuthenticationContext> = documents::all(tx, &self.tenant_id)?;
        let mut enabled_methods = vec!["password".to_owned()];
        if email_otp.enabled {
            enabled_methods.push("email".to_owned());
        }
        Ok(LintFacts {
            mailer_set,
            email_otp_enabled: email_otp.enabled,
            email_otp_for_all: email_otp.enabled
                && email_otp.include.contains(&Target::AllUsers)
                && email_otp.exclude.is_empty(),
            other_second_factor_enabled: false,
            apps_with_email_otp_first_factor: self.apps_with_first_factor(IdentityProvider::EmailOtp),
            environment: Some(Self::environment(tx, &self.tenant_id, &self.settings)?),
            user_ids: Some(self.named_users(tx)?),
            group_ids: Some(self.group_ids(tx)?),
            assignable_roles: Some(Role::ids()),
            app_ids: Some(self.apps.keys().cloned().collect()),
            context_ids: Some(contexts.iter().map(|context| context.id().to_owned()).collect()),
            administrators: Some(self.administrators(tx)?),
            enabled_methods: Some(enabled_methods),
            // Policies made elsewhere name roles that nobody can hold here; terms and other controls are the host's.
            role_ids: None,
            terms_ids: None,
            asserted_controls: None,
        })
    }

    pub(super) fn group_ids(&self, tx: Tx<'_>) -> Result<Vec<String>> {
        Ok(store::directory::groups(tx, &self.tenant_id)?.into_iter().map(|group| group.id).collect())
    }

    /// Those that policies name and that there are.
    pub(super) fn named_users(&self, tx: Tx<'_>) -> Result<Vec<String>> {
        let mut named: Vec<&str> = self.policies.iter().flat_map(|policy| policy.named_users()).collect();
        named.sort_unstable();
        named.dedup();
        let mut known = Vec::new();
        for id in named {
            if store::directory::user_exists(tx, &self.tenant_id, id)? {
                known.push(id.to_owned());
            }
        }
        Ok(known)
    }

    /// Who could undo a mistake: the active holders of the role of Global Administrator.
    fn administrators(&self, tx: Tx<'_>) -> Result<Vec<KnownUser>> {
        let mut found = Vec::new();
        for user_id in store::directory::role_members(tx, &self.tenant_id, Role::GlobalAdministrator.id())? {
            if store::directory::find_user(tx, &self.tenant_id, &user_id)?.user.state == UserState::Active {
                found.push(KnownUser {
                    group_ids: store::directory::group_ids_of_user(tx, &self.tenant_id, &user_id)?,
                    role_ids: store::directory::role_ids(tx, &self.tenant_id, &user_id)?,
                    user_id,
                    ..KnownUser::default()
                });
            }
        }
        Ok(found)
    }
}
