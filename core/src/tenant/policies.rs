//! The Conditional Access policies of a tenant, and what they would say.

use super::config::TenantConfig;
use super::{Resource, Tenant};
use crate::access::{Policy, PolicyState, Warning};
use crate::clock::Timestamp;
use crate::crypto;
use crate::directory::roles::Area;
use crate::error::{Error, Result};
use crate::store::{self, Tx};

/// The Conditional Access policies of a tenant.
#[derive(Debug, Clone)]
pub struct Policies(pub(super) Tenant);

/// A stored policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRecord {
    /// Its id.
    pub id: String,
    /// Its name; empty when it has none.
    pub display_name: String,
    /// Whether it is enforced.
    pub state: PolicyState,
    /// Microsoft Graph's `conditionalAccessPolicy` JSON.
    pub document: String,
    /// What the lint says of it.
    pub warnings: Vec<Warning>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
}

impl Tenant {
    /// The tenant's Conditional Access policies.
    pub fn policies(&self) -> Policies {
        Policies(self.clone())
    }
}

impl Policies {
    /// Creates a policy from Microsoft Graph's `conditionalAccessPolicy` JSON.
    ///
    /// # Errors
    /// `policy_invalid{path}`, also for more than 250 applications; `policy_unsupported{path}` when it uses what cannot
    /// be evaluated and is not disabled; `invalid_argument{policies}` beyond the limit of 240 (both by default, see
    /// [`PolicyLimits`](crate::PolicyLimits)); `forbidden`.
    pub fn create(&self, document: &str) -> Result<PolicyRecord> {
        let policy = Policy::parse(document)?;
        policy.check_storable()?;
        policy.check_applications(self.0.engine.policy_limits.policy_applications)?;
        let now = self.0.now();
        let policy = policy.with_meta(crypto::new_id(now)?, now, None);
        self.0.change(Area::Policies, "policies.create", Resource::any("policy"), |tx, change| {
            change.created(policy.id());
            let most = self.0.engine.policy_limits.policies;
            if store::config::count_policies(tx, self.0.id())? >= most {
                return Err(Error::invalid("policies", format!("a tenant has at most {most}")));
            }
            change.after = Some(policy.to_json());
            store::config::put_policy(tx, self.0.id(), &policy)?;
            self.record(tx, policy.id())
        })
    }

    /// Every policy, oldest first.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn list(&self) -> Result<Vec<PolicyRecord>> {
        self.0.read("policies.list", Resource::any("policy"), |tx| {
            let config = TenantConfig::load(tx, self.0.id())?;
            let warnings = config.lint(tx, self.0.engine.mailer.is_some())?;
            Ok(config.policies.iter().map(|policy| record(policy, &warnings)).collect())
        })
    }

    /// One policy.
    ///
    /// # Errors
    /// `not_found{policy}`, `forbidden`.
    pub fn get(&self, policy_id: &str) -> Result<PolicyRecord> {
        self.0.read("policies.get", Resource::one("policy", policy_id), |tx| self.record(tx, policy_id))
    }

    /// Replaces the top-level fields that `changes` names, as Graph's PATCH does.
    ///
    /// # Errors
    /// `not_found{policy}`; `policy_invalid{path}`, also where more applications are listed than before and more than may
    /// be; `policy_unsupported{path}`; `forbidden`.
    pub fn update(&self, policy_id: &str, changes: &str) -> Result<PolicyRecord> {
        let now = self.0.now();
        self.0.change(Area::Policies, "policies.update", Resource::one("policy", policy_id), |tx, change| {
            let before = store::config::find_policy(tx, self.0.id(), policy_id)?;
            change.before = Some(before.to_json());
            let after = before.patched(changes)?;
            after.check_storable()?;
            // What was stored under a higher limit can be switched off under a lower one.
            if after.applications_listed() > before.applications_listed() {
                after.check_applications(self.0.engine.policy_limits.policy_applications)?;
            }
            let created_at = before.created_at().unwrap_or(now);
            let after = after.with_meta(policy_id, created_at, Some(now));
            change.after = Some(after.to_json());
            store::config::put_policy(tx, self.0.id(), &after)?;
            self.record(tx, policy_id)
        })
    }

    /// Deletes a policy.
    ///
    /// # Errors
    /// `not_found{policy}`, `forbidden`.
    pub fn delete(&self, policy_id: &str) -> Result<()> {
        self.0.change(Area::Policies, "policies.delete", Resource::one("policy", policy_id), |tx, change| {
            let before = store::config::find_policy(tx, self.0.id(), policy_id)?;
            change.before = Some(before.to_json());
            store::config::delete_policy(tx, self.0.id(), policy_id)
        })
    }

    /// What the lint says of all policies together.
    ///
    /// # Errors
    /// `forbidden`, `storage`.
    pub fn lint(&self) -> Result<Vec<Warning>> {
        self.0.read("policies.lint", Resource::any("policy"), |tx| {
            TenantConfig::load(tx, self.0.id())?.lint(tx, self.0.engine.mailer.is_some())
        })
    }

    fn record(&self, tx: Tx<'_>, policy_id: &str) -> Result<PolicyRecord> {
        let config = TenantConfig::load(tx, self.0.id())?;
        let mut policies = config.policies.iter().enumerate();
        let found = policies.find(|(_, policy)| policy.id() == policy_id);
        let (at, policy) = found.ok_or_else(|| Error::not_found("policy"))?;
        Ok(record(policy, &config.lint_policy(tx, at, self.0.engine.mailer.is_some())?))
    }
}

fn record(policy: &Policy, warnings: &[Warning]) -> PolicyRecord {
    PolicyRecord {
        id: policy.id().to_owned(),
        display_name: policy.display_name().to_owned(),
        state: policy.state(),
        document: policy.to_json(),
        warnings: warnings.iter().filter(|w| w.policy_id.as_deref() == Some(policy.id())).cloned().collect(),
        created_at: policy.created_at().unwrap_or_default(),
        modified_at: policy.modified_at(),
    }
}
