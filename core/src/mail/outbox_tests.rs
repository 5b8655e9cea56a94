//! How the outbox lives with a mailer that is slow, and with a clock that fails.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Instant;

use super::outbox::{PURGE_EVERY, Shared, round};
use super::{MailError, Mailer, Message};
use crate::access::SignInContext;
use crate::clock::{Clock, ManualClock, SECOND, Timestamp};
use crate::crypto::KeyRing;
use crate::directory::records::NewUser;
use crate::engine::{Engine, EngineOptions};
use crate::flow::user_flow::{IdentityProvider, NewUserFlow};
use crate::store::{Database, outbox as rows};
use crate::tenant::Tenant;

const PEOPLE: [&str; 3] = ["ada@example.com", "grace@example.com", "alan@example.com"];

/// An engine whose mailer this is, and a tenant where everybody signs in with a code.
fn world(mailer: impl Mailer + 'static, clock: Arc<dyn Clock>, background: bool) -> (Engine, Tenant, String) {
    let key: Vec<u8> = (0..32).collect();
    let mut options = EngineOptions::new(Database::Memory, KeyRing::from_bytes(&key).unwrap());
    options.clock = clock;
    options.deliver_in_background = background;
    options.mailer = Some(Arc::new(mailer));
    let engine = Engine::open_for_tests(options).unwrap();
    let tenant = engine.create_tenant("contoso").unwrap();
    let app = tenant.apps().register("Shop").unwrap();
    let mut flow = NewUserFlow::new("Flow", IdentityProvider::EmailOtp);
    flow.client_ids = vec![app.client_id.clone()];
    tenant.user_flows().create(&flow).unwrap();
    for address in PEOPLE {
        let new = NewUser { email: Some(address.into()), ..NewUser::default() };
        tenant.users().create(&new, None).unwrap();
    }
    (engine, tenant, app.client_id)
}

fn sign_in_all(tenant: &Tenant, client_id: &str) {
    for address in PEOPLE {
        tenant.app(client_id).unwrap().sign_in(address, None, &SignInContext::default()).unwrap();
    }
}

#[test]
fn a_round_ends_with_a_server_that_hangs_and_waits_count_from_the_end_of_an_attempt() {
    let clock = Arc::new(ManualClock::new(1_767_225_600_000));
    let tried: Arc<Mutex<Vec<String>>> = Arc::default();
    let mailer = {
        let (clock, tried) = (Arc::clone(&clock), Arc::clone(&tried));
        move |message: &Message| {
            tried.lock().unwrap().push(message.to.clone());
            clock.advance(10 * SECOND);
            Err(MailError::transient("no answer"))
        }
    };
    let (engine, tenant, client_id) = world(mailer, clock.clone(), false);
    sign_in_all(&tenant, &client_id);
    let began = clock.now();
    let report = engine.deliver_mail().unwrap();
    assert_eq!((report.failed, report.waiting), (3, 3));
    assert_eq!(*tried.lock().unwrap(), PEOPLE);
    tried.lock().unwrap().clear();
    // They failed at 10, 20 and 30 seconds.
    clock.set(began + 32 * SECOND - 1);
    assert_eq!(engine.deliver_mail().unwrap().failed, 2);
    assert_eq!(*tried.lock().unwrap(), PEOPLE[..2]);
}

#[test]
fn closing_waits_for_one_letter_not_for_all() {
    let (begun, first) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let channels = Mutex::new((begun, released));
    let mailer = move |_: &Message| {
        let (begun, released) = &*channels.lock().unwrap();
        begun.send(()).unwrap();
        released.recv().map_err(|_| MailError::transient("the test is over"))
    };
    let (engine, tenant, client_id) = world(mailer, Arc::new(ManualClock::new(1_767_225_600_000)), true);
    sign_in_all(&tenant, &client_id);
    first.recv().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| engine.close());
        while !tenant.engine.courier.is_stopping() {
            std::thread::yield_now();
        }
        // Enough for all of them, so that a courier that goes on does.
        (0..PEOPLE.len()).for_each(|_| release.send(()).unwrap());
    });
    assert_eq!(first.try_iter().count(), 0);
    assert_eq!(tenant.engine.store.read(rows::waiting).unwrap(), 2);
}

/// A host's clock that may fail to answer.
#[derive(Default)]
struct Failing(AtomicBool);

impl Clock for Failing {
    fn now(&self) -> Timestamp {
        assert!(!self.0.load(Ordering::SeqCst), "no time to offer");
        1_767_225_600_000
    }
}

#[test]
fn a_clock_that_panics_does_not_end_the_thread_that_delivers_and_purges() {
    let clock = Arc::<Failing>::default();
    let (_engine, tenant, client_id) = world(|_: &Message| Ok(()), clock.clone(), false);
    sign_in_all(&tenant, &client_id);
    let long_ago = Instant::now().checked_sub(PURGE_EVERY).expect("the machine has run that long");
    let mut purged = long_ago;
    clock.0.store(true, Ordering::SeqCst);
    round(&tenant.engine, &Shared::default(), &mut purged);
    assert!(purged > long_ago);
    assert_eq!(tenant.engine.store.read(rows::waiting).unwrap(), 3);
    clock.0.store(false, Ordering::SeqCst);
    round(&tenant.engine, &Shared::default(), &mut purged);
    assert_eq!(tenant.engine.store.read(rows::waiting).unwrap(), 0);
}
