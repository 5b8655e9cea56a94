//! The model's journeys. Each method takes a journey out of the list; whoever puts none back has ended it.

use crate::actions::{Action, Answer};
use crate::guard::{DAY, HOUR, MINUTE, SECOND};
use crate::model::{Code, Factor, Journey, Model, Purpose, User, no, who};

impl Model {
    pub(crate) fn sign_in(&mut self, app: usize, email: &str, password: Option<&str>) -> Answer {
        let user = self.by_email(email);
        let life = self.rules.sign_in_life;
        match (app, password) {
            (0, None) => {
                let journey = self.begin(app, user, email, life);
                self.wait_for(journey, "password", None)
            }
            (0, Some(password)) => {
                let journey = self.begin(app, user, email, life);
                self.judge_password(journey, password)
            }
            (_, None) => {
                let active = user.filter(|user| !self.users[*user].disabled);
                let journey = self.begin(app, active, email, life);
                self.send(journey, Purpose::SignIn, email, active.is_none())
            }
            (_, Some(_)) => Answer::Fail("invalid_argument".into()),
        }
    }

    pub(crate) fn sign_up(&mut self, app: usize, email: &str) -> Answer {
        let decoy = self.by_email(email).is_some();
        let journey = self.begin(app, None, email, 30 * MINUTE);
        self.send(journey, Purpose::SignUp, email, decoy)
    }

    pub(crate) fn second(&mut self, subject: &str, email: Option<&str>) -> Answer {
        let known = self.users.iter().position(|user| user.subject.as_deref() == Some(subject));
        let user = known.unwrap_or_else(|| {
            let further = email.into_iter().map(str::to_owned).collect();
            self.users.push(User { subject: Some(subject.into()), further, ..User::default() });
            self.users.len() - 1
        });
        let mut journey = self.begin(0, Some(user), "", self.rules.sign_in_life);
        if self.users[user].disabled {
            return no("blocked_by_policy");
        }
        journey.shown.push(Factor::Host);
        self.proceed(journey, user)
    }

    /// Takes out the live journey whose token this is.
    pub(crate) fn current(&mut self, app: usize, token: &str) -> Option<Journey> {
        let now = self.now;
        let at = self.journeys.iter().position(|journey| {
            journey.app == app && journey.token == token && now < journey.until.min(journey.step_until)
        })?;
        Some(self.journeys.remove(at))
    }

    /// The same for a call that advances: a token that is spent or too late ends its journey.
    pub(crate) fn take(&mut self, app: usize, token: &str) -> Option<Journey> {
        let current = self.current(app, token);
        if current.is_none() {
            self.journeys.retain(|journey| journey.app != app || journey.token != token);
            let spent = self.spent.iter().find(|(of, spent, _)| *of == app && spent == token);
            if let Some((_, _, number)) = spent.filter(|_| self.rules.spent_token_ends) {
                self.journeys.retain(|journey| journey.number != *number);
            }
        }
        current
    }

    pub(crate) fn step(&mut self, mut journey: Journey, action: &Action) -> Answer {
        match (action, journey.waits) {
            (Action::Password { text, .. }, "password") => self.judge_password(journey, text),
            (Action::Password { text, .. }, "new_password") => {
                if text.len() < 8 {
                    return self.wait_on(journey, Some("password_rejected".into()));
                }
                journey.new_password = Some(text.clone());
                self.ask_attributes(journey)
            }
            (Action::Code { text, .. }, "code") => self.judge_code(journey, text),
            (Action::Attributes { good: true, .. }, "attributes") => self.create(journey),
            (Action::Attributes { good: false, .. }, "attributes") => {
                self.wait_on(journey, Some("attributes_rejected".into()))
            }
            (Action::Resend { .. }, "code") => self.resend(journey),
            (Action::Challenge { method, .. }, "method") => {
                let addresses = journey.user.map(|user| self.users[user].addresses()).unwrap_or_default();
                match addresses.get(*method) {
                    Some(address) => self.send(journey, Purpose::SecondFactor, address, false),
                    None => {
                        self.journeys.push(journey);
                        Answer::Fail("invalid_argument".into())
                    }
                }
            }
            (Action::Register { .. }, "registration") if self.has_address(&journey) => {
                let user = journey.user.unwrap_or_default();
                self.proceed(journey, user)
            }
            (Action::Register { target, .. }, "registration") if target.contains('@') => {
                self.send(journey, Purpose::Registration, target, false)
            }
            (Action::Register { .. }, "registration") => {
                self.wait_on(journey, Some("target_rejected".into()))
            }
            _ => self.wait_on(journey, None),
        }
    }

