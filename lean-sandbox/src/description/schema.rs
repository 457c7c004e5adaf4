//! Schemas as values are checked by them: the keywords of a schema are read from the description once, when a value is
//! first checked, and its members' when one of those is. A list of thousands of rows then costs no reading of documents.

use std::collections::HashMap;
use std::sync::OnceLock;

use lean_openapi::read::{Kind, Node};

use super::documents::{resolve, target};
use crate::json::Json;

/// A schema of the description.
pub(crate) struct Schema {
    node: Node,
    keywords: OnceLock<Box<Keywords>>,
}

/// The keywords of a schema that are checked.
#[derive(Default)]
pub(super) struct Keywords {
    /// The schema that it refers to; keywords next to a reference apply too.
    pub(super) target: Option<Schema>,
    /// The names of the allowed types; `None` if all are.
    pub(super) kinds: Option<Vec<String>>,
    pub(super) allowed: Vec<Json>,
    pub(super) only: Option<Json>,
    pub(super) all_of: Vec<Schema>,
    /// The alternatives of `oneOf` and of `anyOf`.
    pub(super) alternatives: [Vec<Schema>; 2],
    pub(super) items: Option<Schema>,
    pub(super) item_count: Bounds,
    pub(super) properties: HashMap<String, Schema>,
    pub(super) required: Vec<String>,
    /// The schema of members that are not among the properties.
    pub(super) rest: Option<Schema>,
    pub(super) is_closed: bool,
    pub(super) length: Bounds,
    pub(super) pattern: Option<String>,
    pub(super) format: Option<String>,
    pub(super) range: Bounds,
    pub(super) exclusive: Bounds,
    pub(super) is_read_only: bool,
    pub(super) is_write_only: bool,
}

/// A least and a greatest number.
#[derive(Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) least: Option<f64>,
    pub(super) greatest: Option<f64>,
}

impl Schema {
    pub(super) fn new(node: Node) -> Self {
        Self {
            node,
            keywords: OnceLock::new(),
        }
    }

    /// The place in the description.
    pub(super) fn node(&self) -> &Node {
        &self.node
    }

    pub(super) fn keywords(&self) -> &Keywords {
        self.keywords
            .get_or_init(|| Box::new(Keywords::of(&self.node)))
    }
}

impl Keywords {
    fn of(node: &Node) -> Self {
        // `true`, or what no schema is: everything fits.
        if node.kind() != Kind::Map {
            return Self::default();
        }
        let bounds = |least, greatest| Bounds {
            least: number(node, least),
            greatest: number(node, greatest),
        };
        let rest = node.get("additionalProperties");
        let is_closed = rest.as_ref().and_then(Node::as_bool) == Some(false);
        let resolved = resolve(node);
        let is_either = |keyword| is_set(node, keyword) || is_set(&resolved, keyword);
        Self {
            target: target(node).map(Schema::new),
            kinds: node.get("type").map(|kinds| names(&kinds)),
            allowed: list(node, "enum").iter().map(Json::of).collect(),
            only: node.get("const").as_ref().map(Json::of),
            all_of: schemas(node, "allOf"),
            alternatives: ["oneOf", "anyOf"].map(|keyword| schemas(node, keyword)),
            items: node.get("items").map(Schema::new),
            item_count: bounds("minItems", "maxItems"),
            properties: properties(node),
            required: list(node, "required").iter().filter_map(text).collect(),
            rest: rest.filter(|_| !is_closed).map(Schema::new),
            is_closed,
            length: bounds("minLength", "maxLength"),
            pattern: node.get("pattern").as_ref().and_then(text),
            format: node.get("format").as_ref().and_then(text),
            range: bounds("minimum", "maximum"),
            exclusive: bounds("exclusiveMinimum", "exclusiveMaximum"),
            is_read_only: is_either("readOnly"),
            is_write_only: is_either("writeOnly"),
        }
    }
}

impl Bounds {
    /// Returns true if there is a bound that the number does not keep.
    pub(super) fn exclude(self, number: f64) -> bool {
        self.least.is_some_and(|least| number < least)
            || self.greatest.is_some_and(|greatest| number > greatest)
    }

    /// Returns true if the number is at a bound or beyond it.
    pub(super) fn exclude_or_equal(self, number: f64) -> bool {
        self.least.is_some_and(|least| number <= least)
            || self.greatest.is_some_and(|greatest| number >= greatest)
    }

    pub(super) fn is_none(self) -> bool {
        self.least.is_none() && self.greatest.is_none()
    }
}

fn schemas(node: &Node, keyword: &str) -> Vec<Schema> {
    list(node, keyword).into_iter().map(Schema::new).collect()
}

fn properties(node: &Node) -> HashMap<String, Schema> {
    let properties = node.get("properties");
    let entries = properties.map(|properties| properties.entries());
    let entries = entries.unwrap_or_default().into_iter();
    entries
        .map(|(name, schema)| (name.text.to_string(), Schema::new(schema)))
        .collect()
}

/// One name, or several.
fn names(kinds: &Node) -> Vec<String> {
    match text(kinds) {
        Some(name) => vec![name],
        None => kinds.items().iter().filter_map(text).collect(),
    }
}

fn list(node: &Node, keyword: &str) -> Vec<Node> {
    let list = node.get(keyword);
    list.map(|list| list.items()).unwrap_or_default()
}

fn text(node: &Node) -> Option<String> {
    node.as_str().map(|text| text.to_string())
}

fn number(node: &Node, keyword: &str) -> Option<f64> {
    node.get(keyword)?.as_number()?.parse().ok()
}

fn is_set(node: &Node, keyword: &str) -> bool {
    node.get(keyword).and_then(|flag| flag.as_bool()) == Some(true)
}
