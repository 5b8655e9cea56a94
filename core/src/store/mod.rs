//! The only SQL. [`Store`] opens the file and runs closures in transactions; each other room holds the
//! statements of one subject.

pub(crate) mod clock;
pub(crate) mod config;
pub(crate) mod directory;
pub(crate) mod documents;
pub(crate) mod guard;
pub(crate) mod journeys;
mod migrate;
pub(crate) mod outbox;
pub(crate) mod records;
pub(crate) mod sessions;
#[cfg(test)]
mod tests;
mod writer;
#[cfg(test)]
mod writer_tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::crypto::Keys;
use crate::error::{Error, Result};
use writer::Writer;

/// How often a connection asks again for a lock that another process holds before it gives up with `busy`: for about
/// five seconds. SQLite's own waits grow to 100 ms, in which busier processes starve the one that waits.
const BUSY_TRIES: i32 = 2_500;
const BUSY_WAIT: Duration = Duration::from_millis(2);

/// Pages in the write-ahead log after which a commit copies them into the database: so many that it is the rare commit
/// that does, and few enough (40 MB) that the log stays small beside the data.
const CHECKPOINT_PAGES: u32 = 10_000;

/// Memory that a connection keeps pages in, at most.
const CACHE_KIB: i64 = 8_192;

/// How long a checkpoint waits for those who still read.
const CHECKPOINT_WAIT: Duration = Duration::from_millis(100);

/// The first SQLite without the WAL-reset corruption (sqlite.org, "How To Corrupt", §8.1).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Read connections kept open for reuse.
const KEPT_READERS: usize = 8;

/// Where an engine keeps its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file on a local disk; created with mode 0600 when there is none.
    File(PathBuf),
    /// Nothing outlives the engine.
    Memory,
}

impl Database {
    /// `":memory:"` or a path.
    pub fn from_text(text: &str) -> Self {
        if text == ":memory:" { Database::Memory } else { Database::File(text.into()) }
    }
}

/// A running transaction.
pub(crate) type Tx<'a> = &'a Connection;

/// One opened database: a writer, and readers beside it that never block it.
pub(crate) struct Store {
    path: Option<PathBuf>,
    writer: Writer,
    readers: Mutex<Vec<Connection>>,
    owner: u32,
}

impl Store {
    /// Opens, migrates, and proves that `keys` belong to the file.
    pub(crate) fn open(database: &Database, keys: &Keys) -> Result<Self> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            let reason = format!("SQLite {} is too old; 3.51.3 or newer is needed", rusqlite::version());
            return Err(Error::IncompatibleDatabase { reason });
        }
        let path = match database {
            Database::File(path) => Some(path.clone()),
            Database::Memory => None,
        };
        if let Some(path) = &path {
            create_private(path)?;
        }
        let mut writer = connect(path.as_deref())?;
        migrate::migrate(&mut writer)?;
        check_key(&mut writer, keys)?;
        Ok(Store {
            path,
            writer: Writer::new(writer),
            readers: Mutex::new(Vec::new()),
            owner: std::process::id(),
        })
    }

    /// Runs `work` on one consistent snapshot.
    pub(crate) fn read<T>(&self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        self.look(|reader| {
            // An in-memory store may have a transaction open already.
            if self.path.is_none() {
                return work(reader);
            }
            execute(reader, "BEGIN")?;
            let result = work(reader);
            // One that cannot leave its snapshot is not kept.
            let _ = execute(reader, "END");
            result
        })
    }

    /// [`Store::read`] for a single statement, which sees one snapshot by itself.
    pub(crate) fn look<T>(&self, statement: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        self.check_process()?;
        let Some(path) = &self.path else {
            return self.writer.connection(|connection| statement(connection));
        };
        let kept = lock(&self.readers).pop();
        let reader = match kept {
            Some(reader) => reader,
            None => connect(Some(path))?,
        };
        let result = statement(&reader);
        // One that is still in a snapshot, or whose work panicked, is dropped, and the snapshot with it.
        if reader.is_autocommit() {
            let mut readers = lock(&self.readers);
            if readers.len() < KEPT_READERS {
                readers.push(reader);
            }
        }
        result
    }

    /// [`Store::read`] for a few point reads: on the writer's connection while nobody has it, whose pages are warm. A
    /// reader of its own has to read them again after each commit.
    pub(crate) fn glance<T>(&self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        self.check_process()?;
        match self.writer.glance(work) {
            Ok(result) => result,
            Err(work) => self.read(work),
        }
    }

    /// Runs `work` in one durable transaction: all of it, or, when it returns an error, nothing.
    ///
    /// The one place where anything is written. `work` must not call back into the store or the host.
    pub(crate) fn write<T>(&self, work: impl FnOnce(Tx<'_>) -> Result<T>) -> Result<T> {
        self.check_process()?;
        self.writer.write(work)
    }

    /// Copies the write-ahead log into the database and empties it, off the path of any caller; what was deleted is
    /// then gone from both. Leaves it for another time when somebody reads or writes meanwhile.
    pub(crate) fn checkpoint(&self) -> Result<()> {
        self.check_process()?;
        let Some(path) = &self.path else { return Ok(()) };
        let connection = connect(Some(path))?;
        connection.busy_timeout(CHECKPOINT_WAIT)?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Collects every statement of an in-memory store from now on: lets a test prove that two paths do the same work.
    #[cfg(test)]
    pub(crate) fn trace(&self) -> Result<std::sync::Arc<Mutex<Vec<String>>>> {
        use rusqlite::trace::{TraceEvent, TraceEventCodes};
        let seen = std::sync::Arc::new(Mutex::new(Vec::new()));
        let sink = std::sync::Arc::clone(&seen);
        let note = move |event: TraceEvent<'_>| {
            if let TraceEvent::Stmt(_, sql) = event {
                lock(&sink).push(sql.to_owned());
            }
        };
        self.writer
            .connection(|connection| connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)))?;
        Ok(seen)
    }

    /// A connection carried over a fork breaks the file's locks, so a child may not use it.
    fn check_process(&self) -> Result<()> {
        if self.owner == std::process::id() {
            return Ok(());
        }
        Err(Error::Storage { kind: "this engine was opened before a fork; open one in the child".into() })
    }
}

