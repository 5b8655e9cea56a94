//! The policies and the sign-ins: made from a fixed seed, typed, and written as Microsoft Graph's JSON.

use std::net::IpAddr;

use doorstep_core::{Control, SignInContext};
use serde_json::{Value, json};

use crate::Result;

/// Whether policies have location conditions.
pub(crate) const LOCATIONS: bool = true;
/// How many policies there are; smaller sets are the first of them.
pub(crate) const MOST: usize = 1_000;
const SIGN_INS: usize = 128;

/// The ids that a policy includes and excludes.
#[derive(Default)]
pub(crate) struct Assigned {
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
}

/// Where a sign-in has to come from for a policy to apply; numbers are those of locations.
pub(crate) enum Place {
    Anywhere,
    OutsideTrusted,
    Outside(Vec<usize>),
    Inside(Vec<usize>),
}

/// A policy as the typed form of a program has it.
pub(crate) struct Policy {
    pub(crate) everyone: bool,
    pub(crate) users: Assigned,
    pub(crate) groups: Assigned,
    pub(crate) roles: Assigned,
    pub(crate) every_app: bool,
    pub(crate) apps: Assigned,
    pub(crate) place: Place,
    /// Whether it blocks; it asks for multi-factor authentication otherwise.
    pub(crate) block: bool,
}

/// Addresses that share their first bits.
pub(crate) struct Range {
    pub(crate) network: IpAddr,
    pub(crate) length: u8,
}

pub(crate) struct Location {
    pub(crate) id: String,
    pub(crate) trusted: bool,
    pub(crate) ranges: Vec<Range>,
}

pub(crate) struct SignIn {
    pub(crate) user: String,
    pub(crate) groups: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) app: String,
    pub(crate) ip: String,
    pub(crate) satisfied: Vec<Control>,
    pub(crate) context: SignInContext,
}

/// Everything that is decided and decided about.
pub(crate) struct World {
    pub(crate) locations: Vec<Location>,
    pub(crate) policies: Vec<Policy>,
    pub(crate) sign_ins: Vec<SignIn>,
}

/// A generator of numbers that are the same in every run: SplitMix64.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Ids are GUIDs, as Graph's are.
    fn guid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        let (c, d) = (a >> 16 & 0xffff, a & 0x0fff);
        format!("{:08x}-{c:04x}-4{d:03x}-{:04x}-{:012x}", a >> 32, 0x8000 | (b >> 50), b & 0xffff_ffff_ffff)
    }

    fn guids(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.guid()).collect()
    }

    /// `count` different ones of `all`.
    fn some<T: Clone + PartialEq>(&mut self, all: &[T], count: usize) -> Vec<T> {
        let mut chosen: Vec<T> = Vec::new();
        while chosen.len() < count.min(all.len()) {
            let one = &all[self.below(all.len())];
            if !chosen.contains(one) {
                chosen.push(one.clone());
            }
        }
        chosen
    }
}

/// What ids there are.
struct Directory {
    users: Vec<String>,
    groups: Vec<String>,
    roles: Vec<String>,
    apps: Vec<String>,
}

impl World {
    pub(crate) fn new() -> Result<World> {
        let mut seeded = Seeded(20);
        let directory = Directory {
            users: seeded.guids(500),
            groups: seeded.guids(200),
            roles: seeded.guids(30),
            apps: seeded.guids(40),
        };
        let locations: Vec<Location> =
            (0..16).map(|number| location(&mut seeded, number)).collect::<Result<_>>()?;
        let policies = (0..MOST).map(|number| policy(&mut seeded, &directory, number)).collect();
        let sign_ins = (0..SIGN_INS).map(|_| sign_in(&mut seeded, &directory)).collect();
        Ok(World { locations, policies, sign_ins })
    }
}

/// Four networks of IPv4 and one of IPv6.
fn location(seeded: &mut Seeded, number: usize) -> Result<Location> {
    let mut ranges = vec![Range { network: format!("2001:db8:{number:x}::").parse()?, length: 48 }];
    for part in 0..4 {
        let network = format!("10.{number}.{}.0", part * 64).parse()?;
        ranges.push(Range { network, length: [18, 20, 22, 24][part] });
    }
    Ok(Location { id: seeded.guid(), trusted: number % 4 == 0, ranges })
}

/// Every fourth policy is about everybody, every fifth about every app, every tenth blocks. The blocks are narrow, but
/// for one, so that many sign-ins are let in even past a thousand policies.
fn policy(seeded: &mut Seeded, directory: &Directory, number: usize) -> Policy {
    let (everyone, every_app, block) = (number % 4 == 0, number % 5 == 0, number % 10 == 9);
    let (groups, apps) = match (block, number) {
        (true, 9) => (20, 10),
        (true, _) => (3, 2),
        (false, _) => (5, 4),
    };
    let mut assigned = |all: &[String], included: bool, include: usize, exclude: usize| {
        let include = if included { seeded.some(all, include) } else { Vec::new() };
        let mut exclude = seeded.some(all, exclude);
        exclude.retain(|id| !include.contains(id));
        Assigned { include, exclude }
    };
    Policy {
        everyone,
        users: assigned(&directory.users, !everyone, 3, 2),
        groups: assigned(&directory.groups, !everyone, groups, 2),
        roles: assigned(&directory.roles, !everyone && number % 2 == 0, 1, usize::from(number % 3 == 0)),
        every_app,
        apps: assigned(&directory.apps, !every_app, apps, if every_app { 2 } else { 0 }),
        place: place(seeded, number),
        block,
    }
}

