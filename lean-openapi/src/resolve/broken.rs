//! Unreadable text: everything that depends on it is refused with the reason, and has no other
//! findings.
//!
//! Reading is lazy, so errors appear while other things are resolved. The parts that were reached
//! are recorded on the way, and compared with the broken places at the end.

use super::reader::Reader;
use super::resolver::Resolver;
use crate::api::{Place, TypeId};
use crate::document::{At, OperationHead, Tree};
use crate::lint::Part;

/// The places that each part of the description relies on.
#[derive(Default)]
pub(super) struct ReachedPlaces(Vec<(Part, Tree)>);

impl Reader<'_> {
    /// Records that the current part relies on all of this.
    pub(super) fn relies_on(&mut self, at: &At) {
        let part = self.report.current();
        self.reached.0.push((part, at.node.clone()));
    }
}

impl Resolver<'_> {
    /// Refuses everything that depends on broken text, and drops other findings there: they follow
    /// from it or can wait.
    pub(super) fn refuse_broken(&mut self, heads: &[&OperationHead]) {
        let broken = self.reader.context.document.broken();
        if broken.is_empty() {
            return;
        }
        let mut areas: Vec<(Part, Place)> = Vec::new();
        for (current, node) in std::mem::take(&mut self.reader.reached).0 {
            areas.push((current, node.place()));
        }
        for (index, slot) in self.types.slots.iter().enumerate() {
            areas.push((Part::Type(TypeId(index)), slot.place.clone()));
        }
        for (index, head) in heads.iter().enumerate() {
            areas.push((Part::Operation(index), head.whole_place()));
        }
        for finding in &broken {
            let around = |area: &&(Part, Place)| area.1.contains(&finding.place);
            for (current, area) in areas.iter().filter(around) {
                self.reader.report.refuse_part(*current, finding.clone());
                self.reader.report.forget(area);
            }
        }
    }
}

impl OperationHead {
    /// From the method to the end of what it holds.
    fn whole_place(&self) -> Place {
        let mut place = self.place.clone();
        let inside = self.at.node.place();
        if inside.file == place.file {
            place.range.end = inside.range.end.max(place.range.end);
        }
        place
    }
}
