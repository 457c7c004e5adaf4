//! The facts about a connection that failed or succeeded.

use crate::identity::CertificateSummary;

/// The facts about a TLS connection that a verdict is based on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The host that was meant, if the handshake came that far.
    pub host: Option<String>,
    /// True if the server asked for a certificate; `None` if the handshake ended before that was
    /// known.
    pub asked: Option<bool>,
    /// The authorities whose certificates the server says it takes. Many servers name none.
    pub authorities: Vec<String>,
    /// The signature schemes that the server takes.
    pub schemes: Vec<String>,
    /// The certificates that we sent.
    pub sent: Sent,
    /// Our certificate, whether it was shown or not.
    pub ours: Option<CertificateSummary>,
    /// The names of the authorities above it, nearest first, as far as our files tell.
    pub our_issuers: Vec<String>,
    /// True if our files lack the issuer of our certificate, so that the certificate is sent alone.
    pub is_issuer_missing: bool,
    /// The certificates that the server showed, its own first.
    pub server_chain: Vec<CertificateSummary>,
    /// The alert that the server sent, for instance `CertificateRequired`.
    pub alert: Option<String>,
    /// The HTTP status, where a server refuses with a page rather than an alert.
    pub status: Option<u16>,
}

/// The answer to a server's request for a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sent {
    /// Nothing was sent: the server did not ask, or there is no identity.
    #[default]
    Nothing,
    /// Nothing: our key makes none of the signatures that the server takes.
    KeyUnusable,
    /// Our certificate.
    Certificate {
        /// Its SHA-256, lower-case hexadecimal.
        fingerprint: String,
        /// The number of certificates that were sent: ours and its issuers.
        count: usize,
    },
}
