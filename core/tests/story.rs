//! The whole main job once, through the public API: set up, sign up, sign in with a mailed code.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};

use doorstep_core::{
    Actor, Database, Denial, Engine, EngineOptions, Error, IdentityProvider, KeyRing, ManualClock,
    MethodKind, NewUser, NewUserFlow, Problem, SignInContext, SignInQuery, Step, Tenant,
};

const PASSWORD: &str = "correct horse battery";

/// To whom, and the code.
type Mail = (String, Option<String>);

struct World {
    engine: Engine,
    tenant: Tenant,
    client_id: String,
    mails: Arc<Mutex<Vec<Mail>>>,
    clock: Arc<ManualClock>,
}

fn world() -> World {
    let mails = Arc::new(Mutex::new(Vec::new()));
    let inbox = Arc::clone(&mails);
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let key: Vec<u8> = (0..32).collect();
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = clock.clone();
    options.deliver_in_background = false;
    options.mailer = Some(Arc::new(move |message: &doorstep_core::Message| {
        let code = message.code.as_ref().map(|code| code.expose().to_owned());
        inbox.lock().unwrap().push((message.to.clone(), code));
        Ok(())
    }));
    let engine = Engine::open_for_tests(options).unwrap();
    let tenant = engine.create_tenant("contoso").unwrap();
    let app = tenant.apps().register("Contoso Shop").unwrap();
    let mut flow = NewUserFlow::new("Sign up and sign in", IdentityProvider::EmailPassword);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    tenant.methods().enable(MethodKind::EmailOtp, None, vec![]).unwrap();
    World { engine, tenant, client_id: app.client_id, mails, clock }
}

fn require_mfa(tenant: &Tenant, excluded: &[&str]) -> doorstep_core::PolicyRecord {
    let document = serde_json::json!({
        "displayName": "CA01 - All apps: Require MFA",
        "state": "enabled",
        "conditions": {
            "users": {"includeUsers": ["All"], "excludeUsers": excluded},
            "applications": {"includeApplications": ["All"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
    });
    tenant.policies().create(&document.to_string()).unwrap()
}

impl World {
    fn code(&self) -> String {
        self.engine.deliver_mail().unwrap();
        self.mails.lock().unwrap().last().unwrap().1.clone().unwrap()
    }

    fn user(&self, email: &str) -> doorstep_core::User {
        let new = NewUser { email: Some(email.into()), ..NewUser::default() };
        self.tenant.users().create(&new, Some(PASSWORD)).unwrap()
    }
}

fn context() -> SignInContext {
    SignInContext { ip: Some("192.0.2.7".into()), ..SignInContext::default() }
}

#[test]
fn sign_in_with_a_mailed_code() {
    let w = world();
    let ada = w.user("Ada@Example.com");
    let glass = w.user("glass@example.com");
    assert!(require_mfa(&w.tenant, &[&glass.id]).warnings.is_empty());
    let app = w.tenant.app(&w.client_id).unwrap();

    let step = app.sign_in("ada@EXAMPLE.com", Some("wrong horse battery"), &context()).unwrap();
    let Step::PasswordRequired { token, problem } = step else { panic!("{step:?}") };
    assert_eq!(problem, Some(Problem::InvalidCredentials));
    let step = app.submit_password(token.expose(), PASSWORD).unwrap();
    let Step::CodeRequired { token, masked_target, .. } = step else { panic!("{step:?}") };
    assert!(masked_target.contains("***"));
    let code = w.code();
    assert_eq!(w.mails.lock().unwrap().last().unwrap().0, "Ada@Example.com");
    let wrong = if code.starts_with('1') { "20000000" } else { "10000000" };
    let step = app.submit_code(token.expose(), wrong).unwrap();
    let Step::CodeRequired { problem: Some(Problem::InvalidCode { tries_left: 4 }), .. } = step else {
        panic!("{step:?}")
    };
    let step = app.submit_code(token.expose(), &format!("{} {}", &code[..4], &code[4..])).unwrap();
    let Step::Completed { token: session_token, session } = step else { panic!("{step:?}") };
    assert_eq!(session.amr, ["pwd", "otp", "mfa"]);
    assert_eq!(session.user_id, ada.id);
    assert_eq!(w.tenant.sessions().validate(session_token.expose()).unwrap().unwrap(), session);
    assert_eq!(
        app.submit_code(token.expose(), &code).unwrap(),
        Step::Denied { reason: Denial::JourneyEnded }
    );

    let step = app.sign_in("glass@example.com", Some(PASSWORD), &context()).unwrap();
    let Step::Completed { session, .. } = step else { panic!("{step:?}") };
    assert_eq!(session.amr, ["pwd"]);

    let log = w.tenant.sign_ins(&SignInQuery::default()).unwrap().items;
    assert_eq!(log.len(), 2);
    assert_eq!(log[1].details.len(), 4);
    assert_eq!(log[1].error_code, 0);

    w.tenant.users().disable(&ada.id).unwrap();
    assert_eq!(w.tenant.sessions().validate(session_token.expose()).unwrap(), None);
}

#[test]
fn sign_up_proves_the_address_once() {
    let w = world();
    require_mfa(&w.tenant, &[]);
    let app = w.tenant.app(&w.client_id).unwrap();
    let step = app.sign_up("new@example.com", &context()).unwrap();
    let Step::CodeRequired { token, .. } = step else { panic!("{step:?}") };
    let step = app.submit_code(token.expose(), &w.code()).unwrap();
    let Step::NewPasswordRequired { token, .. } = step else { panic!("{step:?}") };
    let step = app.submit_password(token.expose(), "short").unwrap();
    let Step::NewPasswordRequired { token, problem: Some(_), .. } = step else { panic!("{step:?}") };
    let step = app.submit_password(token.expose(), PASSWORD).unwrap();
    let Step::Completed { session, .. } = step else { panic!("{step:?}") };
    assert!(session.mfa);

    // The same address again: the same answer, another mail, and no code that would do.
    w.clock.advance(60_000);
    let step = app.sign_up("new@example.com", &context()).unwrap();
    let Step::CodeRequired { .. } = step else { panic!("{step:?}") };
    w.engine.deliver_mail().unwrap();
    assert_eq!(w.mails.lock().unwrap().last().unwrap().1, None);
}

#[test]
fn administrators_need_a_role() {
    let w = world();
    let ada = w.user("ada@example.com");
    let as_ada = w.tenant.acting_as(Actor::User { user_id: ada.id.clone() });
    let refused = as_ada.policies().list().unwrap_err();
    assert!(matches!(refused, Error::Forbidden { .. }));
    w.tenant.roles().assign(&ada.id, "Conditional Access Administrator").unwrap();
    assert!(as_ada.policies().list().unwrap().is_empty());
    assert!(matches!(as_ada.apps().register("Other").unwrap_err(), Error::Forbidden { .. }));
}
