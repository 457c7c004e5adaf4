//! `anyOf` of objects: several may match at once, so overlapping ones become one object with all
//! members.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use super::super::context::Context;
use super::super::reader::Reader;
use super::alternative::Alternative;
use super::facts::{Facts, OtherMembers, Property};
use crate::document::{Bound, Tree, Types};

/// Members of an `anyOf` beyond that many are not compared with each other.
const MIXED_MAX: usize = 64;

impl Reader<'_> {
    /// Joins the objects among the members of an `anyOf` that nothing tells apart.
    ///
    /// Two are distinguished by a member that one requires and the other does not have; and where one has every member of
    /// the other nothing can be lost. All others may come mixed, and a union would keep the members of one alone.
    pub(super) fn join_overlapping(
        &mut self,
        base: &Facts,
        all: Vec<Alternative>,
    ) -> Vec<Alternative> {
        let Some(groups) = self.group_overlapping(&all) else {
            return all;
        };
        let mut joined: Vec<(usize, Alternative)> = Vec::new();
        for group in groups {
            let members: Vec<Alternative> = group.iter().map(|index| all[*index].clone()).collect();
            let Some(mut facts) = self.merge_members(&members) else {
                joined.extend(group.into_iter().zip(members));
                continue;
            };
            facts.notes = base.notes.clone();
            if members.len() < all.len() {
                facts.notes.title = self.context.names_of(&members);
            }
            let whole = Alternative {
                at: members[0].at.clone(),
                target: None,
                from: None,
                facts: Rc::new(facts),
                whole: false,
            };
            joined.push((group[0], whole));
        }
        joined.sort_by_key(|(index, _)| *index);
        joined
            .into_iter()
            .map(|(_, alternative)| alternative)
            .collect()
    }

    /// The members that a value may mix, directly or through others; none if there are too many to compare.
    fn group_overlapping(&mut self, all: &[Alternative]) -> Option<Vec<Vec<usize>>> {
        if all.len() > MIXED_MAX {
            return None;
        }
        let sketches: Vec<Option<Sketch>> = all
            .iter()
            .map(|alternative| sketch(&alternative.facts))
            .collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (index, one) in sketches.iter().enumerate() {
            let mut group = Vec::new();
            for known in std::mem::take(&mut groups) {
                let mut mixes = false;
                for other in &known {
                    let (Some(one), Some(other)) = (one, &sketches[*other]) else {
                        continue;
                    };
                    if !self.spend(1 + (one.names.len() + other.names.len()) / 8) {
                        return None;
                    }
                    mixes |= one.overlaps(other);
                }
                if mixes {
                    group.extend(known);
                } else {
                    groups.push(known);
                }
            }
            group.push(index);
            group.sort_unstable();
            groups.push(group);
        }
        Some(groups)
    }

    /// Several objects as one: what all require is required.
    fn merge_members(&mut self, group: &[Alternative]) -> Option<Facts> {
        let (first, others) = group
            .split_first()
            .filter(|(_, others)| !others.is_empty())?;
        let mut facts = self.own_facts(first);
        let mut places: HashMap<Arc<str>, usize> = HashMap::new();
        for (index, property) in facts.properties.iter().enumerate() {
            places.insert(property.name.clone(), index);
        }
        for other in others {
            let more = self.own_facts(other);
            if !self.spend(1 + more.properties.len()) {
                return None;
            }
            for property in &more.properties {
                match places.get(&property.name) {
                    Some(known) if self.is_same_member(&facts.properties[*known], property) => {}
                    Some(_) => return None,
                    None => {
                        places.insert(property.name.clone(), facts.properties.len());
                        facts.properties.push(property.clone());
                    }
                }
            }
            let required = more.required.iter().filter_map(|name| name.as_str());
            let required: HashSet<String> = required.map(|name| name.to_string()).collect();
            let is_too = |name: &Tree| name.as_str().is_some_and(|name| required.contains(&*name));
            facts.required.retain(is_too);
            facts.nullable |= more.nullable;
            if matches!(more.additional, OtherMembers::Open) {
                facts.additional = OtherMembers::Open;
            }
        }
        Some(facts)
    }
}

impl Context<'_> {
    /// The name of the type that merges several members of a union: the names of them all.
    fn names_of(&self, group: &[Alternative]) -> Option<Arc<str>> {
        let mut names = Vec::new();
        for alternative in group {
            let target = alternative.target.as_ref();
            let component = target.and_then(|target| self.component_of(target));
            let title = || alternative.facts.notes.title.as_deref().map(str::to_string);
            names.push(component.map(|known| known.rust).or_else(title)?);
        }
        Some(names.join(" or ").into())
    }
}

impl Reader<'_> {
    /// Returns true if two schemas of a member have the same type.
    fn is_same_member(&mut self, one: &Property, other: &Property) -> bool {
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
        let (one, other) = (self.merge(gathered, None), self.merge(others, None));
        one.is_same_scalar(&other)
    }
}

/// An object that lists members, and lets others be there.
struct Sketch {
    names: HashSet<Arc<str>>,
    required: HashSet<Arc<str>>,
}

fn sketch(facts: &Facts) -> Option<Sketch> {
    facts.is_open_object().then(|| {
        let names: HashSet<Arc<str>> = facts
            .properties
            .iter()
            .map(|property| property.name.clone())
            .collect();
        let required = facts.required.iter().filter_map(|name| name.as_str());
        let required = required.filter_map(|name| names.get(&*name).cloned());
        Sketch {
            required: required.collect(),
            names,
        }
    })
}

impl Sketch {
    /// Returns true if a value may mix the two.
    fn overlaps(&self, other: &Self) -> bool {
        self.required.is_subset(&other.names)
            && other.required.is_subset(&self.names)
            && !self.names.is_subset(&other.names)
            && !other.names.is_subset(&self.names)
    }
}

impl Facts {
    /// Returns true if it lists members and allows others.
    fn is_open_object(&self) -> bool {
        self.kinds() == Types::OBJECT
            && !self.properties.is_empty()
            && self.patterns.is_empty()
            && self.groups.is_empty()
            && self.parent.is_none()
            && matches!(self.additional, OtherMembers::Unsaid | OtherMembers::Open)
    }

    /// Returns true if both are the same kind of single value.
    fn is_same_scalar(&self, other: &Self) -> bool {
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
