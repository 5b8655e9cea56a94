//! A window on the engine's own SQLite connections, so that commits and statements can be counted and `synchronous`
//! changed without a back door in the engine: SQLite tells us of every connection this process opens.

use std::collections::BTreeMap;
use std::ffi::{c_char, c_int};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rusqlite::auto_extension::{init_auto_extension, register_auto_extension};
use rusqlite::functions::FunctionFlags;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, StatementStatus, ffi};

use crate::Result;

/// The handles that are open now, as numbers because a pointer may not cross threads.
static OPEN: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// Starts to watch. Call it before anything is opened.
pub(crate) fn watch() -> Result<()> {
    // SAFETY: `on_open` opens nothing, closes nothing and registers nothing.
    unsafe { register_auto_extension(on_open)? };
    Ok(())
}

unsafe extern "C" fn on_open(
    db: *mut ffi::sqlite3,
    message: *mut *mut c_char,
    _: *const ffi::sqlite3_api_routines,
) -> c_int {
    // SAFETY: SQLite hands over the connection that it is opening.
    unsafe { init_auto_extension(db, message, remember) }
}

fn remember(connection: Connection) -> rusqlite::Result<()> {
    // SAFETY: only the address is kept; it is forgotten when the connection closes.
    let handle = unsafe { connection.handle() } as usize;
    lock(&OPEN).push(handle);
    let open = Open(handle);
    // A function lives as long as its connection, so dropping this one tells us that it closed.
    connection.create_scalar_function("bench_open", 0, FunctionFlags::SQLITE_UTF8, move |_| {
        let Open(_) = &open;
        Ok(true)
    })
}

struct Open(usize);

impl Drop for Open {
    fn drop(&mut self) {
        lock(&OPEN).retain(|handle| *handle != self.0);
    }
}

/// Every open connection to the file at `path`. Use them only while nobody else does: no call runs, no thread works.
pub(crate) fn connections(path: &Path) -> Result<Vec<Connection>> {
    let path = path.canonicalize()?;
    let mut found = Vec::new();
    for handle in lock(&OPEN).iter() {
        // SAFETY: the handle is open, and borrowed connections do not close it.
        let connection = unsafe { Connection::from_handle(*handle as *mut ffi::sqlite3)? };
        if connection.path().is_some_and(|name| Path::new(name) == path) {
            found.push(connection);
        }
    }
    Ok(found)
}

/// Sets `synchronous` on every open connection to the file.
pub(crate) fn set_synchronous(path: &Path, mode: &str) -> Result<()> {
    for connection in connections(path)? {
        connection.pragma_update(None, "synchronous", mode)?;
    }
    Ok(())
}

/// How often a statement ran and how long all its runs took, in nanoseconds.
#[derive(Default, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) runs: u64,
    pub(crate) nanos: u128,
    /// For which share of its runs so far SQLite compiled the statement anew; those times come on top of `nanos`.
    pub(crate) compiled: f64,
}

/// What `work` makes the file's connections do: commits that write, and the cost of every statement.
pub(crate) fn observe(
    path: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<(u64, BTreeMap<String, Cost>)> {
    let commits = Arc::new(AtomicU64::new(0));
    let costs: Arc<Mutex<BTreeMap<String, Cost>>> = Arc::default();
    let mut watched = connections(path)?;
    for connection in &mut watched {
        let commits = Arc::clone(&commits);
        connection.commit_hook(Some(move || {
            commits.fetch_add(1, Ordering::Relaxed);
            false
        }))?;
        let costs = Arc::clone(&costs);
        let mut began = Instant::now();
        let events = TraceEventCodes::SQLITE_TRACE_STMT | TraceEventCodes::SQLITE_TRACE_PROFILE;
        connection.trace_v2(
            events,
            Some(move |event: TraceEvent<'_>| match event {
                // Also sent, with a comment, for what foreign keys do inside a statement.
                TraceEvent::Stmt(_, sql) if !sql.starts_with("--") => began = Instant::now(),
                TraceEvent::Profile(statement, _) => {
                    let elapsed = began.elapsed();
                    let compiled = f64::from(statement.get_status(StatementStatus::RePrepare));
                    let compiled = compiled / f64::from(statement.get_status(StatementStatus::Run));
                    let sql = statement.sql().split_whitespace().collect::<Vec<_>>().join(" ");
                    let mut costs = lock(&costs);
                    let cost = costs.entry(sql).or_default();
                    cost.runs += 1;
                    cost.nanos += elapsed.as_nanos();
                    cost.compiled = compiled;
                }
                _ => {}
            }),
        )?;
    }
    let result = work();
    for connection in &mut watched {
        connection.commit_hook(None::<fn() -> bool>)?;
        connection.trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)?;
    }
    result?;
    let costs = lock(&costs).clone();
    Ok((commits.load(Ordering::Relaxed), costs))
}

/// Frames in the write-ahead log: one for each page a commit wrote. (Field `mxFrame` of the WAL index.)
pub(crate) fn log_frames(path: &Path) -> Result<u32> {
    let mut name = path.as_os_str().to_owned();
    name.push("-shm");
    let index = std::fs::read(name)?;
    let field = index.get(16..20).and_then(|bytes| bytes.try_into().ok()).ok_or("a short WAL index")?;
    Ok(u32::from_ne_bytes(field))
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
