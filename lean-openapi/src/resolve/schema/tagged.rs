//! The members of objects that unions tell them apart by, wherever in the description the unions are: what a type
//! looks like does not depend on the choice of operations.

use std::collections::{HashMap, HashSet};

use super::super::context::Context;
use super::super::reader::Reader;
use super::super::resolver::Resolver;
use super::{TypeKey, tags};
use crate::api::TypeId;
use crate::document::{At, Target, Tree, TreeId};

/// A type and one of its members.
pub(in crate::resolve) type TagMember = (usize, String);

/// The values of a tag that each union gives to an object; none if the object has other values, too.
pub(in crate::resolve) type TagsByMember = HashMap<TagMember, Vec<Vec<String>>>;

/// The longest chain of references to objects that is followed.
const CHAIN_MAX: usize = 16;

/// Unions in unions are searched for references up to that depth.
const DEPTH_MAX: usize = 8;

/// The objects whose tags are looked for.
struct TagSearch {
    /// The types of schemas, and those of the fields of parents.
    types: HashMap<TypeKey, usize>,
    ids: HashSet<TreeId>,
    members: HashSet<String>,
}

impl Resolver<'_> {
    /// The tags among members of types. Each member is one that may be a tag.
    pub(in crate::resolve) fn find_tags(&mut self, members: &[TagMember]) -> TagsByMember {
        let types: HashSet<usize> = members.iter().map(|(id, _)| *id).collect();
        let of = |(key, id): (&TypeKey, &TypeId)| {
            (types.contains(&id.0) && !key.has_scope()).then(|| (key.clone(), id.0))
        };
        let types: HashMap<TypeKey, usize> = self.types.by_key.iter().filter_map(of).collect();
        let wanted = TagSearch {
            ids: types.keys().map(|key| key.id).collect(),
            types,
            members: members.iter().map(|(_, name)| name.clone()).collect(),
        };
        let mut found = TagsByMember::new();
        if wanted.types.is_empty() {
            return found;
        }
        let mut places = self.reader.context.document.discriminators();
        let ids: HashSet<TreeId> = places.iter().map(|at| at.node.id()).collect();
        let unions = self.reader.context.document.unions().into_iter();
        places.extend(unions.filter(|at| !ids.contains(&at.node.id())));
        for at in places {
            if self.reader.may_have_variant(&at, &wanted) {
                self.reader.tags_at(&at, &wanted, &mut found);
            }
        }
        found
    }
}

impl Context<'_> {
    /// The members that discriminators of the description name.
    pub(in crate::resolve) fn discriminators(&self) -> HashSet<String> {
        if self.has_other_files() {
            self.names.add_external(self.document);
        }
        let all = self.document.discriminators().into_iter();
        let named =
            all.filter_map(|at| tags::discriminator_property(&at.node.get("discriminator")?));
        named.collect()
    }
}

impl Resolver<'_> {
    /// The types of components and of the fields of parents: unions anywhere may have them as variants.
    pub(in crate::resolve) fn types_with_names(&self) -> HashSet<usize> {
        let is_named =
            |key: &TypeKey| key.base || self.reader.context.names.component(key.id).is_some();
        let types = self
            .types
            .by_key
            .iter()
            .filter(|(key, _)| !key.has_scope() && is_named(key));
        types.map(|(_, id)| id.0).collect()
    }
}

impl Reader<'_> {
    /// Returns true if a union may have one of the objects as its variant.
    fn may_have_variant(&mut self, at: &At, wanted: &TagSearch) -> bool {
        let property = at
            .node
            .get("discriminator")
            .and_then(|it| tags::discriminator_property(&it));
        let is_union = ["oneOf", "anyOf"]
            .iter()
            .any(|key| at.node.get(key).is_some());
        match property {
            Some(property) if !wanted.members.contains(&property) => false,
            Some(_) if !is_union => true,
            _ => self.reaches_wanted(at, wanted, 0),
        }
    }

    fn reaches_wanted(&mut self, at: &At, wanted: &TagSearch, depth: usize) -> bool {
        let lists = ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .filter_map(|key| at.node.get(key));
        let parts: Vec<Tree> = lists.flat_map(|list| list.items()).collect();
        parts.into_iter().map(|part| at.child(part)).any(|part| {
            let target = part.node.text("$ref");
            let target =
                target.and_then(|to| self.context.document.resolve_reference(&part, &to).ok());
            let is_wanted = target.is_some_and(|target| {
                let end = self.end_of_chain(target);
                wanted.ids.contains(&end.at.node.id())
            });
            is_wanted || depth < DEPTH_MAX && self.reaches_wanted(&part, wanted, depth + 1)
        })
    }

    /// The schema that a reference leads to by way of schemas that are only references.
    fn end_of_chain(&mut self, target: Target) -> Target {
        let mut target = self.context.follow_handed_on(&target);
        for _ in 0..CHAIN_MAX {
            let node = &target.at.node;
            if node.get("$ref").is_none() && node.get("allOf").is_none() {
                break;
            }
            let gathered = self.gather(std::slice::from_ref(&target.at));
            let next = self.only_ref(&gathered);
            let Some(next) = next.filter(|next| !self.inherits_from(&target.at, next)) else {
                break;
            };
            target = self.context.follow_handed_on(&next);
        }
        target
    }

    fn tags_at(&mut self, at: &At, wanted: &TagSearch, found: &mut TagsByMember) {
        let facts = self.facts_at(at);
        if !facts.groups.is_empty() {
            let Some((tag, variants)) = self.tags_of_union(&facts) else {
                return;
            };
            for (target, values) in variants {
                let end = self.end_of_chain(target);
                let key = TypeKey::plain(end.at.node.id());
                wanted.add(&key, &tag, values, found);
            }
            return;
        }
        let Some(parent) = facts.parent.clone() else {
            return;
        };
        self.tags_of_parent(at, &parent, wanted, found);
    }

    /// The tags of the children of a parent, and of the parent itself.
    fn tags_of_parent(
        &mut self,
        at: &At,
        parent: &At,
        wanted: &TagSearch,
        found: &mut TagsByMember,
    ) {
        let Some(tag) = tags::discriminator_property(&parent.node) else {
            return;
        };
        let mapping = self.read_mapping(parent);
        for child in self.find_children(at, &mapping) {
            let id = child.at.node.id();
            if !wanted.ids.contains(&id) {
                continue;
            }
            let Some(component) = self.context.component_of(&child) else {
                continue;
            };
            let values = tags::tags_of_child(&mapping, id, &component.wire);
            let key = match self.is_parent(&child) {
                true => TypeKey::base(id),
                false => TypeKey::plain(id),
            };
            wanted.add(&key, &tag, values, found);
        }
        // What has a tag that no child has is read as the parent.
        wanted.add(&TypeKey::base(at.node.id()), &tag, Vec::new(), found);
    }
}

impl Context<'_> {
    /// Returns true if the description may have more files than the root.
    fn has_other_files(&self) -> bool {
        self.names.has_external() || super::super::external_names::has_external_refs(self.document)
    }
}

impl TagSearch {
    fn add(&self, key: &TypeKey, tag: &str, values: Vec<String>, found: &mut TagsByMember) {
        let is_wanted = self.members.contains(tag);
        if let Some(id) = self.types.get(key).filter(|_| is_wanted) {
            found
                .entry((*id, tag.to_string()))
                .or_default()
                .push(values);
        }
    }
}
