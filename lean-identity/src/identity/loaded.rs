//! A generation of an identity: everything that a connection needs, checked as a whole.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use rustls::{pki_types::CertificateDer, sign::CertifiedKey};

use super::LoadReport;

/// A generation of an identity. A generation never changes; a reload publishes a new one.
///
/// Hold on to one for as long as a pool of connections lives: the pool belongs to it.
pub struct Loaded {
    pub(crate) generation: u64,
    pub(crate) key: Arc<CertifiedKey>,
    /// The authorities whose servers are trusted.
    pub(crate) anchors: Vec<CertificateDer<'static>>,
    /// Certificates that may help a server that forgot to send its own intermediates.
    pub(crate) intermediates: Vec<CertificateDer<'static>>,
    pub(crate) report: LoadReport,
    /// Of all input bytes: the same bytes are the same identity.
    pub(crate) content: [u8; 32],
    pub(crate) loaded_at: Timestamp,
    /// The file that says who is trusted, if it is one.
    pub(crate) chain_origin: Option<String>,
    /// The place of our certificate, for messages.
    pub(super) leaf_place: super::collect::Place,
}

impl Loaded {
    /// Counts the generations of one [`Identity`](super::Identity), from 1.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns the report: what was found, what was repaired, and what needs attention.
    #[must_use]
    pub fn report(&self) -> &LoadReport {
        &self.report
    }

    /// The last moment at which our certificate is valid.
    #[must_use]
    pub fn not_after(&self) -> Timestamp {
        self.report.leaf().not_after
    }

    /// SHA-256 of our certificate, as lower-case hexadecimal. RFC 8705 binds tokens to it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.report.leaf().sha256
    }
}

impl fmt::Debug for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loaded")
            .field("generation", &self.generation)
            .field("fingerprint", &self.fingerprint())
            .field("key", &"[redacted]")
            .finish_non_exhaustive()
    }
}
