//! Random calls. They name tokens, codes and passwords by what they are to the model ("the newest journey's",
//! "a spent one"), so that a sequence stays meaningful while it is made shorter.

use proptest::prelude::*;

use crate::actions::Action;
use crate::guard::{DAY, HOUR, MINUTE, SECOND};
use crate::model::Model;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Token {
    /// The good token of a journey; 0 is the one touched last.
    Good(usize),
    /// The same, given to the other app.
    Stray(usize),
    /// One that was spent; 0 is the latest.
    Spent(usize),
    /// One of the other tenant.
    Foreign,
    Nonsense,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Text {
    Right,
    /// One of a few wrong ones.
    Wrong(u8),
    /// A code that was replaced, of this journey or another; a password that was right once.
    Old(usize),
    /// The code that is out in another journey, or in the other tenant.
    Others(usize),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Call {
    SignIn(usize, usize, Option<Text>),
    SignUp(usize, usize),
    Second(bool),
    /// The right answer to whatever the journey waits for.
    Go(usize),
    Password(Token, Text),
    Code(Token, Text),
    Attributes(Token, bool),
    Resend(Token),
    Challenge(Token, usize),
    Register(Token, usize),
    Cancel(Token),
    Resume(Token),
    Validate(usize),
    SignOut(usize),
    Admin(u8, usize),
    Policy(usize, bool),
    Method(bool, bool),
    Purge,
    Wait(i64),
    SetBack(i64),
    Crash(i64),
}

/// Times are multiples of a quarter minute: the engine stores what the clock said that often.
fn times() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => prop::sample::select(vec![15 * SECOND, 45 * SECOND, MINUTE, 5 * MINUTE]),
        2 => prop::sample::select(vec![10 * MINUTE, 15 * MINUTE, HOUR]),
        1 => prop::sample::select(vec![6 * HOUR, DAY]),
    ]
}

fn tokens() -> impl Strategy<Value = Token> {
    prop_oneof![
        12 => (0..3_usize).prop_map(Token::Good),
        1 => (0..3_usize).prop_map(Token::Stray),
        3 => (0..4_usize).prop_map(Token::Spent),
        1 => Just(Token::Foreign),
        1 => Just(Token::Nonsense),
    ]
}

fn texts() -> impl Strategy<Value = Text> {
    prop_oneof![
        3 => Just(Text::Right),
        5 => (0..6_u8).prop_map(Text::Wrong),
        2 => (0..3_usize).prop_map(Text::Old),
        1 => (0..3_usize).prop_map(Text::Others),
    ]
}

/// One call of any kind.
fn any_call() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => (0..2_usize, 0..6_usize, prop::option::of(texts())).prop_map(|(a, w, p)| Call::SignIn(a, w, p)),
        2 => (0..2_usize, 0..6_usize).prop_map(|(a, w)| Call::SignUp(a, w)),
        2 => any::<bool>().prop_map(Call::Second),
        8 => (0..3_usize).prop_map(Call::Go),
        3 => (tokens(), texts()).prop_map(|(t, p)| Call::Password(t, p)),
        8 => (tokens(), texts()).prop_map(|(t, c)| Call::Code(t, c)),
        2 => (tokens(), any::<bool>()).prop_map(|(t, good)| Call::Attributes(t, good)),
        3 => tokens().prop_map(Call::Resend),
        2 => (tokens(), 0..4_usize).prop_map(|(t, m)| Call::Challenge(t, m)),
        2 => (tokens(), 0..3_usize).prop_map(|(t, m)| Call::Register(t, m)),
        1 => tokens().prop_map(Call::Cancel),
        3 => tokens().prop_map(Call::Resume),
        3 => (0..4_usize).prop_map(Call::Validate),
        1 => (0..4_usize).prop_map(Call::SignOut),
        2 => (0..6_u8, 0..8_usize).prop_map(|(what, user)| Call::Admin(what, user)),
        1 => (0..8_usize).prop_map(|user| Call::Admin(1, user)),
        2 => (0..3_usize, any::<bool>()).prop_map(|(which, on)| Call::Policy(which, on)),
        1 => (any::<bool>(), prop::bool::weighted(0.8)).prop_map(|(p, on)| Call::Method(p, on)),
        1 => Just(Call::Purge),
        3 => times().prop_map(Call::Wait),
        1 => times().prop_map(Call::SetBack),
        1 => prop_oneof![Just(0), times()].prop_map(Call::Crash),
    ]
}

