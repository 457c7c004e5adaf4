//! XML Objects: how the XML of a body differs from elements that are called like members.

use std::collections::HashMap;

use super::reader::Reader;
use super::schema::Facts;
use crate::api::{Rule, Xml, XmlKind, XmlNode};
use crate::document::{At, Tree, TreeId};
use crate::lint::Report;
use crate::lint::objects;

/// The shapes found so far, by the schema that each was made from.
#[derive(Default)]
struct Shapes {
    known: HashMap<TreeId, usize>,
    nodes: Vec<Vec<XmlNode>>,
}

/// Objects in each other deeper than that are written in the plain way.
const DEPTH_MAX: usize = 50;

impl Reader<'_> {
    /// The XML Objects of a body; none if they change nothing.
    pub(super) fn read_xml(&mut self, media: &At) -> Option<Xml> {
        let schema = media.get("schema")?;
        let mut shapes = Shapes::default();
        let mut root = self.xml_node("", &schema, &mut shapes, 0);
        root.name = self.root_name(media);
        if self.facts_at(&schema).is_list() && root.item.is_none() {
            // A document has one root, even if the schema asks for wrapping.
            let item = XmlNode {
                name: self.item_name(&schema, &root.name),
                ..root.clone()
            };
            root.item = Some(Box::new(item));
            root.shape = None;
        }
        let mut xml = Xml {
            root,
            shapes: shapes.nodes,
        };
        let has_news = prune(&mut xml);
        has_news.then_some(xml)
    }

    /// The name of an XML body's root element: what the schema's XML Object says, or else the schema's own name.
    pub(super) fn root_name(&mut self, media: &At) -> String {
        let Some(schema) = media.get("schema") else {
            return String::new();
        };
        let written = self.xml_object(&schema).and_then(|xml| xml.text("name"));
        let reference = schema.node.text("$ref");
        let own = reference
            .as_deref()
            .and_then(|reference| reference.rsplit(['/', '#']).next());
        written.as_deref().or(own).unwrap_or_default().to_owned()
    }

    /// The items of a list at the root are called what they are, or like the list.
    fn item_name(&mut self, list: &At, otherwise: &str) -> String {
        let item = self.facts_at(list).first_item();
        let named = item
            .as_ref()
            .and_then(|item| self.xml_object(item)?.text("name"));
        let reference = item.as_ref().and_then(|item| item.node.text("$ref"));
        let own = reference
            .as_deref()
            .and_then(|reference| reference.rsplit(['/', '#']).next());
        named.as_deref().or(own).unwrap_or(otherwise).to_string()
    }

    /// The XML Object of a schema, or of the one that it only refers to.
    fn xml_object(&mut self, at: &At) -> Option<Tree> {
        let mut at = at.clone();
        for _ in 0..DEPTH_MAX {
            if let Some(xml) = at.get("xml") {
                self.report.check_fields(&xml, &objects::XML);
                return Some(xml.node);
            }
            at = self.pure_target(&at)?.at;
        }
        None
    }

    fn xml_node(&mut self, member: &str, at: &At, shapes: &mut Shapes, depth: usize) -> XmlNode {
        let xml = self.xml_object(at);
        let facts = self.facts_at(at);
        let text = |key: &str| {
            xml.as_ref()
                .and_then(|xml| xml.text(key))
                .unwrap_or_default()
                .to_string()
        };
        let own_name = Some(text("name")).filter(|name| !name.is_empty());
        let mut node = XmlNode {
            member: member.to_string(),
            name: own_name.clone().unwrap_or_else(|| member.to_string()),
            prefix: text("prefix"),
            namespace: text("namespace"),
            kind: xml_kind(&mut self.report, xml.as_ref(), facts.is_list()),
            item: None,
            shape: None,
        };
        if !facts.is_list() {
            node.shape = self.xml_shape(at, &facts, shapes, depth);
            return node;
        }
        let wrapped =
            xml.as_ref().is_some_and(|xml| xml.flag("wrapped")) || text("nodeType") == "element";
        let Some(item) = facts.first_item() else {
            return node;
        };
        let mut item = self.xml_node("", &item, shapes, depth + 1);
        if wrapped {
            if item.name.is_empty() {
                item.name.clone_from(&node.name);
            }
            node.item = Some(Box::new(item));
            return node;
        }
        // Without a wrapper a list's own name, prefix and namespace have no element.
        if item.name.is_empty() {
            item.name = member.to_string();
        }
        XmlNode {
            member: member.to_string(),
            item: None,
            kind: if node.kind == XmlKind::Attribute {
                node.kind
            } else {
                item.kind
            },
            ..item
        }
    }

    /// The shape of an object; each schema is looked at once, so that recursion ends.
    fn xml_shape(
        &mut self,
        at: &At,
        facts: &Facts,
        shapes: &mut Shapes,
        depth: usize,
    ) -> Option<usize> {
        let mut target = at.clone();
        for _ in 0..DEPTH_MAX {
            let Some(next) = self.pure_target(&target) else {
                break;
            };
            target = next.at;
        }
        let id = target.node.id();
        if let Some(known) = shapes.known.get(&id) {
            return Some(*known);
        }
        let members = self.members_of(facts, 0);
        if members.is_empty() || depth > DEPTH_MAX || !self.spend(1) {
            return None;
        }
        let index = shapes.nodes.len();
        shapes.known.insert(id, index);
        shapes.nodes.push(Vec::new());
        let mut nodes = Vec::new();
        for (name, part) in members {
            nodes.push(self.xml_node(&name, &part, shapes, depth + 1));
        }
        shapes.nodes[index] = nodes;
        Some(index)
    }

    /// Returns the members of an object, including the members of every variant of a union.
    fn members_of(&mut self, facts: &Facts, depth: usize) -> Vec<(String, At)> {
        let mut members = facts.listed_members();
        if depth > 4 {
            return members;
        }
        for member in facts.union_members() {
            let facts = self.facts_at(&member);
            for (name, part) in self.members_of(&facts, depth + 1) {
                if !members.iter().any(|(known, _)| *known == name) {
                    members.push((name, part));
                }
            }
        }
        members
    }
}

