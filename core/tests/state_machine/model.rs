//! What should happen, written down plainly and apart from the code it judges: people, journeys, sessions and locks
//! in ordinary lists, and a time that counts what has passed instead of asking a clock.

use std::collections::HashMap;

use crate::actions::{Action, Answer};
use crate::guard::{DAY, Guard, HOUR, MINUTE, Row, Times};

/// The rules that the model lives by. A test bends one at a time and must see the difference.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) tries_per_code: u32,
    pub(crate) wrong_codes_in_a_row: u32,
    pub(crate) wrong_codes_a_day: usize,
    pub(crate) wrong_passwords: u32,
    pub(crate) code_life: i64,
    pub(crate) step_life: i64,
    pub(crate) sign_in_life: i64,
    pub(crate) session_idle: i64,
    /// A policy that asks for a second factor is heeded.
    pub(crate) policies_count: bool,
    /// Two codes from one mailbox are one factor.
    pub(crate) mailbox_counts_once: bool,
    /// A token that was spent ends its journey.
    pub(crate) spent_token_ends: bool,
    /// A code that a newer one replaced is wrong.
    pub(crate) superseded_is_wrong: bool,
    /// A clock that is set back takes nothing back.
    pub(crate) time_only_passes: bool,
    /// Disabling, a new password and revoking end what is running.
    pub(crate) ending_ends: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            tries_per_code: 5,
            wrong_codes_in_a_row: 10,
            wrong_codes_a_day: 20,
            wrong_passwords: 10,
            code_life: 10 * MINUTE,
            step_life: 10 * MINUTE,
            sign_in_life: 15 * MINUTE,
            session_idle: HOUR,
            policies_count: true,
            mailbox_counts_once: true,
            spent_token_ends: true,
            superseded_is_wrong: true,
            time_only_passes: true,
            ending_ends: true,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct User {
    pub(crate) email: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) password: Option<String>,
    /// Registered addresses beside the account's own.
    pub(crate) further: Vec<String>,
    pub(crate) disabled: bool,
}

impl User {
    pub(crate) fn name(&self) -> String {
        self.email.clone().or_else(|| self.subject.clone()).unwrap_or_default()
    }

    pub(crate) fn addresses(&self) -> Vec<String> {
        self.email.iter().chain(&self.further).cloned().collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Factor {
    Password,
    Mailbox,
    Host,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    SignIn,
    SecondFactor,
    SignUp,
    Registration,
}

/// To whom, and the code.
pub(crate) type Mail = (String, String);

#[derive(Debug, Clone)]
pub(crate) struct Code {
    /// What the mail said; nothing for a decoy.
    pub(crate) text: Option<String>,
    pub(crate) decoy: bool,
    /// Sent by the last call; the mail is still to be read.
    pub(crate) fresh: bool,
    pub(crate) to: String,
    pub(crate) purpose: Purpose,
    pub(crate) tries: u32,
    pub(crate) resend_after: i64,
    pub(crate) until: i64,
}

#[derive(Debug, Clone)]
pub(crate) struct Journey {
    pub(crate) app: usize,
    pub(crate) user: Option<usize>,
    pub(crate) address: String,
    pub(crate) waits: &'static str,
    /// The token that is good now; empty until the answer brought it.
    pub(crate) token: String,
    pub(crate) step_until: i64,
    pub(crate) until: i64,
    pub(crate) shown: Vec<Factor>,
    pub(crate) sends: u32,
    pub(crate) code: Option<Code>,
    pub(crate) old_codes: Vec<String>,
    pub(crate) new_password: Option<String>,
    pub(crate) number: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) token: String,
    pub(crate) user: usize,
    pub(crate) until: i64,
    pub(crate) seen: i64,
}

pub(crate) struct Model {
    pub(crate) rules: Rules,
    pub(crate) users: Vec<User>,
    /// Running journeys, the one touched last at the end.
    pub(crate) journeys: Vec<Journey>,
    pub(crate) sessions: Vec<Session>,
    /// Tokens of sessions that were ended.
    pub(crate) over: Vec<String>,
    /// Tokens that were good once, with their app and the number of their journey.
    pub(crate) spent: Vec<(usize, String, usize)>,
    /// Require a second factor everywhere; block the second app; block everything, but only report it.
    pub(crate) policies: [bool; 3],
    pub(crate) passwords_on: bool,
    pub(crate) codes_on: bool,
    pub(crate) guards: HashMap<String, Guard>,
    pub(crate) sends: HashMap<String, Times>,
    pub(crate) now: i64,
    wall: i64,
    begun: usize,
}

pub(crate) fn no(why: impl Into<String>) -> Answer {
    Answer::No(why.into())
}

impl Model {
    pub(crate) fn new(users: Vec<User>, wall: i64, rules: Rules) -> Self {
        Model {
            rules,
            users,
            journeys: Vec::new(),
            sessions: Vec::new(),
            over: Vec::new(),
            spent: Vec::new(),
            policies: [true, false, true],
            passwords_on: true,
            codes_on: true,
            guards: HashMap::new(),
            sends: HashMap::new(),
            now: 0,
            wall,
            begun: 0,
        }
    }

