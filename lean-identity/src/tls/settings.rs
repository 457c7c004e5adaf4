//! The settings of a TLS connection.

use std::{fmt, path::Path, str::FromStr};

use base64::Engine as _;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer};

use super::revocation::ListFile;
use crate::identity::{self, IdentityError};

/// The settings of a TLS connection.
///
/// The defaults are safe: TLS 1.3, only the authorities of the identity's own chain, no session
/// resumption. Environment variables have no effect (`SSLKEYLOGFILE` is ignored).
///
/// # Example
/// ```
/// use lean_identity::tls::{MinimumVersion, TlsSettings};
///
/// let bank = TlsSettings::mutual();
/// let token_endpoint = TlsSettings::public().minimum_version(MinimumVersion::Tls12);
/// # let _ = (bank, token_endpoint);
/// ```
#[derive(Clone, Debug)]
pub struct TlsSettings {
    pub(super) trust: Trust,
    pub(super) minimum: MinimumVersion,
    pub(super) post_quantum: PostQuantum,
    pub(super) pins: Vec<Pin>,
    pub(super) revocation_lists: Vec<CertificateRevocationListDer<'static>>,
    pub(super) revocation_files: Vec<ListFile>,
    pub(super) alpn: Vec<Vec<u8>>,
}

/// The authorities that are trusted as issuers of server certificates. One kind never replaces
/// another.
#[derive(Clone)]
pub(super) enum Trust {
    /// The authorities of the identity's chain file.
    IdentityChain,
    /// The authorities that the operating system trusts.
    Public,
    /// These and no others.
    Given(Vec<CertificateDer<'static>>),
}

impl TlsSettings {
    /// For hosts of mutual TLS: only servers that the identity's chain file vouches for are trusted.
    #[must_use]
    pub fn mutual() -> Self {
        Self::new(Trust::IdentityChain)
    }

    /// For hosts with a publicly signed certificate: servers that the operating system's authorities vouch
    /// for are trusted.
    #[must_use]
    pub fn public() -> Self {
        Self::new(Trust::Public)
    }

    /// Only servers are trusted that one of these authorities (PEM or DER) vouches for.
    ///
    /// # Errors
    /// As for the chain file of an identity.
    pub fn trusting(authorities: &[u8]) -> Result<Self, IdentityError> {
        identity::read_authorities(authorities).map(|anchors| Self::new(Trust::Given(anchors)))
    }

    fn new(trust: Trust) -> Self {
        Self {
            trust,
            minimum: MinimumVersion::default(),
            post_quantum: PostQuantum::default(),
            pins: Vec::new(),
            revocation_lists: Vec::new(),
            revocation_files: Vec::new(),
            alpn: Vec::new(),
        }
    }

    /// The oldest protocol version that is spoken. TLS 1.3 unless said otherwise.
    #[must_use]
    pub fn minimum_version(mut self, minimum: MinimumVersion) -> Self {
        self.minimum = minimum;
        self
    }

    /// Sets the use of post-quantum key exchange. The default is on.
    #[must_use]
    pub fn post_quantum(mut self, post_quantum: PostQuantum) -> Self {
        self.post_quantum = post_quantum;
        self
    }

    /// Also requires that the server's key, or the key of an authority above it, is one of the pins. Pins of
    /// several calls add up; one match is enough. With [`TlsSettings::public`] the root's own key does not
    /// count: pin an intermediate.
    #[must_use]
    pub fn pin(mut self, pin: Pin) -> Self {
        self.pins.push(pin);
        self
    }

    /// Also requires that the server's certificate is not on these lists (PEM or DER). A list of its issuer
    /// must be among them and must not have expired.
    ///
    /// # Errors
    /// If the bytes hold no revocation list.
    pub fn revocation_lists(mut self, lists: &[u8]) -> Result<Self, IdentityError> {
        let lists = identity::read_revocation_lists(lists)?;
        self.revocation_lists
            .extend(lists.into_iter().map(CertificateRevocationListDer::from));
        Ok(self)
    }

    /// Uses the revocation lists in this file. A client reads the file again when it changes, and
    /// then makes new connections under the new lists. While the file cannot be read, the last good
    /// lists stay in use until they expire; after that, servers are refused.
    ///
    /// # Errors
    /// If the file cannot be read or holds no revocation list.
    pub fn revocation_list_file(mut self, path: impl AsRef<Path>) -> Result<Self, IdentityError> {
        self.revocation_files.push(ListFile::read(path.as_ref())?);
        Ok(self)
    }

