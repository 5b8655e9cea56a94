//! What a stranger can observe must not tell accounts apart: neither the answer nor the work behind it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::access::SignInContext;
use crate::clock::{MINUTE, ManualClock};
use crate::crypto::KeyRing;
use crate::directory::records::{NewUser, UserChanges};
use crate::engine::{Engine, EngineOptions};
use crate::flow::user_flow::{IdentityProvider, NewUserFlow};
use crate::journey::step::Step;
use crate::journey::{App, ExternalSignIn};
use crate::mail::Message;
use crate::method::configuration::MethodKind;
use crate::store::Database;
use crate::tenant::Tenant;

const PASSWORD: &str = "correct horse battery";

/// No account, an active one, one without password, a disabled and a locked one: all with the same masked address.
const STATES: [&str; 5] = ["unknown", "usual-n", "unset-n", "unfit-n", "upset-n"];

/// Somebody who goes first, unobserved, so that configuration and time are fresh for everybody else.
const WARMING: &str = "warming";

struct World {
    tenant: Tenant,
    statements: Arc<Mutex<Vec<String>>>,
    clock: Arc<ManualClock>,
    engine: Engine,
    app: App,
    tokens: HashMap<&'static str, String>,
}

fn world(provider: IdentityProvider) -> World {
    let key: Vec<u8> = (0..32).collect();
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = clock.clone();
    options.deliver_in_background = false;
    options.mailer = Some(Arc::new(|_: &Message| Ok(())));
    let engine = Engine::open_for_tests(options).unwrap();
    let tenant = engine.create_tenant("contoso").unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", provider);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    let app = tenant.app(&app.client_id).unwrap();
    for state in &STATES[1..] {
        let new = NewUser { email: Some(address(state)), ..NewUser::default() };
        let password = (*state != "unset-n").then_some(PASSWORD);
        let user = tenant.users().create(&new, password).unwrap();
        if *state == "unfit-n" {
            tenant.users().disable(&user.id).unwrap();
        }
    }
    if provider == IdentityProvider::EmailPassword {
        for n in 0..10 {
            let from = SignInContext { ip: Some("198.51.100.1".into()), ..SignInContext::default() };
            app.sign_in(&address("upset-n"), Some(&format!("wrong number {n}")), &from).unwrap();
        }
    }
    let statements = tenant.engine.store.trace().unwrap();
    World { tenant, statements, clock, engine, app, tokens: HashMap::new() }
}

fn address(state: &str) -> String {
    format!("{state}@example.com")
}

