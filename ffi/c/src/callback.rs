//! What C lends for longer than a call: functions with a context, released exactly once.

use std::ffi::{c_char, c_void};

use crate::mail::doorstep_message;
use crate::text::Text;

/// A C function that releases a context.
pub(crate) type Release = Option<extern "C" fn(context: *mut c_void)>;

/// A context that came from C, released when dropped.
pub(crate) struct Context {
    pointer: *mut c_void,
    release: Release,
}

// SAFETY: the header says that the functions which get the context may be called from any thread, and from several at
// a time. Here it is only passed on.
unsafe impl Send for Context {}
// SAFETY: as above.
unsafe impl Sync for Context {}

impl Context {
    pub(crate) fn new(pointer: *mut c_void, release: Release) -> Self {
        Context { pointer, release }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            release(self.pointer);
        }
    }
}

/// A mailer's function with its context.
pub(crate) struct SendMail {
    pub(crate) function: extern "C" fn(context: *mut c_void, message: *const doorstep_message) -> u32,
    pub(crate) context: Context,
}

impl SendMail {
    pub(crate) fn call(&self, message: *const doorstep_message) -> u32 {
        (self.function)(self.context.pointer, message)
    }
}

/// A country lookup's function with its context.
pub(crate) struct FindCountry {
    pub(crate) function: extern "C" fn(context: *mut c_void, ip: *const c_char, country: *mut c_char) -> u32,
    pub(crate) context: Context,
}

impl FindCountry {
    /// What it wrote; nothing when it answers 0.
    pub(crate) fn call(&self, ip: &Text) -> Option<String> {
        let mut country: [c_char; 8] = [0; 8];
        let known = (self.function)(self.context.pointer, ip.as_ptr(), country.as_mut_ptr());
        let written = country.iter().take_while(|letter| **letter != 0);
        (known != 0).then(|| written.map(|letter| char::from(letter.cast_unsigned())).collect())
    }
}

/// A clock's function with its context.
pub(crate) struct ReadClock {
    pub(crate) function: extern "C" fn(context: *mut c_void) -> i64,
    pub(crate) context: Context,
}

impl ReadClock {
    pub(crate) fn call(&self) -> i64 {
        (self.function)(self.context.pointer)
    }
}
