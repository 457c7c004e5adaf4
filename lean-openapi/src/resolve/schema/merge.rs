//! Merges what several schemas say: `allOf`, and keywords next to references.

use std::sync::Arc;

use super::facts::{EnumValue, Facts, Group, OtherMembers, Property, TypeSet};
use crate::document::{At, Schema, Tree, Types};

impl TypeSet {
    pub(super) fn intersection(self, other: Self) -> Self {
        let common = self.stated.intersection(other.stated);
        // Parts that contradict each other: the first one counts.
        let contradict = common.is_empty() && !self.stated.is_empty() && !other.stated.is_empty();
        Self {
            stated: if contradict { self.stated } else { common },
            hinted: self.hinted.with(other.hinted),
            contradicts: self.contradicts || other.contradicts || contradict,
        }
    }
}

impl Facts {
    /// Adds what one schema says by itself.
    pub(super) fn add_schema(&mut self, schema: &Schema) {
        let at = &schema.at;
        self.here.get_or_insert_with(|| at.clone());
        self.never |= schema.always == Some(false);
        // Next to another schema `type: 'null'` allows null as well: no value could satisfy both.
        let is_only_null = schema.types == Types::NULL;
        let or_null = is_only_null && schema.has_references();
        self.nullable |=
            schema.nullable || schema.types.has(Types::NULL) && !is_only_null || or_null;
        self.notes.add_schema(schema);
        self.types = self.types.intersection(TypeSet {
            stated: if or_null { Types::NONE } else { schema.types },
            hinted: schema.hints,
            contradicts: false,
        });
        keep_first(&mut self.format, &schema.format);
        keep_first(&mut self.content_encoding, &schema.content_encoding);
        keep_first(&mut self.content_media, &schema.content_media);
        keep_first(&mut self.fixed, &schema.fixed);
        keep_first(&mut self.minimum, &schema.minimum);
        keep_first(&mut self.maximum, &schema.maximum);
        keep_first(&mut self.multiple_of, &schema.multiple_of);
        keep_first(&mut self.items_min, &schema.items_min);
        keep_first(&mut self.items_max, &schema.items_max);
        self.sizes.extend(&schema.sizes);
        self.add_values(enum_values(schema));
        for (name, value) in &schema.properties {
            self.add_property(name, &at.child(value.clone()), false);
        }
        self.required.extend(schema.required.iter().cloned());
        // What `additionalProperties` lets pass is evaluated by that.
        let additional = schema.additional.as_ref().or(schema.unevaluated.as_ref());
        if let Some(additional) = additional {
            self.additional.add(&at.child(additional.clone()));
        }
        self.patterns.extend(
            schema
                .patterns
                .iter()
                .map(|pattern| at.child(pattern.clone())),
        );
        self.items
            .extend(schema.items.iter().map(|items| at.child(items.clone())));
        if self.prefix.is_empty() {
            self.prefix = schema
                .prefix
                .iter()
                .map(|item| at.child(item.clone()))
                .collect();
        }
        self.add_groups(schema);
    }

    fn add_groups(&mut self, schema: &Schema) {
        let mut discriminator = schema
            .discriminator
            .as_ref()
            .map(|tree| schema.at.child(tree.clone()));
        for (members, any_of) in [(&schema.one_of, false), (&schema.any_of, true)] {
            if members.is_empty() {
                continue;
            }
            let members = members
                .iter()
                .map(|member| schema.at.child(member.clone()))
                .collect();
            self.groups.push(Group {
                members,
                any_of,
                discriminator: discriminator.take(),
            });
        }
        if self.parent.is_none() {
            self.parent = discriminator;
        }
    }

