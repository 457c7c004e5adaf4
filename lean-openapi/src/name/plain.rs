//! The usual names, fast: ASCII letters and digits with the usual separators. A macro names every component
//! and operation of a description in a build without optimisations, so this counts.

use super::words::whole_word_length;

/// The class of a byte in a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Separator,
    Other,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b'_' | b'-' | b'.' | b'/' | b' ' | b':' => Class::Separator,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
}

/// `snake_case`, if the text is a usual name: letters first, nothing unusual in it.
pub(super) fn snake(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() + 8);
    visit_words(text.as_bytes(), &mut |word| {
        if !out.is_empty() {
            out.push(b'_');
        }
        out.extend(word.iter().map(u8::to_ascii_lowercase));
    })?;
    String::from_utf8(out).ok()
}

/// `PascalCase`, if the text is a usual name.
pub(super) fn pascal(text: &str) -> Option<String> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    visit_words(text.as_bytes(), &mut |word| {
        if word[0].is_ascii_digit() && out.last().is_some_and(u8::is_ascii_digit) {
            out.push(b'_');
        }
        out.push(word[0].to_ascii_uppercase());
        out.extend(word[1..].iter().map(u8::to_ascii_lowercase));
    })?;
    String::from_utf8(out).ok()
}

/// Hands over the words of a usual name; the same words as [`super::words`] finds.
fn visit_words(bytes: &[u8], visit: &mut dyn FnMut(&[u8])) -> Option<()> {
    let class = |at: usize| {
        bytes
            .get(at)
            .map_or(Class::Separator, |byte| CLASSES[*byte as usize])
    };
    if !matches!(class(0), Class::Lower | Class::Upper)
        || bytes
            .iter()
            .any(|byte| CLASSES[*byte as usize] == Class::Other)
    {
        return None;
    }
    let mut start = 0;
    let mut whole_to = 0;
    for at in 0..bytes.len() {
        if at < whole_to {
            continue;
        }
        let here = class(at);
        if start == at
            && let Some(length) = whole_word_length(&bytes[at..])
        {
            whole_to = at + length;
            continue;
        }
        if here == Class::Separator {
            if start < at {
                visit(&bytes[start..at]);
            }
            start = at + 1;
        } else if here == Class::Upper && start < at {
            let plural = class(at + 1) == Class::Lower
                && bytes[at + 1] == b's'
                && class(at + 2) != Class::Lower;
            let before_lower = class(at + 1) == Class::Lower && !plural;
            let begins = class(at - 1) != Class::Upper;
            if begins || before_lower {
                visit(&bytes[start..at]);
                start = at;
            }
            if begins && let Some(length) = whole_word_length(&bytes[at..]) {
                whole_to = at + length;
            }
        }
    }
    if start < bytes.len() {
        visit(&bytes[start..]);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::{join_pascal, join_snake, words};
    use super::*;

    #[test]
    fn the_same_names_as_the_long_way() {
        let names = [
            "getCustomerById",
            "customer_id",
            "HTTPServer",
            "customerIDs",
            "oauth2Token",
            "v1.Accounts/list",
            "a__b",
            "IDs",
            "IDsX",
            "x1Y2z3",
            "A",
            "aB",
            "ABc",
            "ABCs",
            "foo-",
            "V1 2",
            "v1_2",
            "getHTTPs",
            "URLsAndIds",
            "a1B",
            "ISO8601Date",
            "isBs",
            "listOAuth2Clients",
            "OAuth",
            "OAuth2Token",
            "oAuth",
            "getOAuths",
            "OAuthor",
            "IPv4",
            "IPv6Address",
            "myIPv4s",
            "iOS",
            "iOSVersion",
            "iOS_app",
            "GOAuth",
            "vCPU",
            "vCPUs",
            "vCPUsMax",
            "eTag",
            "ETag",
            "ETags",
            "mTLS",
            "mTLSCert",
            "xETag",
            "iPadding",
            "iPad2",
        ];
        for name in names {
            assert_eq!(snake(name), Some(join_snake(&words(name))), "{name}");
            assert_eq!(pascal(name), Some(join_pascal(&words(name))), "{name}");
        }
        assert_eq!(snake("1a"), None);
        assert_eq!(snake("a+b"), None);
        assert_eq!(snake(""), None);
    }
}
