//! Opens private keys that are under a passphrase (PKCS#8 with PBES2).

use zeroize::Zeroizing;

#[cfg(feature = "encrypted-keys")]
use super::asn1::Value;
use super::{Code, IdentityError};

const CONVERT: &str = "Convert it: openssl pkcs8 -topk8 -v2 aes256 -in OLD -out NEW";

#[cfg(feature = "encrypted-keys")]
pub(super) fn decrypt(der: &[u8], passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let key = parse(der)?;
    let document = key.decrypt(passphrase).map_err(|error| match error {
        pkcs8::Error::EncryptedPrivateKey(pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }) => {
            legacy_error("with a cipher that is out of use")
        }
        error => IdentityError::new(
            Code::KeyPasswordWrong,
            "holds an encrypted private key, and the passphrase does not open it",
            "Check the passphrase; blanks and line ends at its ends count",
        )
        .with_source(error),
    })?;
    Ok(Zeroizing::new(document.as_bytes().to_vec()))
}

#[cfg(not(feature = "encrypted-keys"))]
pub(super) fn decrypt(
    _der: &[u8],
    _passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    Err(feature_error())
}

/// Refuses what would cost an absurd amount of work or memory, before any work.
#[cfg(feature = "encrypted-keys")]
pub(super) fn refuse_costly(der: &[u8]) -> Result<(), IdentityError> {
    parse(der).map(|_| ())
}

#[cfg(not(feature = "encrypted-keys"))]
pub(super) fn refuse_costly(_der: &[u8]) -> Result<(), IdentityError> {
    Ok(())
}

#[cfg(feature = "encrypted-keys")]
fn parse(der: &[u8]) -> Result<pkcs8::EncryptedPrivateKeyInfoRef<'_>, IdentityError> {
    use pkcs8::{EncryptedPrivateKeyInfoRef, pkcs5::EncryptionScheme};

    let key = match EncryptedPrivateKeyInfoRef::try_from(der) {
        Ok(key) => key,
        Err(_) if names_old_scheme(der) => {
            return Err(legacy_error("with PBES1, a scheme that is out of use"));
        }
        Err(_) if names_old_cipher(der) => {
            return Err(legacy_error("with a cipher that is out of use"));
        }
        Err(_) if names_costly_scheme(der) => return Err(cost_error()),
        Err(_) => return Err(super::key::corrupt_error()),
    };
    match &key.encryption_algorithm {
        EncryptionScheme::Pbes2(parameters) if is_too_costly(&parameters.kdf) => Err(cost_error()),
        EncryptionScheme::Pbes2(_) => Ok(key),
        _ => Err(legacy_error("with PBES1, a scheme that is out of use")),
    }
}

#[cfg(feature = "encrypted-keys")]
fn is_too_costly(kdf: &pkcs8::pkcs5::pbes2::Kdf) -> bool {
    const ITERATIONS_MAX: u32 = 10_000_000;
    const SCRYPT_BYTES_MAX: u64 = 256 << 20;
    const SCRYPT_LANES_MAX: u16 = 16;
    if let Some(pbkdf2) = kdf.pbkdf2() {
        return pbkdf2.iteration_count > ITERATIONS_MAX;
    }
    kdf.scrypt().is_none_or(|scrypt| {
        let bytes = scrypt
            .cost_parameter
            .saturating_mul(128 * u64::from(scrypt.block_size));
        bytes > SCRYPT_BYTES_MAX || scrypt.parallelization > SCRYPT_LANES_MAX
    })
}

/// PBES1 proper (PKCS#5) and its PKCS#12 cousins, which the library does not know at all.
#[cfg(feature = "encrypted-keys")]
fn names_old_scheme(der: &[u8]) -> bool {
    const PKCS5_PBES1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
    const PBES2: u8 = 13;
    const PKCS12_PBE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];
    let scheme = scheme(der).unwrap_or_default();
    let is_pkcs5 = scheme
        .strip_prefix(PKCS5_PBES1)
        .is_some_and(|last| last != [PBES2]);
    is_pkcs5 || scheme.starts_with(PKCS12_PBE)
}

/// The library refuses the most absurd costs while it reads the parameters: an iteration count, or scrypt's
/// cost, of more than three bytes.
#[cfg(feature = "encrypted-keys")]
fn names_costly_scheme(der: &[u8]) -> bool {
    let cost = || {
        let parameters = algorithm(der)?.members().nth(1)?;
        let derivation = parameters.members().next()?.members().nth(1)?;
        derivation.members().nth(1).map(|cost| cost.content.len())
    };
    cost().is_some_and(|bytes| bytes > 3)
}

/// The object identifier of the encryption scheme.
#[cfg(feature = "encrypted-keys")]
fn scheme(der: &[u8]) -> Option<&[u8]> {
    Some(algorithm(der)?.members().next()?.content)
}

#[cfg(feature = "encrypted-keys")]
fn algorithm(der: &[u8]) -> Option<Value<'_>> {
    Value::whole(der)?.members().next()
}

/// PBES2 with a cipher that the library does not know, such as 3DES.
#[cfg(feature = "encrypted-keys")]
fn names_old_cipher(der: &[u8]) -> bool {
    const AES: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01];
    let cipher = || {
        algorithm(der)?
            .members()
            .nth(1)?
            .members()
            .nth(1)?
            .members()
            .next()
    };
    cipher().is_some_and(|cipher| !cipher.content.starts_with(AES))
}

#[cfg(not(feature = "encrypted-keys"))]
pub(super) fn passphrase_error() -> IdentityError {
    feature_error()
}

#[cfg(not(feature = "encrypted-keys"))]
fn feature_error() -> IdentityError {
    IdentityError::new(
        Code::KeyEncrypted,
        "holds an ENCRYPTED PRIVATE KEY, and this build cannot open one",
        "Build with the feature `encrypted-keys`, or decrypt the key: openssl pkcs8 -in OLD -out NEW",
    )
}

#[cfg(feature = "encrypted-keys")]
pub(super) fn passphrase_error() -> IdentityError {
    IdentityError::new(
        Code::KeyEncrypted,
        "holds an ENCRYPTED PRIVATE KEY, and no passphrase was given",
        "Pass it with `.passphrase(..)`, or decrypt the key: openssl pkcs8 -in OLD -out NEW",
    )
}

pub(super) fn legacy_error(how: &str) -> IdentityError {
    IdentityError::new(
        Code::KeyEncryptedLegacy,
        format!("holds a private key encrypted {how}"),
        CONVERT,
    )
}

#[cfg(feature = "encrypted-keys")]
fn cost_error() -> IdentityError {
    IdentityError::new(
        Code::KeyCostTooHigh,
        "holds an encrypted private key whose key derivation would take minutes or gigabytes",
        "Encrypt it again with usual costs: openssl pkcs8 -topk8 -v2 aes256 -in OLD -out NEW",
    )
}
