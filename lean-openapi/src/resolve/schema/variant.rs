//! The names of the variants of a union.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::reader::Reader;
use super::alternative::Alternative;
use super::facts::{Facts, Group};
use super::tags;
use crate::document::{At, Types};
use crate::name::{self, Taken};

/// Longer titles are sentences, and no names.
pub(in crate::resolve) const TITLE_MAX: usize = 60;

/// The depth up to which lists in lists are named after their items.
const LISTS_MAX: usize = 4;

impl Reader<'_> {
    /// The names of the variants: after their schema, their tag, their title, the schemas that they refer to, the
    /// members that they alone have, their kind.
    pub(super) fn variant_names(&mut self, all: &[Alternative], group: &Group) -> Vec<String> {
        let tag = group
            .discriminator
            .as_ref()
            .and_then(|at| tags::discriminator_property(&at.node));
        // In a list of types there is one of each.
        let is_list_of_types = group.members.is_empty();
        let referred = match is_list_of_types {
            true => vec![None; all.len()],
            false => self.context.distinct_reference_names(all),
        };
        let is_list = |alternative: &&Alternative| {
            alternative.target.is_none() && alternative.facts.kinds() == Types::LIST
        };
        let has_lists = all.iter().filter(is_list).count() > 1;
        let own = own_members(all);
        let mut taken = Taken::default();
        let mut names = Vec::new();
        for (index, (alternative, referred)) in all.iter().zip(referred).enumerate() {
            let component = alternative
                .from
                .as_ref()
                .and_then(|target| self.context.component_of(target));
            let is_kind = is_list_of_types && alternative.facts.kinds() == Types::OBJECT;
            let base = match component {
                Some(component) => component.rust,
                None if is_kind && !alternative.facts.properties.is_empty() => "Object".to_string(),
                None => {
                    let named = self.own_name(alternative, tag.as_deref()).or(referred);
                    match named {
                        Some(name) => name,
                        None if has_lists && is_list(&alternative) => {
                            self.list_name(&alternative.facts, 0)
                        }
                        None => self.kind_name(&alternative.facts, own[index].as_deref(), index),
                    }
                }
            };
            names.push(taken.free(&base, ""));
        }
        names
    }

    /// Names a schema that has no key: by the value of its tag, or by its title.
    fn own_name(&mut self, alternative: &Alternative, tag: Option<&str>) -> Option<String> {
        let facts = &alternative.facts;
        if let Some(value) = tag.and_then(|tag| self.fixed_value(facts, tag)) {
            return Some(name::pascal(&value));
        }
        let title = facts.notes.title.as_deref();
        title
            .filter(|title| (1..=TITLE_MAX).contains(&title.trim().len()))
            .map(name::pascal)
    }
}

impl Context<'_> {
    /// The names of the components that members refer to, by themselves or in their `allOf`. What all of them refer to
    /// tells nothing apart.
    fn distinct_reference_names(&self, all: &[Alternative]) -> Vec<Option<String>> {
        let by_alternative: Vec<Vec<String>> = all
            .iter()
            .map(|alternative| self.reference_names(&alternative.at))
            .collect();
        let is_common = |name: &String| by_alternative.iter().all(|names| names.contains(name));
        let names = by_alternative.iter().map(|names| {
            let own: Vec<String> = names
                .iter()
                .filter(|name| !is_common(name))
                .cloned()
                .collect();
            let words = if own.is_empty() { names } else { &own };
            Some(words.join("And")).filter(|name| (1..=TITLE_MAX).contains(&name.len()))
        });
        names.collect()
    }

    fn reference_names(&self, at: &At) -> Vec<String> {
        let parts = at.node.get("allOf").map(|parts| parts.items());
        let parts = parts.unwrap_or_default();
        let parts = parts.into_iter().map(|part| at.child(part));
        let mut names = Vec::new();
        for part in std::iter::once(at.clone()).chain(parts) {
            let target = part.node.text("$ref");
            let target = target.and_then(|to| self.document.resolve_reference(&part, &to).ok());
            names.extend(target.and_then(|target| Some(self.component_of(&target)?.rust)));
        }
        names
    }

    /// The name of an alternative for a title: its component, its title, or what it refers to.
    pub(super) fn title_word(&self, alternative: &Alternative) -> Option<String> {
        if let Some(target) = &alternative.target {
            return Some(self.component_of(target)?.rust);
        }
        let title = alternative.facts.notes.title.as_deref().map(str::to_string);
        title.or_else(|| {
            Some(self.reference_names(&alternative.at).join(" and "))
                .filter(|name| !name.is_empty())
        })
    }
}

impl Reader<'_> {
    /// A list is named after its items.
    fn list_name(&mut self, facts: &Facts, depth: usize) -> String {
        let Some(item) = facts.items.first().filter(|_| depth < LISTS_MAX) else {
            return "List".to_string();
        };
        if let [only] = &self.context.reference_names(item)[..] {
            return format!("{only}List");
        }
        let item = self.facts_at(item);
        let name = match item.kinds() {
            Types::LIST => self.list_name(&item, depth + 1),
            Types::OBJECT if item.properties.is_empty() => "Map".to_string(),
            Types::OBJECT => "Object".to_string(),
            _ if item.types.stated.is_empty() => "Any".to_string(),
            _ => self.kind_name(&item, None, 0),
        };
        format!("{name}List")
    }

    fn kind_name(&mut self, facts: &Facts, own: Option<&str>, index: usize) -> String {
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
            Types::OBJECT => match (self.any_fixed_value(facts), own) {
                (Some(value), _) => name::pascal(&value),
                (None, Some(own)) => format!("With{}", name::pascal(own)),
                (None, None) => format!("Variant{}", index + 1),
            },
            _ => format!("Variant{}", index + 1),
        }
    }
}

/// For each alternative a member that no other has, a required one first.
fn own_members(all: &[Alternative]) -> Vec<Option<String>> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for alternative in all {
        for property in &alternative.facts.properties {
            *counts.entry(&*property.name).or_default() += 1;
        }
    }
    let own = |alternative: &Alternative| {
        let only = |name: &str| counts.get(name) == Some(&1);
        let all = || {
            alternative
                .facts
                .properties
                .iter()
                .map(|property| &*property.name)
        };
        let required = all().find(|name| only(name) && alternative.facts.requires(name));
        let own = required.or_else(|| all().find(|name| only(name)));
        own.map(str::to_string)
    };
    all.iter().map(own).collect()
}
