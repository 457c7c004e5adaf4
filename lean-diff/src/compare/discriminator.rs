//! Changes of discriminators.

use lean_openapi::contract::SchemaContract;

use super::{Comparison, Effect, Spot, pair};
use crate::rules::Event;

impl Comparison<'_> {
    pub(super) fn compare_discriminator(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        let (before, tag) = match (&old.discriminator, &new.discriminator) {
            (None, None) => return,
            (None, Some(tag)) => {
                return self.report(
                    spot,
                    Event::DiscriminatorAdded,
                    Effect::Same,
                    pair("", &tag.property),
                    tag.place.clone(),
                );
            }
            (Some(tag), None) => {
                return self.report(
                    spot,
                    Event::DiscriminatorRemoved,
                    Effect::Same,
                    pair(&tag.property, ""),
                    new.place.clone(),
                );
            }
            (Some(before), Some(tag)) => (before, tag),
        };
        if before.property != tag.property {
            let words = pair(&before.property, &tag.property);
            self.report(
                spot,
                Event::DiscriminatorPropertyChanged,
                Effect::Same,
                words,
                tag.place.clone(),
            );
        }
        for (value, now) in &tag.mapping {
            let known = before.mapping.iter().find(|(known, _)| known == value);
            let known = known.and_then(|(_, id)| self.old.schema(*id).name.as_deref());
            let target = self.new.schema(*now).name.as_deref();
            if let (Some(known), Some(target)) = (known, target)
                && known != target
            {
                let words = (format!("{value}: {known}"), format!("{value}: {target}"));
                let event = Event::DiscriminatorTagChanged;
                self.report(spot, event, Effect::Same, words, tag.place.clone());
            }
            if before.mapping.iter().all(|(known, _)| known != value) {
                self.report(
                    spot,
                    Event::DiscriminatorTagAdded,
                    Effect::Same,
                    pair("", value),
                    tag.place.clone(),
                );
            }
        }
        for (value, _) in &before.mapping {
            if tag.mapping.iter().all(|(known, _)| known != value) {
                self.report(
                    spot,
                    Event::DiscriminatorTagRemoved,
                    Effect::Same,
                    pair(value, ""),
                    tag.place.clone(),
                );
            }
        }
    }
}
