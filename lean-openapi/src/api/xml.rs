//! How XML documents differ from elements that are called like members.

/// What XML Objects say of a body and all that stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// The root element.
    pub root: XmlNode,
    /// For each kind of object that is not written in the plain way: the members that differ, or that hold what does.
    pub shapes: Vec<Vec<XmlNode>>,
}

/// What a value is in XML.
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
    /// What it becomes.
    pub kind: XmlKind,
    /// What the items are in the element that wraps them; none: there is no such element.
    pub item: Option<Box<XmlNode>>,
    /// Which shape an object (or each item that is one) has; none: the plain way.
    pub shape: Option<usize>,
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
