//! What every exported function runs in: panics become a status, errors an error handle, results an output.

use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{self, Fault, Result, doorstep_error};
use crate::handles::{self, Handle};
use crate::memory::{self, Plain};
use crate::status::doorstep_status;
use crate::text;

/// Runs `work` for a function that answers a status.
pub(crate) fn call<F: FnOnce() -> Result<()>>(error: *mut *mut doorstep_error, work: F) -> doorstep_status {
    memory::put(error, std::ptr::null_mut());
    let fault = match caught(work) {
        Some(Ok(())) => return doorstep_status::DOORSTEP_OK,
        Some(Err(fault)) => fault,
        None => Fault::Panic,
    };
    caught(|| error::report(&fault, error));
    fault.status()
}

/// Runs `work` and puts a handle of what it makes into `output`.
pub(crate) fn produce<T: Handle, F: FnOnce() -> Result<T>>(
    output: *mut *mut T,
    error: *mut *mut doorstep_error,
    work: F,
) -> doorstep_status {
    maybe_produce(output, error, || work().map(Some))
}

/// The same of what there may be none of: `output` is NULL then, and the status is fine.
pub(crate) fn maybe_produce<T: Handle, F: FnOnce() -> Result<Option<T>>>(
    output: *mut *mut T,
    error: *mut *mut doorstep_error,
    work: F,
) -> doorstep_status {
    memory::put(output, std::ptr::null_mut());
    call(error, || {
        memory::check_output(output)?;
        if let Some(value) = work()? {
            let handle = handles::insert(value.into(), true)?;
            memory::put(output, std::ptr::without_provenance_mut(handle));
        }
        Ok(())
    })
}

/// Runs `work` and puts the text it makes, which the caller frees, into `output`.
pub(crate) fn produce_text<F: FnOnce() -> Result<String>>(
    output: *mut *mut c_char,
    error: *mut *mut doorstep_error,
    work: F,
) -> doorstep_status {
    memory::put(output, std::ptr::null_mut());
    call(error, || {
        memory::check_output(output)?;
        memory::put(output, text::give(work()?));
        Ok(())
    })
}

/// Runs `work` and puts the number it makes into `output`, which may be NULL.
pub(crate) fn produce_number<T: Default, F: FnOnce() -> Result<T>>(
    output: *mut T,
    error: *mut *mut doorstep_error,
    work: F,
) -> doorstep_status {
    memory::put(output, T::default());
    call(error, || {
        memory::put(output, work()?);
        Ok(())
    })
}

/// Runs `work` and fills the caller's struct with what it makes.
pub(crate) fn fill<T: Plain, F: FnOnce() -> Result<T>>(
    output: *mut T,
    error: *mut *mut doorstep_error,
    work: F,
) -> doorstep_status {
    call(error, || {
        let size = memory::clear(output)?;
        memory::fill(output, size, &work()?);
        Ok(())
    })
}

/// Looks at a handle's value, for a function that answers what it sees: nothing, when the handle is bad.
pub(crate) fn read<T: Handle, R: Fallback, F: FnOnce(&T) -> R>(handle: *const T, look: F) -> R {
    plain(|| find(handle).map_or(R::FALLBACK, |value| look(&value)))
}

/// Runs `work` for a function that answers neither status nor handle.
pub(crate) fn plain<R: Fallback, F: FnOnce() -> R>(work: F) -> R {
    caught(work).unwrap_or(R::FALLBACK)
}

/// Ends a handle that the caller owns. NULL, a borrowed handle and one that ended already are left alone.
pub(crate) fn free<T: Handle, F: FnOnce(&T)>(handle: *mut T, farewell: F) {
    caught(|| {
        if let Ok(value) = find(handle.cast_const()) {
            handles::remove::<T>(handle.addr(), true);
            farewell(&value);
        }
    });
}

/// The value of a handle that a call needs.
pub(crate) fn find<T: Handle>(handle: *const T) -> Result<std::sync::Arc<T>> {
    if handle.is_null() {
        return Err(Fault::Null { argument: T::NAME });
    }
    handles::find(handle.addr())
}

/// The value of a handle that may be NULL.
pub(crate) fn maybe_find<T: Handle>(handle: *const T) -> Result<Option<std::sync::Arc<T>>> {
    if handle.is_null() { Ok(None) } else { find(handle).map(Some) }
}

/// What `work` answers, or nothing when it panics.
fn caught<R, F: FnOnce() -> R>(work: F) -> Option<R> {
    let guarded = || {
        #[cfg(feature = "test-panic")]
        crate::test_panic::trip(std::any::type_name::<F>());
        work()
    };
    match catch_unwind(AssertUnwindSafe(guarded)) {
        Ok(answer) => Some(answer),
        Err(payload) => {
            // What was thrown may itself panic when it is dropped.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
            None
        }
    }
}

/// What a function answers that has no way to say what went wrong.
pub(crate) trait Fallback {
    const FALLBACK: Self;
}

macro_rules! fallbacks {
    ($($name:ty = $value:expr),+ $(,)?) => { $(impl $crate::guard::Fallback for $name { const FALLBACK: Self = $value; })+ };
}
pub(crate) use fallbacks;

fallbacks!(() = (), bool = false, u32 = 0, u64 = 0, usize = 0, i64 = 0);

impl<T> Fallback for *const T {
    const FALLBACK: Self = std::ptr::null();
}
