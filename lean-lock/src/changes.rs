//! Everything that a description changed of what was locked.

use std::collections::{BTreeMap, BTreeSet};

use lean_diff::{Change, Event, Level, RuleId, Subject, compare, compare_servers};
use lean_openapi::contract::{Contract, OperationContract};
use lean_openapi::document::{Description, OperationHead, Wanted};

use crate::compare::{Pair, compare_operations, compare_type, compare_webhooks, contract_for};
use crate::restrict::restrict_to_operations;
use crate::usage::{TypeKey, Usage};

/// Returns what a description changed of what was locked: each change once, in the order of the lock.
///
/// `used` is what was used when it was locked. `current` is what is used now, if that is known: what is not used any more
/// is left out.
#[must_use]
pub fn changes(
    old: &Contract,
    used: &Usage,
    description: &Description,
    current: Option<&Usage>,
) -> Vec<Change> {
    let mut now = Usage {
        webhooks: used.webhooks && current.is_none_or(|current| current.webhooks),
        ..Usage::default()
    };
    let mut pairs = Vec::new();
    let mut found = Vec::new();
    for (index, operation) in old.operations.iter().enumerate() {
        let Some(own) = used.operations.get(&route(operation)) else {
            continue;
        };
        let head = find_successor(description, operation);
        let successor = head.map(|head| (head.method.clone(), head.path.clone()));
        let is_named = current.is_none_or(|current| {
            let route = successor.clone().unwrap_or_else(|| route(operation));
            current.operations.contains_key(&route)
        });
        if !is_named {
            // Left out of a choice that nobody names one by one.
            if current.is_some_and(|current| current.chooses(&operation.tags)) {
                found.push(match head {
                    None => operation_removal(old, operation),
                    Some(now) => tag_removal(operation, now),
                });
            }
            continue;
        }
        if let Some(route) = &successor {
            now.operations.insert(route.clone(), own.clone());
        }
        pairs.push((index, successor, own));
    }
    let is_used = |key: &TypeKey| current.is_none_or(|current| current.types.contains_key(key));
    now.types = used.types.clone();
    now.types.retain(|key, _| is_used(key));
    let new = contract_for(description, &now);
    let compared = operation_changes(old, &new, &pairs);
    // The code compiles, so its names are right; only what nobody named may have changed its own.
    let is_right = |change: &Change| {
        current.is_some_and(|current| {
            let is_named = !current.all && current.tags.is_empty();
            is_about_tags(change) || is_named && is_about_ids(change)
        })
    };
    found.extend(compared.into_iter().filter(|change| !is_right(change)));
    if now.webhooks {
        found.extend(compare_webhooks(old, &new));
    }
    for (key, used) in &now.types {
        found.extend(compare_type(old, &new, key, used));
    }
    let mut seen = BTreeSet::new();
    found.retain(|change| seen.insert(identity(change)));
    found
}

/// A locked operation, the route of what it has become, and the schemas that types of the crate read there.
type Successor<'a> = (usize, Option<(String, String)>, &'a BTreeSet<String>);

fn operation_changes(old: &Contract, new: &Contract, successors: &[Successor<'_>]) -> Vec<Change> {
    let is_at = |wanted: &Option<(String, String)>, now: &OperationContract| {
        wanted.as_ref() == Some(&route(now))
    };
    let mut pairs = Vec::new();
    for (before, wanted, own) in successors {
        let now = new.operations.iter().position(|now| is_at(wanted, now));
        pairs.extend(now.map(|now| {
            (
                *before,
                Pair {
                    old: *before,
                    new: now,
                    own,
                },
            )
        }));
    }
    let compared: Vec<Pair<'_>> = pairs.iter().map(|(_, pair)| *pair).collect();
    let compared = compare_operations(old, new, &compared);
    let mut by_index: BTreeMap<usize, Vec<Change>> = pairs
        .into_iter()
        .map(|(before, _)| before)
        .zip(compared)
        .collect();
    let mut found = Vec::new();
    for (before, ..) in successors {
        match by_index.remove(before) {
            Some(changes) => found.extend(changes),
            None => found.push(operation_removal(old, &old.operations[*before])),
        }
    }
    if !successors.is_empty() {
        found.extend(compare_servers(old, new));
    }
    found
}

/// Returns the change that an operation is gone.
#[must_use]
pub fn operation_removal(old: &Contract, before: &OperationContract) -> Change {
    let none = BTreeSet::new();
    let mut gone = compare(
        &restrict_to_operations(old, &[before], &none),
        &Contract::default(),
    );
    let is_removal = |change: &Change| change.subject.operation.ends_with(&before.path);
    let index = gone.iter().position(is_removal).unwrap_or_default();
    gone.swap_remove(index)
}

/// Returns the change that an operation has lost the tag by which it was chosen.
#[must_use]
pub fn tag_removal(before: &OperationContract, now: &OperationHead) -> Change {
    let lost = before.tags.iter().filter(|tag| !now.tags.contains(tag));
    let lost: Vec<&str> = lost.map(String::as_str).collect();
    let subject = Subject {
        operation: format!("{} {}", now.method, now.path),
        name: now.name.clone(),
        ..Subject::default()
    };
    Change {
        rule: RuleId::of_api(Event::TagRemoved),
        subject,
        old: lost.join(", "),
        new: String::new(),
        place: now.place.clone(),
        provider: Level::Additive,
        consumer: Level::Breaking,
    }
}

fn route(operation: &OperationContract) -> (String, String) {
    (operation.method.clone(), operation.path.clone())
}

/// Returns the operation that a locked one has become: that of its route, else that of its `operationId`.
#[must_use]
pub fn find_successor<'d>(
    description: &'d Description,
    before: &OperationContract,
) -> Option<&'d OperationHead> {
    let (method, path) = route(before);
    let by_route = description.find(&Wanted::Route { method, path });
    let by_id = || {
        let id = before.id.clone()?;
        let head = description.find(&Wanted::Name(id)).ok()?;
        Some(head).filter(|head| head.id == before.id)
    };
    by_route.ok().or_else(by_id)
}

/// Returns true if a change is about the `operationId`, by which methods are named.
#[must_use]
pub fn is_about_ids(change: &Change) -> bool {
    matches!(
        change.rule.event,
        Event::OperationIdAdded
            | Event::OperationIdChanged
            | Event::OperationIdRemoved
            | Event::OperationIdRespelled
    )
}

/// Returns true if a change is about the tags of an operation that is still there.
#[must_use]
pub fn is_about_tags(change: &Change) -> bool {
    matches!(change.rule.event, Event::TagAdded | Event::TagRemoved)
}

/// Tells changes apart. A change of a named schema is the same wherever the schema is used, and so is one of a server or a
/// security scheme.
#[must_use]
pub fn identity(change: &Change) -> String {
    let is_general = matches!(
        change.rule.event,
        Event::ServerAdded
            | Event::ServerRemoved
            | Event::ServerVariablesChanged
            | Event::SchemeRemoved
            | Event::SchemeTypeChanged
            | Event::TokenUrlChanged
    );
    let place = match &change.subject.owner {
        Some((schema, pointer)) => format!("{schema}{pointer} {:?}", change.subject.direction),
        None if is_general => String::new(),
        None => change.subject.to_string(),
    };
    format!("{} {place} {} {}", change.rule, change.old, change.new)
}
