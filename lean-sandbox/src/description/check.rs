//! Checks values against a schema. Used for requests and for the sandbox's own answers.
//!
//! Covers what the description uses of JSON Schema, less `discriminator`. Of `oneOf` one must fit; that no other does is
//! not looked at.

use lean_openapi::read::{Kind, Node};

use super::documents::{resolve, target};
use super::formats;
use crate::json::Json;

/// The sender of a value: a request need not contain read-only values, and an answer need not
/// contain write-only values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Answer,
}

/// Checks a value.
///
/// # Errors
/// Returns the first mistake, as a sentence that names the member.
pub(crate) fn check(schema: &Node, value: &Json, direction: Direction) -> Result<(), Mismatch> {
    Checker { direction }.value(schema, value, &Path(None), 0)
}

/// A mistake, and true in `missing` if the only mistake is a missing value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) missing: bool,
    pub(crate) message: String,
}

struct Checker {
    direction: Direction,
}

/// The member that is looked at, as a list of names back to the root.
struct Path<'a>(Option<(&'a Path<'a>, String)>);

/// A schema that refers to itself without a value to go with it.
const DEPTH_MAX: usize = 64;

impl Checker {
    fn value(
        &self,
        schema: &Node,
        value: &Json,
        at: &Path<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        if depth > DEPTH_MAX || schema.kind() != Kind::Map {
            return Ok(());
        }
        // Keywords next to a reference apply too.
        if let Some(target) = target(schema) {
            self.value(&target, value, at, depth + 1)?;
        }
        self.kind(schema, value, at)?;
        fixed(schema, value, at)?;
        self.combined(schema, value, at, depth)?;
        match value {
            Json::Text(text) => text_fits(schema, text, at),
            Json::Number(number) => number_fits(schema, number, at),
            Json::List(items) => self.items(schema, items, at, depth),
            Json::Map(_) => self.members(schema, value, at, depth),
            Json::Null | Json::Bool(_) => Ok(()),
        }
    }

    fn kind(&self, schema: &Node, value: &Json, at: &Path<'_>) -> Result<(), Mismatch> {
        let Some(allowed) = schema.get("type") else {
            return Ok(());
        };
        let names = match allowed.as_str() {
            Some(name) => vec![name],
            None => allowed.items().iter().filter_map(Node::as_str).collect(),
        };
        if names.iter().any(|name| is_kind(value, name)) {
            return Ok(());
        }
        Err(at.wrong(format!("is not of type {}", names.join(" or "))))
    }

    fn combined(
        &self,
        schema: &Node,
        value: &Json,
        at: &Path<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        for part in list(schema, "allOf") {
            self.value(&part, value, at, depth + 1)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            let options = list(schema, keyword);
            let mut closest = None;
            let mut fits = options.is_empty();
            for option in &options {
                match self.value(option, value, at, depth + 1) {
                    Ok(()) => fits = true,
                    Err(mismatch) => drop(closest.get_or_insert(mismatch)),
                }
            }
            if let (false, Some(mismatch)) = (fits, closest) {
                return Err(mismatch);
            }
        }
        Ok(())
    }

    fn items(
        &self,
        schema: &Node,
        items: &[Json],
        at: &Path<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        let count = items.len().to_string();
        if below(schema, "minItems", &count) || above(schema, "maxItems", &count) {
            return Err(at.wrong("has too few or too many items"));
        }
        let Some(each) = schema.get("items") else {
            return Ok(());
        };
        for (nth, item) in items.iter().enumerate() {
            self.value(&each, item, &at.below(nth.to_string()), depth + 1)?;
        }
        Ok(())
    }

