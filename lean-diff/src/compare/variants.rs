//! Unions: which variants are gone, which are new.

use lean_openapi::contract::{SchemaContract, SchemaId, VariantGroup};

use super::{Comparison, Effect, Spot, pair, shape};
use crate::rules::Event;

impl Comparison<'_> {
    /// Handles a schema that became a union, or a union that became one schema. Returns false if neither happened.
    ///
    /// The schema is compared with the variant that it became or was: the one of its name, or one that means the same.
    /// Without such a variant it is another type.
    pub(super) fn compare_with_union(
        &mut self,
        (old_id, old): (SchemaId, &SchemaContract),
        (new_id, new): (SchemaId, &SchemaContract),
        spot: &Spot,
    ) -> bool {
        let (olds, news) = match (&old.groups[..], &new.groups[..]) {
            ([], [group]) => (vec![old_id], group.variants.clone()),
            ([group], []) => (group.variants.clone(), vec![new_id]),
            _ => return false,
        };
        let came = new.groups.len() == 1;
        let group = if came { &new.groups[0] } else { &old.groups[0] };
        let is_bare = |schema: &SchemaContract| schema.members.is_empty();
        if !is_bare(if came { new } else { old }) {
            return false;
        }
        let keyword = if group.any_of { "anyOf" } else { "oneOf" };
        let pairs = self.match_by_meaning(&olds, &news);
        if pairs.is_empty() {
            let words = (describe_variant(old), describe_union(self, old, new, came));
            let words = if came {
                words
            } else {
                (words.1, describe_variant(new))
            };
            self.report(
                spot,
                Event::TypeChanged,
                Effect::Replaced,
                words,
                new.place_of(keyword),
            );
        }
        for (before, now) in &pairs {
            self.enqueue(olds[*before], news[*now], spot);
        }
        let (old_schemas, new_schemas) = (self.old, self.new);
        for (index, id) in news.iter().enumerate() {
            if came && pairs.iter().all(|(_, now)| *now != index) {
                let variant = new_schemas.schema(*id);
                self.report(
                    spot,
                    variant_added_event(group.any_of),
                    Effect::Widened,
                    pair("", &describe_variant(variant)),
                    variant.place.clone(),
                );
            }
        }
        for (index, id) in olds.iter().enumerate() {
            if !came && pairs.iter().all(|(before, _)| *before != index) {
                let variant = describe_variant(old_schemas.schema(*id));
                self.report(
                    spot,
                    variant_removed_event(group.any_of),
                    Effect::Narrowed,
                    pair(&variant, ""),
                    new.place.clone(),
                );
            }
        }
        true
    }

    pub(super) fn compare_groups(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        let none = VariantGroup {
            any_of: false,
            variants: Vec::new(),
        };
        let longest = old.groups.len().max(new.groups.len());
        for index in 0..longest {
            let before = old.groups.get(index).unwrap_or(&none);
            let group = new.groups.get(index).unwrap_or(&none);
            self.compare_group(before, group, new, spot);
        }
    }

    fn compare_group(
        &mut self,
        old: &VariantGroup,
        new: &VariantGroup,
        schema: &SchemaContract,
        spot: &Spot,
    ) {
        let (old_schemas, new_schemas) = (self.old, self.new);
        let any_of = if new.variants.is_empty() {
            old.any_of
        } else {
            new.any_of
        };
        let keyword = if any_of { "anyOf" } else { "oneOf" };
        let pairs = self.match_variants(&old.variants, &new.variants);
        for (index, id) in new.variants.iter().enumerate() {
            match pairs.iter().find(|(_, now)| *now == index) {
                Some((before, _)) => {
                    let step = variant_name(new_schemas.schema(*id), index);
                    let mut inner = spot.clone();
                    inner.subject.pointer = format!("{}/{keyword}[{step}]", spot.subject.pointer);
                    self.enqueue(old.variants[*before], *id, &inner);
                }
                None => {
                    let variant = new_schemas.schema(*id);
                    self.report(
                        spot,
                        variant_added_event(any_of),
                        Effect::Widened,
                        pair("", &describe_variant(variant)),
                        variant.place.clone(),
                    );
                }
            }
        }
        for (index, id) in old.variants.iter().enumerate() {
            if pairs.iter().all(|(before, _)| *before != index) {
                let variant = describe_variant(old_schemas.schema(*id));
                self.report(
                    spot,
                    variant_removed_event(any_of),
                    Effect::Narrowed,
                    pair(&variant, ""),
                    schema.place_of(keyword),
                );
            }
        }
    }

    /// Matches old and new variants: by name, else by meaning, else by position among the rest of each side.
    fn match_variants(&mut self, old: &[SchemaId], new: &[SchemaId]) -> Vec<(usize, usize)> {
        let (old_schemas, new_schemas) = (self.old, self.new);
        let mut pairs = self.match_by_meaning(old, new);
        let left = |of: usize, taken: &dyn Fn(usize) -> bool| {
            (0..of).filter(|index| !taken(*index)).collect::<Vec<_>>()
        };
        let old_left = left(old.len(), &|index| {
            pairs.iter().any(|(before, _)| *before == index)
        });
        let new_left = left(new.len(), &|index| {
            pairs.iter().any(|(_, now)| *now == index)
        });
        let is_inline = |before: usize, now: usize| {
            old_schemas.schema(old[before]).name.is_none()
                || new_schemas.schema(new[now]).name.is_none()
        };
        if old_left.len() == new_left.len() {
            let by_place = old_left.into_iter().zip(new_left);
            pairs.extend(by_place.filter(|(before, now)| is_inline(*before, *now)));
        }
        pairs
    }

    fn match_by_meaning(&mut self, old: &[SchemaId], new: &[SchemaId]) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let (old_schemas, new_schemas) = (self.old, self.new);
        for (index, id) in new.iter().enumerate() {
            let Some(name) = &new_schemas.schema(*id).name else {
                continue;
            };
            let found = old
                .iter()
                .position(|id| old_schemas.schema(*id).name.as_ref() == Some(name));
            pairs.extend(found.map(|before| (before, index)));
        }
        for (index, id) in new.iter().enumerate() {
            if pairs.iter().any(|(_, now)| *now == index) {
                continue;
            }
            let free = |before: &usize, pairs: &[(usize, usize)]| {
                pairs.iter().all(|(known, _)| known != before)
            };
            let found = (0..old.len())
                .find(|before| free(before, &pairs) && self.are_equal(old[*before], *id));
            pairs.extend(found.map(|before| (before, index)));
        }
        pairs
    }
}

const fn variant_added_event(any_of: bool) -> Event {
    if any_of {
        Event::AnyOfAdded
    } else {
        Event::OneOfAdded
    }
}

const fn variant_removed_event(any_of: bool) -> Event {
    if any_of {
        Event::AnyOfRemoved
    } else {
        Event::OneOfRemoved
    }
}

fn variant_name(variant: &SchemaContract, index: usize) -> String {
    variant.name.clone().unwrap_or_else(|| index.to_string())
}

/// The union in words.
fn describe_union(
    comparison: &Comparison<'_>,
    old: &SchemaContract,
    new: &SchemaContract,
    came: bool,
) -> String {
    let (contract, group) = if came {
        (comparison.new, &new.groups[0])
    } else {
        (comparison.old, &old.groups[0])
    };
    let variants = group
        .variants
        .iter()
        .map(|id| describe_variant(contract.schema(*id)));
    variants.collect::<Vec<_>>().join(" or ")
}

fn describe_variant(variant: &SchemaContract) -> String {
    variant
        .name
        .clone()
        .unwrap_or_else(|| shape::describe_type(variant))
}
