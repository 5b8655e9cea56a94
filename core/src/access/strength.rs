//! Authentication strengths in Microsoft Graph's JSON shape: which combinations of methods are good enough.

use serde_json::{Map, Value};

use super::document::{self, Meta};
use super::schema::{self, Field, Shape, field};
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// Graph's `authenticationMethodModes`, in the order of their bits.
const MODES: [&str; 18] = [
    "password",
    "voice",
    "hardwareOath",
    "softwareOath",
    "sms",
    "fido2",
    "windowsHelloForBusiness",
    "microsoftAuthenticatorPush",
    "deviceBasedPush",
    "temporaryAccessPassOneTime",
    "temporaryAccessPassMultiUse",
    "email",
    "x509CertificateSingleFactor",
    "x509CertificateMultiFactor",
    "federatedSingleFactor",
    "federatedMultiFactor",
    "qrCodePin",
    "unknownFutureValue",
];

/// The modes that are two factors by themselves.
const TWO_FACTORS: [&str; 7] = [
    "fido2",
    "windowsHelloForBusiness",
    "deviceBasedPush",
    "temporaryAccessPassOneTime",
    "temporaryAccessPassMultiUse",
    "x509CertificateMultiFactor",
    "federatedMultiFactor",
];

/// The built-in strengths: id, name and combinations.
const BUILT_IN: [(&str, &str, &[&str]); 3] = [
    (
        "00000000-0000-0000-0000-000000000002",
        "Multifactor authentication",
        &[
            "windowsHelloForBusiness",
            "fido2",
            "x509CertificateMultiFactor",
            "deviceBasedPush",
            "temporaryAccessPassOneTime",
            "temporaryAccessPassMultiUse",
            "password,microsoftAuthenticatorPush",
            "password,softwareOath",
            "password,hardwareOath",
            "password,x509CertificateSingleFactor",
            "password,x509CertificateMultiFactor",
            "password,sms",
            "password,voice",
            "federatedMultiFactor",
            "microsoftAuthenticatorPush,federatedSingleFactor",
            "softwareOath,federatedSingleFactor",
            "hardwareOath,federatedSingleFactor",
            "sms,federatedSingleFactor",
            "voice,federatedSingleFactor",
        ],
    ),
    (
        "00000000-0000-0000-0000-000000000003",
        "Passwordless MFA",
        &["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor", "deviceBasedPush"],
    ),
    (
        "00000000-0000-0000-0000-000000000004",
        "Phishing-resistant MFA",
        &["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"],
    ),
];

/// `authenticationStrengthPolicy`.
pub(super) const STRENGTH: &[Field] = &[
    field("displayName", Shape::Text),
    field("description", Shape::Text),
    field("policyType", Shape::Word(&["builtIn", "custom", "unknownFutureValue"])),
    field("requirementsSatisfied", Shape::Word(&["none", "mfa", "unknownFutureValue"])),
    field("allowedCombinations", Shape::List),
    field("combinationConfigurations", Shape::Any),
];

/// Methods that were used together, or that a strength wants together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Combination(u32);

impl Combination {
    /// Reads Graph's form: words of `authenticationMethodModes`, in any order and case, as in `"password,sms"`.
    pub fn parse(text: &str) -> Option<Combination> {
        text.split(',').try_fold(0, |bits, word| Some(bits | bit(word.trim())?)).map(Combination)
    }

    /// Graph's form, in the order of Graph's bits.
    pub fn as_string(self) -> String {
        let words = MODES.iter().enumerate().filter(|(index, _)| self.0 & (1 << index) != 0);
        words.map(|(_, word)| *word).collect::<Vec<_>>().join(",")
    }

    /// Whether it is more than one factor: two methods, or one that is two factors by itself.
    pub fn is_multi_factor(self) -> bool {
        self.0.count_ones() > 1 || TWO_FACTORS.iter().filter_map(|word| bit(word)).any(|bit| self.0 == bit)
    }

    /// No method at all.
    pub(super) fn none() -> Combination {
        Combination(0)
    }

    /// Whether everything that `other` wants is in it.
    pub(super) fn covers(self, other: Combination) -> bool {
        self.0 & other.0 == other.0
    }
}

fn bit(word: &str) -> Option<u32> {
    // The sentinel is not a method.
    let modes = &MODES[..MODES.len() - 1];
    modes.iter().position(|mode| mode.eq_ignore_ascii_case(word)).map(|index| 1 << index)
}

/// A well-formed authentication strength.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthenticationStrength {
    meta: Meta,
    display_name: String,
    built_in: bool,
    allowed: Vec<Combination>,
    document: Map<String, Value>,
}

