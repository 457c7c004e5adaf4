//! Unreadable text: everything that depends on it is refused with the reason, and has no other
//! findings.
//!
//! Reading is lazy, so errors appear while other things are resolved. The parts that were reached
//! are recorded on the way, and compared with the broken places at the end.

use super::resolver::{Current, Resolver};
use crate::api::{Finding, Place, TypeId};
use crate::document::{At, OperationHead, Tree};

/// The places that each part of the description relies on.
#[derive(Default)]
pub(super) struct Reached(Vec<(Current, Tree)>);

impl Resolver<'_> {
    /// Records that the current part relies on all of this.
    pub(super) fn relies_on(&mut self, at: &At) {
        self.reached.0.push((self.current, at.node.clone()));
    }

    /// Refuses everything that depends on broken text, and drops other findings there: they follow
    /// from it or can wait.
    pub(super) fn refuse_broken(&mut self, heads: &[&OperationHead]) {
        let broken = self.document.broken();
        if broken.is_empty() {
            return;
        }
        let mut areas: Vec<(Current, Place)> = Vec::new();
        for (current, node) in std::mem::take(&mut self.reached).0 {
            areas.push((current, node.place()));
        }
        for (nth, slot) in self.slots.iter().enumerate() {
            areas.push((Current::Type(TypeId(nth)), slot.place.clone()));
        }
        for (nth, head) in heads.iter().enumerate() {
            areas.push((Current::Operation(nth), head.whole()));
        }
        for finding in &broken {
            let around = |area: &&(Current, Place)| holds(&area.1, &finding.place);
            for (current, area) in areas.iter().filter(around) {
                self.refuse_for(*current, finding.clone());
                self.forget(area);
            }
        }
    }
}

/// Returns true if one place is inside another.
fn holds(area: &Place, inner: &Place) -> bool {
    area.file == inner.file
        && area.range.start <= inner.range.start
        && inner.range.start <= area.range.end
}

impl OperationHead {
    /// From the method to the end of what it holds.
    fn whole(&self) -> Place {
        let mut place = self.place.clone();
        let inside = self.at.node.place();
        if inside.file == place.file {
            place.range.end = inside.range.end.max(place.range.end);
        }
        place
    }
}

impl Finding {
    /// Returns true if it is about a part of an area.
    pub(super) fn is_within(&self, area: &Place) -> bool {
        holds(area, &self.place)
    }
}
