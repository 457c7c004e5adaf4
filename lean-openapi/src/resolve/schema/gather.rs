//! From a schema to its [`Facts`]: `allOf` parts gathered, references followed where parts are merged.

use std::rc::Rc;

use super::super::reader::Reader;
use super::facts::{Facts, Gathered, Group};
use crate::api::{Rule, Severity};
use crate::document::{At, Schema, Target};
use crate::lint::Report;

/// `allOf` in `allOf` deeper than that is not followed.
pub(super) const DEPTH_MAX: usize = 64;

impl Reader<'_> {
    /// Merges schemas without following their references.
    pub(super) fn gather(&mut self, parts: &[At]) -> Gathered {
        let mut gathered = Gathered::default();
        for part in parts {
            self.gather_one(part, &mut gathered, 0);
        }
        gathered
    }

    fn gather_one(&mut self, at: &At, into: &mut Gathered, depth: usize) {
        if depth > DEPTH_MAX || !self.spend(1) {
            return;
        }
        let schema = self.read(at);
        let has_siblings = self.context.document.version().refs_have_siblings();
        if let Some(reference) = schema.reference.clone() {
            if let Some(target) = self.find_target(&schema.at, &reference) {
                into.add_ref(target);
            }
            if !has_siblings {
                // The letter of 3.0 ignores these too, but authors always mean them.
                into.own.nullable |= schema.nullable;
                into.own.notes.description = into
                    .own
                    .notes
                    .description
                    .take()
                    .or_else(|| schema.description.clone());
                report_ignored_siblings(&mut self.report, &schema);
                return;
            }
        }
        if let Some(anchor) = schema.dynamic_reference.clone() {
            let target = self.find_dynamic_target(&schema.at, &anchor);
            target.into_iter().for_each(|target| into.add_ref(target));
        }
        into.own.add_schema(&schema);
        for part in &schema.all_of {
            self.gather_one(&schema.at.child(part.clone()), into, depth + 1);
        }
        for part in &schema.conditional {
            self.gather_conditional(&schema.at.child(part.clone()), into, depth + 1);
        }
    }

    /// Members that hold only under conditions may be there; nothing else is known of them.
    fn gather_conditional(&mut self, at: &At, into: &mut Gathered, depth: usize) {
        let mut inner = Gathered::default();
        self.gather_one(at, &mut inner, depth);
        for property in inner.own.properties {
            if into.own.property(&property.name).is_none() {
                property
                    .parts
                    .iter()
                    .for_each(|part| into.own.add_property(&property.name, part, true));
            }
        }
    }

    /// A schema's keywords, read once.
    pub(in crate::resolve) fn read(&mut self, at: &At) -> Rc<Schema> {
        let key = (at.node.id(), at.scope.bindings().len());
        if at.scope.is_empty()
            && let Some(known) = self.cache.schemas.get(&key.0)
        {
            return known.clone();
        }
        let schema = Rc::new(Schema::read(self.context.document, at));
        schema
            .repairs
            .iter()
            .for_each(|finding| self.report.add(finding.clone()));
        self.report.check_keywords(&schema);
        self.report.check_ineffective_keywords(&schema);
        let format = schema.format.as_deref().unwrap_or_default();
        if self
            .context
            .options
            .type_for_format("string", format)
            .is_none()
        {
            self.report.check_format(&schema);
        }
        if at.scope.is_empty() {
            self.cache.schemas.insert(key.0, schema.clone());
        }
        schema
    }

    /// The target of a reference; without one, any value is allowed, and a finding is recorded.
    pub(super) fn find_target(&mut self, from: &At, reference: &str) -> Option<Target> {
        match self.context.document.resolve_reference(from, reference) {
            Ok(target) => match self
                .context
                .document
                .not_a_schema_finding(from, reference, &target)
            {
                Some(finding) => {
                    self.report.add(finding.with_outcome("read as any value"));
                    None
                }
                None => Some(target),
            },
            Err(finding) if finding.severity == Severity::Refused => {
                self.report.refuse(finding);
                None
            }
            Err(finding) => {
                self.report.add(finding.with_outcome("read as any value"));
                None
            }
        }
    }

    fn find_dynamic_target(&mut self, from: &At, reference: &str) -> Option<Target> {
        let anchor = reference.strip_prefix('#').unwrap_or(reference);
        if let Some(at) = self.context.document.plain_anchor(from, anchor) {
            return Some(Target { at, pointer: None });
        }
        match from.scope.get(anchor) {
            Some(bound) => {
                let at = At {
                    scope: from.scope.clone(),
                    ..bound.clone()
                };
                Some(Target { at, pointer: None })
            }
            None => self.find_target(from, reference),
        }
    }

    /// The one reference that a schema is, if nothing next to it changes the type.
    pub(super) fn only_ref(&mut self, gathered: &Gathered) -> Option<Target> {
        let [target] = &gathered.refs[..] else {
            return None;
        };
        let own = &gathered.own;
        if own.is_structural() && !self.is_mere_constraint(own) {
            return None;
        }
        if own.required.is_empty() {
            return Some(target.clone());
        }
        let there = self.facts_of(target);
        let adds = |name: &str| there.property(name).is_some() && !there.requires(name);
        let changes = own
            .required
            .iter()
            .filter_map(|name| name.as_str())
            .any(|name| adds(&name));
        (!changes).then(|| target.clone())
    }

    /// The target of a schema that is a reference and nothing else that changes its type.
    pub(in crate::resolve) fn pure_target(&mut self, at: &At) -> Option<Target> {
        at.node.get("$ref")?;
        let gathered = self.gather(std::slice::from_ref(at));
        let target = self.only_ref(&gathered)?;
        (target.at.node.id() != at.node.id()).then_some(target)
    }

    /// Returns true if the unions of a schema only list required members, and the schema has nothing else.
    fn is_mere_constraint(&mut self, own: &Facts) -> bool {
        let mut rest = own.clone();
        let groups = std::mem::take(&mut rest.groups);
        !rest.is_structural() && groups.iter().all(|group| self.is_trivial(group))
    }

    /// Returns true if a union distinguishes nothing: its members only constrain.
    pub(super) fn is_trivial(&mut self, group: &Group) -> bool {
        group.members.iter().all(|member| {
            let gathered = self.gather(std::slice::from_ref(member));
            gathered.refs.is_empty() && gathered.own.is_constraint()
        })
    }

    /// The facts of the target of a reference.
    pub(super) fn facts_of(&mut self, target: &Target) -> Rc<Facts> {
        let id = target.at.node.id();
        if target.at.scope.is_empty()
            && let Some(known) = self.cache.facts.get(&id)
        {
            return known.clone();
        }
        let gathered = self.gather(std::slice::from_ref(&target.at));
        let facts = Rc::new(self.merge(gathered, Some(id)));
        if target.at.scope.is_empty() {
            self.cache.facts.insert(id, facts.clone());
        }
        facts
    }

    /// The facts of a schema, in any place.
    pub(in crate::resolve) fn facts_at(&mut self, at: &At) -> Rc<Facts> {
        self.facts_of(&Target {
            at: at.clone(),
            pointer: None,
        })
    }
}

/// The keywords that 3.0 ignores next to a reference, if they would change the type.
fn report_ignored_siblings(report: &mut Report, schema: &Schema) {
    let node = &schema.at.node;
    for key in [
        "properties",
        "required",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "items",
        "readOnly",
        "writeOnly",
        "deprecated",
        "default",
    ] {
        if let Some(place) = node.get(key).map(|value| value.place()) {
            let message = format!(
                "OpenAPI 3.0 ignores `{key}` next to `$ref`; left out: put the reference into `allOf`"
            );
            report.report_ignored(Rule::ReferenceSiblings, place, message);
        }
    }
}

impl Gathered {
    fn add_ref(&mut self, target: Target) {
        if self
            .refs
            .iter()
            .all(|known| known.at.node.id() != target.at.node.id())
        {
            self.refs.push(target);
        }
    }
}
