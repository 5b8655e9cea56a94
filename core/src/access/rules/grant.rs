//! What a policy grants under.

use serde_json::{Map, Value};

use super::{Findings, is, member, says_something, strings};
use crate::access::control::{Control, Demand};
use crate::access::schema::{self, annotation, configured};
use crate::access::strength::Combination;
use crate::error::{Error, Result};

/// How the controls of one policy combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::access) enum Operator {
    /// The stricter reading of a policy that names none.
    #[default]
    And,
    Or,
}

impl Operator {
    pub(in crate::access) fn as_str(self) -> &'static str {
        match self {
            Operator::And => "AND",
            Operator::Or => "OR",
        }
    }
}

/// What a policy grants under.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct Grant {
    pub(in crate::access) block: bool,
    /// In the order in which a user is prompted for them.
    pub(in crate::access) demands: Vec<Demand>,
    pub(in crate::access) operator: Operator,
    pub(in crate::access) strength: Option<StrengthRule>,
}

/// The strength that a policy names, and what its document says of it beside the id.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::access) struct StrengthRule {
    /// In lower case; empty when there is none.
    pub(in crate::access) id: String,
    pub(in crate::access) allowed: Vec<Combination>,
}

/// How JSON that is sent to Graph refers to a strength.
const BIND: &str = "authenticationStrength@odata.bind";

impl Grant {
    pub(super) fn read(map: &Map<String, Value>, findings: &mut Findings) -> Result<Grant> {
        let path = "grantControls";
        let mut grant = Grant { strength: strength(map, findings)?, ..Grant::default() };
        if map.get("operator").and_then(Value::as_str).is_some_and(|word| is(word, "OR")) {
            grant.operator = Operator::Or;
        }
        for (index, word) in strings(map, "builtInControls").enumerate() {
            match Control::from_word(word) {
                Some(control) => grant.demands.push(Demand::of(control)),
                None if is(word, "block") => grant.block = true,
                None => findings.cannot(format!("{path}.builtInControls[{index}]")),
            }
        }
        if let Some(strength) = &grant.strength {
            grant.demands.push(Demand::named(Control::AuthenticationStrength, &strength.id));
        }
        for id in strings(map, "termsOfUse") {
            grant.demands.push(Demand::named(Control::TermsOfUse, id));
        }
        for id in strings(map, "customAuthenticationFactors") {
            grant.demands.push(Demand::named(Control::CustomAuthenticationFactor, id));
        }
        findings.foreign(map, schema::GRANT_CONTROLS, path);
        if grant.block && !grant.demands.is_empty() {
            let reason = "block cannot be combined with another control";
            return Err(Error::policy_invalid("grantControls.builtInControls", reason));
        }
        grant.demands.sort();
        grant.demands.dedup();
        Ok(grant)
    }

    /// Whether nobody signs in under this policy without `control`.
    pub(in crate::access) fn requires(&self, control: Control) -> bool {
        let only = self.operator == Operator::And || self.demands.len() == 1;
        !self.block && only && self.demands.iter().any(|demand| demand.control == control)
    }

    /// Whether the grant part of a document asks for anything. A control that only a later Graph version knows counts:
    /// the policy is then unsupported, not empty.
    pub(in crate::access) fn is_written(map: &Map<String, Value>) -> bool {
        map.iter().any(|(key, value)| {
            key == BIND
                || (key != "operator" && !annotation(key) && (configured(value) || says_something(value)))
        })
    }
}

fn strength(map: &Map<String, Value>, findings: &mut Findings) -> Result<Option<StrengthRule>> {
    let path = "grantControls.authenticationStrength";
    let Some(object) = member(map, "authenticationStrength") else {
        let bound = map.get(BIND).and_then(Value::as_str).and_then(|link| link.rsplit(['/', '(']).next());
        let id = bound.map(|id| id.trim_matches(['\'', ')']).to_ascii_lowercase());
        return Ok(id.filter(|id| !id.is_empty()).map(|id| StrengthRule { id, allowed: Vec::new() }));
    };
    let id = object.get("id").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let mut allowed = Vec::new();
    for (index, text) in strings(object, "allowedCombinations").enumerate() {
        match Combination::parse(text) {
            Some(combination) => allowed.push(combination),
            None => {
                let path = format!("{path}.allowedCombinations[{index}]");
                return Err(Error::policy_invalid(path, "must be methods such as password,sms"));
            }
        }
    }
    if object.get("combinationConfigurations").is_some_and(configured) {
        findings.cannot(format!("{path}.combinationConfigurations"));
    }
    if id.is_empty() && allowed.is_empty() {
        findings.cannot(path);
    }
    Ok(Some(StrengthRule { id, allowed }))
}
