//! A small language for claims, close to how people say them.
//!
//! ```text
//! claim    = ( "every" | "each" | "any" ) "sign-in" { part } demand
//!          | "no" "sign-in" { part } "is" "allowed" [ "without" controls ]
//! part     = ( "of" | "by" ) who { "or" who } [ "except" who { "or" who } ]
//!          | "to" target { "or" target } [ "except" target { "or" target } ]
//!          | ( "in" | "from" ) place { "or" place }
//!          | "outside" place { "or" place }
//!          | "on" platform { "or" platform }
//!          | "by" flow | "via" client { "or" client }
//!          | "at" risk { "or" risk }
//!          | "where" rule                              a filter rule for devices, in quotes
//! who      = "anyone" | "everyone" | "anybody" | "everybody" | [ "a" | "any" | "all" ] ( "user" | "customer" )
//!          | "user" id | "group" id | "role" id | "a"? "guest" | "a"? type of user
//! target   = "any" "app" | "every" "app" | "all" "apps" | "app" id | "action" action | "context" id
//! place    = "trusted" ( "location" | "locations" | "networks" ) | "location" id
//! platform = "android" | "iOS" | "windows" | …
//! client   = "browser" | "mobileAppsAndDesktopClients" | … | "legacy" "clients"
//! flow     = "deviceCodeFlow" | "authenticationTransfer"
//! risk     = level ( "sign-in" | "user" | "insider" ) "risk"
//! demand   = "requires" controls | "is" [ "not" ] ( "blocked" | "allowed" ) | "is" "never" "blocked"
//! controls = control { "or" control } | control { "and" control }
//! ```
//!
//! Ids are words, or texts in quotes. Without a part, all users, every app, every place and so on are meant. A customer
//! is any user.

use std::str::FromStr;

use super::claim::{Claim, ClaimDemand, Named};
use super::tokens::{Read, Token, tokens};
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};
use crate::error::{Error, Result};

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl FromStr for Claim {
    type Err = Error;

    /// Reads a claim such as `every sign-in of group g-1 to app a-1 requires mfa`; the module's source has the grammar.
    ///
    /// # Errors
    /// `invalid_argument{claim}` that says what was not understood.
    fn from_str(text: &str) -> Result<Claim> {
        let read = tokens(text).and_then(|tokens| Reader { tokens, at: 0 }.claim());
        read.map_err(|reason| Error::invalid("claim", reason))
    }
}

impl Claim {
    /// Reads a claim in words:
    ///
    /// - `every sign-in of a customer to app 11111111-… requires mfa`
    /// - `every sign-in of group "g 1" or role r-1 to any app except app a-2 is blocked`
    /// - `no sign-in outside trusted locations is allowed without mfa or compliantDevice`
    /// - `every sign-in on android or iOS via browser at high user risk where "device.isCompliant -ne True" is blocked`
    ///
    /// # Errors
    /// `invalid_argument{claim}` that says what was not understood.
    pub(crate) fn parse(text: &str) -> Result<Claim> {
        text.parse()
    }
}

impl Reader {
    fn claim(mut self) -> Read<Claim> {
        let never = match self.next().map(|token| token.text.to_ascii_lowercase()).as_deref() {
            Some("every" | "each" | "any" | "all") => false,
            Some("no") => true,
            _ => return Err("must begin with \"every sign-in\" or \"no sign-in\"".into()),
        };
        if !["sign-in", "sign-ins", "signin", "login"].iter().any(|word| self.takes(word)) {
            return Err(format!("expected \"sign-in\"{}", self.found()));
        }
        let mut claim = Claim::everywhere(ClaimDemand::Blocked);
        while self.part(&mut claim)? {}
        claim.demand = if never { self.never()? } else { self.demand()? };
        match self.peek() {
            None => Ok(claim),
            Some(_) => Err(format!("expected the end{}", self.found())),
        }
    }

