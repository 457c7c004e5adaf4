//! Values one level too high or too low: a schema in the place of a media type, a media type in the place of `content`.

use super::Report;
use crate::api::{Finding, Rule};
use crate::document::{At, Tree, closest};
use crate::read::{Key, Kind};

/// The keywords that say the type of a value. Only schemas have them.
const TYPE_KEYWORDS: [&str; 8] = [
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

impl Report {
    /// Reports fields of a body or a response that belong into its `content`; `what` is its word in messages.
    pub(crate) fn check_beside_content(&mut self, at: &At, what: &str) {
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
            self.report_repaired(Rule::MisplacedField, key.at.into(), message);
        }
    }

    /// Reports an entry of `content` that is not a media type, or that has another object as its value. Returns true if
    /// the entry is read. `reference` is the reference that led to the value.
    pub(crate) fn check_media(&mut self, key: &Key, at: &At, reference: Option<Tree>) -> bool {
        let name = key.text.trim();
        if name == "schema" {
            let message =
                "`schema` belongs under a media type: `application/json: { schema: .. }`; left out";
            self.report_repaired(
                Rule::MisplacedField,
                key.at.clone().into(),
                message.to_string(),
            );
            return false;
        }
        if TYPE_KEYWORDS.contains(&name) || name == "$ref" {
            let message = format!(
                "`{name}` belongs under a media type: `application/json: {{ schema: {{ {name}: .. }} }}`; left out"
            );
            self.report_repaired(Rule::MisplacedField, key.at.clone().into(), message);
            return false;
        }
        if name.starts_with("x-") && !name.contains('/') {
            return false;
        }
        self.check_media_map(at, name);
        let kind = name.split('/').next().unwrap_or_default();
        let near = match name.contains('/') {
            false if name == "*" => None,
            false => match name.rsplit(['-', '_', '.']).next().unwrap_or_default() {
                "json" => Some("application/json".to_string()),
                "xml" => Some("application/xml".to_string()),
                _ => {
                    let message = format!(
                        "`{name}` is not a media type: these have a `/`, as `application/json` has"
                    );
                    self.report_repaired(Rule::UnknownMediaType, key.at.clone().into(), message);
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
            self.add(finding.suggest(near));
        }
        if at.node.get("schema").is_none() {
            let found = at
                .node
                .entries()
                .into_iter()
                .find(|(key, _)| TYPE_KEYWORDS.contains(&&*key.text));
            if let Some((inner, _)) = found {
                let (what, place) = match reference {
                    Some(reference) => ("$ref", reference.place()),
                    None => (&*inner.text, inner.at.into()),
                };
                let message = format!(
                    "`{what}` belongs into the `schema` of the media type: `{name}: {{ schema: .. }}`; left out"
                );
                self.report_repaired(Rule::MisplacedField, place, message);
            }
        }
        true
    }

    /// Reports a media type that is not a map.
    fn check_media_map(&mut self, at: &At, name: &str) {
        if is_not_map(at.node.kind()) {
            let message =
                format!("`{name}` has to be a map: `{{ schema: .. }}`; read as any value");
            self.report_repaired(Rule::MalformedField, at.node.place(), message);
        }
    }

    /// Reports a part that must be a map but is not.
    pub(crate) fn check_map(&mut self, at: &At, what: &str) {
        if is_not_map(at.node.kind()) {
            let message = format!("{what} has to be a map; left out");
            self.report_repaired(Rule::MalformedField, at.node.place(), message);
        }
    }
}

/// Returns true if a value is present and not a map.
fn is_not_map(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::String | Kind::Bool | Kind::List)
}
