//! Members of objects.

use lean_openapi::contract::{Member, SchemaContract};

use super::{Effect, Kind, Spot, Walk, pair};
use crate::change::Direction;

impl Walk<'_> {
    pub(super) fn members(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        for member in &new.members {
            let inner = spot.step(&member.name);
            match old.member(&member.name) {
                Some(before) => self.member(before, member, &inner),
                None => self.member_added(member, new, old, &inner),
            }
        }
        for member in &old.members {
            if new.member(&member.name).is_none() {
                self.member_removed(member, new, &spot.step(&member.name));
            }
        }
        self.required_elsewhere(old, new, spot);
    }

    /// Members that must be there and are not described.
    fn required_elsewhere(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        if spot.direction == Direction::Response {
            return;
        }
        let id = match spot.kind {
            Kind::Parameter => "new-required-request-parameter-property",
            _ => "new-required-request-property",
        };
        for name in &new.required_elsewhere {
            let is_old = old.required_elsewhere.contains(name)
                || old.member(name).is_some_and(|member| member.required);
            if !is_old {
                let place = new.place_of("required");
                let spot = spot.step(name);
                self.add(
                    &spot,
                    id.to_owned(),
                    Effect::Narrowed,
                    pair("", name),
                    place,
                );
            }
        }
    }

    /// A member that the direction at hand does not have.
    fn is_absent(member: &Member, spot: &Spot) -> bool {
        match spot.direction {
            Direction::Request => member.read_only,
            Direction::Response => member.write_only,
        }
    }

    fn member_added(
        &mut self,
        member: &Member,
        object: &SchemaContract,
        before: &SchemaContract,
        spot: &Spot,
    ) {
        if Self::is_absent(member, spot) {
            return;
        }
        let had_none =
            before.types.iter().all(|kind| *kind != "object") && !before.types.is_empty();
        if had_none {
            // The change of type says it.
            return;
        }
        let has_default = self.new.schema(member.schema).default.is_some();
        let id = match (spot.direction, spot.kind, member.required) {
            (Direction::Request, Kind::Parameter, true) => {
                "new-required-request-parameter-property"
            }
            (Direction::Request, Kind::Parameter, false) => {
                "new-optional-request-parameter-property"
            }
            (Direction::Request, _, true) if has_default => {
                "new-required-request-property-with-default"
            }
            (Direction::Request, _, true) => "new-required-request-property",
            (Direction::Request, _, false) => "new-optional-request-property",
            (Direction::Response, _, true) => "response-required-property-added",
            (Direction::Response, _, false) => "response-optional-property-added",
        };
        let place = if member.required && spot.direction == Direction::Request {
            object.place_of("required")
        } else {
            member.place.clone()
        };
        let effect = if member.required {
            Effect::Narrowed
        } else {
            Effect::Same
        };
        self.add(spot, id.to_owned(), effect, pair("", &member.name), place);
    }

    fn member_removed(&mut self, member: &Member, object: &SchemaContract, spot: &Spot) {
        if Self::is_absent(member, spot) {
            return;
        }
        let is_object = object.types.is_empty() || object.types.contains(&"object");
        if !is_object && spot.direction == Direction::Request {
            return;
        }
        let id = match (spot.direction, spot.kind, member.required) {
            (Direction::Request, Kind::Parameter, _) => "request-parameter-property-removed",
            (Direction::Request, ..) => "request-property-removed",
            (Direction::Response, _, true) => "response-required-property-removed",
            (Direction::Response, _, false) => "response-optional-property-removed",
        };
        self.add(
            spot,
            id.to_owned(),
            Effect::Widened,
            pair(&member.name, ""),
            object.place.clone(),
        );
    }

    fn member(&mut self, old: &Member, new: &Member, spot: &Spot) {
        match (Self::is_absent(old, spot), Self::is_absent(new, spot)) {
            (true, true) => return,
            (false, true) => return self.member_vanished(old, new, spot),
            (true, false) => {
                let id = match (spot.direction, new.required) {
                    (Direction::Request, true) => "request-required-property-became-not-read-only",
                    (Direction::Request, false) => "request-optional-property-became-not-read-only",
                    (Direction::Response, true) => {
                        "response-required-property-became-not-write-only"
                    }
                    (Direction::Response, false) => {
                        "response-optional-property-became-not-write-only"
                    }
                };
                return self.add(
                    spot,
                    id.to_owned(),
                    Effect::Narrowed,
                    pair("", &new.name),
                    new.place.clone(),
                );
            }
            (false, false) => {}
        }
        if old.required != new.required {
            self.presence(new, spot);
        }
        if new.deprecated != old.deprecated {
            let what = if new.deprecated {
                "deprecated"
            } else {
                "reactivated"
            };
            self.add(
                spot,
                spot.rule(what),
                Effect::Same,
                pair("", ""),
                new.place.clone(),
            );
        }
        self.schema(old.schema, new.schema, spot);
    }

    fn presence(&mut self, new: &Member, spot: &Spot) {
        let has_default = self.new.schema(new.schema).default.is_some();
        let (what, effect) = match (new.required, spot.direction) {
            (true, Direction::Request) if has_default => {
                ("became-required-with-default", Effect::Narrowed)
            }
            (true, _) => ("became-required", Effect::Narrowed),
            (false, _) => ("became-optional", Effect::Widened),
        };
        let words = if new.required {
            pair("optional", "required")
        } else {
            pair("required", "optional")
        };
        self.add(spot, spot.rule(what), effect, words, new.place.clone());
    }

    /// A member that only the other direction has now.
    fn member_vanished(&mut self, old: &Member, new: &Member, spot: &Spot) {
        let id = match (spot.direction, old.required) {
            (Direction::Request, true) => "request-required-property-became-read-only",
            (Direction::Request, false) => "request-optional-property-became-read-only",
            (Direction::Response, true) => "response-required-property-became-write-only",
            (Direction::Response, false) => "response-optional-property-became-write-only",
        };
        self.add(
            spot,
            id.to_owned(),
            Effect::Widened,
            pair(&old.name, ""),
            new.place.clone(),
        );
    }
}
