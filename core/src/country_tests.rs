//! Countries: what a database file says, when anybody is asked, and what is recorded.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use ipnet::IpNet;
use serde_json::json;

use crate::access::SignInContext;
use crate::clock::ManualClock;
use crate::countries::{CountryLookup, MaxMindCountries};
use crate::crypto::KeyRing;
use crate::directory::records::NewUser;
use crate::engine::{Engine, EngineOptions};
use crate::error::{Error, Result};
use crate::flow::user_flow::{IdentityProvider, NewUserFlow};
use crate::journey::{App, ExternalSignIn, step::Step};
use crate::record::{SignIn, SignInQuery};
use crate::store::Database;
use crate::tenant::Tenant;

/// A file in MaxMind's DB format with 24-bit records: for each network the members of its record.
struct Writer {
    nodes: Vec<[Cell; 2]>,
    data: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Cell {
    Nothing,
    Node(usize),
    Data(usize),
}

impl Writer {
    fn file(networks: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = Writer { nodes: vec![[Cell::Nothing; 2]], data: Vec::new() };
        for (network, record) in networks {
            let at = writer.data.len();
            writer.data.extend_from_slice(record);
            writer.add(network.parse().unwrap(), at);
        }
        writer.finish()
    }

    /// All trees are of IPv6, with IPv4 in its first 32 bits after 96 zeros.
    fn add(&mut self, network: IpNet, data: usize) {
        let (bits, length) = match network {
            IpNet::V4(net) => (u128::from(u32::from(net.network())), 96 + net.prefix_len()),
            IpNet::V6(net) => (u128::from(net.network()), net.prefix_len()),
        };
        let mut node = 0;
        for depth in 0..length {
            let side = usize::from(bits >> (127 - depth) & 1 == 1);
            if depth + 1 == length {
                self.nodes[node][side] = Cell::Data(data);
                return;
            }
            node = match self.nodes[node][side] {
                Cell::Node(next) => next,
                _ => {
                    self.nodes.push([Cell::Nothing; 2]);
                    let next = self.nodes.len() - 1;
                    self.nodes[node][side] = Cell::Node(next);
                    next
                }
            };
        }
    }

