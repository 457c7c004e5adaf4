//! The facts of a schema after merging: `allOf`, and keywords next to references.

use std::sync::Arc;

use super::super::naming_context::Site;
use super::notes::Notes;
use crate::document::{At, Bound, Schema, Target, Tree, Types};

/// The facts of a schema, with its `allOf` parts and references merged. Children are not visited.
#[derive(Clone, Default)]
pub(in crate::resolve) struct Facts {
    /// The schema that this was first made of.
    pub(super) here: Option<At>,
    pub(super) notes: Notes,
    pub(super) nullable: bool,
    pub(super) types: TypeSet,
    pub(super) format: Option<Arc<str>>,
    pub(super) content_encoding: Option<Arc<str>>,
    pub(super) content_media: Option<Arc<str>>,
    pub(super) values: Option<Vec<EnumValue>>,
    pub(super) fixed: Option<Tree>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Option<Arc<str>>,
    /// Limits of sizes, all of which hold.
    pub(super) sizes: Vec<(&'static str, usize)>,
    pub(super) properties: Vec<Property>,
    pub(super) required: Vec<Tree>,
    pub(super) additional: Additional,
    pub(super) patterns: Vec<At>,
    pub(super) items: Vec<At>,
    pub(super) prefix: Vec<At>,
    pub(super) items_min: Option<usize>,
    pub(super) items_max: Option<usize>,
    pub(super) groups: Vec<Group>,
    /// A discriminator without a union next to it: the parent of an inheritance.
    pub(super) parent: Option<At>,
    /// The discriminator of the parent that this was merged with.
    pub(super) inherited: Option<At>,
    /// The schema `false` is among the parts.
    pub(super) never: bool,
}

/// The types that are allowed, and what keywords hint at where none is written.
#[derive(Clone, Copy)]
pub(super) struct TypeSet {
    pub(super) said: Types,
    pub(super) hinted: Types,
    /// Parts that have to hold together allow different types.
    pub(super) contradicts: bool,
}

impl Default for TypeSet {
    fn default() -> Self {
        Self {
            said: Types::NONE,
            hinted: Types::NONE,
            contradicts: false,
        }
    }
}

/// A listed value and what it is to be called.
#[derive(Clone)]
pub(super) struct EnumValue {
    pub(super) value: Tree,
    pub(super) name: Option<String>,
    pub(super) docs: String,
}

/// A member of an object: every schema that some part gives it.
#[derive(Clone)]
pub(super) struct Property {
    pub(super) name: Arc<str>,
    pub(super) parts: Vec<At>,
    /// Some part holds only under a condition, so nothing can require the member.
    pub(super) conditional: bool,
    /// The place that it was inherited from: its parts are named after that.
    pub(super) origin: Option<Site>,
}

/// The members that are not listed.
#[derive(Clone, Default)]
pub(super) enum Additional {
    #[default]
    Unsaid,
    Open,
    Closed,
    Of(At),
}

/// A `oneOf` or an `anyOf`.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) members: Vec<At>,
    pub(super) any_of: bool,
    pub(super) discriminator: Option<At>,
}

impl Group {
    /// Returns true if another one is the same value of the description.
    fn is(&self, other: &Self) -> bool {
        let first = |group: &Self| group.members.first().map(|member| member.node.id());
        first(self) == first(other) && self.members.len() == other.members.len()
    }
}

/// A schema before its references are followed.
#[derive(Clone, Default)]
pub(super) struct Gathered {
    pub(super) own: Facts,
    pub(super) refs: Vec<Target>,
}

impl Facts {
    /// Adds what one schema says by itself.
    pub(super) fn absorb(&mut self, schema: &Schema) {
        let at = &schema.at;
        self.here.get_or_insert_with(|| at.clone());
        self.never |= schema.always == Some(false);
        // Next to another schema `type: 'null'` allows null as well: no value could satisfy both.
        let is_only_null = schema.types == Types::NULL;
        let or_null = is_only_null && schema.refers();
        self.nullable |=
            schema.nullable || schema.types.has(Types::NULL) && !is_only_null || or_null;
        self.notes.absorb(schema);
        self.types = self.types.both(TypeSet {
            said: if or_null { Types::NONE } else { schema.types },
            hinted: schema.hints,
            contradicts: false,
        });
        first(&mut self.format, &schema.format);
        first(&mut self.content_encoding, &schema.content_encoding);
        first(&mut self.content_media, &schema.content_media);
        first(&mut self.fixed, &schema.fixed);
        first(&mut self.minimum, &schema.minimum);
        first(&mut self.maximum, &schema.maximum);
        first(&mut self.multiple_of, &schema.multiple_of);
        first(&mut self.items_min, &schema.items_min);
        first(&mut self.items_max, &schema.items_max);
        self.sizes.extend(&schema.sizes);
        self.add_values(enum_values(schema));
        for (name, value) in &schema.properties {
            self.add_property(name, &at.inside(value.clone()), false);
        }
        self.required.extend(schema.required.iter().cloned());
        // What `additionalProperties` lets pass is evaluated by that.
        let additional = schema.additional.as_ref().or(schema.unevaluated.as_ref());
        if let Some(additional) = additional {
            self.additional.add(&at.inside(additional.clone()));
        }
        self.patterns.extend(
            schema
                .patterns
                .iter()
                .map(|pattern| at.inside(pattern.clone())),
        );
        self.items
            .extend(schema.items.iter().map(|items| at.inside(items.clone())));
        if self.prefix.is_empty() {
            self.prefix = schema
                .prefix
                .iter()
                .map(|item| at.inside(item.clone()))
                .collect();
        }
        self.add_groups(schema);
    }

