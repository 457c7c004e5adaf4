//! The text that a string with escapes means.

/// Resolves the escapes of a string that the scan has accepted; a lone surrogate becomes U+FFFD.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = rest.as_bytes()[at + 1];
        rest = &rest[at + 2..];
        match escape {
            b'b' => text.push('\u{8}'),
            b'f' => text.push('\u{c}'),
            b'n' => text.push('\n'),
            b'r' => text.push('\r'),
            b't' => text.push('\t'),
            b'u' => rest = unicode(rest, &mut text),
            other => text.push(char::from(other)),
        }
    }
    text.push_str(rest);
    text
}

/// Reads the four digits of `\uXXXX`, and those of a second half if the two form a pair.
fn unicode<'r>(rest: &'r str, text: &mut String) -> &'r str {
    let unit = hex(rest);
    let rest = &rest[4..];
    let low = rest.strip_prefix("\\u").map(hex);
    match (unit, low) {
        (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
            let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            &rest[6..]
        }
        _ => {
            text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest
        }
    }
}

fn hex(digits: &str) -> u32 {
    u32::from_str_radix(&digits[..4], 16).expect("the scan saw four hexadecimal digits")
}
