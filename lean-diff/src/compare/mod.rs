//! Two contracts to their changes.

mod body;
mod comparison;
mod discriminator;
mod inbound;
mod keywords;
mod limits;
mod matching;
mod members;
mod operation;
mod parameters;
mod schema;
mod security;
mod shape;
mod values;
mod variants;

use std::collections::HashSet;

use lean_openapi::contract::Contract;

use self::comparison::Comparison;
use crate::change::{Change, Direction, Subject};
use crate::rules::{Event, RuleId, Scope};

/// Returns what changed from `old` to `new`, in the order of the new description.
///
/// An operation is matched by its method and path (names of path parameters aside), else by its `operationId`. A schema
/// that many operations use is compared for each of them, since direction decides.
#[must_use]
pub fn compare(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    let pairs = matching::match_operations(&old.operations, &new.operations);
    let mut matched = HashSet::new();
    for (operation, before) in new.operations.iter().zip(pairs) {
        match before {
            Some(index) => {
                matched.insert(index);
                comparison.compare_operation(&old.operations[index], operation);
            }
            None => comparison.report_added_operation(operation),
        }
    }
    for (index, operation) in old.operations.iter().enumerate() {
        if !matched.contains(&index) {
            comparison.report_removed_operation(operation);
        }
    }
    comparison.compare_inbound(&old.webhooks, &new.webhooks, "");
    comparison.compare_servers(&old.servers, &new.servers, &Subject::default());
    comparison.finish()
}

/// Returns what changed of each pair of operations, given by their indices in `old` and `new`.
///
/// Servers of the description are left out: [`compare_servers`] has them. What pairs share is compared once.
#[must_use]
pub fn compare_pairs(old: &Contract, new: &Contract, pairs: &[(usize, usize)]) -> Vec<Vec<Change>> {
    let mut comparison = Comparison::new(old, new);
    let mut found = Vec::with_capacity(pairs.len());
    for (before, now) in pairs {
        comparison.compare_operation(&old.operations[*before], &new.operations[*now]);
        found.push(comparison.take_changes());
    }
    if let Some(last) = found.last_mut() {
        last.extend(comparison.finish());
    }
    found
}

/// Returns what changed of the servers of the description.
#[must_use]
pub fn compare_servers(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut comparison = Comparison::new(old, new);
    comparison.compare_servers(&old.servers, &new.servers, &Subject::default());
    comparison.finish()
}

/// The place of the comparison.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) subject: Subject,
    pub(super) direction: Direction,
    pub(super) kind: PartKind,
}

/// The part of a message that holds a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Body,
    Parameter,
    Header,
}

/// The change of the set of allowed values, for rules that the table does not have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Fewer values are allowed.
    Narrowed,
    /// More values are allowed.
    Widened,
    /// Some values are gone and others are new.
    Replaced,
    /// The same values are allowed.
    Same,
}

impl Spot {
    pub(super) fn of(
        operation: &Subject,
        direction: Direction,
        kind: PartKind,
        part: String,
    ) -> Self {
        let subject = Subject {
            direction: Some(direction),
            part,
            pointer: String::new(),
            owner: None,
            ..operation.clone()
        };
        Self {
            subject,
            direction,
            kind,
        }
    }

    /// A spot for comparisons whose changes nobody sees.
    pub(super) fn nowhere() -> Self {
        let (direction, kind) = (Direction::Request, PartKind::Body);
        Self::of(&Subject::default(), direction, kind, String::new())
    }

    /// The spot of a value inside this one.
    pub(super) fn inner(&self, step: &str) -> Self {
        let mut inner = self.clone();
        inner.subject.pointer = format!("{}/{step}", self.subject.pointer);
        if let Some((_, pointer)) = &mut inner.subject.owner {
            *pointer = format!("{pointer}/{step}");
        }
        inner
    }

    /// The rule of an event here.
    pub(super) fn rule(&self, event: Event) -> RuleId {
        let is_whole = self.subject.pointer.is_empty();
        let scope = match (self.direction, self.kind, is_whole) {
            (Direction::Request, PartKind::Body, true) => Scope::RequestBody,
            (Direction::Request, PartKind::Body, false) => Scope::RequestProperty,
            (Direction::Request, PartKind::Parameter, true) => Scope::RequestParameter,
            (Direction::Request, PartKind::Parameter, false) => Scope::RequestParameterProperty,
            (_, PartKind::Header, _) => Scope::ResponseHeader,
            (Direction::Response, _, true) => Scope::ResponseBody,
            (Direction::Response, _, false) => Scope::ResponseProperty,
        };
        RuleId { scope, event }
    }
}

pub(super) fn pair(old: &str, new: &str) -> (String, String) {
    (old.to_owned(), new.to_owned())
}
