//! Times as servers write them: understood, and written back digit for digit.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::tz::TimeZone;

/// A text that does not read as a time, date and time, or duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time as RFC 3339 writes it")
    }
}

impl std::error::Error for NotATime {}

/// An instant (RFC 3339 `date-time`), written back as it came: offset, fraction and all.
///
/// Two are equal if they are the same instant. A text without an offset is taken as UTC: real servers send such.
#[derive(Clone)]
pub struct DateTime {
    timestamp: jiff::Timestamp,
    text: Option<Box<str>>,
}

impl DateTime {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: DateTime = DateTime {
        timestamp: jiff::Timestamp::UNIX_EPOCH,
        text: None,
    };

    /// The instant.
    #[must_use]
    pub fn timestamp(&self) -> jiff::Timestamp {
        self.timestamp
    }

    /// Now.
    #[must_use]
    pub fn now() -> DateTime {
        jiff::Timestamp::now().into()
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> DateTime {
        DateTime {
            timestamp,
            text: None,
        }
    }
}

impl FromStr for DateTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<DateTime, NotATime> {
        let parsed = text.parse::<jiff::Timestamp>().ok();
        let parsed = parsed.or_else(|| {
            let civil: jiff::civil::DateTime = text.parse().ok()?;
            TimeZone::UTC.to_timestamp(civil).ok()
        });
        let timestamp = parsed.ok_or(NotATime)?;
        Ok(DateTime {
            timestamp,
            text: Some(text.into()),
        })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => self.timestamp.fmt(f),
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
        self.timestamp == other.timestamp
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.timestamp.hash(state);
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &DateTime) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &DateTime) -> Ordering {
        self.timestamp.cmp(&other.timestamp)
    }
}

/// A time of day (RFC 3339 `full-time`, or a `partial-time` without an offset), written back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Time(Box<str>);

impl Time {
    /// The time on the clock, without its offset.
    #[must_use]
    pub fn clock(&self) -> jiff::civil::Time {
        clock(&self.0).unwrap_or_default()
    }
}

fn clock(text: &str) -> Option<jiff::civil::Time> {
    let end = text
        .find(['Z', 'z', '+'])
        .or_else(|| text.find('-'))
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

impl Default for Time {
    fn default() -> Time {
        Time("00:00:00Z".into())
    }
}

impl From<jiff::civil::Time> for Time {
    fn from(time: jiff::civil::Time) -> Time {
        Time(time.to_string().into())
    }
}

impl FromStr for Time {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Time, NotATime> {
        clock(text).map(|_| Time(text.into())).ok_or(NotATime)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A duration (ISO 8601, RFC 3339 appendix A), written back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

impl Duration {
    /// The years, months, days, hours and so on.
    #[must_use]
    pub fn span(&self) -> jiff::Span {
        self.0.parse().unwrap_or_default()
    }
}

impl Default for Duration {
    fn default() -> Duration {
        Duration("PT0S".into())
    }
}

impl From<jiff::Span> for Duration {
    fn from(span: jiff::Span) -> Duration {
        Duration(span.to_string().into())
    }
}

impl FromStr for Duration {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Duration, NotATime> {
        match text.parse::<jiff::Span>() {
            Ok(_) => Ok(Duration(text.into())),
            Err(_) => Err(NotATime),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
