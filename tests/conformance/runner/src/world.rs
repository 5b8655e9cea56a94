//! What a scenario runs in: an engine in memory, a clock that stands still, a mailer that collects.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use doorstep_core::{
    Actor, Database, Engine, EngineOptions, KeyRing, Limits, ManualClock, Message, PolicyLimits, Tenant,
};
use serde_json::{Map, Value, json};

use crate::args::{Args, Failure};
use crate::matching::check;
use crate::operands::{lookup, resolve};
use crate::scenario::EngineChoice;
use crate::{calls, canary, journeys, normal};

/// 2026-01-01T00:00:00Z.
pub(crate) const START: i64 = 1_767_225_600_000;

/// The tenant of every call that names no other.
const TENANT: &str = "contoso";

type Mails = Arc<Mutex<Vec<Value>>>;

pub(crate) struct World {
    pub(crate) engine: Engine,
    clock: Arc<ManualClock>,
    mails: Mails,
    saved: Map<String, Value>,
}

impl World {
    pub(crate) fn new(choice: &EngineChoice, database: Database) -> Result<Self, String> {
        let clock = Arc::new(ManualClock::new(START));
        let mails = Mails::default();
        let key: Vec<u8> = (0..32).collect();
        let keys = KeyRing::from_bytes(&key).map_err(|e| e.to_string())?;
        canary::keep("key", &key);
        canary::hear(&keys);
        let mut options = EngineOptions::new(database, keys);
        options.clock = clock.clone();
        options.deliver_in_background = false;
        options.limits = limits(&choice.limits)?;
        options.policy_limits = policy_limits(&choice.policy_limits)?;
        if let Some(countries) = choice.countries.as_ref().map(countries).transpose()? {
            options.country_lookup = Some(Arc::new(move |ip: IpAddr| countries.get(&ip).cloned()));
        }
        if choice.mailer {
            let mails = Arc::clone(&mails);
            options.mailer = Some(Arc::new(move |message: &Message| {
                canary::hear(message);
                if let Some(code) = &message.code {
                    canary::keep("code", code.expose().as_bytes());
                }
                mails.lock().unwrap_or_else(PoisonError::into_inner).push(normal::message(message));
                Ok(())
            }));
        }
        let engine = Engine::open_for_tests(options).map_err(|e| e.to_string())?;
        let tenant = engine.create_tenant(TENANT).map_err(|e| e.to_string())?;
        let saved = Map::from_iter([("tenant".into(), json!({"id": tenant.id(), "name": tenant.name()}))]);
        Ok(World { engine, clock, mails, saved })
    }

    pub(crate) fn step(&mut self, step: &Value) -> Result<(), String> {
        let mut step = step.as_object().ok_or("a step is an object")?.clone();
        step.remove("note");
        let kinds = ["call", "advance_ms", "deliver", "mail", "repeat", "same"];
        let mut kinds = kinds.into_iter().filter(|kind| step.contains_key(*kind));
        let (Some(kind), None) = (kinds.next(), kinds.next()) else {
            return Err("a step has exactly one of call, advance_ms, deliver, mail, repeat, same".into());
        };
        match kind {
            "call" => self.call(step),
            "mail" => self.mail(step),
            "repeat" => self.repeat(step),
            "same" => self.same(step),
            "advance_ms" => {
                only(&step, &["advance_ms"])?;
                let by = step.get("advance_ms").and_then(Value::as_i64).ok_or("advance_ms is a number")?;
                self.clock.advance(by);
                Ok(())
            }
            _ => {
                only(&step, &["deliver", "expect"])?;
                if step.get("deliver") != Some(&Value::Bool(true)) {
                    return Err("deliver is true".into());
                }
                let report = normal::report(&self.engine.deliver_mail().map_err(|e| e.to_string())?);
                step.get("expect").map_or(Ok(()), |expected| check(expected, &report, "report"))
            }
        }
    }

