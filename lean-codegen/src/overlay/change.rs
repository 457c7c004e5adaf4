//! Trees with a part changed. What lies beside the way to the change is shared with the old tree.

use super::path::Step;
use crate::document::Tree;
use crate::read::{Key, Kind};

/// The value at the end of a way.
pub(super) fn at(tree: &Tree, way: &[Step]) -> Option<Tree> {
    way.iter().try_fold(tree.clone(), |tree, step| match step {
        Step::Key(key) => tree.get(key),
        Step::Index(nth) => tree.items().into_iter().nth(*nth),
    })
}

/// The tree with a value merged into the one at the end of a way.
pub(super) fn update(tree: &Tree, way: &[Step], brought: &Tree) -> Tree {
    changed(tree, way, &|old| Some(merged(old, brought)))
}

/// The tree without the values at the ends of some ways.
pub(super) fn remove(tree: &Tree, ways: &[Vec<Step>]) -> Tree {
    let mut ways: Vec<&Vec<Step>> = ways.iter().collect();
    // From the back, so that the indices of lists stay right; what stands in what is removed goes first.
    ways.sort_by(|a, b| compare(b, a));
    ways.into_iter()
        .fold(tree.clone(), |tree, way| changed(&tree, way, &|_| None))
}

fn compare(a: &[Step], b: &[Step]) -> std::cmp::Ordering {
    let key = |step: &Step| match step {
        Step::Key(key) => (0, key.to_string()),
        Step::Index(nth) => (*nth, String::new()),
    };
    a.iter().map(key).cmp(b.iter().map(key))
}

/// Recursion is bounded by the depth that the reader allows.
fn changed(tree: &Tree, way: &[Step], change: &dyn Fn(&Tree) -> Option<Tree>) -> Tree {
    match way {
        [] => change(tree).unwrap_or_else(|| tree.clone()),
        [Step::Key(key), rest @ ..] => {
            let one = |(known, value): (Key, Tree)| {
                if known.text != *key {
                    return Some((known, value));
                }
                descended(&value, rest, change).map(|value| (known, value))
            };
            Tree::map(
                tree.entries().into_iter().filter_map(one).collect(),
                tree.place(),
            )
        }
        [Step::Index(index), rest @ ..] => {
            let one = |(nth, value): (usize, Tree)| {
                if nth == *index {
                    descended(&value, rest, change)
                } else {
                    Some(value)
                }
            };
            Tree::list(
                tree.items()
                    .into_iter()
                    .enumerate()
                    .filter_map(one)
                    .collect(),
                tree.place(),
            )
        }
    }
}

fn descended(value: &Tree, rest: &[Step], change: &dyn Fn(&Tree) -> Option<Tree>) -> Option<Tree> {
    if rest.is_empty() {
        change(value)
    } else {
        Some(changed(value, rest, change))
    }
}

/// Maps are merged member by member, lists are appended to, anything else is replaced.
fn merged(old: &Tree, brought: &Tree) -> Tree {
    match (old.kind(), brought.kind()) {
        (Kind::Map, Kind::Map) => {
            let mut members = old.entries();
            for (key, value) in brought.entries() {
                match members.iter_mut().find(|(known, _)| known.text == key.text) {
                    Some((_, known)) => *known = merged(known, &value),
                    None => members.push((key, value)),
                }
            }
            Tree::map(members, old.place())
        }
        (Kind::List, Kind::List) => {
            Tree::list([old.items(), brought.items()].concat(), old.place())
        }
        (Kind::List, _) => {
            let mut items = old.items();
            items.push(brought.clone());
            Tree::list(items, old.place())
        }
        _ => brought.clone(),
    }
}
