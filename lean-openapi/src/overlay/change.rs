//! Trees with a changed part. The new tree shares all other parts with the old tree.

use std::collections::HashMap;

use super::path::Step;
use crate::document::Tree;
use crate::read::Kind;

/// The value that some steps lead to.
pub(super) fn value_at(tree: &Tree, steps: &[Step]) -> Option<Tree> {
    steps
        .iter()
        .try_fold(tree.clone(), |tree, step| match step {
            Step::Key(key) => tree.get(key),
            Step::Index(index) => tree.items().into_iter().nth(*index),
        })
}

/// The tree with a value merged into the values at some places.
pub(super) fn update(tree: &Tree, places: &[Vec<Step>], brought: &Tree) -> Tree {
    let places: Vec<&[Step]> = places.iter().map(Vec::as_slice).collect();
    change_all(tree, &places, &|old| Some(merge_values(old, brought)))
        .unwrap_or_else(|| tree.clone())
}

/// The tree without the values at some places. The root stays.
pub(super) fn remove(tree: &Tree, places: &[Vec<Step>]) -> Tree {
    let places: Vec<&[Step]> = places.iter().map(Vec::as_slice).collect();
    change_all(tree, &places, &|_| None).unwrap_or_else(|| tree.clone())
}

/// Changes the values at all places in one descent, innermost first. Recursion is bounded
/// by the depth that the reader allows.
fn change_all(
    tree: &Tree,
    places: &[&[Step]],
    change: &dyn Fn(&Tree) -> Option<Tree>,
) -> Option<Tree> {
    let mut inner: HashMap<&Step, Vec<&[Step]>> = HashMap::new();
    for steps in places {
        if let [first, rest @ ..] = steps {
            inner.entry(first).or_default().push(rest);
        }
    }
    let tree = if inner.is_empty() {
        tree.clone()
    } else {
        change_members(tree, &inner, change)
    };
    let ends_here = places.iter().any(|steps| steps.is_empty());
    if ends_here { change(&tree) } else { Some(tree) }
}

fn change_members(
    tree: &Tree,
    inner: &HashMap<&Step, Vec<&[Step]>>,
    change: &dyn Fn(&Tree) -> Option<Tree>,
) -> Tree {
    let change_member = |step: Step, value: Tree| match inner.get(&step) {
        Some(places) => change_all(&value, places, change),
        None => Some(value),
    };
    if tree.kind() == Kind::Map {
        let members = tree.entries().into_iter();
        let kept = members.filter_map(|(key, value)| {
            Some((key.clone(), change_member(Step::Key(key.text), value)?))
        });
        return Tree::map(kept.collect(), tree.place());
    }
    let items = tree.items().into_iter().enumerate();
    Tree::list(
        items
            .filter_map(|(index, value)| change_member(Step::Index(index), value))
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
