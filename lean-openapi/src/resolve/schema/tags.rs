//! The tags of the variants of a union: discriminators, mapped and implied, and fixed members.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::reader::Reader;
use super::alternative::Alternative;
use super::facts::Facts;
use crate::api::{Name, Rule, Union};
use crate::document::{At, Target, Tree, TreeId};
use crate::lint::objects;
use crate::name;
use crate::read::Kind;

impl Reader<'_> {
    /// Works a discriminator into a union.
    pub(super) fn apply_discriminator(
        &mut self,
        union: &mut Union,
        discriminator: &At,
        all: &[Alternative],
    ) {
        let Some(tag) = discriminator_property(&discriminator.node) else {
            self.report.report_repaired(
                Rule::MissingField,
                discriminator.node.place(),
                "the discriminator names no property; left out".to_string(),
            );
            return self.infer_tag(union, all);
        };
        let mapping = self.read_mapping(discriminator);
        let fixed = self.distinguishing_values(&tag, all);
        let mut taken = HashSet::new();
        for (index, (variant, alternative)) in union.variants.iter_mut().zip(all).enumerate() {
            let mut tags = self.context.mapped_tags(&mapping, alternative);
            if tags.is_empty() {
                tags = fixed.get(index).cloned().unwrap_or_default();
            }
            if tags.is_empty() {
                let component = alternative
                    .from
                    .as_ref()
                    .and_then(|target| self.context.component_of(target));
                tags.extend(component.map(|known| known.wire.to_string()));
            }
            for tag in tags.iter().filter(|tag| taken.contains(*tag)) {
                let message =
                    format!("the tag `{tag}` means two members of the union; the first one counts");
                self.report
                    .report_repaired(Rule::RepeatedTag, discriminator.node.place(), message);
            }
            tags.retain(|tag| taken.insert(tag.clone()));
            variant.tags = tags;
        }
        self.report
            .check_fields(discriminator, &objects::DISCRIMINATOR);
        if union.variants.iter().all(|variant| variant.tags.is_empty()) {
            let message = format!(
                "the discriminator `{tag}` gives no variant a value; the content tells them apart"
            );
            self.report.report_ignored(
                Rule::IneffectiveDiscriminator,
                discriminator.node.place(),
                message,
            );
            return self.infer_tag(union, all);
        }
        self.report_foreign_mapping(&mapping, discriminator, all);
        union.default_variant = self.default_variant(discriminator, all);
        union.tag = Some(Name {
            wire: tag.clone(),
            rust: name::snake(&tag),
        });
    }

    /// The values of a discriminator's mapping and the schemas they mean.
    pub(super) fn read_mapping(&mut self, discriminator: &At) -> Vec<(String, Target)> {
        let Some(mapping) = discriminator.get("mapping") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, value) in mapping.node.entries() {
            let Some(text) = value.as_str() else { continue };
            match self.context.mapping_target(&mapping, &text) {
                Some(target) => found.push((key.text.to_string(), target)),
                None => self.report.report_repaired(
                    Rule::DanglingMapping,
                    value.place(),
                    format!("the mapping to `{text}` leads to nothing; left out"),
                ),
            }
        }
        found
    }
}

impl Context<'_> {
    /// A mapping's value is the name of a component or a reference.
    fn mapping_target(&self, from: &At, text: &str) -> Option<Target> {
        if let Some(at) = self.document.component("schemas", text) {
            return Some(Target {
                at,
                pointer: Some(format!("/components/schemas/{text}").into()),
            });
        }
        let target = self.document.resolve_reference(from, text).ok()?;
        Some(self.follow_handed_on(&target))
    }

    fn mapped_tags(&self, mapping: &[(String, Target)], alternative: &Alternative) -> Vec<String> {
        let Some(target) = &alternative.from else {
            return Vec::new();
        };
        let id = self.follow_handed_on(target).at.node.id();
        mapping
            .iter()
            .filter(|(_, target)| target.at.node.id() == id)
            .map(|(value, _)| value.clone())
            .collect()
    }
}

