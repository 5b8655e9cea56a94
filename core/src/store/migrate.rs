//! Numbered migrations, each applied in one transaction when a database is opened.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};

/// Marks a file as ours ("Door" in ASCII).
const APPLICATION_ID: i64 = 0x446f_6f72;

const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_initial.sql"),
    include_str!("../../migrations/0002_conditional_access.sql"),
];

/// Brings the schema up to date; refuses files that are not ours or are newer than this library.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    loop {
        // The write lock makes one of several opening processes migrate and the others wait.
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let application_id: i64 = tx.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let ours = application_id == APPLICATION_ID || (application_id == 0 && version == 0 && tables == 0);
        if !ours {
            return Err(Error::IncompatibleDatabase { reason: "the file belongs to another program".into() });
        }
        let done = usize::try_from(version).unwrap_or(usize::MAX);
        if done > MIGRATIONS.len() {
            let reason = format!("schema {version} is newer than this version of Doorstep knows");
            return Err(Error::IncompatibleDatabase { reason });
        }
        let Some(next) = MIGRATIONS.get(done) else { return Ok(()) };
        tx.execute_batch(next)?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", version + 1)?;
        tx.commit()?;
    }
}
