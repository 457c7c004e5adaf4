//! The provider's own functions: they compare in constant time.

use std::sync::Arc;

#[cfg(feature = "aws-lc-rs")]
use aws_lc_rs::{hmac, signature};
#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
use ring::{hmac, signature};

use super::Algorithm;

/// The bytes of a public key of Ed25519.
const ED25519_BYTES: usize = 32;

/// A key that verifies.
#[derive(Clone)]
pub(super) enum VerifyingKey {
    Hmac(Arc<hmac::Key>),
    Ed25519([u8; ED25519_BYTES]),
}

impl VerifyingKey {
    /// Takes the bytes of a key; none if there are too few or too many.
    pub(super) fn new(algorithm: Algorithm, bytes: &[u8]) -> Option<Self> {
        let hmac = |algorithm| {
            (!bytes.is_empty()).then(|| Self::Hmac(Arc::new(hmac::Key::new(algorithm, bytes))))
        };
        match algorithm {
            Algorithm::HmacSha256 => hmac(hmac::HMAC_SHA256),
            Algorithm::HmacSha384 => hmac(hmac::HMAC_SHA384),
            Algorithm::HmacSha512 => hmac(hmac::HMAC_SHA512),
            Algorithm::Ed25519 => bytes.try_into().ok().map(Self::Ed25519),
        }
    }

    pub(super) fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Hmac(key) => hmac::verify(key, signed, signature).is_ok(),
            Self::Ed25519(key) => {
                let key = signature::UnparsedPublicKey::new(&signature::ED25519, key);
                key.verify(signed, signature).is_ok()
            }
        }
    }
}
