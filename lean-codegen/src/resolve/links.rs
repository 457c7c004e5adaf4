//! Links: what a response says about the next call.

use super::resolver::Resolver;
use crate::api::{Link, Name, Statuses};
use crate::document::{At, Wanted, json_string};
use crate::name;

impl Resolver<'_> {
    /// The links of a response.
    pub(super) fn links(&mut self, statuses: Statuses, at: &At) -> Vec<Link> {
        let Some(all) = at.get("links") else {
            return Vec::new();
        };
        let mut links = Vec::new();
        for (key, value) in all.node.entries() {
            let written = all.inside(value);
            let Ok(at) = self.document.settled(&written) else {
                self.mend(
                    written.node.place(),
                    format!("the link `{}` leads to nothing; left out", key.text),
                );
                continue;
            };
            let Some(target) = self.link_target(&at) else {
                self.mend(
                    at.node.place(),
                    format!(
                        "the link `{}` names no operation of this description; left out",
                        key.text
                    ),
                );
                continue;
            };
            let parameters = at
                .node
                .get("parameters")
                .map(|parameters| parameters.entries())
                .unwrap_or_default();
            links.push(Link {
                name: Name {
                    wire: key.text.to_string(),
                    rust: name::snake(&key.text),
                },
                statuses,
                target,
                parameters: parameters
                    .iter()
                    .map(|(key, value)| (key.text.to_string(), constant(value)))
                    .collect(),
                body: at.node.get("requestBody").map(|body| constant(&body)),
                docs: at
                    .node
                    .text("description")
                    .unwrap_or_default()
                    .trim()
                    .to_string(),
            });
        }
        links
    }

    fn link_target(&self, at: &At) -> Option<String> {
        if let Some(id) = at.node.text("operationId") {
            let head = self.description.find(&Wanted::Name(id.to_string())).ok()?;
            return Some(head.id.clone().unwrap_or_else(|| head.name.clone()));
        }
        let target = self
            .document
            .target(at, &at.node.text("operationRef")?)
            .ok()?;
        let mut heads = self.description.operations().iter();
        let head = heads.find(|head| head.at.node.id() == target.at.node.id())?;
        Some(head.id.clone().unwrap_or_else(|| head.name.clone()))
    }
}

/// A runtime expression as it is, anything else as JSON text.
fn constant(value: &crate::document::Tree) -> String {
    match value.as_str() {
        Some(text) if text.starts_with('$') || text.contains("{$") => text.to_string(),
        Some(text) => json_string(&text),
        None => value.json(),
    }
}