    fn call(&mut self, step: Map<String, Value>) -> Result<(), String> {
        only(&step, &["call", "args", "tenant", "as", "app", "save", "expect", "error"])?;
        if step.contains_key("expect") && step.contains_key("error") {
            return Err("a call expects a value or an error".into());
        }
        let name = step.get("call").and_then(Value::as_str).ok_or("call is a name")?;
        let args = match step.get("args").map(|args| resolve(args, &self.saved)).transpose()? {
            None => Map::new(),
            Some(Value::Object(args)) => args,
            Some(_) => return Err("args is an object".into()),
        };
        for (name, value) in &args {
            match (name.as_str(), value.as_str()) {
                ("password", Some(secret)) => canary::keep("password", secret.as_bytes()),
                ("token" | "session_token", Some(secret)) => canary::keep("token", secret.as_bytes()),
                ("code", _) => {}
                _ => canary::publish(value),
            }
        }
        let mut args = Args(args);
        let answer = self.dispatch(name, &mut args, &step);
        args.done()?;
        match &answer {
            Ok(value) => {
                if let Some(token) = value.get("token").and_then(Value::as_str) {
                    canary::keep("token", token.as_bytes());
                }
            }
            Err(Failure::Api(error)) => canary::hear(&(error.to_string(), error)),
            Err(Failure::Format(_)) => {}
        }
        match answer {
            Err(Failure::Format(why)) => Err(why),
            Ok(value) if step.contains_key("error") => Err(format!("gave {value} instead of an error")),
            Ok(value) => {
                if let Some(expected) = step.get("expect") {
                    check(&resolve(expected, &self.saved)?, &value, "result")?;
                }
                self.save(step.get("save"), &value)
            }
            Err(Failure::Api(error)) => {
                let found = normal::error(&error);
                let expected = step.get("error").ok_or_else(|| format!("gave the error {found}: {error}"))?;
                if expected.get("code").is_none() {
                    return Err("an expected error has a code".into());
                }
                check(&resolve(expected, &self.saved)?, &found, "error")
            }
        }
    }

    fn dispatch(&self, name: &str, args: &mut Args, step: &Map<String, Value>) -> Result<Value, Failure> {
        if let Some(verb) = name.strip_prefix("engine.") {
            return calls::engine(&self.engine, verb, args);
        }
        if let Some(verb) = name.strip_prefix("templates.") {
            return calls::templates(verb, args);
        }
        let tenant = self.text(step, "tenant")?.unwrap_or_else(|| TENANT.into());
        let tenant: Tenant = self.engine.tenant(&tenant)?;
        if let Some(verb) = name.strip_prefix("app.") {
            let client_id = match self.text(step, "app")? {
                Some(client_id) => client_id,
                None => lookup(&self.saved, "app.client_id")?.as_str().unwrap_or_default().to_owned(),
            };
            if step.contains_key("as") {
                return Err(Failure::Format("people's calls have no actor".into()));
            }
            return journeys::app(&tenant.app(&client_id)?, verb, args);
        }
        let tenant = match self.text(step, "as")? {
            Some(user_id) => tenant.acting_as(Actor::User { user_id }),
            None => tenant,
        };
        calls::tenant(&tenant, name, args)
    }

    /// Writes the newest secret into a name, as a careless program might.
    pub(crate) fn plant(&self, notes: &canary::Notes) -> Result<(), String> {
        let secret = notes.newest_text().ok_or("the scenario has no secret")?;
        let tenant = self.engine.tenant(TENANT).map_err(|e| e.to_string())?;
        let user = doorstep_core::NewUser { external_subject: Some(secret), ..Default::default() };
        tenant.users().create(&user, None).map(|_| ()).map_err(|e| e.to_string())
    }

    fn text(&self, step: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
        match step.get(key).map(|value| resolve(value, &self.saved)).transpose()? {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(format!("{key} is no text: {other}")),
        }
    }

    fn save(&mut self, save: Option<&Value>, value: &Value) -> Result<(), String> {
        match save {
            None => {}
            Some(Value::String(name)) => {
                self.saved.insert(name.clone(), value.clone());
            }
            Some(Value::Object(names)) => {
                for (name, path) in names {
                    let path = path.as_str().ok_or("what is saved is named by a path")?;
                    let whole = Map::from_iter([("it".into(), value.clone())]);
                    let part = lookup(&whole, &format!("it.{path}"))?.clone();
                    self.saved.insert(name.clone(), part);
                }
            }
            Some(_) => return Err("save is a name, or names with paths".into()),
        }
        Ok(())
    }

    fn mail(&mut self, step: Map<String, Value>) -> Result<(), String> {
        only(&step, &["mail"])?;
        let wanted = step.get("mail").map(|mail| resolve(mail, &self.saved)).transpose()?;
        let Some(Value::Object(wanted)) = wanted else { return Err("mail is an object".into()) };
        only(&wanted, &["to", "purpose", "count", "save_code", "code", "locale", "sender", "sender_name"])?;
        let to = wanted.get("to").ok_or("mail names its address")?;
        let mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        let there: Vec<&Value> = mails.iter().filter(|mail| mail.get("to") == Some(to)).collect();
        if let Some(count) = wanted.get("count") {
            check(count, &json!(there.len()), "count")?;
        }
        if wanted.keys().all(|key| key == "to" || key == "count") {
            return if wanted.contains_key("count") { Ok(()) } else { Err("mail expects something".into()) };
        }
        let last = there.last().ok_or_else(|| format!("there is no mail to {to}"))?;
        for key in ["purpose", "code", "locale", "sender", "sender_name"] {
            if let Some(expected) = wanted.get(key) {
                check(expected, last.get(key).unwrap_or(&Value::Null), key)?;
            }
        }
        if let Some(name) = wanted.get("save_code") {
            let name = name.as_str().ok_or("save_code is a name")?;
            let code = last.get("code").and_then(Value::as_str).ok_or("the mail has no code")?;
            self.saved.insert(name.to_owned(), code.into());
        }
        Ok(())
    }

