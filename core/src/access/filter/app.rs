//! What a filter for applications may ask about: custom security attributes.

use std::collections::BTreeMap;

use super::{Attribute, Kind, Value};

/// `CustomSecurityAttribute.<set>_<attribute>`, in lower case and without the prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::access) struct AppAttribute(String);

const PREFIX: &str = "customsecurityattribute.";

impl Attribute for AppAttribute {
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_prefix(PREFIX)?;
        let (set, attribute) = name.split_once('_')?;
        (!set.is_empty() && !attribute.is_empty()).then(|| AppAttribute(name.to_owned()))
    }

    fn kind(&self) -> Kind {
        Kind::TextOrTexts
    }
}

impl AppAttribute {
    /// `set_attribute`, in lower case.
    pub(in crate::access) fn name(&self) -> &str {
        &self.0
    }

    /// What `attributes` say of it. One value is a text; several are compared one by one.
    pub(in crate::access) fn value<'a>(
        &self,
        attributes: Option<&'a BTreeMap<String, Vec<String>>>,
    ) -> Value<'a> {
        let named = attributes.into_iter().flatten().find(|(name, _)| name.eq_ignore_ascii_case(&self.0));
        match named.map(|(_, values)| values.as_slice()) {
            None | Some([]) => Value::Unknown,
            Some([only]) => Value::of(Some(only)),
            Some(several) => Value::Texts(several),
        }
    }
}