/// What a stranger does.
#[derive(Clone, Copy, Debug)]
enum Act<'a> {
    SignIn(Option<&'a str>),
    SignUp,
    Second,
    Password(&'a str),
    Code(&'a str),
    Resend,
    Resume,
    Cancel,
}

impl World {
    fn act(&mut self, state: &'static str, act: Act<'_>) -> String {
        // A network each, so that the limit of a network does not end the test.
        let network = STATES.iter().position(|other| *other == state).unwrap_or(STATES.len());
        let from = SignInContext { ip: Some(format!("192.0.2.{network}")), ..SignInContext::default() };
        let token = self.tokens.get(state).cloned().unwrap_or_default();
        let step = match act {
            Act::SignIn(password) => self.app.sign_in(&address(state), password, &from),
            Act::SignUp => self.app.sign_up(&address(state), &from),
            Act::Second => self.app.begin_second_factor(&ExternalSignIn {
                subject: state.into(),
                amr: vec!["pwd".into()],
                context: from,
                ..ExternalSignIn::default()
            }),
            Act::Password(text) => self.app.submit_password(&token, text),
            Act::Code(text) => self.app.submit_code(&token, text),
            Act::Resend => self.app.resend_code(&token),
            Act::Resume => self.app.resume(&token),
            Act::Cancel => return format!("{:?}", self.app.cancel(&token)),
        };
        let step = step.unwrap();
        if let Step::PasswordRequired { token, .. } | Step::CodeRequired { token, .. } = &step {
            self.tokens.insert(state, token.expose().to_owned());
        }
        // Without what is random in every answer.
        let text = format!("{step:?}").replace(state, "STATE");
        match text.find("reference: \"") {
            Some(at) => format!("{}{}", &text[..at], &text[at + 16..]),
            None => text,
        }
    }

    /// The same act for every state: the same answer, as many Argon2 hashes, the same statements and commits. Gives
    /// the answer and the number of hashes.
    fn alike(&mut self, act: Act<'_>) -> (String, u64) {
        self.act(WARMING, act);
        let mut first = None;
        for state in STATES {
            self.statements.lock().unwrap().clear();
            let before = self.tenant.engine.hasher.calls();
            let answer = self.act(state, act);
            let hashes = self.tenant.engine.hasher.calls() - before;
            let seen = (answer, hashes, self.statements.lock().unwrap().clone());
            let first = first.get_or_insert_with(|| seen.clone());
            assert_eq!(seen.0, first.0, "the answer to {act:?} for {state}");
            assert_eq!(seen.1, first.1, "hashes of {act:?} for {state}");
            assert_eq!(seen.2, first.2, "statements of {act:?} for {state}");
        }
        let (answer, hashes, statements) = first.unwrap();
        let commits = statements.iter().filter(|sql| sql.starts_with("COMMIT")).count();
        assert_eq!(commits, usize::from(!matches!(act, Act::Resume)), "{act:?}: {statements:#?}");
        (answer, hashes)
    }

    fn says(&mut self, act: Act<'_>, word: &str) {
        let (answer, _) = self.alike(act);
        assert!(answer.contains(word), "{act:?} gave {answer}");
    }
}

/// Wrong, empty, over-long and malformed, and how often each is hashed as a password.
fn inputs(long: &str) -> [(&str, u64); 4] {
    [("quite another", 1), ("", 0), (long, 0), ("tab\tinside it", 0)]
}

#[test]
fn passwords_look_and_cost_alike_for_every_account() {
    let mut world = world(IdentityProvider::EmailPassword);
    for (input, hashes) in inputs(&"x".repeat(2_000)) {
        let (answer, found) = world.alike(Act::SignIn(Some(input)));
        assert!(answer.contains("InvalidCredentials"));
        assert_eq!(found, hashes, "{input:?}");
        world.alike(Act::Resume);
    }
    world.says(Act::SignIn(None), "PasswordRequired");
    for (input, hashes) in inputs(&"x".repeat(2_000)) {
        let (answer, found) = world.alike(Act::Password(input));
        assert!(answer.contains("InvalidCredentials"));
        assert_eq!(found, hashes, "{input:?}");
    }
    world.says(Act::Code("00000000"), "PasswordRequired");
    world.clock.advance(10 * MINUTE);
    world.says(Act::Resume, "JourneyEnded");
    world.says(Act::Password("quite another"), "JourneyEnded");
    world.says(Act::SignIn(None), "PasswordRequired");
    world.alike(Act::Cancel);
    world.says(Act::Resume, "JourneyEnded");
    // Enough to lock whoever is not yet, and once more.
    for n in 0..12 {
        world.says(Act::SignIn(Some(&format!("guess number {n}"))), "InvalidCredentials");
        world.clock.advance(10 * MINUTE);
    }
}

/// From the first mail to the lock, with codes typed where none can be right.
fn guess_codes(world: &mut World, begin: Act<'_>) {
    let long = "1".repeat(2_000);
    world.says(begin, "CodeRequired");
    world.engine.deliver_mail().unwrap();
    world.says(Act::Resume, "problem: None");
    world.says(Act::Password(PASSWORD), "problem: None");
    for (input, left) in [("00000000", 4), ("", 3), (&long, 2), ("no digits", 1), ("0000 0000", 0), ("1", 0)]
    {
        world.says(Act::Code(input), &format!("InvalidCode {{ tries_left: {left} }}"));
    }
    world.says(Act::Resend, "ResendTooSoon");
    world.clock.advance(MINUTE);
    world.says(Act::Resend, "problem: None");
    for left in [4, 3, 2, 1, 0] {
        world.says(Act::Code("00000000"), &format!("InvalidCode {{ tries_left: {left} }}"));
    }
    for _ in 0..3 {
        world.clock.advance(MINUTE);
        world.says(Act::Resend, "problem: None");
    }
    // The lock after ten.
    world.says(Act::Code("00000000"), "TooManyAttempts");
    world.says(Act::Resume, "JourneyEnded");
    world.says(begin, "CodeRequired");
    world.says(Act::Code("00000000"), "TooManyAttempts");
    world.clock.advance(15 * MINUTE);
    world.says(begin, "CodeRequired");
    world.says(Act::Code("00000000"), "InvalidCode");
    world.says(begin, "CodeRequired");
    world.says(Act::Code("00000000"), "TooManyAttempts");
    // What runs out, and what was ended.
    world.clock.advance(30 * MINUTE);
    world.says(Act::Code("00000000"), "JourneyEnded");
    world.says(begin, "CodeRequired");
    world.alike(Act::Cancel);
    world.says(Act::Code("00000000"), "JourneyEnded");
    // More mails than an address gets in an hour.
    for _ in 0..9 {
        world.alike(begin);
    }
    world.says(begin, "TooManyAttempts");
}

#[test]
fn codes_of_a_sign_in_look_and_cost_alike_for_every_account() {
    guess_codes(&mut world(IdentityProvider::EmailOtp), Act::SignIn(None));
}

#[test]
fn codes_of_a_sign_up_look_and_cost_alike_for_every_account() {
    for provider in IdentityProvider::ALL {
        guess_codes(&mut world(provider), Act::SignUp);
    }
}

#[test]
fn codes_of_a_second_factor_look_and_cost_alike_for_every_account() {
    let mut world = world(IdentityProvider::EmailPassword);
    world.tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    let policy = serde_json::json!({
        "displayName": "Require two factors", "state": "enabled",
        "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    });
    world.tenant.policies().create(&policy.to_string()).unwrap();
    let users = world.tenant.users();
    for state in STATES.into_iter().chain([WARMING]) {
        let subject = Some(state.to_owned());
        match state {
            // By the account's own address, with and without a password, and by one that was registered.
            "unset-n" | "usual-n" | "upset-n" => {
                let user = users.find_by_email(&address(state)).unwrap().unwrap();
                let changes = UserChanges { external_subject: subject, ..UserChanges::default() };
                users.update(&user.id, &changes).unwrap();
            }
            _ => {
                if let Some(disabled) = users.find_by_email(&address(state)).unwrap() {
                    users.delete(&disabled.id).unwrap();
                }
                let new = NewUser { external_subject: subject, ..NewUser::default() };
                let user = users.create(&new, None).unwrap();
                users.add_email_method(&user.id, &address(state)).unwrap();
            }
        }
    }
    world.says(Act::Second, "CodeRequired");
    for (input, left) in [("00000000", 4), ("", 3), (&"1".repeat(2_000), 2), ("no digits", 1), ("1", 0)] {
        world.says(Act::Code(input), &format!("InvalidCode {{ tries_left: {left} }}"));
    }
    world.clock.advance(MINUTE);
    world.says(Act::Resend, "problem: None");
    for left in [4, 3, 2, 1, 0] {
        world.says(Act::Code("00000000"), &format!("InvalidCode {{ tries_left: {left} }}"));
    }
    world.says(Act::Second, "TooManyAttempts");
    world.clock.advance(15 * MINUTE);
    world.says(Act::Second, "CodeRequired");
    world.clock.advance(10 * MINUTE);
    world.says(Act::Code("00000000"), "JourneyEnded");
}