    fn finish(self) -> Vec<u8> {
        let count = self.nodes.len();
        let mut file = Vec::new();
        for cell in self.nodes.into_iter().flatten() {
            let number = match cell {
                Cell::Nothing => count,
                Cell::Node(node) => node,
                Cell::Data(at) => count + 16 + at,
            };
            file.extend_from_slice(&u32::try_from(number).unwrap().to_be_bytes()[1..]);
        }
        file.extend_from_slice(&[0; 16]);
        file.extend_from_slice(&self.data);
        file.extend_from_slice(b"\xab\xcd\xefMaxMind.com");
        file.extend(map(&[
            ("binary_format_major_version", number(5, 2)),
            ("binary_format_minor_version", number(5, 0)),
            ("build_epoch", vec![0x01, 2, 1]),
            ("database_type", text("Test")),
            ("description", map(&[])),
            ("ip_version", number(5, 6)),
            ("languages", vec![0, 4]),
            ("node_count", number(6, u32::try_from(count).unwrap())),
            ("record_size", number(5, 24)),
        ]));
        file
    }
}

fn text(text: &str) -> Vec<u8> {
    // A size of 29 says that the size follows, less 29.
    let size = text.len();
    let mut bytes = if size < 29 { vec![2 << 5 | size as u8] } else { vec![2 << 5 | 29, (size - 29) as u8] };
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

fn number(kind: u8, number: u32) -> Vec<u8> {
    let bytes: Vec<u8> = number.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    [vec![kind << 5 | bytes.len() as u8], bytes].concat()
}

fn map(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![7 << 5 | members.len() as u8];
    for (key, value) in members {
        bytes.extend(text(key));
        bytes.extend_from_slice(value);
    }
    bytes
}

fn in_country(key: &str, code: &str) -> Vec<u8> {
    map(&[(key, map(&[("iso_code", text(code)), ("names", map(&[("en", text("Somewhere"))]))]))])
}

fn file() -> Vec<u8> {
    Writer::file(&[
        ("192.0.2.0/24", &in_country("country", "DE")),
        ("198.51.100.0/24", &in_country("registered_country", "US")),
        ("203.0.113.7/32", &map(&[("city", map(&[])), ("country", map(&[("iso_code", text("FR"))]))])),
        ("2001:db8::/32", &in_country("country", "JP")),
    ])
}

#[test]
fn a_database_file_knows_countries_by_both_kinds_of_address() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("countries.mmdb");
    std::fs::write(&path, file()).unwrap();
    let countries = MaxMindCountries::open(&path).unwrap();
    let cases = [
        ("192.0.2.1", Some("DE")),
        ("192.0.2.255", Some("DE")),
        ("192.0.3.1", None),
        ("203.0.113.7", Some("FR")),
        ("203.0.113.8", None),
        ("2001:db8::1", Some("JP")),
        ("2001:db9::1", None),
        // Where a network is registered is not where somebody is.
        ("198.51.100.1", None),
    ];
    for (ip, country) in cases {
        assert_eq!(countries.country(ip.parse().unwrap()).as_deref(), country, "{ip}");
    }
}

#[test]
fn what_is_no_database_of_countries_is_refused() {
    let refused = |bytes: Vec<u8>| match MaxMindCountries::from_bytes(bytes) {
        Err(Error::InvalidArgument { field, reason }) => (field, reason),
        other => panic!("{other:?}"),
    };
    let owners = map(&[("autonomous_system_organization", text("Example"))]);
    for (bytes, says) in [
        (Vec::new(), "MaxMind"),
        (b"SQLite format 3\0".to_vec(), "MaxMind"),
        (Writer::file(&[("192.0.2.0/24", &owners)]), "country.iso_code"),
        (Writer::file(&[("192.0.2.0/24", &in_country("registered_country", "US"))]), "country.iso_code"),
        (Writer::file(&[]), "country.iso_code"),
    ] {
        let (field, reason) = refused(bytes);
        assert_eq!(field, "path");
        assert!(reason.contains(says), "{reason}");
    }
    let gone = MaxMindCountries::open("/nowhere/at/all.mmdb").map(|_| ());
    assert!(matches!(gone, Err(Error::InvalidArgument { field, .. }) if field == "path"));
    // A file that was cut, or changed anywhere, gives no country or an error, and never a panic.
    let good = file();
    for at in 0..good.len() {
        let _ = MaxMindCountries::from_bytes(good[..at].to_vec());
        let mut changed = good.clone();
        changed[at] ^= 0xff;
        if let Ok(countries) = MaxMindCountries::from_bytes(changed) {
            let _ = countries.country("192.0.2.1".parse().unwrap());
        }
    }
}

/// Notes every address that it is asked about.
struct Atlas {
    asked: Mutex<Vec<IpAddr>>,
    says: Box<dyn Fn(IpAddr) -> Option<String> + Send + Sync>,
}

impl CountryLookup for Atlas {
    fn country(&self, ip: IpAddr) -> Option<String> {
        self.asked.lock().unwrap().push(ip);
        (self.says)(ip)
    }
}

struct World {
    _engine: Engine,
    tenant: Tenant,
    app: App,
    user_id: String,
    atlas: Arc<Atlas>,
}

const PASSWORD: &str = "correct horse battery";

fn world(says: impl Fn(IpAddr) -> Option<String> + Send + Sync + 'static) -> World {
    let key: Vec<u8> = (0..32).collect();
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let atlas = Arc::new(Atlas { asked: Mutex::default(), says: Box::new(says) });
    options.country_lookup = Some(atlas.clone());
    let engine = Engine::open_for_tests(options).unwrap();
    let tenant = engine.create_tenant("contoso").unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    let new = NewUser { email: Some("ada@example.com".into()), ..NewUser::default() };
    let user_id = tenant.users().create(&new, Some(PASSWORD)).unwrap().id;
    let app = tenant.app(&app.client_id).unwrap();
    World { _engine: engine, tenant, app, user_id, atlas }
}

impl World {
    /// Blocks everybody from these countries.
    fn block(&self, codes: &[&str]) {
        let location = json!({"displayName": "Away", "countriesAndRegions": codes}).to_string();
        let location = self.tenant.locations().create(&location).unwrap().id;
        let policy = json!({
            "displayName": "Not from there", "state": "enabled",
            "conditions": {
                "users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]},
                "locations": {"includeLocations": [location]}
            },
            "grantControls": {"operator": "OR", "builtInControls": ["block"]}
        });
        self.tenant.policies().create(&policy.to_string()).unwrap();
    }

    fn asked(&self) -> Vec<IpAddr> {
        std::mem::take(&mut self.atlas.asked.lock().unwrap())
    }

    fn sign_in(&self, context: &SignInContext) -> Result<Step> {
        self.app.sign_in("ada@example.com", Some(PASSWORD), context)
    }

