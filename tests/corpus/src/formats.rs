//! The formats of texts: which texts are dates, addresses, base64.

/// Returns true if a text has a format. Unknown formats allow every text.
pub(crate) fn text_fits(text: &str, format: &str) -> bool {
    let digits = |range: std::ops::Range<usize>, most: u32| {
        text.get(range)
            .and_then(|part| part.parse::<u32>().ok())
            .is_some_and(|number| number <= most)
    };
    let date = || {
        digits(0..4, 9999)
            && digits(5..7, 12)
            && digits(8..10, 31)
            && text.get(4..5) == Some("-")
            && text.get(7..8) == Some("-")
    };
    match format {
        "date" => text.len() == 10 && date(),
        "date-time" => {
            let after = text.get(19..).unwrap_or_default();
            let zone = match after.strip_prefix('.') {
                Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
                None => after,
            };
            let shift =
                zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
            let zoned = matches!(zone, "Z" | "z") || shift;
            date()
                && zoned
                && digits(11..13, 23)
                && digits(14..16, 59)
                && digits(17..19, 60)
                && text.get(16..17) == Some(":")
        }
        "uuid" => {
            text.len() == 36
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
        }
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "duration" => text.starts_with(['P', '-']),
        "byte" | "base64" => {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
                && text.len().is_multiple_of(4)
                && has_no_unused_bits(text)
        }
        "decimal" => text.parse::<f64>().is_ok(),
        "int64" | "uint64" => text.parse::<i128>().is_ok(),
        "time" => text.get(2..3) == Some(":"),
        _ => true,
    }
}

/// Returns true if the last letter of base64 before the padding has no unused bits.
fn has_no_unused_bits(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    match text.len() - bare.len() {
        0 => true,
        1 => bare.ends_with(|c| "AEIMQUYcgkosw048".contains(c)),
        _ => bare.ends_with(['A', 'Q', 'g', 'w']),
    }
}

#[cfg(test)]
mod tests {
    use super::text_fits;

    #[test]
    fn instants() {
        for fits in ["2026-01-31T12:30:00Z", "2026-01-31T12:30:00.123456+04:00"] {
            assert!(text_fits(fits, "date-time"), "{fits}");
        }
        // RFC 3339 section 5.6 has a point before a fraction.
        for other in ["2018-01-01T12:00:00000Z", "2026-01-31T12:30:00"] {
            assert!(!text_fits(other, "date-time"), "{other}");
        }
    }
}
