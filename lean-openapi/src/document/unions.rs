//! The places of the unions and discriminators of a file, wherever they are.
//!
//! The words are looked for in the text first: only what leads to one of them is read.

use std::sync::Arc;

use super::anchors::enter_schema;
use super::at::At;
use crate::read::{Kind, Source};

/// The keys of unions, and of schemas that say how a member tells schemas apart.
const UNION: [&str; 2] = ["oneOf", "anyOf"];
const DISCRIMINATOR: [&str; 1] = ["discriminator"];

/// The number of values to look at: no one writes a larger file by hand.
const VALUES_MAX: usize = 2_000_000;

/// The schemas of a file with a discriminator, in the order of the file.
pub(super) fn discriminators(root: &At, source: &Arc<Source>) -> Vec<At> {
    search(root, source, &DISCRIMINATOR)
}

/// The schemas of a file that are unions, in the order of the file.
pub(super) fn unions(root: &At, source: &Arc<Source>) -> Vec<At> {
    search(root, source, &UNION)
}

fn search(root: &At, source: &Arc<Source>, keys: &'static [&'static str]) -> Vec<At> {
    let mut search = UnionSearch {
        source,
        keys,
        words: positions(source.text(), keys),
        found: Vec::new(),
        budget: VALUES_MAX,
    };
    search.walk(root);
    search.found
}

/// The places of words in a text, in order.
fn positions(text: &str, words: &[&str]) -> Vec<usize> {
    let of = |word: &&str| match word.find('O') {
        // Looking for one rare letter is some ten times as fast as looking for a word.
        Some(before) => {
            let starts = text
                .match_indices('O')
                .map(|(at, _)| at.wrapping_sub(before));
            let is_word = |at: &usize| {
                text.as_bytes()
                    .get(*at..)
                    .is_some_and(|rest| rest.starts_with(word.as_bytes()))
            };
            starts.filter(is_word).collect::<Vec<usize>>()
        }
        None => text.match_indices(*word).map(|(at, _)| at).collect(),
    };
    let mut all: Vec<usize> = words.iter().flat_map(of).collect();
    all.sort_unstable();
    all
}

struct UnionSearch<'s> {
    source: &'s Arc<Source>,
    keys: &'static [&'static str],
    words: Vec<usize>,
    found: Vec<At>,
    budget: usize,
}

impl UnionSearch<'_> {
    /// Recursion is bounded by the depth that the reader allows.
    fn walk(&mut self, at: &At) {
        if self.budget == 0 || !self.may_contain(at) {
            return;
        }
        self.budget -= 1;
        if at.node.kind() == Kind::List {
            for item in at.node.items() {
                self.walk(&at.child(item));
            }
            return;
        }
        let at = enter_schema(at);
        let entries = at.node.entries();
        if entries
            .iter()
            .any(|(key, _)| self.keys.contains(&&*key.text))
        {
            self.found.push(at.clone());
        }
        for (key, value) in entries {
            let is_data = matches!(
                &*key.text,
                "example" | "examples" | "enum" | "const" | "default" | "description"
            );
            if !is_data {
                self.walk(&at.child(value));
            }
        }
    }

    /// Returns true if a value may hold one of the words. What an overlay
    /// changed is always looked into.
    fn may_contain(&self, at: &At) -> bool {
        let Some(range) = at.node.span_in(self.source) else {
            return true;
        };
        let first = self.words.partition_point(|word| *word < range.start);
        self.words.get(first).is_some_and(|word| *word < range.end)
    }
}
