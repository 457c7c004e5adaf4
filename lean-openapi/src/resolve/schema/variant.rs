//! The names of the variants of a union.

use super::super::resolver::Resolver;
use super::alternative::Alternative;
use super::facts::Group;
use super::tags;
use crate::document::Types;
use crate::name::{self, Taken};

impl Resolver<'_> {
    /// The names of the variants: after their schema, their tag, their title, their kind.
    pub(super) fn variant_names(&mut self, all: &[Alternative], group: &Group) -> Vec<String> {
        let tag = group
            .discriminator
            .as_ref()
            .and_then(|at| tags::property(&at.node));
        let mut taken = Taken::default();
        let mut names = Vec::new();
        for (nth, one) in all.iter().enumerate() {
            let component = one
                .target
                .as_ref()
                .and_then(|target| self.component_of(target));
            // In a list of types there is one object.
            let is_kind = group.members.is_empty() && one.facts.kinds() == Types::OBJECT;
            let base = match component {
                Some(component) => component.rust,
                None if is_kind && !one.facts.properties.is_empty() => "Object".to_string(),
                None => self.inline_name(one, tag.as_deref(), nth),
            };
            names.push(taken.free(&base, ""));
        }
        names
    }

    fn inline_name(&mut self, one: &Alternative, tag: Option<&str>, nth: usize) -> String {
        let facts = &one.facts;
        if let Some(value) = tag.and_then(|tag| self.fixed_value(facts, tag)) {
            return name::pascal(&value);
        }
        let title = facts
            .notes
            .title
            .as_deref()
            .filter(|title| (1..=40).contains(&title.trim().len()));
        if let Some(title) = title {
            return name::pascal(title);
        }
        match facts.kinds() {
            Types::TEXT => match facts.format.as_deref() {
                Some(format) => name::pascal(format),
                None => "Text".to_string(),
            },
            Types::INTEGER => "Integer".to_string(),
            Types::NUMBER => "Number".to_string(),
            Types::BOOL => "Bool".to_string(),
            Types::LIST => "List".to_string(),
            Types::OBJECT if facts.properties.is_empty() => "Map".to_string(),
            Types::OBJECT => match self.any_fixed_value(facts) {
                Some(value) => name::pascal(&value),
                None => format!("Variant{}", nth + 1),
            },
            _ => format!("Variant{}", nth + 1),
        }
    }
}
