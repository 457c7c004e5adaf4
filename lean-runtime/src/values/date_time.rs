//! Instants as servers write them: understood, and written back digit for digit.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::tz::TimeZone;

use super::clock::{self, NotATime, TimeOfDay};

/// An instant (RFC 3339 `date-time`), written back as it came: offset, fraction and all.
///
/// Two are equal if they are the same instant, to the nanosecond. A text without an offset is taken as UTC: real servers
/// send such. A leap second is read as the second before it, `24:00` as the midnight that ends a day.
#[derive(Clone)]
pub struct DateTime {
    /// Seconds since 1970, and nanoseconds on top.
    instant: (i64, u32),
    /// The text as it came; none if it is the usual one of its instant: in UTC, with no more digits than needed.
    text: Option<Box<str>>,
}

impl DateTime {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: DateTime = DateTime {
        instant: (0, 0),
        text: None,
    };

    /// Returns the instant. jiff's last instant is 9999-12-30T22:00:00Z: it replaces all later
    /// ones, for instance `9999-12-31T23:59:59Z`, which systems use for "never".
    #[must_use]
    pub fn timestamp(&self) -> jiff::Timestamp {
        let (seconds, nanoseconds) = self.instant;
        let nanoseconds = i32::try_from(nanoseconds).unwrap_or(0);
        let bound = if seconds < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        };
        jiff::Timestamp::new(seconds, nanoseconds).unwrap_or(bound)
    }

    /// Now.
    #[must_use]
    pub fn now() -> DateTime {
        jiff::Timestamp::now().into()
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> DateTime {
        let nanoseconds = timestamp.as_nanosecond();
        let second = 1_000_000_000;
        DateTime {
            instant: (
                i64::try_from(nanoseconds.div_euclid(second)).unwrap_or_default(),
                u32::try_from(nanoseconds.rem_euclid(second)).unwrap_or_default(),
            ),
            text: None,
        }
    }
}

impl FromStr for DateTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<DateTime, NotATime> {
        let (instant, is_usual) = match parse_instant(text) {
            Some(read) => read,
            None => (parse_with_jiff(text).ok_or(NotATime)?.instant, false),
        };
        let text = if is_usual { None } else { Some(text.into()) };
        Ok(DateTime { instant, text })
    }
}

/// Seconds since 1970, and nanoseconds on top. And if the text is the one that an instant is written as.
fn parse_instant(text: &str) -> Option<((i64, u32), bool)> {
    // Dates have eight or ten characters.
    let bytes = text.as_bytes();
    let is_separator = |at: usize| matches!(bytes.get(at), Some(b'T' | b't' | b' ' | b'_'));
    let at = if is_separator(10) { 10 } else { 8 };
    if !is_separator(at) {
        return None;
    }
    let date = clock::parse_date(text.get(..at)?)?;
    let clock = TimeOfDay::parse(text.get(at + 1..)?)?;
    let days = date.duration_since(jiff::civil::Date::constant(1970, 1, 1));
    let seconds = days.as_secs() + clock.seconds() - clock.zone.seconds();
    let is_usual = bytes.get(10) == Some(&b'T')
        && bytes.get(7) == Some(&b'-')
        && (1..=9998).contains(&date.year())
        && clock.is_usual(bytes);
    Some(((seconds, clock.nanosecond), is_usual))
}

/// Reads what jiff accepts in addition to RFC 3339: named zones, years of more than four digits.
fn parse_with_jiff(text: &str) -> Option<DateTime> {
    let parsed = text.parse::<jiff::Timestamp>().ok();
    let parsed = parsed.or_else(|| {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    });
    parsed.map(DateTime::from)
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => self.timestamp().fmt(f),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &DateTime) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &DateTime) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &DateTime) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_back_as_they_came_whether_their_text_is_kept_or_not() {
        let days = [
            "2026-05-12",
            "0001-01-01",
            "1969-12-31",
            "9998-12-31",
            "2024-02-29",
        ];
        let odd_days = ["0000-01-01", "9999-12-31", "20260512"];
        let times = [
            "00:00:00",
            "23:59:59",
            "08:15:30.5",
            "08:15:30.123456789",
            "12:00:00.001",
        ];
        let odd_times = [
            "23:59:60",
            "24:00:00",
            "08:15",
            "08:15:30.50",
            "08:15:30.000",
        ];
        let longer = ["08:15:30.1234567891", "08:15:30.0000000001"];
        let zones = ["Z", "z", "", "+00:00", "-00:00", "+0400", "-03:30"];
        for day in days.iter().chain(&odd_days) {
            for time in times.iter().chain(&odd_times).chain(&longer) {
                for zone in zones {
                    for separator in ["T", "t", " "] {
                        let text = format!("{day}{separator}{time}{zone}");
                        let read: DateTime = text.parse().expect(&text);
                        assert_eq!(read.to_string(), text);
                        let is_usual = days.contains(day)
                            && times.contains(time)
                            && (separator, zone) == ("T", "Z");
                        assert_eq!(read.text.is_none(), is_usual, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "T",
            "2026-05-12T",
            "2026-05-12T8:15:30Z",
            "2026-05-12T08:15:30ZZ",
            "2026-05-12T08:15:30.Z",
            "2026-05-12T08:15.5Z",
            "2026-05-12T08:15:61Z",
            "2026-05-12T25:15:00Z",
            "2026-05-12T08:15:30+04:0",
            "2026-02-30T08:15:30Z",
            "2026-5-12T08:15:30Z",
            "2026-0512T08:15:30Z",
            "202605-12T08:15:30Z",
            "\u{662}026-05-12T08:15:30Z",
            "2026-05-12\u{e9}08:15:30Z",
        ] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }
}
