#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]
//! Every function of the header, given every kind of bad handle.

mod common;

use common::{Function, Library, functions, handles, library_folder};

const OK: usize = 0;
const NULL_ARGUMENT: usize = 1;
const INVALID_HANDLE: usize = 3;

/// By value, so not to be called with integers: see `bindings/c/tests/misuse/`.
const CALLBACKS: [&str; 3] = ["doorstep_clock_new", "doorstep_country_lookup_new", "doorstep_mailer_new"];

/// Room that is fine for any pointer but a handle: an output, an array, or a struct whose `size` says 512 bytes.
fn room() -> Box<[usize; 64]> {
    let mut room = Box::new([0; 64]);
    room[0] = 512;
    room
}

fn library() -> Library {
    Library::open(&library_folder().join("libdoorstep.so"))
}

/// Calls a function with `bad` for its first handle; other pointers point to room, numbers are 1.
fn call_with(library: &Library, function: &Function, kinds: &[String], bad: usize) -> (usize, usize) {
    let mut rooms: Vec<Box<[usize; 64]>> = Vec::new();
    let mut first = true;
    let arguments: Vec<usize> = function
        .parameters
        .iter()
        .map(|parameter| {
            if Function::handle(parameter, kinds).is_some() && std::mem::take(&mut first) {
                return bad;
            }
            if parameter.contains('*') {
                rooms.push(room());
                return rooms.last().unwrap().as_ptr().addr();
            }
            1
        })
        .collect();
    let answer = function.answer(library.call(&function.name, &arguments));
    let error = if function.answers_status() { rooms.last().map_or(0, |room| room[0]) } else { 0 };
    (answer, error)
}

#[test]
fn a_bad_handle_is_refused_by_every_function_that_takes_one() {
    let library = library();
    let kinds = handles();
    // A live handle, to stand for one of a wrong type; and one that was freed.
    let mut live = 0_usize;
    let made = library.call("doorstep_manual_clock_new", &[1_000, std::ptr::from_mut(&mut live).addr(), 0]);
    assert_eq!((made, library.call("doorstep_live_handles", &[])), (OK, 1));
    let mut freed = 0_usize;
    library.call("doorstep_manual_clock_new", &[1_000, std::ptr::from_mut(&mut freed).addr(), 0]);
    library.call("doorstep_clock_free", &[freed]);
    assert_ne!((live, freed), (0, 0));

    let mut tried = 0;
    for function in functions().iter().filter(|function| !CALLBACKS.contains(&function.name.as_str())) {
        let Some(kind) = function.parameters.iter().find_map(|p| Function::handle(p, &kinds)) else {
            continue;
        };
        let mut bads = vec![0, 1, 2, 0xdead_beef, usize::MAX, live ^ 1 << 40, freed];
        if kind != "doorstep_clock" {
            bads.push(live);
        }
        for bad in bads {
            let (answer, error) = call_with(&library, function, &kinds, bad);
            let context = format!("{}({bad:#x})", function.name);
            if function.answers_status() {
                assert_eq!(answer, if bad == 0 { NULL_ARGUMENT } else { INVALID_HANDLE }, "{context}");
                assert_eq!(library.call("doorstep_error_status", &[error]), answer, "{context}");
                library.call("doorstep_error_free", &[error]);
            } else if !["doorstep_step_resend_after_ms"].contains(&function.name.as_str()) {
                assert_eq!(answer, 0, "{context}");
            }
            tried += 1;
        }
    }
    assert!(tried > 2_000, "{tried}");
    assert_eq!(library.call("doorstep_live_handles", &[]), 1);
    library.call("doorstep_clock_free", &[live]);
    library.call("doorstep_clock_free", &[live]);
    assert_eq!(library.call("doorstep_live_handles", &[]), 0);
}

#[test]
fn null_for_everything_is_answered() {
    let library = library();
    for function in functions().iter().filter(|function| !CALLBACKS.contains(&function.name.as_str())) {
        let answer = function.answer(library.call(&function.name, &[]));
        let is_constant = function.parameters.is_empty();
        if function.answers_status() {
            assert_eq!(answer, NULL_ARGUMENT, "{}", function.name);
        } else if !is_constant && !function.name.ends_with("_name") {
            assert_eq!(answer, 0, "{}", function.name);
        }
    }
}