    /// The clock says `wall`: time has passed if that is later than before, and none has if it is not.
    pub(crate) fn look_at(&mut self, wall: i64) {
        let passed = wall - self.wall;
        self.now += if self.rules.time_only_passes { passed.max(0) } else { passed };
        self.wall = wall;
    }

    /// What a call should answer; the model then is where the engine should be.
    pub(crate) fn expect(&mut self, action: &Action) -> Answer {
        let running: Vec<_> = self.journeys.iter().map(|j| (j.app, j.token.clone(), j.number)).collect();
        let live: Vec<_> = self.sessions.iter().map(|session| session.token.clone()).collect();
        let answer = self.judge(action);
        // Tokens of what has ended are remembered, to be tried again.
        for (app, token, number) in running {
            if !self.journeys.iter().any(|j| j.number == number) {
                self.spent.push((app, token, number));
            }
        }
        self.over.extend(live.into_iter().filter(|token| !self.sessions.iter().any(|s| s.token == *token)));
        answer
    }

    fn judge(&mut self, action: &Action) -> Answer {
        match action {
            Action::SignIn { app, email, password } => self.sign_in(*app, email, password.as_deref()),
            Action::SignUp { app, email } => self.sign_up(*app, email),
            Action::Second { subject, email } => self.second(subject, email.as_deref()),
            Action::Password { app, token, .. }
            | Action::Code { app, token, .. }
            | Action::Attributes { app, token, .. }
            | Action::Resend { app, token }
            | Action::Challenge { app, token, .. }
            | Action::Register { app, token, .. } => match self.take(*app, token) {
                Some(journey) => self.step(journey, action),
                None => no("journey_ended"),
            },
            Action::Cancel { app, token } => {
                // What is taken out and not put back is over.
                let _ = self.current(*app, token);
                Answer::Done
            }
            Action::Resume { app, token } => match self.current(*app, token) {
                Some(journey) => self.wait_on(journey, None),
                None => no("journey_ended"),
            },
            Action::Validate { token } => self.validate(token),
            Action::SignOut { token } => {
                self.sessions.retain(|session| session.token != *token);
                Answer::Done
            }
            Action::Method { password, on } => {
                *(if *password { &mut self.passwords_on } else { &mut self.codes_on }) = *on;
                Answer::Done
            }
            Action::Policy { which, on } => {
                self.policies[*which] = *on;
                Answer::Done
            }
            Action::ForeignUser => Answer::Fail("not_found".into()),
            Action::Purge => {
                let now = self.now;
                for guard in self.guards.values_mut() {
                    for row in [&mut guard.passwords, &mut guard.codes] {
                        if row.stale(now) {
                            *row = Row::default();
                        }
                    }
                }
                Answer::Done
            }
            Action::Disable { user }
            | Action::Enable { user }
            | Action::SetPassword { user, .. }
            | Action::Unlock { user }
            | Action::RevokeAll { user } => {
                self.change_user(user, action);
                Answer::Done
            }
            Action::Wait { .. } | Action::SetBack { .. } | Action::Crash { .. } => Answer::Done,
        }
    }