/// What somebody does who goes on, or goes on guessing.
fn phrase() -> impl Strategy<Value = Vec<Call>> {
    let newest = Token::Good(0);
    let begin = prop_oneof![
        4 => (0..4_usize).prop_map(|w| Call::SignIn(0, w, Some(Text::Right))),
        2 => (0..6_usize).prop_map(|w| Call::SignIn(1, w, None)),
        1 => any::<bool>().prop_map(Call::Second),
        1 => (0..2_usize, 0..6_usize).prop_map(|(a, w)| Call::SignUp(a, w)),
    ];
    let code = |text| Call::Code(Token::Good(0), text);
    let resend = [Call::Wait(MINUTE), Call::Resend(newest)];
    prop_oneof![
        12 => any_call().prop_map(|call| vec![call]),
        2 => (begin.clone(), 1..4_usize).prop_map(|(b, n)| [vec![b], vec![Call::Go(0); n]].concat()),
        2 => (begin.clone(), 1..7_usize, any::<bool>()).prop_map(move |(b, n, right)| {
            let last = right.then(|| code(Text::Right)).into_iter().collect();
            [vec![b], vec![code(Text::Wrong(0)); n], last].concat()
        }),
        1 => (begin, 1..6_usize).prop_map(move |(b, n)| {
            [vec![b], resend.repeat(n), vec![Call::Code(Token::Good(0), Text::Old(0)), Call::Go(0)]].concat()
        }),
        1 => (0..2_usize, 4..6_usize).prop_map(move |(app, who)| {
            let bad = [Call::Password(newest, Text::Wrong(5)), Call::Attributes(newest, false)];
            [vec![Call::SignUp(app, who), Call::Go(0)], bad.to_vec(), vec![Call::Go(0); 2]].concat()
        }),
        1 => (0..2_usize, 1..4_usize).prop_map(move |(who, rounds)| {
            let first = Call::SignIn(0, who, Some(Text::Right));
            // The second person has to choose a method first.
            let second = [vec![Call::Go(0); who], vec![code(Text::Wrong(0)); 5]].concat();
            [vec![first], second].concat().repeat(rounds).into_iter().chain([first]).collect()
        }),
        1 => (0..2_usize, 4..6_usize).prop_map(|(app, who)| {
            [vec![Call::SignUp(app, who); 2], vec![Call::Go(0); 4]].concat()
        }),
        1 => (0..3_usize).prop_map(|target| {
            vec![Call::Second(true), Call::Register(Token::Good(0), target), Call::Go(0)]
        }),
        1 => (any::<bool>(), any_call()).prop_map(|(on, call)| vec![Call::Policy(0, on), call]),
        1 => (0..4_usize, 1..5_usize).prop_map(|(who, rounds)| {
            let guesses = (0..3).map(|n| Call::SignIn(0, who, Some(Text::Wrong(n))));
            [guesses.collect::<Vec<_>>().repeat(rounds), vec![Call::SignIn(0, who, Some(Text::Right))]].concat()
        }),
    ]
}

/// A sequence of up to `most` phrases.
pub(crate) fn calls(most: usize) -> impl Strategy<Value = Vec<Call>> {
    prop::collection::vec(phrase(), 1..most).prop_map(|phrases| phrases.concat())
}

pub(crate) fn address(who: usize) -> String {
    format!("p{who}@example.com")
}

pub(crate) fn password(number: usize) -> String {
    format!("correct horse battery {number}")
}

/// What belongs to the other tenant.
pub(crate) struct Foreign {
    pub(crate) token: String,
    pub(crate) session: String,
    pub(crate) code: String,
}

