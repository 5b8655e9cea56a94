use super::*;

fn cheap() -> Hasher {
    Hasher::cheap_for_tests().unwrap()
}

#[test]
fn right_is_right_and_wrong_is_wrong() {
    let hasher = Hasher::new(Cost::FLOOR).unwrap();
    let phc = hasher.hash("correct horse").unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
    assert_eq!(hasher.verify("correct horse", &phc).unwrap(), Verdict::Match { needs_rehash: false });
    assert_eq!(hasher.verify("correct horsf", &phc).unwrap(), Verdict::Mismatch);
    assert_eq!(hasher.verify("", &phc).unwrap(), Verdict::Mismatch);
}

#[test]
fn the_string_is_what_other_libraries_read() {
    use argon2::PasswordVerifier as _;
    use argon2::password_hash::phc::PasswordHash;
    let phc = cheap().hash("interoperable").unwrap();
    let parsed = PasswordHash::new(&phc).unwrap();
    assert!(Argon2::default().verify_password(b"interoperable", &parsed).is_ok());
    assert!(Argon2::default().verify_password(b"other", &parsed).is_err());
}

#[test]
fn salts_differ() {
    let hasher = cheap();
    let hashes: std::collections::HashSet<_> = (0..2_000).map(|_| hasher.hash("same").unwrap()).collect();
    assert_eq!(hashes.len(), 2_000);
}

#[test]
fn cheaper_hashes_are_marked_for_renewal_and_dearer_ones_kept() {
    let old = cheap().hash("p").unwrap();
    let dear = Hasher::unchecked(Cost { memory_kib: 64, passes: 3, lanes: 1 }).unwrap();
    assert_eq!(dear.verify("p", &old).unwrap(), Verdict::Match { needs_rehash: true });
    assert_eq!(dear.verify("q", &old).unwrap(), Verdict::Mismatch);
    let new = dear.hash("p").unwrap();
    assert_eq!(cheap().verify("p", &new).unwrap(), Verdict::Match { needs_rehash: false });
}

#[test]
fn every_path_runs_argon2_once() {
    let hasher = cheap();
    let phc = hasher.hash("p").unwrap();
    assert_eq!(hasher.calls(), 1);
    hasher.verify("p", &phc).unwrap();
    assert_eq!(hasher.calls(), 2);
    hasher.verify("wrong", &phc).unwrap();
    assert_eq!(hasher.calls(), 3);
    hasher.verify_nothing("p").unwrap();
    assert_eq!(hasher.calls(), 4);
}

#[test]
fn costs_below_the_floor_are_refused() {
    for (memory_kib, passes, lanes) in
        [(19_455, 2, 1), (19_456, 1, 1), (47_103, 1, 1), (8, 100, 1), (19_456, 2, 0)]
    {
        assert!(Hasher::new(Cost { memory_kib, passes, lanes }).is_err());
    }
    for (memory_kib, passes, lanes) in [(19_456, 2, 1), (47_104, 1, 1), (65_536, 3, 4)] {
        assert!(Hasher::new(Cost { memory_kib, passes, lanes }).is_ok());
    }
    assert!(Hasher::new(Cost { memory_kib: (1 << 20) + 1, passes: 2, lanes: 1 }).is_err());
}

#[test]
fn malformed_and_absurd_strings_are_errors_without_any_work() {
    let hasher = cheap();
    let good = hasher.hash("p").unwrap();
    let calls = hasher.calls();
    let mut bad: Vec<String> =
        ["", "$", "p", "$argon2id$", "$argon2id$v=19$m=32,t=1,p=1", "$2b$12$abcdefghijklmnopqrstuv"]
            .map(String::from)
            .into();
    bad.extend(
        [
            ("argon2id", "argon2d"),
            ("v=19", "v=16"),
            ("m=32", "m=4294967295"),
            ("m=32", "m=1048577"),
            ("t=1", "t=17"),
            ("p=1", "p=17"),
            ("m=32", "m=-1"),
            ("m=32", "m=+32"),
            ("m=32", "m="),
            ("t=1", "x=1"),
            ("p=1", "p=1,q=1"),
            ("m=32", "m=7"),
            ("t=1", "t=0"),
            ("p=1", "p=0"),
        ]
        .map(|(from, to)| good.replacen(from, to, 1)),
    );
    bad.push(format!("{good}A"));
    bad.push(format!("{good}$x"));
    bad.push(good[..good.len() - 4].to_owned());
    bad.push(format!(" {good}"));
    for phc in bad {
        assert!(hasher.verify("p", &phc).is_err(), "{phc}");
    }
    assert_eq!(hasher.calls(), calls);
    assert_eq!(hasher.lock().running, 0);
}

#[test]
fn memory_is_wiped_reused_and_bounded() {
    let hasher =
        std::sync::Arc::new(Hasher::unchecked(Cost { memory_kib: 512, passes: 1, lanes: 1 }).unwrap());
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let hasher = std::sync::Arc::clone(&hasher);
            std::thread::spawn(move || (0..8).all(|_| hasher.hash("secret").is_ok()))
        })
        .collect();
    assert!(threads.into_iter().all(|t| t.join().unwrap()));
    let slots = hasher.lock();
    assert_eq!(slots.running, 0);
    assert!(!slots.idle.is_empty() && slots.idle.len() <= hasher.permits);
    for memory in &slots.idle {
        assert_eq!(memory.len(), 512);
        assert!(memory.iter().all(|block| block.as_ref().iter().all(|word| *word == 0)));
    }
}

#[test]
fn a_dear_stored_hash_does_not_fatten_the_pool() {
    let dear = Hasher::unchecked(Cost { memory_kib: 4_096, passes: 1, lanes: 1 }).unwrap();
    let phc = dear.hash("p").unwrap();
    let hasher = cheap();
    assert!(matches!(hasher.verify("p", &phc).unwrap(), Verdict::Match { .. }));
    assert_eq!(hasher.lock().idle[0].len(), 32);
    assert!(hasher.lock().idle[0].capacity() < 4_096);
}

#[test]
fn who_waits_too_long_or_behind_too_many_is_told_that_we_are_busy() {
    let mut hasher = cheap().with_permits(NonZeroUsize::MIN);
    hasher.queue_timeout = Duration::from_millis(1);
    let held = hasher.acquire().unwrap();
    assert_eq!(hasher.hash("p"), Err(Error::Busy));
    assert_eq!(hasher.lock().waiting, 0);
    hasher.lock().waiting = QUEUE_LIMIT;
    assert_eq!(hasher.verify_nothing("p"), Err(Error::Busy));
    hasher.lock().waiting = 0;
    drop(held);
    assert!(hasher.hash("p").is_ok());
    assert_eq!(hasher.calls(), 1);
}

#[test]
fn a_waiter_gets_the_slot_that_comes_free() {
    let hasher = std::sync::Arc::new(cheap().with_permits(NonZeroUsize::MIN));
    let held = hasher.acquire().unwrap();
    let waiter = {
        let hasher = std::sync::Arc::clone(&hasher);
        std::thread::spawn(move || hasher.hash("p").is_ok())
    };
    while hasher.lock().waiting == 0 {
        std::thread::yield_now();
    }
    drop(held);
    assert!(waiter.join().unwrap());
}
