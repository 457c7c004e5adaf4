//! Writes a private key as PKCS#8, the one form that stores hold.

use zeroize::Zeroizing;

use super::super::{
    IdentityError,
    asn1::Value,
    encrypted,
    key::{self, Encoding, RawKey},
};

pub(super) fn encode(key: &RawKey, passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    // 1.2.840.113549.1.1.1 with NULL
    const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    // 1.2.840.10045.2.1
    const EC: &[u8] = &[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    match key.encoding {
        Encoding::Pkcs8 => Ok(key.der.clone()),
        Encoding::Encrypted => encrypted::decrypt(&key.der, passphrase),
        Encoding::Pkcs1 => Ok(wrap(RSA, &key.der)),
        Encoding::Sec1 => {
            let curve = curve_oid(&key.der).ok_or_else(key::corrupt_error)?;
            Ok(wrap(&[EC, curve].concat(), &key.der))
        }
        Encoding::EncryptedLegacy | Encoding::Dsa => Err(key::corrupt_error()),
    }
}

/// `SEQUENCE { INTEGER 0, SEQUENCE algorithm, OCTET STRING key }`
fn wrap(algorithm: &[u8], key: &[u8]) -> Zeroizing<Vec<u8>> {
    const VERSION: [u8; 3] = [2, 1, 0];
    const SEQUENCE: u8 = 0x30;
    const OCTET_STRING: u8 = 4;
    let key = Zeroizing::new(encode_value(OCTET_STRING, key));
    let content = Zeroizing::new([&VERSION, &*encode_value(SEQUENCE, algorithm), &key].concat());
    Zeroizing::new(encode_value(SEQUENCE, &content))
}

fn encode_value(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let first = length
        .iter()
        .position(|&byte| byte != 0)
        .unwrap_or(length.len() - 1);
    let digits = &length[first..];
    let mut der = vec![tag];
    if content.len() >= 0x80 {
        der.push(0x80 | u8::try_from(digits.len()).unwrap_or(u8::MAX));
    }
    der.extend_from_slice(digits);
    der.extend_from_slice(content);
    der
}

/// Returns the curve's object identifier from `[0]` of a SEC1 key.
fn curve_oid(sec1: &[u8]) -> Option<&[u8]> {
    let parameters = Value::whole(sec1)?
        .members()
        .find(|member| member.is_context(0))?;
    Some(parameters.content)
}
