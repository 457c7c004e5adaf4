//! What is known about a connection that failed, or worked.

use crate::identity::CertificateSummary;

/// What was seen of a TLS connection: the facts behind a verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The host that was meant, if the handshake came that far.
    pub host: Option<String>,
    /// Whether the server asked for a certificate; `None` if the handshake ended before that was known.
    pub asked: Option<bool>,
    /// The authorities whose certificates the server says it takes. Many servers name none.
    pub authorities: Vec<String>,
    /// The signature schemes that the server takes.
    pub schemes: Vec<String>,
    /// What we showed.
    pub sent: Sent,
    /// Our certificate, whether it was shown or not.
    pub ours: Option<CertificateSummary>,
    /// The names of the authorities above it, nearest first, as far as our files tell.
    pub our_issuers: Vec<String>,
    /// Whether our files do not hold the issuer of our certificate, so that it travels alone.
    pub is_issuer_missing: bool,
    /// The certificates that the server showed, its own first.
    pub server_chain: Vec<CertificateSummary>,
    /// The alert that the server sent, for instance `CertificateRequired`.
    pub alert: Option<String>,
    /// The HTTP status, where a server refuses with a page rather than an alert.
    pub status: Option<u16>,
}

/// What was shown when a server asked for a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sent {
    /// Nothing: the server did not ask, or there is no identity.
    #[default]
    Nothing,
    /// Nothing: our key makes none of the signatures that the server takes.
    KeyUnusable,
    /// Our certificate.
    Certificate {
        /// Its SHA-256, lower-case hexadecimal.
        fingerprint: String,
        /// How many certificates were sent, ours and its issuers.
        count: usize,
    },
}
