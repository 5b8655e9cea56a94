//! Text between C and Rust: NUL-terminated UTF-8 both ways.

use std::ffi::{CString, c_char};

use zeroize::Zeroizing;

use crate::error::{Fault, Result};
use crate::handles;

/// The longest text or array that is read, in bytes without the final NUL.
pub(crate) const LONGEST: usize = 1 << 20;
/// The longest text where many documents come in one.
const LONGEST_OF_MANY: usize = 64 << 20;

/// A text that the caller lends for the call.
pub(crate) fn text<'a>(pointer: *const c_char, argument: &'static str) -> Result<&'a str> {
    maybe_text(pointer, argument)?.ok_or(Fault::Null { argument })
}

/// The same of a text that may be NULL.
pub(crate) fn maybe_text<'a>(pointer: *const c_char, argument: &'static str) -> Result<Option<&'a str>> {
    read(pointer, LONGEST, argument)
}

/// The same of many documents in one text, which may be longer.
pub(crate) fn long_text<'a>(pointer: *const c_char, argument: &'static str) -> Result<&'a str> {
    read(pointer, LONGEST_OF_MANY, argument)?.ok_or(Fault::Null { argument })
}

fn read<'a>(pointer: *const c_char, longest: usize, argument: &'static str) -> Result<Option<&'a str>> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: a text that is not NULL ends with a NUL, or is at least one byte longer than the longest that is read.
    let bytes = unsafe {
        let length = libc::strnlen(pointer, longest + 1);
        std::slice::from_raw_parts(pointer.cast::<u8>(), length)
    };
    if bytes.len() > longest {
        return Err(Fault::TooLong { argument, longest });
    }
    std::str::from_utf8(bytes).map(Some).map_err(|_| Fault::Utf8 { argument })
}

/// The same, kept beyond the call.
pub(crate) fn maybe_string(pointer: *const c_char, argument: &'static str) -> Result<Option<String>> {
    Ok(maybe_text(pointer, argument)?.map(str::to_owned))
}

/// An array of texts that the caller lends for the call.
pub(crate) fn strings(
    data: *const *const c_char,
    count: usize,
    argument: &'static str,
) -> Result<Vec<String>> {
    let pointers = crate::memory::array(data, count, argument)?;
    pointers.into_iter().map(|pointer| text(pointer, argument).map(str::to_owned)).collect()
}

/// Bytes that the caller lends for the call.
pub(crate) fn bytes<'a>(data: *const u8, length: usize, argument: &'static str) -> Result<&'a [u8]> {
    read_bytes(data, length, LONGEST, argument)
}

/// The same of a file of many documents, which may be longer.
pub(crate) fn long_bytes<'a>(data: *const u8, length: usize, argument: &'static str) -> Result<&'a [u8]> {
    read_bytes(data, length, LONGEST_OF_MANY, argument)
}

fn read_bytes<'a>(
    data: *const u8,
    length: usize,
    longest: usize,
    argument: &'static str,
) -> Result<&'a [u8]> {
    if data.is_null() {
        return Err(Fault::Null { argument });
    }
    if length > longest {
        return Err(Fault::TooLong { argument, longest });
    }
    // SAFETY: `data` points to `length` bytes.
    Ok(unsafe { std::slice::from_raw_parts(data, length) })
}

/// A text of a record, lent to C for as long as the record lives.
pub(crate) struct Text(CString);

impl Text {
    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr()
    }
}

impl From<String> for Text {
    /// C cannot tell a NUL inside a text from its end, so U+FFFD stands for it.
    fn from(text: String) -> Self {
        let c = CString::new(text).or_else(|fault| {
            let text = String::from_utf8_lossy(&fault.into_vec()).replace('\0', "\u{fffd}");
            CString::new(text)
        });
        Text(c.unwrap_or_default())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Of a text that may be missing: NULL then.
pub(crate) fn pointer(text: Option<&Text>) -> *const c_char {
    text.map_or(std::ptr::null(), Text::as_ptr)
}

/// The record's form of a text that may be missing.
pub(crate) fn maybe(text: Option<String>) -> Option<Text> {
    text.map(Text::from)
}

/// Texts of a record, lent to C as an array.
pub(crate) struct TextArray {
    _texts: Vec<Text>,
    pointers: Vec<*const c_char>,
}

// SAFETY: the pointers are to its own texts, which nobody changes, and whose bytes stay where they are.
unsafe impl Send for TextArray {}
// SAFETY: as above.
unsafe impl Sync for TextArray {}

impl From<Vec<String>> for TextArray {
    fn from(texts: Vec<String>) -> Self {
        let texts: Vec<Text> = texts.into_iter().map(Text::from).collect();
        let pointers = texts.iter().map(Text::as_ptr).collect();
        TextArray { _texts: texts, pointers }
    }
}

impl TextArray {
    /// The array; NULL when it is empty.
    pub(crate) fn as_ptr(&self) -> *const *const c_char {
        if self.pointers.is_empty() { std::ptr::null() } else { self.pointers.as_ptr() }
    }

    pub(crate) fn len(&self) -> usize {
        self.pointers.len()
    }
}

/// Texts and arrays of texts of a record, for the pointers of a struct that is lent to C.
#[derive(Default)]
pub(crate) struct Kept {
    texts: Vec<Text>,
    arrays: Vec<TextArray>,
}

impl Kept {
    /// A text that may be missing: NULL then.
    pub(crate) fn text(&mut self, text: Option<String>) -> *const c_char {
        let text = maybe(text);
        let pointer = pointer(text.as_ref());
        self.texts.extend(text);
        pointer
    }

    /// An array of texts, and its length.
    pub(crate) fn texts(&mut self, texts: Vec<String>) -> (*const *const c_char, usize) {
        let array = TextArray::from(texts);
        let lent = (array.as_ptr(), array.len());
        self.arrays.push(array);
        lent
    }
}

/// A token or code, wiped when the record goes.
pub(crate) struct SecretText(Zeroizing<Vec<u8>>);

impl SecretText {
    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        // Made in one piece, so that no copy is left behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() + 1));
        bytes.extend(text.bytes().filter(|byte| *byte != 0));
        bytes.push(0);
        SecretText(bytes)
    }
}

/// A text that the caller frees with `doorstep_string_free`.
pub(crate) fn give(text: String) -> *mut c_char {
    handles::give_text(Text::from(text).0)
}
