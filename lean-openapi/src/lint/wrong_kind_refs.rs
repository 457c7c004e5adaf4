//! References that lead to another kind of object than their place requires.

use crate::api::{Finding, Rule};
use crate::document::{At, Document, Target, pointer_step};

/// The kinds of components, and what one of each is called.
const KINDS: [(&str, &str); 10] = [
    ("schemas", "a schema"),
    ("responses", "a response"),
    ("parameters", "a parameter"),
    ("requestBodies", "a request body"),
    ("headers", "a header"),
    ("securitySchemes", "a security scheme"),
    ("examples", "an example"),
    ("links", "a link"),
    ("callbacks", "a callback"),
    ("pathItems", "a path item"),
];

/// Keywords by which a value is recognised as a schema. Some, such as `title`, other objects have too.
const SCHEMA_KEYWORDS: [&str; 12] = [
    "$ref",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "format",
    "additionalProperties",
    "title",
];

impl Document {
    /// The finding for a reference that should lead to a schema.
    pub(crate) fn not_a_schema_finding(
        &self,
        from: &At,
        reference: &str,
        target: &Target,
    ) -> Option<Finding> {
        let node = &target.at.node;
        let what = self.kind_other_than("schemas", target)?;
        if SCHEMA_KEYWORDS.iter().any(|key| node.get(key).is_some()) {
            return None;
        }
        let inside = || {
            if node.get("schema").is_some() {
                return Some(format!("{reference}/schema"));
            }
            let (media, value) = node.get("content")?.entries().into_iter().next()?;
            value.get("schema")?;
            Some(format!(
                "{reference}/content{}/schema",
                pointer_step(&media.text)
            ))
        };
        Some(self.wrong_kind_finding(from, reference, (what, "schemas"), inside()))
    }

    /// Returns the error for a reference that should lead to a parameter, a request body, a
    /// response or a header, identified by the suffix of its types.
    pub(crate) fn wrong_part_finding(
        &self,
        from: &At,
        target: &Target,
        suffix: &str,
    ) -> Option<Finding> {
        // A good value in a wrong place is good.
        let (due, has): (&str, &[&str]) = match suffix {
            "Parameter" => ("parameters", &["in"]),
            "Request" => ("requestBodies", &["content"]),
            "Response" => ("responses", &["content", "headers"]),
            "Header" => ("headers", &["schema", "content"]),
            _ => return None,
        };
        let what = self.kind_other_than(due, target)?;
        if has.iter().any(|key| target.at.node.get(key).is_some()) {
            return None;
        }
        let reference = from.node.text("$ref")?;
        Some(self.wrong_kind_finding(from, &reference, (what, due), None))
    }

    /// The kind of a reference's target, unless it is of the required kind or its kind is unknown.
    fn kind_other_than(&self, due: &str, target: &Target) -> Option<&'static str> {
        let pointer = target.pointer.as_deref()?;
        // Nearly all references are as they should be.
        let component = pointer.strip_prefix("/components/");
        if component.is_some_and(|rest| rest.starts_with(due)) {
            return None;
        }
        let steps: Vec<&str> = pointer.split('/').collect();
        match steps[..] {
            ["", "components", kind, _] if kind != due => KINDS
                .iter()
                .find(|(known, _)| *known == kind)
                .map(|(_, what)| *what),
            ["", "paths", _] => Some("a path item"),
            ["", "paths", _, "parameters"] => None,
            ["", "paths", _, _] => Some("an operation"),
            [""] if target.at.node.get("openapi").is_some() => Some("a whole description"),
            _ => None,
        }
    }

    fn wrong_kind_finding(
        &self,
        from: &At,
        reference: &str,
        (what, due): (&str, &str),
        inside: Option<String>,
    ) -> Finding {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let same = self
            .component(due, name)
            .map(|_| format!("#/components/{due}/{name}"));
        let near = same.or(inside);
        let called = KINDS
            .iter()
            .find(|(kind, _)| *kind == due)
            .map_or("a part", |(_, called)| called);
        let place = from
            .node
            .get("$ref")
            .unwrap_or_else(|| from.node.clone())
            .place();
        let message = format!("the reference `{reference}` leads to {what}, where {called} is due");
        Finding::repaired(Rule::WrongKindReference, place, message).maybe_suggest(near)
    }
}
