//! Schemas: which values are gone, which are new.

use lean_openapi::contract::{Additional, SchemaContract, SchemaId};

use super::{Effect, Spot, Walk, pair, shape};
use crate::change::Direction;
use crate::rules::{Edit, Event, Keyword};

impl Walk<'_> {
    /// Compares two schemas. What is inside them waits.
    pub(super) fn schemas(&mut self, old_id: SchemaId, new_id: SchemaId, spot: &Spot) {
        let (contracts_old, contracts_new) = (self.old, self.new);
        let (old, new) = (contracts_old.schema(old_id), contracts_new.schema(new_id));
        let mut spot = spot.clone();
        if let Some(name) = new.name.as_ref().or(old.name.as_ref()) {
            spot.subject.owner = Some((name.clone(), String::new()));
        }
        let spot = &spot;
        if self.union_came_or_went((old_id, old), (new_id, new), spot) {
            return;
        }
        self.types(old, new, spot);
        self.null(old, new, spot);
        if shape::are_disjoint(old, new) {
            // The change of type says all but what is demanded of requests.
            if spot.direction == Direction::Request && old.values.is_none() {
                self.values(old, new, spot);
            }
            return;
        }
        self.values(old, new, spot);
        self.limits(old, new, spot);
        self.defaults(old, new, spot);
        self.keywords(old, new, spot);
        self.additional(old, new, spot);
        self.members(old, new, spot);
        self.lists(old, new, spot);
        self.groups(old, new, spot);
        self.discriminator(old, new, spot);
    }

    fn null(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let place = || new.place_of("type");
        if !old.nullable && new.nullable {
            self.add(
                spot,
                Event::BecameNullable,
                Effect::Widened,
                pair("not nullable", "nullable"),
                place(),
            );
        } else if old.nullable && !new.nullable && !new.types.is_empty() {
            self.add(
                spot,
                Event::BecameNotNullable,
                Effect::Narrowed,
                pair("nullable", "not nullable"),
                place(),
            );
        }
    }

    fn defaults(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
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
        self.add(spot, event, Effect::Same, words, new.place_of("default"));
    }

    fn additional(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let is_closed = |schema: &SchemaContract| schema.additional == Additional::Closed;
        let holds_objects =
            |schema: &SchemaContract| schema.types.is_empty() || schema.types.contains(&"object");
        if !holds_objects(old) || !holds_objects(new) {
            return;
        }
        let place = || new.place_of("additionalProperties");
        match (is_closed(old), is_closed(new)) {
            (false, true) => self.add(
                spot,
                Event::AdditionalPropertiesRemoved,
                Effect::Narrowed,
                pair("open", "closed"),
                place(),
            ),
            (true, false) => self.add(
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
                self.schema(before, value, &spot.step("*"));
            }
            (Additional::Unsaid | Additional::Open, Additional::Of(_)) => self.add(
                spot,
                Event::AdditionalSchemaAdded,
                Effect::Narrowed,
                pair("open", "members of a type"),
                place(),
            ),
            (Additional::Of(_), Additional::Unsaid | Additional::Open) => self.add(
                spot,
                Event::AdditionalSchemaRemoved,
                Effect::Widened,
                pair("members of a type", "open"),
                place(),
            ),
            _ => {}
        }
        self.patterns(old, new, spot);
    }

    /// Members with names of a pattern.
    fn patterns(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        match (old.patterns.len(), new.patterns.len()) {
            (before, now) if before < now => self.add(
                spot,
                Event::PatternPropertyAdded,
                Effect::Narrowed,
                (before.to_string(), now.to_string()),
                new.place_of("patternProperties"),
            ),
            (before, now) if before > now => self.add(
                spot,
                Event::PatternPropertyRemoved,
                Effect::Widened,
                (before.to_string(), now.to_string()),
                new.place.clone(),
            ),
            _ => {
                for (before, now) in old.patterns.iter().zip(&new.patterns) {
                    self.schema(*before, *now, &spot.step("*"));
                }
            }
        }
    }

    fn lists(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        for (before, items) in old.items.iter().zip(&new.items) {
            self.schema(*before, *items, &spot.step("*"));
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
            self.add(spot, event, effect, words, new.place_of("items"));
        }
        for (index, (before, item)) in old.prefix.iter().zip(&new.prefix).enumerate() {
            self.schema(*before, *item, &spot.step(&index.to_string()));
        }
        let (before, now) = (old.prefix.len(), new.prefix.len());
        let words = || (before.to_string(), now.to_string());
        if now > before {
            self.add(
                spot,
                Event::PrefixItemsAdded,
                Effect::Replaced,
                words(),
                new.place_of("prefixItems"),
            );
        } else if now < before {
            self.add(
                spot,
                Event::PrefixItemsRemoved,
                Effect::Replaced,
                words(),
                new.place.clone(),
            );
        }
    }
}
