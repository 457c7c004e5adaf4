//! The step from schemas to their contracts: the allowed values, independent of spelling.
//!
//! Schemas that a contract reaches wait in a queue, so a description nests as deep as it likes.

use super::contract_facts::{other_keywords, type_names};
use std::collections::{HashMap, VecDeque};

use super::super::reader::Reader;
use super::facts::{Facts, Group, OtherMembers};
use crate::contract::{
    Additional, Discriminator, Member, SchemaContract, SchemaId, Sources, VariantGroup,
};
use crate::document::{At, Target, Tree, TreeId};

/// References to references, and `allOf` in `allOf`, deeper than that are not followed.
const DEPTH_MAX: usize = 64;

/// Written schemas of one contract that are kept for places.
const SOURCES_MAX: usize = 64;

/// The schemas met so far.
#[derive(Default)]
pub(in crate::resolve) struct Schemas {
    by_key: HashMap<ContractKey, SchemaId>,
    queue: VecDeque<(SchemaId, Vec<At>, bool)>,
    done: Vec<SchemaContract>,
}

/// The written schemas that hold together, the dynamic anchors bound on the way, and whether null is allowed.
type ContractKey = (Vec<(TreeId, Vec<TreeId>)>, bool);

impl Reader<'_> {
    /// Returns the id of a schema.
    pub(in crate::resolve) fn contract_of(&mut self, at: &At, schemas: &mut Schemas) -> SchemaId {
        self.contract_of_all(std::slice::from_ref(at), schemas)
    }

    /// Returns the id of what several schemas allow together.
    fn contract_of_all(&mut self, parts: &[At], schemas: &mut Schemas) -> SchemaId {
        let nullable = parts.iter().all(|part| self.may_be_null(part));
        let parts: Vec<At> = parts
            .iter()
            .map(|part| self.end_of_references(part))
            .collect();
        let key = parts.iter().map(|part| {
            let bindings = part.scope.bindings().iter();
            (
                part.node.id(),
                bindings.map(|(_, at)| at.node.id()).collect(),
            )
        });
        let key = (key.collect(), nullable);
        if let Some(id) = schemas.by_key.get(&key) {
            return *id;
        }
        let id = SchemaId(schemas.done.len());
        schemas.done.push(SchemaContract::default());
        schemas.by_key.insert(key, id);
        schemas.queue.push_back((id, parts, nullable));
        id
    }

    /// Resolves every schema in the queue, and those that they add.
    pub(in crate::resolve) fn finish_contracts(
        &mut self,
        mut schemas: Schemas,
    ) -> Vec<SchemaContract> {
        while let Some((id, parts, nullable)) = schemas.queue.pop_front() {
            schemas.done[id.0] = self.schema_contract(&parts, nullable, &mut schemas);
        }
        schemas.done
    }

    /// Follows a schema that is a reference and nothing else.
    fn end_of_references(&mut self, at: &At) -> At {
        let mut at = at.clone();
        for _ in 0..DEPTH_MAX {
            let Some(target) = self.pure_target(&at) else {
                break;
            };
            at = target.at;
        }
        at
    }

    fn schema_contract(
        &mut self,
        parts: &[At],
        nullable: bool,
        schemas: &mut Schemas,
    ) -> SchemaContract {
        let gathered = self.gather(parts);
        let subject = parts.first().map(|part| part.node.id());
        let mut facts = self.merge(gathered, subject);
        self.unwrap_nullable_union(&mut facts);
        let is_any = facts.has_no_stated_type();
        let (values, fixed) = facts.listed_values();
        let first = parts.first();
        let target = first.map(|at| Target {
            at: at.clone(),
            pointer: None,
        });
        let component = match (parts.len(), &target) {
            (1, Some(target)) => self.context.component_of(target),
            _ => None,
        };
        let sources = self.sources(parts);
        SchemaContract {
            name: component.map(|component| component.wire.to_string()),
            types: type_names(facts.kinds()),
            nullable: nullable && !is_any,
            format: facts.format.as_ref().map(ToString::to_string),
            content_encoding: facts.content_encoding.as_ref().map(ToString::to_string),
            content_media: facts.content_media.as_ref().map(ToString::to_string),
            values,
            fixed,
            limits: facts.contract_limits(&sources),
            members: self.contract_members(&facts, schemas),
            required_elsewhere: facts.required_elsewhere(),
            additional: match &facts.additional {
                OtherMembers::Unsaid => Additional::Unsaid,
                OtherMembers::Open => Additional::Open,
                OtherMembers::Closed => Additional::Closed,
                OtherMembers::Of(at) => Additional::Of(self.contract_of(at, schemas)),
            },
            patterns: self.contracts(&facts.patterns, schemas),
            items: self.contracts(&facts.items, schemas),
            prefix: self.contracts(&facts.prefix, schemas),
            groups: self.contract_groups(&facts.groups, schemas),
            discriminator: self.contract_discriminator(&facts, schemas),
            default: facts.notes.default.as_ref().map(Tree::json),
            deprecated: facts.notes.deprecated,
            other: other_keywords(&sources),
            place: first.map(|at| at.node.place()).unwrap_or_default(),
            sources: Sources(sources),
        }
    }

    fn contracts(&mut self, all: &[At], schemas: &mut Schemas) -> Vec<SchemaId> {
        all.iter().map(|at| self.contract_of(at, schemas)).collect()
    }

    fn contract_members(&mut self, facts: &Facts, schemas: &mut Schemas) -> Vec<Member> {
        let mut members = Vec::new();
        for property in &facts.properties {
            let parts = &property.parts;
            // `property: false` excludes the member.
            if parts.iter().any(|part| part.node.as_bool() == Some(false)) {
                continue;
            }
            let (mut read_only, mut write_only, mut deprecated) = (false, false, false);
            for part in parts {
                let written = self.read(part);
                let notes = &self.facts_at(part).notes;
                read_only |= notes.read_only || written.read_only;
                write_only |= notes.write_only || written.write_only;
                deprecated |= notes.deprecated || written.deprecated;
            }
            members.push(Member {
                name: property.name.to_string(),
                schema: self.contract_of_all(parts, schemas),
                required: facts.requires(&property.name) && !property.conditional,
                read_only,
                write_only,
                deprecated,
                place: parts
                    .first()
                    .map(|part| part.node.place())
                    .unwrap_or_default(),
            });
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        members
    }

    /// `anyOf: [T, null]` means what `T` with null among its types means.
    fn unwrap_nullable_union(&mut self, facts: &mut Facts) {
        for _ in 0..DEPTH_MAX {
            let [group] = &facts.groups[..] else { return };
            let members = self.without_null(group);
            let [only] = &members[..] else { return };
            let inner = self.facts_at(only);
            facts.groups.clear();
            facts.merge_with(&inner);
        }
    }

    fn without_null(&mut self, group: &Group) -> Vec<At> {
        let members = group.members.iter();
        members
            .filter(|member| !self.facts_at(member).is_null())
            .cloned()
            .collect()
    }

    fn contract_groups(&mut self, groups: &[Group], schemas: &mut Schemas) -> Vec<VariantGroup> {
        let mut found = Vec::new();
        for group in groups {
            let members = self.without_null(group);
            found.push(VariantGroup {
                any_of: group.any_of,
                variants: self.contracts(&members, schemas),
            });
        }
        found
    }

    fn contract_discriminator(
        &mut self,
        facts: &Facts,
        schemas: &mut Schemas,
    ) -> Option<Discriminator> {
        let of_group = facts
            .groups
            .iter()
            .find_map(|group| group.discriminator.as_ref());
        let written = of_group.or(facts.parent.as_ref())?.clone();
        let mut mapping = Vec::new();
        for (tag, target) in self.read_mapping(&written) {
            mapping.push((tag, self.contract_of(&target.at, schemas)));
        }
        mapping.sort();
        Some(Discriminator {
            property: super::tags::discriminator_property(&written.node)?,
            mapping,
            place: written.node.place(),
        })
    }

    /// The written schemas that hold together: the parts, their `allOf` and what these refer to.
    fn sources(&mut self, parts: &[At]) -> Vec<Tree> {
        let (mut found, mut seen) = (Vec::new(), Vec::new());
        let mut queue: VecDeque<At> = parts.iter().cloned().collect();
        while let Some(at) = queue.pop_front() {
            if found.len() == SOURCES_MAX || seen.contains(&at.node.id()) {
                continue;
            }
            seen.push(at.node.id());
            let schema = self.read(&at);
            found.push(at.node.clone());
            queue.extend(
                schema
                    .all_of
                    .iter()
                    .map(|part| schema.at.child(part.clone())),
            );
            if let Some(reference) = &schema.reference
                && let Ok(target) = self
                    .context
                    .document
                    .resolve_reference(&schema.at, reference)
            {
                queue.push_back(target.at);
            }
        }
        found
    }
}
