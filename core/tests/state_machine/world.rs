//! The engine under test on a real file, with a second tenant in it that nothing may touch.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use doorstep_core::{
    App, AttributeValue, Database, Denial, Engine, EngineOptions, Error, ExternalSignIn, FlowAttribute,
    IdentityProvider, KeyRing, ManualClock, Message, MethodKind, NewUser, NewUserFlow, Problem,
    SignInContext, Step, Tenant,
};
use rusqlite::types::Value;

use crate::actions::{Action, Answer};
use crate::calls::{Foreign, address, password};
use crate::model::{Mail, User};

pub(crate) const START: i64 = 1_767_225_600_000;

/// A file that every run starts from, made once.
struct Template {
    bytes: Vec<u8>,
    apps: [String; 2],
    policies: [String; 3],
    methods: String,
    other_tenant: String,
    other_user: String,
    foreign: Foreign,
}

type Mails = Arc<Mutex<Vec<Mail>>>;

pub(crate) struct World {
    folder: tempfile::TempDir,
    engine: Option<Engine>,
    clock: Arc<ManualClock>,
    mails: Mails,
    template: &'static Template,
    dump: Vec<Vec<Value>>,
    spy: Option<rusqlite::Connection>,
    networks: u32,
}

/// The people of the file, as the model knows them.
pub(crate) fn people() -> Vec<User> {
    let with = |n: usize| User { email: Some(address(n)), ..User::default() };
    vec![
        User { password: Some(password(0)), ..with(0) },
        User { password: Some(password(1)), further: vec!["q1@example.com".into()], ..with(1) },
        User { subject: Some("s2".into()), ..User::default() },
        with(3),
    ]
}

fn open(path: PathBuf, clock: &Arc<ManualClock>, mails: &Mails) -> Engine {
    let key: Vec<u8> = (0..32).collect();
    let mut options = EngineOptions::new(Database::File(path), KeyRing::from_bytes(&key).unwrap());
    options.clock = clock.clone();
    options.deliver_in_background = false;
    let inbox = Arc::clone(mails);
    options.mailer = Some(Arc::new(move |message: &Message| {
        if let Some(code) = &message.code {
            inbox.lock().unwrap().push((message.to.clone(), code.expose().to_owned()));
        }
        Ok(())
    }));
    Engine::open_for_tests(options).unwrap()
}

fn policy(name: &str, state: &str, apps: &[&str], control: &str) -> String {
    let conditions = serde_json::json!({
        "users": {"includeUsers": ["All"]}, "applications": {"includeApplications": apps},
    });
    let grant = serde_json::json!({"operator": "OR", "builtInControls": [control]});
    serde_json::json!({"displayName": name, "state": state, "conditions": conditions, "grantControls": grant})
        .to_string()
}

