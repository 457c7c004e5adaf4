//! Reads the parts of a description that need no type: the facts of schemas, limits, security, servers.
//!
//! The contract of a description is made of these alone; [`Resolver`](super::resolver::Resolver) makes types of them.

use std::collections::HashMap;
use std::rc::Rc;

use super::Options;
use super::broken::ReachedPlaces;
use super::budget::Budget;
use super::context::Context;
use super::names::Names;
use super::schema::{Facts, SchemaLimits};
use super::security::UsedSchemes;
use crate::api::{Finding, Rule};
use crate::document::{Description, Schema, Target, TreeId};
use crate::lint::Report;

/// The state of reading a description.
pub(super) struct Reader<'a> {
    pub(super) context: Context<'a>,
    pub(super) report: Report,
    pub(super) budget: Budget,
    pub(super) cache: Cache,
    pub(super) schemes: UsedSchemes,
    pub(super) reached: ReachedPlaces,
}

/// The facts of schemas without dynamic anchors, so that each is worked out once.
#[derive(Default)]
pub(super) struct Cache {
    pub(super) schemas: HashMap<TreeId, Rc<Schema>>,
    pub(super) facts: HashMap<TreeId, Rc<Facts>>,
    pub(super) limits: HashMap<TreeId, Rc<SchemaLimits>>,
    /// True for schemas that allow `null`.
    pub(super) nullable: HashMap<TreeId, bool>,
    /// Components with references in their `allOf`, and the targets of these.
    pub(super) heirs: Option<Rc<Vec<(Target, TreeId)>>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(description: &'a Description, options: &'a Options, names: Names) -> Self {
        Self {
            context: Context::new(description, options, names),
            report: Report::new(description.findings()),
            budget: Budget::new(),
            cache: Cache::default(),
            schemes: UsedSchemes::default(),
            reached: ReachedPlaces::default(),
        }
    }

    /// Takes work from the budget. Once it is used up, schemas are read as any value.
    pub(super) fn spend(&mut self, work: usize) -> bool {
        let Self {
            context, budget, ..
        } = self;
        let is_left = budget.spend(work, || context.description.bytes());
        if !is_left {
            let place = context.document.root().node.place();
            let message = "the description is too complex to resolve";
            self.report
                .refuse(Finding::refused(Rule::TooComplex, place, message));
        }
        is_left
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Arc;

    use super::{Names, Reader};
    use crate::api::Rule;
    use crate::document::Description;
    use crate::lint::Part;

    #[test]
    fn parts_are_refused_when_the_budget_is_used_up() {
        let text = "openapi: 3.1.0\npaths: {}\n";
        let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
        let description = Description::open(Arc::new(files), "api.yaml", &[]).expect("opens");
        let options = Default::default();
        let mut reader = Reader::new(&description, &options, Names::assign(&description));
        let rule = |reader: &Reader<'_>| reader.report.refusal(Part::Other).map(|found| found.rule);
        assert!(reader.spend(1));
        assert_eq!(rule(&reader), None);
        assert!(!reader.spend(2_000_000));
        assert_eq!(rule(&reader), Some(Rule::TooComplex));
    }
}
