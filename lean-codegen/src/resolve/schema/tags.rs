//! What tells the variants of a union apart: discriminators, mapped and implied, and fixed members.

use std::collections::HashSet;

use super::super::resolver::Resolver;
use super::facts::Facts;
use super::union::Alternative;
use crate::api::{Name, Union, UnionVariant};
use crate::document::{At, Target, Tree, TreeId};
use crate::name;
use crate::read::Kind;

impl Resolver<'_> {
    /// Works a discriminator into a union.
    pub(super) fn tag(&mut self, union: &mut Union, discriminator: &At, all: &[Alternative]) {
        let Some(tag) = property(&discriminator.node) else {
            self.mend(
                discriminator.node.place(),
                "the discriminator names no property; left out".to_string(),
            );
            return infer(union, all);
        };
        let mapping = self.mapping(discriminator);
        let mut taken = HashSet::new();
        for (variant, one) in union.variants.iter_mut().zip(all) {
            let mut tags = self.mapped(&mapping, one);
            if tags.is_empty() {
                tags = fixed_values(&one.facts, &tag);
            }
            if tags.is_empty() {
                tags.extend(
                    one.target
                        .as_ref()
                        .and_then(|target| self.component_of(target))
                        .map(|known| known.wire.to_string()),
                );
            }
            tags.retain(|tag| taken.insert(tag.clone()));
            variant.tags = tags;
        }
        union.default_variant = self.default_variant(discriminator, all);
        union.tag = Some(Name {
            wire: tag.clone(),
            rust: name::snake(&tag),
        });
    }

    /// The values of a discriminator's mapping and the schemas they mean.
    pub(super) fn mapping(&mut self, discriminator: &At) -> Vec<(String, Target)> {
        let Some(mapping) = discriminator.get("mapping") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in mapping.node.entries() {
            let Some(text) = value.as_str() else { continue };
            match self.mapping_target(&mapping, &text) {
                Some(target) => found.push((key.text.to_string(), target)),
                None => self.mend(
                    value.place(),
                    format!("the mapping to `{text}` leads to nothing; left out"),
                ),
            }
        }
        found
    }

    /// A mapping's value is the name of a component or a reference.
    fn mapping_target(&mut self, from: &At, text: &str) -> Option<Target> {
        if let Some(at) = self.document.component("schemas", text) {
            return Some(Target {
                at,
                pointer: Some(format!("/components/schemas/{text}").into()),
            });
        }
        let target = self.document.target(from, text).ok()?;
        Some(self.handed_on(&target))
    }

    fn mapped(&mut self, mapping: &[(String, Target)], one: &Alternative) -> Vec<String> {
        let Some(target) = &one.target else {
            return Vec::new();
        };
        let id = self.handed_on(target).at.node.id();
        mapping
            .iter()
            .filter(|(_, target)| target.at.node.id() == id)
            .map(|(value, _)| value.clone())
            .collect()
    }

    fn default_variant(&mut self, discriminator: &At, all: &[Alternative]) -> Option<usize> {
        let text = discriminator.node.text("defaultMapping")?;
        let id: TreeId = self.mapping_target(discriminator, &text)?.at.node.id();
        all.iter().position(|one| {
            one.target
                .as_ref()
                .is_some_and(|target| target.at.node.id() == id)
        })
    }
}

/// The name of the member that a discriminator looks at; some write it in the place of the object.
pub(super) fn property(discriminator: &Tree) -> Option<String> {
    match discriminator.kind() {
        Kind::String => discriminator.as_str(),
        _ => discriminator.text("propertyName"),
    }
    .map(|name| name.to_string())
}

/// Without a discriminator: a member that every variant requires and gives a value of its own.
pub(super) fn infer(union: &mut Union, all: &[Alternative]) {
    let Some(first) = all.first() else { return };
    for property in &first.facts.properties {
        let values: Vec<Vec<String>> = all
            .iter()
            .map(|one| {
                if one.facts.requires(&property.name) {
                    fixed_values(&one.facts, &property.name)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let mut seen = HashSet::new();
        let apart = values
            .iter()
            .all(|tags| !tags.is_empty() && tags.iter().all(|tag| seen.insert(tag.clone())));
        if apart {
            union.tag = Some(Name {
                wire: property.name.to_string(),
                rust: name::snake(&property.name),
            });
            union
                .variants
                .iter_mut()
                .zip(values)
                .for_each(|(variant, tags): (&mut UnionVariant, _)| variant.tags = tags);
            return;
        }
    }
}

/// The value that a member always has.
pub(super) fn fixed_value(facts: &Facts, property: &str) -> Option<String> {
    match &fixed_values(facts, property)[..] {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The value of the first member that always has one.
pub(super) fn any_fixed_value(facts: &Facts) -> Option<String> {
    facts
        .properties
        .iter()
        .find_map(|property| fixed_value(facts, &property.name))
}

/// The strings that a member may be, where its schema lists them on the spot.
fn fixed_values(facts: &Facts, property: &str) -> Vec<String> {
    let Some(property) = facts.property(property) else {
        return Vec::new();
    };
    for part in &property.parts {
        if let Some(fixed) = part.node.get("const") {
            return fixed
                .as_str()
                .map(|text| text.to_string())
                .into_iter()
                .collect();
        }
        if let Some(values) = part.node.get("enum") {
            let values = values.items();
            let texts: Vec<String> = values
                .iter()
                .filter_map(Tree::as_str)
                .map(|text| text.to_string())
                .collect();
            return if texts.len() == values.len() {
                texts
            } else {
                Vec::new()
            };
        }
    }
    Vec::new()
}
