//! Keys, tokens and codes: their forms, their bounds, and that they are spread evenly.

use super::*;

fn ring() -> KeyRing {
    KeyRing::from_bytes(&std::array::from_fn::<u8, 32, _>(|i| i as u8)).unwrap()
}

#[test]
fn derived_keys_differ_by_purpose() {
    let keys = ring().keys();
    let macs = [keys.check.mac(&["x"]), keys.code.mac(&["x"]), keys.guard.mac(&["x"])];
    assert!(macs[0] != macs[1] && macs[1] != macs[2] && macs[0] != macs[2]);
}

#[test]
fn parts_cannot_be_shifted() {
    let key = ring().keys().code;
    assert_ne!(key.mac(&["ab", "c"]), key.mac(&["a", "bc"]));
    assert_ne!(key.mac(&["", "a"]), key.mac(&["a", ""]));
}

#[test]
fn a_sealed_value_opens_only_in_its_place() {
    let keys = ring().keys();
    let mut sealed = keys.seal(&["outbox", "letter", "t1", "r1"], b"12345678").unwrap();
    assert_eq!(&**keys.open(&["outbox", "letter", "t1", "r1"], &sealed).unwrap(), b"12345678");
    assert!(keys.open(&["outbox", "letter", "t2", "r1"], &sealed).is_err());
    assert!(keys.open(&["outbox", "letter", "t1", "r1"], &sealed[..10]).is_err());
    let last = sealed.len() - 1;
    sealed[last] ^= 1;
    assert!(keys.open(&["outbox", "letter", "t1", "r1"], &sealed).is_err());
}

/// Chi-square of how often each digit comes, at each place.
fn chi_squares(codes: u32, length: usize, mut next: impl FnMut() -> String) -> Vec<f64> {
    let mut counts = vec![[0_u32; 10]; length];
    for _ in 0..codes {
        let code = next();
        assert_eq!(code.len(), length);
        for (place, digit) in code.bytes().enumerate() {
            counts[place][usize::from(digit - b'0')] += 1;
        }
    }
    let expected = f64::from(codes) / 10.0;
    let square = |count: &u32| (f64::from(*count) - expected).powi(2) / expected;
    counts.iter().map(|place| place.iter().map(square).sum()).collect()
}

/// What chi-square with 9 degrees of freedom passes once in a thousand million times.
const CHI_SQUARE: f64 = 60.7;

#[test]
fn every_digit_of_a_code_is_equally_likely() {
    // A leading zero is one of the digits that are counted.
    let squares = chi_squares(1_000_000, 8, || new_code(8).unwrap().expose().to_owned());
    assert!(squares.iter().all(|square| *square < CHI_SQUARE), "{squares:?}");
    for length in 6..=10 {
        let next = || new_code(length).unwrap().expose().to_owned();
        let squares = chi_squares(20_000, usize::from(length), next);
        assert!(squares.iter().all(|square| *square < CHI_SQUARE), "{length}: {squares:?}");
    }
}

#[test]
fn digits_that_are_not_equally_likely_are_noticed() {
    let mut bytes = [0_u8; 8];
    let without_rejection = || {
        fill(&mut bytes).unwrap();
        bytes.iter().map(|byte| char::from(b'0' + byte % 10)).collect()
    };
    let squares = chi_squares(1_000_000, 8, without_rejection);
    assert!(squares.iter().all(|square| *square > CHI_SQUARE), "{squares:?}");
}

#[test]
fn ids_are_in_the_order_they_were_made() {
    let ids: Vec<_> = (0..1_000).map(|_| new_id(1_767_225_600_000).unwrap()).collect();
    assert!(ids.is_sorted());
    assert!(ids[0].starts_with("019b76da-a800-7"), "{}", ids[0]);
}

#[test]
fn secrets_do_not_show() {
    assert_eq!(format!("{:?}", new_code(8).unwrap()), "[redacted]");
    assert!(!format!("{:?}", ring()).contains("000102"));
}

#[test]
fn key_files_are_private_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    assert!(matches!(KeyRing::from_file(&path), Err(Error::KeyUnavailable { .. })));
    assert!(!path.exists());
    let id = KeyRing::create_file(&path).unwrap().id();
    assert_eq!(KeyRing::from_file(&path).unwrap().id(), id);
    assert!(matches!(KeyRing::create_file(&path), Err(Error::AlreadyExists { .. })));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(KeyRing::from_file(&path), Err(Error::KeyUnavailable { .. })));
    }
}

#[test]
fn weak_keys_are_refused() {
    assert!(KeyRing::from_bytes(&[7; 32]).is_err());
    assert!(KeyRing::from_bytes(&[1, 2, 3]).is_err());
    assert!(KeyRing::from_env("DOORSTEP_TEST_NO_SUCH_VARIABLE").is_err());
}
