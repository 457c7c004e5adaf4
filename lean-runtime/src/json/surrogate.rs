//! Halves of surrogate pairs in escapes (RFC 8259 section 8.2): JSON can write them, no text can hold them.

/// Returns true if the inside of a JSON string has half of a pair.
pub(super) fn is_lone_in(raw: &str) -> bool {
    let mut rest = raw;
    while let Some((unit, after)) = next_unit(rest) {
        rest = match unit {
            0xd800..=0xdbff => match low_half(after) {
                Some(after) => after,
                None => return true,
            },
            0xdc00..=0xdfff => return true,
            _ => after,
        };
    }
    false
}

/// The next `\\uXXXX`, and what follows it.
fn next_unit(text: &str) -> Option<(u32, &str)> {
    let mut rest = text;
    loop {
        let at = rest.find('\\')?;
        let escape = rest.as_bytes().get(at + 1)?;
        if *escape == b'u' {
            let unit = u32::from_str_radix(rest.get(at + 2..at + 6)?, 16).ok()?;
            return Some((unit, &rest[at + 6..]));
        }
        rest = &rest[at + 2..];
    }
}

/// Returns the text after the low half of a pair, which is required here.
fn low_half(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = u32::from_str_radix(digits, 16).ok()?;
    (0xdc00..=0xdfff).contains(&unit).then(|| &text[6..])
}
