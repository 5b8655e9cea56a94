//! Exact answers about every sign-in that a tenant's policies tell apart: whether a claim holds, and what no policy covers.

use super::config::TenantConfig;
use super::{Policies, Resource, documents};
use crate::access::{self, AppScope, Claim, Decision, Environment, KnownApp, NamedLocation, Scope, World};
use crate::directory::email::EmailAddress;
use crate::directory::roles::Role;
use crate::error::{Error, Result};
use crate::store::{self, Tx};

/// Whether a claim holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Whether it holds for every sign-in that it is about.
    pub holds: bool,
    /// How many classes of sign-ins were told apart. None: the claim is about no sign-in at all, and holds of those.
    pub classes_examined: u64,
    /// A sign-in for which it does not hold.
    pub counterexample: Option<Counterexample>,
}

/// A sign-in that shows a claim wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterexample {
    /// The sign-in, as JSON in the fields that [`evaluate`](crate::evaluate) takes. `(any other user)` stands for
    /// anybody whose id no policy names, and likewise for apps and organizations.
    pub sign_in: String,
    /// What the policies say of it.
    pub decision: Decision,
}

/// Sign-ins that no enforced policy blocks or asks anything of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Whose, as in `anybody not in group 8f0e…`.
    pub who: String,
    /// To which apps, as in `any app but app 4d2c…`.
    pub apps: String,
    /// Under which circumstances, all at once; whatever they are where there is none.
    pub conditions: Vec<String>,
    /// One of them, as in [`Counterexample::sign_in`].
    pub sign_in: String,
}

impl Policies {
    /// Proves a claim about every sign-in under the enforced policies, or shows one for which it does not hold. Nothing
    /// is sampled: users (of any of the groups and roles that there are), the registered apps and all conditions are
    /// gone through in the classes that the policies tell apart.
    ///
    /// ```text
    /// every sign-in of a customer to app "Shop" requires mfa
    /// every sign-in of group "Staff" or role "Global Administrator" to any app except app "Status" is blocked
    /// no sign-in outside trusted locations is allowed without mfa or compliantDevice
    /// every sign-in on android or iOS via browser at high user risk where "device.isCompliant -ne True" is blocked
    /// ```
    ///
    /// Users are named by id or email address; groups, roles, apps and locations by id or name. A sign-in that is
    /// blocked requires everything: it does not go through without it.
    ///
    /// # Errors
    /// `invalid_argument{claim}` saying what was not understood or is not there; `invalid_argument{policies}` where the
    /// policies tell too much apart to go through it all; `forbidden`.
    pub fn prove(&self, claim: &str) -> Result<Proof> {
        let mut claim = Claim::parse(claim)?;
        self.0.read("policies.prove", Resource::any("policy"), |tx| {
            let config = self.0.engine.configs.get(tx, self.0.id())?;
            Names { tx, config: &config }.find(&mut claim)?;
            let environment = TenantConfig::environment(tx, self.0.id(), &config.settings)?;
            let proof = access::prove(&config.policies, &environment, &world(tx, &config)?, &claim)?;
            Ok(Proof {
                holds: proof.holds,
                classes_examined: proof.classes_examined,
                counterexample: proof.counterexample.map(|shown| Counterexample {
                    sign_in: shown.sign_in.to_json(),
                    decision: shown.decision,
                }),
            })
        })
    }

    /// Every sign-in to an app that goes through though no enforced policy asks anything of it, as sets of sign-ins, the
    /// widest first. The sets may overlap; together they are exactly those sign-ins. Empty: every sign-in is covered.
    ///
    /// # Errors
    /// `invalid_argument{policies}` where the policies tell too much apart to go through it all; `forbidden`.
    pub fn gaps(&self) -> Result<Vec<Gap>> {
        self.0.read("policies.gaps", Resource::any("policy"), |tx| {
            let config = self.0.engine.configs.get(tx, self.0.id())?;
            let environment: Environment = TenantConfig::environment(tx, self.0.id(), &config.settings)?;
            let gaps = access::gaps(&config.policies, &environment, &world(tx, &config)?)?;
            let told = gaps.into_iter().map(|gap| Gap {
                sign_in: gap.sample.to_json(),
                who: gap.who,
                apps: gap.apps,
                conditions: gap.conditions,
            });
            Ok(told.collect())
        })
    }
}

