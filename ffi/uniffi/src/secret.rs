//! What must not be shown: tokens and codes on their way out, passwords on their way in.

use doorstep_core as core;
use zeroize::{Zeroize as _, Zeroizing};

use crate::call::Result;

/// Text that must not be shown. Every language gives it a type of its own that prints `[redacted]`: records print
/// all of their fields. See `uniffi.toml`.
pub(crate) struct Secret(String);

uniffi::custom_type!(Secret, String, {
    try_lift: |text| Ok(Secret(text)),
    lower: |secret| secret.0,
});

impl From<&core::Secret> for Secret {
    fn from(secret: &core::Secret) -> Self {
        Secret(secret.expose().to_owned())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}

/// A password as text, wiped when dropped. It comes as UTF-8 bytes, which the caller can wipe too.
pub(crate) fn password(bytes: Vec<u8>) -> Result<Zeroizing<String>> {
    String::from_utf8(bytes).map(Zeroizing::new).map_err(|broken| {
        broken.into_bytes().zeroize();
        core::Error::InvalidArgument { field: "password".into(), reason: "must be UTF-8".into() }.into()
    })
}

/// The same of a password that may be missing.
pub(crate) fn maybe_password(bytes: Option<Vec<u8>>) -> Result<Option<Zeroizing<String>>> {
    bytes.map(password).transpose()
}
