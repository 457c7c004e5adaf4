//! Schemas: which values are gone, which are new.

use lean_openapi::contract::{Additional, SchemaContract, SchemaId};

use super::{Effect, Spot, Walk, pair};

impl Walk<'_> {
    /// Compares two schemas and what is inside them.
    pub(super) fn schema(&mut self, old_id: SchemaId, new_id: SchemaId, spot: &Spot) {
        if !self.seen.insert((old_id, new_id)) {
            return;
        }
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
                spot.rule("became-nullable"),
                Effect::Widened,
                pair("never null", "may be null"),
                place(),
            );
        } else if old.nullable && !new.nullable && !new.types.is_empty() {
            self.add(
                spot,
                spot.rule("became-not-nullable"),
                Effect::Narrowed,
                pair("may be null", "never null"),
                place(),
            );
        }
    }

    fn defaults(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let what = match (&old.default, &new.default) {
            (None, Some(_)) => "default-value-added",
            (Some(_), None) => "default-value-removed",
            (Some(before), Some(value)) if before != value => "default-value-changed",
            _ => return,
        };
        let words = (
            old.default.clone().unwrap_or_default(),
            new.default.clone().unwrap_or_default(),
        );
        self.add(
            spot,
            spot.rule(what),
            Effect::Same,
            words,
            new.place_of("default"),
        );
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
                spot.rule("additional-properties-removed"),
                Effect::Narrowed,
                pair("other members allowed", "other members refused"),
                place(),
            ),
            (true, false) => self.add(
                spot,
                spot.rule("additional-properties-added"),
                Effect::Same,
                pair("no other members", "other members allowed"),
                place(),
            ),
            _ => {}
        }
        if let (Additional::Of(before), Additional::Of(value)) = (old.additional, new.additional) {
            self.schema(before, value, &spot.step("*"));
        }
        match (old.patterns.len(), new.patterns.len()) {
            (before, now) if before < now => self.add(
                spot,
                spot.rule("pattern-property-added"),
                Effect::Narrowed,
                (before.to_string(), now.to_string()),
                new.place_of("patternProperties"),
            ),
            (before, now) if before > now => self.add(
                spot,
                spot.rule("pattern-property-removed"),
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
        for (index, (before, item)) in old.prefix.iter().zip(&new.prefix).enumerate() {
            self.schema(*before, *item, &spot.step(&index.to_string()));
        }
        let (before, now) = (old.prefix.len(), new.prefix.len());
        let words = || (before.to_string(), now.to_string());
        if now > before {
            self.add(
                spot,
                spot.rule("prefix-items-added"),
                Effect::Replaced,
                words(),
                new.place_of("prefixItems"),
            );
        } else if now < before {
            self.add(
                spot,
                spot.rule("prefix-items-removed"),
                Effect::Replaced,
                words(),
                new.place.clone(),
            );
        }
    }

    fn discriminator(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let (before, tag) = match (&old.discriminator, &new.discriminator) {
            (None, None) => return,
            (None, Some(tag)) => {
                return self.add(
                    spot,
                    spot.rule("discriminator-added"),
                    Effect::Same,
                    pair("", &tag.property),
                    tag.place.clone(),
                );
            }
            (Some(tag), None) => {
                return self.add(
                    spot,
                    spot.rule("discriminator-removed"),
                    Effect::Same,
                    pair(&tag.property, ""),
                    new.place.clone(),
                );
            }
            (Some(before), Some(tag)) => (before, tag),
        };
        if before.property != tag.property {
            let words = pair(&before.property, &tag.property);
            self.add(
                spot,
                spot.rule("discriminator-property-name-changed"),
                Effect::Same,
                words,
                tag.place.clone(),
            );
        }
        for (value, _) in &tag.mapping {
            if before.mapping.iter().all(|(known, _)| known != value) {
                self.add(
                    spot,
                    spot.rule("discriminator-mapping-added"),
                    Effect::Same,
                    pair("", value),
                    tag.place.clone(),
                );
            }
        }
        for (value, _) in &before.mapping {
            if tag.mapping.iter().all(|(known, _)| known != value) {
                self.add(
                    spot,
                    spot.rule("discriminator-mapping-deleted"),
                    Effect::Same,
                    pair(value, ""),
                    tag.place.clone(),
                );
            }
        }
    }
}
