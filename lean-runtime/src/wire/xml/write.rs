//! Writes a JSON tree as an XML document.

use std::fmt::Write as _;

use crate::json::{Value, ValueKind};
use crate::operation::{Media, XmlKind, XmlNode};
use crate::wire::flat::scalar_text;
use crate::wire::unsendable::{SendFault, Unsendable};

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
/// Fails if the root has no name, if the value is a list, if a list contains a list, or if XML does
/// not allow a name or character.
pub fn xml_body(media: &Media, value: Value<'_>) -> Result<String, Unsendable> {
    let mut document = Document {
        out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        shapes: media.xml.map_or(&[], |xml| xml.shapes),
        bound: Vec::new(),
    };
    let plain = XmlNode::new("", media.root);
    let root = media.xml.map_or(&plain, |xml| &xml.root);
    if root.name.is_empty() || value.kind() == ValueKind::List && root.item.is_none() {
        return Err(Unsendable::body(SendFault::NotXml));
    }
    document.write_element(root.into(), value)?;
    Ok(document.out)
}

/// A document on its way.
struct Document {
    out: String,
    shapes: &'static [&'static [XmlNode]],
    /// The namespaces that hold here, by their prefixes, the nearest last.
    bound: Vec<(&'static str, &'static str)>,
}

/// The name of an element, and the encoding of its content.
#[derive(Clone, Copy)]
struct OpenElement<'n> {
    name: &'n str,
    prefix: &'static str,
    namespace: &'static str,
    item: Option<&'static XmlNode>,
    shape: usize,
}

impl<'n> OpenElement<'n> {
    /// Creates the element of a member without an XML description.
    fn plain(name: &'n str) -> OpenElement<'n> {
        OpenElement {
            name,
            prefix: "",
            namespace: "",
            item: None,
            shape: usize::MAX,
        }
    }
}

impl<'n> From<&'n XmlNode> for OpenElement<'n> {
    fn from(node: &'n XmlNode) -> OpenElement<'n> {
        OpenElement {
            name: node.name,
            prefix: node.prefix,
            namespace: node.namespace,
            item: node.item,
            shape: node.shape,
        }
    }
}

impl Document {
    fn write_element(
        &mut self,
        element: OpenElement<'_>,
        value: Value<'_>,
    ) -> Result<(), Unsendable> {
        let OpenElement { name, prefix, .. } = element;
        if !is_name(name) || !(prefix.is_empty() || is_name(prefix)) {
            return Err(Unsendable::member(name, SendFault::XmlName));
        }
        let name = &match prefix {
            "" => name.to_owned(),
            prefix => format!("{prefix}:{name}"),
        };
        let outside = self.bound.len();
        // Writing to a String does not fail.
        let _ = write!(self.out, "<{name}");
        self.bind_namespace(element.prefix, element.namespace);
        if value.kind() == ValueKind::Map {
            self.write_attributes(element.shape, value)?;
        }
        self.out.push('>');
        match (value.kind(), element.item) {
            (ValueKind::Map, _) => self.write_members(element.shape, value)?,
            (ValueKind::List, Some(item)) => value
                .items()
                .try_for_each(|inner| self.write_item(item.into(), inner))?,
            (ValueKind::List, None) => return Err(Unsendable::member(name, SendFault::Nested)),
            _ => text(&scalar_text(value).unwrap_or_default(), &mut self.out)
                .map_err(|fault| Unsendable::member(name, fault))?,
        }
        let _ = write!(self.out, "</{name}>");
        self.bound.truncate(outside);
        Ok(())
    }

    /// Declares a namespace, unless it holds already.
    fn bind_namespace(&mut self, prefix: &'static str, namespace: &'static str) {
        let holds = self.bound.iter().rev().find(|(bound, _)| *bound == prefix);
        if namespace.is_empty() || holds.is_some_and(|(_, bound)| *bound == namespace) {
            return;
        }
        self.bound.push((prefix, namespace));
        let colon = if prefix.is_empty() { "" } else { ":" };
        let _ = write!(self.out, " xmlns{colon}{prefix}=\"{}\"", quote(namespace));
    }

