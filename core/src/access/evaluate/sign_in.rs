//! A sign-in as JSON.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::access::auth_context::context_id;
use crate::access::context::SignInContext;
use crate::access::control::Control;
use crate::access::decide::{Facts, ServicePrincipal};
use crate::access::device::Device;
use crate::access::strength::Combination;
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};
use crate::error::Error;

/// A sign-in that was read.
#[derive(Debug, Default)]
pub(super) struct EvaluatedSignIn {
    user_id: String,
    group_ids: Vec<String>,
    role_ids: Vec<String>,
    service_principal: Option<(String, Option<RiskLevel>)>,
    client_id: String,
    app_groups: Vec<String>,
    app_attributes: BTreeMap<String, Vec<String>>,
    user_action: Option<UserAction>,
    authentication_context: Option<String>,
    context: SignInContext,
    satisfied: Vec<Control>,
    completed: Vec<Combination>,
}

const CALLED_BY_ID: [Control; 2] = [Control::TermsOfUse, Control::CustomAuthenticationFactor];

/// The fields, as they are spelled.
const FIELDS: [&str; 25] = [
    "userId",
    "userType",
    "homeTenantId",
    "groupIds",
    "roleIds",
    "servicePrincipalId",
    "servicePrincipalRisk",
    "appId",
    "appGroups",
    "appAttributes",
    "userAction",
    "authContext",
    "clientAppType",
    "platform",
    "ip",
    "country",
    "gpsCountry",
    "compliantNetwork",
    "userRisk",
    "signInRisk",
    "insiderRisk",
    "authFlow",
    "device",
    "completedCombinations",
    "satisfiedControls",
];

/// The field that is wrong, and why.
type Refusal = (String, String);

/// The object's fields; what is null is not there.
struct Fields(Map<String, Value>);

impl EvaluatedSignIn {
    pub(super) fn read(value: Value) -> Result<EvaluatedSignIn, Refusal> {
        let Value::Object(map) = value else { return Err(("$".into(), "must be a JSON object".into())) };
        let mut fields = Fields(map.into_iter().filter(|(_, value)| !value.is_null()).collect());
        let principal = fields.text("servicePrincipalId")?;
        let risk = fields.word("servicePrincipalRisk", RiskLevel::from_word)?;
        let controls: Vec<String> = fields.list("satisfiedControls")?.into_iter().map(by_id).collect();
        let sign_in = EvaluatedSignIn {
            user_id: fields.take("userId")?.unwrap_or_default(),
            group_ids: fields.list("groupIds")?,
            role_ids: fields.list("roleIds")?,
            service_principal: principal.map(|id| (id, risk)),
            client_id: fields.take("appId")?.unwrap_or_default(),
            app_groups: fields.list("appGroups")?,
            app_attributes: fields.attributes()?,
            user_action: fields.word("userAction", user_action)?,
            authentication_context: fields.auth_context()?,
            satisfied: controls.iter().filter_map(|word| Control::from_word(word)).collect(),
            completed: fields.combinations()?,
            context: SignInContext {
                ip: fields.take("ip")?,
                country: fields.take("country")?,
                gps_country: fields.take("gpsCountry")?,
                compliant_network: fields.take("compliantNetwork")?,
                client_app_type: fields.word("clientAppType", client_app_type)?,
                platform: fields.word("platform", DevicePlatform::from_word)?,
                device: fields.device()?,
                user_risk: fields.word("userRisk", RiskLevel::from_word)?,
                sign_in_risk: fields.word("signInRisk", RiskLevel::from_word)?,
                insider_risk: fields.word_or_none("insiderRisk", InsiderRiskLevel::from_word)?,
                authentication_flow: fields.word_or_none("authFlow", AuthenticationFlow::from_word)?,
                user_type: fields.word("userType", UserType::from_word)?,
                home_tenant_id: fields.take("homeTenantId")?,
                satisfied_controls: controls,
                ..SignInContext::default()
            },
        };
        refuse_misspelled(&fields.0, &FIELDS)?;
        sign_in.context.validate().map_err(|error| match error {
            Error::InvalidArgument { field, reason } => (camel(&field), reason),
            other => ("$".to_owned(), other.to_string()),
        })?;
        Ok(sign_in)
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            user_id: &self.user_id,
            group_ids: &self.group_ids,
            role_ids: &self.role_ids,
            service_principal: self
                .service_principal
                .as_ref()
                .map(|(id, risk)| ServicePrincipal { id, risk: *risk }),
            client_id: &self.client_id,
            app_groups: &self.app_groups,
            app_attributes: Some(&self.app_attributes),
            user_action: self.user_action,
            authentication_context: self.authentication_context.as_deref(),
            context: &self.context,
            satisfied: &self.satisfied,
            completed: &self.completed,
            accepted_terms: &self.context.satisfied_controls,
        }
    }
}

/// Refuses a field of those left in `map` that is known by another case: dropped, what it says would not count.
pub(super) fn refuse_misspelled(map: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
    let meant = |key: &String| known.iter().find(|field| field.eq_ignore_ascii_case(key));
    match map.keys().find_map(|key| Some((key.clone(), meant(key)?))) {
        Some((key, field)) => Err((key, format!("write this field as {field}"))),
        None => Ok(()),
    }
}

