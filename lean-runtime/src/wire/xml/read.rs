//! Reads an XML document as a JSON tree.

use std::fmt;

use indexmap::IndexMap;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::shaped;
use crate::json::Writer;
use crate::model::memory;
use crate::operation::Xml;

/// The memory of the first element of a name in its parent, in addition to its texts: a member of a
/// map, a list of one.
const FIRST_BYTES: usize = size_of::<ReadElement>() + 320;

/// Each further one: a place in a list that grows, an allocation.
const NEXT_BYTES: usize = 3 * size_of::<ReadElement>() + 32;

/// Deeper documents are refused, so that no reader after this one can run out of stack.
const DEPTH_MAX: usize = 100;

/// Why a text is not XML that is read here. It never holds the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotXml {
    /// The mistake.
    pub message: &'static str,
    /// The byte at which it shows.
    pub offset: usize,
}

impl fmt::Display for NotXml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for NotXml {}

/// Reads an XML document as JSON text, in which all scalars are strings: read it with
/// [`decode_textual`](crate::model::decode_textual).
///
/// ```
/// use lean_runtime::wire::xml_to_json;
///
/// let json = xml_to_json(r#"<p:pet xmlns:p="urn:p" id="7"><p:tag>a</p:tag><p:tag/></p:pet>"#).unwrap();
/// assert_eq!(json, r#"{"id":"7","tag":["a",""]}"#);
/// ```
///
/// # Errors
/// If it is not well-formed, has a document type, or is nested deeper than 100 levels.
pub fn xml_to_json(text: &str) -> Result<String, NotXml> {
    read_xml(text, None, memory::of_text(text))
}

/// The same for a document that the description says more of: attributes, other names, wrapped lists.
///
/// # Errors
/// Does the same as [`xml_to_json`], but fails if the elements take more than this many bytes of
/// memory.
pub(crate) fn read_xml(
    text: &str,
    xml: Option<&'static Xml>,
    memory: usize,
) -> Result<String, NotXml> {
    let mut reader = Reader::from_str(text);
    let mut room = memory / 4 * 3;
    let root = read_document(&mut reader, &mut room).map_err(|message| {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        NotXml { message, offset }
    })?;
    let mut out = Writer::new();
    match xml {
        Some(xml) => shaped::write(&root, xml, &mut out),
        None => root.write(&mut out),
    }
    Ok(out.into_text())
}

/// An element: its content by name, in the order of first appearance.
#[derive(Default)]
pub(super) struct ReadElement {
    name: String,
    pub(super) members: IndexMap<String, Vec<ReadElement>>,
    pub(super) text: String,
    pub(super) nil: bool,
    /// True if this is an attribute of its parent element.
    pub(super) attribute: bool,
}

fn read_document(
    reader: &mut Reader<&[u8]>,
    room: &mut usize,
) -> Result<ReadElement, &'static str> {
    let mut open: Vec<ReadElement> = Vec::new();
    let mut root = None;
    loop {
        let event = reader.read_event().map_err(|_| "not well-formed XML")?;
        match event {
            Event::Start(start) if open.len() < DEPTH_MAX => open.push(open_element(&start, room)?),
            Event::Start(_) => return Err("nested deeper than 100 levels"),
            Event::Empty(start) => {
                close_element(open_element(&start, room)?, &mut open, &mut root, room)?
            }
            Event::End(_) => {
                let element = open.pop().ok_or("an end without a start")?;
                close_element(element, &mut open, &mut root, room)?;
            }
            Event::Text(text) => add_text(&text.xml10_content(), &mut open)?,
            Event::CData(text) => add_text(&text.xml10_content(), &mut open)?,
            Event::GeneralRef(reference) => add_text(&resolve_reference(&reference)?, &mut open)?,
            Event::DocType(_) => return Err("a document type, which is not read"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if open.is_empty() => return root.ok_or("no element"),
            Event::Eof => return Err("the text ends inside an element"),
        }
    }
}

fn open_element(start: &BytesStart<'_>, room: &mut usize) -> Result<ReadElement, &'static str> {
    let mut element = ReadElement {
        name: start.local_name().as_ref().to_owned(),
        ..ReadElement::default()
    };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| "not a well-formed attribute")?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|_| "an attribute with an unknown entity")?;
        let (prefix, name) = (attribute.key.prefix(), attribute.key.local_name());
        let prefix = prefix.as_ref().map_or("", |prefix| prefix.as_ref());
        match (prefix, name.as_ref()) {
            ("xmlns", _) | ("", "xmlns") => {}
            ("xsi", "nil") => element.nil = matches!(&*value, "true" | "1"),
            ("xsi" | "xml", _) => {}
            (_, name) => {
                let attribute = ReadElement {
                    name: name.to_owned(),
                    text: value.into_owned(),
                    attribute: true,
                    ..ReadElement::default()
                };
                element.push_child(attribute, room)?;
            }
        }
    }
    Ok(element)
}

fn close_element(
    element: ReadElement,
    open: &mut [ReadElement],
    root: &mut Option<ReadElement>,
    room: &mut usize,
) -> Result<(), &'static str> {
    match open.last_mut() {
        Some(parent) => parent.push_child(element, room)?,
        None if root.is_some() => return Err("a second root element"),
        None => *root = Some(element),
    }
    Ok(())
}

fn add_text(text: &str, open: &mut [ReadElement]) -> Result<(), &'static str> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim_start_matches('\u{feff}').trim().is_empty() => {}
        None => return Err("text outside of the root element"),
    }
    Ok(())
}

/// XML's own five entities, and characters by number.
fn resolve_reference(reference: &BytesRef<'_>) -> Result<String, &'static str> {
    if let Some(character) = reference
        .resolve_char_ref()
        .map_err(|_| "a reference to no character")?
    {
        return Ok(character.into());
    }
    let text = quick_xml::escape::resolve_xml_entity(reference.as_ref());
    text.map(str::to_owned)
        .ok_or("an entity that XML does not know")
}

impl ReadElement {
    /// Puts a child into it, as long as there is room for it.
    fn push_child(&mut self, child: ReadElement, room: &mut usize) -> Result<(), &'static str> {
        let texts = 2 * (child.name.len() + child.text.len());
        let is_first = !self.members.contains_key(&child.name);
        let bytes = texts + if is_first { FIRST_BYTES } else { NEXT_BYTES };
        *room = room.checked_sub(bytes).ok_or(memory::TOO_MUCH)?;
        let alike = self.members.entry(child.name.clone()).or_default();
        if is_first {
            alike.reserve_exact(1);
        }
        alike.push(child);
        Ok(())
    }

    pub(super) fn write(&self, out: &mut Writer) {
        if self.nil {
            return out.raw("null");
        }
        if self.members.is_empty() {
            return out.string(&self.text);
        }
        out.open_map();
        for (name, children) in &self.members {
            out.name(name);
            match children.as_slice() {
                [child] => child.write(out),
                children => {
                    out.open_list();
                    children.iter().for_each(|child| child.write(out));
                    out.close_list();
                }
            }
        }
        let text = self.text.trim();
        if !text.is_empty() {
            out.name("#text");
            out.string(text);
        }
        out.close_map();
    }
}
