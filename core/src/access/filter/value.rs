//! What is known of one attribute.

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::access) enum Value<'a> {
    /// It has none, or nobody knows it.
    Unknown,
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(&'a str),
    /// Several texts.
    Texts(&'a [String]),
}

impl<'a> Value<'a> {
    /// A text that may be missing. An empty one says nothing.
    pub(in crate::access) fn of(text: Option<&'a str>) -> Value<'a> {
        text.filter(|text| !text.is_empty()).map_or(Value::Unknown, Value::Text)
    }
}
