//! Group commit, with the queue arranged by hand: the first caller works until the others stand behind it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use super::tests::{limit_pages, note, notes, pages, store};
use super::*;

/// Commits of the store from now on.
fn commits(store: &Store) -> Arc<AtomicU32> {
    let count = Arc::new(AtomicU32::new(0));
    let hook = Arc::clone(&count);
    let counted = move || {
        hook.fetch_add(1, Ordering::SeqCst);
        false
    };
    store.writer.connection(|c| c.commit_hook(Some(counted))).unwrap();
    count
}

type Work<'a> = &'a (dyn Fn(Tx<'_>) -> Result<()> + Sync);

/// Runs `first` and behind it `others`, in any order, as one queue; returns what each was answered.
fn queued(store: &Store, first: Work<'_>, others: &[Work<'_>]) -> Vec<std::thread::Result<Result<()>>> {
    let inside = Barrier::new(1 + others.len());
    std::thread::scope(|scope| {
        let leader = scope.spawn(|| {
            store.write(|tx| {
                inside.wait();
                while store.writer.queued() < others.len() {
                    std::thread::yield_now();
                }
                first(tx)
            })
        });
        let follow = |work: Work<'_>| {
            inside.wait();
            store.write(|tx| work(tx))
        };
        let rest: Vec<_> = others.iter().map(|work| scope.spawn(move || follow(*work))).collect();
        std::iter::once(leader).chain(rest).map(|thread| thread.join()).collect()
    })
}

fn add(tx: Tx<'_>, name: &str) -> Result<()> {
    tx.execute("INSERT INTO meta (name, value) VALUES (?1, x'00')", [name])?;
    Ok(())
}

#[test]
fn a_queue_shares_one_commit() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let commits = commits(&store);
    let answers = queued(&store, &|tx| add(tx, "a"), &[&|tx| add(tx, "b"), &|tx| add(tx, "c")]);
    assert!(answers.iter().all(|answer| matches!(answer, Ok(Ok(())))), "{answers:?}");
    assert_eq!(notes(&store), ["a", "b", "c"]);
    assert_eq!(commits.load(Ordering::SeqCst), 1);
}

#[test]
fn who_fails_or_panics_takes_back_only_its_own() {
    let folder = tempfile::tempdir().unwrap();
    for failing in 0..3 {
        let store = store(&folder);
        let before = notes(&store).len();
        let work = move |place: usize, tx: Tx<'_>| {
            add(tx, &format!("{failing}-{place}-one"))?;
            add(tx, &format!("{failing}-{place}-two"))?;
            match place == failing {
                true if failing == 1 => panic!("a bug"),
                true => Err(Error::not_found("anything")),
                false => Ok(()),
            }
        };
        let answers = queued(&store, &|tx| work(0, tx), &[&|tx| work(1, tx), &|tx| work(2, tx)]);
        for (place, answer) in answers.iter().enumerate() {
            match answer {
                Ok(Ok(())) => assert_ne!(place, failing),
                Ok(Err(error)) => assert_eq!((place, error.code()), (failing, "not_found")),
                Err(_) => assert_eq!((place, 1), (failing, failing)),
            }
        }
        let kept = notes(&store);
        assert_eq!(kept.len(), before + 4);
        assert!(!kept.iter().any(|name| name.starts_with(&format!("{failing}-{failing}-"))));
    }
}

#[test]
fn a_commit_that_fails_is_told_to_everybody_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    store.writer.connection(|c| c.commit_hook(Some(|| true))).unwrap();
    let answers = queued(&store, &|tx| add(tx, "a"), &[&|tx| add(tx, "b")]);
    assert!(answers.iter().all(|answer| matches!(answer, Ok(Err(Error::OutcomeUnknown)))), "{answers:?}");
    assert!(notes(&store).is_empty());
    store.writer.connection(|c| c.commit_hook(None::<fn() -> bool>)).unwrap();
    note(&store, "after").unwrap();
    assert_eq!(notes(&store), ["after"]);
}

#[test]
fn a_full_disk_is_told_to_everybody_whose_work_it_took_along() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let most = pages(&store) + 2;
    limit_pages(&store, most);
    let answers = queued(
        &store,
        &|tx| add(tx, "small"),
        &[&|tx| {
            tx.execute("INSERT INTO meta (name, value) VALUES ('large', zeroblob(100000))", [])?;
            Ok(())
        }],
    );
    assert!(matches!(answers[1], Ok(Err(Error::StorageFull))), "{answers:?}");
    match &answers[0] {
        Ok(Ok(())) => assert_eq!(notes(&store), ["small"]),
        Ok(Err(Error::StorageFull)) => assert!(notes(&store).is_empty()),
        other => panic!("{other:?}"),
    }
    limit_pages(&store, most + 1_000);
    note(&store, "after").unwrap();
    assert!(notes(&store).contains(&"after".to_owned()));
}

#[test]
fn many_threads_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let commits = commits(&store);
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..50 {
                    store.write(|tx| add(tx, &format!("{thread:02}-{round:02}"))).unwrap();
                    // What is answered is committed: another connection sees it.
                    let found: bool = store
                        .read(|tx| {
                            let name = format!("{thread:02}-{round:02}");
                            Ok(tx.query_row(
                                "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?1)",
                                [name],
                                |r| r.get(0),
                            )?)
                        })
                        .unwrap();
                    assert!(found);
                }
            });
        }
    });
    assert_eq!(notes(&store).len(), 16 * 50);
    assert!(commits.load(Ordering::SeqCst) <= 16 * 50);
}