fn xml_kind(report: &mut Report, xml: Option<&Tree>, is_list: bool) -> XmlKind {
    let Some(xml) = xml else {
        return XmlKind::Element;
    };
    match xml.text("nodeType").as_deref() {
        Some("attribute") => XmlKind::Attribute,
        Some("text") => XmlKind::Text,
        Some("cdata") => XmlKind::Cdata,
        Some("none") if !is_list => XmlKind::Inline,
        Some("none" | "element") => XmlKind::Element,
        Some(other) => {
            let message = format!("there is no `nodeType` `{other}`; read as an element");
            report.report_repaired(Rule::UnknownNodeType, xml.place(), message);
            XmlKind::Element
        }
        None if xml.flag("attribute") => XmlKind::Attribute,
        None => XmlKind::Element,
    }
}

/// Removes plainly written members from shapes; returns true if any shapes remain.
fn prune(xml: &mut Xml) -> bool {
    let mut news = vec![false; xml.shapes.len()];
    loop {
        let before = news.clone();
        for (index, shape) in xml.shapes.iter().enumerate() {
            news[index] |= shape.iter().any(|node| is_notable(node, &before));
        }
        if news == before {
            break;
        }
    }
    // The value in the place of its object must be known member by member.
    let inlined: Vec<usize> = xml
        .shapes
        .iter()
        .flatten()
        .filter(|node| node.kind == XmlKind::Inline)
        .filter_map(|node| node.shape)
        .collect();
    for (index, shape) in xml.shapes.iter_mut().enumerate() {
        if !inlined.contains(&index) {
            shape.retain(|node| is_notable(node, &news));
        }
    }
    let root = &xml.root;
    let plain_root = root.prefix.is_empty() && root.namespace.is_empty() && root.item.is_none();
    !plain_root || root.shape.is_some_and(|shape| news[shape])
}

fn is_notable(node: &XmlNode, news: &[bool]) -> bool {
    node.name != node.member
        || !node.prefix.is_empty()
        || !node.namespace.is_empty()
        || node.kind != XmlKind::Element
        || node.item.is_some()
        || node.shape.is_some_and(|shape| news[shape])
}