fn place(seeded: &mut Seeded, number: usize) -> Place {
    let some = seeded.some(&(0..16).collect::<Vec<_>>(), 3);
    match number % 7 {
        _ if !LOCATIONS => Place::Anywhere,
        0 | 1 => Place::OutsideTrusted,
        2 => Place::Outside(some),
        3 => Place::Inside(some),
        _ => Place::Anywhere,
    }
}

fn sign_in(seeded: &mut Seeded, directory: &Directory) -> SignIn {
    let (groups, roles) = (4 + seeded.below(9), seeded.below(3));
    let (a, b, c, d) = (seeded.below(32), seeded.below(4) * 64, seeded.below(4), 1 + seeded.below(254));
    let ip = match seeded.below(4) {
        0 => format!("2001:db8:{a:x}::{d:x}"),
        1 => format!("198.51.100.{d}"),
        _ => format!("10.{}.{}.{d}", a % 20, b + c),
    };
    SignIn {
        user: seeded.some(&directory.users, 1).concat(),
        groups: seeded.some(&directory.groups, groups),
        roles: seeded.some(&directory.roles, roles),
        app: seeded.some(&directory.apps, 1).concat(),
        satisfied: if seeded.below(2) == 0 { vec![Control::Mfa] } else { Vec::new() },
        context: SignInContext { ip: Some(ip.clone()), ..SignInContext::default() },
        ip,
    }
}

impl SignIn {
    /// The same sign-in from another address.
    pub(crate) fn from_elsewhere(&self) -> SignIn {
        let ip = "203.0.113.7".to_owned();
        SignIn {
            user: self.user.clone(),
            groups: self.groups.clone(),
            roles: self.roles.clone(),
            app: self.app.clone(),
            satisfied: self.satisfied.clone(),
            context: SignInContext { ip: Some(ip.clone()), ..SignInContext::default() },
            ip,
        }
    }
}

impl Policy {
    /// As Graph writes it.
    pub(crate) fn graph(&self, number: usize, locations: &[Location]) -> Value {
        let all = |everything: bool, ids: &[String]| match everything {
            true => vec!["All".to_owned()],
            false => ids.to_vec(),
        };
        let ids = |numbers: &[usize]| numbers.iter().map(|n| locations[*n].id.as_str()).collect::<Vec<_>>();
        let place = match &self.place {
            Place::Anywhere => Value::Null,
            Place::OutsideTrusted => {
                json!({ "includeLocations": ["All"], "excludeLocations": ["AllTrusted"] })
            }
            Place::Outside(numbers) => {
                json!({ "includeLocations": ["All"], "excludeLocations": ids(numbers) })
            }
            Place::Inside(numbers) => json!({ "includeLocations": ids(numbers) }),
        };
        json!({
            "displayName": format!("CA{number:03} - generated"),
            "state": "enabled",
            "conditions": {
                "clientAppTypes": ["all"],
                "users": {
                    "includeUsers": all(self.everyone, &self.users.include),
                    "excludeUsers": self.users.exclude,
                    "includeGroups": self.groups.include,
                    "excludeGroups": self.groups.exclude,
                    "includeRoles": self.roles.include,
                    "excludeRoles": self.roles.exclude,
                },
                "applications": {
                    "includeApplications": all(self.every_app, &self.apps.include),
                    "excludeApplications": self.apps.exclude,
                },
                "locations": place,
            },
            "grantControls": {
                "operator": "OR",
                "builtInControls": [if self.block { "block" } else { "mfa" }],
            },
        })
    }
}

impl Location {
    /// As Graph writes it.
    #[allow(dead_code, reason = "for engines that read named locations")]
    pub(crate) fn graph(&self) -> Value {
        let range = |range: &Range| {
            let kind = if range.network.is_ipv4() { "iPv4CidrRange" } else { "iPv6CidrRange" };
            json!({ "@odata.type": format!("#microsoft.graph.{kind}"), "cidrAddress": range.text() })
        };
        json!({
            "@odata.type": "#microsoft.graph.ipNamedLocation",
            "displayName": format!("Location {}", self.id),
            "isTrusted": self.trusted,
            "ipRanges": self.ranges.iter().map(range).collect::<Vec<_>>(),
        })
    }
}

impl Range {
    pub(crate) fn text(&self) -> String {
        format!("{}/{}", self.network, self.length)
    }

    pub(crate) fn contains(&self, ip: IpAddr) -> bool {
        match (self.network, ip) {
            (IpAddr::V4(network), IpAddr::V4(ip)) => {
                (network.to_bits() ^ ip.to_bits()).checked_shr(32 - u32::from(self.length)).unwrap_or(0) == 0
            }
            (IpAddr::V6(network), IpAddr::V6(ip)) => {
                (network.to_bits() ^ ip.to_bits()).checked_shr(128 - u32::from(self.length)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}
