//! The state of an identity.

use std::fmt;

use jiff::Timestamp;

/// The state of an identity at one moment, for a health page or a metric.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The generation in use, from 1.
    pub generation: u64,
    /// SHA-256 of our certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// The last moment at which our certificate is valid.
    pub not_after: Timestamp,
    /// Whole days until then; negative once it has expired.
    pub days_left: i64,
    /// When the generation in use was loaded.
    pub loaded_at: Timestamp,
    /// When the source was last read, whether anything was new or not.
    pub last_reload: Timestamp,
    /// Why the last reload failed. The generation in use is then the last good one.
    pub last_error: Option<String>,
}

impl Status {
    /// Returns true if the certificate was valid when the status was taken.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.days_left >= 0
    }
}

/// Writes one line for a log or a health page.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Status {
            generation,
            not_after,
            days_left,
            ..
        } = self;
        write!(f, "generation {generation}, ")?;
        match self.is_valid() {
            true => write!(f, "valid until {not_after}, {days_left} days left")?,
            false => write!(f, "expired on {not_after}")?,
        }
        match &self.last_error {
            Some(error) => write!(f, "; the last reload failed: {error}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_one_line_that_tells_of_expiry_and_of_a_failed_reload() {
        let mut status = Status {
            generation: 2,
            fingerprint: "9a".into(),
            not_after: "2027-11-23T20:00:00Z".parse().expect("a moment"),
            days_left: 364,
            loaded_at: Timestamp::UNIX_EPOCH,
            last_reload: Timestamp::UNIX_EPOCH,
            last_error: None,
        };
        let valid = "generation 2, valid until 2027-11-23T20:00:00Z, 364 days left";
        assert_eq!(status.to_string(), valid);
        status.last_error = Some("the key does not fit".into());
        status.days_left = -1;
        assert_eq!(
            status.to_string(),
            "generation 2, expired on 2027-11-23T20:00:00Z; the last reload failed: the key does not fit"
        );
    }
}
