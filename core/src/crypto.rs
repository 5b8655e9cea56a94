//! Keys, randomness, keyed hashes and sealed values. The only place that touches a cryptographic crate
//! other than the password hasher.

use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize as _, Zeroizing};

use crate::error::{Error, Result};

const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;

/// A string that must not be shown: tokens and codes. `Debug` prints `[redacted]`; memory is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub(crate) fn new(text: String) -> Self {
        Secret(Zeroizing::new(text))
    }

    /// The text itself, for handing to whom it belongs.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The host's master key, from which every other key is derived (HKDF-SHA-256, RFC 5869).
///
/// Keep it away from the database: whoever has both can find a live code in seconds. On a server that is a secret
/// manager or a file outside the data folder; on a phone, the Keychain or Keystore.
#[derive(Clone)]
pub struct KeyRing {
    master: Zeroizing<[u8; KEY_LENGTH]>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing({})", self.id())
    }
}

impl KeyRing {
    /// A ring of one key of exactly 32 bytes, which should come from a good random generator.
    ///
    /// # Errors
    /// `invalid_argument{key}` for another length or a key of equal bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let master: [u8; KEY_LENGTH] =
            bytes.try_into().map_err(|_| Error::invalid("key", "must be exactly 32 bytes"))?;
        if master.iter().all(|b| *b == master[0]) {
            return Err(Error::invalid("key", "all bytes are equal: not a random key"));
        }
        Ok(KeyRing { master: Zeroizing::new(master) })
    }

    /// Reads the key from a file of 64 hexadecimal digits that only its owner can read (mode 0600 on Unix).
    ///
    /// # Errors
    /// `key_unavailable` when the file is missing, readable by others or malformed. A missing file is never
    /// replaced by a new key: see [`KeyRing::create_file`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        check_owner_only(path)?;
        let text = Zeroizing::new(
            std::fs::read_to_string(path).map_err(|e| unavailable(format!("key file: {}", e.kind())))?,
        );
        Self::from_hex(&text, "key file")
    }

    /// Writes a new random key to `path` with mode 0600 and returns it.
    ///
    /// # Errors
    /// `already_exists{key_file}` when there is a file: a key is never overwritten.
    pub fn create_file(path: impl AsRef<Path>) -> Result<Self> {
        let mut bytes = Zeroizing::new([0_u8; KEY_LENGTH]);
        fill(&mut bytes[..])?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => Error::already_exists("key_file"),
            kind => unavailable(format!("key file: {kind}")),
        })?;
        let mut text = Zeroizing::new(hex(&bytes[..]));
        text.push('\n');
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|e| unavailable(format!("key file: {}", e.kind())))?;
        Self::from_bytes(&bytes[..])
    }

    /// Reads the key from an environment variable of 64 hexadecimal digits.
    ///
    /// # Errors
    /// `key_unavailable` when the variable is unset or malformed.
    pub fn from_env(variable: &str) -> Result<Self> {
        let text = std::env::var(variable)
            .map(Zeroizing::new)
            .map_err(|_| unavailable(format!("environment variable {variable} is not set")))?;
        Self::from_hex(&text, variable)
    }

    fn from_hex(text: &str, source: &str) -> Result<Self> {
        let digits = text.trim().as_bytes();
        let malformed = || unavailable(format!("{source}: expected 64 hexadecimal digits"));
        if digits.len() != 2 * KEY_LENGTH || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(malformed());
        }
        let mut bytes = Zeroizing::new([0_u8; KEY_LENGTH]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| malformed())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| malformed())?;
        }
        Self::from_bytes(&bytes[..])
    }

    /// A short name of the key, the same each time: derived from it, and no help in finding it.
    pub fn id(&self) -> String {
        hex(&self.derive("key id")[..4])
    }

    /// The sub-keys that the engine works with.
    pub(crate) fn keys(&self) -> Keys {
        Keys {
            check: MacKey(self.derive("check")),
            code: MacKey(self.derive("one-time code")),
            guard: MacKey(self.derive("guard")),
            seal: self.derive("seal"),
        }
    }

    fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY_LENGTH]> {
        let mut out = Zeroizing::new([0_u8; KEY_LENGTH]);
        let info = format!("doorstep/v1/{purpose}");
        // Cannot fail: 32 bytes is far below HKDF's limit of 255 blocks.
        if Hkdf::<Sha256>::new(None, &self.master[..]).expand(info.as_bytes(), &mut out[..]).is_err() {
            out.zeroize();
        }
        out
    }
}

/// The derived keys, one per purpose, never one for two.
pub(crate) struct Keys {
    /// Proves that a database and a key belong together.
    pub(crate) check: MacKey,
    /// One-time codes at rest.
    pub(crate) code: MacKey,
    /// Identifiers, contexts and addresses that limits are counted under.
    pub(crate) guard: MacKey,
    seal: Zeroizing<[u8; KEY_LENGTH]>,
}

