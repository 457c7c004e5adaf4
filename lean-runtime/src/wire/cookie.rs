//! What a cookie can carry as it is (RFC 6265 section 4.1.1), for the style `cookie` of OpenAPI 3.2.

use super::flat::Flat;
use super::unsendable::Fault;

/// Refuses names and values that would end a cookie, or start another.
pub(super) fn check(name: &str, value: &Flat<'_>, explode: bool) -> Result<(), Fault> {
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

fn check_pair(name: &str, value: &str) -> Result<(), Fault> {
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(Fault::CookieName);
    }
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if !quoted.unwrap_or(value).bytes().all(is_octet) {
        return Err(Fault::CookieOctet);
    }
    Ok(())
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}
