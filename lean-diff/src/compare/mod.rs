//! Two contracts to their changes.

mod body;
mod keywords;
mod limits;
mod members;
mod operation;
mod parameters;
mod schema;
mod security;
mod shape;
mod values;
mod variants;

use std::collections::{HashMap, HashSet};

use lean_openapi::api::Place;
use lean_openapi::contract::{Contract, InboundContract, OperationContract, SchemaId};

use crate::change::{Change, Direction, Level, Subject};
use crate::rules::rule;

/// Returns what changed from `old` to `new`, in the order of the new description.
///
/// An operation is matched by its method and path (names of path parameters aside), else by its `operationId`. A schema
/// that many operations use is compared for each of them, since direction decides.
#[must_use]
pub fn compare(old: &Contract, new: &Contract) -> Vec<Change> {
    let mut walk = Walk {
        old,
        new,
        changes: Vec::new(),
        seen: HashSet::new(),
        equal: HashMap::new(),
    };
    let mut matched = HashSet::new();
    for operation in &new.operations {
        match find(&old.operations, operation) {
            Some(index) => {
                matched.insert(index);
                walk.operation(&old.operations[index], operation);
            }
            None => walk.endpoint_added(operation),
        }
    }
    for (index, operation) in old.operations.iter().enumerate() {
        if !matched.contains(&index) {
            walk.endpoint_removed(operation);
        }
    }
    walk.inbound(&old.webhooks, &new.webhooks, "");
    walk.servers();
    walk.changes
}

/// A comparison on its way.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Contract,
    pub(super) new: &'a Contract,
    changes: Vec<Change>,
    /// Pairs of schemas that were compared in the part at hand.
    seen: HashSet<(SchemaId, SchemaId)>,
    /// Pairs of schemas that were found equal or different; none: being compared.
    equal: HashMap<(SchemaId, SchemaId), Option<bool>>,
}

/// Where the comparison is.
#[derive(Clone)]
pub(super) struct Spot {
    pub(super) subject: Subject,
    pub(super) direction: Direction,
    pub(super) kind: Kind,
}

/// Which prefix the rules of a value have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Body,
    Parameter,
    Header,
}

/// How the set of allowed values changed, for rules that the table does not have.
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
    pub(super) fn of(operation: &Subject, direction: Direction, kind: Kind, part: String) -> Self {
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

    /// The spot of a value inside this one.
    pub(super) fn step(&self, step: &str) -> Self {
        let mut inner = self.clone();
        inner.subject.pointer = format!("{}/{step}", self.subject.pointer);
        if let Some((_, pointer)) = &mut inner.subject.owner {
            *pointer = format!("{pointer}/{step}");
        }
        inner
    }

    /// The id of a rule about the value here.
    pub(super) fn rule(&self, what: &str) -> String {
        let is_whole = self.subject.pointer.is_empty();
        let prefix = match (self.direction, self.kind, is_whole) {
            (Direction::Request, Kind::Body, true) => "request-body",
            (Direction::Request, Kind::Body, false) => "request-property",
            (Direction::Request, Kind::Parameter, true) => "request-parameter",
            (Direction::Request, Kind::Parameter, false) => "request-parameter-property",
            (_, Kind::Header, _) => "response-header",
            (Direction::Response, _, true) => "response-body",
            (Direction::Response, _, false) => "response-property",
        };
        format!("{prefix}-{what}")
    }
}

impl Walk<'_> {
    /// Records a change with the levels of its rule, or those that its effect implies.
    pub(super) fn add(
        &mut self,
        spot: &Spot,
        id: String,
        effect: Effect,
        (old, new): (String, String),
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
        let known = rule(&id);
        let change = Change {
            provider: known.map_or(implied, |rule| rule.provider),
            consumer: known.map_or(implied, |rule| rule.consumer),
            rule: id,
            subject: spot.subject.clone(),
            old,
            new,
            place,
        };
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }

    /// Records a change of an operation as a whole.
    pub(super) fn note(
        &mut self,
        subject: &Subject,
        id: &str,
        (old, new): (String, String),
        place: Place,
    ) {
        let known = rule(id);
        self.changes.push(Change {
            rule: id.to_owned(),
            subject: subject.clone(),
            provider: known.map_or(Level::Additive, |rule| rule.provider),
            consumer: known.map_or(Level::Additive, |rule| rule.consumer),
            old,
            new,
            place,
        });
    }

    /// Webhooks of the description, or callbacks of an operation.
    fn inbound(&mut self, old: &[InboundContract], new: &[InboundContract], operation: &str) {
        for hook in new {
            let subject = hook_subject(hook, operation);
            match old.iter().find(|known| is_same_hook(known, hook)) {
                Some(known) => self.hook(known, hook, &subject),
                None => self.note(
                    &subject,
                    "webhook-added",
                    pair("", &hook.name),
                    hook.place.clone(),
                ),
            }
        }
        for hook in old {
            if !new.iter().any(|known| is_same_hook(known, hook)) {
                let subject = hook_subject(hook, operation);
                self.note(
                    &subject,
                    "webhook-removed",
                    pair(&hook.name, ""),
                    hook.place.clone(),
                );
            }
        }
    }

    /// The provider sends a webhook, so its payload counts as a response.
    fn hook(&mut self, old: &InboundContract, new: &InboundContract, subject: &Subject) {
        let bodies = (old.body.as_ref(), new.body.as_ref());
        if let (Some(old), Some(new)) = bodies {
            let spot = Spot::of(
                subject,
                Direction::Response,
                Kind::Body,
                "payload".to_owned(),
            );
            self.media(&old.media, &new.media, &spot);
        }
        self.received_parameters(&old.parameters, &new.parameters, subject);
    }
}

fn hook_subject(hook: &InboundContract, operation: &str) -> Subject {
    let kind = if operation.is_empty() {
        "webhook"
    } else {
        "callback"
    };
    let owner = if operation.is_empty() {
        String::new()
    } else {
        format!("{operation} ")
    };
    Subject {
        operation: format!("{owner}{kind} `{}`", hook.name),
        name: hook.name.clone(),
        ..Subject::default()
    }
}

fn is_same_hook(a: &InboundContract, b: &InboundContract) -> bool {
    (&a.name, &a.method, &a.expression) == (&b.name, &b.method, &b.expression)
}

/// The index of the operation that `operation` was in the old description.
fn find(old: &[OperationContract], operation: &OperationContract) -> Option<usize> {
    let route = operation::route(operation);
    let by_route = old
        .iter()
        .position(|known| operation::route(known) == route);
    by_route.or_else(|| {
        let id = operation.id.as_ref()?;
        old.iter().position(|known| known.id.as_ref() == Some(id))
    })
}

pub(super) fn pair(old: &str, new: &str) -> (String, String) {
    (old.to_owned(), new.to_owned())
}
