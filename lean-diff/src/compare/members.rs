//! Members of objects.

use lean_openapi::contract::{Member, SchemaContract};

use super::{Comparison, Effect, PartKind, Spot, pair};
use crate::change::Direction;
use crate::rules::Event;

impl Comparison<'_> {
    pub(super) fn compare_members(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        for member in &new.members {
            let inner = spot.inner(&member.name);
            match old.member(&member.name) {
                Some(before) => self.compare_member(before, member, &inner),
                None => self.report_added_member(member, new, old, &inner),
            }
        }
        for member in &old.members {
            if new.member(&member.name).is_none() {
                self.report_removed_member(member, new, &spot.inner(&member.name));
            }
        }
        self.compare_required_elsewhere(old, new, spot);
    }

    /// Members that must be there and are not described.
    fn compare_required_elsewhere(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        if spot.direction == Direction::Response {
            return;
        }
        for name in &new.required_elsewhere {
            let is_old = old.required_elsewhere.contains(name)
                || old.member(name).is_some_and(|member| member.required);
            if !is_old {
                let place = new.place_of("required");
                let spot = spot.inner(name);
                let event = Event::RequiredAdded;
                self.report(&spot, event, Effect::Narrowed, pair("", name), place);
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

    fn report_added_member(
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
        let event = match (spot.direction, member.required) {
            (Direction::Request, true) if has_default && spot.kind != PartKind::Parameter => {
                Event::RequiredWithDefaultAdded
            }
            (Direction::Request, true) => Event::RequiredAdded,
            (Direction::Request, false) => Event::OptionalAdded,
            (Direction::Response, true) => Event::RequiredReceivedAdded,
            (Direction::Response, false) => Event::OptionalReceivedAdded,
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
        self.report(spot, event, effect, pair("", &member.name), place);
    }

    fn report_removed_member(&mut self, member: &Member, object: &SchemaContract, spot: &Spot) {
        if Self::is_absent(member, spot) {
            return;
        }
        let is_object = object.types.is_empty() || object.types.contains(&"object");
        if !is_object && spot.direction == Direction::Request {
            return;
        }
        let event = match (spot.direction, member.required) {
            (Direction::Request, _) => Event::Removed,
            (Direction::Response, true) => Event::RequiredReceivedRemoved,
            (Direction::Response, false) => Event::OptionalReceivedRemoved,
        };
        self.report(
            spot,
            event,
            Effect::Widened,
            pair(&member.name, ""),
            object.place.clone(),
        );
    }

    fn compare_member(&mut self, old: &Member, new: &Member, spot: &Spot) {
        match (Self::is_absent(old, spot), Self::is_absent(new, spot)) {
            (true, true) => return,
            (false, true) => return self.report_vanished_member(old, new, spot),
            (true, false) => {
                let event = match (spot.direction, new.required) {
                    (Direction::Request, true) => Event::RequiredBecameNotReadOnly,
                    (Direction::Request, false) => Event::OptionalBecameNotReadOnly,
                    (Direction::Response, true) => Event::RequiredBecameNotWriteOnly,
                    (Direction::Response, false) => Event::OptionalBecameNotWriteOnly,
                };
                return self.report(
                    spot,
                    event,
                    Effect::Narrowed,
                    pair("", &new.name),
                    new.place.clone(),
                );
            }
            (false, false) => {}
        }
        if old.required != new.required {
            self.compare_presence(new, spot);
        }
        if new.deprecated != old.deprecated {
            let event = if new.deprecated {
                Event::Deprecated
            } else {
                Event::Reactivated
            };
            self.report(spot, event, Effect::Same, pair("", ""), new.place.clone());
        }
        self.enqueue(old.schema, new.schema, spot);
    }

    fn compare_presence(&mut self, new: &Member, spot: &Spot) {
        let has_default = self.new.schema(new.schema).default.is_some();
        let (event, effect) = match (new.required, spot.direction) {
            (true, Direction::Request) if has_default => {
                (Event::BecameRequiredWithDefault, Effect::Narrowed)
            }
            (true, _) => (Event::BecameRequired, Effect::Narrowed),
            (false, _) => (Event::BecameOptional, Effect::Widened),
        };
        let words = if new.required {
            pair("optional", "required")
        } else {
            pair("required", "optional")
        };
        self.report(spot, event, effect, words, new.place.clone());
    }

    /// A member that only the other direction has now.
    fn report_vanished_member(&mut self, old: &Member, new: &Member, spot: &Spot) {
        let event = match (spot.direction, old.required) {
            (Direction::Request, true) => Event::RequiredBecameReadOnly,
            (Direction::Request, false) => Event::OptionalBecameReadOnly,
            (Direction::Response, true) => Event::RequiredBecameWriteOnly,
            (Direction::Response, false) => Event::OptionalBecameWriteOnly,
        };
        self.report(
            spot,
            event,
            Effect::Widened,
            pair(&old.name, ""),
            new.place.clone(),
        );
    }
}
