//! Times of day as servers write them: understood, and written back as they came.

use std::fmt;
use std::str::FromStr;

use super::clock::{NotATime, TimeOfDay};

/// A time of day (RFC 3339 `full-time`, or a `partial-time` without an offset), written back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Time(Box<str>);

impl Time {
    /// The time on the clock, without its offset.
    #[must_use]
    pub fn clock(&self) -> jiff::civil::Time {
        parse_clock(&self.0).unwrap_or_default()
    }
}

/// Reads a time, including what jiff accepts in addition to RFC 3339.
fn parse_clock(text: &str) -> Option<jiff::civil::Time> {
    if let Some(clock) = TimeOfDay::parse(text) {
        return Some(clock.civil());
    }
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
        parse_clock(text).map(|_| Time(text.into())).ok_or(NotATime)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
