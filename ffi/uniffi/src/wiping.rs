//! Memory that is wiped before it is given back: passwords, tokens and codes cross this boundary in buffers that uniffi
//! frees as they are.

use std::alloc::{GlobalAlloc, Layout, System};

#[global_allocator]
static MEMORY: Wiping<System> = Wiping(System);

/// An allocator that leaves nothing behind in the memory of another. It keeps the default `realloc`, which gets a new
/// place, copies and gives back the old one, so that this is wiped too.
struct Wiping<A>(A);

// SAFETY: the other allocator does it all; memory is written to while it is still the caller's to give back.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Wiping<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the same contract.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller gives back a place of this size that nothing else uses; it is whole once it is written.
        unsafe {
            place.write_bytes(0, layout.size());
            // Several times as fast as volatile writes; the barrier keeps it from being left out.
            zeroize::optimization_barrier(std::slice::from_raw_parts(place, layout.size()));
            self.0.dealloc(place, layout);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use std::cell::Cell;

    use super::*;

    /// Looks at what is given back before it is gone.
    #[derive(Default)]
    struct Watching {
        wiped: Cell<usize>,
        dirty: Cell<usize>,
    }

    // SAFETY: the system's allocator does it all; memory is read while it is still the caller's to give back.
    unsafe impl GlobalAlloc for Watching {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the caller keeps the same contract.
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
            // SAFETY: the tests write to all that they allocate.
            let left = unsafe { std::slice::from_raw_parts(place, layout.size()) };
            let count = if left.iter().all(|byte| *byte == 0) { &self.wiped } else { &self.dirty };
            count.set(count.get() + layout.size());
            // SAFETY: the caller keeps the same contract.
            unsafe { System.dealloc(place, layout) }
        }
    }

    #[test]
    fn what_is_given_back_is_wiped() {
        let memory = Wiping(Watching::default());
        for size in [1, 7, 8, 64, 4097, 1 << 20] {
            let layout = Layout::from_size_align(size, 1).unwrap();
            memory.0.wiped.set(0);
            // SAFETY: the size is not zero, the place is written before it is read, and given back once.
            unsafe {
                let place = memory.alloc(layout);
                assert!(!place.is_null());
                place.write_bytes(0xA5, size);
                memory.dealloc(place, layout);
            }
            assert_eq!((memory.0.wiped.get(), memory.0.dirty.get()), (size, 0));
        }
    }

    #[test]
    fn what_grows_or_shrinks_leaves_nothing_behind() {
        let memory = Wiping(Watching::default());
        let (small, large) =
            (Layout::from_size_align(100, 8).unwrap(), Layout::from_size_align(300, 8).unwrap());
        // SAFETY: sizes are not zero, each place is written before it is read, and each layout is the place's own.
        unsafe {
            let place = memory.alloc_zeroed(small);
            assert!(!place.is_null());
            place.write_bytes(0xA5, 100);
            let place = memory.realloc(place, small, 300);
            assert!(!place.is_null());
            assert_eq!(memory.0.wiped.get(), 100);
            assert!(std::slice::from_raw_parts(place, 100).iter().all(|byte| *byte == 0xA5));
            place.write_bytes(0xA5, 300);
            let place = memory.realloc(place, large, 100);
            assert!(!place.is_null());
            assert_eq!(memory.0.wiped.get(), 400);
            memory.dealloc(place, small);
        }
        assert_eq!((memory.0.wiped.get(), memory.0.dirty.get()), (500, 0));
    }
}
