//! Keywords that are compared as text, and the encodings of content.

use std::cmp::Ordering;

use lean_openapi::contract::SchemaContract;

use super::limits::compare_numbers;
use super::{Effect, Spot, Walk};

impl Walk<'_> {
    pub(super) fn keywords(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let texts = |schema: &SchemaContract, keyword: &str| {
            let of = schema.other.iter().filter(|(known, _)| *known == keyword);
            of.map(|(_, text)| text.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut keywords: Vec<&'static str> = old
            .other
            .iter()
            .chain(&new.other)
            .map(|(keyword, _)| *keyword)
            .collect();
        keywords.sort_unstable();
        keywords.dedup();
        for keyword in keywords {
            let (before, now) = (texts(old, keyword), texts(new, keyword));
            let (what, effect) = match (before.is_empty(), now.is_empty()) {
                (true, false) => ("added", Effect::Narrowed),
                (false, true) => ("removed", Effect::Widened),
                _ if before == now => continue,
                _ if keyword.ends_with("Contains") => counted(keyword, &before, &now),
                _ => ("changed", Effect::Replaced),
            };
            let id = spot.rule(&format!("{}-{what}", spelled(keyword)));
            self.add(spot, id, effect, (before, now), new.place_of(keyword));
        }
        self.content(old, new, spot);
    }

    /// Encodings of content.
    fn content(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let contents = [
            (
                "content-encoding-changed",
                &old.content_encoding,
                &new.content_encoding,
            ),
            (
                "content-media-type-changed",
                &old.content_media,
                &new.content_media,
            ),
        ];
        for (what, before, now) in contents {
            if before != now {
                let words = (
                    before.clone().unwrap_or_default(),
                    now.clone().unwrap_or_default(),
                );
                self.add(
                    spot,
                    spot.rule(what),
                    Effect::Replaced,
                    words,
                    new.place.clone(),
                );
            }
        }
    }
}

/// The change of a count of items.
fn counted(keyword: &str, before: &str, now: &str) -> (&'static str, Effect) {
    let is_more = compare_numbers(before, now) == Ordering::Less;
    let effect = if is_more == (keyword == "maxContains") {
        Effect::Widened
    } else {
        Effect::Narrowed
    };
    (if is_more { "increased" } else { "decreased" }, effect)
}

/// The keyword as names of rules have it.
fn spelled(keyword: &str) -> String {
    match keyword {
        "contentSchema" => "content-schema".to_owned(),
        "dependentRequired" => "dependent-required".to_owned(),
        "dependentSchemas" => "dependent-schema".to_owned(),
        "propertyNames" => "property-names".to_owned(),
        "maxContains" => "max-contains".to_owned(),
        "minContains" => "min-contains".to_owned(),
        other => other.to_owned(),
    }
}