    /// What the answer brought: a token, and the code that the mailer was given.
    pub(crate) fn learn(
        &mut self,
        answer: &Answer,
        token: Option<&str>,
        mailed: Option<&Mail>,
    ) -> Result<(), String> {
        let Some(token) = token else { return Ok(()) };
        if let Answer::In(..) = answer {
            if let Some(session) = self.sessions.last_mut() {
                session.token = token.to_owned();
            }
            return Ok(());
        }
        let Some(journey) = self.journeys.last_mut() else { return Ok(()) };
        if journey.token.is_empty() {
            journey.token = token.to_owned();
        } else if journey.token != token {
            return Err("the token changed although nothing advanced".into());
        }
        let Some(code) = journey.code.as_mut().filter(|code| code.fresh) else { return Ok(()) };
        if code.decoy == mailed.is_some() {
            return Err(format!("a code was mailed: {}; a decoy: {}", mailed.is_some(), code.decoy));
        }
        if let Some((to, text)) = mailed {
            if *to != code.to {
                return Err(format!("the code went to {to} instead of {}", code.to));
            }
            code.text = Some(text.clone());
        }
        code.fresh = false;
        Ok(())
    }

    fn validate(&mut self, token: &str) -> Answer {
        let (now, idle) = (self.now, self.rules.session_idle);
        let users = &self.users;
        let found = self.sessions.iter_mut().find(|session| session.token == token);
        let live = found.filter(|s| now < s.until && now < s.seen + idle && !users[s.user].disabled);
        Answer::Session(live.map(|session| {
            // Noted to the minute.
            if now - session.seen >= MINUTE {
                session.seen = now;
            }
            users[session.user].name()
        }))
    }

    fn change_user(&mut self, name: &str, action: &Action) {
        let Some(index) = self.users.iter().position(|user| user.name() == name) else { return };
        let user = &mut self.users[index];
        let ends = match action {
            Action::Disable { .. } => {
                user.disabled = true;
                true
            }
            Action::SetPassword { text, .. } => {
                user.password = Some(text.clone());
                true
            }
            Action::Enable { .. } => {
                user.disabled = false;
                false
            }
            Action::Unlock { .. } => {
                self.guards.remove(&who(Some(index), ""));
                false
            }
            _ => true,
        };
        if ends && self.rules.ending_ends {
            self.journeys.retain(|journey| journey.user != Some(index));
            self.sessions.retain(|session| session.user != index);
        }
    }

    pub(crate) fn by_email(&self, email: &str) -> Option<usize> {
        self.users.iter().position(|user| user.email.as_deref() == Some(email))
    }

    pub(crate) fn begin(&mut self, app: usize, user: Option<usize>, address: &str, life: i64) -> Journey {
        self.begun += 1;
        Journey {
            app,
            user,
            address: address.to_owned(),
            waits: "",
            token: String::new(),
            step_until: self.now,
            until: self.now + life,
            shown: Vec::new(),
            sends: 0,
            code: None,
            old_codes: Vec::new(),
            new_password: None,
            number: self.begun,
        }
    }

    /// How long the user's codes are locked.
    pub(crate) fn codes_locked(&self, subject: &str) -> i64 {
        let Some(guard) = self.guards.get(subject) else { return 0 };
        let day = guard.wrong_codes.wait(DAY, self.rules.wrong_codes_a_day, self.now);
        guard.codes.wait(self.now).max(day)
    }
}

/// Whose tries are counted: a user's, or an address that is nobody's.
pub(crate) fn who(user: Option<usize>, address: &str) -> String {
    user.map_or_else(|| format!("address {address}"), |user| format!("user {user}"))
}
