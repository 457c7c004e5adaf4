//! Schemas: which values are gone, which are new.

use lean_openapi::contract::{Additional, SchemaContract, SchemaId};

use super::{Comparison, Effect, Spot, pair, shape};
use crate::change::Direction;
use crate::rules::{Edit, Event, Keyword};

impl Comparison<'_> {
    /// Compares two schemas. What is inside them waits.
    pub(super) fn compare_schemas(&mut self, old_id: SchemaId, new_id: SchemaId, spot: &Spot) {
        let (contracts_old, contracts_new) = (self.old, self.new);
        let (old, new) = (contracts_old.schema(old_id), contracts_new.schema(new_id));
        let mut spot = spot.clone();
        if let Some(name) = new.name.as_ref().or(old.name.as_ref()) {
            spot.subject.owner = Some((name.clone(), String::new()));
        }
        let spot = &spot;
        if self.compare_with_union((old_id, old), (new_id, new), spot) {
            return;
        }
        self.compare_types(old, new, spot);
        self.compare_null(old, new, spot);
        if shape::are_disjoint(old, new) {
            // The change of type says all but what is demanded of requests.
            if spot.direction == Direction::Request && old.values.is_none() {
                self.compare_values(old, new, spot);
            }
            return;
        }
        self.compare_values(old, new, spot);
        self.compare_limits(old, new, spot);
        self.compare_defaults(old, new, spot);
        self.compare_keywords(old, new, spot);
        self.compare_additional(old, new, spot);
        self.compare_members(old, new, spot);
        self.compare_lists(old, new, spot);
        self.compare_groups(old, new, spot);
        self.compare_discriminator(old, new, spot);
    }

    fn compare_null(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let place = || new.place_of("type");
        if !old.nullable && new.nullable {
            self.report(
                spot,
                Event::BecameNullable,
                Effect::Widened,
                pair("not nullable", "nullable"),
                place(),
            );
        } else if old.nullable && !new.nullable && !new.types.is_empty() {
            self.report(
                spot,
                Event::BecameNotNullable,
                Effect::Narrowed,
                pair("nullable", "not nullable"),
                place(),
            );
        }
    }

    fn compare_defaults(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let edit = match (&old.default, &new.default) {
            (None, Some(_)) => Edit::Added,
            (Some(_), None) => Edit::Removed,
            (Some(before), Some(value)) if before != value => Edit::Changed,
            _ => return,
        };
        let words = (
            old.default.clone().unwrap_or_default(),
            new.default.clone().unwrap_or_default(),
        );
        let event = Event::Keyword(Keyword::Default, edit);
        self.report(spot, event, Effect::Same, words, new.place_of("default"));
    }

    fn compare_additional(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let is_closed = |schema: &SchemaContract| schema.additional == Additional::Closed;
        let holds_objects =
            |schema: &SchemaContract| schema.types.is_empty() || schema.types.contains(&"object");
        if !holds_objects(old) || !holds_objects(new) {
            return;
        }
        let place = || new.place_of("additionalProperties");
        match (is_closed(old), is_closed(new)) {
            (false, true) => self.report(
                spot,
                Event::AdditionalPropertiesRemoved,
                Effect::Narrowed,
                pair("open", "closed"),
                place(),
            ),
            (true, false) => self.report(
                spot,
                Event::AdditionalPropertiesAdded,
                Effect::Same,
                pair("closed", "open"),
                place(),
            ),
            _ => {}
        }
        match (old.additional, new.additional) {
            (Additional::Of(before), Additional::Of(value)) => {
                self.enqueue(before, value, &spot.inner("*"));
            }
            (Additional::Unsaid | Additional::Open, Additional::Of(_)) => self.report(
                spot,
                Event::AdditionalSchemaAdded,
                Effect::Narrowed,
                pair("open", "members of a type"),
                place(),
            ),
            (Additional::Of(_), Additional::Unsaid | Additional::Open) => self.report(
                spot,
                Event::AdditionalSchemaRemoved,
                Effect::Widened,
                pair("members of a type", "open"),
                place(),
            ),
            _ => {}
        }
        self.compare_patterns(old, new, spot);
    }

    /// Members with names of a pattern.
    fn compare_patterns(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        match (old.patterns.len(), new.patterns.len()) {
            (before, now) if before < now => self.report(
                spot,
                Event::PatternPropertyAdded,
                Effect::Narrowed,
                (before.to_string(), now.to_string()),
                new.place_of("patternProperties"),
            ),
            (before, now) if before > now => self.report(
                spot,
                Event::PatternPropertyRemoved,
                Effect::Widened,
                (before.to_string(), now.to_string()),
                new.place.clone(),
            ),
            _ => {
                for (before, now) in old.patterns.iter().zip(&new.patterns) {
                    self.enqueue(*before, *now, &spot.inner("*"));
                }
            }
        }
    }

    fn compare_lists(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        for (before, items) in old.items.iter().zip(&new.items) {
            self.enqueue(*before, *items, &spot.inner("*"));
        }
        let holds_lists =
            |schema: &SchemaContract| schema.types.is_empty() || schema.types.contains(&"array");
        let (before, now) = (old.items.is_empty(), new.items.is_empty());
        if before != now && holds_lists(old) && holds_lists(new) {
            let (event, effect, words) = if before {
                (
                    Event::ItemsAdded,
                    Effect::Narrowed,
                    pair("a list of anything", "a list of a type"),
                )
            } else {
                (
                    Event::ItemsRemoved,
                    Effect::Widened,
                    pair("a list of a type", "a list of anything"),
                )
            };
            self.report(spot, event, effect, words, new.place_of("items"));
        }
        for (index, (before, item)) in old.prefix.iter().zip(&new.prefix).enumerate() {
            self.enqueue(*before, *item, &spot.inner(&index.to_string()));
        }
        let (before, now) = (old.prefix.len(), new.prefix.len());
        let words = || (before.to_string(), now.to_string());
        if now > before {
            self.report(
                spot,
                Event::PrefixItemsAdded,
                Effect::Replaced,
                words(),
                new.place_of("prefixItems"),
            );
        } else if now < before {
            self.report(
                spot,
                Event::PrefixItemsRemoved,
                Effect::Replaced,
                words(),
                new.place.clone(),
            );
        }
    }
}
