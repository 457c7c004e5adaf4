//! When a server asks to be called again.

use std::time::Duration;

use http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};

/// Returns the time that a server asks to wait (RFC 9110 section 10.2.3), given in seconds or as a
/// date; `None` if the header is missing or invalid. A date in the past means now.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = date(value, now)?.duration_since(now);
    Some(Duration::try_from(until.max(SignedDuration::ZERO)).unwrap_or_default())
}

/// A date in one of the three forms that HTTP has (RFC 9110 section 5.6.7); the day of the week is not looked at.
pub(crate) fn date(text: &str, now: Timestamp) -> Option<Timestamp> {
    // IMF-fixdate and RFC 850 have a comma after the day of the week, asctime has none.
    let Some((_, rest)) = text.split_once(", ") else {
        let (_, rest) = text.split_once(' ')?;
        return moment("%b %e %H:%M:%S %Y", rest);
    };
    let rest = rest.strip_suffix(" GMT")?;
    let Some((day_and_month, year)) = rest.rsplit_once('-') else {
        return moment("%d %b %Y %H:%M:%S", rest);
    };
    let (year, time) = year.split_once(' ')?;
    if year.len() != 2 {
        return None;
    }
    let in_century = |century: i64| {
        let text = format!("{day_and_month}-{century}{year} {time}");
        moment("%d-%b-%Y %H:%M:%S", &text)
    };
    let this = i64::from(TimeZone::UTC.to_datetime(now).year()) / 100;
    // More than fifty years ahead means the most recent year in the past that ends so.
    let far = |date: &Timestamp| date.duration_since(now) > FIFTY_YEARS;
    match in_century(this) {
        Some(date) if far(&date) => in_century(this - 1),
        date => date,
    }
}

const FIFTY_YEARS: SignedDuration = SignedDuration::from_hours(50 * 8766);

fn moment(format: &str, text: &str) -> Option<Timestamp> {
    let date: DateTime = strtime::parse(format, text).ok()?.to_datetime().ok()?;
    TimeZone::UTC.to_timestamp(date).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn seconds(value: &'static str) -> Option<u64> {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().expect("a time");
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static(value));
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn w_21_retry_after_in_seconds_or_as_a_date() {
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds("Mon, 23 Nov 2026 12:01:30 GMT"), Some(90));
        assert_eq!(seconds("Mon, 23 Nov 2026 11:00:00 GMT"), Some(0));
        // The obsolete forms, which recipients must read too.
        assert_eq!(seconds("Monday, 23-Nov-26 12:01:30 GMT"), Some(90));
        assert_eq!(seconds("Mon Nov 23 12:01:30 2026"), Some(90));
        assert_eq!(seconds("Sun Nov  6 08:49:37 1994"), Some(0));
        assert_eq!(seconds("Sunday, 06-Nov-94 08:49:37 GMT"), Some(0));
        assert!(seconds("Sunday, 23-Nov-75 12:00:00 GMT") > Some(48 * 365 * 86_400));
        assert_eq!(seconds("Mon, 23-Nov-2026 12:01:30 GMT"), None);
        assert_eq!(seconds("Mon, 23 Nov 2026 12:01:30 +0400"), None);
        assert_eq!(seconds("18446744073709551615"), Some(u64::MAX));
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds("1.5"), None);
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds(""), None);
    }
}
