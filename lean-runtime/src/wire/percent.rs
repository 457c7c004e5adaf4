//! Percent-encoding (RFC 3986 section 2.1) and the form encoding of the WHATWG URL standard.

use crate::byte_set::ByteSet;

/// The characters that stay unencoded. Letters, digits, `-`, `.` and `_` always do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep {
    /// A bit for each character of ASCII.
    characters: [u64; 2],
    /// True if triples such as `%2F` stay unchanged, as in RFC 6570's reserved expansion.
    triples: bool,
}

/// RFC 3986's unreserved characters: no place encodes them, but forms encode `~`.
static UNRESERVED_BYTES: ByteSet = ByteSet::alphanumeric_and("-._~");

/// Returns true if no character of `text` is encoded anywhere.
pub(super) fn is_unreserved(text: &str) -> bool {
    UNRESERVED_BYTES.has_all(text)
}

/// RFC 3986's unreserved characters: what RFC 6570 keeps.
pub(super) const UNRESERVED: Keep = Keep::only("~");

/// The characters that forms with a style keep: without `~`, which older form decoders do not know.
pub(super) const FORM: Keep = Keep::only("");

impl Keep {
    const fn only(more: &str) -> Keep {
        let always = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
        Keep {
            characters: [
                bits(always)[0] | bits(more)[0],
                bits(always)[1] | bits(more)[1],
            ],
            triples: false,
        }
    }

    /// These characters and triples, for `allowReserved`.
    pub(super) const fn reserved(more: &str) -> Keep {
        Keep {
            triples: true,
            ..Keep::only(more)
        }
    }

    /// Without these characters, which separate items here.
    pub(super) const fn except(self, separators: &str) -> Keep {
        Keep {
            characters: [
                self.characters[0] & !bits(separators)[0],
                self.characters[1] & !bits(separators)[1],
            ],
            ..self
        }
    }

    fn keeps(self, byte: u8) -> bool {
        byte.is_ascii() && self.characters[(byte >> 6) as usize] >> (byte & 63) & 1 == 1
    }
}

const fn bits(characters: &str) -> [u64; 2] {
    let bytes = characters.as_bytes();
    let (mut bits, mut at) = ([0; 2], 0);
    while at < bytes.len() {
        bits[(bytes[at] >> 6) as usize] |= 1 << (bytes[at] & 63);
        at += 1;
    }
    bits
}

/// Writes `text` with everything encoded but what `keep` names, byte for byte of its UTF-8, in uppercase digits.
pub(super) fn encode(text: &str, keep: Keep, out: &mut String) {
    let bytes = text.as_bytes();
    let mut kept = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        // The first test is the cheapest, and answers for most characters.
        if (byte != b'~' && UNRESERVED_BYTES.has(byte))
            || keep.keeps(byte)
            || (keep.triples && is_triple(&bytes[at..]))
        {
            continue;
        }
        // Nothing that is kept begins or ends within a character.
        if kept < at {
            out.push_str(&text[kept..at]);
        }
        push_triple(byte, out);
        kept = at + 1;
    }
    if kept < text.len() {
        out.push_str(&text[kept..]);
    }
}

/// `text` encoded.
pub(super) fn encode_text(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, keep, &mut out);
    out
}

/// Writes `text` as `application/x-www-form-urlencoded` has it: spaces become `+`.
pub(super) fn form_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => push_triple(byte, out),
        }
    }
}

/// Decodes the percent-encoded bytes of `text`; a `%` without two digits stays unchanged.
pub(super) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match (text[at], triple_value(&text[at..])) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

/// The text that a form's name or value means, if it is UTF-8.
pub(super) fn decode_form(text: &str) -> Option<String> {
    let bytes = decode(text.replace('+', " ").as_bytes());
    String::from_utf8(bytes).ok()
}

fn is_triple(bytes: &[u8]) -> bool {
    bytes[0] == b'%' && triple_value(bytes).is_some()
}

fn triple_value(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    u8::try_from(digit(1)? * 16 + digit(2)?).ok()
}

fn push_triple(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}
