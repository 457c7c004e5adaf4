//! The state of resolving a description: the types found so far, and the parts still to visit.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::Options;
use super::broken::Reached;
use super::names::Names;
use super::schema::{Facts, Key, Limited};
use crate::api::{Finding, Place, Severity, TypeDef, TypeId, TypeKind};
use crate::document::{At, Description, Document, Schema, Target, TreeId};
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
    pub(super) current: Current,
    pub(super) reached: Reached,
    refusals: HashMap<Current, Finding>,
    findings: Vec<Finding>,
    noted: HashSet<(String, u32, u32)>,
    /// Keywords of schemas that mean nothing here, each said once.
    pub(super) strange_keywords: HashSet<String>,
    /// The unsupported parts of each operation, for its documentation.
    remarks: HashMap<Current, Vec<String>>,
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

/// The part that is being resolved: refusals are recorded for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Current {
    Nothing,
    Type(TypeId),
    Operation(usize),
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
        let document = &description.document;
        Self {
            description,
            document,
            options,
            names: Names::settle(description),
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
            current: Current::Nothing,
            reached: Reached::default(),
            refusals: HashMap::new(),
            findings: description.findings().to_vec(),
            noted: HashSet::new(),
            strange_keywords: HashSet::new(),
            remarks: HashMap::new(),
            page_rules: HashMap::new(),
            work: 0,
            work_max: WORK_MAX,
            products_left: PRODUCTS_MAX,
        }
    }

    /// Says that something was repaired or left out; the same thing at the same place once.
    pub(super) fn note(&mut self, finding: Finding) {
        let key = (
            finding.message.clone(),
            finding.place.line,
            finding.place.column,
        );
        if self.noted.insert(key) {
            self.findings.push(finding);
        }
    }

    /// Returns true if something was said of a place.
    pub(super) fn is_noted(&self, place: &Place) -> bool {
        let is_there = |finding: &Finding| {
            (
                &finding.place.file,
                finding.place.line,
                finding.place.column,
            ) == (&place.file, place.line, place.column)
        };
        self.findings.iter().any(is_there)
    }

    pub(super) fn mend(&mut self, place: Place, message: String) {
        self.note(Finding {
            severity: Severity::Mended,
            message,
            help: None,
            place,
        });
    }

    pub(super) fn ignore(&mut self, place: Place, message: String) {
        self.note(Finding {
            severity: Severity::Ignored,
            message,
            help: None,
            place,
        });
    }

    /// Reports an unsupported part of an operation, also in its documentation.
    pub(super) fn leave_out(&mut self, place: Place, message: String) {
        let remarks = self.remarks.entry(self.current).or_default();
        if !remarks.contains(&message) {
            remarks.push(message.clone());
        }
        self.ignore(place, message);
    }

    pub(super) fn take_remarks(&mut self, current: Current) -> Vec<String> {
        self.remarks.remove(&current).unwrap_or_default()
    }

    /// Refuses every operation that needs the current part.
    pub(super) fn refuse(&mut self, finding: Finding) {
        self.refuse_for(self.current, finding);
    }

    pub(super) fn refuse_for(&mut self, current: Current, finding: Finding) {
        let finding = Finding {
            severity: Severity::Refused,
            ..finding
        };
        self.refusals.entry(current).or_insert(finding);
    }

    pub(super) fn refusal(&self, current: Current) -> Option<&Finding> {
        self.refusals.get(&current)
    }

    pub(super) fn any_type_refused(&self) -> bool {
        self.refusals
            .keys()
            .any(|current| matches!(current, Current::Type(_)))
    }

    /// The used part of the allowance.
    pub(super) fn work(&self) -> usize {
        self.work
    }

    pub(super) fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    /// Removes the findings about an area.
    pub(super) fn forget(&mut self, area: &Place) {
        self.findings.retain(|finding| !finding.is_within(area));
    }

    /// Takes from the allowance of work; once it is used up, schemas are read as any value.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        self.work = self.work.saturating_add(work);
        if self.work >= self.work_max && self.work_max == WORK_MAX {
            self.work_max += self.description.bytes() / BYTES_A_SCHEMA;
        }
        if self.work >= self.work_max {
            let place = self.document.root().node.place();
            self.refuse(Finding {
                severity: Severity::Refused,
                message: "the description is too entangled to be worked out".to_string(),
                help: None,
                place,
            });
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
            self.current = Current::Type(id);
            self.component(id, &at);
        }
        self.current = Current::Nothing;
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
    use crate::document::Description;

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
    }

    #[test]
    fn long_descriptions_may_cost_more() {
        check(0, WORK_MAX - 1, true);
        check(0, WORK_MAX * 2, false);
        check(WORK_MAX * 10, WORK_MAX * 2, true);
        check(WORK_MAX * 10, WORK_MAX * 3, false);
    }
}