    /// Adds everything that another merged schema says; both hold.
    pub(super) fn merge_with(&mut self, other: &Self) {
        self.never |= other.never;
        self.types = self.types.intersection(other.types);
        keep_first(&mut self.notes.title, &other.notes.title);
        keep_first(&mut self.notes.description, &other.notes.description);
        keep_first(&mut self.notes.default, &other.notes.default);
        self.notes.sensitive |= other.notes.sensitive;
        keep_first(&mut self.format, &other.format);
        keep_first(&mut self.content_encoding, &other.content_encoding);
        keep_first(&mut self.content_media, &other.content_media);
        keep_first(&mut self.fixed, &other.fixed);
        keep_first(&mut self.minimum, &other.minimum);
        keep_first(&mut self.maximum, &other.maximum);
        keep_first(&mut self.multiple_of, &other.multiple_of);
        keep_first(&mut self.items_min, &other.items_min);
        keep_first(&mut self.items_max, &other.items_max);
        self.sizes.extend(&other.sizes);
        self.add_values(other.values.clone());
        for property in &other.properties {
            let is_new = self.property(&property.name).is_none();
            property
                .parts
                .iter()
                .for_each(|part| self.add_property(&property.name, part, property.conditional));
            if let Some(added) = self.properties.last_mut().filter(|_| is_new) {
                added.origin.clone_from(&property.origin);
            }
        }
        self.required.extend(other.required.iter().cloned());
        match &other.additional {
            OtherMembers::Unsaid => {}
            OtherMembers::Closed | OtherMembers::Open
                if matches!(self.additional, OtherMembers::Of(_)) => {}
            OtherMembers::Closed | OtherMembers::Open | OtherMembers::Of(_) => {
                self.additional = other.additional.clone()
            }
        }
        self.patterns.extend(other.patterns.iter().cloned());
        self.items.extend(other.items.iter().cloned());
        if self.prefix.is_empty() {
            self.prefix.clone_from(&other.prefix);
        }
        for group in &other.groups {
            if !self.groups.iter().any(|known| known.is_same(group)) {
                self.groups.push(group.clone());
            }
        }
    }

    pub(super) fn add_property(&mut self, name: &Arc<str>, part: &At, conditional: bool) {
        let Some(known) = self
            .properties
            .iter_mut()
            .find(|property| property.name == *name)
        else {
            self.properties.push(Property {
                name: name.clone(),
                parts: vec![part.clone()],
                conditional,
                origin: None,
            });
            return;
        };
        known.conditional &= conditional;
        if known
            .parts
            .iter()
            .all(|other| other.node.id() != part.node.id())
        {
            known.parts.push(part.clone());
        }
    }

    /// Only values that every list has; a later list alone keeps the names of the first.
    fn add_values(&mut self, values: Option<Vec<EnumValue>>) {
        let Some(values) = values else { return };
        match &mut self.values {
            None => self.values = Some(values),
            Some(known) => {
                let allowed: Vec<String> = values.iter().map(|value| value.value.json()).collect();
                known.retain(|value| allowed.contains(&value.value.json()));
            }
        }
    }
}

impl Group {
    /// Returns true if another one is the same value of the description.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let first = |group: &Self| group.members.first().map(|member| member.node.id());
        first(self) == first(other) && self.members.len() == other.members.len()
    }
}

impl OtherMembers {
    pub(super) fn add(&mut self, at: &At) {
        let added = match at.node.as_bool() {
            Some(true) => Self::Open,
            Some(false) => Self::Closed,
            None => Self::Of(at.clone()),
        };
        if !matches!(self, Self::Of(_)) {
            *self = added;
        }
    }
}

/// Keeps the first value.
pub(super) fn keep_first<T: Clone>(known: &mut Option<T>, other: &Option<T>) {
    if known.is_none() {
        known.clone_from(other);
    }
}

/// The values of an `enum` with the names and texts that extensions give them.
fn enum_values(schema: &Schema) -> Option<Vec<EnumValue>> {
    let values = schema.values.as_ref()?;
    let named = schema.variant_names.len() == values.len();
    let docs_list = schema
        .variant_docs
        .as_ref()
        .map(Tree::items)
        .unwrap_or_default();
    let docs_of = |index: usize, value: &Tree| {
        let by_value = schema
            .variant_docs
            .as_ref()
            .and_then(|docs| docs.get(&value.as_text()?)?.as_str());
        let text = docs_list.get(index).and_then(Tree::as_str).or(by_value);
        text.map(|text| text.trim().to_string()).unwrap_or_default()
    };
    let with_names = values.iter().enumerate().map(|(index, value)| EnumValue {
        value: value.clone(),
        name: schema
            .variant_names
            .get(index)
            .filter(|_| named)
            .and_then(Tree::as_text),
        docs: docs_of(index, value),
    });
    Some(with_names.collect())
}
