//! Trees with a changed part. The new tree shares all other parts with the old tree.

use std::collections::HashMap;

use super::path::Step;
use crate::document::Tree;
use crate::read::Kind;

/// The value at the end of a way.
pub(super) fn value_at(tree: &Tree, way: &[Step]) -> Option<Tree> {
    way.iter().try_fold(tree.clone(), |tree, step| match step {
        Step::Key(key) => tree.get(key),
        Step::Index(nth) => tree.items().into_iter().nth(*nth),
    })
}

/// The tree with a value merged into those at the ends of some ways.
pub(super) fn update(tree: &Tree, ways: &[Vec<Step>], brought: &Tree) -> Tree {
    let ways: Vec<&[Step]> = ways.iter().map(Vec::as_slice).collect();
    change_all(tree, &ways, &|old| Some(merge_values(old, brought))).unwrap_or_else(|| tree.clone())
}

/// The tree without the values at the ends of some ways. The root stays.
pub(super) fn remove(tree: &Tree, ways: &[Vec<Step>]) -> Tree {
    let ways: Vec<&[Step]> = ways.iter().map(Vec::as_slice).collect();
    change_all(tree, &ways, &|_| None).unwrap_or_else(|| tree.clone())
}

/// Changes the values at the ends of all ways in one descent, innermost first. Recursion is bounded
/// by the depth that the reader allows.
fn change_all(
    tree: &Tree,
    ways: &[&[Step]],
    change: &dyn Fn(&Tree) -> Option<Tree>,
) -> Option<Tree> {
    let mut inner: HashMap<&Step, Vec<&[Step]>> = HashMap::new();
    for way in ways {
        if let [first, rest @ ..] = way {
            inner.entry(first).or_default().push(rest);
        }
    }
    let tree = if inner.is_empty() {
        tree.clone()
    } else {
        change_members(tree, &inner, change)
    };
    let ends_here = ways.iter().any(|way| way.is_empty());
    if ends_here { change(&tree) } else { Some(tree) }
}

fn change_members(
    tree: &Tree,
    inner: &HashMap<&Step, Vec<&[Step]>>,
    change: &dyn Fn(&Tree) -> Option<Tree>,
) -> Tree {
    let one = |step: Step, value: Tree| match inner.get(&step) {
        Some(ways) => change_all(&value, ways, change),
        None => Some(value),
    };
    if tree.kind() == Kind::Map {
        let members = tree.entries().into_iter();
        let kept = members
            .filter_map(|(key, value)| Some((key.clone(), one(Step::Key(key.text), value)?)));
        return Tree::map(kept.collect(), tree.place());
    }
    let items = tree.items().into_iter().enumerate();
    Tree::list(
        items
            .filter_map(|(nth, value)| one(Step::Index(nth), value))
            .collect(),
        tree.place(),
    )
}

/// Maps are merged member by member, lists are appended to, anything else is replaced.
fn merge_values(old: &Tree, brought: &Tree) -> Tree {
    match (old.kind(), brought.kind()) {
        (Kind::Map, Kind::Map) => {
            let mut members = old.entries();
            for (key, value) in brought.entries() {
                match members.iter_mut().find(|(known, _)| known.text == key.text) {
                    Some((_, known)) => *known = merge_values(known, &value),
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
