//! Durations as servers write them: understood, and written back as they came.

use std::fmt;
use std::str::FromStr;

use super::clock::NotATime;

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
