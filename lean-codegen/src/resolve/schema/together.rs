//! `anyOf` of objects: several may hold at once, so those that overlap are one object with the members of all.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use super::super::resolver::Resolver;
use super::alternative::Alternative;
use super::facts::{Additional, Facts, Property};
use crate::document::{Bound, Types};

impl Resolver<'_> {
    /// Joins the objects among the members of an `anyOf` that nothing tells apart.
    ///
    /// Two are told apart by a member that one requires and the other does not have; and where one has every member of
    /// the other nothing can be lost. All others may come mixed, and a union would keep the members of one alone.
    pub(super) fn joined(&mut self, base: &Facts, all: Vec<Alternative>) -> Vec<Alternative> {
        let of_all = all.len();
        let mut rest = all;
        let mut joined = Vec::new();
        while !rest.is_empty() {
            let mut group = vec![rest.remove(0)];
            while let Some(next) = rest
                .iter()
                .position(|one| group.iter().any(|known| overlap(&known.facts, &one.facts)))
            {
                group.push(rest.remove(next));
            }
            let Some(mut facts) = self.together(&group) else {
                joined.extend(group);
                continue;
            };
            facts.notes = base.notes.clone();
            if group.len() < of_all {
                facts.notes.title = self.names_of(&group);
            }
            joined.push(Alternative {
                at: group[0].at.clone(),
                target: None,
                facts: Rc::new(facts),
                whole: false,
            });
        }
        joined
    }

    /// Several objects as one: what all require is required.
    fn together(&mut self, group: &[Alternative]) -> Option<Facts> {
        let (first, others) = group
            .split_first()
            .filter(|(_, others)| !others.is_empty())?;
        let mut facts = self.owned(first);
        for other in others {
            let more = self.owned(other);
            self.spend(1 + more.properties.len());
            for property in &more.properties {
                match facts
                    .properties
                    .iter_mut()
                    .find(|known| known.name == property.name)
                {
                    Some(known) => {
                        if !self.same(known, property) {
                            return None;
                        }
                    }
                    None => facts.properties.push(property.clone()),
                }
            }
            facts
                .required
                .retain(|name| name.as_str().is_some_and(|name| more.requires(&name)));
            facts.nullable |= more.nullable;
            if matches!(more.additional, Additional::Open) {
                facts.additional = Additional::Open;
            }
        }
        Some(facts)
    }

    /// What stands for several members of a union is called after them all.
    fn names_of(&mut self, group: &[Alternative]) -> Option<Arc<str>> {
        let mut names = Vec::new();
        for one in group {
            let target = one.target.as_ref();
            let component = target.and_then(|target| self.component_of(target));
            let title = || one.facts.notes.title.as_deref().map(str::to_string);
            names.push(component.map(|known| known.rust).or_else(title)?);
        }
        Some(names.join(" or ").into())
    }

    /// Whether two schemas of a member say the same of its type.
    fn same(&mut self, one: &Property, other: &Property) -> bool {
        let ids = |property: &Property| -> Vec<_> {
            property.parts.iter().map(|part| part.node.id()).collect()
        };
        if ids(one) == ids(other) {
            return true;
        }
        let gathered = self.gather(&one.parts);
        let others = self.gather(&other.parts);
        if let (Some(one), Some(other)) = (self.only_ref(&gathered), self.only_ref(&others)) {
            return one.at.node.id() == other.at.node.id();
        }
        let (one, other) = (self.merged(gathered, None), self.merged(others, None));
        one.is_the_scalar(&other)
    }
}

/// Whether two are objects that a value may mix.
fn overlap(one: &Facts, other: &Facts) -> bool {
    let names = |facts: &Facts| -> HashSet<_> {
        facts
            .properties
            .iter()
            .map(|property| property.name.clone())
            .collect()
    };
    if !one.is_open_object() || !other.is_open_object() {
        return false;
    }
    let (mine, theirs) = (names(one), names(other));
    let apart = one.requires_beyond(other) || other.requires_beyond(one);
    !apart && !mine.is_subset(&theirs) && !theirs.is_subset(&mine)
}

impl Facts {
    /// Whether it lists members, and others may be there.
    fn is_open_object(&self) -> bool {
        self.kinds() == Types::OBJECT
            && !self.properties.is_empty()
            && self.patterns.is_empty()
            && self.groups.is_empty()
            && self.parent.is_none()
            && matches!(self.additional, Additional::Unsaid | Additional::Open)
    }

    fn requires_beyond(&self, other: &Self) -> bool {
        let listed = self.properties.iter();
        listed
            .filter(|property| self.requires(&property.name))
            .any(|property| other.property(&property.name).is_none())
    }

    /// Whether both are the same kind of single value.
    fn is_the_scalar(&self, other: &Self) -> bool {
        let values = |facts: &Self| {
            let values = facts.values.iter().flatten();
            values.map(|value| value.value.json()).collect::<Vec<_>>()
        };
        let fixed = |facts: &Self| facts.fixed.as_ref().map(|fixed| fixed.json());
        let bounds = |facts: &Self| {
            let value = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.value.clone());
            (value(&facts.minimum), value(&facts.maximum))
        };
        self.is_scalar()
            && other.is_scalar()
            && self.kinds() == other.kinds()
            && self.nullable == other.nullable
            && self.format == other.format
            && self.content_encoding == other.content_encoding
            && values(self) == values(other)
            && fixed(self) == fixed(other)
            && bounds(self) == bounds(other)
    }
}