    fn last(&self) -> SignIn {
        self.tenant.sign_ins(&SignInQuery::default()).unwrap().items.remove(0)
    }
}

fn from(ip: &str) -> SignInContext {
    SignInContext { ip: Some(ip.into()), user_agent: Some("Browser/1".into()), ..SignInContext::default() }
}

#[test]
fn nobody_is_asked_unless_a_policy_asks() {
    let world = world(|_| Some("DE".into()));
    assert!(matches!(world.sign_in(&from("192.0.2.1")).unwrap(), Step::Completed { .. }));
    assert!(world.asked().is_empty());
    assert_eq!(world.last().context, from("192.0.2.1"));
    world.block(&["FR"]);
    assert!(matches!(world.sign_in(&from("192.0.2.1")).unwrap(), Step::Completed { .. }));
    assert_eq!(world.asked(), ["192.0.2.1".parse::<IpAddr>().unwrap()]);
    let known = SignInContext { country: Some("fr".into()), ..from("192.0.2.1") };
    assert!(matches!(world.sign_in(&known).unwrap(), Step::Denied { .. }), "the host knows better");
    world.sign_in(&SignInContext::default()).unwrap();
    assert!(world.asked().is_empty());
    world.sign_in(&from("::ffff:192.0.2.1")).unwrap();
    assert_eq!(world.asked(), ["192.0.2.1".parse::<IpAddr>().unwrap()]);
}

#[test]
fn the_country_is_found_once_and_recorded() {
    let world = world(|ip| Some(if ip.is_ipv4() { "fr" } else { "de" }.into()));
    world.block(&["FR"]);
    assert!(matches!(world.sign_in(&from("192.0.2.1")).unwrap(), Step::Denied { .. }));
    let recorded = SignInContext { country: Some("FR".into()), ..from("192.0.2.1") };
    assert_eq!(world.last().context, recorded);
    world.asked();
    // A password that comes in a second call: the country is that of the first.
    let Step::PasswordRequired { token, .. } =
        world.app.sign_in("ada@example.com", None, &from("2001:db8::1")).unwrap()
    else {
        panic!("a password is asked for")
    };
    assert!(matches!(world.app.submit_password(token.expose(), PASSWORD).unwrap(), Step::Completed { .. }));
    assert_eq!(world.asked().len(), 1);
    assert_eq!(world.last().context.country.as_deref(), Some("DE"));
    let external = ExternalSignIn {
        subject: "ada".into(),
        amr: vec!["pwd".into()],
        context: from("192.0.2.1"),
        ..ExternalSignIn::default()
    };
    assert!(matches!(world.app.begin_second_factor(&external).unwrap(), Step::Denied { .. }));
    let decision = world
        .tenant
        .what_if(&crate::WhatIf {
            context: from("192.0.2.1"),
            ..crate::WhatIf::user(&*world.user_id, world.app.client_id())
        })
        .unwrap();
    assert_eq!(decision.outcome.as_str(), "block");
    world.app.sign_up("bob@example.com", &from("192.0.2.1")).unwrap();
    assert_eq!(world.last().context.country.as_deref(), Some("FR"));
    assert_eq!(world.asked().len(), 3);
}

#[test]
fn what_is_no_country_is_unknown() {
    for says in ["", "France", "F1", "EUR"] {
        let world = world(move |_| Some(says.into()));
        world.block(&["FR"]);
        assert!(matches!(world.sign_in(&from("192.0.2.1")).unwrap(), Step::Completed { .. }));
        assert_eq!(world.last().context.country, None, "{says}");
    }
}

#[test]
fn a_lookup_that_panics_ends_its_call_alone() {
    let world = world(|ip| if ip.is_ipv4() { panic!("no atlas") } else { Some("DE".into()) });
    world.block(&["FR"]);
    let before = world.tenant.sign_ins(&SignInQuery::default()).unwrap().items.len();
    let fell = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.sign_in(&from("192.0.2.1"))));
    assert!(fell.is_err());
    assert_eq!(world.tenant.sign_ins(&SignInQuery::default()).unwrap().items.len(), before);
    assert!(matches!(world.sign_in(&from("2001:db8::1")).unwrap(), Step::Completed { .. }));
}

#[test]
fn a_lookup_may_call_back_into_the_engine() {
    let slot: Arc<Mutex<Option<Tenant>>> = Arc::default();
    let inside = Arc::clone(&slot);
    let world = world(move |_| {
        let tenant = inside.lock().unwrap().clone()?;
        // Writes: nothing may be held that this needs.
        tenant.groups().create("made meanwhile").ok().map(|_| "DE".into())
    });
    world.block(&["FR"]);
    *slot.lock().unwrap() = Some(world.tenant.clone());
    world.sign_in(&from("192.0.2.1")).unwrap();
    assert_eq!(world.last().context.country.as_deref(), Some("DE"));
    slot.lock().unwrap().take();
}

#[test]
fn an_entry_of_the_log_keeps_its_context_and_repeats_nothing() {
    let world = world(|_| None);
    world.sign_in(&from("192.0.2.1")).unwrap();
    let entry = world.last();
    let stored = serde_json::to_value(&entry).unwrap();
    assert_eq!(stored.get("context"), None, "{stored}");
    let context =
        SignInContext { locale: Some("de".into()), country: Some("de".into()), ..from("192.0.2.1") };
    world.sign_in(&context).unwrap();
    let entry = world.last();
    assert_eq!(entry.context, context);
    let stored = serde_json::to_value(&entry).unwrap();
    assert_eq!(stored["context"], json!({"locale": "de", "country": "de"}));
    // An entry from before there was one.
    let mut old = stored;
    old.as_object_mut().unwrap().remove("context");
    let old: SignIn = serde_json::from_value(old).unwrap();
    assert_eq!(old.completed().context, from("192.0.2.1"));
}