    fn repeat(&mut self, step: Map<String, Value>) -> Result<(), String> {
        only(&step, &["repeat", "steps"])?;
        let times = step.get("repeat").and_then(Value::as_u64).ok_or("repeat is a number")?;
        let steps = step.get("steps").and_then(Value::as_array).ok_or("repeat has steps")?;
        for n in 1..=times {
            self.saved.insert("n".into(), n.into());
            steps.iter().try_for_each(|step| self.step(step)).map_err(|why| format!("round {n}: {why}"))?;
        }
        Ok(())
    }

    /// Two saved objects must be equal, apart from the keys of `except`, whose values must be of one type.
    fn same(&mut self, step: Map<String, Value>) -> Result<(), String> {
        only(&step, &["same", "except"])?;
        let both = step.get("same").map(|both| resolve(both, &self.saved)).transpose()?;
        let Some([Value::Object(left), Value::Object(right)]) =
            both.as_ref().and_then(Value::as_array).map(Vec::as_slice)
        else {
            return Err("same compares two objects".into());
        };
        let except: Vec<&str> = step
            .get("except")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if !left.keys().eq(right.keys()) {
            return Err(format!("{left:?} and {right:?} have different keys"));
        }
        for (key, value) in left {
            let other = right.get(key).unwrap_or(&Value::Null);
            let alike = match except.contains(&key.as_str()) {
                true => std::mem::discriminant(value) == std::mem::discriminant(other),
                false => value == other,
            };
            if !alike {
                return Err(format!("{key} differs: {value} and {other}"));
            }
        }
        Ok(())
    }
}

/// Fails on a key that is not known.
fn only(object: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("there is no key {key} here")),
        None => Ok(()),
    }
}

fn limits(given: &Map<String, Value>) -> Result<Limits, String> {
    let mut limits = Limits::default();
    for (name, value) in given {
        let number = value.as_i64().ok_or_else(|| format!("the limit {name} is no number"))?;
        let small = || u32::try_from(number).map_err(|_| format!("the limit {name} is out of range"));
        match name.as_str() {
            "code_lifetime_ms" => limits.code_lifetime_ms = number,
            "resend_after_ms" => limits.resend_after_ms = number,
            "tries_per_code" => limits.tries_per_code = small()?,
            "sends_per_journey" => limits.sends_per_journey = small()?,
            "sends_per_hour" => limits.sends_per_hour = small()?,
            "sends_per_day" => limits.sends_per_day = small()?,
            "wrong_codes_before_lock" => limits.wrong_codes_before_lock = small()?,
            "wrong_codes_per_day" => limits.wrong_codes_per_day = small()?,
            "wrong_passwords_before_lock" => limits.wrong_passwords_before_lock = small()?,
            _ => return Err(format!("there is no limit {name}")),
        }
    }
    Ok(limits)
}

fn countries(given: &BTreeMap<String, String>) -> Result<BTreeMap<IpAddr, String>, String> {
    let read = given.iter().map(|(ip, country)| match ip.parse() {
        Ok(ip) => Ok((ip, country.clone())),
        Err(_) => Err(format!("{ip} is no address")),
    });
    read.collect()
}

fn policy_limits(given: &Map<String, Value>) -> Result<PolicyLimits, String> {
    let mut limits = PolicyLimits::default();
    for (name, value) in given {
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        let number = number.ok_or_else(|| format!("the policy limit {name} is no number"))?;
        match name.as_str() {
            "policies" => limits.policies = number,
            "locations" => limits.locations = number,
            "authentication_strengths" => limits.authentication_strengths = number,
            "location_ranges" => limits.location_ranges = number,
            "mfa_trusted_ips" => limits.mfa_trusted_ips = number,
            "policy_applications" => limits.policy_applications = number,
            _ => return Err(format!("there is no policy limit {name}")),
        }
    }
    Ok(limits)
}
