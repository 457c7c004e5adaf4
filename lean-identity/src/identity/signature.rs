//! Checks if one certificate was signed by the key of another, using the crypto provider.

use der::asn1::ObjectIdentifier;

use super::asn1::Value;
use crate::crypto;

/// The signed part of a certificate with its signature.
#[derive(Clone)]
pub(super) struct SignedData {
    content: Vec<u8>,
    /// The signature algorithm: object identifier and parameters, without the sequence around them.
    algorithm: Vec<u8>,
    oid: ObjectIdentifier,
    signature: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Yes,
    No,
    /// The provider does not know the algorithm, as with SHA-1.
    Unknown,
}

impl SignedData {
    pub(super) fn new(content: &[u8], algorithm: Value<'_>, signature: &[u8]) -> Option<Self> {
        Some(Self {
            content: content.to_vec(),
            algorithm: algorithm.content.to_vec(),
            oid: algorithm.members().next()?.oid()?,
            signature: signature.to_vec(),
        })
    }

    /// Checks if the key of this SubjectPublicKeyInfo made the signature.
    pub(super) fn verify(&self, spki: &[u8]) -> Verdict {
        let Some((key_algorithm, key)) = split_spki(spki) else {
            return Verdict::Unknown;
        };
        let provider = crypto::provider();
        let mut usable = provider
            .signature_verification_algorithms
            .all
            .iter()
            .filter(|algorithm| {
                algorithm.public_key_alg_id().as_ref() == key_algorithm
                    && algorithm.signature_alg_id().as_ref() == self.algorithm
            });
        let Some(first) = usable.next() else {
            return Verdict::Unknown;
        };
        let mut candidates = std::iter::once(first).chain(usable);
        match candidates.any(|algorithm| {
            algorithm
                .verify_signature(key, &self.content, &self.signature)
                .is_ok()
        }) {
            true => Verdict::Yes,
            false => Verdict::No,
        }
    }

    pub(super) fn algorithm_name(&self) -> String {
        match ALGORITHMS.iter().find(|(oid, ..)| *oid == self.oid) {
            Some((_, name, _)) => (*name).to_owned(),
            None => self.oid.to_string(),
        }
    }

    /// Returns true if the signature uses a broken hash.
    pub(super) fn is_weak(&self) -> bool {
        ALGORITHMS
            .iter()
            .any(|(oid, _, strength)| *oid == self.oid && *strength == Strength::Weak)
    }
}

/// The algorithm without its sequence, and the key's bytes.
fn split_spki(spki: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut members = Value::whole(spki)?.members();
    Some((members.next()?.content, members.next()?.bits()?))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Weak,
    Sound,
}

const ALGORITHMS: [(ObjectIdentifier, &str, Strength); 14] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.2"),
        "md2WithRSAEncryption",
        Strength::Weak,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.4"),
        "md5WithRSAEncryption",
        Strength::Weak,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"),
        "sha1WithRSAEncryption",
        Strength::Weak,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10"),
        "rsassaPss",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
        "sha256WithRSAEncryption",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12"),
        "sha384WithRSAEncryption",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13"),
        "sha512WithRSAEncryption",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10040.4.3"),
        "dsa-with-sha1",
        Strength::Weak,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"),
        "ecdsa-with-SHA1",
        Strength::Weak,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
        "ecdsa-with-SHA256",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3"),
        "ecdsa-with-SHA384",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4"),
        "ecdsa-with-SHA512",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("1.3.101.112"),
        "ed25519",
        Strength::Sound,
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.2"),
        "dsa-with-sha256",
        Strength::Sound,
    ),
];
