use std::fmt::Write as _;

use crate::json::{Kind, Value};
use crate::operation::Media;
use crate::wire::flat::scalar;
use crate::wire::unsendable::{Fault, Unsendable};

/// Writes a value as an XML document; its root is named by the media type's [`Media::root`].
///
/// ```
/// use lean_runtime::json::Tape;
/// use lean_runtime::operation::{Codec, Media};
/// use lean_runtime::wire::xml_body;
///
/// static PET: Media = Media::new("application/xml", Codec::Xml).root("pet");
/// let tape = Tape::parse(r#"{"id": 7, "tags": ["a", "b"], "owner": {"name": "R & D"}}"#).unwrap();
/// assert_eq!(
///     xml_body(&PET, tape.root()).unwrap(),
///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
///      <pet><id>7</id><tags>a</tags><tags>b</tags><owner><name>R &amp; D</name></owner></pet>",
/// );
/// ```
///
/// # Errors
/// If the root has no name, the value is a list, a list stands in a list, or a name or character has no place in XML.
pub fn xml_body(media: &Media, value: Value<'_>) -> Result<String, Unsendable> {
    if media.root.is_empty() || value.kind() == Kind::List {
        return Err(Unsendable::body(Fault::NotXml));
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(media.root, value, &mut out)?;
    Ok(out)
}

fn element(name: &str, value: Value<'_>, out: &mut String) -> Result<(), Unsendable> {
    if !is_name(name) {
        return Err(Unsendable::member(name, Fault::XmlName));
    }
    // Writing to a String does not fail.
    let _ = write!(out, "<{name}>");
    match value.kind() {
        Kind::Map => value
            .members()
            .try_for_each(|(name, member)| elements(&name, member, out))?,
        _ => text(&scalar(value).unwrap_or_default(), out)
            .map_err(|fault| Unsendable::member(name, fault))?,
    }
    let _ = write!(out, "</{name}>");
    Ok(())
}

/// The elements of a member: one, or one for each item.
fn elements(name: &str, value: Value<'_>, out: &mut String) -> Result<(), Unsendable> {
    match value.kind() {
        Kind::Null => Ok(()),
        Kind::List => value
            .items()
            .filter(|item| !item.is_null())
            .try_for_each(|item| match item.kind() {
                Kind::List => Err(Unsendable::member(name, Fault::Nested)),
                _ => element(name, item, out),
            }),
        _ => element(name, value, out),
    }
}

fn text(text: &str, out: &mut String) -> Result<(), Fault> {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Readers turn a bare CR into a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            // XML 1.0 section 2.2.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => return Err(Fault::XmlCharacter),
            _ => out.push(character),
        }
    }
    Ok(())
}

/// XML 1.0 section 2.3, without the colon, which namespaces take; characters beyond ASCII are let pass.
fn is_name(name: &str) -> bool {
    let start = |first: char| first.is_ascii_alphabetic() || first == '_' || !first.is_ascii();
    let rest = |next: char| start(next) || next.is_ascii_digit() || next == '-' || next == '.';
    let breaks = |next: char| {
        next.is_control() || next.is_whitespace() || matches!(next, '\u{fffe}' | '\u{ffff}')
    };
    name.starts_with(start) && name.chars().all(rest) && !name.contains(breaks)
}