impl Reader<'_> {
    fn default_variant(&mut self, discriminator: &At, all: &[Alternative]) -> Option<usize> {
        let text = discriminator.node.text("defaultMapping")?;
        let id: Option<TreeId> = self
            .context
            .mapping_target(discriminator, &text)
            .map(|target| target.at.node.id());
        let position = all.iter().position(|alternative| {
            alternative
                .from
                .as_ref()
                .is_some_and(|target| Some(target.at.node.id()) == id)
        });
        if position.is_none() {
            let message =
                format!("the default mapping `{text}` is not a member of the union; left out");
            self.report.report_repaired(
                Rule::MappingOutsideUnion,
                discriminator.node.place(),
                message,
            );
        }
        position
    }

    /// Reports values of a mapping whose target is not in the union.
    fn report_foreign_mapping(
        &mut self,
        mapping: &[(String, Target)],
        at: &At,
        all: &[Alternative],
    ) {
        let ids: HashSet<TreeId> = all
            .iter()
            .filter_map(|alternative| alternative.from.clone())
            .map(|target| self.context.follow_handed_on(&target).at.node.id())
            .collect();
        for (value, target) in mapping {
            if !ids.contains(&target.at.node.id()) {
                let message = format!(
                    "the tag `{value}` means a schema that is not a member of the union; left out"
                );
                self.report
                    .report_repaired(Rule::MappingOutsideUnion, at.node.place(), message);
            }
        }
    }

    /// Without a discriminator: that of a parent which all have in common, or a member that every variant
    /// requires and gives a value of its own.
    pub(super) fn infer_tag(&mut self, union: &mut Union, all: &[Alternative]) {
        let Some(first) = all.first() else { return };
        if let Some(discriminator) = first.facts.inherited.clone() {
            let id = discriminator.node.id();
            let is_shared = |alternative: &Alternative| {
                alternative
                    .facts
                    .inherited
                    .as_ref()
                    .is_some_and(|at| at.node.id() == id)
            };
            if all
                .iter()
                .all(|alternative| alternative.from.is_some() && is_shared(alternative))
            {
                return self.apply_discriminator(union, &discriminator, all);
            }
        }
        for property in &first.facts.properties {
            if !all
                .iter()
                .all(|alternative| alternative.facts.requires(&property.name))
            {
                continue;
            }
            let values = self.distinguishing_values(&property.name, all);
            if !values.is_empty() && values.iter().all(|tags| !tags.is_empty()) {
                union.tag = Some(Name {
                    wire: property.name.to_string(),
                    rust: name::snake(&property.name),
                });
                union
                    .variants
                    .iter_mut()
                    .zip(values)
                    .for_each(|(variant, tags)| variant.tags = tags);
                return;
            }
        }
    }

    /// The values that a member may have in each variant; nothing if any two have one in common.
    fn distinguishing_values(&mut self, property: &str, all: &[Alternative]) -> Vec<Vec<String>> {
        let values: Vec<Vec<String>> = all
            .iter()
            .map(|alternative| self.fixed_values(&alternative.facts, property))
            .collect();
        let mut seen = HashSet::new();
        let apart = values
            .iter()
            .flatten()
            .all(|value| seen.insert(value.clone()));
        if apart { values } else { Vec::new() }
    }

    /// The value that a member always has.
    pub(super) fn fixed_value(&mut self, facts: &Facts, property: &str) -> Option<String> {
        match &self.fixed_values(facts, property)[..] {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The value of the first member that always has one.
    pub(super) fn any_fixed_value(&mut self, facts: &Facts) -> Option<String> {
        facts
            .properties
            .iter()
            .find_map(|property| self.fixed_value(facts, &property.name))
    }

    /// The strings that a member may be, where its schema lists them.
    fn fixed_values(&mut self, facts: &Facts, property: &str) -> Vec<String> {
        let Some(property) = facts.property(property) else {
            return Vec::new();
        };
        let gathered = self.gather(&property.parts);
        let facts = self.merge(gathered, None);
        if let Some(fixed) = &facts.fixed {
            return fixed
                .as_str()
                .map(|text| text.to_string())
                .into_iter()
                .collect();
        }
        let values = facts.values.unwrap_or_default();
        let texts: Vec<String> = values
            .iter()
            .filter_map(|value| value.value.as_str())
            .map(|text| text.to_string())
            .collect();
        if texts.len() == values.len() {
            texts
        } else {
            Vec::new()
        }
    }
}

/// The name of the member that a discriminator looks at; some write it in the place of the object.
pub(super) fn discriminator_property(discriminator: &Tree) -> Option<String> {
    match discriminator.kind() {
        Kind::String => discriminator.as_str(),
        _ => discriminator.text("propertyName"),
    }
    .map(|name| name.to_string())
}

/// The values of a mapping that mean a schema.
pub(super) fn tags_of_schema(mapping: &[(String, Target)], id: TreeId) -> Vec<String> {
    mapping
        .iter()
        .filter(|(_, target)| target.at.node.id() == id)
        .map(|(value, _)| value.clone())
        .collect()
}

/// The tags of a child of a parent: those of the mapping, otherwise its name.
pub(super) fn tags_of_child(mapping: &[(String, Target)], id: TreeId, name: &str) -> Vec<String> {
    let tags = tags_of_schema(mapping, id);
    match tags.is_empty() {
        true => vec![name.to_string()],
        false => tags,
    }
}
