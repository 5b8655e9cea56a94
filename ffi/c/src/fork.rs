//! Noticing that this process is a child after `fork`: what its parent opened is of no use to it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static FORKS: AtomicUsize = AtomicUsize::new(0);
static WATCHED: AtomicBool = AtomicBool::new(false);

/// How many forks lie between the first process that used this library and this one.
pub(crate) fn count() -> usize {
    FORKS.load(Ordering::Relaxed)
}

/// Counts forks from now on.
pub(crate) fn watch() {
    if WATCHED.swap(true, Ordering::Relaxed) {
        return;
    }
    #[cfg(unix)]
    {
        extern "C" fn in_child() {
            FORKS.fetch_add(1, Ordering::Relaxed);
        }
        // SAFETY: the handler only adds to an atomic number, which is fine in a child of a threaded process. Should it
        // not be taken for want of memory, the engine itself still refuses to run in a child.
        let _ = unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    }
}
