//! Makes the types of a description.

use super::Options;
use super::names::Names;
use super::pages::PageRules;
use super::reader::Reader;
use super::types::NamedTypes;
use crate::document::Description;
use crate::lint::Part;
use crate::name::Taken;

/// The state of resolving a description: what is read of it, and the types that are made.
pub(super) struct Resolver<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) types: NamedTypes,
    pub(super) inbound_names: Taken,
    pub(super) page_rules: PageRules,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(description: &'a Description, options: &'a Options) -> Self {
        Self {
            reader: Reader::new(description, options, Names::assign(description)),
            types: NamedTypes::default(),
            inbound_names: Taken::default(),
            page_rules: PageRules::new(),
        }
    }

    /// Makes every type in the queue, and those that they add.
    pub(super) fn make_queued_types(&mut self) {
        while let Some((id, at)) = self.types.queue.pop_front() {
            self.reader.report.begin(Part::Type(id));
            self.component(id, &at);
        }
        self.reader.report.begin(Part::Other);
    }
}