impl AuthenticationStrength {
    /// The strengths that are there in every tenant and cannot be changed. None of them takes a code by email.
    pub fn built_in() -> Vec<AuthenticationStrength> {
        let made = BUILT_IN.iter().map(|(id, name, combinations)| {
            let mut document = Map::new();
            document.insert("displayName".into(), (*name).into());
            document.insert("allowedCombinations".into(), combinations.to_vec().into());
            AuthenticationStrength {
                meta: Meta { id: (*id).to_owned(), ..Meta::default() },
                display_name: (*name).to_owned(),
                built_in: true,
                allowed: combinations.iter().filter_map(|text| Combination::parse(text)).collect(),
                document,
            }
        });
        made.collect()
    }

    /// Reads a Graph document. Its `id` and times are dropped: the store sets them.
    ///
    /// # Errors
    /// `policy_invalid` with the path of the field; `policy_unsupported{combinationConfigurations[0]}`: which keys or
    /// certificates exactly cannot be told here.
    pub fn parse(json: &str) -> Result<AuthenticationStrength> {
        AuthenticationStrength::from_document(document::object(json)?)
    }

    /// This strength with the top-level fields that `changes` names replaced.
    ///
    /// # Errors
    /// As [`AuthenticationStrength::parse`], for the strength that would result.
    pub fn patched(&self, changes_json: &str) -> Result<AuthenticationStrength> {
        let mut document = self.document.clone();
        document.extend(document::object(changes_json)?);
        let patched = AuthenticationStrength::from_document(document)?;
        Ok(AuthenticationStrength { meta: self.meta.clone(), ..patched })
    }

    /// This strength as the store knows it.
    #[must_use]
    pub fn with_meta(
        self,
        id: impl Into<String>,
        created_at_ms: Timestamp,
        modified_at_ms: Option<Timestamp>,
    ) -> AuthenticationStrength {
        let meta = Meta { id: id.into(), created_at: Some(created_at_ms), modified_at: modified_at_ms };
        AuthenticationStrength { meta, ..self }
    }

    /// The id that the store gave; empty before that.
    pub fn id(&self) -> &str {
        &self.meta.id
    }

    /// The display name.
    pub fn display_name(&self) -> &str {
        &self.display_name
    }

    /// Whether it is one of those that cannot be changed.
    pub fn is_built_in(&self) -> bool {
        self.built_in
    }

    /// The combinations that satisfy it.
    pub fn allowed(&self) -> &[Combination] {
        &self.allowed
    }

    /// When the store created it.
    pub fn created_at(&self) -> Option<Timestamp> {
        self.meta.created_at
    }

    /// When it was last changed, if ever.
    pub fn modified_at(&self) -> Option<Timestamp> {
        self.meta.modified_at
    }

    /// The document as Graph echoes it.
    pub fn to_json(&self) -> String {
        let mut echo = self.document.clone();
        self.meta.write(&mut echo);
        let of_mfa = self.allowed.iter().all(|combination| combination.is_multi_factor());
        // What follows from the rest is not taken from the document, which may be older than the rest.
        echo.insert("policyType".into(), if self.built_in { "builtIn" } else { "custom" }.into());
        echo.insert("requirementsSatisfied".into(), if of_mfa { "mfa" } else { "none" }.into());
        let mut fill = |key: &str, value: Value| {
            if !echo.get(key).is_some_and(schema::configured) {
                echo.insert(key.into(), value);
            }
        };
        fill("description", Value::Null);
        fill("combinationConfigurations", Value::Array(Vec::new()));
        Value::Object(echo).to_string()
    }

    fn from_document(mut document: Map<String, Value>) -> Result<AuthenticationStrength> {
        document::drop_read_only(&mut document);
        schema::check(STRENGTH, &document, "")?;
        let display_name = document::required_name(&document)?;
        let allowed = combinations(&document, "allowedCombinations")?;
        if !document::items(&document, "combinationConfigurations")?.is_empty() {
            return Err(Error::PolicyUnsupported { path: "combinationConfigurations[0]".into() });
        }
        Ok(AuthenticationStrength { meta: Meta::default(), display_name, built_in: false, allowed, document })
    }
}

fn combinations(document: &Map<String, Value>, key: &str) -> Result<Vec<Combination>> {
    let items = document::items(document, key)?;
    if items.is_empty() {
        return Err(Error::policy_invalid(key, "must have at least one combination"));
    }
    let read = items.iter().enumerate().map(|(index, item)| {
        item.as_str().and_then(Combination::parse).ok_or_else(|| {
            Error::policy_invalid(format!("{key}[{index}]"), "must be methods such as password,email")
        })
    });
    read.collect()
}
