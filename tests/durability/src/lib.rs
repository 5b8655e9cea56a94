//! What the harnesses of this crate share: a tenant in a file whose app asks every user for a code, a mailbox that
//! several processes read, and the worker processes.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod workers;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use doorstep_core::{
    App, Database, Engine, EngineOptions, IdentityProvider, KeyRing, ManualClock, Message, MethodKind,
    NewUser, NewUserFlow, SignInContext, Step, SystemClock, Tenant,
};

pub const PASSWORD: &str = "correct horse battery";

const TENANT: &str = "contoso";

/// One opened engine on the file in `folder`.
pub struct World {
    pub engine: Engine,
    pub tenant: Tenant,
    pub app: App,
    pub clock: Option<Arc<ManualClock>>,
    folder: PathBuf,
}

/// How a world is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// With a clock that only the test moves; mail goes out when the test says so.
    ByHand,
    /// With the system's clock, and mail that goes out by itself.
    Running,
    /// With the system's clock, and no mail.
    Looking,
    /// As `ByHand`, with passwords hashed at their real cost.
    RealHashes,
}

/// Makes the tenant, its app and its policy in an empty folder.
pub fn create(folder: &Path, users: usize, opening: Opening) -> World {
    std::fs::create_dir_all(folder.join("mail")).unwrap();
    let engine = open_engine(folder, opening).0;
    let tenant = engine.create_tenant(TENANT).unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let policy = serde_json::json!({
        "displayName": "MFA", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    });
    tenant.policies().create(&policy.to_string()).unwrap();
    for user in 0..users {
        let new = NewUser { email: Some(address(user)), ..NewUser::default() };
        tenant.users().create(&new, Some(PASSWORD)).unwrap();
    }
    drop((engine, tenant));
    open(folder, opening)
}

/// Opens what [`create`] made, as any number of processes may.
pub fn open(folder: &Path, opening: Opening) -> World {
    let (engine, clock) = open_engine(folder, opening);
    let tenant = engine.tenant(TENANT).unwrap();
    let client_id = tenant.apps().list().unwrap()[0].client_id.clone();
    let app = tenant.app(&client_id).unwrap();
    World { engine, tenant, app, clock, folder: folder.to_owned() }
}

fn open_engine(folder: &Path, opening: Opening) -> (Engine, Option<Arc<ManualClock>>) {
    let key: Vec<u8> = (0..32).collect();
    let mut options =
        EngineOptions::new(Database::File(folder.join("test.db")), KeyRing::from_bytes(&key).unwrap());
    let by_hand = matches!(opening, Opening::ByHand | Opening::RealHashes);
    let clock = by_hand.then(|| Arc::new(ManualClock::new(1_767_225_600_000)));
    options.clock = match &clock {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    options.deliver_in_background = opening == Opening::Running;
    let mail = folder.join("mail");
    // A letter may be delivered by another process than the one that asked for it, so the mailbox is a folder.
    options.mailer = Some(Arc::new(move |message: &Message| {
        let code = message.code.as_ref().map(|code| code.expose()).unwrap_or_default();
        let (name, reference) = (&message.message_id, reference_in(&message.subject));
        let written = mail.join(format!("{name}.part"));
        std::fs::write(&written, code).unwrap();
        std::fs::rename(&written, mail.join(format!("{}-{reference}", message.to))).unwrap();
        Ok(())
    }));
    let engine = match opening {
        Opening::RealHashes => Engine::open(options),
        _ => Engine::open_for_tests(options),
    };
    (engine.unwrap(), clock)
}

pub fn address(user: usize) -> String {
    format!("user{user}@example.com")
}

fn reference_in(subject: &str) -> &str {
    let known =
        |word: &&str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    subject.split(|c: char| !c.is_ascii_alphanumeric()).find(known).expect("a reference in the subject")
}

impl World {
    /// A network address of its own for each call, so that only what is meant is limited.
    pub fn from(place: usize) -> SignInContext {
        let ip = format!("10.{}.{}.{}", place >> 16 & 255, place >> 8 & 255, place & 255);
        SignInContext { ip: Some(ip), ..SignInContext::default() }
    }

    /// Signs a user in as far as the code; the token and the reference of the letter.
    pub fn password(&self, user: usize, place: usize) -> (String, String) {
        let step = self.app.sign_in(&address(user), Some(PASSWORD), &Self::from(place)).unwrap();
        waiting(&step).unwrap_or_else(|| panic!("{step:?}"))
    }

    /// The code of a letter, waited for while it is under way.
    pub fn code(&self, user: usize, reference: &str) -> String {
        let letter = self.folder.join("mail").join(format!("{}-{reference}", address(user)));
        let began = Instant::now();
        loop {
            match std::fs::read_to_string(&letter) {
                Ok(code) => return code,
                Err(_) if began.elapsed() < Duration::from_secs(30) => {
                    if self.clock.is_some() {
                        self.engine.deliver_mail().unwrap();
                    } else {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                }
                Err(error) => panic!("{}: {error}", letter.display()),
            }
        }
    }

    /// Where its file is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What a query counts, read past the library.
    pub fn count(&self, sql: &str) -> i64 {
        count(&self.folder, sql)
    }
}

/// What a query counts in the file of `folder`.
pub fn count(folder: &Path, sql: &str) -> i64 {
    let connection = rusqlite::Connection::open(folder.join("test.db")).unwrap();
    connection.busy_timeout(Duration::from_secs(10)).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The token and reference of a step that waits for a code.
pub fn waiting(step: &Step) -> Option<(String, String)> {
    match step {
        Step::CodeRequired { token, reference, .. } => Some((token.expose().into(), reference.clone())),
        _ => None,
    }
}

/// A code that is not `code`.
pub fn wrong(code: &str) -> String {
    let first = code.as_bytes()[0];
    format!("{}{}", (first - b'0' + 1) % 10, &code[1..])
}
