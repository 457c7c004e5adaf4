//! The verification of a delivery.

use std::borrow::Cow;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;

use super::key::{self, WebhookKey};
use super::{Signature, SignedPart, failure};
use crate::Error;

/// More entries in a signature header are not looked at. A rotation needs two or three.
const ENTRIES_MAX: usize = 16;

/// More signatures in a header are not tried: each costs a pass over the body, before it is known who sent it.
const SIGNATURES_MAX: usize = 4;

/// The longest signature header, in bytes.
const HEADER_BYTES_MAX: usize = 8 << 10;

/// More digits than a number of seconds has in this millennium.
const TIMESTAMP_DIGITS_MAX: usize = 12;

/// A delivery as it came: headers and raw body.
#[derive(Clone, Copy)]
pub(super) struct SignedDelivery<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
}

/// Why a scheme does not vouch for a delivery.
pub(super) enum VerifyRefusal {
    /// A header or entry is not as the scheme needs it.
    Unsigned(String),
    /// No key fits.
    Wrong(&'static Signature),
    /// Authentic, and too old or from the future.
    Stale(String),
}

/// Verifies a delivery: one key that fits is enough.
pub(super) fn verify(
    delivery: SignedDelivery<'_>,
    keys: &[WebhookKey],
    now: SystemTime,
) -> Result<(), Error> {
    let mut refusals = Vec::new();
    let mut tried: Vec<&'static Signature> = Vec::new();
    for WebhookKey { signature, .. } in keys {
        if tried.contains(signature) {
            continue;
        }
        tried.push(signature);
        match verify_signature(delivery, signature, keys, now) {
            Ok(()) => return Ok(()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    Err(failure::refusal_error(&refusals, &tried, keys.len()))
}

fn verify_signature(
    delivery: SignedDelivery<'_>,
    signature: &'static Signature,
    keys: &[WebhookKey],
    now: SystemTime,
) -> Result<(), VerifyRefusal> {
    let entries = signature_entries(delivery.headers, signature)?;
    let signed = signed_bytes(delivery, signature, &entries)?;
    let mut given = entries
        .iter()
        .filter_map(|entry| entry.strip_prefix(signature.prefix))
        .peekable();
    if given.peek().is_none() {
        return Err(VerifyRefusal::Unsigned(format!(
            "the header `{}` has no signature that begins with `{}`",
            signature.header, signature.prefix
        )));
    }
    let of_this = || keys.iter().filter(|key| key.signature == signature);
    let fits = given
        .take(SIGNATURES_MAX)
        .filter_map(|text| key::decode(text, signature.encoding))
        .any(|given| of_this().any(|key| key.key.verifies(&signed, &given)));
    if !fits {
        return Err(VerifyRefusal::Wrong(signature));
    }
    match signature.timestamp {
        Some((part, seconds)) => {
            let text = signed_part(part, delivery.headers, signature, &entries)?;
            check_timestamp(text, Duration::from_secs(seconds.into()), now)
        }
        None => Ok(()),
    }
}

fn signature_entries<'a>(
    headers: &'a HeaderMap,
    signature: &Signature,
) -> Result<Vec<&'a str>, VerifyRefusal> {
    let text = single_header(headers, signature.header)?;
    if text.len() > HEADER_BYTES_MAX {
        return Err(VerifyRefusal::Unsigned(format!(
            "the header `{}` is longer than {HEADER_BYTES_MAX} bytes",
            signature.header
        )));
    }
    let entries: Vec<&str> = match signature.separator {
        Some(separator) => text.split(separator).take(ENTRIES_MAX + 1).collect(),
        None => vec![text],
    };
    if entries.len() > ENTRIES_MAX {
        return Err(VerifyRefusal::Unsigned(format!(
            "the header `{}` has more than {ENTRIES_MAX} entries",
            signature.header
        )));
    }
    Ok(entries)
}

/// A header that comes once. Of two, it would be open which one was signed.
fn single_header<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a str, VerifyRefusal> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (None, _) => Err(VerifyRefusal::Unsigned(format!(
            "the header `{name}` is missing"
        ))),
        (Some(_), Some(_)) => Err(VerifyRefusal::Unsigned(format!(
            "the header `{name}` comes more than once"
        ))),
        (Some(value), None) => value
            .to_str()
            .map_err(|_| VerifyRefusal::Unsigned(format!("the header `{name}` is not text"))),
    }
}

/// The bytes that are signed. A body alone is not copied.
fn signed_bytes<'a>(
    delivery: SignedDelivery<'a>,
    signature: &Signature,
    entries: &[&'a str],
) -> Result<Cow<'a, [u8]>, VerifyRefusal> {
    if signature.signed == [SignedPart::Body] {
        return Ok(Cow::Borrowed(delivery.body));
    }
    let mut signed = Vec::with_capacity(delivery.body.len() + 128);
    for part in signature.signed {
        match part {
            SignedPart::Body => signed.extend_from_slice(delivery.body),
            part => {
                let text = signed_part(*part, delivery.headers, signature, entries)?;
                signed.extend_from_slice(text.as_bytes());
            }
        }
    }
    Ok(Cow::Owned(signed))
}

fn signed_part<'a>(
    part: SignedPart,
    headers: &'a HeaderMap,
    signature: &Signature,
    entries: &[&'a str],
) -> Result<&'a str, VerifyRefusal> {
    match part {
        SignedPart::Text(text) => Ok(text),
        SignedPart::Body => Ok(""),
        SignedPart::Header(name) => single_header(headers, name),
        SignedPart::Entry(prefix) => {
            let mut found = entries
                .iter()
                .filter_map(|entry| entry.strip_prefix(prefix));
            match (found.next(), found.next()) {
                (Some(value), None) => Ok(value),
                (Some(_), Some(_)) => Err(VerifyRefusal::Unsigned(format!(
                    "the header `{}` has more than one entry that begins with `{prefix}`",
                    signature.header
                ))),
                (None, _) => Err(VerifyRefusal::Unsigned(format!(
                    "the header `{}` has no entry that begins with `{prefix}`",
                    signature.header
                ))),
            }
        }
    }
}

/// Sent within the tolerance, before or after now.
fn check_timestamp(text: &str, tolerance: Duration, now: SystemTime) -> Result<(), VerifyRefusal> {
    let is_number = !text.is_empty()
        && text.len() <= TIMESTAMP_DIGITS_MAX
        && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| is_number);
    let Some(sent) =
        seconds.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
    else {
        return Err(VerifyRefusal::Stale(
            "its timestamp is not a number of seconds".to_owned(),
        ));
    };
    let allowed = tolerance.as_secs();
    match now.duration_since(sent) {
        Ok(age) if age > tolerance => Err(VerifyRefusal::Stale(format!(
            "it was sent {} s ago, where {allowed} s are allowed",
            age.as_secs()
        ))),
        Ok(_) => Ok(()),
        Err(ahead) if ahead.duration() > tolerance => Err(VerifyRefusal::Stale(format!(
            "it is dated {} s ahead of this machine's clock, where {allowed} s are allowed",
            ahead.duration().as_secs()
        ))),
        Err(_) => Ok(()),
    }
}
