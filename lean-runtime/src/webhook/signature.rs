//! The signature scheme of a provider.

/// One way to sign a delivery. Constant: generated code has it from `x-webhook-signature`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The header with the signature, in lower case.
    pub header: &'static str,
    /// The text between the entries of that header; `None` if the header is one entry.
    pub separator: Option<&'static str>,
    /// The text before the signature in its entry: `sha512=`.
    pub prefix: &'static str,
    /// The encoding of the signature.
    pub encoding: Encoding,
    /// The signed parts. They contain [`SignedPart::Body`].
    pub signed: &'static [SignedPart],
    /// The part with the time of sending (seconds since 1970), and the seconds by which it may differ from now. It is a part of
    /// `signed`.
    pub timestamp: Option<(SignedPart, u32)>,
    /// The text form of secrets.
    pub secret: SecretFormat,
}

/// The algorithms of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-384.
    HmacSha384,
    /// HMAC with SHA-512.
    HmacSha512,
    /// Ed25519 (RFC 8032): the secret is the provider's public key.
    Ed25519,
}

impl Algorithm {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac-sha256",
            Self::HmacSha384 => "hmac-sha384",
            Self::HmacSha512 => "hmac-sha512",
            Self::Ed25519 => "ed25519",
        }
    }
}

/// An encoding of bytes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits, all in lower case or all in upper case.
    Hex,
    /// Base64 (RFC 4648, section 4), with padding.
    Base64,
}

/// A part of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedPart {
    /// A fixed text.
    Text(&'static str),
    /// The body, byte for byte.
    Body,
    /// The value of a header, whose name is in lower case.
    Header(&'static str),
    /// The rest of the entry of the signature header that begins with this text.
    Entry(&'static str),
}

/// The text form of secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretFormat {
    /// The text that secrets of this kind begin with; it is not part of the key.
    pub prefix: &'static str,
    /// The encoding of the key after the prefix. `None` if the text itself is the key.
    pub encoding: Option<Encoding>,
}

const TIMESTAMP: SignedPart = SignedPart::Header("webhook-timestamp");

const fn standard(algorithm: Algorithm, prefix: &'static str, secret: &'static str) -> Signature {
    Signature {
        algorithm,
        header: "webhook-signature",
        separator: Some(" "),
        prefix,
        encoding: Encoding::Base64,
        signed: &[
            SignedPart::Header("webhook-id"),
            SignedPart::Text("."),
            TIMESTAMP,
            SignedPart::Text("."),
            SignedPart::Body,
        ],
        timestamp: Some((TIMESTAMP, 300)),
        secret: SecretFormat {
            prefix: secret,
            encoding: Some(Encoding::Base64),
        },
    }
}

/// [Standard Webhooks](https://www.standardwebhooks.com) 1.0.0, for descriptions that do not name it: `v1` with secrets
/// that begin with `whsec_`, and `v1a` with public keys that begin with `whpk_`.
pub const STANDARD: &[Signature] = &[
    standard(Algorithm::HmacSha256, "v1,", "whsec_"),
    standard(Algorithm::Ed25519, "v1a,", "whpk_"),
];
