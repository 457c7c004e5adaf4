//! The state of resolving a description: the types found so far, and the parts still to visit.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::Options;
use super::broken::Reached;
use super::names::Names;
use super::schema::{Facts, Key, Limited};
use crate::api::{Finding, Place, Rule, TypeDef, TypeId, TypeKind};
use crate::document::{At, Description, Document, Schema, Target, TreeId};
use crate::lint::{Part, Report};
use crate::name::Taken;

/// The state of resolving a description.
pub(super) struct Resolver<'a> {
    pub(super) description: &'a Description,
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(super) names: Names,
    pub(super) slots: Vec<Slot>,
    pub(super) by_key: HashMap<Key, TypeId>,
    pub(super) queue: VecDeque<(TypeId, At)>,
    pub(super) schemas: HashMap<TreeId, Rc<Schema>>,
    pub(super) facts: HashMap<TreeId, Rc<Facts>>,
    pub(super) limited: HashMap<TreeId, Rc<Limited>>,
    /// True for schemas that allow `null`, for those asked so far.
    pub(super) nullable: HashMap<TreeId, bool>,
    /// Components with references in their `allOf`, and what these lead to; looked for when first needed.
    pub(super) heirs: Option<Rc<Vec<(Target, TreeId)>>>,
    /// Deep targets that are being made, so that one inside itself is noticed.
    pub(super) open: HashSet<TreeId>,
    pub(super) depth: usize,
    /// The security schemes that somebody asks for, and those of them that are elsewhere.
    pub(super) schemes: HashSet<String>,
    pub(super) distant_schemes: HashMap<String, At>,
    pub(super) inbound_names: Taken,
    pub(super) report: Report,
    pub(super) reached: Reached,
    pub(super) page_rules: super::pages::PageRules,
    work: usize,
    work_max: usize,
    products_left: usize,
}

/// A named type: reserved when it is first met, filled when its turn comes.
pub(super) struct Slot {
    pub(super) name: crate::api::Name,
    pub(super) place: Place,
    pub(super) docs: String,
    pub(super) deprecated: bool,
    pub(super) inline: bool,
    pub(super) kind: Option<TypeKind>,
}

/// The maximum number of schemas read, with repetitions, for a description of any size: fifty times
/// the need of descriptions of some megabytes.
const WORK_MAX: usize = 1_000_000;

/// The number of bytes that allow one more schema, for long descriptions.
const BYTES_A_SCHEMA: usize = 8;

/// Combinations of unions that hold at once, in all: each becomes a type.
const PRODUCTS_MAX: usize = 2_000;

impl<'a> Resolver<'a> {
    pub(super) fn new(description: &'a Description, options: &'a Options) -> Self {
        Self::with_names(description, options, Names::settle(description))
    }

    pub(super) fn with_names(
        description: &'a Description,
        options: &'a Options,
        names: Names,
    ) -> Self {
        let document = &description.document;
        Self {
            description,
            document,
            options,
            names,
            slots: Vec::new(),
            by_key: HashMap::new(),
            queue: VecDeque::new(),
            schemas: HashMap::new(),
            facts: HashMap::new(),
            limited: HashMap::new(),
            nullable: HashMap::new(),
            heirs: None,
            open: HashSet::new(),
            depth: 0,
            schemes: HashSet::new(),
            distant_schemes: HashMap::new(),
            inbound_names: Taken::default(),
            report: Report::new(description.findings()),
            reached: Reached::default(),
            page_rules: HashMap::new(),
            work: 0,
            work_max: WORK_MAX,
            products_left: PRODUCTS_MAX,
        }
    }

    /// The used part of the allowance.
    pub(super) fn work(&self) -> usize {
        self.work
    }

    /// Takes from the allowance of work; once it is used up, schemas are read as any value.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        self.work = self.work.saturating_add(work);
        if self.work >= self.work_max && self.work_max == WORK_MAX {
            self.work_max += self.description.bytes() / BYTES_A_SCHEMA;
        }
        if self.work >= self.work_max {
            let place = self.document.root().node.place();
            let message = "the description is too entangled to be worked out";
            self.report
                .refuse(Finding::refused(Rule::TooComplex, place, message));
        }
        self.work < self.work_max
    }

    /// Takes from the allowance of combinations.
    pub(super) fn multiply(&mut self, size: usize) -> bool {
        let left = self.products_left.checked_sub(size);
        self.products_left = left.unwrap_or(self.products_left);
        left.is_some()
    }

    /// Reserves a named type.
    pub(super) fn reserve(&mut self, wire: &str, rust: String, place: Place) -> TypeId {
        let name = crate::api::Name {
            wire: wire.to_string(),
            rust,
        };
        self.slots.push(Slot {
            name,
            place,
            docs: String::new(),
            deprecated: false,
            inline: false,
            kind: None,
        });
        TypeId(self.slots.len() - 1)
    }

    pub(super) fn slot(&mut self, id: TypeId) -> &mut Slot {
        &mut self.slots[id.0]
    }

    /// Builds every type in the queue, and those that they add.
    pub(super) fn drain(&mut self) {
        while let Some((id, at)) = self.queue.pop_front() {
            self.report.part = Part::Type(id);
            self.component(id, &at);
        }
        self.report.part = Part::Other;
    }
}

impl Slot {
    pub(super) fn into_def(self) -> Option<TypeDef> {
        Some(TypeDef {
            name: self.name,
            docs: self.docs,
            deprecated: self.deprecated,
            kind: self.kind?,
            inline: self.inline,
            sent: false,
            received: false,
            place: self.place,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use super::{Resolver, WORK_MAX};
    use crate::api::Rule;
    use crate::document::Description;
    use crate::lint::Part;

    #[track_caller]
    fn check(padding: usize, work: usize, allowed: bool) {
        let text = format!(
            "openapi: 3.1.0\npaths: {{}}\nx-pad: {}\n",
            "x".repeat(padding)
        );
        let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
        let description = Description::open(Arc::new(files), "api.yaml", &[]).expect("opens");
        let options = Default::default();
        let mut resolver = Resolver::new(&description, &options);
        assert_eq!(resolver.spend(work), allowed);
        let refusal = resolver.report.refusal(Part::Other);
        let rule = refusal.map(|finding| finding.rule);
        assert_eq!(rule, (!allowed).then_some(Rule::TooComplex));
    }

    #[test]
    fn long_descriptions_may_cost_more() {
        check(0, WORK_MAX - 1, true);
        check(0, WORK_MAX * 2, false);
        check(WORK_MAX * 10, WORK_MAX * 2, true);
        check(WORK_MAX * 10, WORK_MAX * 3, false);
    }
}
