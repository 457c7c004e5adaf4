//! The kind of key that an algorithm identifier describes.

use std::fmt;

use der::{Tag, asn1::ObjectIdentifier};

use super::{Code, IdentityError, asn1::Value};

/// The kind of a public or private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    Rsa {
        bits: usize,
    },
    Ec(Curve),
    Ed25519,
    /// Nothing that TLS clients use; the text names it.
    Other(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Curve {
    P256,
    P384,
    P521,
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Algorithms that people bring along and that TLS client authentication here cannot use.
const OTHERS: [(ObjectIdentifier, &str); 7] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10"),
        "RSA-PSS",
    ),
    (ObjectIdentifier::new_unwrap("1.2.840.10040.4.1"), "DSA"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.3.1"), "DH"),
    (ObjectIdentifier::new_unwrap("1.3.101.110"), "X25519"),
    (ObjectIdentifier::new_unwrap("1.3.101.111"), "X448"),
    (ObjectIdentifier::new_unwrap("1.3.101.113"), "Ed448"),
    (ObjectIdentifier::new_unwrap("1.2.156.10197.1.301"), "SM2"),
];

const CURVES: [(ObjectIdentifier, Curve); 3] = [
    (
        ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"),
        Curve::P256,
    ),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), Curve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), Curve::P521),
];

const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");

impl KeyKind {
    /// From an algorithm and the key itself: for RSA the structure that starts with the modulus, after
    /// `skip` integers.
    pub(super) fn of(algorithm: Value<'_>, key: &[u8], skip: usize) -> Option<Self> {
        let mut members = algorithm.members();
        Some(match members.next()?.oid()? {
            RSA => Self::of_rsa(key, skip)?,
            EC => Self::of_curve(members.next()),
            ED25519 => Self::Ed25519,
            oid => Self::Other(match OTHERS.iter().find(|(other, _)| *other == oid) {
                Some((_, name)) => (*name).to_owned(),
                None => format!("algorithm {oid}"),
            }),
        })
    }

    /// From `SEQUENCE { INTEGER * skip, modulus INTEGER, .. }`.
    pub(super) fn of_rsa(structure: &[u8], skip: usize) -> Option<Self> {
        let modulus = Value::whole(structure)?
            .tagged(Tag::Sequence)?
            .members()
            .nth(skip)?;
        let digits = modulus.tagged(Tag::Integer)?.content;
        let first = digits.iter().position(|&byte| byte != 0)?;
        Some(Self::Rsa {
            bits: (digits.len() - first) * 8 - digits[first].leading_zeros() as usize,
        })
    }

    pub(super) fn of_curve(parameters: Option<Value<'_>>) -> Self {
        if parameters.is_some_and(|parameters| parameters.tag == Tag::Sequence) {
            return Self::Other("EC with explicit curve parameters".to_owned());
        }
        let Some(oid) = parameters.and_then(Value::oid) else {
            return Self::Other("EC without a curve".to_owned());
        };
        match CURVES.iter().find(|(curve, _)| *curve == oid) {
            Some((_, curve)) => Self::Ec(*curve),
            None if oid == SECP256K1 => Self::Other("EC secp256k1".to_owned()),
            None => Self::Other(format!("EC on the curve {oid}")),
        }
    }

    /// Refuses what TLS or the crypto provider cannot use, and sizes that are unsafe or absurd.
    pub(super) fn check(&self) -> Result<(), IdentityError> {
        const BITS_MIN: usize = 2048;
        const BITS_MAX: usize = 8192;
        const REMEDY: &str =
            "Have a new certificate issued for an RSA key of 2048 bits or an EC key on P-256";
        match self {
            Self::Rsa { bits } if *bits < BITS_MIN => Err(IdentityError::new(
                Code::KeyTooSmall,
                format!(
                    "holds an RSA key of {bits} bits; {bits} < {BITS_MIN}, which servers refuse"
                ),
                REMEDY,
            )),
            Self::Rsa { bits } if *bits > BITS_MAX => Err(IdentityError::new(
                Code::KeyTooLarge,
                format!(
                    "holds an RSA key of {bits} bits; {bits} > {BITS_MAX}, which is too slow to be of use"
                ),
                REMEDY,
            )),
            Self::Ec(Curve::P521) if !cfg!(feature = "aws-lc-rs") => Err(IdentityError::new(
                Code::KeyUnsupported,
                "holds an EC key on P-521; P-521 needs the aws-lc-rs provider",
                "Build with the feature `aws-lc-rs`, or use a key on P-256",
            )),
            Self::Other(name) => Err(IdentityError::new(
                Code::KeyUnsupported,
                format!(
                    "holds a key of the kind {name}, which TLS client authentication cannot use"
                ),
                REMEDY,
            )),
            Self::Rsa { .. } | Self::Ec(_) | Self::Ed25519 => Ok(()),
        }
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::Ec(Curve::P256) => f.write_str("EC P-256"),
            Self::Ec(Curve::P384) => f.write_str("EC P-384"),
            Self::Ec(Curve::P521) => f.write_str("EC P-521"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Other(name) => f.write_str(name),
        }
    }
}
