//! URI references: as little of RFC 3986 as descriptions need.

use super::loader;

/// A reference in parts: what is before `#`, and what is after it, percent-decoded.
pub(super) fn split(reference: &str) -> (&str, String) {
    match reference.split_once('#') {
        Some((file, fragment)) => (file, decode(fragment)),
        None => (reference, String::new()),
    }
}

/// Returns true if the reference starts with a scheme: `https:`, `urn:`. A drive letter is not a scheme.
pub(super) fn is_absolute(uri: &str) -> bool {
    let Some((scheme, _)) = uri.split_once(':') else {
        return false;
    };
    let mut chars = scheme.chars();
    scheme.len() > 1
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Returns true if it would have to be fetched.
pub(super) fn is_remote(uri: &str) -> bool {
    ["http://", "https://", "ftp://", "//"]
        .iter()
        .any(|scheme| uri.starts_with(scheme))
}

/// A reference made absolute.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if is_absolute(reference) {
        return reference.to_string();
    }
    let base = base.split(['#', '?']).next().unwrap_or(base);
    let Some((scheme, rest)) = base.split_once("://") else {
        return if is_absolute(base) {
            reference.to_string()
        } else {
            loader::join(base, reference)
        };
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = if path.is_empty() { "/" } else { path };
    format!("{scheme}://{host}{}", loader::join(path, reference))
}

/// Percent-decoding; text that is not a triple, or not UTF-8, stays as it is.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let triple = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        match triple.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(
            split("a.yaml#/paths/~1a~1%7Bid%7D"),
            ("a.yaml", "/paths/~1a~1{id}".to_string())
        );
        assert_eq!(decode("%zz%e4%"), "%zz%e4%");
    }

    #[test]
    fn references_are_made_absolute() {
        assert_eq!(
            resolve("https://example.com/a/b.json", "c.json"),
            "https://example.com/a/c.json"
        );
        assert_eq!(
            resolve("https://example.com", "c.json"),
            "https://example.com/c.json"
        );
        assert_eq!(resolve("https://example.com/a", "urn:x:y"), "urn:x:y");
        assert_eq!(resolve("urn:x:y", "c"), "c");
    }

    #[test]
    fn drive_letters_are_not_schemes() {
        assert!(!is_absolute("C:/x.yaml"));
        assert!(is_absolute("urn:x"));
        assert!(!is_absolute("a/b:c"));
    }
}
