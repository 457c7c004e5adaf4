//! How XML documents differ from elements that are called like members (OpenAPI 3.2 section 4.26, XML Object).

/// How a document is written.
#[derive(Debug)]
pub struct Xml {
    /// The root element.
    pub root: XmlNode,
    /// For each kind of object that is not written in the plain way: the members that differ, or that hold what does.
    pub shapes: &'static [&'static [XmlNode]],
}

/// What a value is in XML.
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
    /// What it becomes.
    pub kind: XmlKind,
    /// What the items are in the element that wraps them; none: there is no such element.
    pub item: Option<&'static XmlNode>,
    /// Which shape an object has, or each item that is one; past the end: the plain way.
    pub shape: usize,
}

/// What a value becomes in XML.
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
    /// Nothing of its own: its members stand where it would.
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