impl Call {
    /// Fills in the arguments from what the model knows.
    pub(crate) fn resolve(&self, model: &Model, foreign: &Foreign) -> Action {
        let code = |token: &Token, text: &Text| resolve_code(model, foreign, token, text);
        let at = |token: &Token| resolve_token(model, foreign, token);
        match self {
            Call::SignIn(app, who, text) => {
                let email = address(*who);
                let password = text.as_ref().map(|text| resolve_password(model, &email, text));
                Action::SignIn { app: *app, email, password }
            }
            Call::SignUp(app, who) => Action::SignUp { app: *app, email: address(*who) },
            Call::Second(true) => Action::Second { subject: "s2".into(), email: None },
            Call::Second(false) => {
                Action::Second { subject: "s6".into(), email: Some("q6@example.com".into()) }
            }
            Call::Go(nth) => go(model, foreign, &Token::Good(*nth)),
            Call::Password(token, text) => {
                let (app, token_text) = at(token);
                let email = journey(model, token).map(|j| j.address.clone()).unwrap_or_default();
                Action::Password { app, token: token_text, text: resolve_password(model, &email, text) }
            }
            Call::Code(token, text) => {
                let (app, token_text) = at(token);
                Action::Code { app, token: token_text, text: code(token, text) }
            }
            Call::Attributes(token, good) => {
                let (app, token) = at(token);
                Action::Attributes { app, token, good: *good }
            }
            Call::Resend(token) => {
                let (app, token) = at(token);
                Action::Resend { app, token }
            }
            Call::Challenge(token, method) => {
                let (app, token) = at(token);
                Action::Challenge { app, token, method: *method }
            }
            Call::Register(token, target) => {
                let (app, token) = at(token);
                let target = ["q7@example.com", "q8@example.com", "nothing"][*target].to_owned();
                Action::Register { app, token, target }
            }
            Call::Cancel(token) => {
                let (app, token) = at(token);
                Action::Cancel { app, token }
            }
            Call::Resume(token) => {
                let (app, token) = at(token);
                Action::Resume { app, token }
            }
            Call::Validate(nth) => Action::Validate { token: session(model, foreign, *nth) },
            Call::SignOut(nth) => Action::SignOut { token: session(model, foreign, *nth) },
            Call::Admin(what, user) => {
                let index = user % model.users.len();
                let user = model.users[index].name();
                match what {
                    0 => Action::Disable { user },
                    1 => Action::Enable { user },
                    2 if model.users[index].email.is_some() => {
                        Action::SetPassword { user, text: password(90 + index) }
                    }
                    3 => Action::Unlock { user },
                    4 => Action::RevokeAll { user },
                    _ => Action::ForeignUser,
                }
            }
            Call::Policy(which, on) => Action::Policy { which: *which, on: *on },
            Call::Method(password, on) => Action::Method { password: *password, on: *on },
            Call::Purge => Action::Purge,
            Call::Wait(ms) => Action::Wait { ms: *ms },
            Call::SetBack(ms) => Action::SetBack { ms: *ms },
            Call::Crash(ms) => Action::Crash { ms: *ms },
        }
    }
}

fn journey<'a>(model: &'a Model, token: &Token) -> Option<&'a crate::model::Journey> {
    match token {
        Token::Good(nth) | Token::Stray(nth) => model.journeys.iter().rev().nth(*nth),
        _ => None,
    }
}

fn resolve_token(model: &Model, foreign: &Foreign, token: &Token) -> (usize, String) {
    let nonsense = (0, "dsj_nothing".to_owned());
    match token {
        Token::Good(_) => journey(model, token).map_or(nonsense, |j| (j.app, j.token.clone())),
        Token::Stray(_) => journey(model, token).map_or(nonsense, |j| (1 - j.app, j.token.clone())),
        Token::Spent(nth) => {
            model.spent.iter().rev().nth(*nth).map_or(nonsense, |(app, token, _)| (*app, token.clone()))
        }
        Token::Foreign => (0, foreign.token.clone()),
        Token::Nonsense => nonsense,
    }
}

fn session(model: &Model, foreign: &Foreign, nth: usize) -> String {
    // One in two is over.
    let token = match nth % 2 {
        0 => model.sessions.iter().rev().nth(nth / 2).map(|session| &session.token),
        _ => model.over.iter().rev().nth(nth / 2),
    };
    token.unwrap_or(&foreign.session).clone()
}

fn resolve_password(model: &Model, email: &str, text: &Text) -> String {
    match text {
        Text::Right => {
            let user = model.by_email(email).map(|user| &model.users[user]);
            user.and_then(|user| user.password.clone()).unwrap_or_else(|| password(50))
        }
        Text::Wrong(5) => "short".into(),
        Text::Wrong(n) => password(60 + usize::from(*n)),
        Text::Old(n) | Text::Others(n) => password(*n),
    }
}

fn resolve_code(model: &Model, foreign: &Foreign, token: &Token, text: &Text) -> String {
    let this = journey(model, token);
    let code = |j: &crate::model::Journey| j.code.as_ref().and_then(|code| code.text.clone());
    let wrong = |n: u8| format!("0000000{n}");
    match text {
        Text::Right => this.and_then(code).unwrap_or_else(|| wrong(9)),
        Text::Wrong(n) => wrong(*n),
        Text::Old(n) => this.and_then(|j| j.old_codes.iter().rev().nth(*n).cloned()).unwrap_or(wrong(8)),
        Text::Others(n) => {
            let others = model.journeys.iter().filter(|j| this.is_none_or(|this| this.number != j.number));
            others.filter_map(code).nth(*n).unwrap_or_else(|| foreign.code.clone())
        }
    }
}

fn go(model: &Model, foreign: &Foreign, token: &Token) -> Action {
    let waits = journey(model, token).map(|j| j.waits);
    let call = match waits {
        Some("password" | "new_password") => Call::Password(*token, Text::Right),
        Some("method") => Call::Challenge(*token, 1),
        Some("registration") => Call::Register(*token, 0),
        Some("attributes") => Call::Attributes(*token, true),
        _ => Call::Code(*token, Text::Right),
    };
    call.resolve(model, foreign)
}
