//! Secrets of webhooks: which scheme each belongs to, and its bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::crypto::VerifyingKey;
use super::{Encoding, Signature, failure};
use crate::Error;
use crate::auth::Secret;

/// A secret and the scheme that it belongs to.
#[derive(Clone)]
pub(super) struct WebhookKey {
    pub(super) signature: &'static Signature,
    pub(super) key: VerifyingKey,
}

/// The keys that a secret may be: one for each scheme that it fits.
///
/// A prefix such as `whsec_` says which. A secret without a known prefix belongs to all schemes whose secrets have none,
/// or to the first scheme if secrets of all have one.
pub(super) fn parse_keys(
    signatures: &'static [Signature],
    secret: &Secret,
) -> Result<Vec<WebhookKey>, Error> {
    let text = secret.expose();
    if text.is_empty() {
        return Err(failure::secret_error("the secret is empty"));
    }
    if text.trim() != text {
        return Err(failure::secret_error(
            "the secret begins or ends with white space",
        ));
    }
    let begins = |signature: &&Signature| {
        let prefix = signature.secret.prefix;
        !prefix.is_empty() && text.starts_with(prefix)
    };
    let bare = |signature: &&Signature| signature.secret.prefix.is_empty();
    let mut fitting: Vec<_> = signatures.iter().filter(begins).collect();
    if fitting.is_empty() {
        fitting = signatures.iter().filter(bare).collect();
    }
    if fitting.is_empty() {
        fitting = signatures.iter().take(1).collect();
    }
    let key = |signature: &&'static Signature| {
        let prefix = signature.secret.prefix;
        let rest = text.strip_prefix(prefix).unwrap_or(text);
        let bytes = key_bytes(rest, signature.secret.encoding)?;
        let key = VerifyingKey::new(signature.algorithm, &bytes)?;
        Some(WebhookKey { signature, key })
    };
    let keys: Vec<WebhookKey> = fitting.iter().filter_map(key).collect();
    if keys.is_empty() {
        return Err(failure::unknown_secret_format(&fitting));
    }
    Ok(keys)
}

fn key_bytes(text: &str, encoding: Option<Encoding>) -> Option<Zeroizing<Vec<u8>>> {
    match encoding {
        None => Some(Zeroizing::new(text.as_bytes().to_vec())),
        Some(encoding) => decode(text, encoding).map(Zeroizing::new),
    }
}

/// Bytes written as text, in exactly one way: a text that was changed is never the same bytes.
pub(super) fn decode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Base64 => STANDARD.decode(text).ok(),
        Encoding::Hex => decode_hex(text),
    }
}

fn decode_hex(text: &str) -> Option<Vec<u8>> {
    let has_lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
    if has_lower && has_upper {
        return None;
    }
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}
