//! The set-up that every figure uses: a file full of users, an engine on it, and one sign-in with a mailed code.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorstep_core::{
    App, Database, Engine, EngineOptions, IdentityProvider, KeyRing, ManualClock, Message, MethodKind,
    NewUser, NewUserFlow, SignInContext, Step, Tenant,
};
use rusqlite::Connection;

use crate::measure::timed;
use crate::report::progress;
use crate::sqlite::lock;
use crate::{Result, folder};

pub(crate) const PASSWORD: &str = "correct horse battery staple";
pub(crate) const START: i64 = 1_767_225_600_000;

/// How passwords are hashed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashing {
    /// Argon2id at the engine's own cost.
    Real,
    /// Next to nothing.
    Cheap,
}

/// An engine on a file, with one tenant, one app, one policy that requires MFA, and users.
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) tenant: Tenant,
    pub(crate) app: App,
    pub(crate) path: PathBuf,
    pub(crate) clock: Arc<ManualClock>,
    users: usize,
    codes: Arc<Mutex<HashMap<String, String>>>,
}

/// One sign-in, as the person waits for it: the password's call and the code's, without the mail between them.
pub(crate) struct Flow {
    pub(crate) time: Duration,
    pub(crate) session: String,
}

impl World {
    /// A new copy of the file with `users` users.
    pub(crate) fn new(name: &str, users: usize, hashing: Hashing) -> Result<World> {
        let path = copy(&base(users, hashing)?, name)?;
        World::open(&path, users, hashing, false)
    }

    pub(crate) fn open(path: &Path, users: usize, hashing: Hashing, background: bool) -> Result<World> {
        let codes: Arc<Mutex<HashMap<String, String>>> = Arc::default();
        let inbox = Arc::clone(&codes);
        let clock = Arc::new(ManualClock::new(START));
        let mut options = EngineOptions::new(Database::File(path.to_owned()), KeyRing::from_bytes(&key())?);
        options.clock = clock.clone();
        options.deliver_in_background = background;
        options.mailer = Some(Arc::new(move |message: &Message| {
            let code = message.code.as_ref().map(|code| code.expose().to_owned()).unwrap_or_default();
            lock(&inbox).insert(message.to.clone(), code);
            Ok(())
        }));
        let engine = match hashing {
            Hashing::Real => Engine::open(options)?,
            Hashing::Cheap => Engine::open_for_tests(options)?,
        };
        let tenant = match engine.tenant("contoso") {
            Ok(tenant) => tenant,
            Err(_) => set_up(&engine)?,
        };
        let client_id = tenant.apps().list()?.first().ok_or("no app")?.client_id.clone();
        let app = tenant.app(&client_id)?;
        Ok(World { engine, tenant, app, path: path.to_owned(), clock, users, codes })
    }

    /// The user of the `n`th sign-in: all over the table, and nobody twice before everybody once.
    pub(crate) fn user(&self, n: usize) -> usize {
        spread(n, self.users)
    }

    /// The `n`th sign-in, its mail delivered on the way but not counted.
    pub(crate) fn sign_in(&self, n: usize) -> Result<Flow> {
        let (first, token) = timed(|| self.first(n));
        let token = token?;
        self.engine.deliver_mail()?;
        let code = self.code(n)?;
        let (second, session) = timed(|| self.second(&token, &code));
        self.clock.advance(1_000);
        Ok(Flow { time: first + second, session: session? })
    }

    /// The password's half.
    pub(crate) fn first(&self, n: usize) -> Result<String> {
        let user = self.user(n);
        let context = SignInContext { ip: Some(ip(user)), ..SignInContext::default() };
        match self.app.sign_in(&email(user), Some(PASSWORD), &context)? {
            Step::CodeRequired { token, .. } => Ok(token.expose().to_owned()),
            other => Err(format!("a code was expected, not {other:?}").into()),
        }
    }

    /// The code's half.
    pub(crate) fn second(&self, token: &str, code: &str) -> Result<String> {
        match self.app.submit_code(token, code)? {
            Step::Completed { token, .. } => Ok(token.expose().to_owned()),
            other => Err(format!("a session was expected, not {other:?}").into()),
        }
    }

    /// The code that was mailed for the `n`th sign-in, if it has come.
    pub(crate) fn try_code(&self, n: usize) -> Option<String> {
        lock(&self.codes).remove(&email(self.user(n)))
    }

    pub(crate) fn code(&self, n: usize) -> Result<String> {
        self.try_code(n).ok_or_else(|| "no mail came".into())
    }
}

pub(crate) fn spread(n: usize, users: usize) -> usize {
    // The factor is a prime, so this visits every user once before it starts again.
    n.wrapping_mul(7_368_787) % users
}

pub(crate) fn email(user: usize) -> String {
    format!("user{user:08}@example.com")
}

pub(crate) fn user_id(user: usize) -> String {
    format!("01900000-0000-7000-8000-{user:012x}")
}

pub(crate) fn ip(user: usize) -> String {
    format!("10.{}.{}.{}", user >> 16 & 255, user >> 8 & 255, user & 255)
}

pub(crate) fn key() -> Vec<u8> {
    (0..32).collect()
}

fn set_up(engine: &Engine) -> Result<Tenant> {
    let tenant = engine.create_tenant("contoso")?;
    let app = tenant.apps().register("Contoso Shop")?;
    let mut flow = NewUserFlow::new("Sign up and sign in", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow)?;
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![])?;
    let template = NewUser { email: Some("template@example.com".into()), ..NewUser::default() };
    let template = tenant.users().create(&template, Some(PASSWORD))?;
    tenant.policies().create(&policy("CA01 - All apps: Require MFA", &template.id))?;
    Ok(tenant)
}

/// A policy that requires MFA of everybody but one.
pub(crate) fn policy(name: &str, excluded: &str) -> String {
    serde_json::json!({
        "displayName": name,
        "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"], "excludeUsers": [excluded]},
            "applications": {"includeApplications": ["All"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    })
    .to_string()
}

/// The file with `users` users, built the first time it is asked for.
pub(crate) fn base(users: usize, hashing: Hashing) -> Result<PathBuf> {
    let word = if hashing == Hashing::Real { "real" } else { "cheap" };
    let path = folder().join(format!("base-{word}-{users}.db"));
    if path.exists() {
        return Ok(path);
    }
    progress(&format!("  building a file of {users} users"));
    let building = folder().join("building.db");
    remove(&building);
    drop(World::open(&building, users, hashing, false)?);
    let connection = Connection::open(&building)?;
    connection.execute_batch(
        "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -200000;
         PRAGMA wal_autocheckpoint = 100000;",
    )?;
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
         INSERT INTO users (tenant_id, user_id, email, email_canonical, email_verified, state, password_hash,
           attributes, created_at)
         SELECT t.tenant_id, printf('01900000-0000-7000-8000-%012x', i), printf('user%08d@example.com', i),
                printf('user%08d@example.com', i), 1, 'active', t.password_hash, t.attributes, t.created_at
           FROM n, users t WHERE t.email_canonical = 'template@example.com'",
        [users as i64],
    )?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    drop(connection);
    remove_log(&building);
    std::fs::rename(&building, &path)?;
    Ok(path)
}

/// A copy of `from` to write to, in place of an older one.
pub(crate) fn copy(from: &Path, name: &str) -> Result<PathBuf> {
    let path = folder().join(format!("{name}.db"));
    remove(&path);
    std::fs::copy(from, &path)?;
    Ok(path)
}

/// Removes a database with its log; there may be none.
pub(crate) fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
    remove_log(path);
}

fn remove_log(path: &Path) {
    for ending in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}