    fn part(&mut self, claim: &mut Claim) -> Read<bool> {
        if self.takes("of") {
            self.who(claim)?;
        } else if self.takes("by") {
            match self.word(AuthenticationFlow::from_word) {
                Some(flow) => claim.conditions.authentication_flows.push(flow),
                None => self.who(claim)?,
            }
        } else if self.takes("to") {
            self.targets(claim)?;
        } else if self.takes("in") || self.takes("from") {
            self.places(&mut claim.conditions.in_locations)?;
        } else if self.takes("outside") {
            self.places(&mut claim.conditions.outside_locations)?;
        } else if self.takes("on") {
            let expected = || one_of("platform", DevicePlatform::ALL.iter().map(|word| word.as_str()));
            self.words(&mut claim.conditions.platforms, DevicePlatform::from_word, expected)?;
        } else if self.takes("via") {
            self.clients(&mut claim.conditions.client_app_types)?;
        } else if self.takes("at") {
            self.risks(claim)?;
        } else if self.takes("where") {
            claim.conditions.device_filter = Some(self.id("a filter rule in quotes")?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn who(&mut self, claim: &mut Claim) -> Read<()> {
        let who = &mut claim.who;
        who.everyone = false;
        let mut except = false;
        loop {
            let article = ["a", "an", "any", "all", "the"].iter().any(|word| self.takes(word));
            let (users, groups, roles, types) = match except {
                false => (&mut who.user_ids, &mut who.group_ids, &mut who.role_ids, &mut who.user_types),
                true => (
                    &mut who.exclude_user_ids,
                    &mut who.exclude_group_ids,
                    &mut who.exclude_role_ids,
                    &mut who.exclude_user_types,
                ),
            };
            let all = ["anyone", "everyone", "anybody", "everybody", "customer", "customers", "users"];
            if !except && all.iter().any(|word| self.takes(word))
                || (!except && article && self.takes("user"))
            {
                who.everyone = true;
            } else if self.takes("user") {
                users.push(self.id("the id of a user")?);
            } else if self.takes("group") {
                groups.push(self.id("the id of a group")?);
            } else if self.takes("role") {
                roles.push(self.id("the id of a role")?);
            } else if self.takes("guest") || self.takes("guests") {
                types.extend(UserType::ALL.iter().copied().filter(|kind| kind.is_external()));
            } else if let Some(kind) = self.word(UserType::from_word) {
                types.push(kind);
            } else {
                let words = UserType::ALL.iter().map(|word| word.as_str());
                let words = words.chain(["anyone", "user <id>", "group <id>", "role <id>", "guest"]);
                return Err(format!("{}{}", one_of("user", words), self.found()));
            }
            if self.takes("or") {
                continue;
            }
            if except || !self.takes("except") {
                return Ok(());
            }
            except = true;
        }
    }

    fn targets(&mut self, claim: &mut Claim) -> Read<()> {
        let apps = &mut claim.apps;
        apps.all = false;
        let mut except = false;
        loop {
            let every = ["any", "every", "all", "each"].iter().any(|word| self.takes(word));
            if every && !except {
                if !self.takes("app") && !self.takes("apps") {
                    return Err(format!("expected \"app\"{}", self.found()));
                }
                apps.all = true;
            } else if self.takes("app") {
                let id = self.id("the id of an app")?;
                if except { &mut apps.exclude_ids } else { &mut apps.ids }.push(id);
            } else if !except && self.takes("context") {
                apps.authentication_contexts.push(self.id("the id of an authentication context")?);
            } else if !except && self.takes("action") {
                let action = self.id("a user action")?;
                let known = UserAction::ALL.iter().copied().find(|known| {
                    let word = known.as_str();
                    word.eq_ignore_ascii_case(&action) || word.rsplit(':').next() == Some(action.as_str())
                });
                let words = UserAction::ALL.iter().map(|word| word.as_str());
                apps.user_actions.push(known.ok_or_else(|| one_of("user action", words))?);
            } else {
                let words = ["any app", "app <id>", "action <action>", "context <id>"];
                return Err(format!("{}{}", one_of("target", words.into_iter()), self.found()));
            }
            if self.takes("or") {
                continue;
            }
            if except || !self.takes("except") {
                return Ok(());
            }
            except = true;
        }
    }

    fn places(&mut self, to: &mut Vec<String>) -> Read<()> {
        loop {
            let _ = self.takes("the");
            if self.takes("trusted") {
                if !["location", "locations", "network", "networks"].iter().any(|word| self.takes(word)) {
                    return Err(format!("expected \"locations\"{}", self.found()));
                }
                to.push("AllTrusted".into());
            } else if self.takes("location") {
                to.push(self.id("the id of a named location")?);
            } else {
                let words = ["trusted locations", "location <id>"];
                return Err(format!("{}{}", one_of("place", words.into_iter()), self.found()));
            }
            if !self.takes("or") {
                return Ok(());
            }
        }
    }

    fn clients(&mut self, to: &mut Vec<ClientAppType>) -> Read<()> {
        loop {
            if self.takes("legacy") {
                let _ = self.takes("clients") || self.takes("client");
                to.extend([
                    ClientAppType::ExchangeActiveSync,
                    ClientAppType::EasSupported,
                    ClientAppType::Other,
                ]);
            } else if let Some(kind) = self.word(ClientAppType::from_word) {
                to.push(kind);
            } else {
                let words = ClientAppType::ALL.iter().map(|word| word.as_str()).chain(["legacy clients"]);
                return Err(format!("{}{}", one_of("client", words), self.found()));
            }
            if !self.takes("or") {
                return Ok(());
            }
        }
    }

    fn risks(&mut self, claim: &mut Claim) -> Read<()> {
        loop {
            let level = self.id("a risk level")?;
            let (conditions, bad) =
                (&mut claim.conditions, |words: &str| format!("expected {words}, found {level}"));
            if self.takes("insider") {
                let words = "minor, moderate or elevated";
                conditions
                    .insider_risk_levels
                    .push(InsiderRiskLevel::from_word(&level).ok_or_else(|| bad(words))?);
            } else {
                let read =
                    || RiskLevel::from_word(&level).ok_or_else(|| bad("low, medium, high, hidden or none"));
                if self.takes("user") {
                    conditions.user_risk_levels.push(read()?);
                } else if self.takes("sign-in") {
                    conditions.sign_in_risk_levels.push(read()?);
                } else {
                    return Err(format!("expected \"sign-in\", \"user\" or \"insider\"{}", self.found()));
                }
            }
            if !self.takes("risk") {
                return Err(format!("expected \"risk\"{}", self.found()));
            }
            if !self.takes("or") {
                return Ok(());
            }
        }
    }

    fn demand(&mut self) -> Read<ClaimDemand> {
        if self.takes("requires") || self.takes("require") || self.takes("needs") {
            return self.controls();
        }
        if !self.takes("is") && !self.takes("are") {
            return Err(format!("expected \"requires\" or \"is\"{}", self.found()));
        }
        let not = self.takes("not") || self.takes("never");
        let blocked = self.takes("blocked");
        if !blocked && !self.takes("allowed") {
            return Err(format!("expected \"blocked\" or \"allowed\"{}", self.found()));
        }
        match (blocked, not) {
            (true, false) => Ok(ClaimDemand::Blocked),
            (true, true) => Ok(ClaimDemand::NotBlocked),
            (false, false) => Ok(ClaimDemand::Allowed),
            (false, true) => Ok(ClaimDemand::Blocked),
        }
    }

    fn never(&mut self) -> Read<ClaimDemand> {
        if !self.takes("is") {
            return Err(format!("expected \"is\"{}", self.found()));
        }
        if self.takes("blocked") {
            return Ok(ClaimDemand::NotBlocked);
        }
        if !self.takes("allowed") {
            return Err(format!("expected \"allowed\" or \"blocked\"{}", self.found()));
        }
        if self.takes("without") { self.controls() } else { Ok(ClaimDemand::Blocked) }
    }

    fn controls(&mut self) -> Read<ClaimDemand> {
        let mut controls = vec![self.control()?];
        let all = self.takes("and");
        if all || self.takes("or") {
            controls.push(self.control()?);
            while self.takes(if all { "and" } else { "or" }) {
                controls.push(self.control()?);
            }
        }
        Ok(if all { ClaimDemand::RequiresAllOf(controls) } else { ClaimDemand::RequiresAnyOf(controls) })
    }

    fn control(&mut self) -> Read<String> {
        let text = self.id("a grant control")?;
        match Named::read(&text) {
            Some(_) => Ok(text),
            None => Err(format!("{text:?} is no grant control; mfa is one, and termsOfUse:<id>")),
        }
    }

    /// One or more words of an enum.
    fn words<T>(
        &mut self,
        to: &mut Vec<T>,
        read: fn(&str) -> Option<T>,
        expected: impl Fn() -> String,
    ) -> Read<()> {
        loop {
            match self.word(read) {
                Some(word) => to.push(word),
                None => return Err(format!("{}{}", expected(), self.found())),
            }
            if !self.takes("or") {
                return Ok(());
            }
        }
    }

    fn word<T>(&mut self, read: fn(&str) -> Option<T>) -> Option<T> {
        let word = self.peek().and_then(|token| read(&token.text));
        self.at += usize::from(word.is_some());
        word
    }

    fn id(&mut self, what: &str) -> Read<String> {
        let found = self.found();
        self.next().map(|token| token.text).ok_or_else(|| format!("expected {what}{found}"))
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let next = self.tokens.get(self.at).cloned();
        self.at += 1;
        next
    }

    fn takes(&mut self, word: &str) -> bool {
        let here = self.peek().is_some_and(|token| !token.quoted && token.text.eq_ignore_ascii_case(word));
        self.at += usize::from(here);
        here
    }

    fn found(&self) -> String {
        match self.peek() {
            Some(token) => format!(", found {:?} at word {}", token.text, self.at + 1),
            None => ", found the end".into(),
        }
    }
}

fn one_of<'a>(what: &str, words: impl Iterator<Item = &'a str>) -> String {
    format!("expected a {what}, one of {}", words.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;
