//! Panics on demand, so that a test can see what becomes of one inside every exported function.

use std::ffi::c_char;
use std::sync::{Mutex, PoisonError};

static ARMED: Mutex<Option<String>> = Mutex::new(None);

/// Panics once inside the exported function that was named.
#[allow(clippy::panic, reason = "that is what it is for")]
pub(crate) fn trip(function: &str) {
    let mut armed = ARMED.lock().unwrap_or_else(PoisonError::into_inner);
    if armed.as_deref().is_some_and(|name| function.contains(&format!("::{name}::{{{{closure}}}}"))) {
        *armed = None;
        drop(armed);
        panic!("asked to");
    }
}

/// Makes the next call of the function with this name panic; an empty name is none. Answers whether an earlier one is still to come.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_test_panic_in(name: *const c_char) -> bool {
    std::panic::set_hook(Box::new(|_| {}));
    let name = crate::text::maybe_text(name, "name")
        .ok()
        .flatten()
        .filter(|name| !name.is_empty())
        .map(str::to_owned);
    std::mem::replace(&mut *ARMED.lock().unwrap_or_else(PoisonError::into_inner), name).is_some()
}
