//! Who comes under a policy: users by id, group, role and kind, or workload identities.

use serde_json::{Map, Value};

use super::{Assigned, Findings, fields_of, flags, is, is_id, member, strings};
use crate::access::schema;
use crate::access::words::{RiskLevel, UserType};

/// The users that a policy is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct Users {
    pub(in crate::access) everyone: bool,
    /// Whether it is about nobody for want of an include beside its excludes: never meant that way.
    pub(in crate::access) by_omission: bool,
    pub(in crate::access) users: Assigned,
    pub(in crate::access) groups: Assigned,
    pub(in crate::access) roles: Assigned,
    pub(in crate::access) include_guests: Vec<Guests>,
    pub(in crate::access) exclude_guests: Vec<Guests>,
}

/// External users of some kinds, from some organizations.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::access) struct Guests {
    pub(in crate::access) types: Vec<UserType>,
    /// Only from these; from all when `None`.
    pub(in crate::access) tenants: Option<Vec<String>>,
}

/// The workload identities that a policy is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct Workloads {
    pub(in crate::access) all: bool,
    pub(in crate::access) ids: Assigned,
    pub(in crate::access) risk: Vec<RiskLevel>,
}

const GUESTS: &str = "GuestsOrExternalUsers";
const ENUMERATED_TENANTS: &str = "microsoft.graph.conditionalAccessEnumeratedExternalTenants";
const OWN_PRINCIPALS: &str = "ServicePrincipalsInMyTenant";

impl Users {
    pub(super) fn read(map: &Map<String, Value>, findings: &mut Findings) -> Users {
        let path = "conditions.users";
        let mut users = Users::default();
        for (key, include) in [("includeUsers", true), ("excludeUsers", false)] {
            for (index, text) in strings(map, key).enumerate() {
                let ids = if include { &mut users.users.include } else { &mut users.users.exclude };
                match text {
                    all if include && is(all, "All") => users.everyone = true,
                    none if is(none, "None") => {}
                    guests if is(guests, GUESTS) => {
                        let all = Guests { types: external(), tenants: None };
                        if include { &mut users.include_guests } else { &mut users.exclude_guests }.push(all);
                    }
                    id if is_id(id) => ids.push(id.to_ascii_lowercase()),
                    _ => {
                        findings.cannot(format!("{path}.{key}[{index}]"));
                        users.everyone |= include;
                    }
                }
            }
        }
        for (kind, to) in [("Groups", &mut users.groups), ("Roles", &mut users.roles)] {
            for (word, include) in [("include", true), ("exclude", false)] {
                let key = format!("{word}{kind}");
                for (index, text) in strings(map, &key).enumerate() {
                    if is(text, "All") || is(text, "None") {
                        findings.cannot(format!("{path}.{key}[{index}]"));
                        users.everyone |= include && is(text, "All");
                    } else {
                        let ids = if include { &mut to.include } else { &mut to.exclude };
                        ids.push(text.to_ascii_lowercase());
                    }
                }
            }
        }
        for (key, to) in [
            ("includeGuestsOrExternalUsers", &mut users.include_guests),
            ("excludeGuestsOrExternalUsers", &mut users.exclude_guests),
        ] {
            if let Some(guests) = member(map, key) {
                to.extend(Guests::read(guests, &format!("{path}.{key}"), findings));
            }
        }
        users.everyone |= findings.foreign(map, schema::USERS, path);
        let written = ["includeUsers", "includeGroups", "includeRoles", "includeGuestsOrExternalUsers"];
        let included = written.iter().any(|key| map.get(*key).is_some_and(schema::configured));
        users.by_omission = !included && !users.everyone;
        users
    }

    pub(in crate::access) fn includes_somebody(&self) -> bool {
        let named = [&self.users, &self.groups, &self.roles].iter().any(|kind| !kind.include.is_empty());
        self.everyone || named || !self.include_guests.is_empty()
    }

