//! The side that refused a connection, the reason and the remedy.

use std::{error::Error, fmt};

use super::Evidence;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $const:ident $($text:literal)? / $side:ident,)+) => {
        /// Why a connection failed, as a name that never changes. New releases may add variants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum FaultKind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl FaultKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Returns the name used in messages and documentation, for instance
            /// `CLIENT_CERT_REJECTED`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => codes::$const,)+
                }
            }

            /// Returns the side to examine first.
            #[must_use]
            pub const fn side(self) -> FaultSide {
                match self {
                    $(Self::$name => FaultSide::$side,)+
                }
            }
        }

        /// The kinds as texts, to compare and match with.
        pub mod codes {
            $(
                $(#[doc = $doc])+
                pub const $const: &str = text!($const $($text)?);
            )+
        }
    };
}

/// A code's text: its constant's name, unless it is written otherwise.
macro_rules! text {
    ($const:ident) => {
        stringify!($const)
    };
    ($const:ident $text:literal) => {
        $text
    };
}

kinds! {
    /// No trusted authority vouches for the server.
    ServerUntrusted = SERVER_UNTRUSTED / ServerCertificate,
    /// The server did not send the certificate of its issuer.
    ServerChainIncomplete = SERVER_CHAIN_INCOMPLETE / ServerCertificate,
    /// The server's authority has the name of a trusted one and another key.
    ServerCaRekeyed = SERVER_CA_REKEYED / ServerCertificate,
    /// The server shows the certificate of an authority as its own.
    ServerCertIsCa = SERVER_CERT_IS_CA / ServerCertificate,
    /// The server's certificate is for another host.
    ServerName = SERVER_NAME / ServerCertificate,
    /// An authority may not vouch for this host.
    ServerNameConstraint = SERVER_NAME_CONSTRAINT / ServerCertificate,
    /// The server's certificate has expired.
    ServerExpired = SERVER_EXPIRED / ServerCertificate,
    /// The server's certificate is not valid yet.
    ServerNotYetValid = SERVER_NOT_YET_VALID / ServerCertificate,
    /// The server's certificate is not for servers.
    ServerPurpose = SERVER_PURPOSE / ServerCertificate,
    /// The server's chain rests on a weak or unknown algorithm.
    ServerWeakAlgorithm = SERVER_WEAK_ALGORITHM / ServerCertificate,
    /// The server's certificate is damaged or breaks the rules.
    ServerCertInvalid = SERVER_CERT_INVALID / ServerCertificate,
    /// The server did not prove that it has the key of its certificate.
    ServerSignature = SERVER_SIGNATURE / ServerCertificate,
    /// The server's certificate is revoked.
    ServerRevoked = SERVER_REVOKED / ServerCertificate,
    /// No key of the server's chain is pinned.
    ServerPinMismatch = SERVER_PIN_MISMATCH / ServerCertificate,
    /// No revocation list of the server's issuer was found.
    CrlMissing = CRL_MISSING / Configuration,
    /// The revocation list has expired.
    CrlExpired = CRL_EXPIRED / Configuration,
    /// A revocation list is damaged or signed by the wrong key.
    CrlUnusable = CRL_UNUSABLE / Configuration,
    /// The server insists on a certificate and none was shown.
    ClientCertRequired = CLIENT_CERT_REQUIRED / ClientCertificate,
    /// The server refused our certificate.
    ClientCertRejected = CLIENT_CERT_REJECTED / ClientCertificate,
    /// Our key makes none of the signatures that the server takes.
    ClientKeyUnusable = CLIENT_KEY_UNUSABLE / ClientCertificate,
    /// The server speaks no TLS version that is allowed here.
    TlsVersion = TLS_VERSION / Protocol,
    /// The server and this library share no cipher suite or key exchange.
    TlsNoCommonCipher = TLS_NO_COMMON_CIPHER / Protocol,
    /// The server takes none of the application protocols.
    TlsAlpn = TLS_ALPN / Protocol,
    /// The answer on the port is not TLS.
    NotTls = NOT_TLS / Protocol,
    /// The peer broke the rules of TLS.
    TlsProtocol = TLS_PROTOCOL / Protocol,
    /// The connection was closed in the middle of the handshake.
    HandshakeClosed = HANDSHAKE_CLOSED / Network,
    /// The connection was reset in the middle of the handshake.
    HandshakeReset = HANDSHAKE_RESET / Network,
    /// The handshake did not end in time.
    HandshakeTimeout = TIMEOUT_TLS "TIMEOUT(tls)" / Network,
    /// The host name does not resolve.
    Dns = DNS / Network,
    /// No address of the host takes connections.
    ConnectFailed = CONNECT_REFUSED / Network,
    /// No address of the host answered in time.
    ConnectTimeout = TIMEOUT_TCP "TIMEOUT(connect)" / Network,
    /// This machine has no list of public authorities.
    PublicRootsMissing = PUBLIC_ROOTS_MISSING / Configuration,
    /// No authority is trusted at all.
    TrustEmpty = TRUST_EMPTY / Configuration,
}

