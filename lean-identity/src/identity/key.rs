//! Turns one section into a private key that TLS can use, or says why not.

use std::sync::Arc;

use der::Tag;
use rustls::{
    pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer},
    sign::SigningKey,
};
use zeroize::Zeroizing;

use super::{Code, IdentityError, asn1::Value, encrypted, key_kind::KeyKind};
use crate::crypto;

/// A private key that has not been understood yet.
pub(super) struct RawKey {
    pub(super) encoding: Encoding,
    pub(super) der: Zeroizing<Vec<u8>>,
}

/// The encoding of a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Pkcs8,
    Pkcs1,
    Sec1,
    Encrypted,
    /// `Proc-Type: 4,ENCRYPTED`
    EncryptedLegacy,
    Dsa,
}

/// A private key that the crypto provider has accepted.
pub(super) struct PrivateKey {
    pub(super) signing: Arc<dyn SigningKey>,
    pub(super) kind: KeyKind,
    /// Its public half, as a SubjectPublicKeyInfo.
    pub(super) spki: Vec<u8>,
    pub(super) was_encrypted: bool,
}

impl RawKey {
    /// Opens, checks and loads the key.
    pub(super) fn open(&self, passphrase: Option<&[u8]>) -> Result<PrivateKey, IdentityError> {
        let (encoding, decrypted) = match self.encoding {
            Encoding::Encrypted => {
                let passphrase = passphrase.ok_or_else(|| self.encrypted_error())?;
                (
                    Encoding::Pkcs8,
                    Some(encrypted::decrypt(&self.der, passphrase)?),
                )
            }
            Encoding::EncryptedLegacy => {
                return Err(encrypted::legacy_error("in the old OpenSSL format"));
            }
            Encoding::Dsa => {
                return Err(KeyKind::Other("DSA".to_owned())
                    .check()
                    .err()
                    .unwrap_or_else(corrupt_error));
            }
            plain @ (Encoding::Pkcs8 | Encoding::Pkcs1 | Encoding::Sec1) => (plain, None),
        };
        let der: &[u8] = decrypted.as_deref().map_or(&self.der, |der| der);
        let kind = kind(encoding, der).ok_or_else(corrupt_error)?;
        kind.check()?;
        let signing = load_signing_key(encoding, der)?;
        let spki = signing.public_key().ok_or_else(corrupt_error)?.to_vec();
        Ok(PrivateKey {
            signing,
            kind,
            spki,
            was_encrypted: decrypted.is_some(),
        })
    }

    fn encrypted_error(&self) -> IdentityError {
        match encrypted::refuse_costly(&self.der) {
            Err(error) => error,
            Ok(()) => encrypted::passphrase_error(),
        }
    }
}

impl PrivateKey {
    /// SHA-256 of the public half, lower-case hexadecimal.
    pub(super) fn fingerprint(&self) -> String {
        crypto::hex(&crypto::sha256(&self.spki))
    }
}

fn load_signing_key(encoding: Encoding, der: &[u8]) -> Result<Arc<dyn SigningKey>, IdentityError> {
    // The provider wipes this copy.
    let der = der.to_vec();
    let der = match encoding {
        Encoding::Pkcs1 => PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(der)),
        Encoding::Sec1 => PrivateKeyDer::Sec1(PrivateSec1KeyDer::from(der)),
        Encoding::Pkcs8 | Encoding::Encrypted | Encoding::EncryptedLegacy | Encoding::Dsa => {
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(der))
        }
    };
    crypto::provider()
        .key_provider
        .load_private_key(der)
        .map_err(|error| corrupt_error().with_source(error))
}

fn kind(encoding: Encoding, der: &[u8]) -> Option<KeyKind> {
    let mut members = Value::whole(der)?.tagged(Tag::Sequence)?.members();
    let _version = members.expect(Tag::Integer)?;
    match encoding {
        Encoding::Pkcs1 => KeyKind::of_rsa(der, 1),
        Encoding::Sec1 => {
            let _secret = members.expect(Tag::OctetString)?;
            let parameters = members.find(|member| member.is_context(0))?;
            Some(KeyKind::of_curve(Value::whole(parameters.content)))
        }
        Encoding::Pkcs8 | Encoding::Encrypted | Encoding::EncryptedLegacy | Encoding::Dsa => {
            let algorithm = members.expect(Tag::Sequence)?;
            let secret = members.expect(Tag::OctetString)?;
            KeyKind::of(algorithm, secret.content, 1)
        }
    }
}

pub(super) fn corrupt_error() -> IdentityError {
    IdentityError::new(
        Code::KeyCorrupt,
        "holds a private key that is damaged inside, although its outer form is whole",
        "Copy the file again as it was issued; if that does not help, have a new certificate issued",
    )
}
