//! Faults that a test can bring about from outside: a file that is locked, a disk that is full.

use super::*;
use crate::crypto::KeyRing;

pub(super) fn store(folder: &tempfile::TempDir) -> Store {
    let keys = KeyRing::from_bytes(&std::array::from_fn::<u8, 32, _>(|i| i as u8)).unwrap().keys();
    Store::open(&Database::File(folder.path().join("store.db")), &keys).unwrap()
}

pub(super) fn note(store: &Store, name: &str) -> Result<()> {
    store.write(|tx| {
        tx.execute("INSERT INTO meta (name, value) VALUES (?1, zeroblob(20000))", [name])?;
        Ok(())
    })
}

pub(super) fn notes(store: &Store) -> Vec<String> {
    store
        .read(|tx| {
            let mut statement =
                tx.prepare("SELECT name FROM meta WHERE name <> 'key_check' ORDER BY name")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

pub(super) fn pages(store: &Store) -> i64 {
    store.writer.connection(|c| c.query_row("PRAGMA page_count", [], |row| row.get(0))).unwrap()
}

pub(super) fn limit_pages(store: &Store, most: i64) {
    store.writer.connection(|c| c.pragma_update(None, "max_page_count", most)).unwrap();
}

#[test]
fn a_file_that_stays_locked_is_busy_and_good_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (store(&folder), store(&folder));
    other.writer.connection(|c| c.busy_timeout(Duration::ZERO)).unwrap();
    one.write(|tx| {
        tx.execute("INSERT INTO meta (name, value) VALUES ('mine', x'00')", [])?;
        assert!(matches!(note(&other, "theirs"), Err(Error::Busy)));
        assert!(notes(&other).is_empty(), "readers go on, and see nothing that is not committed");
        Ok(())
    })
    .unwrap();
    note(&other, "theirs").unwrap();
    assert_eq!(notes(&one), ["mine", "theirs"]);
}

#[test]
fn a_full_disk_is_named_and_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    note(&store, "before").unwrap();
    let pages = pages(&store);
    limit_pages(&store, pages + 2);
    for _ in 0..3 {
        assert!(matches!(note(&store, "too much"), Err(Error::StorageFull)));
        assert_eq!(notes(&store), ["before"], "reading goes on");
    }
    limit_pages(&store, pages + 1_000);
    note(&store, "room again").unwrap();
    assert_eq!(notes(&store), ["before", "room again"]);
}

#[test]
fn work_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let failed: Result<()> = store.write(|tx| {
        tx.execute("INSERT INTO meta (name, value) VALUES ('half', x'00')", [])?;
        Err(Error::not_found("anything"))
    });
    assert!(matches!(failed, Err(Error::NotFound { .. })));
    assert!(notes(&store).is_empty());
}

#[test]
fn work_that_panics_leaves_nothing_and_the_store_good() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.write(|tx| -> Result<()> {
            tx.execute("INSERT INTO meta (name, value) VALUES ('half', x'00')", [])?;
            panic!("a bug")
        })
    }));
    assert!(panicked.is_err());
    assert!(notes(&store).is_empty());
    note(&store, "after").unwrap();
    assert_eq!(notes(&store), ["after"]);
}

#[test]
fn a_checkpoint_empties_the_log_and_leaves_readers_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let log = folder.path().join("store.db-wal");
    note(&store, "one").unwrap();
    assert!(std::fs::metadata(&log).unwrap().len() > 0);
    store.checkpoint().unwrap();
    assert_eq!(std::fs::metadata(&log).unwrap().len(), 0);
    note(&store, "two").unwrap();
    let seen = store.read(|tx| {
        tx.query_row("SELECT count(*) FROM meta", [], |_| Ok(()))?;
        store.checkpoint()?;
        Ok(std::fs::metadata(&log).map(|file| file.len()).unwrap_or(0))
    });
    assert_eq!(notes(&store), ["one", "two"]);
    assert!(seen.is_ok(), "a checkpoint that finds a reader is no error");
}

#[test]
fn a_database_of_an_older_schema_is_brought_up_to_date_with_what_is_in_it() {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(include_str!("../../migrations/0001_initial.sql")).unwrap();
    connection
        .execute_batch(
            r#"INSERT INTO tenants (tenant_id, name, settings, created_at) VALUES ('t', 'contoso',
                 '{"display_name":null,"sender_name":null,"sender_address":"a@example.com","default_locale":"en",
                   "code_length":8,"password_min_length":8,"ask_again_after_sign_up":false,"session_idle_ms":3600000,
                   "session_lifetime_ms":86400000}', 1);
               INSERT INTO apps (tenant_id, client_id, name, created_at) VALUES ('t', 'a', 'Shop', 2);
               PRAGMA application_id = 0x446f6f72;
               PRAGMA user_version = 1;"#,
        )
        .unwrap();
    migrate::migrate(&mut connection).unwrap();
    let app = directory::find_app(&connection, "t", "a").unwrap();
    assert_eq!((app.name.as_str(), app.created_at), ("Shop", 2));
    assert!(app.app_groups.is_empty() && app.custom_security_attributes.is_empty());
    assert!(config::tenant(&connection, "t").unwrap().settings.mfa_trusted_ips.is_empty());
    assert!(documents::all(&connection, &documents::LOCATIONS, "t").unwrap().is_empty());
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    migrate::migrate(&mut connection).unwrap();
    assert_eq!(version, 2);
}
