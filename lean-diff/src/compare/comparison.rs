//! The state of a comparison: the changes so far, and the schemas that wait.
//!
//! Schemas wait in a list instead of on the stack, so descriptions nest as deep as they like, and steps and changes
//! are bounded.

use std::collections::{HashMap, HashSet};

use lean_openapi::api::Place;
use lean_openapi::contract::{Contract, SchemaId};

use super::{Effect, Spot, pair};
use crate::change::{Change, Direction, Level, Subject};
use crate::rules::{Event, RuleId};

/// The greatest number of compared pairs of schemas.
const STEPS_MAX: usize = 4_000_000;

/// The greatest number of reported changes.
const CHANGES_MAX: usize = 100_000;

/// The greatest depth of unions in unions at which variants are compared for equality.
const UNIONS_MAX: usize = 16;

/// The state of a comparison.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Contract,
    pub(super) new: &'a Contract,
    changes: Vec<Change>,
    /// The number of changes that were removed by `take_changes`.
    taken: usize,
    /// Changes that were reported: rule, subject and both meanings.
    reported: HashSet<(RuleId, String, String, String)>,
    waiting: Vec<(SchemaId, SchemaId, Spot)>,
    /// Pairs of schemas that were compared in the current part.
    seen: HashSet<(SchemaId, SchemaId)>,
    /// Pairs of schemas that reach no change, by direction.
    unchanged: HashSet<(Direction, SchemaId, SchemaId)>,
    /// True for equal pairs of schemas, false for different ones; `None` while they are compared.
    equal: HashMap<(SchemaId, SchemaId), Option<bool>>,
    unions: usize,
    steps: usize,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Contract, new: &'a Contract) -> Self {
        Self {
            old,
            new,
            changes: Vec::new(),
            taken: 0,
            reported: HashSet::new(),
            waiting: Vec::new(),
            seen: HashSet::new(),
            unchanged: HashSet::new(),
            equal: HashMap::new(),
            unions: 0,
            steps: 0,
        }
    }

    /// Removes and returns the changes that were found so far.
    pub(super) fn take_changes(&mut self) -> Vec<Change> {
        self.taken += self.changes.len();
        std::mem::take(&mut self.changes)
    }

    pub(super) fn finish(mut self) -> Vec<Change> {
        if self.is_exhausted() {
            self.changes.truncate(CHANGES_MAX);
            let words = pair("", "too large");
            let event = Event::ComparisonIncomplete;
            self.report_whole(&Subject::default(), event, words, Place::default());
        }
        self.changes
    }

    fn is_exhausted(&self) -> bool {
        self.steps >= STEPS_MAX || self.taken + self.changes.len() >= CHANGES_MAX
    }

    /// Compares the schemas of a part, and all that they hold.
    pub(super) fn compare_part(&mut self, old: SchemaId, new: SchemaId, spot: &Spot) {
        self.seen.clear();
        let before = self.changes.len();
        self.enqueue(old, new, spot);
        while self.compare_next(0) {}
        if self.changes.len() == before && !self.is_exhausted() {
            let seen = self
                .seen
                .iter()
                .map(|(old, new)| (spot.direction, *old, *new));
            self.unchanged.extend(seen);
        }
    }

    /// Lets two schemas wait for their comparison.
    pub(super) fn enqueue(&mut self, old: SchemaId, new: SchemaId, spot: &Spot) {
        let is_known = self.unchanged.contains(&(spot.direction, old, new));
        if !is_known && self.seen.insert((old, new)) {
            self.waiting.push((old, new, spot.clone()));
        }
    }

    /// Compares the next schemas that wait above `floor`, in the order of the description. Returns false if none do.
    fn compare_next(&mut self, floor: usize) -> bool {
        self.steps += 1;
        if self.is_exhausted() {
            self.waiting.truncate(floor);
        }
        if self.waiting.len() <= floor {
            return false;
        }
        let Some((old, new, spot)) = self.waiting.pop() else {
            return false;
        };
        let mark = self.waiting.len();
        self.compare_schemas(old, new, &spot);
        self.waiting[mark..].reverse();
        true
    }

    /// Returns true if both schemas allow the same values.
    pub(super) fn are_equal(&mut self, old: SchemaId, new: SchemaId) -> bool {
        if let Some(known) = self.equal.get(&(old, new)) {
            return known.unwrap_or(true);
        }
        if !self.look_alike(old, new) || self.unions == UNIONS_MAX {
            return false;
        }
        self.equal.insert((old, new), None);
        self.unions += 1;
        let spot = Spot::nowhere();
        let changes = std::mem::take(&mut self.changes);
        let reported = std::mem::take(&mut self.reported);
        let seen = std::mem::take(&mut self.seen);
        let floor = self.waiting.len();
        self.enqueue(old, new, &spot);
        while self.changes.is_empty() && self.compare_next(floor) {}
        self.waiting.truncate(floor);
        let is_equal = self.changes.is_empty();
        (self.changes, self.reported, self.seen) = (changes, reported, seen);
        self.unions -= 1;
        // Inside another comparison the answer assumes that the outer schemas are equal.
        if self.unions == 0 || !is_equal {
            self.equal.insert((old, new), Some(is_equal));
        } else {
            self.equal.remove(&(old, new));
        }
        is_equal
    }

    /// Returns false if types, members or unions already show that the schemas differ.
    fn look_alike(&self, old: SchemaId, new: SchemaId) -> bool {
        let (old, new) = (self.old.schema(old), self.new.schema(new));
        old.types == new.types
            && old.members.len() == new.members.len()
            && old.groups.len() == new.groups.len()
            && old
                .members
                .iter()
                .zip(&new.members)
                .all(|(a, b)| a.name == b.name)
    }

    /// Records a change of a part of a message, with the levels of its rule or those that its effect implies.
    pub(super) fn report(
        &mut self,
        spot: &Spot,
        event: Event,
        effect: Effect,
        words: (String, String),
        place: Place,
    ) {
        let breaks = match spot.direction {
            Direction::Request => matches!(effect, Effect::Narrowed | Effect::Replaced),
            Direction::Response => matches!(effect, Effect::Widened | Effect::Replaced),
        };
        let implied = if breaks {
            Level::Breaking
        } else {
            Level::Additive
        };
        self.record(&spot.subject, spot.rule(event), implied, words, place);
    }

    /// Records a change of an operation, a webhook or the description as a whole.
    pub(super) fn report_whole(
        &mut self,
        subject: &Subject,
        event: Event,
        words: (String, String),
        place: Place,
    ) {
        let id = RuleId::of_api(event);
        self.record(subject, id, Level::Additive, words, place);
    }

    fn record(
        &mut self,
        subject: &Subject,
        id: RuleId,
        implied: Level,
        (old, new): (String, String),
        place: Place,
    ) {
        let known = id.row();
        let key = (id, subject.to_string(), old.clone(), new.clone());
        if self.reported.insert(key) {
            self.changes.push(Change {
                provider: known.map_or(implied, |rule| rule.provider),
                consumer: known.map_or(implied, |rule| rule.consumer),
                rule: id,
                subject: subject.clone(),
                old,
                new,
                place,
            });
        }
    }
}