    fn members(
        &self,
        schema: &Node,
        map: &Json,
        at: &Path<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        let properties = schema.get("properties");
        let property = |name: &str| {
            properties
                .as_ref()
                .and_then(|properties| properties.get(name))
        };
        for name in list(schema, "required").iter().filter_map(Node::as_str) {
            if map.get(&name).is_none() && !self.is_others(property(&name)) {
                return Err(at.below(name.to_string()).missing());
            }
        }
        let rest = schema.get("additionalProperties");
        for (name, value) in map.members() {
            match (property(name), &rest) {
                (Some(schema), _) => {
                    self.value(&schema, value, &at.below(name.clone()), depth + 1)?
                }
                (None, Some(rest)) if rest.as_bool() == Some(false) => {
                    return Err(at.below(name.clone()).wrong("is not known"));
                }
                (None, Some(rest)) => {
                    self.value(rest, value, &at.below(name.clone()), depth + 1)?
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// Returns true if only the other side sends this member.
    fn is_others(&self, property: Option<Node>) -> bool {
        let keyword = match self.direction {
            Direction::Request => "readOnly",
            Direction::Answer => "writeOnly",
        };
        let set = |schema: &Node| schema.get(keyword).and_then(|flag| flag.as_bool()) == Some(true);
        property.is_some_and(|property| set(&property) || set(&resolve(&property)))
    }
}

fn list(schema: &Node, keyword: &str) -> Vec<Node> {
    schema
        .get(keyword)
        .map(|list| list.items())
        .unwrap_or_default()
}

fn is_kind(value: &Json, name: &str) -> bool {
    match value {
        Json::Null => name == "null",
        Json::Bool(_) => name == "boolean",
        Json::Number(number) => name == "number" || name == "integer" && is_integer(number),
        Json::Text(_) => name == "string",
        Json::List(_) => name == "array",
        Json::Map(_) => name == "object",
    }
}

fn is_integer(number: &str) -> bool {
    let whole = number.split_once('.').map_or(number, |(whole, fraction)| {
        if fraction.bytes().all(|b| b == b'0') {
            whole
        } else {
            ""
        }
    });
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn fixed(schema: &Node, value: &Json, at: &Path<'_>) -> Result<(), Mismatch> {
    let allowed = list(schema, "enum");
    if !allowed.is_empty() && !allowed.iter().any(|allowed| Json::of(allowed) == *value) {
        return Err(at.wrong("is not one of the allowed values"));
    }
    if schema
        .get("const")
        .is_some_and(|only| Json::of(&only) != *value)
    {
        return Err(at.wrong("is not the one value allowed"));
    }
    Ok(())
}

fn text_fits(schema: &Node, text: &str, at: &Path<'_>) -> Result<(), Mismatch> {
    let length = text.chars().count().to_string();
    if below(schema, "minLength", &length) || above(schema, "maxLength", &length) {
        return Err(at.wrong("is too short or too long"));
    }
    let pattern = schema.get("pattern").and_then(|pattern| pattern.as_str());
    if pattern.is_some_and(|pattern| !formats::matches(&pattern, text)) {
        return Err(at.wrong("does not have the form that is asked for"));
    }
    match schema.get("format").and_then(|format| format.as_str()) {
        Some(format) if !formats::text_is(&format, text) => {
            Err(at.wrong(format!("is not a valid {format}")))
        }
        Some(_) | None => Ok(()),
    }
}

fn number_fits(schema: &Node, number: &str, at: &Path<'_>) -> Result<(), Mismatch> {
    let is_bound = |keyword| bound(schema, keyword).zip(number.parse::<f64>().ok());
    if below(schema, "minimum", number)
        || above(schema, "maximum", number)
        || is_bound("exclusiveMinimum").is_some_and(|(bound, number)| number <= bound)
        || is_bound("exclusiveMaximum").is_some_and(|(bound, number)| number >= bound)
    {
        return Err(at.wrong("is too small or too large"));
    }
    match schema.get("format").and_then(|format| format.as_str()) {
        Some(format) if !formats::number_is(&format, number) => {
            Err(at.wrong(format!("is not a valid {format}")))
        }
        Some(_) | None => Ok(()),
    }
}

fn below(schema: &Node, keyword: &str, number: &str) -> bool {
    bound(schema, keyword)
        .zip(number.parse::<f64>().ok())
        .is_some_and(|(bound, number)| number < bound)
}

fn above(schema: &Node, keyword: &str, number: &str) -> bool {
    bound(schema, keyword)
        .zip(number.parse::<f64>().ok())
        .is_some_and(|(bound, number)| number > bound)
}

fn bound(schema: &Node, keyword: &str) -> Option<f64> {
    schema.get(keyword)?.as_number()?.parse().ok()
}

impl Path<'_> {
    fn below(&self, name: String) -> Path<'_> {
        Path(Some((self, name)))
    }

    fn name(&self) -> String {
        match &self.0 {
            None => String::new(),
            Some((above, name)) if above.0.is_none() => name.clone(),
            Some((above, name)) => format!("{}.{name}", above.name()),
        }
    }

    fn wrong(&self, what: impl AsRef<str>) -> Mismatch {
        let (name, what) = (self.name(), what.as_ref());
        let name = if name.is_empty() { "value" } else { &name };
        Mismatch {
            missing: false,
            message: format!("{name} {what}"),
        }
    }

    fn missing(&self) -> Mismatch {
        Mismatch {
            missing: true,
            message: format!("{} is required", self.name()),
        }
    }
}
