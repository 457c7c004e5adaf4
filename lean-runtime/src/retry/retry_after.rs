//! When a server asks to be called again.

use std::time::Duration;

use http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp, civil::DateTime, fmt::strtime, tz::TimeZone};

/// How long a server asks to be left alone (RFC 9110 section 10.2.3), in seconds or as a date; none: it does not
/// say, or not in a way that means anything. A date that has passed means now.
pub(crate) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = date(value)?.duration_since(now);
    Some(Duration::try_from(until.max(SignedDuration::ZERO)).unwrap_or_default())
}

/// A date in the form that servers must send (IMF-fixdate, RFC 9110 section 5.6.7).
pub(crate) fn date(text: &str) -> Option<Timestamp> {
    let text = text.strip_suffix(" GMT")?;
    let broken = strtime::parse("%a, %d %b %Y %H:%M:%S", text).ok()?;
    let date: DateTime = broken.to_datetime().ok()?;
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
        assert_eq!(seconds("18446744073709551615"), Some(u64::MAX));
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds("1.5"), None);
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds(""), None);
    }
}