    fn write_attributes(&mut self, shape: usize, object: Value<'_>) -> Result<(), Unsendable> {
        for node in self.nodes(shape) {
            let Some(value) = object.get(node.member).filter(|value| !value.is_null()) else {
                continue;
            };
            match node.kind {
                XmlKind::Attribute => self.write_attribute(node, value)?,
                // A value without an element puts its attributes on this element.
                XmlKind::Inline if value.kind() == ValueKind::Map => {
                    self.write_attributes(node.shape, value)?
                }
                XmlKind::Inline | XmlKind::Element | XmlKind::Text | XmlKind::Cdata => {}
            }
        }
        Ok(())
    }

    fn write_attribute(
        &mut self,
        node: &'static XmlNode,
        value: Value<'_>,
    ) -> Result<(), Unsendable> {
        let wrong = |fault| Unsendable::member(node.member, fault);
        if !is_name(node.name) || !(node.prefix.is_empty() || is_name(node.prefix)) {
            return Err(wrong(SendFault::XmlName));
        }
        // A list in an attribute is written as XML Schema writes lists.
        let value = match value.kind() {
            ValueKind::List => {
                let items = value.items().map(scalar_text).collect::<Option<Vec<_>>>();
                items.map(|items| items.join(" ").into())
            }
            _ => scalar_text(value),
        };
        let value = value.ok_or_else(|| wrong(SendFault::Nested))?;
        let mut write_content = String::new();
        text(&value, &mut write_content).map_err(wrong)?;
        let colon = if node.prefix.is_empty() { "" } else { ":" };
        if !node.prefix.is_empty() {
            self.bind_namespace(node.prefix, node.namespace);
        }
        let _ = write!(
            self.out,
            " {}{colon}{}=\"{}\"",
            node.prefix,
            node.name,
            // Readers turn white space in attributes into blanks.
            write_content
                .replace('"', "&quot;")
                .replace('\n', "&#10;")
                .replace('\t', "&#9;")
        );
        Ok(())
    }

    fn write_members(&mut self, shape: usize, object: Value<'_>) -> Result<(), Unsendable> {
        object.members().try_for_each(|(name, value)| {
            let node = self.nodes(shape).iter().find(|node| node.member == name);
            let Some(node) = node else {
                return self.write_elements(OpenElement::plain(&name), value);
            };
            match node.kind {
                XmlKind::Attribute => Ok(()),
                XmlKind::Element => self.write_elements(node.into(), value),
                XmlKind::Inline if value.kind() == ValueKind::Map => {
                    self.write_members(node.shape, value)
                }
                XmlKind::Inline => self.write_elements(node.into(), value),
                XmlKind::Text | XmlKind::Cdata => self
                    .content(node.kind, value)
                    .map_err(|fault| Unsendable::member(&name, fault)),
            }
        })
    }

    fn content(&mut self, kind: XmlKind, value: Value<'_>) -> Result<(), SendFault> {
        if value.is_null() {
            return Ok(());
        }
        let content = scalar_text(value).ok_or(SendFault::Nested)?;
        if kind == XmlKind::Text {
            return text(&content, &mut self.out);
        }
        // All characters of text are allowed here; only the end of the section is syntax.
        text(&content, &mut String::new())?;
        let sections = content.replace("]]>", "]]]]><![CDATA[>");
        let _ = write!(self.out, "<![CDATA[{sections}]]>");
        Ok(())
    }

    /// The elements of a member: one, one for each item, or one around all items.
    fn write_elements(
        &mut self,
        element: OpenElement<'_>,
        value: Value<'_>,
    ) -> Result<(), Unsendable> {
        match value.kind() {
            ValueKind::Null => Ok(()),
            ValueKind::List if element.item.is_none() => value
                .items()
                .try_for_each(|item| self.write_item(element, item)),
            _ => self.write_element(element, value),
        }
    }

    fn write_item(&mut self, element: OpenElement<'_>, value: Value<'_>) -> Result<(), Unsendable> {
        match value.kind() {
            ValueKind::Null => Ok(()),
            ValueKind::List if element.item.is_none() => {
                Err(Unsendable::member(element.name, SendFault::Nested))
            }
            _ => self.write_element(element, value),
        }
    }

    fn nodes(&self, shape: usize) -> &'static [XmlNode] {
        self.shapes.get(shape).copied().unwrap_or_default()
    }
}

fn quote(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

fn text(text: &str, out: &mut String) -> Result<(), SendFault> {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Readers turn a bare CR into a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            // XML 1.0 section 2.2.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => return Err(SendFault::XmlCharacter),
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
