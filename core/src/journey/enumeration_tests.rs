//! What a stranger can observe must not tell accounts apart: neither the answer nor the work behind it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::access::SignInContext;
use crate::clock::ManualClock;
use crate::crypto::KeyRing;
use crate::directory::records::NewUser;
use crate::engine::{Engine, EngineOptions};
use crate::flow::user_flow::{IdentityProvider, NewUserFlow};
use crate::mail::Message;
use crate::store::Database;
use crate::tenant::Tenant;

const PASSWORD: &str = "correct horse battery";

/// No account, an active one, one without password, a disabled and a locked one: all with the same masked address.
const STATES: [&str; 5] = ["unknown", "usual-n", "unset-n", "unfit-n", "upset-n"];

struct World {
    tenant: Tenant,
    clock: Arc<ManualClock>,
    statements: Arc<Mutex<Vec<String>>>,
    _engine: Engine,
}

fn world(provider: IdentityProvider) -> (World, String) {
    let key: Vec<u8> = (0..32).collect();
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    options.clock = clock.clone();
    options.deliver_in_background = false;
    options.mailer = Some(Arc::new(|_: &Message| Ok(())));
    let engine = Engine::open_for_tests(options).unwrap();
    let tenant = engine.create_tenant("contoso").unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", provider);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
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
            let wrong = format!("wrong number {n}");
            tenant.app(&app.client_id).unwrap().sign_in(&address("upset-n"), Some(&wrong), &from).unwrap();
        }
    }
    let statements = tenant.engine.store.trace().unwrap();
    (World { tenant, clock, statements, _engine: engine }, app.client_id)
}

fn address(state: &str) -> String {
    format!("{state}@example.com")
}

/// The answer, how often Argon2 ran, and the statements, of one call for each state.
fn observe(world: &World, call: impl Fn(&str) -> String) -> Vec<(String, u64, Vec<String>)> {
    // Once unobserved, so that configuration is cached for everybody.
    call("warming");
    STATES
        .iter()
        .map(|state| {
            world.statements.lock().unwrap().clear();
            let before = world.tenant.engine.hasher.calls();
            let answer = call(&address(state)).replace(state, "STATE");
            let hashes = world.tenant.engine.hasher.calls() - before;
            (answer, hashes, world.statements.lock().unwrap().clone())
        })
        .collect()
}

fn assert_alike(observed: &[(String, u64, Vec<String>)]) {
    for (state, seen) in STATES.iter().zip(observed) {
        assert_eq!(seen.0, observed[0].0, "the answer for {state}");
        assert_eq!(seen.1, observed[0].1, "hashes for {state}");
        assert_eq!(seen.2, observed[0].2, "statements for {state}");
    }
}

/// A step without what is random in every answer.
fn shown(step: &crate::Step) -> String {
    let text = format!("{step:?}");
    match text.find("reference: \"") {
        Some(at) => format!("{}{}", &text[..at], &text[at + 16..]),
        None => text,
    }
}

#[test]
fn wrong_passwords_look_and_cost_alike_for_every_account() {
    let (world, client_id) = world(IdentityProvider::EmailPassword);
    let app = world.tenant.app(&client_id).unwrap();
    let from = SignInContext { ip: Some("192.0.2.1".into()), ..SignInContext::default() };
    let long = "x".repeat(2_000);
    for (input, hashes) in [("quite another", 1), ("", 0), (long.as_str(), 0), ("tab\tinside it", 0)] {
        let observed = observe(&world, |email| {
            let email = if email == "warming" { "warm@example.com" } else { email };
            shown(&app.sign_in(email, Some(input), &from).unwrap())
        });
        assert!(observed[0].0.contains("InvalidCredentials"));
        assert!(observed[0].2.iter().any(|sql| sql.starts_with("COMMIT")));
        assert_eq!(observed[0].1, hashes, "{input:?}");
        assert_alike(&observed);
    }
}

#[test]
fn codes_and_sign_ups_look_and_cost_alike_for_every_account() {
    let (world, client_id) = world(IdentityProvider::EmailOtp);
    let app = world.tenant.app(&client_id).unwrap();
    let nobody = SignInContext::default();
    let email_of =
        |email: &str| if email == "warming" { "warm@example.com".into() } else { email.to_owned() };
    let sign_ins = observe(&world, |email| shown(&app.sign_in(&email_of(email), None, &nobody).unwrap()));
    let sign_ups = observe(&world, |email| shown(&app.sign_up(&email_of(email), &nobody).unwrap()));
    for observed in [sign_ins, sign_ups] {
        assert!(observed[0].0.contains("CodeRequired"));
        assert!(observed[0].2.iter().any(|sql| sql.starts_with("COMMIT")));
        assert_alike(&observed);
    }
}

/// Codes typed into the journeys of accounts that are there and that are not: five wrong ones, one too many, another
/// code asked for too early and in time, and that until the second factor of each is locked.
#[test]
fn wrong_codes_look_and_cost_alike_for_every_account() {
    for sign_up in [false, true] {
        let (world, client_id) = world(IdentityProvider::EmailOtp);
        let app = world.tenant.app(&client_id).unwrap();
        let mut answers = Vec::new();
        for round in 0..3 {
            let from = SignInContext { ip: Some(format!("192.0.2.{round}")), ..SignInContext::default() };
            let begin = |email: &str| match sign_up {
                true => app.sign_up(email, &from).unwrap(),
                false => app.sign_in(email, None, &from).unwrap(),
            };
            let names = STATES.iter().map(|state| address(state)).chain(["warming".into()]);
            let tokens: HashMap<String, String> = names
                .map(|email| {
                    let typed = if email == "warming" { "warm@example.com" } else { email.as_str() };
                    let token = token(&begin(typed));
                    (email, token)
                })
                .collect();
            for call in 0..9 {
                if call == 7 {
                    world.clock.advance(61_000);
                }
                let observed = observe(&world, |email| {
                    let token = &tokens[email];
                    shown(&match call {
                        6 | 7 => app.resend_code(token).unwrap(),
                        _ => app.submit_code(token, "00000000").unwrap(),
                    })
                    .replace(token.as_str(), "TOKEN")
                });
                assert_alike(&observed);
                answers.push(observed[0].0.clone());
            }
            world.clock.advance(600_000);
        }
        for word in ["tries_left: 4", "tries_left: 0", "ResendTooSoon", "TooManyAttempts", "JourneyEnded"] {
            assert!(answers.iter().any(|answer| answer.contains(word)), "{word}: {answers:#?}");
        }
    }
}

fn token(step: &crate::Step) -> String {
    match step {
        crate::Step::CodeRequired { token, .. } => token.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}