/// The side to examine first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultSide {
    /// We refused the server.
    ServerCertificate,
    /// The server refused us.
    ClientCertificate,
    /// Both sides do not understand each other.
    Protocol,
    /// The way between both.
    Network,
    /// The settings of this application.
    Configuration,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A fault of a connection: the side that refused it, the reason and the remedy.
///
/// Its text is one line: the stable code, what happened, what to do. The facts are in
/// [`evidence`](Self::evidence).
pub struct TlsFault(Box<Inner>);

struct Inner {
    kind: FaultKind,
    what: String,
    remedy: String,
    evidence: Evidence,
    certainty: Certainty,
}

/// The basis of a verdict: the peer's own statement, or circumstances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Certain,
    Probable,
}

impl TlsFault {
    pub(super) fn new(kind: FaultKind, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            remedy: remedy.into(),
            evidence: Evidence::default(),
            certainty: Certainty::Certain,
        }))
    }

    pub(super) fn protocol(what: impl Into<String>) -> Self {
        Self::new(
            FaultKind::TlsProtocol,
            what,
            "Something that is not the server may sit in between: try from another network, or with `PostQuantum::Off`",
        )
    }

    pub(super) fn with_evidence(mut self, evidence: Evidence) -> Self {
        self.0.evidence = evidence;
        self
    }

    pub(super) fn with_remedy(mut self, remedy: String) -> Self {
        self.0.remedy = remedy;
        self
    }

    pub(super) fn probable(mut self) -> Self {
        self.0.certainty = Certainty::Probable;
        self
    }

    /// The stable name of what happened.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.0.kind
    }

    /// Returns the side to examine first.
    #[must_use]
    pub fn side(&self) -> FaultSide {
        self.0.kind.side()
    }

    /// Returns what happened: one sentence without a full stop.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// Returns the remedy: one sentence without a full stop.
    #[must_use]
    pub fn remedy(&self) -> &str {
        &self.0.remedy
    }

    /// The facts: what was asked for, what was shown, which alert came.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.0.evidence
    }

    /// Returns true if the peer stated the reason. Otherwise the reason is inferred, because
    /// servers often close the connection for it.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.0.certainty == Certainty::Certain
    }

    /// Returns true if the same connection may succeed a moment later. Verdicts on certificates do
    /// not change, but a server that only closes the connection may be restarting.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.side() == FaultSide::Network || !self.is_certain()
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            kind,
            what,
            remedy,
            certainty,
            ..
        } = &*self.0;
        let probably = if *certainty == Certainty::Probable {
            "probably, "
        } else {
            ""
        };
        write!(f, "{kind}: {probably}{what}. {remedy}.")
    }
}

impl fmt::Debug for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsFault")
            .field("kind", &self.0.kind)
            .field("text", &self.to_string())
            .field("evidence", &self.0.evidence)
            .finish()
    }
}

impl Error for TlsFault {}

#[cfg(test)]
mod tests {
    use super::FaultKind;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = FaultKind::ALL.iter().map(|kind| kind.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FaultKind::ALL.len());
    }
}
