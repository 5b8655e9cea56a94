//! Clocks for tests, and any other source of time.

use std::ffi::c_void;
use std::sync::Arc;

use doorstep_core as core;

use crate::callback::{Context, ReadClock};
use crate::error::{Fault, doorstep_error};
use crate::guard::{call, find, free, produce, read};
use crate::handles::handles;
use crate::status::doorstep_status;

/// A source of time other than the system's clock: one that stands still until told to move, or a function.
pub struct doorstep_clock {
    pub(crate) clock: Arc<dyn core::Clock>,
    manual: Option<Arc<core::ManualClock>>,
}

handles!(3 doorstep_clock);

/// A function that tells the time. It is called with no lock held, from any thread and from several at a time.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct doorstep_clock_callback {
    /// Passed to both functions.
    pub context: *mut c_void,
    /// Answers the time in milliseconds since 1970-01-01T00:00:00Z. It must return normally: no exception, no longjmp.
    pub now: Option<extern "C" fn(context: *mut c_void) -> i64>,
    /// Called exactly once, when the time will not be asked for any more; may be NULL.
    pub release: Option<extern "C" fn(context: *mut c_void)>,
}

impl core::Clock for ReadClock {
    fn now(&self) -> core::Timestamp {
        self.call()
    }
}

/// Makes a clock of a function.
///
/// @param callback The function and its context. The context is the clock's from now on, even if the call fails:
///        `release` is called once the clock and every engine that uses it are gone.
/// @param clock Receives the clock; free it with `doorstep_clock_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_NULL_ARGUMENT` without a function.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_clock_new(
    callback: doorstep_clock_callback,
    clock: *mut *mut doorstep_clock,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    let context = Context::new(callback.context, callback.release);
    produce(clock, error, move || {
        let function = callback.now.ok_or(Fault::Null { argument: "now" })?;
        Ok(doorstep_clock { clock: Arc::new(ReadClock { function, context }), manual: None })
    })
}

/// Makes a clock that stands still until it is told to move: for tests.
///
/// @param now_ms The time it shows, in milliseconds since 1970-01-01T00:00:00Z.
/// @param clock Receives the clock; free it with `doorstep_clock_free`.
/// @param error See the contract.
/// @return `DOORSTEP_OK`.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_manual_clock_new(
    now_ms: i64,
    clock: *mut *mut doorstep_clock,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    produce(clock, error, || {
        let manual = Arc::new(core::ManualClock::new(now_ms));
        Ok(doorstep_clock { clock: manual.clone(), manual: Some(manual) })
    })
}

fn manual(clock: &doorstep_clock) -> Result<&core::ManualClock, Fault> {
    clock.manual.as_deref().ok_or_else(|| Fault::invalid("clock", "must be a manual one"))
}

/// Moves a manual clock.
///
/// @param clock A clock from `doorstep_manual_clock_new`.
/// @param by_ms Milliseconds, backwards when negative.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`clock`) for a clock of another kind.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_manual_clock_advance(
    clock: *const doorstep_clock,
    by_ms: i64,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        manual(&*find(clock)?)?.advance(by_ms);
        Ok(())
    })
}

/// Sets a manual clock.
///
/// @param clock A clock from `doorstep_manual_clock_new`.
/// @param now_ms The time to show, in milliseconds since 1970-01-01T00:00:00Z.
/// @param error See the contract.
/// @return `DOORSTEP_OK`, or `DOORSTEP_INVALID_ARGUMENT` (`clock`) for a clock of another kind.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_manual_clock_set(
    clock: *const doorstep_clock,
    now_ms: i64,
    error: *mut *mut doorstep_error,
) -> doorstep_status {
    call(error, || {
        manual(&*find(clock)?)?.set(now_ms);
        Ok(())
    })
}

/// The time that a clock shows.
///
/// @param clock A clock of any kind.
/// @return Milliseconds since 1970-01-01T00:00:00Z; 0 for a bad handle.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_clock_now_ms(clock: *const doorstep_clock) -> i64 {
    read(clock, |clock| clock.clock.now())
}

/// Frees a clock. Engines opened with it keep it as long as they need it.
///
/// @param clock A clock that the caller owns, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn doorstep_clock_free(clock: *mut doorstep_clock) {
    free(clock, |_| {});
}
