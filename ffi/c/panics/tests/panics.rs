#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]
//! A panic inside any exported function comes back as `DOORSTEP_PANIC`, or as nothing from those without a status.

#[path = "../../tests/common/mod.rs"]
mod common;

use std::ffi::{CString, c_void};
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Function, Library, functions, library_folder};

const PANIC: usize = 4;

/// Those that take a struct by value.
const CALLBACKS: [&str; 3] = ["doorstep_clock_new", "doorstep_country_lookup_new", "doorstep_mailer_new"];

/// Makes the next call of a function panic. Says whether the one armed before is still to do so.
fn arm(library: &Library, name: &str) -> bool {
    let c = CString::new(name).unwrap();
    library.call("doorstep_test_panic_in", &[c.as_ptr().addr()]) & 0xff != 0
}

#[test]
fn every_function_survives_a_panic_inside_it() {
    let library = Library::open(&library_folder().join("libdoorstep_panics.so"));
    let functions = functions();
    assert!(functions.len() > 300);
    for function in functions.iter().filter(|function| !CALLBACKS.contains(&function.name.as_str())) {
        let mut error = [0_usize; 8];
        let mut arguments: Vec<usize> = vec![0; function.parameters.len()];
        if function.answers_status() {
            *arguments.last_mut().unwrap() = error.as_mut_ptr().addr();
        }
        arm(&library, &function.name);
        let answer = function.answer(library.call(&function.name, &arguments));
        assert!(!arm(&library, ""), "{} did not panic", function.name);
        if function.answers_status() {
            assert_eq!(answer, PANIC, "{}", function.name);
            assert_eq!(library.text("doorstep_error_code", error[0]), "panic", "{}", function.name);
            library.call("doorstep_error_free", &[error[0]]);
        } else {
            assert_eq!(answer, 0, "{}", function.name);
        }
    }
    for name in CALLBACKS {
        by_value(&library, functions.iter().find(|function| function.name == name).unwrap());
    }
    assert_eq!(library.call("doorstep_live_handles", &[]), 0);
}

#[repr(C)]
struct Callback {
    context: *mut c_void,
    function: *const c_void,
    release: extern "C" fn(*mut c_void),
}

static RELEASED: AtomicUsize = AtomicUsize::new(0);

extern "C" fn release(_: *mut c_void) {
    RELEASED.fetch_add(1, Ordering::SeqCst);
}

/// The context of a call that panics is released all the same, once.
fn by_value(library: &Library, function: &Function) {
    type New = extern "C" fn(Callback, *mut usize, *mut usize) -> u32;
    // SAFETY: both functions have this form.
    let new: New = unsafe { std::mem::transmute(library.symbol(&function.name)) };
    let before = RELEASED.load(Ordering::SeqCst);
    let callback = Callback { context: std::ptr::null_mut(), function: std::ptr::null(), release };
    let (mut made, mut error) = (7_usize, 7_usize);
    arm(library, &function.name);
    assert_eq!(new(callback, &raw mut made, &raw mut error) as usize, PANIC);
    assert_eq!((made, RELEASED.load(Ordering::SeqCst)), (0, before + 1));
    library.call("doorstep_error_free", &[error]);
}
