//! The values that a JSONPath finds in a tree.

use super::filter;
use super::path::{Path, Segment, Selector, Step};
use crate::document::Tree;
use crate::read::Kind;

/// A value and the steps that lead to it.
pub(super) type Found = (Vec<Step>, Tree);

/// Looking at more values than that is refused: the path asks for everything in everything.
const VALUES_MAX: usize = 5_000_000;

/// The steps to every value that a path finds, each once, in the order of the document.
pub(super) fn find_all(root: &Tree, path: &Path) -> Result<Vec<Vec<Step>>, String> {
    let mut search = Search {
        root,
        left: VALUES_MAX,
    };
    let found = search.search_path(root, path)?;
    let mut places: Vec<Vec<Step>> = Vec::with_capacity(found.len());
    let mut seen = std::collections::HashSet::new();
    for (steps, _) in found {
        if seen.insert(steps.clone()) {
            places.push(steps);
        }
    }
    Ok(places)
}

/// A search, with the rest of its allowance.
pub(super) struct Search<'t> {
    pub(super) root: &'t Tree,
    left: usize,
}

impl Search<'_> {
    /// The values that a path finds from a value.
    pub(super) fn search_path(&mut self, here: &Tree, path: &Path) -> Result<Vec<Found>, String> {
        let start = if path.relative { here } else { self.root };
        let mut found = vec![(Vec::new(), start.clone())];
        for segment in &path.segments {
            let mut next = Vec::new();
            for value in &found {
                self.apply_segment(value, segment, &mut next)?;
            }
            found = next;
        }
        Ok(found)
    }

    fn apply_segment(
        &mut self,
        from: &Found,
        segment: &Segment,
        into: &mut Vec<Found>,
    ) -> Result<(), String> {
        self.spend()?;
        for selector in &segment.selectors {
            self.apply_selector(from, selector, into)?;
        }
        if segment.descend {
            for child in children(from) {
                self.apply_segment(&child, segment, into)?;
            }
        }
        Ok(())
    }

    fn apply_selector(
        &mut self,
        from: &Found,
        selector: &Selector,
        into: &mut Vec<Found>,
    ) -> Result<(), String> {
        match selector {
            Selector::Key(key) => {
                if let Some(value) = from.1.get(key) {
                    into.push((extend(&from.0, Step::Key(key.as_str().into())), value));
                }
            }
            Selector::All => into.extend(children(from)),
            Selector::Index(index) => {
                let items = indexed_items(from);
                let position = absolute_index(*index, items.len());
                into.extend(position.and_then(|position| items.into_iter().nth(position)));
            }
            Selector::Slice {
                from: start,
                to,
                step,
            } => into.extend(slice(indexed_items(from), *start, *to, *step)),
            Selector::Filter(test) => {
                for child in children(from) {
                    self.spend()?;
                    if filter::evaluate(self, &child.1, test)? {
                        into.push(child);
                    }
                }
            }
        }
        Ok(())
    }

    fn spend(&mut self) -> Result<(), String> {
        self.left = self
            .left
            .checked_sub(1)
            .ok_or("looks at more values than are allowed")?;
        Ok(())
    }
}

fn children(from: &Found) -> Vec<Found> {
    if from.1.kind() == Kind::Map {
        let member =
            |(key, value): (crate::read::Key, Tree)| (extend(&from.0, Step::Key(key.text)), value);
        return from.1.entries().into_iter().map(member).collect();
    }
    indexed_items(from)
}

fn indexed_items(from: &Found) -> Vec<Found> {
    let item = |(position, value): (usize, Tree)| (extend(&from.0, Step::Index(position)), value);
    from.1.items().into_iter().enumerate().map(item).collect()
}

fn extend(steps: &[Step], step: Step) -> Vec<Step> {
    let mut steps = steps.to_vec();
    steps.push(step);
    steps
}

/// An index counted from the end if it is negative.
fn absolute_index(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let position = if index < 0 { index + length } else { index };
    usize::try_from(position)
        .ok()
        .filter(|position| *position < usize::try_from(length).unwrap_or_default())
}

fn slice(items: Vec<Found>, from: Option<i64>, to: Option<i64>, step: i64) -> Vec<Found> {
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let place = |index: i64| {
        if index < 0 {
            (index + length).max(-1)
        } else {
            index.min(length)
        }
    };
    let mut taken = Vec::new();
    if step == 0 {
        return taken;
    }
    let mut position = from.map_or(if step > 0 { 0 } else { length - 1 }, place);
    let end = to.map_or(if step > 0 { length } else { -1 }, place);
    while (step > 0 && position < end) || (step < 0 && position > end) {
        taken.extend(
            usize::try_from(position)
                .ok()
                .and_then(|position| items.get(position).cloned()),
        );
        position = position.saturating_add(step);
    }
    taken
}