    fn has_address(&self, journey: &Journey) -> bool {
        journey.user.is_some_and(|user| !self.users[user].addresses().is_empty())
    }

    /// The journey goes on waiting behind the token it has.
    pub(crate) fn wait_on(&mut self, journey: Journey, problem: Option<String>) -> Answer {
        let answer = Answer::Ask(journey.waits, problem);
        self.journeys.push(journey);
        answer
    }

    /// The journey waits for something else, behind a new token.
    fn wait_for(&mut self, mut journey: Journey, what: &'static str, problem: Option<&str>) -> Answer {
        let old = std::mem::take(&mut journey.token);
        if !old.is_empty() {
            self.spent.push((journey.app, old, journey.number));
        }
        journey.waits = what;
        journey.step_until = journey.until.min(self.now + self.rules.step_life);
        self.wait_on(journey, problem.map(str::to_owned))
    }

    fn judge_password(&mut self, mut journey: Journey, password: &str) -> Answer {
        let user = self.by_email(&journey.address);
        let guard = self.guards.entry(who(user, &journey.address)).or_default();
        let right = user.filter(|user| {
            let user = &self.users[*user];
            let matches = user.password.as_deref() == Some(password);
            matches && !user.disabled && self.passwords_on && guard.passwords.wait(self.now) == 0
        });
        if let Some(user) = right {
            guard.passwords = Default::default();
            journey.user = Some(user);
            journey.shown.push(Factor::Password);
            return self.proceed(journey, user);
        }
        guard.passwords.count(Some(password), self.rules.wrong_passwords, 60 * SECOND, HOUR, self.now);
        let problem = "invalid_credentials";
        if journey.token.is_empty() {
            return self.wait_for(journey, "password", Some(problem));
        }
        self.wait_on(journey, Some(problem.into()))
    }

    /// Room for one more mail to the address: at most 10 in an hour and 20 in a day.
    fn may_send(&mut self, to: &str) -> Result<(), i64> {
        let times = self.sends.entry(to.to_owned()).or_default();
        match times.wait(HOUR, 10, self.now).max(times.wait(DAY, 20, self.now)) {
            0 => {
                times.add(self.now);
                Ok(())
            }
            wait => Err(wait),
        }
    }

    fn put_code(&self, journey: &mut Journey, purpose: Purpose, to: &str, decoy: bool) {
        journey.old_codes.extend(journey.code.take().and_then(|old| old.text));
        journey.sends += 1;
        journey.code = Some(Code {
            text: None,
            decoy,
            fresh: true,
            to: to.to_owned(),
            purpose,
            tries: 0,
            resend_after: self.now + MINUTE,
            until: journey.until.min(self.now + self.rules.code_life),
        });
    }

    fn send(&mut self, mut journey: Journey, purpose: Purpose, to: &str, decoy: bool) -> Answer {
        if let Err(wait) = self.may_send(to) {
            return no(format!("too_many_attempts {wait}"));
        }
        self.put_code(&mut journey, purpose, to, decoy);
        self.wait_for(journey, "code", None)
    }

    fn resend(&mut self, mut journey: Journey) -> Answer {
        let Some(code) = journey.code.clone() else { return no("a code step without a code") };
        if self.now < code.resend_after {
            let wait = code.resend_after - self.now;
            return self.wait_on(journey, Some(format!("resend_too_soon {wait}")));
        }
        if journey.sends >= 5 {
            return self.wait_on(journey, Some("send_limit_reached".into()));
        }
        if let Err(wait) = self.may_send(&code.to) {
            return self.wait_on(journey, Some(format!("send_limit_reached {wait}")));
        }
        self.put_code(&mut journey, code.purpose, &code.to, code.decoy);
        journey.step_until = journey.until.min(self.now + self.rules.step_life);
        self.wait_on(journey, None)
    }

