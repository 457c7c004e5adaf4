//! Listed values and constants.

use lean_openapi::contract::SchemaContract;

use super::{Comparison, Effect, Spot, pair};
use crate::rules::Event;

impl Comparison<'_> {
    pub(super) fn compare_values(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        match (&old.values, &new.values) {
            (None, Some(values)) => {
                let listed: Vec<&str> = values.iter().map(|listed| listed.value.as_str()).collect();
                let event = if new.fixed {
                    Event::ConstAdded
                } else {
                    Event::BecameEnum
                };
                let place = new.place_of(if new.fixed { "const" } else { "enum" });
                self.report(
                    spot,
                    event,
                    Effect::Narrowed,
                    pair("any value", &listed.join(", ")),
                    place,
                );
            }
            (Some(_), None) => {
                let event = if old.fixed {
                    Event::ConstRemoved
                } else {
                    Event::EnumRemoved
                };
                self.report(
                    spot,
                    event,
                    Effect::Widened,
                    pair("listed values", "any value"),
                    new.place.clone(),
                );
            }
            (Some(_), Some(_)) => self.compare_listed_values(old, new, spot),
            (None, None) => {}
        }
    }

    /// Both sides list values.
    fn compare_listed_values(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let (Some(before), Some(values)) = (&old.values, &new.values) else {
            return;
        };
        if old.fixed && new.fixed && before[0].value != values[0].value {
            let words = pair(&before[0].value, &values[0].value);
            self.report(
                spot,
                Event::ConstChanged,
                Effect::Replaced,
                words,
                values[0].place.clone(),
            );
            return;
        }
        let has = |all: &[lean_openapi::contract::Listed], value: &str| {
            all.iter().any(|listed| listed.value == value)
        };
        for listed in values.iter().filter(|listed| !has(before, &listed.value)) {
            self.report(
                spot,
                Event::EnumValueAdded,
                Effect::Widened,
                pair("", &listed.value),
                listed.place.clone(),
            );
        }
        for listed in before.iter().filter(|listed| !has(values, &listed.value)) {
            self.report(
                spot,
                Event::EnumValueRemoved,
                Effect::Narrowed,
                pair(&listed.value, ""),
                new.place_of("enum"),
            );
        }
    }
}