/// Runs a statement that answers nothing, planned once per connection.
fn execute(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held rolled its transaction back; the connection is good.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn create_private(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Storage { kind: format!("cannot create the database: {}", error.kind()) }),
    }
}

fn connect(path: Option<&Path>) -> Result<Connection> {
    let mut connection = match path {
        Some(path) => Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_handler(Some(|tries| {
        std::thread::sleep(BUSY_WAIT);
        tries < BUSY_TRIES
    }))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Plans never depend on bound values, or every new value would have the statement prepared again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if path.is_some() && mode != "wal" {
        return Err(Error::Storage { kind: "the file system does not support write-ahead logging".into() });
    }
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    let (synchronous, foreign_keys): (i64, i64) = connection.query_row(
        "SELECT (SELECT synchronous FROM pragma_synchronous), (SELECT foreign_keys FROM pragma_foreign_keys)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if (synchronous, foreign_keys) != (2, 1) {
        return Err(Error::Storage { kind: "SQLite did not accept a setting that safety depends on".into() });
    }
    Ok(connection)
}

/// Ties a new database to the key, and refuses an old one that was made with another.
fn check_key(connection: &mut Connection, keys: &Keys) -> Result<()> {
    let expected = keys.check.mac(&["database"]);
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute(
        "INSERT INTO meta (name, value) VALUES ('key_check', ?1) ON CONFLICT DO NOTHING",
        [&expected[..]],
    )?;
    let found: Vec<u8> =
        tx.query_row("SELECT value FROM meta WHERE name = 'key_check'", [], |row| row.get(0))?;
    tx.commit()?;
    if crate::crypto::equal(&found, &expected) { Ok(()) } else { Err(Error::KeyMismatch) }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::StorageFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
            Some(ErrorCode::NotADatabase) => {
                Error::IncompatibleDatabase { reason: "the file is not a database".into() }
            }
            // The extended code, never the message: messages can quote values.
            Some(code) => Error::Storage { kind: format!("{code:?}") },
            None => Error::internal("a statement and its row do not fit"),
        }
    }
}

/// Whether a statement failed because a row like it exists.
pub(crate) fn is_duplicate(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error().map(|e| e.extended_code),
        Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY)
    )
}

/// Turns a broken uniqueness rule into `already_exists{kind}`.
pub(crate) fn unique<T>(result: rusqlite::Result<T>, kind: &str) -> Result<T> {
    result.map_err(|error| if is_duplicate(&error) { Error::already_exists(kind) } else { error.into() })
}

/// Writes a value of ours as JSON.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::internal("a stored document cannot be written"))
}

/// Reads JSON that the store wrote.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| Error::Storage { kind: "a stored document is damaged".into() })
}
