//! JSON strings, decoded.

use std::sync::Arc;

use super::super::Source;
use super::super::error::Fault;

/// Decodes what is between the quotes; `start` is its offset.
///
/// A line break in a string is YAML's, which folds it; in a file that is named JSON it is kept and reported.
/// Half of a surrogate pair becomes U+FFFD and is reported. Tabs are let through: what was meant is plain.
pub(super) fn decode(source: &Source, start: usize, text: &str) -> Result<Arc<str>, Fault> {
    if let Some(at) = text.find('\n') {
        let fault = Fault::at(start + at, "a line break in a string is not JSON");
        if !source.is_named_json() {
            return Err(fault);
        }
        source.note_slip(fault);
    }
    let Some(first) = text.find('\\') else {
        return Ok(text.into());
    };
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    let mut next = Some(first);
    while let Some(at) = next {
        decoded.push_str(&rest[..at]);
        let here = start + (text.len() - rest.len()) + at;
        let escape = &rest[at..];
        let (c, length) = match escape.as_bytes().get(1) {
            Some(b'u') => decode_unicode(source, here, escape)?,
            Some(byte) => (
                simple_escape(*byte).ok_or_else(|| Fault::escape(here, escape))?,
                2,
            ),
            None => return Err(Fault::escape(here, escape)),
        };
        decoded.push(c);
        rest = &escape[length..];
        next = rest.find('\\');
    }
    decoded.push_str(rest);
    Ok(decoded.into())
}

fn simple_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// The character of `\uXXXX`, or of the two that make a surrogate pair, and how long that is.
fn decode_unicode(source: &Source, here: usize, escape: &str) -> Result<(char, usize), Fault> {
    let unit = parse_code_unit(escape).ok_or_else(|| Fault::escape(here, escape))?;
    if let Some(c) = char::from_u32(unit) {
        return Ok((c, 6));
    }
    let second = escape.get(6..).and_then(parse_code_unit);
    let pair = second.and_then(|second| join_surrogates(unit, second));
    if let Some(c) = pair {
        return Ok((c, 12));
    }
    let message = "half of a surrogate pair, read as U+FFFD";
    let fault = Fault {
        start: here,
        end: here + 6,
        message: message.to_owned(),
    };
    source.note_slip(fault);
    Ok((char::REPLACEMENT_CHARACTER, 6))
}

fn join_surrogates(high: u32, low: u32) -> Option<char> {
    let is_pair = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
    if !is_pair {
        return None;
    }
    char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
}

fn parse_code_unit(escape: &str) -> Option<u32> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    // `from_str_radix` alone would take a sign.
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}
