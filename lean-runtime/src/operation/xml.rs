//! The differences between XML documents and elements that are named like members (OpenAPI 3.2
//! section 4.26, XML Object).

/// The XML form of a document.
#[derive(Debug)]
pub struct Xml {
    /// The root element.
    pub root: XmlNode,
    /// For each kind of object that is not written in the plain way: the members that differ, or that hold what does.
    pub shapes: &'static [&'static [XmlNode]],
}

/// The XML form of a value.
#[derive(Debug)]
pub struct XmlNode {
    /// The member whose value it is; empty for the root and for items.
    pub member: &'static str,
    /// Its name, without prefix.
    pub name: &'static str,
    /// The prefix of its name; empty: none.
    pub prefix: &'static str,
    /// The namespace of its name; empty: none of its own.
    pub namespace: &'static str,
    /// The kind of XML that the value becomes.
    pub kind: XmlKind,
    /// The XML form of the items in the element that wraps them; `None` if there is no such
    /// element.
    pub item: Option<&'static XmlNode>,
    /// The index of the shape of an object, or of each item that is an object; past the end for the
    /// plain form.
    pub shape: usize,
}

/// The kind of XML that a value becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlKind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element that its object is.
    Text,
    /// The same, as a CDATA section.
    Cdata,
    /// No element: its members take its place.
    Inline,
}

impl XmlNode {
    /// An element of this name for the member of this name.
    #[must_use]
    pub const fn new(member: &'static str, name: &'static str) -> XmlNode {
        XmlNode {
            member,
            name,
            prefix: "",
            namespace: "",
            kind: XmlKind::Element,
            item: None,
            shape: usize::MAX,
        }
    }
}