impl Fields {
    fn take<T: DeserializeOwned>(&mut self, field: &str) -> Result<Option<T>, Refusal> {
        let Some(value) = self.0.remove(field) else { return Ok(None) };
        T::deserialize(value).map(Some).map_err(|error| (field.to_owned(), error.to_string()))
    }

    /// A text where none says that nothing is known.
    fn text(&mut self, field: &str) -> Result<Option<String>, Refusal> {
        Ok(self.take::<String>(field)?.filter(|text| !text.trim().is_empty()))
    }

    fn list(&mut self, field: &str) -> Result<Vec<String>, Refusal> {
        Ok(self.take(field)?.unwrap_or_default())
    }

    fn word<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
        let Some(text) = self.take::<String>(field)? else { return Ok(None) };
        match read(&text) {
            Some(word) => Ok(Some(word)),
            None => Err((field.to_owned(), format!("{text:?} is not a word that is known here"))),
        }
    }

    /// As [`Fields::word`], where Graph also has a word for nothing.
    fn word_or_none<T>(
        &mut self,
        field: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        if self.0.get(field).and_then(Value::as_str).is_some_and(|word| word.eq_ignore_ascii_case("none")) {
            self.0.remove(field);
        }
        self.word(field, read)
    }

    fn auth_context(&mut self) -> Result<Option<String>, Refusal> {
        let Some(text) = self.text("authContext")? else { return Ok(None) };
        context_id(&text).map(Some).ok_or_else(|| ("authContext".into(), "must be c1 to c99".into()))
    }

    fn combinations(&mut self) -> Result<Vec<Combination>, Refusal> {
        let texts = self.list("completedCombinations")?;
        let read = texts.iter().enumerate().map(|(index, text)| {
            Combination::parse(text).ok_or_else(|| {
                let field = format!("completedCombinations[{index}]");
                (field, format!("{text:?} is not a combination of methods such as password,sms"))
            })
        });
        read.collect()
    }

    fn device(&mut self) -> Result<Option<Device>, Refusal> {
        let Some(value) = self.0.remove("device") else { return Ok(None) };
        let Value::Object(map) = value else { return Err(("device".into(), "must be an object".into())) };
        let mut device = Map::new();
        // What no rule can ask about does not matter.
        for (name, value) in map.into_iter().filter(|(_, value)| !value.is_null()) {
            if let Some(name) = Device::spelled(&name) {
                device.insert(name, value);
            }
        }
        Device::deserialize(Value::Object(device))
            .map(Some)
            .map_err(|error| ("device".to_owned(), error.to_string()))
    }

    /// `{"Set_Attribute": "value"}`, a list of values, or the attributes of a set in an object of their own.
    fn attributes(&mut self) -> Result<BTreeMap<String, Vec<String>>, Refusal> {
        let mut found = BTreeMap::new();
        let wrong =
            |name: &str| (format!("appAttributes.{name}"), "must be a text or a list of texts".to_owned());
        for (name, value) in self.take::<Map<String, Value>>("appAttributes")?.unwrap_or_default() {
            let name = name.strip_prefix("CustomSecurityAttribute.").unwrap_or(&name).to_owned();
            if let Value::Object(set) = value {
                for (attribute, value) in set {
                    let name = format!("{name}_{attribute}");
                    let values = texts(value).ok_or_else(|| wrong(&name))?;
                    found.insert(name, values);
                }
            } else {
                let values = texts(value).ok_or_else(|| wrong(&name))?;
                found.insert(name, values);
            }
        }
        Ok(found)
    }
}

/// Terms and custom factors are known by their ids. A verdict calls them `termsOfUse:` and `customAuthenticationFactor:`
/// with the id, so they may come back like that.
fn by_id(word: String) -> String {
    match word.split_once(':') {
        Some((kind, id))
            if CALLED_BY_ID.iter().any(|control| kind.eq_ignore_ascii_case(control.as_str())) =>
        {
            id.to_owned()
        }
        _ => word,
    }
}

fn texts(value: Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(text) => Some(vec![text]),
        Value::Bool(flag) => Some(vec![flag.to_string()]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Array(items) => items.into_iter().map(|item| texts(item)?.pop()).collect(),
        Value::Object(_) => None,
    }
}

/// Policies' words, and those of Graph's `evaluate`.
fn user_action(word: &str) -> Option<UserAction> {
    match word {
        word if word.eq_ignore_ascii_case("registerSecurityInformation") => {
            Some(UserAction::RegisterSecurityInformation)
        }
        word if word.eq_ignore_ascii_case("registerOrJoinDevices") => Some(UserAction::RegisterOrJoinDevices),
        word => UserAction::from_word(word),
    }
}

fn client_app_type(word: &str) -> Option<ClientAppType> {
    match word {
        word if word.eq_ignore_ascii_case("easUnsupported") => Some(ClientAppType::ExchangeActiveSync),
        word => ClientAppType::from_word(word),
    }
}

/// `context.gps_country` as this JSON calls it.
fn camel(field: &str) -> String {
    let mut words = field.strip_prefix("context.").unwrap_or(field).split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(rest);
    }
    name
}
