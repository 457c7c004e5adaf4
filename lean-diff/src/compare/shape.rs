//! The types and formats of a value.

use lean_openapi::contract::{Contract, SchemaContract};

use super::{Comparison, Effect, Spot};
use crate::rules::Event;

impl Comparison<'_> {
    /// The JSON types and the format.
    pub(super) fn compare_types(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        // A union says the types of its variants, if nobody else does.
        let types = match (old.types.is_empty(), new.types.is_empty()) {
            (true, false) => effect_of_types(&types_of(self.old, old), &new.types),
            (false, true) => effect_of_types(&old.types, &types_of(self.new, new)),
            _ => effect_of_types(&old.types, &new.types),
        };
        let formats = effect_of_formats(old, new);
        let effect = match (types, formats) {
            (Effect::Same, other) | (other, Effect::Same) => other,
            (first, second) if first == second => first,
            _ => Effect::Replaced,
        };
        let is_list = old.types.len() > 1 || new.types.len() > 1;
        let event = match effect {
            Effect::Same => return,
            Effect::Widened if is_list => Event::TypesWidened,
            Effect::Narrowed if is_list => Event::TypesNarrowed,
            Effect::Widened => Event::TypeGeneralized,
            Effect::Narrowed => Event::TypeSpecialized,
            Effect::Replaced => Event::TypeChanged,
        };
        let place = new.place_of(if types == Effect::Same {
            "format"
        } else {
            "type"
        });
        // Fewer requests or more responses than before: the type is not the same any more.
        let breaks = match spot.direction {
            crate::change::Direction::Request => effect == Effect::Narrowed,
            crate::change::Direction::Response => effect == Effect::Widened,
        };
        let event = match spot.rule(event).row() {
            None if breaks => Event::TypeChanged,
            _ => event,
        };
        self.report(
            spot,
            event,
            effect,
            (describe_type(old), describe_type(new)),
            place,
        );
    }
}

fn effect_of_types(old: &[&str], new: &[&str]) -> Effect {
    // An empty list allows every type.
    let contains = |outer: &[&str], inner: &[&str]| {
        outer.is_empty()
            || !inner.is_empty()
                && inner.iter().all(|kind| {
                    outer.contains(kind) || *kind == "integer" && outer.contains(&"number")
                })
    };
    effect_of_containment(contains(new, old), contains(old, new))
}

/// Formats of the OpenAPI and JSON Schema registries. Others say nothing that everybody understands.
const FORMATS: [&str; 41] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uuid",
];

fn known_format(schema: &SchemaContract) -> Option<&str> {
    let format = schema.format.as_deref()?;
    FORMATS.contains(&format).then_some(format)
}

/// Formats and those whose values they hold too.
const WIDER: [(&str, &[&str]); 7] = [
    ("double", &["float"]),
    (
        "int64",
        &["int8", "int16", "int32", "uint8", "uint16", "uint32"],
    ),
    ("int32", &["int8", "int16", "uint8", "uint16"]),
    ("int16", &["int8", "uint8"]),
    ("uint64", &["uint8", "uint16", "uint32"]),
    ("uint32", &["uint8", "uint16"]),
    ("uint16", &["uint8"]),
];

fn effect_of_formats(old: &SchemaContract, new: &SchemaContract) -> Effect {
    let (old, new) = (known_format(old), known_format(new));
    let contains = |outer: Option<&str>, inner: Option<&str>| match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => {
            let wider = WIDER.iter().find(|(name, _)| *name == outer);
            outer == inner || wider.is_some_and(|(_, held)| held.contains(&inner))
        }
    };
    effect_of_containment(contains(new, old), contains(old, new))
}

/// Unions in unions that are looked into for their types.
const DEPTH_MAX: usize = 8;

/// The types of a schema: its own, or those of the variants of its union. Empty: any.
fn types_of(contract: &Contract, schema: &SchemaContract) -> Vec<&'static str> {
    let mut found = Vec::new();
    if !gather_types(contract, schema, DEPTH_MAX, &mut found) {
        return Vec::new();
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns false if any type is allowed.
fn gather_types(
    contract: &Contract,
    schema: &SchemaContract,
    depth: usize,
    found: &mut Vec<&'static str>,
) -> bool {
    if !schema.types.is_empty() {
        found.extend(&schema.types);
        return true;
    }
    let [group] = &schema.groups[..] else {
        return false;
    };
    let mut variants = group.variants.iter();
    depth > 0
        && !group.variants.is_empty()
        && variants.all(|id| gather_types(contract, contract.schema(*id), depth - 1, found))
}

/// Returns true if no value has a type of both schemas.
pub(super) fn are_disjoint(old: &SchemaContract, new: &SchemaContract) -> bool {
    let is_number = |kind: &str| kind == "integer" || kind == "number";
    let shared = |a: &&str| {
        new.types
            .iter()
            .any(|b| *a == *b || is_number(a) && is_number(b))
    };
    !old.types.is_empty() && !new.types.is_empty() && !old.types.iter().any(shared)
}

fn effect_of_containment(new_contains_old: bool, old_contains_new: bool) -> Effect {
    match (new_contains_old, old_contains_new) {
        (true, true) => Effect::Same,
        (true, false) => Effect::Widened,
        (false, true) => Effect::Narrowed,
        (false, false) => Effect::Replaced,
    }
}

/// The type in words: `string (date)`.
pub(super) fn describe_type(schema: &SchemaContract) -> String {
    let types = if schema.types.is_empty() {
        "any value".to_owned()
    } else {
        schema.types.join(" or ")
    };
    match &schema.format {
        Some(format) => format!("{types} ({format})"),
        None => types,
    }
}
