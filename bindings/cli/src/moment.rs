//! Times and spans as people and programs write them.

use std::time::{SystemTime, UNIX_EPOCH};

use doorstep_core::Timestamp;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// For people: to the second, in UTC.
pub(crate) fn shown(at: Timestamp) -> String {
    written(at, ' ', false)
}

/// For programs: RFC 3339 in UTC with milliseconds.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    written(at, 'T', true)
}

/// The day in UTC.
pub(crate) fn day(at: Timestamp) -> String {
    rfc3339(at).split('T').next().unwrap_or_default().to_owned()
}

fn written(at: Timestamp, between: char, with_milliseconds: bool) -> String {
    let Ok(time) = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000) else {
        return at.to_string();
    };
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let fraction = if with_milliseconds { format!(".{:03}", time.millisecond()) } else { String::new() };
    format!("{year:04}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Reads `2026-01-31`, `2026-01-31T08:00:00Z`, or how long ago: `30m`, `24h`, `7d`.
pub(crate) fn parse(text: &str) -> Result<Timestamp, String> {
    if let Some(span) = span(text) {
        return Ok(now() - span);
    }
    let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.replacen(' ', "T", 1) };
    let time = OffsetDateTime::parse(&full, &Rfc3339)
        .map_err(|_| "write 2026-01-31, 2026-01-31T08:00:00Z, or how long ago: 30m, 24h, 7d".to_owned())?;
    i64::try_from(time.unix_timestamp_nanos() / 1_000_000).map_err(|_| "is out of range".into())
}

/// Reads a span such as `90s`, `30m`, `24h` or `7d`, in milliseconds.
pub(crate) fn span(text: &str) -> Option<i64> {
    let number = text.strip_suffix(['s', 'm', 'h', 'd'])?;
    let unit = match text.as_bytes().last()? {
        b's' => 1_000,
        b'm' => 60 * 1_000,
        b'h' => 60 * 60 * 1_000,
        _ => DAY,
    };
    number.parse::<u32>().ok().and_then(|number| i64::from(number).checked_mul(unit))
}

/// By the clock of this machine.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_both_ways() {
        assert_eq!(rfc3339(1_700_000_000_123), "2023-11-14T22:13:20.123Z");
        assert_eq!(shown(1_700_000_000_123), "2023-11-14 22:13:20Z");
        assert_eq!(parse("2023-11-14T22:13:20.123Z"), Ok(1_700_000_000_123));
        assert_eq!(parse("2023-11-14 22:13:20Z"), Ok(1_700_000_000_000));
        assert_eq!(day(1_700_000_000_123), "2023-11-14");
        assert_eq!(parse("1970-01-02"), Ok(DAY));
        assert_eq!(span("2h"), Some(7_200_000));
        assert!(parse("7d").unwrap() <= now() - 7 * DAY);
        for wrong in ["", "yesterday", "-1h", "1.5h", "2023-13-01", "2023-11-14T22:13:20"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