/// A tenant with two apps, four people and three policies.
fn furnish(tenant: &Tenant) -> ([String; 2], [String; 3], String) {
    let apps = ["By password", "By code"].map(|name| tenant.apps().register(name).unwrap().client_id);
    let mut flow = NewUserFlow::new("By password", IdentityProvider::EmailPassword);
    flow.client_ids = vec![apps[0].clone()];
    tenant.user_flows().create(&flow).unwrap();
    let mut flow = NewUserFlow::new("By code", IdentityProvider::EmailOtp);
    flow.client_ids = vec![apps[1].clone()];
    let attribute = serde_json::json!({
        "name": "displayName", "label": "Name", "type": "string", "required": true,
    });
    flow.attributes = vec![serde_json::from_value::<FlowAttribute>(attribute).unwrap()];
    tenant.user_flows().create(&flow).unwrap();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let mut registered = String::new();
    for person in people() {
        let new = NewUser {
            email: person.email.clone(),
            external_subject: person.subject.clone(),
            ..NewUser::default()
        };
        let user = tenant.users().create(&new, person.password.as_deref()).unwrap();
        for address in &person.further {
            registered = tenant.users().add_email_method(&user.id, address).unwrap().id;
        }
    }
    let report = "enabledForReportingButNotEnforced";
    let policies = [
        policy("Require two factors", "enabled", &["All"], "mfa"),
        policy("Block the second app", "disabled", &[&apps[1]], "block"),
        policy("Report only", report, &["All"], "block"),
    ]
    .map(|document| tenant.policies().create(&document).unwrap().id);
    (apps, policies, registered)
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doorstep.db");
        let (clock, mails) = (Arc::new(ManualClock::new(START)), Mails::default());
        let engine = open(path.clone(), &clock, &mails);
        let (apps, policies, methods) = furnish(&engine.create_tenant("contoso").unwrap());
        // The other tenant has the same names in it, a journey on its way, a session and failures.
        let other = engine.create_tenant("fabrikam").unwrap();
        let (other_apps, other_policies, _) = furnish(&other);
        let app = other.app(&other_apps[0]).unwrap();
        let nobody = SignInContext::default();
        app.sign_in(&address(0), Some("quite another"), &nobody).unwrap();
        let Step::CodeRequired { token, .. } = app.sign_in(&address(0), Some(&password(0)), &nobody).unwrap()
        else {
            panic!("no code")
        };
        engine.deliver_mail().unwrap();
        let code = mails.lock().unwrap().pop().unwrap().1;
        app.submit_code(token.expose(), "00000000").unwrap();
        other.policies().update(&other_policies[0], r#"{"state": "disabled"}"#).unwrap();
        let Step::Completed { token: session, session: one } =
            app.sign_in(&address(1), Some(&password(1)), &nobody).unwrap()
        else {
            panic!("no session")
        };
        let foreign = Foreign { token: token.expose().into(), session: session.expose().into(), code };
        let (other_tenant, other_user) = (other.id().to_owned(), one.user_id);
        drop((app, other, engine));
        let bytes = std::fs::read(&path).unwrap();
        Template { bytes, apps, policies, methods, other_tenant, other_user, foreign }
    })
}

impl World {
    pub(crate) fn new() -> Self {
        let template = template();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doorstep.db");
        std::fs::write(&path, &template.bytes).unwrap();
        let (clock, mails) = (Arc::new(ManualClock::new(START)), Mails::default());
        let engine = Some(open(path.clone(), &clock, &mails));
        let spy = Some(rusqlite::Connection::open(&path).unwrap());
        let mut world = World { folder, engine, clock, mails, template, dump: vec![], spy, networks: 0 };
        world.dump = world.dump_other_tenant();
        world
    }

