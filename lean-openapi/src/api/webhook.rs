//! The signature scheme of a provider's webhooks.

/// One way to sign a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSignature {
    /// The algorithm.
    pub algorithm: SignatureAlgorithm,
    /// The header with the signature, in lower case.
    pub header: String,
    /// The text between the entries of that header; `None` if the header is one entry.
    pub separator: Option<String>,
    /// The text before the signature in its entry: `sha512=`.
    pub prefix: String,
    /// The encoding of the signature.
    pub encoding: SignatureEncoding,
    /// The signed text.
    pub signed: Vec<SignedPart>,
    /// The part that holds the time of sending (seconds since 1970), and the seconds by which it may differ from now.
    pub timestamp: Option<(SignedPart, u32)>,
    /// The encoding of the secret.
    pub secret: SecretFormat,
}

/// The algorithms of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// `hmac-sha256`.
    HmacSha256,
    /// `hmac-sha384`.
    HmacSha384,
    /// `hmac-sha512`.
    HmacSha512,
    /// `ed25519`: the secret is the provider's public key.
    Ed25519,
}

/// An encoding of bytes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64 (RFC 4648, section 4), with padding.
    Base64,
}

/// A part of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedPart {
    /// A fixed text.
    Text(String),
    /// The body, byte for byte.
    Body,
    /// The value of a header, whose name is in lower case.
    Header(String),
    /// The rest of the entry of the signature header that begins with this text.
    Entry(String),
}

/// The text form of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretFormat {
    /// The text that secrets of this kind begin with; it is not part of the key.
    pub prefix: String,
    /// The encoding of the key after the prefix. `None` if the text itself is the key.
    pub encoding: Option<SignatureEncoding>,
}