/// Users of any of the groups and roles that there are, and the apps that there are; any app, while there is none.
fn world(tx: Tx<'_>, config: &TenantConfig) -> Result<World> {
    let mut apps: Vec<KnownApp> = config
        .apps
        .values()
        .map(|app| KnownApp {
            client_id: app.client_id.clone(),
            groups: app.app_groups.clone(),
            attributes: app.custom_security_attributes.clone(),
        })
        .collect();
    apps.sort_by(|a, b| a.client_id.cmp(&b.client_id));
    Ok(World {
        user_ids: Some(config.named_users(tx)?),
        group_ids: Some(config.group_ids(tx)?),
        role_ids: Some(Role::ids()),
        apps: (!apps.is_empty()).then_some(apps),
        ..World::default()
    })
}

/// What people call users, groups, roles, apps and locations.
struct Names<'a> {
    tx: Tx<'a>,
    config: &'a TenantConfig,
}

impl Names<'_> {
    /// Puts ids in the place of names.
    fn find(&self, claim: &mut Claim) -> Result<()> {
        let Scope {
            user_ids,
            exclude_user_ids,
            group_ids,
            exclude_group_ids,
            role_ids,
            exclude_role_ids,
            ..
        } = &mut claim.who;
        for user in user_ids.iter_mut().chain(exclude_user_ids) {
            *user = self.user(user)?;
        }
        let groups = store::directory::groups(self.tx, &self.config.tenant_id)?;
        let groups: Vec<(&str, &str)> = groups.iter().map(|g| (g.id.as_str(), g.name.as_str())).collect();
        for group in group_ids.iter_mut().chain(exclude_group_ids) {
            *group = one("group", &groups, group)?;
        }
        let roles: Vec<(&str, &str)> =
            Role::ALL.iter().map(|role| (role.id(), role.display_name())).collect();
        for role in role_ids.iter_mut().chain(exclude_role_ids) {
            *role = one("role", &roles, role)?;
        }
        let apps = self.config.apps.values();
        let apps: Vec<(&str, &str)> = apps.map(|app| (app.client_id.as_str(), app.name.as_str())).collect();
        let AppScope { ids, exclude_ids, .. } = &mut claim.apps;
        for app in ids.iter_mut().chain(exclude_ids) {
            if !access::is_app_group(app) {
                *app = one("app", &apps, app)?;
            }
        }
        let locations: Vec<NamedLocation> = documents::all(self.tx, &self.config.tenant_id)?;
        let locations: Vec<(&str, &str)> = locations.iter().map(|l| (l.id(), l.display_name())).collect();
        let conditions = &mut claim.conditions;
        for location in conditions.in_locations.iter_mut().chain(&mut conditions.outside_locations) {
            if !access::is_built_in_location(location) {
                *location = one("location", &locations, location)?;
            }
        }
        Ok(())
    }

    fn user(&self, text: &str) -> Result<String> {
        let tenant_id = &self.config.tenant_id;
        if store::directory::user_exists(self.tx, tenant_id, text)? {
            return Ok(text.to_owned());
        }
        let by_email = match EmailAddress::parse(text) {
            Some(address) => store::directory::user_by_email(self.tx, tenant_id, &address.canonical)?,
            None => None,
        };
        let found = match by_email {
            Some(row) => Some(row),
            None => store::directory::user_by_subject(self.tx, tenant_id, text)?,
        };
        found.map(|row| row.user.id).ok_or_else(|| unknown("user", text))
    }
}

/// The id of the one with this id or name.
fn one(what: &str, known: &[(&str, &str)], text: &str) -> Result<String> {
    if let Some((id, _)) = known.iter().find(|(id, _)| id.eq_ignore_ascii_case(text)) {
        return Ok((*id).to_owned());
    }
    let mut named = known.iter().filter(|(_, name)| name.eq_ignore_ascii_case(text));
    match (named.next(), named.next()) {
        (Some((id, _)), None) => Ok((*id).to_owned()),
        (Some(_), Some(_)) => {
            Err(Error::invalid("claim", format!("several have the name of {what} {text:?}: use an id")))
        }
        (None, _) => Err(unknown(what, text)),
    }
}

fn unknown(what: &str, text: &str) -> Error {
    Error::invalid("claim", format!("there is no {what} {text:?}"))
}
