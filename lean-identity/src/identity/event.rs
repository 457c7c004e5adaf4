//! The events of an identity while the application runs.

use jiff::Timestamp;

use super::{Code, Severity};

/// Something that happened to an identity. See [`Identity::subscribe`](super::Identity::subscribe).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdentityEvent {
    /// A new generation is in use.
    Replaced {
        /// Its number.
        generation: u64,
        /// SHA-256 of its certificate, lower-case hexadecimal.
        fingerprint: String,
        /// The last moment of its validity.
        not_after: Timestamp,
    },
    /// A reload failed; the last good generation stays in use.
    ReloadFailed {
        /// The code of the fault.
        code: Code,
        /// The whole message, one line.
        text: String,
    },
    /// The certificate in use has passed a threshold: 30 days, 7 days or one day are left. Comes once for each.
    Expiring {
        /// Warning, urgent or critical.
        severity: Severity,
        /// The last moment of its validity.
        not_after: Timestamp,
        /// Whole days until then.
        days_left: i64,
    },
    /// The certificate in use has expired; requests are refused locally. Comes once.
    Expired {
        /// The last moment of its validity.
        not_after: Timestamp,
    },
}
