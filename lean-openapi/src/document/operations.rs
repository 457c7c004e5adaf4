//! The index of operations: what can be known of each without reading it.

use super::path_item::PathItem;
use std::collections::HashSet;
use std::sync::Arc;

use super::at::At;
use super::{Document, Tree};
use crate::api::{Finding, Place, Rule};
use crate::name::{self, Position, Taken};
use crate::read::Kind;

/// An operation of a description: its names and where it is, without what it takes and gives.
#[derive(Clone)]
pub struct OperationHead {
    /// Its `operationId`, if it has one that no other operation before it has.
    pub id: Option<String>,
    /// Its Rust name, `snake_case`: unique in the description and the same for every choice.
    pub name: String,
    /// The HTTP method as it goes on the wire: `GET`.
    pub method: String,
    /// The path template as the description writes it.
    pub path: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// True if it is marked `deprecated`.
    pub deprecated: bool,
    /// Its place in the description.
    pub place: Place,
    pub(crate) at: At,
    pub(crate) item: PathItem,
}

impl OperationHead {
    /// The place of its name: its `operationId`, or its method.
    #[must_use]
    pub fn name_place(&self) -> Place {
        self.at
            .node
            .get("operationId")
            .map_or_else(|| self.place.clone(), |id| id.place())
    }

    /// Its `operationId`, if an operation before it has the same.
    #[must_use]
    pub fn repeated_id(&self) -> Option<Arc<str>> {
        match self.id {
            Some(_) => None,
            None => self.at.node.get("operationId")?.as_str(),
        }
    }

    /// Its summary, one line.
    #[must_use]
    pub fn summary(&self) -> Option<Arc<str>> {
        self.at.node.get("summary")?.as_str()
    }
}

/// The mistake that makes `paths` unusable as a whole.
pub(super) fn unusable_paths_finding(paths: &Tree) -> Option<Finding> {
    if let Some(error) = paths.error() {
        return Some(super::files::text_finding(&error));
    }
    // An empty list is how some languages write an empty map.
    let is_empty = paths.kind() == Kind::List && paths.items().is_empty();
    if is_empty || matches!(paths.kind(), Kind::Map | Kind::Null) {
        return None;
    }
    let example = "each path is a key of it: `/things: { get: { .. } }`";
    let message = "`paths` has to be a map of paths";
    Some(Finding::refused(Rule::MalformedField, paths.place(), message).help(example))
}

/// Reads the index: keys of `paths`, and of each operation its id, tags and deprecation.
pub(super) fn read_index(document: &Document, findings: &mut Vec<Finding>) -> Vec<OperationHead> {
    let mut heads = Vec::new();
    let Some(paths) = document.root().get("paths") else {
        return heads;
    };
    for (key, value) in paths.node.entries() {
        if key.text.starts_with("x-") {
            continue;
        }
        if !matches!(value.kind(), Kind::Map | Kind::Null | Kind::Invalid) {
            let message = format!(
                "the path `{}` has to be a map: its methods are keys of it; left out",
                key.text
            );
            let place = value.place();
            findings.push(Finding::ignored(Rule::MalformedField, place, message));
        }
        let item = PathItem::follow(document, paths.child(value), findings);
        item.check_fields(document.version(), findings);
        let operations = item.operations(document.version());
        if operations.is_empty() {
            item.read_all_fields();
        }
        for (method, place, at) in operations {
            heads.push(operation_head(method, &key.text, place, (at, item.clone())));
        }
    }
    assign_names(&mut heads, findings);
    heads
}

fn operation_head(
    method: String,
    path: &str,
    place: Place,
    (at, item): (At, PathItem),
) -> OperationHead {
    let written = at.node.get("operationId");
    let is_broken =
        at.node.error().is_some() || written.as_ref().is_some_and(|id| id.error().is_some());
    // An unreadable operation keeps its name, so that its error can be reported.
    let id = match is_broken {
        true => ids_in(&at.node.source_text()).next().map(str::to_string),
        false => written.and_then(|id| id.as_text()),
    };
    let id = id.filter(|id| !id.trim().is_empty());
    let tags = at
        .node
        .get("tags")
        .map(|tags| tags.items())
        .unwrap_or_default();
    OperationHead {
        id,
        name: String::new(),
        method,
        path: path.to_string(),
        tags: tags.iter().filter_map(Tree::as_text).collect(),
        deprecated: at.node.flag("deprecated"),
        place,
        at,
        item,
    }
}

/// The value of each `operationId` in a text that may be broken.
pub(crate) fn ids_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("operationId").skip(1).filter_map(|rest| {
        let value = rest.trim_start_matches(['"', '\'', ' ', ':']);
        let end = value.find(['\n', ',', '}']).unwrap_or(value.len());
        let id = value[..end].trim().trim_matches(['"', '\'']);
        (!id.is_empty()).then_some(id)
    })
}

/// Operation ids first, in the order of the document; then names made of routes for those without.
fn assign_names(heads: &mut [OperationHead], findings: &mut Vec<Finding>) {
    let (mut ids, mut names) = (HashSet::new(), Taken::default());
    for head in heads.iter_mut() {
        let Some(id) = &head.id else { continue };
        if !ids.insert(id.clone()) {
            findings.push(repeated_id_finding(head, id));
            head.id = None;
            continue;
        }
        let wanted = name::avoid_used(Position::Operation, &name::snake(id));
        if !wanted.is_empty() && names.take(&wanted) {
            head.name = wanted;
        }
    }
    for head in heads.iter_mut().filter(|head| head.name.is_empty()) {
        let route = name::route_name(&head.method, &head.path);
        head.name = names.free(&name::avoid_used(Position::Operation, &route), "_");
    }
}

fn repeated_id_finding(head: &OperationHead, id: &str) -> Finding {
    let route = format!("{} {}", head.method, head.path);
    let message = format!(
        "the operationId `{id}` is there twice; `{route}` goes by a name made of its route"
    );
    Finding::repaired(Rule::RepeatedOperationId, head.name_place(), message)
}
