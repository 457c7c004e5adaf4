//! The text that a header can contain (RFC 9110 section 5.5).

use http::{HeaderName, HeaderValue, header};

use super::flat::Flat;
use super::unsendable::SendFault;

/// A header's value, if HTTP carries it whole and everybody reads it alike.
///
/// Text that is not ASCII is refused: RFC 9110 leaves its meaning open, old servers take it for ISO 8859-1, newer
/// ones for UTF-8, and some drop it. OpenAPI 3.2 forbids to percent-encode on the user's behalf.
pub(super) fn header_value(text: &str) -> Result<HeaderValue, SendFault> {
    if !text.is_ascii() {
        return Err(SendFault::HeaderNotAscii);
    }
    if text
        .bytes()
        .any(|byte| byte.is_ascii_control() && byte != b'\t')
    {
        return Err(SendFault::HeaderControl);
    }
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err(SendFault::HeaderEdges);
    }
    HeaderValue::try_from(text).map_err(|_| SendFault::HeaderControl)
}

/// Headers that frame the message or say whose it is: another value would send it to another site of the server, or
/// desynchronise the connection (RFC 9110 sections 7.2 and 7.6.1, RFC 9112 section 6).
pub(crate) fn is_set_by_client(name: &HeaderName) -> bool {
    const FRAMING: [&str; 3] = ["keep-alive", "proxy-connection", "http2-settings"];
    [
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
        header::UPGRADE,
        header::TE,
        header::TRAILER,
    ]
    .contains(name)
        || FRAMING.contains(&name.as_str())
}

/// Refuses items that the receiver would take for several.
pub(super) fn check_items(value: &Flat<'_>, explode: bool) -> Result<(), SendFault> {
    let splits = match value {
        Flat::Undefined | Flat::One(_) => false,
        Flat::List(items) => items.iter().any(|item| holds_comma(item)),
        Flat::Map(members) => members.iter().any(|(name, value)| {
            holds_comma(name) || holds_comma(value) || (explode && name.contains('='))
        }),
    };
    if splits {
        Err(SendFault::HeaderDelimiter)
    } else {
        Ok(())
    }
}

/// A comma within a quoted string (RFC 9110 section 5.6.4) does not separate.
fn holds_comma(item: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    for byte in item.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => return true,
            _ => {}
        }
    }
    quoted
}
