//! Distinguished and alternative names as text that is safe to print.

use std::net::{Ipv4Addr, Ipv6Addr};

use der::{Tag, asn1::ObjectIdentifier};

use super::{asn1::Value, printable::Printable};

const ATTRIBUTES: [(ObjectIdentifier, &str); 11] = [
    (ObjectIdentifier::new_unwrap("2.5.4.3"), "CN"),
    (ObjectIdentifier::new_unwrap("2.5.4.5"), "serialNumber"),
    (ObjectIdentifier::new_unwrap("2.5.4.6"), "C"),
    (ObjectIdentifier::new_unwrap("2.5.4.7"), "L"),
    (ObjectIdentifier::new_unwrap("2.5.4.8"), "ST"),
    (ObjectIdentifier::new_unwrap("2.5.4.10"), "O"),
    (ObjectIdentifier::new_unwrap("2.5.4.11"), "OU"),
    (
        ObjectIdentifier::new_unwrap("2.5.4.97"),
        "organizationIdentifier",
    ),
    (
        ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1"),
        "UID",
    ),
    (
        ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25"),
        "DC",
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1"),
        "emailAddress",
    ),
];

/// A distinguished name in the certificate's own order, for instance `O=Lean, CN=app-one`.
pub(crate) fn format_distinguished_name(name: &[u8]) -> String {
    let Some(name) = Value::whole(name) else {
        return "(unreadable name)".to_owned();
    };
    let parts: Vec<_> = name
        .members()
        .flat_map(|set| set.members())
        .map(format_attribute)
        .collect();
    if parts.is_empty() {
        "(empty name)".to_owned()
    } else {
        parts.join(", ")
    }
}

fn format_attribute(pair: Value<'_>) -> String {
    let mut members = pair.members();
    let oid = members.next().and_then(Value::oid);
    let value = members.next().map(text).unwrap_or_default();
    let value = Printable(&value)
        .to_string()
        .replace('\\', "\\\\")
        .replace(',', "\\,");
    // `Printable` has escaped with backslashes of its own, which stay single.
    let value = value.replace("\\\\u{", "\\u{");
    match oid {
        Some(oid) => match ATTRIBUTES.iter().find(|(known, _)| *known == oid) {
            Some((_, name)) => format!("{name}={value}"),
            None => format!("{oid}={value}"),
        },
        None => value,
    }
}

/// The text of any of the string types that names use.
fn text(value: Value<'_>) -> String {
    let bytes = value.content;
    match value.tag {
        Tag::BmpString => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|c| u16::from(c[0]) << 8 | u16::from(*c.get(1).unwrap_or(&0)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        Tag::TeletexString => bytes.iter().map(|&byte| char::from(byte)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The subject alternative names: DNS names and addresses as they are, the others with their kind.
pub(super) fn read_alternative_names(extension: &[u8]) -> Vec<String> {
    let Some(names) = Value::whole(extension) else {
        return Vec::new();
    };
    names.members().filter_map(format_general_name).collect()
}

fn format_general_name(name: Value<'_>) -> Option<String> {
    const MAIL: u32 = 1;
    const DNS: u32 = 2;
    const DIRECTORY: u32 = 4;
    const URI: u32 = 6;
    const ADDRESS: u32 = 7;
    if !name.tag.is_context_specific() {
        return None;
    }
    let text = || Printable(&String::from_utf8_lossy(name.content)).to_string();
    match name.tag.number().value() {
        DNS => Some(text()),
        URI => Some(text()),
        MAIL => Some(format!("mail:{}", text())),
        DIRECTORY => Some(format!(
            "directory:{}",
            format_distinguished_name(name.content)
        )),
        ADDRESS => format_address(name.content),
        _ => None,
    }
}

fn format_address(bytes: &[u8]) -> Option<String> {
    match bytes.len() {
        4 => <[u8; 4]>::try_from(bytes)
            .ok()
            .map(|octets| Ipv4Addr::from(octets).to_string()),
        16 => <[u8; 16]>::try_from(bytes)
            .ok()
            .map(|octets| Ipv6Addr::from(octets).to_string()),
        _ => None,
    }
}
