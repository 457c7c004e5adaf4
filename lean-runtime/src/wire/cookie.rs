//! The text that a cookie can contain unescaped (RFC 6265 section 4.1.1), for the style `cookie` of
//! OpenAPI 3.2, and the single header for all cookies of a request.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use super::flat::Flat;
use super::unsendable::SendFault;

/// Refuses names and values that would end a cookie, or start another.
pub(super) fn check(name: &str, value: &Flat<'_>, explode: bool) -> Result<(), SendFault> {
    match value {
        Flat::Undefined => Ok(()),
        Flat::One(text) => check_pair(name, text),
        Flat::List(items) => items.iter().try_for_each(|item| check_pair(name, item)),
        Flat::Map(members) if explode => members
            .iter()
            .try_for_each(|(name, value)| check_pair(name, value)),
        Flat::Map(members) => members.iter().try_for_each(|(member, value)| {
            check_pair(name, member)?;
            check_pair(name, value)
        }),
    }
}

/// Adds cookies to those of a request: RFC 6265 section 5.4 allows only one header, and no cookie
/// may be lost. A new cookie replaces an old one of the same name.
pub(crate) fn append(headers: &mut HeaderMap, cookies: &HeaderValue) {
    let name = |pair: &[u8]| {
        let pair = pair.trim_ascii();
        let end = pair.iter().position(|byte| *byte == b'=');
        end.map(|end| pair[..end].to_vec())
    };
    let pairs = |value: &HeaderValue| -> Vec<Vec<u8>> {
        let pairs = value.as_bytes().split(|byte| *byte == b';');
        pairs.map(|pair| pair.trim_ascii().to_vec()).collect()
    };
    let new = pairs(cookies);
    let old = headers.get_all(COOKIE).iter().flat_map(pairs);
    let kept = old.filter(|old| {
        let replaced = new
            .iter()
            .any(|new| name(new).is_some() && name(new) == name(old));
        !old.is_empty() && !replaced
    });
    let kept: Vec<Vec<u8>> = kept.collect();
    let mut value = kept.join(&b"; "[..]);
    if !value.is_empty() {
        value.extend(b"; ");
    }
    value.extend(cookies.as_bytes());
    // Both come from headers; were they no header together, the new ones count.
    let mut value = HeaderValue::from_bytes(&value).unwrap_or_else(|_| cookies.clone());
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
}

/// A cookie of this name and value, if it is one cookie and stays so.
pub(crate) fn pair(name: &str, value: &str) -> Option<HeaderValue> {
    check_pair(name, value).ok()?;
    HeaderValue::try_from(format!("{name}={value}")).ok()
}

fn check_pair(name: &str, value: &str) -> Result<(), SendFault> {
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(SendFault::CookieName);
    }
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if !quoted.unwrap_or(value).bytes().all(is_value_octet) {
        return Err(SendFault::CookieOctet);
    }
    Ok(())
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_value_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}