impl Keys {
    /// Seals `plain` so that it opens only for the same `place`: table, column, tenant and row.
    pub(crate) fn seal(&self, place: &[&str], plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        fill(&mut nonce)?;
        let aad = frame(place);
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad })
            .map_err(|_| Error::internal("sealing failed"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what [`Keys::seal`] made.
    pub(crate) fn open(&self, place: &[&str], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let damaged = || Error::Storage { kind: "a sealed value was tampered with".into() };
        let (nonce, body) = sealed.split_at_checked(NONCE_LENGTH).ok_or_else(damaged)?;
        let nonce: [u8; NONCE_LENGTH] = nonce.try_into().map_err(|_| damaged())?;
        let aad = frame(place);
        self.cipher()
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: &aad })
            .map(Zeroizing::new)
            .map_err(|_| damaged())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.seal).into())
    }
}

/// A key for HMAC-SHA-256.
pub(crate) struct MacKey(Zeroizing<[u8; KEY_LENGTH]>);

impl MacKey {
    /// HMAC over the parts, framed so that no two lists of parts give the same input.
    pub(crate) fn mac(&self, parts: &[&str]) -> [u8; 32] {
        // `new_from_slice` takes any length, so the fallback is never reached.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0[..]) else { return [0; 32] };
        mac.update(&frame(parts));
        mac.finalize().into_bytes().into()
    }
}

/// Length-prefixed concatenation.
fn frame(parts: &[&str]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|p| p.len() + 8).sum());
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    out
}

/// Equality that takes the same time wherever the difference is.
pub(crate) fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Fills `out` from the operating system's generator.
pub(crate) fn fill(out: &mut [u8]) -> Result<()> {
    getrandom::fill(out).map_err(|_| Error::internal("the system's random generator failed"))
}

/// A new 256-bit token, base64url, behind a prefix that leak scanners can look for.
pub(crate) fn new_token(prefix: &str) -> Result<Secret> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    fill(&mut bytes[..])?;
    Ok(Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(&bytes[..]))))
}

/// A new token like [`new_token`]'s that also names the row it opens, so that the row is found without an index of its
/// own. The name is no secret; the 256 bits behind it are.
pub(crate) fn new_named_token(prefix: &str, id: &str) -> Result<Secret> {
    let id = uuid::Uuid::parse_str(id).map_err(|_| Error::internal("an id is no GUID"))?;
    let mut bytes = Zeroizing::new([0_u8; 48]);
    bytes[..16].copy_from_slice(id.as_bytes());
    fill(&mut bytes[16..])?;
    Ok(Secret::new(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(&bytes[..]))))
}

/// The id that a token of [`new_named_token`] names; `None` for what is no such token.
pub(crate) fn named_in_token(prefix: &str, token: &str) -> Option<String> {
    let mut bytes = Zeroizing::new([0_u8; 48]);
    let length = URL_SAFE_NO_PAD.decode_slice(token.strip_prefix(prefix)?, &mut bytes[..]).ok()?;
    let id = uuid::Uuid::from_slice(bytes[..length].first_chunk::<16>()?).ok()?;
    (length == 48).then(|| id.to_string())
}

/// What the database keeps of a token. The token has 256 random bits, so a plain hash cannot be searched.
pub(crate) fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// `length` decimal digits, each equally likely, leading zeros kept.
pub(crate) fn new_code(length: u8) -> Result<Secret> {
    let mut digits = Zeroizing::new(String::with_capacity(length.into()));
    let mut bytes = Zeroizing::new([0_u8; 32]);
    loop {
        fill(&mut bytes[..])?;
        for byte in bytes.iter() {
            // 250 is the largest multiple of ten below 256; anything above would favor low digits.
            if *byte < 250 {
                digits.push(char::from(b'0' + byte % 10));
                if digits.len() == usize::from(length) {
                    return Ok(Secret(digits));
                }
            }
        }
    }
}

/// Three characters without look-alikes, shown in a mail and on the page so that the two can be matched.
pub(crate) fn new_reference() -> Result<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0_u8; 3];
    fill(&mut bytes)?;
    Ok(bytes.iter().map(|b| char::from(ALPHABET[usize::from(b % 32)])).collect())
}

/// A new GUID (UUID version 7): first the time, then a counter of this process, then 48 random bits, so that rows lie
/// in the order they were written. Ids name things; they are no secrets.
pub(crate) fn new_id(now: i64) -> Result<String> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    let mut tail = [0_u8; 10];
    fill(&mut tail)?;
    // 26 bits, around the places of the version (byte 0) and variant (byte 2).
    tail[0] = (count >> 22) as u8 & 0x0f;
    tail[1] = (count >> 14) as u8;
    tail[2] = (count >> 8) as u8 & 0x3f;
    tail[3] = count as u8;
    let millis = u64::try_from(now).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid().to_string())
}

/// The id before every one that [`new_id`] makes at this time or later.
pub(crate) fn first_id(at: i64) -> String {
    let millis = u64::try_from(at).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid().to_string()
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

fn unavailable(reason: String) -> Error {
    Error::KeyUnavailable { reason }
}

#[cfg(unix)]
fn check_owner_only(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path)
        .map_err(|e| unavailable(format!("key file: {}", e.kind())))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(unavailable("key file: others can read it; set mode 0600".into()))
    }
}

#[cfg(not(unix))]
fn check_owner_only(_path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
#[path = "crypto_tests.rs"]
mod tests;
