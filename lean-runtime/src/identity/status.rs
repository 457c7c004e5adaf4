//! How an identity fares.

use jiff::Timestamp;

/// How an identity fares at one moment: for a health page or a metric.
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
    /// Whether the certificate is still valid at the moment the status was taken.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.days_left >= 0
    }
}
