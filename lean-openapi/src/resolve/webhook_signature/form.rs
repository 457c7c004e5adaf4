//! A scheme that is described member by member.

use super::{fault_finding, template};
use crate::api::{
    Finding, SecretFormat, SignatureAlgorithm, SignatureEncoding, SignedPart, WebhookSignature,
};
use crate::document::{Tree, closest};
use crate::read::Kind;

/// The tolerance where none is described: what Standard Webhooks and Stripe use.
pub(super) const TOLERANCE_SECONDS: u32 = 300;

/// A longer tolerance would be no protection.
const TOLERANCE_SECONDS_MAX: u32 = 24 * 60 * 60;

const MEMBERS: [&str; 9] = [
    "algorithm",
    "header",
    "separator",
    "prefix",
    "encoding",
    "signed",
    "timestamp",
    "tolerance",
    "secret",
];

pub(super) fn read(written: &Tree) -> Result<WebhookSignature, Finding> {
    check_known_members(written, &MEMBERS)?;
    let algorithm = match text_member(written, "algorithm")? {
        Some((name, at)) => parse_algorithm(&name, &at)?,
        None => {
            return Err(fault_finding(
                written,
                "`algorithm` is missing, such as `hmac-sha256`",
            ));
        }
    };
    let Some((header, at)) = text_member(written, "header")? else {
        return Err(fault_finding(
            written,
            "`header` is missing: the name of the header with the signature",
        ));
    };
    let separator = text_member(written, "separator")?;
    if let Some((_, at)) = separator.as_ref().filter(|(text, _)| text.is_empty()) {
        return Err(fault_finding(at, "`separator` is empty"));
    }
    let separator = separator.map(|(text, _)| text);
    let signed = match text_member(written, "signed")? {
        Some((template, at)) => template::read(&template, &at, separator.is_some())?,
        None => vec![SignedPart::Body],
    };
    Ok(WebhookSignature {
        algorithm,
        header: template::parse_header(&header, &at)?,
        prefix: text_member(written, "prefix")?.map_or(String::new(), |(text, _)| text),
        encoding: match text_member(written, "encoding")? {
            Some((name, at)) => parse_encoding(&name, &at)?,
            None => SignatureEncoding::Hex,
        },
        timestamp: read_timestamp(written, separator.is_some(), &signed)?,
        secret: read_secret(written, algorithm)?,
        separator,
        signed,
    })
}

/// The time of sending is signed, or it would protect from nothing.
fn read_timestamp(
    written: &Tree,
    has_entries: bool,
    signed: &[SignedPart],
) -> Result<Option<(SignedPart, u32)>, Finding> {
    let tolerance = written.get("tolerance");
    let Some((template, at)) = text_member(written, "timestamp")? else {
        return match tolerance {
            Some(at) => Err(fault_finding(
                &at,
                "`tolerance` needs `timestamp`, such as `{header:webhook-timestamp}`",
            )),
            None => Ok(None),
        };
    };
    let part = match template::read_parts(&template, &at, has_entries)?.as_slice() {
        [part @ (SignedPart::Header(_) | SignedPart::Entry(_))] => part.clone(),
        _ => {
            return Err(fault_finding(
                &at,
                "`timestamp` is one placeholder, such as `{header:webhook-timestamp}`",
            ));
        }
    };
    if !signed.contains(&part) {
        let message = format!("`signed` does not contain the timestamp `{template}`");
        return Err(fault_finding(&at, message));
    }
    let Some(tolerance) = tolerance else {
        return Ok(Some((part, TOLERANCE_SECONDS)));
    };
    let seconds = tolerance.as_number().and_then(|digits| digits.parse().ok());
    match seconds.filter(|seconds| (1..=TOLERANCE_SECONDS_MAX).contains(seconds)) {
        Some(seconds) => Ok(Some((part, seconds))),
        None => Err(fault_finding(
            &tolerance,
            format!("`tolerance` is a number of seconds from 1 to {TOLERANCE_SECONDS_MAX}"),
        )),
    }
}

fn read_secret(written: &Tree, algorithm: SignatureAlgorithm) -> Result<SecretFormat, Finding> {
    let mut format = SecretFormat {
        prefix: String::new(),
        encoding: None,
    };
    let Some(secret) = written.get("secret") else {
        // A public key is bytes, never a text.
        if algorithm == SignatureAlgorithm::Ed25519 {
            format.encoding = Some(SignatureEncoding::Base64);
        }
        return Ok(format);
    };
    if secret.kind() != Kind::Map {
        return Err(fault_finding(
            &secret,
            "`secret` is an object with `encoding` and `prefix`; a secret itself is never written in a description",
        ));
    }
    check_known_members(&secret, &["encoding", "prefix"])?;
    if let Some((prefix, _)) = text_member(&secret, "prefix")? {
        format.prefix = prefix;
    }
    match text_member(&secret, "encoding")? {
        Some((name, at)) if name == "text" && algorithm == SignatureAlgorithm::Ed25519 => {
            return Err(fault_finding(&at, "a public key is `base64` or `hex`"));
        }
        Some((name, _)) if name == "text" => {}
        Some((name, at)) => format.encoding = Some(parse_encoding(&name, &at)?),
        None if algorithm == SignatureAlgorithm::Ed25519 => {
            format.encoding = Some(SignatureEncoding::Base64);
        }
        None => {}
    }
    Ok(format)
}

fn parse_algorithm(name: &str, at: &Tree) -> Result<SignatureAlgorithm, Finding> {
    let known = ["hmac-sha256", "hmac-sha384", "hmac-sha512", "ed25519"];
    match name {
        "hmac-sha256" => Ok(SignatureAlgorithm::HmacSha256),
        "hmac-sha384" => Ok(SignatureAlgorithm::HmacSha384),
        "hmac-sha512" => Ok(SignatureAlgorithm::HmacSha512),
        "ed25519" => Ok(SignatureAlgorithm::Ed25519),
        "jws" | "jwt" | "jwe" => Err(fault_finding(
            at,
            format!("signatures of the kind `{name}` are not supported yet"),
        )),
        _ => Err(unknown_value_finding("algorithm", name, &known, at)),
    }
}

fn parse_encoding(name: &str, at: &Tree) -> Result<SignatureEncoding, Finding> {
    match name {
        "hex" => Ok(SignatureEncoding::Hex),
        "base64" => Ok(SignatureEncoding::Base64),
        _ => Err(unknown_value_finding(
            "encoding",
            name,
            &["hex", "base64"],
            at,
        )),
    }
}

fn unknown_value_finding(what: &str, name: &str, known: &[&str], at: &Tree) -> Finding {
    let message = format!("unknown {what} `{name}`");
    match closest(name, known.iter().copied()) {
        Some(near) => fault_finding(at, message).suggest(near),
        None => fault_finding(
            at,
            format!("{message}; expected one of `{}`", known.join("`, `")),
        ),
    }
}

/// An unknown member is an error: without it, a delivery would be verified otherwise than is meant.
fn check_known_members(written: &Tree, members: &[&str]) -> Result<(), Finding> {
    for (key, value) in written.entries() {
        if !members.contains(&&*key.text) && !key.text.starts_with("x-") {
            return Err(unknown_value_finding("member", &key.text, members, &value));
        }
    }
    Ok(())
}

/// A member that is a text.
fn text_member(written: &Tree, member: &str) -> Result<Option<(String, Tree)>, Finding> {
    let Some(value) = written.get(member) else {
        return Ok(None);
    };
    match value.as_str() {
        Some(text) => Ok(Some((text.to_string(), value))),
        None => Err(fault_finding(&value, format!("`{member}` is not a text"))),
    }
}
