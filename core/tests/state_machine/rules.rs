//! Sequences written by hand, one for each rule: with the rule as it is the engine agrees, and with the rule bent the
//! difference is seen. That is what makes agreement on random calls mean something.

use crate::calls::Text::{Old, Right, Wrong};
use crate::calls::Token::{Good, Spent};
use crate::calls::{Call, Text};
use crate::guard::{HOUR, MINUTE};
use crate::model::Rules;
use crate::run;
use crate::world::World;

fn sign_in() -> Call {
    Call::SignIn(0, 0, Some(Right))
}

fn code(text: Text) -> Call {
    Call::Code(Good(0), text)
}

fn wrong(times: usize) -> Vec<Call> {
    vec![code(Wrong(0)); times]
}

fn assert_seen(name: &str, bend: impl Fn(&mut Rules), calls: &[Call]) {
    run(calls, &Rules::default()).unwrap_or_else(|why| panic!("{name}: {why}"));
    let mut bent = Rules::default();
    bend(&mut bent);
    assert!(run(calls, &bent).is_err(), "{name}: nobody noticed");
}

#[test]
fn a_bent_limit_is_noticed() {
    let round = || [vec![sign_in()], wrong(5)].concat();
    let rescued = || [round(), vec![sign_in()], wrong(4), vec![code(Right)]].concat();
    assert_seen("tries per code", |r| r.tries_per_code = 6, &[vec![sign_in()], wrong(7)].concat());
    let locked = [round(), round(), vec![sign_in()]].concat();
    assert_seen("wrong codes in a row", |r| r.wrong_codes_in_a_row = 11, &locked);
    let exhausted = [rescued(), rescued(), vec![sign_in()], wrong(3)].concat();
    assert_seen("wrong codes a day", |r| r.wrong_codes_a_day = 21, &exhausted);
    let passwords = (0..10).map(|n| Call::SignIn(0, 0, Some(Wrong(n % 5)))).chain([sign_in()]);
    assert_seen("wrong passwords", |r| r.wrong_passwords = 11, &passwords.collect::<Vec<_>>());
    let again = vec![sign_in(), Call::Wait(MINUTE), Call::Resend(Good(0)), code(Old(0))];
    assert_seen("superseded codes", |r| r.superseded_is_wrong = false, &again);
}

#[test]
fn a_bent_lifetime_is_noticed() {
    let wait = |minutes: i64| Call::Wait(minutes * MINUTE);
    assert_seen("codes", |r| r.code_life = 5 * MINUTE, &[sign_in(), wait(5), code(Right)]);
    let resume = Call::Resume(Good(0));
    assert_seen("steps", |r| r.step_life = 11 * MINUTE, &[sign_in(), wait(10), resume]);
    let again = || vec![wait(5), Call::Resend(Good(0))];
    let late = [vec![sign_in()], again(), again(), vec![wait(5), code(Right)]].concat();
    assert_seen("journeys", |r| r.sign_in_life = 16 * MINUTE, &late);
    let session = [sign_in(), code(Right), Call::Wait(HOUR), Call::Validate(0)];
    assert_seen("sessions", |r| r.session_idle = 2 * HOUR, &session);
    for back in [Call::SetBack(5 * MINUTE), Call::Crash(5 * MINUTE), Call::SetBack(600 * HOUR)] {
        let free = |r: &mut Rules| r.time_only_passes = false;
        let step = [sign_in(), wait(5), back, wait(5), resume];
        assert_seen("the clock and steps", free, &step);
        let session = [sign_in(), code(Right), Call::Wait(HOUR), back, wait(1), Call::Validate(0)];
        assert_seen("the clock and sessions", free, &session);
        let locked = [vec![sign_in()], wrong(5), vec![sign_in()], wrong(5), vec![back, wait(14), sign_in()]];
        assert_seen("the clock and locks", free, &locked.concat());
    }
}

#[test]
fn a_bent_order_is_noticed() {
    assert_seen("policies", |r| r.policies_count = false, &[sign_in()]);
    let by_code = [Call::SignIn(1, 3, None), code(Right)];
    assert_seen("one mailbox twice", |r| r.mailbox_counts_once = false, &by_code);
    let replayed = [Call::SignUp(0, 4), Call::Go(0), Call::Code(Spent(0), Right), Call::Resume(Good(0))];
    assert_seen("spent tokens", |r| r.spent_token_ends = false, &replayed);
    for what in [0, 2, 4] {
        let ended = [sign_in(), Call::Admin(what, 0), Call::Resume(Good(0))];
        assert_seen("an end", |r| r.ending_ends = false, &ended);
    }
}

#[test]
fn only_the_first_address_is_registered_by_a_first_factor() {
    let begin = |which| [Call::Second(true), Call::Register(Good(0), which)];
    for which in [0, 1] {
        // Finished in turn, for one address and for two.
        let both = [begin(0), begin(which), [Call::Go(0), Call::Go(0)]].concat();
        run(&both, &Rules::default()).unwrap_or_else(|why| panic!("{why}"));
    }
    let late = [Call::Second(true), Call::Second(true), Call::Go(0), Call::Go(0), Call::Go(0), Call::Go(0)];
    run(&late, &Rules::default()).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn the_session_that_makes_room_is_the_oldest_also_when_the_clock_went_back() {
    let many = vec![sign_in(); 20];
    let back = vec![Call::SetBack(15 * MINUTE), Call::Wait(MINUTE), sign_in()];
    let calls = [vec![Call::Policy(0, false)], many, back, vec![Call::Validate(0)]].concat();
    run(&calls, &Rules::default()).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn a_change_to_the_other_tenant_is_noticed() {
    let world = World::new();
    assert_eq!(world.check_other_tenant(), Ok(()));
    world.touch_other_tenant();
    assert!(world.check_other_tenant().is_err());
}
