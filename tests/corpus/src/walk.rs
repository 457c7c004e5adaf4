//! The nodes of a description by position, and the targets of their references.

use std::collections::HashMap;
use std::sync::Arc;

use lean_openapi::api::Place;
use lean_openapi::document::Description;
use lean_openapi::read::{Kind, Node};

/// Every map of the description's files.
pub(crate) struct Nodes<'a> {
    description: &'a Description,
    by_place: HashMap<(Arc<str>, usize, usize), Node>,
}

impl<'a> Nodes<'a> {
    pub(crate) fn of(description: &'a Description) -> Nodes<'a> {
        let mut nodes = Nodes {
            description,
            by_place: HashMap::new(),
        };
        for file in description.files() {
            if let Some(Ok(root)) = description.source(&file).map(|source| source.root()) {
                nodes.gather(&root);
            }
        }
        nodes
    }

    /// Returns the map at a place.
    pub(crate) fn at(&self, place: &Place) -> Option<&Node> {
        self.by_place
            .get(&(Arc::clone(&place.file), place.range.start, place.range.end))
    }

    /// Follows `$ref` to its end; none: it leads nowhere or in a circle.
    pub(crate) fn follow(&self, node: &Node) -> Option<Node> {
        let mut node = node.clone();
        for _ in 0..32 {
            match node.get("$ref").and_then(|reference| reference.as_str()) {
                Some(reference) => node = self.target(&node, &reference)?,
                None => return Some(node),
            }
        }
        None
    }

    /// Returns the target of a reference, limited to plain files and JSON pointers.
    pub(crate) fn target(&self, from: &Node, reference: &str) -> Option<Node> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let source = if file.is_empty() {
            Arc::clone(from.source())
        } else {
            self.description
                .source(&join_paths(from.source().name(), file))?
        };
        source.root().ok()?.pointer(&decode_percent(pointer))
    }

    fn gather(&mut self, node: &Node) {
        match node.kind() {
            Kind::Map => {
                let place = node.place();
                self.by_place.insert(
                    (place.file, place.range.start, place.range.end),
                    node.clone(),
                );
                node.entries()
                    .iter()
                    .for_each(|(_, value)| self.gather(value));
            }
            Kind::List => node.items().iter().for_each(|item| self.gather(item)),
            _ => {}
        }
    }
}

fn join_paths(base: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn decode_percent(text: &str) -> String {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
