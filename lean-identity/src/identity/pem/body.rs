//! The body of one section: old-style headers, then base64.

use std::ops::Range;

use base64::{
    Engine as _,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

use super::{
    super::{Code, IdentityError, asn1::Value},
    Repair,
    text::Text,
};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

#[derive(Default)]
pub(super) struct Body {
    pub(super) der: Zeroizing<Vec<u8>>,
    pub(super) is_encrypted: bool,
}

pub(super) fn decode(
    text: Text<'_>,
    range: Range<usize>,
    repairs: &mut Vec<Repair>,
) -> Result<Body, IdentityError> {
    let line = text.line(range.start);
    let on_one_line = line == text.line(range.end) && !text.0[range.clone()].is_empty();
    let (headers, base64_start) = read_headers(text, range.clone());
    if headers.has_any && on_one_line {
        return Err(one_line_error(line));
    }
    if headers.is_encrypted {
        // What follows is ciphertext: nothing to understand.
        return Ok(Body {
            der: Zeroizing::default(),
            is_encrypted: true,
        });
    }
    let body = base64_start..range.end;
    let result = read_base64(text, body.clone())
        .and_then(|packed| decode_base64(&packed, line, text.line(body.end)));
    match result {
        Ok(der) if on_one_line && Value::whole(&der).is_some() => {
            repairs.push(Repair::new(
                Code::PemOneLine,
                format!("has lost the line breaks of the section in line {line}; it is whole, other readers skip it"),
            ));
            Ok(Body {
                der,
                is_encrypted: false,
            })
        }
        Ok(der) if !on_one_line => Ok(Body {
            der,
            is_encrypted: false,
        }),
        Err(error) if !on_one_line => Err(error),
        Ok(_) | Err(_) => Err(one_line_error(line)),
    }
}

struct Headers {
    has_any: bool,
    is_encrypted: bool,
}

/// RFC 1421 headers: base64 has no colon, so a line with one is a header.
fn read_headers(text: Text<'_>, range: Range<usize>) -> (Headers, usize) {
    let mut headers = Headers {
        has_any: false,
        is_encrypted: false,
    };
    let mut start = range.start;
    let mut base64_start = range.start;
    while start < range.end {
        let rest = &text.0[start..range.end];
        let length = rest
            .iter()
            .position(|&byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let line = &rest[..length];
        let next = (start + length + 1).min(range.end);
        if line.contains(&b':') {
            headers.has_any = true;
            headers.is_encrypted |= is_encrypted_header(line);
            base64_start = next;
        } else if !line.iter().all(u8::is_ascii_whitespace) {
            break;
        }
        start = next;
    }
    (headers, base64_start)
}

fn is_encrypted_header(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"Proc-Type:") && Text(line).find(b"ENCRYPTED", 0).is_some()
}

/// The base64 characters alone.
fn read_base64(text: Text<'_>, range: Range<usize>) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    let mut packed = Zeroizing::new(Vec::with_capacity(range.len()));
    for at in range {
        let byte = text.0[at];
        if byte.is_ascii_whitespace() {
            continue;
        }
        let is_base64 = byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        if !is_base64 {
            return Err(character_error(text, at));
        }
        packed.push(byte);
    }
    Ok(packed)
}

fn decode_base64(
    packed: &[u8],
    first: usize,
    last: usize,
) -> Result<Zeroizing<Vec<u8>>, IdentityError> {
    // The buffer has its full size from the start: growing would leave copies of a key behind.
    let mut der = Zeroizing::new(vec![0; base64::decoded_len_estimate(packed.len())]);
    let length = BASE64.decode_slice(packed, &mut der).map_err(|_| {
        IdentityError::new(
            Code::PemBase64,
            format!("has base64 between lines {first} and {last} that stops in the middle or has padding inside"),
            "Copy the file again as it was issued",
        )
    })?;
    der.truncate(length);
    if der.is_empty() {
        return Err(IdentityError::new(
            Code::PemTruncated,
            format!("has an empty section in line {first}"),
            "Copy the file again as it was issued",
        ));
    }
    Ok(der)
}

fn character_error(text: Text<'_>, at: usize) -> IdentityError {
    IdentityError::new(
        Code::PemBase64,
        format!(
            "has a character that base64 does not have, line {} column {}",
            text.line(at),
            text.column(at)
        ),
        "Copy the file again as it was issued",
    )
}

fn one_line_error(line: usize) -> IdentityError {
    IdentityError::new(
        Code::PemOneLine,
        format!("has lost its line breaks, and the section in line {line} is not whole"),
        "Keep the file as it was issued: quote it where a shell or a YAML file folds lines",
    )
}
