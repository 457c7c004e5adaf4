//! Checks values against a schema. Used for requests and for the sandbox's own answers.
//!
//! Covers what the description uses of JSON Schema, less `discriminator`. Of `oneOf` one must fit; that no other does is
//! not looked at.

use std::fmt;

use super::formats;
use super::schema::{Keywords, Schema};
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
pub(crate) fn check(schema: &Schema, value: &Json, direction: Direction) -> Result<(), Mismatch> {
    Checker { direction }.check_value(schema, value, &ValuePath(None), 0)
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

/// The member that is looked at, as a list of steps back to the root.
struct ValuePath<'a>(Option<(&'a ValuePath<'a>, PathStep<'a>)>);

#[derive(Clone, Copy)]
enum PathStep<'a> {
    Member(&'a str),
    Item(usize),
}

/// A schema that refers to itself without a value to go with it.
const DEPTH_MAX: usize = 64;

impl Checker {
    fn check_value(
        &self,
        schema: &Schema,
        value: &Json,
        at: &ValuePath<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        if depth > DEPTH_MAX {
            return Ok(());
        }
        let schema = schema.keywords();
        if let Some(target) = &schema.target {
            self.check_value(target, value, at, depth + 1)?;
        }
        check_kind(schema, value, at)?;
        check_fixed(schema, value, at)?;
        self.check_combined(schema, value, at, depth)?;
        match value {
            Json::Text(text) => check_text(schema, text, at),
            Json::Number(number) => check_number(schema, number, at),
            Json::List(items) => self.check_items(schema, items, at, depth),
            Json::Map(_) => self.check_members(schema, value, at, depth),
            Json::Null | Json::Bool(_) => Ok(()),
        }
    }

    fn check_combined(
        &self,
        schema: &Keywords,
        value: &Json,
        at: &ValuePath<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        for part in &schema.all_of {
            self.check_value(part, value, at, depth + 1)?;
        }
        for options in &schema.alternatives {
            let mut closest = None;
            let mut fits = options.is_empty();
            for option in options {
                match self.check_value(option, value, at, depth + 1) {
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

    fn check_items(
        &self,
        schema: &Keywords,
        items: &[Json],
        at: &ValuePath<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        if schema.item_count.exclude(items.len() as f64) {
            return Err(at.mismatch("has too few or too many items"));
        }
        let Some(item_schema) = &schema.items else {
            return Ok(());
        };
        for (index, item) in items.iter().enumerate() {
            self.check_value(
                item_schema,
                item,
                &at.child(PathStep::Item(index)),
                depth + 1,
            )?;
        }
        Ok(())
    }

    fn check_members(
        &self,
        schema: &Keywords,
        map: &Json,
        at: &ValuePath<'_>,
        depth: usize,
    ) -> Result<(), Mismatch> {
        for name in &schema.required {
            if map.get(name).is_none() && !self.is_sent_by_other_side(schema.properties.get(name)) {
                return Err(at.child(PathStep::Member(name)).missing_value());
            }
        }
        for (name, value) in map.members() {
            let at = at.child(PathStep::Member(name));
            match (schema.properties.get(name), &schema.rest) {
                (Some(schema), _) | (None, Some(schema)) => {
                    self.check_value(schema, value, &at, depth + 1)?;
                }
                (None, None) if schema.is_closed => return Err(at.mismatch("is not known")),
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// Returns true if only the other side sends this member.
    fn is_sent_by_other_side(&self, property: Option<&Schema>) -> bool {
        let keywords = property.map(Schema::keywords);
        keywords.is_some_and(|keywords| match self.direction {
            Direction::Request => keywords.is_read_only,
            Direction::Answer => keywords.is_write_only,
        })
    }
}

fn check_kind(schema: &Keywords, value: &Json, at: &ValuePath<'_>) -> Result<(), Mismatch> {
    match &schema.kinds {
        Some(names) if !names.iter().any(|name| is_kind(value, name)) => {
            Err(at.mismatch(format!("is not of type {}", names.join(" or "))))
        }
        Some(_) | None => Ok(()),
    }
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

fn check_fixed(schema: &Keywords, value: &Json, at: &ValuePath<'_>) -> Result<(), Mismatch> {
    if !schema.allowed.is_empty() && !schema.allowed.contains(value) {
        return Err(at.mismatch("is not one of the allowed values"));
    }
    if schema.only.as_ref().is_some_and(|only| only != value) {
        return Err(at.mismatch("is not the one value allowed"));
    }
    Ok(())
}

fn check_text(schema: &Keywords, text: &str, at: &ValuePath<'_>) -> Result<(), Mismatch> {
    if !schema.length.is_none() && schema.length.exclude(text.chars().count() as f64) {
        return Err(at.mismatch("is too short or too long"));
    }
    let pattern = schema.pattern.as_ref();
    if pattern.is_some_and(|pattern| !formats::matches(pattern, text)) {
        return Err(at.mismatch("does not have the form that is asked for"));
    }
    match &schema.format {
        Some(format) if !formats::is_text_of_format(format, text) => {
            Err(at.mismatch(format!("is not a valid {format}")))
        }
        Some(_) | None => Ok(()),
    }
}

fn check_number(schema: &Keywords, text: &str, at: &ValuePath<'_>) -> Result<(), Mismatch> {
    let is_bounded = !schema.range.is_none() || !schema.exclusive.is_none();
    let number = is_bounded.then(|| text.parse::<f64>().ok()).flatten();
    if number.is_some_and(|number| {
        schema.range.exclude(number) || schema.exclusive.exclude_or_equal(number)
    }) {
        return Err(at.mismatch("is too small or too large"));
    }
    match &schema.format {
        Some(format) if !formats::is_number_of_format(format, text) => {
            Err(at.mismatch(format!("is not a valid {format}")))
        }
        Some(_) | None => Ok(()),
    }
}

impl<'a> ValuePath<'a> {
    fn child<'b>(&'b self, step: PathStep<'b>) -> ValuePath<'b>
    where
        'a: 'b,
    {
        ValuePath(Some((self, step)))
    }

    fn name(&self) -> String {
        match &self.0 {
            None => String::new(),
            Some((above, step)) if above.0.is_none() => step.to_string(),
            Some((above, step)) => format!("{}.{step}", above.name()),
        }
    }

    fn mismatch(&self, what: impl AsRef<str>) -> Mismatch {
        let (name, what) = (self.name(), what.as_ref());
        let name = if name.is_empty() { "value" } else { &name };
        Mismatch {
            missing: false,
            message: format!("{name} {what}"),
        }
    }

    fn missing_value(&self) -> Mismatch {
        Mismatch {
            missing: true,
            message: format!("{} is required", self.name()),
        }
    }
}

impl fmt::Display for PathStep<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(name) => f.write_str(name),
            Self::Item(nth) => write!(f, "{nth}"),
        }
    }
}
