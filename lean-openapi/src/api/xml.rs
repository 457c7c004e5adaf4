//! The differences of XML documents from elements named like members.

/// The XML Objects of a body and of everything in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// The root element.
    pub root: XmlNode,
    /// For each kind of object that is not written in the plain way: the members that differ, or that hold what does.
    pub shapes: Vec<Vec<XmlNode>>,
}

/// A value in XML.
#[derive(Clone, Debug, PartialEq)]
pub struct XmlNode {
    /// The member whose value it is; empty for the root and for items.
    pub member: String,
    /// Its name, without prefix.
    pub name: String,
    /// The prefix of its name; empty: none.
    pub prefix: String,
    /// The namespace of its name; empty: none of its own.
    pub namespace: String,
    /// Its form.
    pub kind: XmlKind,
    /// The form of the items in the element that wraps them; none: there is no such element.
    pub item: Option<Box<XmlNode>>,
    /// The shape of an object (or of each item that is one); none: the plain form.
    pub shape: Option<usize>,
}

/// The form of a value in XML.
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
    /// No element: its members are in the place of the element.
    Inline,
}
