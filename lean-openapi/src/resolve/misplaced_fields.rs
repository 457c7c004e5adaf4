//! Values one level too high or too low: a schema in the place of a media type, a media type in the place of `content`.

use super::resolver::Resolver;
use crate::api::{Finding, Rule};
use crate::document::{At, Tree, closest};
use crate::read::{Key, Kind};

/// The keywords that begin a schema, and nothing else.
const OF_SCHEMAS: [&str; 8] = [
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "additionalProperties",
];

/// The first halves of media types that are registered.
const REGISTERED: [&str; 10] = [
    "application",
    "audio",
    "font",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
    "example",
];

impl Resolver<'_> {
    /// Says what a body or a response has next to its `content` that belongs into it; `what` is one of them.
    pub(super) fn beside_content(&mut self, at: &At, what: &str) {
        for (key, _) in at.node.entries() {
            let message = match &*key.text {
                "schema" => format!(
                    "`schema` belongs into the `content` of {what}, under a media type: `content: {{ application/json: {{ schema: .. }} }}`"
                ),
                name if name.contains('/') && !name.starts_with("x-") => {
                    format!("`{name}` belongs into the `content` of {what}")
                }
                _ => continue,
            };
            self.report
                .repaired(Rule::MisplacedField, key.at.into(), message);
        }
    }

    /// Says of an entry of `content` that it is not a media type, or holds something else; whether it is of use. It may have
    /// been reached by a reference.
    pub(super) fn is_media(&mut self, key: &Key, at: &At, reference: Option<Tree>) -> bool {
        let name = key.text.trim();
        if name == "schema" {
            let message =
                "`schema` belongs under a media type: `application/json: { schema: .. }`; left out";
            self.report.repaired(
                Rule::MisplacedField,
                key.at.clone().into(),
                message.to_string(),
            );
            return false;
        }
        if OF_SCHEMAS.contains(&name) || name == "$ref" {
            let message = format!(
                "`{name}` belongs under a media type: `application/json: {{ schema: {{ {name}: .. }} }}`; left out"
            );
            self.report
                .repaired(Rule::MisplacedField, key.at.clone().into(), message);
            return false;
        }
        if name.starts_with("x-") && !name.contains('/') {
            return false;
        }
        self.is_map_or_any(at, name);
        let kind = name.split('/').next().unwrap_or_default();
        let near = match name.contains('/') {
            false if name == "*" => None,
            false => match name.rsplit(['-', '_', '.']).next().unwrap_or_default() {
                "json" => Some("application/json".to_string()),
                "xml" => Some("application/xml".to_string()),
                _ => {
                    let message = format!(
                        "`{name}` is no media type: these have a `/`, as `application/json` has"
                    );
                    self.report
                        .repaired(Rule::UnknownMediaType, key.at.clone().into(), message);
                    None
                }
            },
            true if REGISTERED.contains(&kind) => None,
            true => closest(kind, REGISTERED)
                .filter(|_| kind.len() > 4)
                .map(|near| name.replacen(kind, near, 1)),
        };
        if let Some(near) = near {
            let message = format!("there is no media type `{name}`");
            let finding = Finding::repaired(Rule::UnknownMediaType, key.at.clone(), message);
            self.report.add(finding.suggest(near));
        }
        if at.node.get("schema").is_none() {
            let found = at
                .node
                .entries()
                .into_iter()
                .find(|(key, _)| OF_SCHEMAS.contains(&&*key.text));
            if let Some((inner, _)) = found {
                let (what, place) = match reference {
                    Some(reference) => ("$ref", reference.place()),
                    None => (&*inner.text, inner.at.into()),
                };
                let message = format!(
                    "`{what}` belongs into the `schema` of the media type: `{name}: {{ schema: .. }}`; left out"
                );
                self.report.repaired(Rule::MisplacedField, place, message);
            }
        }
        true
    }

    /// Says of a media type when it is no map.
    fn is_map_or_any(&mut self, at: &At, name: &str) {
        if is_other(at.node.kind()) {
            let message =
                format!("`{name}` has to be a map: `{{ schema: .. }}`; read as any value");
            self.report
                .repaired(Rule::MalformedField, at.node.place(), message);
        }
    }

    /// Reports a part that must be a map but is not.
    pub(super) fn is_map(&mut self, at: &At, what: &str) {
        if is_other(at.node.kind()) {
            let message = format!("{what} has to be a map; left out");
            self.report
                .repaired(Rule::MalformedField, at.node.place(), message);
        }
    }
}

/// Returns true of what is there, and no map.
fn is_other(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::String | Kind::Bool | Kind::List)
}
