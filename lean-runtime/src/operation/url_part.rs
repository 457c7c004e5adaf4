//! Parts of a URL, and the texts that are one such part and nothing more (RFC 3986 section 3).

use std::net::{Ipv4Addr, Ipv6Addr};

/// The part of a URL that a variable fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UrlPart {
    /// The URL's beginning: scheme, host, port, path.
    Base,
    Scheme,
    /// The whole host.
    Host,
    /// Some of a host: characters of labels, and dots between them.
    Label {
        dots: bool,
    },
    HostAndPort,
    /// The content of the brackets of an IPv6 address.
    Ipv6,
    Port,
    /// A port with its colon, or nothing.
    ColonPort,
    /// The whole path from its slash on, or nothing.
    Root,
    Path {
        slashes: bool,
    },
    Query,
}

impl UrlPart {
    /// Why a value is not this part alone, in words that go on from its name.
    pub(super) fn fault(self, value: &str) -> Option<&'static str> {
        let (fits, why) = match self {
            UrlPart::Base => (
                is_base(value),
                "is not the beginning of a URL: `https://host/path`",
            ),
            UrlPart::Scheme => (
                matches!(value, "https" | "http"),
                "is not a scheme: `https`",
            ),
            UrlPart::Host => (
                is_host(value),
                "is not a host: a name of letters, digits, `-` and `.`, or an IP address",
            ),
            UrlPart::Label { dots: true } => (
                value.bytes().all(|byte| is_label(byte) || byte == b'.'),
                "does not fit into a host: letters, digits, `-` and `.` do",
            ),
            UrlPart::Label { dots: false } => (
                value.bytes().all(is_label),
                "does not fit into one label of a host: letters, digits and `-` do",
            ),
            UrlPart::HostAndPort => (
                is_authority(value),
                "is not a host, nor a host and a port: `host:8443`",
            ),
            UrlPart::Ipv6 => (value.parse::<Ipv6Addr>().is_ok(), "is not an IPv6 address"),
            UrlPart::Port => (is_port(value), "is not a port: digits, 0 to 65535"),
            UrlPart::ColonPort => (
                value.is_empty() || value.strip_prefix(':').is_some_and(is_port),
                "is not a port with its colon: `:8443`",
            ),
            UrlPart::Root => (
                value.is_empty() || value.starts_with('/') && is_path(value),
                "is not a path: it begins with `/`, and has no `?`, `#`, `%`, `\\`, `;` or dot segments",
            ),
            UrlPart::Path { slashes: true } => (
                is_path(value),
                "is not a path: it has no `?`, `#`, `%`, `\\`, `;` or dot segments",
            ),
            UrlPart::Path { slashes: false } => (
                is_path(value) && !value.contains('/'),
                "is not one segment of a path: it has no `/`, `?`, `#`, `%`, `\\`, `;`, and is not `.` or `..`",
            ),
            UrlPart::Query => (
                false,
                "would be in a query, which a server's URL may not have",
            ),
        };
        (!fits).then_some(why)
    }
}

/// A host name of DNS labels, or an IP address; an IPv6 address in brackets. Names that only some readers take for
/// an IPv4 address (`0x7f.1`, `127.1`) are none.
pub(crate) fn is_host(text: &str) -> bool {
    if let Some(address) = text.strip_prefix('[') {
        let address = address.strip_suffix(']');
        return address.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
    }
    let last = text.rsplit('.').next().unwrap_or(text);
    let hex = last.strip_prefix("0x").or(last.strip_prefix("0X"));
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || hex.is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_number {
        return text.parse::<Ipv4Addr>().is_ok();
    }
    // RFC 1035 section 2.3.4.
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(is_label)
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// A path without what ends it, hides in it, or climbs: separators, escapes, parameters, dot segments.
pub(crate) fn is_path(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,=:@/".contains(&byte);
    text.bytes().all(is_plain)
        && !text.contains("//")
        && !text.split('/').any(|segment| matches!(segment, "." | ".."))
}

fn is_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_port(text: &str) -> bool {
    // `parse` takes a sign.
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn is_authority(text: &str) -> bool {
    let colon = text.rfind(':').filter(|at| !text[*at..].contains(']'));
    match colon {
        Some(at) => is_host(&text[..at]) && is_port(&text[at + 1..]),
        None => is_host(text),
    }
}

fn is_base(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    matches!(scheme, "https" | "http") && is_authority(authority) && is_path(path)
}
