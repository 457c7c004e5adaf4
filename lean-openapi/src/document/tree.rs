//! A value of a description: as a file has it, or as an overlay changed it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::api::Place;
use crate::read::{Key, Kind, Node, NodeId, Source};

/// A value of a description: a cheap handle. Parts that no overlay touched are the nodes of the file
/// itself, read when they are reached; a changed map or list holds its members again and keeps its place.
#[derive(Clone)]
pub struct Tree(TreeForm);

#[derive(Clone)]
enum TreeForm {
    Read(Node),
    BuiltTree(Arc<BuiltTree>),
}

struct BuiltTree {
    members: BuiltMembers,
    place: Place,
    /// The index of each key of a map; made on first use.
    index: OnceLock<HashMap<Arc<str>, usize>>,
}

enum BuiltMembers {
    Map(Vec<(Key, Tree)>),
    List(Vec<Tree>),
}

impl BuiltTree {
    fn get(&self, key: &str) -> Option<Tree> {
        let BuiltMembers::Map(members) = &self.members else {
            return None;
        };
        let index = self.index.get_or_init(|| {
            let keys = members
                .iter()
                .enumerate()
                .map(|(index, (key, _))| (key.text.clone(), index));
            keys.collect()
        });
        index.get(key).map(|index| members[*index].1.clone())
    }
}

/// The identity of a value in a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum TreeId {
    Read(NodeId),
    BuiltTree(usize),
}

impl Tree {
    /// A value as a file has it.
    pub fn from_node(node: Node) -> Self {
        Self(TreeForm::Read(node))
    }

    /// A map that an overlay changed.
    pub(crate) fn map(members: Vec<(Key, Self)>, place: Place) -> Self {
        Self::build(BuiltMembers::Map(members), place)
    }

    /// A list that an overlay changed.
    pub(crate) fn list(members: Vec<Self>, place: Place) -> Self {
        Self::build(BuiltMembers::List(members), place)
    }

    fn build(members: BuiltMembers, place: Place) -> Self {
        Self(TreeForm::BuiltTree(Arc::new(BuiltTree {
            members,
            place,
            index: OnceLock::new(),
        })))
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match &self.0 {
            TreeForm::Read(node) => node.kind(),
            TreeForm::BuiltTree(tree) => match tree.members {
                BuiltMembers::Map(_) => Kind::Map,
                BuiltMembers::List(_) => Kind::List,
            },
        }
    }

    /// The value of a key of this map.
    pub fn get(&self, key: &str) -> Option<Self> {
        match &self.0 {
            TreeForm::Read(node) => node.get(key).map(Self::from_node),
            TreeForm::BuiltTree(tree) => tree.get(key),
        }
    }

    /// The keys and values of this map, in the order of the document; empty for anything else.
    pub fn entries(&self) -> Vec<(Key, Self)> {
        match &self.0 {
            TreeForm::Read(node) => node
                .entries()
                .into_iter()
                .map(|(key, value)| (key, Self::from_node(value)))
                .collect(),
            TreeForm::BuiltTree(tree) => match &tree.members {
                BuiltMembers::Map(members) => members.clone(),
                BuiltMembers::List(_) => Vec::new(),
            },
        }
    }

    /// The values of this list; empty for anything else.
    pub fn items(&self) -> Vec<Self> {
        match &self.0 {
            TreeForm::Read(node) => node.items().into_iter().map(Self::from_node).collect(),
            TreeForm::BuiltTree(tree) => match &tree.members {
                BuiltMembers::List(members) => members.clone(),
                BuiltMembers::Map(_) => Vec::new(),
            },
        }
    }

    /// Takes one step of a JSON Pointer, already unescaped: a key, or the index of a list.
    pub fn step(&self, token: &str) -> Option<Self> {
        match self.kind() {
            Kind::Map => self.get(token),
            Kind::List => self.items().into_iter().nth(token.parse().ok()?),
            Kind::Null | Kind::Bool | Kind::Number | Kind::String | Kind::Invalid => None,
        }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<Arc<str>> {
        self.node()?.as_str()
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        self.node()?.as_bool()
    }

    /// The number's text, if it is one.
    pub fn as_number(&self) -> Option<Arc<str>> {
        self.node()?.as_number()
    }

    /// The string of a key of this map.
    pub fn text(&self, key: &str) -> Option<Arc<str>> {
        self.get(key)?.as_str()
    }

    /// Returns the text for readers at a key of this map, trimmed; empty if there is none.
    pub(crate) fn prose(&self, key: &str) -> String {
        self.text(key).unwrap_or_default().trim().to_string()
    }

    /// Returns true if a key of this map is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key)
            .and_then(|value| value.as_bool())
            .unwrap_or(false)
    }

    /// A string, number or truth value as text without quotes.
    pub fn as_text(&self) -> Option<String> {
        if let Some(text) = self.as_str().or_else(|| self.as_number()) {
            return Some(text.to_string());
        }
        self.as_bool().map(|value| value.to_string())
    }

    /// The whole value as compact JSON.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        let tree = match &self.0 {
            TreeForm::Read(node) => return node.to_json(out),
            TreeForm::BuiltTree(tree) => tree,
        };
        match &tree.members {
            BuiltMembers::Map(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(&json_string(&key.text));
                    out.push(':');
                    value.write_json(out);
                }
                out.push('}');
            }
            BuiltMembers::List(members) => {
                out.push('[');
                for (index, value) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.write_json(out);
                }
                out.push(']');
            }
        }
    }

    /// Its place.
    pub fn place(&self) -> Place {
        match &self.0 {
            TreeForm::Read(node) => node.place().into(),
            TreeForm::BuiltTree(tree) => tree.place.clone(),
        }
    }

    pub(crate) fn id(&self) -> TreeId {
        match &self.0 {
            TreeForm::Read(node) => TreeId::Read(node.id()),
            TreeForm::BuiltTree(tree) => TreeId::BuiltTree(Arc::as_ptr(tree).addr()),
        }
    }

    /// The reason why it could not be read, if it could not.
    pub(crate) fn error(&self) -> Option<crate::read::ReadError> {
        self.node()?.error()
    }

    /// The text in the file.
    pub(crate) fn source_text(&self) -> String {
        let text = |node: &Node| node.source().text()[node.place().range].to_string();
        self.node().map(text).unwrap_or_default()
    }

    /// The range of the text that it was read from, if that is a text of this file.
    pub(super) fn span_in(&self, source: &Arc<Source>) -> Option<Range<usize>> {
        let node = self.node()?;
        Arc::ptr_eq(node.source(), source).then(|| node.span())
    }

    fn node(&self) -> Option<&Node> {
        match &self.0 {
            TreeForm::Read(node) => Some(node),
            TreeForm::BuiltTree(_) => None,
        }
    }
}

/// A text as a JSON string.
pub(crate) fn json_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
