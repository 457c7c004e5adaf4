//! The types and formats of a value.

use lean_openapi::contract::SchemaContract;

use super::{Effect, Spot, Walk};

impl Walk<'_> {
    /// The JSON types and the format.
    pub(super) fn types(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let types = effect_of_types(&old.types, &new.types);
        let formats = effect_of_formats(old, new);
        let effect = match (types, formats) {
            (Effect::Same, other) | (other, Effect::Same) => other,
            (one, other) if one == other => one,
            _ => Effect::Replaced,
        };
        let is_list = old.types.len() > 1 || new.types.len() > 1;
        let what = match effect {
            Effect::Same => return,
            Effect::Widened if is_list => "list-of-types-widened",
            Effect::Narrowed if is_list => "list-of-types-narrowed",
            Effect::Widened => "type-generalized",
            Effect::Narrowed => "type-specialized",
            Effect::Replaced => "type-changed",
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
        let id = match crate::rules::rule(&spot.rule(what)) {
            None if breaks => spot.rule("type-changed"),
            _ => spot.rule(what),
        };
        self.add(spot, id, effect, (words(old), words(new)), place);
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
    effect(contains(new, old), contains(old, new))
}

fn effect_of_formats(old: &SchemaContract, new: &SchemaContract) -> Effect {
    if old.format == new.format {
        return Effect::Same;
    }
    let contains =
        |outer: &Option<String>, inner: &Option<String>| match (outer.as_deref(), inner.as_deref())
        {
            (None, _) => true,
            (Some(outer), Some(inner)) => {
                outer == inner
                    || matches!(
                        (outer, inner),
                        ("int64", "int32") | ("double", "float") | ("bigint", "int32" | "int64")
                    )
            }
            (Some(_), None) => false,
        };
    effect(
        contains(&new.format, &old.format),
        contains(&old.format, &new.format),
    )
}

fn effect(new_contains_old: bool, old_contains_new: bool) -> Effect {
    match (new_contains_old, old_contains_new) {
        (true, true) => Effect::Same,
        (true, false) => Effect::Widened,
        (false, true) => Effect::Narrowed,
        (false, false) => Effect::Replaced,
    }
}

/// The type in words: `string (date)`.
pub(super) fn words(schema: &SchemaContract) -> String {
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
