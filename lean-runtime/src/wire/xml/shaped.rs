//! Elements to JSON, where the description says what they are.

use super::read::ReadElement;
use crate::json::Writer;
use crate::operation::{Xml, XmlKind, XmlNode};

/// Writes a document as the JSON that it represents.
pub(super) fn write(root: &ReadElement, xml: &'static Xml, out: &mut Writer) {
    Shaped { shapes: xml.shapes }.write_value(root, &xml.root, out);
}

struct Shaped {
    shapes: &'static [&'static [XmlNode]],
}

impl Shaped {
    fn write_value(&self, element: &ReadElement, node: &'static XmlNode, out: &mut Writer) {
        if element.nil {
            return out.raw("null");
        }
        if let Some(item) = node.item {
            out.open_list();
            let items = element.members.get(item.name).into_iter().flatten();
            // Some servers use other names for items, so every wrapped element is an item.
            let others = element.members.values().flatten();
            let all: Vec<&ReadElement> = if element.members.contains_key(item.name) {
                items.collect()
            } else {
                others.filter(|other| !other.attribute).collect()
            };
            all.into_iter()
                .for_each(|read_element| self.write_value(read_element, item, out));
            return out.close_list();
        }
        let nodes = self.nodes(node.shape);
        if nodes.is_empty() {
            return element.write(out);
        }
        out.open_map();
        let mut seen = Vec::new();
        self.write_members(element, nodes, &mut seen, out);
        for (name, children) in &element.members {
            let rest: Vec<&ReadElement> = children
                .iter()
                .filter(|child| !seen.contains(&(name.as_str(), child.attribute)))
                .collect();
            write_undescribed(name, &rest, out);
        }
        out.close_map();
    }

    /// The members that the description says something of.
    fn write_members<'e>(
        &self,
        element: &'e ReadElement,
        nodes: &'static [XmlNode],
        seen: &mut Vec<(&'e str, bool)>,
        out: &mut Writer,
    ) {
        for node in nodes {
            match node.kind {
                XmlKind::Text | XmlKind::Cdata => {
                    let text = match node.kind {
                        XmlKind::Cdata => element.text.as_str(),
                        _ => element.text.trim(),
                    };
                    out.name(node.member);
                    out.string(text);
                }
                XmlKind::Inline => {
                    out.name(node.member);
                    out.open_map();
                    self.write_members(element, self.nodes(node.shape), seen, out);
                    out.close_map();
                }
                XmlKind::Attribute | XmlKind::Element => {
                    let is_attribute = node.kind == XmlKind::Attribute;
                    let Some((name, all)) = element.members.get_key_value(node.name) else {
                        continue;
                    };
                    let children: Vec<&ReadElement> = all
                        .iter()
                        .filter(|child| child.attribute == is_attribute)
                        .collect();
                    seen.push((name, is_attribute));
                    self.write_children(node, &children, out);
                }
            }
        }
    }

    fn write_children(&self, node: &'static XmlNode, children: &[&ReadElement], out: &mut Writer) {
        match children {
            [] => {}
            [child] => {
                out.name(node.member);
                self.write_value(child, node, out);
            }
            children => {
                out.name(node.member);
                out.open_list();
                for child in children {
                    self.write_value(child, node, out);
                }
                out.close_list();
            }
        }
    }

    fn nodes(&self, shape: usize) -> &'static [XmlNode] {
        self.shapes.get(shape).copied().unwrap_or_default()
    }
}

/// Writes elements without an XML description.
fn write_undescribed(name: &str, children: &[&ReadElement], out: &mut Writer) {
    match children {
        [] => {}
        [child] => {
            out.name(name);
            child.write(out);
        }
        children => {
            out.name(name);
            out.open_list();
            children.iter().for_each(|child| child.write(out));
            out.close_list();
        }
    }
}