    fn add_groups(&mut self, schema: &Schema) {
        let mut discriminator = schema
            .discriminator
            .as_ref()
            .map(|tree| schema.at.inside(tree.clone()));
        for (members, any_of) in [(&schema.one_of, false), (&schema.any_of, true)] {
            if members.is_empty() {
                continue;
            }
            let members = members
                .iter()
                .map(|member| schema.at.inside(member.clone()))
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
    pub(super) fn and(&mut self, other: &Self) {
        self.never |= other.never;
        self.types = self.types.both(other.types);
        first(&mut self.notes.title, &other.notes.title);
        first(&mut self.notes.description, &other.notes.description);
        first(&mut self.notes.default, &other.notes.default);
        self.notes.sensitive |= other.notes.sensitive;
        first(&mut self.format, &other.format);
        first(&mut self.content_encoding, &other.content_encoding);
        first(&mut self.content_media, &other.content_media);
        first(&mut self.fixed, &other.fixed);
        first(&mut self.minimum, &other.minimum);
        first(&mut self.maximum, &other.maximum);
        first(&mut self.multiple_of, &other.multiple_of);
        first(&mut self.items_min, &other.items_min);
        first(&mut self.items_max, &other.items_max);
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
            Additional::Unsaid => {}
            Additional::Closed | Additional::Open
                if matches!(self.additional, Additional::Of(_)) => {}
            Additional::Closed | Additional::Open | Additional::Of(_) => {
                self.additional = other.additional.clone()
            }
        }
        self.patterns.extend(other.patterns.iter().cloned());
        self.items.extend(other.items.iter().cloned());
        if self.prefix.is_empty() {
            self.prefix.clone_from(&other.prefix);
        }
        for group in &other.groups {
            if !self.groups.iter().any(|known| known.is(group)) {
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

    /// Returns true if it defines a type, so that it is more than a remark next to a reference.
    pub(super) fn is_structural(&self) -> bool {
        !self.properties.is_empty()
            || !self.patterns.is_empty()
            || !self.items.is_empty()
            || !self.prefix.is_empty()
            || self.values.is_some()
            || self.fixed.is_some()
            || !self.groups.is_empty()
            || matches!(self.additional, Additional::Of(_))
    }

    /// Returns true if it only lists required members, and nothing else distinguishes a value.
    pub(super) fn is_constraint(&self) -> bool {
        !self.is_structural() && self.types.said.is_empty() && self.format.is_none()
    }

    /// Returns true if it allows values of every type.
    pub(super) fn is_anything(&self) -> bool {
        self.is_constraint() && self.kinds().is_empty() && !self.never && self.parent.is_none()
    }

    pub(super) fn requires(&self, name: &str) -> bool {
        self.required
            .iter()
            .any(|required| required.as_str().is_some_and(|required| *required == *name))
    }

    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| *property.name == *name)
    }

    /// The types that are allowed, `null` aside: as written, or as keywords hint at.
    pub(in crate::resolve) fn kinds(&self) -> Types {
        let said = self.types.said.without(Types::NULL);
        if !said.is_empty() || self.types.said.has(Types::NULL) {
            return said;
        }
        if !self.properties.is_empty()
            || !self.patterns.is_empty()
            || !matches!(self.additional, Additional::Unsaid)
        {
            return Types::OBJECT;
        }
        if !self.items.is_empty() || !self.prefix.is_empty() {
            return Types::LIST;
        }
        if self.content_encoding.is_some() || self.content_media.is_some() {
            return Types::TEXT;
        }
        self.types.hinted
    }

    /// Returns true if it allows only `null`.
    pub(super) fn is_null(&self) -> bool {
        let fixed = self.fixed.as_ref().is_some_and(is_null);
        let listed = self.values.as_ref().is_some_and(|values| {
            !values.is_empty() && values.iter().all(|value| is_null(&value.value))
        });
        self.types.said == Types::NULL || fixed || listed
    }
}

impl TypeSet {
    fn both(self, other: Self) -> Self {
        let said = self.said.both(other.said);
        // Parts that contradict each other: the first one counts.
        let contradict = said.is_empty() && !self.said.is_empty() && !other.said.is_empty();
        Self {
            said: if contradict { self.said } else { said },
            hinted: self.hinted.with(other.hinted),
            contradicts: self.contradicts || other.contradicts || contradict,
        }
    }
}

impl Additional {
    fn add(&mut self, at: &At) {
        let said = match at.node.as_bool() {
            Some(true) => Self::Open,
            Some(false) => Self::Closed,
            None => Self::Of(at.clone()),
        };
        if !matches!(self, Self::Of(_)) {
            *self = said;
        }
    }
}

/// Keeps the first value.
pub(super) fn first<T: Clone>(known: &mut Option<T>, other: &Option<T>) {
    if known.is_none() {
        known.clone_from(other);
    }
}

pub(super) fn is_null(tree: &Tree) -> bool {
    tree.kind() == crate::read::Kind::Null
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