    fn judge_code(&mut self, mut journey: Journey, text: &str) -> Answer {
        let (now, limit) = (self.now, self.rules.tries_per_code);
        let Some(code) = journey.code.as_mut() else { return no("a code step without a code") };
        if now >= code.until {
            return self.wait_on(journey, Some("code_expired".into()));
        }
        if code.tries >= limit {
            return self.wait_on(journey, Some("invalid_code 0".into()));
        }
        code.tries += 1;
        let left = limit - code.tries;
        let right = code.text.as_deref() == Some(text);
        let (purpose, to) = (code.purpose, code.to.clone());
        let superseded = journey.old_codes.iter().any(|old| old == text);
        let subject = who(journey.user, &journey.address);
        let locked = self.codes_locked(&subject);
        if locked > 0 {
            return no(format!("too_many_attempts {locked}"));
        }
        let guard = self.guards.entry(subject).or_default();
        if !right && (self.rules.superseded_is_wrong || !superseded) {
            guard.wrong_codes.add(now);
            guard.codes.count(None, self.rules.wrong_codes_in_a_row, 15 * MINUTE, DAY, now);
            let what = if superseded { "code_superseded" } else { "invalid_code" };
            return self.wait_on(journey, Some(format!("{what} {left}")));
        }
        guard.codes = Default::default();
        journey.code = None;
        match (purpose, journey.user) {
            (Purpose::SignUp, _) if journey.app == 0 => self.wait_for(journey, "new_password", None),
            (Purpose::SignUp, _) => self.ask_attributes(journey),
            (_, Some(user)) => {
                if purpose == Purpose::Registration && !self.has_address(&journey) {
                    self.users[user].further.push(to.clone());
                }
                // A mailbox that another journey did not leave room for is nobody's.
                if purpose != Purpose::Registration || self.users[user].addresses().contains(&to) {
                    journey.shown.push(Factor::Mailbox);
                }
                self.proceed(journey, user)
            }
            _ => no("nobody's code was right"),
        }
    }

    /// Only the second app's flow asks for attributes.
    fn ask_attributes(&mut self, journey: Journey) -> Answer {
        if journey.app == 0 { self.create(journey) } else { self.wait_for(journey, "attributes", None) }
    }

    fn create(&mut self, mut journey: Journey) -> Answer {
        if self.by_email(&journey.address).is_some() {
            return no("user_already_exists");
        }
        let (email, password) = (Some(journey.address.clone()), journey.new_password.clone());
        journey.shown = password.iter().map(|_| Factor::Password).chain([Factor::Mailbox]).collect();
        self.users.push(User { email, password, ..User::default() });
        let user = self.users.len() - 1;
        journey.user = Some(user);
        self.proceed(journey, user)
    }

    /// Everything that must be shown before there is a session.
    fn proceed(&mut self, journey: Journey, user: usize) -> Answer {
        if self.users[user].disabled {
            return no("journey_ended");
        }
        if self.policies[1] && journey.app == 1 {
            return no("blocked_by_policy");
        }
        let mailbox = journey.shown.contains(&Factor::Mailbox);
        let other = journey.shown.iter().any(|factor| *factor != Factor::Mailbox);
        let two = mailbox && other && self.codes_on;
        let enough = two || (mailbox && !self.rules.mailbox_counts_once);
        if self.policies[0] && self.rules.policies_count && !enough {
            return self.ask_second(journey, user);
        }
        let mut amr: Vec<&str> = Vec::new();
        for factor in &journey.shown {
            let word = if *factor == Factor::Mailbox { "otp" } else { "pwd" };
            if !amr.contains(&word) {
                amr.push(word);
            }
        }
        amr.extend(two.then_some("mfa"));
        let session =
            crate::model::Session { token: String::new(), user, until: self.now + DAY, seen: self.now };
        self.sessions.push(session);
        // The oldest goes when there are more than 20.
        let of_user: Vec<usize> =
            (0..self.sessions.len()).filter(|at| self.sessions[*at].user == user).collect();
        if of_user.len() > 20 {
            self.sessions.remove(of_user[0]);
        }
        Answer::In(self.users[user].name(), amr.join(" "))
    }

    fn ask_second(&mut self, journey: Journey, user: usize) -> Answer {
        let mailbox = journey.shown.contains(&Factor::Mailbox);
        let only_mailbox = mailbox && journey.shown.iter().all(|factor| *factor == Factor::Mailbox);
        if only_mailbox {
            return no("no_usable_method email_otp_was_first_factor");
        }
        if !self.codes_on {
            return no("no_usable_method no_method_enabled");
        }
        let locked = self.codes_locked(&who(Some(user), ""));
        if locked > 0 {
            return no(format!("too_many_attempts {locked}"));
        }
        match self.users[user].addresses().as_slice() {
            [] => self.wait_for(journey, "registration", None),
            [only] => {
                let only = only.clone();
                self.send(journey, Purpose::SecondFactor, &only, false)
            }
            _ => self.wait_for(journey, "method", None),
        }
    }
}