    pub(crate) fn foreign(&self) -> &'static Foreign {
        &self.template.foreign
    }

    pub(crate) fn wall(&self) -> i64 {
        doorstep_core::Clock::now(&*self.clock)
    }

    fn engine(&self) -> &Engine {
        self.engine.as_ref().unwrap()
    }

    fn tenant(&self) -> Tenant {
        self.engine().tenant("contoso").unwrap()
    }

    fn app(&self, which: usize) -> App {
        self.tenant().app(&self.template.apps[which]).unwrap()
    }

    /// Every row of every table that belongs to the other tenant.
    fn dump_other_tenant(&self) -> Vec<Vec<Value>> {
        let spy = self.spy.as_ref().unwrap();
        let mut tables = spy
            .prepare_cached(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'meta' ORDER BY name",
            )
            .unwrap();
        let names: Vec<String> =
            tables.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let mut rows = Vec::new();
        for name in names {
            let sql = format!("SELECT * FROM {name} WHERE tenant_id = ?1 ORDER BY 1, 2, 3");
            let mut statement = spy.prepare_cached(&sql).unwrap();
            let columns = statement.column_count();
            let found = statement.query_map([&self.template.other_tenant], |row| {
                (0..columns).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>()
            });
            rows.extend(found.unwrap().map(|row| row.unwrap()));
        }
        rows
    }

    /// Whether the other tenant is as it was.
    pub(crate) fn check_other_tenant(&self) -> Result<(), String> {
        let now = self.dump_other_tenant();
        match now.iter().zip(&self.dump).find(|(new, old)| new != old) {
            None if now.len() == self.dump.len() => Ok(()),
            None => Err("the other tenant has more or fewer rows".into()),
            Some((new, old)) => Err(format!("the other tenant changed: {old:?} became {new:?}")),
        }
    }

    /// For a test that must see it noticed.
    pub(crate) fn touch_other_tenant(&self) {
        let sql = "UPDATE lockouts SET failures = failures + 1 WHERE tenant_id = ?1";
        assert!(self.spy.as_ref().unwrap().execute(sql, [&self.template.other_tenant]).unwrap() > 0);
    }

    /// Does it; gives the answer, the token that came with it, and the code that was mailed.
    pub(crate) fn perform(&mut self, action: &Action) -> (Answer, Option<String>, Option<Mail>) {
        self.mails.lock().unwrap().clear();
        let answer = match action {
            Action::Wait { ms } => {
                self.clock.advance(*ms);
                Ok(Reply::Done)
            }
            Action::SetBack { ms } => {
                self.clock.advance(-ms);
                Ok(Reply::Done)
            }
            Action::Crash { ms } => {
                (self.engine, self.spy) = (None, None);
                self.clock.advance(-ms);
                let path = self.folder.path().join("doorstep.db");
                self.engine = Some(open(path.clone(), &self.clock, &self.mails));
                self.spy = Some(rusqlite::Connection::open(&path).unwrap());
                Ok(Reply::Done)
            }
            Action::Purge => self.engine().purge().map(|_| Reply::Done),
            _ => self.call(action),
        };
        // Also looks at the clock, which is the engine's own business: it may move every tenant's times.
        self.engine().deliver_mail().unwrap();
        if matches!(action, Action::SetBack { .. } | Action::Crash { .. } | Action::Purge) {
            self.dump = self.dump_other_tenant();
        }
        let mailed = self.mails.lock().unwrap().last().cloned();
        match answer {
            Ok(Reply::Step(step)) => {
                let (answer, token) = self.put(&step);
                (answer, token, mailed)
            }
            Ok(Reply::Session(who)) => (Answer::Session(who), None, mailed),
            Ok(Reply::Done) => (Answer::Done, None, mailed),
            Err(error) => (Answer::Fail(error.code().into()), None, mailed),
        }
    }

    fn call(&mut self, action: &Action) -> Result<Reply, Error> {
        // A network of its own for every journey, so that no network runs out.
        self.networks += 1;
        let [_, a, b, c] = self.networks.to_be_bytes();
        let context = SignInContext { ip: Some(format!("10.{a}.{b}.{c}")), ..SignInContext::default() };
        let step = match action {
            Action::SignIn { app, email, password } => {
                self.app(*app).sign_in(email, password.as_deref(), &context)?
            }
            Action::SignUp { app, email } => self.app(*app).sign_up(email, &context)?,
            Action::Second { subject, email } => {
                let (subject, email) = (subject.clone(), email.clone());
                let amr = vec!["pwd".into()];
                self.app(0).begin_second_factor(&ExternalSignIn {
                    subject,
                    email,
                    amr,
                    authenticated_at: None,
                    context,
                })?
            }
            Action::Password { app, token, text } => self.app(*app).submit_password(token, text)?,
            Action::Code { app, token, text } => self.app(*app).submit_code(token, text)?,
            Action::Attributes { app, token, good } => {
                let name = ("displayName".to_owned(), AttributeValue::Text("Somebody".into()));
                self.app(*app).submit_attributes(token, &good.then_some(name).into_iter().collect())?
            }
            Action::Resend { app, token } => self.app(*app).resend_code(token)?,
            Action::Challenge { app, token, method } => {
                let id = ["account", self.template.methods.as_str()].get(*method).copied();
                self.app(*app).request_challenge(token, id.unwrap_or("another"))?
            }
            Action::Register { app, token, target } => {
                self.app(*app).register_method(token, MethodKind::EmailOtp, target)?
            }
            Action::Resume { app, token } => self.app(*app).resume(token)?,
            Action::Cancel { app, token } => return self.app(*app).cancel(token).map(|()| Reply::Done),
            Action::Validate { token } => {
                let session = self.tenant().sessions().validate(token)?;
                return Ok(Reply::Session(session.map(|session| self.name_of(&session.user_id))));
            }
            Action::SignOut { token } => {
                return self.tenant().sessions().revoke_token(token).map(|()| Reply::Done);
            }
            _ => return self.administer(action).map(|()| Reply::Done),
        };
        Ok(Reply::Step(step))
    }

    fn administer(&self, action: &Action) -> Result<(), Error> {
        let tenant = self.tenant();
        let users = tenant.users();
        match action {
            Action::Policy { which, on } => {
                let state = match (which, on) {
                    (_, false) => "disabled",
                    (2, true) => "enabledForReportingButNotEnforced",
                    (_, true) => "enabled",
                };
                let changes = serde_json::json!({"state": state}).to_string();
                tenant.policies().update(&self.template.policies[*which], &changes).map(|_| ())
            }
            Action::Method { password, on } => {
                let kind = if *password { MethodKind::Password } else { MethodKind::EmailOtp };
                let methods = tenant.methods();
                if *on { methods.enable(kind, None, vec![]) } else { methods.disable(kind) }.map(|_| ())
            }
            Action::ForeignUser => users.disable(&self.template.other_user).map(|_| ()),
            Action::Disable { user } => users.disable(&self.id_of(user)).map(|_| ()),
            Action::Enable { user } => users.enable(&self.id_of(user)).map(|_| ()),
            Action::SetPassword { user, text } => users.set_password(&self.id_of(user), text),
            Action::Unlock { user } => users.unlock(&self.id_of(user)),
            Action::RevokeAll { user } => tenant.sessions().revoke_all(&self.id_of(user)).map(|_| ()),
            other => panic!("nobody does {other:?}"),
        }
    }

    fn id_of(&self, name: &str) -> String {
        let users = self.tenant().users();
        let found = users.find_by_email(name).unwrap().or_else(|| users.find_by_subject(name).unwrap());
        found.unwrap().id
    }

    fn name_of(&self, id: &str) -> String {
        let user = self.tenant().users().get(id).unwrap();
        user.email.or(user.external_subject).unwrap_or_default()
    }

    fn put(&self, step: &Step) -> (Answer, Option<String>) {
        let (what, token, problem) = match step {
            Step::PasswordRequired { token, problem } => ("password", token, problem),
            Step::CodeRequired { token, problem, .. } => ("code", token, problem),
            Step::MethodRequired { token, problem, .. } => ("method", token, problem),
            Step::RegistrationRequired { token, problem, .. } => ("registration", token, problem),
            Step::AttributesRequired { token, problem, .. } => ("attributes", token, problem),
            Step::NewPasswordRequired { token, problem, .. } => ("new_password", token, problem),
            Step::TermsRequired { token, problem, .. } => ("terms", token, problem),
            Step::Completed { token, session } => {
                let answer = Answer::In(self.name_of(&session.user_id), session.amr.join(" "));
                return (answer, Some(token.expose().to_owned()));
            }
            Step::Denied { reason } => {
                let code = reason.code();
                let answer = match reason {
                    Denial::TooManyAttempts { retry_after_ms } => format!("{code} {retry_after_ms}"),
                    Denial::NoUsableMethod { why } => format!("{code} {}", why.as_str()),
                    _ => code.to_owned(),
                };
                return (Answer::No(answer), None);
            }
        };
        let problem = problem.as_ref().map(|problem| {
            let code = problem.code();
            match problem {
                Problem::InvalidCode { tries_left } | Problem::CodeSuperseded { tries_left } => {
                    format!("{code} {tries_left}")
                }
                Problem::ResendTooSoon { retry_after_ms }
                | Problem::SendLimitReached { retry_after_ms: Some(retry_after_ms) } => {
                    format!("{code} {retry_after_ms}")
                }
                _ => code.to_owned(),
            }
        });
        (Answer::Ask(what, problem), Some(token.expose().to_owned()))
    }
}

#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
enum Reply {
    Step(Step),
    Session(Option<String>),
    Done,
}