    pub(in crate::access) fn excludes_somebody(&self) -> bool {
        let named = [&self.users, &self.groups, &self.roles].iter().any(|kind| !kind.exclude.is_empty());
        named || !self.exclude_guests.is_empty()
    }
}

impl Guests {
    fn read(map: &Map<String, Value>, path: &str, findings: &mut Findings) -> Option<Guests> {
        let mut types = Vec::new();
        for word in flags(map, "guestOrExternalUserTypes") {
            match UserType::from_word(word).filter(|kind| kind.is_external()) {
                Some(kind) => types.push(kind),
                None if is(word, "none") => {}
                None => findings.cannot(format!("{path}.guestOrExternalUserTypes")),
            }
        }
        let tenants = map.get("externalTenants").and_then(Value::as_object).and_then(|tenants| {
            let kind = tenants.get("membershipKind").and_then(Value::as_str).unwrap_or_default();
            // Where nothing else tells, the type does: a list without members has nobody, rather than everybody.
            let listed = tenants
                .get("@odata.type")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.trim_start_matches('#').eq_ignore_ascii_case(ENUMERATED_TENANTS));
            let members: Vec<_> = strings(tenants, "members").map(str::to_ascii_lowercase).collect();
            match kind {
                all if is(all, "all") => None,
                "" if members.is_empty() && !listed => None,
                some if some.is_empty() || is(some, "enumerated") => Some(members),
                _ => {
                    findings.cannot(format!("{path}.externalTenants.membershipKind"));
                    None
                }
            }
        });
        (!types.is_empty()).then_some(Guests { types, tenants })
    }

    /// Whether somebody of this kind from this organization is among them.
    pub(in crate::access) fn covers(&self, kind: UserType, home: Option<&str>) -> bool {
        // An internal guest comes from no other organization, so a list of organizations has none.
        let from = |tenants: &Vec<String>| {
            kind != UserType::InternalGuest && home.is_some_and(|home| tenants.iter().any(|id| is(id, home)))
        };
        self.types.contains(&kind) && self.tenants.as_ref().is_none_or(from)
    }
}

impl Workloads {
    pub(super) fn read(conditions: &Map<String, Value>, findings: &mut Findings) -> Option<Workloads> {
        let path = "conditions.clientApplications";
        let risk = strings(conditions, "servicePrincipalRiskLevels").filter_map(RiskLevel::from_word);
        let risk: Vec<RiskLevel> = risk.collect();
        let Some(map) = member(conditions, "clientApplications") else {
            // A risk that only service principals have, of a policy about users: it would never apply.
            if !risk.is_empty() {
                findings.cannot("conditions.servicePrincipalRiskLevels");
            }
            return None;
        };
        let mut workloads = Workloads { risk, ..Workloads::default() };
        for (index, text) in strings(map, "includeServicePrincipals").enumerate() {
            match text {
                all if is(all, OWN_PRINCIPALS) || is(all, "All") => workloads.all = true,
                none if is(none, "None") => {}
                id if is_id(id) => workloads.ids.include.push(id.to_ascii_lowercase()),
                _ => findings.cannot(format!("{path}.includeServicePrincipals[{index}]")),
            }
        }
        let excluded = strings(map, "excludeServicePrincipals").filter(|text| !is(text, "None"));
        workloads.ids.exclude = excluded.map(str::to_ascii_lowercase).collect();
        if member(map, "servicePrincipalFilter")
            .is_some_and(|filter| filter.get("rule").is_some_and(schema::configured))
        {
            findings.cannot(format!("{path}.servicePrincipalFilter"));
        }
        findings.foreign(map, fields_of("clientApplications"), path);
        Some(workloads)
    }

    pub(in crate::access) fn includes_some(&self) -> bool {
        self.all || !self.ids.include.is_empty()
    }
}

fn external() -> Vec<UserType> {
    UserType::ALL.iter().copied().filter(|kind| kind.is_external()).collect()
}
