//! Patterns, and the formats of texts and numbers that the description names. A format that is not known holds anything.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use http::Uri;
use regress::Regex;

use crate::ids;

/// Returns true if the text has a part that the pattern, an ECMAScript regular expression, describes.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    // The patterns are from the description, so there are few.
    static COMPILED: LazyLock<Mutex<HashMap<String, Option<Regex>>>> =
        LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled
        .entry(pattern.to_owned())
        .or_insert_with(|| Regex::with_flags(pattern, "u").ok());
    regex
        .as_ref()
        .is_none_or(|regex| regex.find(text).is_some())
}

/// Returns true if a text has the format.
pub(super) fn is_text_of_format(format: &str, text: &str) -> bool {
    match format {
        "uuid" => ids::is_uuid(text),
        "date" => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        "date-time" => text.parse::<jiff::Timestamp>().is_ok(),
        "decimal" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "uri" => is_uri(text),
        "uri-reference" => has_uri_characters(text),
        _ => true,
    }
}

/// Returns true if a number has the format.
pub(super) fn is_number_of_format(format: &str, number: &str) -> bool {
    // `1.0` is a whole number, too.
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    match format {
        "int32" => whole.parse::<i32>().is_ok(),
        "int64" => whole.parse::<i64>().is_ok(),
        "float" | "double" | "decimal" => number.parse::<f64>().is_ok_and(f64::is_finite),
        _ => true,
    }
}

/// Returns true for an absolute URI (RFC 3986); one of the web needs a host.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let has_host = || {
        let uri = text.parse::<Uri>().ok();
        uri.is_some_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
    };
    is_scheme && !rest.is_empty() && has_uri_characters(text) && (!is_web || has_host())
}

fn has_uri_characters(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                let digits = [bytes.next(), bytes.next()];
                digits
                    .iter()
                    .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
            }
            byte => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_absolute() {
        for uri in [
            "https://example.com/a?b=c#d",
            "http://[::1]:3000/",
            "myapp://back/%20",
            "urn:isbn:1",
        ] {
            assert!(is_text_of_format("uri", uri), "{uri}");
        }
        for other in [
            "",
            "example.com",
            "/a",
            "https://",
            "https:///a",
            "https://exa mple.com",
            "1a:b",
            "https://example.com/%2",
            "https://example.com/é",
        ] {
            assert!(!is_text_of_format("uri", other), "{other}");
        }
    }

    #[test]
    fn whole_numbers_have_a_width() {
        for (format, number, fits) in [
            ("int32", "2147483647", true),
            ("int32", "2147483648", false),
            ("int32", "-2147483649", false),
            ("int32", "1.0", true),
            ("int64", "9223372036854775808", false),
            ("double", "1e999", false),
        ] {
            assert_eq!(
                is_number_of_format(format, number),
                fits,
                "{format} {number}"
            );
        }
    }

    #[test]
    fn patterns_are_those_of_ecmascript() {
        assert!(matches(r"^(?!\s*$).+", " a"));
        assert!(!matches(r"^(?!\s*$).+", "  "));
        assert!(matches("^[A-Z]{3}$", "AED"));
        assert!(!matches("^[A-Z]{3}$", "AEDX"));
        assert!(matches("b", "abc"));
    }
}
