//! The changes in a description since it was locked.

use std::collections::{BTreeMap, BTreeSet};

use lean_diff::{Change, Event, Level, RuleId, Subject, compare, compare_pairs};
use lean_openapi::api::Place;
use lean_openapi::contract::{Contract, OperationContract};
use lean_openapi::document::{Description, Wanted};
use lean_openapi::resolve::{Choice, Chosen};

use crate::restrict::{
    as_operation, restrict_to_operations, restrict_to_type, restrict_to_webhooks,
};
use crate::usage::{TypeKey, TypeUse, Usage};

/// Returns the contract of the used parts of a description.
#[must_use]
pub fn contract_for(description: &Description, usage: &Usage) -> Contract {
    description.contract(&choice(usage))
}

/// Returns the choice that reaches all that is used.
#[must_use]
pub fn choice(usage: &Usage) -> Choice {
    let routes = usage.operations.keys().map(|(method, path)| Wanted::Route {
        method: method.clone(),
        path: path.clone(),
    });
    let schemas: BTreeSet<&str> = usage.types.keys().map(|key| key.schema.as_str()).collect();
    Choice {
        operations: Chosen::Names(routes.collect()),
        schemas: schemas.into_iter().map(str::to_owned).collect(),
        webhooks: usage.webhooks,
    }
}

/// An operation that was locked, and what it is now: their indices in the old and the new contract.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The index in the old contract.
    pub old: usize,
    /// The index in the new contract.
    pub new: usize,
    /// The component schemas that types of the crate read there.
    pub own: &'a BTreeSet<String>,
}

/// The indices of an operation in the old and the new contract.
type Route = (usize, usize);

/// Returns what changed of each pair of operations. Servers of the description are left out.
///
/// Operations that leave the same schemas to types of the crate are compared together, so a schema that they share is
/// compared once.
#[must_use]
pub fn compare_operations(old: &Contract, new: &Contract, pairs: &[Pair<'_>]) -> Vec<Vec<Change>> {
    // Two traits may use the same operation: it is compared once.
    let key = |pair: &Pair<'_>| (pair.old, pair.new);
    let mut groups: BTreeMap<&BTreeSet<String>, BTreeSet<Route>> = BTreeMap::new();
    for pair in pairs {
        groups.entry(pair.own).or_default().insert(key(pair));
    }
    let mut compared: BTreeMap<(&BTreeSet<String>, Route), Vec<Change>> = BTreeMap::new();
    for (own, routes) in groups {
        let routes: Vec<Route> = routes.into_iter().collect();
        let changes = if own.is_empty() {
            compare_pairs(old, new, &routes)
        } else {
            let before = routes.iter().map(|(before, _)| &old.operations[*before]);
            let before = restrict_to_operations(old, &before.collect::<Vec<_>>(), own);
            let now = routes.iter().map(|(_, now)| &new.operations[*now]);
            let now = restrict_to_operations(new, &now.collect::<Vec<_>>(), own);
            let indices = (0..routes.len()).map(|index| (index, index));
            compare_pairs(&before, &now, &indices.collect::<Vec<_>>())
        };
        compared.extend(routes.into_iter().map(|route| (own, route)).zip(changes));
    }
    let changes = pairs
        .iter()
        .map(|pair| compared.get(&(pair.own, key(pair))));
    changes
        .map(|changes| changes.cloned().unwrap_or_default())
        .collect()
}

/// Returns what changed of the webhooks.
#[must_use]
pub fn compare_webhooks(old: &Contract, new: &Contract) -> Vec<Change> {
    compare(&restrict_to_webhooks(old), &restrict_to_webhooks(new))
}

/// Returns the changes in the schema of a `derive(Schema)` type. Members that were not locked are
/// left out.
#[must_use]
pub fn compare_type(old: &Contract, new: &Contract, key: &TypeKey, used: &TypeUse) -> Vec<Change> {
    let Some(before) = restrict_to_type(old, key, used) else {
        return Vec::new();
    };
    let Some(now) = restrict_to_type(new, key, used) else {
        return vec![schema_removal(key)];
    };
    let mut changes = compare(&as_operation(before, used), &as_operation(now, used));
    for change in &mut changes {
        change.subject.part.clear();
        let allows_more = matches!(
            change.rule.event,
            Event::EnumValueAdded | Event::OneOfAdded | Event::AnyOfAdded
        );
        // With `other`, the type reads values that nobody listed.
        if is_whole(change, key) && used.received && allows_more {
            change.consumer = match used.closed {
                true => Level::Breaking,
                false => Level::Additive,
            };
        }
    }
    changes
}

/// The change for a schema that the description has lost.
fn schema_removal(key: &TypeKey) -> Change {
    let subject = Subject {
        operation: format!("schema {}", key.schema),
        name: key.schema.clone(),
        ..Subject::default()
    };
    Change {
        rule: RuleId::of_api(Event::SchemaRemoved),
        subject,
        old: key.schema.clone(),
        new: String::new(),
        place: Place::default(),
        provider: Level::Additive,
        consumer: Level::Breaking,
    }
}

/// Returns true if a change is about the whole value of a type.
fn is_whole(change: &Change, key: &TypeKey) -> bool {
    let steps = change.subject.pointer.split('/').skip(1);
    let steps = steps.filter(|step| *step != "*");
    steps.eq(key.path.iter().map(String::as_str))
}

/// Returns the index of the operation of the locked contract that an operation of the description was: by its route,
/// names of path parameters aside, else by its `operationId`.
#[must_use]
pub fn find_locked(old: &Contract, new: &OperationContract) -> Option<usize> {
    let position =
        |is_it: &dyn Fn(&OperationContract) -> bool| old.operations.iter().position(is_it);
    let exact = position(&|known| (&known.method, &known.path) == (&new.method, &new.path));
    exact
        .or_else(|| {
            let path = path_without_names(&new.path);
            position(&|known| known.method == new.method && path_without_names(&known.path) == path)
        })
        .or_else(|| {
            let id = new.id.as_ref()?;
            position(&|known| known.id.as_ref() == Some(id))
        })
}

/// A path without the names of its parameters and without a slash at its end.
fn path_without_names(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut is_name = false;
    for c in path.trim_end_matches('/').chars() {
        match c {
            '{' => is_name = true,
            '}' => is_name = false,
            _ if is_name => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}
