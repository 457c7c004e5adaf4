//! Inheritance: a parent with a discriminator, and children that have it in their `allOf`.

use super::super::naming_context::Site;
use super::super::reader::Reader;
use super::super::resolver::Resolver;
use super::facts::{Facts, OtherMembers};
use super::key::TypeKey;
use super::tags;
use crate::api::{Name, Rule, Type, TypeId, TypeKind, Union, UnionVariant};
use crate::document::{At, Target, TreeId};
use crate::name::{self, Taken};

/// Children of children of children .. beyond that many are not looked for.
const CHILDREN_MAX: usize = 2_000;

impl Resolver<'_> {
    /// The type of a reference to a parent: one of its children, or the parent itself.
    pub(super) fn make_inheritance(
        &mut self,
        facts: &Facts,
        discriminator: &At,
        id: TypeId,
    ) -> Option<TypeKind> {
        let parent = facts.here.clone()?;
        let tag = tags::discriminator_property(&discriminator.node)?;
        let mapping = self.reader.read_mapping(discriminator);
        let children = self.reader.find_children(&parent, &mapping);
        if children.is_empty() {
            let message =
                "the discriminator tells nothing apart: no schema has this one in its `allOf`";
            self.reader.report.report_ignored(
                Rule::IneffectiveDiscriminator,
                discriminator.node.place(),
                message.to_string(),
            );
            return None;
        }
        let mut variants = Vec::new();
        for child in &children {
            variants.extend(self.child_variant(child, &mapping));
        }
        let own_tags = tags::tags_of_schema(&mapping, parent.node.id());
        let default_variant = Some(variants.len());
        variants.push(self.parent_variant(facts, id, own_tags));
        let mut taken = Taken::default();
        for variant in &variants {
            taken.take(&variant.name.rust);
        }
        let fallback = taken.free("Unknown", "");
        let tag = Some(Name {
            rust: name::snake(&tag),
            wire: tag,
        });
        Some(TypeKind::Union(Union {
            variants,
            tag,
            default_variant,
            any_of: false,
            fallback,
        }))
    }
}

impl Reader<'_> {
    /// The schemas that have a parent in their `allOf`, and those that its mapping names.
    pub(super) fn find_children(
        &mut self,
        parent: &At,
        mapping: &[(String, Target)],
    ) -> Vec<Target> {
        let mut children = self.find_descendants(parent);
        for (_, target) in mapping {
            let is_new = children
                .iter()
                .all(|child| child.at.node.id() != target.at.node.id());
            if is_new && target.at.node.id() != parent.node.id() {
                children.push(target.clone());
            }
        }
        children
    }

    /// Returns true if a schema is the parent of others, in turn.
    pub(super) fn is_parent(&mut self, child: &Target) -> bool {
        self.facts_of(child).parent.is_some() && !self.find_descendants(&child.at).is_empty()
    }
}

impl Resolver<'_> {
    fn child_variant(
        &mut self,
        child: &Target,
        mapping: &[(String, Target)],
    ) -> Option<UnionVariant> {
        let component = self.reader.context.component_of(child)?;
        let tags = tags::tags_of_child(mapping, child.at.node.id(), &component.wire);
        let ty = if self.reader.is_parent(child) {
            Type::Named(self.base_type(&child.at, &component.rust))
        } else {
            Type::Named(self.component_id(child, &component))
        };
        let name = Name {
            wire: component.wire.to_string(),
            rust: component.rust,
        };
        Some(UnionVariant {
            name,
            ty,
            tags,
            docs: String::new(),
        })
    }

    /// The parent by itself: what has a tag that no child has is read as that.
    fn parent_variant(&mut self, facts: &Facts, id: TypeId, mut tags: Vec<String>) -> UnionVariant {
        let wire = self.types.slots[id.0].name.wire.clone();
        let rust = self.types.slots[id.0].name.rust.clone();
        if tags.is_empty() {
            tags.push(wire.clone());
        }
        let base = match &facts.here {
            Some(at) => self.base_type(at, &rust),
            None => id,
        };
        UnionVariant {
            name: Name { wire, rust },
            ty: Type::Named(base),
            tags,
            docs: String::new(),
        }
    }

    /// The fields of a parent as a type of their own.
    fn base_type(&mut self, at: &At, owner: &str) -> TypeId {
        let key = TypeKey::base(at.node.id());
        if let Some(known) = self.types.by_key.get(&key) {
            return *known;
        }
        let site = Site::owner(owner);
        let rust = self.claim_name(&site.with_suffix("Base"));
        let id = self.types.reserve(&rust, rust.clone(), at.node.place());
        self.types.by_key.insert(key, id);
        let gathered = self.reader.gather(std::slice::from_ref(at));
        let mut facts = self.reader.merge(gathered, Some(at.node.id()));
        // A child that the description does not have comes as this one: what it adds is kept.
        if matches!(facts.additional, OtherMembers::Unsaid) && facts.patterns.is_empty() {
            facts.additional = OtherMembers::Open;
        }
        let object = self.make_fields(&facts, &site);
        self.types.slot(id).docs = facts.notes.docs(&rust);
        self.fill_slot(id, TypeKind::Struct(object));
        id
    }
}

impl Reader<'_> {
    /// Returns true if a component consists only of a parent in its `allOf`: a child that adds nothing.
    pub(super) fn inherits_from(&mut self, at: &At, target: &Target) -> bool {
        let by_all_of = at.node.get("allOf").is_some();
        by_all_of && {
            let there = self.gather(std::slice::from_ref(&target.at));
            there.own.parent.is_some()
        }
    }

    /// Returns the components that have a schema in their `allOf`, and the descendants of these.
    fn find_descendants(&mut self, parent: &At) -> Vec<Target> {
        let mut found: Vec<Target> = Vec::new();
        let mut parents = vec![parent.node.id()];
        let candidates = self.inheriting_components();
        while let Some(parent) = parents.pop() {
            for (child, of) in candidates.iter() {
                let id = child.at.node.id();
                let is_new = found.iter().all(|known| known.at.node.id() != id);
                if *of == parent && is_new && found.len() < CHILDREN_MAX {
                    parents.push(id);
                    found.push(child.clone());
                }
            }
        }
        let order: Vec<TreeId> = candidates
            .iter()
            .map(|(child, _)| child.at.node.id())
            .collect();
        found.sort_by_key(|child| order.iter().position(|id| *id == child.at.node.id()));
        found
    }

    /// Every component that has a reference in its `allOf`, with what it refers to.
    fn inheriting_components(&mut self) -> std::rc::Rc<Vec<(Target, TreeId)>> {
        if let Some(known) = &self.cache.heirs {
            return known.clone();
        }
        let mut heirs = Vec::new();
        for (key, at) in self.context.document.components("schemas") {
            for part in at
                .node
                .get("allOf")
                .map(|parts| parts.items())
                .unwrap_or_default()
            {
                let Some(reference) = part.text("$ref") else {
                    continue;
                };
                let Ok(parent) = self.context.document.resolve_reference(&at, &reference) else {
                    continue;
                };
                let pointer = Some(format!("/components/schemas/{key}").into());
                heirs.push((
                    Target {
                        at: at.clone(),
                        pointer,
                    },
                    parent.at.node.id(),
                ));
            }
        }
        let heirs = std::rc::Rc::new(heirs);
        self.cache.heirs = Some(heirs.clone());
        heirs
    }
}
