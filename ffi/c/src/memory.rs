//! Reading and writing through the pointers that C hands over: outputs, option structs and arrays.
//!
//! Together with `text` and `callback` this is where the library trusts its caller: a pointer that is not NULL points
//! to what the header says.

use std::mem::{MaybeUninit, size_of};

use crate::error::{Fault, Result};

/// A struct that grows by fields at its end and whose first field, a `size_t size`, says how much of it the caller has.
///
/// # Safety
/// The type is `repr(C)`, begins with `size: usize`, has no padding at its end, and zero bytes are valid for it.
pub(crate) unsafe trait Plain: Copy {
    /// Its size in the first release that had it.
    const FIRST_SIZE: usize;
    /// Its name in messages.
    const NAME: &'static str;
}

/// Declares option structs.
macro_rules! plain {
    ($($name:ident since $size:expr),+ $(,)?) => {
        $(
            // SAFETY: `repr(C)`, `size` first, and otherwise integers and pointers, for which zero bytes are valid.
            unsafe impl $crate::memory::Plain for $name {
                const FIRST_SIZE: usize = $size;
                const NAME: &'static str = stringify!($name);
            }
        )+
    };
}
pub(crate) use plain;

/// The longest struct of a newer release that is looked at.
const LONGEST_STRUCT: usize = 4096;

/// Writes to an output unless it is NULL.
pub(crate) fn put<T>(output: *mut T, value: T) {
    if !output.is_null() {
        // SAFETY: an output that is not NULL points to room for a `T`, which may hold anything so far.
        unsafe { output.write_unaligned(value) }
    }
}

/// Refuses an output that must not be NULL.
pub(crate) fn check_output<T>(output: *mut T) -> Result<()> {
    if output.is_null() { Err(Fault::Null { argument: "output" }) } else { Ok(()) }
}

/// Copies an option struct; what an older caller does not know is zero. A newer caller's further fields must be zero.
pub(crate) fn options<T: Plain>(options: *const T) -> Result<T> {
    let size = size_of_theirs(options)?;
    let mut copy = MaybeUninit::<T>::zeroed();
    let bytes = options.cast::<u8>();
    // SAFETY: the caller's struct has `size` bytes, the copy `size_of::<T>()`.
    unsafe { bytes.copy_to_nonoverlapping(copy.as_mut_ptr().cast(), size.min(size_of::<T>())) };
    for at in size_of::<T>()..size {
        // SAFETY: inside the caller's struct.
        if unsafe { bytes.add(at).read() } != 0 {
            return Err(Fault::Size { structure: T::NAME });
        }
    }
    // SAFETY: zero bytes are valid for a `Plain`, and so is what a caller wrote into integers and pointers.
    Ok(unsafe { copy.assume_init() })
}

/// The same of a struct that may be NULL.
pub(crate) fn maybe_options<T: Plain>(given: *const T) -> Result<Option<T>> {
    if given.is_null() { Ok(None) } else { options(given).map(Some) }
}

/// Refuses a use of what is kept for later: padding at the end of a struct would hold anything.
pub(crate) fn reserved(given: u32) -> Result<()> {
    if given == 0 { Ok(()) } else { Err(Fault::invalid("reserved", "must be 0")) }
}

/// Clears the caller's struct behind its `size` and answers that.
pub(crate) fn clear<T: Plain>(output: *mut T) -> Result<usize> {
    let size = size_of_theirs(output.cast_const())?;
    // SAFETY: the caller's struct has `size` bytes, of which the first are its `size`.
    unsafe { output.cast::<u8>().add(size_of::<usize>()).write_bytes(0, size - size_of::<usize>()) };
    Ok(size)
}

/// Fills the caller's struct of `size` bytes as far as both sides know it, but not its `size`.
pub(crate) fn fill<T: Plain>(output: *mut T, size: usize, value: &T) {
    let head = size_of::<usize>();
    let known = size.min(size_of::<T>());
    // SAFETY: both structs have `known` bytes, and at least a `size`.
    unsafe {
        let from = std::ptr::from_ref(value).cast::<u8>().add(head);
        from.copy_to_nonoverlapping(output.cast::<u8>().add(head), known - head);
    }
}

fn size_of_theirs<T: Plain>(theirs: *const T) -> Result<usize> {
    if theirs.is_null() {
        return Err(Fault::Null { argument: T::NAME });
    }
    // SAFETY: every such struct begins with its `size`.
    let size = unsafe { theirs.cast::<usize>().read_unaligned() };
    if (T::FIRST_SIZE..=LONGEST_STRUCT).contains(&size) {
        Ok(size)
    } else {
        Err(Fault::Size { structure: T::NAME })
    }
}

/// A struct inside a record that is lent to C. What its pointers point to lives in the same record.
pub(crate) struct Lent<T: Plain>(Box<T>);

// SAFETY: nobody changes the struct, nor what it points to, for as long as the record lives.
unsafe impl<T: Plain> Send for Lent<T> {}
// SAFETY: as above.
unsafe impl<T: Plain> Sync for Lent<T> {}

impl<T: Plain> Lent<T> {
    pub(crate) fn new(value: T) -> Self {
        Lent(Box::new(value))
    }

    pub(crate) fn copy(&self) -> T {
        *self.0
    }

    pub(crate) fn as_ptr(&self) -> *const T {
        &raw const *self.0
    }
}

/// An array that the caller lends for the call. NULL counts as empty only when `count` is 0.
pub(crate) fn array<T: Copy>(data: *const T, count: usize, argument: &'static str) -> Result<Vec<T>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if data.is_null() {
        return Err(Fault::Null { argument });
    }
    if count.checked_mul(size_of::<T>()).is_none_or(|size| size > crate::text::LONGEST) {
        return Err(Fault::TooLong { argument, longest: crate::text::LONGEST });
    }
    // SAFETY: the caller's array has `count` items. Read one by one, since nothing says that it is aligned.
    Ok((0..count).map(|index| unsafe { data.add(index).read_unaligned() }).collect())
}