    /// The same settings with what the files of revocation lists hold now; none: no file has changed.
    ///
    /// # Errors
    /// If a file that has changed cannot be read or holds no revocation list.
    pub fn refresh(&self) -> Result<Option<Self>, IdentityError> {
        let mut fresh = None;
        for (index, file) in self.revocation_files.iter().enumerate() {
            if let Some(file) = file.refresh()? {
                fresh.get_or_insert_with(|| self.clone()).revocation_files[index] = file;
            }
        }
        Ok(fresh)
    }

    /// The application protocols to offer, best first, for instance `h2` and `http/1.1`. None unless said
    /// otherwise.
    #[must_use]
    pub fn alpn<P: Into<Vec<u8>>>(mut self, protocols: impl IntoIterator<Item = P>) -> Self {
        self.alpn = protocols.into_iter().map(Into::into).collect();
        self
    }
}

impl TlsSettings {
    /// All revocation lists, as they were last read.
    pub(super) fn all_revocation_lists(&self) -> Vec<CertificateRevocationListDer<'static>> {
        let of_files = self
            .revocation_files
            .iter()
            .flat_map(|file| file.lists.iter());
        self.revocation_lists
            .iter()
            .chain(of_files)
            .cloned()
            .collect()
    }

    /// Describes the trusted authorities in words.
    pub(crate) fn trust_in_words(&self) -> &'static str {
        match self.trust {
            Trust::IdentityChain => "the chain file",
            Trust::Public => "the public authorities",
            Trust::Given(_) => "the given authorities",
        }
    }
}

impl Default for TlsSettings {
    fn default() -> Self {
        Self::mutual()
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IdentityChain => f.write_str("IdentityChain"),
            Self::Public => f.write_str("Public"),
            Self::Given(anchors) => write!(f, "Given({} authorities)", anchors.len()),
        }
    }
}

/// The oldest protocol version that is spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MinimumVersion {
    /// TLS 1.2, RFC 5246, with forward-secret AEAD cipher suites only.
    Tls12,
    /// TLS 1.3, RFC 8446.
    #[default]
    Tls13,
}

/// The use of key exchange that is safe against future quantum computers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PostQuantum {
    /// The exchange that the crypto provider offers: a hybrid, plus the classical one.
    #[default]
    On,
    /// Classical key exchange only: for middleboxes that stumble over the larger first message.
    Off,
}

/// The SHA-256 of a public key (SubjectPublicKeyInfo).
///
/// Read from `sha256/` and base64, as curl's `--pinnedpubkey` has it with two slashes, or from 64
/// hexadecimal digits, as [`CertificateSummary::spki_sha256`](crate::identity::CertificateSummary) shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin(pub(super) [u8; 32]);

impl Pin {
    /// From the hash itself.
    #[must_use]
    pub const fn new(sha256: [u8; 32]) -> Self {
        Self(sha256)
    }
}

impl FromStr for Pin {
    type Err = InvalidPin;

    fn from_str(text: &str) -> Result<Self, InvalidPin> {
        let base64 = text
            .strip_prefix("sha256//")
            .or_else(|| text.strip_prefix("sha256/"));
        let bytes = match base64 {
            Some(base64) => base64::engine::general_purpose::STANDARD
                .decode(base64)
                .ok(),
            None => decode_hex(text),
        };
        bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(InvalidPin)
    }
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<_>> = text
        .chars()
        .filter(|&c| c != ':')
        .map(|c| c.to_digit(16))
        .collect();
    digits?
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair.get(1)?).ok())
        .collect()
}

/// A text that is not the SHA-256 of a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPin;

impl fmt::Display for InvalidPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not the SHA-256 of a public key: give `sha256/` and base64, or 64 hexadecimal digits",
        )
    }
}

impl std::error::Error for InvalidPin {}

#[cfg(test)]
mod tests {
    use super::Pin;

    #[test]
    fn pins_are_read_in_their_usual_forms() {
        let expected = Ok(Pin([0; 32]));
        assert_eq!(
            "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".parse(),
            expected
        );
        assert_eq!(
            "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".parse(),
            expected
        );
        assert_eq!("00".repeat(32).parse(), expected);
        for bad in ["", "sha256/", "sha256/AA==", "00", "xy", &"0".repeat(63)] {
            assert!(bad.parse::<Pin>().is_err(), "{bad}");
        }
    }
}
